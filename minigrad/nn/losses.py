"""The losses of ``torch.nn.functional``.

``reduction`` is "mean", "sum" or, for one number each, "none". ``size_average`` and ``reduce``, two booleans, are how
that was said before it had names: whoever gives one is warned.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

import minigrad as torch
from minigrad import Tensor

from ..arguments import as_float, check_tensors, integer
from ..errors import argument_error, dimension_error
from ..inplace import check_cast
from ..left_out import does_without
from ..ops import losses
from ..ops.cumulative import log_softmax
from ..promotion import broadcast_error, check_taken
from ..warning import warn


def named(size_average: bool | None, reduce: bool | None) -> str:
    """The ``reduction`` that was said with these two before it had names, with PyTorch's warning."""
    averages, reduces = (True if asked is None else asked for asked in (size_average, reduce))
    reduction = "mean" if averages and reduces else "sum" if reduces else "none"
    warn(f"size_average and reduce args will be deprecated, please use reduction='{reduction}' instead.")
    return reduction


def chosen(reduction: str, size_average: bool | None = None, reduce: bool | None = None) -> str:
    """The ``reduction`` to take: "mean", "sum" or "none". Raises PyTorch's ValueError for any other."""
    if size_average is not None or reduce is not None:
        return named(size_average, reduce)
    if reduction == "elementwise_mean":
        warn("reduction='elementwise_mean' is deprecated. Please use reduction='mean' instead.")
        return "mean"
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return reduction


