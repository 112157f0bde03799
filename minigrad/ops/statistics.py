"""How elements are spread and how great they are: variance, norms, logsumexp."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ..arguments import scalar
from ..constants import plain_numbers
from ..errors import argument_error
from ..function import Function
from ..left_out import does_without
from ..received import NOTHING, defined
from ..registry import answers, axis_names, public, set_function
from ..rules import as_dtype, from_first, keep, mean_along, total
from ..tensor import Tensor
from ..warning import warn
from .casting import converted
from .reduction import axes_of, count, kept
from .rounding import sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .. import dtypes


class Var(Function):
    """The mean square distance from the mean. PyTorch finds that of equals to be 0 unless it is the only result."""

    rounds_once = True
    contiguous = True
    forward = lambda a, axes, keepdim, correction, whole: variance(
        a if a.size == count(a.shape, axes) else from_first(a, axes), axes, keepdim, correction
    )
    vjp_a = lambda g, a, axes, correction, whole: slope_of_var(g, a, axes, correction, whole)


class Std(Function):
    """The square root of the variance; its slope at 0 is 0."""

    rounds_once = True
    contiguous = True
    forward = lambda a, axes, keepdim, correction, whole: np.sqrt(Var.forward(a, axes, keepdim, correction, whole))
    vjp_a = lambda g, a, out, axes, correction, whole: slope_of_var(
        keep(g / (2 * out), out != 0), a, axes, correction, whole
    )


class Norm(Function):
    """The p-norm: the p-th root of the sum of the p-th powers of absolute values."""

    rounds_once = True  # in float16 the square of 300 is infinite
    contiguous = True
    grad_fn_name = "LinalgVectorNormBackward0"
    forward = lambda a, p, axes, keepdim: norm_of(a, p, axes, keepdim)
    vjp_a = lambda g, a, out, p, axes: slope_of_norm(
        g.reshape(k := kept(tuple(a.shape), axes)), a, out.reshape(k), p, axes
    )


class NormZero(Norm):
    """How many elements are not 0. It sends back None, not zeros."""

    grad_fn_name = Norm.grad_fn_name
    forward = Norm.forward

    @classmethod
    def compile(cls):
        """As for any operation, but no gradient is sent back. What was saved is checked all the same."""
        apply, backward = super().compile()
        return apply, lambda node, g, keep, graph: defined(
            [(edge, NOTHING) for edge, _ in backward(node, g, keep, graph)]
        )


class Logsumexp(Function):
    """The logarithm of the sum of exponentials, safe from overflow."""

    contiguous = True
    floating = True
    forward = lambda a, axes, keepdim: log_of_sum(a, axes, keepdim)
    vjp_a = lambda g, a, out, axes: g.reshape(k := kept(tuple(a.shape), axes)) * np.exp(a - out.reshape(k))


def variance(a, axes, keepdim, correction):
    """The variance of an array, as ``np.var`` has it, which warns where PyTorch is silent."""
    difference = a - mean_along(a, axes)
    difference *= difference
    return total(difference, axes, keepdim) / max(count(a.shape, axes) - correction, 0)


def slope_of_var(g, a, axes, correction, whole):
    """The gradient of a variance; ``whole`` if of all elements, without a ``dim``."""
    shape = tuple(a.shape)
    g, mean = g.reshape(kept(shape, axes)), mean_along(a, axes)
    freedom = count(shape, axes) - correction
    if whole and freedom <= 0:
        return keep(g * math.inf, a != mean) + keep(g * math.nan, a == mean)
    return g * (2 / freedom if freedom else math.inf) * (a - mean)


def norm_of(a, p, axes, keepdim):
    """The p-norm of an array."""
    size = np.abs(a)
    if p in (np.inf, -np.inf):
        return (np.max if p > 0 else np.min)(size, axes, keepdims=keepdim)
    if p == 0:
        return np.sum(a != 0, axes, a.dtype, keepdims=keepdim)
    if p == 2:
        out = np.sqrt(np.add.reduce(size * size, axes, keepdims=keepdim))
    elif p != 1:
        out = np.add.reduce(size**p, axes, keepdims=keepdim) ** (1 / p)
    if p == 1 or out.size == size.size:  # for a number alone no power counts, which would round and overflow
        return np.add.reduce(size, axes, keepdims=keepdim)
    return out


def slope_of_norm(g, a, out, p, axes):
    """The gradient of a p-norm, of arrays or Tensors; 0 where the norm is."""
    if p == 1:
        return g * sign(a)
    if p == 2:
        return g * keep(a / out, out != 0)
    size = abs(a)
    if p in (np.inf, -np.inf):
        mask = (size == out) | ((size != size) & (out != out))
        count = mask.sum(axis=axes, keepdims=True)
        return sign(a) * (g / (count if isinstance(g, Tensor) else as_dtype(count, g.dtype)) * mask)
    if p < 1:
        return sign(a) * keep(size ** (p - 1), a != 0) * g * out ** (1 - p)
    share = keep(g / out ** (p - 1), out != 0)
    return sign(a) * size ** (p - 1) * share if p < 2 else a * size ** (p - 2) * share


def log_of_sum(a, axes, keepdim):
    """The logarithm of a sum of exponentials of an array."""
    if a.size == 0:
        return np.log(total(np.exp(a), axes, keepdim))
    top = np.max(a, axes, keepdims=True)
    top = np.where(np.isfinite(top), top, 0)
    out = np.log(total(np.exp(a - top), axes, True)) + top
    return out if keepdim else out.reshape(tuple(n for d, n in enumerate(a.shape) if d not in axes))


def spread(name, operation, input, dim, unbiased, keepdim, correction):
    """What ``var`` and ``std`` do."""
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    if not input.is_floating_point():
        raise RuntimeError("std and var only support floating point and complex dtypes")
    if correction is None:
        correction = 1 if unbiased is None else int(unbiased)
    (correction,) = plain_numbers(correction)
    axes = axes_of(input, dim)
    out = operation.apply(input, axes, keepdim, correction, dim is None or input.ndim == 0)
    if count(input.shape, axes) <= correction or not all(n for d, n in enumerate(input.shape) if d not in axes):
        warn(DEGREES.format(name))
    return out


DEGREES = (
    "{}(): degrees of freedom is <= 0. Correction should be strictly less than the reduction factor (input numel "
    "divided by output numel)."
)


@public
@axis_names
def var(
    input: Tensor,
    dim: int | Sequence[int] | None = None,
    unbiased: bool | None = None,
    keepdim: bool = False,
    *,
    correction: float | None = None,
) -> Tensor:
    """The variance of all elements, or along ``dim``: divided by their number less ``correction``, which is 1.

    ``unbiased=False`` is ``correction=0``. Raises RuntimeError where the elements are not floating point.

    >>> import minigrad as torch
    >>> torch.tensor([1.0, 3.0]).var(), torch.tensor([1.0, 3.0]).var(correction=0)
    (tensor(2.), tensor(1.))
    """
    return spread("var", Var, input, dim, unbiased, keepdim, correction)


@public
@axis_names
def std(
    input: Tensor,
    dim: int | Sequence[int] | None = None,
    unbiased: bool | None = None,
    keepdim: bool = False,
    *,
    correction: float | None = None,
) -> Tensor:
    """The standard deviation: the square root of ``var``, whose arguments it takes."""
    return spread("std", Std, input, dim, unbiased, keepdim, correction)


def numpy_spread(function):
    """``np.var`` or ``np.std``, which divide by the number of elements less ``ddof``, which is 0."""
    return lambda a, dim=None, dtype=None, out=None, ddof=0, keepdim=False: function(
        a, dim, keepdim=keepdim, correction=ddof
    )


answers(np.var)(numpy_spread(var))
answers(np.std)(numpy_spread(std))


@public
def norm(
    input: Tensor,
    p: float | str | None = "fro",
    dim: int | Sequence[int] | None = None,
    keepdim: bool = False,
    *,
    dtype: dtypes.dtype | None = None,
) -> Tensor:
    """The ``p``-norm of all elements, or along ``dim``: 2 where left out; inf is the greatest absolute value.

    Its slope where the norm is 0 is 0. Raises RuntimeError where the elements are not floating point.

    ``dtype`` is the dtype to which the elements are cast first.

    >>> import minigrad as torch
    >>> torch.tensor([3.0, -4.0]).norm(), torch.tensor([3.0, -4.0]).norm(1)
    (tensor(5.), tensor(7.))
    """
    if not isinstance(keepdim, bool):
        raise TypeError(argument_error("linalg_vector_norm", "keepdim", 4, keepdim, "bool"))
    if not isinstance(p, str | None) and scalar(p) is None:
        raise TypeError(argument_error("linalg_vector_norm", "ord", 2, p, "Number"))
    if isinstance(dim, Tensor) and not dim.ndim and not dim.is_floating_point() and not isinstance(p, str):
        dim = dim.item()
    if isinstance(dim, np.integer):
        dim = int(dim)
    if dim is not None and not isinstance(dim, int | tuple | list):
        raise TypeError(argument_error("linalg_vector_norm", "dim", 3, dim, "tuple of ints"))
    dims = [dim] if isinstance(dim, int) else dim
    if isinstance(p, str) and (p != "fro" or dims is not None and len(dims) > 2):
        from ..linalg import matrix_norm

        return matrix_norm(input, p, tuple(range(input.ndim)) if dims is None else dims, keepdim)
    if not input.is_floating_point():
        kind = input.dtype.legacy
        raise RuntimeError(f"linalg.vector_norm: Expected a floating point or complex tensor as input. Got {kind}")
    if dtype is not None:
        check_wider(input, dtype)
        return converted(lambda x: norm(x, p, dim, keepdim), input, dtype)
    p = 2.0 if p in ("fro", None) else float(p)
    if input.numel() == 0 and (p < 0 or p == np.inf):
        check_identity(input, p, dims)
    return (Norm if p else NormZero).apply(input, p, axes_of(input, dim), keepdim)


set_function("norm", does_without("out")(norm))


def check_wider(input, dtype):
    """Raise, in PyTorch's words, where a norm is to be computed in fewer digits than its elements have."""
    if not dtype.is_floating_point:
        raise RuntimeError(f"linalg.vector_norm: dtype should be floating point or complex, but got {dtype.legacy}")
    if dtype.itemsize < input.dtype.itemsize:
        raise RuntimeError(
            f"linalg.vector_norm: the dtype of the input ({input.dtype.legacy}) should be convertible without "
            f"narrowing to the specified dtype ({dtype.legacy})"
        )


def check_identity(input, p, dims):
    """Raise, in PyTorch's words, for a norm of no elements, if that norm has no value for them."""
    start = f"linalg.vector_norm cannot compute the {p:g} norm on"
    if not dims:
        raise RuntimeError(f"{start} an empty tensor because the operation does not have an identity")
    for dim in dims:
        if input.size(dim) == 0:
            why = "because this dimension is empty and the operation does not have an identity"
            raise RuntimeError(f"{start} the dimension {dim}{why}")


@public
@axis_names
def logsumexp(input: Tensor, dim: int | Sequence[int], keepdim: bool = False) -> Tensor:
    """The logarithm of the sum of exponentials along ``dim``, safe from overflow."""
    if input.ndim and input.numel() and not keepdim and dim in ((), []):
        whole = [1] * input.ndim
        raise RuntimeError(f"output with shape [] doesn't match the broadcast shape {whole}")
    return Logsumexp.apply(input, axes_of(input, dim), keepdim)
