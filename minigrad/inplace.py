"""Operations in place: compute, write the result into the tensor's memory, and make the tensor the new node's output.

That raises the tensor's version. A node that saved the tensor before notices it, and raises instead of reading it.
Source: https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from . import dtypes, errors
from .constants import constant, is_operand
from .grad_mode import INFERENCE, recording
from .promotion import broadcast_shape, check_booleans
from .storage import bump, repeats, write
from .tensor import Tensor, make
from .view import check_overlap, is_recorded_write, set_history
from .warning import warn


def in_place(apply, name, overlaps=False, also_same=False, repeated=False, first=None, operator=False):
    """The in-place form of an operation's ``apply``: the method ``name`` that changes its tensor and returns it.

    overlaps: the other arguments may share memory with the tensor.
    also_same: they may not even show the very same elements, which they may otherwise.
    repeated: elements of the tensor may lie at the same address, as after ``expand()``; a string is the warning then.
    first: is called where memory is shared, to raise an error that PyTorch has for the arguments before that one.
    operator: what is no tensor or number is left to other methods, as Python's operators do, and not refused.
    """

    @functools.wraps(apply)
    def method(self: Tensor, *args: Tensor | float, **options: Any) -> Tensor:
        if operator and not is_operand(args[0]):
            return NotImplemented
        is_recorded_write(self, (*args, *options.values()))
        if repeated and repeated is not True and repeats(self._data):
            warn(repeated)
        try:
            if not repeated and repeats(self._data):
                raise RuntimeError(errors.SHARED_ELEMENTS)
            if not overlaps:
                for other in (*args, *options.values()):
                    if isinstance(other, Tensor):
                        check_overlap(self, other, also_same)
        except RuntimeError:
            if first is not None:
                first(self, *args, **options)
            raise
        try:
            if self.is_inference() and recording() is not INFERENCE:
                before = make(self._data.copy())  # an inference tensor cannot be saved itself
                before._edge = self._edge
                out = apply(before, *args, **options)
            else:
                out = apply(self, *args, **options)
        except RuntimeError as error:
            if isinstance(error, NotImplementedError) or str(error) in errors.AFTER_DTYPES:
                check_holds(self, args)  # PyTorch looks at this before it computes
            raise
        if out is NotImplemented:
            raise TypeError(errors.argument_error(name, "other", 1, args[0]))
        become(self, out)
        return self

    method.__name__ = method.__qualname__ = name
    return method


LONE_FLOATS = {np.float16, np.float32, np.float64}  # the classes of single numbers: their memory is not shared


def in_place_binary(operation, name, operator):
    """``in_place`` for an operation on two tensors; if nothing is recorded, NumPy writes into the memory directly."""
    forward, ufunc = operation.forward, operation.ufunc
    general = in_place(operation.apply, name, first=booleans_refused(operation), operator=operator)

    def method(self: Tensor, other: Tensor | float) -> Tensor:
        if recording() and (
            self.__class__ is not Tensor
            or self._edge is not None
            or isinstance(other, Tensor)
            and other._edge is not None
        ):
            return general(self, other)
        x = self._data
        y = other._data if isinstance(other, Tensor) else getattr(constant(other, x), "_data", None)
        if x.__class__ is y.__class__ and x.__class__ in LONE_FLOATS:
            self._data = forward(x, y)
            bump(self)
            return self
        if y is None or x.dtype is not y.dtype or x.dtype.kind != "f" or x.__class__ is not np.ndarray:
            return general(self, other)
        if self._storage.__class__ is not int:
            if repeats(x):
                raise RuntimeError(errors.SHARED_ELEMENTS)
            if isinstance(other, Tensor):
                check_overlap(self, other)
        try:
            ufunc(x, y, x)
        except ValueError:
            pass  # the general form has PyTorch's message for it
        else:
            bump(self)
            return self
        return general(self, other)

    method.__name__ = method.__qualname__ = name
    method.__doc__ = operation.__doc__
    return method


def check_changeable(tensor):
    """Raise, in PyTorch's words, if a tensor may not change in place: for its history, or else for its memory."""
    is_recorded_write(tensor, ())
    if repeats(tensor._data):
        raise RuntimeError(errors.SHARED_ELEMENTS)


def check_holds(tensor, others):
    """Raise, in PyTorch's words, if ``tensor`` cannot hold the result of an operation on it and ``others``."""
    arrays = arrays_of(tensor, others)
    check_shape(tensor, broadcast_shape(arrays))
    check_cast(tensor, dtypes.FROM_NUMPY[dtypes.common(*arrays)])


def arrays_of(tensor, others):
    """The arrays of ``tensor`` and of those among ``others`` that are tensors or numbers."""
    arrays = [getattr(constant(o, tensor._data) if not isinstance(o, Tensor) else o, "_data", None) for o in others]
    return [tensor._data, *(a for a in arrays if a is not None)]


def booleans_refused(operation):
    """A function that raises the message for booleans; None for an operation that has none."""
    if operation.boolean_error is None:
        return None
    return lambda tensor, *others, **options: check_booleans(operation, *arrays_of(tensor, others))


def check_shape(tensor, shape):
    """Raise, in PyTorch's words, if ``shape``, that of a result to be written into ``tensor``, is not its own."""
    if shape != tensor._data.shape:
        raise RuntimeError(f"output with shape {list(tensor.shape)} doesn't match the broadcast shape {list(shape)}")


def check_cast(tensor, dtype):
    """Raise, in PyTorch's words, if elements of ``dtype`` cannot be written into ``tensor``."""
    if dtype.rank > tensor.dtype.rank:
        raise RuntimeError(f"result type {dtype.legacy} can't be cast to the desired output type {tensor.dtype.legacy}")


def become(tensor, out):
    """Give ``tensor`` the elements and the history of ``out``."""
    check_shape(tensor, out._data.shape)
    check_cast(tensor, out.dtype)
    if repeats(tensor._data):
        was, now = tensor._data, out._data
        changed = (was != now) & ((was == was) | (now == now))  # from NaN to NaN is no change
        was[changed] = now[changed]  # of elements at one address, one that stays must not undo the change of another
        out._data = tensor._data
    node = out._edge
    if node is None:
        write(tensor, out._data)
        return
    before = make(tensor._data.copy())
    before._edge = tensor._edge
    node.replace_saved_input(tensor, before)
    write(tensor, out._data)
    set_history(tensor, node)
    node.replace_saved_output(tensor)
