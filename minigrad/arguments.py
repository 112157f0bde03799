"""Arguments of functions that make tensors, and of those that users write, read and refused as PyTorch does."""

from __future__ import annotations

import operator

import numpy as np

from . import dtypes, errors
from .constants import python_number
from .registry import NOT_GIVEN
from .saved import parameters
from .tensor import Tensor


def numpy_dtype(dtype):
    """The NumPy dtype of a dtype, the default one for None."""
    return dtypes.to_numpy(dtypes.get_default_dtype() if dtype is None else dtype)


def shape_of(name, size, position=1, several=True):
    """The shape that a size stands for: one sequence or, if ``several``, integers. Raises PyTorch's errors."""
    if len(size) == 1 and isinstance(size[0], tuple | list):
        size = size[0]
        first_is_wrong = "but found element of type {} at pos 0"
    else:
        first_is_wrong = "not {}"
    whole = f"{name}(): argument 'size' (position {position}) must be tuple of ints, "
    many = isinstance(size[0], Tensor) and size[0].numel() != 1 if size else False
    if not several and first_is_wrong == "not {}" or many or size and isinstance(size[0], bool):
        raise TypeError(whole + f"not {errors.type_name(size[0])}")
    for i, n in enumerate(size, 1):
        if hasattr(n, "__index__"):
            continue
        kind = errors.type_name(n)
        if i == 1:
            raise TypeError(whole + first_is_wrong.format(kind))
        raise TypeError(
            f"{name}(): argument 'size' failed to unpack the object at pos {i} with error \"type must be tuple of "
            f'ints,but got {kind}"'
        )
    shape = [operator.index(n) for n in size]
    for n in shape:
        if n < 0:
            sentence = f"Trying to create tensor with negative dimension {n}: {shape}"
            if name == "zeros":
                sentence = "zeros: Dimension size must be non-negative."
            raise RuntimeError(errors.message(sentence, "A size is 0 or more."))
    return shape


def given_shape(shape, size):
    """The shape of a call: what has no name, or ``size``. Raises TypeError for both, and if ``size`` is no sequence."""
    if shape and size is NOT_GIVEN:
        return shape
    if shape or not isinstance(size, tuple | list):
        raise TypeError("a size that has a name is the only one, and a sequence")
    return (size,)


def blank(name, size, dtype, position=1):
    """An empty array. Its size is one sequence, or several integers if it comes first among the arguments."""
    return np.empty(shape_of(name, size, position, several=position == 1), numpy_dtype(dtype))


def blank_like(name, input, dtype):
    """An empty array with the shape and layout of ``input``, and its dtype unless one is given."""
    if not isinstance(input, Tensor):
        raise TypeError(errors.argument_error(name, "input", 1, input))
    array = input._data
    return np.empty_like(array, None if dtype is None else numpy_dtype(dtype), order="C" if 0 in array.strides else "K")


def check_tensors(name, *given):
    """Raise PyTorch's TypeError for the first of ``given``, each (argument, position, value), that is no tensor."""
    for argument, position, value in given:
        if not isinstance(value, Tensor):
            raise TypeError(errors.argument_error(name, argument, position, value))


def integer(name, argument, position, value):
    """A Python integer of at most 64 bits, with PyTorch's errors for anything else."""
    taken = value._data.dtype.kind in "iu" if isinstance(value, Tensor) else hasattr(value, "__index__")
    if not taken or isinstance(value, bool | np.ndarray):
        raise TypeError(errors.argument_error(name, argument, position, value, "int"))
    return check_long(operator.index(value))


def check_long(value):
    """The integer. Raises ValueError, in PyTorch's words, for one of more than 64 bits."""
    if not -(2**63) <= value < 2**63:
        raise overflow()
    return value


def bounds(name, low, high):
    """The bounds between which to draw integers; if only ``low`` is given, it is the upper one, and 0 the lower."""
    low, high = (0, low) if high is None else (low, high)
    return integer(name, "low", 1, low), integer(name, "high", 1, high)


def overflow():
    """The error for an integer of more than 64 bits."""
    return ValueError(errors.message("Overflow when unpacking long long", "An integer here has at most 64 bits."))


def scalar(value):
    """The Python number of a number, a NumPy scalar or a 0-dim tensor; None for anything else.

    A tensor that requires grad is none: its gradient would be lost without a word.
    """
    if isinstance(value, np.generic):
        value = python_number(value)
    elif isinstance(value, Tensor) and value.ndim == 0 and not value.requires_grad:
        value = value.item()
    dtypes.check_bits(value)
    return value if isinstance(value, bool | int | float) else None


def as_float(name, argument, position, value):
    """A number, or a tensor that holds one, as a Python float, with PyTorch's error for anything else."""
    number = value if value.__class__ is float else scalar(value)
    if number is None:
        raise TypeError(errors.argument_error(name, argument, position, value, "float"))
    return float(number)


def in_order(forward, before, args, named):
    """All arguments of ``forward`` in its order, but for those ``before``. Raises TypeError in PyTorch's words."""
    names = parameters(forward)[before:]
    for name in named:
        if name not in names:
            raise TypeError(f"forward() got an unexpected keyword argument '{name}'")
        if name in names[: len(args)]:
            raise TypeError(f"forward() got multiple values for argument '{name}'")
    last = max(map(names.index, named))
    for i in range(len(args), last):
        if names[i] not in named:
            raise TypeError(f"forward() missing required argument: '{names[i]}' (position {i})")
    return *args, *(named[name] for name in names[len(args) : last + 1])
