"""The walk back through a graph: every node once, newest first, gradients added where paths meet.

A node is newer than the nodes of its inputs. So the newest of the nodes that have received a gradient and have not run
will receive no more, and can run. To run the newest first is a valid order, found without a look at the graph before.
It is a loop, not a recursion: how deep a graph may be is limited by memory alone.

``walk`` is that loop. What nodes, hooks and paths add to it is in ``node``, ``hooks`` and ``path``, and how a node runs
where its own ``backward`` does not do, in ``runners``. ``roots`` reads the arguments of ``backward()`` and ``grad()``.
"""

from functools import partial
from heapq import heappop, heappush
from sys import getrefcount

from . import errors, grad_mode, large
from .edges import LEAF, NOWHERE
from .grad_mode import enable_grad
from .hooks import as_tensor
from .inplace import check_holds
from .layout import laid_like, lies_like
from .node import AccumulateGrad, Bent, Misfit, Port
from .path import Path, check_fit, misfit, refusal
from .received import NOTHING, Undefined
from .roots import check_flags, listed, roots_of
from .rules import expand
from .runners import LargeRunner, SkippingRunner
from .storage import add_into, repeats
from .tensor import Tensor, make
from .warning import warn_once


def walk(roots, keep, graph, arrive, path=None):
    """Run a graph backward from ``roots``, pairs of an edge and the gradient that arrives there.

    keep: do not free what the nodes have saved.
    graph: gradients are Tensors, and what the rules compute is recorded; else gradients are arrays.
    arrive: is called as ``arrive(leaf, g, graph)`` with all that a leaf has received.
    path: run only the nodes that lead to its targets. It gets the gradients of those targets that are nodes.

    Leaves get their gradients at the end. PyTorch gives each its gradient as soon as that is complete. The difference
    shows where there are hooks, where somebody holds a ``.grad`` that is added to, and after an error: only there the
    walk looks ahead, to find out when each leaf is complete.
    """
    leaves = {}  # gradients received so far by leaves
    waiting = {}  # gradients received so far by nodes that have not run, except by the newest where it is in ``node``
    newest_first = []
    node = g = received = None
    pairs = roots
    watch = runner = grad_mode.when_on  # True: nobody watches, and nodes run by their own ``backward``; or an Anomaly
    if watch is not True:
        watch = runner = watch.over(roots, arrive, path)
        arrive = watch.arrive
    elif large.met and not graph:
        runner = LargeRunner
    leaves_keep = not graph and (path is None or path.run_targets)  # arrays become the ``.grad`` of leaves
    if path is not None and path.run_targets:
        runner = SkippingRunner(runner, path.inner)
    try:
        while True:
            # Hand on the gradients that a node has sent: to leaves, or to nodes, which wait until they are the newest.
            for edge, gradient in pairs:
                if path is not None and edge not in path.edges:
                    continue
                if isinstance(edge, Tensor):
                    if edge in leaves:
                        leaves[edge] = leaves.pop(edge) + gradient
                        continue
                    # The same array may have gone to others too, where a rule has passed on what its node received.
                    leaves[edge] = gradient.copy() if gradient is received and leaves_keep else gradient
                    if edge._hooks is not None or edge._grad is not None and exposed(edge):
                        path = looking_ahead(path, roots)
                elif node is None and not newest_first:
                    node, g = edge, gradient  # the only one: nothing to wait for, nothing to sort
                elif edge is node:
                    if edge is not NOWHERE:  # which gets gradients of several shapes, and has no use for them
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

            # Take the newest node, which has received all that it will.
            if node is None:
                if not newest_first:
                    break
                node = heappop(newest_first)[1]
                g = waiting.pop(node)
            hooks = node.hooks
            if hooks is not None:
                path = looking_ahead(path, roots)
            if path is not None:
                if path.due:
                    path.settle(node.seq, leaves, arrive, graph)
                if (node in path.targets or node not in path.inner) and path.ends_at(node, g, graph):
                    node, pairs = None, ()
                    continue
                if hooks is not None:
                    runner = SkippingRunner.of(runner)  # a hook may leave None of a gradient
                    g = hooks.before_node(node, hooks.on_tensor(g, graph), graph)

            # Run it.
            received = g
            try:
                pairs = node.backward(g, keep, graph) if runner is True else runner.run(node, g, keep, graph)
            except Undefined as some:
                pairs, runner = some.sent(path), SkippingRunner.of(runner)
            if hooks is not None:
                if node._computes_only_what_is_needed:
                    pairs = [pair for pair in pairs if pair[0] in path.edges]
                pairs = hooks.after_node(node, pairs, g, graph)
                if watch is not True:
                    watch.check(node, pairs)
            node = None
    except BaseException as error:
        if path is None or path.due is None:  # leaves that were complete before the error have their gradients
            path = looking_ahead(path, roots)
            path.settle(max((n.seq for n in (node, *waiting) if n is not None), default=-1), leaves, arrive, graph)
        unfit = None
        if isinstance(error, Misfit):
            node, unfit = misfit(error, roots)
        elif node is not None and isinstance(error, Exception):  # else the user has interrupted it
            node, unfit = refusal(node, roots, path) or (node, None)
        if watch is not True:
            watch.tell(node)
        if unfit:
            raise unfit from None
        raise
    if path is not None and path.due:
        path.settle(-1, leaves, arrive, graph)
    for leaf in leaves:
        arrive(leaf, leaves[leaf], graph)


