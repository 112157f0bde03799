"""Every explorer on its built page: moved by keys and by mouse, its numbers held against Python's."""

from dataclasses import dataclass
from typing import Any

import pytest

from minigrad.course import Accumulator, Descent, GraphStepper, LineFit, Race, Slope, Valley

VIEWS = [("http", 1280, False), ("file", 390, True), ("file", 360, False)]


@dataclass
class Figure:
    """Where an explorer stands, what its sliders and choices are called, and what it says at a position."""

    page: str
    explorer: type
    number: int
    sliders: dict[str, str]
    choices: dict[str, str]
    reads: Any  # from an explorer and its row to the numbers above the charts


def of_descent(ex, row):
    run = ex.run
    return {"x": run["x"][row], "bend": run["bend"][row], "factor": 1 - ex.lr * run["bend"][row]}


FIGURES = [
    Figure(
        "book/gradients/slopes.html", Slope, 0, {"x": "x", "h": "h"}, {"f(x) =": "function", "difference": "rule"},
        lambda ex, row: {"slope": ex.run["slope"], "quotient": ex.run["quotient"][row], "error": ex.run["error"][row]},
    ),
    Figure(
        "book/gradients/graph.html", GraphStepper, 0, {"step": "step"},
        {"y =": "expression", "cut": "cut", "retain_graph": "retain_graph"}, lambda ex, row: {},
    ),
    Figure(
        "book/state/accumulation.html", Accumulator, 0, {"learning rate": "lr", "epoch": "epoch"}, {},
        lambda ex, row: {"cleared": ex.run["cleared"][row], "kept": ex.run["kept"][row]},
    ),
    Figure(
        "book/descent/downhill.html", Valley, 0, {"learning rate": "lr", "epoch": "epoch"},
        {"condition number κ =": "condition", "momentum": "momentum"},
        lambda ex, row: {"along": ex.run["along"][row], "across": ex.run["across"][row], "factor": ex.run["factor"]},
    ),
    Figure(
        "book/descent/learning-rate.html", Descent, 0, {"learning rate": "lr", "start": "x", "epoch": "epoch"},
        {"f(x) =": "function"}, of_descent,
    ),
    Figure(
        "book/descent/learning-rate.html", LineFit, 1, {"learning rate": "lr", "epoch": "epoch"}, {},
        lambda ex, row: {name: ex.run[name][row] for name in ("a", "b", "loss")},
    ),
    Figure(
        "book/descent/fitting.html", Race, 0, {"learning rate": "lr", "epoch": "epoch"}, {"surface": "surface"},
        lambda ex, row: {},
    ),
]  # fmt: skip

every_figure = pytest.mark.parametrize("spec", FIGURES, ids=lambda spec: spec.explorer.__name__)
every_view = pytest.mark.parametrize("view", VIEWS, ids=lambda v: f"{v[0]}-{v[1]}-{'dark' if v[2] else 'light'}")


@pytest.fixture
def open_figure(open_page):
    def open_figure(spec, view):
        scheme, width, dark = view
        page = open_page(spec.page, scheme=scheme, width=width, dark=dark)
        figure = page.locator(".mg-explorer").nth(spec.number)
        figure.scroll_into_view_if_needed()
        return figure

    return open_figure


def plain(text):
    return text.replace("−", "-")


def position(figure, spec):
    """The traits that the figure's controls stand at."""
    traits = {}
    for label, trait in spec.sliders.items():
        slider = figure.get_by_role("slider", name=label, exact=True)
        value = slider.locator("xpath=ancestor::div[contains(@class, 'mg-slider')]").locator(".mg-value").inner_text()
        traits[trait] = int(value) if trait in ("epoch", "step") else float(value)
    for label, trait in spec.choices.items():
        value = figure.get_by_role("group", name=label).locator("input:checked").get_attribute("value")
        kinds = {str: str, bool: lambda text: text == "true", float: float}
        traits[trait] = kinds[type(getattr(spec.explorer(), trait))](value)
    return traits


def check(figure, spec):
    """The numbers shown are those that minigrad computes for the controls' positions; returns the position."""
    traits = position(figure, spec)
    ex = spec.explorer(**traits)
    row = max(i for i, frame in enumerate(ex.rows) if _reached(frame, traits[ex.frames], ex))
    columns = [column for column in ex.run.values() if isinstance(column, list)]  # a run may have ended before
    row = min([row, *(len(column) - 1 for column in columns)])
    for name, value in spec.reads(ex, row).items():
        shown = plain(figure.locator(f'[data-read="{name}"]').inner_text())
        if shown != "overflow":
            assert float(shown) == pytest.approx(value, rel=2e-3, abs=1e-12), (traits, name)
    return traits


def _reached(frame, now, ex):
    return frame >= now * 0.999 if ex.rows[0] > ex.rows[-1] else frame <= now


@every_figure
@every_view
def test_keys_move_it(open_figure, spec, view):
    figure = open_figure(spec, view)
    seen = [check(figure, spec)]
    for label in spec.sliders:
        slider = figure.get_by_role("slider", name=label, exact=True)
        slider.focus()
        for key in ("Home", "ArrowRight", "ArrowRight", "End", "ArrowLeft"):
            figure.page.keyboard.press(key)
            seen.append(check(figure, spec))
            assert slider.get_attribute("aria-valuetext")
    for label in spec.choices:
        figure.get_by_role("group", name=label).locator("input:checked").focus()
        figure.page.keyboard.press("ArrowRight")
        seen.append(check(figure, spec))
    assert len({tuple(traits.items()) for traits in seen}) > 4


