"""RMSprop."""

from __future__ import annotations

from typing import Any

import minigrad as torch
from minigrad import Tensor

from .optimizer import Optimizer, Params, check_least, check_one_element, only_plain


class RMSprop(Optimizer):
    """RMSprop: the gradient, divided by the root of the running mean of its square.

    alpha: how much that running mean keeps of what it was.
    eps: added to the root, so that nothing is divided by 0.
    weight_decay: adds ``weight_decay * param`` to the gradient.
    momentum: how much of the last step is kept.
    centered: the running variance takes the place of the running mean of the square.
    maximize: goes up instead.

    Raises ValueError for options out of range.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.optim.RMSprop.html
    """

    def __init__(
        self,
        params: Params,
        lr: float = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum: float = 0,
        centered: bool = False,
        capturable: bool = False,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_one_element("lr", lr)
        check_least("learning rate", lr)
        check_least("epsilon value", eps)
        check_least("momentum value", momentum)
        check_least("weight_decay value", weight_decay)
        check_least("alpha value", alpha)
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "alpha": alpha,
            "eps": eps,
            "centered": centered,
            "weight_decay": weight_decay,
            **only_plain(capturable=capturable, foreach=foreach),
            "maximize": maximize,
            **only_plain(differentiable=differentiable),
        }
        super().__init__(params, defaults)

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        self._complete(momentum=0, centered=False, capturable=False, foreach=None, maximize=False, differentiable=False)
        self._count_in_tensors()

    def update(self, param: Tensor, grad: Tensor, group: dict[str, Any]) -> None:
        """One step of one parameter."""
        state = self.state[param]
        if not state:
            state["step"] = torch.tensor(0.0)
            state["square_avg"] = torch.zeros_like(param)
            if group["momentum"] > 0:
                state["momentum_buffer"] = torch.zeros_like(param)
            if group["centered"]:
                state["grad_avg"] = torch.zeros_like(param)
        state["step"] += 1
        alpha = group["alpha"]
        if group["weight_decay"] != 0:
            grad = grad + param * group["weight_decay"]
        square = state["square_avg"].mul_(alpha).add_(grad * (1 - alpha) * grad)
        if group["centered"]:
            mean = state["grad_avg"]
            mean.add_((grad - mean) * (1 - alpha))
            square = square - mean * mean
        root = square.sqrt().add_(group["eps"])
        if group["momentum"] > 0:
            buf = state["momentum_buffer"].mul_(group["momentum"]).add_(grad / root)
            param.sub_(buf * group["lr"])
        else:
            param.sub_((grad * group["lr"]).div_(root))
