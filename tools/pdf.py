"""The whole book as one PDF, printed by Chromium from the built pages: `python -m tools.pdf` after `make book`.

The articles of all pages stand one after the other in one page, so that links between them, the outline and the page
numbers are the browser's own work. What a sheet of paper cannot do is taken out or put right: explorers are their
still pictures, answers and solutions are unfolded; the code behind a figure and what an exercise says before it is
answered are left out.
"""

import io
import json
import re
import sys
import tomllib
from html import escape
from pathlib import Path
from posixpath import dirname, join, normpath

import pikepdf
import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from tools import browser
from tools.tasks import BUILD, HTML, ROOT

NAME = "backward.pdf"
STYLE = Path(__file__).with_name("print.css")
SUBTITLE = "A course on automatic differentiation"
HEADINGS = "h1, h2, h3, h4, h5, h6"
GONE = "script, style, .headerlink, .viewcode-link, .copybtn, .tag_hide-input > details, .tag_exercise .cell_output"
MENU = re.compile(r'<button data-print="solutions".*?</li>', re.DOTALL)
OFFER = """
<li><a href="{address}" download class="btn btn-sm dropdown-item" title="Download the whole book as a PDF">
<span class="btn__icon-container"><i class="fas fa-file-pdf"></i></span>
<span class="btn__text-container">The whole book (PDF)</span>
</a></li>"""


def contents():
    """The book in its order: pairs of a depth and a page, or the caption of a part."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    yield 1, toc["root"], None
    for part in toc["parts"]:
        yield 1, None, part["caption"]
        for chapter in part["chapters"]:
            yield 2, chapter["file"], None
            for section in chapter.get("sections", ()):
                yield 3, section["file"], None


def plain(element):
    return " ".join(element.get_text().split())


def place(page, fragment=""):
    """The id of a place in a page, in the book."""
    return page.replace("/", "-") + (f"--{fragment}" if fragment else "")


def stills(page):
    """The pictures of a page's explorers, in their order."""
    path = ROOT / f"{page}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"] if path.is_file() else []
    for cell in cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "mg-explorer" in "".join(data.get("text/html", ())):
                yield "".join(data["image/png"])


