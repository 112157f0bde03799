"""Activations that are one node in PyTorch, beside those that are functions of ``torch`` itself; and embeddings."""

from __future__ import annotations

import math

import numpy as np

from ..function import Function
from ..rules import zeros_like
from ..tensor import Tensor
from .erf import erf
from .gathering import add_slices


class LeakyRelu(Function):
    """``a`` where it is positive and ``slope * a`` elsewhere."""

    rounds_once = True
    forward = lambda a, slope: np.where(a > 0, a, a * slope)
    vjp_a = lambda g, a, slope: leaky(g, a, slope)


class LeakySlope(Function):
    """The gradient of ``leaky_relu``. It has an edge to ``a`` too, along which the gradient is 0, as in PyTorch."""

    grad_fn_name = "LeakyReluBackwardBackward0"
    forward = lambda g, a, slope: leaky(g, a, slope)
    vjp_g = lambda g, a, slope: leaky(g, a, slope)
    vjp_a = zeros_like


def leaky(g, a, slope):
    """``g`` where ``a`` is positive and ``slope * g`` elsewhere."""
    return LeakySlope.apply(g, a, slope) if isinstance(g, Tensor) else np.where(a > 0, g, g * slope)


class LeakyReluInPlace(LeakyRelu):
    """The same, which PyTorch calls otherwise where it is in place."""

    grad_fn_name = "LeakyReluBackward1"
    forward = LeakyRelu.forward
    vjp_a = lambda g, out, slope: leaky(g, out, upward(slope, "leakyReLu", REPORT))


class Elu(Function):
    """``alpha * (e ** a - 1)`` where ``a`` is negative and ``a`` elsewhere."""

    forward = lambda a, alpha: np.where(a < 0, np.expm1(np.minimum(a, 0)) * alpha, a)
    vjp_a = lambda g, a, alpha: np.where(a <= 0, g * np.exp(np.where(a < 0, a, 0)) * alpha, g)


class EluInPlace(Elu):
    """The same, which PyTorch calls otherwise where it is in place."""

    grad_fn_name = "EluBackward1"
    forward = Elu.forward
    vjp_a = lambda g, out, alpha: np.where(out <= 0, g * (out + upward(alpha, "elu")), g)


REPORT = (
    " File an issue at https://github.com/pytorch/pytorch if you do require supporting in-place leakRelu backward "
    "calculation with negative slope"
)


def upward(slope, name, more=""):
    """``slope``, of an activation in place. Raises if it is negative: the output hides the sign of the input then."""
    if slope < 0:
        raise RuntimeError(
            f"In-place {name} backward calculation is triggered with a negative slope which is not supported. This is "
            f"caused by calling in-place forward function with a negative slope, please call out-of-place version "
            f"instead.{more}"
        )
    return slope


class Silu(Function):
    """``a * sigmoid(a)``."""

    rounds_once = True
    forward = lambda a: a * sigmoid(a)
    vjp_a = lambda g, a: g * (sigmoid(a) * (1 + a * (1 - sigmoid(a))))


class Gelu(Function):
    """``a`` times the probability that a normal number is less than ``a``."""

    rounds_once = True
    forward = lambda a: a * below(a)
    vjp_a = lambda g, a: g * (below(a) + a * np.exp(a * a * -0.5) * (1 / math.sqrt(2 * math.pi)))


class GeluTanh(Function):
    """The same with a formula close to that probability."""

    grad_fn_name = "GeluBackward0"
    rounds_once = True
    forward = lambda a: a * (0.5 * (1 + np.tanh(inner(a))))
    vjp_a = lambda g, a: (
        g * (0.5 * (1 + np.tanh(inner(a))) + a * 0.5 * (1 - np.square(np.tanh(inner(a)))) * inner_slope(a))
    )


class Softplus(Function):
    """``log(1 + e ** (beta * a)) / beta``, and ``a`` itself from ``threshold`` on."""

    rounds_once = True
    forward = lambda a, beta, threshold: np.where(a * beta > threshold, a, np.logaddexp(0, a * beta) / beta)
    vjp_a = lambda g, a, beta, threshold: np.where(
        a * beta > threshold, g, g * sigmoid(np.where(a * beta >= threshold, threshold, a * beta))
    )


class LogSigmoid(Function):
    """``log(sigmoid(a))``."""

    contiguous = True
    rounds_once = True
    forward = lambda a: log_sigmoid(a)
    vjp_a = lambda g, a: g * sigmoid(-a)


class Embedding(Function):
    """The rows of ``a`` at ``index``; the row ``padding`` gets no gradient."""

    forward = lambda a, index, padding: a[index]
    vjp_a = lambda g, a_shape, index, padding: rows_added(g, a_shape, index, padding)


def sigmoid(a):
    """``1 / (1 + e ** -a)`` of an array or a Tensor."""
    return a.sigmoid() if isinstance(a, Tensor) else 1 / (1 + np.exp(-a))


def log_sigmoid(a):
    """``log(sigmoid(a))`` of an array or a Tensor, exact for all ``a``."""
    return np.minimum(a, 0) - np.log1p(np.exp(-np.abs(a)))


def below(a):
    """The probability that a normal number is less than ``a``."""
    half = a * math.sqrt(0.5)
    return 0.5 * (1 + (half.erf() if isinstance(a, Tensor) else erf(half)))


def inner(a):
    """The argument of the hyperbolic tangent in the formula of GELU."""
    return math.sqrt(2 / math.pi) * (a + 0.044715 * (a * a * a))


def inner_slope(a):
    """The derivative of ``inner``."""
    return math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * (a * a))


def rows_added(g, shape, index, padding):
    """Zeros of ``shape`` with the rows of ``g`` added where they came from, except to the row ``padding``."""
    index = index.reshape(-1)
    g = g.reshape((-1, shape[1]))
    if padding is not None:
        g = g * (index != padding).reshape((-1, 1))
    return add_slices(g, shape, 0, index)
