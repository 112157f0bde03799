"""What a walk knows beyond its next node: which part of a graph it is for, and when leaves have received all they will.

PyTorch lets leaves arrive in the order of its queue: a heap in which every leaf, and every node of an operation that
has no derivative, comes before all other nodes, and newer nodes before older ones. Leaves that are complete at the same
time leave it in an order that follows from how C++'s ``priority_queue`` moves what is equal.
"""

from collections import Counter
from math import inf

from . import errors
from .edges import NOWHERE
from .node import Bent, Port
from .rules import expands
from .tensor import Tensor


class Everything:
    """The set that holds whatever is looked for."""

    def __contains__(self, item):
        return True


EVERYTHING = Everything()


class Path:
    """What a walk knows beyond its next node: which part of a graph it is for, and when leaves are complete."""

    edges = inner = EVERYTHING
    targets = ()
    run_targets = False
    due = None  # the leaves in the order in which they are complete, the next one last; once there was a look ahead

    @classmethod
    def between(cls, roots, targets, run_targets=False):
        """The part that lies between the roots and some targets."""
        check_fit(roots)
        roots = [edge for edge, _ in roots]
        path = cls()
        path.targets = set(targets)
        path.run_targets = run_targets  # as a plain backward does, though nothing beyond them is asked for
        path.reached = {}  # the gradients of the targets that are nodes
        path.edges = set()  # what leads to a target
        if len(roots) == 1:  # its hooks run whether it does or not
            (root,) = roots
            path.edges.update((root, *root.edges, root.node) if isinstance(root, Port) else (root,))
        path.inner = set()  # what leads to another target beyond itself
        seen, stack = set(), list(roots)
        while stack:  # twice over every edge: on the way down to look, on the way up to know
            edge = stack.pop()
            if edge in seen:
                if any(next_edge in path.edges for next_edge in edges_of(edge)):
                    path.inner.add(edge)
                if edge in path.inner or edge in path.targets:
                    path.edges.add(edge)
                continue
            seen.add(edge)
            stack.append(edge)
            stack.extend(e for e in edges_of(edge) if e is not None and e not in seen)
        return path

    def runs(self, node):
        """Whether ``node`` runs, or the walk ends there."""
        return node in self.inner or self.run_targets and node in self.targets

    def ends_at(self, node, g, graph):
        """Note what reached a target, after its tensor's hooks if it is not to run; whether ``node`` is not to."""
        runs = self.runs(node)
        if not runs and node.hooks is not None:
            g = node.hooks.on_tensor(g, graph)
        if node in self.targets:
            self.reached[node] = g
        return not runs

    def look_ahead(self, roots):
        """Find out when each leaf will be complete."""
        self.due = arrivals([edge for edge, _ in roots if edge in self.edges], self)

    def settle(self, seq, leaves, arrive, graph):
        """Let the leaves arrive that are complete before the node numbered ``seq`` runs."""
        while self.due and self.due[-1][0] > seq:
            leaf = self.due.pop()[1]
            if leaf in leaves:
                arrive(leaf, leaves.pop(leaf), graph)


def edges_of(edge):
    """What a node links to; a leaf links to nothing."""
    return () if isinstance(edge, Tensor) else edge.edges


def senders(edge, roots):
    """The nodes in reach of ``roots`` that lead to ``edge``."""
    found, seen, stack = [], set(), [root for root, _ in roots]
    while stack:
        node = stack.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        stack.extend(edges_of(node))
        if any(other is edge for other in edges_of(node)):  # a leaf is equal to no single thing
            found.append(node)
    return found


def check_fit(roots):
    """Raise where a root cannot take its gradient, before anything is done with those of the others."""
    for i, (edge, g) in enumerate(roots):
        if edge.__class__ is Bent and not expands(edge.shape, g.shape):
            raise errors.invalid_gradient(None, i, g.shape, edge.shape)


def misfit(error, roots):
    """Of a Misfit the node that met it, the newest of those that lead to the edge, and the error that says so."""
    sender = max(senders(error.edge, roots), key=lambda node: node.seq, default=None)
    edges = edges_of(sender) if sender else [root for root, _ in roots]
    index = next(i for i, edge in enumerate(edges) if edge is error.edge)
    return sender, errors.invalid_gradient(sender and sender.name(), index, error.got, error.edge.shape)


def arrivals(roots, path):
    """The leaves in reach of ``roots``, the last first, each with the number of the node that completes it."""
    arrived, by = [], inf
    for edge in queued(roots, path):
        if isinstance(edge, Tensor):
            arrived.append((by, edge))
        elif edge.at_once and path.runs(edge):
            break
        else:
            by = edge.seq
    return arrived[::-1]


def refusal(node, roots, path):
    """The node ``at_once`` that PyTorch comes to before another one that raised, and the error it raises, or None."""
    for edge in queued([root for root, _ in roots if root in path.edges], path):
        if edge is behind(node):
            return None
        if not isinstance(edge, Tensor) and edge.at_once and path.runs(edge):
            try:
                edge.backward_nothing(True, False)
            except RuntimeError as error:
                return edge, error
    return None


def queued(roots, path):
    """The nodes and leaves in reach of ``roots`` in the order in which PyTorch's queue lets them go."""
    roots = [behind(root) for root in roots]
    links = Counter(roots)  # those still to come
    stack = list(links)
    while stack:
        edges = edges_to_follow(stack.pop(), path)
        stack.extend({edge for edge in edges if edge not in links})
        links.update(edges)
    queue, edges = [], roots
    while True:
        for edge in edges:
            links[edge] -= 1
            if not links[edge]:
                queue.append(None)
                first = isinstance(edge, Tensor) or edge.at_once
                rise(queue, len(queue) - 1, (inf if first else edge.seq, edge))
        if not queue:
            return
        _, edge = take(queue)
        yield edge
        edges = edges_to_follow(edge, path)


def edges_to_follow(edge, path):
    """What a walk along ``path`` reaches next from a node; nothing from a leaf."""
    if isinstance(edge, Tensor) or not path.runs(edge):
        return []
    return [behind(e) for e in edge.edges if e is not None and e is not NOWHERE and e in path.edges]


def behind(edge):
    """The node that an output of several belongs to; any other edge is itself."""
    return edge.node if isinstance(edge, Port) else edge


def rise(queue, place, item):
    """Put ``item`` at a place that is free, or above it, as ``std::push_heap`` does."""
    while place and queue[(place - 1) // 2][0] < item[0]:
        queue[place] = queue[(place - 1) // 2]
        place = (place - 1) // 2
    queue[place] = item


def take(queue):
    """Take the first out, as ``std::pop_heap`` does: its place sinks to the bottom, and the last rises from there."""
    first, last = queue[0], queue.pop()
    place, child = 0, 2
    while child < len(queue):
        if queue[child][0] < queue[child - 1][0]:
            child -= 1
        queue[place] = queue[child]
        place, child = child, 2 * child + 2
    if child == len(queue):
        queue[place] = queue[child - 1]
        place = child - 1
    if queue:
        rise(queue, place, last)
    return first
