"""Anomaly detection: every node remembers the lines that made it, and a NaN in a gradient is reported with them.

Source: https://docs.pytorch.org/docs/stable/autograd.html#anomaly-detection
"""

from __future__ import annotations

import sys
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
from ..warning import HERE, warn

_running = ContextVar("running", default=None)  # the node that runs, in this thread or task


class Anomaly:
    """The grad mode while anomaly detection is on: it gives each node its trace, and each walk a Watch."""

    def __init__(self, check_nan):
        self.check_nan = check_nan

    def hooks(self):
        """The Hooks of a new node, with its trace: the lines of the user that led to it, and the node that ran then.

        There is such a node if a walk is recorded: its rule has made the new one.
        """
        import traceback  # here, since its import takes longer than most of minigrad's

        hooks = Hooks()
        frames = [frame for frame in traceback.extract_stack() if not frame.filename.startswith(HERE)]
        hooks.trace = "".join(traceback.format_list(frames)), _running.get()
        return hooks

    def over(self, roots, arrive, path):
        """The Watch of one walk."""
        return Watch(self.check_nan, roots, arrive, path)


class Watch:
    """The runner of a walk that looks for errors and NaN, and warns with the lines that made the node in question."""

    def __init__(self, check_nan, roots, take, path):
        self.check_nan = check_nan
        self.roots = roots
        self.take = take  # the walk's own ``arrive``
        self.path = path
        self.told = False  # whether it has warned

    def run(self, node, g, keep, graph):
        """``node.backward``. What it sends on is checked, if there are no hooks: those come first, then the check."""
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
        """Raise if there is NaN in a gradient that a node sends on, and that the walk is for."""
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
        """Give a leaf its gradient, with the trace of the leaf if that fails."""
        try:
            self.take(leaf, g, graph)
        except Exception:
            self.tell(AccumulateGrad(leaf))
            raise

    def tell(self, node):
        """Warn with the trace of the node at which the walk failed, and with those of the nodes whose rules made it."""
        if self.told or node is None:
            return
        self.told = True
        trace = self.trace_of(node)
        say(f"Error detected in {node.name()}. {CAUSED + trace[0] if trace else UNKNOWN}")
        while trace and trace[1]:
            node, trace = trace[1], self.trace_of(trace[1])
            induced = f"\n\nPrevious calculation was induced by {node.name()}. {INDUCED}"
            say(induced + trace[0] if trace else f"Error detected in {node.name()}. {UNKNOWN}")

    def trace_of(self, node):
        """The trace of a node: its lines, and the node whose rule made it; of a leaf, that of its first use."""
        if isinstance(node, AccumulateGrad):
            node = min(senders(node.variable, self.roots), key=attrgetter("seq"), default=node)
        return node.hooks and node.hooks.trace


CAUSED = "Traceback of forward call that caused the error:\n"
INDUCED = "Traceback of forward call that induced the previous calculation:\n"
UNKNOWN = "No forward pass information available. Enable detect anomaly during forward pass for more information."


def say(text):
    """Warn. Where warnings are to be errors, print it instead: the error that the walk ends with is on its way."""
    try:
        warn(text)
    except Warning as warning:
        print(f"{type(warning).__name__}: {text}", file=sys.stderr)


class set_detect_anomaly:
    """Switch anomaly detection on or off: at once, or for a ``with`` block."""

    __slots__ = ("previous",)

    def __init__(self, mode: bool, check_nan: bool = True) -> None:
        for position, (name, value) in enumerate((("enabled", mode), ("check_nan", check_nan)), 1):
            if not isinstance(value, bool):
                raise TypeError(errors.argument_error("set_anomaly_enabled", name, position, value, "bool"))
        self.previous = grad_mode.set_mode_when_on(Anomaly(check_nan) if mode else True)

    def __enter__(self) -> None:
        pass

    def __exit__(self, *exception: Any) -> None:
        grad_mode.set_mode_when_on(self.previous)


class detect_anomaly(set_detect_anomaly):
    """Within the block, say which forward operation a NaN in a gradient, or an error in backward, comes from.

    Forward and backward should both be inside. It slows everything down.

    >>> import warnings
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
        warn(
            "Anomaly Detection has been enabled. This mode will increase the runtime and should only be enabled for "
            "debugging."
        )

    def __enter__(self) -> None:
        self.previous = grad_mode.set_mode_when_on(Anomaly(self.check_nan))
