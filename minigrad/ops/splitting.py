"""Splitting: one tensor into several views, made by one node with several outputs."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import argument_error, dimension_error
from ..grad_mode import INFERENCE, recording
from ..node import Port, next_seq, recorded_edge
from ..operation import Operation
from ..registry import named, public, set_method
from ..rules import embed
from ..tensor import Tensor
from .indexing import Slice
from .shape import wrap


class Parts(Operation):
    """Views of one tensor at several indices. ``views`` makes them; each has its own Port of the node as its edge."""

    __slots__ = ("a_shape", "edge", "indices")

    @classmethod
    def views(cls, input, indices):
        """One view of ``input`` for each index, as a tuple."""
        outs = tuple(Slice.apply(input, index) for index in indices)
        mode = recording()
        if mode:
            for out in outs:
                if out._view is not None and out._view.forbidden != "inference":
                    out._view.forbidden = "parts"
        if mode and input._edge is not None and input._storage is not INFERENCE:
            node = cls()
            node.seq = next_seq()
            node.hooks = None if mode is True else mode.hooks()
            node.edge = recorded_edge(input)
            node.a_shape = input._data.shape
            node.indices = indices
            for number, out in enumerate(outs):
                out._edge = Port(node, number)
        return outs

    @property
    def _outputs(self):
        return self.indices

    @property
    def edges(self):
        return (self.edge,)

    def backward(self, g, keep, graph):
        total = None
        for number, part in g.items():
            whole = embed(part, self.a_shape, self.indices[number])
            total = whole if total is None else total + whole
        return ((self.edge, total),)


class Split(Parts):
    """Parts of equal size along a dimension."""

    grad_fn_name = "SplitBackward0"


class SplitWithSizes(Parts):
    """Parts of given sizes along a dimension."""

    grad_fn_name = "SplitWithSizesBackward0"


class Unbind(Parts):
    """The tensor at every position along a dimension."""

    grad_fn_name = "UnbindBackward0"


@public
def split(tensor: Tensor, split_size_or_sections: int | Sequence[int], dim: int = 0) -> tuple[Tensor, ...]:
    """Views of equal size along ``dim`` (the last may be smaller), or of the sizes given.

    Raises RuntimeError where the sizes do not add up to the dimension's.

    >>> import minigrad as torch
    >>> torch.arange(5).split(2)
    (tensor([0, 1]), tensor([2, 3]), tensor([4]))
    """
    if tensor.ndim == 0:
        raise RuntimeError("split expects at least a 1-dimensional tensor")
    given, dim = dim, wrap(dim, tensor.ndim)
    size = tensor.shape[dim]
    if isinstance(split_size_or_sections, bool):
        raise TypeError("a boolean is no size")
    if isinstance(split_size_or_sections, Tensor):
        split_size_or_sections = int(split_size_or_sections)
    if isinstance(split_size_or_sections, int):
        kind, step = Split, split_size_or_sections
        if step < 0 or step == 0 != size:
            raise RuntimeError(
                f"split expects split_size be non-negative, but got split_size={step}"
                if step < 0
                else f"split_size can only be 0 if dimension size is 0, but got dimension size of {size}"
            )
        starts = range(0, size, step) if size else (0,)
        bounds = [(start, min(start + step, size)) for start in starts]
    else:
        if not isinstance(split_size_or_sections, list | tuple):
            raise TypeError(
                argument_error("split_with_sizes", "split_sizes", 2, split_size_or_sections, "tuple of ints")
            )
        kind, sizes = SplitWithSizes, list(split_size_or_sections)
        if any(n < 0 for n in sizes):
            expects = "split_with_sizes expects split_sizes have only non-negative entries"
            raise RuntimeError(f"{expects}, but got split_sizes={sizes}")
        if sum(sizes) != size:
            raise RuntimeError(
                f"split_with_sizes expects split_sizes to sum exactly to {size} (input tensor's size at dimension "
                f"{given}), but got split_sizes={sizes}"
            )
        bounds = [(sum(sizes[:i]), sum(sizes[: i + 1])) for i in range(len(sizes))]
    before = (slice(None),) * dim
    return kind.views(tensor, [(*before, slice(start, stop), ...) for start, stop in bounds])


def tensor_split(self: Tensor, split_size: int | Sequence[int], dim: int = 0) -> tuple[Tensor, ...]:
    """Views of equal size along ``dim`` (the last may be smaller), or of the sizes given."""
    return split(self, split_size, dim)


set_method("split", named(tensor_split, "split", tensor_split.__doc__))


@public
def chunk(input: Tensor, chunks: int, dim: int = 0) -> tuple[Tensor, ...]:
    """At most ``chunks`` views of equal size along ``dim``; the last may be smaller.

    >>> import minigrad as torch
    >>> torch.arange(5).chunk(2)
    (tensor([0, 1, 2]), tensor([3, 4]))
    """
    if input.ndim == 0:
        raise RuntimeError("chunk expects at least a 1-dimensional tensor")
    if chunks <= 0:
        raise RuntimeError(f"chunk expects `chunks` to be greater than 0, got: {chunks}")
    dim = wrap(dim, input.ndim)
    size = input.shape[dim]
    if size == 0:
        return split(input, [0] * chunks, dim)
    return split(input, int(-(-size // chunks)), dim)  # of NumPy's integers too


@public
def unbind(input: Tensor, dim: int = 0) -> tuple[Tensor, ...]:
    """A view at every position along ``dim``, which is taken out.

    >>> import minigrad as torch
    >>> torch.eye(2).unbind()
    (tensor([1., 0.]), tensor([0., 1.]))
    """
    if input.ndim == 0:
        raise dimension_error(0 if dim == -1 else dim, 0)
    dim = wrap(dim, input.ndim)
    before = (slice(None),) * dim
    return Unbind.views(input, [(*before, i, ...) for i in range(input.shape[dim])])
