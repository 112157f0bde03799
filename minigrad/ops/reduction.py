"""Reductions: many elements to one, along all dimensions or some."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .. import errors
from ..function import Function, Unary
from ..registry import public
from ..rules import add_up, expand
from .shape import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..tensor import Tensor


class SumAll(Unary):
    """The sum of all elements."""

    public = False
    grad_fn_name = "SumBackward0"
    forward = add_up
    vjp_a = lambda g, a_shape: expand(g, a_shape)


class Sum(Function):
    """The sum along dimensions."""

    grad_fn_name = "SumBackward1"
    forward = lambda a, axes, keepdim: np.add.reduce(a, axes, sum_dtype(a), keepdims=keepdim)
    vjp_a = lambda g, a_shape, axes: expand(g.reshape(kept(a_shape, axes)), a_shape)


class MeanAll(Unary):
    """The mean of all elements."""

    public = False
    grad_fn_name = "MeanBackward0"
    forward = lambda a: add_up(a) / a.dtype.type(a.size)
    vjp_a = lambda g, a_shape: expand(g / count(a_shape), a_shape)


class Mean(Function):
    """The mean along dimensions."""

    grad_fn_name = "MeanBackward1"
    forward = lambda a, axes, keepdim: np.add.reduce(a, axes, keepdims=keepdim) / a.dtype.type(count(a.shape, axes))
    vjp_a = lambda g, a_shape, axes: expand(g.reshape(kept(a_shape, axes)) / count(a_shape, axes), a_shape)


def sum_dtype(a):
    """Integers and booleans add up in int64."""
    return a.dtype if a.dtype.kind == "f" else np.int64


def count(shape, axes=None):
    """How many elements of ``shape`` meet in one when ``axes`` are reduced, as a float."""
    n = 1.0
    for i, size in enumerate(shape):
        if axes is None or i in axes:
            n *= size
    return n


def kept(shape, axes):
    """``shape`` with every reduced dimension of size 1."""
    return tuple(1 if i in axes else size for i, size in enumerate(shape))


def axes_of(tensor, dim):
    """``dim`` as a tuple of non-negative axes. Raises IndexError where one is out of range."""
    ndim = tensor.ndim
    dims = range(ndim) if dim is None or dim == () else (dim,) if isinstance(dim, int) else dim
    return tuple(wrap(d, ndim) for d in dims)


@public
def sum(
    input: Tensor,
    dim: int | Sequence[int] | None = None,
    keepdim: bool = False,
    *,
    axis: int | Sequence[int] | None = None,
    keepdims: bool = False,
) -> Tensor:
    """The sum of all elements, or along ``dim`` (one dimension or several); ``axis``, ``keepdims`` as in NumPy."""
    dim, keepdim = (axis if dim is None else dim), keepdim or keepdims
    if dim is None and not keepdim:
        return SumAll.apply(input)
    return Sum.apply(input, axes_of(input, dim), keepdim)


@public
def mean(input: Tensor, dim: int | Sequence[int] | None = None, keepdim: bool = False) -> Tensor:
    """The mean of all elements, or along ``dim`` (one dimension or several).

    Raises RuntimeError where the elements are not floating point.
    """
    if not input.is_floating_point():
        raise RuntimeError(
            errors.message(
                "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. "
                f"Got: {input.dtype.legacy}",
                "Convert it first, for example with .float().",
            )
        )
    if dim is None and not keepdim:
        return MeanAll.apply(input)
    return Mean.apply(input, axes_of(input, dim), keepdim)
