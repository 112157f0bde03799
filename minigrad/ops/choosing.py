"""Choosing between elements: the output takes one of several, and the gradient goes to the one that was taken."""

from __future__ import annotations

import functools

import numpy as np

from .. import dtypes, errors
from ..constants import constant
from ..dtypes import WRITTEN
from ..function import Binary, Elementwise, Function, Unary
from ..inplace import in_place
from ..layout import copied
from ..promotion import broadcast_error, broadcast_shape, check_range, recordable, unimplemented
from ..registry import answers, combination_error, named, public, set_method
from ..rules import as_dtype, keep, reduce_to
from ..tensor import Tensor
from ..view import check_overlap, is_recorded_write
from ..warning import warn_once
from .rectifiers import ThresholdSlope


class Relu(Unary):
    """``input`` where it is positive and 0 elsewhere. Its slope at 0 is 0."""

    boolean_error = "Boolean inputs not supported for relu"
    forward = lambda a: np.maximum(0, a) if a.dtype.kind != "b" else -a  # of two zeros NumPy takes the second
    vjp_a = lambda g, out: open_gate(g, out)


def open_gate(g, out):
    """``g`` where ``out`` is not 0. It is never negative, so that is where the input was positive, or NaN."""
    return ThresholdSlope.apply(g, out, 0) if isinstance(g, Tensor) else keep(g, out != 0)


def winner(g, loses, ties):
    """``g`` where an element was taken, half of it where the two were equal, 0 where the other one was taken."""
    return keep(np.where(ties, g / 2, g), ~loses)


class Maximum(Binary):
    """The greater of two elements; where they are equal each gets half of the gradient."""

    has_inplace = False
    tensors_only = True
    forward = ufunc = np.maximum
    vjp_a = lambda g, a, b: winner(g, a < b, a == b)
    vjp_b = lambda g, a, b: winner(g, b < a, a == b)


class Minimum(Binary):
    """The smaller of two elements; where they are equal each gets half of the gradient."""

    has_inplace = False
    tensors_only = True
    forward = ufunc = np.minimum
    vjp_a = lambda g, a, b: winner(g, a > b, a == b)
    vjp_b = lambda g, a, b: winner(g, b > a, a == b)


class Where(Elementwise):
    """``a`` where ``condition`` holds, ``b`` elsewhere."""

    forward = lambda condition, a, b: np.where(condition, a, b)
    vjp_a = lambda g, condition: keep(g, condition)
    vjp_b = lambda g, condition: keep(g, ~condition)


class Clamp(Function):
    """``input`` kept between two numbers. The slope is 1 on the edges too."""

    grad_fn_name = "ClampBackward1"
    forward = lambda a, low, high: bounded(a, low, high)
    vjp_a = lambda g, a, low, high: keep(g, inside(a, low, high))


class ClampMin(Clamp):
    """``input`` kept above a number."""

    forward = Clamp.forward


class ClampMax(Clamp):
    """``input`` kept below a number."""

    forward = Clamp.forward


class ClampTensor(Elementwise):
    """``input`` kept between two tensors, of which one may be None."""

    grad_fn_name = "ClampBackward0"
    forward = lambda a, low, high: bounded(a, low, high)
    vjp_a = lambda g, a, low, high: keep(g, inside(a, low, high))
    vjp_low = lambda g, a, low, high: keep(g, a < low if high is None else (a < low) & (low < high))
    vjp_high = lambda g, a, low, high: keep(g, a > high if low is None else (a > high) | (high < low))


class ClampMinTensor(Elementwise):
    """``input`` kept above a tensor. On the edge the gradient goes to ``input``."""

    grad_fn_name = "ClampMinBackward1"
    forward = lambda a, low, high: np.maximum(a, low)
    vjp_a = lambda g, a, low: keep(g, a >= low)
    vjp_low = lambda g, a, low: keep(g, a < low)


class ClampMaxTensor(Elementwise):
    """``input`` kept below a tensor. On the edge the gradient goes to ``input``."""

    grad_fn_name = "ClampMaxBackward1"
    forward = lambda a, low, high: np.minimum(a, high)
    vjp_a = lambda g, a, high: keep(g, a <= high)
    vjp_high = lambda g, a, high: keep(g, a > high)


class MaskedFill(Function):
    """``a`` with a number where ``mask`` holds."""

    contiguous = True
    of_floats = False
    forward = lambda a, mask, value: filled(a, mask, value)
    vjp_a = lambda g, mask, a_shape: reduce_to(keep(g, ~mask), a_shape)


class MaskedFillTensor(MaskedFill):
    """``a`` with the number that a 0-dim tensor holds where ``mask`` does."""

    grad_fn_name = "MaskedFillBackward1"
    forward = MaskedFill.forward
    vjp_value = lambda g, mask, value_dtype: as_dtype(keep(g, mask).sum(), value_dtype)


class NanToNum(Function):
    """Every NaN and infinity replaced by a number."""

    forward = lambda a, nan, posinf, neginf: np.nan_to_num(copied(np.asarray(a)), False, nan, posinf, neginf)
    vjp_a = lambda g, a: keep(g, np.isfinite(a))


