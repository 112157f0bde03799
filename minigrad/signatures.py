"""The signatures of operations, as PyTorch has them: which arguments each takes, and of what kind.

They follow from the annotations of an operation, except where ``overloads`` lists them.
"""

from __future__ import annotations

import functools
import inspect
from typing import NamedTuple

import numpy as np

from . import dtypes
from .device import device
from .generator import Generator
from .overloads import (
    DEPRECATED,
    KINDS,
    LEFT_OUT,
    NUMBERS,
    OVERLOADS,
    SEVERAL_OUT,
    SOME_WITHOUT_OUT,
    WHOLE,
    WITHOUT_OUT,
)
from .registry import FUNCTIONS
from .tensor import Tensor


class Parameter(NamedTuple):
    """One argument that a signature takes."""

    kind: str
    name: str
    required: bool
    keyword: bool
    default: str = ""

    @property
    def shown_kind(self):
        """What messages call its kind."""
        return "tuple of ints" if "ints" in self.kind else self.kind.rstrip("?").removesuffix(" or Number")

    @property
    def kinds(self):
        """The kinds of values that it takes, except None."""
        return self.kind.rstrip("?").split(" or ")

    def takes(self, value):
        """Whether a value is of one of its kinds."""
        return value is None and self.kind.endswith("?") or any(IS[kind](value) for kind in self.kinds)

    def plain(self, value):
        """A value that it takes; where it takes numbers, tensors of one number as Python numbers."""
        if isinstance(value, Tensor) and not {"Tensor", "object"} & {*self.kinds}:
            return value.item()
        if "ints" in self.kinds and isinstance(value, tuple | list) and {*map(type, value)} & {Tensor, bool}:
            return tuple(map(int, value))
        return value

    def __str__(self):
        return f"{self.shown_kind} {self.name}{self.default}"


class Signature(NamedTuple):
    """One way to call an operation. Some have several."""

    parameters: tuple[Parameter, ...]
    deprecated: bool = False  # taken with a warning, and not listed in messages

    @property
    def least(self):
        """How many arguments are required."""
        return sum(p.required for p in self.parameters)

    @property
    def places(self):
        """How many arguments may be given without a name."""
        return sum(not p.keyword for p in self.parameters)

    def __str__(self):
        shown = [str(p) for p in self.parameters]
        if self.places < len(shown):
            shown.insert(self.places, "*")
        return ", ".join(shown)


def is_number(value):
    """Whether PyTorch takes a value for a number."""
    return (
        isinstance(value, int | float | complex | np.number | np.bool_) or is_scalar(value) and not value.requires_grad
    )


def is_int(value):
    """Whether PyTorch takes a value for an integer, which a boolean is not."""
    if is_scalar(value):
        return value.dtype is not dtypes.bool_ and not value.is_floating_point()
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def is_item(value):
    """Whether PyTorch takes a value for an integer among several."""
    if isinstance(value, Tensor):
        return value.numel() == 1 and not value.is_floating_point()
    return isinstance(value, int | np.integer)


def is_scalar(value):
    """Whether a value is a 0-dim tensor."""
    return isinstance(value, Tensor) and value.ndim == 0


def is_ints(value):
    """Whether a value may be a sequence of integers. As PyTorch does, it looks at the first one only."""
    return isinstance(value, tuple | list) and (not value or is_int(value[0]))


IS = {
    "Number": is_number,
    "object": lambda value: True,
    "torch.Generator": lambda value: isinstance(value, Generator),
    "torch.device": lambda value: isinstance(value, str | int | device) and not isinstance(value, bool),
    "torch.layout": lambda value: False,  # minigrad has none
    "torch.memory_format": lambda value: False,
    "Tensor": lambda value: isinstance(value, Tensor),
    "bool": lambda value: isinstance(value, bool | np.bool_),
    "float": lambda value: is_number(value) and not isinstance(value, complex),
    "int": is_int,
    "ints": is_ints,
    "str": lambda value: isinstance(value, str),
    "torch.dtype": lambda value: isinstance(value, dtypes.dtype) or any(value is kind for kind in (float, int, bool)),
    "tuple of Tensors": lambda value: isinstance(value, tuple | list),
}


