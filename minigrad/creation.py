"""Tensors from data, or filled with something: all of them leaves."""

from __future__ import annotations

import functools
import math
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from . import dtypes, errors
from .device import check_device
from .promotion import check_holds, unimplemented
from .registry import FUNCTIONS
from .tensor import LEAF, Size, Tensor, make, share

if TYPE_CHECKING:
    from collections.abc import Sequence


def creator(function):
    """Offer ``function`` as ``torch.<name>``; it takes a ``device`` too, which has to be the CPU."""

    @functools.wraps(function)
    def wrapper(*args, **options):
        if "device" in options:
            check_device(options.pop("device"))
        return function(*args, **options)

    FUNCTIONS[function.__name__] = wrapper
    return wrapper


def leaf(array, requires_grad=False):
    """A leaf over an array; a single number stays a NumPy scalar."""
    out = make(array[()] if array.ndim == 0 else array)
    if requires_grad:
        if array.dtype.kind != "f":
            raise RuntimeError(
                errors.message(
                    "Only Tensors of floating point and complex dtype can require gradients", errors.NON_FLOAT_GRAD
                )
            )
        out._edge = LEAF
    return out


@creator
def tensor(data: Any, *, dtype: dtypes.dtype | type | None = None, requires_grad: bool = False) -> Tensor:
    """A new tensor with a copy of ``data``: a number, nested sequences of numbers, an array or a tensor.

    dtype: float32 for Python floats, int64 for integers, bool for booleans, and an array's own, unless given.

    Raises ValueError for rows of different lengths, RuntimeError for ``requires_grad`` on integers.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.tensor.html

    >>> import minigrad as torch
    >>> torch.tensor([[1, 2], [3, 4]])
    tensor([[1, 2],
            [3, 4]])
    >>> torch.tensor([1.0, 2.0], requires_grad=True)
    tensor([1., 2.], requires_grad=True)
    """
    if isinstance(data, Tensor):
        warnings.warn(errors.COPY_CONSTRUCTED, UserWarning, stacklevel=3)
    array = as_array(data, dtype)
    return leaf(np.array(array, order="C"), requires_grad)


def as_array(data, dtype):
    """The array that ``torch.tensor`` copies its elements from."""
    if isinstance(data, Tensor):
        data = data._data
    if isinstance(data, np.ndarray | np.generic):
        array = np.asarray(data)
    else:
        check_nested(data)
        found = set()
        array = np.asarray(numbers(data, found))
        if array.dtype.kind == "O" or array.dtype == np.uint64:
            raise ValueError(errors.message("Overflow when unpacking long long", "An integer has at most 64 bits."))
        if dtype is not None and array.size:
            check_numbers(array, dtypes.to_numpy(dtype))
        if dtype is None:
            dtype = functools.reduce(dtypes.promote_types, found or {dtypes.get_default_dtype()})
    if dtype is not None:
        return array.astype(dtypes.to_numpy(dtype))
    known(array.dtype)
    return array


def check_numbers(array, dtype):
    """Raise, in PyTorch's words, where numbers are too great for an integer dtype; negative integers may wrap."""
    if dtype.kind not in "iu":
        return
    limits = np.iinfo(dtype)
    low = -limits.max if dtype.kind == "u" and array.dtype.kind == "i" else limits.min
    if not (low <= array.min() and array.max() <= limits.max):
        raise RuntimeError(f"value cannot be converted to type {dtype.name} without overflow")


def known(numpy_dtype):
    """The dtype for one of NumPy's. Raises TypeError where there is none."""
    if numpy_dtype not in dtypes.FROM_NUMPY:
        raise TypeError(f"minigrad has no dtype for NumPy's {numpy_dtype}")
    return dtypes.FROM_NUMPY[numpy_dtype]


def numbers(data, found):
    """Nested sequences with every tensor in them read as the one number it holds; ``found`` collects the dtypes."""
    if isinstance(data, Tensor):
        found.add(data.dtype)
        return float(data) if data.dtype.is_floating_point else data.item()
    if isinstance(data, np.generic):
        found.add(known(data.dtype))
    elif isinstance(data, float):
        found.add(dtypes.get_default_dtype())
    elif isinstance(data, int):
        found.add(dtypes.bool_ if isinstance(data, bool) else dtypes.int64)
    else:
        return [numbers(item, found) for item in data]
    return data


