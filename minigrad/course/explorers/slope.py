"""The slope: tangent and secant of a curve, and the error of the difference quotient over its step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import traitlets

import minigrad as torch

from .explorer import Explorer, front_end, short

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FUNCTIONS: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "x² + 3x + 2": lambda x: x**2 + 3 * x + 2,
    "sin x": torch.sin,
    "eˣ": torch.exp,
}
RULES = {
    "forward": lambda f, x, h: (f(x + h) - f(x)) / h,
    "central": lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h),
}
STEPS = [float(f"{digit}e-{place}") for place in range(17) for digit in (1, 0.3)][:-1]


class Slope(Explorer):
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

    function = traitlets.Unicode("x² + 3x + 2", help="the name of the function").tag(sync=True)
    rule = traitlets.Enum(list(RULES), "forward", help="the difference quotient").tag(sync=True)
    x = traitlets.Float(1.0, min=-3, max=3, help="where the slope is asked for").tag(sync=True)
    h = traitlets.Float(1.0, min=STEPS[-1], max=1, help="the step of the difference quotient").tag(sync=True)
    curves = traitlets.Dict(read_only=True, help="each function at evenly spaced places from -4 to 4").tag(sync=True)

    _functions: ClassVar[dict[str, Callable[[torch.Tensor], torch.Tensor]]] = FUNCTIONS

    def __init__(self, f: Callable[[torch.Tensor], torch.Tensor] | None = None, **traits: Any) -> None:
        if f is not None:
            name = "f" if getattr(f, "__name__", "<lambda>") == "<lambda>" else f.__name__
            self._functions = {name: f, **FUNCTIONS}
            traits = {"function": name, **traits}
        super().__init__(**traits)

    @traitlets.validate("function")
    def _known(self, proposal: Any) -> str:
        if proposal["value"] not in self._functions:
            names = ", ".join(map(repr, self._functions))
            raise traitlets.TraitError(f"function must be one of {names}, but it is {proposal['value']!r}; Slope(f=...)")
        return proposal["value"]

    @traitlets.default("stops")
    def _stops(self) -> dict[str, list[Any]]:
        places = [float(value) for value in np.arange(-3, 3.01, 0.5)]
        return {"function": list(self._functions), "rule": list(RULES), "x": places, "h": STEPS}

    @traitlets.default("rows")
    def _rows(self) -> list[float]:
        return STEPS

    @traitlets.default("curves")
    def _curves(self) -> dict[str, list[float | None]]:
        places = np.linspace(-4, 4, 65)
        with np.errstate(all="ignore"):
            return {name: [short(number(f, x)) for x in places] for name, f in self._functions.items()}

    def answer(self, function: str, rule: str, x: float) -> dict[str, Any]:
        f = self._functions[function]
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

        run, f = self.run, self._functions[self.function]
        figure = Figure(figsize=(7.5, 3), layout="constrained")
        curve, error = figure.subplots(1, 2)
        places = np.linspace(-4, 4, 65)
        curve.plot(places, [number(f, x) for x in places], color="#333333")
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


def value(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    """f(x), or what is wrong with it."""
    y = f(x)
    if not isinstance(y, torch.Tensor) or y.numel() != 1:
        what = f"a tensor of shape {list(y.shape)}" if isinstance(y, torch.Tensor) else repr(y)
        raise TypeError(f"the function must return a tensor with one number, and it returned {what}")
    return y.sum()


def number(f: Callable[[torch.Tensor], torch.Tensor], x: float) -> float:
    """f(x) as a float; NaN where it fails."""
    try:
        with torch.no_grad():
            return value(f, torch.tensor(x, dtype=torch.float64)).item()
    except Exception:  # the reader's function: the answer at x says what is wrong
        return float("nan")
