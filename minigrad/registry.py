"""From a declaration to its names: ``torch.mul``, ``x.mul``, ``x.mul_``, ``x * y``, ``np.multiply(x, y)``."""

from __future__ import annotations

import functools
import operator

from . import checks, errors
from .constants import constant
from .inplace import booleans_refused, in_place, in_place_binary
from .second_names import ALSO_FUNCTIONS, ALSO_FUNCTIONS_OF_ONE, both_names
from .tensor import Tensor

FUNCTIONS = {}  # the functions of the module minigrad, by name
NUMPY = {}  # by function of NumPy: the function that is called instead if an argument is a Tensor


def set_method(name, function):
    """Offer ``function`` as the method ``name``; under its second name too, and where PyTorch has it, as a function."""
    for called in both_names(name):
        setattr(Tensor, called, checks.as_method(function, called))
        if called in ALSO_FUNCTIONS:
            FUNCTIONS[called] = checks.as_function(function, called)
        elif called in ALSO_FUNCTIONS_OF_ONE:
            FUNCTIONS[called] = functional(function, 1, name=called)


def set_function(name, function):
    """Offer ``function`` as ``torch.<name>``, and under its second name too."""
    for called in both_names(name):
        if called != name and hasattr(function, "made_of"):
            function = functional(*function.made_of, name=called)  # its errors have the second name
        FUNCTIONS[called] = checks.as_function(function, called)


def public(function):
    """Offer ``function`` as ``torch.<name>`` and as a method of its first argument."""
    set_function(function.__name__, function)
    set_method(function.__name__, function)
    return function


def function_only(function):
    """Offer ``function`` as ``torch.<name>``, and not as a method."""
    set_function(function.__name__, function)
    return function


def answers(*functions):
    """A decorator: the function is called instead of these NumPy functions if an argument is a Tensor."""

    def decorate(function):
        NUMPY.update(dict.fromkeys(functions, function))
        return function

    return decorate


TENSOR_OR_NUMBER = (
    "Tensor input, Tensor other, *, Tensor out = None",
    "Tensor input, Number other, *, Tensor out = None",
)


class NotGiven:
    """A default that differs from every value a caller can pass; signatures show it as PyTorch's, ``shown``."""

    def __init__(self, shown):
        self.shown = shown

    def __repr__(self):
        return self.shown

    def __bool__(self):
        return False


NOT_GIVEN, NOT_GIVEN_FALSE = NotGiven("None"), NotGiven("False")
AXIS_NAMES = {"axis": "dim", "keepdims": "keepdim"}


def axis_names(function):
    """A decorator: the function takes NumPy's ``axis`` and ``keepdims`` for ``dim`` and ``keepdim``."""

    @functools.wraps(function)
    def wrapper(*args, **options):
        if options:
            renamed = {AXIS_NAMES.get(name, name): value for name, value in options.items()}
            if len(renamed) < len(options):
                raise TypeError("an argument is given under both of its names")
            options = renamed
        return function(*args, **options)

    return wrapper


def named(function, name, doc):
    """``function`` with this name and docstring."""
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
        set_function(name, tensors_only(apply, 2))
        set_method(name, tensors_only(apply, 1))
    else:
        set_function(name, function)
        set_method(name, apply)
    change = None
    if operation.has_inplace:
        change = form_in_place(operation, apply, f"{name}_")
        set_method(f"{name}_", change)
    if getattr(operator, operation.forward.__name__, None) is operation.forward:
        symbol = operation.forward.__name__
        setattr(Tensor, f"__{symbol}__", apply)
        if arity == 2 and change is not None:
            setattr(Tensor, f"__i{symbol}__", form_in_place(operation, apply, f"{name}_", operator=True))
        if operation.commutes:
            setattr(Tensor, f"__r{symbol}__", apply)
    if operation.ufunc is not None:
        NUMPY[operation.ufunc] = function