def article(page, depth, pages, address):
    """The article of a page, as it stands in the book."""
    soup = BeautifulSoup((HTML / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
    found = soup.find("article", class_="bd-article")
    for explorer, still in zip(found.select(".mg-explorer"), stills(page), strict=True):
        picture = soup.new_tag(
            "img", src=f"data:image/png;base64,{still}", alt=f"{explorer['aria-label']}, at its start"
        )
        picture["class"] = "still"
        explorer.replace_with(picture)
    for element in found.select(GONE):
        element.decompose()
    for solution in found.select(".tag_hide-cell > details"):
        solution.name = "div"
        solution["class"] = "admonition"
        title = soup.new_tag("p", string="Solution")
        title["class"] = "admonition-title"
        solution.summary.replace_with(title)
    for folded in found.select(".dropdown, .toggle"):
        folded["class"] = [name for name in folded["class"] if name not in ("dropdown", "toggle")]
    for heading in found.select(HEADINGS):
        heading["aria-level"] = str(depth + int(heading.name[1]) - 1)
    for element in found.select("[id]"):
        element["id"] = place(page, element["id"])
    for image in found.select("img[src]"):
        if not image["src"].startswith("data:"):
            image["src"] = (HTML / normpath(join(dirname(page), image["src"]))).as_uri()
    for link in found.select("a[href]"):
        point(link, page, pages, address)
    found["id"] = place(page)
    return found


def point(link, page, pages, address):
    """Let a link lead to its place in the book; or, where that is not in the book, to the site if it has an address."""
    target, _, fragment = link["href"].partition("#")
    if re.match(r"[a-z]+:", target):
        return
    target = normpath(join(dirname(page), target)) if target else f"{page}.html"
    if target.removesuffix(".html") in pages:
        link["href"] = "#" + place(target.removesuffix(".html"), fragment)
    elif address:
        link["href"] = f"{address.rstrip('/')}/{target}{'#' if fragment else ''}{fragment}"
    else:
        link.unwrap()


def book(chosen=None):
    """The whole book, or the chosen pages of it: as one page of HTML, the titles of parts and pages, all headings."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    entries = [entry for entry in contents() if not chosen or not entry[1] or entry[1] in chosen]
    pages = {page for _, page, _ in entries if page}
    listed, headings, body, sheets = [], ["Contents"], [], []
    for number, (depth, page, caption) in enumerate(entries):
        if caption:
            below = entries[number + 1 :]
            if not below or below[0][2]:  # none of its pages is chosen
                continue
            listed.append((depth, f"part-{caption}", caption))
            headings.append(caption)
            body.append(f'<section class="part" id="part-{caption}"><h1 aria-level="1">{caption}</h1></section>')
            continue
        found = article(page, depth, pages, config["html"]["baseurl"])
        headings += [plain(heading) for heading in found.select(HEADINGS)]
        title = plain(found.h1)
        listed.append((depth, place(page), title))
        found["style"] = f"page: sheet{number}"
        sheets.append(f'@page sheet{number} {{ @top-center {{ content: "{title.replace(chr(34), "")}" }} }}')
        body.append(str(found))
    items = [f'<li class="depth{depth}"><a href="#{name}">{escape(title)}</a></li>' for depth, name, title in listed]
    html = (
        f'<!doctype html>\n<html lang="en" data-theme="light"><head><meta charset="utf-8" />'
        f"<title>{config['title']}</title>\n"
        f'<link rel="stylesheet" href="{(HTML / "_static" / "site.css").as_uri()}" />\n'
        f"<style>{STYLE.read_text(encoding='utf-8')}\n{chr(10).join(sheets)}</style></head>\n<body>"
        f'<section class="cover"><img src="{(HTML / "_static" / "logo.svg").as_uri()}" alt="" />'
        f"<p>{config['title']}</p><p>{SUBTITLE}</p><p>Version {version}</p></section>\n"
        f'<nav class="book-contents"><h1 aria-level="1">Contents</h1><ul>{"".join(items)}</ul></nav>\n'
        f'<main class="bd-content">{"".join(body)}</main></body></html>\n'
    )
    return html, [title for _, _, title in listed], headings


def printed(html, chromium):
    """A page of HTML as a PDF with an outline."""
    source = BUILD / "pdf" / "book.html"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(html, encoding="utf-8", newline="\n")
    missing = []
    page = chromium.new_page()
    page.on("requestfailed", lambda request: missing.append(request.url))
    page.goto(source.as_uri())
    page.evaluate("document.fonts.ready")
    data = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    page.close()
    if missing:
        sys.exit(f"The book was not printed: the site has no {missing[0]}. Build it anew, with make book.")
    return data


def finished(data, headings):
    """A printed PDF as it is handed out: small, with its author, and without the hour at which it was made."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    small = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        with document.open_outline() as outline:
            # Chromium says the headings at the top of a page twice.
            for entry, heading in zip(flat(outline.root), headings, strict=True):
                entry.title = heading
        del document.docinfo
        document.docinfo["/Title"] = config["title"]
        document.docinfo["/Author"] = config["author"]
        document.docinfo["/Subject"] = SUBTITLE
        document.Root.Lang = pikepdf.String("en")
        document.save(small, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return small.getvalue()


def flat(entries):
    """The entries of an outline, as either library holds it, each before those below it."""
    for entry in entries:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry
            if isinstance(entry, pikepdf.OutlineItem):
                yield from flat(entry.children)


def problems(data, titles):
    """What is wrong with a PDF of pages with these titles, a sentence each."""
    reader = PdfReader(io.BytesIO(data))
    leads = [(entry.title, reader.get_destination_page_number(entry)) for entry in flat(reader.outline)]
    found = 0
    for title in titles:
        place = next((i for i in range(found, len(leads)) if leads[i][0] == title), None)
        if place is None:
            yield f"the outline has no entry {title!r}, or not in its place"
            continue
        found = place + 1
        if "".join(title.split()) not in "".join(reader.pages[leads[place][1]].extract_text().split()):
            yield f"the outline leads to page {leads[place][1] + 1}, which does not say {title!r}"
    places, links = reader.named_destinations, 0
    for number, page in enumerate(reader.pages, 1):
        for link in (entry.get_object() for entry in page.get("/Annots", ())):
            action = link["/A"].get_object() if "/A" in link else {}
            uri, place = action.get("/URI", ""), link.get("/Dest", action.get("/D"))
            if uri.startswith("file:"):
                yield f"page {number} has a link to {uri}"
            elif not uri and place not in places:
                yield f"page {number} has a link to a place that is not there: {place}"
            links += not uri
    if not links:
        yield "there is not one link within the book"


def offer(name):
    """Put the PDF into the menu of downloads of every page, below the buttons for printing."""
    for path in sorted(HTML.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if name not in text and (match := MENU.search(text)):
            root = "../" * (len(path.relative_to(HTML).parts) - 1)
            text = text[: match.end()] + OFFER.format(address=root + name) + text[match.end() :]
            path.write_text(text, encoding="utf-8", newline="\n")


def main():
    path = browser.find()
    if path is None:
        sys.exit(browser.MISSING)
    print("    putting the pages together", flush=True)
    html, titles, headings = book()
    print("    printing them, which takes a minute or two", flush=True)
    with sync_playwright() as playwright:
        chromium = browser.launch(playwright, path)
        data = finished(printed(html, chromium), headings)
        chromium.close()
    print("    looking whether all is there", flush=True)
    if wrong := list(problems(data, titles)):
        sys.exit("\n".join(["The PDF of the book is not right:", *wrong]))
    (HTML / NAME).write_bytes(data)
    offer(NAME)
    print(f"    {(HTML / NAME).relative_to(ROOT)}  {len(data) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
