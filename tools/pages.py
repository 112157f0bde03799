"""A Sphinx extension: what is done to the pages once they are written.

A phone on a slow network has the text of a page with the first file that it gets: the styles are in the page, and no
more of them than it uses (tools/styles.py), figures and all other scripts come later (tools/figures.py), and what the
themes write twice is there once. A Content-Security-Policy lets only the site's own scripts run, those within a page by
their hash.
"""

import base64
import gc
import hashlib
import re
import shutil
import struct
from functools import partial
from html import escape
from pathlib import Path

from tools import figures, styles

LITE = "lite"  # an application of its own, whose scripts load others
FINDS = "search.html"
SEARCH = ("searchtools.js", "language_data.js", "searchindex.js")
BY_SPHINX = 'data-content_root="'
SHEETS = re.compile(r'\s*<link [^>]*?href="(?:\.\./)*(_static/[^"?]*\.css)[^>]*>')
SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)
SOURCE = re.compile(r'src="(?:\.\./)*(_static/[^"?]*\.js)')
STYLE = "<style></style>"  # what a page's own styles take the place of
FONT, PRINT = "@font-face", "@media print"
FAMILY = re.compile(r'font-family: ?"([^"]*)"')
# A font is fetched before anything else once there is a rule that names it: page.js lets it wait for the text.
FONTS = '<style id="fonts" media="print">{0}</style>\n<noscript><style>{0}</style></noscript>'
PRINTED = f'<link rel="stylesheet" media="print" href="{{}}{styles.SHEET}" />'
IMAGE = re.compile(r'<img [^>]*?src="(?:\.\./)*(_images/[^"]*\.(?:png|svg))"(?![^>]* width=)')
VIEWPORT = re.compile(r'\s*<meta name="viewport"[^>]*>')
UNUSED = re.compile(
    r'<div id="jb-print-docs-body".*?(?=<div id="searchbox">)'  # the contents once more, never shown
    r'|\s*<link rel="preload" as="script"[^>]*>|\s*<!-- (?:So that users|Pre-loaded|Loaded before).*?-->'
    r'|\s*<script defer src="[^"]*fontawesome\.js[^>]*></script>',
    re.DOTALL,
)
# In code, what has the color of all the rest needs no element of its own; nor do words in the list of contents.
CODE = re.compile(r'(?<=<div class="highlight"><pre>).*?(?=</pre>)', re.DOTALL)
COLOR = re.compile(r'data-theme="(\w+)"\] \.highlight(?: \.(\w+))? \{[^}]*?\bcolor: (#\w+) \}')
CONTENTS = re.compile(r'(?<=<nav id="pst-page-toc-nav").*?(?=</nav>)', re.DOTALL)
WORD = re.compile(r"""<span class="pre">([\w.,:()'=*]+)</span>""")
# The theme's script asks each piece of code whether it scrolls, and changes it before it asks the next: the page is
# laid out anew each time, a third of a second for the longest. So it asks when there is nothing else to do.
ASKS = re.compile(r"forEach\((\w+)=>\{\1\.tabIndex=([^{};]*?)\?0:-1\}\)")
LATER = (
    r"forEach(\1=>(window.requestIdleCallback||setTimeout)"
    r"(()=>{const stop=\2?0:-1;if(\1.tabIndex!==stop)\1.tabIndex=stop}))"
)
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # figures carry their own, and style attributes
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",  # the window with the notes to the slides shows them
    "form-action": "'self'",
    "base-uri": "'self'",
    "object-src": "'none'",
}


