"""The walk back through a graph: every node once, newest first, gradients added where paths meet.

A node is newer than the nodes of its inputs. So of the nodes that a gradient has reached and that have not
run, the newest has received all that it will get, and running newest first visits the graph in a valid
order without looking at it beforehand. It is a loop, not a recursion: depth is bounded by memory alone.
"""

from functools import partial
from heapq import heappop, heappush
from sys import getrefcount

import numpy as np

from . import dtypes, errors, large
from .edges import LEAF, NOWHERE
from .grad_mode import enable_grad, switched_on
from .inplace import check_holds
from .layout import laid_like, lies_like
from .node import AccumulateGrad, Bent, Misfit, Port
from .operation import Roomy
from .path import EVERYTHING, Path, check_fit, misfit, refusal
from .received import NOTHING, Received, Undefined
from .storage import add_into
from .tensor import Tensor, make
from .warning import warn_once


def walk(roots, keep, graph, arrive, path=None):
    """Run a graph backward from ``roots``, pairs of an edge and the gradient that arrives there.

    ``arrive(leaf, g, graph)`` takes what reached a leaf once that is complete. Gradients are arrays, or under ``graph``
    Tensors. With a ``Path`` only the nodes on the way to its targets run, and it notes what reaches the targets among
    the nodes.

    That a leaf is complete shows before the end only in what hooks see, in a ``.grad`` that somebody holds, and in what
    an error leaves behind: only there is it looked for.
    """
    leaves = {}
    waiting = {}  # gradients received so far by nodes that have not run, except the newest
    newest_first = []
    node = g = received = None
    pairs = roots
    watch = anomaly = switched_on()
    if watch is not True:
        watch = anomaly = watch.over(roots, arrive, path)
        arrive = watch.arrive
    elif large.met and not graph:
        anomaly = Roomy
    own = not graph and (path is None or path.run_targets)
    if path is not None and path.run_targets:
        anomaly = Wary(anomaly, path.inner)
    try:
        while True:
            for edge, gradient in pairs:
                if path is not None and edge not in path.edges:
                    continue
                if isinstance(edge, Tensor):
                    if edge in leaves:
                        leaves[edge] = leaves.pop(edge) + gradient
                        continue
                    leaves[edge] = gradient.copy() if gradient is received and own else gradient  # others may hold it
                    if edge._hooks is not None or edge._grad is not None and exposed(edge):
                        path = path or Path()
                        if path.due is None:
                            path.look_ahead(roots)
                elif node is None and not newest_first:
                    node, g = edge, gradient  # the only one: nothing to wait for, nothing to sort
                elif edge is node:
                    if edge is not NOWHERE:  # where the shapes are those of different views
                        g = g + gradient
                elif edge in waiting:
                    if edge is not NOWHERE:
                        waiting[edge] = waiting[edge] + gradient
                else:
                    if node is not None:
                        waiting[node] = g
                        heappush(newest_first, (-node.seq, node))
                        node = None
                    waiting[edge] = gradient
                    heappush(newest_first, (-edge.seq, edge))
            if node is None:
                if not newest_first:
                    break
                node = heappop(newest_first)[1]
                g = waiting.pop(node)
            hooks = node.hooks
            if hooks is not None:
                path = path or Path()
                if path.due is None:
                    path.look_ahead(roots)
            if path is not None:
                if path.due:
                    path.settle(node.seq, leaves, arrive, graph)
                if (node in path.targets or node not in path.inner) and path.ends_at(node, g, graph):
                    node, pairs = None, ()
                    continue
            if hooks is not None:
                anomaly = Wary.of(anomaly)  # a hook may leave nothing of a gradient
                g = hooks.before_node(node, hooks.on_tensor(g, graph), graph)
            received = g
            try:
                pairs = node.backward(g, keep, graph) if anomaly is True else anomaly.run(node, g, keep, graph)
            except Undefined as some:
                pairs, anomaly = some.sent(path), Wary.of(anomaly)
            if hooks is not None:
                if node._computes_only_what_is_needed:
                    pairs = [pair for pair in pairs if pair[0] in path.edges]
                pairs = hooks.after_node(node, pairs, g, graph)
                if watch is not True:
                    watch.check(node, pairs)
            node = None
    except BaseException as error:
        path = path or Path()
        if path.due is None:
            path.look_ahead(roots)
            path.settle(max((n.seq for n in (node, *waiting) if n is not None), default=-1), leaves, arrive, graph)
        unfit = None
        if isinstance(error, Misfit):
            node, unfit = misfit(error, roots)
        elif node is not None:
            node, unfit = refusal(node, roots, path) or (node, None)
        if watch is not True:
            watch.tell(node)
        if unfit:
            raise unfit from None
        raise
    if path is not None and path.due:
        path.settle(-1, leaves, arrive, graph)
    for leaf, g in leaves.items():
        arrive(leaf, g, graph)


