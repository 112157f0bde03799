"""Shape: the same elements in another arrangement. All but ``Clone`` are views of the input's memory."""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING

import numpy as np

from .. import dtypes
from ..errors import dimension_error
from ..function import Function
from ..grad_mode import INFERENCE
from ..layout import copied
from ..operation import View
from ..promotion import expand_error
from ..registry import answers, public, set_function, set_method
from ..rules import permute as permuted
from ..rules import reduce_to, repeated
from ..size import Size
from ..tensor import Tensor
from ..warning import warn_once

if TYPE_CHECKING:
    from collections.abc import Sequence


class Expand(View):
    """Dimensions of size 1 repeated, without a copy."""

    forward = lambda a, shape: prefixed(a, shape) if a.size == math.prod(shape) else repeated(a, shape)
    vjp_a = lambda g, a_shape: reduce_to(g, a_shape)


def prefixed(a, shape):
    """The elements of an array in ``shape``, which only has more dimensions of size 1 before them."""
    for _ in range(len(shape) - a.ndim if 1 in a.shape else 0):
        a = unsqueezed(a, 0)
    return a.reshape(shape)


class Reshape(View):
    """The elements in the same order under another shape."""

    grad_fn_name = "ViewBackward0"
    forward = lambda a, shape: a.reshape(shape) if a.shape != shape or 1 not in shape else anew(a)
    vjp_a = lambda g, a_shape: g.reshape(a_shape)


class ReshapeAlias(Reshape):
    """``Reshape`` of memory that has gaps or another order; PyTorch's node has another name then."""

    forward = Reshape.forward


def anew(a):
    """An array in its own shape; sizes of 1, whose strides NumPy leaves as they are, get those that PyTorch sets."""
    strides, step = list(a.strides), a.strides[-1]
    for dim in reversed(range(a.ndim)):
        if a.shape[dim] == 1:
            strides[dim] = step
        else:
            step = strides[dim] * a.shape[dim]
    return np.lib.stride_tricks.as_strided(a, a.shape, strides)


class UnsafeView(Function):
    """``Reshape`` of a copy that nobody else holds, so that the output counts as no view."""

    forward = Reshape.forward
    vjp_a = Reshape.vjp_a


class Unsqueeze(View):
    """A dimension of size 1 put in at ``dim``."""

    forward = lambda a, dim: unsqueezed(a, dim)
    vjp_a = lambda g, a_shape: g.reshape(a_shape)


def unsqueezed(a, dim):
    """An array with a dimension of size 1 put in; NumPy has its own strides for the last and for others of size 1."""
    out = a.reshape((*a.shape[:dim], 1, *a.shape[dim:]))
    if dim < a.ndim and 1 not in a.shape:
        return out
    step = a.shape[dim] * a.strides[dim] if dim < a.ndim else a.itemsize
    strides = (*a.strides[:dim], step, *a.strides[dim:])
    return out if strides == out.strides else np.lib.stride_tricks.as_strided(out, out.shape, strides)


class Squeeze(View):
    """All dimensions of size 1 taken out."""

    forward = lambda a: a.squeeze()
    vjp_a = lambda g, a_shape: g.reshape(a_shape)


class SqueezeDim(View):
    """The dimension ``dim`` taken out, if its size is 1."""

    grad_fn_name = "SqueezeBackward1"
    forward = lambda a, dim: a.squeeze(dim) if a.ndim and a.shape[dim] == 1 else a.view()
    vjp_a = lambda g, a_shape: g.reshape(a_shape)


class SqueezeDims(View):
    """Several dimensions taken out, if their size is 1."""

    grad_fn_name = "SqueezeBackward2"
    forward = lambda a, dims: a.squeeze(tuple(d for d in dims if a.ndim and a.shape[d] == 1))
    vjp_a = lambda g, a_shape: g.reshape(a_shape)


class T(View):
    """The transpose of a matrix; a vector stays as it is."""

    forward = lambda a: a.T
    vjp_a = lambda g: g.T if g.ndim == 2 else g


class Transpose(View):
    """Two dimensions swapped."""

    forward = lambda a, dim0, dim1: a.swapaxes(dim0, dim1) if a.ndim else a.view()
    vjp_a = lambda g, dim0, dim1: g.swapaxes(dim0, dim1) if g.ndim else g


class Permute(View):
    """The dimensions in the order ``dims``."""

    forward = lambda a, dims: a.transpose(dims)
    vjp_a = lambda g, dims: permuted(g, inverse(dims))


class Clone(Function):
    """A copy, with the history."""

    copies = True
    forward = lambda a: copied(a)
    vjp_a = lambda g: g