def looking_ahead(path, roots):
    """The ``path`` of a walk, which now knows when each leaf is complete; a walk without one gets one."""
    path = path or Path()
    if path.due is None:
        path.look_ahead(roots)
    return path


def exposed(leaf):
    """Whether somebody else may see the ``.grad`` of a leaf change: a view of it, or another reference to it."""
    return leaf._grad._storage.__class__ is not int or getrefcount(leaf._grad) > 2


def edge_of(tensor):
    """Where the gradient of a tensor is found: its node, or itself where it is a leaf."""
    edge = tensor._edge
    if edge is NOWHERE and tensor.grad_fn is not None:  # to ask for it gives some views their node: see ``unsettled``
        edge = tensor._edge
    if edge is LEAF:
        return tensor
    return edge.edge if edge.__class__ is Bent else edge


def accumulate(leaf, g, graph, late=None):
    """Add what reached a leaf to its ``.grad``, and call its hooks before and after.

    As in PyTorch, it is added in place, so that whoever holds ``.grad`` sees the sum; with ``graph`` the sum is a new
    tensor. ``late`` is a list of warnings to be given when the walk is over.
    """
    hooks = leaf._hooks
    if hooks is not None:
        node = AccumulateGrad(leaf)
        g = hooks.before_node(node, hooks.on_tensor(g, graph), graph)
        g = g if graph else g.copy()  # a hook may have kept it
    if leaf._edge is not LEAF or g is NOTHING:  # it was changed since, or nothing has come
        if not leaf.is_leaf:
            raise RuntimeError(errors.MOVED_LEAF)
    elif graph:
        if leaf._grad is None:
            leaf._grad = (g if g.shape == leaf.shape else held(g, leaf))._recorded_copy()
            if g.ndim > 1:
                leaf._grad._data = laid_like(leaf._grad._data, leaf._data)
        else:
            leaf._grad = leaf._grad + g
            check_layout(leaf, late)
    elif leaf._grad is not None:
        try:
            add_into(leaf._grad, g)
        except ValueError:  # the leaf has another shape than its .grad by now, by t_() or .data: say so as PyTorch does
            check_holds(leaf._grad, (make(g),))
        if g.ndim > 1:
            check_layout(leaf)
    else:
        owned = g.base is None or g.base.__class__ is large.Memory  # no view into an array that somebody else has
        if not owned or (g.ndim > 1 or leaf._data.ndim > 1) and g.strides != leaf._data.strides:
            g = laid_like(g if g.shape == leaf._data.shape else held(g, leaf), leaf._data)
        leaf._grad = make(g)
    if hooks is not None:
        hooks.on_accumulation(leaf, graph)
        hooks.after_node(node, (), g, graph)


