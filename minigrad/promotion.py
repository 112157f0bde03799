"""How inputs of different shapes and dtypes are combined, and their gradients cast and summed back."""

from __future__ import annotations

import functools
import math

import numpy as np

from . import dtypes, errors
from .layout import laid_out, recast
from .rules import as_dtype, reduce_to
from .tensor import Tensor


def cast(x, y, operation):
    """Two arrays in the dtype in which PyTorch combines them for an operation."""
    check_booleans(operation, x, y)
    x, y = promote(x, y, operation.floating)
    if operation.broadcasts:
        check_taken(operation, x.dtype, x, y)
    elif x.size and y.size:  # PyTorch calls no kernel for a product of empty matrices
        check_taken(operation, x.dtype)
    return x, y


def check_booleans(operation, *arrays):
    """Raise the operation's own error for booleans, if it has one and there are some."""
    booleans = [a.dtype.kind for a in arrays].count("b")
    if booleans and operation.boolean_error is not None:
        raise RuntimeError(operation.boolean_pair_error if booleans == 2 else operation.boolean_error)


def promote(x, y, floating):
    """Two arrays in one dtype, a floating-point one if ``floating``."""
    dtype = dtypes.common(x, y)
    if floating and dtype.kind != "f":
        dtype = dtypes.get_default_dtype().numpy
    return recast(x, dtype), recast(y, dtype)


class Like:
    """The shape and dtype of an input that was promoted: those that its gradient gets."""

    __slots__ = ("shape", "dtype")

    def __init__(self, array):
        self.shape = array.shape
        self.dtype = array.dtype


def unbroadcast(g, like):
    """``g`` summed down to the shape of an input that was broadcast, and cast if that was promoted."""
    if like.__class__ is tuple:
        return reduce_to(g, like)
    return as_dtype(reduce_to(g, like.shape), like.dtype)


def broadcast_error(a, b):
    """The error for two shapes that do not broadcast."""
    for dim in range(-1, -min(len(a), len(b)) - 1, -1):
        if a[dim] != b[dim] and 1 not in (a[dim], b[dim]):
            break
    sentence = (
        f"The size of tensor a ({a[dim]}) must match the size of tensor b ({b[dim]}) at non-singleton dimension "
        f"{max(len(a), len(b)) + dim}"
    )
    return RuntimeError(errors.message(sentence, f"The shapes are {list(a)} and {list(b)}."))


def expand_error(target, size, dtype=dtypes.float32):
    """The error for a tensor, of shape ``size``, that does not expand to the shape ``target``."""
    target, size = list(target), list(size)
    if len(size) > len(target):
        kind = "CPUBoolType" if dtype is dtypes.bool_ else f"torch.{dtype.legacy}Tensor"
        return RuntimeError(
            f"expand({kind}{{{size}}}, size={target}): the number of sizes provided ({len(target)}) must be "
            f"greater or equal to the number of dimensions in the tensor ({len(size)})"
        )
    for dim in range(-1, -len(size) - 1, -1):
        if size[dim] not in (1, target[dim]):
            break
    return RuntimeError(
        f"The expanded size of the tensor ({target[dim]}) must match the existing size ({size[dim]}) at non-singleton "
        f"dimension {len(target) + dim}.  Target sizes: {target}.  Tensor sizes: {size}"
    )


C_NAMES = {"int8": "int8_t", "uint8": "uint8_t", "int16": "int16_t", "int32": "int", "int64": "int64_t",
           "float16": "c10::Half", "float32": "float"}  # fmt: skip


@functools.cache
def limits(dtype):
    """The smallest and the largest number of a NumPy dtype."""
    found = np.finfo(dtype) if dtype.kind == "f" else np.iinfo(dtype)
    number = float if dtype.kind == "f" else int
    return number(found.min), number(found.max)


def check_range(number, dtype, written=None):
    """Raise, in PyTorch's words, if a NumPy dtype cannot hold a number; ``written`` is what they call the dtype.

    Unsigned dtypes hold negative integers too: they wrap around.
    """
    dtypes.check_bits(number)
    if dtype.kind == "b" or dtype.char == "d":
        if not isinstance(number, int | float | np.generic):
            raise TypeError("this is no number")
        return
    low, high = limits(dtype)
    if dtype.kind == "u" and not isinstance(number, float):
        low = -high
    if not low <= number <= high and (dtype.kind != "f" or math.isfinite(number)):
        raise RuntimeError(f"value cannot be converted to type {written or C_NAMES[dtype.name]} without overflow")


