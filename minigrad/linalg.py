"""Linear algebra by the names it has in ``torch.linalg``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import left_out, only
from .ops.inverse import LinAlgError, det, inv, solve, svdvals
from .ops.linalg import matmul
from .ops.rearranging import diagonal
from .ops.reduction import axes_of
from .ops.statistics import norm as any_norm
from .registry import axis_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tensor import Tensor

__all__ = ["LinAlgError", "det", "diagonal", "inv", "matmul", "matrix_norm", "norm", "solve", "svdvals", "vector_norm"]

__getattr__ = left_out(__name__, only(__all__[1:]))

INF = float("inf")


@axis_names
def vector_norm(x: Tensor, ord: float = 2, dim: int | Sequence[int] | None = None, keepdim: bool = False) -> Tensor:
    """The ``ord``-norm of all elements, or along ``dim``."""
    return any_norm(x, ord, dim, keepdim)


@axis_names
def matrix_norm(A: Tensor, ord: float | str = "fro", dim: Sequence[int] = (-2, -1), keepdim: bool = False) -> Tensor:
    """The norm of matrices: "fro" is the root of the sum of squares; 1 and inf are the greatest column and row sum.

    2 is the greatest singular value, -2 the smallest, and "nuc" the sum of all.
    """
    if A.ndim < 2:
        raise RuntimeError("linalg.matrix_norm: The input tensor A must have at least 2 dimensions.")
    if not A.is_floating_point():
        kind = A.dtype.legacy
        raise RuntimeError(f"linalg.matrix_norm: Expected a floating point or complex tensor as input. Got {kind}")
    if ord == "fro":
        return any_norm(A, 2, dim, keepdim)
    if ord in (1, -1, INF, -INF):
        row, column = axes_of(A, dim)
        first, then = (row, column) if abs(ord) == 1 else (column, row)
        sums = any_norm(A, 1, first, keepdim)
        then -= not keepdim and first < then
        return (sums.amax if ord > 0 else sums.amin)(then, keepdim)
    if ord not in (2, -2, "nuc"):
        raise RuntimeError(f"linalg.matrix_norm: Order {ord} not supported.")
    axes = axes_of(A, dim)
    order = [*(d for d in range(A.ndim) if d not in axes), *axes]
    values = svdvals(A.permute(order))
    out = values.sum(-1, keepdim) if ord == "nuc" else (values.amax if ord > 0 else values.amin)(-1, keepdim)
    return out.unsqueeze(-1).permute([order.index(d) for d in range(A.ndim)]) if keepdim else out


@axis_names
def norm(
    A: Tensor, ord: float | str | None = None, dim: int | Sequence[int] | None = None, keepdim: bool = False
) -> Tensor:
    """The norm of a vector or of matrices; without ``ord`` the root of the sum of squares of all elements.

    With ``ord`` and without ``dim``, or with two dimensions, it is the matrix norm of that order.
    """
    if ord is None:
        return any_norm(A, 2, dim, keepdim)
    if isinstance(ord, str) or not isinstance(dim, int) and (len(dim) == 2 if dim is not None else A.ndim == 2):
        return matrix_norm(A, ord, (-2, -1) if dim is None else dim, keepdim)
    return vector_norm(A, ord, dim, keepdim)
