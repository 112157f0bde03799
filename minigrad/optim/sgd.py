"""Stochastic gradient descent."""

from __future__ import annotations

from typing import Any

from minigrad import Tensor

from ..errors import message
from .optimizer import Optimizer, Params, check, check_one_element, only_plain


class SGD(Optimizer):
    """Gradient descent: ``param -= lr * grad``, with or without momentum.

    momentum: how much of the last step is kept: ``buf = momentum * buf + (1 - dampening) * grad``, then
        ``param -= lr * buf``; with ``nesterov``, ``param -= lr * (grad + momentum * buf)``.
    weight_decay: adds ``weight_decay * param`` to the gradient.
    maximize: goes up instead.

    Raises ValueError for options out of range, NotImplementedError for momentum where a parameter is given twice.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html

    >>> import minigrad as torch
    >>> w = torch.tensor([1.0], requires_grad=True)
    >>> optimizer = torch.optim.SGD([w], lr=0.1)
    >>> for _ in range(3):
    ...     optimizer.zero_grad()
    ...     (w**2).sum().backward()
    ...     optimizer.step()
    >>> w
    tensor([0.5120], requires_grad=True)
    """

    def __init__(
        self,
        params: Params,
        lr: float = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float = 0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        check_one_element("lr", lr)
        check("learning rate", lr, not lr < 0.0)
        check("momentum value", momentum, not momentum < 0.0)
        check("weight_decay value", weight_decay, not weight_decay < 0.0)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "dampening": dampening,
            "weight_decay": weight_decay,
            "nesterov": nesterov,
            "maximize": maximize,
            **only_plain(foreach=foreach, differentiable=differentiable, fused=fused),
        }
        super().__init__(params, defaults)

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        self._complete(nesterov=False, maximize=False, foreach=None, differentiable=False, fused=False)

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        """The same as for every optimizer, which warns of a parameter that is in the group twice."""
        super().add_param_group(param_group)
        params = param_group["params"]
        if param_group["momentum"] and len(params) != len(set(params)):
            # PyTorch starts with a buffer for each, and then goes on with the last alone.
            raise NotImplementedError(
                message("minigrad's SGD with momentum takes each parameter of a group once.", "Leave out the second.")
            )

    def update(self, param: Tensor, grad: Tensor, group: dict[str, Any]) -> None:
        """One step of one parameter."""
        momentum = group["momentum"]
        if group["weight_decay"] != 0:
            grad = grad + param * group["weight_decay"]
        if momentum != 0:
            state = self.state[param]
            buf = state.get("momentum_buffer")
            if buf is None:
                buf = state["momentum_buffer"] = grad.detach().clone()
            else:
                buf.mul_(momentum).add_(grad * (1 - group["dampening"]))
            grad = grad + buf * momentum if group["nesterov"] else buf
        param.sub_(grad * group["lr"])
