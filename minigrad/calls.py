"""Calls as PyTorch reads them: which signature one fits, and PyTorch's words for one that fits none."""

from __future__ import annotations

import inspect

from . import errors, in_python
from .left_out import WHY, refusal, says_something
from .overloads import WHOLE
from .registry import UNSAID, combination
from .signatures import is_int, is_item, method_signatures, parsed, whole_signatures
from .tensor import Tensor
from .warning import warn_once

# By which NumPy's names PyTorch takes an argument too.
NUMPY_NAMES = {"dim": ("axis",), "keepdim": ("keepdims",), "input": ("x", "a", "x1"), "other": ("x2",)}


class Unfit(Exception):
    """Why a call does not fit a signature."""


def fit(name, signature, args, options):
    """What goes to which parameter. Raises ``Unfit``, with PyTorch's sentence, for a call that does not fit."""
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
            plural = "s" if len(missing) == 1 else ""  # as PyTorch has it
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
    """By which name an argument is among ``options``; None where it is not."""
    return next((called for called in (name, *NUMPY_NAMES.get(name, ())) if called in options), None)


def too_many(name, signature, given):
    """PyTorch's sentence for more arguments than a signature has places."""
    least, most = signature.least, signature.places
    takes = f"from {least} to {most} positional arguments" if least != most else f"{most} positional argument"
    plural = "s" if least == most != 1 else ""
    return f"{name}() takes {takes}{plural} but {given} {'was' if given == 1 and least == most else 'were'} given"


def check(name, parameter, place, position, value):
    """Raise ``Unfit`` where a value is not of the kind of a parameter, which has a ``place`` among the others."""
    if not parameter.takes(value):
        where = f" (position {position})" if position else ""
        got = f"not {errors.type_name(value)}"
        if where and "ints" in parameter.kind and isinstance(value, tuple | list):
            got = f"but found element of type {errors.type_name(value[0])} at pos 0"
        raise Unfit(f"{name}(): argument '{parameter.name}'{where} must be {parameter.told}, {got}")
    if parameter.told == "tuple of Tensors" and value is not None:
        for i, item in enumerate(value):
            if not isinstance(item, Tensor):  # after which PyTorch tries no other signature
                raise TypeError(f"expected Tensor as element {i} in argument {place}, but got {errors.type_name(item)}")


def unpack(name, parameter, value):
    """Raise ``Unfit`` where one of several values that PyTorch looks at one by one is not of the kind of the others."""
    if parameter.told == "tuple of ints" and isinstance(value, tuple | list):
        for i, item in enumerate(value, 1):
            if not is_item(item):
                raise Unfit(
                    f"{name}(): argument '{parameter.name}' failed to unpack the object at pos {i} with error "
                    f'"type must be tuple of ints,but got {errors.type_name(item)}"'
                )


def read(name, signatures, args, options):
    """The signature that a call fits, and what goes to which parameter. Raises ``Unfit`` for one that fits none."""
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
    """What a call comes to: PyTorch's error for it, or other arguments for ``function`` that say the same, or neither,
    as (error, arguments).

    There are other arguments where some are tensors in the place of numbers, and, if the call ``failed``, where
    ``function`` does not take them as they are. before: how many arguments its signatures leave out: one, of a method.
    """
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
    """PyTorch's error for a call of an operation that it has in Python; None where the call fits."""
    try:
        name, args, options = in_pytorch(*args, **options)
        read(name, [parsed(signature) for signature in in_python.INNER[name]], args, options)
    except Unfit as why:
        return TypeError(str(why))
    except Exception as error:
        return error
    return None


def error_of(name, *args):
    """PyTorch's error for a call that does not fit the signatures of ``name``."""
    try:
        read(name, [parsed(signature) for signature in WHOLE[name]], args, {})
    except Unfit as why:
        return TypeError(str(why))


def arranged(function, args, found, before):
    """What was found, under the names that ``function`` has for it, or in its place."""
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
    """Whether one of the arguments is given by another name than its first."""
    return not options.keys() <= {parameter.name for parameter, _ in found}


def binds(function, args, options):
    """Whether a function can be called so."""
    try:
        inspect.signature(function).bind(*args, **options)
    except TypeError:
        return False
    return True


def warn_deprecated(name, signature, signatures):
    """PyTorch's warning for a call by a signature that it does not list any more."""
    instead = "\n\t".join(f"{name}({other})" for other in signatures if not other.deprecated)
    warn_once(
        f"This overload of {name} is deprecated:\n\t{name}({signature})\nConsider using one of the following "
        f"signatures instead:\n\t{instead}"
    )


def with_options(function, args, options):
    """A call of a function that takes none: it is given its arguments by name, or PyTorch's error is raised."""
    name = function.__name__
    args = [value for value in args if value is not UNSAID]
    error, again = answer(function, name, args, options, 0)
    if error is not None:
        raise error
    if again is None:  # for numbers alone
        from .from_data import tensor

        again = [tensor(args[0]), *args[1:]], options
    args, options = again
    return function(*args, **options)
