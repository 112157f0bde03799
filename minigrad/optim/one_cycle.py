"""The 1cycle policy."""

from __future__ import annotations

import math
from typing import Any

from .momentum import MovesMomentum
from .optimizer import Optimizer
from .scheduler import check_optimizer, per_group

PHASE = ("end_step", "start_lr", "end_lr", "start_momentum", "end_momentum")


class OneCycleLR(MovesMomentum):
    """Goes up to ``max_lr`` and far down again in ``total_steps`` steps, or ``epochs * steps_per_epoch`` of them.

    Step it after every batch. It starts from ``max_lr / div_factor`` and ends at ``final_div_factor`` below that.
    pct_start: the part of the way that goes up.
    anneal_strategy: "cos" or "linear".
    cycle_momentum: moves momentum, or Adam's first beta, the other way, from ``max_momentum`` to ``base_momentum``.
    three_phase: goes down as it went up, and only then to the end.

    Source: https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html
    """

    def __init__(
        self,
        optimizer: Optimizer,
        max_lr: float | list[float],
        total_steps: int | None = None,
        epochs: int | None = None,
        steps_per_epoch: int | None = None,
        pct_start: float = 0.3,
        anneal_strategy: str = "cos",
        cycle_momentum: bool = True,
        base_momentum: float | list[float] = 0.85,
        max_momentum: float | list[float] = 0.95,
        div_factor: float = 25.0,
        final_div_factor: float = 1e4,
        three_phase: bool = False,
        last_epoch: int = -1,
    ) -> None:
        check_optimizer(optimizer)
        self.optimizer = optimizer
        if total_steps is None:
            if epochs is None or steps_per_epoch is None:
                raise ValueError("You must define either total_steps OR (epochs AND steps_per_epoch)")
            for name, value in (("epochs", epochs), ("steps_per_epoch", steps_per_epoch)):
                check_count(name, value)
            total_steps = epochs * steps_per_epoch
        check_count("total_steps", total_steps)
        if not isinstance(pct_start, float) or not 0 <= pct_start <= 1:
            raise ValueError(f"Expected float between 0 and 1 pct_start, but got {pct_start}")
        if anneal_strategy not in ("cos", "linear"):
            raise ValueError(f"anneal_strategy must be one of 'cos' or 'linear', instead got {anneal_strategy}")
        self.total_steps = total_steps
        up, end = pct_start * total_steps - 1.0, total_steps - 1
        # Of each phase: its last step, and between which options the rate goes, and the momentum.
        phases = [(up, "initial_lr", "max_lr", "max_momentum", "base_momentum")]
        if three_phase:
            down = 2 * pct_start * total_steps - 2.0
            phases.append((down, "max_lr", "initial_lr", "base_momentum", "max_momentum"))
            phases.append((end, "initial_lr", "min_lr", "max_momentum", "max_momentum"))
        else:
            phases.append((end, "max_lr", "min_lr", "base_momentum", "max_momentum"))
        self._schedule_phases: list[dict[str, Any]] = [dict(zip(PHASE, phase, strict=True)) for phase in phases]
        self._anneal_func_type = anneal_strategy
        tops = per_group("max_lr", optimizer, max_lr)
        if last_epoch == -1:
            for group, top in zip(optimizer.param_groups, tops, strict=True):
                group["initial_lr"] = top / div_factor
                group["max_lr"] = top
                group["min_lr"] = group["initial_lr"] / final_div_factor
        self.cycle_momentum = cycle_momentum
        if cycle_momentum:
            self._begin_momentum(base_momentum, max_momentum, last_epoch)
        super().__init__(optimizer, last_epoch)

    def _between(self, start: float, end: float, part: float) -> float:
        """The value on the way from ``start`` to ``end``, after ``part`` of it."""
        if self._anneal_func_type == "linear":
            return (end - start) * part + start
        return end + (start - end) / 2.0 * (math.cos(math.pi * part) + 1)

    def get_lr(self) -> list[float]:
        """The learning rate of each group in the step ``self.last_epoch``; sets the momentum too."""
        self._check_called_by_step()
        step = self.last_epoch
        if step > self.total_steps:
            raise ValueError(f"Tried to step {step} times. The specified number of total steps is {self.total_steps}")
        start, phases = 0.0, list(self._schedule_phases)
        while len(phases) > 1 and step > phases[0]["end_step"]:
            start = phases.pop(0)["end_step"]
        end, lr_from, lr_to, momentum_from, momentum_to = (phases[0][key] for key in PHASE)
        part = (step - start) / (end - start)
        groups = self.optimizer.param_groups
        if self.cycle_momentum:
            for group in groups:
                self._set_momentum(group, self._between(group[momentum_from], group[momentum_to], part))
        return [self._between(group[lr_from], group[lr_to], part) for group in groups]


def check_count(name: str, value: int) -> None:
    """Raise PyTorch's ValueError for anything but a positive integer."""
    if not isinstance(value, int) or value <= 0:
        raise ValueError(f"Expected positive integer {name}, but got {value}")
