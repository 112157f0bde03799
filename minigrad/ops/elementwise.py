"""Elementwise operations: arithmetic, powers, exponentials."""

from __future__ import annotations

import operator

import numpy as np

from ..function import Binary, Function, Unary
from ..inplace import in_place
from ..registry import public
from ..rules import as_dtype, reduce_to, zeros_like
from ..tensor import Tensor, write


class Add(Binary):
    """``input + other``, with broadcasting."""

    forward = operator.add
    ufunc = np.add
    commutes = True
    vjp_a = lambda g: g
    vjp_b = lambda g: g


class Sub(Binary):
    """``input - other``, with broadcasting."""

    forward = operator.sub
    ufunc = np.subtract
    vjp_a = lambda g: g
    vjp_b = lambda g: -g


class Mul(Binary):
    """``input * other``, with broadcasting."""

    forward = operator.mul
    ufunc = np.multiply
    commutes = True
    vjp_a = lambda g, b: g * b
    vjp_b = lambda g, a: g * a


class Div(Binary):
    """``input / other``, with broadcasting; integers are divided as floats."""

    floating = True
    forward = operator.truediv
    ufunc = np.true_divide
    vjp_a = lambda g, b: g / b
    vjp_b = lambda g, a, b: -g * ((a / b) / b)


class Rsub(Binary):
    """``other - input``, for a number on the left."""

    public = False
    forward = lambda a, b: b - a
    grad_fn_name = "RsubBackward1"
    edges = property(lambda self: (self.edge_a,))
    vjp_a = lambda g: -g
    vjp_b = lambda g: g


class Neg(Unary):
    """``-input``."""

    forward = operator.neg
    ufunc = np.negative
    vjp_a = lambda g: -g


class Reciprocal(Unary):
    """``1 / input``."""

    floating = True
    forward = np.reciprocal
    ufunc = np.reciprocal
    vjp_a = lambda g, out: -g * (out * out)


class Square(Unary):
    """``input ** 2``, the power that training loops live on."""

    grad_fn_name = "PowBackward0"
    forward = np.square
    ufunc = np.square
    vjp_a = lambda g, a: g * (a + a)


class Pow(Function):
    """``input ** exponent`` for a number as exponent; the gradient at exponent 0 is 0 everywhere."""

    forward = lambda a, exponent: a**exponent
    vjp_a = lambda g, a, exponent: g * 0 if exponent == 0 else g * (exponent * a ** (exponent - 1))


class Exp(Unary):
    """``e ** input``."""

    floating = True
    forward = np.exp
    ufunc = np.exp
    vjp_a = lambda g, out: g * out


class Log(Unary):
    """The natural logarithm."""

    floating = True
    positive = True
    forward = np.log
    ufunc = np.log
    vjp_a = lambda g, a: g / a


class Zero(Unary):
    """All elements set to 0."""

    public = False
    forward = np.zeros_like
    vjp_a = zeros_like


class Fill(Function):
    """All elements set to one number."""

    grad_fn_name = "FillBackward2"
    forward = lambda a, value: np.full_like(a, value)
    vjp_a = zeros_like


class FillTensor(Fill):
    """All elements set to the one that a 0-dim tensor holds."""

    grad_fn_name = "FillBackward3"
    forward = Fill.forward
    vjp_value = lambda g, value_dtype: as_dtype(g.sum(), value_dtype)


class CopyFrom(Function):
    """All elements taken from ``b``, broadcast and cast to the shape and dtype of ``a``."""

    grad_fn_name = "CopyBackwards"
    forward = lambda a, b: np.broadcast_to(b, a.shape).astype(a.dtype)
    vjp_a = zeros_like
    vjp_b = lambda g, b_shape, b_dtype: as_dtype(reduce_to(g, b_shape), b_dtype)


@public
def pow(input: Tensor, exponent: float) -> Tensor:
    """``input ** exponent``, for a number as exponent."""
    if exponent.__class__ in (int, float):
        return Square.apply(input) if exponent == 2 else Pow.apply(input, exponent)
    raise NotImplementedError("minigrad raises to the power of a Python number only, such as x ** 3.")


def rsub(input: Tensor, other: float) -> Tensor:
    """``other - input``."""
    return Rsub.apply(input, other)


def rtruediv(input: Tensor, other: float) -> Tensor:
    """``other / input``."""
    return Reciprocal.apply(input) * other


zero_recorded = in_place(Zero.apply, "zero_")


def zero_(self: Tensor) -> Tensor:
    """All elements set to 0, in place: what a training loop does to gradients."""
    if self._edge is not None:
        return zero_recorded(self)
    write(self, 0 if isinstance(self._data, np.ndarray) else self._data.dtype.type(0))
    return self


def copy(self: Tensor, src: Tensor) -> Tensor:
    """What ``copy_`` makes of this tensor."""
    try:
        return CopyFrom.apply(self, src)
    except ValueError:
        raise expand_error(self.shape, src.shape) from None


def expand_error(target, size):
    """The error for a shape that does not expand to another."""
    target, size = list(target), list(size)
    if len(size) > len(target):
        return RuntimeError(
            f"expand(torch.FloatTensor{{{size}}}, size={target}): the number of sizes provided ({len(target)}) must be "
            f"greater or equal to the number of dimensions in the tensor ({len(size)})"
        )
    for dim in range(-1, -len(size) - 1, -1):
        if size[dim] not in (1, target[dim]):
            break
    return RuntimeError(
        f"The expanded size of the tensor ({target[dim]}) must match the existing size ({size[dim]}) at non-singleton "
        f"dimension {len(target) + dim}.  Target sizes: {target}.  Tensor sizes: {size}"
    )


def filled(self: Tensor, value: Tensor | float) -> Tensor:
    """What ``fill_`` makes of this tensor."""
    if not isinstance(value, Tensor):
        return Fill.apply(self, value)
    if value.ndim:
        raise RuntimeError(f"fill_ only supports 0-dimension value tensor but got tensor with {value.ndim} dimensions.")
    return FillTensor.apply(self, value)


Tensor.copy_ = in_place(copy, "copy_")
Tensor.fill_ = in_place(filled, "fill_")
Tensor.__pow__ = pow
Tensor.pow_ = Tensor.__ipow__ = in_place(pow, "pow_")
Tensor.__rsub__ = rsub
Tensor.__rtruediv__ = rtruediv
Tensor.zero_ = zero_
