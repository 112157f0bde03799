"""What some walks know of their graph beforehand: which part of it they are for, and when each leaf is complete.

A leaf is complete when it has received all the gradients that it will. PyTorch treats leaves as nodes of its queue: a
heap in which leaves come before all other nodes, and newer nodes before older ones. ``arrivals`` goes through such a
heap, moves and all, since it is they that decide which of two complete leaves is the first.
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
    """The part of a graph that a walk is for, and when the leaves in it are complete."""

    targets = ()  # the leaves and nodes whose gradients are asked for
    edges = EVERYTHING  # the targets, and the nodes that lead to one
    inner = EVERYTHING  # the nodes that lead to a target: they run
    run_targets = False  # whether nodes that are targets run too, even if they lead to no other one
    due = None  # after ``look_ahead``: the leaves by when they are complete, the first one last

    @classmethod
    def between(cls, roots, targets, run_targets=False):
        """The part of a graph that lies between roots and targets."""
        check_fit(roots)
        roots = [edge for edge, _ in roots]
        path = cls()
        path.targets = set(targets)
        path.run_targets = run_targets
        path.reached = {}  # the gradients of the targets that are nodes
        path.edges = set()
        if len(roots) == 1:  # it always belongs to the path, as in PyTorch: its hooks are called
            (root,) = roots
            path.edges.update((root, *root.edges, root.node) if isinstance(root, Port) else (root,))
        path.inner = set()
        seen, stack = set(), list(roots)
        while stack:  # every edge is met twice: first on the way down, then when all beyond it is known
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
        """Whether ``node`` runs. Else the walk ends there."""
        return node in self.inner or self.run_targets and node in self.targets

    def ends_at(self, node, g, graph):
        """Whether the walk ends at ``node``. Notes the gradient of a target; where the walk ends, after its hooks."""
        runs = self.runs(node)
        if not runs and node.hooks is not None:
            g = node.hooks.on_tensor(g, graph)
        if node in self.targets:
            self.reached[node] = g
        return not runs

    def look_ahead(self, roots):
        """Find out when each leaf is complete."""
        self.due = arrivals([edge for edge, _ in roots if edge in self.edges], self)

    def settle(self, seq, leaves, arrive, graph):
        """Call ``arrive`` for the leaves that are complete before the node numbered ``seq`` runs."""
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
        if any(other is edge for other in edges_of(node)):  # not by ``in``: == of a leaf is elementwise
            found.append(node)
    return found


def check_fit(roots):
    """Raise if the gradient of a root does not fit it, before the walk starts."""
    for i, (edge, g) in enumerate(roots):
        if edge.__class__ is Bent and not expands(edge.shape, g.shape):
            raise errors.invalid_gradient(None, i, g.shape, edge.shape)


def misfit(error, roots):
    """The node that sent the gradient of a Misfit, the newest of those that lead to its edge, and PyTorch's error."""
    sender = max(senders(error.edge, roots), key=lambda node: node.seq, default=None)
    edges = edges_of(sender) if sender else [root for root, _ in roots]
    index = next(i for i, edge in enumerate(edges) if edge is error.edge)
    return sender, errors.invalid_gradient(sender and sender.name(), index, error.got, error.edge.shape)


def arrivals(roots, path):
    """The leaves in reach of ``roots``, each with the ``seq`` of the node that completes it; the last one first."""
    roots = [behind(root) for root in roots]
    links = Counter(roots)  # how many gradients each node and each leaf has still to receive
    stack = list(links)
    while stack:
        edges = edges_to_follow(stack.pop(), path)
        stack.extend({edge for edge in edges if edge not in links})
        links.update(edges)
    queue, arrived = [], []
    by, edges = inf, roots
    while True:
        for edge in edges:
            links[edge] -= 1
            if not links[edge]:
                queue.append(None)
                rise(queue, len(queue) - 1, (inf if isinstance(edge, Tensor) else edge.seq, edge))
        while queue and queue[0][0] == inf:
            arrived.append((by, take(queue)[1]))
        if not queue:
            return arrived[::-1]
        by, node = take(queue)
        edges = edges_to_follow(node, path)


def edges_to_follow(edge, path):
    """The edges along which a walk goes on from a node, if it keeps to ``path``; none from a leaf."""
    if isinstance(edge, Tensor) or not path.runs(edge):
        return []
    return [behind(e) for e in edge.edges if e is not None and e is not NOWHERE and e in path.edges]


def behind(edge):
    """The node to which a Port belongs; any other edge as it is."""
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
