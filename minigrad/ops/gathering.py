"""Elements picked by an index along one dimension, and put back there."""

from __future__ import annotations

import re

import numpy as np

from ..dtypes import int64
from ..errors import dimension_error, invalid_gradient
from ..function import Function
from ..grad_mode import no_grad
from ..inplace import in_place
from ..promotion import broadcast_shape, check_range, in_single
from ..registry import answers, public, set_method
from ..rules import expands, gather_from, keep, reduce_to, scatter_into
from ..tensor import Tensor, make
from .indexing import Select, Slice
from .shape import wrap


class Gather(Function):
    """``a`` at the positions ``index`` along ``dim``."""

    contiguous = True
    forward = lambda a, dim, index: gather_from(a, dim, index)
    vjp_a = lambda g, a, dim, index: scatter_into(g, tuple(a.shape), dim, index)


class ScatterAdd(Function):
    """``a`` with the elements of ``src`` added at the positions ``index`` along ``dim``."""

    contiguous = True
    of_floats = False
    rounds_once = True
    forward = lambda a, dim, index, src: scattered(a, dim, index, src, np.add.at)
    vjp_a = lambda g: g
    vjp_src = lambda g, dim, index, src_shape: whole(gather_from(g, dim, index), src_shape, "ScatterAddBackward0")


class Scatter(Function):
    """``a`` with the elements of ``src`` at the positions ``index`` along ``dim``."""

    contiguous = True
    of_floats = False
    grad_fn_name = "ScatterBackward0"
    forward = lambda a, dim, index, src: scattered(a, dim, index, src, assign)
    vjp_a = lambda g, a_shape, dim, index: keep(g, ~touched(a_shape, dim, index))
    vjp_src = lambda g, dim, index, src_shape: whole(gather_from(g, dim, index), src_shape, "ScatterBackward0")


class ScatterNumber(Function):
    """``a`` with one number at the positions ``index`` along ``dim``."""

    contiguous = True
    of_floats = False
    grad_fn_name = "ScatterBackward1"
    forward = lambda a, dim, index, value: scattered(a, dim, index, np.full(index.shape, value), assign)
    vjp_a = Scatter.vjp_a


class IndexSelect(Function):
    """The slices of ``a`` at the positions ``index`` along ``dim``."""

    forward = lambda a, dim, index: slices(a, dim, index)
    vjp_a = lambda g, a_shape, dim, index: add_slices(g, a_shape, dim, index)


class IndexAdd(Function):
    """``a`` with the slices of ``src`` added at the positions ``index`` along ``dim``."""

    contiguous = True
    of_floats = False
    rounds_once = True
    forward = lambda a, dim, index, src, alpha: added_slices(a, dim, index, src if alpha == 1 else src * alpha)
    vjp_a = lambda g: g
    vjp_src = lambda g, dim, index, src, src_shape, alpha: take(g, dim, index).reshape(src_shape) * alpha


def slices(a, dim, index):
    """The slices of an array at positions along ``dim``."""
    return np.take(a, index.astype(np.intp, copy=False), dim) if a.ndim else a.copy()


def take(g, dim, index):
    """The slices of an array or a Tensor at positions along ``dim``."""
    return IndexSelect.apply(g, dim, index) if isinstance(g, Tensor) else slices(g, dim, index)


def assign(array, where, values):
    array[where] = values


def where_to(index, dim):
    """The full index of every element of an index along ``dim``."""
    grid = list(np.indices(index.shape, sparse=True))
    if grid:
        grid[dim] = index
    return tuple(grid)


def scattered(a, dim, index, src, write):
    """A copy of an array, written to at the positions ``index`` along ``dim``."""
    out = np.array(a)
    if index.size == 0:
        return out
    index, src = np.atleast_1d(index, src)
    write(np.atleast_1d(out), where_to(index, dim), src[tuple(slice(0, n) for n in index.shape)])
    return out


