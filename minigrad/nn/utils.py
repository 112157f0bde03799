"""What is done to gradients and parameters between ``backward()`` and ``step()``.

Source: https://docs.pytorch.org/docs/stable/nn.html#utilities
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterable

import minigrad as torch
from minigrad import Tensor

from ..errors import message
from ..module_names import module_names, only
from ..warning import warn

__all__ = [
    "clip_grad_norm_",
    "clip_grad_value_",
    "clip_grads_with_norm_",
    "get_total_norm",
    "parameters_to_vector",
    "vector_to_parameters",
]

__getattr__, __dir__ = module_names(__name__, only(__all__))

NO_GRADIENTS = message(
    "Expected !nested_tensorlist[0].empty() to be true, but got false.  (Could this error message be improved?  If so, "
    "please report an enhancement request to PyTorch.)",
    "None of the parameters has a gradient. Clip after backward(), and before step().",
)


def listed(parameters: Tensor | Iterable[Tensor]) -> list[Tensor]:
    """One tensor or several as a list."""
    return [parameters] if isinstance(parameters, Tensor) else list(parameters)


def get_total_norm(
    tensors: Tensor | Iterable[Tensor],
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Tensor:
    """The norm of all tensors together. Raises RuntimeError where it is infinite or NaN, if asked to.

    foreach: has no effect.
    """
    tensors, norm_type = listed(tensors), float(norm_type)
    if not tensors:
        return torch.tensor(0.0)
    with torch.no_grad():
        total = torch.stack([tensor.norm(norm_type) for tensor in tensors]).norm(norm_type)
    if error_if_nonfinite and not math.isfinite(total.item()):
        raise RuntimeError(
            f"The total norm of order {norm_type} for gradients from `parameters` is non-finite, so it cannot be "
            "clipped. To disable this error and scale the gradients by the non-finite norm anyway, set "
            "`error_if_nonfinite=False`"
        )
    return total


def clip_grads_with_norm_(
    parameters: Tensor | Iterable[Tensor], max_norm: float, total_norm: Tensor, foreach: bool | None = None
) -> None:
    """Scale all gradients, in place, by ``max_norm / total_norm``, if that is less than 1.

    foreach: has no effect.
    """
    max_norm = float(max_norm)
    grads = [p.grad for p in listed(parameters) if p.grad is not None]
    if not grads:
        return
    with torch.no_grad():
        scale = torch.clamp(max_norm / (total_norm + 1e-6), max=1.0)
        for grad in grads:
            grad.mul_(scale)


def clip_grad_norm_(
    parameters: Tensor | Iterable[Tensor],
    max_norm: float,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Tensor:
    """Scale all gradients, in place, so that the norm of all of them together is at most ``max_norm``.

    foreach: has no effect.
    Returns what that norm was. Raises RuntimeError where it is infinite or NaN, if asked to.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html

    >>> import minigrad as torch
    >>> w = torch.tensor([3.0, 4.0], requires_grad=True)
    >>> (w * w).sum().backward()
    >>> torch.nn.utils.clip_grad_norm_(w, max_norm=1.0), w.grad
    (tensor(10.), tensor([0.6000, 0.8000]))
    """
    params = listed(parameters)
    if not params and isinstance(parameters, Generator):
        warn("`parameters` is an empty generator, no gradient clipping will occur.")
    total = get_total_norm([p.grad for p in params if p.grad is not None], norm_type, error_if_nonfinite)
    clip_grads_with_norm_(params, max_norm, total)
    return total


def clip_grad_value_(parameters: Tensor | Iterable[Tensor], clip_value: float, foreach: bool | None = None) -> None:
    """Keep every element of every gradient, in place, between ``-clip_value`` and ``clip_value``.

    foreach: has no effect.

    Raises RuntimeError where there is no gradient at all.
    """
    clip_value = float(clip_value)
    grads = [p.grad for p in listed(parameters) if p.grad is not None]
    if not grads:
        raise RuntimeError(NO_GRADIENTS)
    with torch.no_grad():
        for grad in grads:
            grad.clamp_(-clip_value, clip_value)


def parameters_to_vector(parameters: Iterable[Tensor]) -> Tensor:
    """All elements of all parameters in one vector, through which gradients flow."""
    return torch.cat([p.view(-1) for p in parameters])


def vector_to_parameters(vec: Tensor, parameters: Iterable[Tensor]) -> None:
    """Put the elements of a vector into the parameters, in order."""
    if not isinstance(vec, Tensor):
        raise TypeError(f"expected torch.Tensor, but got: {torch.typename(vec)}")
    start = 0
    for p in parameters:
        p.data = vec[start : start + p.numel()].view(*p.shape).data
        start += p.numel()
