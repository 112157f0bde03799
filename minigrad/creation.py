"""Tensors filled with something: all of them leaves."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from . import dtypes, errors, large
from .arguments import blank, blank_like, check_long, given_shape, numpy_dtype, scalar, shape_of
from .device import check_device
from .edges import LEAF
from .promotion import check_range, unimplemented
from .registry import NOT_GIVEN, set_function, set_method
from .tensor import Tensor, make

if TYPE_CHECKING:
    from collections.abc import Sequence


def creator(function):
    """Offer ``function`` as ``torch.<name>``; it takes a ``device`` too, which has to be the CPU."""

    @functools.wraps(function)
    def wrapper(*args, **options):
        if "device" in options:
            check_device(options.pop("device"))
        return function(*args, **options)

    set_function(function.__name__, wrapper)
    return wrapper


def leaf(array, requires_grad=False):
    """A leaf over an array; a single number stays a NumPy scalar."""
    if requires_grad is not False and not isinstance(requires_grad, bool | np.bool_ | None):
        raise TypeError("requires_grad is True or False")
    out = make(array[()] if array.ndim == 0 else array)
    if array.nbytes >= large.LEAST:
        large.met = True
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
def zeros(
    *shape: int | Sequence[int],
    size: Sequence[int] = NOT_GIVEN,
    dtype: dtypes.dtype | type | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """A tensor of zeros.

    >>> import minigrad as torch
    >>> torch.zeros(2, 3)
    tensor([[0., 0., 0.],
            [0., 0., 0.]])
    """
    return leaf(np.zeros(shape_of("zeros", given_shape(shape, size)), numpy_dtype(dtype)), requires_grad)


@creator
def ones(
    *shape: int | Sequence[int],
    size: Sequence[int] = NOT_GIVEN,
    dtype: dtypes.dtype | type | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """A tensor of ones.

    >>> import minigrad as torch
    >>> torch.ones(3)
    tensor([1., 1., 1.])
    """
    return leaf(np.ones(shape_of("ones", given_shape(shape, size)), numpy_dtype(dtype)), requires_grad)


@creator
def full(
    size: Sequence[int], fill_value: float, *, dtype: dtypes.dtype | type | None = None, requires_grad: bool = False
) -> Tensor:
    """A tensor with every element ``fill_value``.

    >>> import minigrad as torch
    >>> torch.full((2,), 3.5)
    tensor([3.5000, 3.5000])
    """
    return leaf(filled(shape_of("full", (size,), several=False), fill_value, dtype, "full"), requires_grad)


def filled(shape, value, dtype, name):
    """An array full of a number, in the dtype that it calls for if none is given."""
    number = scalar(value)
    if number is None:
        raise TypeError(errors.argument_error(name, "fill_value", 2, value, "Number"))
    dtype = dtypes.to_numpy(dtypes.of_number(number) if dtype is None else dtype)
    if dtype.char != "e" or name == "full_like":  # for the others infinity is what is too large in float16
        check_range(number, dtype)
    return np.full(shape, np.array(number).astype(dtype))


@creator
def eye(n: int, m: int = NOT_GIVEN, *, dtype: dtypes.dtype | type | None = None, requires_grad: bool = False) -> Tensor:
    """The ``n`` by ``m`` matrix with ones on the diagonal; square where ``m`` is left out.

    >>> import minigrad as torch
    >>> torch.eye(2)
    tensor([[1., 0.],
            [0., 1.]])
    """
    if m is NOT_GIVEN:
        m = n
    for name, k in (("n", n), ("m", m)):
        if check_long(k) < 0:
            raise RuntimeError(f"{name} must be greater or equal to 0, got {k}")
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
    check_steps("linspace", start, end, steps)
    # No gradient flows to the ends: PyTorch has no rule for that, and says nothing.
    start, end = (scalar(value.detach() if isinstance(value, Tensor) else value) for value in (start, end))
    dtype = numpy_dtype(dtype)
    if dtype.kind == "b" and steps > 1:
        raise unimplemented("linspace_cpu", dtype)
    check_range(start, dtype)
    check_range(end, dtype)
    start, end = (np.asarray(value).astype(dtype)[()] for value in (start, end))
    if steps < 2:
        return leaf(np.full(steps, start, dtype), requires_grad)
    # As PyTorch does: the first half counted from the start, the second from the end, each rounded only once.
    # Integers are cut off what float64 holds.
    exact, kind = np.longdouble, dtype if dtype.kind == "f" else np.dtype(float)
    if dtype.kind != "f":
        start, end = int(start), int(end)
    step = exact((end - start) / kind.type(steps - 1))
    i = np.arange(steps)
    array = np.where(i < steps // 2, exact(start) + step * i, exact(end) - step * (steps - 1 - i))
    return leaf(array.astype(kind).astype(dtype, copy=False), requires_grad)


def check_steps(name, start, end, steps):
    """Raise RuntimeError, in PyTorch's words, for tensors of several numbers and for too few steps."""
    dims = {key: value.ndim for key, value in (("start", start), ("end", end)) if isinstance(value, Tensor)}
    if any(dims.values()):
        got = " and ".join(f"{key} with {ndim} dimension(s)" for key, ndim in dims.items())
        raise RuntimeError(f"{name} only supports 0-dimensional start and end tensors, but got {got}.")
    if check_long(steps) < 0:
        raise RuntimeError("number of steps must be non-negative")


