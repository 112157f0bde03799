"""Arguments of the wrong kind: PyTorch's words for a call that fits none of an operation's signatures.

A call is not looked at before it has failed: what is called with arguments that fit takes only one call more. Those of
the operations in ``BEFOREHAND`` are, since they would make something of arguments that do not fit.

The signatures follow from the annotations of an operation, but for those that PyTorch writes down as several.
"""

from __future__ import annotations

import functools
import inspect
from typing import NamedTuple

import numpy as np

from . import dtypes, errors
from .registry import AXIS_NAMES, FUNCTIONS, combination_error
from .tensor import Tensor

# As PyTorch's messages have them, without the input. "?" takes None, "int or ints" is shown as "tuple of ints".
OVERLOADS = {
    "all any": ("", "ints? dim = None, bool keepdim = False", "int dim, bool keepdim = False"),
    "amax amin": ("int or ints? dim = (), bool keepdim = False",),
    "argsort": ("*, bool stable, int dim = -1, bool descending = False", "int dim = -1, bool descending = False"),
    "clamp clamp_ clip clip_": ("Tensor? min = None, Tensor? max = None", "Number? min = None, Number? max = None"),
    "count_nonzero": ("int? dim = None", "ints dim"),
    "div div_": (
        "Tensor or Number other",
        "Tensor or Number other, *, str? rounding_mode",
        "Number other, *, str? rounding_mode",
    ),
    "max min": ("", "Tensor other", "int dim, bool keepdim = False"),
    "mean sum": (
        "*, torch.dtype? dtype = None",
        "int or ints? dim, bool keepdim = False, *, torch.dtype? dtype = None",
    ),
    "median": ("", "int dim, bool keepdim = False"),
    "movedim": ("int source, int destination", "ints source, ints destination"),
    "nan_to_num nan_to_num_": ("float? nan = None, float? posinf = None, float? neginf = None",),
    "narrow": ("int dim, Tensor start, int length", "int dim, int start, int length"),
    "nonzero": ("", "*, bool as_tuple"),
    "prod": ("*, torch.dtype? dtype = None", "int dim, bool keepdim = False, *, torch.dtype? dtype = None"),
    "round round_": ("", "*, int decimals"),
    "scatter scatter_": (
        "int dim, Tensor index, Tensor src",
        "int dim, Tensor index, Tensor src, *, str reduce",
        "int dim, Tensor index, Number value",
        "int dim, Tensor index, Number value, *, str reduce",
    ),
    "sort": ("*, bool? stable, int dim = -1, bool descending = False", "int dim = -1, bool descending = False"),
    "squeeze squeeze_": ("", "int dim", "ints dim"),
    "std var": (
        "int or ints? dim, bool unbiased = True, bool keepdim = False",
        "int or ints? dim = None, *, Number? correction = None, bool keepdim = False",
        "bool unbiased = True",
    ),
    "view": ("torch.dtype dtype", "ints size"),
}
OVERLOADS = {name: signatures for names, signatures in OVERLOADS.items() for name in names.split()}
ARITHMETIC = {"add", "sub", "mul", "div"}  # for which a number is as good as a tensor
BEFOREHAND = {
    *("all", "amax", "amin", "any", "argmax", "argmin", "argsort", "chunk", "diag", "diag_embed", "diagonal", "flip"),
    *("kthvalue", "max", "median", "min", "nan_to_num", "nan_to_num_", "nonzero", "prod", "roll", "round"),
    *("round_", "sort", "squeeze", "squeeze_", "topk"),
}
IN_PYTHON = {"einsum", "meshgrid", "norm", "split", "tensordot", "unflatten", "unique"}  # whose errors are Python's

KINDS = {
    "Tensor": "Tensor",
    "Tensor | None": "Tensor?",
    "bool": "bool",
    "bool | None": "bool?",
    "dtypes.dtype | None": "torch.dtype?",
    "float": "Number",
    "float | None": "Number?",
    "int": "int",
    "int | None": "int?",
    "int | Sequence[int]": "int or ints",
    "int | Sequence[int] | None": "int or ints?",
    "Sequence[int]": "ints",
    "Sequence[int] | None": "ints?",
    "Sequence[Tensor]": "tuple of Tensors",
    "str": "str",
    "str | None": "str?",
}


class Parameter(NamedTuple):
    """One argument that a signature takes."""

    kind: str
    name: str
    required: bool
    keyword: bool
    default: str = ""

    @property
    def told(self):
        """What messages call its kind."""
        return "tuple of ints" if "ints" in self.kind else self.kind.rstrip("?").removesuffix(" or Number")

    def takes(self, value):
        """Whether a value is of its kind."""
        if value is None and self.kind.endswith("?"):
            return True
        return any(IS[kind](value) for kind in self.kind.rstrip("?").split(" or "))

    def __str__(self):
        return f"{self.told} {self.name}{self.default}"


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


