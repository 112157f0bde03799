"""``minigrad.explain``: the walk back through a graph, written step by step as the chain rule on paper."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping

import numpy as np

from .. import Tensor, errors
from ..autograd.context import FunctionCtx
from ..edges import NOWHERE
from ..function import Binary, Function, Unary
from ..node import Bent, Port, hooks_at
from ..operation import View
from ..path import edges_of
from ..received import NOTHING, Received, Undefined
from ..roots import roots_of
from ..saved import parameters
from .formulas import LETTERS, SOLVED, called, formula, in_full, number, short, step
from .names import at, edges_by_name, names_in
from .scene import inputs_of, known_tensors, nodes_behind

LEADING_MINUS = re.compile(r"^-[^ *]+")
WIDTH = 38  # characters in a line on a phone


def explain(y: Tensor, gradient: Tensor | None = None, *, names: Mapping[str, Tensor] | None = None) -> None:
    """Print how ``y.backward()`` finds its gradients: the chain rule with its numbers, in the engine's own order.

    First what was computed, then every step back: the gradient that arrives times the slope of the operation. Tensors
    that you have not named get letters. Where several ways lead to a tensor, what arrives is added up: "so far" says
    that more will come. Numbers are rounded to four digits; of large tensors, shape and norm are shown.

    Call it before ``backward()``, which frees what the steps read. It frees nothing and changes no ``.grad``. Hooks are
    not run, and what they would change is not shown; the ``backward`` of a Function of your own is run, as it is the
    rule of its step.

    y: the tensor to start from, of any shape; a single number if ``gradient`` is left out.
    gradient: the gradient of something, called L, with respect to ``y``, in the shape of ``y``.
    names: what the tensors are called, ``{"w": w}``; if left out, the caller's variables tell.

    Raises RuntimeError where ``y`` has no graph, where the graph is freed, and for a ``y`` of several elements without
    ``gradient``; ValueError where the graph has more than 200 nodes.

    >>> import minigrad as torch
    >>> w = torch.tensor(2.0, requires_grad=True)
    >>> y = w * w + 3
    >>> torch.explain(y)
    Forward
      w = 2
      a = w * w = 4
      y = a + 3 = 7
    Backward
      dy/dy = 1
      y = a + 3
        dy/da = dy/dy * 1 = 1 * 1 = 1
      a = w * w
        dy/dw = dy/da * w = 1 * 2
              = 2, so far
        dy/dw = 2 + dy/da * w = 2 + 1 * 2
              = 4
    After y.backward()
      w.grad = 4
    """
    if not isinstance(y, Tensor):
        raise TypeError(f"explain() wants one Tensor, not {type(y).__name__}")
    if gradient is None and y.requires_grad and y.numel() != 1:
        raise RuntimeError(
            errors.message(
                "grad can be implicitly created only for scalar outputs",
                f"This tensor has {y.numel()} elements. Explain one number, such as y.sum() or y.mean(), or pass a "
                "tensor in the shape of y: explain(y, gradient=torch.ones_like(y)).",
            )
        )
    roots = roots_of([(y, gradient)], False)
    names = names_in(sys._getframe(1)) if names is None else names
    try:
        lines = Explanation(y, roots[0], gradient is not None, names).lines
    except RuntimeError as error:
        if str(error) != errors.FREED:
            raise
        raise RuntimeError(
            errors.message(
                "explain() cannot walk through a graph whose saved tensors have been freed.",
                "backward() freed them. Compute y again and call explain(y) before y.backward(), or keep them with "
                "y.backward(retain_graph=True).",
            )
        ) from None
    print("\n".join(lines))


class Explanation:
    """The lines of one explanation, and what they are made from."""

    def __init__(self, y, root, given, names):
        self.root, gradient = root
        self.nodes, self.leaves = nodes_behind([self.root])
        known = known_tensors(self.nodes, [*names.values(), y])
        self.arrays = {node: known[node]._data for node in self.nodes if node in known}
        self.arrays.update((leaf, leaf._data) for leaf in self.leaves)
        self.named = edges_by_name(names)
        self.data = [(name, t._data) for name, t in names.items() if t._edge is None and t.ndim]
        self.mentioned = {}  # what formulas mention beside leaves and outcomes: name and array
        self.ports = {}  # of the nodes with several outputs, those that the graph uses
        for node in self.nodes:
            if isinstance(node, Port) and not isinstance(node, Bent):
                self.ports.setdefault(node.node, []).append(node)
        self.words = self.letters(names)
        self.top = next(n for n in ("L", "loss", "z", "L0") if n not in names) if given else self.words[self.root]
        self.lines = []
        self.write_forward()
        self.lines.append("Backward")
        self.write(2, self.slope(self.root), short(gradient) + (", given" if given else ""))
        self.sums = {self.root: gradient}  # what has arrived at every edge
        self.write_backward()
        self.lines.append(f"After {self.words[self.root]}.backward({'gradient' if given else ''})")
        self.write_gradients()

    def letters(self, names):
        """What every leaf and every outcome is called: its name, else a letter that is not taken."""
        words = {}
        free = (letter + turn for turn in ("", *"123456789") for letter in LETTERS if letter + turn not in names)
        for edge in [*self.leaves, *self.nodes]:
            if isinstance(edge, Bent):
                words[edge] = words[edge.edge]
            elif edge in self.named:
                words[edge] = self.named[edge]
            elif edge is self.root and "y" not in names:
                words[edge] = "y"
            elif edge not in self.ports:
                words[edge] = next(free)
        return words

    def slope(self, edge):
        """The gradient that arrives at an edge: ``dy/da``."""
        return f"d{self.top}/d{self.words[edge]}"

    def write(self, indent, left, *parts):
        """A line ``left = part = part``, broken before a ``=`` or ``+`` where it is full; None is left out."""
        line = " " * indent + left
        column = indent + min(len(left), 5)
        parts = [part for part in parts if part is not None]
        for i, part in enumerate(parts):
            if i and len(line) + 3 + len(part) > WIDTH:
                self.lines.append(line)
                line = " " * column
            line += f" = {part}"
            if len(line) > WIDTH and " + " in part:
                line, _, rest = line.partition(" + ")
                self.lines.append(line)
                line = " " * (column + 3) + f"+ {rest}"
        self.lines.append(line)

    def write_forward(self):
        """The values of leaves and data, then every operation."""
        formulas = []
        for node in self.nodes:
            if not isinstance(node, Port):
                self.compute(node)
                outcomes = [self.arrays.get(edge) for edge in self.ports.get(node, [node])]
                known = None if any(array is None for array in outcomes) else ", ".join(map(short, outcomes))
                formulas.append((*self.formula(node), known))
        self.lines.append("Forward")
        for name, array in [*((self.words[leaf], leaf._data) for leaf in self.leaves), *self.mentioned.items()]:
            self.write(2, name, short(array))
        for left, right, value in formulas:
            self.write(2, left, right, value)

    def formula(self, node):
        """The two sides of the equation for what a node computes."""
        left = ", ".join(self.words[edge] for edge in self.ports.get(node, [node]))
        return left, formula(node, self.operands(node)[0])

    def compute(self, node):
        """Find the array that a node has made from those of its inputs, where nobody holds it any more."""
        if node in self.arrays or not isinstance(node, Unary | Binary | View | Function):
            return
        values = {name: value for name, value, state in node.saved_items() if state != "freed"}
        if isinstance(node, View):
            values = dict(zip(parameters(node.forward)[1:], node.params, strict=True))
        values.update((name, self.arrays[edge]) for name, edge in inputs_of(node) if edge in self.arrays)
        names = ("a", "b")[: node.arity] if node.arity else parameters(node.forward)
        if all(name in values for name in names):
            inputs = [value._data if isinstance(value, Tensor) else value for value in map(values.get, names)]
            self.arrays[node] = np.asarray(type(node).forward(*inputs))

    def operands(self, node):
        """For everything that a node's words may mention: what it is called, and how it is written in numbers."""
        words, numbers = {}, {}
        inputs = dict(inputs_of(node))
        saved = {} if isinstance(node, FunctionCtx) else {n: (v, state) for n, v, state in node.saved_items()}
        if isinstance(node, Binary):
            inputs.setdefault("b", None)
        for name in dict.fromkeys([*inputs, *saved]):
            edge = inputs.get(name)
            value, state = saved.get(name, (None, None))
            if state == "freed":
                raise RuntimeError(errors.FREED)
            if edge in self.words:
                words[name], array = self.words[edge], self.arrays.get(edge)
            elif name == "out":
                words[name], array = self.words[node], value._data
            elif isinstance(value, Tensor):
                words[name], array = self.data_word(value), value._data
            elif isinstance(node, Binary):
                words[name], array = self.unsaved(node, name)
            elif name in inputs:
                words[name], array = "const", None
            elif name == "index":
                words[name], array = at(value), None
            elif name == "exponent":
                words[name], array = number(value), value
                words["less"] = numbers["less"] = number(value - 1)
            else:
                continue
            numbers[name] = None if array is None else in_full(array)
        return words, numbers

    def data_word(self, tensor):
        """What a tensor without grad is called in a formula: its name, or else its numbers."""
        name = self.named.get(tensor)
        if name is None:
            return in_full(tensor._data) or "data"
        self.mentioned[name] = tensor._data
        return name

    def unsaved(self, node, name):
        """A constant that no rule reads and no node holds: what to call it, and its array or None.

        It is found out from what it was added to and what came of that, or else stays unknown.
        """
        known = self.arrays.get(node.edge_b if name == "a" else node.edge_a)
        out = self.arrays.get(node)
        solve = SOLVED.get(type(node).__qualname__, {}).get(name)
        if known is None or out is None or solve is None:
            return "const", None
        array = np.asarray(solve(out, known))
        for other, data in self.data:
            if array.ndim and data.shape == array.shape and np.allclose(data, array, rtol=1e-4):
                self.mentioned[other] = data
                return other, data
        first = array.flat[0] if array.size else 0
        clear = abs(first) > 1e-3 * np.abs(out).max(initial=0) and np.allclose(array, first, rtol=1e-4)
        return (number(float(first)), first) if clear else ("const", None)

    def write_backward(self):
        """Every step, newest operation first as in the engine's walk, with what its own rule gives."""
        coming = Counter(edge for node in self.nodes for edge in edges_of(node))
        self.arrived = {}
        while True:
            node = max((e for e in self.sums if not isinstance(e, Tensor)), key=lambda e: e.seq, default=None)
            if node is None:
                return
            g = self.arrived[node] = self.sums.pop(node)
            if node is NOWHERE:
                continue
            try:
                pairs = iter(node.backward(g, True, False))
            except Undefined as some:
                pairs = (pair for pair in some.pairs if pair[1] is not NOTHING)
            if isinstance(node, Port):
                for edge, gradient in pairs:
                    self.sums[edge] = self.sums[edge] + gradient if edge in self.sums else gradient
                continue
            self.write(2, *self.formula(node))
            pair = next(pairs, None)
            for name, edge in inputs_of(node):
                if pair is not None and edge is pair[0]:
                    coming[edge] -= 1
                    if edge is not NOWHERE:
                        self.write_step(node, name, edge, g, pair[1], coming[edge] > 0)
                    pair = next(pairs, None)

    def write_step(self, node, name, edge, g, gradient, more):
        """One step of the chain rule: what one operation sends to one of its inputs, added to what came before."""
        words, numbers = self.operands(node)
        if isinstance(g, Received):
            arrived = [port for port in self.ports[node] if port.number in g]
            words["g"], numbers["g"] = ", ".join(map(self.slope, arrived)), None
        else:
            words["g"], numbers["g"] = self.slope(node), in_full(g)
            words["n"] = numbers["n"] = number(gradient.size / max(g.size, 1))
        text, digits = step(node, name, words, numbers, g, gradient)
        before = self.sums.get(edge)
        if before is not None:
            already = in_full(before)
            text = f"{already or 'before'} + {text}"
            digits = digits and already and f"{already} + " + LEADING_MINUS.sub(r"(\g<0>)", digits)
            gradient = before + gradient
        self.sums[edge] = gradient
        self.write(4, self.slope(edge), text, digits, short(gradient) + (", so far" if more else ""))

    def write_gradients(self):
        """What the walk would leave in every ``.grad``, and whose hooks might have changed that."""
        retaining = [(node, hooks_at(node)) for node in self.arrived]
        retained = [(node, hooks.retained()) for node, hooks in retaining if hooks and hooks.retained]
        found = [(leaf, leaf, self.sums.get(leaf)) for leaf in self.leaves if leaf._edge is not None]
        found += [(node, tensor, self.arrived[node]) for node, tensor in retained]
        for edge, tensor, g in found:
            if g is None or tensor is None:
                continue
            if tensor._grad is None:
                self.write(2, f"{self.words[edge]}.grad", short(g))
            else:
                old = tensor._grad._data
                added = f"{in_full(old) or 'what is there'} + {in_full(g) or 'this'}"
                self.write(2, f"{self.words[edge]}.grad", added, short(old + g))
        hooked = [edge for edge in [*self.leaves, *self.arrived] if has_hooks(edge)]
        if hooked:
            on = [self.words[edge] if edge in self.words else called(edge) for edge in hooked]
            self.lines.append(f"Hooks were not run: on {', '.join(on)}.")


def has_hooks(edge):
    """Whether hooks of the user's would see, and might change, what passes here."""
    hooks = hooks_at(edge)
    return hooks is not None and bool(hooks.tensor or hooks.before or hooks.after or hooks.accumulated)
