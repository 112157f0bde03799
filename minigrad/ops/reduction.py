"""Reductions: many elements to one, along all dimensions or some."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from .. import dtypes, errors, large
from ..function import Function, Unary
from ..registry import NOT_GIVEN, NOT_GIVEN_FALSE, answers, axis_names, public
from ..rules import add_up, expand, mean_of, over, total, without_each, zeros_like
from ..tensor import Tensor, make
from .casting import converted
from .shape import check_different, integer, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence


class SumAll(Unary):
    """The sum of all elements."""

    public = False
    grad_fn_name = "SumBackward0"
    forward = add_up
    vjp_a = lambda g, a_shape: expand(g, a_shape)


class Sum(Function):
    """The sum along dimensions."""

    contiguous = True
    grad_fn_name = "SumBackward1"
    forward = lambda a, axes, keepdim: total(a, axes, keepdim)
    vjp_a = lambda g, a_shape, axes: expand(g.reshape(kept(a_shape, axes)), a_shape)


class MeanAll(Unary):
    """The mean of all elements."""

    public = False
    grad_fn_name = "MeanBackward0"
    forward = mean_of
    vjp_a = lambda g, a_shape: spread(g, a_shape, count(a_shape))


class Mean(Function):
    """The mean along dimensions."""

    rounds_once = True
    contiguous = True
    grad_fn_name = "MeanBackward1"
    forward = lambda a, axes, keepdim: total(a, axes, keepdim) / a.dtype.type(count(a.shape, axes))
    vjp_a = lambda g, a_shape, axes: spread(g.reshape(kept(a_shape, axes)), a_shape, count(a_shape, axes))


def spread(g, shape, n):
    """``g / n`` broadcast to ``shape``: in PyTorch with memory for every element, so a view here is only to be read."""
    if isinstance(g, Tensor):
        return over(g.expand(shape), n)
    if g.ndim or not shape:
        return np.broadcast_to(over(g, n), shape)
    out = large.empty(shape, g.dtype) if large.met else np.empty(shape, g.dtype)
    out.fill(over(g, n))
    return out


def sum_dtype(a):
    """Integers and booleans add up in int64."""
    return a.dtype if a.dtype.kind == "f" else np.int64


def count(shape, axes=None):
    """How many elements of ``shape`` meet in one when ``axes`` are reduced, as a float."""
    return float(math.prod(shape if axes is None else [shape[axis] for axis in axes]))


def kept(shape, axes):
    """``shape`` with every reduced dimension of size 1."""
    return tuple(1 if i in axes else size for i, size in enumerate(shape))


class Prod(Function):
    """The product of all elements."""

    forward = lambda a: np.multiply.reduce(a, None, sum_dtype(a))
    vjp_a = lambda g, a, out: slope_of_whole(g, a, out)


class ProdDim(Function):
    """The product along a dimension."""

    contiguous = True
    grad_fn_name = "ProdBackward1"
    forward = lambda a, dim, keepdim: np.multiply.reduce(a, dim if a.ndim else (), sum_dtype(a), keepdims=keepdim)
    vjp_a = lambda g, a, out, dim: prod_slope(g, a, out, dim)


def products(a):
    """``np.prod`` along the last dimension; of an array without NumPy's warning of what overflows."""
    return np.prod(a, axis=-1) if isinstance(a, Tensor) else np.multiply.reduce(a, -1)


def slope_of_whole(g, a, out):
    """For every element ``g`` times the product of all others: of arrays with two zeros 0, whatever ``g`` is."""
    if a.ndim == 0:
        return g
    if not isinstance(a, Tensor) and (a == 0).sum() > 1:
        return zeros_like(a)
    return prod_slope(g, a.reshape((-1,)), out, 0).reshape(tuple(a.shape))


def prod_slope(g, a, out, dim):
    """For every element ``g`` times the product of the others along a dimension, of arrays or Tensors."""
    if a.ndim == 0:
        return g
    shape = kept(tuple(a.shape), (dim,))
    if bool((a != 0).all()):
        return g.reshape(shape) * (out.reshape(shape) / a)
    if a.shape[dim] == 1:
        return g.reshape(shape)
    return g.reshape(shape) * products(without_each(a, dim)).swapaxes(dim, -1)


def axes_of(tensor, dim):
    """``dim`` as a tuple of non-negative axes. Raises IndexError where one is out of range."""
    ndim = tensor._data.ndim
    if dim.__class__ is int:
        dims = (dim,)
    elif isinstance(dim, tuple | list):
        dims = dim or range(ndim)
    else:
        dims = range(ndim) if dim is None else (integer(dim),)
    axes = tuple(wrap(d, ndim) for d in dims)
    check_different(axes)
    return axes if ndim else ()


