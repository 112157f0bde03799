"""Descent in one dimension: where a step lands, and when the next one is larger."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import traitlets

import minigrad as torch

from .curve import CurveExplorer, Function, number, value
from .explorer import front_end
from .paths import path

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_EPOCHS = 24
RATES = [0.0, 0.05, 0.1, 0.2, 0.25, 0.3, 0.5, 0.6, 0.8, 0.95, 1.0, 1.05, 2.0, 2.1]


class Descent(CurveExplorer):
    """Gradient descent on a curve: the learning rate decides whether a step lands nearer to the minimum.

    >>> ex = Descent(lr=0.1, epoch=2)
    >>> ex
    Descent(function='x²', lr=0.1, x=2.0, epoch=2)
    >>> ex.run["x"][:3], ex.run["bend"][0]
    ([2, 1.6, 1.28], 2)

    A function of your own takes a tensor and returns one:

    >>> Descent(f=lambda x: (x - 1).abs(), lr=0.5).run["x"][:3]
    [2, 1.5, 1]
    """

    _esm = front_end("descent.js")
    title = "Descent in one dimension"
    moves = ("function", "lr", "x", "epoch")
    asks = ("function", "lr", "x")
    frames = "epoch"
    functions: ClassVar[dict[str, Function]] = {
        "x²": lambda x: x**2,
        "1 − cos x": lambda x: 1 - torch.cos(x),
        "x⁴/4 − x²": lambda x: x**4 / 4 - x**2,
    }
    span = 3.0

    lr = traitlets.Float(0.1, min=0, help="the learning rate").tag(sync=True)
    x = traitlets.Float(2.0, min=-3, max=3, help="where the descent starts").tag(sync=True)
    epoch = traitlets.Int(0, min=0, max=_EPOCHS, help="how many epochs are shown").tag(sync=True)

    @traitlets.default("stops")
    def _stops(self) -> dict[str, list[Any]]:
        names = list(self.functions)
        return {"function": names, "lr": RATES, "x": [-2.0, -1.0, 0.0, 1.0, 2.0], "epoch": list(range(_EPOCHS + 1))}

    @traitlets.default("rows")
    def _rows(self) -> list[int]:
        return list(range(_EPOCHS + 1))

    def answer(self, function: str, lr: float, x: float) -> dict[str, Any]:
        f = partial(value, self.functions[function])
        places, ended = path(f, [x], partial(torch.optim.SGD, lr=lr), _EPOCHS)
        column = [place for (place,) in places]
        with np.errstate(all="ignore"):
            heights = [number(f, place) for place in column]
            bends = [curvature(f, place) for place in column]
        return {"x": column, "y": heights, "bend": bends, "ended": ended}

    def still(self) -> Figure:
        from matplotlib.figure import Figure

        run = self.run
        figure = Figure(figsize=(7.5, 3), layout="constrained")
        curve, trace = figure.subplots(1, 2)
        self.draw_curve(curve)
        low, high = curve.get_ylim()
        shown = slice(0, self.epoch + 1)
        curve.step(run["x"][shown], run["y"][shown], where="post", color="#0b6bcb")
        curve.plot(run["x"][shown], run["y"][shown], "o", color="#0b6bcb", markersize=4)
        curve.set(xlim=(-3, 3), ylim=(low, high), title=f"{self.function} from {self.x:g}, lr {self.lr:g}")
        trace.plot(run["x"], color="#bbbbbb")
        trace.plot(run["x"][shown], "o-", color="#0b6bcb", markersize=3)
        trace.set(xlabel="epoch", title="x")
        for axes in (curve, trace):
            axes.spines[["top", "right"]].set_visible(False)
        return figure


def curvature(f: Any, x: float) -> float:
    """The second derivative of ``f`` at ``x``; 0 where nothing of it is left to differentiate."""
    at = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    (slope,) = torch.autograd.grad(f(at), at, create_graph=True)
    if not slope.requires_grad:
        return 0.0
    (bend,) = torch.autograd.grad(slope, at, allow_unused=True)
    return 0.0 if bend is None else bend.item()
