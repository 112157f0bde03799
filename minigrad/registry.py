"""From a declaration to its names: ``torch.mul``, ``x.mul``, ``x.mul_``, ``x * y``, ``np.multiply(x, y)``."""

from __future__ import annotations

import functools
import operator

from . import errors
from .constants import constant
from .inplace import booleans_refused, in_place, in_place_binary
from .tensor import Tensor

FUNCTIONS = {}  # what minigrad itself offers, by name
NUMPY = {}  # which function answers for one of NumPy's that is called on a Tensor


def public(function):
    """Offer ``function`` as ``torch.<name>`` and as a method of its first argument."""
    FUNCTIONS[function.__name__] = function
    setattr(Tensor, function.__name__, function)
    return function


def function_only(function):
    """Offer ``function`` as ``torch.<name>``, and not as a method."""
    FUNCTIONS[function.__name__] = function
    return function


def answers(*functions):
    """A decorator: the function answers when one of these NumPy functions is called on a Tensor."""

    def decorate(function):
        NUMPY.update(dict.fromkeys(functions, function))
        return function

    return decorate


TENSOR_OR_NUMBER = (
    "Tensor input, Tensor other, *, Tensor out = None",
    "Tensor input, Number other, *, Tensor out = None",
)


class Unsaid:
    """What an argument is that nobody gives, where to say it aloud is something else; it is ``shown`` as that."""

    def __init__(self, shown):
        self.shown = shown

    def __repr__(self):
        return self.shown

    def __bool__(self):
        return False


UNSAID, UNSAID_FALSE = Unsaid("None"), Unsaid("False")
AXIS_NAMES = {"axis": "dim", "keepdims": "keepdim"}


def axis_names(function):
    """A decorator: the function takes NumPy's ``axis`` and ``keepdims`` for ``dim`` and ``keepdim``."""

    @functools.wraps(function)
    def wrapper(*args, **options):
        if options:
            renamed = {AXIS_NAMES.get(name, name): value for name, value in options.items()}
            if len(renamed) < len(options):
                raise TypeError("an argument is given by both of its names")
            options = renamed
        return function(*args, **options)

    return wrapper


def named(function, name, doc):
    """``function`` under a name and with a docstring that follow from what it was made of."""
    function.__name__ = function.__qualname__ = name
    function.__doc__ = doc
    return function


def register(operation, arity):
    """Offer a declared elementwise operation under all its names."""
    name = operation.called
    apply = named(operation.apply, name, operation.__doc__)
    function = functional(apply, arity, operation.floating)
    apply.__wrapped__ = function.__wrapped__
    if operation.tensors_only:
        FUNCTIONS[name] = tensors_only(apply, 2)
        setattr(Tensor, name, tensors_only(apply, 1))
    else:
        public(function)
        setattr(Tensor, name, apply)
    if not operation.changes:
        pass
    elif operation.tensors_only:
        setattr(Tensor, f"{name}_", tensors_only(in_place(apply, f"{name}_"), 1))
    elif arity == 2 and operation.ufunc is not None:
        setattr(Tensor, f"{name}_", in_place_binary(operation, f"{name}_"))
    else:
        setattr(Tensor, f"{name}_", in_place(apply, f"{name}_", first=booleans_refused(operation)))
    if getattr(operator, operation.forward.__name__, None) is operation.forward:
        symbol = operation.forward.__name__
        setattr(Tensor, f"__{symbol}__", apply)
        if arity == 2 and operation.changes:
            setattr(Tensor, f"__i{symbol}__", getattr(Tensor, f"{name}_"))
        if operation.commutes:
            setattr(Tensor, f"__r{symbol}__", apply)
    if operation.ufunc is not None:
        NUMPY[operation.ufunc] = function


def tensors_only(apply, position):
    """``apply`` for two tensors, as a function or a method: a number as the second is PyTorch's error."""
    name = apply.__name__

    def function(input: Tensor, other: Tensor) -> Tensor:
        if not isinstance(input, Tensor):
            raise TypeError(argument_error(name, "input", 1, input))
        if not isinstance(other, Tensor):
            raise TypeError(argument_error(name, "other", position, other))
        return apply(input, other)

    return named(function, name, apply.__doc__)


def tensor_first(apply):
    """``apply`` as a function of a tensor and a tensor or a number, with PyTorch's error for anything else."""
    name = apply.__name__

    def function(input: Tensor, other: Tensor | float) -> Tensor:
        out = apply(input, other) if isinstance(input, Tensor) else NotImplemented
        if out is NotImplemented:
            raise combination_error(name, (input, other), TENSOR_OR_NUMBER)
        return out

    return named(function, name, apply.__doc__)


