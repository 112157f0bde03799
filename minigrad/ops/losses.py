"""Losses: how far two tensors are apart, element by element, and all of that added up or averaged in the same node."""

from __future__ import annotations

import functools

import numpy as np

from ..dtypes import FROM_NUMPY, bool_
from ..function import Function
from ..layout import laid_out
from ..rules import add_up, as_dtype, embed, expand, keep, mean_of, over
from ..tensor import Tensor, make
from .activations import log_sigmoid, sigmoid
from .rectifiers import Slope
from .reduction import count


class MseLoss(Function):
    """``(a - b)²``."""

    saved_as = "self", "target"
    forward = lambda a, b, reduction: reduced(np.square(a - b), reduction, a, b)
    vjp_a = lambda g, a, b, a_shape, reduction: share(g, a_shape, reduction) * 2 * apart(a, b)
    vjp_b = lambda g, a, b, a_shape, reduction: share(g, a_shape, reduction) * 2 * apart(b, a)


class MixedMseLoss(MseLoss):
    """The same for inputs of two dtypes."""

    grad_fn_name = MseLoss.grad_fn_name
    promotes = "a", "b"
    forward = MseLoss.forward


class HuberSlope(Slope):
    """The slope of ``huber`` at ``a``. On the edge it is already constant, and so it is at NaN."""

    forward = lambda a, delta: np.where(np.abs(a) >= delta, np.sign(a) * delta, a)
    vjp_a = lambda g, a, delta: keep(g, np.abs(a) < delta)


class SmoothL1Loss(Function):
    """``|a - b|``, but a parabola where that is less than ``beta``."""

    saved_as = "self", "target"
    forward = lambda a, b, reduction, beta: reduced(huber(a - b, beta) / beta, reduction, a, b)
    vjp_a = lambda g, a, b, a_shape, reduction, beta: (
        share(g, a_shape, reduction) * (HuberSlope.of(apart(a, b), beta) / beta)
    )
    vjp_b = lambda g, a, b, a_shape, reduction, beta: (
        share(g, a_shape, reduction) * (HuberSlope.of(apart(b, a), beta) / beta)
    )


class MixedSmoothL1Loss(SmoothL1Loss):
    """The same for inputs of two dtypes."""

    grad_fn_name = SmoothL1Loss.grad_fn_name
    promotes = "a", "b"
    forward = SmoothL1Loss.forward


class HuberLoss(Function):
    """``(a - b)² / 2``, but linear where ``|a - b|`` is more than ``delta``."""

    saved_as = "self", "target"
    refuses = "biu", "huber_cpu"
    forward = lambda a, b, reduction, delta: reduced(huber(a - b, delta).astype(a.dtype, copy=False), reduction, a, b)
    vjp_a = lambda g, a, b, a_dtype, b_dtype, a_shape, reduction, delta: (
        share(g, a_shape, reduction) * HuberSlope.of(alike(a, a_dtype, b_dtype) - b, delta)
    )
    vjp_b = lambda g, a, b, a_dtype, b_dtype, a_shape, reduction, delta: (
        share(g, a_shape, reduction) * HuberSlope.of(b - alike(a, a_dtype, b_dtype), delta)
    )


class BinaryCrossEntropy(Function):
    """``-b log(a) - (1 - b) log(1 - a)``, the logarithms no less than -100."""

    refuses = "biu", "binary_cross_entropy"
    kernel = "binary_cross_entropy"
    saved_as = "self", "target"
    forward = lambda a, b, weight, reduction: reduced(
        weighted((b - 1) * floored(np.log1p(-a)) - b * floored(np.log(a)), weight), reduction, a, b
    )
    vjp_a = lambda g, a, b, weight, reduction: BinaryCrossEntropySlope.of(g, a, b, weight, reduction)
    vjp_b = lambda g, a, weight, a_shape, reduction: share(weighted(-logit(a) * g, weight), a_shape, reduction)


class BinaryCrossEntropySlope(Slope):
    """The slope of ``BinaryCrossEntropy`` at ``a``, times ``g``. Its own is PyTorch's, also where ``a`` is 0 or 1."""

    grad_fn_name = "BinaryCrossEntropyBackwardBackward0"
    promotes = ()
    forward = lambda g, a, b, weight, reduction: share(
        weighted(g * (a - b) / np.maximum((1 - a) * a, TINY), weight), a.shape, reduction
    )
    vjp_g = lambda h, a, b, weight, reduction: BinaryCrossEntropySlope.of(h, a, b, weight, reduction)
    vjp_a = lambda h, g, a, b, weight, a_shape, reduction: share(
        weighted(h * g * ((a * a - 2 * a * b + b) / (np.square(a + 1e-12) * np.square(1 - a + 1e-12))), weight),
        a_shape,
        reduction,
    )
    vjp_b = lambda h, g, a, weight, a_shape, reduction: share(
        weighted(-(h * g), weight) / np.maximum((1 - a) * a, 1e-12), a_shape, reduction
    )

    @classmethod
    def of(cls, g, *args):
        """The rule on arrays, of halves rounded at every step as in PyTorch, or recorded on Tensors."""
        return (cls.apply if isinstance(g, Tensor) else cls.forward)(g, *args)


