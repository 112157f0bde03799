"""A Sphinx extension: what the pages say of themselves to search engines, to whoever shares them and to feed readers.

The site's address is `html: baseurl:` in _config.yml. What only an address makes possible is there once it is:
canonical links, the sitemap, the picture of a shared page, and the feed of changes.
"""

import re
from html import escape, unescape
from pathlib import Path
from textwrap import shorten

from docutils import nodes

from tools import changes

ROOT = Path(__file__).resolve().parent.parent
CARD = "_static/line-fit.png"
CARD_SAYS = "Gradient descent fits a line with too large a learning rate, and the loss climbs."
UNTITLED = {"search": "Search", "genindex": "Index"}  # which get their titles from the theme
SHORT = 60  # a description that needs the title to be understood
MISSING = """<section><h1>This page is not here</h1>
<p>It may have moved. The <a href="book/index.html">first page</a> lists all chapters, and the
<a href="search.html">search</a> finds their words.</p></section>"""


def address(app):
    """Where the site will stand, with a slash at its end, or nothing."""
    base = app.config.html_baseurl
    return base and base.rstrip("/") + "/"


def description(doctree):
    """The first words of a page that say what is on it: past the minutes it takes, with the list that it opens."""
    for paragraph in doctree.findall(nodes.paragraph) if doctree else ():
        parts = [part for part in paragraph if part.astext()]  # Markdown leaves empty ones around what it marks
        marked = len(parts) == 1 and isinstance(parts[0], nodes.emphasis | nodes.strong)
        if marked or paragraph.parent.parent is not doctree:  # the title's section, above all headings
            continue
        text = paragraph.astext()
        after = paragraph.next_node(descend=False, siblings=True)
        if isinstance(after, nodes.bullet_list) and not text.endswith("."):
            text += " " + " ".join(item.astext() for item in after)
        return shorten(text, 160, placeholder=" …")
    return ""


def describe(app, pagename, templatename, context, doctree):
    """Put a page's description, its card for whoever shares it, and where the feed is, into its head."""
    base, course = address(app), app.config.html_title
    title = unescape(re.sub("<[^>]+>", "", context.get("title") or UNTITLED.get(pagename, pagename)))
    says = description(doctree) or f"{title}, a page of {course}, a course on automatic differentiation."
    if len(says) < SHORT:
        says = f"{title}: {says}"
    tags = [("name", "description", says), ("property", "og:type", "article"), ("property", "og:site_name", course)]
    tags += [("property", "og:title", title), ("property", "og:description", says)]
    tags += [("name", "twitter:card", "summary_large_image" if base else "summary")]
    if base:
        tags += [("property", "og:url", context["pageurl"]), ("property", "og:image", base + CARD)]
        tags += [("property", "og:image:alt", CARD_SAYS)]
    lines = [f'<meta {kind}="{name}" content="{escape(value)}" />' for kind, name, value in tags]
    if base:
        feed = f'{escape(base)}changes.xml" title="{escape(course)}: what changes'
        lines.append(f'<link rel="alternate" type="application/atom+xml" href="{feed}" />')
    if pagename == "404" and base:  # a host shows this page at any depth
        lines.insert(0, f'<base href="{escape(base)}" />')
    context["metatags"] = "\n".join([context.get("metatags", ""), *lines])


def missing(app):
    yield "404", {"title": "Not here", "body": MISSING}, "page.html"


def write(app, exception):
    """Write what stands beside the pages."""
    if exception or app.builder.format != "html":
        return
    base, robots = address(app), "User-agent: *\nAllow: /\n"
    if base:
        pages = "".join(f"<url><loc>{escape(base + page)}.html</loc></url>\n" for page in sorted(app.env.found_docs))
        top = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        put(app, "sitemap.xml", f"{top}{pages}</urlset>\n")
        changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
        put(app, "changes.xml", changes.feed(changelog, app.config.html_title, base))
        robots += f"Sitemap: {base}sitemap.xml\n"
    put(app, "robots.txt", robots)


def put(app, name, text):
    (Path(app.outdir) / name).write_text(text, encoding="utf-8", newline="\n")


def setup(app):
    app.connect("html-page-context", describe)
    app.connect("html-collect-pages", missing)
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