def exposed(leaf):
    """Whether somebody else holds the ``.grad`` of a leaf, as a node may that is yet to run."""
    return leaf._grad._storage.__class__ is not int or getrefcount(leaf._grad) > 2


class Wary:
    """Runs nodes where not all gradients matter: what receives None sends nothing on, nor do targets that are no
    ``inner`` node of the path.
    """

    def __init__(self, anomaly, inner=EVERYTHING):
        self.anomaly = anomaly
        self.inner = inner

    @classmethod
    def of(cls, anomaly):
        """The same; a Watch goes on to watch the nodes that receive something."""
        return anomaly if isinstance(anomaly, cls) else cls(anomaly)

    def run(self, node, g, keep, graph):
        """``node.backward``, or ``node.backward_nothing``."""
        if isinstance(g, Received):
            g = Received({number: part for number, part in g.items() if part is not NOTHING}) or NOTHING
        if g is NOTHING or node not in self.inner and not node._computes_all:
            return node.backward_nothing(keep, graph)
        return node.backward(g, keep, graph) if self.anomaly is True else self.anomaly.run(node, g, keep, graph)


def edge_of(tensor):
    """Where the gradient of a tensor is found: its node, or itself where it is a leaf."""
    edge = tensor._edge
    if edge is NOWHERE and tensor.grad_fn is not None:  # which raises where no gradient can be found
        edge = tensor._edge
    return tensor if edge is LEAF else edge.edge if edge.__class__ is Bent else edge


def accumulate(leaf, g, graph, late=None):
    """Add what reached a leaf to its ``.grad``, between its hooks.

    In place, as PyTorch does, so that whoever holds ``.grad`` sees the sum; a recorded sum is a new tensor. ``late``
    gets what a recorded walk will warn of.
    """
    hooks = leaf._hooks
    if hooks is not None:
        node = AccumulateGrad(leaf)
        g = hooks.before_node(node, hooks.on_tensor(g, graph), graph)
        g = g if graph else g.copy()  # a hook may have kept it
    if leaf._edge is not LEAF or g is NOTHING:
        if not leaf.is_leaf:
            raise RuntimeError(errors.MOVED_LEAF)
    elif graph:
        if leaf._grad is None:
            leaf._grad = g._recorded_copy()
            if g.ndim > 1:
                leaf._grad._data = laid_like(g._data, leaf._data)
        else:
            leaf._grad = leaf._grad + g
            check_layout(leaf, late)
    elif leaf._grad is not None:
        try:
            add_into(leaf._grad, g)
        except ValueError:  # the leaf was turned in place, or has got other data, and its gradient has not
            check_holds(leaf._grad, (make(g),))
        if g.ndim > 1:
            check_layout(leaf)
    else:
        alone = g.base is None or g.base.__class__ is large.Memory
        fits = alone and (g.ndim < 2 or g.strides == leaf._data.strides)
        leaf._grad = make(g if fits else laid_like(g, leaf._data))
    if hooks is not None:
        hooks.on_accumulation(leaf, graph)
        hooks.after_node(node, (), g, graph)


def check_layout(leaf, late=None):
    """Warn, as PyTorch does, where the ``.grad`` that was added to does not lie in memory as the leaf does."""
    if not lies_like(leaf._grad._data, leaf._data):
        text = errors.other_layout(leaf._grad, leaf)
        if late is None:
            warn_once(text, stacklevel=4)
        else:
            late.append(text)


