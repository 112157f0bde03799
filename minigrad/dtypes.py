"""Element types: PyTorch's names and promotion rules over NumPy's.

Source: https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch-dtype
"""

from __future__ import annotations

import numpy as np

from . import errors


class dtype:
    """The type of a tensor's elements, such as ``torch.float32``.

    >>> float32.is_floating_point, float32.itemsize
    (True, 4)
    """

    __slots__ = ("name", "legacy", "numpy", "rank", "is_floating_point", "is_signed", "itemsize")
    is_complex = False

    def __init__(self, name, legacy, rank):
        self.name = name
        self.legacy = legacy  # the name in the oldest error messages: Float, as in torch.FloatTensor
        self.numpy = np.dtype(name)
        self.rank = rank  # category: 0 boolean, 1 integer, 2 floating point
        self.is_floating_point = rank == 2
        self.is_signed = self.numpy.kind in "if"
        self.itemsize = self.numpy.itemsize

    def __repr__(self):
        return f"torch.{self.name}"

    def __reduce__(self):
        return self.name if self.name != "bool" else "bool_"


bool_ = dtype("bool", "Bool", 0)
uint8 = dtype("uint8", "Byte", 1)
int8 = dtype("int8", "Char", 1)
int16 = dtype("int16", "Short", 1)
int32 = dtype("int32", "Int", 1)
int64 = dtype("int64", "Long", 1)
float16 = dtype("float16", "Half", 2)
float32 = dtype("float32", "Float", 2)
float64 = dtype("float64", "Double", 2)

ALL = (bool_, uint8, int8, int16, int32, int64, float16, float32, float64)
# The names of C++, which some error messages use.
WRITTEN = {"bool": "bool", "uint8": "unsigned char", "int8": "signed char", "int16": "short int", "int32": "int",
           "int64": "long int", "float16": "c10::Half", "float32": "float", "float64": "double"}  # fmt: skip

FROM_NUMPY = {d.numpy: d for d in ALL}
PYTHON = {bool: bool_, int: int64}  # float is whatever the default is

_default = float32


def set_default_dtype(d: dtype) -> None:
    """Make ``d`` the dtype of new floating-point tensors; it starts as ``torch.float32``."""
    global _default
    if not (isinstance(d, dtype) and d.is_floating_point):
        invalid = "" if isinstance(d, dtype) else "invalid dtype object: "
        raise TypeError(f"{invalid}only floating-point types are supported as the default type")
    _default = d


def get_default_dtype() -> dtype:
    """The dtype of new floating-point tensors.

    >>> get_default_dtype()
    torch.float32
    """
    return _default


def of(array):
    """The dtype of a NumPy array or scalar."""
    return FROM_NUMPY[array.dtype]


def to_numpy(d):
    """The NumPy dtype of a torch dtype, a Python type (``float``) or a NumPy dtype."""
    if isinstance(d, dtype):
        return d.numpy
    if d is float:
        return float64.numpy
    if d in PYTHON:
        return PYTHON[d].numpy
    raise TypeError(f"dtype must be a torch.dtype such as torch.float32, not {d!r}")


def promote_types(a: dtype, b: dtype) -> dtype:
    """The smallest dtype that holds both; a floating-point type beats every integer.

    >>> promote_types(int64, float32)
    torch.float32
    >>> promote_types(uint8, int8)
    torch.int16
    """
    try:
        if a.rank == b.rank:
            return FROM_NUMPY[np.promote_types(a.numpy, b.numpy)]
        return a if a.rank > b.rank else b
    except AttributeError:
        check_dtype(a, "promote_types", "type1")
        check_dtype(b, "promote_types", "type2", 2)
        raise


def common(*arrays):
    """The NumPy dtype of an operation on arrays: a 0-dim one counts only if its category is higher than all others."""
    wide = numbers = None
    for array in arrays:
        d = of(array)
        if array.ndim:
            wide = d if wide is None else promote_types(wide, d)
        else:
            numbers = d if numbers is None else promote_types(numbers, d)
    if wide is None or numbers is not None and numbers.rank > wide.rank:
        return numbers.numpy
    return wide.numpy


def of_number(value):
    """The dtype of a tensor made of a Python number."""
    return _default if isinstance(value, float) else bool_ if isinstance(value, bool) else int64


def of_scalar(value, array, floating=False):
    """The NumPy dtype of a Python number combined with ``array``: that of the array, if its category is not lower.

    A ``floating`` operation turns integers into floats.
    """
    if isinstance(value, bool):
        return bool_.numpy
    check_bits(value)
    rank = 2 if isinstance(value, float) or floating else 1
    have = of(array)
    if have is bool_ and isinstance(value, int) and value >= 2**63:
        raise RuntimeError(errors.message(errors.UNSIGNED, "Convert the booleans first, to torch.int64 for example."))
    if rank <= have.rank:
        return have.numpy
    return _default.numpy if rank == 2 else int64.numpy


def unlike_output(d, out):
    """The message for an operation in place whose result, of dtype ``out``, has not the dtype ``d`` of its tensor."""
    names = f"input tensor dtype {WRITTEN[d.name]} and output tensor dtype {WRITTEN[out.name]}"
    return f"Bad in-place call: {names} should match"


def check_dtype(value, name, argument="type", position=1):
    """Raise, in PyTorch's words, for what is no dtype."""
    if not isinstance(value, dtype):
        raise TypeError(errors.argument_error(name, argument, position, value, "torch.dtype"))


def check_bits(value):
    """Raise, as PyTorch does, for a Python integer that no dtype holds."""
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        raise OverflowError("int too big to convert" if value > 0 else "can't convert negative int to unsigned")


class Limits:
    """The limits of a dtype."""

    __slots__ = ("bits", "dtype", "max", "min")

    def __repr__(self):
        values = ((name, getattr(self, name)) for name in self.shown)
        return f"{type(self).__name__}({', '.join(f'{n}={v:g}' if n != 'dtype' else f'{n}={v}' for n, v in values)})"

    def __eq__(self, other):
        return type(other) is type(self) and other.dtype == self.dtype

    def __hash__(self):
        return hash(self.dtype)


class finfo(Limits):
    """The limits of a floating-point dtype, the default one if none is given.

    >>> finfo(float32).eps
    1.1920928955078125e-07
    """

    __slots__ = ("eps", "resolution", "smallest_normal", "tiny")
    shown = ("resolution", "min", "max", "eps", "smallest_normal", "tiny", "dtype")

    def __init__(self, type: dtype | None = None) -> None:
        type = _default if type is None else type
        check_dtype(type, "finfo")
        if not type.is_floating_point:
            raise TypeError(
                "torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.finfo'"
            )
        limits = np.finfo(type.numpy)
        self.bits, self.dtype = limits.bits, type.name
        for name in self.shown[:-1]:
            setattr(self, name, float(getattr(limits, name)))
        self.resolution = 10.0**-limits.precision


class iinfo(Limits):
    """The limits of an integer dtype.

    >>> iinfo(int8)
    iinfo(min=-128, max=127, dtype=int8)
    """

    __slots__ = ()
    shown = ("min", "max", "dtype")

    def __init__(self, type: dtype) -> None:
        check_dtype(type, "iinfo")
        if type.is_floating_point:
            raise TypeError("torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'")
        if type.rank == 0:
            raise TypeError("torch.bool is not supported by torch.iinfo")
        limits = np.iinfo(type.numpy)
        self.bits, self.dtype, self.min, self.max = limits.bits, type.name, int(limits.min), int(limits.max)
