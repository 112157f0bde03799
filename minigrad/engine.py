"""The walk back through a graph: every node once, newest first, gradients added where paths meet.

A node is newer than the nodes of its inputs. So of the nodes that a gradient has reached and that have not
run, the newest has received all that it will get, and running newest first visits the graph in a valid
order without looking at it beforehand. It is a loop, not a recursion: depth is bounded by memory alone.
"""

import warnings
from heapq import heappop, heappush

import numpy as np

from . import errors
from .grad_mode import enable_grad, no_grad, switched_on
from .tensor import LEAF, NOWHERE, Tensor, add_into, make


def walk(roots, keep, graph, path=None):
    """Run a graph backward from ``roots``, pairs of an edge and the gradient that arrives there.

    Returns the gradients that reached leaves. Gradients are arrays, or under ``graph`` Tensors. With a ``Path``
    only the nodes on the way to its targets run, and it notes what reaches the targets among the nodes.
    """
    leaves = {}
    waiting = {}  # gradients received so far by nodes that have not run, except the newest
    newest_first = []
    node = g = received = None
    pairs = roots
    anomaly = switched_on()
    while True:
        for edge, gradient in pairs:
            if path is not None and edge not in path.edges:
                continue
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
        hooks = node.hooks
        if hooks is not None:
            g = hooks.on_tensor(g, graph)
        if path is not None and path.ends_at(node, g):
            node, pairs = None, ()
            continue
        if hooks is not None:
            g = hooks.before_node(g, graph)
        received = g
        pairs = node.backward(g, keep, graph) if anomaly is True else anomaly.run(node, g, keep, graph)
        if hooks is not None:
            pairs = hooks.after_node(node, pairs, g, graph)
        node = None


class Path:
    """The part of a graph that lies between the roots and some targets."""

    def __init__(self, roots, targets, run_targets=False):
        self.targets = set(targets)
        self.run_targets = run_targets  # as a plain backward does, though nothing beyond them is asked for
        self.reached = {}  # the gradients of the targets that are nodes
        self.edges = set()  # what leads to a target
        self.inner = set()  # what leads to another target beyond itself
        seen, stack = set(), list(roots)
        while stack:  # twice over every edge: on the way down to look, on the way up to know
            edge = stack.pop()
            if edge in seen:
                if any(next_edge in self.edges for next_edge in edges_of(edge)):
                    self.inner.add(edge)
                if edge in self.inner or edge in self.targets:
                    self.edges.add(edge)
                continue
            seen.add(edge)
            stack.append(edge)
            stack.extend(e for e in edges_of(edge) if e is not None and e not in seen)

    def ends_at(self, node, g):
        """Note the gradient if ``node`` is a target; whether there is nothing to look for beyond it."""
        if node in self.targets:
            self.reached[node] = g
        return node not in self.inner and not self.run_targets


def edges_of(edge):
    """What a node links to; a leaf links to nothing."""
    return () if isinstance(edge, Tensor) else edge.edges


def edge_of(tensor):
    """What leads to a tensor: its node, or itself where it is a leaf."""
    return tensor if tensor._edge is LEAF else tensor._edge


def accumulate(leaf, g, graph):
    """Add what reached a leaf to its ``.grad``, between its hooks.

    In place, as PyTorch does, so that whoever holds ``.grad`` sees the sum; a recorded sum is a new tensor.
    """
    if leaf._edge is None:
        return  # it was told since then to require no gradient
    hooks = leaf._hooks
    if hooks is not None:
        g = hooks.on_tensor(g, graph)
        g = g if graph else g.copy()  # a hook may have kept it
    old = leaf._grad
    if graph:
        leaf._grad = g._recorded_copy() if old is None else old + g
    elif old is not None:
        add_into(old, g)
    else:
        leaf._grad = make(g if g.base is None else g.copy())
    if hooks is not None:
        for hook in list(hooks.after.values()):
            with no_grad():
                hook(leaf)


