"""Sorting, and what follows from the order: medians, k-th values, quantiles, different elements."""

from __future__ import annotations

import numpy as np

from .. import return_types
from ..errors import type_name
from ..function import Function
from ..layout import in_order_of
from ..registry import answers, axis_names, public
from ..rules import as_positions, underivable
from ..tensor import Tensor, make
from .choosing import where
from .extremes import MaxAll, Pick, check_elements, has_nan, pick, rows
from .shape import wrap


class MedianAll(Function):
    """The middle element, the lower one of two; NaN where there is one."""

    grad_fn_name = "MedianBackward0"
    refuses = "b", "median_cpu"
    forward = lambda a: middle_of(a)
    vjp_a = MaxAll.vjp_a


class Median(Pick):
    """The middle elements along a dimension."""

    grad_fn_name = "MedianBackward1"
    refuses = "b", "median_out"
    forward = Pick.forward


class Kthvalue(Pick):
    """The k-th smallest elements along a dimension."""

    refuses = "b", "kthvalue_cpu"
    forward = Pick.forward


def as_it_lies(a, out):
    """``out``, laid out as ``a`` is, which has the same shape."""
    return out if a.flags.c_contiguous else in_order_of(a, out)


class Sort(Pick):
    """All elements in order along a dimension."""

    forward = lambda a, dim, index, kept: as_it_lies(a, Pick.forward(a, dim, index, kept))


class StableSort(Sort):
    """The same for a call that gives ``stable``, which is another overload."""

    grad_fn_name = "SortBackward1"
    forward = Sort.forward


class Topk(Pick):
    """The greatest or smallest elements in order along a dimension."""

    forward = Pick.forward


class Unique2(Function):
    """Every different element once."""

    forward = lambda a, values: values
    derivable = False
    vjp_a = underivable("_unique2")


class UniqueDim(Function):
    """Every different slice along a dimension once."""

    forward = Unique2.forward
    derivable = False
    vjp_a = underivable("unique_dim")


def middle_of(a):
    """The middle element of an array, the lower one of two; NaN where there is one."""
    middle = (a.size - 1) // 2
    if has_nan(a) or not a.size:
        return np.full((), np.nan).astype(a.dtype)[()]
    return np.partition(a, middle, None)[middle]


