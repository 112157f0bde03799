"""Elementwise functions of one tensor: roots, exponentials, logarithms, trigonometric, hyperbolic and sigmoid."""

from __future__ import annotations

import math

import numpy as np

from ..function import Unary
from ..inplace import in_place
from ..promotion import in_single
from ..registry import set_method
from ..rules import underivable
from .erf import erf, erfc


class Sqrt(Unary):
    """The square root; its slope at 0 is infinite."""

    floating = True
    domain = (0, math.inf)
    forward = ufunc = np.sqrt
    vjp_a = lambda g, out: g / (out + out)


class Rsqrt(Unary):
    """``1 / sqrt(input)``."""

    floating = True
    domain = (0, math.inf)
    forward = lambda a: 1 / np.sqrt(a)
    vjp_a = lambda g, out: g * -0.5 * (out * out * out)


class Exp(Unary):
    """``e ** input``."""

    floating = True
    forward = ufunc = np.exp
    vjp_a = lambda g, out: g * out


class Exp2(Unary):
    """``2 ** input``."""

    floating = True
    forward = ufunc = np.exp2
    vjp_a = lambda g, out: g * out * math.log(2)


class Expm1(Unary):
    """``e ** input - 1``, exact near 0 too."""

    floating = True
    forward = ufunc = np.expm1
    vjp_a = lambda g, out: g * (out + 1)


class Log(Unary):
    """The natural logarithm."""

    floating = True
    domain = (0, math.inf)
    forward = ufunc = np.log
    vjp_a = lambda g, a: g / a


class Log2(Unary):
    """The logarithm to base 2."""

    floating = True
    domain = (0, math.inf)
    forward = ufunc = np.log2
    vjp_a = lambda g, a: g / (a * math.log(2))


class Log10(Unary):
    """The logarithm to base 10."""

    floating = True
    domain = (0, math.inf)
    forward = ufunc = np.log10
    vjp_a = lambda g, a: g / (a * math.log(10))


class Log1P(Unary):
    """``log(1 + input)``, exact near 0 too."""

    floating = True
    domain = (-1, math.inf)
    forward = ufunc = np.log1p
    vjp_a = lambda g, a: g / (a + 1)


class Sin(Unary):
    """The sine of an angle in radians."""

    floating = True
    forward = ufunc = np.sin
    vjp_a = lambda g, a: g * np.cos(a)


class Cos(Unary):
    """The cosine of an angle in radians."""

    floating = True
    forward = ufunc = np.cos
    vjp_a = lambda g, a: g * -np.sin(a)


class Tan(Unary):
    """The tangent of an angle in radians."""

    floating = True
    domain = (-math.pi / 2, math.pi / 2)
    forward = ufunc = np.tan
    vjp_a = lambda g, out: g * (1 + out * out)


class Asin(Unary):
    """The angle in [-π/2, π/2] whose sine is ``input``."""

    floating = True
    domain = (-1, 1)
    forward = ufunc = np.arcsin
    vjp_a = lambda g, a: g / np.sqrt(1 - a * a)


class Acos(Unary):
    """The angle in [0, π] whose cosine is ``input``."""

    floating = True
    domain = (-1, 1)
    forward = ufunc = np.arccos
    vjp_a = lambda g, a: -g / np.sqrt(1 - a * a)


class Atan(Unary):
    """The angle in (-π/2, π/2) whose tangent is ``input``."""

    floating = True
    forward = ufunc = np.arctan
    vjp_a = lambda g, a: g / (a * a + 1)


class Sinh(Unary):
    """The hyperbolic sine."""

    floating = True
    forward = ufunc = np.sinh
    vjp_a = lambda g, a: g * np.cosh(a)


class Cosh(Unary):
    """The hyperbolic cosine."""

    floating = True
    forward = ufunc = np.cosh
    vjp_a = lambda g, a: g * np.sinh(a)


class Tanh(Unary):
    """The hyperbolic tangent."""

    floating = True
    forward = ufunc = np.tanh
    vjp_a = lambda g, out: g * (1 - out * out)


class Asinh(Unary):
    """The inverse of ``sinh``."""

    floating = True
    forward = ufunc = np.arcsinh
    vjp_a = lambda g, a: g / np.sqrt(a * a + 1)


class Acosh(Unary):
    """The inverse of ``cosh``, for numbers from 1 upward."""

    floating = True
    domain = (1, math.inf)
    forward = ufunc = np.arccosh
    vjp_a = lambda g, a: g / np.sqrt(a * a - 1)


class Atanh(Unary):
    """The inverse of ``tanh``, for numbers between -1 and 1."""

    floating = True
    domain = (-1, 1)
    forward = ufunc = np.arctanh
    vjp_a = lambda g, a: g / (1 - a * a)


class Sigmoid(Unary):
    """``1 / (1 + e ** -input)``."""

    floating = True
    forward = in_single(lambda a: 1 / (1 + np.exp(-a)))
    vjp_a = lambda g, out: g * ((1 - out) * out)


class Erf(Unary):
    """The error function, ``2 / sqrt(π)`` times the integral of ``e ** -t²`` from 0 to ``input``."""

    floating = True
    forward = erf
    vjp_a = lambda g, a: g * (2 / math.sqrt(math.pi)) * np.exp(-(a * a))


class Erfc(Unary):
    """``1 - erf(input)``, exact where that would round to 0."""

    floating = True
    forward = erfc
    vjp_a = lambda g, a: g * (-2 / math.sqrt(math.pi)) * np.exp(-(a * a))


def underived(operation):
    """Offer an operation in place. PyTorch has no derivative for that form."""
    name = f"{operation.called}_"

    class InPlace(operation):
        public = derivable = False
        grad_fn_name = operation.grad_fn_name.replace("0", "1")
        forward = operation.forward
        vjp_a = underivable(f"inplace version of {operation.called}")

    set_method(name, in_place(InPlace.apply, name))


for operation in (Asinh, Acosh, Atanh):
    underived(operation)