def touched(shape, dim, index):
    """Where a scatter writes, as an array or, like ``index``, a Tensor."""
    if isinstance(index, Tensor):
        return make(touched(shape, dim, index._data))
    return scattered(np.zeros(shape, bool), dim, index, np.ones(index.shape, bool), assign)


def whole(g, shape, name):
    """``g``, the gradient of a source. Raises, as PyTorch does, if the index is smaller than the source."""
    if not expands(shape, g.shape):
        raise invalid_gradient(name, 1, g.shape, shape)
    return reduce_to(g, shape)


def added_slices(a, dim, index, src):
    """A copy of an array with slices added at positions along ``dim``."""
    out = np.array(a)
    if out.size:
        np.add.at(out, (slice(None),) * dim + (index,) if out.ndim else (), src)
    return out


def add_slices(g, shape, dim, index):
    """Zeros of ``shape`` with the slices ``g`` added at positions along ``dim``."""
    if isinstance(g, Tensor):
        return IndexAdd.apply(make(np.zeros(shape, g._data.dtype)), dim, index, g, 1)
    return in_single(added_slices)(np.zeros(shape, g.dtype), dim, index, g)


def check_index(name, input, dim, index, src=None):
    """The dimension counted from the front. Raises, in PyTorch's words, where ``index`` does not fit the tensors."""
    dim = wrap(dim, input.ndim)
    if index._data.dtype not in (np.int64, np.int32) and index.numel():
        raise RuntimeError(f"{name}(): Expected dtype int32/int64 for index")
    if src is not None and src.dtype is not input.dtype:
        raise RuntimeError(f"{name}(): Expected self.dtype to be equal to src.dtype")
    if index.numel() == 0:
        return dim
    shape, have = index.shape or (1,), input.shape or (1,)
    if len(shape) != len(have):
        of = "input" if name == "gather" else "self"
        raise RuntimeError(f"Index tensor must have the same number of dimensions as {of} tensor")
    greater = [d for d in range(len(have)) if d != dim and shape[d] > have[d]]
    if name == "gather":
        if greater:
            raise RuntimeError(
                f"Size does not match at dimension {greater[0]} expected index {list(shape)} to be no larger than "
                f"self {list(have)} apart from dimension {dim}"
            )
    elif src is None:
        if greater:
            raise RuntimeError(larger(index, input, dim))
    else:
        greater = greater or any(n > (src.shape[wrap(d, src.ndim)] if src.ndim else 1) for d, n in enumerate(shape))
        if max(src.ndim, 1) != len(shape):
            raise RuntimeError("Index tensor must have the same number of dimensions as src tensor")
        if greater:
            raise RuntimeError(f"{larger(index, input, dim)} and to be no larger size than src {list(src.shape)}")
    size = have[dim]
    outside = index._data[(index._data < 0) | (index._data >= size)]
    if outside.size:
        raise RuntimeError(f"index {outside.flat[0]} is out of bounds for dimension {dim} with size {size}")
    return dim


def larger(index, input, dim):
    """PyTorch's message for an index that does not fit its tensor."""
    return (
        f"Expected index {list(index.shape)} to be no larger than self {list(input.shape)} apart from dimension {dim}"
    )


@public
def gather(input: Tensor, dim: int, index: Tensor) -> Tensor:
    """The elements at the positions ``index`` along ``dim``: ``out[i][j] = input[index[i][j]][j]`` for dim 0.

    index: of int64, with as many dimensions as ``input``. Raises RuntimeError where a position is out of bounds.

    >>> import minigrad as torch
    >>> torch.tensor([[1, 2], [3, 4]]).gather(1, torch.tensor([[0], [1]]))
    tensor([[1],
            [4]])
    """
    return Gather.apply(input, check_index("gather", input, dim, index), index)


@public
def scatter(
    input: Tensor, dim: int, index: Tensor, src: Tensor | float | None = None, *, value: float | None = None
) -> Tensor:
    """A copy with the elements of ``src``, or one number, at the positions ``index`` along ``dim``."""
    src = value if src is None else src
    if src is None:
        raise TypeError("there is nothing to scatter")
    if not isinstance(src, Tensor):
        check_range(src, input._data.dtype)
        return ScatterNumber.apply(input, check_index("scatter", input, dim, index), index, src)
    return Scatter.apply(input, check_index("scatter", input, dim, index, src), index, src)