def is_scalar(value):
    """Whether a value is a tensor of one number."""
    return isinstance(value, Tensor) and value.ndim == 0


def is_ints(value):
    """Whether a value may be several integers, of which PyTorch looks at the first."""
    return isinstance(value, tuple | list) and (not value or is_int(value[0]))


IS = {
    "Number": is_number,
    "Tensor": lambda value: isinstance(value, Tensor),
    "bool": lambda value: isinstance(value, bool),
    "float": is_number,
    "int": is_int,
    "ints": is_ints,
    "str": lambda value: isinstance(value, str),
    "torch.dtype": lambda value: isinstance(value, dtypes.dtype) or value in (float, int, bool),
    "tuple of Tensors": lambda value: isinstance(value, tuple | list),
}


def parsed(signature):
    """The parameters of a signature in PyTorch's notation."""
    out, keyword = [], False
    for part in signature.split(", ") if signature else ():
        if part == "*":
            keyword = True
            continue
        declared, _, default = part.partition(" = ")
        kind, _, name = declared.rpartition(" ")
        out.append(Parameter(kind, name, not default, keyword, default and f" = {default}"))
    return tuple(out)


def declared(function, name):
    """The signatures of an operation that its annotations tell of, without its input; None where they do not."""
    signatures = [()]
    for parameter in [*inspect.signature(function).parameters.values()][1:]:
        kinds = [KINDS.get(parameter.annotation)]
        if parameter.annotation == "Tensor | float":
            kinds = ["Tensor or Number"] if name.rstrip("_") in ARITHMETIC else ["Tensor", "Number"]
        if None in kinds:
            return None
        if parameter.name in ("axis", "keepdims"):
            continue
        required = parameter.default is parameter.empty
        keyword = parameter.kind is parameter.KEYWORD_ONLY
        if parameter.kind is parameter.VAR_POSITIONAL:
            kinds = ["ints"]
        more = [
            Parameter(kind, parameter.name, required, keyword, "" if required else f" = {parameter.default}")
            for kind in kinds
        ]
        signatures = [(*before, one) for before in signatures for one in more]
    return signatures


class Unfit(Exception):
    """Why a call does not fit a signature."""


def fit(name, parameters, args, options):
    """What goes to which parameter. Raises ``Unfit``, with PyTorch's sentence, for a call that does not fit."""
    found = []
    left, position = {AXIS_NAMES.get(key, key): value for key, value in options.items()}, 0
    places = [p for p in parameters if not p.keyword]
    several = len(places) == 1 and places[0].kind == "ints"
    if len(args) > len(places) and not several:
        raise Unfit(too_many(name, parameters, len(places), len(args)))
    for i, parameter in enumerate(parameters):
        place = position < len(args)
        if place and parameter.keyword:
            raise Unfit(too_many(name, parameters, len(places), len(args)))
        if place:
            value = args[position]
        elif parameter.name in left:
            value = left.pop(parameter.name)
        elif parameter.required:
            missing = [f'"{p.name}"' for p in parameters[i:] if p.required]
            plural = "s" if len(missing) == 1 else ""  # as PyTorch has it
            raise Unfit(f"{name}() missing {len(missing)} required positional argument{plural}: {', '.join(missing)}")
        else:
            continue
        if several and place and not parameter.takes(value) and is_ints(args):
            value, position = args, len(args) - 1
        check(name, parameter, position + 1 if place else None, value)
        found.append((parameter, value))
        position += place
    for key in left:
        if key in [p.name for p in parameters]:
            raise Unfit(f"{name}() got multiple values for argument '{key}'")
        raise Unfit(f"{name}() got an unexpected keyword argument '{key}'")
    return found


def too_many(name, parameters, most, given):
    """PyTorch's sentence for more arguments than a signature has places."""
    least = len([p for p in parameters if p.required])
    takes = f"from {least} to {most} positional arguments" if least != most else f"{most} positional argument"
    plural = "s" if least == most != 1 else ""
    return f"{name}() takes {takes}{plural} but {given} {'was' if given == 1 else 'were'} given"


def check(name, parameter, position, value):
    """Raise ``Unfit`` where a value is not of a parameter's kind."""
    if not parameter.takes(value):
        where = f" (position {position})" if position else ""
        got = f"not {errors.type_name(value)}"
        if where and "ints" in parameter.kind and isinstance(value, tuple | list):
            got = f"but found element of type {errors.type_name(value[0])} at pos 0"
        raise Unfit(f"{name}(): argument '{parameter.name}'{where} must be {parameter.told}, {got}")


