"""Arguments of functions that make tensors, read and refused as PyTorch does."""

from __future__ import annotations

import operator

import numpy as np

from . import errors
from .creation import numpy_dtype
from .registry import argument_error
from .tensor import Tensor


def blank(name, size, dtype, position=1):
    """An array to fill, of a size given as one sequence or as several integers, with PyTorch's errors."""
    if len(size) == 1 and isinstance(size[0], tuple | list):
        size = size[0]
    elif len(size) == 1 and (position > 1 or not hasattr(size[0], "__index__")):
        kind = type(size[0]).__name__
        raise TypeError(f"{name}(): argument 'size' (position {position}) must be tuple of ints, not {kind}")
    for i, n in enumerate(size, 1):
        if not hasattr(n, "__index__"):
            raise TypeError(
                f"{name}(): argument 'size' failed to unpack the object at pos {i} with error \"type must be tuple of "
                f'ints,but got {type(n).__name__}"'
            )
    shape = [operator.index(n) for n in size]
    for n in shape:
        if n < 0:
            sentence = f"Trying to create tensor with negative dimension {n}: {shape}"
            raise RuntimeError(errors.message(sentence, "A size is 0 or more."))
    return np.empty(shape, numpy_dtype(dtype))


def blank_like(name, input, dtype):
    """An array to fill, of the shape, layout and dtype of ``input``; of another dtype where one is given."""
    if not isinstance(input, Tensor):
        raise TypeError(argument_error(name, "input", 1, input))
    array = input._data
    return np.empty_like(array, dtype and numpy_dtype(dtype), order="C" if 0 in array.strides else "K")


def integer(name, argument, position, value):
    """A Python integer of at most 64 bits, with PyTorch's errors for anything else."""
    if not hasattr(value, "__index__"):
        raise TypeError(
            f"{name}(): argument '{argument}' (position {position}) must be int, not {type(value).__name__}"
        )
    value = operator.index(value)
    if not -(2**63) <= value < 2**63:
        raise ValueError(errors.message("Overflow when unpacking long long", "An integer here has at most 64 bits."))
    return value


def bounds(name, low, high):
    """The integers from which and up to which to draw; where only one is given, it is the latter."""
    low, high = (0, low) if high is None else (low, high)
    return integer(name, "low", 1, low), integer(name, "high", 1, high)
