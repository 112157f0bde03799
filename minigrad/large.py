"""Memory for large results: that of the last ones which died, since new memory takes longer than what is computed.

Memory for more than 32 MiB is not kept by the allocator: the system clears it page by page, and takes it back when the
array dies. So the memory of the last two large results is kept once nobody can see it any more, not even through a
view, and the next results of that size lie there. At most 256 MiB are kept so, and a large result of another size lets
go of them.
"""

import math
from collections import deque

import numpy as np

LEAST, MOST = 2**25, 2**27  # bytes of a large result
met = False  # whether a tensor was made of that many: until then nobody asks how large arrays are
spare = deque(maxlen=2)


class Memory:
    """What a large result lies in: the base of its array, so that it dies with the last view of that."""

    __slots__ = ("__array_interface__", "cells")

    def __init__(self, cells, shape, dtype):
        self.cells = cells
        address = cells.__array_interface__["data"]
        self.__array_interface__ = {"shape": shape, "typestr": dtype.str, "data": address, "version": 3}

    def __del__(self, keep=spare.append):  # which is still there when Python ends
        keep(self.cells)


def empty(shape, dtype):
    """An array to be filled, in spare memory if it is large."""
    size = math.prod(shape) * dtype.itemsize
    return np.asarray(Memory(taken(size), shape, dtype)) if LEAST <= size <= MOST else np.empty(shape, dtype)


def taken(size):
    """So many bytes of spare memory, or else new ones: then nothing stays spare."""
    try:
        while (found := spare.pop()).size != size:
            pass
    except IndexError:
        found = None  # none is held any more when new memory is asked for
    return np.empty(size, np.uint8) if found is None else found


class Large(np.ndarray):
    """How forward functions and rules see a large array: what ufuncs make of it lies in spare memory."""

    array = None  # the array that is seen so, if this is all of it

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
    """Whether what a ufunc makes of its inputs is one array that lies row by row, as they do."""
    single = ufunc.nout == 1 and ufunc.signature is None
    return single and all(x.flags.c_contiguous if hasattr(x, "flags") else type(x) in (int, float) for x in inputs)


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
    """What ``forward`` makes of arrays."""
    return plain(forward(*map(seen, arrays)))
