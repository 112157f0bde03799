"""Determinants, inverses and linear equations."""

from __future__ import annotations

import sys

import numpy as np

from ..dtypes import float16
from ..function import Function
from ..grad_mode import recording
from ..left_out import does_without
from ..node import Port, recorded_edge
from ..promotion import unimplemented
from ..registry import answers, public, set_method
from ..rules import reduce_to, zeros_like
from ..tensor import Tensor, make


class LinAlgError(RuntimeError):
    """Raised for a singular matrix."""


LinAlgError.__name__ = LinAlgError.__qualname__ = "_LinAlgError"  # as PyTorch prints it


def known(a, kernel):
    """``a``, an array of matrices. Raises for float16, which LAPACK does not take; the message names the ``kernel``."""
    if a.dtype == np.float16:
        if a.size:
            raise unimplemented(kernel, a.dtype)
        return a.astype(np.float32)
    return a


class LinalgDet(Function):
    """The determinant of each matrix."""

    forward = lambda a: determinant(known(a, "lu_cpu")).astype(a.dtype)
    vjp_a = lambda g, a, out: g.reshape((*g.shape, 1, 1)) * adjugate(a, out).mT if 0 not in a.shape else zeros_like(a)


@np.errstate(over="ignore", invalid="ignore")
def determinant(a):
    """``np.linalg.det``, which warns where PyTorch is silent."""
    return np.linalg.det(a)


class LinalgInvEx(Function):
    """The inverse of each matrix."""

    forward = lambda a: inverted(a)
    vjp_a = lambda g, out: -(out.mT @ g @ out.mT)


class LinalgSolveEx(Function):
    """The solution ``x`` of ``a @ x = b`` for each matrix ``a``."""

    forward = lambda a, b, columns: solved(known(a, "lu_cpu"), b, columns)
    vjp_a = lambda g, a, out, a_shape, columns: reduce_to(
        -outer_of(solve_with(a.mT, g, columns), out, columns), a_shape
    )
    vjp_b = lambda g, a, b_shape, columns: reduce_to(solve_with(a.mT, g, columns), b_shape)


class LinalgSvd(Function):
    """The singular values of each matrix, the greatest first."""

    _outputs = range(3)  # the singular values are the second output, as in PyTorch, where the others are vectors
    forward = lambda a: singular_values(known(a, "linalg_svd_cpu"))
    vjp_a = lambda g, a: between_vectors(g, a)

    @classmethod
    def compile(cls):
        """As for any operation, but the output leads to a Port of the node.

        The input may be changed in place later, since PyTorch saves the singular vectors, not the input.
        """
        general, backward = super().compile()

        def apply(a):
            edge = recorded_edge(a)
            if edge is not None and recording():
                a = make(a._data.copy())
                a._edge = edge
            out = general(a)
            if out._edge is not None:
                out._edge = Port(out._edge, 1)
            return out

        return apply, lambda node, g, keep, graph: backward(node, g[1], keep, graph)


def singular_values(a):
    """The singular values of arrays of matrices; NaN for a matrix with infinities."""
    if np.isnan(a).any():
        what = "The algorithm failed to converge because the input matrix contained non-finite values."
        raise LinAlgError(f"linalg.svd: {what}")
    finite = np.isfinite(a).all((-2, -1), keepdims=True)
    return np.where(finite[..., 0], np.linalg.svd(np.where(finite, a, 0), compute_uv=False), np.nan).astype(a.dtype)


class LinalgSvdSlope(Function):
    """The gradient of singular values: each one grows along the product of its two singular vectors."""

    public = False
    forward = lambda g, a: between_vectors(g, a)
    vjp_g = lambda h, a: (vectors(a)[0] * (h @ vectors(a)[2].mT)).sum(-2)
    vjp_a = lambda h, g, a: turned_vectors(h, g, a)


def vectors(a):
    """The singular vectors of arrays of matrices, as columns and as rows, and the values between them."""
    if isinstance(a, Tensor):
        raise NotImplementedError("minigrad has no third derivative of singular values.")
    return np.linalg.svd(a, full_matrices=False)


