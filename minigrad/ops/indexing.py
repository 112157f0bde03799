"""Reading and writing parts of a tensor: integers and slices give views, tensors of positions or booleans copies."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

from .. import errors
from ..arguments import check_long
from ..constants import constant
from ..dtypes import bool_, int64, uint8
from ..function import Function
from ..inplace import in_place
from ..layout import copied, order_of
from ..operation import View
from ..promotion import check_range, expand_error, recordable
from ..registry import set_method
from ..rules import as_dtype, embed, put_zeros, reduce_to
from ..saved import Positions
from ..storage import bump, repeats
from ..tensor import Tensor
from ..view import check_overlap, is_recorded_write
from ..warning import warn
from .positions import (
    as_tuple,
    check_bounds,
    check_index_of_number,
    check_position,
    counted,
    everything,
    mask_as_arrays,
    steps,
)

REPEATED_PUT = errors.repeated("index_put_", "indices", "tensor")
REPEATED_MASK = errors.repeated("masked_fill_", "mask", "scalar")
SAVED = (int64, bool_)  # the dtypes of tensors that serve as an index as they are; others are cast


class Select(View):
    """The elements at an integer position along a dimension."""

    forward = lambda a, index: a[index]
    vjp_a = lambda g, a_shape, index: embed(g, a_shape, index)


class Slice(View):
    """The elements of a slice along a dimension."""

    forward = lambda a, index: a[index]
    vjp_a = lambda g, a_shape, index: embed(g, a_shape, index)


class Alias(View):
    """All elements."""

    forward = lambda a: a.view()
    vjp_a = lambda g: g


class Embed(Function):
    """Zeros of ``shape`` with ``a`` added at ``index``."""

    forward = lambda a, shape, index: embed(a, shape, index)
    vjp_a = lambda g, index: g[index]


class Index(Function):
    """The elements at arrays of positions."""

    forward = lambda a, index: at_positions(a, index)
    vjp_a = lambda g, a_shape, index: embed(g, a_shape, index)


def at_positions(a, index):
    """The elements of an array at arrays of positions, in the order in which PyTorch puts them.

    That is the order of the dimensions of ``a`` that are not picked from, and of those of the positions. NumPy puts the
    positions first.
    """
    out = a[index]
    dims = [d for d, item in enumerate(index) if isinstance(item, np.ndarray)]
    arrays = [index[d] for d in dims]
    if all(array.flags.c_contiguous and 1 not in array.shape for array in (a, *arrays)):
        return out if out.flags.c_contiguous and 1 not in out.shape else out.copy()
    rest = [d for d in range(a.ndim) if d not in dims]
    at = dims[0] if dims[-1] - dims[0] < len(dims) else 0  # where those of the positions begin
    steps = [a.strides[d] for d in rest]
    steps[at:at] = [0] * (out.ndim - len(rest))
    whole, arrays = as_strided(a, out.shape, steps), np.broadcast_arrays(*arrays)
    arrays = [array.reshape((1,) * at + array.shape + (1,) * (len(rest) - at)) for array in arrays]
    order = order_of(out.shape, [whole, *arrays])[::-1]
    return out.transpose(order).copy().transpose(np.argsort(order))


class IndexPut(Function):
    """``a`` with the elements of ``value`` at arrays of positions, or added there."""

    of_floats = False
    forward = lambda a, index, value, accumulate: put(copied(a), index, value, accumulate)
    vjp_a = lambda g, index, accumulate: g if accumulate else put_zeros(g, index)
    vjp_value = lambda g, index, value_shape, value_dtype: as_dtype(reduce_to(g[index], value_shape), value_dtype)


def put(array, index, value, accumulate):
    """Write into an array at an index, or add there: once for every time a position occurs."""
    if accumulate:
        np.add.at(array, index, value)
    else:
        array[index] = value
    return array


def getitem(self: Tensor, index: Any) -> Tensor:
    """The part of the tensor that ``index`` picks.

    Integers, slices, ``None`` and ``...`` give a view of the same memory; tensors, arrays and lists of positions or
    of booleans a copy. Raises IndexError where there is no such position.
    """
    view, positions = picked(self, index)
    if positions is None:
        return view
    return Index.apply(view, positions)


def picked(tensor, index, reading=True):
    """The view that the basic parts of an index pick, and the arrays for the rest of it: None where nothing rests.

    A slice of everything picks nothing; unless it is the whole of an index that is read.
    """
    positions, before, kinds = [], tensor, []
    items = as_tuple(index)
    if not tensor._data.shape:
        check_index_of_number(index)
    lone = reading and isinstance(index, slice)
    for kind, dim, item in steps(tensor, items):
        lead = [slice(None)] * dim
        if kind == "select":
            position, place = item
            check_position(position, tensor._data.shape[dim], place)
            tensor = Select.apply(tensor, (*lead, position, ...))
        elif kind == "slice":
            if lone or not everything(item, tensor.shape[dim]):
                tensor = Slice.apply(tensor, (*lead, item, ...))
        elif kind == "unsqueeze":
            tensor = tensor.unsqueeze(dim)
        else:
            arrays = [item] if kind == "array" else mask_as_arrays(item, tensor, dim)
            positions += [slice(None)] * (dim - len(positions)) + arrays
            kinds.append(kind)
    if positions:
        positions = Positions(counted(tensor, positions))
        if reading:
            check_bounds(tensor, positions)
        positions.is_mask = kinds == ["mask"]
        positions.of_bytes = not reading and any(
            getattr(i, "dtype", None) in (uint8, np.uint8) and i.ndim for i in items
        )
        positions.tensors = [i for i in items if isinstance(i, Tensor) and i.ndim and i.dtype in SAVED]
        return tensor, positions
    return Alias.apply(tensor) if reading and tensor is before else tensor, None


def setitem(self: Tensor, index: Any, value: Tensor | float) -> None:
    """Write into a part of the tensor's memory: a number, or a tensor that broadcasts to the part.

    Raises RuntimeError for a number that the dtype cannot hold.
    """
    number = value if isinstance(value, Tensor) else written(value, self)
    try:
        view, positions = picked(self, index, reading=False)
    except IndexError as error:
        in_nothing = "dimension with size 0" in str(error) and not any(
            isinstance(i, int | slice) for i in as_tuple(index)
        )
        if in_nothing or "indexing tensors" in str(error):
            check_written(self, without_first_ones(number))  # PyTorch checks this first
        raise
    if positions is None:
        assign(view, number)
    elif number is not value:
        put_into(view, positions, number.to(self.dtype), False)
    else:
        put_into(view, positions, without_first_ones(value), False)


def written(value, tensor):
    """A number that is written into a part of ``tensor``, as a 0-dim Tensor. Raises, in PyTorch's words, for others."""
    if not isinstance(value, bool | int | float | np.integer):
        raise TypeError(f"can't assign a {errors.type_name(value)} to a torch.{tensor.dtype.legacy}Tensor")
    if not isinstance(value, float):
        check_long(value)
    if tensor._data.dtype.char != "e":  # in float16 what is too large becomes infinite
        check_range(value, tensor._data.dtype)
    return constant(value, tensor._data)


