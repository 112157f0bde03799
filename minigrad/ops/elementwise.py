"""Elementwise arithmetic: the operators of Python."""

from __future__ import annotations

import operator

import numpy as np

from .. import errors
from ..function import Binary, Unary
from ..tensor import Tensor


class Add(Binary):
    """``input + other``, with broadcasting."""

    forward = operator.add
    ufunc = np.add
    commutes = True
    vjp_a = lambda g: g
    vjp_b = lambda g: g


class Sub(Binary):
    """``input - other``, with broadcasting."""

    no_booleans = errors.SUBTRACTION
    two_booleans = (
        "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` "
        "operator instead."
    )
    forward = operator.sub
    ufunc = np.subtract
    vjp_a = lambda g: g
    vjp_b = lambda g: -g


class Mul(Binary):
    """``input * other``, with broadcasting."""

    forward = operator.mul
    ufunc = np.multiply
    commutes = True
    vjp_a = lambda g, b: g * b
    vjp_b = lambda g, a: g * a


class Div(Binary):
    """``input / other``, with broadcasting; integers are divided as floats."""

    floating = True
    forward = operator.truediv
    ufunc = np.true_divide
    vjp_a = lambda g, b: g / b
    vjp_b = lambda g, a, b: -g * ((a / b) / b)


class Rsub(Binary):
    """``other - input``, for a number on the left."""

    public = False
    no_booleans, two_booleans = Sub.no_booleans, Sub.two_booleans
    forward = lambda a, b: b - a
    grad_fn_name = "RsubBackward1"
    edges = property(lambda self: (self.edge_a,))
    vjp_a = lambda g: -g
    vjp_b = lambda g: g


class Neg(Unary):
    """``-input``."""

    no_booleans = errors.NEGATION
    forward = operator.neg
    ufunc = np.negative
    vjp_a = lambda g: -g


class Reciprocal(Unary):
    """``1 / input``."""

    floating = True
    forward = np.reciprocal
    ufunc = np.reciprocal
    vjp_a = lambda g, out: -g * (out * out)


def rtruediv(input: Tensor, other: float) -> Tensor:
    """``other / input``."""
    return Reciprocal.apply(input) * other


Tensor.__rsub__ = Rsub.apply
Tensor.__rtruediv__ = rtruediv
