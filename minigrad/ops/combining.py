"""Arithmetic with a factor or with rounding: add and sub with alpha, div with rounding_mode, addcmul, addcdiv, lerp."""

from __future__ import annotations

import numpy as np

from .. import errors
from ..constants import constant, is_operand, plain_numbers
from ..dtypes import WRITTEN
from ..from_data import tensor
from ..function import Elementwise
from ..inplace import booleans_refused, in_place
from ..layout import laid_out
from ..promotion import broadcast_shape, check_booleans, check_range
from ..registry import FUNCTIONS, NOT_GIVEN, combination_error, named, public, set_function, set_method
from ..rules import zeros_like
from ..tensor import Tensor
from .elementwise import Add, Div, Rsub, Sub


class AddScaled(Elementwise):
    """``a + alpha * b``."""

    grad_fn_name = "AddBackward0"
    forward = lambda a, b, alpha: a + times(b, alpha)
    vjp_a = lambda g: g
    vjp_b = lambda g, alpha: g * alpha


class SubScaled(Elementwise):
    """``a - alpha * b``."""

    grad_fn_name = "SubBackward0"
    forward = lambda a, b, alpha: a - times(b, alpha)
    vjp_a = lambda g: g
    vjp_b = lambda g, alpha: g * -alpha


class RsubScaled(Elementwise):
    """``b - alpha * a``."""

    grad_fn_name = "RsubBackward0"
    forward = lambda a, b, alpha: b - times(a, alpha)
    vjp_a = lambda g, alpha: g * -alpha
    vjp_b = lambda g: g


class RsubNumberScaled(Elementwise):
    """``RsubScaled`` for a number as ``b``."""

    grad_fn_name = "RsubBackward1"
    promotes = "a", "b"
    forward = RsubScaled.forward
    vjp_a = RsubScaled.vjp_a


class DivFloor(Elementwise):
    """``a / b`` rounded down: a staircase, whose slope is 0."""

    grad_fn_name = "DivBackward2"
    refuses = "b", "div_floor_cpu"
    forward = lambda a, b: floor_quotient(a, b)
    vjp_a = lambda g, b: zeros_like(g)
    vjp_b = lambda g, a, b: zeros_like(g)


class DivTrunc(DivFloor):
    """``a / b`` rounded towards 0."""

    grad_fn_name = "DivBackward2"
    refuses = "b", "div_trunc_cpu"
    forward = lambda a, b: whole_quotient(a, b)


class Addcmul(Elementwise):
    """``a + value * b * c``."""

    saved_as = "self", "tensor1", "tensor2"
    rounds_once = True
    refuses = "b", "addcmul_cpu_out"
    forward = lambda a, b, c, value: a + times(b * c, value)
    vjp_a = lambda g: g
    vjp_b = lambda g, c, value: g * (c * value)
    vjp_c = lambda g, b, value: g * (b * value)


class Addcdiv(Elementwise):
    """``a + value * b / c``."""

    saved_as = "self", "tensor1", "tensor2"
    rounds_once = True
    forward = lambda a, b, c, value: a + value * (b / c)
    vjp_a = lambda g, c: g  # PyTorch saves ``c`` even if only ``a`` needs a gradient
    vjp_b = lambda g, c, value: g * (value / c)
    vjp_c = lambda g, b, c, value: -g * (value * b / (c * c))


class Lerp(Elementwise):
    """From ``a`` to ``b`` by a number: 0 is ``a``, 1 is ``b``."""

    rounds_once = True
    refuses = "biu", "lerp_kernel_scalar"
    forward = lambda a, b, weight: between(a, b, weight)
    vjp_a = lambda g, weight: g * (1 - weight)
    vjp_b = lambda g, weight: g * weight


class LerpTensor(Elementwise):
    """From ``a`` to ``b`` by a tensor, element by element."""

    rounds_once = True
    saved_as = "self", "end"
    grad_fn_name = "LerpBackward1"
    refuses = "biu", "lerp_kernel_tensor"
    forward = lambda a, b, weight: between(a, b, weight)
    vjp_a = lambda g, weight: g * rest(weight)
    vjp_b = lambda g, weight: g * weight
    vjp_weight = lambda g, a, b, weight: g * (b - a)


def rest(weight):
    """``1 - weight``. Raises for a boolean, as PyTorch does, where the 1 is a boolean too."""
    if getattr(weight, "_data", weight).dtype == bool:
        raise RuntimeError(errors.SUBTRACTION_OF_BOOLEANS)
    return 1 - weight


