"""Views: tensors that look into the memory of another, their base, and stay right when either changes in place.

A view remembers its base and the steps that lead from the base to it. When something recorded is written through
the base or through any of its views, the base gets a new node, and every view a new one that starts from there.
Source: https://docs.pytorch.org/docs/stable/tensor_view.html
"""

from __future__ import annotations

import numpy as np

from . import errors
from .node import Node, next_function, next_seq, parameters, recorded_edge
from .tensor import LEAF


class ViewOf:
    """How a tensor came to be a view: ``steps`` of (operation, parameters, shape before) that lead from ``base``."""

    __slots__ = ("base", "forbidden", "steps")

    def __init__(self, base, steps, forbidden):
        self.base = base
        self.steps = steps
        self.forbidden = forbidden  # why a recorded in-place operation through this view is an error, or None

    def look(self, array):
        """The part of the base's array, or of one like it, that the view shows."""
        for operation, params, _ in self.steps:
            array = operation.forward(array, *params)
        return array

    def look_recorded(self, tensor):
        """The same of a Tensor."""
        for operation, params, _ in self.steps:
            tensor = operation.apply(tensor, *params)
        return tensor


def vjp(operation, g, a_shape, params):
    """The gradient of a view's input from that of the view, on arrays or Tensors."""
    values = dict(zip(parameters(operation.forward)[1:], params, strict=True), a_shape=a_shape)
    return operation.vjp_a(g, *(values[name] for name in parameters(operation.vjp_a)[1:]))


class AsStrided(Node):
    """What made a view, once its base has changed in place: all its steps, from the base as it is now."""

    __slots__ = ("edge", "steps")
    grad_fn_name = "AsStridedBackward0"

    def __init__(self, edge, steps):
        self.seq = next_seq()
        self.hooks = None
        self.edge = edge
        self.steps = steps

    @property
    def edges(self):
        return (self.edge,)

    def backward(self, g, keep, graph):
        for operation, params, a_shape in reversed(self.steps):
            g = vjp(operation, g, a_shape, params)
        return ((self.edge, g),)


class CopySlices(Node):
    """What makes a base after an in-place change through one of its views: the old base with the new part in it."""

    __slots__ = ("edge_base", "edge_part", "view")
    grad_fn_name = "CopySlices"
    namespace = "torch::autograd::"

    def __init__(self, edge_base, edge_part, view):
        self.seq = next_seq()
        self.hooks = None
        self.edge_base = edge_base
        self.edge_part = edge_part
        self.view = ViewOf(None, view.steps, None)  # without the base, which will hold this node

    @property
    def edges(self):
        return (self.edge_base, self.edge_part)

    @property
    def next_functions(self):
        """PyTorch counts the operation on the part as a piece of this node, and shows what that leads to."""
        (_, *others) = self.edge_part.next_functions
        return (next_function(self.edge_base), *others)

    def backward(self, g, keep, graph):
        pairs = []
        if self.edge_base is not None:
            rest = g.clone() if graph else g.copy()
            if graph:
                self.view.look_recorded(rest).zero_()
            else:
                self.view.look(rest)[...] = 0
            pairs.append((self.edge_base, rest))
        pairs.append((self.edge_part, self.view.look_recorded(g) if graph else self.view.look(g)))
        return pairs


def check_recorded_write(tensor):
    """Raise, in PyTorch's words, where ``tensor`` must not be changed in place while operations are recorded."""
    view = tensor._view
    if view is not None:
        if view.forbidden is not None:
            raise RuntimeError(view.forbidden)
        if view.base._edge is LEAF:
            raise RuntimeError(errors.LEAF_VIEW_IN_PLACE)
    if tensor._edge is LEAF:
        raise RuntimeError(errors.LEAF_IN_PLACE)


def check_distinct(tensor):
    """Raise where two elements of ``tensor`` are the same memory, as ``expand`` makes them."""
    array = tensor._data
    if isinstance(array, np.ndarray) and any(
        size > 1 and stride == 0 for size, stride in zip(array.shape, array.strides, strict=True)
    ):
        raise RuntimeError(errors.SHARED_ELEMENTS)


def set_history(tensor, node):
    """Let ``node`` stand for ``tensor`` after an in-place change, and mend its base and all views of that."""
    view = tensor._view
    if view is None:
        base = tensor
        tensor._edge = node
    else:
        base = view.base
        base._edge = CopySlices(recorded_edge(base), node, view)
    if tensor._storage.__class__ is int:
        return
    for other in tensor._storage.live_views():
        if other._view.base is base:
            other._edge = AsStrided(base._edge, other._view.steps)
