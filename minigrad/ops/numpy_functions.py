"""NumPy's own functions called on a Tensor: ``np.sin(x)``, ``np.add(x, 1)``, ``np.sum(x, axis=0)``.

Where minigrad has the function it answers, and is recorded. Where it has not, NumPy computes on the elements,
unless a gradient would be lost.
Source: https://numpy.org/doc/stable/user/basics.dispatch.html
"""

from __future__ import annotations

import contextlib
from typing import Any

import numpy as np

from ..dtypes import FROM_NUMPY
from ..errors import message
from ..from_data import check_array
from ..registry import AXIS_NAMES, NUMPY
from ..tensor import Tensor, make
from . import load_all

SYMBOLS = {
    np.add: "+", np.subtract: "-", np.multiply: "*", np.floor_divide: "//", np.remainder: "%",
    np.power: "** or pow()", np.matmul: "@", np.bitwise_and: "&", np.bitwise_or: "|", np.bitwise_xor: "^",
    np.left_shift: "<<", np.right_shift: ">>",
    np.less: "<", np.less_equal: "<=", np.greater: ">", np.greater_equal: ">=",
}  # fmt: skip
REFLECTED = {  # what Python calls for a number on the left
    np.add: "__radd__", np.subtract: "__rsub__", np.multiply: "__rmul__", np.true_divide: "__rtruediv__",
    np.floor_divide: "__rfloordiv__", np.remainder: "__rmod__", np.power: "__rpow__",
}  # fmt: skip

HARMLESS = {np.shape, np.ndim, np.size, np.iscomplexobj, np.isrealobj, np.result_type, np.may_share_memory}

# PyTorch's names for NumPy's arguments
KEYWORDS = AXIS_NAMES | {
    "axes": "dims", "k": "diagonal", "axis1": "dim1", "axis2": "dim2", "a_min": "min", "a_max": "max",
}  # fmt: skip
COMPARISONS = {np.less, np.less_equal, np.greater, np.greater_equal}


def as_tensors(value):
    """Arrays among arguments, and in lists of them, as tensors over the same memory."""
    if isinstance(value, np.ndarray):
        if value.dtype not in FROM_NUMPY:
            check_array(value)  # says why there is no tensor of that
        return make(np.asarray(value))
    return type(value)(map(as_tensors, value)) if value.__class__ in (list, tuple) else value


def as_arrays(value, take=Tensor.numpy):
    """Tensors among arguments, and in lists of them, as arrays. Raises RuntimeError where one requires grad."""
    if isinstance(value, Tensor):
        return take(value)
    return type(value)(as_arrays(v, take) for v in value) if value.__class__ in (list, tuple) else value


def promoted(ufunc, inputs):
    """The inputs, with the arrays among them in the dtypes that NumPy computes in.

    One without dimensions is no number to NumPy, and counts as any other.
    """
    arrays = [value._data if isinstance(value, Tensor) else value for value in inputs]
    kinds = [getattr(array, "dtype", type(array)) for array in arrays]
    dtypes = ufunc.resolve_dtypes((*kinds, *[None] * ufunc.nout))
    several = any(np.ndim(array) for array in arrays)
    return [
        value.astype(dtype)[None if several and not value.ndim else ...] if isinstance(value, np.ndarray) else value
        for value, dtype in zip(inputs, dtypes, strict=False)
    ]


def array_ufunc(self: Tensor, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
    """What NumPy calls instead of ``ufunc`` where one argument is a Tensor."""
    load_all()
    function = NUMPY.get(ufunc)
    if method == "__call__" and not options and function is not None:
        first = inputs[0]
        # array * tensor is an error in PyTorch too. A NumPy scalar that is compared comes here as an array.
        if isinstance(first, np.ndarray) and ufunc in SYMBOLS and (first.ndim or ufunc not in COMPARISONS):
            raise TypeError(f"unsupported operand type(s) for {SYMBOLS[ufunc]}: 'numpy.ndarray' and 'Tensor'")
        if isinstance(first, np.generic) and ufunc in REFLECTED:
            return getattr(self, REFLECTED[ufunc])(first)
        if ufunc not in COMPARISONS and any(isinstance(value, np.ndarray) for value in inputs):
            inputs = promoted(ufunc, inputs)
        return function(*as_tensors(tuple(inputs)))
    if any(isinstance(out, Tensor) for out in options.get("out", ())):
        raise TypeError(message("return arrays must be of ArrayType", "To fill a tensor x, write x.copy_(...)."))
    out = getattr(ufunc, method)(*as_arrays(inputs), **options)
    return make(out) if isinstance(out, np.ndarray) and "out" not in options else out


def array_function(self: Tensor, function: Any, types: Any, args: Any, options: Any) -> Any:
    """What NumPy calls instead of ``function`` where one argument is a Tensor."""
    load_all()
    if function in NUMPY:
        renamed = {KEYWORDS.get(name, name): as_tensors(value) for name, value in options.items()}
        with contextlib.suppress(TypeError):  # NumPy's own function takes more arguments
            return NUMPY[function](*as_tensors(args), **renamed)
    take = (lambda tensor: tensor._data) if function in HARMLESS else Tensor.numpy
    return function(*as_arrays(args, take), **{name: as_arrays(value, take) for name, value in options.items()})


Tensor.__array_ufunc__ = array_ufunc
Tensor.__array_function__ = array_function
