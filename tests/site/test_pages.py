"""What holds on every page of the site, whoever wrote it."""

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

BUILD = Path(__file__).resolve().parents[2] / "_build"
HTML = BUILD / "html"
PHONE, DESKTOP = 390, 1280

# index.html only sends on to the first page, _static holds the theme's own fragments, lite is JupyterLite, and
# minigrad's sources in _modules are all made alike: one stands for them.
PAGES = sorted(
    path.relative_to(HTML).as_posix()
    for path in HTML.rglob("*.html")
    if path != HTML / "index.html"
    and not {"_static", "lite"}.intersection(path.relative_to(HTML).parts)
    and ("_modules" not in path.parts or path == HTML / "_modules" / "minigrad" / "tensor.html")
)

# Every two of the three choices meet in one of these four.
VIEWS = [("http", DESKTOP, False), ("http", PHONE, True), ("file", PHONE, False), ("file", DESKTOP, True)]


def view_name(view):
    scheme, width, dark = view
    return f"{scheme}-{'phone' if width == PHONE else 'desktop'}-{'dark' if dark else 'light'}"


def views_of(path):
    """Pages of the reference are made alike, each from docstrings: two views show what there is to see."""
    return VIEWS[:2] if "/api/" in path or path.startswith(("_modules", "genindex")) else VIEWS


@pytest.mark.parametrize(
    ("path", "view"), [pytest.param(p, v, id=f"{p}-{view_name(v)}") for p in PAGES for v in views_of(p)]
)
def test_page_reads_well(open_page, site_url, path, view):
    scheme, width, dark = view
    page = open_page(path, scheme=scheme, width=width, dark=dark)
    assert page.title()
    assert page.locator("html").get_attribute("data-theme") == ("dark" if dark else "light")

    page.evaluate("window.MathJax?.startup?.promise")
    raw = page.locator(".math:not(:has(mjx-container)), mjx-merror").all_inner_texts()
    assert not raw, f"mathematics is not typeset: {raw}"

    page.screenshot(path=BUILD / "screenshots" / f"{path[:-5].replace('/', '-')}-{view_name(view)}.png", full_page=True)
    too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert too_wide <= 0, f"the page is {too_wide} px wider than the screen: {widest(page)}"
    if view == VIEWS[0]:
        check_images(page)
        check_links(page, site_url)


def widest(page):
    """The elements that stick out on the right, but for those inside something that scrolls."""
    return page.evaluate(
        """() => {
            const scrolls = e => e && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement));
            return [...document.querySelectorAll('main *')]
                .filter(e => e.getBoundingClientRect().right > window.innerWidth && !scrolls(e.parentElement))
                .map(e => e.outerHTML.slice(0, 80)).slice(0, 5);
        }"""
    )


def check_images(page):
    """Images load, and say what they show."""
    images = page.evaluate(
        """[...document.querySelectorAll('img')].map(
            i => ({src: i.src, alt: i.alt, width: i.naturalWidth, logo: i.matches('.logo__image')})
        )"""
    )
    assert [i["src"] for i in images if i["width"] == 0] == []
    # The name stands beside the logo; a picture in the text needs more than a file's name.
    assert [i["alt"] for i in images if i["logo"] and i["alt"]] == []
    images = [i for i in images if not i["logo"]]
    assert [i for i in images if len(i["alt"].split()) < 2 or re.search(r"\.\w{3,4}$|_images/", i["alt"])] == []
    assert (
        page.evaluate(
            """[...document.querySelectorAll('svg[role=img]:not([aria-hidden=true])')]
            .filter(s => !s.ariaLabel && !s.getAttribute('aria-labelledby') && !s.querySelector('title'))
            .map(s => s.outerHTML.slice(0, 80))"""
        )
        == []
    )


def check_links(page, site_url):
    """Links lead somewhere."""
    links = page.evaluate("[...document.links].map(a => a.href)")
    assert [link for link in links if link.startswith(site_url) and not exists(link)] == []


def exists(link):
    """Whether the file that a link within the site names is there, and the place in it."""
    address, fragment = urldefrag(link)
    file = HTML / unquote(urlsplit(address).path).lstrip("/")
    if file.is_dir():
        file /= "index.html"
    if not file.is_file():
        return False
    return not fragment or f'id="{unquote(fragment)}"' in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_front_door_opens_the_first_page(open_page, scheme):
    open_page("index.html", scheme=scheme).wait_for_url("**/book/index.html")


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_search_finds(open_page, scheme):
    page = open_page("search.html?q=backward", scheme=scheme)
    page.locator("#search-results li").first.wait_for()