def backward(tensors, gradients, retain_graph=None, create_graph=False, inputs=None):
    """What ``Tensor.backward`` and ``autograd.backward`` do."""
    roots = start(tensors, gradients, create_graph)
    keep = create_graph if retain_graph is None else retain_graph
    path, arrive, late = None, accumulate, None
    if create_graph:
        late = [errors.CREATE_GRAPH_CYCLE]
        arrive = partial(accumulate, late=late)
    if inputs is not None:
        inputs = listed(inputs)
        if not inputs:
            raise RuntimeError(errors.EMPTY_INPUTS)
        path = Path.between(roots, targets_of(inputs, retain=True), run_targets=True)

        def arrive(leaf, g, graph):
            if leaf in path.targets:
                accumulate(leaf, g, graph, late)
            elif leaf._hooks is not None:  # the root
                leaf._hooks.on_tensor(g, graph)

    elif len(roots) > 1 or create_graph:  # which is warned of
        check_fit(roots)
    if not create_graph:
        walk(roots, keep, False, arrive, path)
        return
    try:
        with enable_grad():
            walk(roots, keep, True, arrive, path)
    finally:  # after all that hooks warn of
        for text in late:
            warn_once(text, stacklevel=3)


def grad(outputs, inputs, gradients, retain_graph, create_graph):
    """The gradient of each input as a Tensor, or None where it was not reached: what ``autograd.grad`` is made of."""
    roots = start(outputs, gradients, create_graph, own=False)
    path = Path.between(roots, targets_of(inputs))
    keep = create_graph if retain_graph is None else retain_graph
    reached = path.reached

    def arrive(leaf, g, graph):
        reached[leaf] = g if leaf._hooks is None else leaf._hooks.on_tensor(g, graph)

    if create_graph:
        with enable_grad():
            walk(roots, keep, True, arrive, path)
    else:
        walk(roots, keep, False, arrive, path)
    found = [found_at(reached, edge_of(tensor)) for tensor in inputs]
    if not create_graph:
        made = {id(g._data): g for g in gradients if g is not None}  # a gradient passed on unchanged is handed back
        for g in found:
            if g is not None and id(g) not in made:
                made[id(g)] = make(g.copy())
        found = [g if g is None else made[id(g)] for g in found]
    return found


def found_at(reached, edge):
    """The gradient that reached a leaf, a node or one output of a node with several; None if none did."""
    if isinstance(edge, Port):
        found = reached.get(edge.node, {}).get(edge.number)
    else:
        found = reached.get(edge)
    return None if found is NOTHING else found


def listed(tensors):
    """One tensor, several, or those in a dictionary, as a list."""
    if isinstance(tensors, Tensor):
        return [tensors]
    return list(tensors.values() if type(tensors) is dict else tensors)


def gradients_for(tensors, gradients):
    """One gradient, or None, for each tensor."""
    if gradients is None:
        return [None] * len(tensors)
    if isinstance(gradients, Tensor):
        gradients = [gradients]
    elif not hasattr(gradients, "__iter__"):
        kind = type(gradients).__name__
        raise TypeError(errors.message(f"'{kind}' object is not iterable", "The gradient must be a Tensor."))
    gradients = list(gradients)[: len(tensors)]
    if len(gradients) != len(tensors):
        raise RuntimeError(f"got {len(tensors)} tensors and {len(gradients)} gradients")
    return gradients


def targets_of(inputs, retain=False):
    """The leaves and nodes at which the gradients of some tensors are found, which with ``retain`` they also keep."""
    edges = []
    for tensor in inputs:
        if not isinstance(tensor, Tensor):
            raise RuntimeError(f"all inputs have to be Tensors or GradientEdges, but got {type(tensor).__name__}")
        edge = edge_of(tensor)
        if retain:
            tensor.retain_grad()
        if edge is None:
            raise RuntimeError(errors.INPUT_NO_GRAD)
        edges.append(edge)
    return [edge.node if isinstance(edge, Port) else edge for edge in edges if edge is not NOWHERE]