class InOrder(Clone):
    """A copy whose elements lie in order."""

    grad_fn_name = "CloneBackward0"
    forward = lambda a: a.copy()


class Copy(Clone):
    """A recorded copy, which becomes the ``.grad`` of a leaf in a walk with ``create_graph=True``."""

    grad_fn_name = "CopyBackwards"
    namespace = "torch::autograd::"
    forward = Clone.forward

    @property
    def next_functions(self):
        """In PyTorch the copy is written into a new tensor, which is its first input."""
        return ((None, 0), *super().next_functions)


def wrap(dim, ndim):
    """A dimension counted from the front. Raises IndexError, in PyTorch's words, if it is out of range."""
    if dim.__class__ is not int:
        dim = integer(dim)
    limit = max(ndim, 1)
    if not -limit <= dim < limit:
        raise dimension_error(dim, ndim)
    return dim % limit


def integer(number):
    """A dimension, or an offset, as a Python integer. Raises TypeError for anything else, and for booleans."""
    if isinstance(number, bool):
        raise TypeError("a boolean is no number here")
    return operator.index(number)


def check_different(dims):
    """Raise where a dimension is named twice."""
    for dim in dims:
        if dims.count(dim) > 1:
            raise RuntimeError(f"dim {dim} appears multiple times in the list of dims")


def inverse(dims):
    """The permutation that undoes ``dims``."""
    return tuple(np.argsort(dims).tolist())


def sizes(shape):
    """A shape given as one tuple or as several integers. Raises TypeError where none is given."""
    if not shape:
        raise TypeError("a shape has to be given")
    return tuple(shape[0]) if len(shape) == 1 and isinstance(shape[0], tuple | list) else shape


