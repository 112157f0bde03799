"""Reading and writing parts of a tensor."""

from __future__ import annotations

from typing import Any

from ..function import Function, View
from ..rules import embed
from ..tensor import Tensor, constant


class Select(View):
    """The elements at an integer position along a dimension."""

    forward = lambda a, index: a[index]
    vjp_a = lambda g, a_shape, index: embed(g, a_shape, index)


class Slice(View):
    """The elements of a slice along a dimension."""

    forward = lambda a, index: a[index]
    vjp_a = lambda g, a_shape, index: embed(g, a_shape, index)


class Embed(Function):
    """Zeros of ``shape`` with ``a`` at ``index``."""

    forward = lambda a, shape, index: embed(a, shape, index)
    vjp_a = lambda g, index: g[index]


def getitem(self: Tensor, index: Any) -> Tensor:
    """The part of the tensor that integers, slices, ``None`` and ``...`` pick: a view of the same memory."""
    for kind, dim, item in steps(self, index):
        at = (*[slice(None)] * dim, item, ...)
        if kind == "select":
            check_position(item, dim, self.shape[dim])
            self = Select.apply(self, at)
        elif kind == "slice":
            self = Slice.apply(self, at)
        else:
            self = self.unsqueeze(dim)
    return self


def steps(tensor, index):
    """An index as single steps ("select" | "slice" | "unsqueeze", dimension, item), in order."""
    items = index if isinstance(index, tuple) else (index,)
    for item in items:
        if not (item is None or item is ... or isinstance(item, int | slice)) or isinstance(item, bool):
            kind = type(item).__name__
            raise NotImplementedError(f"minigrad indexes with integers, slices, None and ..., not with a {kind}.")
    taken = sum(item is not None and item is not ... for item in items)
    if taken > tensor.ndim:
        raise IndexError(f"too many indices for tensor of dimension {tensor.ndim}")
    dim = 0
    for item in items:
        if item is ...:
            dim += tensor.ndim - taken
        elif item is None:
            yield "unsqueeze", dim, None
            dim += 1
        elif isinstance(item, slice):
            if item != slice(None):
                yield "slice", dim, item
            dim += 1
        else:
            yield "select", dim, item


def check_position(item, dim, size):
    """Raise IndexError in PyTorch's words where there is no such position."""
    if not -size <= item < size:
        raise IndexError(f"index {item} is out of bounds for dimension {dim} with size {size}")


def setitem(self: Tensor, index: Any, value: Tensor | float) -> None:
    """Write into a part of the tensor's memory."""
    self[index].copy_(value if isinstance(value, Tensor) else constant(value, self._data))


Tensor.__getitem__ = getitem
Tensor.__setitem__ = setitem
