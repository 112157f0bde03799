"""Python numbers as tensors."""

import numpy as np

from . import dtypes, errors
from .tensor import Tensor, make

_constants = {}
OPERANDS = Tensor, int, float, np.generic  # a tuple: to write Tensor | int here would make a union at each look


def plain_numbers(*numbers):
    """Numbers as Python's own: one of NumPy's would decide on the dtype of what it is combined with.

    Raises TypeError for a tensor. If it holds one number and PyTorch takes that, ``checks`` calls again with it.
    """
    if any(number.__class__ is Tensor for number in numbers):
        raise TypeError("a tensor is no number here")
    return [number.item() if isinstance(number, np.generic) else number for number in numbers]


def is_operand(value):
    """Whether an operator computes with a value: it is a tensor or a number."""
    return isinstance(value, OPERANDS)


def python_number(number):
    """A number of NumPy's as Python's. PyTorch counts NumPy's booleans as floats."""
    return float(number) if number.dtype.kind in "bf" else number.item()


class HalfNumber(np.ndarray):
    """A Python number beside float16: PyTorch multiplies and divides by it in float32, and rounds only the result.

    On the left it is rounded as any other number is, and so are copies of it.
    """

    exact = None

    def __new__(cls, value):
        number = np.array(value, np.float16).view(cls)
        number.exact = np.float32(value)
        return number

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        exact = getattr(inputs[-1], "exact", None)
        inputs = [np.asarray(i) for i in inputs]
        if exact is None or method != "__call__" or ufunc not in (np.multiply, np.true_divide, np.floor_divide):
            return getattr(ufunc, method)(*inputs, **options)
        (out,) = options.get("out", (None,))
        result = ufunc(inputs[0].astype(np.float32), exact).astype(np.float16)
        if out is None:
            return result
        out[...] = result
        return out


def constant(value, array, floating=False):
    """The 0-dim Tensor for a Python number that is combined with ``array``; NotImplemented for anything else.

    It is kept for the next time, since NumPy is slow with Python numbers. It holds a NumPy scalar if ``array`` is one,
    else an array: NumPy is fast with two of a kind. Zeros are not kept, as 0.0 and -0.0 are equal keys, nor integers
    that the dtype of ``array`` cannot hold: a ``floating`` operation needs them as they are, and gets floats.
    """
    key = (value, value.__class__, array.dtype, array.__class__)
    try:
        found = _constants.get(key)
    except TypeError:  # it has no hash, so it is no number
        return NotImplemented
    if found is not None:
        return found
    if isinstance(value, np.generic):
        return constant(python_number(value), array, floating)
    if not isinstance(value, bool | int | float):
        if isinstance(value, complex):
            raise NotImplementedError(errors.NO_COMPLEX)
        return NotImplemented
    dtype = dtypes.of_scalar(value, array, floating)
    number = np.array(value).astype(dtype)
    if array.dtype == dtype == np.float16 and float(number) != value == value:
        out = make(HalfNumber(value))
    else:
        out = make(number if isinstance(array, np.ndarray) else number[()])
    out._storage = 0  # in inference mode too, since it may be used outside of it later
    held = dtype.kind == "f" or number == value
    if value and value == value and value.__class__ in (int, float) and dtype == array.dtype and held:
        if len(_constants) >= 1000:
            _constants.clear()
        _constants[key] = out
    return out