def bounded(a, low, high):
    """An array kept between two bounds, of which one may be None."""
    if low is not None:
        a = np.maximum(low, a)
    return a if high is None else np.minimum(high, a)


def filled(a, mask, value):
    """An array with a number where a mask holds."""
    try:
        return np.where(mask, np.asarray(value).astype(a.dtype), a)
    except ValueError:
        raise broadcast_error(mask.shape, a.shape) from None


def inside(a, low, high):
    """Where an array or a Tensor lies between its bounds, edges included."""
    if low is None:
        return a <= high
    return a >= low if high is None else (a >= low) & (a <= high)


BYTES = (
    "where received a uint8 condition tensor. This behavior is deprecated and will be removed in a future version of "
    "PyTorch. Use a boolean condition instead."
)


@answers(np.where)
@public
def where(condition: Tensor, input: Tensor | float | None = None, other: Tensor | float | None = None) -> Tensor:
    """``input`` where ``condition`` holds, ``other`` elsewhere, all broadcast; without them, where it holds.

    Raises RuntimeError for a condition that is not of booleans.

    >>> import minigrad as torch
    >>> x = torch.tensor([1.0, -2.0])
    >>> torch.where(x > 0, x, 0.0), torch.where(x < 0)
    (tensor([1., 0.]), (tensor([1]),))
    """
    if input is None and other is None:
        return condition.nonzero(as_tuple=True)
    if condition._data.dtype.char == "B":
        warn_once(BYTES)
        condition = condition.bool()
    if condition._data.dtype.kind != "b":
        kind = condition.dtype.legacy
        raise RuntimeError(f"where expected condition to be a boolean tensor, but got a tensor with dtype {kind}")
    tensor = input if isinstance(input, Tensor) else other
    like = tensor._data if isinstance(tensor, Tensor) else np.zeros((), bool)
    a, b = (value if isinstance(value, Tensor) else constant(value, like) for value in (input, other))
    for value, number in ((input, a), (other, b)):
        if number is not value and number._data.dtype.char != "e":
            check_range(value, number._data.dtype)
    return Where.apply(condition, a, b)


def tensor_where(self: Tensor, condition: Tensor, other: Tensor | float) -> Tensor:
    """This tensor where ``condition`` holds, ``other`` elsewhere."""
    return where(condition, self, other)


@answers(np.clip)
@public
def clamp(input: Tensor, min: Tensor | float | None = None, max: Tensor | float | None = None) -> Tensor:
    """Every element kept between ``min`` and ``max``, numbers or tensors, of which one may be left out.

    Raises RuntimeError where both are.

    >>> import minigrad as torch
    >>> torch.tensor([-2.0, 0.5, 3.0]).clamp(0, 1)
    tensor([0.0000, 0.5000, 1.0000])
    """
    check_bounds(input, min, max)
    return clamped(input, min, max, Clamp, ClampTensor)


def clip(input: Tensor, min: Tensor | float | None = None, max: Tensor | float | None = None) -> Tensor:
    """``clamp``."""
    low, high = bounds("clip", min, max)
    return clamp(input, low, high)


def check_bounds(input, min=None, max=None):
    """Raise if both bounds are None."""
    if min is None and max is None:
        raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")


def bounds(name, low, high):
    """Two bounds, both tensors or both numbers; beside a number, a 0-dim tensor without a history counts as one.

    Raises TypeError where they are neither.
    """
    low, high = (bound.item() if isinstance(bound, np.generic) else bound for bound in (low, high))
    given = [bound for bound in (low, high) if bound is not None]
    if len({isinstance(bound, Tensor) for bound in given}) > 1 or any(
        not isinstance(bound, Tensor | bool | int | float) for bound in given
    ):
        low, high = (
            bound.item() if isinstance(bound, Tensor) and not bound.ndim and bound._edge is None else bound
            for bound in (low, high)
        )
        if not all(isinstance(bound, bool | int | float) for bound in (low, high)):
            raise combination_error(name, given, CLAMP)
    return low, high


def clamped(input, low, high, by_numbers, by_tensors):
    """``input`` between bounds, by the operation for numbers or that for tensors."""
    low, high = bounds("clamp", low, high)
    given = [bound for bound in (low, high) if bound is not None]
    tensors = [isinstance(bound, Tensor) for bound in given]
    if all(tensors):
        if len(given) == 2 and not any(t._data.dtype.kind != "b" for t in (input, low, high)):
            raise unimplemented("clamp_cpu", input._data.dtype)
        return by_tensors.apply(input, low, high)
    numbers = [constant(bound, input._data) for bound in given]
    dtype = dtypes.common(input._data, *(number._data for number in numbers))
    for bound in given:
        check_range(bound, dtype)
    if input._data.dtype.kind != "f":
        if dtype.kind == "b":
            which = "" if len(given) == 2 else "_max" if low is None else "_min"
            raise unimplemented(f"clamp{which}_scalar_cpu", dtype)
        input = input.to(dtypes.FROM_NUMPY[dtype])
        low, high = (bound if bound is None else np.asarray(bound).astype(dtype) for bound in (low, high))
    return by_numbers.apply(input, low, high)


