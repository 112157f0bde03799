"""The figures as Markdown: what is printed, ``results.md`` for the book, and the README's table."""

import importlib.metadata
import platform
from math import floor, log10
from pathlib import Path

RESULTS = Path(__file__).with_name("results.md")
README = Path(__file__).parent.parent / "README.md"
START, END = "<!-- written by python -m benchmarks --write -->", "<!-- up to here -->"
MAIN = ("NumPy", "bare", "minigrad", "PyTorch")
COMPANY = ("minigrad", "HIPS autograd", "MyGrad")
DISTRIBUTIONS = {"NumPy": "numpy", "PyTorch": "torch", "HIPS autograd": "autograd", "MyGrad": "mygrad"}


def figure(number):
    """A number with three digits that count: 0.0123, 1.23, 1,234."""
    return f"{number:,.{max(0, 2 - floor(log10(number)))}f}" if number else "0"


def versions(names):
    """What was measured, in a line."""
    found = [f"{name} {importlib.metadata.version(DISTRIBUTIONS[name])}" for name in names if name in DISTRIBUTIONS]
    return f"Python {platform.python_version()}, {', '.join(found)}, on {platform.system()} {platform.machine()}."


def table(rows, columns, ratio=False):
    """Rows of (name, unit, {library: figure}) as a table, with the ratio of minigrad to PyTorch at the end."""
    head = [*columns, "ratio"] if ratio else columns
    lines = ["| work | " + " | ".join(head) + " |", "|---|" + "--:|" * len(head)]
    for name, unit, figures in rows:
        cells = [figure(figures[c]) if c in figures else "-" for c in columns]
        if ratio:
            cells.append(f"{figures['minigrad'] / figures['PyTorch']:.2f}" if "PyTorch" in figures else "-")
        lines.append(f"| {name}, {unit} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def report(one, many, names):
    """All of it."""
    shared = [row for row in one if COMPANY[1] in row[2] or COMPANY[2] in row[2]]
    text = (
        f"{versions(names)}\n\n## On one thread\n\n{table(one, MAIN, ratio=True)}\n\n"
        f"## On as many threads as each takes by itself\n\n{table(many, MAIN, ratio=True)}\n"
    )
    if shared:
        text += f"\n## Beside other engines on NumPy\n\nOn one thread.\n\n{table(shared, COMPANY)}\n"
    return text


def write(one, many, names):
    """Put everything into ``results.md``, and the first table into the README."""
    RESULTS.write_text(report(one, many, names), encoding="utf-8")
    before, rest = README.read_text(encoding="utf-8").split(START)
    after = rest.split(END)[1]
    text = f"{before}{START}\n\n{versions(names)}\n\n{table(one, MAIN, ratio=True)}\n\n{END}{after}"
    README.write_text(text, encoding="utf-8")
