"""Anomaly detection: every node remembers the line that made it, and a gradient that turns NaN names it.

Source: https://docs.pytorch.org/docs/stable/autograd.html#anomaly-detection
"""

from __future__ import annotations

import os
import sys
import warnings
from contextvars import ContextVar
from operator import attrgetter
from typing import Any

import numpy as np

from .. import errors, grad_mode
from ..edges import NOWHERE
from ..hooks import Hooks
from ..node import AccumulateGrad
from ..path import senders
from ..received import NOTHING, Received, Undefined

HERE = os.path.dirname(os.path.dirname(__file__))  # frames inside minigrad are not the user's


_running = ContextVar("running", default=None)  # the node that runs, in this thread or task


class Anomaly:
    """What recording is switched to while anomaly detection is on: it marks each node, and watches each walk."""

    def __init__(self, check_nan):
        self.check_nan = check_nan

    def hooks(self):
        """Hooks for a node being recorded, with the lines of the user's that led to it, and the node whose rule did."""
        import traceback  # which takes longer to import than most of minigrad, and is wanted here only

        hooks = Hooks()
        frames = [frame for frame in traceback.extract_stack() if not frame.filename.startswith(HERE)]
        hooks.trace = "".join(traceback.format_list(frames)), _running.get()
        return hooks

    def over(self, roots, arrive, path):
        """The Watch of one walk."""
        return Watch(self.check_nan, roots, arrive, path)


class Watch:
    """Runs the nodes of one walk with care: a warning names the forward line of the one that fails or makes NaN."""

    def __init__(self, check_nan, roots, take, path):
        self.check_nan = check_nan
        self.roots = roots
        self.take = take  # what reached a leaf
        self.path = path
        self.told = False

    def run(self, node, g, keep, graph):
        """``node.backward``; what it sends on is checked at once only if no hooks of the user's come first."""
        before = _running.set(node)
        try:
            pairs = list(node.backward(g, keep, graph))
        except Undefined as some:
            if node.hooks is None:
                self.check(node, some.pairs)
            raise
        finally:
            _running.reset(before)
        if node.hooks is None:
            self.check(node, pairs)
        return pairs

    def check(self, node, pairs):
        """Raise where a gradient that a node sends on, and that is wanted, is not a number."""
        rest = list(pairs) if self.check_nan else []
        for i, edge in enumerate(node.edges):
            if not rest or rest[0][0] is not edge:
                continue
            g = rest.pop(0)[1]
            needed = edge is not NOWHERE and (self.path is None or edge in self.path.edges)
            wanted = needed or not node._computes_only_what_is_needed
            if wanted and g is not NOTHING and not isinstance(g, Received) and np.isnan(getattr(g, "_data", g)).any():
                raise RuntimeError(
                    errors.message(
                        f"Function '{node.name()}' returned nan values in its {i}th output.",
                        "The warning above names the line whose gradient is not a number.",
                    )
                )

    def arrive(self, leaf, g, graph):
        """Let a leaf have its gradient."""
        try:
            self.take(leaf, g, graph)
        except Exception:
            self.tell(AccumulateGrad(leaf))
            raise

    def tell(self, node):
        """Name the node at which the walk failed, and those whose rules recorded it, by the lines that made them."""
        if self.told or node is None:
            return
        self.told = True
        trace = self.trace_of(node)
        warn(f"Error detected in {node.name()}. {CAUSED + trace[0] if trace else UNKNOWN}")
        while trace and trace[1]:
            node, trace = trace[1], self.trace_of(trace[1])
            induced = f"\n\nPrevious calculation was induced by {node.name()}. {INDUCED}"
            warn(induced + trace[0] if trace else f"Error detected in {node.name()}. {UNKNOWN}")

    def trace_of(self, node):
        """What is known of how a node was made: (lines, the node whose rule did); for a leaf of its first use."""
        if isinstance(node, AccumulateGrad):
            node = min(senders(node.variable, self.roots), key=attrgetter("seq"), default=node)
        return node.hooks and node.hooks.trace


CAUSED = "Traceback of forward call that caused the error:\n"
INDUCED = "Traceback of forward call that induced the previous calculation:\n"
UNKNOWN = "No forward pass information available. Enable detect anomaly during forward pass for more information."


def warn(text):
    """Warn in the place of the user's line that led here."""
    frame, depth = sys._getframe(), 1
    while frame.f_back and frame.f_code.co_filename.startswith(HERE):
        frame, depth = frame.f_back, depth + 1
    warnings.warn(text, UserWarning, stacklevel=depth)


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
