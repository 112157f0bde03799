"""Layer normalization: every part of a batch standardized to mean 0 and variance 1, then scaled and shifted."""

from __future__ import annotations

import numpy as np

from ..function import Function
from ..promotion import of_kernel
from ..rules import from_first, mean_along, summed
from ..tensor import Tensor


class NativeLayerNorm(Function):
    """``(a - mean) / sqrt(variance + eps) * weight + bias`` over the dimensions ``axes``, the last ones."""

    rounds_once = True
    contiguous = True
    refuses = "biu", "LayerNormKernelImpl"
    forward = lambda a, weight, bias, axes, eps: stretched(standardized(a, axes, eps)[0], weight, bias)
    vjp_a = of_kernel(
        lambda g, a, weight, axes, eps: slope(g if weight is None else g * weight, a, axes, eps), recorded=True
    )
    vjp_weight = of_kernel(
        lambda g, a, axes, eps: over_the_rest(g * standardized(a, axes, eps)[0], axes), recorded=True
    )
    vjp_bias = lambda g, axes: over_the_rest(g, axes)


def standardized(a, axes, eps):
    """An array or a Tensor, standardized along ``axes``, and the divisor: the standard deviation."""
    a = from_first(a, axes)
    difference = a - mean_along(a, axes)
    deviation = np.sqrt(mean_along(np.square(difference), axes) + eps)
    return difference / deviation, deviation


def stretched(a, weight, bias):
    """An array times ``weight`` plus ``bias``, either of which may be None."""
    a = a if weight is None else a * weight
    return a if bias is None else a + bias


def slope(g, a, axes, eps):
    """The gradient of ``standardized``."""
    out, deviation = standardized(a, axes, eps)
    found = (g - mean_along(g, axes) - out * mean_along(g * out, axes)) / deviation
    return found if isinstance(found, Tensor) or np.isfinite(found).all() else overflown(found, g, a, deviation, axes)


def overflown(found, g, a, deviation, axes):
    """The same where it is not finite: infinity or NaN by the terms in which PyTorch adds it up.

    Source: ``LayerNormBackwardKernel`` in
    https://github.com/pytorch/pytorch/blob/main/aten/src/ATen/native/cpu/layer_norm_kernel.cpp
    """
    mean, slope = mean_along(a, axes), mean_along(g, axes)
    of_a = (slope * mean - mean_along(g * a, axes)) / deviation**3
    return np.where(np.isfinite(found), found, g / deviation + of_a * a - of_a * mean - slope / deviation)


def over_the_rest(g, axes):
    """The sum along all other dimensions than ``axes``."""
    rest = tuple(range(g.ndim - len(axes)))
    return summed(g, rest) if rest else g
