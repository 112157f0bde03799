"""How a walk runs a node where ``node.backward(g, keep, graph)`` is not all there is to it.

A runner has a method ``run`` that does it. The third one, which looks for anomalies, is in ``autograd.anomaly``.
"""

import numpy as np

from . import large
from .operation import Operation
from .path import EVERYTHING
from .received import NOTHING, Received


class LargeRunner:
    """For large gradients: what rules compute from one lies in memory that is used again. See ``large``."""

    @staticmethod
    def run(node, g, keep, graph):
        """``node.backward``."""
        if g.__class__ is not np.ndarray or g.nbytes < large.LEAST or not isinstance(node, Operation):
            return node.backward(g, keep, graph)
        return [(edge, large.plain(made)) for edge, made in node.backward(large.seen(g), keep, graph)]


class SkippingRunner:
    """For walks in which some gradients are None, or some nodes need not compute theirs.

    A node sends on None, without a look at its rules, if it has received None, or if it is a target of the walk and
    leads to no other one. All other nodes run by ``runner``, or as usual where that is True.
    """

    def __init__(self, runner, inner=EVERYTHING):
        self.runner = runner
        self.inner = inner  # the nodes that lead to a target, as Path has them

    @classmethod
    def of(cls, runner):
        """A runner that skips and else does what ``runner`` does."""
        return runner if isinstance(runner, cls) else cls(runner)

    def run(self, node, g, keep, graph):
        """``node.backward``, or ``node.backward_nothing``."""
        if isinstance(g, Received):
            g = Received({number: part for number, part in g.items() if part is not NOTHING}) or NOTHING
        if g is NOTHING or node not in self.inner and not node._computes_all:
            return node.backward_nothing(keep, graph)
        return node.backward(g, keep, graph) if self.runner is True else self.runner.run(node, g, keep, graph)