def assign(view, value):
    """Write ``value`` into the memory that ``view`` shows, expanded to its shape."""
    if value.ndim == 0 != view.ndim:
        view.fill_(value)
        return
    if value.shape != view.shape:
        shape = without_ones(value.shape)
        value = value.view(shape)
        known = value if view._data.dtype.kind == "f" else value.detach()  # a tensor of integers keeps no history
        if not shape and view.ndim and view.numel() == 1:
            check_written(view, known)
        if len(shape) > view.ndim or reaches(shape, view.shape):
            raise expand_error(view.shape, shape, value.dtype)
        if value.shape != view.shape:
            if view.numel() == 1:
                check_written(view, known)  # it may be a view of the same number
            value = value.expand(view.shape)
    view.copy_(value)


def without_first_ones(value):
    """A view of ``value`` without the sizes of 1 that its shape starts with; itself where there are none."""
    return value.view(without_ones(value.shape)) if value.shape[:1] == (1,) else value


def without_ones(shape):
    """``shape`` without the sizes of 1 that it starts with."""
    shape = list(shape)
    while shape and shape[0] == 1:
        del shape[0]
    return shape


NO_INDICES = "index_put_ needs at least one tensor of indices, and masks with a dimension"
MASK_OF_BYTES = "masked_fill_ only supports boolean masks, but got mask with dtype unsigned char"