def check_nested(data):
    """Raise, in PyTorch's words, where nested sequences are ragged or hold no numbers. Returns the shape."""
    if isinstance(data, bool | int | float | np.generic):
        return ()
    if isinstance(data, Tensor):
        data._number()
        return ()
    if isinstance(data, str):
        raise TypeError("new(): invalid data type 'str'")
    if not hasattr(data, "__len__") or not hasattr(data, "__getitem__"):
        sentence = f"Could not infer dtype of {type(data).__name__}"
        complex_number = isinstance(data, complex)
        raise RuntimeError(errors.message(sentence, errors.NO_COMPLEX) if complex_number else sentence)
    shapes = [check_nested(item) for item in data]
    for shape in shapes:
        if len(shape) > 0 and len(shapes[0]) > 0 and shape[0] != shapes[0][0]:
            raise ValueError(f"expected sequence of length {shapes[0][0]} at dim 1 (got {shape[0]})")
        if len(shape) != len(shapes[0]):
            raise ValueError("expected sequences of numbers that are nested equally deep")
    return (len(shapes), *(shapes[0] if shapes else ()))


def shape_of(size, name):
    """A shape given as one tuple or as several integers. Raises RuntimeError for a negative size."""
    shape = tuple(size[0]) if len(size) == 1 and not isinstance(size[0], int) else size
    if any(n < 0 for n in shape):
        raise RuntimeError(f"{name}: Dimension size must be non-negative.")
    return shape


def numpy_dtype(dtype):
    """The NumPy dtype to fill, the default one if none is given."""
    return dtypes.to_numpy(dtype or dtypes.get_default_dtype())


@creator
def zeros(*size: int | Sequence[int], dtype: dtypes.dtype | type | None = None, requires_grad: bool = False) -> Tensor:
    """A tensor of zeros.

    >>> import minigrad as torch
    >>> torch.zeros(2, 3)
    tensor([[0., 0., 0.],
            [0., 0., 0.]])
    """
    return leaf(np.zeros(shape_of(size, "zeros"), numpy_dtype(dtype)), requires_grad)


@creator
def ones(*size: int | Sequence[int], dtype: dtypes.dtype | type | None = None, requires_grad: bool = False) -> Tensor:
    """A tensor of ones.

    >>> import minigrad as torch
    >>> torch.ones(3)
    tensor([1., 1., 1.])
    """
    return leaf(np.ones(shape_of(size, "ones"), numpy_dtype(dtype)), requires_grad)


@creator
def full(
    size: Sequence[int], fill_value: float, *, dtype: dtypes.dtype | type | None = None, requires_grad: bool = False
) -> Tensor:
    """A tensor with every element ``fill_value``.

    >>> import minigrad as torch
    >>> torch.full((2,), 3.5)
    tensor([3.5000, 3.5000])
    """
    if dtype is not None and not isinstance(fill_value, Tensor):
        check_holds(fill_value, dtypes.to_numpy(dtype))
    value = as_array(fill_value, dtype)
    return leaf(np.full(shape_of((size,), "full"), value), requires_grad)


@creator
def eye(
    n: int, m: int | None = None, *, dtype: dtypes.dtype | type | None = None, requires_grad: bool = False
) -> Tensor:
    """The ``n`` by ``m`` matrix with ones on the diagonal; square where ``m`` is left out.

    >>> import minigrad as torch
    >>> torch.eye(2)
    tensor([[1., 0.],
            [0., 1.]])
    """
    return leaf(np.eye(n, m, dtype=numpy_dtype(dtype)), requires_grad)


