"""Random programs on minigrad and on PyTorch: ``python -m tests.parity.fuzz --programs 1000 --seed 0``.

Add ``--machinery`` for programs on what all operations share, ``--views`` for such on views that change in place.

Where the two differ, the program is cut down to the lines that matter and printed so that it can be run.
"""

import argparse
import re
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

import torch

import minigrad
from tests.parity import machinery, programs, viewing
from tests.parity.compare import mismatch

for library in (torch, minigrad):
    library.set_warn_always(True)
torch.set_num_threads(1)  # of errors that several threads meet, any may come first


def kind_of(found):
    """What two mismatches of one cause have in common: what differs, but for names and numbers."""
    _, where, ours, theirs = found
    where = re.sub(r"^\.v\d+|\[\d+\]", "", where)
    told = (v if isinstance(v, str) else str(v) if where == ".error" else type(v).__name__ for v in (ours, theirs))
    return where, *(re.sub(r"\d+", "0", text) for text in told)


def minimized(lines, found):
    """The fewest lines that still differ in the same way, and how."""
    lines = lines[: found[0] + 1]
    kind = kind_of(found)
    shorter = True
    while shorter:
        shorter = False
        for i in reversed(range(len(lines))):
            rest = lines[:i] + lines[i + 1 :]
            again = mismatch(rest, minigrad, torch)
            if again is not None and kind_of(again) == kind:
                lines, found, shorter = rest[: again[0] + 1], again, True
                break
    return lines, found


def report(seed, lines, found):
    """A mismatch as a program, with what both libraries make of it."""
    _, where, ours, theirs = found
    text = "\n".join(lines)
    return (
        f"seed {seed}: {where}\nimport minigrad as torch  # or: import torch\nlog, kept = [], []\n{text}\n"
        f"# minigrad: {str(ours)[:300]}\n# PyTorch:  {str(theirs)[:300]}\n"
    )


def mismatches(seeds, program):
    """Those among the programs of some seeds: (seed, lines, what differs)."""
    pairs = [(seed, program(seed, torch, minigrad)) for seed in seeds]
    found = [(seed, lines, mismatch(lines, minigrad, torch)) for seed, lines in pairs]
    return [one for one in found if one[2] is not None]


class Elsewhere:
    """A process in which functions run, and another one after PyTorch has crashed it."""

    def __init__(self):
        self.pool = None

    def run(self, function, *args):
        """What the function returns; None where the process died."""
        if self.pool is None:
            self.pool = ProcessPoolExecutor(1, get_context("spawn"))  # a fork would stop where PyTorch has threads
        try:
            return self.pool.submit(function, *args).result()
        except BrokenProcessPool:
            self.pool = None
            return None


def fuzz(seeds, distinct=20, progress=None, program=programs.program):
    """Run the programs of these seeds, as ``program`` writes them.

    Returns how many ran, a report for each kind of mismatch with its count, and the seeds at which PyTorch crashed.
    """
    counts, reports, crashed = Counter(), {}, []
    elsewhere, ran = Elsewhere(), 0
    for start in range(0, len(seeds), 100):
        batch = seeds[start : start + 100]
        results = elsewhere.run(mismatches, batch, program)
        if results is None:
            results = []
            for seed in batch:
                alone = elsewhere.run(mismatches, [seed], program)
                results += alone or []
                crashed += [seed] if alone is None else []
        for seed, lines, found in results:
            kind = kind_of(found)
            counts[kind] += 1
            if kind not in reports and len(reports) < distinct:
                reports[kind] = report(seed, *(elsewhere.run(minimized, lines, found) or (lines, found)))
        ran += len(batch)
        if progress is not None:
            progress(ran, counts)
    return ran, [(counts[kind], text) for kind, text in reports.items()], crashed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--programs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--distinct", type=int, default=20, help="how many kinds of mismatch to print")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument(
        "--machinery", action="store_const", dest="author", const=machinery, help="on what operations share"
    )
    kind.add_argument("--views", action="store_const", dest="author", const=viewing, help="on views and their changes")
    parser.set_defaults(author=programs)
    options = parser.parse_args()
    start = time.perf_counter()

    def progress(ran, counts):
        if ran % 1000 == 0:
            seconds = time.perf_counter() - start
            print(f"{ran} programs, {counts.total()} mismatches, {seconds:.0f} s", file=sys.stderr, flush=True)

    ran, reports, crashed = fuzz(
        range(options.seed, options.seed + options.programs), options.distinct, progress, options.author.program
    )
    for count, text in sorted(reports, reverse=True):
        print(f"{count} times, first at {text}")
    if crashed:
        print(f"PyTorch crashed at the seeds {crashed}")
    print(f"{ran} programs, {sum(count for count, _ in reports)} mismatches of {len(reports)} kinds")
    sys.exit(bool(reports))


if __name__ == "__main__":
    main()
