"""Activations that PyTorch has as functions of ``torch`` itself, beside ``relu`` and ``sigmoid``.

A rule that PyTorch records under a name of its own, so that its slope can be asked for, is a ``Slope`` here.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from .. import sampling
from ..function import Elementwise, Function
from ..generator import source
from ..inplace import check_changeable, in_place
from ..promotion import check_range, check_taken, in_single, unimplemented
from ..registry import function_only, public
from ..rules import keep, zeros_like
from ..tensor import Tensor

if TYPE_CHECKING:
    from ..generator import Generator


class Slope(Function):
    """The gradient of an activation. It has an edge to ``a`` too, along which the gradient is 0 by default."""

    vjp_a = zeros_like

    @classmethod
    def of(cls, g, *args):
        """The rule on arrays, or recorded on Tensors."""
        if isinstance(g, Tensor):
            return cls.apply(g, *args)
        return cls.forward(g, *args) if g.dtype.char != "e" else in_single(cls.forward)(g, *args)


class Elu(Function):
    """``alpha * (e ** (steep * a) - 1)`` where ``a`` is negative and ``a`` elsewhere, all times ``scale``."""

    refuses = "biu", "elu_cpu"
    rounds_once = True
    forward = lambda a, alpha, scale, steep: np.where(
        a < 0, np.expm1(times(np.minimum(a, 0), steep)) * (alpha * scale), times(a, scale)
    )
    vjp_a = lambda g, a, alpha, scale, steep: EluSlope.of(g, a, alpha, scale, steep)


def times(a, factor):
    """An array times a number, which takes no time where that is 1."""
    return a if factor == 1 else a * factor


class EluSlope(Slope):
    """The slope of ``Elu`` at ``a``, times ``g``; from the right, its own slope at 0 is 0."""

    grad_fn_name = "EluBackwardBackward0"
    forward = lambda g, a, alpha, scale, steep: np.where(
        a <= 0, times(g, steep) * (alpha * scale) * np.exp(times(np.minimum(a, 0), steep)), times(g, scale)
    )
    vjp_g = lambda h, a, alpha, scale, steep: EluSlope.of(h, a, alpha, scale, steep)
    vjp_a = lambda h, g, a, alpha, scale, steep: keep(EluSlope.of(h * g * steep, a, alpha, scale, steep), a < 0)


class EluInPlace(Elu):
    """The same, which PyTorch calls otherwise where it is in place."""

    grad_fn_name = "EluBackward1"
    forward = Elu.forward
    vjp_a = lambda g, out, alpha, scale, steep: EluOutSlope.of(g, out, upward(alpha, "elu"), scale, steep)


class EluOutSlope(Slope):
    """``EluSlope`` from what came out."""

    grad_fn_name = EluSlope.grad_fn_name
    forward = lambda g, a, alpha, scale, steep: np.where(a <= 0, times(g, steep) * (a + alpha * scale), times(g, scale))
    vjp_g = lambda h, a, alpha, scale, steep: EluOutSlope.of(h, a, alpha, scale, steep)
    vjp_a = lambda h, g, a, steep: keep(h * g * steep, a < 0)


class Celu(Elu):
    """``Elu`` as steep as it takes to be smooth for this ``alpha``, which PyTorch's rule rounds to float32 for that."""

    forward = Elu.forward
    vjp_a = lambda g, a, alpha, scale: EluSlope.of(g, a, alpha, scale, 1 / float(np.float32(alpha)))


class CeluInPlace(EluInPlace):
    """The same in place."""

    grad_fn_name = "CeluBackward1"
    forward = Elu.forward
    vjp_a = lambda g, out, alpha, scale: EluOutSlope.of(
        g, out, upward(alpha, "elu"), scale, 1 / float(np.float32(alpha))
    )


class Threshold(Function):
    """``a`` where it is more than ``threshold`` and ``value`` elsewhere."""

    refuses = "b", "threshold_cpu"
    forward = lambda a, threshold, value: np.where(a <= threshold, value, a)
    vjp_a = lambda g, a, threshold: ThresholdSlope.of(g, a, threshold)


class ThresholdSlope(Slope):
    """``g`` where ``a`` is more than ``threshold`` and 0 elsewhere."""

    grad_fn_name = "ThresholdBackwardBackward0"
    forward = lambda g, a, threshold: keep(g, ~(a <= threshold))
    vjp_g = lambda h, a, threshold: ThresholdSlope.of(h, a, threshold)


class ThresholdInPlace(Threshold):
    """The same, which PyTorch calls otherwise where it is in place."""

    grad_fn_name = "ThresholdBackward1"
    forward = Threshold.forward


class Hardshrink(Function):
    """``a``, but 0 where it is from ``-lambd`` to ``lambd``."""

    refuses = "biu", "hardshrink_cpu"
    forward = lambda a, lambd: np.where((a >= -lambd) & (a <= lambd), 0, a)
    vjp_a = lambda g, a, lambd: HardshrinkSlope.of(g, a, lambd)


