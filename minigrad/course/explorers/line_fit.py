"""The line fit: gradient descent on a straight line, from convergence to divergence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

import minigrad as torch

from .explorer import Explorer, front_end, known

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_EPOCHS = 500
_LARGEST = 1e100  # a square of it is still finite
_MOVED = "moved"  # the name of points that are none of the sets any more

EPOCHS = [*range(25), *range(26, 41, 2), *range(45, 101, 5), 125, 150, *range(200, _EPOCHS + 1, 100)]
DATA = {
    "line": [[1.0, 3.0], [2.0, 5.0], [3.0, 7.0], [4.0, 9.0], [5.0, 11.0]],
    "centered": [[-2.0, 3.0], [-1.0, 5.0], [0.0, 7.0], [1.0, 9.0], [2.0, 11.0]],
    "stretched": [[2.0, 5.0], [4.0, 9.0], [6.0, 13.0], [8.0, 17.0], [10.0, 21.0]],
    "outlier": [[1.0, 3.0], [2.0, 5.0], [3.0, 7.0], [4.0, 9.0], [5.0, 4.0]],
}


@lru_cache(maxsize=256)
def descend(x: tuple[float, ...], y: tuple[float, ...], lr: float) -> dict[str, Any]:
    """Fit y = a x + b from a = b = 1 by gradient descent on the mean squared error.

    Row k holds the loss that epoch k starts at, and a and b after its update, as a training loop prints
    them; row 0 is the start. `ended` is the epoch whose loss is no longer finite, where the rows stop.
    Without data there is the start alone, with a loss of nan: the mean of no numbers.
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
                ended = epoch if x else None
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


def learning_rates(threshold: float, *others: float) -> list[float]:
    """Return round learning rates over three decades, finer around the thresholds.

    >>> learning_rates(0.0846)[7:16]
    [0.03, 0.05, 0.07, 0.08, 0.084, 0.0846, 0.085, 0.09, 0.1]
    """
    first = round(math.log10(threshold)) - 2
    rates = {float(f"{digit}e{first + decade}") for decade in range(3) for digit in (1, 2, 3, 5, 7)}
    rates.add(float(f"1e{first + 3}"))
    for place in (threshold, *others):
        unit = math.floor(math.log10(place)) - 1
        digits = place / 10.0**unit
        low = math.floor(digits)
        near = {10 * math.floor(digits / 10), low, math.floor(10 * digits) / 10, low + 1, 10 * math.ceil(digits / 10)}
        rates |= {float(f"{digit}e{unit}") for digit in near}
    return sorted(rates)


