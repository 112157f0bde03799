"""Activations that are one node in PyTorch, beside those that are functions of ``torch`` itself; and embeddings."""

from __future__ import annotations

import math

import numpy as np

from ..function import Function
from ..promotion import in_single, of_kernel
from ..rules import keep, unknown
from ..tensor import Tensor
from .choosing import bounded
from .erf import erf
from .gathering import add_slices, added_slices
from .rectifiers import REPORT, HardshrinkSlope, Slope, upward


class LeakyRelu(Function):
    """``a`` where it is positive and ``slope * a`` elsewhere."""

    rounds_once = True
    forward = lambda a, slope: np.where(a > 0, a, a * slope)
    vjp_a = lambda g, a, slope: LeakySlope.of(g, a, slope)


class LeakySlope(Slope):
    """``g`` where ``a`` is positive and ``slope * g`` elsewhere."""

    grad_fn_name = "LeakyReluBackwardBackward0"
    forward = lambda g, a, slope: np.where(a > 0, g, g * slope)
    vjp_g = lambda h, a, slope: LeakySlope.of(h, a, slope)


class LeakyReluInPlace(LeakyRelu):
    """The same, which PyTorch calls otherwise where it is in place."""

    grad_fn_name = "LeakyReluBackward1"
    forward = LeakyRelu.forward
    vjp_a = lambda g, out, slope: LeakySlope.of(g, out, upward(slope, "leakyReLu", REPORT))


class Silu(Function):
    """``a * sigmoid(a)``."""

    rounds_once = True
    forward = lambda a: a * sigmoid(a)
    vjp_a = of_kernel(lambda g, a: g * (sigmoid(a) * (1 + a * (1 - sigmoid(a)))))


class Gelu(Function):
    """``a`` times the probability that a normal number is less than ``a``."""

    rounds_once = True
    forward = lambda a: a * below(a)
    vjp_a = of_kernel(lambda g, a: g * (below(a) + a * np.exp(a * a * -0.5) * (1 / math.sqrt(2 * math.pi))))


class GeluTanh(Function):
    """The same with a formula close to that probability."""

    grad_fn_name = "GeluBackward0"
    rounds_once = True
    forward = lambda a: a * (0.5 * (1 + np.tanh(inner(a))))
    vjp_a = of_kernel(
        lambda g, a: g * (0.5 * (1 + np.tanh(inner(a))) + a * 0.5 * (1 - np.square(np.tanh(inner(a)))) * inner_slope(a))
    )


class Softplus(Function):
    """``log(1 + e ** (beta * a)) / beta``, and ``a`` itself from ``threshold`` on."""

    rounds_once = True
    forward = lambda a, beta, threshold: np.where(a * beta > threshold, a, np.log1p(np.exp(a * beta)) / beta)
    vjp_a = lambda g, a, beta, threshold: SoftplusSlope.of(g, a, beta, threshold)


class SoftplusSlope(Slope):
    """The slope of ``Softplus`` at ``a``, times ``g``."""

    grad_fn_name = "SoftplusBackwardBackward0"
    forward = lambda g, a, beta, threshold: np.where(a * beta > threshold, g, g * share_of(np.exp(a * beta)))
    vjp_g = lambda h, a, beta, threshold: SoftplusSlope.of(h, a, beta, threshold)
    vjp_a = lambda h, g, a, beta, threshold: (
        h * g * ((1 - sigmoid(a * beta)) * sigmoid(a * beta)) * (a * beta < threshold) * beta
    )


class LogSigmoid(Function):
    """``log(sigmoid(a))``."""

    contiguous = True
    forward = lambda a: log_of_sigmoid(a)
    vjp_a = lambda g, a: LogSigmoidSlope.of(g, a)


class LogSigmoidSlope(Slope):
    """The slope of ``LogSigmoid`` at ``a``, times ``g``."""

    grad_fn_name = "LogSigmoidBackwardBackward0"
    forward = lambda g, a: g * np.abs((a < 0) - share_of(np.exp(-np.abs(a))))
    vjp_g = lambda h, a: LogSigmoidSlope.of(h, a)
    vjp_a = lambda h, g, a: h * g * ((sigmoid(a) - 1) * sigmoid(a))


class Mish(Function):
    """``a * tanh(softplus(a))``."""

    rounds_once = True
    forward = lambda a: a * np.tanh(np.log1p(np.exp(a)))
    vjp_a = of_kernel(lambda g, a: g * mish_slope(a, np.tanh(np.log1p(np.exp(a)))))


class Hardtanh(Function):
    """``a`` kept between two numbers. The slope is 0 on the edges, as it is not of ``clamp``."""

    forward = lambda a, low, high: bounded(a, low, high)
    vjp_a = lambda g, a, low, high: HardtanhSlope.of(g, a, low, high)


class HardtanhSlope(Slope):
    """``g`` where ``a`` is between two numbers."""

    grad_fn_name = "HardtanhBackwardBackward0"
    forward = lambda g, a, low, high: keep(g, ~((a <= low) | (a >= high)))
    vjp_g = lambda h, a, low, high: HardtanhSlope.of(h, a, low, high)


class Hardsigmoid(Function):
    """``(a + 3) / 6`` kept between 0 and 1."""

    rounds_once = True
    forward = lambda a: bounded(a + 3, 0, 6) / 6
    vjp_a = lambda g, a: HardsigmoidSlope.of(g, a)


SIXTH = float(np.float32(1 / 6))  # PyTorch multiplies by this in float64 too


class HardsigmoidSlope(Slope):
    """``g / 6`` where ``a`` is between -3 and 3; PyTorch has no derivative of it."""

    grad_fn_name = "NotImplemented"
    namespace = "torch::autograd::"
    derivable = False
    forward = lambda g, a: keep(g * SIXTH, (a > -3) & (a < 3))
    vjp_g = vjp_a = unknown("hardsigmoid_backward")