TINY = float(np.float32(1e-12))  # PyTorch has this in float64 too


class BinaryCrossEntropyWithLogits(Function):
    """The binary cross-entropy of ``sigmoid(a)`` and ``b``, exact for all ``a``; ``pos_weight`` is for ``b``'s part."""

    refuses = "biu", "log_sigmoid_cpu"
    kernel = "binary_cross_entropy_with_logits"
    saved_as = "self", "target"
    forward = lambda a, b, weight, pos_weight, reduction: reduced(
        weighted((1 - b) * a - log_sigmoid(a) * positive(b, pos_weight), weight), reduction, b, a
    )
    vjp_a = lambda g, a, b, weight, pos_weight, a_shape, reduction: share(
        weighted(beyond(a, b, pos_weight) * g, weight), a_shape, reduction
    )
    vjp_b = lambda g, a, weight, pos_weight, a_shape, reduction: share(
        weighted(odds_against(a, pos_weight) * g, weight), a_shape, reduction
    )


class MixedBinaryCrossEntropyWithLogits(BinaryCrossEntropyWithLogits):
    """The same for inputs of several dtypes. The loss has the dtype of the target."""

    grad_fn_name = BinaryCrossEntropyWithLogits.grad_fn_name
    forward = lambda a, b, weight, pos_weight, reduction: BinaryCrossEntropyWithLogits.forward(
        a, b, weight, pos_weight, reduction
    ).astype(b.dtype)
    vjp_a = lambda g, a, b, weight, pos_weight, a_shape, a_dtype, reduction: as_dtype(
        BinaryCrossEntropyWithLogits.vjp_a(g, a, b, weight, pos_weight, a_shape, reduction), a_dtype
    )
    vjp_b = lambda g, a, weight, pos_weight, a_shape, b_dtype, reduction: as_dtype(
        BinaryCrossEntropyWithLogits.vjp_b(g, a, weight, pos_weight, a_shape, reduction), b_dtype
    )


class NllLoss(Function):
    """``-a[i, target[i]]``, or ``-a[target]``, each times its class's weight; 0 where ``target == ignore``."""

    refuses = "biu", "nll_loss_out_frame"
    kernel = "nll_loss_forward"
    forward = lambda a, target, weight, ignore, reduction: likelihood(a, target, weight, ignore, reduction)
    vjp_a = lambda g, a, target, weight, ignore, reduction: at_targets(g, a, target, weight, ignore, reduction)


class NllLoss2D(NllLoss):
    """The same for inputs of four dimensions, the second of which is that of the classes."""

    refuses = "biu", "nll_loss2d_forward_out_frame"
    kernel = "nll_loss2d_forward"
    contiguous = True
    forward = NllLoss.forward


class Times(Function):
    """``a`` times a number, as part of a loss: PyTorch computes it in C++. So do ``Over`` and ``Plus`` below."""

    grad_fn_name = "MulBackward1"
    forward = lambda a, number: a * number
    vjp_a = lambda g, number: g * number


class Over(Function):
    """``a`` divided by a number."""

    grad_fn_name = "DivBackward1"
    forward = lambda a, number: over(a, number)
    vjp_a = lambda g, number: over(g, number)


class Plus(Function):
    """``a`` plus a number."""

    grad_fn_name = "AddBackward1"
    forward = lambda a, number: a + number
    vjp_a = lambda g: g


def apart(a, b):
    """``a - b`` of arrays or Tensors, one of which may be of booleans."""
    if isinstance(a, Tensor) and a.dtype is bool_:
        return a.to(b.dtype) - b
    return a - b.to(a.dtype) if isinstance(b, Tensor) and b.dtype is bool_ else a - b


def alike(a, a_dtype, b_dtype):
    """``a``. Raises, in PyTorch's words, if the dtypes differ, which is no error in the forward pass."""
    if a_dtype != b_dtype:
        raise RuntimeError(f"Found dtype {FROM_NUMPY[b_dtype].legacy} but expected {FROM_NUMPY[a_dtype].legacy}")
    return a


