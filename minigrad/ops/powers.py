"""Powers, with a number or a tensor on either side."""

from __future__ import annotations

import math

import numpy as np

from .. import dtypes
from ..constants import constant, python_number
from ..errors import argument_error
from ..function import Elementwise, Function, Unary
from ..inplace import in_place
from ..promotion import check_range
from ..registry import answers, public, set_method
from ..rules import keep, log_like, minus, zeros_like
from ..tensor import Tensor, make

NEGATIVE_POWER = "Integers to negative integer powers are not allowed."


def to_the_power(a, exponent):
    """``a ** exponent`` of two arrays of one dtype, or Tensors. Integers to a negative power are rounded towards 0.

    NumPy takes the root where one exponent 1/2 is for all: that of -inf is NaN, that of -0.0 is -0.0.
    """
    if isinstance(a, Tensor):
        return a**exponent
    if a.dtype.kind == "f" and exponent.size == 1 and exponent == 0.5:
        return np.sqrt(np.where(a == -np.inf, np.inf, a) + 0 * exponent)
    if a.dtype.kind == "f" or not (exponent < 0).any():
        return a**exponent
    inverse = np.where(np.abs(a) == 1, a ** (exponent & 1), 0).astype(a.dtype)
    return np.where(exponent < 0, inverse, a ** np.maximum(exponent, 0))


def raised(a, exponent):
    """``a ** exponent`` of an array or a Tensor and a number. The power -1/2 is ``rsqrt``, also of -0.0 and -inf.

    An exponent that float32 cannot tell from a whole number is none: with it, a negative number has no power.
    """
    if exponent == -0.5 and not isinstance(a, Tensor):
        return 1 / np.sqrt(a)
    over = exponent % 1
    near = over and not 0.01 < over < 0.99
    if near and not isinstance(a, Tensor) and a.dtype.char == "f" and not np.float32(exponent) % 1:
        return (a.astype(float) ** exponent).astype(a.dtype)
    return a**exponent


def logarithm(number, like):
    """The logarithm of a number for use with ``like``, an array or a Tensor. That of 0 is -inf.

    It is not that of what the dtype makes of the number, which may be 0 or infinite.
    """
    log = math.log(number) if number > 0 else math.nan if number else -math.inf
    return constant(log, like._data) if isinstance(like, Tensor) else constant(log, like)._data


class Square(Unary):
    """``input ** 2`` of floats, the one that training loops need: it has a class of its own, to be fast."""

    public = False
    grad_fn_name = "PowBackward0"
    forward = np.square
    vjp_a = lambda g, a: g * (2 * a**1 if isinstance(a, Tensor) else a + a)  # PyTorch's slope is a power too


class Pow(Function):
    """``input ** exponent`` for a number as exponent; the gradient at exponent 0 is 0 everywhere."""

    forward = lambda a, exponent: raised(a, exponent)
    vjp_a = lambda g, a, exponent: zeros_like(g) if exponent == 0 else g * (exponent * raised(a, exponent - 1))


class PowTensor(Elementwise):
    """``input ** exponent`` for a tensor as exponent; ``0 ** exponent`` has slope 0 from exponent 0 upward."""

    grad_fn_name = "PowBackward1"
    refuses = "b", "pow"
    forward = lambda a, exponent: to_the_power(a, exponent)
    vjp_a = lambda g, a, exponent, out: keep(g * (exponent * to_the_power(a, minus(exponent, 1))), exponent != 0)
    vjp_exponent = lambda g, a, exponent, out: g * keep(out * log_like(a, out), (a != 0) | ~(exponent >= 0))


class PowOfWhole(Elementwise):
    """``input ** exponent`` for integers or booleans as input, and a number as exponent that is a tensor by then."""

    grad_fn_name = "PowBackward0"
    refuses = "b", "pow"
    promotes = "a", "exponent"
    forward = PowTensor.forward
    vjp_a = PowTensor.vjp_a


class PowNumber(Elementwise):
    """``input ** exponent`` for a number as input."""

    grad_fn_name = "PowBackward2"
    contiguous = True
    refuses = "b", "pow"
    promotes = "exponent", "a"
    forward = lambda exponent, a, number: to_the_power(a, exponent)
    vjp_exponent = lambda g, exponent, number, out: (
        g * keep(out * logarithm(number, out), (number != 0) | ~(exponent >= 0))
    )


@answers(np.power)
@public
def pow(input: Tensor | float, exponent: Tensor | float) -> Tensor:
    """``input ** exponent``, for tensors and numbers on either side, with broadcasting.

    Raises RuntimeError for an integer raised to a negative integer number.

    >>> import minigrad as torch
    >>> torch.pow(2, torch.tensor([1.0, 3.0]))
    tensor([2., 8.])
    """
    if not isinstance(input, Tensor):
        if not isinstance(exponent, Tensor) or constant(input, exponent._data) is NotImplemented:
            raise TypeError(argument_error("pow", "input", 1, input))
        return rpow(exponent, input)
    out = power(input, exponent)
    if out is NotImplemented:
        raise TypeError(argument_error("pow", "exponent", 2, exponent))
    return out


def power(self: Tensor, exponent: Tensor | float) -> Tensor:
    """``self ** exponent``, for a tensor or a number as exponent."""
    if exponent.__class__ is int or exponent.__class__ is float or exponent.__class__ is bool:
        if self._data.dtype.kind == "f":
            if exponent == 2:
                return Square.apply(self)
            if not -65504 <= exponent <= 65504:
                check_great_power(self, exponent)
            return Pow.apply(self, exponent)
        check_power(self, exponent)
        if exponent.__class__ is bool and self._data.dtype.kind == "b":
            return make(self._data | (not exponent))
    if not isinstance(exponent, Tensor):
        if isinstance(exponent, np.generic):
            return power(self, python_number(exponent))
        exponent = constant(exponent, self._data)
        if exponent is NotImplemented:
            return NotImplemented
        if self._data.dtype.kind != "f":
            return PowOfWhole.apply(self, exponent)
    return PowTensor.apply(self, exponent)


def check_power(self, exponent):
    """Raise, in PyTorch's words, for an integer raised to a negative one, or to one that its dtype cannot hold."""
    if exponent.__class__ is int and self._data.dtype.kind != "f":
        if exponent < 0:
            raise RuntimeError(NEGATIVE_POWER)
        check_range(exponent, self._data.dtype)


def check_great_power(self, exponent):
    """Raise, in PyTorch's words, for an exponent beyond float16's numbers that no dtype, or not this one, can hold."""
    dtypes.check_bits(exponent)
    if self._data.dtype.char == "e":
        check_range(exponent, self._data.dtype)


@answers(np.square)
@public
def square(input: Tensor) -> Tensor:
    """``input ** 2``."""
    return power(input, 2)


def rpow(self: Tensor, other: float) -> Tensor:
    """``other ** self``, for a number on the left."""
    base = constant(other, self._data)
    if base is NotImplemented:
        return power(other, self) if isinstance(other, Tensor) else base
    return PowNumber.apply(self, base, other)


Tensor.__pow__ = power
Tensor.__rpow__ = rpow
Tensor.__ipow__ = in_place(power, "pow_", first=check_power, operator=True)
set_method("pow_", in_place(power, "pow_", first=check_power))
set_method("square_", in_place(square, "square_"))