@creator
def linspace(
    start: float, end: float, steps: int, *, dtype: dtypes.dtype | type | None = None, requires_grad: bool = False
) -> Tensor:
    """``steps`` numbers from ``start`` to ``end``, both included, at equal distances.

    >>> import minigrad as torch
    >>> torch.linspace(-1, 1, 5)
    tensor([-1.0000, -0.5000,  0.0000,  0.5000,  1.0000])
    """
    dtype = numpy_dtype(dtype)
    if dtype.kind == "b":
        raise unimplemented("linspace_cpu", dtype)
    if steps < 0:
        raise RuntimeError("number of steps must be non-negative")
    check_holds(start, dtype)
    check_holds(end, dtype)
    start, end = (np.asarray(value).astype(dtype)[()] for value in (start, end))
    if steps < 2:
        return leaf(np.full(steps, start, dtype), requires_grad)
    # As PyTorch does: the first half counted from the start, the second from the end, each rounded only once.
    exact = np.longdouble
    step = exact((end - start) / dtype.type(steps - 1))
    i = np.arange(steps)
    array = np.where(i < steps // 2, exact(start) + step * i, exact(end) - step * (steps - 1 - i))
    return leaf(array.astype(dtype), requires_grad)


@creator
def arange(
    start: float,
    end: float | None = None,
    step: float = 1,
    *,
    dtype: dtypes.dtype | type | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """The numbers from ``start`` (0 if only ``end`` is given) up to but without ``end``.

    >>> import minigrad as torch
    >>> torch.arange(4), torch.arange(1.0, 2.0, 0.5)
    (tensor([0, 1, 2, 3]), tensor([1.0000, 1.5000]))
    """
    if end is None:
        start, end = 0, start
    floats = any(isinstance(value, float) for value in (start, end, step))
    dtype = dtypes.to_numpy(dtype or (dtypes.get_default_dtype() if floats else dtypes.int64))
    if dtype.kind == "b":
        raise unimplemented("arange_cpu", dtype)
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if not (math.isfinite(start) and math.isfinite(end)):
        raise RuntimeError(f"unsupported range: {start:g} -> {end:g}")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    if dtype.kind == "f":
        return leaf(np.arange(start, end, step).astype(dtype), requires_grad)
    length = math.ceil((end - start) / step)
    return leaf((int(start) + int(step) * np.arange(length)).astype(dtype), requires_grad)


@creator
def zeros_like(input: Tensor, *, dtype: dtypes.dtype | type | None = None, requires_grad: bool = False) -> Tensor:
    """Zeros in the shape and dtype of ``input``."""
    return zeros(*input.shape, dtype=dtype or input.dtype, requires_grad=requires_grad)


@creator
def ones_like(input: Tensor, *, dtype: dtypes.dtype | type | None = None, requires_grad: bool = False) -> Tensor:
    """Ones in the shape and dtype of ``input``."""
    return ones(*input.shape, dtype=dtype or input.dtype, requires_grad=requires_grad)


@creator
def full_like(
    input: Tensor, fill_value: float, *, dtype: dtypes.dtype | type | None = None, requires_grad: bool = False
) -> Tensor:
    """A tensor with every element ``fill_value``, in the shape and dtype of ``input``."""
    return full(input.shape, fill_value, dtype=dtype or input.dtype, requires_grad=requires_grad)


@creator
def empty(*size: int | Sequence[int], dtype: dtypes.dtype | type | None = None, requires_grad: bool = False) -> Tensor:
    """A tensor of whatever the memory holds: to be filled before it is read."""
    return leaf(np.empty(shape_of(size, "empty"), numpy_dtype(dtype)), requires_grad)


@creator
def empty_like(input: Tensor, *, dtype: dtypes.dtype | type | None = None, requires_grad: bool = False) -> Tensor:
    """A tensor of whatever the memory holds, in the shape and dtype of ``input``."""
    return empty(*input.shape, dtype=dtype or input.dtype, requires_grad=requires_grad)


@creator
def logspace(
    start: float,
    end: float,
    steps: int,
    base: float = 10.0,
    *,
    dtype: dtypes.dtype | type | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """``steps`` powers of ``base``, from ``base ** start`` to ``base ** end``, at equal ratios.

    >>> import minigrad as torch
    >>> torch.logspace(0, 2, 3)
    tensor([  1.,  10., 100.])
    """
    dtype = numpy_dtype(dtype)
    if dtype.kind == "b":
        raise unimplemented("logspace_cpu", dtype)
    if dtype.kind != "f":
        start, end = int(start), int(end)
    exponents = linspace(start, end, steps, dtype=dtypes.float64)._data
    return leaf((float(base) ** exponents).astype(dtype), requires_grad)


@creator
def as_tensor(data: Any, dtype: dtypes.dtype | type | None = None) -> Tensor:
    """``data`` itself where it is a tensor of that dtype, over its memory where it is an array, else a copy.

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
    """A tensor over the memory of ``array``: a change to one changes both."""
    if not isinstance(array, np.ndarray):
        raise TypeError(f"expected np.ndarray (got {type(array).__name__})")
    out = make(array)
    share(out)
    return out


def legacy(cls: type, *data: Any) -> Tensor:
    """``torch.Tensor(2, 3)``, filled with whatever the memory holds, or ``torch.Tensor([1, 2])``, always floats.

    ``torch.tensor`` is clearer: it keeps the dtype of the data. Raises TypeError for a single number with a point.
    """
    if not data:
        return empty(0)
    first = data[0]
    if isinstance(first, Tensor):
        return first.view_as(first)
    if isinstance(first, Size) or isinstance(first, int) and not isinstance(first, bool):
        return empty(*data)
    if isinstance(first, bool | float):
        raise TypeError(f"new(): data must be a sequence (got {type(first).__name__})")
    return tensor(first, dtype=dtypes.get_default_dtype())


Tensor.__new__ = staticmethod(legacy)


def like(name, make_another):
    """Put ``new_<name>`` on Tensor: ``make_another`` with the dtype of the tensor unless one is given."""

    def method(self: Tensor, *args: Any, dtype: dtypes.dtype | type | None = None, **options: Any) -> Tensor:
        return make_another(*args, dtype=dtype or self.dtype, **options)

    method.__name__ = method.__qualname__ = f"new_{name}"
    method.__doc__ = f"``torch.{name}`` in the dtype of this tensor, unless one is given."
    setattr(Tensor, method.__name__, method)


for make_another in (tensor, zeros, ones, full, empty):
    like(make_another.__name__, make_another)
