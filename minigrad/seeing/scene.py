"""What a picture of a graph shows: its boxes, and the words and numbers in them, but no tensors."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ..edges import LEAF, NOWHERE
from ..function import Binary, Function, Unary
from ..node import Bent, Port, hooks_at
from ..operation import View
from ..path import edges_of
from ..saved import parameters
from ..tensor import Tensor
from ..view import CopySlices
from .names import at, brief, edges_by_name, kind

LIMIT = 200  # nodes that are shown at all
MANY = 30  # operations above which straight runs are folded
RUN = 6  # operations in a run that is


@dataclass
class Box:
    """One box.

    kind: "leaf", a tensor that requires grad and was not computed; "data", a tensor without grad that an operation
        has saved; "number", a constant that one has saved; "operation"; "port", one output of several; "fold", a run
        of operations.
    """

    kind: str
    title: str  # what it is called
    value: str = ""  # the tensor itself
    grad: str = ""  # its gradient, or that it will be retained
    states: dict[str, list[str]] = field(default_factory=dict)  # what is saved, freed, changed, kept
    root: bool = False
    operations: int = 0  # how many it stands for


@dataclass
class Scene:
    """The boxes of a graph, inputs before what is made of them, and its edges as pairs of numbers of boxes.

    An edge of ``reads`` stands for a tensor that an operation has read but to which no gradient flows.
    """

    boxes: list[Box]
    edges: list[tuple[int, int]]
    reads: list[tuple[int, int]]


def too_large():
    """The error for a graph nobody could look at."""
    return ValueError(
        f"This graph has more than {LIMIT} nodes, more than anybody can look at. Show a smaller one: the loss of one "
        "step, fewer layers, a shorter loop."
    )


def nodes_behind(roots):
    """The nodes behind some edges, oldest first, and the leaves in the order in which they were used."""
    seen, leaves, stack = set(), {}, list(roots)
    while stack:
        edge = stack.pop()
        if edge is None or edge is NOWHERE or edge in seen:
            continue
        seen.add(edge)
        if len(seen) > LIMIT:
            raise too_large()
        stack.extend(edges_of(edge))
    nodes = sorted((edge for edge in seen if not isinstance(edge, Tensor)), key=lambda node: node.seq)
    for edge in [*(e for node in nodes for e in edges_of(node)), *roots]:
        if isinstance(edge, Tensor):
            leaves[edge] = None
    return nodes, list(leaves)


def inputs_of(node):
    """The inputs of a node: (the name its rules have for it, edge)."""
    if isinstance(node, Binary):
        names = ["a", "b"][: len(node.edges)]  # where the other one is always a number there is one edge
    elif isinstance(node, Unary | View):
        names = ["a"]
    elif isinstance(node, Function):
        names = [name for name in parameters(node.forward) if getattr(node, f"vjp_{name}", None) is not None]
    elif isinstance(node, CopySlices):
        names = ["base", *("value" for _ in node.edges[1:])]
    else:
        names = [str(i) for i in range(len(node.edges))]
    return list(zip(names, node.edges, strict=True))


def known_tensors(nodes, tensors):
    """For every edge, a tensor it leads to, as far as one is in sight: given, saved or retained."""
    known = {}
    for node in nodes:
        saved = [(name, value) for name, value, state in node.saved_items() if state == "saved"]
        hooks = hooks_at(node)
        retained = hooks and hooks.retained and hooks.retained()
        if retained is not None:
            known.setdefault(node, retained)
        for name, value in saved:
            if name == "out":
                known.setdefault(node, value)
            elif isinstance(value, Tensor) and value._edge is not None and value._edge is not LEAF:
                known.setdefault(value._edge, value)
    for tensor in tensors:
        known[tensor._edge] = tensor
    return known


class Collector:
    """Builds the Scene of some tensors."""

    def __init__(self, tensors, names, values):
        self.names = edges_by_name(names)
        self.values = values
        self.index = {}  # of the box of every edge, and of every tensor that was read
        self.scene = Scene([], [], [])
        roots = [tensor if tensor._edge in (None, LEAF, NOWHERE) else tensor._edge for tensor in tensors]
        nodes, leaves = nodes_behind([root for root in roots if getattr(root, "_edge", LEAF) is LEAF])
        self.known = known_tensors(nodes, [*names.values(), *tensors])
        for root in roots:
            if isinstance(root, Tensor) and root._edge is not LEAF:
                self.add_tensor(root, "data")
        for leaf in leaves:
            self.add_tensor(leaf, "leaf")
        for node in nodes:
            self.add_node(node)
        for root in roots:
            self.scene.boxes[self.index[root]].root = True

    def text(self, tensor):
        """A tensor's elements, or, without values, its dtype and shape."""
        return brief(tensor._data) if self.values else kind(tensor._data)

    def add(self, key, box):
        self.index[key] = len(self.scene.boxes)
        self.scene.boxes.append(box)
        return self.index[key]

    def add_tensor(self, tensor, role):
        """A box for a leaf or for a tensor without grad."""
        if tensor not in self.index:
            box = Box(role, self.names.get(tensor, ""), self.text(tensor))
            if tensor._grad is not None:
                box.grad = self.text(tensor._grad)
            self.add(tensor, box)
        return self.index[tensor]

    def add_node(self, node):
        """A box for an operation or for one of its outputs, with the edges that lead to it."""
        if isinstance(node, Port):
            box = Box("port", "new shape" if isinstance(node, Bent) else f"output {node.number}")
        else:
            box = Box("operation", re.sub(r"Backward\d*$", "", node.grad_fn_name), operations=1)
        self.describe_output(node, box)
        inputs = dict(inputs_of(node))
        reads = []
        for name, value, state in node.saved_items():
            edge = inputs.get(name)
            if state == "kept" and name in ("alpha", "beta") and value == 1:
                continue
            box.states.setdefault(state, []).append(self.saved_text(name, value, state, edge))
            if state in ("saved", "changed") and name != "out" and value._edge in (None, NOWHERE):
                reads.append(self.read_box(value))
        at = self.add(node, box)
        self.scene.edges += [(self.index[edge], at) for _, edge in inputs_of(node) if edge in self.index]
        self.scene.reads += [(start, at) for start in reads]

    def describe_output(self, node, box):
        """What the output of a node is called, what it is, and its gradient, as far as they are in sight."""
        tensor = self.known.get(node)
        name = self.names.get(node, "")
        if tensor is not None:
            box.value = f"{name} = {self.text(tensor)}" if name else self.text(tensor)
            if tensor._grad is not None:
                box.grad = self.text(tensor._grad)
        hooks = hooks_at(node)
        if hooks is not None and hooks.retained is not None and not box.grad:
            box.grad = "None"

    def read_box(self, tensor):
        """The box of a tensor without grad that an operation has read; a nameless number has one for every use."""
        if tensor not in self.names and tensor.ndim == 0:
            return self.add(object(), Box("number", "", self.text(tensor)))
        return self.add_tensor(tensor, "data")

    def saved_text(self, name, value, state, edge):
        """What is written for one thing saved: its name, else its elements, else the rule's name for it."""
        if name == "out":
            return "out"
        if state == "kept":
            if name == "index":
                return f"[{at(value)}]"
            what = name.removesuffix("_shape") if name != "a_shape" else "shape"
            plain = isinstance(value, int | float | str | tuple) and len(str(value)) <= 16
            return f"{what} {list(value) if name.endswith('_shape') else value}" if plain else what
        if state == "freed":
            return self.names.get(edge, name)
        key = value if value.is_leaf else value._edge
        return self.names.get(key) or (self.text(value) if state == "saved" else name)


