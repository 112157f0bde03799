"""The line fit: gradient descent on a straight line, from convergence to divergence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

import minigrad as torch

from .explorer import Explorer, front_end

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_EPOCHS = 500
_LARGEST = 1e100  # a square of it is still finite


@lru_cache(maxsize=256)
def descend(x: tuple[float, ...], y: tuple[float, ...], lr: float) -> dict[str, Any]:
    """Fit y = a x + b from a = b = 1 by gradient descent on the mean squared error.

    Row k holds the loss that epoch k starts at, and a and b after its update, as a training loop prints
    them; row 0 is the start. `ended` is the epoch whose loss is no longer finite, where the rows stop.
    """
    data, target = (torch.tensor(values, dtype=torch.float64) for values in (x, y))
    a, b = (torch.tensor(1.0, dtype=torch.float64, requires_grad=True) for _ in range(2))
    rows = []
    ended = None
    with np.errstate(over="ignore", invalid="ignore"):  # overflow is part of the lesson
        for epoch in range(1, _EPOCHS + 1):
            loss = ((a * data + b - target) ** 2).mean()
            if epoch == 1:
                rows.append((a.item(), b.item(), loss.item()))
            if not math.isfinite(loss.item()):
                ended = epoch
                break
            loss.backward()
            with torch.no_grad():
                a -= lr * a.grad
                b -= lr * b.grad
            a.grad.zero_()
            b.grad.zero_()
            rows.append((a.item(), b.item(), loss.item()))
    columns = zip(*rows, strict=True)
    return {**dict(zip(("a", "b", "loss"), map(list, columns), strict=True)), "ended": ended}


def learning_rates(threshold: float) -> list[float]:
    """Return round learning rates over three decades, finer around the threshold.

    >>> learning_rates(0.0845)[7:15]
    [0.03, 0.05, 0.07, 0.08, 0.084, 0.085, 0.09, 0.1]
    """
    first = round(math.log10(threshold)) - 2
    ladder = [float(f"{digit}e{first + decade}") for decade in range(3) for digit in (1, 2, 3, 5, 7)]
    ladder.append(float(f"1e{first + 3}"))
    unit = math.floor(math.log10(threshold)) - 1
    digits = threshold / 10.0**unit
    near = {math.floor(digits), math.floor(digits) + 1, 10 * math.floor(digits / 10), 10 * math.ceil(digits / 10)}
    return sorted({*ladder, *(float(f"{digit}e{unit}") for digit in near)})


class LineFit(Explorer):
    """Gradient descent on a line: move the learning rate, and see it converge or diverge.

    >>> ex = LineFit(lr=0.1, epoch=100)
    >>> ex
    LineFit(lr=0.1, epoch=100)
    >>> f"{ex.threshold:.4f}"
    '0.0845'
    >>> ex.run["loss"][100]
    7.45e+27
    >>> ex.lr = 0.01
    >>> ex.run["a"][100], ex.run["b"][100]
    (1.949, 1.183)

    Other data have another threshold:

    >>> f"{LineFit(x=[0, 1, 2], y=[1, 3, 5]).threshold:.4f}"
    '0.4189'
    """

    _esm = front_end("line_fit.js")
    title = "Line fit"
    moves = ("lr", "epoch")
    asks = ("lr",)
    frames = "epoch"

    lr = traitlets.Float(0.01, help="the learning rate").tag(sync=True)
    epoch = traitlets.Int(0, min=0, max=_EPOCHS, help="how many epochs are shown").tag(sync=True)
    x = traitlets.List(read_only=True, help="the data").tag(sync=True)
    y = traitlets.List(read_only=True, help="the targets").tag(sync=True)
    threshold = traitlets.Float(read_only=True, help="2 / λmax, where descent begins to diverge").tag(sync=True)

    def __init__(
        self,
        x: Sequence[float] = (1, 2, 3, 4, 5),
        y: Sequence[float] = (3, 5, 7, 9, 11),
        lr: float = 0.01,
        epoch: int = 0,
    ) -> None:
        self._data = _checked(x, y)
        super().__init__(lr=lr, epoch=epoch)

    @traitlets.validate("lr")
    def _finite(self, proposal: Any) -> float:
        lr = proposal["value"]
        if not (math.isfinite(lr) and lr >= 0):
            raise traitlets.TraitError(f"lr must be a finite number, zero or more, but it is {lr}")
        return lr

    @traitlets.default("x")
    def _x(self) -> list[float]:
        return list(self._data[0])

    @traitlets.default("y")
    def _y(self) -> list[float]:
        return list(self._data[1])

    @traitlets.default("threshold")
    def _threshold(self) -> float:
        x = self._data[0]
        mean, square = sum(x) / len(x), sum(value * value for value in x) / len(x)
        # The Hessian in (a, b) is 2 [[square, mean], [mean, 1]], the same everywhere; this is its larger eigenvalue.
        largest = square + 1 + math.sqrt((square - 1) ** 2 + 4 * mean**2)
        return 2 / largest

    @traitlets.default("stops")
    def _stops(self) -> dict[str, list[float]]:
        epochs = [*range(100), *range(100, 200, 10), *range(200, _EPOCHS + 1, 25)]
        return {"lr": learning_rates(self.threshold), "epoch": epochs}

    @traitlets.default("rows")
    def _rows(self) -> list[int]:
        return list(range(_EPOCHS + 1))

    def answer(self, lr: float) -> dict[str, Any]:
        return descend(*self._data, lr)

    def still(self) -> Figure:
        from matplotlib.figure import Figure

        x, y = (np.array(values) for values in self._data)
        run = self.run
        row = min(self.epoch, len(run["a"]) - 1)
        figure = Figure(figsize=(7.5, 3), layout="constrained")
        fit, loss = figure.subplots(1, 2)
        step = (x.max() - x.min() or 1) / 4
        ends = np.array([x.min() - step, x.max() + step])
        fit.plot(x, y, "o", color="#333333")
        fit.set(xlim=ends, ylim=(min(0, y.min() - 1), y.max() + 3))
        if abs(run["a"][row]) < 1e6:
            fit.plot(ends, run["a"][row] * ends + run["b"][row], color="#0b6bcb", linewidth=2)
        fit.set_title(f"epoch {self.epoch}: a = {run['a'][row]:.4g}, b = {run['b'][row]:.4g}")
        loss.plot(run["loss"][:101], color="#0b6bcb")
        loss.set(yscale="log", xlabel="epoch", title=f"loss at learning rate {self.lr:g}")
        for axes in (fit, loss):
            axes.spines[["top", "right"]].set_visible(False)
        return figure


def _checked(x: Sequence[float], y: Sequence[float]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the data as floats, or say what is wrong with them."""
    columns = []
    for name, values in (("x", x), ("y", y)):
        try:
            column = np.asarray(values, dtype=float)
        except (TypeError, ValueError):
            raise TypeError(f"{name} must be a sequence of numbers, but it is {values!r}") from None
        if column.ndim != 1 or column.size == 0:
            raise ValueError(f"{name} must hold one or more numbers in a row, but its shape is {column.shape}")
        if not (np.abs(column) <= _LARGEST).all():
            raise ValueError(f"{name} must hold finite numbers up to {_LARGEST:g}, but it is {column.tolist()}")
        columns.append(tuple(column.tolist()))
    if len(columns[0]) != len(columns[1]):
        raise ValueError(f"x and y must be of one length, but they hold {len(columns[0])} and {len(columns[1])}")
    return columns[0], columns[1]
