"""Functions for vector-Jacobian products that take arrays and Tensors, where these share no operator or method."""

import functools
import math
from operator import itemgetter

import numpy as np

from . import dtypes, errors
from .tensor import Tensor, make


def expand(g, shape):
    """``g`` broadcast to ``shape``: a view that repeats it, which a user can write to as far as PyTorch allows it."""
    if isinstance(g, Tensor):
        return g.expand(shape)
    if not shape:
        return g
    if not g.ndim:
        return np.ndarray(shape, g.dtype, np.array(g), 0, (0,) * len(shape))
    return repeated(g if g.flags.writeable else g.copy(), shape)


def repeated(a, shape):
    """``np.broadcast_to``, but writable if ``a`` is, and with PyTorch's strides for sizes that stay 1."""
    strides = [0] * len(shape)
    extra = len(shape) - a.ndim
    for dim in reversed(range(len(shape) if a.ndim else 0)):
        size = a.shape[dim - extra] if dim >= extra else 1
        if size == shape[dim]:
            strides[dim] = a.strides[dim - extra] if dim >= extra else shape[dim + 1] * strides[dim + 1]
    return np.lib.stride_tricks.as_strided(a, shape, strides)


# PyTorch adds four partial sums, of every fourth number each. For up to seven numbers that is this order on every
# machine. Longer sums differ between its own builds, and NumPy adds them.
ORDER = {n: [*range(n)] if n < 5 else [0, *range(4, n), 1, 2, 3] for n in range(1, 8)}
PICK = {n: itemgetter(*order) if n > 1 else tuple for n, order in ORDER.items()}
ZERO = {char: np.dtype(char).type() for char in "fd"}

add = np.add.reduce


def total(a, axes, keepdims=False):
    """An array added along ``axes``: integers and booleans in int64, halves in float32: 2048 + 1 is 2048 in float16."""
    char = a.dtype.char
    if char in "fd":
        if a.size > MANY and a.size > MANY * a.shape[-1] and a.flags.c_contiguous:
            return add_in_parts(a, axes, keepdims)
        return add(a, axes, keepdims=keepdims)
    if char == "e":
        return add(a, axes, np.float32, keepdims=keepdims).astype(np.float16)
    return add(a, axes, np.int64, keepdims=keepdims)


MANY, PART = 2048, 128


def add_in_parts(a, axes, keepdims):
    """What ``total`` does, for many rows by 128 at a time: NumPy adds row by row, and what it rounds off adds up."""
    reduced = axes if axes.__class__ is tuple else () if axes is None else (axes,)
    dim, n = max(((d, a.shape[d]) for d in reduced if d != a.ndim - 1), key=itemgetter(1), default=(0, 0))
    if n <= MANY:
        return add(a, axes, keepdims=keepdims)
    whole, before = n - n % PART, (slice(None),) * dim
    rows = a[(*before, slice(whole))]
    parts = add(rows.reshape((*a.shape[:dim], -1, PART, *a.shape[dim + 1 :])), dim + 1)
    rest = add(a[(*before, slice(whole, n))], dim, keepdims=True)
    return total(np.concatenate([parts, rest], dim), axes, keepdims)


def add_up(a):
    """All elements of an array added, as a NumPy scalar; integers and booleans in int64."""
    char = a.dtype.char
    if char not in "fd":
        return total(a, None) + 0  # a sum starts from 0: it is not -0
    size = a.size
    if size > 7 or size == 0:
        return add(a, None)
    if a.ndim != 1:
        a = a.ravel()
    return sum(PICK[size](a), ZERO[char])  # for so few numbers faster than NumPy


def mean_of(a):
    """The mean of all elements of an array; of halves computed in float32, and only then rounded."""
    if a.dtype.char == "e":
        return mean_of(a.astype(np.float32)).astype(np.float16)
    return add_up(a) / a.size