def parsed(signature):
    """The Signature that a text in PyTorch's notation describes."""
    out, keyword = [], False
    listed, _, hidden = signature.partition("|")
    for part in listed.split(", ") if listed else ():
        if part == "*":
            keyword = True
            continue
        declared, _, default = part.partition(" = ")
        kind, _, name = declared.rpartition(" ")
        out.append(Parameter(kind, name, not default, keyword, default and f" = {default}"))
    return Signature(tuple(out), bool(hidden))


def declared(function, name):
    """The parameters of the signatures that follow from a function's annotations, without the input.

    There are several where an annotation stands for several kinds. None if one of them is not in ``KINDS``.
    """
    signatures = [()]
    for parameter in [*inspect.signature(function).parameters.values()][1:]:
        kinds = [KINDS.get(parameter.annotation)]
        if parameter.annotation == "Tensor | float":
            kinds = ["Tensor", "Number"] if name.rstrip("_") not in NUMBERS else ["Tensor or Number"]
        if None in kinds:
            return None
        if parameter.name in ("axis", "keepdims"):
            continue
        required = parameter.default is parameter.empty
        keyword = parameter.kind is parameter.KEYWORD_ONLY
        if parameter.kind is parameter.VAR_POSITIONAL:
            kinds = ["ints"]
        default = f'"{parameter.default}"' if isinstance(parameter.default, str) else parameter.default
        more = [
            Parameter(kind, parameter.name, required, keyword, "" if required else f" = {default}") for kind in kinds
        ]
        signatures = [(*before, one) for before in signatures for one in more]
    return signatures


@functools.cache
def method_signatures(function, name):
    """The signatures of a method, without its tensor; None if they are not known."""
    return own_signatures(function, f"Tensor.{name}" if f"Tensor.{name}" in OVERLOADS else name)


def own_signatures(function, name):
    """The signatures of an operation without its input; None if they are not known."""
    listed = OVERLOADS.get(name)
    if name.endswith("_"):
        function = FUNCTIONS.get(name[:-1], function)
    listed = [parsed(signature).parameters for signature in listed] if listed else declared(function, name)
    if listed is None:
        return None
    more = parsed(LEFT_OUT.get(name, "")).parameters
    old = [parsed(f"{signature}|deprecated") for signature in DEPRECATED.get(name.rstrip("_"), ())]
    return [*old, *(Signature((*parameters, *more)) for parameters in listed)]


@functools.cache
def whole_signatures(function, name):
    """The signatures of a function, with its input and ``out``; None if they are not known."""
    if name in WHOLE:
        return [parsed(signature) for signature in WHOLE[name]]
    signatures = own_signatures(function, name)
    if signatures is None:
        return None
    first = next(iter(inspect.signature(function).parameters.values()))
    kind = "Tensor or Number" if first.annotation == "Tensor | float" else KINDS.get(first.annotation)
    input = Parameter(kind, "input" if first.name == "self" else first.name, required=True, keyword=False)
    return kind and [Signature((input, *own, *outs(name, own)), deprecated) for own, deprecated in signatures]


def outs(name, parameters):
    """The parameter ``out`` of a signature, in a tuple, which is empty for the few functions without one."""
    names = [p.name for p in parameters]
    if name.endswith("_") or name in WITHOUT_OUT or SOME_WITHOUT_OUT.get(name) == names:
        return ()
    several = name in SEVERAL_OUT and (name not in ("max", "min") or "dim" in names)
    kind = "tuple of Tensors?" if several else "Tensor or Number?" if name in NUMBERS else "Tensor?"
    return (Parameter(kind, "out", False, True, " = None"),)