class HardshrinkSlope(Slope):
    """``g``, but 0 where ``a`` is from ``-lambd`` to ``lambd``."""

    grad_fn_name = "HardshrinkBackwardBackward0"
    forward = lambda g, a, lambd: keep(g, ~((a >= -lambd) & (a <= lambd)))
    vjp_g = lambda h, a, lambd: HardshrinkSlope.of(h, a, lambd)


class PreluKernel(Elementwise):
    """``a`` where it is positive and ``b * a`` elsewhere."""

    saved_as = "self", "weight"
    refuses = "biu", "prelu_cpu"
    rounds_once = True
    forward = lambda a, b: np.where(a > 0, a, a * b)
    vjp_a = lambda g, a, b: PreluSlope.of(g, a, b)
    vjp_b = lambda g, a, b: PreluWeightSlope.of(g, a, b)


class PreluSlope(Slope):
    """``g`` where ``a`` is positive and ``b * g`` elsewhere. At 0, PyTorch takes the slopes of it from the right."""

    grad_fn_name = "PreluKernelBackwardBackward0"
    promotes = ()
    forward = lambda g, a, b: np.where(a > 0, g, g * b)
    vjp_g = lambda h, a, b: np.where(a >= 0, h, h * b)
    vjp_b = lambda h, g, a: keep(h * g, ~(a >= 0))


class PreluWeightSlope(Slope):
    """``a * g`` where ``a`` is not positive, for every element that the slope ``b`` is used for."""

    grad_fn_name = PreluSlope.grad_fn_name
    promotes = ()
    forward = lambda g, a, b: keep(g * a, ~(a > 0))
    vjp_g = lambda h, a: keep(h * a, ~(a >= 0))
    vjp_a = lambda h, g, a: keep(h * g, ~(a >= 0))
    vjp_b = zeros_like


class RreluWithNoise(Function):
    """``a`` where it is positive and ``noise * a`` elsewhere: a number, or one drawn for every element."""

    contiguous = True
    rounds_once = True
    forward = lambda a, noise: np.where(a > 0, a, a * noise)
    vjp_a = lambda g, a, noise: RreluSlope.of(g, a, noise)


class RreluSlope(Slope):
    """``g`` times the slope of ``RreluWithNoise``, which is 1 in the noise where ``a`` is positive."""

    grad_fn_name = "RreluWithNoiseBackwardBackward0"
    forward = lambda g, a, noise: np.where(a > 0, g, g * noise) if isinstance(noise, float) else g * noise
    vjp_g = lambda h, a, noise: RreluSlope.of(h, a, noise)


class RreluWithNoiseInPlace(RreluWithNoise):
    """The same, which PyTorch calls otherwise where it is in place."""

    grad_fn_name = "RreluWithNoiseBackward1"
    forward = RreluWithNoise.forward
    vjp_a = lambda g, out, noise: RreluSlope.of(
        g, out, upward(noise, "leakyReLu", REPORT) if isinstance(noise, float) else noise
    )


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


def as_number(number, dtype):
    """A number as one of this NumPy dtype. Raises RuntimeError where that cannot hold it."""
    check_range(number, dtype)
    return float(number) if dtype.kind == "f" else np.asarray(number).astype(dtype)[()]


def in_computing(number, dtype):
    """The same for a number that is only computed with, which is done in float32 for halves."""
    return as_number(number, SINGLE if dtype.char == "e" else dtype)


def check_changed(operation, input):
    """Raise if ``input`` may not change, or else if the operation that changes it does not take its dtype."""
    check_changeable(input)
    check_taken(operation, input._data.dtype)


SINGLE = np.dtype(np.float32)
threshold_in_place = in_place(ThresholdInPlace.apply, "threshold_", repeated=True)
elu_in_place = in_place(EluInPlace.apply, "elu_")
celu_in_place = in_place(CeluInPlace.apply, "celu_")


@function_only
def threshold(input: Tensor, threshold: float, value: float) -> Tensor:
    """``input`` where it is more than ``threshold``, and ``value`` elsewhere.

    >>> import minigrad as torch
    >>> torch.threshold(torch.tensor([-1.0, 0.5, 2.0]), 0.5, 9.0)
    tensor([9., 9., 2.])
    """
    dtype = input._data.dtype
    return Threshold.apply(input, in_computing(threshold, dtype), as_number(value, dtype))


@function_only
def threshold_(input: Tensor, threshold: float, value: float) -> Tensor:
    """``threshold`` in place."""
    dtype = input._data.dtype
    check_taken(Threshold, dtype)
    return threshold_in_place(input, in_computing(threshold, dtype), as_number(value, dtype))


