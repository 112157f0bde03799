"""The order in which the elements of a result lie in memory, if its inputs are not laid out row by row.

PyTorch sorts the dimensions by the steps that the first input takes along them, and asks the next input where that
one repeats its elements. NumPy prefers rows where inputs differ.
Source: ``reorder_dimensions`` in https://github.com/pytorch/pytorch/blob/main/aten/src/ATen/TensorIterator.cpp
"""

from __future__ import annotations

import numpy as np


def order_of(shape, arrays):
    """The dimensions of a result of ``shape``, computed from arrays that broadcast to it, the innermost first."""
    inputs = [(a.shape, a.strides, len(shape) - a.ndim) for a in arrays]
    steps = [
        [0] * extra + [step if n == m else 0 for n, m, step in zip(sizes, shape[extra:], strides, strict=True)]
        for sizes, strides, extra in inputs
    ]
    order = [*reversed(range(len(shape)))]
    for last in range(1, len(order)):
        at = last
        for i in reversed(range(last)):
            outer = compare(order[i], order[at], shape, steps)
            if outer < 0:
                break
            if outer > 0:
                order[i], order[at] = order[at], order[i]
                at = i
    return order


def compare(first, second, shape, steps):
    """A number above 0 if the ``first`` dimension lies outside of the ``second``, below 0 if inside, 0 if undecided."""
    for along in steps:
        if along[first] and along[second]:
            if along[first] != along[second]:
                return along[first] - along[second]
            if shape[first] > shape[second]:
                return 1
    return 0


def laid_out(out, *arrays):
    """``out``, which was computed from ``arrays``, with its elements in the order that PyTorch gives them.

    That is row by row if all arrays lie so, but where none of them has all elements of ``out`` the steps along
    dimensions of size 1 may decide.
    """
    lie_in_rows = out.flags.c_contiguous and all(a.flags.c_contiguous for a in arrays)
    if lie_in_rows and (out.ndim < 3 or any(a.size == out.size for a in arrays)):
        return out
    order, step = order_of(out.shape, arrays), out.itemsize
    for dim in order:
        if out.shape[dim] > 1 and out.strides[dim] != step:
            return np.ascontiguousarray(out.transpose(order[::-1])).transpose(np.argsort(order[::-1]))
        step *= out.shape[dim]
    return out


def in_rows(forward):
    """``forward``, but with its output laid out row by row."""

    def ordered(*args):
        out = forward(*args)
        return out.copy() if out.ndim > 1 and not out.flags.c_contiguous else out

    return ordered


def recast(array, dtype, copy=False):
    """``array`` in another dtype; elements that it repeats, as after ``expand()``, are written out."""
    out = array.astype(dtype, copy=copy)
    return laid_out(out, array) if out is not array and 0 in array.strides else out


def copied(array):
    """A copy with its elements in the order of those of ``array``; elements that it repeats are written out."""
    return laid_out(array.copy("C"), array) if 0 in array.strides else array.copy("K")


def outer_first(strides):
    """The dimensions of an array with these strides, those along which it takes the longest steps first."""
    return sorted(range(len(strides)), key=lambda dim: -strides[dim])


def by_strides(array, strides):
    """A copy of ``array``, without gaps, with its elements in the order of those of an array with these strides."""
    if array.ndim < 2:
        return np.array(array)
    order = outer_first(strides)
    return array.transpose(order).copy().transpose(np.argsort(order))


def in_order_of(other, array):
    """A copy of ``array`` with its elements in the order of those of ``other``, which has the same shape."""
    out = np.empty_like(other, array.dtype)
    out[...] = array
    return out


def laid_like(array, other):
    """A copy of ``array`` laid out as ``other`` is, or row by row if that has gaps or repeats elements."""
    if array.shape != other.shape or other.flags.c_contiguous or not dense(other):
        return array.copy()
    return in_order_of(other, array)


def lies_like(array, other):
    """Whether ``array`` is laid out as a copy by ``laid_like`` would be."""
    if array.flags.c_contiguous and other.flags.c_contiguous:
        return True
    if array.shape != other.shape:  # the leaf has another shape than its .grad by now, by t_() or .data
        return True
    if not dense(other):
        return array.flags.c_contiguous
    steps = zip(array.shape, array.strides, other.strides, strict=True)
    return array.strides == other.strides or all(n == 1 or step == wanted for n, step, wanted in steps)


def dense(array):
    """Whether an array's elements fill a piece of memory without a gap, in whatever order."""
    size = 1
    for stride, n in sorted(zip(array.strides, array.shape, strict=True)):
        if n > 1:
            if stride != size * array.itemsize:
                return False
            size *= n
    return array.size > 0


def channels_last(array):
    """Whether PyTorch takes an array for images in the format channels_last: with the second dimension innermost.

    Source: ``is_channels_last_strides`` in https://github.com/pytorch/pytorch/blob/main/c10/core/MemoryFormat.h
    """
    if array.ndim not in (4, 5) or not array.strides[1] or not array.size:
        return False
    least = 0
    for dim in (1, *reversed(range(2, array.ndim)), 0):
        step = array.strides[dim]
        if step < least or dim == 0 and least == array.strides[1]:
            return False
        least = step * array.shape[dim]
    return True
