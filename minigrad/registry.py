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
    """What an argument is that nobody gives, where None said aloud is something else."""

    def __repr__(self):
        return "None"


UNSAID = Unsaid()
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
    function = functional(apply, arity)
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
    from . import signatures

    return signatures.with_options(function, args, options)


def functional(apply, arity):
    """``apply`` for any mix of tensors and numbers, with PyTorch's error for anything else."""
    name = apply.__name__

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
                left = constant(input, other._data) if isinstance(other, Tensor) else NotImplemented
                if left is NotImplemented:
                    raise TypeError(argument_error(name, "input", 1, input))
                input = left
            out = apply(input, other)
            if out is NotImplemented:
                raise TypeError(argument_error(name, "other", 2, other))
            return out

        elementwise.__wrapped__ = of_two
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
    named = [f"{key}={errors.type_name(value)}" for key, value in (options or {}).items()]
    kinds = ", ".join([*map(errors.type_name, values), *named]) + (", " if named and not values else "")
    listed = "".join(f"\n * ({signature})" for signature in signatures)
    return TypeError(
        f"{name}() received an invalid combination of arguments - got ({kinds}), but expected one of:{listed}\n"
    )