SELU = 1.6732632423543772848170429916717, 1.0507009873554804934193349852946, 1.0  # alpha, scale, steep


@function_only
def selu(input: Tensor) -> Tensor:
    """``elu`` times 1.0507, with an alpha of 1.6733: what keeps the mean of a deep network's numbers at 0.

    Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.SELU.html
    """
    return Elu.apply(input, *SELU)


@function_only
def selu_(input: Tensor) -> Tensor:
    """``selu`` in place."""
    check_changed(Elu, input)
    return elu_in_place(input, *SELU)


def celu_numbers(input, alpha):
    """Alpha, scale and steepness of ``celu``. Raises RuntimeError where ``alpha`` is 0."""
    if alpha == 0:
        raise RuntimeError("ZeroDivisionError: alpha cannot be 0 for CELU")
    check_taken(Elu, input._data.dtype)
    return in_computing(alpha, input._data.dtype), 1.0, 1 / float(alpha)


@function_only
def celu(input: Tensor, alpha: float = 1.0) -> Tensor:
    """``input`` where it is positive and ``alpha * (e ** (input / alpha) - 1)`` elsewhere: an ``elu`` without a corner.

    Raises RuntimeError for an ``alpha`` of 0.
    """
    return Celu.apply(input, *celu_numbers(input, alpha))


@function_only
def celu_(input: Tensor, alpha: float = 1.0) -> Tensor:
    """``celu`` in place."""
    if alpha != 0:
        check_changed(Elu, input)
    return celu_in_place(input, *celu_numbers(input, alpha))


@public
def hardshrink(input: Tensor, lambd: float = 0.5) -> Tensor:
    """``input``, but 0 where it is from ``-lambd`` to ``lambd``."""
    return Hardshrink.apply(input, as_number(lambd, input._data.dtype))


@public
def prelu(input: Tensor, weight: Tensor) -> Tensor:
    """``input`` where it is positive and ``weight * input`` elsewhere.

    weight: a number to learn, or one for each of the sizes of the dimension 1.

    Raises RuntimeError where their number does not fit, or the dtypes differ.

    >>> import minigrad as torch
    >>> torch.prelu(torch.tensor([[-1.0, -1.0]]), torch.tensor([0.5, 0.25]))
    tensor([[-0.5000, -0.2500]])
    """
    ndim, size = input.ndim, weight.numel()
    if input.dtype is not weight.dtype:
        kinds = f"{input.dtype.legacy} and {weight.dtype.legacy}"
        raise RuntimeError(f"prelu: Type promoting not supported. Got {kinds}")
    if size != 1:
        if not ndim:
            raise RuntimeError("Not allow zero-dim input tensor.")
        channels = input.shape[1] if ndim > 1 else 1
        if channels != size:
            raise RuntimeError(
                f"Mismatch of parameter numbers and input channel size. Found parameter numbers = {size} and channel "
                f"size = {channels}."
            )
    if weight.ndim > 1:
        raise RuntimeError(f"prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = {weight.ndim}")
    if ndim != weight.ndim:
        weight = weight.reshape([size if dim == 1 else 1 for dim in range(ndim)])
    return PreluKernel.apply(input, weight)


rrelu_in_place = in_place(RreluWithNoiseInPlace.apply, "rrelu_")


@function_only
def rrelu(
    input: Tensor,
    lower: float = 1 / 8,
    upper: float = 1 / 3,
    training: bool = False,
    generator: Generator | None = None,
) -> Tensor:
    """``input`` where it is positive, and elsewhere times a number drawn from ``lower`` to ``upper``.

    training: if not, the number is always the mean of the two.

    Raises RuntimeError where ``lower`` is more than ``upper``, or one of them is not finite.
    """
    return RreluWithNoise.apply(input, noise(input, lower, upper, training, generator))


@function_only
def rrelu_(
    input: Tensor,
    lower: float = 1 / 8,
    upper: float = 1 / 3,
    training: bool = False,
    generator: Generator | None = None,
) -> Tensor:
    """``rrelu`` in place."""
    return rrelu_in_place(input, noise(input, lower, upper, training, generator, changes=True))


def noise(input, lower, upper, training, generator, changes=False):
    """What ``rrelu`` multiplies with, which ``changes`` its input or not: a number for every element, or one."""
    for name, limit in (("lower", lower), ("upper", upper)):
        if not math.isfinite(limit):
            raise RuntimeError(f"rrelu: {name} bound must be finite, got {limit:g}")
    if lower > upper:
        raise RuntimeError("Lower bound should be less than or equal to the upper bound")
    if training:
        return sampling.slopes(input._data, lower, upper, source(generator))
    if not input.is_floating_point():
        if changes:
            check_changeable(input)
        raise unimplemented("leaky_relu_cpu", input._data.dtype)
    return in_computing((lower + upper) / 2, input._data.dtype)
