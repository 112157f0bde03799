"""Measure everything and print a Markdown table: ``python -m benchmarks``."""

import argparse
import json
import sys

from benchmarks import measure, report
from benchmarks.programs import Sizes

SLOW = ("HIPS autograd", "MyGrad")


def say(text):
    print(f"... {text}", file=sys.stderr, flush=True)


def emit(name, unit, figures):
    print(json.dumps([name, unit, figures]), flush=True)


def memory_rows(sizes, flags, only, everything):
    """The rows that take a process for each figure."""
    long = f"{sizes.long_chain:,} products"
    ten = "ten operations, peak"
    kept = "recorded operation"
    names = ["NumPy", *measure.installed()]
    if only in long:
        weighed = {}
        for name in names:
            if everything or name not in SLOW:
                say(f"{long}: {name}")
                weighed[name] = measure.child("--weigh", "chain", name, *flags)[0]
        yield long, "s", {name: w["seconds"] for name, w in weighed.items()}
        yield f"{long}, peak", "MiB", {name: w["MiB"] for name, w in weighed.items()}
    if only in ten:
        say(ten)
        yield ten, "MiB", {name: measure.child("--weigh", "ten", name, *flags)[0]["MiB"] for name in names}
    if only in kept:
        say(kept)
        weighed = {n: measure.child("--weigh", "kept", n, *flags)[0] for n in names if n not in ("NumPy", SLOW[0])}
        yield kept, "bytes", {name: w["MiB"] * 2**20 / sizes.kept for name, w in weighed.items()}
    if only in "import":
        say("import")
        modules = ((name, measure.MODULES[name]) for name in names[1:])
        yield "import", "ms", {name: measure.import_time(module) for name, module in modules}


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="tiny sizes, to see that everything runs")
    parser.add_argument("--all", action="store_true", help="the longest chain on slow libraries too: minutes")
    parser.add_argument("--only", default="", metavar="WORD", help="only the rows whose name holds this")
    parser.add_argument("--write", action="store_true", help="write results.md here, and the table in the README")
    parser.add_argument("--rows", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--weigh", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = Sizes(options.quick)
    if options.rows:
        for row in measure.rows(sizes, options.only, say):
            emit(*row)
        return
    if options.weigh:
        print(json.dumps(measure.weigh(*options.weigh, sizes)))
        return
    quick = ["--quick"] if options.quick else []
    flags = [*quick, "--only", options.only]
    one = measure.child("--rows", *flags)
    one += memory_rows(sizes, quick, options.only, options.all)
    say("and with default threads")
    many = measure.child("--rows", *flags, one_thread=False)
    names = ["NumPy", *measure.installed()]
    print(report.report(one, many, names))
    if options.write:
        report.write(one, many, names)


if __name__ == "__main__":
    main()
