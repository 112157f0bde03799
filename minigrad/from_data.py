"""Tensors from data: numbers, nested sequences of numbers, arrays and tensors."""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Mapping
from typing import Any

import numpy as np

from . import dtypes, errors
from .arguments import overflow
from .creation import creator, empty, leaf, like
from .device import check_device
from .promotion import check_range
from .registry import combination
from .size import Size
from .storage import repeats, share
from .tensor import Tensor, make
from .warning import warn, warn_once

NOT_WRITABLE = (
    "The given NumPy array is not writable, and PyTorch does not support non-writable tensors. This means writing to "
    "this tensor will result in undefined behavior. You may want to copy the array to protect its data or make it "
    "writable before converting it to a tensor. This type of warning will be suppressed for the rest of this program."
)
UNEVEN_STRIDES = (
    "given numpy array strides not a multiple of the element byte size. Copy the numpy array to reallocate the memory."
)
LIST_OF_ARRAYS = (
    "Creating a tensor from a list of numpy.ndarrays is extremely slow. Please consider converting the list to a "
    "single numpy.ndarray with numpy.array() before converting to a tensor."
)


@creator
def tensor(data: Any, *, dtype: dtypes.dtype | type | None = None, requires_grad: bool = False) -> Tensor:
    """A new tensor with a copy of ``data``: a number, nested sequences of numbers, an array or a tensor.

    dtype: float32 for Python floats, int64 for integers, bool for booleans, and an array's own, unless given.

    Raises ValueError for rows of different lengths, TypeError for what is no number, RuntimeError for a number that the
    dtype cannot hold and for ``requires_grad`` on integers.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.tensor.html

    >>> import minigrad as torch
    >>> torch.tensor([[1, 2], [3, 4]])
    tensor([[1, 2],
            [3, 4]])
    >>> torch.tensor([1.0, 2.0], requires_grad=True)
    tensor([1., 2.], requires_grad=True)
    """
    if requires_grad is None:
        raise TypeError("requires_grad is True or False")
    if isinstance(data, Tensor):
        warn(errors.COPY_CONSTRUCTED.format("torch.tensor"))
        array = data._data
    elif isinstance(data, np.ndarray):
        check_array(data)
        array = data
    else:
        return leaf(read(data, dtype), requires_grad)
    order = "C" if repeats(array) else "K"  # in the order of the elements given, unless they are repeated
    return leaf(np.array(array, None if dtype is None else dtypes.to_numpy(dtype), order=order), requires_grad)


def check_array(array):
    """Raise, in PyTorch's words, where no tensor can lie over an array."""
    if array.dtype not in dtypes.FROM_NUMPY:
        if array.dtype.newbyteorder() in dtypes.FROM_NUMPY:
            raise ValueError(errors.message(errors.BYTE_ORDER, "Convert it first: array.astype(array.dtype.name)."))
        if array.dtype.kind in "uc":
            raise TypeError(f"minigrad has no dtype for NumPy's {array.dtype}")
        kind = f"can't convert np.ndarray of type numpy.{array.dtype.type.__name__}. {errors.ARRAY_TYPES}"
        raise TypeError(errors.message(kind, "Text and objects have to become numbers first."))
    if any(stride < 0 for stride in array.strides):
        raise ValueError(errors.NEGATIVE_STRIDES)
    if any(stride % array.itemsize for stride in array.strides):
        raise ValueError(errors.message(UNEVEN_STRIDES, "Copy it first: array.copy()."))


def read(data, dtype):
    """The array of a number or of nested sequences of numbers, in ``dtype`` or in the one that they call for."""
    if isinstance(data, str | bytes):
        raise TypeError(f"new(): invalid data type '{type(data).__name__}'")
    shape = shape_of(data)
    try:
        dtype = inferred(data) if dtype is None else dtypes.FROM_NUMPY[dtypes.to_numpy(dtype)]
    except RecursionError:
        raise TypeError("new(): self-referential lists are incompatible") from None
    numbers = []
    if math.prod(shape):
        collect(data, shape, 0, dtype, numbers)
    whole = np.int64 if dtype.rank == 1 else None  # from which negative numbers go into unsigned dtypes
    return np.array(numbers, whole or dtype.numpy).astype(dtype.numpy, copy=False).reshape(shape)


def is_sequence(data):
    """Whether there are elements to go through; the numbers of a tensor are not looked at one by one."""
    if not hasattr(data, "__len__") or not hasattr(data, "__getitem__") or isinstance(data, Tensor | Mapping):
        return False
    return not isinstance(data, np.ndarray) or data.ndim > 0


def shape_of(data):
    """The shape of nested sequences, as the first ones tell it."""
    shape = []
    while is_sequence(data) or isinstance(data, np.ndarray):
        if isinstance(data, str):
            raise ValueError("too many dimensions 'str'")
        shape.append(len(data))
        if not shape[-1]:
            break
        data = data[0]
    return shape


