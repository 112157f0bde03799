"""Remainders, whole quotients, and functions of two inputs: angles, logarithms and lengths."""

from __future__ import annotations

import numpy as np

from ..constants import is_operand
from ..function import Binary, Elementwise
from ..inplace import in_place
from ..registry import answers, functional, named, public, set_method, tensor_first
from ..rules import keep, log_like, minus, negative, unknown
from ..tensor import Tensor
from .combining import div, floor_quotient, nonzero_divisor, tensors


def remainder_of(a, b):
    """The remainder of ``a / b`` with the sign of ``b``; a zero has the sign of ``a``."""
    left = np.remainder(a, b)
    nonzero_divisor(a, b)
    return np.where(left == 0, np.fmod(a, b), left) if left.dtype.kind == "f" else left


def fmod_of(a, b):
    """The remainder of ``a / b`` with the sign of ``a``."""
    left = np.fmod(a, b)
    nonzero_divisor(a, b)
    return left


def quotient(a, b):
    """``a / b`` rounded down, of arrays or Tensors."""
    return div(a, b, rounding_mode="floor") if isinstance(a, Tensor) else np.floor_divide(a, b)


def inverse_square(a, b):
    """``1 / (a² + b²)``, and 0 where both are 0."""
    square = a * a + b * b
    return keep(1 / square, square != 0)


# As in PyTorch, where an operation has a number on one side or no derivative: edges of recorded inputs alone.
recorded_edges = property(lambda self: tuple(edge for edge in (self.edge_a, self.edge_b) if edge is not None))


class Underived(Binary):
    """An operation for which PyTorch has no derivative: its node says so, and raises."""

    public = derivable = False
    at_once = True
    grad_fn_name = "NotImplemented"
    namespace = "torch::autograd::"
    _computes_all = True
    edges = recorded_edges


class Remainder(Binary):
    """The remainder of ``input / other`` with the sign of ``other``: Python's ``%``."""

    grad_fn_name = "RemainderBackward1"
    refuses = "b", "remainder_cpu"
    forward = remainder_of
    vjp_a = lambda g: g
    vjp_b = lambda g, a, b: -g * quotient(a, b)


class RemainderOfNumber(Remainder):
    """``Remainder`` by a number."""

    public = False
    grad_fn_name = "RemainderBackward0"
    edges = recorded_edges
    forward = Remainder.forward


class NumberModulo(Underived):
    """``other % input`` for a number on the left."""

    grad_fn_name = Underived.grad_fn_name
    refuses = Remainder.refuses
    forward = Remainder.forward
    vjp_a = vjp_b = unknown("remainder")


class Fmod(Binary):
    """The remainder of ``input / other`` with the sign of ``input``: C's ``fmod``."""

    grad_fn_name = "FmodBackward1"
    refuses = "b", "fmod_cpu"
    forward = fmod_of
    vjp_a = lambda g: g
    vjp_b = lambda g, a, b: g * -(a.div(b, rounding_mode="trunc") if isinstance(a, Tensor) else np.trunc(a / b))


class FmodOfNumber(Fmod):
    """``Fmod`` by a number."""

    public = False
    grad_fn_name = "FmodBackward0"
    edges = recorded_edges
    forward = Fmod.forward


class FloorDivide(Underived):
    """``input // other``: the quotient rounded down."""

    grad_fn_name = Underived.grad_fn_name
    refuses = "b", "div_floor_cpu"
    forward = floor_quotient
    vjp_a = vjp_b = unknown("floor_divide")

    @classmethod
    def compile(cls):
        """As for any operation on two tensors, but that integers have no history."""
        general, backward = super().compile()

        def apply(input: Tensor, other: Tensor | float) -> Tensor:
            out = general(input, other)
            if out is not NotImplemented and out._edge is not None and out._data.dtype.kind != "f":
                out._edge = None
            return out

        return apply, backward


class FloorDivideInPlace(FloorDivide):
    """``FloorDivide`` where it changes its first input."""

    grad_fn_name = Underived.grad_fn_name
    forward = FloorDivide.forward
    vjp_a = vjp_b = unknown("floor_divide_")


class Atan2(Binary):
    """The angle, between -π and π, of the point with height ``input`` and width ``other``."""

    floating = True
    tensors_only = True
    forward = ufunc = np.arctan2
    vjp_a = lambda g, a, b: g * b * inverse_square(a, b)
    vjp_b = lambda g, a, b: g * negative(a) * inverse_square(a, b)


