"""When the arguments of a call are compared with PyTorch's signatures, which is what ``calls`` does.

Most operations raise something by themselves if their arguments are wrong. So their calls are looked at only after they
have failed, and a call that fits costs one Python call more. The operations in ``BEFOREHAND`` would go on to compute
with wrong arguments, and are looked at before. ``calls`` is loaded with the first call that has to be looked at.
"""

from __future__ import annotations

import functools
import inspect

from .tensor import Tensor

MODULES = tuple(
    f"minigrad.{name}" for name in ("ops.", "creation", "from_data", "function", "random", "registry", "tensor")
)

# The inner functions of decorators that look at their arguments themselves, by their names in the code.
TELLING, METHODS_TELLING = {"elementwise"}, {"casting", "predicted", "apply_unary"}
# For these PyTorch's errors are those that Python raises anyway.
UNREAD = {"backward", "einsum", "meshgrid", "register_hook", "register_post_accumulate_grad_hook"}
QUICK = {  # methods so quick, and with so few arguments, that one more Python call would be felt
    *("clone", "contiguous", "cpu", "detach", "dim", "is_contiguous", "is_floating_point", "is_inference", "item"),
    *("numel", "numpy", "requires_grad_", "size", "square", "t", "tolist", "zero_"),
}
BEFOREHAND = {
    *("all", "allclose", "amax", "amin", "any", "argmax", "argmin", "argsort", "chunk", "clone", "count_nonzero"),
    *("arange", "cummax", "cummin", "exponential_", "eye", "linspace", "logspace"),
    *("diag", "diag_embed", "diagonal", "flip", "isclose", "kthvalue", "max", "median", "min", "movedim", "moveaxis"),
    *("nan_to_num", "nan_to_num_", "narrow", "nonzero", "prod", "quantile", "roll", "round", "round_", "select"),
    *("as_tensor", "bernoulli", "normal", "normal_", "randint", "randint_like", "randperm", "random_"),
    *("celu", "celu_", "hardshrink", "prelu", "rrelu", "rrelu_", "threshold", "threshold_"),
    *("linalg_diagonal", "linalg_norm", "linalg_solve", "linalg_vector_norm"),
    *("logsumexp", "sort", "squeeze", "squeeze_", "std", "tile", "topk", "uniform_", "var", "where"),
}


def answer(function, name, args, options, before, failed=True):
    """``calls.answer``. That module is loaded with the first call that it has to read."""
    from . import calls

    return calls.answer(function, name, args, options, before, failed)


def check_fits(name, *args):
    """``calls.check_fits``, likewise."""
    from . import calls

    calls.check_fits(name, *args)


def checked(function, name, before):
    """``function``, with PyTorch's error if it fails and its arguments fit none of its signatures.

    before: how many arguments its signatures leave out: 1 for a method, 0 for a function.
    """

    def call(*args, **options):
        try:
            out = function(*args, **options) if options else function(*args)  # faster than with empty options
        except Exception:
            error, again = answer(function, name, args, options, before)
            if error is again:
                raise
        else:
            if out is not NotImplemented:  # the answer of an operator to what is no number
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
    """``checked``, but looked at before the call as well.

    It is remembered which kinds of arguments fit. A call with one integer needs no look.
    """
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
    """``call`` with the name, docstring and annotations of ``function``.

    ``functools.wraps`` takes twice as long, and on import there are hundreds.
    """
    call.__module__, call.__name__, call.__qualname__ = function.__module__, function.__name__, function.__qualname__
    call.__doc__, call.__annotations__, call.__wrapped__ = function.__doc__, function.__annotations__, function
    return call


def alone(function, name):
    """``function``, a method that takes nothing but its tensor, with PyTorch's error if it is given more."""

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
    """All of a value that decides whether it fits."""
    if isinstance(value, tuple | list):
        return tuple, *map(kind_of, value)
    return (Tensor, value.dtype, value.ndim == 0, value.requires_grad) if isinstance(value, Tensor) else type(value)


def as_method(function, name):
    """``function`` as the method ``name``, which raises PyTorch's errors for wrong arguments.

    Left as they are: operators, and those that look at their arguments themselves.
    """
    if name in QUICK:
        function.__qualname__ = name  # as in PyTorch's errors
    elif is_ours(name, function, METHODS_TELLING):
        return telling(function, name, 1) if takes_more(function.__code__) else alone(function, name)
    return function


def as_function(function, name):
    """``function`` as ``torch.<name>``, likewise."""
    if not is_ours(name, function, TELLING):
        return function
    if takes_one_and_more(inspect.unwrap(function).__code__):
        function = of_one_sequence(function)
    return telling(function, name, 0)


def is_ours(name, function, others):
    """Whether a member of Tensor or a function is an operation whose arguments are looked at here."""
    if name.startswith("_") or name in UNREAD or not inspect.isfunction(function):
        return False
    if function.__name__ != name:  # an alias: its own errors would have the other name
        return True
    return function.__code__.co_name not in others and function.__module__.startswith(MODULES)


def of_one_sequence(function):
    """``function`` of one sequence of integers. PyTorch's methods take them one by one too, its functions do not."""

    @functools.wraps(function)
    def call(input, sequence, /):
        if sequence.__class__ is not tuple and not isinstance(sequence, tuple | list):
            raise TypeError("the integers are given in one tuple or list")
        return function(input, sequence)

    return call


def takes_one_and_more(code):
    """Whether a function takes its input and any number of arguments, and none by name only."""
    by_name = code.co_kwonlyargcount or code.co_flags & inspect.CO_VARKEYWORDS
    return code.co_argcount == 1 and code.co_flags & inspect.CO_VARARGS and not by_name


def takes_more(code):
    """Whether a function takes arguments beside its input."""
    return code.co_argcount + code.co_kwonlyargcount > 1 or bool(code.co_flags & inspect.CO_VARARGS)


def telling(function, name, before):
    """``function``, with its arguments looked at: before the call if it is in ``BEFOREHAND``, else if it has failed."""
    out = checked(function, name, before)
    return checked_before(out, name, before) if name in BEFOREHAND else out
