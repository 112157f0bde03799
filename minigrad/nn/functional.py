"""``torch.nn.functional``: layers and losses as functions, without parameters of their own.

Source: https://docs.pytorch.org/docs/stable/nn.functional.html
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import minigrad as torch
from minigrad import Tensor

from ..inplace import in_place
from ..left_out import does_without
from ..module_names import module_names
from ..ops import activations, normalizing
from ..warning import warn
from .losses import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
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
    "cross_entropy",
    "dropout",
    "elu",
    "embedding",
    "gelu",
    "huber_loss",
    "l1_loss",
    "layer_norm",
    "leaky_relu",
    "linear",
    "log_softmax",
    "logsigmoid",
    "mse_loss",
    "nll_loss",
    "normalize",
    "one_hot",
    "relu",
    "sigmoid",
    "silu",
    "smooth_l1_loss",
    "softmax",
    "softmin",
    "softplus",
    "tanh",
]


def linear(input: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """``input @ weight.T + bias``: (…, in) times (out, in), plus (out,), gives (…, out).

    Raises RuntimeError where the sizes do not fit.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.linear.html
    """
    try:
        n, m = input._data.ndim, weight._data.ndim
    except AttributeError:
        from ..calls import error_of

        raise error_of("linear", input, weight, bias) from None
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


def needs_floats(input: Tensor, kernel: str) -> None:
    """Raise PyTorch's NotImplementedError where a tensor is not of a floating-point type."""
    if not input.is_floating_point():
        raise NotImplementedError(
            f"\"{kernel}\" not implemented for '{input.dtype.legacy}'\n\nConvert it first, for example with .float()."
        )


def relu(input: Tensor, inplace: bool = False) -> Tensor:
    """``input`` where it is positive and 0 elsewhere; its slope at 0 is 0."""
    return input.relu_() if inplace else torch.relu(input)


def sigmoid(input: Tensor) -> Tensor:
    """``1 / (1 + e ** -input)``."""
    return input.sigmoid()


def tanh(input: Tensor) -> Tensor:
    """The hyperbolic tangent."""
    return input.tanh()


leaky_relu_in_place = in_place(activations.LeakyReluInPlace.apply, "leaky_relu_")
elu_in_place = in_place(activations.EluInPlace.apply, "elu_")
silu_in_place = in_place(activations.Silu.apply, "silu_")


def leaky_relu(input: Tensor, negative_slope: float = 0.01, inplace: bool = False) -> Tensor:
    """``input`` where it is positive and ``negative_slope * input`` elsewhere."""
    needs_floats(input, "leaky_relu_cpu")
    return (leaky_relu_in_place if inplace else activations.LeakyRelu.apply)(input, negative_slope)


def elu(input: Tensor, alpha: float = 1.0, inplace: bool = False) -> Tensor:
    """``input`` where it is positive and ``alpha * (e ** input - 1)`` elsewhere."""
    needs_floats(input, "elu_cpu")
    return (elu_in_place if inplace else activations.Elu.apply)(input, alpha)


def relu_(input: Tensor) -> Tensor:
    """``relu`` in place."""
    return relu(input, True)


def leaky_relu_(input: Tensor, negative_slope: float = 0.01) -> Tensor:
    """``leaky_relu`` in place."""
    return leaky_relu(input, negative_slope, True)


def elu_(input: Tensor, alpha: float = 1.0) -> Tensor:
    """``elu`` in place."""
    return elu(input, alpha, True)


def silu(input: Tensor, inplace: bool = False) -> Tensor:
    """``input * sigmoid(input)``, also called swish."""
    needs_floats(input, "silu_cpu")
    return (silu_in_place if inplace else activations.Silu.apply)(input)


def gelu(input: Tensor, approximate: str = "none") -> Tensor:
    """``input`` times the probability that a normal number is less; with "tanh", a formula close to it.

    Raises RuntimeError for anything but "none" and "tanh".
    """
    if approximate not in ("none", "tanh"):
        raise RuntimeError("approximate argument must be either none or tanh.")
    needs_floats(input, "GeluKernelImpl")
    return (activations.Gelu if approximate == "none" else activations.GeluTanh).apply(input)


def softplus(input: Tensor, beta: float = 1.0, threshold: float = 20.0) -> Tensor:
    """``log(1 + e ** (beta * input)) / beta``: a smooth ReLU; the input itself where ``beta * input > threshold``."""
    needs_floats(input, "softplus_cpu")
    return activations.Softplus.apply(input, beta, threshold)


def logsigmoid(input: Tensor) -> Tensor:
    """``log(sigmoid(input))``, exact where that of a tiny number would be -inf."""
    needs_floats(input, "log_sigmoid_cpu")
    return activations.LogSigmoid.apply(input)


def chosen_dim(name: str, input: Tensor, dim: int | None) -> int:
    """The dimension that PyTorch takes where none is given, with its warning."""
    if dim is not None:
        return dim
    warn(f"Implicit dimension choice for {name} has been deprecated. Change the call to include dim=X as an argument.")
    return 0 if input.ndim in (0, 1, 3) else 1


def softmax(input: Tensor, dim: int | None = None, dtype: torch.dtype | None = None) -> Tensor:
    """``e ** input`` divided by its sum along ``dim``: positive numbers that add up to 1."""
    input = input if dtype is None else input.to(dtype)
    return input.softmax(chosen_dim("softmax", input, dim))


