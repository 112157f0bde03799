"""Views: tensors that show memory of another tensor, their base, so that a change in place to one changes both.

Their gradients have to change with them. A view remembers its base, and the steps that make it of the base. When the
base or one of its views is changed in place by a recorded operation, the base gets a new node, and every view gets one
that leads from the base as it is now. ``unsettled`` has the views for which that is not so simple.
Source: https://docs.pytorch.org/docs/stable/tensor_view.html
"""

from __future__ import annotations

import numpy as np

from . import errors, hooks
from .edges import LEAF, NOWHERE
from .grad_mode import hooks_for_new_node, recording
from .layout import by_strides, dense, outer_first
from .node import Node, hooks_at, hooks_of, next_seq, recorded_edge
from .received import NOTHING, Undefined, Unwritable, defined
from .saved import FREED, operation_of, parameters
from .storage import renew, repeats, root_of, share
from .tensor import Tensor
from .unsettled import UNSURE, Spoiled, Stale, Unasked


class ViewOf:
    """Of which tensor another is a view, and how."""

    __slots__ = ("base", "changed", "forbidden", "maker", "steps")

    def __init__(self, base, steps, forbidden):
        self.base = base
        self.steps = steps  # that make it of the base: (operation, parameters, shape before)
        self.changed = False  # whether the base was changed since, while it required no grad
        self.forbidden = forbidden  # why it may not be changed in place with a record, such as "no_grad", or None
        self.maker = None  # what made it, for the message, once its use is forbidden: see maker_of

    def look(self, array):
        """The part that the view shows of the base's array, or of another one of that shape."""
        for operation, params, _ in self.steps:
            array = operation.forward(array, *params)
        return array

    def look_recorded(self, tensor):
        """The same for a Tensor, recorded."""
        for operation, params, _ in self.steps:
            tensor = operation.apply(tensor, *params)
        return tensor

    def from_base(self):
        """A new node for the view, which leads to the node that the base has now."""
        return AsStrided(recorded_edge(self.base), self.steps)

    def renew(self, tensor):
        """Note for ``tensor``, the view, that its base has changed: it will get a new node, or may not be used."""
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
        """Let gradients flow as if the view showed its base with the strides and the offset of ``array``.

        That is what PyTorch does with a view whose ``.data`` is set to that array.
        """
        from .ops.in_place_views import Strided
        from .ops.shape import Permute

        _, start = root_of(array)
        size = array.itemsize
        places = array.shape, tuple(step // size for step in array.strides), start // size
        base = self.base._data
        order = outer_first(base.strides)  # in which the base lies row by row
        in_rows = base.transpose(order).shape
        self.steps = (Permute, (order,), base.shape), (Strided, places, in_rows)

    def settle(self, tensor):
        """Give ``tensor``, which is Stale, the node that leads to the base as it is now."""
        tensor.__class__ = Tensor
        replace_edge(tensor, self.from_base())


def vjp(operation, g, a_shape, params):
    """The gradient of a view's input from that of the view, on arrays or Tensors."""
    values = dict(zip(parameters(operation.forward)[1:], params, strict=True), a_shape=a_shape)
    return operation.vjp_a(g, *(values[name] for name in parameters(operation.vjp_a)[1:]))


class AsStrided(Node):
    """The node of a view whose base has changed in place: all steps of the view, from the base as it is now."""

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
            g = g.detach()  # as in PyTorch, the zeros that an empty gradient becomes have no history
        for operation, params, a_shape in reversed(self.steps):
            g = vjp(operation, g, a_shape, params)
        return ((self.edge, g),) if self.edge is not None else ()


class CopySlices(Node):
    """The node of a base that was changed in place through one of its views: the old base with a new part.

    ``part`` is the node of the operation that made the new part. The gradient that it sends to its first input, the old
    part, takes the place of that part in the gradient of the base.
    """

    __slots__ = ("base_strides", "edges", "part", "view")
    _computes_all = True
    grad_fn_name = "CopySlices"
    namespace = "torch::autograd::"

    def __init__(self, edge_base, part, view):
        self.seq = next_seq()
        self.hooks = hooks_for_new_node()
        self.edges = (edge_base, *part.edges[1:])
        self.part = part
        self.base_strides = view.base._data.strides
        self.view = ViewOf(None, view.steps, None)  # without the base, which will hold this node

    def backward(self, g, keep, graph):
        if self.part is FREED:
            raise RuntimeError(errors.FREED)
        of_base = by_strides(g._data if graph else g, self.base_strides)  # in another order the view might be a copy
        if graph:
            of_base, of_base._data = g.clone(), of_base
        shown = self.view.look_recorded(of_base) if graph else self.view.look(of_base)
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
                pairs.insert(0, (self.edges[0], of_base))
        if not keep:
            self.free()
        return defined(pairs)

    def free(self):
        """Let go of the node of the part, and of what it has saved."""
        self.part = FREED


def check_recorded_write(tensor):
    """Raise, in PyTorch's words, if ``tensor`` must not be changed in place while operations are recorded."""
    view = tensor._view
    if view is not None:
        if view.forbidden is not None:
            raise RuntimeError(errors.written_view(view.forbidden, maker_of(tensor), indirect=False))
        if tensor._edge is not None and view.base.is_leaf:
            raise RuntimeError(errors.LEAF_VIEW_IN_PLACE)
    if tensor._edge is LEAF:
        raise RuntimeError(errors.LEAF_IN_PLACE)


def is_recorded_write(tensor, others):
    """Whether a change in place of ``tensor``, computed with ``others``, is recorded.

    Raises, in PyTorch's words, if such a change is not allowed.
    """
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
    """Raise if ``other`` shares a part of the memory of ``tensor``, which is about to change in place.

    If it shows the very same elements, that is no error unless ``also_same`` says so.
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
    """Whether two tensors show the same elements of the same memory, in the same order."""
    a, b = tensor._data, other._data
    return other is tensor or (
        isinstance(a, np.ndarray)
        and isinstance(b, np.ndarray)
        and a.__array_interface__ == b.__array_interface__
        and a.strides == b.strides
    )


def memory_of(tensor):
    """The Storage of the memory that a tensor shows, even if ``detach_()`` has put a Detached before it."""
    storage = share(tensor)
    return getattr(storage, "whole", storage)


def set_history(tensor, node):
    """Let ``tensor``, which has changed in place, be the output of ``node``, and give its base and views new nodes."""
    view = tensor._view
    if view is None:
        base = tensor
    else:
        base = view.base
        node = CopySlices(recorded_edge(base), node, view)
        if tensor.is_leaf:
            tensor._edge = node  # only so that it is no leaf when renew() looks at it; settle() gives it its own node
    replace_edge(base, node)
    if tensor._storage.__class__ is not int:
        renew(tensor._storage)
    if tensor.__class__ is Stale:
        view.settle(tensor)


def replace_edge(tensor, node):
    """Let ``tensor`` be the output of ``node`` from now on, which takes over whether its gradient is retained."""
    before = None if tensor.is_leaf else hooks_at(tensor._edge)
    if before is not None and before.retained is not None and before.retained() is tensor:
        hooks_of(node).retained, before.retained = before.retained, None
    tensor.__dict__.pop("_hooked", None)
    if tensor._hooks is not None:
        tensor._hooks.tensor = hooks.Registry()
    tensor._edge = node


def follow(base):
    """Let the views of ``base`` that have no history of their own require grad if and only if it does.

    No gradient flows through them to the base, unless the base has been changed in place since they were made.
    """
    for tensor in base._storage.live_views():
        view = tensor._view
        if view.base is not base or tensor.__class__ is Stale:
            continue
        if tensor.__class__ in UNSURE:
            if base._edge is None and view.maker is None:
                tensor.__class__, view.changed = Tensor, True
                tensor._edge = LEAF if tensor._edge is LEAF else None  # as it was asked for itself
        elif tensor._edge is None or tensor._edge is NOWHERE:
            tensor._edge = None if base._edge is None else NOWHERE
            if view.changed:
                view.renew(tensor)
        elif tensor._edge is LEAF and base._edge is not None and view.changed:
            view.renew(tensor)


def maker_of(tensor):
    """What made a view, as messages name it, such as "Output 0 of Slice"; None where it has no node."""
    node = tensor.grad_fn
    return node and f"Output {tensor.output_nr} of {operation_of(node)}"
