"""What the explorers of a function of one variable share: a choice of functions, and room for the reader's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
import traitlets

import minigrad as torch

from .explorer import Explorer, known, short, with_own

Function = Callable[[torch.Tensor], torch.Tensor]


class CurveExplorer(Explorer):
    """An explorer of a curve. ``f`` is a function of the reader's: of a tensor with one number, to such a tensor."""

    functions: ClassVar[dict[str, Function]]
    """The functions to choose from, by the names shown."""

    span: ClassVar[float]
    """How far the curves are drawn, to either side of 0."""

    function = traitlets.Unicode(help="the name of the function").tag(sync=True)
    curves = traitlets.Dict(read_only=True, help="each function at evenly spaced places over the span").tag(sync=True)
    reach = traitlets.Float(read_only=True, help="the span").tag(sync=True)

    def __init__(self, f: Function | None = None, **traits: Any) -> None:
        if f is not None:
            self.functions = with_own(self.functions, f)  # type: ignore[misc]
        super().__init__(**{"function": next(iter(self.functions)), **traits})

    @traitlets.validate("function")
    def _known(self, proposal: Any) -> str:
        return known(self, "function", proposal["value"], self.functions)

    @traitlets.default("reach")
    def _reach(self) -> float:
        return self.span

    @traitlets.default("curves")
    def _curves(self) -> dict[str, list[float | None]]:
        places = np.linspace(-self.span, self.span, 65)
        with np.errstate(all="ignore"):
            return {name: [short(number(f, x)) for x in places] for name, f in self.functions.items()}

    def draw_curve(self, axes: Any) -> None:
        """Draw the chosen function, for the still picture."""
        places = np.linspace(-self.span, self.span, 129)
        axes.plot(places, [number(self.functions[self.function], x) for x in places], color="#333333")


def value(f: Function, x: torch.Tensor) -> torch.Tensor:
    """``f(x)`` as a tensor with one number and no dimension. Raises TypeError where it is something else."""
    y = f(x)
    if not isinstance(y, torch.Tensor) or y.numel() != 1:
        what = f"a tensor of shape {list(y.shape)}" if isinstance(y, torch.Tensor) else repr(y)
        raise TypeError(f"the function must return a tensor with one number, and it returned {what}")
    return y.sum()


def number(f: Function, x: float) -> float:
    """``f(x)`` as a float; NaN where it fails."""
    try:
        with torch.no_grad():
            return value(f, torch.tensor(x, dtype=torch.float64)).item()
    except Exception:  # the reader's function: what the figure asks it at its own place says what is wrong
        return float("nan")
