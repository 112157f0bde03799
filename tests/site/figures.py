"""The explorers of the site: where each one stands, what its controls are called, and what Python says of it."""

import re
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
        "book/state/detach.html", GraphStepper, 0, {"step": "step"},
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
        "book/descent/learning-rate.html", LineFit, 1, {"learning rate": "lr", "epoch": "epoch"}, {"data": "data"},
        lambda ex, row: {name: ex.run[name][row] for name in ("a", "b", "loss")},
    ),
    Figure(
        "book/descent/fitting.html", Race, 0, {"learning rate": "lr", "epoch": "epoch"}, {"surface": "surface"},
        lambda ex, row: {},
    ),
]  # fmt: skip

every_figure = pytest.mark.parametrize("spec", FIGURES, ids=lambda spec: spec.explorer.__name__)
every_view = pytest.mark.parametrize("view", VIEWS, ids=lambda v: f"{v[0]}-{v[1]}-{'dark' if v[2] else 'light'}")


# A figure is drawn once a frame, before the browser paints it.
DRAWN = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"

# What a figure shows, asked for at once: to ask for each control and each number takes ten times as long.
SHOWN = """(figure, [sliders, choices, numbers]) => {
    const the = (kind, found) => {
        const [one, ...more] = found.filter(element => element.checkVisibility());
        if (!one || more.length) throw Error(`there is not one ${kind}, but ${one ? 1 + more.length : 0}`);
        return one;
    };
    const all = (selector, within = figure) => [...within.querySelectorAll(selector)];
    const slider = name => the(`slider ${name}`, all('input[type=range]').filter(e => e.ariaLabel === name));
    const choice = name => the(`choice ${name}`, all('legend').filter(e => e.textContent === name)).parentElement;
    return [
        sliders.map(name => the(`value of ${name}`, all('.mg-value', slider(name).closest('.mg-slider'))).innerText),
        choices.map(name => the(`answer of ${name}`, all('input:checked', choice(name))).value),
        numbers.map(name => the(`number ${name}`, all(`[data-read="${name}"]`)).innerText),
    ];
}"""


def plain(text):
    """A number as a figure writes it, 2.5·10⁻⁷ or 10⁻⁷, as Python reads it."""
    text = re.sub("(^|−)10(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])", r"\g<1>1e", text).replace("·10", "e")
    return text.translate(str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789"))


def shown(figure, spec):
    """The traits that the figure's controls stand at, and the numbers that it reads out, by their names."""
    names = list(spec.reads(start := spec.explorer(), 0))
    drawn = figure.filter(has=figure.page.locator("input"))  # once it is there
    values, answers, texts = drawn.evaluate(SHOWN, [list(spec.sliders), list(spec.choices), names])
    traits = {}
    for trait, value in zip(spec.sliders.values(), values, strict=True):
        traits[trait] = int(value) if trait in ("epoch", "step") else float(plain(value))
    for trait, value in zip(spec.choices.values(), answers, strict=True):
        kinds = {str: str, bool: lambda text: text == "true", float: float}
        traits[trait] = kinds[type(getattr(start, trait))](value)
    return traits, dict(zip(names, map(plain, texts), strict=True))


def position(figure, spec):
    """The traits that the figure's controls stand at."""
    return shown(figure, spec)[0]


def check(figure, spec):
    """The numbers shown are those that minigrad computes for the controls' positions; returns the position."""
    figure.page.evaluate(DRAWN)
    traits, numbers = shown(figure, spec)
    ex = spec.explorer(**traits)
    row = max(i for i, frame in enumerate(ex.rows) if _reached(frame, traits[ex.frames], ex))
    columns = [column for column in ex.run.values() if isinstance(column, list)]  # a run may have ended before
    row = min([row, *(len(column) - 1 for column in columns)])
    for name, value in spec.reads(ex, row).items():
        if numbers[name] != "overflow":
            assert float(numbers[name]) == pytest.approx(value, rel=2e-3, abs=1e-12), (traits, name)
    return traits


def _reached(frame, now, ex):
    return frame >= now * 0.999 if ex.rows[0] > ex.rows[-1] else frame <= now
