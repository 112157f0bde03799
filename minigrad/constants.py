"""Python numbers as tensors."""

import numpy as np

from . import dtypes
from .tensor import Tensor, make

_constants = {}


def check_numbers(*numbers):
    """Raise TypeError for a tensor: one of one number is called with again as that, where PyTorch takes it."""
    if any(number.__class__ is Tensor for number in numbers):
        raise TypeError("a tensor is no number here")


def constant(value, array, floating=False):
    """The 0-dim Tensor that a Python number becomes beside ``array``; NotImplemented for anything else.

    Kept for the next time, since NumPy is slow with Python numbers. It is a NumPy scalar beside a scalar and an
    array beside an array: each is fast with its like. Zeros are not kept: 0.0 would find -0.0. Nor are integers
    that the dtype has no room for: where the operation is ``floating``, they are floats at once.
    """
    key = (value, value.__class__, array.dtype, array.__class__)
    try:
        found = _constants.get(key)
    except TypeError:  # not hashable, so no number
        return NotImplemented
    if found is not None:
        return found
    if isinstance(value, np.generic):
        return constant(value.item(), array, floating)
    if not isinstance(value, bool | int | float):
        return NotImplemented
    dtype = dtypes.of_scalar(value, array, floating)
    number = np.array(value).astype(dtype)
    out = make(number if isinstance(array, np.ndarray) else number[()])
    out._storage = 0  # also in inference mode: it may be kept for later
    whole = dtype.kind == "f" or number == value
    if value and value == value and value.__class__ in (int, float) and dtype == array.dtype and whole:
        if len(_constants) >= 1000:
            _constants.clear()
        _constants[key] = out
    return out
