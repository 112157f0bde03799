"""What holds on every page of the site, whoever wrote it. Each is opened twice, and looked at in two ways each time."""

import gzip
import re
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from fontTools.ttLib import TTFont

from tests.site.axe import violations

ROOT = Path(__file__).resolve().parents[2]
HTML = ROOT / "_build" / "html"
PHONE, DESKTOP = 390, 1280
PAPER = 703  # what A4 leaves between margins of 12 mm, in CSS pixels

# index.html only sends on to the first page, _static holds the theme's own fragments, the slides have their own tests,
# JupyterLite is an application of its own, and minigrad's sources in _modules are all made alike: one stands for them.
PAGES = sorted(
    path.relative_to(HTML).as_posix()
    for path in HTML.rglob("*.html")
    if path != HTML / "index.html"
    and path.relative_to(HTML).parts[0] not in ("_static", "lite", "slides")
    and ("_modules" not in path.parts or path == HTML / "_modules" / "minigrad" / "tensor.html")
)
# The pages of the reference are made alike, each from docstrings: one of them is seen on every screen.
MADE_ALIKE = {path for path in PAGES if "/api/" in path and not path.endswith("/tensor.html")}
every_page = pytest.mark.parametrize("path", PAGES)

# What a screen reader makes of a page is the same on every screen, colors depend on the theme, and these on the width.
LOOKS = ["target-size", "scrollable-region-focusable"]

# What stands around the text is the same on every page: here its colors are seen in the other two ways, too.
SEEN_FOUR_TIMES = {"book/descent/learning-rate.html", "search.html"}

UNTYPESET = """[...document.querySelectorAll('.math')]
    .filter(e => !e.querySelector('math') || e.querySelector('merror')).map(e => e.textContent)"""


@every_page
class Visit:
    """One opening of a page."""

    scheme, first, second, rules = "", (), (), None

    def test_page_reads_well(self, open_page, site_url, path):
        width, dark = self.first
        offline = self.scheme == "file"
        page = open_page(path, scheme=self.scheme, shared=True, width=width, dark=dark, offline=offline)
        self.check_once(page, site_url)
        self.check_look(page, path, *self.first)
        if path not in MADE_ALIKE:
            width, dark = self.second
            page.emulate_media(color_scheme="dark" if dark else "light")
            page.set_viewport_size({"width": width, "height": 800})
            self.check_look(page, path, *self.second)

    def check_look(self, page, path, width, dark):
        """What depends on the screen and on the theme."""
        theme = "dark" if dark else "light"
        page.locator(f'html[data-theme="{theme}"]').wait_for()  # a script of the page follows the screen
        too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert too_wide <= 0, f"the page is {too_wide} px wider than the screen: {widest(page)}"
        rules = self.rules and self.rules + ["color-contrast"] * (path in SEEN_FOUR_TIMES)
        assert violations(page, rules=rules) == []


class TestOverHttp(Visit):
    scheme, first, second = "http", (DESKTOP, False), (PHONE, True)

    @pytest.fixture(autouse=True)
    def asked(self, pytestconfig):
        self.pictured = pytestconfig.getoption("screenshots")

    def check_once(self, page, site_url):
        assert page.title()
        check_images(page)
        check_links(page, site_url)

    def check_look(self, page, path, width, dark):
        if self.pictured:  # for people to look at, which takes a third of the time
            name = f"{path[:-5].replace('/', '-')}-{'phone-dark' if dark else 'desktop-light'}.jpg"
            shot = ROOT / "_build" / "screenshots" / name
            page.screenshot(path=shot, quality=70, type="jpeg", full_page=True, timeout=60_000)
        super().check_look(page, path, width, dark)


