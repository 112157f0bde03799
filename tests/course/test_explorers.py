"""The explorers in Python: what minigrad computes for them, and what they leave in a notebook."""

import base64
import json
import math
import re
from itertools import product

import ipywidgets
import numpy as np
import pytest
import traitlets
from hypothesis import given
from hypothesis.strategies import floats, lists, none

from minigrad.course import Descent, GraphStepper, LineFit, explorers
from minigrad.course.explorers.explorer import front_end, packed, short

X, Y = np.arange(1.0, 6.0), np.arange(3.0, 12.0, 2.0)


def by_hand(lr, epochs, x=X, y=Y):
    """The losses, and a and b at the end, from the formulas of the slopes."""
    a = b = 1.0
    losses = []
    for _ in range(epochs):
        error = a * x + b - y
        losses.append((error**2).mean())
        a, b = a - lr * 2 * (error * x).mean(), b - lr * 2 * error.mean()
    return losses, a, b


@pytest.mark.parametrize("lr", [0.0, 0.001, 0.01, 0.08, 0.084, 0.085, 0.1, 0.3])
@pytest.mark.parametrize("epochs", [1, 2, 50, 500])
def test_the_run_is_gradient_descent(lr, epochs):
    run = LineFit(lr=lr).run
    with np.errstate(over="ignore", invalid="ignore"):
        losses, a, b = by_hand(lr, epochs)
    if run["ended"] is not None and epochs >= run["ended"]:
        assert not np.isfinite(losses[run["ended"] - 1])
        assert np.isfinite(losses[: run["ended"] - 1]).all()
        return
    np.testing.assert_allclose(run["loss"][1 : epochs + 1], losses, rtol=1e-3)
    np.testing.assert_allclose([run["a"][epochs], run["b"][epochs]], [a, b], rtol=1e-3)


def test_the_landmarks_of_the_chapter():
    slow = LineFit(lr=0.01).run
    assert (slow["a"][100], slow["b"][100], slow["loss"][100]) == (1.949, 1.183, 0.00616)
    assert (slow["a"][500], slow["b"][500]) == (1.987, 1.047)
    assert LineFit(lr=0.1).run["loss"][100] == 7.45e27


def test_the_threshold_is_where_it_turns():
    ex = LineFit()
    hessian = 2 * np.array([[(X**2).mean(), X.mean()], [X.mean(), 1]])
    assert ex.threshold == pytest.approx(2 / np.linalg.eigvalsh(hessian).max())
    below, above = (s for s in ex.stops["lr"] if 0.0842 < s < 0.086)
    assert below < ex.threshold < above
    losses = [LineFit(lr=lr).run["loss"] for lr in (below, above)]
    assert losses[0][500] < losses[0][1]
    assert losses[1][500] > losses[1][1]


def test_python_moves_it():
    ex = LineFit()
    seen = []
    ex.observe(lambda change: seen.append(change["new"]["lr"]), names="run")
    ex.lr = 0.0123
    assert seen == [0.0123]
    assert ex.run["loss"][1:11] == pytest.approx(by_hand(0.0123, 10)[0], rel=1e-3)
    other = LineFit()
    link = ipywidgets.link((ex, "lr"), (other, "lr"))
    ex.lr = 0.05
    assert other.run["lr"] == 0.05
    link.unlink()
    assert ipywidgets.VBox([ex, other]).children == (ex, other)


def test_other_data_have_another_threshold():
    x = [0.0, 10.0, 20.0]
    ex = LineFit(x=x, y=[1, 2, 3])
    assert ex.threshold == pytest.approx(2 / np.linalg.eigvalsh([[1000 / 3, 20], [20, 2]]).max())
    assert min(ex.stops["lr"]) < ex.threshold < max(ex.stops["lr"])
    for lr in (ex.threshold * 0.9, ex.threshold * 1.1):
        losses = LineFit(x=x, y=[1, 2, 3], lr=lr).run["loss"]
        assert (losses[-1] > losses[1]) == (lr > ex.threshold)


