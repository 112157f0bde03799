"""The explorers as parts of a page: its address, its layout, its frames, its theme."""

import json
import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from minigrad.course import Accumulator, Descent, LineFit, Race, Slope, Valley, explorers
from tests.site.axe import violations
from tests.site.figures import DRAWN, FIGURES, VIEWS, check, every_figure, position
from tests.site.waiting import stopped_clock

CHAPTER = next(spec for spec in FIGURES if spec.explorer is LineFit)

# Everything that moved on the page by itself, as the browser saw it from the start.
SHIFTS = """new Promise(done => {
    const observer = new PerformanceObserver(() => 0);
    requestAnimationFrame(() => requestIdleCallback(() => {
        observer.observe({type: 'layout-shift', buffered: true});
        done(observer.takeRecords().map(
            shift => [shift.value, ...shift.sources.map(s => s.node?.outerHTML?.slice(0, 80))]));
    }));
})"""

# How often each picture of a figure is drawn while a slider moves twenty times before the next frame.
DRAWINGS = """async figure => {
    const pictures = [...figure.querySelectorAll('svg[role=img]')];
    const drawn = pictures.map(() => 0);
    const observers = pictures.map((svg, i) => {
        const observer = new MutationObserver(list => drawn[i] += list.length);
        observer.observe(svg, {attributeFilter: ['aria-label']});
        return observer;
    });
    const counts = [];
    for (const slider of figure.querySelectorAll('input[type=range]')) {
        drawn.fill(0);
        for (let i = 0; i < 20; i++) {
            slider.value = i % slider.max;
            slider.dispatchEvent(new Event('input'));
        }
        await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        counts.push(Math.max(...drawn));
    }
    return counts;
}"""


DRAWING = "figure => [...figure.querySelectorAll('.mg-chart *')].map(e => e.outerHTML).join()"


