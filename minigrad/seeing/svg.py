"""A scene as SVG: boxes drawn on white in the house's colors, told apart by their form, and words for who cannot see.

Colors are attributes and no shape has an id, so the picture stays right where a page strips styles or shows many
pictures. The book and JupyterLab show it as an image: there the book turns it dark with all its figures, and JupyterLab
leaves it on its paper, as it leaves those. Put into a page itself, it is turned by the one rule it brings.
"""

from __future__ import annotations

import itertools
import math
from html import escape

from .layout import place

INK, GRAY, BLUE, ORANGE = "#1f1f1f", "#707070", "#0068a8", "#c45000"  # those of the book's other figures
SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
DARK = (
    '[data-theme="dark"] svg.minigrad-graph, [data-jp-theme-light="false"] svg.minigrad-graph '
    "{ filter: invert(1) hue-rotate(180deg); mix-blend-mode: screen }"
)
SIZE = {"title": 14, "value": 13, "grad": 13, "small": 12}
ROW = 19
MARGIN = 8
WIDEST = 170  # a row is broken beyond this
LONGEST = 22  # letters of a name

# Widths of letters in a common sans-serif, in thousandths of the size; wide enough for its relatives.
NARROW = dict.fromkeys("iljtfr.,:;|![]()' ", 340) | dict.fromkeys("mwMW", 900)


def width_of(text, size, mono=False):
    """About how wide a text will be."""
    if mono:
        return len(text) * size * 0.605
    return sum(NARROW.get(letter, 680 if letter.isupper() else 580) for letter in text) * size / 1000


class Piece:
    """A piece of text in a row: its style, and whether it has a frame."""

    def __init__(self, text, size="small", color=INK, mono=False, weight=400, frame=None):
        self.text, self.color, self.mono, self.weight, self.frame = text, color, mono, weight, frame
        self.size = SIZE[size]
        self.width = width_of(text, self.size, mono) * (1.06 if weight > 400 and not mono else 1) + (10 if frame else 0)

    def svg(self, x, y):
        """The piece with its left end at ``x`` and its middle at ``y``; the text stays in its middle in any font."""
        family = MONO if self.mono else SANS
        out = ""
        if self.frame:
            dash = ' stroke-dasharray="2 2"' if self.frame == "freed" else ""
            out += (
                f'<rect x="{x:.1f}" y="{y - 8:.1f}" width="{self.width:.1f}" height="16" rx="3" fill="#ffffff" '
                f'stroke="{self.color}"{dash}/>'
            )
        weight = f' font-weight="{self.weight}"' if self.weight != 400 else ""
        out += (
            f'<text x="{x + self.width / 2:.1f}" y="{y + self.size * 0.35:.1f}" text-anchor="middle" '
            f'font-family="{family}" font-size="{self.size}" fill="{self.color}"{weight}>{escape(self.text)}</text>'
        )
        if self.frame == "freed":
            out += (
                f'<line x1="{x + 3:.1f}" y1="{y + 4:.1f}" x2="{x + self.width - 3:.1f}" y2="{y - 4:.1f}" '
                f'stroke="{self.color}"/>'
            )
        return out


SAID = {"saved": "saved", "freed": "freed", "changed": "changed in place", "kept": "keeps", "folded": "folded"}
UNFRAMED = "kept", "folded"


def rows_of(box):
    """What stands in a box, row by row."""
    mono = {"mono": True}
    rows = []
    if box.kind in ("leaf", "data"):
        rows += named_rows(box.title, box.value, color=BLUE if box.kind == "leaf" else INK, weight=600)
        if box.kind == "data":
            rows.append([Piece("no grad", color=GRAY)])
    elif box.kind == "number":
        rows.append([Piece(box.value, "value", **mono)])
    else:
        rows.append([Piece(box.title, "title" if box.kind == "operation" else "small", weight=600)])
        if box.value:
            name, equals, value = box.value.partition(" = ")
            rows += named_rows(name if equals else "", value if equals else name)
    if box.grad == "None":
        rows.append([Piece("will retain .grad", color=ORANGE)])
    elif box.grad:
        rows += named_rows(".grad", box.grad, color=ORANGE)
    for state, texts in box.states.items():
        frame = None if state in UNFRAMED else state
        color = GRAY if state == "freed" or not frame else INK
        row = [Piece(SAID[state], color=GRAY)]
        for text in texts:
            piece = Piece(text, color=color, frame=frame, mono=True)
            if len(row) > 1 and row_width([*row, piece]) > WIDEST:
                rows.append(row)
                row = []
            row.append(piece)
        rows.append(row)
    return rows


