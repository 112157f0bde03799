"""Calls as PyTorch reads them: which signature one fits, and PyTorch's words for one that fits none.

A call is not looked at before it has failed: what is called with arguments that fit takes only one call more. Those of
the operations in ``BEFOREHAND`` are, since they would make something of arguments that do not fit.
"""

from __future__ import annotations

import functools
import inspect

from . import errors
from .left_out import WHY, refusal, says_something
from .overloads import BEFOREHAND, IN_PYTHON, UNREAD
from .registry import FUNCTIONS, UNSAID, argument_error, combination
from .signatures import is_int, is_item, method_signatures, parsed, whole_signatures
from .tensor import Tensor
from .warning import warn_once

MODULES = tuple(
    f"minigrad.{name}" for name in ("ops.", "creation", "from_data", "function", "random", "registry", "tensor")
)

# The functions that tell themselves what is wrong with their arguments, and the methods that do so.
TELLING, METHODS_TELLING = {"elementwise"}, {"casting", "predicted", "unary"}
QUICK = {  # methods that take nothing, or nothing much, and for which one call more would be much
    *("clone", "contiguous", "cpu", "detach", "dim", "is_contiguous", "is_floating_point", "is_inference", "item"),
    *("numel", "numpy", "requires_grad_", "size", "square", "t", "zero_"),
}

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


def answer(function, name, signatures, args, options, before, failed=True):
    """What a call comes to: PyTorch's error for it, or other arguments for ``function`` that say the same, or neither,
    as (error, arguments).

    There are other arguments where some are tensors in the place of numbers, and, if the call ``failed``, where
    ``function`` does not take them as they are.
    """
    if name in IN_PYTHON:
        from . import in_python

        call = getattr(in_python.Methods if before else in_python, name, None)
        if call is not None:
            return error_in_python(call, args, options), None
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


def error_in_python(call, args, options):
    """PyTorch's error for a call of an operation that it has in Python; None where the call fits."""
    from .in_python import INNER

    try:
        name, args, options = call(*args, **options)
        read(name, [parsed(signature) for signature in INNER[name]], args, options)
    except Unfit as why:
        return TypeError(str(why))
    except Exception as error:
        return error
    return None


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
        f"signatures instead:\n\t{instead}",
        stacklevel=4,
    )


def checked(function, name, signatures, before):
    """``function``, with PyTorch's error where it fails and its arguments fit none of its signatures.

    before: how many arguments the signatures leave out: one, of a method.
    """

    @functools.wraps(function)
    def call(*args, **options):
        try:
            out = function(*args, **options) if options else function(*args)  # which is faster
        except Exception:
            error, again = answer(function, name, signatures(function, name), args, options, before)
            if error is again:
                raise
        else:
            if out is not NotImplemented:  # which is for operators
                return out
            error, again = answer(function, name, signatures(function, name), args, options, before)
            if error is again:
                return out
        if error is not None:
            raise error
        args, options = again
        return function(*args, **options)

    return call


def alone(function, name):
    """``function``, a method that takes nothing but its tensor, with PyTorch's error where it is given more."""

    @functools.wraps(function)
    def call(self, /, *more, **options):
        if more or options:
            error, again = answer(function, name, method_signatures(function, name), (self, *more), options, 1)
            if error is not None:
                raise error
            args, options = again
            return function(*args, **options)
        return function(self)

    return call


def with_options(function, args, options):
    """A call of a function that takes none: it is given its arguments by name, or PyTorch's error is raised."""
    name = function.__name__
    args = [value for value in args if value is not UNSAID]
    error, again = answer(function, name, whole_signatures(function, name), args, options, 0)
    if again is None:
        raise error or TypeError(argument_error(name, "input", 1, args[0]))  # for numbers alone
    args, options = again
    return function(*args, **options)


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
                error, again = answer(function, name, signatures(function, name), args, options, before, failed=False)
                if error is not None:
                    raise error
                if again is not None:
                    args, options = again
                    return function(*args, **options)
                fitting.add(kinds)
        return function(*args, **options)

    return call


def kind_of(value):
    """All that decides whether a value fits."""
    if isinstance(value, tuple | list):
        return tuple, *map(kind_of, value)
    return (Tensor, value.dtype, value.ndim == 0, value.requires_grad) if isinstance(value, Tensor) else type(value)


def check_arguments():
    """Have operations tell what is wrong with their arguments: all but operators and those that do so themselves."""
    for name, function in [*vars(Tensor).items()]:
        if name in QUICK:
            function.__qualname__ = name  # as in PyTorch's errors
        elif is_ours(name, function, METHODS_TELLING):
            if takes_more(inspect.unwrap(function).__code__):
                setattr(Tensor, name, telling(function, name, method_signatures, 1))
            else:
                setattr(Tensor, name, alone(function, name))
    for name, function in [*FUNCTIONS.items()]:
        if is_ours(name, function, TELLING):
            if takes_one_and_more(inspect.unwrap(function).__code__):
                function = of_one_sequence(function)
            FUNCTIONS[name] = telling(function, name, whole_signatures, 0)


def is_ours(name, function, others):
    """Whether a member of Tensor or a function is an operation whose arguments are looked at here."""
    if name.startswith("_") or name in UNREAD or not inspect.isfunction(function):
        return False
    if function.__name__ != name:  # a second name, of which its own errors would not tell
        return True
    return function.__code__.co_name not in others and function.__module__.startswith(MODULES)


def of_one_sequence(function):
    """``function``, which as a method takes integers one by one too, as PyTorch's functions are: by one sequence."""

    @functools.wraps(function)
    def call(input, sequence, /):
        if sequence.__class__ is not tuple and not isinstance(sequence, tuple | list):
            raise TypeError("the integers are given in one tuple or list")
        return function(input, sequence)

    return call


def takes_one_and_more(code):
    """Whether a function takes its input and then any number of arguments, and nothing by name alone."""
    by_name = code.co_kwonlyargcount or code.co_flags & inspect.CO_VARKEYWORDS
    return code.co_argcount == 1 and code.co_flags & inspect.CO_VARARGS and not by_name


def takes_more(code):
    """Whether a function takes more than its input."""
    return code.co_argcount + code.co_kwonlyargcount > 1 or bool(code.co_flags & inspect.CO_VARARGS)


def telling(function, name, signatures, before):
    """``function``, whose ``signatures`` are read when they are first needed: of all at once, that takes a while."""
    out = checked(function, name, signatures, before)
    return checked_before(out, name, signatures, before) if name in BEFOREHAND else out