class TestFromDisk(Visit):
    scheme, first, second, rules = "file", (PHONE, False), (DESKTOP, True), LOOKS

    def check_once(self, page, site_url):
        assert page.evaluate(UNTYPESET) == []
        for figure in page.locator(".mg-explorer").all():
            before = figure.inner_html()
            for key in ("End", "Home"):  # it may stand at one of them
                figure.get_by_role("slider").first.press(key)
                if figure.inner_html() != before:
                    break
            assert figure.inner_html() != before
        check_print(page)


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
        """() => Promise.all([...document.images].map(async i => {
            i.loading = 'eager';
            const loads = await i.decode().then(() => true, () => false);
            const stretched = Math.abs(i.width / i.height - i.naturalWidth / i.naturalHeight) > 0.02;
            const placed = i.width === 0 || (i.width <= i.getAttribute('width') && !stretched);
            return {src: i.src, alt: i.alt, loads, placed, logo: i.matches('.logo__image')};
        }))"""
    )
    assert [i["src"] for i in images if not i["loads"]] == []
    assert [i["src"] for i in images if not i["placed"] and not i["logo"]] == []
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


def check_print(page):
    """On paper stands the text: nothing to press, nothing cut off."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 1000})
    shown, cut = page.evaluate(
        """[
            [...document.querySelectorAll('button, input[type=search], nav, .bd-header-article, .headerlink')]
                .filter(e => e.checkVisibility() && !e.closest('.mg-explorer')),
            [...document.querySelectorAll('main pre, main figure, main table')]
                .filter(e => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth),
        ].map(found => found.map(e => e.outerHTML.slice(0, 80)))"""
    )
    assert not shown, f"printed, and of no use on paper: {shown}"
    assert not cut, f"cut off on paper: {cut}"
    assert page.locator("main h1:visible").count()
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": PHONE, "height": 800})


def check_links(page, site_url):
    """Links lead somewhere."""
    links = page.evaluate("[...document.links].map(a => a.href)")
    ours = [link.removeprefix(site_url) for link in links if link.startswith(site_url)]
    assert [link for link in ours if not exists(link)] == []


def exists(link):
    """Whether the file that a link within the site names is there, and the place in it."""
    path, fragment = urldefrag(link)
    file = HTML / unquote(urlsplit(path).path).lstrip("/")
    if file.is_dir():
        file /= "index.html"
    return file.is_file() and (not fragment or unquote(fragment) in places(file))


@cache
def places(file):
    return set(re.findall(r'\bid="([^"]*)"', file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_front_door_opens_the_first_page(open_page, scheme):
    open_page("index.html", scheme=scheme).wait_for_url("**/book/index.html")


@every_page
def test_a_page_is_read_with_the_first_file(path):
    text = (HTML / path).read_text(encoding="utf-8")
    assert re.findall('rel="stylesheet" (?!media="print")', text) == []
    rules = [line for sheet in re.findall("<style>(.*?)</style>", text, re.DOTALL) for line in sheet.splitlines()]
    assert [rule for rule in rules if any(rule.count(a) != rule.count(b) for a, b in ("()", "{}"))] == []
    assert [tag for tag in re.findall("<script[^>]* src=[^>]*>", text) if " defer" not in tag] == []
    # What a phone has of it after two round trips; the catalog of errors and the engine in one page take a third.
    long = path in ("book/reference/when-it-fails.html", "book/inside/build-it.html")
    assert len(gzip.compress(text.encode())) < (56_000 if long else 43_000)


def test_no_line_ends_between_a_formula_and_the_comma_that_follows():
    formula = '(?<!"together">)(?<!"together">[(\u201c])<span class="math">(?:(?!</span>).)*</span>[.,;:?!)]'
    pages = [(HTML / path).read_text(encoding="utf-8") for path in PAGES]
    assert sum(page.count('<span class="together">') for page in pages) > 100
    assert [re.findall(formula, page, re.DOTALL) for page in pages] == [[]] * len(pages)


def test_the_font_of_formulas_has_all_their_signs():
    font = set(TTFont(HTML / "_static" / "math.woff").getBestCmap())
    formulas = [
        formula
        for path in PAGES
        for formula in re.findall("<math.*?</math>", (HTML / path).read_text(encoding="utf-8"), re.DOTALL)
    ]
    signs = set(unescape(re.sub("<[^>]+>", "", "".join(formulas))))
    assert len(formulas) > 500
    assert {sign for sign in signs if not sign.isspace() and ord(sign) not in font} == set()