def named_rows(name, value, **style):
    """Rows for ``name = value``: one, or where that is too wide two; of a long name, beginning and end."""
    if len(name) > LONGEST:
        name = f"{name[: LONGEST // 2]}…{name[1 - LONGEST // 2 :]}"
    row = Piece(f"{name} = {value}" if name else value, "value", mono=True, **style)
    if not name or row.width <= WIDEST:
        return [[row]]
    return [[Piece(name, "value", mono=True, **style)], [Piece(f"= {value}", "value", mono=True, **style)]]


def row_width(row):
    return math.fsum(piece.width for piece in row) + 5 * (len(row) - 1)


def size_of(box, rows):
    """The width and height of a box around its rows."""
    across, down = {"number": (3, 1), "port": (16, 6)}.get(box.kind, (11, 6))
    return max(row_width(row) for row in rows) + 2 * across, ROW * len(rows) + 2 * down


def outline(box, x, y, width, height):
    """The frame of a box: square for leaves, dashed for data, round for operations, none for a number."""
    if box.kind == "number":
        return ""
    looks = {
        "leaf": f'rx="1" stroke="{BLUE}" stroke-width="2"',
        "data": f'rx="1" stroke="{GRAY}" stroke-width="1.5" stroke-dasharray="5 3"',
        "operation": f'rx="14" stroke="{INK}" stroke-width="1.3"',
        "fold": f'rx="4" stroke="{INK}" stroke-width="1.3"',
        "port": f'rx="{height / 2:.1f}" stroke="{GRAY}" stroke-width="1.3"',
    }
    frame = (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="#ffffff" {looks[box.kind]}/>'
    )
    if box.kind == "fold":  # a pile
        frame = f'<rect x="{x + 4:.1f}" y="{y + 4:.1f}" width="{width:.1f}" height="{height:.1f}" ' + (
            f'fill="#ffffff" {looks["fold"]}/>{frame}'
        )
    if box.root:
        frame = (
            f'<rect x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="{width + 7:.1f}" height="{height + 7:.1f}" '
            f'rx="{17.5 if box.kind == "operation" else 3}" fill="none" stroke="{INK}" stroke-width="1.3"/>{frame}'
        )
    return frame


def path(line):
    """The curve along a line's vertical pieces; it stops where the arrow's head begins."""
    x, top, bottom = line[0]
    steps = [f"M{x:.1f} {top:.1f}V{bottom:.1f}"]
    for (x, _, y), (next_x, next_top, next_bottom) in itertools.pairwise(line):
        half = (next_top - y) / 2
        steps.append(f"C{x:.1f} {y + half:.1f} {next_x:.1f} {next_top - half:.1f} {next_x:.1f} {next_top:.1f}")
        steps.append(f"V{next_bottom:.1f}")
    return "".join(steps)


def arrow(line, reads, root):
    """One line with its arrowhead; dashed where no gradient flows back."""
    x, _, bottom = line[-1]
    bottom -= 4.5 if root else 1
    line = [*line[:-1], (x, line[-1][1], bottom - 6)]
    dash = ' stroke-dasharray="3 3"' if reads else ""
    return (
        f'<path d="{path(line)}" fill="none" stroke="{GRAY}" stroke-width="1.4"{dash}/>'
        f'<path d="M{x:.1f} {bottom:.1f}l-4 -8h8z" fill="{GRAY}"/>'
    )


def svg_of(scene, title, description):
    """The whole picture."""
    rows = [rows_of(box) for box in scene.boxes]
    sizes = [size_of(box, r) for box, r in zip(scene.boxes, rows, strict=True)]
    edges = [*scene.edges, *scene.reads]
    layout = place(sizes, edges)
    margin = MARGIN + 4
    width, height = round(layout.width + 2 * margin), round(layout.height + 2 * margin)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="minigrad-graph" role="img" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" style="max-width: 100%; height: auto">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(description)}</desc>",
        f"<style>{DARK}</style>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<g transform="translate({margin} {margin})">',
    ]
    parts += [
        arrow(line, number >= len(scene.edges), scene.boxes[end].root)
        for number, (line, (_, end)) in enumerate(zip(layout.lines, edges, strict=True))
    ]
    for box, (x, y), (box_width, box_height), box_rows in zip(scene.boxes, layout.corners, sizes, rows, strict=True):
        parts.append(outline(box, x, y, box_width, box_height))
        middle = y + (box_height - ROW * len(box_rows)) / 2 + ROW / 2
        for i, row in enumerate(box_rows):
            left = x + (box_width - row_width(row)) / 2
            for piece in row:
                parts.append(piece.svg(left, middle + i * ROW))
                left += piece.width + 5
    return "\n".join([*(part for part in parts if part), "</g>", "</svg>"]) + "\n"
