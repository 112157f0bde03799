"""What vector-Jacobian products need where arrays and Tensors have no operator or method in common."""

import numpy as np

from . import dtypes
from .tensor import Tensor


def expand(g, shape):
    """``g`` repeated to ``shape``; an array of its own where one number fills it."""
    if isinstance(g, Tensor):
        return g.expand(shape)
    if g.ndim:
        return np.broadcast_to(g, shape)
    if not shape:
        return g
    out = np.empty(shape, g.dtype)
    out.fill(g)
    return out


# PyTorch adds four interleaved partial sums. For up to seven numbers that is this order on every machine;
# longer sums differ between its own builds, and are left to NumPy.
ORDER = {5: [0, 4, 1, 2, 3], 6: [0, 4, 5, 1, 2, 3], 7: [0, 4, 5, 6, 1, 2, 3]}


def add_up(a):
    """All elements of an array added, as a NumPy scalar; integers and booleans in int64."""
    if a.dtype.kind != "f":
        return np.add.reduce(a, None, np.int64)
    if a.size in ORDER:
        return np.add.reduce(a.ravel()[ORDER[a.size]])
    return np.add.reduce(a, None)


def reduce_to(g, shape):
    """``g`` summed over the dimensions that broadcasting repeated: ``expand`` transposed."""
    if g.shape == shape:
        return g
    if g.size in ORDER and not isinstance(g, Tensor) and all(n == 1 for n in shape):
        return add_up(g).reshape(shape)
    extra = g.ndim - len(shape)
    stretched = (i + extra for i, n in enumerate(shape) if n == 1 != g.shape[i + extra])
    return g.sum(axis=(*range(extra), *stretched), keepdims=True).reshape(shape)


def as_dtype(g, dtype):
    """``g`` in the NumPy dtype ``dtype``."""
    if isinstance(g, Tensor):
        return g.to(dtypes.FROM_NUMPY[dtype])
    return g.astype(dtype, copy=False)


def permute(g, dims):
    """``g`` with its dimensions in the order ``dims``."""
    return g.permute(dims) if isinstance(g, Tensor) else g.transpose(dims)


def embed(g, shape, index):
    """Zeros of ``shape`` with ``g`` at ``index``: the basic index ``index`` transposed."""
    if isinstance(g, Tensor):
        from .ops.indexing import Embed

        return Embed.apply(g, shape, index)
    out = np.zeros(shape, g.dtype)
    out[index] = g
    return out