class LineFit(Explorer):
    """Gradient descent on a line: move the learning rate, and see it converge or diverge.

    >>> ex = LineFit(lr=0.1, epoch=100)
    >>> ex
    LineFit(data='line', lr=0.1, epoch=100)
    >>> f"{ex.threshold:.4f}"
    '0.0845'
    >>> ex.run["loss"][100]
    7.45e+27
    >>> ex.lr = 0.01
    >>> ex.run["a"][100], ex.run["b"][100]
    (1.949, 1.183)

    Other data have another threshold: another of the sets, points that are moved, or data of your own.

    >>> ex.data = "centered"
    >>> f"{ex.threshold:.4f}"
    '0.5000'
    >>> ex.points = [[1, 3], [2, 5], [10, 21]]
    >>> ex.data, f"{ex.threshold:.4f}"
    ('moved', '0.0281')
    >>> f"{LineFit(x=[0, 1, 2], y=[1, 3, 5]).threshold:.4f}"
    '0.4189'
    """

    _esm = front_end("line_fit.js")
    title = "Line fit"
    moves = ("data", "lr", "epoch")
    asks = ("data", "lr")
    frames = "epoch"

    data = traitlets.Unicode(help="the name of the data set").tag(sync=True)
    lr = traitlets.Float(0.01, help="the learning rate").tag(sync=True)
    epoch = traitlets.Int(0, min=0, max=_EPOCHS, help="how many epochs are shown").tag(sync=True)
    points = traitlets.List(help="the data, each point as [x, y]").tag(sync=True)
    sets = traitlets.Dict(read_only=True, help="the points of each data set").tag(sync=True)

    def __init__(
        self,
        x: Sequence[float] | None = None,
        y: Sequence[float] | None = None,
        **traits: Any,
    ) -> None:
        if x is not None or y is not None:
            self.set_trait("sets", {"yours": _checked(x, y)})
        super().__init__(**{"data": next(iter(self.sets)), **traits})
        self.points = self.sets.get(self.data, self.points)
        self.observe(self._chosen, names="data")
        self.observe(self._moved, names="points")

    def _chosen(self, _: Any) -> None:
        self.points = self.sets.get(self.data, self.points)

    def _moved(self, _: Any) -> None:
        if self.points != self.sets.get(self.data):
            self.data = _MOVED
            self.set_trait("run", self._answered())

    @traitlets.validate("data")
    def _known(self, proposal: Any) -> str:
        return known(self, "data", proposal["value"], {**self.sets, _MOVED: None}, "x=..., y=...")

    @traitlets.validate("points")
    def _whole(self, proposal: Any) -> list[list[float]]:
        try:
            x, y = _columns(proposal["value"])
        except (TypeError, ValueError):
            raise traitlets.TraitError(f"points must be pairs [x, y], but they are {proposal['value']!r}") from None
        return _checked(x, y)

    @property
    def threshold(self) -> float:
        """2 / λmax of the present data, where descent begins to diverge; nan where there are none."""
        return stability(self.points)

    @traitlets.validate("lr")
    def _finite(self, proposal: Any) -> float:
        lr = proposal["value"]
        if not (math.isfinite(lr) and lr >= 0):
            raise traitlets.TraitError(f"lr must be a finite number, zero or more, but it is {lr}")
        return lr

    @traitlets.default("sets")
    def _sets(self) -> dict[str, list[list[float]]]:
        return DATA

    @traitlets.default("stops")
    def _stops(self) -> dict[str, list[Any]]:
        thresholds = [stability(points) for points in self.sets.values() if points] or [1.0]
        return {"data": list(self.sets), "lr": learning_rates(*thresholds), "epoch": EPOCHS}

    @traitlets.default("rows")
    def _rows(self) -> list[int]:
        return list(range(_EPOCHS + 1))

    def answer(self, data: str, lr: float) -> dict[str, Any]:
        points = self.sets.get(data, self.points)
        threshold = stability(points)
        return {**descend(*_columns(points), lr), "threshold": threshold, "side": lr - threshold}

    def still(self) -> Figure:
        from matplotlib.figure import Figure

        x, y = np.reshape(self.points, (-1, 2)).T
        run = self.run
        row = min(self.epoch, len(run["a"]) - 1)
        figure = Figure(figsize=(7.5, 3), layout="constrained")
        fit, loss = figure.subplots(1, 2)
        left, right = (x.min(), x.max()) if x.size else (0.0, 1.0)
        step = (right - left or 1) / 4
        ends = np.array([left - step, right + step])
        fit.plot(x, y, "o", color="#333333")
        fit.set(xlim=ends, ylim=(y.min(initial=1) - 1, (y.max() if y.size else 1) + 3))
        if abs(run["a"][row]) < 1e6:
            fit.plot(ends, run["a"][row] * ends + run["b"][row], color="#0b6bcb", linewidth=2)
        fit.set_title(f"epoch {self.epoch}: a = {run['a'][row]:.4g}, b = {run['b'][row]:.4g}")
        if y.size:
            loss.plot(run["loss"][:101], color="#0b6bcb")
        loss.set(yscale="log", xlabel="epoch", title=f"loss at learning rate {self.lr:g}")
        for axes in (fit, loss):
            axes.spines[["top", "right"]].set_visible(False)
        return figure


def stability(points: list[list[float]]) -> float:
    """The learning rate at which descent on these data begins to diverge; nan for none."""
    if not points:
        return math.nan
    x = [across for across, _ in points]
    mean, square = sum(x) / len(x), sum(value * value for value in x) / len(x)
    # The Hessian in (a, b) is 2 [[square, mean], [mean, 1]], the same everywhere; this is its larger eigenvalue.
    largest = square + 1 + math.sqrt((square - 1) ** 2 + 4 * mean**2)
    return 2 / largest


def _columns(points: list[list[float]]) -> tuple[tuple[float, ...], ...]:
    """The x and the y of points."""
    return tuple(zip(*points, strict=True)) or ((), ())


def _checked(x: Any, y: Any) -> list[list[float]]:
    """Return the data as points, or say what is wrong with them."""
    columns = []
    for name, values in (("x", x), ("y", y)):
        try:
            column = np.asarray(values, dtype=float)
        except (TypeError, ValueError):
            raise TypeError(f"{name} must be a sequence of numbers, but it is {values!r}") from None
        if column.ndim != 1:
            raise ValueError(f"{name} must hold numbers in a row, but its shape is {column.shape}")
        if not (np.abs(column) <= _LARGEST).all():
            raise ValueError(f"{name} must hold finite numbers up to {_LARGEST:g}, but it is {column.tolist()}")
        columns.append(column.tolist())
    if len(columns[0]) != len(columns[1]):
        raise ValueError(f"x and y must be of one length, but they hold {len(columns[0])} and {len(columns[1])}")
    return [list(point) for point in zip(*columns, strict=True)]