def backward(tensors, gradients, retain_graph=None, create_graph=False, inputs=None):
    """What ``Tensor.backward`` and ``autograd.backward`` do."""
    roots = start(tensors, gradients, create_graph)
    keep = create_graph if retain_graph is None else retain_graph
    path = None
    if inputs is not None:
        inputs = (inputs,) if isinstance(inputs, Tensor) else tuple(inputs)
        if not inputs:
            raise RuntimeError(errors.EMPTY_INPUTS)
        path = Path([edge for edge, _ in roots], targets_of(inputs), run_targets=True)
        for tensor in inputs:
            tensor.retain_grad()
    if not create_graph:
        leaves = walk(roots, keep, False, path)
        for leaf, g in leaves.items():
            accumulate(leaf, g, False)
    else:
        warnings.warn(errors.CREATE_GRAPH_CYCLE, UserWarning, stacklevel=3)
        with enable_grad():
            leaves = walk(roots, keep, True, path)
            for leaf, g in leaves.items():
                accumulate(leaf, g, True)


def grad(outputs, inputs, gradients, retain_graph, create_graph):
    """The gradient of each input as a Tensor, or None where it was not reached: what ``autograd.grad`` is made of."""
    roots = start(outputs, gradients, create_graph)
    path = Path([edge for edge, _ in roots], targets_of(inputs))
    keep = create_graph if retain_graph is None else retain_graph
    if create_graph:
        with enable_grad():
            reached = walk(roots, keep, True, path)
    else:
        reached = walk(roots, keep, False, path)
    reached.update(path.reached)
    found = [reached.get(edge_of(tensor)) for tensor in inputs]
    for i, tensor in enumerate(inputs):
        if found[i] is not None and tensor._edge is LEAF and tensor._hooks is not None:
            found[i] = tensor._hooks.on_tensor(found[i], create_graph)
    if not create_graph:
        made = {edge_of(tensor): g if g is None else make(g.copy()) for tensor, g in zip(inputs, found, strict=True)}
        found = [made[edge_of(tensor)] for tensor in inputs]
    return found


def targets_of(inputs):
    """The edges of the tensors whose gradients are asked for."""
    for tensor in inputs:
        if tensor._edge is None:
            raise RuntimeError(errors.INPUT_NO_GRAD)
    return [edge_of(tensor) for tensor in inputs if tensor._edge is not NOWHERE]


def start(tensors, gradients, graph):
    """The (edge, gradient) pairs that a walk starts from."""
    roots = []
    for tensor, gradient in zip(tensors, gradients, strict=True):
        edge = tensor._edge
        if gradient is not None:
            check_gradient(tensor, gradient, len(roots))
            if gradient._data.dtype != tensor._data.dtype:
                gradient = gradient.to(tensor.dtype)
            g = gradient if graph else gradient._data
        elif edge is not None:
            g = one_like(tensor._data)
            if graph:
                g = make(g.copy())
        if edge is None or edge is NOWHERE:
            raise RuntimeError(errors.NO_GRAPH.replace("element 0", f"element {len(roots)}"))
        if edge is LEAF:
            edge = tensor
            if not graph:
                g = g.copy()
        roots.append((edge, g))
    return roots


_ones = {}  # by dtype for single numbers, by shape and dtype for arrays of one


def one_like(array):
    """The gradient a walk starts from where none is given: 1, if there is a single number to be 1."""
    key = (array.shape, array.dtype) if array.ndim else array.dtype
    one = _ones.get(key)
    if one is None:
        if array.size != 1:
            raise RuntimeError(errors.SCALAR_ONLY)
        one = np.ones(array.shape, array.dtype)
        one.flags.writeable = False
        one = _ones[key] = one[()]
    return one


def check_gradient(tensor, gradient, i):
    """Raise, in PyTorch's words, where ``gradient`` is not a tensor like ``tensor``."""
    if not isinstance(gradient, Tensor):
        kind = type(gradient).__name__
        if hasattr(gradient, "__iter__"):
            raise TypeError(f"gradients can be either Tensors or None, but got {kind}")
        raise TypeError(errors.message(f"'{kind}' object is not iterable", "The gradient must be a Tensor."))
    if gradient.shape != tensor.shape:
        raise RuntimeError(
            f"Mismatch in shape: grad_output[{i}] has a shape of {gradient.shape} and output[{i}] has a shape of "
            f"{tensor.shape}."
        )