def test_the_steps_are_those_of_python(open_figure):
    spec = next(spec for spec in FIGURES if spec.explorer is GraphStepper)
    figure = open_figure(spec, VIEWS[0])
    for label in ("retain_graph", "cut"):
        for option in figure.get_by_role("group", name=label).locator("label").all():
            option.click()
            figure.get_by_role("slider", name="step").press("Home")
            ex = GraphStepper(**position(figure, spec))
            for step in ex.run["steps"]:
                said = [figure.get_by_role("status").inner_text().partition(": ")[2]]
                said += figure.locator(".mg-says li").all_inner_texts()
                assert said == step["say"]
                for gradient in step["grad"].values():
                    assert figure.locator(".mg-gradient").filter(has_text=gradient).count()
                figure.get_by_role("button", name="Step").click()


@every_figure
def test_the_mouse_moves_it(open_figure, spec):
    figure = open_figure(spec, VIEWS[0])
    mouse = figure.page.mouse
    for label in spec.sliders:
        slider = figure.get_by_role("slider", name=label, exact=True)
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        seen = set()
        mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] / 2)
        mouse.down()
        for place in (0.1, 0.5, 0.9):
            mouse.move(box["x"] + box["width"] * place, box["y"] + box["height"] / 2, steps=3)
            seen.add(tuple(check(figure, spec).items()))
        mouse.up()
        assert len(seen) == 3
    for label, trait in spec.choices.items():
        options = figure.get_by_role("group", name=label).locator("label")
        options.last.click()
        assert check(figure, spec)[trait] == spec.explorer().stops[trait][-1]


@every_figure
def test_play_step_and_reset(open_figure, spec):
    figure = open_figure(spec, VIEWS[0])
    start = check(figure, spec)
    trait = spec.explorer.frames
    stops = spec.explorer().stops[trait]
    play = figure.get_by_role("button", name="Play")
    play.focus()
    figure.page.keyboard.press("Space")
    slider = figure.get_by_role("slider", name=next(n for n, t in spec.sliders.items() if t == trait), exact=True)
    figure.page.wait_for_function("slider => slider.valueAsNumber >= 2", arg=slider.element_handle())
    figure.get_by_role("button", name="Pause").press("Space")
    reached = stops.index(check(figure, spec)[trait])
    assert reached >= 2
    figure.get_by_role("button", name="Step").click()
    assert stops.index(check(figure, spec)[trait]) == reached + 1
    figure.get_by_role("button", name="Reset").click()
    assert check(figure, spec) == start


@every_figure
@every_view
def test_nothing_is_cut_off_or_overlaps(open_figure, spec, view):
    figure = open_figure(spec, view)
    one, all_but_one = ["Home", "End", "End"], ["End", "Home", "Home"]
    for keys in (["Home"] * len(spec.sliders), ["End"] * len(spec.sliders), one, all_but_one):
        for label, key in zip(spec.sliders, keys, strict=False):
            figure.get_by_role("slider", name=label, exact=True).press(key)
        assert figure.page.evaluate(FAULTS, figure.element_handle()) == []


FAULTS = """figure => {
    const words = 'text:not(.mg-letter), .mg-tick, .mg-mark, .mg-below, .mg-above, button, legend, label';
    const boxes = [...figure.querySelectorAll(words)]
        .map(e => [e.textContent, e.getBoundingClientRect()]).filter(([, r]) => r.width);
    const bad = boxes.filter(([, r]) => r.left < -1 || r.right > innerWidth + 1).map(([t]) => `${t} is cut`);
    for (const [i, [t, r]] of boxes.entries())
        for (const [u, s] of boxes.slice(i + 1))
            if (r.left < s.right - 1 && s.left < r.right - 1 && r.top < s.bottom - 2 && s.top < r.bottom - 2)
                bad.push(`${t} lies on ${u}`);
    const small = [...figure.querySelectorAll('text, span, b, output, p, button')]
        .filter(e => parseFloat(getComputedStyle(e).fontSize) < 11).map(e => `${e.textContent} is tiny`);
    return bad.concat(small);
}"""


@every_figure
def test_the_pictures_have_labels_that_follow(open_figure, spec):
    figure = open_figure(spec, VIEWS[0])

    def labels():
        return [svg.get_attribute("aria-label") for svg in figure.locator("svg[role=img]").all()]

    before = labels()
    frames = next(label for label, trait in spec.sliders.items() if trait == spec.explorer.frames)
    figure.get_by_role("slider", name=frames).press("End")
    assert all(before)
    assert labels() != before


def test_the_buttons_of_the_accumulator(open_figure):
    spec = next(spec for spec in FIGURES if spec.explorer is Accumulator)
    figure = open_figure(spec, VIEWS[0])
    grad = figure.locator('[data-read="grad"]')
    assert grad.inner_text() == "None"
    zero = figure.get_by_role("button", name="zero_()")
    assert zero.is_disabled()
    for held in Accumulator().sums[:4]:
        figure.get_by_role("button", name="backward()").click()
        assert float(grad.inner_text()) == held
    zero.press("Enter")
    assert grad.inner_text() == "0"
    figure.get_by_role("button", name="None").click()
    assert grad.inner_text() == "None"


@pytest.mark.parametrize("explorer", [Slope, Descent, Race])
def test_what_python_says_of_a_wrong_function_stands_in_the_figure(new_page, tmp_path, explorer):
    path = tmp_path / "figure.html"
    path.write_text(f"<!doctype html><meta charset=utf-8>{explorer(f=lambda *places: 3.0).html()}", encoding="utf-8")
    page = new_page()
    page.goto(path.as_uri())
    assert page.get_by_role("status").inner_text().startswith("Python says: ")
    page.locator("input[type=radio]").nth(1).check()
    assert not page.get_by_role("status").inner_text().startswith("Python says")
