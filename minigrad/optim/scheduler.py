"""What all learning-rate schedulers share."""

from __future__ import annotations

import functools
import types
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from minigrad import Tensor

from ..errors import message
from ..warning import warn
from .optimizer import Optimizer

EPOCH_GIVEN = (
    "The epoch parameter in `scheduler.step()` was not necessary and is being deprecated where possible. Please use "
    "`scheduler.step()` to step the scheduler. During the deprecation, if epoch is different from None, the closed "
    "form is used instead of the new chainable form, where available. Please open an issue if you are unable to "
    "replicate your use case: https://github.com/pytorch/pytorch/issues/new/choose."
)
HOW_TO = "See more details at https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate"


class LRScheduler:
    """Base of all schedulers. One of your own defines ``get_lr``.

    last_epoch: the number of the last epoch, to go on from there; -1 to start.

    Raises TypeError for anything but an optimizer, KeyError where an optimizer to go on with has never had a scheduler.
    """

    _get_lr_called_within_step = False
    _is_initial = False

    def __init__(self, optimizer: Optimizer, last_epoch: int = -1) -> None:
        check_optimizer(optimizer)
        self.optimizer = optimizer
        for i, group in enumerate(optimizer.param_groups):
            if last_epoch == -1:
                group.setdefault("initial_lr", copied(group["lr"]))
            elif "initial_lr" not in group:
                raise KeyError(
                    f"param 'initial_lr' is not specified in param_groups[{i}] when resuming scheduler with last_epoch "
                    ">= 0.\nThis typically happens when:\n1. You're trying to resume training from a checkpoint but "
                    "haven't properly loaded the optimizer state\n2. You're using last_epoch >= 0 for a fresh training "
                    "run (not recommended)"
                )
        self.base_lrs = [copied(group["initial_lr"]) for group in optimizer.param_groups]
        self.last_epoch = last_epoch
        note_steps(optimizer)
        self._initial_step()

    def _initial_step(self) -> None:
        """Begin the first epoch."""
        self._step_count = 0
        with self._flagged("_is_initial"):
            self.step()

    def get_lr(self) -> list[float]:
        """To be written: the learning rate of each group in the epoch ``self.last_epoch``."""
        raise NotImplementedError(message("", f"{type(self).__name__} has to define get_lr()."))

    def _get_closed_form_lr(self) -> list[float]:
        """What ``get_lr`` returns, but computed from the initial rates alone if the scheduler can do that."""
        return self.get_lr()

    def get_last_lr(self) -> list[float]:
        """The learning rate of each group as this scheduler left it."""
        return self._last_lr

    def step(self, epoch: int | None = None) -> None:
        """Begin the next epoch: set the learning rate of every group.

        epoch: the number of another epoch to go to instead; PyTorch is about to give it up.
        """
        if self._step_count == 1:
            if not hasattr(self.optimizer.step, "_wrapped_by_lr_sched"):
                warn(
                    "Seems like `optimizer.step()` has been overridden after learning rate scheduler initialization. "
                    f"Please, make sure to call `optimizer.step()` before `lr_scheduler.step()`. {HOW_TO}"
                )
            elif not getattr(self.optimizer, "_opt_called", False):
                warn(
                    "Detected call of `lr_scheduler.step()` before `optimizer.step()`. In PyTorch 1.1.0 and later, you "
                    "should call them in the opposite order: `optimizer.step()` before `lr_scheduler.step()`.  Failure "
                    "to do this will result in PyTorch skipping the first value of the learning rate schedule. "
                    f"{HOW_TO}"
                )
        self._step_count += 1
        if epoch is not None:
            warn(EPOCH_GIVEN)
        self._update_lr(epoch)

    def _update_lr(self, epoch: int | None = None) -> None:
        """Set the learning rates of the next epoch, or of the one that is given."""
        with self._flagged("_get_lr_called_within_step"):
            if epoch is None:
                self.last_epoch += 1
                rates = self.get_lr()
            else:
                self.last_epoch = epoch
                rates = self._get_closed_form_lr()
        self._set(rates)

    def _set(self, rates: list[float]) -> None:
        for group, lr in zip(self.optimizer.param_groups, rates, strict=True):
            set_value(group, "lr", lr)
        self._last_lr = self._now()

    @contextmanager
    def _flagged(self, name: str) -> Iterator[None]:
        """A context in which an attribute is True."""
        setattr(self, name, True)
        try:
            yield
        finally:
            setattr(self, name, False)

    def state_dict(self) -> dict[str, Any]:
        """What is needed to go on later: everything but the optimizer."""
        return {key: value for key, value in self.__dict__.items() if key != "optimizer"}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on from what ``state_dict()`` has returned. Load the state of the optimizer as well."""
        self.__dict__.update(state_dict)

    def _now(self) -> list[float]:
        """The learning rate of each group as it is."""
        return [copied(group["lr"]) for group in self.optimizer.param_groups]

    def _times(self, factor: float) -> list[float]:
        """The learning rate of each group, multiplied."""
        return [lr * factor for lr in self._now()]

    def _initial_times(self, factor: float) -> list[float]:
        """The initial learning rate of each group, multiplied."""
        return [lr * factor for lr in self.base_lrs]

    def _check_called_by_step(self) -> None:
        if not self._get_lr_called_within_step:
            warn("To get the last learning rate computed by the scheduler, please use `get_last_lr()`.")


class _LRScheduler(LRScheduler):
    """The base that schedulers had before PyTorch 2.0, for those of users that name it."""


def check_optimizer(optimizer: Any) -> None:
    """Raise PyTorch's TypeError for anything but an optimizer."""
    if not isinstance(optimizer, Optimizer):
        raise TypeError(f"{type(optimizer).__name__} is not an Optimizer")


def note_steps(optimizer: Optimizer) -> None:
    """Let the optimizer remember that its ``step`` was called, to warn of a wrong order."""
    if hasattr(optimizer.step, "_wrapped_by_lr_sched"):
        return
    function = optimizer.step.__func__
    reference = weakref.ref(optimizer)

    @functools.wraps(function)
    def step(*args: Any, **kwargs: Any) -> Any:
        optimizer = reference()
        optimizer._opt_called = True
        return function(optimizer, *args, **kwargs)

    step._wrapped_by_lr_sched = True
    optimizer.step = step


def per_group(name: str, optimizer: Optimizer, value: Any) -> list[Any]:
    """One value for each group, from one for all or from a list. Raises ValueError for a list of another length."""
    groups = len(optimizer.param_groups)
    if not isinstance(value, list | tuple):
        value = [value] * groups
    if len(value) != groups:
        raise ValueError(
            f"{name} must have the same length as optimizer.param_groups. {name} has {len(value)} values, param_groups "
            f"has {groups}."
        )
    return [copied(one) for one in value]


def copied(value: Any) -> Any:
    """A number as it is, a tensor as a tensor of its own."""
    return value.clone() if isinstance(value, Tensor) else value


def set_value(group: dict[str, Any], key: str, value: Any) -> None:
    """Set an option of a group; one that is a tensor is filled, and stays the tensor it is."""
    if isinstance(group[key], Tensor):
        group[key].fill_(value.squeeze() if isinstance(value, Tensor) else value)
    else:
        group[key] = value


def held(function: Any) -> dict[str, Any] | None:
    """What a callable object holds, to be saved; None for a plain function, which cannot be."""
    return None if isinstance(function, types.FunctionType | None) else dict(function.__dict__)