def put_into(self, index, value, accumulate):
    """Write ``value`` at arrays of positions into the tensor's own memory."""
    fills = index.is_mask and value.numel() == 1 and not accumulate
    if fills:
        if index.of_bytes:
            raise RuntimeError(errors.message(MASK_OF_BYTES, "Make it one of booleans: mask.bool()."))
        check_range(value.item(), self._data.dtype)
    recorded = is_recorded_write(self, (value,))
    repeated = repeats(self._data)
    if repeated:
        warn(REPEATED_PUT)
    for tensor in index.tensors:
        check_overlap(self, tensor, also_same=not fills)
    check_written(self, value, fills)
    check_fits(self, index, value, accumulate)
    if fills and repeated:
        warn(REPEATED_MASK)
    if recorded or repeated or not isinstance(self._data, np.ndarray):
        return recorded_put(self, index, value, accumulate)
    put(self._data, index, value._data, accumulate)
    bump(self)
    return self


def delitem(self: Tensor, index: Any) -> None:
    """Raises TypeError: the size of a tensor stays as it is."""
    raise TypeError(errors.message("Tensor does not support deleting items", "Pick those that are to stay: x[x > 0]."))


def check_fits(self, index, value, accumulate):
    """Raise, in PyTorch's words, if ``value`` cannot be written at an index: for its shape, its dtype or the index."""
    anywhere = tuple(np.zeros_like(i) if isinstance(i, np.ndarray) else i for i in index)
    shape = np.empty(self.shape, bool)[anywhere].shape if value.ndim else ()
    if value.ndim and (value.ndim > len(shape) or reaches(value.shape, shape)):
        raise RuntimeError(
            f"shape mismatch: value tensor of shape {list(value.shape)} cannot be broadcast to indexing result of "
            f"shape {list(shape)}"
        )
    if value.dtype is not self.dtype and (accumulate or not index.is_mask or value.numel() != 1):
        raise RuntimeError(
            f"Index put requires the source and destination dtypes match, got {self.dtype.legacy} for the destination "
            f"and {value.dtype.legacy} for the source."
        )
    check_bounds(self, index)


def check_written(self, value, fills=False):
    """Raise if ``value`` must not be written into a tensor. ``fills``: it may share memory with it."""
    is_recorded_write(self, (value,))
    if not fills:
        check_overlap(self, value, also_same=True)


def reaches(shape, target):
    """Whether ``shape``, which is not longer than ``target``, does not broadcast to it."""
    return any(n not in (1, m) for n, m in zip(reversed(shape), reversed(target), strict=False))


recorded_put = in_place(IndexPut.apply, "index_put_", overlaps=True, repeated=True)


def positions_of(self, indices):
    """The arrays of a tuple of tensors, as an index."""
    if isinstance(indices, Tensor) or not all(isinstance(index, Tensor) for index in indices):
        raise TypeError("the indices are a tuple or list of tensors")
    numbers = [index for index in indices if not index.ndim]
    if not indices or any(index.dtype in (bool_, uint8) for index in numbers):
        raise RuntimeError(NO_INDICES)  # an assertion fails inside PyTorch
    if len(indices) > self.ndim:
        raise IndexError(f"too many indices for tensor of dimension {self.ndim} (got {len(indices)})")
    if not numbers:
        return picked(self, tuple(indices), reading=False)[1]
    # picked() reads a tensor without dimensions as an integer, which picks a view
    _, positions = picked(self, tuple(index if index.ndim else index.reshape(1) for index in indices), reading=False)
    if len(numbers) == len(indices):
        attributes = vars(positions)
        positions = Positions(array.reshape(()) for array in positions)
        vars(positions).update(attributes)
    positions.tensors = [index for index in indices if index.dtype in SAVED]
    return positions


def index_put_(self: Tensor, indices: tuple[Tensor, ...], values: Tensor, accumulate: bool = False) -> Tensor:
    """``values`` written at the positions ``indices``, or added there, in place."""
    is_recorded_write(self, (values,))
    return put_into(self, positions_of(self, indices), values, accumulate)


def index_put(self: Tensor, indices: tuple[Tensor, ...], values: Tensor, accumulate: bool = False) -> Tensor:
    """A copy with ``values`` at the positions ``indices``, or added there: once for every time one occurs."""
    index = positions_of(self, indices)
    check_fits(self, index, values, accumulate)
    return recordable(IndexPut.apply(self, index, values, accumulate))


Tensor.__getitem__ = getitem
Tensor.__setitem__ = setitem
Tensor.__delitem__ = delitem
set_method("index_put", index_put)
set_method("index_put_", index_put_)
