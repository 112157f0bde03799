"""Anomaly detection: every node remembers the line that made it, and a gradient that turns NaN names it.

Source: https://docs.pytorch.org/docs/stable/autograd.html#anomaly-detection
"""

from __future__ import annotations

import os
import warnings
from typing import Any

import numpy as np

from .. import errors, grad_mode
from ..hooks import Hooks
from ..received import Undefined
from ..tensor import Tensor

HERE = os.path.dirname(os.path.dirname(__file__))  # frames inside minigrad are not the user's


class Anomaly:
    """What recording is switched to while anomaly detection is on: it marks each node, and runs it with care."""

    def __init__(self, check_nan):
        self.check_nan = check_nan

    def hooks(self):
        """Hooks for a node being recorded, with the lines of the user's that led to it."""
        import traceback  # which takes longer to import than most of minigrad, and is wanted here only

        hooks = Hooks()
        frames = [frame for frame in traceback.extract_stack() if not frame.filename.startswith(HERE)]
        hooks.trace = "".join(traceback.format_list(frames))
        return hooks

    def run(self, node, g, keep, graph):
        """``node.backward`` with a warning that names the forward line where it fails or makes NaN."""
        try:
            pairs = list(node.backward(g, keep, graph))
            if self.check_nan:
                for i, (_, gradient) in enumerate(pairs):
                    array = gradient._data if isinstance(gradient, Tensor) else gradient
                    if not isinstance(array, dict) and np.isnan(array).any():
                        raise RuntimeError(
                            errors.message(
                                f"Function '{node.name()}' returned nan values in its {i}th output.",
                                "The warning above names the line whose gradient is not a number.",
                            )
                        )
        except Undefined:  # which is no error
            raise
        except Exception:
            trace = node.hooks and node.hooks.trace
            said = (
                f"Traceback of forward call that caused the error:\n{trace}"
                if trace
                else "No forward pass information available. Enable detect anomaly during forward pass for more "
                "information."
            )
            warnings.warn(f"Error detected in {node.name()}. {said}", UserWarning, stacklevel=4)
            raise
        return pairs


class set_detect_anomaly:
    """Switch anomaly detection on or off: at once, or for a ``with`` block."""

    __slots__ = ("previous",)

    def __init__(self, mode: bool, check_nan: bool = True) -> None:
        self.previous = grad_mode.switch(Anomaly(check_nan) if mode else True)

    def __enter__(self) -> None:
        pass

    def __exit__(self, *exception: Any) -> None:
        grad_mode.switch(self.previous)


class detect_anomaly(set_detect_anomaly):
    """Within the block, say which forward operation a NaN in a gradient, or an error in backward, comes from.

    Forward and backward should both be inside. It slows everything down.

    >>> import minigrad as torch
    >>> x = torch.tensor(0.0, requires_grad=True)
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     with torch.autograd.detect_anomaly():
    ...         (x**0.5 * 0).backward()
    Traceback (most recent call last):
        ...
    RuntimeError: Function 'PowBackward0' returned nan values in its 0th output.
    ...
    """

    __slots__ = ("check_nan",)

    def __init__(self, check_nan: bool = True) -> None:
        self.check_nan = check_nan
        warnings.warn(
            "Anomaly Detection has been enabled. This mode will increase the runtime and should only be enabled for "
            "debugging.",
            UserWarning,
            stacklevel=2,
        )

    def __enter__(self) -> None:
        self.previous = grad_mode.switch(Anomaly(self.check_nan))


def is_anomaly_enabled() -> bool:
    """Whether anomaly detection is on."""
    return grad_mode.switched_on() is not True


def is_anomaly_check_nan_enabled() -> bool:
    """Whether anomaly detection looks for NaN."""
    return getattr(grad_mode.switched_on(), "check_nan", True)