def between(a, b, weight):
    """The numbers between two arrays at ``weight``, computed from the nearer end.

    Like the processors that PyTorch runs on, it joins product and sum in one step: the product is not rounded.
    """
    weight = np.asarray(weight, a.dtype)
    apart = (b - a).astype(np.float64)
    return np.where(np.abs(weight) < 0.5, a + weight * apart, b - apart * (1 - weight)).astype(a.dtype)


def times(array, number):
    """An array times a number, in the dtype of the array."""
    return array * np.asarray(number).astype(array.dtype)


def scaled(plain, operation, plain_operation):
    """A function that takes ``alpha``; it is ``plain`` if that is 1."""
    name = plain.__name__
    doc = f"{plain.__doc__} ``alpha`` multiplies ``other`` first."

    def function(input: Tensor | float, other: Tensor | float, *, alpha: float = 1) -> Tensor:
        if alpha.__class__ is int and alpha == 1:
            return plain(input, other)
        a, b = tensors(name, input, other)
        check_booleans(plain_operation, a._data, b._data)
        return with_alpha(name, operation, a, b, alpha)

    changed = getattr(Tensor, f"__i{name}__")
    general = in_place(named(function, name, doc), f"{name}_", first=booleans_refused(plain_operation))

    def method(self: Tensor, other: Tensor | float, *, alpha: float = 1) -> Tensor:
        return changed(self, other) if alpha.__class__ is int and alpha == 1 else general(self, other, alpha=alpha)

    public(function)
    set_method(f"{name}_", named(method, f"{name}_", doc))


def tensors(name, *values, floating=False):
    """Arguments of which some may be numbers, as Tensors. Raises TypeError for anything else."""
    like = next((v for v in values if isinstance(v, Tensor)), None)
    if like is None and all(isinstance(v, (int, float)) for v in values):
        like = tensor(values[0])
        values = like, *values[1:]
    out = []
    for value, (position, argument) in zip(values, enumerate(("input", "other"), 1), strict=True):
        lone = like is not None and not isinstance(value, Tensor)
        number = constant(value, like._data, floating) if lone else value
        if not isinstance(number, Tensor):
            raise TypeError(errors.argument_error(name, argument, position, value))
        out.append(number)
    return out


def with_alpha(name, operation, a, b, alpha):
    """Apply an operation with the factor ``alpha``. Raises, in PyTorch's words, if that does not suit the dtypes."""
    alpha = alpha.item() if isinstance(alpha, np.generic) else alpha
    if not isinstance(alpha, bool | int | float):
        raise TypeError(f"{name}(): argument 'alpha' must be Number, not {type(alpha).__name__}")
    out = operation.apply(a, b, alpha)  # raises first if the shapes do not fit
    rank = max(a.dtype.rank, b.dtype.rank)
    if isinstance(alpha, bool) and rank:
        raise RuntimeError(errors.BOOLEAN_ALPHA)
    if isinstance(alpha, float) and rank < 2:
        raise RuntimeError(errors.FLOATING_ALPHA)
    check_range(alpha, out._data.dtype)
    return out


scaled(FUNCTIONS["add"], AddScaled, Add)
scaled(FUNCTIONS["sub"], SubScaled, Sub)
div_plain, div_in_place = FUNCTIONS["div"], Tensor.__itruediv__


def nonzero_divisor(a, b):
    """Raise, as PyTorch does, where an integer would be divided by 0."""
    if a.dtype.kind != "f" and a.size and not np.all(b):
        raise RuntimeError(errors.ZERO_DIVISION)


def floor_quotient(a, b):
    """``a / b`` rounded down."""
    out = np.floor_divide(a, b)
    nonzero_divisor(a, b)
    return out


def whole_quotient(a, b):
    """``a / b`` rounded towards 0, in the dtype of ``a``."""
    if a.dtype.kind == "f":
        return np.trunc(a / b)
    out = (a - np.fmod(a, b)) // b
    nonzero_divisor(a, b)
    return out


class DivUnrounded(Div):
    """``div`` with ``rounding_mode=None``: its node has another name than that of ``div`` without it."""

    public = False
    grad_fn_name = "DivBackward2"
    forward = Div.forward


ROUNDINGS = {None: DivUnrounded, "floor": DivFloor, "trunc": DivTrunc}


@public
def div(input: Tensor | float, other: Tensor | float, *, rounding_mode: str | None = NOT_GIVEN) -> Tensor:
    """``input / other``, with broadcasting; ``rounding_mode`` "floor" rounds down, "trunc" towards 0.

    Raises RuntimeError for integers rounded after a division by 0.

    >>> import minigrad as torch
    >>> torch.div(torch.tensor([-7.0, 7.0]), 2, rounding_mode="floor")
    tensor([-4.,  3.])
    """
    if rounding_mode is NOT_GIVEN:
        return div_plain(input, other)
    if rounding_mode not in ROUNDINGS:
        raise RuntimeError(
            f"div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '{rounding_mode}'"
        )
    return ROUNDINGS[rounding_mode].apply(*tensors("div", input, other))