def with_options(function, args, options):
    """A call of a function that takes no options, with some, or without all arguments."""
    from . import calls

    return calls.with_options(function, args, options)


def alias(name, other):
    """Offer the operation ``name`` under an ``other`` name too."""
    made_of = getattr(FUNCTIONS[name], "made_of", None)
    FUNCTIONS[other] = functional(*made_of, name=other) if made_of else FUNCTIONS[name]
    for suffix in ("", "_"):
        if hasattr(Tensor, name + suffix):
            setattr(Tensor, other + suffix, getattr(Tensor, name + suffix))


def functional(apply, arity, floating=False, name=None):
    """``apply`` for any mix of tensors and numbers, with PyTorch's error for anything else, which has its ``name``."""
    name = name or apply.__name__
    if arity == 1:

        def elementwise(input=UNSAID, *more, **options):
            if more or options or input.__class__ is not Tensor and not isinstance(input, Tensor):
                return with_options(elementwise, (input, *more), options)
            return apply(input)

        elementwise.__wrapped__ = of_one
    else:

        def elementwise(input=UNSAID, other=UNSAID, *more, **options):
            if more or options or other is UNSAID:
                return with_options(elementwise, (input, other, *more), options)
            if input.__class__ is not Tensor and not isinstance(input, Tensor):
                left = constant(input, other._data, floating) if isinstance(other, Tensor) else NotImplemented
                if left is NotImplemented:
                    return with_options(elementwise, (input, other), options)
                input = left
            out = apply(input, other)
            if out is NotImplemented:
                return with_options(elementwise, (input, other), options)
            return out

        elementwise.__wrapped__ = of_two
    elementwise.made_of = apply, arity, floating
    return named(elementwise, name, apply.__doc__)


def of_one(input: Tensor) -> Tensor:
    """What the signature of a function of one is."""


def of_two(input: Tensor | float, other: Tensor | float) -> Tensor:
    """What the signature of a function of two is."""


def argument_error(name, argument, position, value):
    """PyTorch's sentence for an argument that should have been a tensor."""
    return f"{name}(): argument '{argument}' (position {position}) must be Tensor, not {errors.type_name(value)}"


def combination_error(name, values, signatures, options=None):
    """PyTorch's error for arguments, some perhaps named, that none of a function's signatures takes."""
    return TypeError(combination(name, values, signatures, options or {}))


def combination(name, values, signatures, options):
    """The sentence of that error."""
    options = dict(reversed(options.items()))  # as PyTorch has them
    start = f"{name}() received an invalid combination of arguments - got "
    if len(signatures) == 1:
        return start + against(signatures[0], values, options)
    listed = "".join(f"\n * ({signature})" for signature in signatures)
    return f"{start}{described(values, options)}, but expected one of:{listed}\n"


def described(values, options):
    """The types of arguments, as that error has them."""
    named = [f"{key}={errors.type_name(value)}" for key, value in options.items()]
    return f"({', '.join([*map(errors.type_name, values), *named])}{', ' if named and not values else ''})"


def against(signature, values, options):
    """What that error says where there is one signature: which arguments are not of its types.

    PyTorch reads its own text for that, in which what has a default is named by that, and a number is of no type.
    """
    parts = [part.rpartition(" ") for part in signature.split(", ")]
    unknown = [key for key in options if key not in [name for _, _, name in parts[len(parts) - len(options) :]]]
    if unknown:
        return f"unrecognized keyword arguments: {', '.join(unknown)}"
    if len(values) + len(options) != len(parts):
        return f"{described(values, options)}, but expected ({signature})"
    given = [("", value) for value in values] + [(f"{name}=", options[name]) for _, _, name in parts[len(values) :]]
    told = [
        f"{key}{in_full(value)}" if errors.type_name(value) == kind else f"!{key}{in_full(value)}!"
        for (key, value), (kind, _, _) in zip(given, parts, strict=True)
    ]
    return f"({', '.join(told)}), but expected ({signature})"


def in_full(value):
    """The type of a value, with the types of what it holds."""
    if not isinstance(value, tuple | list):
        return errors.type_name(value)
    inside = ", ".join(map(errors.type_name, value))
    if isinstance(value, list):
        return f"list of [{inside}]"
    return f"tuple of ({inside}{',' if len(value) == 1 else ''})"
