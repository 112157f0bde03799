"""Schedulers that are made of other schedulers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from ..errors import message
from .optimizer import Optimizer
from .plateau import ReduceLROnPlateau
from .scheduler import LRScheduler, set_value


class Composed(LRScheduler):
    """Base of schedulers that are made of others, whose states are part of theirs."""

    _schedulers: Sequence[LRScheduler]

    def _check_fit(self, schedulers: Sequence[LRScheduler], optimizer: Optimizer) -> None:
        """Raise PyTorch's error for what cannot be stepped together."""
        name = type(self).__name__
        for i, scheduler in enumerate(schedulers):
            if not hasattr(scheduler, "optimizer"):
                raise TypeError(f"{name} at index {i} should have `optimizer` as its attribute.")
            if isinstance(scheduler, ReduceLROnPlateau):
                raise ValueError(
                    message(
                        f"{name} does not support `ReduceLROnPlateau` scheduler as it requires additional kwargs to be "
                        f"specified when calling `step`, but got one at index {i} in the given schedulers sequence.",
                        "Leave it out of the list, and call its own step(metrics) beside the step() of the others.",
                    )
                )
            if optimizer != scheduler.optimizer:
                raise ValueError(
                    message(
                        f"{name} expects all schedulers to belong to the same optimizer, but got scheduler "
                        f"{type(scheduler).__name__} at index {i} has {scheduler.optimizer}, which is different from "
                        f"{type(optimizer).__name__}.",
                        "Make every scheduler in the list with one and the same optimizer.",
                    )
                )

    def get_lr(self) -> list[float]:
        """There is none, in PyTorch either: each of the schedulers has its own."""
        raise NotImplementedError(
            message(
                "",
                f"{type(self).__name__} cannot begin again at a milestone: within a SequentialLR it can only come "
                "first. To see the rates, use get_last_lr().",
            )
        )

    def state_dict(self) -> dict[str, Any]:
        """What is needed to go on later: the states of the schedulers too."""
        state = super().state_dict()
        state["_schedulers"] = [scheduler.state_dict() for scheduler in state.pop("_schedulers")]
        return state

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on from what ``state_dict()`` gave, with the schedulers that this one has."""
        states = state_dict["_schedulers"]
        super().load_state_dict({**state_dict, "_schedulers": self._schedulers})
        for i, state in enumerate(states):
            self._schedulers[i].load_state_dict(state)


class SequentialLR(Composed):
    """One scheduler after the other: the next takes over in each of the epochs ``milestones``.

    Each begins from the initial rate, whatever the one before it has left, if it can tell its rates from it.

    Source: https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html

    >>> import minigrad as torch
    >>> from minigrad.optim import lr_scheduler
    >>> optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    >>> warmup = lr_scheduler.ConstantLR(optimizer, factor=0.25)
    >>> decay = lr_scheduler.ExponentialLR(optimizer, gamma=0.5)
    >>> both = [warmup, decay]
    >>> scheduler = lr_scheduler.SequentialLR(optimizer, both, milestones=[2])
    >>> for _ in range(4):
    ...     print(scheduler.get_last_lr())
    ...     optimizer.step()
    ...     scheduler.step()
    [0.25]
    [0.25]
    [1.0]
    [0.5]
    """

    def __init__(
        self, optimizer: Optimizer, schedulers: list[LRScheduler], milestones: list[int], last_epoch: int = -1
    ) -> None:
        if len(schedulers) < 1:
            raise ValueError(f"{type(self).__name__} expects at least one scheduler, but got no scheduler.")
        self._check_fit(schedulers, optimizer)
        if len(milestones) != len(schedulers) - 1:
            raise ValueError(
                message(
                    "Sequential Schedulers expects number of schedulers provided to be one more than the number of "
                    f"milestone points, but got number of schedulers {len(schedulers)} and the number of milestones to "
                    f"be equal to {len(milestones)}",
                    "The first scheduler begins at once, and each other at a milestone of its own.",
                )
            )
        self._schedulers = schedulers
        self._milestones = milestones
        self.last_epoch = last_epoch + 1
        self.optimizer = optimizer
        for group in optimizer.param_groups:
            set_value(group, "lr", group["initial_lr"])
        self.recursive_undo()
        first = schedulers[bisect_right(milestones, 0)]
        first._initial_step()
        self._last_lr = first.get_last_lr()

    def recursive_undo(self, sched: LRScheduler | None = None) -> None:
        """Take back the step that every scheduler has made when it was created."""
        scheduler = sched or self
        if hasattr(scheduler, "_schedulers"):
            for inner in scheduler._schedulers:
                self.recursive_undo(inner)
        elif hasattr(scheduler, "last_epoch"):
            scheduler.last_epoch -= 1

    def step(self) -> None:  # type: ignore[override]
        """Begin the next epoch with the scheduler whose turn it is."""
        self.last_epoch += 1
        turn = bisect_right(self._milestones, self.last_epoch)
        scheduler = self._schedulers[turn]
        if turn > 0 and self._milestones[turn - 1] == self.last_epoch:
            scheduler._update_lr(0)
        else:
            scheduler.step()
        self._last_lr = scheduler.get_last_lr()


class ChainedScheduler(Composed):
    """All of the schedulers step in every epoch; each changes the rate that the one before it has left.

    >>> import minigrad as torch
    >>> from minigrad.optim import lr_scheduler
    >>> optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    >>> warmup = lr_scheduler.ConstantLR(optimizer, 0.25, total_iters=2)
    >>> decay = lr_scheduler.ExponentialLR(optimizer, gamma=0.5)
    >>> scheduler = lr_scheduler.ChainedScheduler([warmup, decay])
    >>> for _ in range(3):
    ...     print(scheduler.get_last_lr())
    ...     optimizer.step()
    ...     scheduler.step()
    [0.25]
    [0.125]
    [0.25]
    """

    def __init__(self, schedulers: Sequence[LRScheduler], optimizer: Optimizer | None = None) -> None:
        if len(schedulers) < 1:
            raise ValueError(
                f"{type(self).__name__} expects at least one scheduler to be chained, but got no scheduler."
            )
        optimizer = optimizer or schedulers[0].optimizer
        self._check_fit(schedulers, optimizer)
        self._schedulers = schedulers
        self.optimizer = optimizer
        self._last_lr = self._now()

    def step(self) -> None:  # type: ignore[override]
        """Begin the next epoch with every scheduler."""
        for scheduler in self._schedulers:
            scheduler.step()
        self._last_lr = self._now()