@public
@axis_names
def median(input: Tensor, dim: int | None = None, keepdim: bool = False):
    """The middle element, the lower of two; along ``dim`` the ``values`` and their ``indices``."""
    if dim is None:
        if input.numel() == 0 and input._data.dtype.kind == "b":
            return make(np.True_)
        return MedianAll.apply(input)
    dim = wrap(dim, input.ndim)
    check_elements("median", input, (dim,))
    a = rows(input)
    order = np.argsort(a, dim, kind="stable")
    middle = np.take(order, [(a.shape[dim] - 1) // 2], dim)
    if a.dtype.kind == "f":
        nan = np.isnan(a)
        middle = np.where(nan.any(dim, keepdims=True), nan.argmax(dim, keepdims=True), middle)
    return pick(Median, input, dim, middle, keepdim)


def order_of(a, dim, descending):
    """The positions that sort an array along a dimension; equal elements keep their order, NaN counts as greatest."""
    if not descending:
        return np.argsort(a, dim, kind="stable")
    return a.shape[dim] - 1 - np.flip(np.argsort(np.flip(a, dim), dim, kind="stable"), dim)


@public
@axis_names
def sort(input: Tensor, dim: int = -1, descending: bool = False, stable: bool | None = None):
    """The elements in order along ``dim``, and their positions before; equal elements keep their order.

    >>> import minigrad as torch
    >>> torch.tensor([3.0, 1.0, 2.0]).sort().indices
    tensor([1, 2, 0])
    """
    dim = wrap(dim, input.ndim)
    operation = Sort if stable is None else StableSort
    a = rows(input)
    return pick(operation, input, dim, as_it_lies(a, order_of(a, dim, descending)), True, return_types.sort)


@answers(np.argsort)
@public
@axis_names
def argsort(input: Tensor, dim: int = -1, descending: bool = False, stable: bool = False) -> Tensor:
    """The positions that sort the elements along ``dim``."""
    return sort(input, dim, descending, stable).indices


@public
@axis_names
def topk(input: Tensor, k: int, dim: int = -1, largest: bool = True, sorted: bool = True):
    """The ``k`` greatest elements along ``dim``, or smallest, in order, and their positions.

    Raises RuntimeError where there are fewer than ``k``.
    """
    dim = wrap(dim, input.ndim)
    a = rows(input)
    if not 0 <= k <= a.shape[dim]:
        raise RuntimeError("selected index k out of range")
    if a.dtype.kind == "b":
        raise RuntimeError("topk does not support bool dtypes on CPU")
    k = k if input.ndim else 1  # a 0-dim tensor has one element, whatever k is
    return pick(Topk, input, dim, np.take(order_of(a, dim, largest), range(k), dim), True)


@public
@axis_names
def kthvalue(input: Tensor, k: int, dim: int = -1, keepdim: bool = False):
    """The ``k``-th smallest ``values`` along ``dim``, and their ``indices``: of equal elements the first come first.

    Raises RuntimeError where there are fewer than ``k``.
    """
    dim = wrap(dim, input.ndim)
    check_elements("kthvalue", input, (dim,))
    a = rows(input)
    if not 1 <= k <= a.shape[dim]:
        raise RuntimeError(f"kthvalue(): selected number k out of range for dimension {dim}")
    if a.dtype.kind == "b" and not input.ndim:  # PyTorch calls no kernel for a single number
        return return_types.kthvalue(input.clone(), make(np.zeros((), np.int64)))
    return pick(Kthvalue, input, dim, np.take(order_of(a, dim, False), [k - 1], dim), keepdim)


ROUNDINGS = {"linear": None, "midpoint": None, "lower": np.floor, "higher": np.ceil, "nearest": np.rint}


@public
def quantile(
    input: Tensor,
    q: Tensor | float,
    dim: int | None = None,
    keepdim: bool = False,
    *,
    interpolation: str = "linear",
) -> Tensor:
    """The number below which a part ``q`` of the elements lies, of all or along ``dim``; for each of several ``q``.

    interpolation: what stands between two elements: "linear", "lower", "higher", "midpoint" or "nearest".

    >>> import minigrad as torch
    >>> torch.tensor([1.0, 2.0, 4.0]).quantile(torch.tensor([0.5, 0.75]))
    tensor([2., 3.])
    """
    q = parts(input, q, interpolation)
    shape = input.shape
    if dim is None:
        out, rest = (1,) * input.ndim if keepdim else (), input.flatten()
    else:
        dim = wrap(dim, input.ndim)
        out = tuple(1 if d == dim else n for d, n in enumerate(shape) if keepdim or d != dim)
        rest = input if dim == max(input.ndim - 1, 0) else input.unsqueeze(-1).transpose(dim, -1)
    ordered = rest.sort().values.view((*out, rest.shape[-1]) if input.ndim else (*out, 1))
    a, last = ordered._data, ordered.shape[-1] - 1
    exact = where(make(np.isnan(a).any(-1, keepdims=True)), float(last), q.reshape(-1) * last)
    ranks = exact._data if ROUNDINGS[interpolation] is None else ROUNDINGS[interpolation](exact._data)
    below = ranks.astype(np.int64)
    values = ordered.gather(-1, make(below))
    if ROUNDINGS[interpolation] is None:
        weights = make(np.full_like(ranks, 0.5)) if interpolation == "midpoint" else exact - make(np.floor(ranks))
        values.lerp_(ordered.gather(-1, make(np.ceil(ranks).astype(np.int64))), weights)
    return values.squeeze_(-1) if q.ndim == 0 else values.unsqueeze_(0).transpose_(0, -1).squeeze_(-1)


def parts(input, q, interpolation):
    """``q`` as a Tensor. Raises, in PyTorch's words, for arguments that ``quantile`` does not take."""
    if not isinstance(q, Tensor) and not 0 <= q <= 1:
        raise RuntimeError(f"quantile() q must be in the range [0, 1] but got {q:g}")
    if input.numel() == 0:
        raise RuntimeError("quantile() input tensor must be non-empty")
    if input._data.dtype not in (np.float32, np.float64):
        raise RuntimeError("quantile() input tensor must be either float or double dtype")
    if isinstance(q, Tensor):
        if q.ndim > 1:
            raise RuntimeError("quantile() q must be a scalar or 1D tensor")
        if q.dtype is not input.dtype:
            raise RuntimeError("quantile() q tensor must be same dtype as the input tensor")
        if not ((q._data >= 0) & (q._data <= 1)).all():
            raise RuntimeError("quantile() q values must be in the range [0, 1]")
    if interpolation not in ROUNDINGS:
        names = "linear, lower, higher, midpoint or nearest"
        raise RuntimeError(f"quantile() interpolation must be one of {names}, but got {interpolation}")
    return q if isinstance(q, Tensor) else make(np.asarray(q, input._data.dtype))


@answers(np.unique)
@public
def unique(
    input: Tensor,
    sorted: bool = True,
    return_inverse: bool = False,
    return_counts: bool = False,
    dim: int | None = None,
) -> Tensor | tuple[Tensor, ...]:
    """Every different element once, sorted; if asked for, also where each element has gone, and how often each occurs.

    There is no gradient: ``backward`` raises.
    """
    called = "_unique2" if dim is None else "unique_dim"
    for name, value in (("sorted", sorted), ("return_inverse", return_inverse), ("return_counts", return_counts)):
        if not isinstance(value, bool):
            raise TypeError(f"{called}(): argument '{name}' must be bool, not {type_name(value)}")
    if dim is not None:
        if input.ndim == 0:
            raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
        dim = wrap(dim, input.ndim)
        if input.shape[dim] == 0 and input.shape.count(0) > 1:
            raise RuntimeError("Number of zero sized dimensions is more than one, so unique cannot be applied ")
        if 0 in input.shape[:dim] + input.shape[dim + 1 :]:
            raise RuntimeError("There are 0 sized dimensions, and they aren't selected, so unique cannot be applied")
    values, inverse, counts = np.unique(input._data, return_inverse=True, return_counts=True, axis=dim, equal_nan=False)
    out = (Unique2 if dim is None else UniqueDim).apply(input, values)
    if not (return_inverse or return_counts):
        return out
    shape = input.shape if dim is None else (-1,)
    asked = ((return_inverse, inverse.reshape(shape)), (return_counts, counts))
    return (out, *(make(as_positions(array)) for wanted, array in asked if wanted))
