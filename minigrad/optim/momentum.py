"""What schedulers share that move momentum beside the learning rate."""

from __future__ import annotations

from typing import Any

from ..errors import message
from .scheduler import LRScheduler, per_group


class MovesMomentum(LRScheduler):
    """Base of schedulers that can move momentum, or Adam's first beta, the other way than the learning rate."""

    def _begin_momentum(self, base_momentum: Any, max_momentum: Any, last_epoch: int) -> tuple[list[Any], list[Any]]:
        """The smallest and the largest momentum of each group; a start from the beginning sets the largest.

        Raises ValueError for an optimizer without momentum.
        """
        optimizer = self.optimizer
        if "momentum" not in optimizer.defaults and "betas" not in optimizer.defaults:
            raise ValueError(
                message(
                    "optimizer must support momentum or beta1 with `cycle_momentum` option enabled",
                    f"{type(optimizer).__name__} has neither. With cycle_momentum=False only the learning rate moves.",
                )
            )
        self.use_beta1 = "betas" in optimizer.defaults
        lows = per_group("base_momentum", optimizer, base_momentum)
        highs = per_group("max_momentum", optimizer, max_momentum)
        if last_epoch == -1:
            for group, low, high in zip(optimizer.param_groups, lows, highs, strict=True):
                self._set_momentum(group, high)
                group["max_momentum"] = high
                group["base_momentum"] = low
        return lows, highs

    def _set_momentum(self, group: dict[str, Any], value: float) -> None:
        if self.use_beta1:
            group["betas"] = (value, *group["betas"][1:])
        else:
            group["momentum"] = value