def scene_of(tensors, names, values):
    """The Scene of what led to some tensors."""
    scene = Collector(tensors, names, values).scene
    return folded(scene) if sum(box.operations for box in scene.boxes) > MANY else scene


def folded(scene):
    """A scene with every long straight run of operations in one box, but for its ends."""
    into, out_of = {}, {}
    for start, end in scene.edges:
        into.setdefault(end, []).append(start)
        out_of.setdefault(start, []).append(end)
    data = {end for start, end in scene.reads if scene.boxes[start].kind == "data"}

    def passes(number):
        """Whether there is nothing to see at a box but that one operation follows another."""
        box = scene.boxes[number]
        plain = box.kind == "operation" and not box.root and not box.grad and " = " not in box.value
        return plain and number not in data and len(into.get(number, ())) == len(out_of[number]) == 1

    runs, follows = [], {}
    for number in range(len(scene.boxes)):  # inputs come before what is made of them
        if passes(number):
            run = follows.pop(into[number][0], None)
            if run is None:
                runs.append(run := [])
            run.append(number)
            follows[number] = run
    inside = {number: run[1:-1] for run in runs if len(run) >= RUN for number in run[1:-1]}
    return without(scene, inside)


def without(scene, inside):
    """A scene with one box for every run of boxes; ``inside`` gives the run of each."""
    boxes, index = [], {}
    constants = {start for start, end in scene.reads if end in inside}
    for number, box in enumerate(scene.boxes):
        run = inside.get(number)
        if number in constants:
            continue
        if run is None or number == run[0]:
            boxes.append(box if run is None else fold([scene.boxes[i] for i in run]))
        index[number] = len(boxes) - 1 if run is None or number == run[0] else index[run[0]]
    edges = [(index[start], index[end]) for start, end in scene.edges]
    reads = [(index[start], index[end]) for start, end in scene.reads if start not in constants]
    return Scene(boxes, [(start, end) for start, end in edges if start != end], reads)


def fold(run):
    """One box for a run of them."""
    box = Box("fold", f"{len(run)} operations", operations=len(run))
    box.states["folded"] = [f"{count} {title}" for title, count in Counter(b.title for b in run).items()]
    for state in ("saved", "freed", "changed"):
        count = sum(len(b.states.get(state, ())) for b in run)
        if count:
            box.states[state] = [f"{count} tensors" if count > 1 else "1 tensor"]
    return box
