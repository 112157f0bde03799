"""Arguments that PyTorch's functions take and minigrad's do not: each is refused with a sentence on what to do."""

from __future__ import annotations

import functools

from .errors import message

DENSE = "Every tensor is dense, and lies in memory row by row unless a view turns it."
WHY = {
    "layout": DENSE,
    "memory_format": DENSE,
    "out": "Write y = torch.{0}(...), or y.copy_(torch.{0}(...)) to fill a tensor that is there.",
    "out_dtype": "Convert the result, for example with .double().",
    "pin_memory": "minigrad computes on the CPU, which can reach all memory.",
    "reduce": "scatter_add() adds; for a product, multiply with what gather() picks.",
    "sparse_grad": "Gradients are dense.",
}


def says_something(value):
    """Whether a value is more than PyTorch's own default for such an argument: None or False."""
    return value is not None and value is not False


def refusal(name, key):
    """The error for an argument that minigrad does without."""
    return NotImplementedError(
        message(f"{name}(): minigrad has no argument '{key}'.", WHY.get(key, "PyTorch does.").format(name))
    )


def without(options, name, keys):
    """``options`` less the ``keys`` that PyTorch takes and minigrad does not. Raises where one says something."""
    for key in keys:
        if key in options and says_something(options[key]):
            raise refusal(name, key)
    return {key: value for key, value in options.items() if key not in keys}


def does_without(*keys, **defaults):
    """A decorator: the function refuses these arguments of PyTorch's, but for None, False or the default named."""

    def decorate(function):
        name = function.__qualname__.removesuffix(".__init__")

        @functools.wraps(function)
        def call(*args, **options):
            if options:
                options = {k: v for k, v in options.items() if k not in defaults or v != defaults[k]}
                options = without(options, name, (*keys, *defaults))
            return function(*args, **options)

        return call

    return decorate