class Hardswish(Function):
    """``a * hardsigmoid(a)``."""

    rounds_once = True
    forward = lambda a: a * bounded(a + 3, 0, 6) / 6
    vjp_a = lambda g, a: HardswishSlope.of(g, a)


class HardswishSlope(Slope):
    """The slope of ``Hardswish`` at ``a``, times ``g``."""

    grad_fn_name = "HardswishBackwardBackward0"
    forward = lambda g, a: np.where(a < 3, keep(g * (a / 3 + 0.5), ~(a <= -3)), g)
    vjp_g = lambda h, a: HardswishSlope.of(h, a)
    vjp_a = lambda h, g, a: keep(h * g / 3, (a > -3) & (a < 3))


class Softshrink(Function):
    """``a`` brought nearer to 0 by ``lambd``, and 0 where it is nearer already."""

    forward = lambda a, lambd: np.where(np.abs(a) <= lambd, a * 0, a - np.sign(a) * lambd)
    vjp_a = lambda g, a, lambd: SoftshrinkSlope.of(g, a, lambd)


class SoftshrinkSlope(Slope):
    """``g``, but 0 where ``a`` is from ``-lambd`` to ``lambd``."""

    grad_fn_name = "SoftshrinkBackwardBackward0"
    forward = HardshrinkSlope.forward
    vjp_g = lambda h, a, lambd: SoftshrinkSlope.of(h, a, lambd)


class Glu(Function):
    """One half of ``a`` times the ``sigmoid`` of the other."""

    refuses = "biu", "glu_cpu"
    rounds_once = True
    forward = lambda a, dim: gated(*in_halves(a, dim))
    vjp_a = lambda g, a, dim: GluSlope.of(g, a, dim)


class GluSlope(Slope):
    """The gradient of ``Glu``: for both halves, one after the other."""

    grad_fn_name = "GluBackwardBackward0"
    forward = lambda g, a, dim: glu_slope(g, *in_halves(a, dim), dim)
    vjp_g = lambda h, a, dim: glu_slope_of_g(*in_halves(h, dim), *in_halves(a, dim))
    vjp_a = lambda h, g, a, dim: glu_slope_of_a(*in_halves(h, dim), g, *in_halves(a, dim), dim)


class Embedding(Function):
    """The rows of ``a`` at ``index``; the row ``padding`` gets no gradient."""

    forward = lambda a, index, padding: a[index]
    vjp_a = lambda g, a_shape, index, padding: rows_added(g, a_shape, index, padding)


def sigmoid(a):
    """``1 / (1 + e ** -a)`` of an array or a Tensor."""
    return a.sigmoid() if isinstance(a, Tensor) else logistic(a)


def share_of(z):
    """``z / (1 + z)``, the ``sigmoid`` of the logarithm of ``z``."""
    return z / (1 + z)


def log_sigmoid(a):
    """``log(sigmoid(a))`` of an array or a Tensor, exact for all ``a``."""
    return LogSigmoid.apply(a) if isinstance(a, Tensor) else log_of_sigmoid(a)


logistic = in_single(lambda a: 1 / (1 + np.exp(-a)))
log_of_sigmoid = in_single(lambda a: np.minimum(a, 0) - np.log1p(np.exp(-np.abs(a))))


def below(a):
    """The probability that a normal number is less than ``a``."""
    half = a * math.sqrt(0.5)
    return 0.5 * (1 + (half.erf() if isinstance(a, Tensor) else erf(half)))


def mish_slope(a, t):
    """The slope of ``Mish`` where ``t`` is what it multiplies ``a`` by."""
    return t + a * sigmoid(a) * (1 - t * t)


def in_halves(a, dim):
    """The two halves of an array or a Tensor along a dimension."""
    n, before = a.shape[dim] // 2, (slice(None),) * dim
    return a[(*before, slice(None, n))], a[(*before, slice(n, None))]


def gated(a, b):
    """``a`` times the sigmoid of ``b``."""
    return a * sigmoid(b)


def glu_slope(g, a, b, dim):
    """The gradients of ``a * sigmoid(b)``, joined."""
    s = sigmoid(b)
    return np.concatenate([g * s, g * a * (s * (1 - s))], dim)


def glu_slope_of_g(h, k, a, b):
    """What of the gradients ``h`` and ``k`` of those two goes to the gradient that they are made of."""
    s = sigmoid(b)
    return h * s + k * a * (s * (1 - s))


def glu_slope_of_a(h, k, g, a, b, dim):
    """What of them goes to ``a`` and to ``b``."""
    s = sigmoid(b)
    slope = s * (1 - s)
    return np.concatenate([k * g * slope, h * g * slope + k * g * a * (slope * (1 - 2 * s))], dim)


def inner(a):
    """The argument of the hyperbolic tangent in the formula of GELU."""
    return math.sqrt(2 / math.pi) * (a + 0.044715 * (a * a * a))


def inner_slope(a):
    """The derivative of ``inner``; of a great ``a``, where it is multiplied by 0, one that is not infinite."""
    a = np.clip(a, -10, 10)
    return math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * (a * a))


def rows_added(g, shape, index, padding):
    """Zeros of ``shape`` with the rows of ``g`` added where they came from, except to the row ``padding``."""
    index = index.reshape(-1)
    g = g.reshape((-1, shape[1]))
    if padding is not None:
        g = g * (index != padding).reshape((-1, 1))
    if isinstance(g, Tensor):
        return add_slices(g, shape, 0, index)
    return added_slices(np.zeros(shape, g.dtype), 0, index, g)  # halves in float16, as PyTorch does here