MULTILINE = re.compile(r"\n<dl>\n((?:<dd>.*</dd>\n)*)</dl>\n")
NO_HEAD = re.compile(r'<th class="head[^"]*"><p></p></th>')
MENDED = [
    # Until its scripts had come, a page was neither light nor dark: code was bare, and the dark began with a flash.
    ('localStorage.getItem("theme") || "auto"',
     'localStorage.getItem("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")'),
    # What the themes leave to be wished by those who hear a page.
    ('search-button-field search-button__button pst-js-only" title="Search" aria-label="Search"',
     'search-button-field search-button__button pst-js-only"'),
    ('<summary aria-label="Toggle hidden content">', "<summary>"),  # it has words of its own
    ('<summary><span class="toctree-toggle"', '<summary aria-label="The pages below"><span class="toctree-toggle"'),
    ('<div id="pst-primary-sidebar"', '<div id="pst-primary-sidebar" role="complementary" aria-label="The book"'),
    ('title="Toggle primary sidebar"', 'title="Pages of the book"'),
    ('title="Toggle secondary sidebar"', 'title="Contents of this page"'),
    ('<dialog id="pst-primary-sidebar-modal"', '<dialog id="pst-primary-sidebar-modal" aria-label="Pages of the book"'),
    ('<dialog id="pst-secondary-sidebar-modal"', '<dialog id="pst-secondary-sidebar-modal" aria-label="Contents"'),
    ('<dialog id="pst-search-dialog"', '<dialog id="pst-search-dialog" aria-label="Search"'),
    ('<i class="', '<i aria-hidden="true" class="'),  # icons are letters of a font
    ('<span class="fa-', '<span aria-hidden="true" class="fa-'),
    # A policy lets no attribute run: page.js gives these buttons what they do.
    ('onclick="window.print()"', 'data-print=""'),
    ('onclick="solutions"', 'data-print="solutions"'),
]  # fmt: skip


def print_buttons(app, pagename, templatename, context, doctree):
    """Name the theme's button for printing by what it does, and put one beside it that prints what is folded, too."""
    for group in context.get("header_buttons", ()):
        found = [button for button in group.get("buttons", ()) if button.get("javascript") == "window.print()"]
        for button in found:
            button |= {"text": "Print", "tooltip": "Print this page, or save it as a PDF"}
            more = {"text": "Print with solutions", "javascript": "solutions", "label": "print-solutions"}
            group["buttons"].append(button | more | {"tooltip": "Print it with all that is folded"})


def size(path):
    """The width and the height of a picture, as it says itself."""
    data = path.read_bytes()
    if path.suffix == ".svg":
        return re.search(rb'<svg[^>]*? width="([\d.]+)[^>]*? height="([\d.]+)', data).groups()
    return struct.unpack(">II", data[16:24])  # where a PNG has them


def sized(match, site):
    """A picture that has its place before it comes, and comes when it is near."""
    width, height = (round(float(number)) for number in size(site / match[1]))
    return f'{match[0]} width="{width}" height="{height}" loading="lazy" decoding="async"'


def plain(sheet):
    """What finds the pieces of code that have, by this stylesheet, the color of all code in either theme."""
    colors = {}
    for theme, kind, color in COLOR.findall(sheet):
        colors.setdefault(kind, {})[theme] = color
    kinds = "|".join(kind for kind in colors if kind and colors[kind] == colors[""])
    return re.compile(rf'<span class="(?:{kinds})">([^<]*)</span>')


def lightened(text, name, site, plain):
    """A page of Sphinx's with a place for its styles, and with pictures and scripts that wait for its text."""
    head = '\n<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
    links = iter([head + STYLE])
    text = SHEETS.sub(lambda link: next(links, ""), VIEWPORT.sub("", UNUSED.sub("", text)))
    for theirs, ours in MENDED:
        text = text.replace(theirs, ours)
    text = CODE.sub(lambda code: plain.sub(r"\1", code[0]), NO_HEAD.sub("<td></td>", text))
    text = CONTENTS.sub(lambda contents: WORD.sub(r"\1", contents[0]), text)
    text = IMAGE.sub(partial(sized, site=site), MULTILINE.sub(parameters, text))
    return SCRIPT.sub(partial(deferred, name=name), text)


def parameters(match):
    """The parameters of a long signature, which are no list of definitions."""
    lines = match[1].replace("<dd>", '<span class="sig-line">').replace("</dd>", "</span>")
    return f'<span class="sig-lines">{lines}</span>'


def deferred(match, name):
    attributes, body = match.groups()
    if "src=" in attributes:
        if name != FINDS and any(script in attributes for script in SEARCH):
            return ""
        return match[0] if "defer" in attributes else f"<script defer{attributes}></script>"
    # As a module, it waits its turn behind the deferred script that it speaks to.
    return f'<script type="module">{body}</script>' if "DOCUMENTATION_OPTIONS." in body else match[0]


def policy(text):
    """The Content-Security-Policy of a page, as an element for its head."""
    own = {
        base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        for attributes, body in SCRIPT.findall(text)
        if "src=" not in attributes and "application/json" not in attributes
    }
    rules = POLICY | {"script-src": " ".join([POLICY["script-src"], *(f"'sha256-{digest}'" for digest in sorted(own))])}
    says = "; ".join(f"{name} {sources}" for name, sources in rules.items())
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(says, quote=False)}" />'


