"""Every explorer on its built page: moved by keys and by mouse, its numbers held against Python's."""

import pytest

from minigrad.course import Accumulator, Descent, GraphStepper, Race, Slope
from tests.site.figures import DRAWN, FIGURES, VIEWS, check, every_figure, every_view, position
from tests.site.waiting import stopped_clock


@every_figure
@pytest.mark.parametrize("view", VIEWS[:2], ids=["desktop", "phone"])
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
                figure.page.evaluate(DRAWN)
                said = [figure.get_by_role("status").inner_text().partition(": ")[2]]
                said += figure.locator(".mg-says li").all_inner_texts()
                assert said == step["say"]
                for gradient in step["grad"].values():
                    assert figure.locator(".mg-gradient").filter(has_text=gradient).count()
                figure.get_by_role("button", name="Step").click()


def test_the_last_step_is_at_the_end_of_the_slider(open_figure):
    spec = next(spec for spec in FIGURES if spec.explorer is GraphStepper)
    figure = open_figure(spec, VIEWS[0])
    slider = figure.get_by_role("slider", name="step")
    for option in figure.get_by_role("group", name="y =").locator("label").all():
        option.click()
        slider.press("End")
        traits = check(figure, spec)
        last = len(GraphStepper(**traits).run["steps"]) - 1
        assert traits["step"] == last
        assert slider.get_attribute("aria-valuetext") == f"step {last} of {last}"


def test_the_factors_stand_at_the_edges_that_are_walked(open_figure):
    spec = next(spec for spec in FIGURES if spec.explorer is GraphStepper)
    figure = open_figure(spec, VIEWS[0])
    steps = GraphStepper().run["steps"]
    figure.get_by_role("slider", name="step").press("Home")
    for step in steps:
        figure.page.evaluate(DRAWN)
        shown = figure.locator("text.mg-second").all_text_contents()
        assert sorted(shown) == sorted(f"\N{MULTIPLICATION SIGN} {factor}" for factor in step["to"].values())
        assert figure.locator("path.mg-arrow.mg-active").count() == len(step["to"])
        figure.get_by_role("button", name="Step").click()
    assert steps[5]["to"] == {"a": "2", "b": "3"}


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
    figure = open_figure(spec, VIEWS[0], shared=False)  # its clock is stopped
    start = check(figure, spec)
    trait = spec.explorer.frames
    stops = spec.explorer().stops[trait]
    play = figure.get_by_role("button", name="Play")
    play.focus()
    with stopped_clock(figure.page) as clock:
        figure.page.keyboard.press("Space")
        clock.run_for(2_000)
        figure.get_by_role("button", name="Pause").press("Space")
        clock.run_for(2_000)
    reached = stops.index(check(figure, spec)[trait])
    assert 2 <= reached < len(stops) - 1
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
        figure.page.evaluate(DRAWN)
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
        .filter(e => parseFloat(getComputedStyle(e).fontSize) * (e.ownerSVGElement ? e.getScreenCTM().a : 1) < 11)
        .map(e => `${e.textContent} is tiny`);
    const narrow = [...figure.querySelectorAll('button, .mg-choice label, input[type=range]')]
        .map(e => [e.textContent, e.getBoundingClientRect()])
        .filter(([, r]) => r.height && (r.height < 32 || r.width < 24)).map(([t]) => `${t} is hard to hit`);
    return bad.concat(small, narrow);
}"""


@every_figure
def test_the_pictures_have_labels_that_follow(open_figure, spec):
    figure = open_figure(spec, VIEWS[0])

    def labels():
        return [svg.get_attribute("aria-label") for svg in figure.locator("svg[role=img]").all()]

    before = labels()
    frames = next(label for label, trait in spec.sliders.items() if trait == spec.explorer.frames)
    figure.get_by_role("slider", name=frames).press("End")
    figure.page.evaluate(DRAWN)
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
        figure.page.evaluate(DRAWN)
        assert float(grad.inner_text()) == held
    zero.press("Enter")
    figure.page.evaluate(DRAWN)
    assert grad.inner_text() == "0"
    figure.get_by_role("button", name="None").click()
    figure.page.evaluate(DRAWN)
    assert grad.inner_text() == "None"


@pytest.mark.parametrize("explorer", [Slope, Descent, Race])
def test_what_python_says_of_a_wrong_function_stands_in_the_figure(new_page, tmp_path, explorer):
    path = tmp_path / "figure.html"
    path.write_text(f"<!doctype html><meta charset=utf-8>{explorer(f=lambda *places: 3.0).html()}", encoding="utf-8")
    page = new_page()
    page.goto(path.as_uri())
    assert page.get_by_role("status").inner_text().startswith("Python says: ")
    page.locator("input[type=radio]").nth(1).check()
    page.evaluate(DRAWN)
    assert not page.get_by_role("status").inner_text().startswith("Python says")