def mean_along(a, axes):
    """The mean along dimensions, which stay, of an array or a Tensor."""
    if isinstance(a, Tensor):
        return a.mean(axes, keepdim=True)
    if a.dtype.char == "e":
        return mean_along(a.astype(np.float32), axes).astype(np.float16)
    return total(a, axes, True) / math.prod([a.shape[axis] for axis in axes])


def over(g, n):
    """``g`` over a number of elements, a float; of float16 in float32, which counts further."""
    if n > 2048 and not isinstance(g, Tensor) and g.dtype.char == "e":
        return (g.astype(np.float32) / n).astype(np.float16)
    return g / n


SINGLE = {(1,) * ndim for ndim in range(8)}  # the shapes of one element


def expands(shape, other):
    """Whether a tensor of ``shape`` expands to the ``other`` shape."""
    return len(shape) <= len(other) and all(n in (1, m) for n, m in zip(reversed(shape), reversed(other), strict=False))


def reduce_to(g, shape):
    """``g`` summed over the dimensions that broadcasting added or stretched: the transpose of ``expand``."""
    if not shape and g.__class__ is np.ndarray:
        return add_up(g)
    if g.shape == shape:
        return g
    if shape in SINGLE and not isinstance(g, Tensor):
        return add_up(g).reshape(shape)
    return add_along(g, stretched(g.shape, shape)).reshape(shape)


def summed(g, axes):
    """``g`` summed along ``axes``, or of all elements if that is None."""
    return g.sum(axes) if isinstance(g, Tensor) else total(g, axes)


def add_along(g, dim):
    """``g`` summed along a dimension, or several, which are kept with size 1."""
    if isinstance(g, Tensor):
        return g.sum(dim, keepdim=True)
    one = ones(g.shape, dim, g.dtype.char)
    if one is None:
        return total(g, dim, keepdims=True)
    return g.dot(one) if dim else one.dot(g)


@functools.lru_cache(32)
def ones(shape, dim, char):
    """The matrix of ones that sums a matrix along ``dim`` in a product, if that is faster than NumPy's sum; or None."""
    if len(shape) != 2 or dim not in (0, 1) or not 7 < shape[dim] < 5000 or char not in ZERO:
        return None
    return np.ones((shape[1], 1) if dim else (1, shape[0]), char)


@functools.lru_cache
def stretched(shape, before):
    """The dimension, or a tuple of several, that broadcasting from the shape ``before`` to ``shape`` has changed."""
    extra = len(shape) - len(before)
    dims = (*range(extra), *(i for i, n in enumerate(before, extra) if n == 1 != shape[i]))
    return dims[0] if len(dims) == 1 else dims


def minus(a, b):
    """``a - b`` of arrays or Tensors. Raises for booleans, as PyTorch does in its rules too."""
    if not isinstance(a, Tensor) and np.bool_ in (a.dtype, getattr(b, "dtype", None)):
        raise RuntimeError(errors.SUBTRACTION)
    return a - b


def negative(a):
    """``-a`` of an array or a Tensor. Raises for booleans, as PyTorch does in its rules too."""
    if not isinstance(a, Tensor) and a.dtype == np.bool_:
        raise RuntimeError(errors.NEGATION)
    return -a


def zeros_like(g):
    """Zeros like ``g``: not ``0 * g``, which is NaN where ``g`` is infinite."""
    return make(np.zeros_like(g._data)) if isinstance(g, Tensor) else np.zeros_like(g)


BITS = {np.dtype(f"f{size}"): np.dtype(f"i{size}") for size in (2, 4, 8)}


def keep(g, mask):
    """``g`` where ``mask`` is true and 0 elsewhere, even if ``g`` is infinite or NaN there.

    On arrays the bits of ``g`` are multiplied, as integers: four times as fast as ``np.where``.
    """
    if isinstance(g, Tensor):
        return np.where(mask, g, 0)
    return (g.view(BITS[g.dtype]) * mask).view(g.dtype)


def as_positions(index):
    """Positions in int64, as in PyTorch; NumPy's have 32 bits on 32-bit machines, such as Python in a browser."""
    return index.astype(np.int64, copy=False)


