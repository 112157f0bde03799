"""Calls as PyTorch reads them: which signature a call fits, and the error for a call that fits none."""

from __future__ import annotations

import inspect

import numpy as np

from . import errors, in_python
from .constants import python_number
from .left_out import WHY, refusal, says_something
from .overloads import WHOLE
from .registry import NOT_GIVEN, combination
from .signatures import is_int, is_item, method_signatures, parsed, whole_signatures
from .tensor import Tensor
from .warning import warn_once

# The names of NumPy's under which PyTorch takes an argument as well.
NUMPY_NAMES = {"dim": ("axis",), "keepdim": ("keepdims",), "input": ("x", "a", "x1"), "other": ("x2",)}


class Unfit(Exception):
    """Why a call does not fit a signature."""


def fit(name, signature, args, options):
    """The parameters that a call gives values to, as pairs (parameter, value).

    Raises ``Unfit``, with PyTorch's message, if the call does not fit the signature.
    """
    found, parameters = [], signature.parameters
    left, position = dict(options), 0
    several = signature.places == 1 and parameters[0].kind == "ints" and (len(args) < 2 or is_int(args[0]))
    if len(args) > signature.places and not several:
        raise Unfit(too_many(name, signature, len(args)))
    for i, parameter in enumerate(parameters):
        place = position < len(args)
        if place and parameter.keyword:
            raise Unfit(too_many(name, signature, len(args)))
        if place:
            value = args[position]
        elif called := given_as(parameter.name, left):
            value = left.pop(called)
        elif parameter.required:
            missing = [f'"{p.name}"' for p in parameters[i:] if p.required]
            plural = "s" if len(missing) == 1 else ""  # the wrong way round, as in PyTorch
            raise Unfit(f"{name}() missing {len(missing)} required positional argument{plural}: {', '.join(missing)}")
        else:
            continue
        if several and place and not parameter.takes(value) and parameter.takes(args):
            value, position = args, len(args) - 1
        check(name, parameter, i, position + 1 if place else None, value)
        found.append((parameter, value))
        position += place
    names = [p.name for p in parameters]
    for key in options if left else ():
        if key not in names:
            raise Unfit(f"{name}() got an unexpected keyword argument '{key}'")
        if key in names[: len(args)]:
            raise Unfit(f"{name}() got multiple values for argument '{key}'")
    return found


def given_as(name, options):
    """The name under which an argument is among ``options``; None if it is not."""
    return next((called for called in (name, *NUMPY_NAMES.get(name, ())) if called in options), None)


def too_many(name, signature, given):
    """The message for more arguments without a name than a signature takes."""
    least, most = signature.least, signature.places
    takes = f"from {least} to {most} positional arguments" if least != most else f"{most} positional argument"
    plural = "s" if least == most != 1 else ""
    return f"{name}() takes {takes}{plural} but {given} {'was' if given == 1 and least == most else 'were'} given"


def check(name, parameter, place, position, value):
    """Raise ``Unfit`` if a value is not of the kind of a parameter.

    place: the index of the parameter in its signature.
    position: that of the value in the call, from 1; None if it was given by name.
    """
    if not parameter.takes(value):
        where = f" (position {position})" if position else ""
        got = f"not {errors.type_name(value)}"
        if where and "ints" in parameter.kind and isinstance(value, tuple | list):
            got = f"but found element of type {errors.type_name(value[0])} at pos 0"
        raise Unfit(f"{name}(): argument '{parameter.name}'{where} must be {parameter.shown_kind}, {got}")
    if parameter.shown_kind == "tuple of Tensors" and value is not None:
        for i, item in enumerate(value):
            if not isinstance(item, Tensor):  # a TypeError, since PyTorch tries no other signature after that
                raise TypeError(f"expected Tensor as element {i} in argument {place}, but got {errors.type_name(item)}")


def unpack(name, parameter, value):
    """Raise ``Unfit`` if one of a sequence of integers is none. PyTorch looks at them once the signature is chosen."""
    if parameter.shown_kind == "tuple of ints" and isinstance(value, tuple | list):
        for i, item in enumerate(value, 1):
            if not is_item(item):
                raise Unfit(
                    f"{name}(): argument '{parameter.name}' failed to unpack the object at pos {i} with error "
                    f'"type must be tuple of ints,but got {errors.type_name(item)}"'
                )


def read(name, signatures, args, options):
    """The first signature that a call fits, and its (parameter, value) pairs. Raises ``Unfit`` if it fits none."""
    reasons = []
    for signature in signatures:
        try:
            found = fit(name, signature, args, options)
        except Unfit as why:
            reasons.append((signature, str(why)))
            continue
        for parameter, value in found:
            unpack(name, parameter, value)
        return signature, found
    given = len(args) + len(options)
    shown = [(signature, why) for signature, why in reasons if not signature.deprecated]
    plausible = [why for signature, why in shown if signature.least <= given <= len(signature.parameters)]
    if len(reasons) == 1 or len(plausible) == 1:
        raise Unfit((plausible or [why for _, why in reasons])[0])
    raise Unfit(combination(name, args, [str(signature) for signature, _ in shown], options))


