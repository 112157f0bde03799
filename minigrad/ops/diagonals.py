"""Diagonals and triangles of matrices, and matrices made from diagonals."""

from __future__ import annotations

import numpy as np

from ..errors import dimension_error
from ..function import Function
from ..inplace import in_place
from ..operation import View
from ..promotion import check_taken
from ..registry import answers, public, set_method
from ..rules import expand, keep
from ..tensor import Tensor
from .reduction import sum_dtype
from .shape import integer, wrap


class Tril(Function):
    """Zeros above a diagonal."""

    contiguous = True
    of_floats = False
    forward = lambda a, diagonal: np.tril(a, diagonal)
    vjp_a = lambda g, diagonal: np.tril(g, diagonal)


class Triu(Function):
    """Zeros below a diagonal."""

    contiguous = True
    of_floats = False
    forward = lambda a, diagonal: np.triu(a, diagonal)
    vjp_a = lambda g, diagonal: np.triu(g, diagonal)


class Diagonal(View):
    """A diagonal of two dimensions, put last."""

    forward = lambda a, offset, dim1, dim2: diagonal_of(a, offset, dim1, dim2)
    vjp_a = lambda g, a_shape, offset, dim1, dim2: on_diagonal(g, a_shape, offset, dim1, dim2)


class DiagonalCopy(Function):
    """A copy of a diagonal."""

    grad_fn_name = "DiagonalBackward0_copy"
    forward = lambda a, offset: np.diagonal(a, offset).copy()
    vjp_a = lambda g, a_shape, offset: on_diagonal(g, a_shape, offset, 0, 1)


class OnDiagonal(Function):
    """Zeros of ``shape`` with ``a`` on a diagonal."""

    forward = lambda a, shape, offset, dim1, dim2: on_diagonal(a, shape, offset, dim1, dim2)
    vjp_a = lambda g, offset, dim1, dim2: g.diagonal(offset, dim1, dim2)


class DiagEmbed(OnDiagonal):
    """The matrix with a vector on its diagonal."""

    forward = OnDiagonal.forward


class Trace(Function):
    """The sum of the diagonal of a matrix."""

    refuses = "b", "trace"
    forward = lambda a: np.trace(a, dtype=sum_dtype(a))
    vjp_a = lambda g, a_shape: keep(expand(g, a_shape), np.eye(*a_shape, dtype=bool))


def diagonal_of(a, offset, dim1, dim2):
    """A diagonal of an array, as a view that can be written to if the array can."""
    out = np.diagonal(a, offset, dim1, dim2)
    out.flags.writeable = a.flags.writeable
    return out


def on_diagonal(g, shape, offset, dim1, dim2):
    """Zeros of ``shape`` with ``g`` on a diagonal: the transpose of ``diagonal_of``."""
    if isinstance(g, Tensor):
        return OnDiagonal.apply(g, shape, offset, dim1, dim2)
    out = np.zeros(shape, g.dtype)
    diagonal_of(out, offset, dim1, dim2)[...] = g
    return out


def triangle(operation, input, diagonal):
    """What ``tril`` and ``triu`` do."""
    if input.ndim < 2:
        raise RuntimeError(f"{operation.called}: input tensor must have at least 2 dimensions")
    return operation.apply(input, integer(diagonal))


@answers(np.tril)
@public
def tril(input: Tensor, diagonal: int = 0) -> Tensor:
    """Matrices with zeros above a diagonal: 0 is the main one, 1 the one above it."""
    return triangle(Tril, input, diagonal)


@answers(np.triu)
@public
def triu(input: Tensor, diagonal: int = 0) -> Tensor:
    """Matrices with zeros below a diagonal: 0 is the main one, 1 the one above it."""
    return triangle(Triu, input, diagonal)


@answers(np.diagonal)
@public
def diagonal(input: Tensor, offset: int = 0, dim1: int = 0, dim2: int = 1) -> Tensor:
    """A view of a diagonal of the dimensions ``dim1`` and ``dim2``, put last."""
    dims = wrap(dim1, input.ndim), wrap(dim2, input.ndim)
    if dims[0] == dims[1]:
        raise RuntimeError(f"diagonal dimensions cannot be identical {dim1}, {dim2}")
    return Diagonal.apply(input, offset, *dims)


@answers(np.diag)
@public
def diag(input: Tensor, diagonal: int = 0) -> Tensor:
    """The matrix with a vector on its diagonal, or a copy of the diagonal of a matrix."""
    if input.ndim == 1:
        return diag_embed(input, diagonal)
    if input.ndim != 2:
        raise RuntimeError(f"diag(): Supports 1D or 2D tensors. Got {input.ndim}D")
    return DiagonalCopy.apply(input, diagonal)


@public
def diag_embed(input: Tensor, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Tensor:
    """Matrices, in the dimensions ``dim1`` and ``dim2``, with the last dimension of ``input`` on their diagonals."""
    if input.ndim == 0:
        raise dimension_error(-2, 0)
    given = dim1, dim2
    dim1, dim2 = wrap(dim1, input.ndim + 1), wrap(dim2, input.ndim + 1)
    if dim1 == dim2:
        raise RuntimeError(f"diagonal dimensions cannot be identical {given[0]}, {given[1]}")
    *shape, n = input.shape
    for dim in sorted((dim1, dim2)):
        shape.insert(dim, n + abs(offset))
    return DiagEmbed.apply(input, tuple(shape), offset, dim1, dim2)


@answers(np.trace)
@public
def trace(input: Tensor) -> Tensor:
    """The sum of the diagonal of a matrix."""
    check_taken(Trace, input._data.dtype)
    if input.ndim != 2:
        raise RuntimeError(f"trace: expected a matrix, but got tensor with dim {input.ndim}")
    return Trace.apply(input)


for change in (tril, triu):
    set_method(f"{change.__name__}_", in_place(change, f"{change.__name__}_", repeated=True))
