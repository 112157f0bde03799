"""Elements replaced in place: by zeros, by one number, by those of another tensor."""

from __future__ import annotations

import numpy as np

from .. import errors
from ..constants import constant, is_operand
from ..function import Function, Unary
from ..inplace import in_place
from ..promotion import broadcast_error, check_range
from ..registry import set_method
from ..rules import as_dtype, reduce_to, zeros_like
from ..storage import bump, repeats
from ..tensor import Tensor
from ..view import same_elements


class Zero(Unary):
    """All elements set to 0."""

    public = False
    forward = np.zeros_like
    vjp_a = zeros_like


class Fill(Function):
    """All elements set to one number."""

    grad_fn_name = "FillBackward2"
    of_floats = False
    forward = lambda a, value: np.full_like(a, np.asarray(value).astype(a.dtype))
    vjp_a = zeros_like


class FillTensor(Fill):
    """All elements set to the one that a 0-dim tensor holds."""

    grad_fn_name = "FillBackward3"
    forward = Fill.forward
    vjp_value = lambda g, value_dtype: as_dtype(g.sum(), value_dtype)


class CopyFrom(Function):
    """All elements taken from ``b``, broadcast and cast to the shape and dtype of ``a``."""

    grad_fn_name = "CopyBackwards"
    namespace = "torch::autograd::"
    forward = lambda a, b: np.broadcast_to(b, a.shape).astype(a.dtype)
    vjp_a = zeros_like
    vjp_b = lambda g, b_shape, b_dtype: as_dtype(reduce_to(g, b_shape), b_dtype)


zero_recorded = in_place(Zero.apply, "zero_", repeated=True)


def zero_(self: Tensor) -> Tensor:
    """All elements set to 0, in place: what a training loop does to gradients."""
    if self._edge is not None:
        return zero_recorded(self)
    data = self._data
    if data.__class__ is np.ndarray:
        data.fill(0)
    else:
        self._data = data.__class__()
    bump(self)
    return self


def copy(self, src):
    """The elements of ``src``, broadcast and converted."""
    try:
        shape = np.broadcast_shapes(self.shape, src.shape)
    except ValueError:
        raise broadcast_error(self.shape, src.shape) from None
    if shape != self.shape:
        raise RuntimeError(f"output with shape {list(self.shape)} doesn't match the broadcast shape {list(shape)}")
    return CopyFrom.apply(self, src)


def filled(self: Tensor, value: Tensor | float) -> Tensor:
    """All elements set to ``value``, a number or a tensor with one element, in place."""
    if not is_operand(value):
        raise TypeError("the value is a tensor or a number")
    if not isinstance(value, Tensor):
        check_range(value, self._data.dtype)
        return Fill.apply(self, value)
    if value.ndim:
        raise RuntimeError(f"fill_ only supports 0-dimension value tensor but got tensor with {value.ndim} dimensions.")
    if repeats(self._data):
        raise RuntimeError(errors.SHARED_ELEMENTS)
    return FillTensor.apply(self, value)


copy_other, copy_itself = in_place(copy, "copy_"), in_place(copy, "copy_", repeated=True)


def copy_(self: Tensor, other: Tensor | float, non_blocking: bool = False) -> Tensor:
    """The elements of ``other``, broadcast and converted, written into this tensor, in place."""
    if not isinstance(non_blocking, bool):
        raise TypeError("non_blocking is True or False, and of no account here")
    if not isinstance(other, Tensor):
        other = constant(other, self._data)
    if self._data.dtype.kind != "f":
        other = other.detach()  # a tensor of integers keeps no history
    return copy_itself(self, other) if same_elements(self, other) else copy_other(self, other)


set_method("copy_", copy_)
set_method("fill_", in_place(filled, "fill_", overlaps=True, repeated=True))
set_method("zero_", zero_)