def answer(function, name, args, options, before, failed=True):
    """What is wrong with a call, as (error, again).

    error: PyTorch's error for it, or None.
    again: if PyTorch takes the call and ``function`` does not, the (args, options) to call ``function`` with instead:
        tensors of one number as numbers, and arguments under the names that it has for them. Else None.
    before: how many arguments the signatures leave out: 1 for a method, 0 for a function.
    failed: the call was tried and has raised; else it is looked at beforehand.
    """
    if before and args and not isinstance(args[0], Tensor):
        kind = errors.type_name(args[0])
        return TypeError(
            f"descriptor '{name}' for 'torch._C.TensorBase' objects doesn't apply to a '{kind}' object"
        ), None
    in_pytorch = (in_python.METHODS if before else in_python.FUNCTIONS).get(name)
    if in_pytorch is not None:
        return error_in_python(in_pytorch, args, options), None
    signatures = (method_signatures if before else whole_signatures)(function, name)
    if signatures is None:
        return None, None
    if before and (args[1:] or options) and not any(signature.parameters for signature in signatures):
        return TypeError(errors.no_arguments(name, len(args) - before, options)), None
    try:
        signature, found = read(name, signatures, args[before:], options)
    except (Unfit, TypeError) as why:
        return TypeError(str(why)), None
    if any(isinstance(value, complex) for _, value in found):
        return NotImplementedError(errors.NO_COMPLEX), None
    for parameter, value in found:
        if parameter.name in WHY and (says_something(value) or parameter.name == "out" and value is False):
            return refusal(name, parameter.name), None
    if signature.deprecated and failed:
        warn_deprecated(name, signature, signatures)
    plain = [(parameter, parameter.plain(value)) for parameter, value in found]
    converted = any(now is not value for (_, now), (_, value) in zip(plain, found, strict=True))
    if not converted and not (failed and (renamed(found, options) or not binds(function, args, options))):
        return None, None
    return None, arranged(function, args, plain, before)


def error_in_python(in_pytorch, args, options):
    """PyTorch's error for a call of an operation that it has in Python; None if the call fits."""
    try:
        name, args, options = in_pytorch(*args, **options)
        read(name, [parsed(signature) for signature in in_python.INNER[name]], args, options)
    except Unfit as why:
        return TypeError(str(why))
    except Exception as error:
        return error
    return None


def check_fits(name, *args):
    """Raise PyTorch's error for a call that does not fit the signatures of ``name``, which are in ``WHOLE``."""
    try:
        read(name, [parsed(signature) for signature in WHOLE[name]], args, {})
    except Unfit as why:
        raise TypeError(str(why)) from None


def arranged(function, args, found, before):
    """The (args, options) with which ``function`` takes what was found."""
    takes = inspect.signature(function).parameters
    args, options = [*args[:before]], {}
    for parameter, value in found:
        own = takes.get(parameter.name)
        by_place = not parameter.keyword if own is None else own.kind is own.VAR_POSITIONAL
        if by_place or not args:
            args.append(value)
        elif own is not None or parameter.name not in WHY:
            options[parameter.name] = value
    return args, options


def renamed(found, options):
    """Whether an argument is given under another name than PyTorch's own."""
    return not options.keys() <= {parameter.name for parameter, _ in found}


def binds(function, args, options):
    """Whether a function can be called with these arguments."""
    try:
        inspect.signature(function).bind(*args, **options)
    except TypeError:
        return False
    return True


def warn_deprecated(name, signature, signatures):
    """Give PyTorch's warning for a call with a deprecated signature."""
    instead = "\n\t".join(f"{name}({other})" for other in signatures if not other.deprecated)
    warn_once(
        f"This overload of {name} is deprecated:\n\t{name}({signature})\nConsider using one of the following "
        f"signatures instead:\n\t{instead}"
    )


def with_options(function, args, options):
    """Call a function of tensors alone with arguments that it does not take so: by name, or as numbers only.

    Raises PyTorch's error if they fit none of its signatures.
    """
    name = function.__name__
    args = [value for value in args if value is not NOT_GIVEN]
    error, again = answer(function, name, args, options, 0)
    if error is not None:
        raise error
    if again is not None:
        args, options = again
        return function(*args, **options)
    args = inspect.signature(function).bind(*args, **options).args
    if not any(isinstance(value, Tensor) for value in args):
        from .from_data import tensor

        first = args[0]
        args = [tensor(python_number(first) if isinstance(first, np.generic) else first), *args[1:]]
    return function(*args)
