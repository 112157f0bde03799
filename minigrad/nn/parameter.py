"""Parameters: tensors that a module finds among its attributes and an optimizer is given."""

from __future__ import annotations

from typing import Any

import minigrad as torch
from minigrad import Tensor

from ..protocols import attributes


class Parameter(Tensor):
    """A tensor that, assigned to an attribute of a module, is among its ``parameters()``; it requires grad.

    data: the tensor whose memory it shares. What is computed from a parameter is a plain tensor.

    Raises RuntimeError where it should require grad and is not of a floating-point type.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html

    >>> import minigrad as torch
    >>> torch.nn.Parameter(torch.ones(2))
    Parameter containing:
    tensor([1., 1.], requires_grad=True)
    """

    __slots__ = ()

    def __new__(cls, data: Tensor | None = None, requires_grad: bool = True) -> Parameter:
        if data is None:
            data = torch.zeros(0)
        out = data.detach()
        if requires_grad and not data.is_floating_point():
            raise RuntimeError(
                "Only Tensors of floating point and complex dtype can require gradients\n\n"
                "Convert it first, for example with .float(), or pass requires_grad=False."
            )
        out.__class__ = cls
        out.requires_grad_(requires_grad)
        return out

    def __deepcopy__(self, memo: dict[int, Any]) -> Parameter:
        if id(self) not in memo:
            memo[id(self)] = type(self)(self.detach().clone(), self.requires_grad)
        return memo[id(self)]

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return type(self), (self.detach(), self.requires_grad), attributes(self) or None

    def __repr__(self) -> str:
        return f"Parameter containing:\n{super().__repr__()}"
