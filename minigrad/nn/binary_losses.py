"""The losses of ``torch.nn.functional`` for targets that are either one thing or the other.

``reduction`` is "mean", "sum" or, for one number each, "none"; ``size_average`` and ``reduce`` are how that was said
before it had names.
"""

from __future__ import annotations

import minigrad as torch
from minigrad import Tensor

from ..arguments import check_tensors
from ..errors import SUBTRACTION, SUBTRACTION_OF_BOOLEANS
from ..inplace import check_cast, check_shape
from ..ops import losses
from ..promotion import broadcast_shape, check_taken
from .losses import chosen


def binary_cross_entropy(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> Tensor:
    """``-target log(input) - (1 - target) log(1 - input)`` for probabilities, averaged.

    ``binary_cross_entropy_with_logits`` is exact also where a sigmoid rounds to 0 or 1.

    Raises ValueError where the shapes differ, RuntimeError for inputs that are no probabilities.
    """
    reduction = chosen(reduction, size_average, reduce)
    if target.size() != input.size():
        raise ValueError(
            f"Using a target size ({target.shape}) that is different to the input size ({input.shape}) is deprecated. "
            "Please ensure they have the same size."
        )
    if weight is not None:
        check_weight(input, target, weight)
    if target.dtype is not input.dtype:
        raise RuntimeError(f"Found dtype {target.dtype.legacy} but expected {input.dtype.legacy}")
    check_taken(losses.BinaryCrossEntropy, input._data.dtype)
    fits, target_fits = ((t >= 0) & (t <= 1) for t in (input, target))
    if not (fits.all() and target_fits.all()):
        places = [*fits.flatten().tolist(), False], [*target_fits.flatten().tolist(), False]
        if places[0].index(False) > places[1].index(False):  # the first element that is wrong is named
            raise RuntimeError("all elements of target should be between 0 and 1\n\nA target is a probability too.")
        raise RuntimeError(
            "all elements of input should be between 0 and 1\n\n"
            "Put the output through a sigmoid first, or use binary_cross_entropy_with_logits."
        )
    if weight is not None and weight.dtype is not input.dtype:
        weight = weight.to(input.dtype)
    return losses.BinaryCrossEntropy.apply(input, target, weight, reduction)


def binary_cross_entropy_with_logits(
    input: Tensor,
    target: Tensor,
    weight: Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    pos_weight: Tensor | None = None,
) -> Tensor:
    """The binary cross-entropy of ``sigmoid(input)`` and ``target``, averaged, in a form that never overflows.

    weight: multiplies the loss of every element; pos_weight: that of every positive one.

    Raises ValueError where the shapes differ.
    """
    reduction = chosen(reduction, size_average, reduce)
    if target.size() != input.size():
        raise ValueError(f"Target size ({target.shape}) must be the same as input size ({input.shape})")
    if weight is not None:
        check_tensors("binary_cross_entropy_with_logits", ("weight", 3, weight))
        check_shape(input, broadcast_shape([input._data, weight._data]))
    if pos_weight is not None:
        check_tensors("binary_cross_entropy_with_logits", ("pos_weight", 4, pos_weight))
        check_shape(input, broadcast_shape([pos_weight._data, target._data]))
    check_taken(losses.BinaryCrossEntropyWithLogits, input._data.dtype)
    if target.dtype is torch.bool:
        raise RuntimeError(SUBTRACTION_OF_BOOLEANS)
    if pos_weight is not None and pos_weight.dtype is torch.bool:
        raise RuntimeError(SUBTRACTION)
    if not target.is_floating_point():
        check_cast(target, input.dtype)
    same = all(t is None or t.dtype is input.dtype for t in (target, weight, pos_weight))
    loss = losses.BinaryCrossEntropyWithLogits if same else losses.MixedBinaryCrossEntropyWithLogits
    return loss.apply(input, target, weight, pos_weight, reduction)


def check_weight(input: Tensor, target: Tensor, weight: Tensor) -> None:
    """Raise, in PyTorch's words, where the loss of every element has no weight, or several."""
    there = [*[1] * (weight.ndim - target.ndim), *target.shape]
    for dim in range(-1, -1 - min(weight.ndim, target.ndim), -1):
        if weight.shape[dim] != target.shape[dim] and 1 not in (weight.shape[dim], target.shape[dim]):
            raise RuntimeError(
                f"Attempting to broadcast a dimension of length {weight.shape[dim]} at {dim}! Mismatching argument at "
                f"index 1 had {weight.shape}; but expected shape should be broadcastable to {there}"
            )
    check_shape(input, broadcast_shape([target._data, weight._data]))
