"""When leaves have received all that they will get, in the order in which PyTorch's queue lets them arrive.

The queue is a heap in which every leaf comes before every node, and newer nodes before older ones. Leaves that are
complete at the same time leave it in an order that follows from how C++'s ``priority_queue`` moves what is equal.
"""

from collections import Counter
from math import inf

from .edges import NOWHERE
from .node import Port
from .tensor import Tensor


def arrivals(roots, path):
    """The leaves in reach of ``roots``, the last first, each with the number of the node that completes it."""
    roots = [behind(root) for root in roots]
    links = Counter(roots)  # those still to come
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
