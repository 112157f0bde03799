"""Absolute value, sign and rounding: elementwise functions with corners and steps. On a step the slope is 0."""

from __future__ import annotations

import operator

import numpy as np

from ..function import Function, Unary
from ..inplace import in_place
from ..layout import copied, laid_out
from ..registry import NotGiven, answers, public, set_method
from ..rules import zeros_like
from ..tensor import Tensor


def whole(rounding):
    """``rounding`` for arrays of floats; integers are whole already."""
    return lambda a: rounding(a) if a.dtype.kind == "f" else copied(a)


class Abs(Unary):
    """The absolute value. Its slope at 0 is 0."""

    refuses = "b", "abs_cpu"
    forward = operator.abs
    ufunc = np.absolute
    vjp_a = lambda g, a: g * sign(a)


class Sign(Unary):
    """-1, 0 or 1 with the sign of ``input``; 0 for NaN."""

    forward = lambda a: sign(a)
    ufunc = np.sign
    vjp_a = zeros_like


class Sgn(Function):
    """``sign``, under the name that it has for complex numbers too. For those PyTorch saves input and output."""

    arity = 1
    forward = Sign.forward
    vjp_a = lambda g, a, out: zeros_like(g)


class Floor(Unary):
    """The greatest whole number not above ``input``."""

    refuses = "b", "floor_vml_cpu"
    forward = whole(np.floor)
    ufunc = np.floor
    vjp_a = zeros_like


class Ceil(Unary):
    """The smallest whole number not below ``input``."""

    refuses = "b", "ceil_vml_cpu"
    forward = whole(np.ceil)
    ufunc = np.ceil
    vjp_a = zeros_like


class Trunc(Unary):
    """``input`` without its fractional part: rounded towards 0."""

    refuses = "b", "trunc_vml_cpu"
    forward = whole(np.trunc)
    ufunc = np.trunc
    vjp_a = zeros_like


class Frac(Unary):
    """The fractional part of ``input``, with its sign."""

    refuses = "biu", "frac_cpu"
    forward = lambda a: a - np.trunc(a)
    vjp_a = lambda g: g


class Round(Unary):
    """The nearest whole number; halves go to the even one."""

    refuses = "b", "round_vml_cpu"
    forward = whole(np.rint)
    ufunc = np.rint
    vjp_a = zeros_like


class RoundTo(Function):
    """The nearest number with so many decimals."""

    grad_fn_name = "RoundBackward1"
    rounds_once = True
    refuses = "biu", "round_cpu"
    forward = lambda a, decimals: laid_out(np.round(a, decimals), a)
    vjp_a = zeros_like


def sign(a):
    """The sign of an array or a Tensor, 0 for NaN."""
    if isinstance(a, Tensor):
        return Sign.apply(a)
    return copied(a) if a.dtype.kind == "b" else np.subtract(a > 0, a < 0, dtype=np.int8).astype(a.dtype)


round_whole = Round.apply
NOT_GIVEN = NotGiven("0")


@public
def round(input: Tensor, *, decimals: int = NOT_GIVEN) -> Tensor:
    """The nearest whole number, or number with so many ``decimals``; halves go to the even one.

    >>> import minigrad as torch
    >>> torch.tensor([0.5, 1.5, -2.6]).round()
    tensor([ 0.,  2., -3.])
    """
    return round_whole(input) if decimals is NOT_GIVEN else RoundTo.apply(input, decimals)


answers(np.round, np.around)(lambda input, decimals=NOT_GIVEN: round(input, decimals=decimals))

set_method("round_", in_place(round, "round_"))


@answers(np.positive)
@public
def positive(input: Tensor) -> Tensor:
    """``+input``: the tensor itself."""
    if input._data.dtype.kind == "b":
        raise RuntimeError("The `+` operator, on a bool tensor is not supported.")
    return input


Tensor.__pos__ = positive
