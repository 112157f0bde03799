"""Calls of every operation with arguments of every kind, wrong ones most of them: ``python -m tests.parity.calls``.

What PyTorch refuses minigrad refuses. Add names of operations to see more of these: calls of which the two make
something else.
"""

import inspect
import itertools
import re
import sys
import warnings
from collections import Counter

import torch
from torch.overrides import get_testing_overrides

import minigrad
from tests.parity.run import paragraph

NAMED = "x", "1", "True", "None", "'a'", "[0]"  # of which two go together by name
SHORT = *NAMED, "s", "1.5", "[0.5]", "()", "dtype"  # of which two go together by place
OTHERS = {
    # What draws numbers or asks for addresses, what changes PyTorch itself, and what takes no operation's arguments.
    *("backward", "data_ptr", "get_rng_state", "initial_seed", "manual_seed", "register_hook"),
    *("register_post_accumulate_grad_hook", "seed", "set_rng_state"),
}
# minigrad's complex numbers are none, its dtypes of NumPy's; and what PyTorch makes no sense of, it may make.
EXCUSED = re.compile("ComplexFloat|could not be resolved")


def values(library):
    """One value of every kind, by the name that calls are told with."""
    x = library.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    plain = (1, -1, -5, 1.5, 1j, True, None, "a", [0], [0.5], ["a"], (), (0, "a"), {}, object)
    named = {"x": x, "i": library.tensor([[1, 0, 1], [0, 1, 0]]), "s": library.tensor(1), "f": library.tensor(1.5)}
    return {repr(value): value for value in plain} | named | {"dtype": library.float64, "[x]": [x]}


VALUES = {library: values(library) for library in (torch, minigrad)}


def operations():
    """The functions and methods that both have: (library or class, name)."""
    minigrad.ops.load_all()
    for name in sorted(minigrad.registry.FUNCTIONS):
        if name not in OTHERS and hasattr(torch, name):
            yield "torch", name
    for name, member in sorted(vars(minigrad.Tensor).items()):
        if name not in OTHERS and not name.startswith("_") and callable(member) and hasattr(torch.Tensor, name):
            yield "x", name


def parameters(where, name):
    """The names of all arguments, by either library, and one that neither has."""
    ours, theirs = (getattr(lib if where == "torch" else lib.Tensor, name) for lib in (minigrad, torch))
    names = [*inspect.signature(ours).parameters]
    if theirs in get_testing_overrides():
        names += inspect.signature(get_testing_overrides()[theirs]).parameters
    return [n for n in dict.fromkeys([*names, "axis", "foo"]) if n not in ("self", "args", "options", "kwargs")]


def calls(where, name):
    """Arguments by place and by name, each by the name of its value; the first is the input."""
    for first in ("x", "i"):
        yield (first,), {}
        yield from (((first, value), {}) for value in VALUES[torch])
        yield from (((first, *pair), {}) for pair in itertools.product(SHORT, SHORT))
        yield from (((first, a, b, c), {}) for a in ("x", "1", "[0]") for b in ("1", "x") for c in ("1", "True", "'a'"))
    names = parameters(where, name)
    for argument, value, more in itertools.product(names, VALUES[torch], ((), ("1",), ("x",))):
        yield ("x", *more), {argument: value}
    for pair in itertools.combinations(names, 2):
        for two in itertools.product(NAMED, repeat=2):
            yield ("x",), dict(zip(pair, two, strict=True))
    if where == "torch":
        yield (), {}
        yield from (((value,), {}) for value in VALUES[torch])


def made(library, where, name, args, options):
    """The error of a call, as its type and PyTorch's part of its message; None where it is one that is taken."""
    known = VALUES[library]

    def fresh(key):
        value = known[key]
        return value.clone() if isinstance(value, library.Tensor) else list(value) if isinstance(value, list) else value

    args, options = [fresh(key) for key in args], {name: fresh(key) for name, key in options.items()}
    try:
        where = library if where == "torch" else library.Tensor  # Python calls x.exp(1) so, and says so in its errors
        getattr(where, name)(*args, **options)
    except Exception as error:
        return f"{type(error).__name__}: {paragraph(str(error))}"
    return None


def differences(where, name):
    """The calls that only one of the two takes, or that they refuse in other words: (call, minigrad, PyTorch)."""
    for args, options in calls(where, name):
        theirs, ours = (made(library, where, name, args, options) for library in (torch, minigrad))
        if ours != theirs:
            told = ", ".join([*args, *(f"{key}={value}" for key, value in options.items())])
            yield f"{where}.{name}({told})", ours, theirs


def accepted(seen=None):
    """The calls that minigrad takes and PyTorch refuses; ``seen`` counts those that differ in another way."""
    seen = Counter() if seen is None else seen
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for where, name in operations():
            for call, ours, theirs in differences(where, name):
                kind = "taken" if ours is None else "refused" if theirs is None else "in other words"
                seen[kind] += 1
                if ours is None and not EXCUSED.search(f"{call} {theirs}"):
                    yield call, theirs


def main():
    warnings.simplefilter("ignore")
    for where, name in operations():
        if name in sys.argv[1:]:
            for call, ours, theirs in differences(where, name):
                print(f"{call}\n    minigrad {ours}\n    PyTorch  {theirs}")
    if not sys.argv[1:]:
        seen = Counter()
        for call, theirs in accepted(seen):
            print(f"{call}\n    PyTorch  {theirs}")
        print(dict(seen))


if __name__ == "__main__":
    main()