def div_(self: Tensor, other: Tensor | float, *, rounding_mode: str | None = NOT_GIVEN) -> Tensor:
    """``div`` in place."""
    if rounding_mode is NOT_GIVEN:
        return div_in_place(self, other)
    return div_rounded_(self, other, rounding_mode=rounding_mode)


div_rounded_ = in_place(div, "div_")


@public
def true_divide(input: Tensor | float, other: Tensor | float) -> Tensor:
    """``input / other``: ``div`` without ``rounding_mode``."""
    return div(input, other)


set_method("true_divide_", in_place(true_divide, "true_divide_"))


@public
def addcmul(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: float = 1) -> Tensor:
    """``input + value * tensor1 * tensor2``, with broadcasting."""
    if not isinstance(tensor1, Tensor) or not isinstance(tensor2, Tensor):
        raise TypeError("both factors are tensors")
    return with_value(Addcmul, input, tensor1, tensor2, value)


@public
def addcdiv(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: float = 1) -> Tensor:
    """``input + value * tensor1 / tensor2``, with broadcasting. Raises RuntimeError for integers alone."""
    if not isinstance(tensor2, Tensor):
        raise TypeError("tensor2 is a tensor")
    check_whole(input, tensor1, tensor2)
    return with_value(Addcdiv, input, tensor1, tensor2, value)


def check_whole(input, tensor1, tensor2, *, value=1):
    """Raise where ``addcdiv`` would divide integers."""
    if not (tensor1.is_floating_point() or tensor2.is_floating_point()):
        raise RuntimeError(
            "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform a "
            "true division of tensor1 and tensor2. The historic addcdiv behavior can be implemented as (input + value "
            "* torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as (input + value * tensor1 / "
            "tensor2) for float inputs. The future addcdiv behavior is just the latter implementation: (input + value "
            "* tensor1 / tensor2), for all dtypes."
        )


def with_value(operation, input, tensor1, tensor2, value):
    """Apply an operation with the factor ``value``. Raises RuntimeError if the dtype cannot hold that."""
    (value,) = plain_numbers(value)
    out = operation.apply(input, tensor1, tensor2, value)
    if not -1 <= value <= 1:
        check_range(value, out._data.dtype)
    return out


@public
def lerp(input: Tensor, end: Tensor, weight: Tensor | float) -> Tensor:
    """``input + weight * (end - input)``. Raises RuntimeError where the dtypes differ."""
    check_dtypes(input, end, weight)
    if not is_operand(weight):
        raise TypeError("weight is neither a tensor nor a number")
    return (LerpTensor if isinstance(weight, Tensor) else Lerp).apply(input, end, weight)


def check_dtypes(input, end, weight):
    """Raise where an argument of ``lerp`` has another dtype than ``input``, but for a weight without dimensions."""
    for name, other in (("end", end), ("weight", weight)):
        if (name == "end" or isinstance(other, Tensor) and other.ndim) and input.dtype is not other.dtype:
            have, got = (WRITTEN[t.dtype.name] for t in (input, other))
            raise RuntimeError(f"expected dtype {have} for `{name}` but got dtype {got}")


def rsub(input: Tensor, other: Tensor | float, *, alpha: float = 1) -> Tensor:
    """``other - alpha * input``."""
    if not isinstance(input, Tensor):
        raise combination_error("rsub", (input, other), RSUB)
    a, b = tensors("rsub", input, other)
    check_booleans(Rsub, a._data, b._data)
    broadcast_shape((b._data, a._data))  # raises, with the shapes in PyTorch's order
    out = with_alpha("rsub", RsubScaled if b is other else RsubNumberScaled, a, b, alpha)
    out._data = laid_out(out._data, b._data, a._data)
    return out


set_function("rsub", rsub)
RSUB = "Tensor input, Tensor other, *, Number alpha = 1", "Tensor input, Number other, Number alpha = 1"


set_method("div_", div_)
set_method("addcmul_", in_place(addcmul, "addcmul_"))
set_method("addcdiv_", in_place(addcdiv, "addcdiv_", first=check_whole))
lerp_in_place = in_place(lerp, "lerp_", first=check_dtypes)


def lerp_(self: Tensor, end: Tensor, weight: Tensor | float) -> Tensor:
    """``lerp`` in place."""
    if isinstance(weight, Tensor):
        return lerp_in_place(self, end, weight)
    return lerp_in_place(self, end, weight=weight)  # a number has no dtype that could differ


set_method("lerp_", lerp_)