@public
def scatter_add(input: Tensor, dim: int, index: Tensor, src: Tensor) -> Tensor:
    """A copy with the elements of ``src`` added at the positions ``index`` along ``dim``."""
    return ScatterAdd.apply(input, check_index("scatter", input, dim, index, src), index, src)


@public
def index_select(input: Tensor, dim: int, index: Tensor) -> Tensor:
    """The slices at the positions ``index``, a vector, along ``dim``."""
    dim = check_vector("index_select", input, dim, index)
    return IndexSelect.apply(input, dim, index if index.ndim else index.reshape(1))


def check_bounds(name, input, dim, index):
    """Raise, in PyTorch's words, where one of the positions along ``dim`` is out of bounds."""
    size = input.shape[dim] if input.ndim else 1
    outside = index._data[(index._data < 0) | (index._data >= size)]
    if outside.size == 0:
        return
    if name == "index_select" and input.ndim > 1 and (dim == 1 or not input.numel()):
        if size == 0:
            raise RuntimeError("index_select(): self indexing axis dim should be positive")
        raise RuntimeError(f"INDICES element is out of DATA bounds, id={outside[0]} axis_dim={size}")
    if name == "scatter_add" and input.numel():
        raise RuntimeError(f"index {outside[0]} is out of bounds for dimension {dim} with size {size}")
    if input.numel() or input.ndim == 1:
        raise IndexError("index out of range in self")


@public
def index_add(input: Tensor, dim: int, index: Tensor, source: Tensor, *, alpha: float = 1) -> Tensor:
    """A copy with the slices of ``source``, times ``alpha``, added at the positions ``index`` along ``dim``."""
    name = "index_add_"
    dim = wrap(dim, input.ndim)
    if index.ndim > 1:
        kind = f"but got dim: {index.ndim} with type: {index.dtype.legacy} and size: {list(index.shape)}"
        raise IndexError(f"{name}(): Index is supposed to be a vector, {kind}")
    if index._data.dtype not in (np.int64, np.int32):
        raise RuntimeError(f"{name}(): Expected dtype int32/int64 for index but got: {index.dtype.legacy}")
    if input.dtype is not source.dtype:
        kinds = f"self ({input.dtype.legacy}) and source ({source.dtype.legacy})"
        raise RuntimeError(f"{name}(): {kinds} must have the same scalar type")
    if dim and dim >= source.ndim:
        raise RuntimeError(f"{name}(): Indexing dim {dim} is out of bounds of the source tensor with dim {source.ndim}")
    size = source.shape[dim] if source.ndim else 1
    if index.numel() != size:
        if source.ndim == 0:
            raise dimension_error(dim, 0)
        count = f"Number of indices ({index.numel()}) should be equal to source.size(dim): ({size})"
        raise RuntimeError(f"{name}(): {count}, for dim: {dim}")
    rest = [[n for d, n in enumerate(t.shape) if d != dim] for t in (input, source)]
    if input.ndim != source.ndim or rest[0] != rest[1]:
        raise RuntimeError(
            "source tensor shape must match self tensor shape, excluding the specified dimension. Got self.shape = "
            f"{list(input.shape)} source.shape = {list(source.shape)}"
        )
    at_ends = input.ndim > 1 and dim in (0, input.ndim - 1)
    adds_as_scatter = at_ends and alpha == 1 and not isinstance(alpha, bool) and index.dtype is int64
    check_bounds("scatter_add" if adds_as_scatter else name, input, dim, index)
    if not input.is_floating_point():
        alpha = np.asarray(alpha).astype(input._data.dtype)[()]
    return IndexAdd.apply(input, dim, index.reshape(-1) if input.ndim else index, source, alpha)