def resolved(input, shape):
    """``shape`` with its -1 filled in. Raises RuntimeError where it does not hold the elements of ``input``."""
    shape = sizes(shape)
    known = 1
    for size in shape:
        known *= 1 if size == -1 else size
    n = input.numel()
    if shape.count(-1) > 1:
        raise RuntimeError("only one dimension can be inferred")
    for i, size in enumerate(shape):
        if size < -1:
            raise RuntimeError(f"invalid shape dimension {size} at index {i} of shape {list(shape)}")
    if -1 in shape and known and n % known == 0:
        return tuple(n // known if size == -1 else size for size in shape)
    if -1 in shape and known == n:
        raise RuntimeError(
            f"cannot reshape tensor of 0 elements into shape {list(shape)} because the unspecified dimension size -1 "
            "can be any value and is ambiguous"
        )
    if -1 in shape or known != n:
        raise RuntimeError(f"shape '{list(shape)}' is invalid for input of size {n}")
    return shape


def fits(tensor, shape):
    """Whether the memory of ``tensor`` can be looked at in this shape without a copy."""
    return tensor._data.size < 2 or np.may_share_memory(np.reshape(tensor._data, shape), tensor._data)


@answers(np.reshape)
@public
def reshape(input: Tensor, *shape: int | Sequence[int]) -> Tensor:
    """The elements in the same order under another shape; one size may be -1 and is worked out."""
    shape = resolved(input, shape)
    if fits(input, shape):
        return (Reshape if input._data.flags.c_contiguous else ReshapeAlias).apply(input, shape)
    return UnsafeView.apply(InOrder.apply(input), shape)


def view(self: Tensor, *shape: int | Sequence[int]) -> Tensor:
    """``reshape`` that never copies. Raises RuntimeError where the memory does not allow it."""
    if len(shape) == 1 and isinstance(shape[0], dtypes.dtype):
        raise NotImplementedError(f"minigrad does not read the same bytes as {shape[0]}; .to() converts the numbers.")
    shape = resolved(self, shape)
    if not fits(self, shape):
        raise RuntimeError(
            "view size is not compatible with input tensor's size and stride (at least one dimension spans across "
            "two contiguous subspaces). Use .reshape(...) instead."
        )
    return Reshape.apply(self, shape)


@public
def flatten(input: Tensor, start_dim: int = 0, end_dim: int = -1) -> Tensor:
    """The dimensions from ``start_dim`` to ``end_dim`` as one: all elements in one dimension, unless they are given."""
    ndim = input._data.ndim  # which fails for an array
    start, end = wrap(start_dim, ndim), wrap(end_dim, ndim)
    if start > end:
        raise RuntimeError("flatten() has invalid args: start_dim cannot come after end_dim")
    if start == end and ndim:
        return input
    shape = input.shape
    return reshape(input, *shape[:start], Size(shape[start : end + 1]).numel(), *shape[end + 1 :])


def expand(self: Tensor, *size: int | Sequence[int]) -> Tensor:
    """Dimensions of size 1 repeated to the given sizes, without a copy; -1 keeps a size as it is."""
    shape = sizes(size)
    extra = len(shape) - self.ndim
    if extra < 0:
        raise expand_error(shape, self.shape, self.dtype)
    for dim, n in enumerate(shape[:extra]):
        if n < 0:
            raise RuntimeError(
                f"The expanded size of the tensor ({n}) isn't allowed in a leading, non-existing dimension {dim}"
            )
    have = (1,) * extra + tuple(self.shape)
    shape = tuple(h if n == -1 else n for h, n in zip(have, shape, strict=True))
    if any(h not in (1, n) for h, n in zip(have, shape, strict=True)):
        raise expand_error(shape, self.shape, self.dtype)
    return Expand.apply(self, shape)


@answers(np.expand_dims)
@public
def unsqueeze(input: Tensor, dim: int) -> Tensor:
    """A dimension of size 1 put in at ``dim``."""
    return Unsqueeze.apply(input, wrap(dim, input.ndim + 1))


@answers(np.squeeze)
@public
def squeeze(input: Tensor, dim: int | Sequence[int] | None = None) -> Tensor:
    """Every dimension of size 1 taken out, or only ``dim``, one or several, where its size is 1."""
    if dim is None:
        return Squeeze.apply(input)
    if isinstance(dim, int):
        return SqueezeDim.apply(input, wrap(dim, input.ndim))
    dims = tuple(wrap(d, input.ndim) for d in dim)
    check_different(dims)
    return SqueezeDims.apply(input, dims)


@public
def t(input: Tensor) -> Tensor:
    """The transpose of a matrix; a vector stays as it is."""
    if input.ndim > 2:
        raise RuntimeError(f"t() expects a tensor with <= 2 dimensions, but self is {input.ndim}D")
    return T.apply(input)


@public
def transpose(input: Tensor, dim0: int, dim1: int) -> Tensor:
    """The dimensions ``dim0`` and ``dim1`` swapped."""
    return Transpose.apply(input, wrap(dim0, input.ndim), wrap(dim1, input.ndim))


@public
def swapaxes(input: Tensor, axis0: int, axis1: int) -> Tensor:
    """``transpose``."""
    return transpose(input, axis0, axis1)


@public
def permute(input: Tensor, *dims: int | Sequence[int]) -> Tensor:
    """The dimensions in the order ``dims``. Raises RuntimeError where that does not name every one once."""
    dims = sizes(dims)
    if len(dims) != input.ndim:
        raise RuntimeError(
            "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired "
            f"ordering of dimensions i.e. input.dim() = {input.ndim} is not equal to len(dims) = {len(dims)}"
        )
    dims = tuple(wrap(d, input.ndim) for d in dims)
    try:
        return Permute.apply(input, dims)
    except ValueError:
        raise RuntimeError("permute(): duplicate dims are not allowed.") from None


@public
def clone(input: Tensor) -> Tensor:
    """A copy with memory of its own, and with the history."""
    return (Copy if input._storage is INFERENCE else Clone).apply(input)


WITHOUT_DIMENSIONS = "Tensor.{} is deprecated on 0-D tensors. This function is the identity in these cases."

REVERSED = (
    "The use of `x.T` on tensors of dimension other than 2 to reverse their shape is deprecated and it will throw an "
    "error in a future release. Consider `x.mT` to transpose batches of matrices or `x.permute(*torch.arange(x.ndim - "
    "1, -1, -1))` to reverse the dimensions of a tensor."
)


def reversed_dims(self: Tensor) -> Tensor:
    """The tensor with its dimensions in reverse order: the transpose of a matrix."""
    if self.ndim == 0:
        warn_once(WITHOUT_DIMENSIONS.format("T"))
    elif self.ndim != 2:
        warn_once(REVERSED)
    return Permute.apply(self, tuple(reversed(range(self.ndim))))


set_method("view", view)
set_method("expand", expand)
Tensor.T = property(reversed_dims)
set_method("swapdims", transpose)
Tensor._recorded_copy = Copy.apply
set_function("swapdims", transpose)


@answers(np.transpose)
def numpy_transpose(input, dims=None):
    """``np.transpose``: the dimensions in the order ``dims``, or in reverse order."""
    return permute(input, tuple(reversed(range(input.ndim))) if dims is None else dims)


answers(np.swapaxes)(swapaxes)
