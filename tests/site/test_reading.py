"""What a reader does on a page: search, print, go through it by keyboard; and what a stranger's script cannot do."""

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.site.axe import violations
from tests.site.waiting import at_rest

BOOK = Path(__file__).resolve().parents[2] / "book"
CHAPTER = "book/descent/learning-rate.html"
WORDS = {
    "in-place": "In place",
    "freed graph": "When it fails",
    **dict.fromkeys(
        re.findall("^### (.+)$", (BOOK / "reference" / "glossary.md").read_text("utf-8"), re.M), "Glossary"
    ),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_page_has_its_theme_before_its_scripts(new_page, site_url, theme):
    page = new_page(dark=theme == "dark")
    page.route("**/pydata-sphinx-theme.js*", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.goto(f"{site_url}/{CHAPTER}")
    assert page.locator("html").get_attribute("data-theme") == theme


@pytest.mark.parametrize("scripts", [True, False])
def test_formulas_and_icons_get_their_fonts(browser, site_url, scripts):
    page = browser.new_page(java_script_enabled=scripts)
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(f"{site_url}/{CHAPTER}", wait_until="networkidle")
    page.context.close()
    assert {"math.woff", "icons.woff"} <= set(asked)


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_page_opens_where_its_address_says_below_figures_that_are_drawn_later(open_page, scheme):
    page = open_page(f"{CHAPTER}#check-yourself", scheme=scheme, width=390)
    page.wait_for_function("document.querySelectorAll('.mg-figure').length === 2")
    top = "document.getElementById('check-yourself').getBoundingClientRect().top"
    page.wait_for_function(f"Math.abs({top}) < 100")


def test_a_link_into_the_longest_page_arrives(open_page):
    name = "the-loss-stands-still-cleared-too-early"
    page = open_page(f"book/reference/when-it-fails.html#{name}", width=390)
    at_rest(page)
    top = page.locator(f"#{name}").element_handle()
    page.wait_for_function("top => Math.abs(top.getBoundingClientRect().top - 64) < 5", arg=top)


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_search_finds(open_page, scheme):
    page = open_page(CHAPTER, scheme=scheme)
    page.keyboard.press("Control+k")
    page.keyboard.type("in-place")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=in-place")
    page.locator("#search-results li a", has_text="In place").first.wait_for()


def test_search_finds_every_word_of_the_glossary(open_page):
    page = open_page("search.html", scheme="file")
    missed = page.evaluate(
        """words => Object.entries(words).filter(([word, page]) => {
            const [query, ...terms] = Search._parseQuery(word);
            return !Search._performSearch(query, ...terms).some(([, title]) => title.includes(page));
        })""",
        WORDS,
    )
    assert missed == []


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_page_runs_no_script_but_the_sites(browser, site_url, site_path, scheme):
    page = browser.new_page()  # not a watched one: the browser reports what it blocks
    page.goto(f"{site_url if scheme == 'http' else site_path.as_uri()}/{CHAPTER}")
    page.evaluate(
        """() => {
            window.blocked = [];
            document.addEventListener('securitypolicyviolation', e => blocked.push(e.effectiveDirective));
            const script = document.createElement('script');
            script.textContent = 'window.ran = true';
            document.head.append(script);
            document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.ran = true">');
            document.head.append(Object.assign(document.createElement('script'), {src: 'https://example.org/a.js'}));
            document.head.append(Object.assign(document.createElement('base'), {href: 'https://example.org/'}));
            fetch('https://example.org/').catch(() => 0);
        }"""
    )
    page.wait_for_function("() => blocked.length >= 5")
    assert sorted(page.evaluate("blocked")) == [
        "base-uri", "connect-src", "script-src-attr", "script-src-elem", "script-src-elem",
    ]  # fmt: skip
    assert page.evaluate("window.ran") is None
    page.context.close()


def test_the_whole_page_by_keyboard(open_page):
    page = open_page(CHAPTER)
    at_rest(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    assert page.locator("#pst-skip-link a").is_visible()
    seen = page.evaluate(
        """() => {
            const shown = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length;
            window.wanted = new Set([...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
                .filter(e => shown(e) && e.tabIndex >= 0 && !e.disabled && !(e.type === 'radio' && !e.checked)));
            window.faint = [];
            return wanted.size;
        }"""
    )
    assert seen > 100
    for _ in range(seen + 20):
        page.keyboard.press("Tab")
        page.evaluate(
            """() => {
                const e = document.activeElement, style = getComputedStyle(e);
                wanted.delete(e);
                const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
                const ring = outline || style.boxShadow !== 'none' || e.type === 'range' || e === document.body;
                if (!ring) faint.push(e.outerHTML.slice(0, 120));
            }"""
        )
    missed, faint = page.evaluate("[[...wanted].map(e => e.outerHTML.slice(0, 120)), faint]")
    assert not missed, "the tab key does not reach:\n" + "\n".join(missed)
    slider = page.get_by_role("slider").first  # whose ring is around its thumb, of which a script sees nothing
    plain = slider.screenshot()
    slider.focus()
    assert slider.screenshot() != plain
    assert not faint, "no ring around the focus:\n" + "\n".join(faint)


def test_what_opens_by_a_key_holds_the_focus_and_gives_it_back(open_page):
    page = open_page(CHAPTER, width=390, height=844)
    place = """[document.activeElement.closest('dialog[open]') ? 'inside' : document.activeElement.tagName,
        document.activeElement.outerHTML.slice(0, 120)]"""
    for name in ("Pages of the book", "Contents of this page", "Search"):
        button = page.locator(".bd-header-article").get_by_role("button", name=name)
        button.focus()
        page.keyboard.press("Enter")
        dialog = page.locator("dialog[open]")
        dialog.wait_for()
        assert violations(page, "dialog[open]") == []
        stops = [page.evaluate(place)]
        for _ in range(50):
            page.keyboard.press("Tab")
            stops.append(page.evaluate(place))
        assert stops[0][0] == "inside", name
        assert {where for where, _ in stops} <= {"inside", "BODY"}, name  # behind the last one are the browser's own
        if stops[-1][0] != "inside":  # where Escape would be the browser's too
            page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        dialog.wait_for(state="detached")
        expect(button).to_be_focused()
    pages = page.locator(".bd-header-article").get_by_role("button", name="Pages of the book")
    pages.click()
    page.keyboard.press("Tab")
    inside = page.evaluate(place)
    page.keyboard.press("Control+k")
    page.locator("#pst-search-dialog[open]").wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate(place) == inside
    page.keyboard.press("Escape")
    expect(pages).to_be_focused()
    page.get_by_role("button", name="Contents of this page").press("Enter")
    page.locator("dialog[open] nav a").nth(2).press("Enter")
    page.locator("dialog[open]").wait_for(state="detached")
    page.wait_for_function("() => scrollY > 500")
    before = page.evaluate("scrollY")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") > 0  # it goes on from there
    assert abs(page.evaluate("scrollY") - before) < 844


def test_the_longest_page_is_whole_though_laid_out_in_parts(open_page):
    page = open_page("book/reference/when-it-fails.html#another-result-in-every-run", scheme="file", width=390)
    seen = """name => {
        const {top, bottom} = document.querySelector(name).getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
    }"""
    first, last = "#expected-sequence-of-length-2-at-dim-1-got-1 h3", "#another-result-in-every-run h3"
    page.wait_for_function(seen, arg=last)
    skipped = """name => !document.querySelector(name).checkVisibility({contentVisibilityAuto: true})"""
    page.wait_for_function(skipped, arg=first)
    assert page.evaluate("getSelection().removeAllRanges() ?? find('expected sequence of length 2')")
    page.wait_for_function(seen, arg=first)
    page.emulate_media(media="print")
    assert not page.evaluate(skipped, first)
    assert not page.evaluate(skipped, last)


@pytest.mark.parametrize(("query", "unfolded"), [("", 0), ("?print=solutions", 1)])
def test_solutions_are_printed_on_request(open_page, query, unfolded):
    page = open_page(f"{CHAPTER}{query}", scheme="file")
    page.evaluate(
        """addEventListener('beforeprint', () => {
            window.printed = document.querySelectorAll('main details.hide[open]').length;
            window.all = document.querySelectorAll('main details.hide').length;
            window.folded = document.querySelectorAll('.toggle-hidden').length;
        })"""
    )
    folded = page.locator(".toggle-hidden").count()
    page.pdf()
    assert page.evaluate("all") > 3
    assert folded > 3
    assert page.evaluate("[printed, folded]") == [page.evaluate("all") * unfolded, folded * (1 - unfolded)]
    assert page.locator("main details.hide[open]").count() == 0
    assert page.locator(".toggle-hidden").count() == folded


def test_the_cheat_sheet_is_one_sheet(open_page):
    page = open_page("book/reference/cheat-sheet.html", scheme="file", dark=True)
    assert len(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages) == 1


def test_the_buttons_print(open_page):
    page = open_page(CHAPTER)
    page.evaluate(
        """window.print = () => {
            dispatchEvent(new Event('beforeprint'));
            window.opened = document.querySelectorAll('main details.hide[open]').length;
            dispatchEvent(new Event('afterprint'));
        }"""
    )
    for name, unfolds in (("Print", False), ("Print with solutions", True), ("Print", False)):
        page.get_by_role("button", name="Download this page").click()
        page.get_by_role("button", name=name, exact=True).click()
        assert (page.evaluate("opened") > 0) == unfolds