@creator
def arange(
    start: float = 0,
    end: float = NOT_GIVEN,
    step: float = 1,
    *,
    dtype: dtypes.dtype | type | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """The numbers from ``start`` (0 if only ``end`` is given) up to but without ``end``, ``step`` (or 1) apart.

    dtype: int64 if all are integers, else the default one, unless given.

    Raises RuntimeError for a step of 0 or one that leads away from ``end``.

    >>> import minigrad as torch
    >>> torch.arange(4), torch.arange(1.0, 2.0, 0.5)
    (tensor([0, 1, 2, 3]), tensor([1.0000, 1.5000]))
    """
    if end is NOT_GIVEN:
        start, end = 0, start
    first, last, stride = map(scalar, (start, end, step))
    whole = not any(isinstance(value, float) for value in (first, last, stride))
    usual = dtypes.int64 if whole else dtypes.get_default_dtype()
    dtype = dtypes.to_numpy(usual if dtype is None else dtype)
    if dtype.kind == "b":
        raise unimplemented("arange_cpu", dtype)
    return leaf(counted(first, stride, how_many(first, last, stride, dtype), dtype), requires_grad)


def how_many(first, last, step, dtype):
    """The number of steps that stay before ``last``, with PyTorch's errors where there is no such number."""
    if not abs(step) > 0:
        raise RuntimeError("step must be nonzero")
    if not math.isfinite(first) or not math.isfinite(last):
        raise RuntimeError(f"unsupported range: {first:g} -> {last:g}")
    if (last - first) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    if dtype == np.int64:
        for value in (first, last, step):
            check_range(value, dtype)
        first, last, step = int(first), int(last), int(step)
        if not step:
            raise ValueError("step must be nonzero")
        n = -((first - last) // step)
    else:
        n = math.ceil((last - first) / step)
    if n > 2**60:
        raise RuntimeError("invalid size, possible overflow?")
    return n


def counted(first, step, n, dtype):
    """``first + i * step`` for the first ``n`` integers.

    Floats are rounded as by PyTorch's vectors of 32 bytes, which go two at a time: each starts from a rounded number
    and adds fused, and what is left over is counted from ``first``.
    """
    i = np.arange(n)
    if dtype.kind != "f":
        return (int(first) + int(step) * i).astype(dtype)
    lanes = 32 // dtype.itemsize
    lane = np.where(i < n - n % (2 * lanes), i % lanes, 0)
    exact = np.longdouble
    starts = (exact(first) + exact(step) * (i - lane)).astype(np.float64).astype(dtype)
    return (starts.astype(exact) + exact(step) * lane).astype(np.float64).astype(dtype)


@creator
def zeros_like(input: Tensor, *, dtype: dtypes.dtype | type | None = None, requires_grad: bool = False) -> Tensor:
    """Zeros in the shape and dtype of ``input``."""
    return leaf(np.zeros_like(blank_like("zeros_like", input, dtype)), requires_grad)


@creator
def ones_like(input: Tensor, *, dtype: dtypes.dtype | type | None = None, requires_grad: bool = False) -> Tensor:
    """Ones in the shape and dtype of ``input``."""
    return leaf(np.ones_like(blank_like("ones_like", input, dtype)), requires_grad)


@creator
def full_like(
    input: Tensor, fill_value: float, *, dtype: dtypes.dtype | type | None = None, requires_grad: bool = False
) -> Tensor:
    """A tensor with every element ``fill_value``, in the shape and dtype of ``input``."""
    array = blank_like("full_like", input, dtype)
    array[...] = filled((), fill_value, dtypes.of(array), "full_like")
    return leaf(array, requires_grad)


@creator
def empty(
    *shape: int | Sequence[int],
    size: Sequence[int] = NOT_GIVEN,
    dtype: dtypes.dtype | type | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """A tensor of whatever the memory holds: to be filled before it is read."""
    return leaf(blank("empty", given_shape(shape, size), dtype), requires_grad)


@creator
def empty_like(input: Tensor, *, dtype: dtypes.dtype | type | None = None, requires_grad: bool = False) -> Tensor:
    """A tensor of whatever the memory holds, in the shape and dtype of ``input``."""
    return leaf(blank_like("empty_like", input, dtype), requires_grad)


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
    check_steps("logspace", start, end, steps)
    dtype = numpy_dtype(dtype)
    if dtype.kind == "b" and steps > 1:
        raise unimplemented("logspace_cpu", dtype)
    if dtype.kind != "f":
        start, end = int(start), int(end)
    exponents = linspace(start, end, steps, dtype=dtypes.float64)._data
    return leaf((float(base) ** exponents).astype(dtype), requires_grad)


def like(name, make_another):
    """Put ``new_<name>`` on Tensor: ``make_another`` with the dtype of the tensor unless one is given."""

    def method(self: Tensor, *args: Any, dtype: dtypes.dtype | type | None = None, **options: Any) -> Tensor:
        if name != "tensor" and args and args[0].__class__ is Tensor and args[0].ndim:
            raise TypeError("a size is no tensor")
        return make_another(*args, dtype=self.dtype if dtype is None else dtype, **options)

    method.__name__ = method.__qualname__ = f"new_{name}"
    method.__doc__ = f"``torch.{name}`` in the dtype of this tensor, unless one is given."
    set_method(method.__name__, method)


for make_another in (zeros, ones, full, empty):
    like(make_another.__name__, make_another)