def unpack(name, parameter, value):
    """Raise ``Unfit`` where one of several values that PyTorch looks at one by one is not of the kind of the others."""
    if parameter.told == "tuple of ints" and isinstance(value, tuple | list):
        for i, item in enumerate(value, 1):
            if not is_int(item):
                raise Unfit(
                    f"{name}(): argument '{parameter.name}' failed to unpack the object at pos {i} with error "
                    f'"type must be tuple of ints,but got {errors.type_name(item)}"'
                )
    if parameter.kind == "tuple of Tensors":
        for i, item in enumerate(value):
            if not isinstance(item, Tensor):
                raise Unfit(f"expected Tensor as element {i} in argument 0, but got {errors.type_name(item)}")


def why_unfit(name, signatures, args, options):
    """PyTorch's error for a call that fits none of the signatures; None where it fits one, or nothing tells of them."""
    if signatures is None:
        return None
    reasons = []
    for parameters in signatures:
        try:
            found = fit(name, parameters, args, options)
        except Unfit as why:
            reasons.append((parameters, str(why)))
            continue
        try:
            for parameter, value in found:
                unpack(name, parameter, value)
        except Unfit as why:
            return TypeError(str(why))
        return None
    given = len(args) + len(options)
    plausible = [why for p, why in reasons if len([one for one in p if one.required]) <= given <= len(p)]
    if len(reasons) == 1 or len(plausible) == 1:
        return TypeError((plausible or [why for _, why in reasons])[0])
    return combination_error(name, args, [listed(p) for p, _ in reasons], options)


def listed(parameters):
    """A signature as messages show it."""
    shown = [str(p) for p in parameters]
    keywords = [i for i, p in enumerate(parameters) if p.keyword]
    if keywords:
        shown.insert(keywords[0], "*")
    return ", ".join(shown)


def checked(function, name, signatures, before):
    """``function``, with PyTorch's error where it fails and its arguments fit none of its signatures.

    before: how many arguments the signatures leave out: one, of a method.
    """

    @functools.wraps(function)
    def call(*args, **options):
        try:
            out = function(*args, **options)
        except Exception:
            error = why_unfit(name, signatures(), args[before:], options)
            if error is None:
                raise
        else:
            if out is not NotImplemented:  # which is for operators
                return out
            error = why_unfit(name, signatures(), args[before:], options)
        raise error

    return call


def checked_before(function, name, signatures, before):
    """``checked``, but before the call as well; one integer fits, and what else does is remembered."""
    fitting = set()

    @functools.wraps(function)
    def call(*args, **options):
        if options or len(args) != 1 and (len(args) != 2 or args[1].__class__ is not int):
            kinds = (*map(type, args[1:]), *options, *map(type, options.values()))
            if kinds not in fitting:
                kinds = (*map(kind_of, args[1:]), *options, *map(kind_of, options.values()))
            if kinds not in fitting:
                error = why_unfit(name, signatures(), args[before:], options)
                if error is not None:
                    raise error
                fitting.add(kinds)
        return function(*args, **options)

    return call


def kind_of(value):
    """All that decides whether a value fits."""
    if isinstance(value, tuple | list):
        return tuple, *map(kind_of, value)
    return (Tensor, value.dtype, value.ndim == 0, value.requires_grad) if isinstance(value, Tensor) else type(value)


def check_arguments():
    """Have operations tell what is wrong with their arguments: all but ``x.exp()``, which has none, and operators."""
    for name, function in [*vars(Tensor).items()]:
        if name.startswith("_") or name in IN_PYTHON or not inspect.isfunction(function):
            continue
        if not function.__module__.startswith(("minigrad.ops.", "minigrad.registry", "minigrad.function")):
            continue
        if name in OVERLOADS or takes_more(function.__code__):
            setattr(Tensor, name, telling(function, name, own_signatures, 1))
        if FUNCTIONS.get(name) is function:
            FUNCTIONS[name] = telling(function, name, whole_signatures, 0)


def takes_more(code):
    """Whether a function takes more than its input."""
    return code.co_argcount + code.co_kwonlyargcount > 1 or bool(code.co_flags & inspect.CO_VARARGS)


def telling(function, name, signatures, before):
    """``function``, whose signatures are read when they are first needed: of all at once, that takes a while."""
    signatures = functools.cache(functools.partial(signatures, function, name))
    out = checked(function, name, signatures, before)
    return checked_before(out, name, signatures, before) if name in BEFOREHAND else out


def own_signatures(function, name):
    """The signatures of an operation without its input; None where nothing tells of them."""
    own = OVERLOADS.get(name)
    return [parsed(signature) for signature in own] if own else declared(function, name)


def whole_signatures(function, name):
    """The same with the input."""
    signatures = own_signatures(function, name)
    if signatures is None:
        return None
    first = next(iter(inspect.signature(function).parameters.values()))
    kind = "Tensor or Number" if first.annotation == "Tensor | float" else KINDS[first.annotation]
    return [(Parameter(kind, first.name, required=True, keyword=False), *p) for p in signatures]
