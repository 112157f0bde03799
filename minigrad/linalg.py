"""Linear algebra by the names it has in ``torch.linalg``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .ops.inverse import LinAlgError, det, inv, solve
from .ops.linalg import matmul
from .ops.rearranging import diagonal
from .ops.reduction import axes_of
from .ops.statistics import norm as any_norm
from .registry import axis_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tensor import Tensor

__all__ = ["LinAlgError", "det", "diagonal", "inv", "matmul", "matrix_norm", "norm", "solve", "vector_norm"]

INF = float("inf")


@axis_names
def vector_norm(x: Tensor, ord: float = 2, dim: int | Sequence[int] | None = None, keepdim: bool = False) -> Tensor:
    """The ``ord``-norm of all elements, or along ``dim``."""
    return any_norm(x, ord, dim, keepdim)


@axis_names
def matrix_norm(A: Tensor, ord: float | str = "fro", dim: Sequence[int] = (-2, -1), keepdim: bool = False) -> Tensor:
    """The norm of matrices: "fro" is the root of the sum of squares; 1 and inf are the greatest column and row sum.

    Raises NotImplementedError for the norms that need singular values: 2, -2 and "nuc".
    """
    if ord == "fro":
        return any_norm(A, 2, dim, keepdim)
    if ord in (1, -1, INF, -INF):
        row, column = axes_of(A, dim)
        first, then = (row, column) if abs(ord) == 1 else (column, row)
        sums = any_norm(A, 1, first, True)
        out = sums.amax(then, True) if ord > 0 else sums.amin(then, True)
        return out if keepdim else out.squeeze((row, column))
    raise NotImplementedError(f"minigrad computes no singular values, which the matrix norm of order {ord!r} needs.")


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
