"""Operations along a dimension that keep it: running sums and products, softmax."""

from __future__ import annotations

import numpy as np

from .. import dtypes
from ..function import Function
from ..inplace import in_place
from ..promotion import of_kernel, unimplemented
from ..registry import answers, axis_names, named, public, set_method
from ..rules import add_along, without_each
from ..tensor import Tensor
from ..view import is_recorded_write
from .casting import converted
from .reduction import sum_dtype
from .shape import wrap


class Cumsum(Function):
    """The running sum along a dimension."""

    rounds_once = True
    contiguous = True
    forward = lambda a, dim: accumulated(np.add, a, dim) + 0  # never -0.0, as a sum starts from 0
    vjp_a = lambda g, dim: from_the_end(g, dim)


class Cumprod(Function):
    """The running product along a dimension."""

    rounds_once = True
    contiguous = True
    forward = lambda a, dim: accumulated(np.multiply, a, dim)
    vjp_a = lambda g, a, out, dim: slope_of_cumprod(g, a, out, dim)


class Softmax(Function):
    """Exponentials divided by their sum along a dimension."""

    rounds_once = True
    contiguous = True
    forward = lambda a, dim: softmax_of(a, dim)
    vjp_a = of_kernel(lambda g, out, dim: out * (g - add_along(g * out, dim)))


class LogSoftmax(Function):
    """The logarithm of softmax, computed without it."""

    rounds_once = True
    contiguous = True
    forward = lambda a, dim: log_softmax_of(a, dim)
    vjp_a = of_kernel(lambda g, out, dim: g - np.exp(out) * add_along(g, dim))


def accumulated(ufunc, a, dim):
    """What a ufunc makes of the elements up to each along a dimension of an array: of floats with more digits."""
    exact = np.float64 if a.dtype.kind == "f" else sum_dtype(a)
    out = ufunc.accumulate(np.atleast_1d(a), dim, exact).reshape(a.shape)
    return out.astype(a.dtype, copy=False) if a.dtype.kind == "f" else out


def from_the_end(g, dim):
    """The running sum from the end, of an array or a Tensor."""
    if g.ndim == 0:
        return g
    reverse = np.flip(g, dim)
    return np.flip(np.cumsum(reverse, dim) if isinstance(g, Tensor) else accumulated(np.add, reverse, dim), dim)


def running_products(a):
    """``np.cumprod`` along the last dimension; of an array without NumPy's warning of what overflows."""
    return np.cumprod(a, -1) if isinstance(a, Tensor) else np.multiply.accumulate(a, -1)


def slope_of_cumprod(g, a, out, dim):
    """The gradient of a running product. Where it is recorded and an element is 0, by the products without each one."""
    if a.ndim == 0 or a.shape[dim] == 1 or 0 in a.shape:
        return g
    if bool((a != 0).all()):
        return from_the_end(g * out, dim) / a
    if not isinstance(a, Tensor):
        return slope_around_zeros(g, a, out, dim)
    n = a.shape[dim]
    g = g.swapaxes(dim, -1)
    later = np.where(np.triu(np.ones((n, n), bool)), running_products(without_each(a, dim)), 0)
    return (later * g.reshape((*g.shape[:-1], 1, n))).sum(axis=-1).swapaxes(dim, -1)


def slope_around_zeros(g, a, out, dim):
    """The gradient of the running products of an array with zeros.

    As in PyTorch, only what stands before the first zero has an influence on what stands there, only the first zero on
    what stands between it and the second one, and nothing else on anything: not even where ``g`` is infinite.
    """
    zeros = np.cumsum(a == 0, dim)
    before, first, between = zeros == 0, (zeros == 1) & (a == 0), zeros == 1
    early = from_the_end(np.where(before, g * out, 0), dim) / a
    products = accumulated(np.multiply, np.where(first, 1, a).astype(a.dtype), dim)
    late = np.add.reduce(np.where(between, g * products, 0), dim, keepdims=True)
    return np.where(before, early, np.where(first, late, 0)).astype(a.dtype)


def shifted(a, dim):
    """An array minus its greatest elements along a dimension, so that exponentials do not overflow."""
    if a.ndim == 2 and 0 < a.shape[dim] < 32 and dim:
        return a - np.maximum.reduce(a.T.copy(), 0).reshape(-1, 1)  # three times as fast for short rows
    return a - np.max(a, dim, keepdims=True)