class Logaddexp(Binary):
    """``log(e ** input + e ** other)``, safe from overflow."""

    has_inplace = False
    tensors_only = True
    refuses = "biu", "logaddexp_cpu"
    forward = ufunc = np.logaddexp
    vjp_a = lambda g, a, b: g / (1 + np.exp(minus(b, a)))
    vjp_b = lambda g, a, b: g / (1 + np.exp(minus(a, b)))


class Hypot(Elementwise):
    """``sqrt(input ** 2 + other ** 2)``, safe from overflow."""

    arity = 2
    tensors_only = True
    refuses = "biu", "hypot_cpu"
    ufunc = np.hypot
    forward = lambda a, b: np.hypot(a, b)
    vjp_a = lambda g, a, out: g * (a / out)
    vjp_b = lambda g, b, out: g * (b / out)


class Xlogy(Binary):
    """``input * log(other)``, which is 0 where ``input`` is, whatever ``other`` holds but NaN."""

    floating = True
    domain = (0, np.inf)
    forward = lambda a, b: np.where((a == 0) & ~np.isnan(b), 0, a * np.log(b)).astype(a.dtype, copy=False)
    vjp_a = lambda g, a, b: keep(
        g * log_like(b, g),
        ((a != 0) | (b > 0) | (b != b)) & ((g != 0) | (b != b)),
    )
    vjp_b = lambda g, a, b: g * a / b


class XlogyNumber(Xlogy):
    """``Xlogy`` with a number as ``other``."""

    public = False
    grad_fn_name = "XlogyBackward2"
    edges = recorded_edges
    forward = Xlogy.forward


class NumberXlogy(Xlogy):
    """``Xlogy`` with a number as ``input``."""

    public = False
    grad_fn_name = "XlogyBackward1"
    edges = recorded_edges
    forward = Xlogy.forward


def swapped(function):
    """``function`` with its arguments the other way round: what an operator does for a number on its left."""

    def operator(self, other):
        return function(other, self) if is_operand(other) else NotImplemented

    return operator


def by_sides(of_tensors, tensor_number, number_tensor=None, symbol=None):
    """One function for several operations: with a number on one side, PyTorch's node has another name.

    symbol: the name of its operator, if it has one.
    """
    name, doc = of_tensors.called, of_tensors.__doc__

    def method(self: Tensor, other: Tensor | float) -> Tensor:
        return (of_tensors if isinstance(other, Tensor) else tensor_number).apply(self, other)

    def function(input: Tensor | float, other: Tensor | float) -> Tensor:
        if isinstance(other, Tensor) and not isinstance(input, Tensor):
            return number_tensor.apply(*tensors(name, input, other, floating=of_tensors.floating))
        return whole(input, other)

    method = named(method, name, doc)
    whole = functional(method, 2)
    public(tensor_first(method) if number_tensor is None else named(function, name, doc))
    change = in_place(method, f"{name}_")
    set_method(name, method)
    set_method(f"{name}_", change)
    if symbol is not None:
        setattr(Tensor, f"__{symbol}__", method)
        setattr(Tensor, f"__r{symbol}__", swapped(function))
        setattr(Tensor, f"__i{symbol}__", in_place(method, f"{name}_", operator=True))
    return whole


answers(np.remainder)(by_sides(Remainder, RemainderOfNumber, NumberModulo, symbol="mod"))
answers(np.fmod)(by_sides(Fmod, FmodOfNumber))
by_sides(Xlogy, XlogyNumber, NumberXlogy)


@answers(np.floor_divide)
@public
def floor_divide(input: Tensor | float, other: Tensor | float) -> Tensor:
    """``input // other``: the quotient rounded down. Its backward raises, as PyTorch's does.

    Raises RuntimeError for integers divided by 0.
    """
    return FloorDivide.apply(*tensors("floor_divide", input, other))


Tensor.__floordiv__ = FloorDivide.apply
Tensor.__rfloordiv__ = swapped(floor_divide)
Tensor.__ifloordiv__ = in_place(FloorDivideInPlace.apply, "floor_divide_", operator=True)
set_method("floor_divide_", in_place(FloorDivideInPlace.apply, "floor_divide_"))
