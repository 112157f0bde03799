"""Products of vectors and matrices."""

from __future__ import annotations

import operator

from .. import errors
from ..function import Binary
from ..registry import public
from ..tensor import Tensor
from .shape import SqueezeProduct


class Mm(Binary):
    """The product of two matrices."""

    public = False
    forward = operator.matmul
    vjp_a = lambda g, b: g @ b.T
    vjp_b = lambda g, a: a.T @ g


class Mv(Binary):
    """A matrix times a vector."""

    public = False
    forward = operator.matmul
    vjp_a = lambda g, b: g.reshape((-1, 1)) * b
    vjp_b = lambda g, a: a.T @ g


class Dot(Binary):
    """The inner product of two vectors."""

    public = False
    forward = operator.matmul
    vjp_a = lambda g, b: g * b
    vjp_b = lambda g, a: g * a


@public
def matmul(input: Tensor, other: Tensor) -> Tensor:
    """The matrix product: matrix by matrix, matrix by vector, vector by matrix or vector by vector.

    Raises RuntimeError where the inner sizes differ.
    """
    if not isinstance(other, Tensor):
        raise TypeError(f"matmul(): argument 'other' (position 2) must be Tensor, not {type(other).__name__}")
    ndims = (input.ndim, other.ndim)
    a, b = tuple(input.shape), tuple(other.shape)
    if ndims == (2, 2):
        check(a[1] == b[0], f"mat1 and mat2 shapes cannot be multiplied ({a[0]}x{a[1]} and {b[0]}x{b[1]})")
        return Mm.apply(input, other)
    if ndims == (2, 1):
        check(a[1] == b[0], f"size mismatch, got input ({a[0]}), mat ({a[0]}x{a[1]}), vec ({b[0]})")
        return Mv.apply(input, other)
    if ndims == (1, 1):
        check(
            a == b,
            f"inconsistent tensor size, expected tensor {list(a)} and src {list(b)} to have the same number of "
            f"elements, but got {a[0]} and {b[0]} elements respectively",
        )
        return Dot.apply(input, other)
    if ndims == (1, 2):
        check(a[0] == b[0], f"mat1 and mat2 shapes cannot be multiplied (1x{a[0]} and {b[0]}x{b[1]})")
        return SqueezeProduct.apply(Mm.apply(input.unsqueeze(0), other), 0)
    check(0 not in ndims, f"both arguments to matmul need to be at least 1D, but they are {ndims[0]}D and {ndims[1]}D")
    raise NotImplementedError("minigrad multiplies matrices and vectors, not stacks of matrices.")


def check(fits, sentence):
    """Raise PyTorch's sentence where the shapes do not fit."""
    if not fits:
        raise RuntimeError(errors.message(sentence, "The last size of the first must be the first size of the second."))


Tensor.__matmul__ = matmul
