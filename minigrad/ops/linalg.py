"""Products of vectors and matrices."""

from __future__ import annotations

import operator

import numpy as np

from .. import errors
from ..dtypes import WRITTEN
from ..errors import argument_error, dimension_error
from ..function import Binary
from ..promotion import broadcast_error, check_taken
from ..registry import answers, public, set_function, set_method
from ..size import Size
from ..tensor import Tensor
from .shape import UnsafeView


class Mm(Binary):
    """The product of two matrices."""

    saved_as = "self", "mat2"
    public = broadcasts = False
    refuses = "b", "addmm_impl_cpu_"
    forward = operator.matmul
    vjp_a = lambda g, b: g @ b.T
    vjp_b = lambda g, a: a.T @ g


class Mv(Binary):
    """A matrix times a vector."""

    saved_as = "self", "vec"
    public = broadcasts = False
    refuses = "b", "addmv_impl_cpu"
    forward = operator.matmul
    vjp_a = lambda g, b: g.reshape((-1, 1)) * b
    vjp_b = lambda g, a: a.T @ g


class Bmm(Binary):
    """The products of two stacks of matrices, one by one."""

    saved_as = "self", "mat2"
    public = broadcasts = False
    refuses = "b", "bmm"
    forward = operator.matmul
    vjp_a = lambda g, b: g @ b.mT
    vjp_b = lambda g, a: a.mT @ g


class Dot(Binary):
    """The inner product of two vectors."""

    saved_as = "self", "tensor"
    public = broadcasts = False
    refuses = "b", "dot"
    forward = operator.matmul
    vjp_a = lambda g, b: g * b
    vjp_b = lambda g, a: g * a


def tensor_arguments(name, input, other, argument):
    """Raise TypeError in PyTorch's words where one of two arguments is no tensor."""
    if isinstance(input, Tensor) and isinstance(other, Tensor):
        return
    for position, (called, value) in enumerate((("input", input), (argument, other)), 1):
        if not isinstance(value, Tensor):
            raise TypeError(argument_error(name, called, position, value))


def check_matrices(a, b):
    """Raise, in PyTorch's words, where the shapes of two matrices do not fit."""
    if a[1] != b[0]:
        check(False, f"mat1 and mat2 shapes cannot be multiplied ({a[0]}x{a[1]} and {b[0]}x{b[1]})")


def check_stacks(a, b):
    """Raise, in PyTorch's words, if two stacks of matrices are not of equal height, or their matrices do not fit."""
    if len(a) != 3 or len(b) != 3:
        check(False, f"batch{1 if len(a) != 3 else 2} must be a 3D tensor")
    if a[0] != b[0] or a[2] != b[1]:
        sentence = "Expected size for first two dimensions of batch2 tensor to be: "
        check(False, f"{sentence}[{a[0]}, {a[2]}] but got: [{b[0]}, {b[1]}].")


def check_vector(mat, vec, added, size):
    """Raise, in PyTorch's words, if a matrix does not fit a vector, or their product a tensor ``added`` of ``size``."""
    a, b = mat._data.shape, vec._data.shape
    if len(a) != 2 or len(b) != 1 or len(size) > 1:
        check(False, f"vector + matrix @ vector expected, got {len(size)}, {len(a)}, {len(b)}")
    if a[1] != b[0] or Size(size).numel() not in (1, a[0]):
        if not size:
            raise dimension_error(0, 0)
        check(False, f"size mismatch, got input ({size[0]}), mat ({a[0]}x{a[1]}), vec ({b[0]})")
    if not added._data.dtype == mat._data.dtype == vec._data.dtype:
        kinds = [t.dtype.legacy for t in (added, mat, vec)]
        raise RuntimeError("addmv input tensors must have the same dtype, but got {}, {}, and {}".format(*kinds))


@answers(np.matmul)
@public
def matmul(input: Tensor, other: Tensor) -> Tensor:
    """The matrix product of vectors, matrices and stacks of matrices, whose leading dimensions broadcast.

    A vector on the left counts as a row, on the right as a column. Raises RuntimeError where the inner sizes differ.

    >>> import minigrad as torch
    >>> (torch.ones(5, 2, 3) @ torch.ones(3, 4)).shape
    torch.Size([5, 2, 4])
    """
    tensor_arguments("matmul", input, other, "other")
    n, m = input.ndim, other.ndim
    if n == 2 and m == 2:
        return mm(input, other)
    if n == 0 or m == 0:
        check(False, f"both arguments to matmul need to be at least 1D, but they are {n}D and {m}D")
    if n == 1 and m == 1:
        return dot(input, other)
    if n == 2 and m == 1:
        return mv(input, other)
    if n == 1 and m == 2:
        return mm(input.unsqueeze(0), other).squeeze_(0)
    if folds(input, other):
        return folded(input, other) if n > m else folded(other.mT, input.t() if n == 2 else input, turned=n == 2)
    if n == 3 == m and input.shape[0] != other.shape[0]:  # where one is a single matrix
        if input.shape[0] == 1 and input.requires_grad:
            return matmul(input.squeeze(0), other)
        if other.shape[0] == 1 and other.requires_grad:
            return matmul(input, other.squeeze(0))
    return stacked(input, other)


def folds(a, b):
    """Whether to multiply a stack as one tall matrix: if that takes no copy, or the single factor requires grad."""
    stack, single = (a, b) if a.ndim >= b.ndim else (b.mT, a)
    if single.ndim > 2:
        return False
    if single.requires_grad:  # else its gradient would be computed for every matrix of the stack, and then summed
        return True
    array = stack._data
    fits = (array.strides[d] == array.strides[d + 1] * array.shape[d + 1] for d in range(array.ndim - 2))
    return a.ndim != 2 and (array.size == 0 or all(fits))