@pytest.mark.parametrize("name", LineFit().sets)
def test_every_data_set_has_its_threshold(name):
    ex = LineFit(data=name)
    x, y = np.array(ex.points).T
    hessian = 2 * np.array([[(x**2).mean(), x.mean()], [x.mean(), 1]])
    assert ex.threshold == pytest.approx(2 / np.linalg.eigvalsh(hessian).max())
    for lr in (0.01, 0.03):
        np.testing.assert_allclose(LineFit(data=name, lr=lr).run["loss"][1:11], by_hand(lr, 10, x, y)[0], rtol=1e-3)
    # A stop on either side, or on the threshold itself: centered, it is 0.5.
    rates = np.array(ex.stops["lr"])
    assert (rates <= ex.threshold).any()
    assert (rates[(rates > ex.threshold)] < 1.1 * ex.threshold).any()
    assert np.sign(ex.run["side"]) == np.sign(ex.lr - ex.threshold)


def test_points_move_and_come_back():
    ex = LineFit(lr=0.02)
    moved = [[0.0, 1.0], [1.0, 3.0], [2.0, 4.0]]
    ex.points = moved
    assert ex.data == "moved"
    np.testing.assert_allclose(ex.run["loss"][1:6], by_hand(0.02, 5, *np.array(moved).T)[0], rtol=1e-3)
    ex.points = [[0.0, 1.0]]
    assert ex.run["loss"][1] == 0
    ex.data = "stretched"
    assert ex.points == ex.sets["stretched"]
    assert ex.run["threshold"] == pytest.approx(ex.threshold, rel=1e-3)
    ex.points = moved
    state = json.loads(re.search(r'json">(.*?)</script>', ex.html(), re.DOTALL).group(1))["state"]
    assert state["points"] == moved
    for wrong in ([[1.0]], [[1.0, float("nan")]]):
        with pytest.raises((traitlets.TraitError, ValueError), match=r"points must|finite"):
            ex.points = wrong
    assert ex.points == moved


def test_no_data_are_drawn_as_such():
    for ex in (LineFit(x=[], y=[]), LineFit()):
        ex.points = []
        assert math.isnan(ex.threshold)
        ex.lr, ex.epoch = 0.01, 100
        assert (ex.run["a"], ex.run["b"], ex.run["loss"], ex.run["ended"]) == ([1], [1], [None], None)
        data, _ = ex._repr_mimebundle_()
        assert data["image/png"]


def test_own_data_come_back_too():
    ex = LineFit(x=[0, 1], y=[1, 2])
    assert (ex.data, list(ex.sets)) == ("yours", ["yours"])
    ex.points = [[0.0, 1.0], [1.0, 5.0]]
    for name, value in ex.start.items():
        setattr(ex, name, value)
    assert ex.points == [[0.0, 1.0], [1.0, 2.0]]


def test_the_page_is_the_same_to_the_letter_and_small():
    first, second = LineFit(lr=0.1, epoch=40).html(), LineFit(lr=0.1, epoch=40).html()
    assert first == second
    assert len(first.encode()) < 120_000
    assert not re.search(r"\bid=|https?://(?!www\.w3\.org)", first)
    data = json.loads(re.search(r'<script type="application/json">(.*?)</script>', first, re.DOTALL).group(1))
    stops, rows = data["state"]["stops"], data["state"]["rows"]
    assert [(run["data"], run["lr"]) for run in data["runs"]] == list(product(stops["data"], stops["lr"]))
    for run in data["runs"]:
        full = LineFit(data=run["data"], lr=run["lr"]).run
        for name in ("a", "b", "loss"):
            assert unpacked(run[name]) == [full[name][row] for row in rows if row < len(full[name])]


def unpacked(column):
    """The numbers that `packed` wrote, read as page.js reads them."""
    if "times" in column:
        return unpacked({"packed": column["packed"]}) * column["times"]
    letters = base64.b64decode(column["packed"])
    codes = [int.from_bytes(letters[i : i + 3], "big") for i in range(0, len(letters), 3)]
    return [None if code == 2**24 - 1 else float(f"{code // 660 - 9999}e{code % 660 - 330}") for code in codes]