CLAMP = "Tensor min = None, Tensor max = None", "Number min = None, Number max = None"


@public
def clamp_min(input: Tensor, min: Tensor | float) -> Tensor:
    """Every element that is smaller replaced by ``min``."""
    return clamped(input, min, None, ClampMin, ClampMinTensor)


@public
def clamp_max(input: Tensor, max: Tensor | float) -> Tensor:
    """Every element that is greater replaced by ``max``."""
    return clamped(input, None, max, ClampMax, ClampMaxTensor)


@public
def masked_fill(input: Tensor, mask: Tensor, value: Tensor | float) -> Tensor:
    """``value``, a number or a 0-dim tensor, where ``mask`` holds and ``input`` elsewhere.

    Raises RuntimeError for a mask that is not of booleans or a tensor with dimensions as value.
    """
    broadcast_shape((mask._data, input._data))
    return recordable(fill_masked(input, mask, value))


def fill_masked(input: Tensor, mask: Tensor, value: Tensor | float) -> Tensor:
    """``masked_fill``, but recorded for integers too, if the value requires grad: in place, PyTorch does so."""
    if mask._data.dtype.kind != "b":
        raise RuntimeError(
            f"masked_fill_ only supports boolean masks, but got mask with dtype {WRITTEN[mask.dtype.name]}"
        )
    if not isinstance(value, Tensor):
        check_range(value, input._data.dtype)
        return MaskedFill.apply(input, mask, value)
    check_value(value)
    check_range(value.item(), input._data.dtype)
    return MaskedFillTensor.apply(input, mask, value)


def check_value(value):
    """Raise if ``value`` is a tensor with dimensions: one number is wanted to fill others with."""
    if isinstance(value, Tensor) and value.ndim:
        raise RuntimeError(
            f"masked_fill_ only supports a 0-dimensional value tensor, but got tensor with {value.ndim} dimension(s)."
        )


@answers(np.nan_to_num)
@public
def nan_to_num(
    input: Tensor, nan: float | None = None, posinf: float | None = None, neginf: float | None = None
) -> Tensor:
    """NaN replaced by ``nan`` or 0, infinities by the numbers given or the dtype's greatest and smallest."""
    return NanToNum.apply(input, 0.0 if nan is None else nan, posinf, neginf)


def clamp_in_place(function):
    """Offer ``function`` in place, with PyTorch's words for a number that the tensor cannot hold."""
    name = f"{function.__name__}_"
    change = in_place(function, name, first=check_bounds)

    def method(self: Tensor, *limits: Tensor | float | None, **named_limits: Tensor | float | None) -> Tensor:
        given = (*limits, *named_limits.values())
        if len(given) == 2:
            given = bounds(name, *given)  # of two, a tensor of one number counts as that
            limits, named_limits = given[: len(limits)], dict(zip(named_limits, given[len(limits) :], strict=True))
        numbers = [constant(bound, self._data) for bound in given if isinstance(bound, bool | int | float)]
        if numbers:
            dtype = dtypes.FROM_NUMPY[dtypes.common(self._data, *(number._data for number in numbers))]
            if dtype.rank > self.dtype.rank:
                raise RuntimeError(
                    f"result type {dtype.legacy} can't be cast to the desired output type {WRITTEN[self.dtype.name]}"
                )
        return change(self, *limits, **named_limits)

    set_method(name, named(method, name, function.__doc__))


set_method("where", tensor_where)
public(clip)
for change in (clamp, clip, clamp_min, clamp_max):
    clamp_in_place(change)


change_floats = in_place(nan_to_num, "nan_to_num_")
change_nothing = in_place(nan_to_num, "nan_to_num_", repeated=True)  # of integers, also in repeated memory


@functools.wraps(change_floats)
def nan_to_num_(self, *args, **options):
    """``masked_fill`` in place."""
    return (change_floats if self.is_floating_point() else change_nothing)(self, *args, **options)


set_method("nan_to_num_", nan_to_num_)


def fill_masked_(input: Tensor, mask: Tensor, value: Tensor | float) -> Tensor:
    """``fill_masked`` for a tensor to be changed, which PyTorch names first where the shapes do not fit.

    The value may be a part of that tensor: it is read before anything is written.
    """
    check_overlap(input, mask)
    if not isinstance(value, Tensor) or not value.ndim:
        broadcast_shape((input._data, mask._data))
    return fill_masked(input, mask, value)


change_masked = in_place(
    fill_masked_, "masked_fill_", overlaps=True, repeated=errors.repeated("masked_fill_", "mask", "scalar")
)


def masked_fill_(self: Tensor, mask: Tensor, value: Tensor | float) -> Tensor:
    is_recorded_write(self, (mask, value))
    check_value(value)  # this error comes before those about memory
    return change_masked(self, mask, value)


set_method("masked_fill_", named(masked_fill_, "masked_fill_", masked_fill.__doc__))
