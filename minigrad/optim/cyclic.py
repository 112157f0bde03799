"""A learning rate that goes up and down again and again."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ..errors import message
from .momentum import MovesMomentum
from .optimizer import Optimizer
from .scheduler import check_optimizer, held, per_group, set_value

MODES = ("triangular", "triangular2", "exp_range")


class CyclicLR(MovesMomentum):
    """Goes up from ``base_lr`` to ``max_lr`` in ``step_size_up`` steps, down in ``step_size_down``, and so on.

    Step it after every batch.
    step_size_down: as many as ``step_size_up`` if not given.
    mode: "triangular"; "triangular2", whose cycles are each half as high as the one before; or "exp_range", as high as
        ``gamma ** step``.
    scale_fn: a function that says how high instead, of the number of the cycle or, with ``scale_mode="iterations"``, of
        the step.
    cycle_momentum: moves momentum, or Adam's first beta, the other way, from ``max_momentum`` to ``base_momentum``.

    Source: https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CyclicLR.html
    """

    def __init__(
        self,
        optimizer: Optimizer,
        base_lr: float | list[float],
        max_lr: float | list[float],
        step_size_up: int = 2000,
        step_size_down: int | None = None,
        mode: str = "triangular",
        gamma: float = 1.0,
        scale_fn: Callable[[float], float] | None = None,
        scale_mode: str = "cycle",
        cycle_momentum: bool = True,
        base_momentum: float | list[float] = 0.8,
        max_momentum: float | list[float] = 0.9,
        last_epoch: int = -1,
    ) -> None:
        check_optimizer(optimizer)
        self.optimizer = optimizer
        base_lrs = per_group("base_lr", optimizer, base_lr)
        if last_epoch == -1:
            for group, lr in zip(optimizer.param_groups, base_lrs, strict=True):
                set_value(group, "lr", lr)
        self.max_lrs = per_group("max_lr", optimizer, max_lr)
        up = float(step_size_up)
        self.total_size = up + (up if step_size_down is None else float(step_size_down))
        self.step_ratio = up / self.total_size
        if scale_fn is None:
            if mode not in MODES:
                raise ValueError(
                    message(
                        "mode is invalid and scale_fn is None",
                        f"The modes are {', '.join(MODES)}; a function as scale_fn makes another.",
                    )
                )
            scale_mode = "iterations" if mode == "exp_range" else "cycle"
        self.mode = mode
        self.gamma = gamma
        self._scale_fn_custom = scale_fn
        self.scale_mode = scale_mode
        self.cycle_momentum = cycle_momentum
        if cycle_momentum:
            self.base_momentums, self.max_momentums = self._begin_momentum(base_momentum, max_momentum, last_epoch)
        super().__init__(optimizer, last_epoch)
        self.base_lrs = base_lrs

    def scale_fn(self, x: float) -> float:
        """How high the cycle ``x``, or the step ``x``, is."""
        if self._scale_fn_custom is not None:
            return self._scale_fn_custom(x)
        if self.mode == "triangular":
            return 1.0
        return 1 / (2.0 ** (x - 1)) if self.mode == "triangular2" else self.gamma**x

    def get_lr(self) -> list[float]:
        """The learning rate of each group in the step ``self.last_epoch``; sets the momentum too."""
        self._check_called_by_step()
        step = self.last_epoch
        cycle = math.floor(1 + step / self.total_size)
        x = 1.0 + step / self.total_size - cycle
        part = x / self.step_ratio if x <= self.step_ratio else (x - 1) / (self.step_ratio - 1)

        def on_the_way(start: float, end: float) -> float:
            return start + (end - start) * part * self.scale_fn(cycle if self.scale_mode == "cycle" else step)

        rates = [on_the_way(low, high) for low, high in zip(self.base_lrs, self.max_lrs, strict=True)]
        if self.cycle_momentum:
            bounds = zip(self.optimizer.param_groups, self.base_momentums, self.max_momentums, strict=True)
            for group, low, high in bounds:
                self._set_momentum(group, on_the_way(high, low))
        return rates

    def state_dict(self) -> dict[str, Any]:
        """What is needed to go on later; of ``scale_fn``, what a callable object holds, and None for a plain one."""
        state = super().state_dict()
        state["_scale_fn_custom"] = held(state.pop("_scale_fn_custom"))
        return state

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on from what ``state_dict()`` gave, with the function that this scheduler has."""
        state = state_dict["_scale_fn_custom"]
        super().load_state_dict({**state_dict, "_scale_fn_custom": self._scale_fn_custom})
        if state is not None:
            self._scale_fn_custom.__dict__.update(state)
