"""``minigrad.draw``: the graph behind a tensor as a picture."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from pathlib import Path

from .. import Tensor
from .names import names_in
from .scene import scene_of
from .svg import SAID, svg_of


class Picture:
    """A picture of a graph: what Jupyter shows. It holds no tensor, and what it shows no longer changes."""

    def __init__(self, scene, title):
        self._scene = scene
        self.title = title
        self.description = description(scene)

    def svg(self) -> str:
        """The picture as SVG text."""
        return svg_of(self._scene, self.title, self.description)

    def dot(self) -> str:
        """The graph as text for Graphviz."""
        return dot_of(self._scene, self.title)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the picture to a file: SVG, or Graphviz's text where the name ends in ``.dot`` or ``.gv``.

        Raises ValueError for any other ending.
        """
        suffix = Path(fspath(path)).suffix
        if suffix not in (".svg", ".dot", ".gv"):
            raise ValueError(f"a picture of a graph can be saved as .svg, .dot or .gv, not as '{suffix}'")
        Path(path).write_text(self.svg() if suffix == ".svg" else self.dot(), encoding="utf-8")

    def _repr_svg_(self) -> str:
        return self.svg()

    def __repr__(self) -> str:
        return f"<{self.title}>"


def draw(y: Tensor | Sequence[Tensor], *, names: Mapping[str, Tensor] | None = None, values: bool = True) -> Picture:
    """A picture of the graph that leads to ``y``: leaves above, operations below them, ``y`` at the bottom.

    An operation shows what its rule has saved for the walk back and, once that is freed, that it is. Gradients are
    shown where there are any: draw again after ``backward()``. In a graph of more than 30 operations, those that just
    follow one another share a box. Drawing neither changes the graph nor keeps it alive.

    y: one tensor or several.
    names: what the tensors are called, ``{"w": w}``; if left out, the caller's variables tell.
    values: whether the numbers of small tensors are shown; if not, and for the others, dtype and shape are.

    Raises ValueError where the graph has more than 200 nodes.

    >>> import minigrad as torch
    >>> w = torch.tensor(3.0, requires_grad=True)
    >>> y = w * 2 + w
    >>> torch.draw(y)
    <Graph of y: 2 operations, 1 leaf>
    >>> print(torch.draw(y).dot())
    digraph "Graph of y: 2 operations, 1 leaf" {
      node [fontname="sans-serif"]
      n0 [label="w = 3.", shape=box, penwidth=2]
      n1 [label="2.", shape=plaintext]
      n2 [label="Mul\\nsaved 2.", shape=ellipse]
      n3 [label="Add\\ny = 9.", shape=ellipse, peripheries=2]
      n0 -> n2
      n2 -> n3
      n0 -> n3
      n1 -> n2 [style=dashed]
    }
    <BLANKLINE>
    """
    tensors = [*y] if isinstance(y, list | tuple) else [y]
    for tensor in tensors:
        if not isinstance(tensor, Tensor):
            raise TypeError(f"draw() wants one Tensor or several, not {type(tensor).__name__}")
    names = names_in(sys._getframe(1)) if names is None else names
    scene = scene_of(tensors, names, values)
    return Picture(scene, title_of(scene, called(tensors, names)))


def called(tensors, names):
    """The names of the tensors that are drawn, in one phrase."""
    found = [next((name for name, t in names.items() if t is tensor), None) for tensor in tensors]
    return listing([name or "a tensor" for name in found])


def listing(words):
    """Words with commas and an "and"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def title_of(scene, name):
    """The title of a picture: whose graph it is, and how large."""
    counts = []
    operations = sum(box.operations for box in scene.boxes)
    leaves = sum(box.kind == "leaf" for box in scene.boxes)
    for count, noun, plural in ((operations, "operation", "operations"), (leaves, "leaf", "leaves")):
        counts.append(f"{count} {noun if count == 1 else plural}")
    return f"Graph of {name}: {', '.join(counts)}"


def description(scene):
    """What is to be seen, in sentences, from the leaves to the root."""
    sentences = []
    inputs = {}
    for start, end in [*scene.edges, *scene.reads]:
        inputs.setdefault(end, []).append(start)
    for number, box in enumerate(scene.boxes):
        if box.kind == "number":
            continue
        if box.kind in ("leaf", "data"):
            what = " = ".join(filter(None, (box.title, box.value)))
            sentence = f"{'Leaf' if box.kind == 'leaf' else 'Without grad:'} {what}"
        else:
            sources = [short_name(scene.boxes[i]) for i in inputs.get(number, [])]
            sentence = f"{box.title} of {listing(sources)}" if sources else box.title
            sentence += f" makes {box.value}" if box.value else ""
        if box.grad:
            sentence += ", will retain its gradient" if box.grad == "None" else f", .grad = {box.grad}"
        for state, texts in box.states.items():
            sentence += f"; {SAID[state]}: {', '.join(texts)}"
        sentences.append(sentence if sentence.endswith(".") else sentence + ".")
    return " ".join(sentences)


def short_name(box):
    """What the output of a box is called in another one's sentence."""
    if box.kind in ("leaf", "data"):
        return box.title or box.value
    return box.value.split(" = ")[0] or box.title


SHAPES = {
    "leaf": "shape=box, penwidth=2",
    "data": "shape=box, style=dashed",
    "number": "shape=plaintext",
    "operation": "shape=ellipse",
    "port": "shape=circle",
    "fold": "shape=box3d",
}


def dot_of(scene, title):
    """A scene in Graphviz's language."""
    lines = [f"digraph {quoted(title)} {{", '  node [fontname="sans-serif"]']
    for number, box in enumerate(scene.boxes):
        first = (
            " = ".join(filter(None, (box.title, box.value))) if box.kind in ("leaf", "data", "number") else box.title
        )
        rows = [first]
        if box.kind in ("operation", "port") and box.value:
            rows.append(box.value)
        if box.grad:
            rows.append("will retain .grad" if box.grad == "None" else f".grad = {box.grad}")
        rows += [f"{SAID[state]} {', '.join(texts)}" for state, texts in box.states.items()]
        root = ", peripheries=2" if box.root else ""
        lines.append(f"  n{number} [label={quoted(chr(10).join(rows))}, {SHAPES[box.kind]}{root}]")
    lines += [f"  n{start} -> n{end}" for start, end in scene.edges]
    lines += [f"  n{start} -> n{end} [style=dashed]" for start, end in scene.reads]
    return "\n".join([*lines, "}"]) + "\n"


def quoted(text):
    """A string of Graphviz's."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
