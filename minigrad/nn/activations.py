"""The activations of ``torch.nn.functional``.

Source: https://docs.pytorch.org/docs/stable/nn.functional.html#non-linear-activation-functions
"""

from __future__ import annotations

from typing import Any

import numpy as np

import minigrad as torch
from minigrad import Tensor

from ..arguments import integer, scalar
from ..errors import argument_error, dimension_error, type_name
from ..inplace import check_changeable, in_place
from ..ops import activations, rectifiers
from ..ops.rectifiers import as_number, in_computing
from ..warning import warn

celu_, rrelu_, selu_, threshold_ = torch.celu_, torch.rrelu_, torch.selu_, torch.threshold_
hardshrink, prelu = torch.hardshrink, torch.prelu


def needs_floats(
    input: Tensor, name: str, kernel: str | None = None, changes: bool = False
) -> np.dtype[np.floating[Any]]:
    """The NumPy dtype of ``input``, which an operation ``changes`` if it works in place.

    Raises, in PyTorch's words, TypeError for what is no tensor, NotImplementedError where that is not of floats.
    """
    dtype = numpy_dtype_of(input, name)
    if dtype.kind != "f":
        if changes:
            check_changeable(input)
        raise NotImplementedError(
            f"\"{kernel or name + '_cpu'}\" not implemented for '{input.dtype.legacy}'\n\n"
            "Convert it first, for example with .float()."
        )
    return dtype


def numpy_dtype_of(input: Tensor, name: str) -> np.dtype[Any]:
    """The NumPy dtype of ``input``. Raises TypeError, in PyTorch's words, for what is no tensor."""
    try:
        return input._data.dtype
    except AttributeError:
        raise TypeError(argument_error(name, "input", 1, input)) from None


def coefficient(value: float, dtype: np.dtype[Any], name: str, argument: str, position: int = 2) -> float:
    """What an activation on this NumPy dtype is computed with. Raises as ``number`` does, or if it is too great."""
    if value.__class__ is float and -1e38 < value < 1e38:
        return value
    return in_computing(number(value, name, argument, position), dtype)


def number(value: float, name: str, argument: str, position: int = 2) -> float:
    """A Python number, also where something else holds one. Raises TypeError, in PyTorch's words, for anything else."""
    found = None if isinstance(value, Tensor) and value.requires_grad else scalar(value)
    if found is None:
        raise TypeError(argument_error(name, argument, position, value, "Number"))
    return found


def relu(input: Tensor, inplace: bool = False) -> Tensor:
    """``input`` where it is positive and 0 elsewhere; its slope at 0 is 0."""
    return input.relu_() if inplace else torch.relu(input)


def sigmoid(input: Tensor) -> Tensor:
    """``1 / (1 + e ** -input)``."""
    return input.sigmoid()


def tanh(input: Tensor) -> Tensor:
    """The hyperbolic tangent."""
    return input.tanh()


def softsign(input: Tensor) -> Tensor:
    """``input / (1 + |input|)``."""
    return input / (input.abs() + 1)


def tanhshrink(input: Tensor) -> Tensor:
    """``input - tanh(input)``."""
    return input - input.tanh()


leaky_relu_in_place = in_place(activations.LeakyReluInPlace.apply, "leaky_relu_")
silu_in_place = in_place(activations.Silu.apply, "silu_")
mish_in_place = in_place(activations.Mish.apply, "mish_")
hardtanh_in_place = in_place(activations.Hardtanh.apply, "hardtanh_")
hardsigmoid_in_place = in_place(activations.Hardsigmoid.apply, "hardsigmoid_")
hardswish_in_place = in_place(activations.Hardswish.apply, "hardswish_")


def leaky_relu(input: Tensor, negative_slope: float = 0.01, inplace: bool = False) -> Tensor:
    """``input`` where it is positive and ``negative_slope * input`` elsewhere."""
    slope = coefficient(
        negative_slope, needs_floats(input, "leaky_relu", changes=inplace), "leaky_relu", "negative_slope"
    )
    return (leaky_relu_in_place if inplace else activations.LeakyRelu.apply)(input, slope)


def rrelu(
    input: Tensor, lower: float = 1 / 8, upper: float = 1 / 3, training: bool = False, inplace: bool = False
) -> Tensor:
    """``input`` where it is positive, and elsewhere times a number drawn from ``lower`` to ``upper``.

    training: if not, the number is always the mean of the two.
    """
    return (torch.rrelu_ if inplace else torch.rrelu)(input, lower, upper, training)


def elu(input: Tensor, alpha: float = 1.0, inplace: bool = False) -> Tensor:
    """``input`` where it is positive and ``alpha * (e ** input - 1)`` elsewhere."""
    alpha = coefficient(alpha, needs_floats(input, "elu", changes=inplace), "elu", "alpha")
    return (rectifiers.elu_in_place if inplace else rectifiers.Elu.apply)(input, alpha, 1.0, 1.0)


