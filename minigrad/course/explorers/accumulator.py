"""The accumulator: what is in .grad after each backward() and zero_(), and what that does to a descent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import traitlets

import minigrad as torch

from .explorer import Explorer, front_end
from .paths import path

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_EPOCHS = 40
_CALLS = 6
RATES = [0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 0.95, 1.0, 1.1]


class Accumulator(Explorer):
    """Press backward() and zero_(), and watch .grad; beside it the descent on w² that clears, and the one that forgets.

    >>> ex = Accumulator(calls=3)
    >>> ex
    Accumulator(calls=3, lr=0.1, epoch=0)
    >>> ex.sums
    [5.0, 10.0, 15.0, 20.0, 25.0, 30.0]
    >>> ex.run["cleared"][:3], ex.run["kept"][:3]
    ([3, 2.4, 1.92], [3, 2.4, 1.32])
    """

    _esm = front_end("accumulator.js")
    title = "Accumulator"
    moves = ("calls", "lr", "epoch")
    asks = ("lr",)
    frames = "epoch"

    calls = traitlets.Int(-1, min=-1, max=_CALLS, help="backward() since the last zero_(); -1: .grad is None")
    calls.tag(sync=True)
    lr = traitlets.Float(0.1, min=0, help="the learning rate").tag(sync=True)
    epoch = traitlets.Int(0, min=0, max=_EPOCHS, help="how many epochs are shown").tag(sync=True)
    sums = traitlets.List(read_only=True, help="what .grad holds after 1, 2, ... calls").tag(sync=True)

    @traitlets.default("stops")
    def _stops(self) -> dict[str, list[float]]:
        return {"calls": list(range(-1, _CALLS + 1)), "lr": RATES, "epoch": list(range(_EPOCHS + 1))}

    @traitlets.default("rows")
    def _rows(self) -> list[int]:
        return list(range(_EPOCHS + 1))

    @traitlets.default("sums")
    def _sums(self) -> list[float]:
        w = torch.tensor(1.0, requires_grad=True)
        held = []
        for _ in range(_CALLS):
            y = (2 + w) * (w + 1)
            y.backward()
            held.append(w.grad.item())
        return held

    def answer(self, lr: float) -> dict[str, Any]:
        columns: dict[str, Any] = {}
        for name, optimizer in (("cleared", torch.optim.SGD), ("kept", Forgetful)):
            places, ended = path(lambda w: w**2, [3.0], partial(optimizer, lr=lr), _EPOCHS)
            columns |= {name: [w for (w,) in places], f"{name}_ended": ended}
        return columns

    def still(self) -> Figure:
        from matplotlib.figure import Figure

        figure = Figure(figsize=(7.5, 3), layout="constrained")
        grad, trace = figure.subplots(1, 2)
        for i in range(self.calls):
            grad.bar(0, self.sums[0], bottom=i * self.sums[0], color="#0b6bcb", edgecolor="white")
        held = "None" if self.calls < 0 else f"{self.sums[self.calls - 1]:g}" if self.calls else "0"
        grad.set(xlim=(-2, 2), ylim=(0, self.sums[-1]), xticks=[], title=f"w.grad is {held}")
        trace.plot(self.run["cleared"], color="#0b6bcb", label="cleared")
        trace.plot(self.run["kept"], "--", color="#b3400a", label="never cleared")
        trace.set(xlabel="epoch", title=f"w, descending on w², lr {self.lr:g}", ylim=(-4, 4))
        trace.legend(frameon=False)
        for axes in (grad, trace):
            axes.spines[["top", "right"]].set_visible(False)
        return figure


class Forgetful(torch.optim.SGD):
    """SGD in a training loop without ``zero_grad``."""

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget to."""
