"""One stylesheet and one font of icons for the whole site, with what its pages use and nothing else.

The theme brings 500 kB of CSS before a page shows its first word, and 2 MB of icons.
"""

import re
from io import BytesIO
from pathlib import PurePosixPath

import tinycss2
from fontTools import subset
from fontTools.ttLib import TTFont
from tinycss2 import ast

SHEET, ICONS = "_static/site.css", "_static/icons.woff"
SOLID = "_static/vendor/fontawesome/webfonts/fa-solid-900.ttf"
NESTED = {"media", "supports", "container", "layer"}
WORD = re.compile(r"[A-Za-z_][\w-]*")
USED = re.compile(r'\b(?:class|id)="([^"]*)"')
TAG = re.compile(r"<([a-z][\w-]*)")
PARENT = re.compile(r"[\w-]+/\.\./")
ICON = re.compile("[\uf000-\uf8ff]")
VARIABLE = re.compile(r"--[\w-]+")
READ = re.compile(r"var\(\s*(--[\w-]+)")
SET = re.compile(r"""(?<=[{;])\s*(--[\w-]+)\s*:(?:[^;{}"']|"[^"]*"|'[^']*')*(?:;|(?=}))""")
# Bootstrap's script knows all its components, of which it makes these here.
BOOTSTRAP = {"bs-tooltip-auto", "collapsing", "fade", "show", "tooltip", "tooltip-arrow", "tooltip-inner"}


def words(pages, scripts):
    """Every name that a selector can meet: classes, ids and elements of the pages, and all that a script may make."""
    found = {"root", *BOOTSTRAP, *(tag for page in pages for tag in set(TAG.findall(page)))}
    for page in pages:
        found.update(name for names in set(USED.findall(page)) for name in names.split())
    for script in scripts:
        found.update(WORD.findall(script))
    return found


def meets(selector, names):
    """Whether all that a selector asks for is there. What stands in brackets, as in :not(...), is not looked at."""
    before = None
    for token in selector:
        named = token.type == "ident" and before == "." or token.type == "hash"
        element = token.type == "ident" and before not in (".", ":")
        if (named or element) and token.value not in names:
            return False
        before = token.value if token.type == "literal" else None
    return True


def split(prelude):
    """The selectors of a rule, at its commas."""
    selectors = [[]]
    for token in prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def based(tokens, folder):
    """The tokens, with addresses that are relative to `folder` made relative to _static."""
    for token in tokens:
        if token.type == "url" and not token.value.startswith(("data:", "#")):
            path = str(PurePosixPath(folder, token.value).relative_to("_static"))
            while PARENT.search(path):
                path = PARENT.sub("", path, count=1)
            yield ast.URLToken(token.source_line, token.source_column, path, f'url("{path}")')
        elif token.type == "function":
            token.arguments = list(based(token.arguments, folder))
            yield token
        else:
            yield token


def purged(rules, names, folder):
    """The rules that some page can use, as text."""
    for rule in rules:
        if rule.type == "at-rule":
            keyword = rule.lower_at_keyword
            if keyword in NESTED and rule.content is not None:
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                if text := "".join(purged(inner, names, folder)):
                    yield f"@{keyword}{tinycss2.serialize(rule.prelude)}{{{text}}}"
            elif keyword not in ("charset", "import") and "Font Awesome" not in tinycss2.serialize(rule.content):
                yield f"@{keyword}{tinycss2.serialize(rule.prelude)}{{{body(rule.content, folder)}}}"
        elif rule.type == "qualified-rule":
            kept = [tinycss2.serialize(s).strip() for s in split(rule.prelude) if meets(s, names)]
            if kept:
                yield f"{','.join(kept)}{{{body(rule.content, folder)}}}"


def body(content, folder):
    return tinycss2.serialize(t for t in based(content, folder) if t.type != "comment").strip()


def shorter(css, others):
    """A stylesheet without the variables that neither it nor one of the others reads."""
    read = others.union(READ.findall(css))
    return SET.sub(lambda found: found[0] if found[1] in read else "", css)


def without_idle(css, texts):
    """A stylesheet without variables that nothing reads, it or those texts, and without those that only they read."""
    others = {name for text in texts for name in VARIABLE.findall(text)}
    while (less := shorter(css, others)) != css:
        css = less
    return css


def merged(folder, sheets, names):
    """The text of some sheets, given by their paths in the site's folder, in this order."""
    found = [f'@font-face{{font-family:"Font Awesome 6 Free";font-weight:900;src:url("{PurePosixPath(ICONS).name}")}}']
    for sheet in sheets:
        text = (folder / sheet).read_text(encoding="utf-8")
        rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        found.append(f"/* {PurePosixPath(sheet).name} */")
        found.extend(purged(rules, names, PurePosixPath(sheet).parent))
    return "\n".join(found) + "\n"


def icons(font, css):
    """The icons that a stylesheet names, as the bytes of a font."""
    options = subset.Options(flavor="woff", layout_features=[], notdef_outline=True)
    whole = TTFont(font, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted({ord(sign) for sign in ICON.findall(css)}))
    cutter.subset(whole)
    whole.flavor = "woff"
    packed = BytesIO()
    whole.save(packed)
    return packed.getvalue()
