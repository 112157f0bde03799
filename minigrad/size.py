"""The shape of a tensor."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import partial
from operator import index
from typing import Any, Never, SupportsIndex

from .errors import message, type_name


class Size(tuple[int, ...]):
    """The shape of a tensor: a tuple that prints as ``torch.Size([2, 3])``, and so do its parts and sums.

    Raises TypeError for elements that are no integers.

    >>> import minigrad as torch
    >>> torch.ones(2, 3).shape + (4,)
    torch.Size([2, 3, 4])
    """

    __slots__ = ()

    def __new__(cls, sizes: Iterable[int] = ()) -> Size:
        sizes = tuple(sizes)
        for i, size in enumerate(sizes):
            if not hasattr(size, "__index__") or getattr(size, "is_floating_point", bool)():
                raise TypeError(f"torch.Size() takes an iterable of 'int' (item {i} is '{type_name(size)}')")
        return size_of(map(index, sizes))

    def __repr__(self) -> str:
        return f"torch.Size({list(self)})"

    def __getitem__(self, index: Any) -> Any:
        part = tuple.__getitem__(self, index)
        return size_of(part) if isinstance(index, slice) else part

    def __call__(self) -> Never:
        raise TypeError(message("'torch.Size' object is not callable", "x.shape is no method: leave out the brackets."))

    def __add__(self, other: Any) -> Size:
        if not isinstance(other, tuple):
            raise TypeError(f"can only concatenate tuple (not {type_name(other)}) to torch.Size")
        return Size(tuple.__add__(self, other))

    def __radd__(self, other: Any) -> Size:
        if not isinstance(other, tuple):
            return NotImplemented
        return Size(tuple.__add__(other, self))

    def __mul__(self, times: SupportsIndex) -> Size:
        return size_of(tuple.__mul__(self, times))

    __rmul__ = __mul__

    def numel(self) -> int:
        """How many elements a tensor of this shape has."""
        return math.prod(self)


size_of = partial(tuple.__new__, Size)  # for what is known to be integers