def start(tensors, gradients, graph, own=True):
    """The (edge, gradient) pairs that a walk starts from, with ``own`` so that leaves may keep the gradients."""
    if len(tensors) != 1 or tensors[0].__class__ is not Tensor:
        check_roots(tensors, gradients)
    roots = []
    for i, tensor in enumerate(tensors):
        gradient, edge = gradients[i], tensor._edge
        if edge is NOWHERE and not tensor.is_leaf:
            edge = tensor._edge
        if gradient is not None:
            check_gradient(tensor, gradient, i)
            if gradient._data.dtype != tensor._data.dtype:
                gradient = gradient.to(tensor.dtype)
            g = gradient if graph else gradient._data
        elif edge is not None:
            g = one_like(tensor._data)
            if graph:
                g = make(g.copy())
        if edge is None or edge is NOWHERE:
            raise RuntimeError(errors.NO_GRAPH.replace("element 0", f"element {i}"))
        if edge is LEAF:
            edge = tensor
            if own and not graph:
                g = g.copy()
        roots.append((edge, g))
    return roots


def check_roots(tensors, gradients):
    """Raise where a walk cannot start from one of the tensors: before any, as a view, is asked for its node."""
    for i, (tensor, gradient) in enumerate(zip(tensors, gradients, strict=True)):
        if not isinstance(tensor, Tensor):
            raise AssertionError("Expected output to be a torch.Tensor")
        if gradient is not None:
            check_gradient(tensor, gradient, i)
        elif tensor.requires_grad:
            one_like(tensor._data)


_ones = {}  # by type for NumPy scalars, by shape and dtype for arrays of one


def one_like(array):
    """The gradient a walk starts from where none is given: 1, if there is a single number to be 1."""
    key = (array.shape, array.dtype) if array.__class__ is np.ndarray else array.__class__
    one = _ones.get(key)
    if one is None:
        if array.size != 1:
            raise RuntimeError(errors.SCALAR_ONLY)
        if array.dtype.kind != "f":
            kind = dtypes.FROM_NUMPY[array.dtype]
            raise RuntimeError(f"grad can be implicitly created only for real scalar outputs but got {kind}")
        one = np.ones(array.shape, array.dtype)
        one.flags.writeable = False
        one = _ones[key] = one[()]
    return one


def check_gradient(tensor, gradient, i):
    """Raise, in PyTorch's words, where ``gradient`` is not a tensor like ``tensor``."""
    if not isinstance(gradient, Tensor):
        raise TypeError(f"gradients can be either Tensors or None, but got {type(gradient).__name__}")
    if gradient.shape != tensor.shape:
        raise RuntimeError(
            f"Mismatch in shape: grad_output[{i}] has a shape of {gradient.shape} and output[{i}] has a shape of "
            f"{tensor.shape}."
        )


def check_gradient_for(tensor, gradient):
    """Raise, in PyTorch's words, where ``gradient`` cannot be the ``.grad`` of ``tensor``."""
    if not isinstance(gradient, Tensor):
        kind = type(gradient).__name__
        raise TypeError(f"assigned grad expected to be a Tensor or None but got grad of type {kind}")
    if gradient.dtype is not tensor.dtype:
        raise RuntimeError(
            f"attempting to assign a gradient with dtype '{dtypes.WRITTEN[gradient.dtype.name]}' to a tensor with "
            f"grad_dtype '{tensor.dtype.legacy}'. The gradient must match the tensor's grad_dtype (defaults to the "
            "tensor's dtype). You can set the tensor's grad_dtype attribute with a specific dtype, or None to allow "
            "any dtype. Set grad_dtype with caution. Diverging the dtypes of a tensor and its gradient may break "
            "downstream systems that assume they match."
        )
    if gradient.shape != tensor.shape:
        raise RuntimeError(
            f"attempting to assign a gradient of size '{list(gradient.shape)}' to a tensor of size "
            f"'{list(tensor.shape)}'. Please ensure that the gradient and the tensor are the same size"
        )
