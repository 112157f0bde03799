"""The same elements in other places: repeated, in reverse order, moved along; and what shapes and memory are like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..errors import dimension_error
from ..function import Function
from ..layout import copied
from ..registry import answers, function_only, public, set_function, set_method
from ..rules import summed
from ..tensor import Tensor, make
from ..warning import warn_once
from .indexing import Alias
from .shape import (
    WITHOUT_DIMENSIONS,
    InOrder,
    Permute,
    check_different,
    expand,
    integer,
    reshape,
    resolved,
    sizes,
    transpose,
    view,
    wrap,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


class Repeat(Function):
    """The whole tensor several times along its dimensions."""

    forward = lambda a, times: np.tile(a, times)
    vjp_a = lambda g, a_shape, times: folded(g, a_shape, times)


class Flip(Function):
    """The elements in reverse order along dimensions."""

    forward = lambda a, dims: copied(np.flip(a, dims) if a.ndim else a)
    vjp_a = lambda g, dims: np.flip(g, dims) if g.ndim else g


class Roll(Function):
    """The elements moved along dimensions; those that leave come in again on the other side."""

    contiguous = True
    forward = lambda a, shifts, dims: np.roll(a, shifts, dims)
    vjp_a = lambda g, shifts, dims: np.roll(g, tuple(-n for n in shifts), dims)


def folded(g, shape, times):
    """``g`` summed over the repetitions that ``np.tile`` made: new dimensions one by one, the others at once."""
    for _ in range(len(times) - len(shape)):
        g = summed(g, 0)
    sizes, repeated = [], []
    for n, size in zip(times[len(times) - len(shape) :], shape, strict=True):
        if n != 1:
            repeated.append(len(sizes))
            sizes.append(n)
        sizes.append(size)
    return summed(g.reshape(tuple(sizes)), tuple(repeated)) if repeated else g


def dims_of(input, dims):
    """Dimensions given as one tuple or as several integers, counted from the front."""
    return tuple(wrap(d, input.ndim) for d in (sizes(dims) if dims else ()))


def repeat(self: Tensor, *repeats: int | Sequence[int]) -> Tensor:
    """The tensor several times along each dimension; more numbers than dimensions put new ones in front.

    >>> import minigrad as torch
    >>> torch.tensor([1, 2]).repeat(2, 2)
    tensor([[1, 2, 1, 2],
            [1, 2, 1, 2]])
    """
    times = tuple(integer(n) for n in sizes(repeats))
    if len(times) < self.ndim:
        raise RuntimeError("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor")
    shape = [n * m for n, m in zip(times, (1,) * (len(times) - self.ndim) + self.shape, strict=True)]
    for n in shape:
        if n < 0:
            raise RuntimeError(f"Trying to create tensor with negative dimension {n}: {shape}")
    return Repeat.apply(self, times)


@answers(np.tile)
@public
def tile(input: Tensor, *dims: int | Sequence[int]) -> Tensor:
    """``repeat`` that takes fewer numbers than there are dimensions too."""
    times = tuple(sizes(dims))
    return repeat(input, (1,) * (input.ndim - len(times)) + times)


@public
def flip(input: Tensor, *dims: int | Sequence[int]) -> Tensor:
    """A copy with the elements in reverse order along the dimensions given.

    >>> import minigrad as torch
    >>> torch.tensor([1, 2, 3]).flip(0)
    tensor([3, 2, 1])
    """
    dims = dims_of(input, dims)
    check_different(dims)
    return Flip.apply(input, dims)


@answers(np.flip)
def numpy_flip(input, dim=None):
    """``np.flip``: where ``dim`` is left out, along all dimensions."""
    return flip(input, tuple(range(input.ndim)) if dim is None else dim)


@public
def roll(input: Tensor, shifts: int | Sequence[int], dims: int | Sequence[int] | None = None) -> Tensor:
    """The elements moved along ``dims``, in a circle; along all of them as one row where ``dims`` is left out."""
    shifts = tuple(shifts) if isinstance(shifts, tuple | list) else (integer(shifts),)
    dims = dims if dims is None or isinstance(dims, tuple | list) else (integer(dims),)
    if not shifts:
        raise RuntimeError("`shifts` required")
    aligned = len(dims) if dims else 0
    if len(shifts) != aligned and (dims or len(shifts) > 1):
        raise RuntimeError(f"shifts and dimensions must align. shifts: {len(shifts)}, dims:{aligned}")
    if not dims or not input.numel():
        return Roll.apply(input, shifts[:1], None)  # without elements, any shift will do
    if input.ndim == 0:
        raise IndexError(f"Dimension specified as {dims[0]} but tensor has no dimensions")
    dims = dims_of(input, dims)
    return Roll.apply(input, shifts, dims)


answers(np.roll)(lambda input, shift, dim=None: roll(input, shift, dim))


@answers(np.moveaxis)
@public
def movedim(input: Tensor, source: int | Sequence[int], destination: int | Sequence[int]) -> Tensor:
    """Dimensions moved to other places; the others stay in order."""
    source, destination = ((d,) if isinstance(d, int | np.integer) else d for d in (source, destination))
    if len(source) != len(destination):
        raise RuntimeError(
            f"movedim: Invalid source or destination dims: source ({list(source)} dims) should contain the same number "
            f"of dims as destination ({list(destination)} dims)"
        )
    given, source, destination = (source, destination), dims_of(input, source), dims_of(input, destination)
    for name, dims, said in zip(("source", "destination"), (source, destination), given, strict=True):
        if len(set(dims)) < len(dims):
            raise RuntimeError(f"movedim: repeated dim in `{name}` ({list(said)})")
    if input.ndim == 0:
        return Alias.apply(input)
    order = [d for d in range(input.ndim) if d not in source]
    for to, d in sorted(zip(destination, source, strict=True)):
        order.insert(to, d)
    return Permute.apply(input, tuple(order))


@public
def unflatten(input: Tensor, dim: int, sizes: Sequence[int]) -> Tensor:
    """The dimension ``dim`` spread over several, of which one size may be -1."""
    dim, sizes = wrap(dim, input.ndim), tuple(sizes)
    if not sizes:
        raise RuntimeError("unflatten: sizes must be non-empty")
    if input.ndim == 0:
        raise RuntimeError(f"unflatten got an unexpected error:\n{dimension_error(dim, 0)}")
    try:
        parts = resolved(make(np.empty(input.shape[dim], bool)), (sizes,))
    except RuntimeError as error:
        if "is invalid for input of size" not in str(error):
            raise RuntimeError(f"unflatten got an unexpected error:\n{error}") from None
        raise RuntimeError(
            f"unflatten: Provided sizes {list(sizes)} don't multiply up to the size of dim {dim} ({input.shape[dim]}) "
            "in the input tensor"
        ) from None
    return view(input, *input.shape[:dim], *parts, *input.shape[dim + 1 :])


@answers(np.broadcast_to)
@public
def broadcast_to(input: Tensor, *size: int | Sequence[int]) -> Tensor:
    """``expand`` to a shape."""
    return expand(input, *size)


def expand_as(self: Tensor, other: Tensor) -> Tensor:
    """``expand`` to the shape of ``other``."""
    return expand(self, tuple(other.shape))


def view_as(self: Tensor, other: Tensor) -> Tensor:
    """``view`` under the shape of ``other``."""
    return view(self, tuple(other.shape))


def reshape_as(self: Tensor, other: Tensor) -> Tensor:
    """``reshape`` to the shape of ``other``."""
    return reshape(self, tuple(other.shape))


def matrix_transposed(self: Tensor) -> Tensor:
    """The tensor with its last two dimensions swapped."""
    if self.ndim == 0:
        warn_once(WITHOUT_DIMENSIONS.format("mT"))
        return self
    if self.ndim == 1:
        raise RuntimeError(f"tensor.mT is only supported on matrices or batches of matrices. Got {self.ndim}-D tensor.")
    return transpose(self, -2, -1)


def is_contiguous(self: Tensor) -> bool:
    """Whether the elements lie in memory in the order of their indices, without gaps."""
    return self._data.flags.c_contiguous


def contiguous(self: Tensor) -> Tensor:
    """This tensor, or a copy in order where its elements do not lie in order."""
    return self if is_contiguous(self) else InOrder.apply(self)


@answers(np.ravel)
@public
def ravel(input: Tensor) -> Tensor:
    """All elements in one dimension."""
    return view(contiguous(input), -1)


def stride(self: Tensor, dim: int | None = None) -> tuple[int, ...] | int:
    """How many elements lie in memory between neighbors along each dimension, or along ``dim``."""
    array = self._data
    if not array.size and not any(array.strides):  # NumPy's own for what it makes of nothing; PyTorch counts row by row
        array = np.empty([max(n, 1) for n in array.shape], array.dtype)
    strides = tuple(n // array.itemsize for n in array.strides)
    if dim is None:
        return strides
    if self.ndim == 0:
        raise dimension_error(dim, 0)
    return strides[wrap(dim, self.ndim)]


set_method("repeat", repeat)
set_method("expand_as", expand_as)
set_method("view_as", view_as)
set_method("reshape_as", reshape_as)
Tensor.mT = property(matrix_transposed)
set_method("is_contiguous", is_contiguous)
set_method("contiguous", contiguous)
set_method("stride", stride)


def is_tensor(obj: object, /) -> bool:
    """Whether ``obj`` is a Tensor."""
    return isinstance(obj, Tensor)


@function_only
def numel(input: Tensor) -> int:
    """How many elements there are."""
    return input._data.size


def element_size(self: Tensor) -> int:
    """How many bytes an element takes."""
    return self._data.itemsize


def nbytes(self: Tensor) -> int:
    """How many bytes the elements take, those that ``expand`` repeats counted each time."""
    return self._data.size * self._data.itemsize


set_function("is_tensor", is_tensor)
set_function("is_floating_point", Tensor.is_floating_point)
set_method("nelement", numel)
set_method("ndimension", Tensor.dim)
set_method("element_size", element_size)
Tensor.itemsize = property(element_size)
Tensor.nbytes = property(nbytes)