def folded(stack, single, turned=False):
    """A stack times one matrix or vector, as one tall matrix times it. ``turned``: the stack was the right factor."""
    rows = stack.reshape(Size(stack.shape[:-1]).numel(), stack.shape[-1])
    product = mm(rows, single) if single.ndim == 2 else mv(rows, single)
    product = UnsafeView.apply(product, (*stack.shape[:-1], *single.shape[1:]))
    return product.mT.contiguous() if turned else product


def stacked(a, b):
    """The matrix product of two stacks of matrices, or vectors, whose leading dimensions are broadcast."""
    n, m = ((t.shape[-2:] if t.ndim > 1 else shape) for t, shape in ((a, (1, *a.shape)), (b, b.shape)))
    lead_a, lead_b = a.shape[:-2], b.shape[:-2]
    try:
        lead = np.broadcast_shapes(lead_a, lead_b)
    except ValueError:
        raise broadcast_error(lead_a, lead_b) from None
    count = Size(lead).numel()
    shape = (*lead, *(n[:1] if a.ndim > 1 else ()), *m[1:])
    a, b = a.expand((*lead, *n)).reshape(count, *n), b.expand((*lead, *m)).reshape(count, *m)
    product = bmm(a, b) if len(m) == 2 else bmm(a, b.unsqueeze(2)).squeeze(-1)
    return UnsafeView.apply(product, shape)


@public
def mm(input: Tensor, mat2: Tensor) -> Tensor:
    """The product of two matrices. Raises RuntimeError where they are none or do not fit."""
    tensor_arguments("mm", input, mat2, "mat2")
    a, b = input.shape, mat2.shape
    if len(a) != 2 or len(b) != 2:
        check(False, "self must be a matrix" if len(a) != 2 else "mat2 must be a matrix")
    check_matrices(a, b)
    if input._data.dtype != mat2._data.dtype:  # that of an unpickled array is equal, and another object
        kinds = f"{WRITTEN[input.dtype.name]} != {WRITTEN[mat2.dtype.name]}"
        raise RuntimeError(f"expected m1 and m2 to have the same dtype, but got: {kinds}")
    return Mm.apply(input, mat2)


@public
def bmm(input: Tensor, mat2: Tensor) -> Tensor:
    """The products of two equally high stacks of matrices, one by one."""
    tensor_arguments("bmm", input, mat2, "mat2")
    check_stacks(input.shape, mat2.shape)
    check_scalar_types(Bmm, input, mat2)
    return Bmm.apply(input if input.dtype is mat2.dtype else input.to(mat2.dtype), mat2)  # where there are no elements


def check_scalar_types(operation, a, b):
    """Raise where two stacks of matrices are of a dtype that an operation does not take, or differ in dtype."""
    if not (a.numel() and b.numel()):
        return
    check_taken(operation, a._data.dtype)
    if a._data.dtype != b._data.dtype:
        raise RuntimeError(f"expected scalar type {a.dtype.legacy} but found {b.dtype.legacy}")


@public
def mv(input: Tensor, vec: Tensor) -> Tensor:
    """The product of a matrix and a vector."""
    tensor_arguments("mv", input, vec, "vec")
    check_vector(input, vec, vec, (input.size(0),))
    return Mv.apply(input, vec)


@public
def dot(input: Tensor, tensor: Tensor) -> Tensor:
    """The inner product of two vectors. Raises RuntimeError where they are none or differ in size or dtype."""
    tensor_arguments("dot", input, tensor, "tensor")
    a, b = input.shape, tensor.shape
    if len(a) != 1 or len(b) != 1:
        check(False, f"1D tensors expected, but got {len(a)}D and {len(b)}D tensors")
    if input.dtype is not tensor.dtype:
        have, got = input.dtype.legacy, tensor.dtype.legacy
        raise RuntimeError(f"dot : expected both vectors to have same dtype, but found {have} and {got}")
    if a != b:
        sentence = (
            f"inconsistent tensor size, expected tensor {list(a)} and src {list(b)} to have the same number of "
            f"elements, but got {a[0]} and {b[0]} elements respectively"
        )
        check(False, sentence)
    check_taken(Dot, input._data.dtype)
    return Dot.apply(input, tensor)


@public
def outer(input: Tensor, vec2: Tensor) -> Tensor:
    """The matrix of all products of an element of one vector and one of another."""
    tensor_arguments("outer", input, vec2, "vec2")
    for name, vector in (("self", input), ("vec2", vec2)):
        if vector.ndim != 1:
            raise RuntimeError(f"outer: Expected 1-D argument {name}, but got {vector.ndim}-D")
    return input.reshape(-1, 1) * vec2


answers(np.outer)(lambda input, other: outer(input.reshape(-1), other.reshape(-1)))


def check(fits, sentence):
    """Raise PyTorch's sentence where the shapes do not fit."""
    if not fits:
        raise RuntimeError(errors.message(sentence, "The last size of the first must be the first size of the second."))


def matmul_operator(self: Tensor, other: Tensor) -> Tensor:
    """``self @ other``."""
    if not isinstance(other, Tensor):
        return NotImplemented
    x, y = self._data, other._data
    if x.ndim == 2 == y.ndim and x.shape[1] == y.shape[0] and x.dtype is y.dtype:
        return Mm.apply(self, other)
    return matmul(self, other)


Tensor.__matmul__ = matmul_operator
set_function("ger", outer)
set_method("ger", outer)
