"""Views: tensors that look into the memory of another, their base, and stay right when either changes in place.

A view remembers its base and the steps that lead from the base to it. When something recorded is written through
the base or through any of its views, the base gets a new node, and every view a new one that starts from there.
Source: https://docs.pytorch.org/docs/stable/tensor_view.html
"""

from __future__ import annotations

import numpy as np

from . import errors, hooks
from .edges import LEAF, NOWHERE
from .grad_mode import hooks_for_new_node, recording
from .layout import dense
from .node import Node, hooks_at, hooks_of, next_seq, recorded_edge
from .received import NOTHING, Undefined, Unwritable, known
from .saved import FREED, operation_of, parameters
from .storage import renew, repeats, share
from .tensor import Tensor
from .unsettled import UNSURE, Spoiled, Stale, Unasked


class ViewOf:
    """How a tensor came to be a view: ``steps`` of (operation, parameters, shape before) that lead from ``base``."""

    __slots__ = ("base", "changed", "forbidden", "maker", "steps")

    def __init__(self, base, steps, forbidden):
        self.base = base
        self.steps = steps
        self.changed = False  # since it was made, while the base required no grad
        self.maker = None
        self.forbidden = forbidden  # how it was made, if its part of a changed base is not known: see written_view

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

    def from_base(self):
        """A new node for the view, which leads to the base as it is now."""
        return AsStrided(recorded_edge(self.base), self.steps)

    def renew(self, tensor):
        """Let ``tensor``, the view, start from its base, which has changed, once it is asked, or forbid its use."""
        if tensor.__class__ in UNSURE or tensor.__class__ is Stale:
            return
        if self.base._edge is None and (tensor._edge is None or tensor.is_leaf):
            self.changed = True
        elif self.forbidden is not None:
            self.maker = maker_of(tensor)
            tensor.__dict__["_retained"] = tensor.retains_grad
            tensor.__class__ = Spoiled
        elif tensor.is_leaf:
            tensor.__class__ = Unasked
        else:
            tensor.__class__ = Stale

    def lie_as(self, array):
        """Show the part of the base that lies there as ``array`` does in its own memory, which the view now shows."""
        from .ops.turning import Strided

        whole = array
        while isinstance(whole.base, np.ndarray):
            whole = whole.base
        offset = (array.ctypes.data - whole.ctypes.data) // array.itemsize
        places = array.shape, tuple(step // array.itemsize for step in array.strides), offset
        self.steps = ((Strided, places, self.base._data.shape),)

    def settle(self, tensor):
        """Let ``tensor``, which is Stale, lead to its base as it is now."""
        tensor.__class__ = Tensor
        replace_edge(tensor, self.from_base())


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
        self.hooks = hooks_for_new_node()
        self.edge = edge
        self.steps = steps

    @property
    def edges(self):
        return (self.edge,)

    def backward(self, g, keep, graph):
        if graph and not g.numel():
            g = g.detach()  # in PyTorch the zeros that come of nothing are constant
        for operation, params, a_shape in reversed(self.steps):
            g = vjp(operation, g, a_shape, params)
        return ((self.edge, g),) if self.edge is not None else ()


class CopySlices(Node):
    """What makes a base after an in-place change through one of its views: the old base with the new part in it.

    The operation on the part is a piece of this node. What it hands to its first input, the part as it was, goes into
    the gradient of the base.
    """

    __slots__ = ("edges", "part", "view")
    _computes_all = True
    grad_fn_name = "CopySlices"
    namespace = "torch::autograd::"

    def __init__(self, edge_base, part, view):
        self.seq = next_seq()
        self.hooks = hooks_for_new_node()
        self.edges = (edge_base, *part.edges[1:])
        self.part = part
        self.view = ViewOf(None, view.steps, None)  # without the base, which will hold this node

    def backward(self, g, keep, graph):
        if self.part is FREED:
            raise RuntimeError(errors.FREED)
        whole = g.clone() if graph else np.array(g)
        shown = self.view.look_recorded(whole) if graph else self.view.look(whole)
        try:
            pairs = self.part.backward(shown.clone() if graph else shown.copy(), True, graph)
        except Undefined as some:
            pairs = some.pairs
        first = self.part.edges[0]
        if first is not None and pairs and pairs[0][0] is first:
            (_, inner), *pairs = pairs
            if self.edges[0] is not None:
                if repeats(shown._data if graph else shown):
                    raise Unwritable([(self.edges[0], NOTHING), *pairs], None if keep else self.free)
                if inner is NOTHING:
                    shown *= 0
                elif graph:
                    shown.copy_(inner)
                else:
                    shown[...] = inner
                pairs.insert(0, (self.edges[0], whole))
        if not keep:
            self.free()
        return known(pairs)

    def free(self):
        """Let go of the operation on the part, and of what that has saved."""
        self.part = FREED


def check_recorded_write(tensor):
    """Raise, in PyTorch's words, where ``tensor`` must not be changed in place while operations are recorded."""
    view = tensor._view
    if view is not None:
        if view.forbidden is not None:
            raise RuntimeError(errors.written_view(view.forbidden, maker_of(tensor), indirect=False))
        if tensor._edge is not None and view.base.is_leaf:
            raise RuntimeError(errors.LEAF_VIEW_IN_PLACE)
    if tensor._edge is LEAF:
        raise RuntimeError(errors.LEAF_IN_PLACE)


def is_recorded_write(tensor, others):
    """Whether a change of ``tensor`` with ``others`` is recorded. Raises, in PyTorch's words, where it must not be."""
    if not recording():
        return False
    if tensor.__class__ is Spoiled:
        raise RuntimeError(errors.written_view(tensor._view.forbidden, tensor._view.maker, indirect=False))
    if tensor.__class__ is Stale and tensor._view.base.is_leaf:
        raise RuntimeError(errors.LEAF_VIEW_IN_PLACE)
    if tensor.__class__ is Unasked:
        raise RuntimeError(errors.LEAF_VIEW_IN_PLACE if tensor._view.base.is_leaf else errors.LEAF_IN_PLACE)
    if tensor._edge is not None:
        check_recorded_write(tensor)
    edges = [a._edge for a in (tensor, *others) if isinstance(a, Tensor)]
    recorded = edges.count(None) != len(edges)
    if recorded:
        check_recorded_write(tensor)
    return recorded


def check_overlap(tensor, other, also_same=False):
    """Raise where ``other`` shows some of the memory of ``tensor``, which is about to change, but not just the same.

    With ``also_same`` the same is refused too.
    """
    if other is not tensor and tensor._storage.__class__ is int:
        return
    a, b = tensor._data, other._data
    if other is tensor:
        if also_same:
            raise RuntimeError(errors.OVERLAP)
        return
    if not np.may_share_memory(a, b) or not dense(a) or not dense(b):
        return
    if also_same or a.ctypes.data != b.ctypes.data or a.size != b.size or a.strides != b.strides:
        raise RuntimeError(errors.OVERLAP)


def same_elements(tensor, other):
    """Whether two tensors show the same memory in the same way."""
    a, b = tensor._data, other._data
    return other is tensor or (
        isinstance(a, np.ndarray)
        and isinstance(b, np.ndarray)
        and a.__array_interface__ == b.__array_interface__
        and a.strides == b.strides
    )


def memory_of(tensor):
    """The Storage of the memory that a tensor shows, also if it was detached in place."""
    storage = share(tensor)
    return getattr(storage, "whole", storage)


def set_history(tensor, node):
    """Let ``node`` stand for ``tensor`` after an in-place change, and mend its base and all views of that."""
    view = tensor._view
    if view is None:
        base = tensor
    else:
        base = view.base
        node = CopySlices(recorded_edge(base), node, view)
        if tensor.is_leaf:
            tensor._edge = node  # any: a new one that leads to the base's comes in its place
    replace_edge(base, node)
    if tensor._storage.__class__ is not int:
        renew(tensor._storage)
    if tensor.__class__ is Stale:
        view.settle(tensor)


def replace_edge(tensor, node):
    """Let ``node`` stand for ``tensor`` from now on: also if that retains its gradient."""
    before = None if tensor.is_leaf else hooks_at(tensor._edge)
    if before is not None and before.retained is not None and before.retained() is tensor:
        hooks_of(node).retained, before.retained = before.retained, None
    tensor.__dict__.pop("_hooked", None)
    if tensor._hooks is not None:
        tensor._hooks.tensor = hooks.Registry()
    tensor._edge = node


def follow(base):
    """Let the views of ``base`` that have no history of their own require grad if it does.

    They do not lead to it, unless the memory has changed since they were made.
    """
    for tensor in base._storage.live_views():
        view = tensor._view
        if view.base is not base or tensor.__class__ is Stale:
            continue
        if tensor.__class__ in UNSURE:
            if base._edge is None and view.maker is None:
                tensor.__class__, view.changed = Tensor, True
                tensor._edge = None
        elif tensor._edge is None or tensor._edge is NOWHERE:
            tensor._edge = None if base._edge is None else NOWHERE
            if view.changed:
                view.renew(tensor)
        elif tensor._edge is LEAF and base._edge is not None and view.changed:
            view.renew(tensor)


def maker_of(tensor):
    """The output of the node that made a view, as messages name it; None where there is no node."""
    node = tensor.grad_fn
    return node and f"Output {tensor.output_nr} of {operation_of(node)}"