def form_in_place(operation, apply, name, operator=False):
    """The method ``name`` that gives a tensor the result of an operation on it; ``operator``: see ``in_place``."""
    if operation.tensors_only:
        return tensors_only(in_place(apply, name), 1)
    if operation.arity == 2 and operation.ufunc is not None:
        return in_place_binary(operation, name, operator)
    return in_place(apply, name, first=booleans_refused(operation))


def tensors_only(apply, position):
    """``apply`` with PyTorch's error for a second input that is no tensor.

    position: of that input in the message: 2 for a function, 1 for a method.
    """
    name = apply.__name__

    def function(input: Tensor, other: Tensor) -> Tensor:
        if not isinstance(input, Tensor):
            raise TypeError(errors.argument_error(name, "input", 1, input))
        if not isinstance(other, Tensor):
            raise TypeError(errors.argument_error(name, "other", position, other))
        return apply(input, other)

    return named(function, name, apply.__doc__)


def tensor_first(apply):
    """``apply`` as a function whose second input may be a number, with PyTorch's error for anything else."""
    name = apply.__name__

    def function(input: Tensor, other: Tensor | float) -> Tensor:
        out = apply(input, other) if isinstance(input, Tensor) else NotImplemented
        if out is NotImplemented:
            raise combination_error(name, (input, other), TENSOR_OR_NUMBER)
        return out

    return named(function, name, apply.__doc__)


def with_options(function, args, options):
    """Call a function of tensors alone with arguments that need a closer look. It is rare, so ``calls`` loads late."""
    from . import calls

    return calls.with_options(function, args, options)


def functional(apply, arity, floating=False, name=None):
    """``torch.<name>`` of an elementwise operation: ``apply`` for tensors and numbers, else PyTorch's error."""
    name = name or apply.__name__
    if arity == 1:

        def elementwise(input=NOT_GIVEN, /, *more, **options):
            if more or options or input.__class__ is not Tensor and not isinstance(input, Tensor):
                return with_options(elementwise, (input, *more), options)
            return apply(input)

        elementwise.__wrapped__ = of_one
    else:

        def elementwise(input=NOT_GIVEN, other=NOT_GIVEN, /, *more, **options):
            if more or options or other is NOT_GIVEN:
                if len(options) == 1 and other is NOT_GIVEN is not input and isinstance(options.get("other"), Tensor):
                    return elementwise(input, options["other"])
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
    """Has the signature that is shown for an operation on one tensor."""


def of_two(input: Tensor | float, other: Tensor | float) -> Tensor:
    """Has the signature that is shown for an operation on two."""


def combination_error(name, values, signatures, options=None):
    """PyTorch's error for arguments that fit none of a function's signatures; ``options`` are those given by name."""
    return TypeError(combination(name, values, signatures, options or {}))


def combination(name, values, signatures, options):
    """The message of that error."""
    options = dict(reversed(options.items()))  # in PyTorch's order
    start = f"{name}() received an invalid combination of arguments - got "
    if len(signatures) == 1:
        return start + against(signatures[0], values, options)
    listed = "".join(f"\n * ({signature})" for signature in signatures)
    return f"{start}{described(values, options)}, but expected one of:{listed}\n"


def described(values, options):
    """The types of arguments, as that message lists them."""
    named = [f"{key}={errors.type_name(value)}" for key, value in options.items()]
    return f"({', '.join([*map(errors.type_name, values), *named])}{', ' if named and not values else ''})"


def against(signature, values, options):
    """The message if there is one signature: arguments of a wrong type stand between exclamation marks.

    As in PyTorch, which compares with the text of the signature: the "name" of a parameter with a default is that
    default, and no value is of the type Number.
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
    """The type of a value; of a tuple or list with the types of its elements."""
    if not isinstance(value, tuple | list):
        return errors.type_name(value)
    inside = ", ".join(map(errors.type_name, value))
    if isinstance(value, list):
        return f"list of [{inside}]"
    return f"tuple of ({inside}{',' if len(value) == 1 else ''})"


for name, member in [*vars(Tensor).items()]:
    if callable(member) and not name.startswith("_"):
        set_method(name, member)
