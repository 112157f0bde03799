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
from .device import device
from .generator import Generator
from .left_out import WHY, refusal, says_something
from .overloads import ARITHMETIC, BEFOREHAND, IN_PYTHON, KINDS, LEFT_OUT, OVERLOADS, SEVERAL_OUT, WHOLE, WITHOUT_OUT
from .registry import FUNCTIONS, UNSAID, combination_error
from .tensor import Tensor

MODULES = tuple(f"minigrad.{name}" for name in ("ops.", "creation", "from_data", "function", "random", "registry"))

# By which NumPy's names PyTorch takes an argument too.
NUMPY_NAMES = {"dim": ("axis",), "keepdim": ("keepdims",), "input": ("x", "a", "x1"), "other": ("x2",)}


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
    "object": lambda value: True,
    "torch.Generator": lambda value: isinstance(value, Generator),
    "torch.device": lambda value: isinstance(value, str | int | device) and not isinstance(value, bool),
    "torch.layout": lambda value: False,  # of which there are none here
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
    left, position = dict(options), 0
    places = [p for p in parameters if not p.keyword]
    several = len(places) == 1 and places[0].kind == "ints" and (len(args) < 2 or is_int(args[0]))
    if len(args) > len(places) and not several:
        raise Unfit(too_many(name, parameters, len(places), len(args)))
    for i, parameter in enumerate(parameters):
        place = position < len(args)
        if place and parameter.keyword:
            raise Unfit(too_many(name, parameters, len(places), len(args)))
        if place:
            value = args[position]
        elif called := given_as(parameter.name, left):
            value = left.pop(called)
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


def given_as(name, options):
    """By which name an argument is among ``options``; None where it is not."""
    return next((called for called in (name, *NUMPY_NAMES.get(name, ())) if called in options), None)


def renamed(options, signatures):
    """``options`` that fit one of the signatures by their first names, less what says nothing and is left out."""
    names = {p.name for parameters in signatures or () for p in parameters}
    first = {given_as(name, options): name for name in names}
    return {first.get(key, key): value for key, value in options.items() if key not in WHY or says_something(value)}


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
        if any(isinstance(value, complex) for _, value in found):
            return NotImplementedError(errors.NO_COMPLEX)
        asked = [p.name for p, value in found if p.name in WHY and says_something(value)]
        return refusal(name, asked[0]) if asked else None
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
            error = why_unfit(name, signatures(function, name), args[before:], options)
            if error is None:
                others = renamed(options, signatures(function, name))
                if [*others] == [*options]:
                    raise
        else:
            if out is not NotImplemented:  # which is for operators
                return out
            error, others = why_unfit(name, signatures(function, name), args[before:], options), options
        if error is None:
            return function(*args, **others)
        raise error

    return call


def with_options(function, args, options):
    """A call of a function that takes none: it is given its arguments by name, or PyTorch's error is raised."""
    name = function.__name__
    args = [value for value in args if value is not UNSAID]
    signatures = whole_signatures(function, name)
    error = why_unfit(name, signatures, args, options)
    if error is not None:
        raise error
    given = renamed(options, signatures)
    if signatures is None or [*given] == [*options]:
        raise TypeError(f"{name}() takes other arguments")
    return function(*args, **given)


def checked_before(function, name, signatures, before):
    """``checked``, but before the call as well; what fits is remembered, and one integer does, or a number of them."""
    fitting, quick = set(), not inspect.unwrap(function).__code__.co_flags & inspect.CO_VARARGS

    @functools.wraps(function)
    def call(*args, **options):
        if (
            options
            or not quick
            or len(args) != 1
            and (len(args) != 2 or args[1].__class__ is not int)
            or not before
            and not isinstance(args[0], Tensor)
        ):
            kinds = (*map(type, args[before:]), *options, *map(type, options.values()))
            if kinds not in fitting:
                kinds = (*map(kind_of, args[before:]), *options, *map(kind_of, options.values()))
            if kinds not in fitting:
                error = why_unfit(name, signatures(function, name), args[before:], options)
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
        if is_ours(name, function) and (name in OVERLOADS or takes_more(function.__code__)):
            setattr(Tensor, name, telling(function, name, own_signatures, 1))
    for name, function in [*FUNCTIONS.items()]:
        if is_ours(name, function) and function.__code__.co_name != "elementwise":  # which tell themselves
            FUNCTIONS[name] = telling(function, name, whole_signatures, 0)


def is_ours(name, function):
    """Whether a member of Tensor or a function is an operation whose arguments are looked at here."""
    if name.startswith("_") or name in IN_PYTHON or not inspect.isfunction(function):
        return False
    return function.__module__.startswith(MODULES)


def takes_more(code):
    """Whether a function takes more than its input."""
    return code.co_argcount + code.co_kwonlyargcount > 1 or bool(code.co_flags & inspect.CO_VARARGS)


def telling(function, name, signatures, before):
    """``function``, whose ``signatures`` are read when they are first needed: of all at once, that takes a while."""
    out = checked(function, name, signatures, before)
    return checked_before(out, name, signatures, before) if name in BEFOREHAND else out


@functools.cache
def own_signatures(function, name):
    """The signatures of an operation without its input; None where nothing tells of them."""
    own = OVERLOADS.get(function.__name__) or OVERLOADS.get(name)
    if name.endswith("_"):
        function = FUNCTIONS.get(name[:-1], function)
    signatures = [parsed(signature) for signature in own] if own else declared(function, name)
    more = parsed(LEFT_OUT.get(name, ""))
    return signatures and [(*parameters, *more) for parameters in signatures]


@functools.cache
def whole_signatures(function, name):
    """The same with the input and ``out``."""
    if name in WHOLE:
        return [parsed(signature) for signature in WHOLE[name]]
    signatures = own_signatures(function, name)
    if signatures is None:
        return None
    first = next(iter(inspect.signature(function).parameters.values()))
    kind = "Tensor or Number" if first.annotation == "Tensor | float" else KINDS.get(first.annotation)
    input = Parameter(kind, first.name, required=True, keyword=False)
    return kind and [(input, *parameters, *outs(name, parameters)) for parameters in signatures]


def outs(name, parameters):
    """The parameter ``out`` of a signature, which most functions have."""
    names = [p.name for p in parameters]
    if name in WITHOUT_OUT or names == ["unbiased"] or name in ("median", "where") and not names:
        return ()
    several = name in SEVERAL_OUT and (name not in ("max", "min") or "dim" in names)
    return (Parameter("tuple of Tensors?" if several else "Tensor?", "out", False, True, " = None"),)
