"""The explorers of curves in Python: the slope, and descent in one dimension."""

import math

import numpy as np
import pytest
import traitlets

import minigrad as torch
from minigrad.course import Descent, Slope

CURVES = {
    "x² + 3x + 2": (lambda x: x**2 + 3 * x + 2, lambda x: 2 * x + 3),
    "sin x": (np.sin, np.cos),
    "eˣ": (np.exp, np.exp),
    "x²": (lambda x: x**2, lambda x: 2 * x, lambda x: 2),
    "1 − cos x": (lambda x: 1 - np.cos(x), np.sin, np.cos),
    "x⁴/4 − x²": (lambda x: x**4 / 4 - x**2, lambda x: x**3 - 2 * x, lambda x: 3 * x**2 - 2),
}


@pytest.mark.parametrize("function", Slope.functions)
@pytest.mark.parametrize("rule", ["forward", "central"])
def test_the_quotients_are_those_of_numpy(function, rule):
    f, slope = CURVES[function]
    for x in (-2.0, 0.0, 1.5):
        run = Slope(function=function, rule=rule, x=x).run
        assert run["slope"] == pytest.approx(slope(x), rel=1e-3, abs=1e-3)
        for h, quotient in zip(Slope().rows, run["quotient"], strict=True):
            if h < 1e-6:
                break  # below, rounding differs from library to library
            by_hand = (f(x + h) - f(x)) / h if rule == "forward" else (f(x + h) - f(x - h)) / (2 * h)
            assert quotient == pytest.approx(by_hand, rel=1e-3, abs=1e-6)


def test_the_error_falls_and_rises_again():
    run = Slope(function="sin x").run
    assert run["error"][0] > run["error"][4] > run["error"][10]
    assert 1e-9 < run["best"] < 1e-6
    assert run["error"][-1] > 1e-3
    assert Slope(function="sin x", rule="central").run["best"] > run["best"]


@pytest.mark.parametrize("function", Descent.functions)
@pytest.mark.parametrize("lr", [0.0, 0.05, 0.25, 0.6])
def test_the_descent_is_that_of_numpy(function, lr):
    f, slope, bend = CURVES[function]
    run = Descent(function=function, lr=lr, x=0.5).run
    x = 0.5
    for at, y, b in zip(run["x"], run["y"], run["bend"], strict=True):
        assert at == pytest.approx(x, rel=1e-3, abs=1e-6)
        assert y == pytest.approx(f(x), rel=1e-3, abs=1e-6)
        assert b == pytest.approx(bend(x), rel=1e-3, abs=1e-3)
        x -= lr * slope(x)


def test_an_overflow_ends_the_descent():
    run = Descent(function="x⁴/4 − x²", lr=2.1, x=2.0).run
    assert run["ended"] is not None
    assert len(run["x"]) == run["ended"]
    assert all(math.isfinite(y) for y in run["y"])


@pytest.mark.parametrize("explorer", [Slope, Descent])
def test_own_functions(explorer):
    def bowl(x):
        return (x - 1) ** 2

    ex = explorer(f=bowl, x=2.0)
    assert ex.function == "bowl"
    assert ex.stops["function"] == ["bowl", *explorer.functions]
    assert np.ravel(ex.run["y"])[0] == 1
    ex.function = next(iter(explorer.functions))
    assert "failed" not in ex.run


@pytest.mark.parametrize("explorer", [Slope, Descent])
@pytest.mark.parametrize(
    ("f", "words"),
    [
        (lambda x: 3.0, "must return a tensor with one number, and it returned 3.0"),
        (lambda x: torch.stack([x, x]), r"a tensor of shape \[2\]"),
        (lambda x: x.nothing(), "AttributeError"),
        (lambda x: x.detach() ** 2, "does not require grad"),
    ],
)
def test_a_wrong_function_is_told_in_the_figure(explorer, f, words):
    ex = explorer(f=f)
    with pytest.raises(AssertionError, match=words):
        assert "failed" not in ex.run, ex.run["failed"]
    assert ex.html()


@pytest.mark.parametrize("explorer", [Slope, Descent])
def test_an_unknown_name_is_told_what_to_be(explorer):
    with pytest.raises(traitlets.TraitError, match="function must be one of"):
        explorer(function="tan x")