def page_of(figures, path):
    """The address of a page of its own with some figures' HTML."""
    path.write_text(f'<!doctype html><meta charset="utf-8"><body>{figures}', encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """A page of its own with every explorer, and words after each that anything unsteady would move."""
    path = tmp_path_factory.mktemp("sheet") / "sheet.html"
    figures = "".join(f"{getattr(explorers, name)().html()}<p>And so on.</p>" for name in explorers.__all__)
    theme = "<style>:root { color-scheme: light dark } body { background: light-dark(white, #14181e) }"
    theme += " body { max-width: 43rem }</style>"  # a column as wide as that of the book
    return page_of(theme + figures, path)


def in_address(value):
    """A trait's value as JavaScript writes it in an address."""
    return value if isinstance(value, str) else json.dumps(value)


@every_figure
def test_the_address_holds_what_was_moved(open_figure, spec):
    figure = open_figure(spec, VIEWS[1], shared=False)  # whose history is not full
    page, start = figure.page, check(figure, spec)
    history = page.evaluate("history.length")
    frames = next(label for label, trait in spec.sliders.items() if trait == spec.explorer.frames)
    for label in spec.choices:
        figure.get_by_role("group", name=label).locator("label").last.click()
    figure.get_by_role("slider", name=frames, exact=True).press("End")
    figure.get_by_role("slider", name=frames, exact=True).press("ArrowLeft")
    moved = check(figure, spec)
    away = {trait: value for trait, value in moved.items() if value != start[trait]}
    assert spec.explorer.frames in away
    written = {f"{spec.explorer.__name__}.{trait}": in_address(value) for trait, value in away.items()}
    page.wait_for_url(lambda url: dict(parse_qsl(urlsplit(url).query)) == written)
    assert page.evaluate("history.length") == history

    link = page.url
    page.goto("about:blank")
    page.goto(link)
    assert check(figure, spec) == moved
    page.wait_for_function("figure => Math.abs(figure.getBoundingClientRect().top) < 200", arg=figure.element_handle())
    figure.get_by_role("button", name="Reset").click()
    page.wait_for_url(lambda url: "?" not in url)


def test_two_figures_share_an_address_with_the_headings(open_page):
    first, second = (next(spec for spec in FIGURES if spec.explorer is explorer) for explorer in (Descent, LineFit))
    page = open_page(f"{CHAPTER.page}?Descent.lr=0.3&LineFit.lr=0.0845&LineFit.epoch=40&other=1#move-it")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    one, other = (page.locator(".mg-explorer").nth(spec.number) for spec in (first, second))
    assert position(one, first)["lr"] == 0.3
    assert check(other, second) == {"data": "line", "lr": 0.0845, "epoch": 40}
    # The heading decides where the page opens, and stays until a figure moves.
    assert page.evaluate("Math.abs(document.getElementById('move-it').getBoundingClientRect().top) < 250")

    one.get_by_role("slider", name="epoch").press("End")
    page.wait_for_url(lambda url: "Descent.epoch=24" in url)
    assert page.url.split("?")[1] == "LineFit.lr=0.0845&LineFit.epoch=40&other=1&Descent.lr=0.3&Descent.epoch=24"
    page.evaluate("location.hash = 'two-parameters'")
    page.wait_for_url(lambda url: url.endswith("Descent.epoch=24#two-parameters"))

    # It is said for three seconds, which a slow test would miss.
    page.evaluate(
        """() => {
            const [, said] = document.querySelectorAll('.mg-unseen');
            window.said = [];
            new MutationObserver(() => window.said.push(said.textContent)).observe(said, {childList: true});
        }"""
    )
    other.get_by_role("button", name="Copy link").click()
    page.wait_for_function("() => said[0] === 'Link copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.split("?")[1] == "other=1&Descent.lr=0.3&Descent.epoch=24&LineFit.lr=0.0845&LineFit.epoch=40"


def test_two_figures_of_a_page_share_what_is_the_same(open_page):
    page = open_page(CHAPTER.page)
    assert page.locator(".mg-figure").count() == 2
    assert page.locator("style.mg-kit").count() == page.locator("script.mg-kit").count() == 1


def test_what_an_address_gets_wrong_is_ignored(new_page, sheet):
    page = new_page()
    for bad in ("lr=0.2001", "lr=", "lr=abc", "epoch=-1", "epoch=1e9", "data=points", "mass=3"):
        page.goto(f"{sheet}?LineFit.{bad}&LineFit.epoch=7")
        figure = page.get_by_role("group", name="Line fit")
        assert check(figure, CHAPTER) == {"data": "line", "lr": 0.01, "epoch": 0 if "epoch" in bad else 7}


def test_a_second_figure_of_a_kind_has_an_address_of_its_own(new_page, tmp_path):
    path = tmp_path / "two.html"
    figures = LineFit(lr=0.1).html() + LineFit(lr=0.3).html()
    path.write_text(f"<!doctype html><meta charset=utf-8><body>{figures}", encoding="utf-8")
    page = new_page()
    page.goto(f"{path.as_uri()}?LineFit-2.lr=0.5")
    assert [float(text) for text in page.locator(".mg-value").all_inner_texts()] == [0.1, 0, 0.5, 0]


def test_inside_jupyter_the_address_is_left_alone(new_page, tmp_path):
    path = tmp_path / "jupyter.html"
    html = f"<!doctype html><meta charset=utf-8><body data-jp-theme-light=false>{LineFit().html()}"
    path.write_text(html, encoding="utf-8")
    page = new_page()
    page.goto(f"{path.as_uri()}?LineFit.lr=0.5")
    assert position(page.locator(".mg-explorer"), CHAPTER)["lr"] == 0.01
    assert page.get_by_role("button", name="Copy link").count() == 0


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, True), (360, False)])
def test_nobody_is_kept_out(new_page, sheet, width, dark):
    page = new_page(width=width, dark=dark)
    page.goto(sheet)
    assert violations(page, ".mg-explorer") == []
    for slider in page.get_by_role("slider").all():
        slider.press("End")
    for choice in page.locator(".mg-choice label:last-of-type").all():
        choice.click()
    page.evaluate(DRAWN)
    assert violations(page, ".mg-explorer") == []


