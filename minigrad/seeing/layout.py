"""Where the boxes of a graph stand: layers from top to bottom, few crossings, lines as straight as there is room for.

The steps are Sugiyama's. Source: https://doi.org/10.1109/TSMC.1981.4308636
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

GAP = 22  # between two boxes of a layer
LANE = 14  # beside a line that passes a layer
DROP = 34  # between two layers
SWEEPS = 24


@dataclass(frozen=True)
class Layout:
    """The top left corner of every box, the points of every line, and the size of it all.

    A line is a list of vertical pieces (x, top, bottom), to be joined by curves.
    """

    corners: list[tuple[float, float]]
    lines: list[list[tuple[float, float, float]]]
    width: float
    height: float


def place(sizes, edges, sweeps=4 * SWEEPS, drop=DROP):
    """Lay out boxes of the given (width, height), with edges (from, to), numbers of boxes; no cycles.

    Sweeps make the lines straight; without any, every row is centered. ``drop`` is the space between two layers.
    """
    layer = layers(len(sizes), edges)
    widths = [width for width, _ in sizes]
    chains = []  # for every edge the boxes and the bends it goes through
    for start, end in edges:
        chain = [start]
        for between in range(layer[start] + 1, layer[end]):
            chain.append(len(layer))
            layer.append(between)
            widths.append(0)
        chains.append([*chain, end])
    links = [pair for chain in chains for pair in itertools.pairwise(chain)]
    rows = order(layer, links, len(sizes))
    middle = columns(rows, links, widths, len(sizes), sweeps)
    return finish(sizes, chains, rows, layer, middle, drop)


def layers(count, edges):
    """The layer of every box: below all that leads to it, but sources and what only they lead to just above its use."""
    inputs, outputs = [[] for _ in range(count)], [[] for _ in range(count)]
    for start, end in edges:
        inputs[end].append(start)
        outputs[start].append(end)
    layer = [0] * count
    waiting = [len(i) for i in inputs]
    ready = [box for box in range(count) if not waiting[box]]
    for box in ready:  # grows on the way
        for end in outputs[box]:
            layer[end] = max(layer[end], layer[box] + 1)
            waiting[end] -= 1
            if not waiting[end]:
                ready.append(end)
    for box in reversed(ready):
        if outputs[box] and not any(inputs[start] for start in inputs[box]):
            layer[box] = min(layer[end] for end in outputs[box]) - 1
    return layer


def order(layer, links, boxes):
    """The boxes and bends of every layer from left to right, by sweeps that put each in the middle of its neighbors."""
    above, below = neighbors(len(layer), links)
    rows = [[] for _ in range(max(layer, default=0) + 1)]
    for item in first_order(len(layer), above, below):
        rows[layer[item]].append(item)
    best, fewest = [list(row) for row in rows], crossings(rows, below)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        down = sweep % 2 == 0
        near = above if down else below
        for row in rows if down else reversed(rows):
            at = {item: i for other in rows for i, item in enumerate(other)}
            row.sort(key=lambda item, at=at: mean([at[n] for n in near[item]], at[item]))
        found = crossings(rows, below)
        if found < fewest:
            best, fewest = [list(row) for row in rows], found
    return best


def neighbors(count, links):
    """For every box and bend, what it is linked to above and below."""
    above, below = [[] for _ in range(count)], [[] for _ in range(count)]
    for start, end in links:
        above[end].append(start)
        below[start].append(end)
    return above, below


def first_order(count, above, below):
    """All boxes and bends, each after its inputs from left to right: a depth-first walk."""
    seen = set()
    for end in range(count):
        if below[end]:
            continue
        stack = [(end, False)]
        while stack:
            item, done = stack.pop()
            if done:
                yield item
            elif item not in seen:
                seen.add(item)
                stack.append((item, True))
                stack.extend((start, False) for start in reversed(above[item]))


def crossings(rows, below):
    """How many pairs of lines cross."""
    total = 0
    for row, next_row in itertools.pairwise(rows):
        at = {item: i for i, item in enumerate(next_row)}
        ends = []
        for item in row:
            here = sorted(at[n] for n in below[item])
            total += sum(before > end for end in here for before in ends)
            ends += here
    return total


def mean(values, otherwise):
    return math.fsum(values) / len(values) if values else otherwise


def columns(rows, links, widths, boxes, sweeps):
    """The middle of every box and bend from left to right: again and again near its neighbors, in order, apart."""
    pulls = [[] for _ in widths]
    fed = {end for _, end in links}
    for start, end in links:
        weight = (1 + (start >= boxes) + (end >= boxes)) ** 2  # long lines are to be straight
        weight *= 8 if start in fed else 1  # and so is the way from operation to operation, with leaves beside it
        pulls[start].append((end, weight))
        pulls[end].append((start, weight))
    middle = [0.0] * len(widths)
    spaces = []
    for row in rows:
        space = [0.0]
        for left, right in itertools.pairwise(row):
            gap = LANE if left >= boxes or right >= boxes else GAP
            space.append(space[-1] + (widths[left] + widths[right]) / 2 + gap)
        spaces.append(space)
        for item, x in zip(row, space, strict=True):
            middle[item] = x - space[-1] / 2
    for sweep in range(sweeps):
        for row, space in list(zip(rows, spaces, strict=True))[:: 1 if sweep % 2 else -1]:
            wanted, weights = [], []
            for item in row:
                weight = sum(w for _, w in pulls[item])
                wanted.append(math.fsum(middle[n] * w for n, w in pulls[item]) / weight if weight else middle[item])
                weights.append(weight or 1)
            for item, x in zip(row, apart(wanted, weights, space), strict=True):
                middle[item] = x
    return middle


def apart(wanted, weights, space):
    """The places nearest to the wanted ones, by least squares, that keep the order and the space between them."""
    blocks = []  # of places that touch: (mean, weight, how many)
    for want, weight, offset in zip(wanted, weights, space, strict=True):
        block = (want - offset, weight, 1)
        while blocks and blocks[-1][0] > block[0]:
            m, w, n = blocks.pop()
            block = ((m * w + block[0] * block[1]) / (w + block[1]), w + block[1], n + block[2])
        blocks.append(block)
    shifts = [m for m, _, n in blocks for _ in range(n)]
    return [shift + offset for shift, offset in zip(shifts, space, strict=True)]


def finish(sizes, chains, rows, layer, middle, drop):
    """Corners and lines, once layers and middles are known."""
    heights = [max((sizes[item][1] for item in row if item < len(sizes)), default=0) for row in rows]
    tops = [math.fsum(heights[:i]) + i * drop for i in range(len(rows))]
    left = min((middle[i] - width / 2 for i, (width, _) in enumerate(sizes)), default=0)
    left = min([left, *(middle[item] - LANE / 2 for chain in chains for item in chain[1:-1])])
    corners = []
    for box, (width, height) in enumerate(sizes):
        row = layer[box]
        corners.append((middle[box] - width / 2 - left, tops[row] + (heights[row] - height) / 2))
    ends = landings(sizes, chains, middle)
    lines = []
    for number, chain in enumerate(chains):
        first, last = chain[0], chain[-1]
        row = layer[first]
        line = [(middle[first] - left, corners[first][1] + sizes[first][1], tops[row] + heights[row])]
        line += [(middle[i] - left, tops[layer[i]], tops[layer[i]] + heights[layer[i]]) for i in chain[1:-1]]
        line.append((ends[number] - left, tops[layer[last]], corners[last][1]))
        lines.append(line)
    right = max([x + width for (x, _), (width, _) in zip(corners, sizes, strict=True)], default=0)
    right = max([right, *(x + LANE / 2 for line in lines for x, _, _ in line)])
    return Layout(corners, lines, right, tops[-1] + heights[-1])


def landings(sizes, chains, middle):
    """Where along the top of a box each of its lines ends: spread out, in the order in which they come."""
    arriving = {}
    for number, chain in enumerate(chains):
        arriving.setdefault(chain[-1], []).append(number)
    ends = {}
    for box, numbers in arriving.items():
        numbers.sort(key=lambda number: (middle[chains[number][-2]], number))
        step = min(24, (sizes[box][0] - 24) / max(len(numbers) - 1, 1))
        for i, number in enumerate(numbers):
            ends[number] = middle[box] + (i - (len(numbers) - 1) / 2) * step
    return ends
