"""``t_()``, ``squeeze_()`` and others: the tensor becomes the view that ``t()`` or ``squeeze()`` would return."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np

from ..node import bend
from ..operation import View
from ..registry import named, set_method
from ..rules import embed
from ..storage import Storage, bump, share
from ..tensor import Tensor
from ..unsettled import UNSURE
from ..view import is_recorded_write, vjp
from .shape import Squeeze, SqueezeDim, SqueezeDims, T, Transpose, Unsqueeze, squeeze, swapaxes, t, transpose, unsqueeze

# The numbers in the names that PyTorch gives to the nodes of the operations in place: TBackward1.
NUMBERS = {Squeeze: 3, SqueezeDim: 4, SqueezeDims: 5, T: 1, Transpose: 1, Unsqueeze: 1}


def renamed(operation, number):
    """The class of nodes of a view operation in place: the operation under another name."""

    class InPlace(operation):
        grad_fn_name = f"{operation.grad_fn_name.rstrip('0123456789')}{number}"
        forward = operation.forward

    return InPlace


NODES = {operation: renamed(operation, number) for operation, number in NUMBERS.items()}


class Undone(View):
    """The inverse of a view operation: a step from a tensor back to the shape that it had before ``operation``."""

    forward = lambda a, operation, params, shape: vjp(operation, a, shape, params)
    vjp_a = lambda g, operation, params: (operation.apply if isinstance(g, Tensor) else operation.forward)(g, *params)


class Strided(View):
    """The elements that lie ``strides`` apart in a tensor, from the one numbered ``offset``, in ``shape``."""

    forward = lambda a, shape, strides, offset: strided(a, shape, strides, offset)
    vjp_a = lambda g, a_shape, shape, strides, offset: unstrided(g, a_shape, numbers(shape, strides, offset))


def strided(a, shape, strides, offset):
    """Those elements of an array. Raises, in PyTorch's words, if the array is too small."""
    needed = offset + sum((n - 1) * step for n, step in zip(shape, strides, strict=True)) + 1
    if needed > a.size:
        raise RuntimeError(
            f"setStorage: sizes {list(shape)}, strides {list(strides)}, storage offset {offset}, and itemsize "
            f"{a.itemsize} requiring a storage size of {needed * a.itemsize} are out of bounds for storage of size "
            f"{a.nbytes}"
        )
    return np.lib.stride_tricks.as_strided(a.reshape(-1)[offset:], shape, [step * a.itemsize for step in strides])


def numbers(shape, strides, offset):
    """Where those elements lie, counted from the first one of the tensor."""
    index = np.array(offset)
    for n, step in zip(shape, strides, strict=True):
        index = np.add.outer(index, step * np.arange(n))
    return index


def unstrided(g, a_shape, index):
    """The gradient of a tensor of ``a_shape`` from that of its elements ``index``, less those that it does not have."""
    size = math.prod(a_shape)
    return embed(g, (max(size, index.max(initial=0) + 1),), (index,))[:size].reshape(a_shape)


def offer_in_place(function):
    """Offer ``function``, which returns a view, in place. Views of the tensor show the same elements as before."""
    name = f"{function.__name__}_"

    @functools.wraps(function)
    def method(self: Tensor, *args: Any, **options: Any) -> Tensor:
        is_recorded_write(self, ())
        views = self._storage.live_views() if isinstance(self._storage, Storage) else ()
        try:
            out = function(self, *args, **options)
        except RuntimeError as error:
            raise RuntimeError(str(error).replace(f"{function.__name__}()", f"{name}()")) from None
        before = self._data.shape
        data, view, node = out._data, out._view, out._edge
        for other in views:
            if other._view.base is self:
                other._view.steps = (Undone, view.steps[-1], data.shape), *other._view.steps
        del out  # it shares the memory, and bump() tells all views of that of a change
        if node.__class__ in NODES:
            self.__dict__["_retained"] = self.retains_grad  # what it retains is that of its former node
        bump(self)
        self._data = data
        if self._grad is not None:
            share(self._grad)  # as an array it keeps its shape when it is added to; a NumPy scalar would not
        if self._view is not None:
            view.changed, view.forbidden = self._view.changed, self._view.forbidden
            if self.__class__ in UNSURE:
                view.maker = self._view.maker
            self._view = view
        if node.__class__ in NODES:
            node.__class__ = NODES[node.__class__]
            self._edge = node
        elif self.__class__ not in UNSURE and not self.is_leaf:
            if self._view is None:
                bend(self, before)
            else:
                self._view.renew(self)
        for other in views:
            if other is not self:
                other._view.renew(other)
        return self

    set_method(name, named(method, name, f"{function.__doc__} In place."))
    return method


for function in (squeeze, unsqueeze, t, swapaxes):
    offer_in_place(function)
set_method("swapdims_", offer_in_place(transpose))
