"""The slope: tangent and secant of a curve, and the error of the difference quotient over its step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import traitlets

import minigrad as torch

from .curve import CurveExplorer, Function, value
from .explorer import front_end

if TYPE_CHECKING:
    from matplotlib.figure import Figure

RULES = {
    "forward": lambda f, x, h: (f(x + h) - f(x)) / h,
    "central": lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h),
}
STEPS = [float(f"{digit}e-{place}") for place in range(17) for digit in (1, 0.3)][:-1]


class Slope(CurveExplorer):
    """A curve with its tangent and a secant: shrink h, and see the difference quotient get better, then worse.

    >>> ex = Slope()
    >>> ex
    Slope(function='x² + 3x + 2', rule='forward', x=1.0, h=1.0)
    >>> ex.run["slope"], ex.run["quotient"][0]
    (5, 6)

    A function of your own takes a tensor and returns one:

    >>> Slope(f=lambda x: x.sin() * x, x=2).run["y"]
    1.819
    """

    _esm = front_end("slope.js")
    title = "Slope"
    moves = ("function", "rule", "x", "h")
    asks = ("function", "rule", "x")
    frames = "h"

    functions: ClassVar[dict[str, Function]] = {
        "x² + 3x + 2": lambda x: x**2 + 3 * x + 2,
        "sin x": torch.sin,
        "eˣ": torch.exp,
    }
    span = 4.0

    rule = traitlets.Enum(list(RULES), "forward", help="the difference quotient").tag(sync=True)
    x = traitlets.Float(1.0, min=-3, max=3, help="where the slope is asked for").tag(sync=True)
    h = traitlets.Float(1.0, min=STEPS[-1], max=1, help="the step of the difference quotient").tag(sync=True)

    @traitlets.default("stops")
    def _stops(self) -> dict[str, list[Any]]:
        places = [float(value) for value in np.arange(-3, 3.01, 0.5)]
        return {"function": list(self.functions), "rule": list(RULES), "x": places, "h": STEPS}

    @traitlets.default("rows")
    def _rows(self) -> list[float]:
        return STEPS

    def answer(self, function: str, rule: str, x: float) -> dict[str, Any]:
        f = self.functions[function]
        at = torch.tensor(x, dtype=torch.float64, requires_grad=True)
        y = value(f, at)
        y.backward()
        slope = 0.0 if at.grad is None else at.grad.item()
        with torch.no_grad(), np.errstate(all="ignore"):
            at = at.detach()
            quotients = [RULES[rule](lambda x: value(f, x), at, h).item() for h in STEPS]
        errors = [abs(quotient - slope) for quotient in quotients]
        return {"y": y.item(), "slope": slope, "quotient": quotients, "error": errors, "best": STEPS[np.argmin(errors)]}

    def still(self) -> Figure:
        from matplotlib.figure import Figure

        run = self.run
        figure = Figure(figsize=(7.5, 3), layout="constrained")
        curve, error = figure.subplots(1, 2)
        self.draw_curve(curve)
        curve.axline((self.x, run["y"]), slope=run["slope"], color="#0b6bcb")
        curve.axline((self.x, run["y"]), slope=run["quotient"][STEPS.index(self.h)], color="#b3400a", linestyle="--")
        curve.plot(self.x, run["y"], "o", color="#0b6bcb")
        curve.set_title(f"{self.function} at x = {self.x:g}: slope {run['slope']:.4g}")
        error.loglog(STEPS, run["error"], "o-", color="#333333", markersize=3)
        error.invert_xaxis()
        error.set(xlabel="h", title="error of the difference quotient")
        for axes in (curve, error):
            axes.spines[["top", "right"]].set_visible(False)
        return figure