def check_vector(name, input, dim, index):
    """The dimension counted from the front. Raises where ``index`` is no vector of positions."""
    dim = wrap(dim, input.ndim)
    if index.ndim > 1:
        raise IndexError(f"{name}(): Index is supposed to be a vector")
    if input.ndim == 0 and index.numel() != 1:
        raise RuntimeError(f"{name}(): Index to scalar can have only 1 value, got {index.numel()} value(s)")
    if index._data.dtype not in (np.int64, np.int32):
        raise RuntimeError(f"{name}(): Expected dtype int32 or int64 for index")
    check_bounds(name, input, dim, index)
    return dim


@answers(np.take_along_axis)
@public
def take_along_dim(input: Tensor, indices: Tensor, dim: int | None = None) -> Tensor:
    """``gather`` with ``indices`` broadcast; of all elements in one row where ``dim`` is left out."""
    if dim is None:
        return gather(input.view(-1), 0, indices.view(-1))
    if input.ndim != indices.ndim:
        raise RuntimeError(
            "torch.take_along_dim(): input and indices should have the same number of dimensions, but got "
            f"{input.ndim} dimensions for input, and {indices.ndim} dimensions for indices"
        )
    if indices.dtype is not int64:
        raise RuntimeError(f"torch.take_along_dim(): dtype of indices should be Long but got {indices.dtype.legacy}")
    dim = wrap(dim, input.ndim)
    if input.ndim == 0:
        raise dimension_error(dim, 0)
    rests = [np.empty([1 if d == dim else n for d, n in enumerate(t.shape)], bool) for t in (input, indices)]
    shape = broadcast_shape(rests)
    size, length = input.shape[dim], indices.shape[dim]
    if size == 0 != indices.numel():
        raise RuntimeError("ZeroDivisionError")
    whole = input.expand((*shape[:dim], size, *shape[dim + 1 :]))
    index = make(np.broadcast_to(indices._data, (*shape[:dim], length, *shape[dim + 1 :])) % max(size, 1))
    return gather(whole, dim, index)


@public
def narrow(input: Tensor, dim: int, start: int, length: int) -> Tensor:
    """A view of ``length`` slices along ``dim`` from ``start`` on."""
    if input.ndim == 0:
        raise RuntimeError("narrow() cannot be applied to a 0-dim tensor.")
    if isinstance(start, Tensor) and (start.ndim or start._data.dtype.kind not in "iu"):
        raise RuntimeError("start must be an 0-dim integral Tensor.")
    dim, start = wrap(dim, input.ndim), int(start)
    size = input.shape[dim]
    if length < 0:
        raise RuntimeError("narrow(): length must be non-negative.")
    if not -size <= start <= size:
        raise IndexError(f"start out of range (expected to be in range of [{-size}, {size}], but got {start})")
    start += size if start < 0 else 0
    if start + length > size:
        raise RuntimeError(f"start ({start}) + length ({length}) exceeds dimension size ({size}).")
    return Slice.apply(input, (*[slice(None)] * dim, slice(start, start + length), ...))


@public
def select(input: Tensor, dim: int, index: int) -> Tensor:
    """A view of the slice at one position along ``dim``, which is taken out."""
    if input.ndim == 0:
        raise IndexError("select() cannot be applied to a 0-dim tensor.")
    dim = wrap(dim, input.ndim)
    if not -input.shape[dim] <= index < input.shape[dim]:
        raise IndexError(
            f"select(): index {index} out of range for tensor of size {list(input.shape)} at dimension {dim}"
        )
    return Select.apply(input, (*[slice(None)] * dim, index, ...))


def writing(function):
    """Offer ``function`` in place. Its source and index may not share memory with the tensor."""
    name = f"{function.__name__}_"

    def first(self, *args, **options):  # PyTorch checks positions last
        try:
            with no_grad():
                function(self, *args, **options)
        except (IndexError, RuntimeError) as error:
            if not re.search(r"index -?\d+ is out of bounds|out of range in self", str(error)):
                raise

    set_method(name, in_place(function, name, also_same=True, first=first))


for change in (scatter, scatter_add, index_add):
    writing(change)
