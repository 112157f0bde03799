"""The graph stepper: forward fills in values, backward sends gradients along the edges, one operation at a time."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import traitlets

import minigrad as torch

from ...roots import one_like
from ...seeing.explain import Explanation
from ...seeing.layout import place
from ...seeing.svg import path
from .explorer import Explorer, front_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

_CHARACTER, _ROW, _PAD = 8.2, 19, 14  # of a box, in the picture's own pixels
_DROP = 46  # between two rows of boxes


@dataclass(frozen=True)
class Program:
    """Leaves with their numbers, data with theirs, and a line of Python for every operation."""

    leaves: dict[str, float]
    data: dict[str, float]
    lines: tuple[tuple[str, str], ...]  # the variable, and what it is computed from


PROGRAMS = {
    "(x + w)(w + 1)": Program({"x": 2.0, "w": 1.0}, {}, (("a", "x + w"), ("b", "w + 1"), ("y", "a * b"))),
    "(w x − t)²": Program({"w": 3.0}, {"x": 2.0, "t": 5.0}, (("a", "w * x"), ("b", "a - t"), ("y", "b ** 2"))),
    "w eʷ": Program({"w": 1.0}, {}, (("a", "w.exp()"), ("y", "a * w"))),
}
CUTS = {"detach": "a.detach()", "no_grad": "a under no_grad"}
WHOLE = "nothing"


class Run:
    """A program run once, line by line, for real: what is to be seen after every step."""

    def __init__(self, program: Program, retain: bool, cut: str) -> None:
        self.program, self.retain, self.cut = program, retain, cut
        self.tensors: dict[str, torch.Tensor] = {}
        self.steps: list[dict[str, Any]] = []
        self.state: dict[str, dict[str, str]] = {"value": {}, "grad": {}, "saved": {}}
        self.forward()
        try:
            self.backward()
        except RuntimeError as error:
            sentence, *more = re.split(r"(?= \(or)|\n", str(error))
            self.note([f"RuntimeError: {sentence}{' …' if more else ''}"], bad=True)

    def note(self, say: list[str], at: str | None = None, to: dict[str, str] | None = None, bad: bool = False) -> None:
        """Keep what stands in the boxes now, with what is said of it and of the edges that are walked."""
        state = {what: dict(texts) for what, texts in self.state.items()}
        self.steps.append({"say": say, "at": at, "to": to or {}, "bad": bad, **state})

    def forward(self) -> None:
        for name, value in {**self.program.leaves, **self.program.data}.items():
            self.tensors[name] = torch.tensor(value, requires_grad=name in self.program.leaves)
            self.state["value"][name] = f"{value:g}"
        self.note(["Leaves and data hold numbers."])
        for name, formula in self.program.lines:
            off = self.cut == CUTS["no_grad"] and name == "a"
            with torch.no_grad() if off else nullcontext():
                out = eval(formula, {}, self.tensors)  # lines of this file, not of the reader's
            self.state["value"][name] = f"{out.item():.4g}"
            say = [f"{name} = {formula} = {out.item():.4g}"]
            if out.grad_fn is None:
                say.append("Not recorded." if off else "Not recorded: nothing in it requires a gradient.")
            else:
                kept = [label for label in out.grad_fn.saved_items() if label[2] == "saved"]
                if kept:
                    self.state["saved"][name] = "saved"
                say.append(f"Recorded as {out.grad_fn.name()}, which saves {'what it needs' if kept else 'nothing'}.")
            self.tensors[name] = out
            if self.cut == CUTS["detach"] and name == "a":
                self.tensors[name] = out.detach()
                say.append("From here on a.detach() is used.")
            self.note(say, at=name)

    @cached_property
    def owners(self) -> dict[Any, str]:
        """The name of every leaf and every node."""
        return {t if t.is_leaf else t.grad_fn: name for name, t in self.tensors.items()}

    def backward(self) -> None:
        y = self.tensors["y"]
        if y.requires_grad:
            names = {name: t for name, t in self.tensors.items() if name != "y"}
            lines = Explanation(y, (y.grad_fn, one_like(y.detach().numpy())), False, names).lines
            after = next(i for i, line in enumerate(lines) if line.startswith("After"))
            self.walk(lines[lines.index("Backward") + 1 : after])
        y.backward(retain_graph=self.retain)
        self.leave_gradients("y.backward() is done.")
        y.backward(retain_graph=self.retain)
        self.leave_gradients("A second y.backward(): all it needs is still there, and .grad adds up.")

    def walk(self, lines: list[str]) -> None:
        """The steps of one walk: an operation each, with the products that `explain` writes."""
        self.state["grad"]["y"] = "1"
        self.note(["y.backward() starts at the root.", lines[0].strip()], at="y")
        blocks: list[list[str]] = []
        for line in lines[1:]:
            if line.startswith("   "):
                blocks[-1].append(line[4:])
            else:
                blocks.append([])
        node = self.tensors["y"].grad_fn
        sums: dict[Any, Any] = {node: one_like(self.tensors["y"].detach().numpy())}
        for block in blocks:
            node = max((edge for edge in sums if edge in self.nodes), key=lambda edge: edge.seq)
            name = self.owners[node]
            to = {}
            arrived = sums.pop(node)
            for edge, g in node.backward(arrived, True, False):
                sums[edge] = sums[edge] + g if edge in sums else g
                to[self.owners[edge]] = f"{g / arrived:.4g}"
                self.state["grad"][self.owners[edge]] = f"{sums[edge]:.4g}"
            if self.state["saved"].get(name) == "saved" and not self.retain:
                self.state["saved"][name] = "freed"
            self.note([f"Back through {name} = {dict(self.program.lines)[name]}.", *block], at=name, to=to)

    @cached_property
    def nodes(self) -> set[Any]:
        return {t.grad_fn for t in self.tensors.values() if t.grad_fn is not None}

    def leave_gradients(self, say: str) -> None:
        """What a backward leaves in ``.grad``."""
        kept = {name: self.tensors[name].grad for name in self.program.leaves}
        self.state["grad"] = {name: f".grad {g.item():.4g}" for name, g in kept.items() if g is not None}
        others = [name for name, g in kept.items() if g is None]
        self.note([say, *(f"{name}.grad is None: no path leads there." for name in others)])


class GraphStepper(Explorer):
    """The graph of a small expression: values go down, gradients come up, step by step.

    ``toggles`` are what the reader can switch, of ``"retain_graph"``, ``"detach"`` and ``"no_grad"``.

    >>> ex = GraphStepper()
    >>> ex
    GraphStepper(expression='(x + w)(w + 1)', retain_graph=False, cut='nothing', step=0)
    >>> for line in ex.run["steps"][-2]["say"], ex.run["steps"][-2]["grad"]:
    ...     print(line)
    ['y.backward() is done.']
    {'x': '.grad 2', 'w': '.grad 5'}
    >>> ex.run["steps"][-1]["say"][0][:50]
    'RuntimeError: Trying to backward through the graph'
    """

    _esm = front_end("graph_stepper.js")
    title = "Graph stepper"
    moves = ("expression", "retain_graph", "cut", "step")
    asks = ("expression", "retain_graph", "cut")
    frames = "step"

    expression = traitlets.Enum(list(PROGRAMS), next(iter(PROGRAMS)), help="what is computed").tag(sync=True)
    retain_graph = traitlets.Bool(False, help="whether backward() keeps what is saved").tag(sync=True)
    cut = traitlets.Enum([WHOLE, *CUTS.values()], WHOLE, help="where the graph is cut").tag(sync=True)
    step = traitlets.Int(0, min=0, max=9, help="how many steps are done").tag(sync=True)
    pictures = traitlets.Dict(read_only=True, help="the boxes and lines of each expression").tag(sync=True)

    def __init__(self, toggles: Sequence[str] = ("retain_graph", *CUTS), **traits: Any) -> None:
        if not set(toggles) <= {"retain_graph", *CUTS}:
            names = ", ".join(map(repr, ("retain_graph", *CUTS)))
            raise ValueError(f"toggles must be some of {names}, but they are {list(toggles)!r}")
        self.toggles = tuple(toggles)
        super().__init__(**traits)

    @traitlets.default("stops")
    def _stops(self) -> dict[str, list[Any]]:
        retain = [False, True] if "retain_graph" in self.toggles else [self.retain_graph]
        cuts = [WHOLE, *(words for name, words in CUTS.items() if name in self.toggles)]
        return {"expression": list(PROGRAMS), "retain_graph": retain, "cut": cuts, "step": list(range(10))}

    @traitlets.default("rows")
    def _rows(self) -> list[int]:
        return list(range(10))

    @traitlets.default("pictures")
    def _pictures(self) -> dict[str, Any]:
        return {name: picture(program) for name, program in PROGRAMS.items()}

    def answer(self, expression: str, retain_graph: bool, cut: str) -> dict[str, Any]:
        return {"steps": Run(PROGRAMS[expression], retain_graph, cut).steps}

    def still(self) -> Figure:
        from matplotlib.figure import Figure

        shape, state = self.pictures[self.expression], self.run["steps"][min(self.step, len(self.run["steps"]) - 1)]
        figure = Figure(figsize=(4.8, 4.2), layout="constrained")
        axes = figure.subplots()
        for start, end in shape["pairs"]:
            here, there = (shape["boxes"][name] for name in (start, end))
            tip, tail = ((box["x"] + box["w"] / 2, box["y"] + box["h"] / 2) for box in (there, here))
            axes.annotate("", tip, tail, arrowprops={"arrowstyle": "->", "shrinkB": 25}, zorder=0)
        for name, box in shape["boxes"].items():
            text = "\n".join(filter(None, [box["formula"], state["value"].get(name), state["grad"].get(name)]))
            at = (box["x"] + box["w"] / 2, box["y"] + box["h"] / 2)
            axes.text(*at, text, ha="center", va="center", bbox={"facecolor": "white", "boxstyle": "round"})
        axes.set(xlim=(0, shape["width"]), ylim=(shape["height"], 0), title=state["say"][0])
        axes.axis("off")
        return figure


def picture(program: Program) -> dict[str, Any]:
    """The boxes of a program's variables and the lines between them."""
    kinds = dict.fromkeys(program.leaves, "leaf") | dict.fromkeys(program.data, "data")
    formulas = {name: name for name in kinds} | {name: f"{name} = {formula}" for name, formula in program.lines}
    names = list(formulas)
    sizes = [(max(len(formulas[name]), 11) * _CHARACTER + _PAD, 3 * _ROW + _PAD + 6) for name in names]
    pairs = [(a, b) for b, formula in program.lines for a in names if a != b and used(a, formula)]
    layout = place(sizes, [(names.index(a), names.index(b)) for a, b in pairs], 0, _DROP)
    boxes = {
        name: {"formula": formulas[name], "kind": kinds.get(name, "interior"),
               "x": round(x, 1), "y": round(y, 1), "w": round(w, 1), "h": round(h, 1)}
        for name, (x, y), (w, h) in zip(names, layout.corners, sizes, strict=True)
    }  # fmt: skip
    return {
        "boxes": boxes, "pairs": [list(pair) for pair in pairs], "lines": [path(line) for line in layout.lines],
        "ends": [[round(x, 1) for x in (*line[0][:2], line[-1][0], line[-1][2])] for line in layout.lines],
        "width": round(layout.width, 1), "height": round(layout.height, 1),
    }  # fmt: skip


def used(name: str, formula: str) -> bool:
    """Whether a formula mentions a variable."""
    return name in formula.replace("exp", "").replace("(", " ").replace(")", " ").replace(".", " ").split()
