"""Shapes changed in place: the tensor looks at its own memory in another way from then on."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np

from ..node import bend
from ..operation import View
from ..registry import named
from ..rules import embed
from ..storage import Storage, bump, share
from ..tensor import Tensor
from ..unsettled import UNSURE
from ..view import is_recorded_write, vjp
from .shape import Squeeze, SqueezeDim, SqueezeDims, T, Transpose, Unsqueeze, squeeze, swapaxes, t, transpose, unsqueeze

NUMBERS = {Squeeze: 3, SqueezeDim: 4, SqueezeDims: 5, T: 1, Transpose: 1, Unsqueeze: 1}  # those of PyTorch's nodes


def renamed(operation, number):
    """The node of a view that stands for the tensor itself."""

    class InPlace(operation):
        grad_fn_name = f"{operation.grad_fn_name.rstrip('0123456789')}{number}"
        forward = operation.forward

    return InPlace


NODES = {operation: renamed(operation, number) for operation, number in NUMBERS.items()}


class Turned(View):
    """The tensor as it was before it was turned: what ``operation`` made of a tensor of ``shape``, undone."""

    forward = lambda a, operation, params, shape: vjp(operation, a, shape, params)
    vjp_a = lambda g, operation, params: (operation.apply if isinstance(g, Tensor) else operation.forward)(g, *params)


class Strided(View):
    """The elements that lie ``strides`` apart in a tensor, from the one numbered ``offset``, in ``shape``."""

    forward = lambda a, shape, strides, offset: strided(a, shape, strides, offset)
    vjp_a = lambda g, a_shape, shape, strides, offset: unstrided(g, a_shape, numbers(shape, strides, offset))


def strided(a, shape, strides, offset):
    """Those elements of an array, where it has them."""
    needed = offset + sum((n - 1) * step for n, step in zip(shape, strides, strict=True)) + 1
    if needed > a.size:
        raise RuntimeError(
            f"setStorage: sizes {list(shape)}, strides {list(strides)}, storage offset {offset}, and itemsize "
            f"{a.itemsize} requiring a storage size of {needed * a.itemsize} are out of bounds for storage of size "
            f"{a.nbytes}"
        )
    return np.lib.stride_tricks.as_strided(a.reshape(-1)[offset:], shape, [step * a.itemsize for step in strides])


def numbers(shape, strides, offset):
    """The numbers of those elements."""
    index = np.array(offset)
    for n, step in zip(shape, strides, strict=True):
        index = np.add.outer(index, step * np.arange(n))
    return index


def unstrided(g, a_shape, index):
    """The gradient of the tensor that elements numbered ``index`` were taken from, without those it has not got."""
    size = math.prod(a_shape)
    return embed(g, (max(size, index.max(initial=0) + 1),), (index,))[:size].reshape(a_shape)


def turning(function):
    """Offer ``function``, which makes a view, in place. Views of the tensor go on to show what they did."""
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
                other._view.steps = (Turned, view.steps[-1], data.shape), *other._view.steps
        del out  # before its memory is said to have changed
        if node.__class__ in NODES:
            self.__dict__["_retained"] = self.retains_grad  # the gradient that it had before, in the shape of then
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

    setattr(Tensor, name, named(method, name, f"{function.__doc__} In place."))


for function in (squeeze, unsqueeze, t, transpose, swapaxes):
    turning(function)
Tensor.swapdims_ = Tensor.transpose_