def selu(input: Tensor, inplace: bool = False) -> Tensor:
    """``elu`` times 1.0507, with an alpha of 1.6733: what keeps the mean of a deep network's numbers at 0."""
    return torch.selu_(input) if inplace else torch.selu(input)


def celu(input: Tensor, alpha: float = 1.0, inplace: bool = False) -> Tensor:
    """``input`` where it is positive and ``alpha * (e ** (input / alpha) - 1)`` elsewhere: an ``elu`` without a corner.

    Raises RuntimeError for an ``alpha`` of 0.
    """
    return torch.celu_(input, alpha) if inplace else torch.celu(input, alpha)


def threshold(input: Tensor, threshold: float, value: float, inplace: bool = False) -> Tensor:
    """``input`` where it is more than ``threshold``, and ``value`` elsewhere."""
    return (torch.threshold_ if inplace else torch.threshold)(input, threshold, value)


def hardtanh(input: Tensor, min_val: float = -1.0, max_val: float = 1.0, inplace: bool = False) -> Tensor:
    """``input`` kept between ``min_val`` and ``max_val``.

    Raises ValueError where ``min_val`` is more than ``max_val``, RuntimeError for booleans.
    """
    if min_val > max_val:
        raise ValueError("min_val cannot be greater than max_val")
    return (hardtanh_ if inplace else between)(input, min_val, max_val)


def hardtanh_(input: Tensor, min_val: float = -1.0, max_val: float = 1.0) -> Tensor:
    """``hardtanh`` in place."""
    return hardtanh_in_place(input, *limits(input, "hardtanh_", min_val, max_val))


def between(input: Tensor, low: float, high: float, name: str = "hardtanh") -> Tensor:
    """``hardtanh``, or what is to say that it is another."""
    return activations.Hardtanh.apply(input, *limits(input, name, low, high))


def limits(input: Tensor, name: str, low: float, high: float) -> tuple[float, float]:
    """The limits of ``hardtanh`` in the dtype of its input."""
    dtype = numpy_dtype_of(input, name)
    low, high = number(low, name, "min_val"), number(high, name, "max_val", 3)
    if dtype.kind == "b":
        raise RuntimeError("Bool inputs not supported for hardtanh")
    if dtype.kind == "u" and (low < 0 or high < 0):
        raise RuntimeError("cannot do hardtanh on an unsigned type with negative limits")
    return as_number(low, dtype), as_number(high, dtype)


def relu6(input: Tensor, inplace: bool = False) -> Tensor:
    """``input`` kept between 0 and 6."""
    if inplace:
        return hardtanh_in_place(input, *limits(input, "relu6_", 0, 6))
    return between(input, 0, 6, "relu6")


def relu_(input: Tensor) -> Tensor:
    """``relu`` in place."""
    return relu(input, True)


def leaky_relu_(input: Tensor, negative_slope: float = 0.01) -> Tensor:
    """``leaky_relu`` in place."""
    return leaky_relu(input, negative_slope, True)


def elu_(input: Tensor, alpha: float = 1.0) -> Tensor:
    """``elu`` in place."""
    return elu(input, alpha, True)


def hardsigmoid(input: Tensor, inplace: bool = False) -> Tensor:
    """``(input + 3) / 6`` kept between 0 and 1: a ``sigmoid`` made of straight lines."""
    needs_floats(input, "hardsigmoid", changes=inplace)
    return (hardsigmoid_in_place if inplace else activations.Hardsigmoid.apply)(input)


def hardswish(input: Tensor, inplace: bool = False) -> Tensor:
    """``input * hardsigmoid(input)``."""
    needs_floats(input, "hardswish", changes=inplace)
    return (hardswish_in_place if inplace else activations.Hardswish.apply)(input)


def silu(input: Tensor, inplace: bool = False) -> Tensor:
    """``input * sigmoid(input)``, also called swish."""
    needs_floats(input, "silu", changes=inplace)
    return (silu_in_place if inplace else activations.Silu.apply)(input)


def mish(input: Tensor, inplace: bool = False) -> Tensor:
    """``input * tanh(softplus(input))``."""
    needs_floats(input, "mish", changes=inplace)
    return (mish_in_place if inplace else activations.Mish.apply)(input)


def gelu(input: Tensor, *, approximate: str = "none") -> Tensor:
    """``input`` times the probability that a normal number is less; with "tanh", a formula close to it.

    Raises RuntimeError for anything but "none" and "tanh".
    """
    if not isinstance(approximate, str):
        raise TypeError(f"gelu(): argument 'approximate' must be str, not {type_name(approximate)}")
    if approximate not in ("none", "tanh"):
        raise RuntimeError("approximate argument must be either none or tanh.")
    needs_floats(input, "gelu", "GeluKernelImpl")
    return (activations.Gelu if approximate == "none" else activations.GeluTanh).apply(input)


