"""Elements picked by a mask, and the positions of those that are not 0."""

from __future__ import annotations

import operator

import numpy as np

from ..function import Function
from ..promotion import broadcast_shape
from ..registry import answers, public
from ..rules import as_positions, embed, reduce_to
from ..tensor import Tensor, make


class MaskedSelect(Function):
    """The elements where a mask holds, in one row."""

    forward = lambda a, mask: operator.getitem(*np.broadcast_arrays(a, mask))
    vjp_a = lambda g, a, mask: reduce_to(spread(g, tuple(a.shape), mask), tuple(a.shape))


def spread(g, shape, mask):
    """Zeros with the elements of ``g`` where a mask holds."""
    whole = np.broadcast_to(mask._data if isinstance(mask, Tensor) else mask, np.broadcast_shapes(shape, mask.shape))
    if whole.ndim == 0:
        return spread(g, (1,), mask.reshape((1,))).reshape(())
    return embed(g, whole.shape, np.nonzero(whole))


@public
def masked_select(input: Tensor, mask: Tensor) -> Tensor:
    """The elements where ``mask`` holds, both broadcast, in one dimension."""
    if mask._data.dtype.kind != "b":
        raise RuntimeError("masked_select: expected BoolTensor for mask")
    broadcast_shape((mask._data, input._data))
    return MaskedSelect.apply(input, mask)


@answers(np.nonzero)
@public
def nonzero(input: Tensor, *, as_tuple: bool = False) -> Tensor | tuple[Tensor, ...]:
    """The positions of all elements that are not 0: one row for each, or one tensor for each dimension.

    >>> import minigrad as torch
    >>> torch.tensor([[1, 0], [0, 2]]).nonzero()
    tensor([[0, 0],
            [1, 1]])
    """
    if as_tuple:
        input = input if input.ndim else input.unsqueeze(0)
        return make(as_positions(np.argwhere(input._data))).unbind(1)
    return make(as_positions(np.argwhere(input._data)))
