"""Arguments that PyTorch's functions take and minigrad's do not: each is refused with a sentence on what to do."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import message

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")

DENSE = "Every tensor is dense, and lies in memory row by row unless a view turns it."
WHY = {
    "layout": DENSE,
    "memory_format": DENSE,
    "out_dtype": "The dtype of a product is that of its factors; convert what comes out.",
    "out": "Write y = {0}(...), or y.copy_({0}(...)) to fill a tensor that is there.",
    "pin_memory": "minigrad computes on the CPU, which can reach all memory.",
    "reduce": "To add what is scattered, use scatter_add().",
    "sparse_grad": "Gradients are dense.",
}


def says_something(value: object) -> bool:
    """Whether a value is another one than None and False, PyTorch's defaults for such arguments."""
    return value is not None and value is not False


def refusal(name: str, key: str) -> NotImplementedError:
    """The error for an argument that minigrad does not have."""
    cure = WHY.get(key, "Leave it out, or use PyTorch.").format(name)
    return NotImplementedError(message(f"{name}(): minigrad has no argument '{key}'.", cure))


def does_without(*keys: str, **defaults: Any) -> Callable[[F], F]:
    """A decorator: the function refuses these arguments of PyTorch's, unless they are None, False or the default."""
    defaults = dict.fromkeys(keys) | defaults

    def decorate(function: F) -> F:
        name = function.__qualname__.removesuffix(".__init__").rpartition(".")[2]

        @functools.wraps(function)
        def call(*args: Any, **options: Any) -> Any:
            for key in options.keys() & defaults.keys() if options else ():
                value, default = options.pop(key), defaults[key]
                if value is not None and value != default and (default is not None or says_something(value)):
                    raise refusal(name, key)
            return function(*args, **options)

        return call  # type: ignore[return-value]

    return decorate
