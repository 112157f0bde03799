"""Reading an index: the integers, slices and new dimensions in it, and its arrays of positions."""

import operator

import numpy as np

from .. import dtypes
from ..arguments import check_long
from ..errors import type_name
from ..from_data import inferred, read
from ..tensor import Tensor
from ..warning import warn

PARTS = Tensor | list | tuple | range | str | np.ndarray | slice

LIST_AS_TUPLE = (
    "Using a non-tuple sequence for multidimensional indexing is deprecated and will be changed in pytorch 2.9; use "
    "x[tuple(seq)] instead of x[seq]. In pytorch 2.9 this will be interpreted as tensor index, x[torch.tensor(seq)], "
    "which will result either in an error or a different result"
)

BYTES = "indexing with dtype torch.uint8 is now deprecated, please use a dtype torch.bool instead."


def check_index_of_number(index):
    """Raise IndexError, in PyTorch's words, for a lone integer or slice as the index of a 0-dim tensor."""
    if isinstance(index, slice):
        raise IndexError("slice() cannot be applied to a 0-dim tensor.")
    if isinstance(index, int) and not isinstance(index, bool):
        raise IndexError(
            "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a "
            "0-dim tensor to a number"
            if index == 0
            else f"index {index} is out of bounds for dimension 0 with size 0"
        )


def as_tuple(index):
    """An index as a tuple; a list that holds more than numbers counts as one if it is short, as in PyTorch."""
    if isinstance(index, tuple):
        return index
    if (
        isinstance(index, list)
        and len(index) < 32
        and any(i is None or i is ... or isinstance(i, PARTS) for i in index)
    ):
        warn(LIST_AS_TUPLE)
        return tuple(index)
    return (index,)


def steps(tensor, items):
    """The items of an index as steps (kind, dimension, item), in order.

    The kinds are "select", with its place in the index, "slice", "unsqueeze", "array" and "mask".
    """
    taken = sum(dims_taken(item) for item in items)
    if taken > tensor._data.ndim:
        raise IndexError(f"too many indices for tensor of dimension {tensor.ndim}")
    items = [normal(item) for item in items]
    dim = 0
    for place, item in enumerate(items):
        if item is ...:
            dim += tensor.ndim - taken
        elif item is None:
            yield "unsqueeze", dim, None
            dim += 1
        elif isinstance(item, slice):
            yield "slice", dim, sliced(item)
            dim += 1
        elif isinstance(item, int):
            yield "select", dim, (item, place)
        elif item.dtype == bool:
            if item.ndim == 0:
                yield "unsqueeze", dim, None
                item = item.reshape(1)
            yield "mask", dim, item
            dim += item.ndim
        else:
            yield "array", dim, item
            dim += 1


def dims_taken(item):
    """How many dimensions of the tensor an item of an index stands for."""
    if item.__class__ is int or item.__class__ is slice:
        return 1
    if item is None or item is ... or isinstance(item, bool):
        return 0
    if isinstance(item, Tensor):
        item = item._data
    elif not isinstance(item, np.ndarray):
        return 1
    return item.ndim if item.dtype in (bool, np.uint8) else 1


def normal(item):
    """One item of an index as None, ``...``, a slice, an integer or an array of positions or booleans."""
    if item.__class__ is int:
        return check_long(item)
    if item is None or item is ... or isinstance(item, slice):
        return item
    if isinstance(item, Tensor):
        item = np.asarray(item._data)
    elif isinstance(item, bool):
        item = np.array(item)
    elif isinstance(item, list | tuple | range):
        item = listed(item)
    elif not isinstance(item, np.ndarray):
        if isinstance(item, str | bytes):
            raise TypeError(f"new(): invalid data type '{type(item).__name__}'")
        if not hasattr(type(item), "__index__") or isinstance(item, np.bool_):  # an index to old versions of NumPy
            raise IndexError(
                "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got "
                f"{type_name(item)})"
            )
        return check_long(operator.index(item))
    if item.dtype.kind == "f" or item.ndim and item.dtype in (np.int8, np.int16):
        raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
    if item.dtype == np.uint8:
        if item.ndim:
            warn(BYTES)
        item = item.astype(bool)
    return int(item) if item.ndim == 0 and item.dtype != bool else item


def listed(items):
    """A list of positions or booleans as an array."""
    if {*map(type, items)} in ({int}, {bool}):
        out = np.array(items)  # which is faster, and for these the same
        if out.dtype.kind in "bi":
            return out
    dtype = inferred(items)
    return read(items, dtype if dtype.rank == 0 or dtype is dtypes.uint8 else dtypes.int64)


def sliced(item):
    """A slice whose bounds are integers. Raises ValueError for a step that is not positive."""
    start, stop, step = (i if i is None or i.__class__ is int else bound(i) for i in (item.start, item.stop, item.step))
    if step is not None and step < 1:
        raise ValueError("slice step cannot be zero" if step == 0 else "step must be greater than zero")
    return slice(start, stop, step)


def bound(value):
    """A bound of a slice as an integer. Raises TypeError, in PyTorch's words, for what is none."""
    if not hasattr(value, "__index__"):
        raise TypeError("slice indices must be integers or None or have an __index__ method")
    return operator.index(value)


def everything(item, size):
    """Whether a slice is the whole dimension."""
    return not item.start and (item.stop is None or item.stop >= size) and item.step in (None, 1)


def counted(tensor, positions):
    """Arrays of positions counted from the front, as an index. Raises IndexError where they do not broadcast.

    Where they pick nothing, it does not matter which they are.
    """
    arrays = [item for item in positions if isinstance(item, np.ndarray)]
    try:
        shape = np.broadcast_shapes(*(a.shape for a in arrays))
    except ValueError:
        shapes = ", ".join(str(list(a.shape)) for a in arrays)
        raise IndexError(
            f"shape mismatch: indexing tensors could not be broadcast together with shapes {shapes}"
        ) from None
    index, nothing = [], 0 in shape or not tensor._data.size
    for item, size in zip(positions, tensor.shape, strict=False):
        if isinstance(item, np.ndarray):
            if size == 0 and 0 not in shape:
                raise IndexError("index is out of bounds for dimension with size 0")
            item = np.zeros(shape, item.dtype) if nothing else np.where(item < 0, item + size, item)
        index.append(item)
    return index


def check_bounds(tensor, index):
    """Raise IndexError where one of the positions that were counted from the front is out of bounds."""
    called = 0  # PyTorch counts only the dimensions that are indexed
    for item, size in zip(index, tensor.shape, strict=False):
        if isinstance(item, np.ndarray):
            outside = item[(item < 0) | (item >= size)]
            if outside.size:
                position = outside.flat[0]
                position -= size if position < 0 else 0
                raise IndexError(f"index {position} is out of bounds for dimension {called} with size {size}")
            called += 1


def mask_as_arrays(mask, tensor, dim):
    """The positions where a mask holds. Raises IndexError where its shape is not that of the tensor from ``dim`` on."""
    for i, n in enumerate(mask.shape):
        if n != tensor.shape[dim + i]:
            raise IndexError(
                f"The shape of the mask {list(mask.shape)} at index {i} does not match the shape of the indexed tensor "
                f"{list(tensor.shape)} at index {dim + i}"
            )
    return list(np.nonzero(mask))


def check_position(item, size, called):
    """Raise IndexError, in PyTorch's words, if a position is out of bounds; ``called`` is the dimension in it."""
    if not -size <= item < size:
        raise IndexError(f"index {item} is out of bounds for dimension {called} with size {size}")
