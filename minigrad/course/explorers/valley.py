"""The valley: descent on a quadratic that is much steeper one way than the other."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

import minigrad as torch

from .explorer import Explorer, front_end
from .paths import path
from .plane import contours

if TYPE_CHECKING:
    from matplotlib.figure import Figure

START = (-2.5, 1.0)
ROWS = [*range(12), *range(12, 30, 3), *range(30, 101, 10)]
RATES = [0.01, 0.07, 0.09, 0.11, 0.15, 0.2, 0.3, 0.39, 0.41, 0.7]


class Valley(Explorer):
    """Gradient descent with momentum on f(x, y) = (x² + κ y²) / 2: fast across, slow along.

    >>> ex = Valley(condition=20, lr=0.09)
    >>> ex
    Valley(condition=20.0, lr=0.09, momentum=0.0, epoch=0)
    >>> f"{ex.run['limit']}, {ex.run['best']}"
    '0.1, 0.09506'
    """

    _esm = front_end("valley.js")
    title = "Valley"
    moves = ("condition", "lr", "momentum", "epoch")
    asks = ("condition", "lr", "momentum")
    frames = "epoch"

    condition = traitlets.Float(20.0, min=1, help="κ, the ratio of the two curvatures").tag(sync=True)
    lr = traitlets.Float(0.07, min=0, help="the learning rate").tag(sync=True)
    momentum = traitlets.Float(0.0, min=0, max=0.999, help="the part of the last step that is kept").tag(sync=True)
    epoch = traitlets.Int(0, min=0, max=ROWS[-1], help="how many epochs are shown").tag(sync=True)
    lines = traitlets.Dict(read_only=True, help="the contour lines for each condition number").tag(sync=True)

    @traitlets.default("stops")
    def _stops(self) -> dict[str, list[float]]:
        return {"condition": [5, 20], "lr": RATES, "momentum": [0.0, 0.5, 0.9], "epoch": ROWS}

    @traitlets.default("rows")
    def _rows(self) -> list[int]:
        return ROWS

    @traitlets.default("lines")
    def _lines(self) -> dict[str, Any]:
        conditions = sorted({*self.stops["condition"], self.condition})
        levels = [0.05, 0.3, 0.8, 1.6, 2.8, 4.5, 7, 10]
        return {f"{k:g}": contours(partial(valley, k), (-3, 3), (-1.5, 1.5), levels) for k in conditions}

    def answer(self, condition: float, lr: float, momentum: float) -> dict[str, Any]:
        f = partial(valley, condition)
        places, ended = path(f, START, partial(torch.optim.SGD, lr=lr, momentum=momentum), ROWS[-1])
        shown = [places[row] for row in ROWS if row < len(places)]
        x, y = zip(*shown, strict=True)
        return {
            "x": list(x),
            "y": list(y),
            "along": [value**2 / 2 for value in x],
            "across": [condition * value**2 / 2 for value in y],
            "ended": ended,
            "limit": 2 * (1 + momentum) / condition,
            "best": best(momentum, condition),
            "factor": shrinking(lr, momentum, condition),
        }

    def still(self) -> Figure:
        from matplotlib.figure import Figure

        run, row = self.run, sum(epoch <= self.epoch for epoch in ROWS)
        figure = Figure(figsize=(7.5, 3), layout="constrained")
        plane, loss = figure.subplots(1, 2)
        for line in self.lines[f"{self.condition:g}"]:
            plane.plot(*zip(*line, strict=True), color="#bbbbbb", linewidth=0.8)
        plane.plot(run["x"][:row], run["y"][:row], "o-", color="#0b6bcb", markersize=3)
        plane.set(xlim=(-3, 3), ylim=(-1.5, 1.5), title=f"κ = {self.condition:g}, lr {self.lr:g}")
        for name, style in (("along", "-"), ("across", "--")):
            loss.plot(ROWS[: len(run[name])], run[name], style, color="#0b6bcb", label=name)
        loss.set(yscale="log", xlabel="epoch", title="loss along and across")
        loss.legend(frameon=False)
        for axes in (plane, loss):
            axes.spines[["top", "right"]].set_visible(False)
        return figure


def valley(condition: float, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """(x² + κ y²) / 2: its curvature is 1 along x and κ along y."""
    return (x**2 + condition * y**2) / 2


def shrinking(lr: float, momentum: float, condition: float) -> float:
    """By what factor an epoch shrinks the distance to the minimum in the long run: of two directions the worse.

    Along a direction of curvature c, two places in a row follow z² - (1 + μ - lr c) z + μ = 0.
    """
    return max(abs(np.roots([1, lr * c - 1 - momentum, momentum])).max() for c in (1.0, condition))


@lru_cache
def best(momentum: float, condition: float) -> float:
    """The learning rate with the smallest factor; where momentum makes a range of them equally good, its middle."""
    rates = np.geomspace(1e-3, 2 * (1 + momentum) / condition, 1000)
    factors = np.array([shrinking(rate, momentum, condition) for rate in rates])
    equal = rates[factors < factors.min() + 1e-4]
    return float(np.sqrt(equal[0] * equal[-1]))