def reduced(values, reduction, *inputs):
    """The sum of all elements, or their mean, or the elements themselves, laid out as those of the ``inputs`` are."""
    if reduction == "none":
        return laid_out(values, *inputs) if inputs and values.ndim > 1 else values
    return add_up(values) if reduction == "sum" else mean_of(values)


def share(g, shape, reduction):
    """The gradient of every element, from the gradient ``g`` of the result of ``reduced``."""
    if reduction != "mean":
        return g
    return Over.apply(g, count(shape)) if isinstance(g, Tensor) else over(g, count(shape))


def huber(d, delta):
    """``d² / 2``, but linear where ``|d|`` is more than ``delta``."""
    size = np.abs(d)
    return np.where(size < delta, 0.5 * d * d, delta * (size - 0.5 * delta))


def floored(logarithm):
    """A logarithm that does not go below -100."""
    return np.maximum(logarithm, -100)


def weighted(values, weight):
    """``values`` times weights that broadcast, if there are any."""
    return values if weight is None else values * weight


def positive(b, pos_weight):
    """The factor of ``log(sigmoid(a))`` in the loss. The other summand is ``(1 - b) a``."""
    return 1 if pos_weight is None else (pos_weight - 1) * b + 1


def beyond(a, b, pos_weight):
    """The slope of the loss of ``sigmoid(a)`` and ``b`` in ``a``."""
    if pos_weight is None:
        return sigmoid(a) - b
    weight = pos_weight * b
    return (weight + 1 - b) * sigmoid(a) - weight


def odds_against(a, pos_weight):
    """Its slope in ``b``: ``-a``, exact also where the two logarithms are nearly the same."""
    return -a if pos_weight is None else log_sigmoid(-a) - log_sigmoid(a) * pos_weight


def logit(a):
    """The inverse of ``sigmoid``, of an array or a Tensor."""
    return np.log(a) - np.log1p(-a) if isinstance(a, Tensor) else np.log(a / (1 - a))


@functools.lru_cache(16)
def places(shape):
    """The places along all dimensions of an array but that of the classes, in shapes that broadcast with each other."""
    return np.indices((*shape[:1], *shape[2:]), sparse=True)


def chosen(shape, target, weight, ignore):
    """The index of the targets in an array of log-probabilities, and their weights; None if all are 1."""
    each = None
    if ignore is not None:
        kept = target != ignore
        target = np.where(kept, target, 0)
        each = kept.astype(np.float32 if weight is None else weight.dtype)
    if weight is not None:
        each = weight[target] if each is None else each * weight[target]
    if len(shape) == 1:
        return (target,), each
    first, *others = places(shape)
    return (first, target, *others), each


def likelihood(a, target, weight, ignore, reduction):
    """The loss that ``NllLoss`` computes."""
    if not a.shape[a.ndim > 1]:  # there are no classes, so all targets are ignored
        a = np.zeros((*a.shape[:1], 1, *a.shape[2:]) if a.ndim > 1 else 1, a.dtype)
        weight = weight if weight is None else np.zeros(1, weight.dtype)
    index, each = chosen(a.shape, target, weight, ignore)
    loss = -a[index]
    if each is not None:
        loss = (loss * each).astype(a.dtype, copy=False)
    if ignore is not None:
        loss = np.where(target == ignore, 0, loss).astype(a.dtype, copy=False)  # even if it would be NaN
    if reduction == "none" and a.ndim > 1:
        return loss
    total = add_up(loss)
    return total if reduction != "mean" else total / float(target.size if each is None else add_up(each))


def at_targets(g, a, target, weight, ignore, reduction):
    """The gradient of ``NllLoss``: zeros, but for one element in every row."""
    graph, shape = isinstance(g, Tensor), a.shape
    if graph:
        target, weight = target._data, weight if weight is None else weight._data
    if not shape[len(shape) > 1]:
        return keep(a, np.asarray(False)) if graph else np.zeros(shape, g.dtype)
    if len(shape) == 1 and target.ndim and shape[0] != 1:
        raise RuntimeError(f"size mismatch (got input: {[*shape]}, target: {[*target.shape]})")
    index, each = chosen(shape, target, weight, ignore)
    g = -g
    if reduction == "mean":
        g = g / float(target.size if each is None else add_up(each))
    if each is not None:
        g = g * make(each.astype(g._data.dtype)) if graph else g * each.astype(g.dtype, copy=False)
    if ignore is not None:
        g = keep(g, np.asarray(target != ignore))  # even if all are ignored, and the mean is NaN
    if graph:
        nothing = keep(a, np.asarray(False))  # as in PyTorch, the input has a gradient from here too: zeros
        return embed(g if each is not None else expand(g, target.shape), shape, index) + nothing
    out = np.zeros(shape, g.dtype)
    out[index] = g
    return out
