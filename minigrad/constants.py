"""Python numbers as tensors."""

import numpy as np

from . import dtypes
from .tensor import Tensor, make

_constants = {}


def check_numbers(*numbers):
    """Raise TypeError for a tensor. If it holds one number and PyTorch takes that, ``checks`` calls again with it."""
    if any(number.__class__ is Tensor for number in numbers):
        raise TypeError("a tensor is no number here")


def constant(value, array):
    """The 0-dim Tensor for a Python number that is combined with ``array``; NotImplemented for anything else.

    It is kept for the next time, since NumPy is slow with Python numbers. It holds a NumPy scalar if ``array`` is one,
    else an array: NumPy is fast with two of a kind. Zeros are not kept, as 0.0 and -0.0 are equal keys.
    """
    key = (value, value.__class__, array.dtype, array.__class__)
    try:
        found = _constants.get(key)
    except TypeError:  # it has no hash, so it is no number
        return NotImplemented
    if found is not None:
        return found
    if isinstance(value, np.generic):
        return constant(value.item(), array)
    if not isinstance(value, bool | int | float):
        return NotImplemented
    dtype = dtypes.of_scalar(value, array)
    number = np.array(value).astype(dtype)
    out = make(number if isinstance(array, np.ndarray) else number[()])
    out._storage = 0  # in inference mode too, since it may be used outside of it later
    if value and value == value and value.__class__ in (int, float) and dtype == array.dtype:
        if len(_constants) >= 1000:
            _constants.clear()
        _constants[key] = out
    return out