def between_vectors(g, a):
    """The gradient ``g`` of singular values, of arrays or Tensors, as that of the matrix."""
    if isinstance(a, Tensor):
        return LinalgSvdSlope.apply(g, a)
    u, _, v = vectors(a)
    return (u * g[..., None, :]) @ v


def turned_vectors(h, g, a):
    """The gradient of the matrix from ``h``, that of ``between_vectors``, whose singular vectors depend on it."""
    u, s, v = vectors(a)
    left, right = (h @ v.mT) * g[..., None, :], (h.mT @ u) * g[..., None, :]
    rows, columns = s[..., None], s[..., None, :]
    gaps = columns * columns - rows * rows + np.eye(s.shape[-1], dtype=s.dtype)
    first, second = u.mT @ left, v @ right
    inner = (first - first.mT) / gaps * columns + rows * ((second - second.mT) / gaps)
    over, under = left / columns, right / columns
    return (u @ inner + over - u @ (u.mT @ over)) @ v + u @ (under - v.mT @ (v @ under)).mT


def adjugate(a, det):
    """The transposed matrix of cofactors: the determinant times the inverse, but defined for singular matrices too."""
    if isinstance(a, Tensor):
        if a.shape[-1] == 1 or bool((det == 0).any()):
            return polynomial(a)
        return det.reshape(*det.shape, 1, 1) * inv(a)
    u, s, v = np.linalg.svd(a)
    n = s.shape[-1]
    rest = np.where(np.eye(n, dtype=bool), 1, s[..., None, :]).prod(-1)
    sign = determinant(u) * determinant(v)
    return (sign[..., None, None] * (v.mT * rest[..., None, :]) @ u.mT).astype(a.dtype)


def polynomial(a):
    """``adjugate`` of Tensors as a polynomial in ``a``, smooth everywhere: the method of Faddeev and LeVerrier."""
    n = a.shape[-1]
    m = one = make(np.eye(n, dtype=a._data.dtype))
    for k in range(1, n):
        m = a @ m
        m = m - (m * one).sum((-2, -1), keepdim=True) / k * one
    return m if n % 2 else -m


def outer_of(x, y, columns):
    """``x @ y.T`` for columns, arrays or Tensors; vectors count as one column."""
    if columns:
        return x @ y.mT
    return x.reshape((*x.shape, 1)) * y.reshape((*y.shape[:-1], 1, y.shape[-1]))


def solve_with(a, b, columns):
    """The solution of equations, of arrays or Tensors."""
    return LinalgSolveEx.apply(a, b, columns) if isinstance(a, Tensor) else solved(a, b, columns)


def singular(name, a, what):
    """The error for a singular matrix: it names the first pivot that is 0."""
    for index in np.ndindex(a.shape[:-2]):
        m = a[index].astype(np.float64)
        for i in range(len(m)):
            p = i + np.abs(m[i:, i]).argmax()
            m[[i, p]] = m[[p, i]]
            if m[i, i] == 0:
                batch = f"(Batch element {index[0]}): " if index else ""
                return LinAlgError(f"linalg.{name}: {batch}The diagonal element {i + 1} is zero, the {what}")
            m[i + 1 :] -= np.outer(m[i + 1 :, i] / m[i, i], m[i])
    return LinAlgError(f"linalg.{name}: The {what}")


def told(a, out):
    """``out``, NumPy's result for matrices ``a``. Raises for a singular one, which NumPy in a browser misses."""
    if sys.platform == "emscripten" and np.isnan(out).any() and np.isfinite(a).all():
        raise np.linalg.LinAlgError
    return out


def by_columns(a):
    """Matrices laid out column by column, as those that PyTorch gets from LAPACK."""
    return np.ascontiguousarray(a.mT).mT


