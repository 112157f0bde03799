"""Adagrad."""

from __future__ import annotations

from typing import Any

import minigrad as torch
from minigrad import Tensor

from .optimizer import Optimizer, Params, check_least, check_one_element, only_plain


class Adagrad(Optimizer):
    """Adagrad: the gradient, divided by the root of the sum of all its squares so far.

    lr_decay: divides ``lr`` by ``1 + lr_decay`` times the number of steps before.
    weight_decay: adds ``weight_decay * param`` to the gradient.
    initial_accumulator_value: where that sum starts.
    eps: added to the root, so that nothing is divided by 0.
    maximize: goes up instead.

    Raises ValueError for options out of range.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.optim.Adagrad.html
    """

    def __init__(
        self,
        params: Params,
        lr: float = 1e-2,
        lr_decay: float = 0,
        weight_decay: float = 0,
        initial_accumulator_value: float = 0,
        eps: float = 1e-10,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        check_one_element("lr", lr)
        check_least("learning rate", lr)
        check_least("lr_decay value", lr_decay)
        check_least("weight_decay value", weight_decay)
        check_least("initial_accumulator_value value", initial_accumulator_value)
        check_least("epsilon value", eps)
        defaults = {
            "lr": lr,
            "lr_decay": lr_decay,
            "eps": eps,
            "weight_decay": weight_decay,
            "initial_accumulator_value": initial_accumulator_value,
            **only_plain(foreach=foreach),
            "maximize": maximize,
            **only_plain(differentiable=differentiable, fused=fused),
        }
        super().__init__(params, defaults)
        for group in self.param_groups:
            for param in group["params"]:
                self.start(param)

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        self._complete(foreach=None, maximize=False, differentiable=False, fused=None)
        self._count_in_tensors()

    def start(self, param: Tensor) -> None:
        """The state of a parameter before its first step."""
        state = self.state[param]
        state["step"] = torch.tensor(0.0)
        state["sum"] = torch.full_like(param, self.defaults["initial_accumulator_value"])

    def update(self, param: Tensor, grad: Tensor, group: dict[str, Any]) -> None:
        """One step of one parameter."""
        if not self.state[param]:
            self.start(param)
        state = self.state[param]
        state["step"] += 1
        if group["weight_decay"] != 0:
            grad = grad + param * group["weight_decay"]
        lr = group["lr"] / (1 + (float(state["step"]) - 1) * group["lr_decay"])
        root = state["sum"].add_(grad * grad).sqrt().add_(group["eps"])
        param.sub_((grad * lr).div_(root))
