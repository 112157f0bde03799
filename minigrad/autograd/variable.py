"""``torch.autograd.Variable``: what tensors had to be wrapped in before PyTorch 0.4. It makes tensors now."""

from __future__ import annotations

from typing import Any

from .. import errors
from ..creation import empty
from ..edges import LEAF
from ..storage import share
from ..tensor import Tensor, alias


class VariableMeta(type):
    """Makes every tensor an instance."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, Tensor)


class Variable(metaclass=VariableMeta):
    """A leaf over the memory of ``data``, as old programs ask for it; in new ones a tensor needs no wrapping.

    >>> import minigrad as torch
    >>> torch.autograd.Variable(torch.ones(2), requires_grad=True)
    tensor([1., 1.], requires_grad=True)
    """

    def __new__(cls, data: Tensor | None = None, requires_grad: bool = False) -> Tensor:  # type: ignore[misc]
        data = empty(0) if data is None else data
        if not isinstance(data, Tensor):
            raise TypeError(f"Variable data has to be a tensor, but got {type(data).__name__}")
        if requires_grad and not data.is_floating_point():
            sentence = "Only Tensors of floating point and complex dtype can require gradients"
            raise RuntimeError(errors.message(sentence, errors.NON_FLOAT_GRAD))
        out = alias(data, share(data))
        out._edge = LEAF if requires_grad else None
        return out