def log_softmax(input: Tensor, dim: int | None = None, dtype: torch.dtype | None = None) -> Tensor:
    """The logarithm of ``softmax``, exact where that of a tiny number would be -inf."""
    input = input if dtype is None else input.to(dtype)
    return input.log_softmax(chosen_dim("log_softmax", input, dim))


def softmin(input: Tensor, dim: int | None = None, *, dtype: torch.dtype | None = None) -> Tensor:
    """``softmax`` of ``-input``."""
    return (-input).softmax(chosen_dim("softmin", input, dim), dtype=dtype)


def dropout(input: Tensor, p: float = 0.5, training: bool = True, inplace: bool = False) -> Tensor:
    """Every element 0 with probability ``p``, the others divided by ``1 - p``; unchanged where not training.

    Raises ValueError for what is no probability.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html

    >>> import minigrad as torch
    >>> g = torch.manual_seed(0)
    >>> torch.nn.functional.dropout(torch.ones(6))
    tensor([0., 0., 2., 0., 0., 0.])
    """
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
    if p == 0 or not training or input.numel() == 0:
        return input
    if p == 1:
        noise = torch.zeros((), dtype=input.dtype)
    else:
        noise = torch.zeros_like(input).bernoulli_(1 - p).div_(1 - p)
    return input.mul_(noise) if inplace else input * noise


def one_hot(tensor: Tensor, num_classes: int = -1) -> Tensor:
    """For every class a row of ``num_classes`` zeros with a 1 at that class: shape (…) becomes (…, num_classes).

    num_classes: as many as the greatest class needs, if -1.

    Raises RuntimeError for classes that are negative, too great or not of int64.

    >>> import minigrad as torch
    >>> torch.nn.functional.one_hot(torch.tensor([0, 2]))
    tensor([[1, 0, 0],
            [0, 0, 1]])
    """
    if tensor.dtype is not torch.int64:
        raise RuntimeError("one_hot is only applicable to index tensor of type LongTensor.\n\nConvert it with .long().")
    if tensor.numel() == 0:
        if num_classes <= 0:
            raise RuntimeError("Can not infer total number of classes from empty tensor.")
        return torch.zeros(*tensor.shape, num_classes, dtype=torch.int64)
    if tensor.min() < 0:
        raise RuntimeError("Class values must be non-negative.")
    if num_classes == -1:
        num_classes = int(tensor.max()) + 1
    elif num_classes < 1:
        raise RuntimeError("num_classes should be positive")
    elif tensor.max() >= num_classes:
        raise RuntimeError("Class values must be smaller than num_classes.")
    rows = torch.empty(*tensor.shape, num_classes, dtype=torch.int64).zero_()
    return rows.scatter_(-1, tensor.unsqueeze(-1), 1)


@does_without("max_norm", "scale_grad_by_freq", "sparse", norm_type=2.0)
def embedding(input: Tensor, weight: Tensor, padding_idx: int | None = None) -> Tensor:
    """The rows of ``weight`` at the positions ``input``: shape (…) becomes (…, columns).

    padding_idx: a row that gets no gradient.

    Raises IndexError for a position that there is not.
    """
    if weight.ndim == 0 and weight.requires_grad and torch.is_grad_enabled():
        weight.size(0)  # which PyTorch asks for first, to walk back
    if weight.ndim != 2:
        raise RuntimeError("'weight' must be 2-D")
    if padding_idx is not None:
        if not -weight.shape[0] <= padding_idx < weight.shape[0]:
            raise AssertionError("Padding_idx must be within num_embeddings")
        padding_idx %= weight.shape[0]
    if input.dtype not in (torch.int64, torch.int32):
        kind = "CPUBoolType" if input.dtype is torch.bool else f"torch.{input.dtype.legacy}Tensor"
        raise RuntimeError(
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got "
            f"{kind} instead (while checking arguments for embedding)"
        )
    if input.numel() and (input.min() < 0 or input.max() >= weight.shape[0]):
        raise IndexError("index out of range in self")
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
    if not isinstance(normalized_shape, tuple | list):
        kind = type(normalized_shape).__name__
        raise TypeError(f"layer_norm(): argument 'normalized_shape' (position 2) must be tuple of ints, not {kind}")
    shape = list(normalized_shape)
    if not shape:
        raise RuntimeError(
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got "
            "normalized_shape = []"
        )
    for name, tensor in (("weight", weight), ("bias", bias)):
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
    kinds = {tensor.dtype for tensor in (weight, bias) if tensor is not None and tensor.dtype is not input.dtype}
    if kinds:
        share = "all inputs must share same datatype."
        expect = "expect parameter to have scalar type of Float"
        raise RuntimeError(f"mixed dtype (CPU): {share if kinds == {torch.float32} else expect}")
    axes = tuple(range(input.ndim - len(shape), input.ndim))
    return normalizing.NativeLayerNorm.apply(input, weight, bias, axes, eps)


@does_without("out")
def normalize(input: Tensor, p: float = 2.0, dim: int = 1, eps: float = 1e-12) -> Tensor:
    """``input`` over its ``p``-norm along ``dim``, which is taken to be at least ``eps``."""
    return input / input.norm(p, dim, keepdim=True).clamp_min(eps).expand(input.shape)


__getattr__, __dir__ = module_names(__name__, "minigrad leaves out what is not in the course, such as convolutions.")