def recordable(out):
    """``out``, for operations that are recorded whatever their dtype. Raises, as PyTorch does, for integers."""
    if out._edge is not None and out._data.dtype.kind != "f":
        raise RuntimeError(f"Autograd not support dtype: {out.dtype.legacy}")
    return out


def adapter(operation):
    """A function for arrays that are not of floats: it converts them for an operation, or raises.

    None for an operation that takes every dtype as it is.
    """
    if not operation.floating and operation.refuses is None:
        return None

    def adapt(x):
        check_taken(operation, x.dtype)
        return recast(x, dtypes.get_default_dtype().numpy) if operation.floating else x

    return adapt


def check_taken(operation, dtype, *arrays):
    """Raise, in PyTorch's words, if an operation does not take ``dtype``, the common one of some arrays.

    If the shapes of the arrays do not fit, that is the error, as in PyTorch.
    """
    if operation.refuses is not None and dtype.kind in operation.refuses[0]:
        broadcast_shape(arrays)
        raise unimplemented(operation.refuses[1], dtype)


def broadcast_shape(arrays):
    """The shape to which arrays broadcast. Raises, in PyTorch's words, where there is none."""
    shape = ()
    for array in arrays:
        try:
            shape = np.broadcast_shapes(shape, array.shape)
        except ValueError:
            raise broadcast_error(shape, array.shape) from None
    return shape


def unimplemented(kernel, dtype):
    """PyTorch's error for a dtype that one of its kernels does not implement."""
    return NotImplementedError(f"\"{kernel}\" not implemented for '{dtypes.FROM_NUMPY[dtype].legacy}'")


def refusal(operation, array):
    """The error for a dtype that NumPy does not take for an operation either."""
    if operation.boolean_error is not None:
        return RuntimeError(operation.boolean_pair_error or operation.boolean_error)
    return unimplemented(f"{operation.called}_cpu", array.dtype)


def promoting(forward, positions, operation):
    """``forward``, after the arrays at these positions are cast to the dtype in which PyTorch combines them."""
    elementwise = not operation.contiguous

    def promoted(*args):
        arrays = [args[i] for i in positions if args[i] is not None]
        dtype = dtypes.common(*arrays)
        if dtype.kind != "f":
            check_taken(operation, dtype, *arrays)
            if operation.floating:
                dtype = dtypes.get_default_dtype().numpy
        args = [recast(a, dtype) if i in positions and a is not None else a for i, a in enumerate(args)]
        try:
            out = forward(*args)
        except ValueError:
            broadcast_shape([a for a in args if isinstance(a, np.ndarray | np.generic)])
            raise
        if out.ndim > 1 and elementwise:
            return laid_out(out, *(a for a in args if isinstance(a, np.ndarray)))
        return out

    return promoted


def in_single(forward):
    """``forward`` with float16 computed in float32, so that only the result is rounded."""

    def computed(a, *args):
        if a.dtype.char != "e":
            return forward(a, *args)
        single = [x.astype(np.float32) if getattr(x, "dtype", None) == a.dtype else x for x in args]
        return forward(a.astype(np.float32), *single).astype(a.dtype)

    return computed


def of_kernel(rule, recorded=False):
    """``rule``, which PyTorch computes in one kernel: of float16, only the gradient that comes out is rounded.

    recorded: also where it is recorded, since a step of it may overflow in float16.
    """
    single = in_single(rule)

    @functools.wraps(rule)
    def computed(g, *values):
        if g.__class__ is not Tensor:
            return rule(g, *values) if g.dtype.char != "e" else single(g, *values)
        if not recorded or g._data.dtype.char != "e":
            return rule(g, *values)
        return rule(g.float(), *(x.float() if x.__class__ is Tensor else x for x in values)).half()

    return computed


def fitting(rule):
    """``rule`` with its result summed and cast to the shape and dtype of the input."""
    return lambda g, shape, dtype, *values: as_dtype(reduce_to(rule(g, *values), shape), dtype)
