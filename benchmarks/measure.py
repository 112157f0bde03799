"""Clock and scales: libraries take turns, medians count, and memory is weighed in processes of their own."""

import gc
import importlib.util
import json
import os
import resource
import subprocess
import sys
from functools import partial
from statistics import median
from time import perf_counter

import numpy as np

from benchmarks import floor, libraries, programs

MODULES = {
    "bare": "benchmarks.bare", "minigrad": "minigrad", "PyTorch": "torch", "HIPS autograd": "autograd.numpy",
    "MyGrad": "mygrad",
}  # fmt: skip
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM")}


def seconds(function):
    """How long a call takes."""
    start = perf_counter()
    function()
    return perf_counter() - start


def in_turns(contestants, repetitions):
    """The median of what each contestant measures of itself, running them in turns, after once to warm up."""
    measured = {name: [] for name in contestants}
    for repetition in range(repetitions + 1):
        for name, contestant in contestants.items():
            gc.collect()
            value = contestant()
            if repetition or repetitions == 1:
                measured[name].append(value)
    return {name: median(values) for name, values in measured.items()}


def repeated(contestant, at_least):
    """What a contestant measures of itself on average, in as many runs as fill some seconds: short work needs many."""
    total, runs = contestant(), 1
    while total < at_least:
        total, runs = total + contestant(), runs + 1
    return total / runs


def training(lib, loss, values, x, y, epochs, rate):
    """Seconds for a training that starts anew."""
    lib.x, lib.y = lib.tensor(x), lib.tensor(y)
    parameters = [lib.leaf(v) for v in values]
    return seconds(lambda: lib.train(loss, parameters, epochs, rate))


def rows(sizes, only, say):
    """The rows that are measured in this process: (name, unit, {library: figure})."""
    libs = libraries.available()
    for name, loss, values, x, y, epochs, rate in programs.trainings(sizes):
        if only in name:
            say(name)
            by_hand = partial(floor.TRAININGS[loss.__name__], values, x, y, epochs, rate)
            turns = {"NumPy": partial(seconds, by_hand)}
            turns |= {lib.name: partial(training, lib, loss, values, x, y, epochs, rate) for lib in libs}
            turns = {name: partial(repeated, contestant, sizes.shortest) for name, contestant in turns.items()}
            yield name, "ms", scaled(in_turns(turns, sizes.repetitions), 1e3)
    name = f"{sizes.chain:,} products"
    if only in name:
        say(name)
        turns = {"NumPy": lambda: sum(floor.chain(sizes.chain, 8))}
        turns |= {lib.name: partial(whole_chain, lib, sizes.chain) for lib in libs}
        yield name, "ms", scaled(in_turns(turns, min(sizes.repetitions, 3)), 1e3)
    by_step = [lib for lib in libs if not isinstance(lib, libraries.Hips)]
    for part, name in enumerate(("forward", "backward", "in no_grad")):
        name = f"operation, {name}"
        if only in name:
            say(name)
            turns = {"NumPy": lambda part=part: floor.chain(sizes.single, 4)[part % 2]}
            if part < 2:
                turns |= {lib.name: lambda lib=lib, p=part: libraries.chain(lib, sizes.single, 4)[p] for lib in by_step}
            else:
                turns |= {lib.name: partial(libraries.unrecorded, lib, sizes.single, 4) for lib in by_step}
            yield name, "ns", scaled(in_turns(turns, 3 * sizes.repetitions), 1e9 / sizes.single)
    name = "ten operations"
    if only in name:
        say(name)
        array = np.ones(sizes.elements, np.float32)
        turns = {"NumPy": partial(seconds, partial(floor.ten_operations, array))}
        for lib in libs:
            work = partial(lib.gradient, libraries.ten_operations, array)
            turns[lib.name] = partial(seconds, work)
        yield name, "ms", scaled(in_turns(turns, min(sizes.repetitions, 5)), 1e3)


def whole_chain(lib, n):
    run = libraries.hips_chain if isinstance(lib, libraries.Hips) else libraries.chain
    return sum(run(lib, n, 8))


def scaled(figures, factor):
    return {name: value * factor for name, value in figures.items()}


def peak():
    """The most memory this process has had, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def weigh(what, name, sizes):
    """In a process of its own: seconds and MiB of a long chain, of ten operations or of a graph that is kept."""
    lib = libraries.MAKERS[name]() if name in libraries.MAKERS else None
    if what == "ten":
        array = np.ones(sizes.elements, np.float32)
        work = partial(lib.gradient, libraries.ten_operations, array) if lib else partial(floor.ten_operations, array)
    elif what == "chain":
        n = sizes.long_chain
        work = partial(whole_chain, lib, n) if lib else partial(floor.chain, n, 8)
    else:
        work = partial(keep, lib, sizes.kept)
    before = peak()
    taken = seconds(work)
    return {"seconds": taken, "MiB": peak() - before}


def keep(lib, n):
    """Record n operations on 4 elements and keep them."""
    x, w = lib.leaf(np.ones(4, np.float32)), lib.leaf(np.ones(4, np.float32))
    y = x
    for _ in range(n):
        y = y * w


def child(*arguments, one_thread=True):
    """What this program prints in a process of its own, from JSON."""
    env = {**os.environ, **ONE_THREAD} if one_thread else os.environ
    run = subprocess.run([sys.executable, "-m", "benchmarks", *arguments], env=env, stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def installed():
    """The names of the libraries that can be imported."""
    return [name for name, module in MODULES.items() if importlib.util.find_spec(module.split(".")[0])]


def import_time(module):
    """Milliseconds that an import takes beyond NumPy's."""
    code = f"import numpy, time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = [float(subprocess.check_output([sys.executable, "-c", code], env=env)) for _ in range(5)]
    return median(times) * 1e3