def asked(tensor, dim, keepdim, axis, keepdims):
    """The axes to reduce, and whether they stay, by PyTorch's names or NumPy's.

    Raises TypeError for both at once, for what is no truth value, and where it is said that no dimension stays.
    """
    if keepdim is NOT_GIVEN_FALSE:
        keepdim = keepdims
    elif keepdims is not NOT_GIVEN_FALSE:
        raise TypeError("keepdim and keepdims are one argument")
    if dim is NOT_GIVEN:
        dim = axis
    elif axis is not NOT_GIVEN:
        raise TypeError("dim and axis are one argument")
    if dim is NOT_GIVEN or keepdim is not NOT_GIVEN_FALSE and keepdim is not True and keepdim is not False:
        raise TypeError("keepdim is True or False, and goes with a dimension")
    return axes_of(tensor, dim), bool(keepdim)


@answers(np.sum)
@public
def sum(
    input: Tensor,
    dim: int | Sequence[int] | None = NOT_GIVEN,
    keepdim: bool = NOT_GIVEN_FALSE,
    *,
    axis: int | Sequence[int] | None = NOT_GIVEN,
    keepdims: bool = NOT_GIVEN_FALSE,
    dtype: dtypes.dtype | None = None,
) -> Tensor:
    """The sum of all elements, or along ``dim`` (one dimension or several); ``axis``, ``keepdims`` as in NumPy.

    Integers and booleans add up in int64. ``dtype`` is the dtype to which the elements are cast first.
    """
    if dim is NOT_GIVEN and axis is NOT_GIVEN and keepdim is NOT_GIVEN_FALSE and keepdims is NOT_GIVEN_FALSE:
        return SumAll.apply(input) if dtype is None else converted(SumAll.apply, input, dtype)
    axes, keepdim = asked(input, dim, keepdim, axis, keepdims)
    return converted(lambda x: Sum.apply(x, axes, keepdim), input, dtype)


@answers(np.mean)
@public
def mean(
    input: Tensor,
    dim: int | Sequence[int] | None = NOT_GIVEN,
    keepdim: bool = NOT_GIVEN_FALSE,
    *,
    axis: int | Sequence[int] | None = NOT_GIVEN,
    keepdims: bool = NOT_GIVEN_FALSE,
    dtype: dtypes.dtype | None = None,
) -> Tensor:
    """The mean of all elements, or along ``dim`` (one dimension or several); ``axis``, ``keepdims`` as in NumPy.

    ``dtype`` is the dtype to which the elements are cast first. Raises RuntimeError where they are not floating point.
    """
    if (input._data.dtype if dtype is None else dtypes.to_numpy(dtype)).kind != "f":
        what = "Input" if dtype is None else "Optional"
        raise RuntimeError(
            errors.message(
                f"mean(): could not infer output dtype. {what} dtype must be either a floating point or complex dtype. "
                f"Got: {(dtype or input.dtype).legacy}",
                "Convert it first, for example with .float().",
            )
        )
    if dim is NOT_GIVEN and axis is NOT_GIVEN and keepdim is NOT_GIVEN_FALSE and keepdims is NOT_GIVEN_FALSE:
        return MeanAll.apply(input) if dtype is None else converted(MeanAll.apply, input, dtype)
    axes, keepdim = asked(input, dim, keepdim, axis, keepdims)
    return converted(lambda x: Mean.apply(x, axes, keepdim), input, dtype)


@answers(np.prod)
@public
@axis_names
def prod(input: Tensor, dim: int | None = None, keepdim: bool = False, *, dtype: dtypes.dtype | None = None) -> Tensor:
    """The product of all elements, or along ``dim``."""
    if dim is None:
        return converted(Prod.apply, input, dtype)
    dim = wrap(dim, input.ndim)
    return converted(lambda x: ProdDim.apply(x, dim, keepdim), input, dtype)


def question(name, ask, numpy, doc):
    """Offer a reduction to truth values."""

    def function(input: Tensor, dim: int | Sequence[int] | None = None, keepdim: bool = False) -> Tensor:
        out = np.asarray(ask(input._data, () if dim in ((), []) else axes_of(input, dim), keepdims=keepdim), order="C")
        return make(out.astype(np.uint8) if input._data.dtype == np.uint8 else out)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = doc
    answers(numpy)(public(axis_names(function)))


question("any", np.any, np.any, "Whether any element is not 0, among all or along ``dim``.")
question("all", np.all, np.all, "Whether no element is 0, among all or along ``dim``.")


@answers(np.count_nonzero)
@public
@axis_names
def count_nonzero(input: Tensor, dim: int | Sequence[int] | None = None) -> Tensor:
    """How many elements are not 0, among all or along ``dim``."""
    return make(np.asarray(np.count_nonzero(input._data, axes_of(input, dim)), np.int64, order="C"))