def as_dtype(g, dtype):
    """``g`` in the NumPy dtype ``dtype``. Raises RuntimeError for integers, through which no gradient flows."""
    if dtype.kind != "f":
        raise RuntimeError(
            errors.message("isDifferentiableType(grad.scalar_type()) INTERNAL ASSERT FAILED", errors.INTEGER_GRAD)
        )
    if isinstance(g, Tensor):
        return g.to(dtypes.FROM_NUMPY[dtype])
    return g.astype(dtype, copy=False)


def log_like(a, other):
    """The logarithm of ``a``, which is as it was before it was promoted, in the dtype of ``other``."""
    return np.log(as_dtype(a, getattr(other, "_data", other).dtype))


def permute(g, dims):
    """``g`` with its dimensions in the order ``dims``."""
    return g.permute(dims) if isinstance(g, Tensor) else g.transpose(dims)


def embed(g, shape, index):
    """Zeros of ``shape`` with ``g`` added at ``index``: the transpose of indexing."""
    if isinstance(g, Tensor):
        from .ops.indexing import Embed

        return Embed.apply(g, shape, index)
    out = np.zeros(shape, g.dtype)
    if any(isinstance(item, np.ndarray) for item in index):
        np.add.at(out, index, g)
    else:
        out[index] = g
    return out


def put_zeros(g, index):
    """``g`` with zeros at ``index``."""
    if isinstance(g, Tensor):
        from .ops.indexing import IndexPut

        return IndexPut.apply(g, index, make(np.zeros((), g._data.dtype)), False)
    out = g.copy()
    out[index] = 0
    return out


def gather_from(g, dim, index):
    """``g`` at the positions ``index`` along ``dim``; in the other dimensions ``index`` may be smaller than ``g``."""
    if isinstance(g, Tensor):
        return g.gather(dim, index)
    if g.ndim == 0 or index.size == 0:
        return np.resize(g, index.shape)
    if index.ndim == 0:
        return g[index]
    corner = tuple(slice(None) if d == dim else slice(0, n) for d, n in enumerate(index.shape))
    return np.take_along_axis(g[corner], index, dim)


def scatter_into(g, shape, dim, index):
    """Zeros of ``shape`` with ``g`` added at positions along ``dim``: the transpose of ``gather_from``."""
    if isinstance(g, Tensor):
        return make(np.zeros(shape, g._data.dtype)).scatter_add(dim, index, g)
    if g.dtype.char == "e":
        return scatter_into(g.astype(np.float32), shape, dim, index).astype(np.float16)
    if not shape:
        return g.sum().reshape(())
    if not index.size:  # which may have any number of dimensions
        return np.zeros(shape, g.dtype)
    grid = list(np.indices(index.shape or (1,), sparse=True))
    grid[dim] = index.reshape(index.shape or 1)
    out = np.zeros(shape, g.dtype)
    np.add.at(out, tuple(grid), g)
    return out


def without_each(a, dim):
    """A matrix for each row of ``a`` along ``dim``: line i is the row, with a 1 in place of its element i."""
    n = a.shape[dim]
    rows = a.swapaxes(dim, -1)
    return np.where(np.eye(n, dtype=bool), 1, rows.reshape((*rows.shape[:-1], 1, n)))


def from_first(a, axes):
    """``a`` minus its first elements along ``axes``: a shift changes no distance from the mean, and equals become 0."""
    array = a._data if isinstance(a, Tensor) else a
    if not array.size:
        return a
    first = array[tuple(slice(1) if d in axes else slice(None) for d in range(a.ndim))]
    return a - (first if array is a else make(first))


def underivable(name):
    """The rule of an operation that has none: it raises PyTorch's error."""

    def rule(g):
        raise NotImplementedError(f"the derivative for '{name}' is not implemented.")

    return rule


def unknown(name):
    """The rule of an operation that is not in PyTorch's list of derivatives at all: it raises the error for those."""

    def rule(g):
        raise RuntimeError(f"derivative for aten::{name} is not implemented")

    return rule
