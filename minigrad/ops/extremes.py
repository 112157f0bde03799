"""Greatest and smallest elements. The gradient goes to the elements that were taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .. import return_types
from ..function import Function
from ..registry import FUNCTIONS, answers, public
from ..rules import as_dtype, as_positions, gather_from, keep, scatter_into
from ..tensor import Tensor, make
from . import load
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


class Amax(Function):
    """The greatest elements along dimensions; equal ones share the gradient."""

    contiguous = True
    forward = lambda a, axes, keepdim: np.max(a, axes, keepdims=keepdim)
    vjp_a = lambda g, a, out, axes: shared(g, a, out, axes)


class Amin(Function):
    """The smallest elements along dimensions; equal ones share the gradient."""

    contiguous = True
    forward = lambda a, axes, keepdim: np.min(a, axes, keepdims=keepdim)
    vjp_a = Amax.vjp_a


class Pick(Function):
    """The elements at the positions that a search or a sort has found."""

    forward = lambda a, dim, index, kept: gather_from(a, dim, index.reshape(kept)).reshape(index.shape)
    vjp_a = lambda g, a_shape, dim, index, kept: scatter_into(g.reshape(kept), a_shape, dim, index.reshape(kept))


class Max(Pick):
    """The greatest elements along a dimension."""

    forward = Pick.forward


class Min(Pick):
    """The smallest elements along a dimension."""

    forward = Pick.forward


class Cummax(Pick):
    """The greatest elements so far along a dimension. PyTorch saves the input for the sake of its shape."""

    contiguous = True
    forward = Pick.forward
    vjp_a = lambda g, a, dim, index, kept: Pick.vjp_a(g, tuple(a.shape), dim, index, kept)


class Cummin(Pick):
    """The smallest elements so far along a dimension."""

    contiguous = True
    forward = Pick.forward
    vjp_a = Cummax.vjp_a


def has_nan(a):
    """Whether an array holds NaN."""
    return a.dtype.kind == "f" and np.isnan(a).any()


def equal(a, out):
    """Where elements equal the extreme; NaN equals NaN here."""
    return (a == out) | ((a != a) & (out != out))


def evenly(g, a, out):
    """``g`` divided equally among the elements that equal ``out``."""
    mask = equal(a, out)
    return keep(g / int(mask.sum()), mask)


def shared(g, a, out, axes):
    """``g`` divided equally among the elements that equal the extreme along ``axes``."""
    shape = kept(tuple(a.shape), axes)
    mask = a == out.reshape(shape)
    count = mask.sum(axis=axes, keepdims=True)
    return g.reshape(shape) * mask / (count if isinstance(g, Tensor) else as_dtype(count, g.dtype))


def check_elements(name, input, axes, kind=IndexError):
    """Raise for an extreme of no elements; ``kind`` is the class of the error if no dimension was given."""
    if axes is None and input.numel() == 0:
        sentence = f"{name}(): Expected reduction dim to be specified for input.numel() == 0."
        raise kind(sentence if kind is IndexError else f"{sentence} Specify the reduction dim with the 'dim' argument.")
    for axis in axes or ():
        if input.ndim and input.shape[axis] == 0:
            raise IndexError(f"{name}(): Expected reduction dim {axis} to have non-zero size.")


def pick(operation, input, dim, index, keepdim, kind=None):
    """The named tuple of the elements at ``index``, an array that keeps ``dim``, and that index."""
    shape = index.shape if keepdim or input.ndim == 0 else tuple(n for d, n in enumerate(index.shape) if d != dim)
    if input.ndim == 0:
        shape = ()
    index = as_positions(index)
    positions = make(index.reshape(shape))
    kind = kind or getattr(return_types, operation.called)
    return kind(operation.apply(input, dim, positions, index.shape), positions)


def rows(input):
    """The array of a tensor; of a 0-dim one with one dimension."""
    return np.atleast_1d(input._data)


def extreme(input, dim, keepdim, operation, whole, positions):
    """What ``max`` and ``min`` do with one tensor."""
    name = operation.called
    if dim is None:
        check_elements(name, input, None, RuntimeError)
        return whole.apply(input)
    dim = wrap(dim, input.ndim)
    check_elements(name, input, (dim,))
    return pick(operation, input, dim, positions(rows(input), dim, keepdims=True), keepdim)


def of_two(name, input, other):
    """``torch.maximum`` or ``torch.minimum``, by its name."""
    load("choosing")
    return FUNCTIONS[name](input, other)


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
    if other is not None or isinstance(dim, Tensor) and not keepdim:
        return of_two("maximum", input, dim if other is None else other)
    return extreme(input, dim, keepdim, Max, MaxAll, np.argmax)


@public
@axis_names
def min(input: Tensor, dim: int | Tensor | None = None, keepdim: bool = False, *, other: Tensor | None = None):
    """The smallest element; along ``dim`` the smallest ``values`` and their ``indices``; of two tensors the smaller."""
    if other is not None or isinstance(dim, Tensor) and not keepdim:
        return of_two("minimum", input, dim if other is None else other)
    return extreme(input, dim, keepdim, Min, MinAll, np.argmin)


def extremes(operation, input, dim, keepdim):
    """What ``amax`` and ``amin`` do."""
    axes = axes_of(input, dim)
    named = (dim,) if isinstance(dim, int) else dim or None
    check_elements(operation.called, input, named, RuntimeError)
    return operation.apply(input, axes, keepdim)


@answers(np.max, np.amax)
@public
@axis_names
def amax(input: Tensor, dim: int | Sequence[int] = (), keepdim: bool = False) -> Tensor:
    """The greatest elements along one dimension or several; equal ones share the gradient."""
    return extremes(Amax, input, dim, keepdim)


@answers(np.min, np.amin)
@public
@axis_names
def amin(input: Tensor, dim: int | Sequence[int] = (), keepdim: bool = False) -> Tensor:
    """The smallest elements along one dimension or several; equal ones share the gradient."""
    return extremes(Amin, input, dim, keepdim)


def so_far(operation, input, dim, running):
    """What ``cummax`` and ``cummin`` do: of equal elements the last counts, and NaN wins."""
    name = operation.called
    if input.ndim == 0 and dim not in (0, -1):
        raise IndexError(f"{name}(): Expected reduction dim -1 or 0 for scalar but got {dim}")
    dim = wrap(dim, input.ndim) if input.numel() else 0  # PyTorch does not check it for an empty tensor
    a = rows(input)
    places = np.arange(a.shape[dim]).reshape([-1 if d == dim else 1 for d in range(a.ndim)])
    best = (a == running(a, dim)) | (a != a)
    index = np.maximum.accumulate(np.where(best, places, 0), dim)
    return pick(operation, input, dim, np.ascontiguousarray(index), True)


@public
@axis_names
def cummax(input: Tensor, dim: int):
    """The greatest ``values`` so far along ``dim``, and the ``indices`` of them.

    >>> import minigrad as torch
    >>> torch.tensor([1, 3, 2, 3]).cummax(0).indices
    tensor([0, 1, 1, 3])
    """
    return so_far(Cummax, input, dim, np.maximum.accumulate)


@public
@axis_names
def cummin(input: Tensor, dim: int):
    """The smallest ``values`` so far along ``dim``, and the ``indices`` of them."""
    return so_far(Cummin, input, dim, np.minimum.accumulate)


def position(input, dim, keepdim, name, find):
    """What ``argmax`` and ``argmin`` do."""
    if input._data.dtype.kind == "b":
        raise RuntimeError(f"{name}(): does not support bool input")
    if dim is None:
        check_elements(name, input, None)
        return make(as_positions(find(input._data, None, keepdims=keepdim)))
    dim = wrap(dim, input.ndim)
    check_elements(name, input, (dim,))
    index = as_positions(find(rows(input), dim, keepdims=keepdim))
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
