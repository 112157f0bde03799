"""The path of an optimizer: what the figures of descent draw."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

import minigrad as torch


def path(
    loss: Callable[..., torch.Tensor],
    start: Sequence[float],
    optimizer: Callable[[list[torch.Tensor]], torch.optim.Optimizer],
    epochs: int,
) -> tuple[list[tuple[float, ...]], int | None]:
    """Walk from ``start`` in float64; returns the places, one after each epoch, and the epoch that overflowed, or None.

    The first place is the start. After an overflow there are no more.
    """
    place = [torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in start]
    steps = optimizer(place)
    places = [tuple(float(value) for value in start)]
    with np.errstate(over="ignore", invalid="ignore"):  # overflow is part of the lesson
        for epoch in range(1, epochs + 1):
            steps.zero_grad()
            loss(*place).backward()
            steps.step()
            places.append(tuple(value.item() for value in place))
            with torch.no_grad():
                if not math.isfinite(loss(*place).item()):
                    return places[:-1], epoch
    return places, None
