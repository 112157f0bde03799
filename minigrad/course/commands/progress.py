"""`progress`: which exercises pass, by what the reader's notebooks say.

The saved outputs are read, and nothing is run. That takes no time, needs no package, and counts what the reader has
seen. Whoever must not believe a notebook runs it: that is `gather`.
"""

import sys

from .answers import OPEN, RIGHT, WRONG, Unreadable, asked, blank, cells, order
from .start import own


def progress(folder):
    """Print a table, a line for each chapter."""
    place = own(folder)
    if not place.is_dir():
        print(f"There is no folder {place}. To make it: python -m minigrad.course start", file=sys.stderr)
        return 1
    best, unreadable = {}, []
    for path in sorted(place.rglob("*.ipynb")):
        if ".ipynb_checkpoints" in path.parts:
            continue
        try:
            for name, result in results(cells(path)):
                best[name] = min(best.get(name, OPEN), result, key=[RIGHT, WRONG, OPEN].index)
        except Unreadable as error:
            unreadable.append(f"{path.relative_to(place)}: {error}")
    print(table(best) if best else f"There are no exercises in {place}.")
    for line in unreadable:
        print(line, file=sys.stderr)
    right = sum(result == RIGHT for result in best.values())
    if best and right == len(best):
        print(f"\nEvery exercise is right: {right}.")
        return 1 if unreadable else 0
    if best:
        print(
            f"\n{right} of {len(best)} exercises are right. What counts is what is saved: run the cell, press Ctrl+S."
        )
    return 1


def results(found):
    """Each exercise in a notebook's cells, and what the cell printed about it."""
    for source, printed in found:
        verdicts = [line for line in printed.splitlines() if line.startswith(("Right. ", "Not yet. ", "Not answered"))]
        names = asked(source)
        for i, name in enumerate(names):
            if len(verdicts) != len(names) or blank(source) or verdicts[i].startswith("Not answered"):
                yield name, OPEN
            else:
                yield name, RIGHT if verdicts[i].startswith("Right") else WRONG


def table(best):
    """A line for each chapter: right ones, wrong ones, and the names of the open ones."""
    lines = [f"{'chapter':14} {'right':>7} {'wrong':>5}   still open"]
    for chapter in sorted({name.partition("/")[0] for name in best}, key=order):
        mine = {name.partition("/")[2]: result for name, result in best.items() if name.startswith(f"{chapter}/")}
        right, wrong = (sum(result == wanted for result in mine.values()) for wanted in (RIGHT, WRONG))
        rest = ", ".join(name for name, result in mine.items() if result == OPEN)
        lines.append(f"{chapter:14} {f'{right} of {len(mine)}':>7} {wrong or '-':>5}   {rest or '-'}")
    return "\n".join(lines)