def inferred(data):
    """The dtype that numbers call for; nothing calls for the default one."""
    if data.__class__ is float or data.__class__ is int:  # others are of subclasses
        return dtypes.of_number(data)
    if isinstance(data, Tensor):
        return data.dtype
    if isinstance(data, np.generic | np.ndarray) and data.dtype in dtypes.FROM_NUMPY:
        return dtypes.FROM_NUMPY[data.dtype]
    if isinstance(data, int | float):
        return dtypes.of_number(data)
    if isinstance(data, str | bytes):
        raise TypeError(f"new(): invalid data type '{type(data).__name__}'")
    if not is_sequence(data):
        sentence = f"Could not infer dtype of {errors.type_name(data)}"
        raise RuntimeError(errors.message(sentence, errors.NO_COMPLEX) if isinstance(data, complex) else sentence)
    if not len(data):
        return dtypes.get_default_dtype()
    found = {inferred(item) for item in data}  # by map, a list that holds itself would fill the stack of a small thread
    return functools.reduce(dtypes.promote_types, found)


def collect(data, shape, dim, dtype, numbers):
    """Append all that nested sequences hold. Raises where they are not of the shape that the first ones told."""
    if dim == len(shape):
        numbers.append(number(data, dtype))
        return
    if not is_sequence(data):
        raise TypeError(errors.message("not a sequence", "All rows must be nested equally deep."))
    if isinstance(data, np.ndarray):
        warn_once(LIST_OF_ARRAYS)
    if len(data) != shape[dim]:
        sentence = f"expected sequence of length {shape[dim]} at dim {dim} (got {len(data)})"
        raise ValueError(errors.message(sentence, "All rows must have the same length."))
    for item in data:
        collect(item, shape, dim + 1, dtype, numbers)


def number(value, dtype):
    """A value as a Python number that ``dtype`` holds. As in PyTorch, NumPy's float32 is not cut off."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        warn_once(LIST_OF_ARRAYS)
        value = value.item()
    if dtype.is_floating_point:
        return float(value) if isinstance(value, float | int) else math.ldexp(value, 0)  # which takes no text
    if dtype.rank == 0 and isinstance(value, np.bool_):
        return bool(value)
    if not isinstance(value, float):
        value = operator.index(value)
    if dtype.rank == 0:
        return bool(value)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise overflow()
    check_range(value, dtype.numpy, dtype.name)
    return int(value)


@creator
def as_tensor(data: Any, dtype: dtypes.dtype | type | None = None) -> Tensor:
    """``data`` itself where it is a tensor of that dtype, over its memory where it is an array, else a copy.

    Raises as ``tensor`` does.

    >>> import minigrad as torch
    >>> x = torch.ones(2)
    >>> torch.as_tensor(x) is x
    True
    """
    if isinstance(data, Tensor):
        return data if dtype is None else data.to(dtype)
    if isinstance(data, np.ndarray) and (dtype is None or dtypes.to_numpy(dtype) == data.dtype):
        return from_numpy(data)
    return tensor(data, dtype=dtype)


@creator
def from_numpy(array: np.ndarray) -> Tensor:
    """A tensor over the memory of ``array``: a change to one changes both.

    Raises TypeError for what is no array of a type that tensors have, ValueError for negative strides.
    """
    if not isinstance(array, np.ndarray):
        raise TypeError(f"expected np.ndarray (got {errors.type_name(array)})")
    check_array(array)
    if not array.flags.writeable:
        warn_once(NOT_WRITABLE)
    out = make(array.view(np.ndarray))  # an array of its own, and no matrix: what is done to its shape is not shared
    share(out)
    return out


NEW = (
    *("*, torch.device device = None", "torch.Storage storage", "Tensor other"),
    *("tuple of ints size, *, torch.device device = None", "object data, *, torch.device device = None"),
)


SUBCLASSED = (
    "minigrad has no subclasses of Tensor such as {}, but for those of torch.nn.Parameter: what operations return "
    "would be plain tensors. Write functions of tensors, or a class that holds one."
)


def legacy(cls: type, *data: Any, device: Any = None, **options: Any) -> Tensor:
    """``torch.Tensor(2, 3)``, filled with whatever the memory holds, or ``torch.Tensor([1, 2])``, always floats.

    ``torch.tensor`` is clearer: it keeps the dtype of the data. Raises TypeError for a single number with a point.
    """
    if cls is not Tensor:
        raise NotImplementedError(SUBCLASSED.format(cls.__name__))
    if options:
        cure = f"torch.tensor(...) takes {', '.join(options)}." if options.keys() <= {"dtype", "requires_grad"} else ""
        raise TypeError(errors.message(combination("new", data, NEW, options).rstrip(), cure))
    check_device(device)
    if not data:
        return empty(0)
    first = data[0]
    if isinstance(first, Size) or isinstance(first, int) and not isinstance(first, bool):
        return empty(*data)
    if len(data) > 1:
        raise TypeError(combination("new", data, NEW, {}))
    if isinstance(first, Tensor):
        return first[...]
    if not isinstance(first, str) and (isinstance(first, np.generic) or not is_sequence(first)):
        raise TypeError(f"new(): data must be a sequence (got {errors.type_name(first)})")
    return tensor(first, dtype=dtypes.get_default_dtype())


def beside_another(data: Any, **options: Any) -> Tensor:
    """``tensor``, as the method ``new_tensor`` calls it: the warning for a tensor has that name."""
    if isinstance(data, Tensor):
        warn(errors.COPY_CONSTRUCTED.format("tensor.new_tensor"))
        data = data._data
    return tensor(data, **options)


Tensor.__new__ = staticmethod(legacy)
like("tensor", beside_another)
