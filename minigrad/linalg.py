"""Linear algebra by the names it has in ``torch.linalg``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .checks import telling
from .dtypes import float16
from .left_out import does_without
from .module_names import module_names, only
from .ops.diagonals import diagonal as any_diagonal
from .ops.inverse import LinAlgError, check_floating, det, inv, solve, svdvals
from .ops.linalg import matmul
from .ops.reduction import axes_of
from .ops.statistics import norm as any_norm
from .registry import axis_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tensor import Tensor

__all__ = ["LinAlgError", "det", "diagonal", "inv", "matmul", "matrix_norm", "norm", "solve", "svdvals", "vector_norm"]

__getattr__, __dir__ = module_names(__name__, only(__all__[1:]))

INF = float("inf")


def diagonal(A: Tensor, *, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Tensor:
    """The diagonal of a matrix, or of each in a stack, as a view."""
    return any_diagonal(A, offset, dim1, dim2)


@does_without("dtype", "out")
@axis_names
def vector_norm(x: Tensor, ord: float = 2, dim: int | Sequence[int] | None = None, keepdim: bool = False) -> Tensor:
    """The ``ord``-norm of all elements, or along ``dim``."""
    return any_norm(x, ord, dim, keepdim)


@does_without("dtype", "out")
@axis_names
def matrix_norm(A: Tensor, ord: float | str = "fro", dim: Sequence[int] = (-2, -1), keepdim: bool = False) -> Tensor:
    """The norm of matrices: "fro" is the root of the sum of squares; 1 and inf are the greatest column and row sum.

    2 is the greatest singular value, -2 the smallest, and "nuc" the sum of all.
    """
    if ord not in ("fro", "nuc", 1, -1, 2, -2, INF, -INF):
        raise RuntimeError(f"linalg.matrix_norm: Order {ord} not supported.")
    if A.ndim < 2:
        raise RuntimeError("linalg.matrix_norm: The input tensor A must have at least 2 dimensions.")
    check_floating("matrix_norm", A)
    dims = [dim] if isinstance(dim, int) else dim
    if len(dims) != 2:
        raise RuntimeError(f"linalg.matrix_norm: dim must be a 2-tuple. Got {' '.join(map(str, dims))}")
    if ord == "fro":
        return any_norm(A, 2, dim, keepdim)
    if ord in (1, -1, INF, -INF):
        row, column = axes_of(A, dim)
        first, then = (row, column) if abs(ord) == 1 else (column, row)
        sums = any_norm(A, 1, first, keepdim)
        then -= not keepdim and first < then
        return extreme(sums, ord, then, keepdim)
    if A.dtype is float16:
        raise RuntimeError("linalg.matrix_norm: Low precision dtypes not supported. Got Half")
    axes = axes_of(A, dim)
    order = [*(d for d in range(A.ndim) if d not in axes), *axes]
    values = svdvals(A.permute(order))
    out = values.sum(-1, keepdim) if ord == "nuc" else extreme(values, ord, -1, keepdim)
    return out.unsqueeze(-1).permute([order.index(d) for d in range(A.ndim)]) if keepdim else out


def extreme(values, ord, dim, keepdim):
    """The greatest of norms for a positive order, the smallest for a negative one; the greatest of none is 0."""
    if ord > 0 and values.shape[dim] == 0:
        return values.detach().sum(dim, keepdim).zero_()
    return (values.amax if ord > 0 else values.amin)(dim, keepdim)


@does_without("dtype", "out")
@axis_names
def norm(
    A: Tensor, ord: float | str | None = None, dim: int | Sequence[int] | None = None, keepdim: bool = False
) -> Tensor:
    """The norm of a vector or of matrices; without ``ord`` the root of the sum of squares of all elements.

    With ``ord`` and without ``dim``, or with two dimensions, it is the matrix norm of that order.
    """
    if isinstance(dim, tuple | list) and len(dim) not in (1, 2):
        raise RuntimeError(f"linalg.norm: If dim is specified, it must be of length 1 or 2. Got {[*dim]}")
    if ord is None:
        return any_norm(A, 2, dim, keepdim)
    if dim is None and A.ndim not in (1, 2):
        raise RuntimeError(
            f"linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got {A.ndim}D."
        )
    if isinstance(ord, str) or not isinstance(dim, int) and (len(dim) == 2 if dim is not None else A.ndim == 2):
        dims = (-2, -1) if dim is None else dim
        return matrix_norm(A, ord, [dims] if isinstance(dims, int) else dims, keepdim)
    return vector_norm(A, ord, dim, keepdim)


for name in __all__[1:]:
    globals()[name] = telling(globals()[name], f"linalg_{name}", 0)
