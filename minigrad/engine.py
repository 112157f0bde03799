"""The walk back through a graph: every node once, newest first, gradients added where paths meet.

A node is newer than the nodes of its inputs. So of the nodes that a gradient has reached and that have not
run, the newest has received all that it will get, and running newest first visits the graph in a valid
order without looking at it beforehand. It is a loop, not a recursion: depth is bounded by memory alone.
"""

import warnings
from heapq import heappop, heappush

import numpy as np

from . import errors
from .grad_mode import set_grad_enabled
from .node import Node
from .tensor import LEAF, Tensor, make, write


def walk(node, g, keep, graph):
    """Run the graph backward from ``node``, whose output has the gradient ``g``.

    Returns the gradients of the leaves it reached. ``g`` and they are arrays, or under ``graph`` Tensors.
    """
    leaves = {}
    waiting = {}  # gradients received so far by nodes that have not run, except the newest
    newest_first = []
    while True:
        if node.hooks is not None:
            g = node.hooks.run(g)
        node, pairs = None, node.backward(g, keep, graph)
        for edge, gradient in pairs:
            if not isinstance(edge, Node):
                leaves[edge] = leaves.pop(edge) + gradient if edge in leaves else gradient
            elif edge is node:
                g = g + gradient
            elif edge in waiting:
                waiting[edge] = waiting[edge] + gradient
            elif node is None and not newest_first:
                node, g = edge, gradient  # the only one: nothing to wait for, nothing to sort
            else:
                if node is not None:
                    waiting[node] = g
                    heappush(newest_first, (-node.seq, node))
                    node = None
                waiting[edge] = gradient
                heappush(newest_first, (-edge.seq, edge))
        if node is None:
            if not newest_first:
                return leaves
            node = heappop(newest_first)[1]
            g = waiting.pop(node)


def accumulate(leaf, g, graph):
    """Add a gradient to ``leaf.grad``: in place, as PyTorch does, unless the walk itself is recorded."""
    old = leaf._grad
    if graph:
        leaf._grad = g._recorded_copy() if old is None else old + g
    elif old is None:
        leaf._grad = make(g.copy())
    else:
        write(old, old._data + g)


def backward(tensor, gradient=None, retain_graph=None, create_graph=False):
    """What ``Tensor.backward`` does."""
    if tensor._edge is None:
        raise RuntimeError(errors.NO_GRAPH)
    gradient = first_gradient(tensor, gradient)
    if create_graph:
        warnings.warn(errors.CREATE_GRAPH_CYCLE, UserWarning, stacklevel=3)
    if retain_graph is None:
        retain_graph = create_graph
    g = gradient if create_graph else gradient._data
    with set_grad_enabled(create_graph):
        if tensor._edge is LEAF:
            leaves = {tensor: g}
        else:
            leaves = walk(tensor._edge, g, retain_graph, create_graph)
        for leaf, total in leaves.items():
            accumulate(leaf, total, create_graph)


def first_gradient(tensor, gradient):
    """The gradient a walk starts from: the one given, if it fits, or 1 for a single number."""
    if gradient is None:
        if tensor._data.size != 1:
            raise RuntimeError(errors.SCALAR_ONLY)
        return make(np.ones_like(tensor._data)[()])
    if not isinstance(gradient, Tensor):
        kind = type(gradient).__name__
        if hasattr(gradient, "__iter__"):
            raise TypeError(f"gradients can be either Tensors or None, but got {kind}")
        raise TypeError(errors.message(f"'{kind}' object is not iterable", "The gradient must be a Tensor."))
    if gradient.shape != tensor.shape:
        raise RuntimeError(
            f"Mismatch in shape: grad_output[0] has a shape of {gradient.shape} and output[0] has a shape of "
            f"{tensor.shape}."
        )
    return gradient
