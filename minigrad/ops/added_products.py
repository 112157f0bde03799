"""Products of matrices that are added to a tensor: ``addmm``, ``addmv`` and ``baddbmm``."""

from __future__ import annotations

import numpy as np

from ..constants import plain_numbers
from ..dtypes import WRITTEN, unlike_output
from ..function import Function
from ..grad_mode import no_grad
from ..inplace import in_place
from ..promotion import expand_error
from ..registry import named, public, set_method
from ..rules import reduce_to
from ..storage import repeats
from ..tensor import Tensor, make
from ..view import is_recorded_write
from .linalg import check, check_matrices, check_scalar_types, check_stacks, check_vector


class Addmm(Function):
    """``beta * a + alpha * b @ c``."""

    saved_as = "self", "mat1", "mat2"
    refuses = "b", "addmm_impl_cpu_"
    forward = lambda a, b, c, beta, alpha: weighted(a, b @ c, beta, alpha)
    vjp_a = lambda g, a_shape, beta: reduce_to(g if beta == 1 else g * beta, a_shape)
    vjp_b = lambda g, c, alpha: g @ c.mT if alpha == 1 else (g @ c.mT) * alpha
    vjp_c = lambda g, b, alpha: b.mT @ g if alpha == 1 else (b.mT @ g) * alpha


class Baddbmm(Addmm):
    """``Addmm`` for stacks of matrices."""

    saved_as = "self", "batch1", "batch2"
    refuses = "b", "baddbmm"
    forward = Addmm.forward


class Addmv(Function):
    """``beta * a + alpha * b @ c`` for a matrix ``b`` and a vector ``c``."""

    saved_as = "self", "mat", "vec"
    refuses = "b", "addmv_impl_cpu"
    forward = Addmm.forward
    vjp_a = Addmm.vjp_a
    vjp_b = lambda g, c, alpha: g.reshape((-1, 1)) * (c * alpha)
    vjp_c = lambda g, b, alpha: (b.T @ g) * alpha


def weighted(a, product, beta, alpha):
    """``beta * a + alpha * product`` of arrays. With the factor 0 an array is left out, even if it holds NaN."""
    if product.dtype.kind != "f":
        beta, alpha = np.array([int(beta), int(alpha)]).astype(product.dtype)
    if alpha != 1:
        product = product * alpha
    if beta == 0:
        return product
    return product + (a if beta == 1 else a * beta)


@public
def addmm(input: Tensor, mat1: Tensor, mat2: Tensor, *, beta: float = 1, alpha: float = 1) -> Tensor:
    """``beta * input + alpha * mat1 @ mat2``, with ``input`` broadcast to the product."""
    a, b = mat1.shape, mat2.shape
    for name, tensor in (("self", input), ("mat1", mat1)):
        if tensor.dtype is not mat2.dtype:
            kinds = f"{tensor.dtype.legacy} and {mat2.dtype.legacy}"
            raise RuntimeError(f"{name} and mat2 must have the same dtype, but got {kinds}")
    if len(a) != 2 or len(b) != 2:
        check(False, f"mat{1 if len(a) != 2 else 2} must be a matrix, got {len(a if len(a) != 2 else b)}-D tensor")
    check_matrices(a, b)
    check_fits(input, (a[0], b[1]))
    if input._data.dtype.kind == "b" and 0 in (*a, *b):
        return of_no_booleans((a[0], b[1]))
    beta, alpha = plain_numbers(beta, alpha)
    return Addmm.apply(input, mat1, mat2, beta, alpha)


@public
def addmv(input: Tensor, mat: Tensor, vec: Tensor, *, beta: float = 1, alpha: float = 1) -> Tensor:
    """``beta * input + alpha * mat @ vec``, with ``input`` broadcast to the product."""
    check_vector(mat, vec, input, input.shape)
    beta, alpha = plain_numbers(beta, alpha)
    return Addmv.apply(input, mat, vec, beta, alpha)


@public
def baddbmm(input: Tensor, batch1: Tensor, batch2: Tensor, *, beta: float = 1, alpha: float = 1) -> Tensor:
    """``addmm`` for stacks of matrices."""
    shape = check_added_stacks(input, batch1, batch2)
    check_scalar_types(Baddbmm, batch1, batch2)
    if input._data.dtype.kind == "b" and 0 in (*batch1.shape, *batch2.shape):
        return of_no_booleans(shape)
    beta, alpha = plain_numbers(beta, alpha)
    return Baddbmm.apply(input, batch1, batch2, beta, alpha)


def check_added_stacks(input, batch1, batch2):
    """The shape of the result of ``baddbmm``. Raises, in PyTorch's words, if its arguments do not fit each other."""
    shape = batch1.size(0), batch1.size(1), batch2.size(2)
    check_fits(input, shape)
    if input.dtype is not batch1.dtype:
        kinds = [WRITTEN[t.dtype.name] for t in (input, batch1, batch2)]
        raise RuntimeError("Input dtypes must be the same, got: input {}, batch1: {}, batch2: {}".format(*kinds))
    check_stacks(batch1.shape, batch2.shape)
    return shape


def of_no_booleans(shape):
    """The result of ``addmm`` and ``baddbmm`` for empty matrices of booleans; others raise before."""
    if 0 in shape:
        return make(np.empty(shape, bool))
    raise RuntimeError("result type Long can't be cast to the desired output type Bool")


def check_fits(input, shape):
    """Raise, in PyTorch's words, if ``input`` does not broadcast to the shape of the product."""
    if input.ndim > len(shape) or any(n not in (1, m) for n, m in zip(input.shape[::-1], shape[::-1], strict=False)):
        raise expand_error(shape, input.shape, input.dtype)


def product_in_place(function, blank):
    """Offer ``function`` in place.

    blank: is called with the tensor and the factors, and returns None if the tensor has the shape of the product. Else
        PyTorch finds other errors first: ``blank`` raises them, or returns a tensor with which ``function`` does.
    """
    name = f"{function.__name__}_"
    change = in_place(function, name, overlaps=True)

    def method(self: Tensor, a: Tensor, b: Tensor, *, beta: float = 1, alpha: float = 1) -> Tensor:
        is_recorded_write(self, (a, b))
        like = blank(self, a, b)
        if like is not None:
            with no_grad():
                shape = function(like, a, b).shape
            raise RuntimeError(
                f"Bad in-place call: input tensor size {list(self.shape)} and output tensor size {list(shape)} should "
                "match"
            )
        if repeats(self._data) or self._data.dtype.kind == "b":  # refused, but other errors come first
            with no_grad():
                function(self, a, b)
        return change(self, a, b, beta=beta, alpha=alpha)

    set_method(name, named(method, name, function.__doc__))


def unlike_matrix(self, a, b):
    """A tensor of the shape of the product of two matrices; None if ``self`` has that shape."""
    if a.ndim != 2 or b.ndim != 2 or self.shape == (len(a), b.shape[1]):
        return None
    return make(np.empty((len(a), b.shape[1]), self._data.dtype))


def unlike_stack(self, a, b):
    """``self`` if it has not the shape of the products of two stacks of matrices, else None."""
    shape = check_added_stacks(self, a, b)
    if self.dtype is not b.dtype:
        raise RuntimeError(unlike_output(self.dtype, b.dtype))
    return None if self.shape == shape else self


product_in_place(addmm, unlike_matrix)
product_in_place(addmv, lambda self, a, b: None if self.shape == a.shape[:1] else self)
product_in_place(baddbmm, unlike_stack)
