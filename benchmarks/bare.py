"""minigrad's engine without PyTorch's semantics: what automatic differentiation in Python and NumPy takes by itself.

Tensors, nodes, a grad mode, and a walk that adds gradients where paths meet: enough for the programs here. All is
float32. There are no versions, views, hooks, second derivatives, checks or messages, the grad mode is one for all
threads, and sums are added in whatever order is fastest.
"""

import operator
from functools import partial
from heapq import heappop, heappush
from itertools import count
from math import prod

import numpy as np

recording = True
next_seq = count().__next__
ZERO, ONE = np.float32(0), np.float32(1)
ONES = [np.ones(n, np.float32) for n in range(300)]
numbers = {np.float32: {}, np.ndarray: {}}  # as tensors, by what they are beside


class no_grad:
    """Record nothing."""

    __slots__ = ("previous",)

    def __enter__(self):
        global recording
        self.previous, recording = recording, False

    def __exit__(self, kind, error, trace):
        global recording
        recording = self.previous


class Tensor:
    """An array, its gradient, and an edge: the node that made it, itself for a leaf, None if it needs no gradient."""

    __slots__ = ("data", "edge", "grad")

    def zero_(self):
        if self.data.__class__ is np.float32:
            self.data = ZERO
        else:
            self.data.fill(0)

    def __isub__(self, other):
        self.data -= other.data
        return self


class Node:
    """A recorded operation: two edges, its rules, and the arrays and shapes that they need."""

    __slots__ = ("seq", "run", "edge_a", "edge_b", "a", "b", "shapes")


new, new_node = partial(object.__new__, Tensor), partial(object.__new__, Node)


def tensor(array, requires_grad=False):
    """A leaf."""
    out = new()
    out.data = array.copy()
    out.edge = out if requires_grad else None
    out.grad = None
    return out


def constant(number, beside):
    """A number as NumPy is fast with: a scalar beside a scalar, an array beside an array; kept for the next time."""
    known = numbers[beside.__class__]
    found = known.get(number)
    if found is None:
        value = np.float32(number)
        found = known[number] = tensor(value if beside.__class__ is np.float32 else np.array(value))
    return found


def backward(root):
    """Run nodes, newest first, and add what reaches leaves to their ``.grad``."""
    waiting, newest_first, node, pairs = {}, [], None, ((root.edge, ONE),)
    while True:
        for edge, gradient in pairs:
            if edge.__class__ is Tensor:
                if edge.grad is None:
                    edge.grad = tensor(gradient)
                else:
                    edge.grad.data += gradient
            elif node is None and not newest_first:
                node, g = edge, gradient
            elif edge is node:
                g = g + gradient
            elif edge in waiting:
                waiting[edge] = waiting[edge] + gradient
            else:
                if node is not None:
                    waiting[node] = g
                    heappush(newest_first, (-node.seq, node))
                    node = None
                waiting[edge] = gradient
                heappush(newest_first, (-edge.seq, edge))
        if node is None:
            if not newest_first:
                return
            node = heappop(newest_first)[1]
            g = waiting.pop(node)
        pairs, node = node.run(node, g), None


def binary(forward, vjp_a, vjp_b, broadcasts=True):
    """An operation on two tensors. The rule of each takes the gradient and the other's array."""

    def apply(a, b):
        x = a.data
        if b.__class__ is not Tensor:
            b = constant(b, x)
        y = b.data
        out = new()
        out.data = forward(x, y)
        out.grad = None
        edge_a, edge_b = a.edge, b.edge
        if edge_a is None and edge_b is None or not recording:
            out.edge = None
            return out
        out.edge = node = new_node()
        node.seq = next_seq()
        node.run = run
        node.edge_a = edge_a
        node.edge_b = edge_b
        node.a = None if edge_b is None else x
        node.b = None if edge_a is None else y
        node.shapes = (x.shape, y.shape) if broadcasts and x.shape != y.shape else None
        return out

    def run(node, g):
        edge_a, edge_b, shapes = node.edge_a, node.edge_b, node.shapes
        if edge_a is not None:
            ga = vjp_a(g, node.b)
            if shapes is not None:
                ga = add_up(ga, shapes[0])
            if edge_b is None:
                return ((edge_a, ga),)
        gb = vjp_b(g, node.a)
        if shapes is not None:
            gb = add_up(gb, shapes[1])
        return ((edge_a, ga), (edge_b, gb)) if edge_a is not None else ((edge_b, gb),)

    return apply


def unary(forward, vjp, reads_shape=False):
    """An operation on one tensor. Its rule takes the gradient and the array, or its shape."""

    def apply(a, exponent=None):
        x = a.data
        out = new()
        out.data = forward(x)
        out.grad = None
        if a.edge is None or not recording:
            out.edge = None
            return out
        out.edge = node = new_node()
        node.seq = next_seq()
        node.run = run
        node.edge_a = a.edge
        node.a = x.shape if reads_shape else x
        return out

    def run(node, g):
        return ((node.edge_a, vjp(g, node.a)),)

    return apply


def add_up(g, shape=()):
    """``g`` summed over what broadcasting repeated, to one number or to a row: of few a dot product is faster."""
    if shape:
        return g if g.shape == shape else ONES[len(g)].dot(g)
    return g.ravel().dot(ONES[g.size]) if g.size < 32 else np.add.reduce(g, None)


def expand(g, shape):
    """``g`` everywhere."""
    out = np.empty(shape, np.float32)
    out.fill(g)
    return out


Tensor.backward = backward
Tensor.__pow__ = unary(np.square, lambda g, a: g * (a + a))
relu = unary(lambda a: np.maximum(a, ZERO), lambda g, a: g * (a > ZERO))
Tensor.__mul__ = Tensor.__rmul__ = binary(operator.mul, lambda g, b: g * b, lambda g, a: g * a)
Tensor.__add__ = binary(operator.add, lambda g, b: g, lambda g, a: g)
Tensor.__sub__ = binary(operator.sub, lambda g, b: g, lambda g, a: -g)
Tensor.__matmul__ = binary(operator.matmul, lambda g, b: g @ b.T, lambda g, a: a.T @ g, broadcasts=False)
Tensor.sum = unary(add_up, expand, reads_shape=True)
Tensor.mean = unary(lambda a: add_up(a) / a.size, lambda g, shape: expand(g / prod(shape), shape), reads_shape=True)
