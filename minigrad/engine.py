"""The walk back through a graph: every node once, newest first, gradients added where paths meet.

A node is newer than the nodes of its inputs. So of the nodes that a gradient has reached and that have not
run, the newest has received all that it will get, and running newest first visits the graph in a valid
order without looking at it beforehand. It is a loop, not a recursion: depth is bounded by memory alone.
"""

import warnings
from heapq import heappop, heappush

import numpy as np

from . import errors
from .grad_mode import enable_grad
from .tensor import LEAF, Tensor, add_into, make


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
        received = g
        node, pairs = None, node.backward(g, keep, graph)
        for edge, gradient in pairs:
            if isinstance(edge, Tensor):
                if edge in leaves:
                    leaves[edge] = leaves.pop(edge) + gradient
                elif gradient is received and not graph:
                    leaves[edge] = gradient.copy()  # passed on unchanged: others may hold it too
                else:
                    leaves[edge] = gradient
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


def accumulate(leaf, g):
    """Add an array to ``leaf.grad``: in place, as PyTorch does, so that whoever holds it sees the sum."""
    old = leaf._grad
    if old is not None:
        add_into(old, g)
    else:
        leaf._grad = make(g if g.base is None else g.copy())


def accumulate_recorded(leaf, g):
    """Put the sum of ``leaf.grad`` and a Tensor in its place, with the history of both."""
    old = leaf._grad
    leaf._grad = g._recorded_copy() if old is None else old + g


def backward(tensor, gradient=None, retain_graph=None, create_graph=False):
    """What ``Tensor.backward`` does."""
    edge = tensor._edge
    if edge is None:
        raise RuntimeError(errors.NO_GRAPH)
    if gradient is None:
        g = one_like(tensor._data)
    else:
        check_gradient(tensor, gradient)
        g = gradient._data
    if create_graph:
        warnings.warn(errors.CREATE_GRAPH_CYCLE, UserWarning, stacklevel=3)
        g = make(g) if gradient is None else gradient
        with enable_grad():
            leaves = walk(edge, g, retain_graph is not False, True) if edge is not LEAF else {tensor: g}
            for leaf, total in leaves.items():
                accumulate_recorded(leaf, total)
        return
    leaves = walk(edge, g, retain_graph, False) if edge is not LEAF else {tensor: g.copy()}
    for leaf, total in leaves.items():
        accumulate(leaf, total)


_ones = {}


def one_like(array):
    """The gradient a walk starts from where none is given: 1, if there is a single number to be 1."""
    if array.size != 1:
        raise RuntimeError(errors.SCALAR_ONLY)
    key = array.shape, array.dtype
    if key not in _ones:
        one = np.ones(*key)
        one.flags.writeable = False
        _ones[key] = one[()]
    return _ones[key]


def check_gradient(tensor, gradient):
    """Raise, in PyTorch's words, where ``gradient`` is not a tensor like ``tensor``."""
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
