"""``torch.nn.functional``: layers and losses as functions, without parameters of their own.

Source: https://docs.pytorch.org/docs/stable/nn.functional.html
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import minigrad as torch
from minigrad import Tensor

from ..arguments import as_float, check_tensors, integer
from ..checks import check_fits, telling
from ..errors import argument_error, type_name
from ..left_out import does_without
from ..module_names import module_names
from ..ops import activations, normalizing
from ..ops.gathering import check_bounds
from .activations import (  # noqa: F401  (which stand with the others where they are listed)
    celu,
    celu_,
    elu,
    elu_,
    gelu,
    glu,
    gumbel_softmax,
    hardshrink,
    hardsigmoid,
    hardswish,
    hardtanh,
    hardtanh_,
    leaky_relu,
    leaky_relu_,
    log_softmax,
    logsigmoid,
    mish,
    prelu,
    relu,
    relu6,
    relu_,
    rrelu,
    rrelu_,
    selu,
    selu_,
    sigmoid,
    silu,
    softmax,
    softmin,
    softplus,
    softshrink,
    softsign,
    tanh,
    tanhshrink,
    threshold,
    threshold_,
)
from .binary_losses import binary_cross_entropy, binary_cross_entropy_with_logits
from .losses import (
    cross_entropy,
    huber_loss,
    l1_loss,
    mse_loss,
    nll_loss,
    smooth_l1_loss,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "celu",
    "cross_entropy",
    "dropout",
    "elu",
    "embedding",
    "gelu",
    "glu",
    "gumbel_softmax",
    "hardshrink",
    "hardsigmoid",
    "hardswish",
    "hardtanh",
    "huber_loss",
    "l1_loss",
    "layer_norm",
    "leaky_relu",
    "linear",
    "log_softmax",
    "logsigmoid",
    "mish",
    "mse_loss",
    "nll_loss",
    "normalize",
    "one_hot",
    "prelu",
    "relu",
    "relu6",
    "rrelu",
    "selu",
    "sigmoid",
    "silu",
    "smooth_l1_loss",
    "softmax",
    "softmin",
    "softplus",
    "softshrink",
    "softsign",
    "tanh",
    "tanhshrink",
    "threshold",
]


def linear(input: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """``input @ weight.T + bias``: (…, in) times (out, in), plus (out,), gives (…, out).

    Raises RuntimeError where the sizes do not fit.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.linear.html
    """
    n, m = input._data.ndim, weight._data.ndim
    if not n or not m:
        raise RuntimeError(f"both arguments to linear need to be at least 1D, but they are {n}D and {m}D")
    if bias is None:
        return input @ weight.t()
    if n == 2:
        return torch.addmm(bias, input, weight.t())
    if 1 in (bias.ndim, bias.ndim - bias.shape.count(1)) and input.is_contiguous() and bias.is_contiguous():
        rows = input.reshape(math.prod(input.shape[:-1]), input.shape[-1])
        return torch.addmm(bias, rows, weight.t()).view(*input.shape[:-1], weight.shape[0])
    return (input @ weight.t()).add_(bias)


def dropout(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:
    """Every element 0 with probability ``p``, the others divided by ``1 - p``; unchanged where not training.

    Raises ValueError for what is no probability.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html

    >>> import minigrad as torch
    >>> g = torch.manual_seed(0)
    >>> torch.nn.functional.dropout(torch.ones(6))
    tensor([0., 0., 2., 0., 0., 0.])
    """
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
    if p.__class__ is not float or training.__class__ is not bool or not isinstance(input, Tensor):
        check_fits("dropout_" if inplace else "dropout", input, p, training)
    if p == 0 or not training or input.numel() == 0:
        return input
    if p == 1:
        noise = torch.zeros((), dtype=input.dtype)
    else:
        noise = torch.zeros_like(input).bernoulli_(1 - p).div_(1 - p)
    return input.mul_(noise) if inplace else input * noise


def one_hot(input: Tensor, num_classes: int = -1) -> Tensor:
    """For every class a row of ``num_classes`` zeros with a 1 at that class: shape (…) becomes (…, num_classes).

    num_classes: as many as the greatest class needs, if -1.

    Raises RuntimeError for classes that are negative, too great or not of int64.

    >>> import minigrad as torch
    >>> torch.nn.functional.one_hot(torch.tensor([0, 2]))
    tensor([[1, 0, 0],
            [0, 0, 1]])
    """
    num_classes = integer("one_hot", "num_classes", 2, num_classes)
    if input.dtype is not torch.int64:
        raise RuntimeError("one_hot is only applicable to index tensor of type LongTensor.\n\nConvert it with .long().")
    if input.numel() == 0:
        if num_classes <= 0:
            raise RuntimeError("Can not infer total number of classes from empty tensor.")
        return torch.zeros(*input.shape, num_classes, dtype=torch.int64)
    if input.min() < 0:
        raise RuntimeError("Class values must be non-negative.")
    if num_classes == -1:
        num_classes = int(input.max()) + 1
    elif input.max() >= num_classes:
        raise RuntimeError("Class values must be smaller than num_classes.")
    rows = torch.empty(*input.shape, num_classes, dtype=torch.int64).zero_()
    return rows.scatter_(-1, input.unsqueeze(-1), 1)


@does_without("max_norm", "scale_grad_by_freq", "sparse", norm_type=2.0)
def embedding(input: Tensor, weight: Tensor, padding_idx: int | None = None) -> Tensor:
    """The rows of ``weight`` at the positions ``input``: shape (…) becomes (…, columns).

    padding_idx: a row that gets no gradient.

    Raises IndexError for a position that there is not.
    """
    check_tensors("embedding", ("weight", 1, weight), ("indices", 2, input))
    if weight.ndim == 0 and weight.requires_grad and torch.is_grad_enabled():
        weight.size(0)  # which PyTorch asks for first, to walk back
    if weight.ndim != 2:
        raise RuntimeError("'weight' must be 2-D")
    if padding_idx is not None:
        if padding_idx > 0 and padding_idx >= weight.shape[0] or padding_idx < -weight.shape[0]:
            raise AssertionError("Padding_idx must be within num_embeddings")
        padding_idx = integer("embedding", "padding_idx", 3, padding_idx) % max(weight.shape[0], 1)
    if input.dtype not in (torch.int64, torch.int32):
        kind = "CPUBoolType" if input.dtype is torch.bool else f"torch.{input.dtype.legacy}Tensor"
        raise RuntimeError(
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got "
            f"{kind} instead (while checking arguments for embedding)"
        )
    check_bounds("index_select", weight, 0, input)
    return activations.Embedding.apply(weight, input, padding_idx)


def layer_norm(
    input: Tensor,
    normalized_shape: Sequence[int],
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    eps: float = 1e-05,
) -> Tensor:
    """The last dimensions standardized to mean 0 and variance 1, then times ``weight`` plus ``bias``, if given.

    Raises RuntimeError where ``normalized_shape`` is not the shape of the last dimensions of all three.
    """
    check_tensors("layer_norm", ("input", 1, input))
    if not isinstance(normalized_shape, tuple | list):
        raise TypeError(argument_error("layer_norm", "normalized_shape", 2, normalized_shape, "tuple of ints"))
    shape = list(normalized_shape)
    if shape and not hasattr(shape[0], "__index__"):
        found = f"must be tuple of ints, but found element of type {type_name(shape[0])} at pos 0"
        raise TypeError(f"layer_norm(): argument 'normalized_shape' (position 2) {found}")
    if not shape:
        raise RuntimeError(
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got "
            "normalized_shape = []"
        )
    for position, name, tensor in ((3, "weight", weight), (4, "bias", bias)):
        if tensor is not None:
            check_tensors("layer_norm", (name, position, tensor))
        if tensor is not None and list(tensor.shape) != shape:
            raise RuntimeError(
                f"Expected {name} to be of same shape as normalized_shape, but got {name} of shape "
                f"{list(tensor.shape)} and normalized_shape = {shape}"
            )
    if list(input.shape[-len(shape) :]) != shape:
        raise RuntimeError(
            f"Given normalized_shape={shape}, expected input with shape [*, {', '.join(map(str, shape))}], but got "
            f"input of size{list(input.shape)}"
        )
    kinds = [tensor.dtype for tensor in (weight, bias) if tensor is not None]
    if kinds and kinds[0] is not input.dtype:
        if any(kind is not torch.float32 for kind in kinds):
            raise RuntimeError("mixed dtype (CPU): expect parameter to have scalar type of Float")
        if input.dtype is not torch.float16:
            raise RuntimeError("mixed dtype (CPU): all inputs must share same datatype.")
        return layer_norm(input.float(), normalized_shape, weight, bias, eps).half()
    if bias is not None and bias.dtype is not input.dtype:
        raise RuntimeError(f"expected scalar type {input.dtype.legacy} but found {bias.dtype.legacy}")
    axes = tuple(range(input.ndim - len(shape), input.ndim))
    return normalizing.NativeLayerNorm.apply(input, weight, bias, axes, as_float("layer_norm", "eps", 5, eps))


@does_without("out")
def normalize(input: Tensor, p: float = 2.0, dim: int = 1, eps: float = 1e-12) -> Tensor:
    """``input`` over its ``p``-norm along ``dim``, which is taken to be at least ``eps``."""
    return input / input.norm(p, dim, keepdim=True).clamp_min(eps).expand(input.shape)


for name in ("elu_", "gelu", "hardtanh_", "leaky_relu_", "linear", "one_hot", "softplus", "softshrink"):
    globals()[name] = telling(globals()[name], name, 0)
logsigmoid = telling(logsigmoid, "log_sigmoid", 0)

__getattr__, __dir__ = module_names(__name__, "minigrad leaves out what is not in the course, such as convolutions.")