def softmax_of(a, dim):
    """The softmax of an array."""
    if a.ndim == 0 or a.size == 0:
        return np.exp(a * 0).astype(a.dtype)
    e = np.exp(shifted(a, dim))
    e /= add_along(e, dim)
    return e


def log_softmax_of(a, dim):
    """The logarithm of the softmax of an array."""
    if a.ndim == 0 or a.size == 0:
        return np.abs(a * 0).astype(a.dtype)
    s = shifted(a, dim)
    s -= np.log(add_along(np.exp(s), dim))
    return s


def along(operation, input, dim, dtype, name):
    """Apply an operation along ``dim``, in ``dtype`` if that is given. Raises NotImplementedError for integers."""
    if dtype is not None:
        input = input.to(dtype=dtype)
    dim = wrap(dim, input.ndim)
    if input.numel() and not input.is_floating_point():
        kernel = f"{name}_lastdim_kernel_impl" if dim == max(input.ndim - 1, 0) else f"{name}_kernel_impl"
        raise NotImplementedError(f"\"{kernel}\" not implemented for '{input.dtype.legacy}'")
    return operation.apply(input, dim)


def running(operation, input, dim, dtype):
    """Apply an operation along ``dim``, in ``dtype`` if that is given, as one node."""
    dim = wrap(dim, input.ndim)
    if dtype is dtypes.bool_ and input.ndim and input.numel():
        raise unimplemented(f"{operation.called}_out_cpu", dtype.numpy)
    return converted(lambda x: operation.apply(x, dim), input, dtype)


@public
@axis_names
def cumsum(input: Tensor, dim: int, *, dtype: dtypes.dtype | None = None) -> Tensor:
    """The running sum along ``dim``; integers and booleans add up in int64.

    >>> import minigrad as torch
    >>> torch.tensor([1, 2, 3]).cumsum(0)
    tensor([1, 3, 6])
    """
    return running(Cumsum, input, dim, dtype)


@public
@axis_names
def cumprod(input: Tensor, dim: int, *, dtype: dtypes.dtype | None = None) -> Tensor:
    """The running product along ``dim``; integers and booleans multiply in int64."""
    return running(Cumprod, input, dim, dtype)


def numpy_running(function):
    """``np.cumsum`` or ``np.cumprod``: where ``dim`` is left out, of all elements in one row."""
    return lambda input, dim=None: function(input.reshape(-1), 0) if dim is None else function(input, dim)


answers(np.cumsum)(numpy_running(cumsum))
answers(np.cumprod)(numpy_running(cumprod))


@public
@axis_names
def softmax(input: Tensor, dim: int, *, dtype: dtypes.dtype | None = None) -> Tensor:
    """Exponentials divided by their sum along ``dim``: positive numbers that add up to 1.

    Raises NotImplementedError for integers without ``dtype``.

    >>> import minigrad as torch
    >>> torch.tensor([0.0, 0.0]).softmax(0)
    tensor([0.5000, 0.5000])
    """
    return along(Softmax, input, dim, dtype, "softmax")


@public
@axis_names
def log_softmax(input: Tensor, dim: int, *, dtype: dtypes.dtype | None = None) -> Tensor:
    """The logarithm of ``softmax``, exact where that would round to 0.

    Raises NotImplementedError for integers without ``dtype``.
    """
    return along(LogSoftmax, input, dim, dtype, "log_softmax")


def running_in_place(function):
    """Offer a running sum or product in place, which is in the tensor's own dtype."""
    name = f"{function.__name__}_"
    change = in_place(function, name)

    def method(self: Tensor, dim: int, *, dtype: dtypes.dtype | None = None) -> Tensor:
        dtype = self.dtype if dtype is None else dtypes.FROM_NUMPY[dtypes.to_numpy(dtype)]
        is_recorded_write(self, ())
        wrap(dim, self.ndim)
        if dtype is not self.dtype:
            raise RuntimeError(dtypes.unlike_output(self.dtype, dtype))
        if dtype is dtypes.bool_:
            function(self, dim, dtype=dtype)  # raises for a wrong dtype, before the errors about memory
        return change(self, dim=dim, dtype=dtype)

    set_method(name, named(method, name, function.__doc__))


running_in_place(cumsum)
running_in_place(cumprod)