def glu(input: Tensor, dim: int = -1) -> Tensor:
    """The first half of ``input`` along ``dim`` times the ``sigmoid`` of the second: what passes a gate.

    Raises RuntimeError where the size is odd.

    >>> import minigrad as torch
    >>> torch.nn.functional.glu(torch.tensor([4.0, 4.0, 0.0, -1000.0]))
    tensor([2., 0.])
    """
    ndim = input.dim()
    if not ndim:
        raise RuntimeError("glu does not support scalars because halving size must be even")
    dim = integer("glu", "dim", 2, dim)
    if not -ndim <= dim < ndim:
        raise dimension_error(dim, ndim)
    dim %= ndim
    if input.shape[dim] % 2:
        raise RuntimeError(f"Halving dimension must be even, but dimension {dim} is size {input.shape[dim]}")
    return activations.Glu.apply(input, dim)


def softshrink(input: Tensor, lambd: float = 0.5) -> Tensor:
    """``input`` brought nearer to 0 by ``lambd``, and 0 where it is nearer already.

    Raises RuntimeError for a ``lambd`` that is negative.
    """
    dtype = needs_floats(input, "softshrink", "softshrink_check")
    lambd, most = number(lambd, "softshrink", "lambd"), float(np.finfo(dtype).max)
    if not 0 <= lambd <= most:
        raise RuntimeError(
            f"lambda must be in range [0, {most:g}] for input dtype {input.dtype.legacy}, but found {lambd:g}"
        )
    return activations.Softshrink.apply(input, float(lambd))


def softplus(input: Tensor, beta: float = 1.0, threshold: float = 20.0) -> Tensor:
    """``log(1 + e ** (beta * input)) / beta``: a smooth ReLU; the input itself where ``beta * input > threshold``."""
    dtype = needs_floats(input, "softplus")
    beta = coefficient(beta, dtype, "softplus", "beta")
    return activations.Softplus.apply(input, beta, coefficient(threshold, dtype, "softplus", "threshold", 3))


def logsigmoid(input: Tensor) -> Tensor:
    """``log(sigmoid(input))``, exact where that of a tiny number would be -inf."""
    needs_floats(input, "log_sigmoid")
    return activations.LogSigmoid.apply(input)


def chosen_dim(name: str, input: Tensor, dim: int | None) -> int:
    """The dimension that PyTorch takes where none is given, with its warning."""
    if dim is not None:
        return dim
    warn(f"Implicit dimension choice for {name} has been deprecated. Change the call to include dim=X as an argument.")
    return 0 if input.ndim in (0, 1, 3) else 1


def softmax(input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: torch.dtype | None = None) -> Tensor:
    """``e ** input`` divided by its sum along ``dim``: positive numbers that add up to 1.

    _stacklevel: has no effect, as a warning about a missing ``dim`` always points to the program's own line.
    """
    input = input if dtype is None else input.to(dtype)
    return input.softmax(chosen_dim("softmax", input, dim))


def log_softmax(
    input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: torch.dtype | None = None
) -> Tensor:
    """The logarithm of ``softmax``, exact where that of a tiny number would be -inf."""
    input = input if dtype is None else input.to(dtype)
    return input.log_softmax(chosen_dim("log_softmax", input, dim))


def softmin(input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: torch.dtype | None = None) -> Tensor:
    """``softmax`` of ``-input``."""
    return (-input).softmax(chosen_dim("softmin", input, dim), dtype=dtype)


def gumbel_softmax(logits: Tensor, tau: float = 1, hard: bool = False, eps: float = 1e-10, dim: int = -1) -> Tensor:
    """A class drawn with the probabilities ``softmax(logits)``, as numbers that its gradient can be taken of.

    tau: the smaller, the nearer they are to 0 and 1.
    hard: only 0 and 1, with the gradient of the others; eps: has no effect.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gumbel_softmax.html

    >>> import minigrad as torch
    >>> g = torch.manual_seed(0)
    >>> torch.nn.functional.gumbel_softmax(torch.zeros(3), hard=True)
    tensor([0., 0., 1.])
    """
    if eps != 1e-10:
        warn("`eps` parameter is deprecated and has no effect.")
    blank = torch.zeros_like(logits).contiguous()
    gumbels = -blank.clone().exponential_().log()
    soft = ((logits + gumbels) / tau).softmax(dim)
    if not hard:
        return soft
    index = soft.max(dim, keepdim=True)[1]
    return blank.scatter_(dim, index, 1.0) - soft.detach() + soft
