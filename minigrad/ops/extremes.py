"""Greatest, smallest and middle elements, and sorting. The gradient goes to the elements that were taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .. import return_types
from ..function import Function
from ..registry import FUNCTIONS, answers, public
from ..rules import as_dtype, gather_from, keep, scatter_into, underivable
from ..tensor import Tensor, make
from .reduction import axes_of, axis_names, kept
from .shape import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence


class MaxAll(Function):
    """The greatest element; where it occurs several times, each gets an equal part of the gradient."""

    grad_fn_name = "MaxBackward1"
    forward = lambda a: np.max(a)
    vjp_a = lambda g, a, out: evenly(g, a, out)


class MinAll(Function):
    """The smallest element; where it occurs several times, each gets an equal part of the gradient."""

    grad_fn_name = "MinBackward1"
    forward = lambda a: np.min(a)
    vjp_a = MaxAll.vjp_a


class MedianAll(Function):
    """The middle element, the lower one of two; NaN where there is one."""

    grad_fn_name = "MedianBackward0"
    refuses = "b", "median_cpu"
    forward = lambda a: middle_of(a)
    vjp_a = MaxAll.vjp_a


class Amax(Function):
    """The greatest elements along dimensions; equal ones share the gradient."""

    forward = lambda a, axes, keepdim: np.max(a, axes, keepdims=keepdim)
    vjp_a = lambda g, a, out, axes: shared(g, a, out, axes)


class Amin(Function):
    """The smallest elements along dimensions; equal ones share the gradient."""

    forward = lambda a, axes, keepdim: np.min(a, axes, keepdims=keepdim)
    vjp_a = Amax.vjp_a


class Pick(Function):
    """The elements at positions that an extreme or an order was found at."""

    forward = lambda a, dim, index, shape: gather_from(a, dim, index).reshape(shape)
    vjp_a = lambda g, a_shape, dim, index: scatter_into(g.reshape(tuple(index.shape)), a_shape, dim, index)


class Max(Pick):
    """The greatest elements along a dimension."""

    forward = Pick.forward


class Min(Pick):
    """The smallest elements along a dimension."""

    forward = Pick.forward


class Median(Pick):
    """The middle elements along a dimension."""

    grad_fn_name = "MedianBackward1"
    refuses = "b", "median_out"
    forward = Pick.forward


class Sort(Pick):
    """All elements in order along a dimension."""

    forward = Pick.forward


class Topk(Pick):
    """The greatest or smallest elements in order along a dimension."""

    forward = Pick.forward


class Unique2(Function):
    """Every different element once."""

    forward = lambda a, values: values
    vjp_a = underivable("_unique2")


class UniqueDim(Function):
    """Every different slice along a dimension once."""

    forward = Unique2.forward
    vjp_a = underivable("unique_dim")


def has_nan(a):
    """Whether an array holds NaN."""
    return a.dtype.kind == "f" and np.isnan(a).any()


def middle_of(a):
    """The middle element of an array, the lower one of two; NaN where there is one."""
    middle = (a.size - 1) // 2
    if has_nan(a) or not a.size:
        return np.full((), np.nan).astype(a.dtype)[()]
    return np.partition(a, middle, None)[middle]


def equal(a, out):
    """Where elements are the extreme that was found, NaN included."""
    return (a == out) | ((a != a) & (out != out))


def evenly(g, a, out):
    """``g`` in equal parts to all elements that are ``out``."""
    mask = equal(a, out)
    return keep(g / int(mask.sum()), mask)


def shared(g, a, out, axes):
    """``g`` in equal parts to all elements that are the extreme of their part."""
    shape = kept(tuple(a.shape), axes)
    mask = a == out.reshape(shape)
    count = mask.sum(axis=axes, keepdims=True)
    g = keep(g.reshape(shape), mask)
    return g / (count if isinstance(g, Tensor) else as_dtype(count, g.dtype))


def check_elements(name, input, axes, kind=IndexError):
    """Raise where an extreme of no elements is asked for; ``kind`` is the error where no dimension is named."""
    if axes is None and input.numel() == 0:
        sentence = f"{name}(): Expected reduction dim to be specified for input.numel() == 0."
        raise kind(sentence if kind is IndexError else f"{sentence} Specify the reduction dim with the 'dim' argument.")
    for axis in axes or ():
        if input.ndim and input.shape[axis] == 0:
            raise IndexError(f"{name}(): Expected reduction dim {axis} to have non-zero size.")


def pick(operation, input, dim, index, keepdim):
    """The named tuple of the elements at ``index``, an array that keeps ``dim``, and that index."""
    shape = index.shape if keepdim or input.ndim == 0 else tuple(n for d, n in enumerate(index.shape) if d != dim)
    if input.ndim == 0:
        shape = ()
    positions = make(index)
    kind = getattr(return_types, operation.__name__.lower())
    return kind(operation.apply(input, dim, positions, shape), make(index.reshape(shape)))


def rows(input):
    """The array of a tensor, with a dimension where it has none."""
    return np.atleast_1d(input._data)


def extreme(input, dim, keepdim, operation, whole, positions):
    """What ``max`` and ``min`` do with one tensor."""
    name = operation.__name__.lower()
    if dim is None:
        check_elements(name, input, None, RuntimeError)
        return whole.apply(input)
    dim = wrap(dim, input.ndim)
    check_elements(name, input, (dim,))
    return pick(operation, input, dim, positions(rows(input), dim, keepdims=True), keepdim)


@answers(np.max)
@public
@axis_names
def max(input: Tensor, dim: int | Tensor | None = None, keepdim: bool = False, *, other: Tensor | None = None):
    """The greatest element; along ``dim`` the greatest ``values`` and their ``indices``; of two tensors the greater.

    Over all elements, equal ones share the gradient; along ``dim`` the one at the index gets it.

    >>> import minigrad as torch
    >>> torch.tensor([[1, 5], [3, 2]]).max(1)
    torch.return_types.max(
    values=tensor([5, 3]),
    indices=tensor([1, 0]))
    """
    if other is not None or isinstance(dim, Tensor):
        return FUNCTIONS["maximum"](input, dim if other is None else other)
    return extreme(input, dim, keepdim, Max, MaxAll, np.argmax)


@answers(np.min)
@public
@axis_names
def min(input: Tensor, dim: int | Tensor | None = None, keepdim: bool = False, *, other: Tensor | None = None):
    """The smallest element; along ``dim`` the smallest ``values`` and their ``indices``; of two tensors the smaller."""
    if other is not None or isinstance(dim, Tensor):
        return FUNCTIONS["minimum"](input, dim if other is None else other)
    return extreme(input, dim, keepdim, Min, MinAll, np.argmin)


def extremes(operation, input, dim, keepdim):
    """What ``amax`` and ``amin`` do."""
    axes = axes_of(input, dim)
    check_elements(operation.__name__.lower(), input, None if dim == () else axes, RuntimeError)
    return operation.apply(input, axes, keepdim)


@answers(np.amax)
@public
@axis_names
def amax(input: Tensor, dim: int | Sequence[int] = (), keepdim: bool = False) -> Tensor:
    """The greatest elements along one dimension or several; equal ones share the gradient."""
    return extremes(Amax, input, dim, keepdim)


@answers(np.amin)
@public
@axis_names
def amin(input: Tensor, dim: int | Sequence[int] = (), keepdim: bool = False) -> Tensor:
    """The smallest elements along one dimension or several; equal ones share the gradient."""
    return extremes(Amin, input, dim, keepdim)


def position(input, dim, keepdim, name, find):
    """What ``argmax`` and ``argmin`` do."""
    if input._data.dtype.kind == "b":
        raise RuntimeError(f"{name}(): does not support bool input")
    if dim is None:
        check_elements(name, input, None)
        return make(find(input._data, None, keepdims=keepdim))
    dim = wrap(dim, input.ndim)
    check_elements(name, input, (dim,))
    index = find(rows(input), dim, keepdims=keepdim)
    return make(index if input.ndim else index.reshape(()))


@answers(np.argmax)
@public
@axis_names
def argmax(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Tensor:
    """The position of the greatest element, the first of equal ones, among all or along ``dim``."""
    return position(input, dim, keepdim, "argmax", np.argmax)


@answers(np.argmin)
@public
@axis_names
def argmin(input: Tensor, dim: int | None = None, keepdim: bool = False) -> Tensor:
    """The position of the smallest element, the first of equal ones, among all or along ``dim``."""
    return position(input, dim, keepdim, "argmin", np.argmin)


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
def sort(input: Tensor, dim: int = -1, descending: bool = False, stable: bool = False):
    """The elements in order along ``dim``, and their positions before; equal elements keep their order.

    >>> import minigrad as torch
    >>> torch.tensor([3.0, 1.0, 2.0]).sort().indices
    tensor([1, 2, 0])
    """
    dim = wrap(dim, input.ndim)
    return pick(Sort, input, dim, order_of(rows(input), dim, descending), True)


@answers(np.argsort)
@public
@axis_names
def argsort(input: Tensor, dim: int = -1, descending: bool = False, stable: bool = False) -> Tensor:
    """The positions that sort the elements along ``dim``."""
    dim = wrap(dim, input.ndim)
    return make(order_of(rows(input), dim, descending).reshape(input.shape))


@public
@axis_names
def topk(input: Tensor, k: int, dim: int = -1, largest: bool = True, sorted: bool = True):
    """The ``k`` greatest elements along ``dim``, or smallest, in order, and their positions.

    Raises RuntimeError where there are fewer than ``k``.
    """
    dim = wrap(dim, input.ndim)
    a = rows(input)
    if a.dtype.kind == "b":
        raise RuntimeError("topk does not support bool dtypes on CPU")
    if not 0 <= k <= a.shape[dim]:
        raise RuntimeError("selected index k out of range")
    return pick(Topk, input, dim, np.take(order_of(a, dim, largest), range(k), dim), True)


@answers(np.unique)
@public
def unique(
    input: Tensor,
    sorted: bool = True,
    return_inverse: bool = False,
    return_counts: bool = False,
    dim: int | None = None,
) -> Tensor | tuple[Tensor, ...]:
    """Every different element once, in order; also where each went, and how often it occurs, if asked for.

    There is no gradient: ``backward`` raises.
    """
    values, inverse, counts = np.unique(
        input._data, return_inverse=True, return_counts=True, axis=None if dim is None else wrap(dim, input.ndim),
        equal_nan=False,
    )  # fmt: skip
    out = (Unique2 if dim is None else UniqueDim).apply(input, values)
    if not (return_inverse or return_counts):
        return out
    shape = input.shape if dim is None else (-1,)
    asked = ((return_inverse, inverse.reshape(shape)), (return_counts, counts))
    return (out, *(make(array) for wanted, array in asked if wanted))
