"""The race: five optimizers from one start on one surface."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import traitlets

import minigrad as torch

from .explorer import Explorer, front_end, known, with_own
from .paths import path
from .plane import Surface, contours

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ROWS = list(range(41))
RATES = [0.003, 0.01, 0.03, 0.09, 0.11, 0.3]
OPTIMIZERS = {
    "SGD": torch.optim.SGD,
    "Momentum": partial(torch.optim.SGD, momentum=0.9),
    "Nesterov": partial(torch.optim.SGD, momentum=0.9, nesterov=True),
    "RMSprop": torch.optim.RMSprop,
    "Adam": torch.optim.Adam,
}
LEVELS = [0.05, 0.3, 0.8, 1.6, 3, 6, 12, 24]


class Race(Explorer):
    """SGD, momentum, Nesterov, RMSprop and Adam with one learning rate: who is where, epoch by epoch.

    >>> ex = Race(lr=0.05, epoch=40)
    >>> ex
    Race(surface='valley', lr=0.05, epoch=40)
    >>> sorted(ex.run["paths"], key=lambda name: ex.run["paths"][name]["loss"][ex.rows.index(40)])[0]
    'RMSprop'

    A surface of your own takes two tensors, x and y, and returns one:

    >>> Race(f=lambda x, y: x**2 + y**2, lr=0.1).run["paths"]["SGD"]["x"][:2]
    [-2, -1.6]
    """

    _esm = front_end("race.js")
    title = "Race of optimizers"
    moves = ("surface", "lr", "epoch")
    asks = ("surface", "lr")
    frames = "epoch"

    surfaces: ClassVar[dict[str, Surface]] = {
        "valley": lambda x, y: (x**2 + 20 * y**2) / 2,
        "bend": lambda x, y: (x - 1) ** 2 / 2 + 2 * (y - x**2 / 4) ** 2,
    }
    start_at = (-2.0, 0.9)

    surface = traitlets.Unicode(help="the name of the surface").tag(sync=True)
    lr = traitlets.Float(0.03, min=0, help="the learning rate of all five").tag(sync=True)
    epoch = traitlets.Int(0, min=0, max=ROWS[-1], help="how many epochs are shown").tag(sync=True)
    names = traitlets.List(list(OPTIMIZERS), read_only=True, help="who takes part").tag(sync=True)
    lines = traitlets.Dict(read_only=True, help="the contour lines of each surface").tag(sync=True)

    def __init__(self, f: Surface | None = None, **traits: Any) -> None:
        if f is not None:
            self.surfaces = with_own(self.surfaces, f)  # type: ignore[misc]
        super().__init__(**{"surface": next(iter(self.surfaces)), **traits})

    @traitlets.validate("surface")
    def _known(self, proposal: Any) -> str:
        return known(self, "surface", proposal["value"], self.surfaces)

    @traitlets.default("stops")
    def _stops(self) -> dict[str, list[Any]]:
        return {"surface": list(self.surfaces), "lr": RATES, "epoch": ROWS}

    @traitlets.default("rows")
    def _rows(self) -> list[int]:
        return ROWS

    @traitlets.default("lines")
    def _lines(self) -> dict[str, Any]:
        found = {}
        for name, f in self.surfaces.items():
            try:
                found[name] = contours(f, (-3, 3), (-1.5, 1.5), LEVELS)
            except Exception:  # the reader's function: the answer says what is wrong
                found[name] = []
        return found

    def answer(self, surface: str, lr: float) -> dict[str, Any]:
        f = self.surfaces[surface]
        paths = {}
        for name, optimizer in OPTIMIZERS.items():
            places, ended = path(f, self.start_at, partial(optimizer, lr=lr), ROWS[-1])
            shown = [places[row] for row in ROWS if row < len(places)]
            with torch.no_grad():
                losses = [f(*(torch.tensor(v, dtype=torch.float64) for v in place)).item() for place in shown]
            x, y = zip(*shown, strict=True)
            paths[name] = {"x": list(x), "y": list(y), "loss": losses, "ended": ended}
        return {"paths": paths}

    def still(self) -> Figure:
        from matplotlib.figure import Figure

        row = sum(epoch <= self.epoch for epoch in ROWS)
        figure = Figure(figsize=(7.5, 3), layout="constrained")
        plane, loss = figure.subplots(1, 2)
        for line in self.lines[self.surface]:
            plane.plot(*zip(*line, strict=True), color="#bbbbbb", linewidth=0.8)
        for (name, one), style in zip(self.run.get("paths", {}).items(), ("-", "--", "-.", ":", "-"), strict=False):
            plane.plot(one["x"][:row], one["y"][:row], style)
            loss.plot(ROWS[: len(one["loss"])], one["loss"], style, label=name)
        plane.set(xlim=(-3, 3), ylim=(-1.5, 1.5), title=f"{self.surface}, lr {self.lr:g}")
        loss.set(yscale="log", xlabel="epoch", title="loss", ylim=(1e-8, 1e3))
        loss.legend(frameon=False)
        for axes in (plane, loss):
            axes.spines[["top", "right"]].set_visible(False)
        return figure
