"""Elementwise arithmetic: the operators of Python.

``forward`` computes on arrays. Where it is a function of Python's ``operator`` module, the operation gets that operator
as well. ``ufunc`` is the NumPy function that becomes this operation when it is called on a Tensor. All that a
declaration can say is listed in ``Operation``, in ``operation.py``.
"""

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

    boolean_error, boolean_pair_error = errors.SUBTRACTION, errors.SUBTRACTION_OF_BOOLEANS
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
    vjp_b = lambda g, a, b: -g * ((a / b) / b)  # not a / b²: rounded as PyTorch rounds


class Rsub(Binary):
    """``other - input``, for a number on the left, or a tensor whose class leaves the operator to that of ``input``."""

    public = False
    boolean_error, boolean_pair_error = Sub.boolean_error, Sub.boolean_pair_error
    grad_fn_name = "RsubBackward1"  # the name that PyTorch gives it with a number
    # As in PyTorch, a number is not among the inputs of the node.
    edges = property(lambda self: (self.edge_a,) if self.edge_b is None else (self.edge_a, self.edge_b))
    forward = lambda a, b: b - a
    vjp_a = lambda g: -g
    vjp_b = lambda g: g


class Neg(Unary):
    """``-input``."""

    boolean_error = errors.NEGATION
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
    return Mul.apply(Reciprocal.apply(input), other)


Tensor.__rsub__ = Rsub.apply
Tensor.__rtruediv__ = rtruediv
