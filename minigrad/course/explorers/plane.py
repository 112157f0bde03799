"""What the explorers of a function of two variables share: contour lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

import minigrad as torch

Surface = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def contours(
    f: Surface, across: tuple[float, float], up: tuple[float, float], levels: Sequence[float]
) -> list[list[list[float]]]:
    """The contour lines of ``f`` at these levels: each a list of points [x, y]."""
    from contourpy import contour_generator

    x, y = np.meshgrid(np.linspace(*across, 49), np.linspace(*up, 49))
    with torch.no_grad():
        heights = f(torch.tensor(x), torch.tensor(y)).numpy()
    lines = contour_generator(x, y, heights).multi_lines(levels)
    return [np.round(line[::2], 2).tolist() for level in lines for line in level if len(line) > 4]