@pytest.mark.parametrize("width", [1280, 390, 360])
def test_nothing_shifts_while_the_page_appears_or_a_figure_moves(new_page, sheet, width):
    page = new_page(width=width, height=8000)
    page.goto(sheet)
    assert page.evaluate(SHIFTS) == []
    after = page.locator("p", has_text="And so on.")
    tops = [place.bounding_box()["y"] for place in after.all()]
    for figure in page.locator(".mg-explorer").all():
        for slider in figure.get_by_role("slider").all():
            slider.press("End")
    page.evaluate(DRAWN)
    assert [place.bounding_box()["y"] for place in after.all()] == tops


def test_a_figure_is_drawn_at_most_once_a_frame(new_page, sheet):
    page = new_page()
    page.goto(sheet)
    for figure in page.locator(".mg-explorer").all():
        counts = figure.evaluate(DRAWINGS)
        assert set(counts) <= {0, 1}
        assert 1 in counts
    assert len(explorers.__all__) == page.locator(".mg-explorer").count() == len(FIGURES)


def test_an_overflow_says_when_and_nothing_runs_off_the_axes(new_page, tmp_path):
    ended = [
        LineFit(lr=1.0, epoch=500),
        LineFit(x=[1e9], y=[1e9], lr=1.0, epoch=20),
        Descent(lr=1e200, epoch=24),
        Descent(function="x⁴/4 − x²", lr=2.1, epoch=24),
        Valley(lr=1e9, epoch=100),
        Race(f=lambda x, y: x**4 + y**4, lr=10.0, epoch=40),
        Accumulator(lr=1e200, epoch=40),
    ]
    page = new_page()
    page.goto(page_of("".join(ex.html() for ex in ended), tmp_path / "ended.html"))
    for ex, figure in zip(ended, page.locator(".mg-explorer").all(), strict=True):
        assert re.search(r"[Dd]iverged at epoch \d|diverged: SGD at epoch \d", figure.inner_text()), repr(ex)
        drawn = figure.evaluate(DRAWING)
        assert not re.search(r"NaN|Infinity|undefined", drawn), repr(ex)


def test_nothing_moves_and_everything_is_drawn(new_page, tmp_path):
    still = [LineFit(x=[2], y=[3], lr=0.0, epoch=1), Descent(lr=0.0, epoch=1), Valley(lr=0.0, epoch=1)]
    still += [Race(lr=0.0, epoch=1), Accumulator(lr=0.0, epoch=1), LineFit(x=[], y=[], epoch=100)]
    page = new_page()
    page.goto(page_of("".join(ex.html() for ex in still), tmp_path / "still.html"))
    assert page.get_by_role("status").last.inner_text().startswith("No points: the mean of no errors is nan")
    for ex, figure in zip(still, page.locator(".mg-explorer").all(), strict=True):
        drawn = figure.evaluate(DRAWING)
        assert drawn
        assert not re.search(r"NaN|Infinity|undefined", drawn), repr(ex)
        assert "NaN" not in figure.inner_text()


def test_where_a_function_has_no_slope_the_figure_says_so(new_page, tmp_path):
    bare = [
        Slope(f=lambda x: x.log(), x=-1.0),
        Slope(f=lambda x: x.sqrt(), x=0.0),
        Descent(f=lambda x: x.log(), x=-1.0),
    ]
    page = new_page()
    page.goto(page_of("".join(ex.html() for ex in bare), tmp_path / "bare.html"))
    for figure in page.locator(".mg-explorer").all():
        assert figure.get_by_role("status").inner_text().startswith("No slope here")
        assert "not finite" in figure.inner_text()
        assert not re.search(r"NaN|Infinity|undefined|null", figure.evaluate(DRAWING))