def pair(input: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
    """Both in one shape, with PyTorch's warning where the shapes differed."""
    if target.size() != input.size():
        warn(
            f"Using a target size ({target.shape}) that is different to the input size ({input.shape}). This will "
            "likely lead to incorrect results due to broadcasting. Please ensure they have the same size."
        )
        try:
            shape = np.broadcast_shapes(input.shape, target.shape)
        except ValueError:
            raise broadcast_error(input.shape, target.shape) from None
        input, target = (x if x.shape == shape else x.expand(shape) for x in (input, target))
    return input, target


def check_floats(kernel: str, input: Tensor, target: Tensor) -> None:
    """Raise PyTorch's error of a kernel where both are integers."""
    if not (input.is_floating_point() or target.is_floating_point()):
        kind = torch.promote_types(input.dtype, target.dtype).legacy
        raise NotImplementedError(
            f"\"{kernel}\" not implemented for '{kind}'\n\nConvert both first, for example with .float()."
        )


@does_without("weight")
def mse_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """The squared difference ``(input - target)²``, averaged.

    Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mse_loss.html

    >>> import minigrad as torch
    >>> torch.nn.functional.mse_loss(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 4.0]))
    tensor(2.)
    """
    input, target = pair(input, target)
    reduction = chosen(reduction, size_average, reduce)
    check_floats("mse_cpu", input, target)
    loss = losses.MseLoss if input.dtype is target.dtype else losses.MixedMseLoss
    return loss.apply(input, target, reduction)


@does_without("weight")
def l1_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """The absolute difference ``|input - target|``, averaged."""
    input, target = pair(input, target)
    reduction = chosen(reduction, size_average, reduce)
    distance = (input - target).abs()
    return distance if reduction == "none" else distance.sum() if reduction == "sum" else distance.mean()


def smooth_l1_loss(
    input: Tensor,
    target: Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    beta: float = 1.0,
) -> Tensor:
    """The absolute difference, but quadratic where it is less than ``beta``, averaged.

    Raises RuntimeError for a negative ``beta``.
    """
    beta = as_float("smooth_l1_loss", "beta", 4, beta)
    if beta == 0.0:
        return l1_loss(input, target, size_average, reduce, reduction)
    input, target = pair(input, target)
    reduction = chosen(reduction, size_average, reduce)
    if not beta >= 0:
        raise RuntimeError("smooth_l1_loss does not support negative values for beta.")
    check_floats("smooth_l1_cpu", input, target)
    loss = losses.SmoothL1Loss if input.dtype is target.dtype else losses.MixedSmoothL1Loss
    return loss.apply(input, target, reduction, beta)


@does_without("weight")
def huber_loss(input: Tensor, target: Tensor, reduction: str = "mean", delta: float = 1.0) -> Tensor:
    """Half the squared difference, but linear where the difference is more than ``delta``, averaged.

    Raises RuntimeError for a ``delta`` that is not positive.
    """
    input, target = pair(input, target)
    reduction = chosen(reduction)
    delta = as_float("huber_loss", "delta", 4, delta)
    if not delta > 0:
        raise RuntimeError("huber_loss does not support non-positive values for delta.")
    check_cast(input, torch.promote_types(input.dtype, target.dtype))
    check_taken(losses.HuberLoss, input._data.dtype)
    return losses.HuberLoss.apply(input, target, reduction, delta)


def nll_loss(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    ignore_index: int = -100,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """Minus the log-probability that ``input`` gives to each target class, averaged.

    input: log-probabilities of C classes, of shape (N, C), (C,) or (N, C, d1, …); target: classes, without the C.
    weight: one number for each class; the mean is then a weighted one.
    ignore_index: a target that does not count.

    Raises ValueError where the batches differ, IndexError for a class that there is not, RuntimeError for targets that
    are not of int64.
    """
    reduction = chosen(reduction, size_average, reduce)
    if weight is not None:
        check_tensors("nll_loss_nd", ("weight", 3, weight))
    ignore_index = integer("nll_loss_nd", "ignore_index", 5, ignore_index)
    return likelihood(input, target, weight, ignore_index, reduction)


def likelihood(input: Tensor, target: Tensor, weight: Tensor | None, ignore_index: int, reduction: str) -> Tensor:
    """``nll_loss`` with its arguments in order."""
    try:
        shape, expected, kind = input._data.shape, target._data.shape, target.dtype
    except AttributeError:
        raise no_tensor("nll_loss_nd", input, target) from None
    check_targets(shape, expected, kind)
    if len(shape) == 1 and expected not in ((), (1,)):
        raise ValueError(f"For 1D input, 1D target must have size 1, but got target size: {expected[0]}")
    loss = losses.NllLoss if len(shape) <= 2 else losses.NllLoss2D
    check_taken(loss, input._data.dtype)
    classes = shape[0] if len(shape) == 1 else shape[1]
    if weight is not None and weight.shape != (classes,):
        more = f" {classes} classes or no classes but got weight tensor of shape: {[*weight.shape]}"
        more = more if len(shape) <= 2 else " or no classes"
        raise RuntimeError(f"weight tensor should be defined either for all{more}")
    if weight is not None and weight.dtype is not input.dtype:
        raise RuntimeError(
            f"expected scalar type {input.dtype.legacy} but found {weight.dtype.legacy}\n\n"
            "Weights are of the dtype of the scores: convert them with weight.to(scores.dtype)."
        )
    flat = len(shape) in (1, 2, 4)
    rest = math.prod(shape[2:])
    if not flat and not classes and target.numel():
        raise RuntimeError(f"size mismatch (got input: {[shape[0], 0, 0, 0]} , target: {[shape[0], 1, rest]}")
    ignored = counted_out(target, classes, ignore_index)
    if flat:
        return loss.apply(input, target, weight, ignored, reduction)
    image = input.contiguous().view(shape[0], classes, 1, rest)
    out: Tensor = loss.apply(image, target.contiguous().view(shape[0], 1, rest), weight, ignored, reduction)
    return out.view(expected) if reduction == "none" else out


def no_tensor(name: str, input: Any, target: Any) -> TypeError:
    """PyTorch's error for scores or targets that are no tensor."""
    wrong = ("target", 2, target) if isinstance(input, Tensor) else ("input", 1, input)
    return TypeError(argument_error(name, *wrong))


def check_targets(shape: tuple[int, ...], expected: tuple[int, ...], dtype: torch.dtype) -> None:
    """Raise, in PyTorch's words, where scores of a shape, and targets of a shape and a dtype, do not fit each other."""
    if len(shape) == 2 and expected == shape[:1] and dtype is torch.int64:
        return  # as nearly always
    if not shape:
        raise ValueError("Expected 1 or more dimensions (got 0)")
    batch = expected[0] if expected else 0
    if len(shape) > 1 and batch != shape[0]:
        raise ValueError(f"Expected input batch_size ({shape[0]}) to match target batch_size ({batch}).")
    if len(shape) <= 2 and len(expected) > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    if len(shape) == 4 and len(expected) != 3:
        raise RuntimeError(
            f"only batches of spatial targets supported (3D tensors) but got targets of dimension: {len(expected)}"
        )
    out = [shape[0], *shape[2:]]
    fits = len(shape) <= 2 or [*expected] == out
    if not fits and len(shape) != 4:
        raise RuntimeError(f"Expected target size {out}, got {list(expected)}")
    if dtype is not torch.int64 and dtype is not torch.uint8:
        raise RuntimeError(
            f"expected target dtype to be Long or Byte, but got {dtype.legacy}\n\n"
            "Targets are the numbers of classes: convert them with .long()."
        )
    if len(shape) == 2 and not expected:
        raise dimension_error(0, 0)
    if not fits:
        raise RuntimeError(f"size mismatch (got input: {list(shape)} , target: {list(expected)}")
    if len(shape) > 2 and dtype is torch.uint8:
        raise RuntimeError("expected scalar type Long but found Byte")


def counted_out(target: Tensor, classes: int, ignore_index: int) -> int | None:
    """``ignore_index`` where a target is that, else None. Raises IndexError for a target that is no class."""
    values, ignored = target._data, None
    unsigned = values.view(np.uint64 if values.itemsize == 8 else np.uint8)
    greatest = unsigned.item(unsigned.argmax()) if unsigned.size else 0  # a negative one is greater than all others
    if 0 <= ignore_index < classes or greatest >= classes:
        kept = values[values != ignore_index]
        if kept.size < values.size:
            ignored = ignore_index
        wrong = [value for value in kept.tolist() if not 0 <= value < classes]
        if wrong:
            raise IndexError(f"Target {wrong[0]} is out of bounds.\n\nThere are {classes} classes, numbered from 0.")
    return ignored


def cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    ignore_index: int = -100,
    reduce: bool | None = None,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Tensor:
    """Minus the log-probability that ``softmax(input)`` gives to the target, averaged.

    input: scores of C classes, of shape (N, C), (C,) or (N, C, d1, …): no softmax before.
    target: classes, without the C; or probabilities of the classes, in the shape of ``input``.
    weight, ignore_index: as for ``nll_loss``.
    label_smoothing: how much of each target is spread evenly over all classes.

    Raises as ``nll_loss`` does. Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html

    >>> import minigrad as torch
    >>> torch.nn.functional.cross_entropy(torch.tensor([[2.0, 0.0, 0.0]]), torch.tensor([0]))
    tensor(0.2395)
    """
    reduction = chosen(reduction, size_average, reduce)
    if weight is not None:
        check_tensors("cross_entropy_loss", ("weight", 3, weight))
    if label_smoothing.__class__ is not float:
        label_smoothing = as_float("cross_entropy_loss", "label_smoothing", 6, label_smoothing)
    if label_smoothing > 1.0:
        raise RuntimeError(f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing:g}")
    if ignore_index.__class__ is not int:
        ignore_index = integer("cross_entropy_loss", "ignore_index", 5, ignore_index)
    try:
        probable = target._data.shape == input._data.shape
    except AttributeError:
        raise no_tensor("cross_entropy_loss", input, target) from None
    if probable and not target.is_floating_point():
        raise RuntimeError(
            f"Expected floating point type for target with class probabilities, got {target.dtype.legacy}"
        )
    if probable and ignore_index >= 0:
        raise RuntimeError("ignore_index is not supported for floating point target")
    dim = 0 if input.ndim == 1 else 1
    if probable:
        input.size(dim)
    scores = log_softmax(input, dim)
    if probable:
        return of_probabilities(scores, target, weight, reduction, label_smoothing)
    loss = likelihood(scores, target, weight, ignore_index, reduction)
    if not label_smoothing > 0:
        return loss
    return smoothed(loss, scores, target, weight, ignore_index, reduction, label_smoothing)


def along(weight: Tensor, scores: Tensor, dim: int) -> Tensor:
    """One number for each class in a shape that broadcasts with the scores."""
    return weight.view(*[-1 if d == dim else 1 for d in range(scores.ndim)])


def of_probabilities(
    scores: Tensor, target: Tensor, weight: Tensor | None, reduction: str, label_smoothing: float
) -> Tensor:
    """The cross-entropy where every class has a probability of being right."""
    dim = 0 if scores.ndim == 1 else 1
    classes = scores.shape[dim]
    if weight is not None and weight.shape != (classes,):
        raise RuntimeError(
            f"cross_entropy: weight tensor should be defined either for all {classes} classes or no classes but got "
            f"weight tensor of shape: {list(weight.shape)}"
        )
    if label_smoothing > 0:
        target = losses.Plus.apply(losses.Times.apply(target, 1 - label_smoothing), spread(label_smoothing, classes))
    product = scores * target
    if weight is not None:
        product = product * along(weight, scores, dim)
    if reduction == "none":
        return -product.sum(dim)
    if reduction == "mean" and not scores.numel():
        return -product.sum().fill_(math.nan)
    loss = -product.sum()
    if reduction == "sum":
        return loss
    return losses.Over.apply(loss, scores.numel() // classes)


def spread(label_smoothing: float, classes: int) -> float:
    """What each class gets of it; an infinite number where there is none, as in C++."""
    return label_smoothing / classes if classes else math.inf


def smoothed(
    loss: Tensor,
    scores: Tensor,
    target: Tensor,
    weight: Tensor | None,
    ignore_index: int,
    reduction: str,
    label_smoothing: float,
) -> Tensor:
    """The loss mixed with that of targets that are all classes alike."""
    dim = 0 if scores.ndim == 1 else 1
    even = -(scores if weight is None else scores * along(weight, scores, dim)).sum(dim)
    ignored = target == ignore_index
    even = even.masked_fill(ignored, 0.0)
    if reduction == "sum":
        even = even.sum()
    elif reduction == "mean" and weight is None:
        even = even.sum() / float((~ignored).sum())
    elif reduction == "mean":
        even = even.sum() / weight[target[~ignored]].sum()
    even = losses.Times.apply(even, spread(label_smoothing, scores.shape[dim]))
    return losses.Times.apply(loss, 1 - label_smoothing) + even
