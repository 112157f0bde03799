"""What a division leaves, whole quotients, and functions of two sides: angles, logarithms and lengths."""

from __future__ import annotations

import numpy as np

from ..function import Binary
from ..inplace import in_place
from ..registry import answers, functional, public
from ..rules import keep
from ..tensor import Tensor
from .combining import div, floor_quotient, nonzero_divisor, tensors


def unknown(name):
    """The rule of an operation that PyTorch has no derivative of: it raises."""

    def rule(g):
        raise RuntimeError(f"derivative for aten::{name} is not implemented")

    return rule


def remainder_of(a, b):
    """What is left of ``a`` with the sign of ``b``; a zero keeps the sign of ``a``."""
    nonzero_divisor(a, b)
    left = np.remainder(a, b)
    return np.where(left == 0, np.fmod(a, b), left) if left.dtype.kind == "f" else left


def fmod_of(a, b):
    """What is left of ``a`` with the sign of ``a``."""
    nonzero_divisor(a, b)
    return np.fmod(a, b)


def quotient(a, b):
    """``a / b`` rounded down, of arrays or Tensors."""
    return div(a, b, rounding_mode="floor") if isinstance(a, Tensor) else np.floor_divide(a, b)


def inverse_square(a, b):
    """``1 / (a² + b²)``, and 0 where both are 0."""
    square = a * a + b * b
    return keep(1 / square, square != 0)


class Remainder(Binary):
    """What division leaves of ``input``, with the sign of ``other``: Python's ``%``."""

    grad_fn_name = "RemainderBackward1"
    forward = remainder_of
    vjp_a = lambda g: g
    vjp_b = lambda g, a, b: -g * quotient(a, b)


class RemainderOfNumber(Remainder):
    """``Remainder`` by a number."""

    public = False
    grad_fn_name = "RemainderBackward0"
    edges = property(lambda self: (self.edge_a,))
    forward = Remainder.forward


class NumberModulo(Binary):
    """``other % input`` for a number on the left, without a gradient in PyTorch."""

    public = False
    grad_fn_name = "NotImplemented"
    namespace = "torch::autograd::"
    forward = remainder_of
    vjp_a = vjp_b = unknown("remainder")


class Fmod(Binary):
    """What division leaves of ``input``, with the sign of ``input``: C's ``fmod``."""

    grad_fn_name = "FmodBackward1"
    forward = fmod_of
    vjp_a = lambda g: g
    vjp_b = lambda g, a, b: g * -np.trunc(a / b)


class FmodOfNumber(Fmod):
    """``Fmod`` by a number."""

    public = False
    grad_fn_name = "FmodBackward0"
    edges = property(lambda self: (self.edge_a,))
    forward = Fmod.forward


class FloorDivide(Binary):
    """``input // other``: the quotient rounded down, without a gradient in PyTorch."""

    public = False
    grad_fn_name = "NotImplemented"
    namespace = "torch::autograd::"
    forward = floor_quotient
    vjp_a = vjp_b = unknown("floor_divide")


class FloorDivideByNumber(FloorDivide):
    """``FloorDivide`` by a number."""

    public = False
    grad_fn_name = "NotImplemented"
    edges = property(lambda self: (self.edge_a,))
    forward = FloorDivide.forward


class Atan2(Binary):
    """The angle, between -π and π, of the point with height ``input`` and width ``other``."""

    floating = True
    tensors_only = True
    forward = ufunc = np.arctan2
    vjp_a = lambda g, a, b: g * b * inverse_square(a, b)
    vjp_b = lambda g, a, b: g * -a * inverse_square(a, b)


class Logaddexp(Binary):
    """``log(e ** input + e ** other)``, safe from overflow."""

    changes = False
    tensors_only = True
    forward = ufunc = np.logaddexp
    vjp_a = lambda g, a, b: g / (1 + np.exp(b - a))
    vjp_b = lambda g, a, b: g / (1 + np.exp(a - b))


class Hypot(Binary):
    """``sqrt(input ** 2 + other ** 2)``, safe from overflow."""

    tensors_only = True
    forward = ufunc = np.hypot
    vjp_a = lambda g, a, b: g * (a / np.hypot(a, b))
    vjp_b = lambda g, a, b: g * (b / np.hypot(a, b))


class Xlogy(Binary):
    """``input * log(other)``, which is 0 where ``input`` is, whatever ``other`` holds but NaN."""

    floating = True
    domain = (0, np.inf)
    forward = lambda a, b: np.where((a == 0) & ~np.isnan(b), 0, a * np.log(b)).astype(a.dtype, copy=False)
    vjp_a = lambda g, a, b: keep(g * np.log(b), (a != 0) | (b > 0))
    vjp_b = lambda g, a, b: g * a / b


def by_number_or_tensor(of_tensor, of_number, symbol):
    """One function for two operations, whose nodes have different names in PyTorch."""
    name = of_tensor.__name__.lower()

    def method(self: Tensor, other: Tensor | float) -> Tensor:
        return (of_tensor if isinstance(other, Tensor) else of_number).apply(self, other)

    method.__name__ = method.__qualname__ = name
    method.__doc__ = of_tensor.__doc__
    public(functional(method, 2))
    setattr(Tensor, f"{name}_", in_place(method, f"{name}_"))
    if symbol is not None:
        setattr(Tensor, f"__{symbol}__", method)
        setattr(Tensor, f"__i{symbol}__", getattr(Tensor, f"{name}_"))


by_number_or_tensor(Remainder, RemainderOfNumber, "mod")
by_number_or_tensor(Fmod, FmodOfNumber, None)


@answers(np.floor_divide)
@public
def floor_divide(input: Tensor | float, other: Tensor | float) -> Tensor:
    """``input // other``: the quotient rounded down. Its backward raises, as PyTorch's does.

    Raises RuntimeError for integers divided by 0.
    """
    operation = FloorDivide if isinstance(other, Tensor) else FloorDivideByNumber
    return operation.apply(*tensors("floor_divide", input, other))


def floordiv(self: Tensor, other: Tensor | float) -> Tensor:
    """``self // other``."""
    return (FloorDivide if isinstance(other, Tensor) else FloorDivideByNumber).apply(self, other)


def rfloordiv(self: Tensor, other: float) -> Tensor:
    """``other // self``."""
    return floor_divide(other, self)


def rmod(self: Tensor, other: float) -> Tensor:
    """``other % self``."""
    return NumberModulo.apply(*tensors("remainder", other, self))


answers(np.remainder)(Tensor.remainder)
answers(np.fmod)(Tensor.fmod)
Tensor.floor_divide_ = Tensor.__ifloordiv__ = in_place(floordiv, "floor_divide_")
Tensor.__floordiv__ = floordiv
Tensor.__rfloordiv__ = rfloordiv
Tensor.__rmod__ = rmod