def front_door(text):
    """The page that only sends on to the first, as a page that can be read."""
    first = re.search('url=([^"]*)', text)[1]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8" />\n<title>Backward</title>\n'
        '<link rel="icon" href="_static/favicon.svg" />\n'
        f'{text.strip()}</head>\n<body><a href="{first}">Backward</a></body></html>\n'
    )


def from_nothing(app):
    """Remove a site that was finished before: what is done to pages here is not done to them twice."""
    if (Path(app.outdir) / styles.SHEET).is_file():
        shutil.rmtree(app.outdir)
        Path(app.outdir).mkdir()


def finish(app, exception):
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    paths = [path for path in sorted(site.rglob("*.html")) if LITE not in path.relative_to(site).parts[:1]]
    pages = {path: path.read_text(encoding="utf-8") for path in paths if "_static" not in path.parts}
    sheets = list(dict.fromkeys(s for text in pages.values() if BY_SPHINX in text for s in SHEETS.findall(text)))
    kinds = plain((site / "_static" / "pygments.css").read_text(encoding="utf-8"))
    ours = {path: lightened(text, path.name, site, kinds) for path, text in pages.items() if BY_SPHINX in text}
    styled = dressed(ours, styles.read(site, ["_static/basic.css", *sheets]), site)
    for sheet in sheets:
        if not any(sheet in text for path, text in pages.items() if path not in ours):
            (site / sheet).unlink()
    shutil.rmtree(site / "_static" / "vendor")
    for path in (*site.glob("_static/scripts/fontawesome.*"), *site.glob("_static/styles/*.map")):
        path.unlink()
    theme = site / "_static" / "scripts" / "pydata-sphinx-theme.js"
    theme.write_text(ASKS.sub(LATER, theme.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    for path, text in pages.items():
        text = figures.once(styled.get(path, text))
        if path in ours:
            text = figures.apart(text, root(text), site)
        elif path == site / "index.html":
            text = front_door(text)
        charset = re.search(r'<meta charset="utf-8"[^>]*>', text).end()
        text = f"{text[:charset]}\n{policy(text)}{text[charset:]}"
        path.write_text(text, encoding="utf-8", newline="\n")


def dressed(pages, rules, site):
    """Pages with their own styles; the icons that these show, and the styles of all, for print, go into the site."""
    looks = {path: styles.Page(text, scripts(text, site)) for path, text in pages.items()}
    whole = styles.sheet(rules, lambda selector: any(look.meets(selector) for look in looks.values()), looks.values())
    (site / styles.SHEET).write_text(whole, encoding="utf-8", newline="\n")
    (site / styles.ICONS).write_bytes(styles.icons(site / styles.SOLID, whole))
    found = {}
    for path, text in pages.items():
        css = styles.moved(styles.sheet(rules, looks[path].meets, [looks[path]]), f"{root(text)}_static/")
        lines = css.splitlines()
        rest = "\n".join(line for line in lines if not line.startswith((FONT, PRINT)))
        fonts = "".join(line for line in lines if line.startswith(FONT) and FAMILY.search(line)[1] in rest)
        late = f"{FONTS.format(fonts)}\n{PRINTED.format(root(text))}"
        found[path] = text.replace(STYLE, f"<style>{rest}</style>\n{late}", 1)
    return found


def scripts(text, site):
    """The scripts of a page: its own, and those that it loads."""
    own = (body for attributes, body in SCRIPT.findall(text) if "json" not in attributes)
    files = [site / name for name in SOURCE.findall(text) if not name.endswith("/bootstrap.js")]
    return [*own, *(file.read_text(encoding="utf-8") for file in files)]


def root(text):
    """The way from a page of Sphinx's to the site's folder."""
    return re.search(rf'{BY_SPHINX}([^"]*)"', text)[1]


def setup(app):
    gc.set_threshold(200_000)  # what a build makes lives to its end: to look for garbage takes a fifth of its time
    app.connect("builder-inited", from_nothing, priority=1)  # before others put files there
    app.connect("html-page-context", print_buttons, priority=900)  # after the theme's
    app.connect("build-finished", finish, priority=900)  # after all that writes pages
    return {"parallel_read_safe": True, "parallel_write_safe": True}