def inverted(a):
    """The inverse of arrays of matrices."""
    try:
        return told(a, by_columns(np.linalg.inv(a)))
    except np.linalg.LinAlgError:
        what = "inversion could not be completed because the input matrix is singular."
        raise singular("inv", a, what) from None


def solved(a, b, columns):
    """The solution of arrays of equations, whose right sides are columns or single vectors."""
    try:
        return told(a, by_columns(np.linalg.solve(a, b)) if columns else np.linalg.solve(a, b[..., None])[..., 0])
    except np.linalg.LinAlgError:
        error = singular("solve", a, "")
        raise LinAlgError("torch.linalg.solve: The solver failed because the input matrix is singular.") from error


def check_square(name, a):
    """Raise, in PyTorch's words, unless ``A`` is a square matrix of floating-point numbers, or a stack of them."""
    if a.ndim < 2:
        raise RuntimeError(f"linalg.{name}: The input tensor A must have at least 2 dimensions.")
    if a.shape[-1] != a.shape[-2]:
        raise RuntimeError(
            f"linalg.{name}: A must be batches of square matrices, but they are {a.shape[-2]} by {a.shape[-1]} matrices"
        )
    check_floating(name, a)


def check_floating(name, a):
    """Raise, in PyTorch's words, unless the numbers are floating-point ones."""
    if not a.is_floating_point():
        raise RuntimeError(f"linalg.{name}: Expected a floating point or complex tensor as input. Got {a.dtype.legacy}")


@answers(np.linalg.det)
@public
def det(input: Tensor) -> Tensor:
    """The determinant of a square matrix, or of each in a stack. Its slope exists for singular matrices too."""
    check_square("det", input)
    return LinalgDet.apply(input)


@answers(np.linalg.inv)
@public
def inverse(input: Tensor) -> Tensor:
    """The inverse of a square matrix, or of each in a stack. Raises LinAlgError where it is singular."""
    return inv(input)


@does_without("out")
def inv(A: Tensor) -> Tensor:
    """The inverse of a square matrix, or of each in a stack. Raises LinAlgError where it is singular."""
    check_square("inv", A)
    if A.dtype is float16:
        raise RuntimeError("linalg.inv: Low precision dtypes not supported. Got Half")
    return LinalgInvEx.apply(A)


@does_without("driver", "out")
def svdvals(A: Tensor) -> Tensor:
    """The singular values of a matrix, or of each in a stack, the greatest first."""
    if A.ndim < 2:
        raise RuntimeError("linalg.svd: The input tensor A must have at least 2 dimensions.")
    check_floating("svd", A)
    return LinalgSvd.apply(A)


@answers(np.linalg.solve)
@does_without("out", left=True)
def solve(A: Tensor, B: Tensor) -> Tensor:
    """The solution of ``A @ X = B`` for a square matrix ``A``, or for each in a stack.

    B: columns, or a single vector for each matrix. Raises LinAlgError where ``A`` is singular.

    >>> import minigrad as torch
    >>> torch.linalg.solve(2 * torch.eye(2), torch.ones(2))
    tensor([0.5000, 0.5000])
    """
    check_floating("solve", A)
    if A.dtype is not B.dtype:
        kinds = f"found A of type {A.dtype.legacy} and B of type {B.dtype.legacy} instead"
        raise RuntimeError(f"linalg.solve: Expected A and B to have the same dtype, but {kinds}")
    check_square("solve", A)
    if B.ndim == 0:
        raise RuntimeError("linalg.solve: The input tensor B must have at least 2 dimensions.")
    vector = B.ndim == 1 or A.ndim - 1 == B.ndim and B.shape == A.shape[:-1]
    if A.shape[-1] != B.shape[-1 if vector else -2]:
        raise RuntimeError(
            f"linalg.solve: Incompatible shapes of A and B for the equation AX = B ({A.shape[-2]}x{A.shape[-1]} and "
            f"{B.shape[-1 if vector else -2]}x{1 if vector else B.shape[-1]})"
        )
    return LinalgSolveEx.apply(A, B, not vector)


set_method("inverse", inverse)