def test_play_takes_long_strides_for_who_wants_no_motion(new_page, sheet):
    page = new_page()
    page.emulate_media(reduced_motion="reduce")
    page.goto(sheet)
    with stopped_clock(page) as clock:
        for name in ("Line fit", "Valley", "Race of optimizers"):
            figure = page.get_by_role("group", name=name)
            figure.get_by_role("button", name="Play").click()
            clock.run_for(1_000)
            figure.get_by_role("button", name="Pause").click()
            assert figure.get_by_role("slider", name="epoch").evaluate("slider => slider.valueAsNumber") == 20


def test_the_colors_follow_the_theme_at_once(open_figure):
    figure = open_figure(CHAPTER, VIEWS[0])
    seen = set()
    for theme in ("light", "dark"):
        figure.page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
        seen.add(figure.locator(".mg-chart text").first.evaluate("text => getComputedStyle(text).fill"))
    assert len(seen) == 2


def test_a_page_says_how_to_get_what_only_python_can_do(new_page, sheet):
    page = new_page()
    page.goto(sheet)
    said = {
        figure.get_attribute("data-explorer"): figure.locator(".mg-hint:visible").all_inner_texts()
        for figure in page.locator(".mg-explorer").all()
    }
    for name in ("Slope", "Descent", "LineFit", "Race"):
        assert len(said.pop(name)) == 1
    assert not any(said.values())
    assert page.locator(".mg-grip").count() == 0


def test_the_limit_of_a_valley_is_neither_side(new_page, sheet):
    page = new_page()
    said = []
    for lr in (0.11, 0.15, 0.2):
        page.goto(f"{sheet}?Valley.condition=20&Valley.momentum=0.5&Valley.lr={lr}")
        said.append(page.get_by_role("group", name="Valley").get_by_role("status").inner_text().split(":")[0])
    assert said == ["Converging", "At the limit", "Diverges"]


def drag(page, start, end):
    """A finger goes down, moves in ten steps and is lifted; returns how far the page has scrolled."""
    finger = page.context.new_cdp_session(page)
    finger.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    before = page.evaluate("scrollY")
    for i in range(12):
        x, y = (a + (b - a) * min(i, 10) / 10 for a, b in zip(start, end, strict=True))
        kind = "touchStart" if i == 0 else "touchEnd" if i == 11 else "touchMove"
        touches = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})
    page.evaluate(DRAWN)
    finger.detach()
    return page.evaluate("scrollY") - before


def test_a_finger_moves_a_handle_or_the_page(new_page, tmp_path):
    # Points can be dragged where Python answers. Here nobody does, and the run stays what it is.
    html = LineFit().html().replace("model.page = {", "model.listens = {").replace('["data","lr"]', '["lr"]')
    page = new_page(width=360, height=700)
    page.goto(
        page_of(f'<div style="height: 200px"></div>{html}<div style="height: 2000px"></div>', tmp_path / "a.html")
    )

    def middle(node):
        box = node.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    point = page.get_by_role("slider", name="point 3")
    x, y = middle(point)
    assert drag(page, (x, y), (x + 10, y - 60)) == 0
    assert point.get_attribute("aria-valuetext") != "x = 3.000, y = 7.000"

    slider = page.get_by_role("slider", name="learning rate")
    slider.scroll_into_view_if_needed()
    x, y = middle(slider)
    rate = slider.get_attribute("aria-valuetext")
    assert drag(page, (x, y), (x + 90, y + 10)) == 0
    assert slider.get_attribute("aria-valuetext") != rate

    # Beside a handle, and up or down on a slider, a finger moves the page.
    page.evaluate("scrollTo(0, 0)")
    for node, away in ((point, 60), (slider, 0)):
        moved = node.get_attribute("aria-valuetext")
        x, y = middle(node)
        assert drag(page, (x + away, y), (x + away, y - 150)) > 50
        if away:
            assert node.get_attribute("aria-valuetext") == moved