def held(g, leaf):
    """A gradient that expands to the shape that its leaf has got by ``t_()`` or ``.data`` since, in that shape.

    Raises RuntimeError, in PyTorch's words, if it does not. PyTorch finds that out only where it copies the gradient.
    """
    check_holds(leaf, (g if isinstance(g, Tensor) else make(g),))
    return expand(g, leaf._data.shape)


def check_layout(leaf, late=None):
    """Warn, as PyTorch does, where ``.grad`` has other strides than the leaf; or put the warning into ``late``."""
    if not lies_like(leaf._grad._data, leaf._data):
        text = errors.other_layout(leaf._grad, leaf)
        if late is None:
            warn_once(text)
        else:
            late.append(text)


def backward(given, retain_graph=None, create_graph=False, inputs=None):
    """What ``Tensor.backward`` and ``autograd.backward`` do, for pairs of a tensor and its gradient, or None."""
    roots = roots_of(given, create_graph)
    keep = create_graph if retain_graph is None else retain_graph
    if keep.__class__ is not bool or create_graph.__class__ is not bool:
        check_flags(keep, create_graph)
    path, arrive = None, accumulate
    if create_graph:
        late = [errors.CREATE_GRAPH_CYCLE]
        arrive = partial(accumulate, late=late)
    if inputs is not None:
        path, arrive = to_inputs(inputs, roots, arrive)
    elif len(roots) > 1 or create_graph:  # before anything has happened, a warning too
        check_fit(roots)
    if not create_graph:
        walk(roots, keep, False, arrive, path)
        return
    try:
        with enable_grad():
            walk(roots, keep, True, arrive, path)
    finally:  # as in PyTorch, after the warnings that come from hooks
        for text in late:
            warn_once(text)


def to_inputs(inputs, roots, accumulate):
    """The path of a walk that is for some tensors only, and what it calls for leaves."""
    inputs = listed(inputs)
    if not inputs:
        raise RuntimeError(errors.EMPTY_INPUTS)
    path = Path.between(roots, targets_of(inputs, retain=True), run_targets=True)

    def arrive(leaf, g, graph):
        if leaf in path.targets:
            accumulate(leaf, g, graph)
        elif leaf._hooks is not None:  # it is a root, and its hooks run though it is no target
            leaf._hooks.on_tensor(g, graph)

    return path, arrive


def grad(given, inputs, retain_graph, create_graph):
    """What ``autograd.grad`` does: the gradient of each input as a Tensor, or None where the walk did not reach it."""
    roots = roots_of(given, create_graph, leaves_keep=False)
    path = Path.between(roots, targets_of(inputs))
    keep = create_graph if retain_graph is None else retain_graph
    if keep.__class__ is not bool or create_graph.__class__ is not bool:
        check_flags(keep, create_graph)
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
        made = {id(g._data): g for _, g in given if g is not None}  # a gradient passed on unchanged is returned itself
        for g in found:
            if g is not None and id(g) not in made:
                made[id(g)] = as_tensor(g) if g.flags.writeable and repeats(g) else make(g.copy())
        found = [g if g is None else made[id(g)] for g in found]
    return found


def found_at(reached, edge):
    """The gradient that reached a leaf, a node, or one output of a node that has several; None where there is none."""
    if isinstance(edge, Port):
        found = reached.get(edge.node, {}).get(edge.number)
    else:
        found = reached.get(edge)
    return None if found is NOTHING else found


def targets_of(inputs, retain=False):
    """The leaves and nodes at which the gradients of some tensors are found.

    retain: let those that are no leaves keep theirs in ``.grad``.
    """
    edges = []
    for tensor in inputs:
        if not isinstance(tensor, Tensor):
            raise RuntimeError(f"all inputs have to be Tensors or GradientEdges, but got {errors.type_name(tensor)}")
        edge = edge_of(tensor)
        if retain:
            tensor.retain_grad()
        if edge is None:
            raise RuntimeError(errors.INPUT_NO_GRAD)
        edges.append(edge)
    return [edge.node if isinstance(edge, Port) else edge for edge in edges if edge is not NOWHERE]
