"""Which calls are looked at, and when; ``calls`` reads those, and is loaded with the first of them.

A call is not looked at before it has failed: what is called with arguments that fit takes only one call more. Those of
the operations in ``BEFOREHAND`` are, since they would make something of arguments that do not fit.
"""

from __future__ import annotations

import functools
import inspect

from .registry import FUNCTIONS
from .tensor import Tensor

MODULES = tuple(
    f"minigrad.{name}" for name in ("ops.", "creation", "from_data", "function", "random", "registry", "tensor")
)

# The functions that tell themselves what is wrong with their arguments, and the methods that do so.
TELLING, METHODS_TELLING = {"elementwise"}, {"casting", "predicted", "unary"}
UNREAD = {"backward", "einsum", "meshgrid", "register_hook", "register_post_accumulate_grad_hook"}  # Python says it all
QUICK = {  # methods that take nothing, or nothing much, and for which one call more would be much
    *("clone", "contiguous", "cpu", "detach", "dim", "is_contiguous", "is_floating_point", "is_inference", "item"),
    *("numel", "numpy", "requires_grad_", "size", "square", "t", "tolist", "zero_"),
}
BEFOREHAND = {
    *("all", "allclose", "amax", "amin", "any", "argmax", "argmin", "argsort", "chunk", "clone", "count_nonzero"),
    *("diag", "diag_embed", "diagonal", "flip", "isclose", "kthvalue", "max", "median", "min", "movedim", "moveaxis"),
    *("nan_to_num", "nan_to_num_", "narrow", "nonzero", "prod", "quantile", "roll", "round", "round_", "select"),
    *("as_tensor", "bernoulli", "normal", "normal_", "randint_like", "randperm", "random_", "uniform_"),
    *("celu", "celu_", "hardshrink", "prelu", "rrelu", "rrelu_", "threshold", "threshold_"),
    *("logsumexp", "sort", "squeeze", "squeeze_", "std", "tile", "topk", "var", "where"),
}


def answer(function, name, args, options, before, failed=True):
    """What ``calls`` answers, which is loaded with the first call that it has to read."""
    from . import calls

    return calls.answer(function, name, args, options, before, failed)


def checked(function, name, before):
    """``function``, with PyTorch's error where it fails and its arguments fit none of its signatures.

    before: how many arguments its signatures leave out: one, of a method.
    """

    def call(*args, **options):
        try:
            out = function(*args, **options) if options else function(*args)  # which is faster
        except Exception:
            error, again = answer(function, name, args, options, before)
            if error is again:
                raise
        else:
            if out is not NotImplemented:  # which is for operators
                return out
            error, again = answer(function, name, args, options, before)
            if error is again:
                return out
        if error is not None:
            raise error
        args, options = again
        return function(*args, **options)

    return standing_for(function, call)


def checked_before(function, name, before):
    """``checked``, but before the call as well; what fits is remembered, and one integer does, or a number of them."""
    fitting, quick = set(), not inspect.unwrap(function).__code__.co_flags & inspect.CO_VARARGS

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
                error, again = answer(function, name, args, options, before, failed=False)
                if error is not None:
                    raise error
                if again is not None:
                    args, options = again
                    return function(*args, **options)
                fitting.add(kinds)
        return function(*args, **options)

    return standing_for(function, call)


def standing_for(function, call):
    """``call`` with all that is told of ``function``: as by ``functools.wraps``, which takes twice as long, and there
    are hundreds.
    """
    call.__module__, call.__name__, call.__qualname__ = function.__module__, function.__name__, function.__qualname__
    call.__doc__, call.__annotations__, call.__wrapped__ = function.__doc__, function.__annotations__, function
    return call


def alone(function, name):
    """``function``, a method that takes nothing but its tensor, with PyTorch's error where it is given more."""

    def call(self, /, *more, **options):
        if more or options:
            error, again = answer(function, name, (self, *more), options, 1)
            if error is not None:
                raise error
            args, options = again
            return function(*args, **options)
        return function(self)

    return standing_for(function, call)


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
            more = takes_more(function.__code__)
            setattr(Tensor, name, telling(function, name, 1) if more else alone(function, name))
    for name, function in [*FUNCTIONS.items()]:
        if is_ours(name, function, TELLING):
            if takes_one_and_more(inspect.unwrap(function).__code__):
                function = of_one_sequence(function)
            FUNCTIONS[name] = telling(function, name, 0)


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


def telling(function, name, before):
    """``function``, with its arguments looked at where that is needed: before the call, or when it has failed."""
    out = checked(function, name, before)
    return checked_before(out, name, before) if name in BEFOREHAND else out
