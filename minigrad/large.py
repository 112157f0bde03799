"""Memory for large results, which is used again, since to get new memory takes longer than to compute.

The allocator keeps no blocks of 32 MiB or more: the system clears a new one page by page, and takes it back when the
array dies. So the blocks of the last two large results are kept here when nobody can see them any more, not even
through a view, and the next results of the same size are put there. At most 256 MiB are kept in this way, and none of
them once a large result has another size.
"""

import math
from collections import deque

import numpy as np

LEAST, MOST = 2**25, 2**27  # how many bytes a large result has
met = False  # whether there ever was a large tensor: until then operations do not look at the sizes of arrays
spare = deque(maxlen=2)  # the blocks that are kept


class Memory:
    """A block that holds a large result. It is the base of the array, so it dies with the last view of that."""

    __slots__ = ("__array_interface__", "cells")

    def __init__(self, cells, shape, dtype):
        self.cells = cells
        address = cells.__array_interface__["data"]
        self.__array_interface__ = {"shape": shape, "typestr": dtype.str, "data": address, "version": 3}

    def __del__(self, keep=spare.append):  # a default, since globals may be gone when Python ends
        keep(self.cells)


def empty(shape, dtype):
    """An array to be filled, in spare memory if it is large."""
    size = math.prod(shape) * dtype.itemsize
    return np.asarray(Memory(taken(size), shape, dtype)) if LEAST <= size <= MOST else np.empty(shape, dtype)


def taken(size):
    """A spare block of so many bytes. Where there is none, all are given back, and there is a new one."""
    try:
        while (found := spare.pop()).size != size:
            pass
    except IndexError:
        found = None  # the last one is let go of before a new one is asked for
    return np.empty(size, np.uint8) if found is None else found


class Large(np.ndarray):
    """A large array as forward functions and rules see it: the results of ufuncs on it are put into spare memory."""

    array = None  # the array itself, unless this is only a view of a part

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        inputs = [plain(x) for x in inputs]
        if "out" in options:
            options["out"] = tuple(plain(x) for x in options["out"])
        elif method == "__call__" and not options and fits(ufunc, inputs):
            shape = np.broadcast_shapes(*(np.shape(x) for x in inputs))
            dtype = ufunc.resolve_dtypes((*(getattr(x, "dtype", type(x)) for x in inputs), None))[-1]
            return seen(ufunc(*inputs, out=empty(shape, dtype)))
        return getattr(ufunc, method)(*inputs, **options)


def fits(ufunc, inputs):
    """Whether the result of a ufunc is one array that is laid out row by row, as its inputs are."""
    return ufunc.nout == 1 and ufunc.signature is None and all(map(is_by_rows, inputs))


def is_by_rows(x):
    """Whether an input of a ufunc is laid out row by row, or is one number, which may be repeated."""
    return x.flags.c_contiguous or not any(x.strides) if hasattr(x, "flags") else type(x) in (int, float)


def seen(array):
    """An array as forward functions and rules see it, anything else as it is."""
    if array.__class__ is not np.ndarray or array.nbytes < LEAST:
        return array
    out = array.view(Large)
    out.array = array
    return out


def plain(x):
    """The array that was ``seen``, anything else as it is."""
    if x.__class__ is not Large:
        return x
    return x.view(np.ndarray) if x.array is None else x.array


def compute(forward, *arrays):
    """``forward`` of arrays, with its result in spare memory where it can be."""
    return plain(forward(*map(seen, arrays)))