@given(lists(none() | floats(-1e300, 1e300)))
def test_four_digits_survive_the_packing(column):
    shown = short(column)
    assert unpacked(packed(shown)) == shown


@pytest.mark.parametrize("explorer", [getattr(explorers, name) for name in explorers.__all__])
def test_every_page_is_the_same_to_the_letter_and_small(explorer):
    assert explorer().html() == explorer().html()
    assert len(explorer().html().encode()) < 120_000


def test_a_position_between_the_stops_is_on_the_page():
    html = LineFit(lr=0.0845, epoch=123).html()
    state = json.loads(re.search(r"json\">(.*?)</script>", html, re.DOTALL).group(1))["state"]
    assert 0.0845 in state["stops"]["lr"]
    assert 123 in state["stops"]["epoch"]


@pytest.mark.parametrize("explorer", [getattr(explorers, name) for name in explorers.__all__])
def test_everything_that_moves_has_stops_for_a_page_and_its_address(explorer):
    ex = explorer()
    assert set(ex.stops) == set(explorer.moves)
    assert all(getattr(ex, name) in ex.stops[name] for name in explorer.moves)


def test_the_three_lives_are_in_the_bundle():
    data, _ = LineFit()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/html"].startswith('<div class="mg-explorer"')
    assert data["image/png"].startswith("iVBOR")
    assert data["text/plain"] == repr(LineFit()) == "LineFit(data='line', lr=0.01, epoch=0)"


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"lr": -0.1}, traitlets.TraitError, "lr must be a finite number, zero or more"),
        ({"lr": float("nan")}, traitlets.TraitError, "lr must be a finite number"),
        ({"epoch": 501}, traitlets.TraitError, "501"),
        ({"x": [1, 2], "y": [1]}, ValueError, "x and y must be of one length"),
        ({"x": [], "y": [1]}, ValueError, "x and y must be of one length"),
        ({"x": [[1]], "y": [1]}, ValueError, "in a row"),
        ({"x": ["a"], "y": [1]}, TypeError, "x must be a sequence of numbers"),
        ({"x": [float("inf")], "y": [1]}, ValueError, "finite"),
        ({"y": [1]}, ValueError, "x must hold numbers in a row, but its shape is"),
        ({"data": "points"}, traitlets.TraitError, r"data must be one of 'line'.* LineFit\(x=..., y=...\)"),
    ],
)
def test_bad_input_is_told_what_to_be(arguments, error, words):
    with pytest.raises(error, match=words):
        LineFit(**arguments)


def test_one_point_and_a_rate_of_zero_are_drawn():
    ex = LineFit(x=[2], y=[3], lr=0, epoch=1)
    assert (ex.run["a"][500], ex.run["b"][500], ex.run["ended"]) == (1, 1, None)
    assert ex.html()


def test_numbers_are_rounded_as_figures_show_them():
    assert short([1 / 3, 1e30, float("inf"), 12345678.0, 3.0, "x", 7]) == [0.3333, 1e30, None, 12350000.0, 3, "x", 7]


def test_the_front_end_is_one_module():
    module = front_end("line_fit.js")
    assert not re.search(r"^(import|export (?!default))", module, re.MULTILINE)
    assert module.endswith("export default { render };\n")


def test_a_chapter_chooses_what_can_be_switched():
    ex = GraphStepper(toggles=["detach"])
    assert (ex.stops["cut"], ex.stops["retain_graph"]) == (["nothing", "a.detach()"], [False])
    ex = GraphStepper(toggles=["no_grad", "retain_graph"])
    assert (ex.stops["cut"], ex.stops["retain_graph"]) == (["nothing", "a under no_grad"], [False, True])
    with pytest.raises(ValueError, match="toggles must be some of 'retain_graph', 'detach', 'no_grad'"):
        GraphStepper(toggles=["dropout"])


def test_the_starts_of_a_descent_lie_alike_on_both_sides():
    assert Descent().stops["x"] == [-x for x in reversed(Descent().stops["x"])]
