"""Adam, and AdamW, which decays weights apart from the gradient."""

from __future__ import annotations

from typing import Any

import minigrad as torch
from minigrad import Tensor

from .optimizer import Optimizer, Params, check, check_least, check_one_element, only_plain


class Adam(Optimizer):
    """Adam: steps of about ``lr``, along the running mean of the gradient divided by the root of that of its square.

    betas: how much the two running means keep of what they were.
    eps: added to the root, so that nothing is divided by 0.
    weight_decay: adds ``weight_decay * param`` to the gradient; with ``decoupled_weight_decay`` the parameter
        itself shrinks by ``lr * weight_decay`` of its size.
    amsgrad: divides by the largest root so far.
    maximize: goes up instead.

    Raises ValueError for options out of range.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html

    >>> import minigrad as torch
    >>> w = torch.tensor([1.0, -50.0], requires_grad=True)
    >>> (w**2).sum().backward()
    >>> torch.optim.Adam([w], lr=0.1).step()
    >>> w
    tensor([  0.9000, -49.9000], requires_grad=True)
    """

    def __init__(
        self,
        params: Params,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        amsgrad: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
        decoupled_weight_decay: bool = False,
    ) -> None:
        check_one_element("lr", lr)
        check_least("learning rate", lr)
        check_least("epsilon value", eps)
        check("beta parameter at index 0", betas[0], 0.0 <= betas[0] < 1.0)
        check("beta parameter at index 1", betas[1], 0.0 <= betas[1] < 1.0)
        check_least("weight_decay value", weight_decay)
        if not any(all(isinstance(beta, kind) for beta in betas[:2]) for kind in (float, Tensor)):
            raise ValueError("betas must be either both floats or both Tensors")
        defaults = {
            "lr": lr,
            "betas": tuple(beta.squeeze() if isinstance(beta, Tensor) else beta for beta in betas),
            "eps": eps,
            "weight_decay": weight_decay,
            "amsgrad": amsgrad,
            "maximize": maximize,
            **only_plain(foreach=foreach, capturable=capturable, differentiable=differentiable, fused=fused),
            "decoupled_weight_decay": decoupled_weight_decay,
        }
        super().__init__(params, defaults)

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        self._complete(
            amsgrad=False,
            maximize=False,
            foreach=None,
            capturable=False,
            differentiable=False,
            fused=None,
            decoupled_weight_decay=False,
        )
        self._count_in_tensors()

    def update(self, param: Tensor, grad: Tensor, group: dict[str, Any]) -> None:
        """One step of one parameter."""
        state = self.state[param]
        if not state:
            state["step"] = torch.tensor(0.0)
            state["exp_avg"] = torch.zeros_like(param)
            state["exp_avg_sq"] = torch.zeros_like(param)
            if group["amsgrad"]:
                state["max_exp_avg_sq"] = torch.zeros_like(param)
        mean, square = state["exp_avg"], state["exp_avg_sq"]
        lr, (beta1, beta2) = group["lr"], group["betas"]
        state["step"] += 1
        step = float(state["step"])
        if group["weight_decay"] != 0:
            if group["decoupled_weight_decay"]:
                param.mul_(1 - lr * group["weight_decay"])
            else:
                grad = grad + param * group["weight_decay"]
        mean.add_((grad - mean) * (1 - beta1))
        square.mul_(beta2).add_(grad * (1 - beta2) * grad)
        if group["amsgrad"]:
            square = state["max_exp_avg_sq"].copy_(torch.maximum(state["max_exp_avg_sq"], square))
        # Both means start from 0; to divide by what they can have reached by now makes up for that.
        root = square.sqrt().div_((1 - beta2**step) ** 0.5).add_(group["eps"])
        param.sub_((mean * (lr / (1 - beta1**step))).div_(root))


class AdamW(Adam):
    """Adam whose weight decay acts on the parameter itself: ``param *= 1 - lr * weight_decay`` before each step.

    Source: https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html
    """

    def __init__(
        self,
        params: Params,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        super().__init__(
            params,
            lr,
            betas,
            eps,
            weight_decay,
            amsgrad,
            foreach=foreach,
            maximize=maximize,
            capturable=capturable,
            differentiable=differentiable,
            fused=fused,
            decoupled_weight_decay=True,
        )

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        for group in self.param_groups:
            group["decoupled_weight_decay"] = True
