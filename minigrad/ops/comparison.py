"""Comparisons, logic and bits: elementwise, of whatever dtype and without gradient."""

from __future__ import annotations

import functools
import operator

import numpy as np

from .. import errors
from ..constants import constant
from ..grad_mode import no_grad, recording
from ..inplace import in_place
from ..layout import laid_out
from ..node import Node, next_seq, recorded_edge
from ..promotion import Like, broadcast_error, broadcast_shape, promote, unbroadcast, unimplemented
from ..registry import (
    answers,
    functional,
    named,
    of_one,
    public,
    set_function,
    set_method,
    tensor_first,
    tensors_only,
)
from ..rules import zeros_like
from ..storage import bump
from ..tensor import Tensor, make


def binary(compute, name, doc):
    """A method that promotes two tensors, or a tensor and a number, to one dtype and computes."""

    def method(self: Tensor, other: Tensor | float) -> Tensor:
        if not isinstance(other, Tensor):
            other = constant(other, self._data)
            if other is NotImplemented:
                return NotImplemented
        x, y = promote(self._data, other._data, floating=False)
        try:
            out = compute(x, y)
        except ValueError:
            raise broadcast_error(x.shape, y.shape) from None
        if y.ndim > 1 and x.ndim > 1:
            out = laid_out(out, self._data, other._data)
        return make(out)

    return named(method, name, doc)


class Compared(Node):
    """The node of a comparison in place, the only kind that is recorded: its gradients are zeros."""

    __slots__ = ("edges", "likes")

    def __init__(self, inputs):
        self.seq = next_seq()
        self.hooks = None
        self.edges = tuple(recorded_edge(input) for input in inputs)
        self.likes = [Like(input._data) for input in inputs]

    def backward(self, g, keep, graph):
        zeros = zeros_like(g)
        pairs = zip(self.edges, self.likes, strict=True)
        return [(edge, unbroadcast(zeros, like)) for edge, like in pairs if edge is not None]


def comparison(compare, sign, ufunc):
    """Offer ``compare`` as a function, a method, in place and as an operator."""
    name = compare.__name__
    method = binary(compare, name, f"Where ``input {sign} other``.")
    public(tensor_first(method))
    answers(ufunc)(functional(method, 2))
    setattr(Tensor, f"__{name}__", method)
    names = [f"{name.title()}Backward{number}" for number in (0, 1)]
    nodes = [type(node, (Compared,), {"__slots__": (), "grad_fn_name": node}) for node in names]

    def compared(self, other):
        out = method(self, other)
        tensors = [input for input in (self, other) if isinstance(input, Tensor)]
        if out is not NotImplemented and recording() and any(input._edge is not None for input in tensors):
            out._edge = nodes[len(tensors) - 1](tensors)
        return out

    set_method(f"{name}_", in_place(named(compared, name, method.__doc__), f"{name}_"))


comparison(operator.eq, "==", np.equal)
comparison(operator.ne, "!=", np.not_equal)
comparison(operator.lt, "<", np.less)
comparison(operator.le, "<=", np.less_equal)
comparison(operator.gt, ">", np.greater)
comparison(operator.ge, ">=", np.greater_equal)


def unrecorded(change):
    """The form in place, which PyTorch does not record. So it may change even leaves that require grad."""

    @functools.wraps(change)
    def method(self: Tensor, *args: Tensor) -> Tensor:
        with no_grad():
            return change(self, *args)

    return method


def logical(ufunc, doc):
    """Offer a function of truth values; everything but 0 counts as true."""
    name = ufunc.__name__
    method = binary(ufunc, name, doc)
    set_function(name, tensors_only(method, 2))
    set_method(name, tensors_only(method, 1))
    set_method(f"{name}_", tensors_only(unrecorded(in_place(method, f"{name}_")), 1))
    answers(ufunc)(functional(method, 2))


logical(np.logical_and, "Where both are true.")
logical(np.logical_or, "Where at least one is true.")
logical(np.logical_xor, "Where one of the two is true.")


def bitwise(ufunc, name, symbol, kernel, refused, doc):
    """Offer a function of the bits of integers, or of booleans, with its operators; ``kernel`` refuses some dtypes."""

    def compute(x, y):
        if x.dtype.kind in refused:
            broadcast_shape((x, y))
            raise unimplemented(kernel, x.dtype)
        return ufunc(x, y)

    method = binary(compute, name, doc)
    answers(ufunc)(public(functional(method, 2)))
    changed = in_place(method, f"{name}_")
    symbolic = in_place(method, f"{name}_", operator=True)
    swapped = binary(lambda x, y: compute(y, x), f"__r{symbol}__", doc)
    names = (name, f"__{symbol}__", f"{name}_", f"__i{symbol}__", f"__r{symbol}__")
    for attribute, function in zip(names, (method, method, changed, symbolic, swapped), strict=True):
        set_method(attribute, function)


bitwise(np.bitwise_and, "bitwise_and", "and", "bitwise_and_cpu", "f", "The bits that both have.")
bitwise(np.bitwise_or, "bitwise_or", "or", "bitwise_or_cpu", "f", "The bits that at least one has.")
bitwise(np.bitwise_xor, "bitwise_xor", "xor", "bitwise_xor_cpu", "f", "The bits that one of the two has.")
bitwise(np.left_shift, "bitwise_left_shift", "lshift", "lshift_cpu", "bf", "The bits moved left, ``other`` places.")
bitwise(np.right_shift, "bitwise_right_shift", "rshift", "rshift_cpu", "bf", "The bits moved right, ``other`` places.")


@answers(np.invert)
@public
def bitwise_not(input: Tensor) -> Tensor:
    """All bits changed; of booleans, the opposite."""
    if input._data.dtype.kind == "f":
        raise unimplemented("bitwise_not_cpu", input._data.dtype)
    return make(~input._data)


def invert(self: Tensor) -> Tensor:
    """``~self``."""
    if self._data.dtype.kind == "f":
        raise TypeError("~ (operator.invert) is only implemented on integer and Boolean-type tensors")
    return bitwise_not(self)


Tensor.__invert__ = invert
set_method("bitwise_not_", in_place(bitwise_not, "bitwise_not_"))


def predicate(ask, doc, composed=False):
    """Offer a predicate. ``composed``: PyTorch makes it of operations that are recorded."""

    def predicted(input, *more):
        if more:
            raise TypeError(errors.no_arguments(predicted.__name__, len(more)))
        if composed:
            recorded_edge(input)  # raises for views that must not be used
        return make(ask(input._data))

    predicted.__wrapped__ = of_one
    return answers(ask)(public(named(predicted, ask.__name__, doc)))


predicate(np.isnan, "Where an element is NaN, not a number.")
predicate(np.isinf, "Where an element is infinite.")
predicate(np.isfinite, "Where an element is neither infinite nor NaN.", composed=True)
predicate(np.isneginf, "Where an element is minus infinity.")
predicate(np.isposinf, "Where an element is plus infinity.")
predicate(np.signbit, "Where an element has a minus sign, -0.0 included.")
logical_not = predicate(np.logical_not, "Where an element is 0.")
set_method("logical_not_", unrecorded(in_place(logical_not, "logical_not_")))


@answers(np.isclose)
@public
def isclose(input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False) -> Tensor:
    """Where the two differ by at most ``atol + rtol * |other|``. Raises RuntimeError where the dtypes differ."""
    if input.dtype is not other.dtype:
        raise RuntimeError(f"{input.dtype.legacy} did not match {other.dtype.legacy}")
    for name, tolerance in (("rtol", rtol), ("atol", atol)):
        if tolerance < 0:
            raise RuntimeError(f"{name} must be greater than or equal to zero, but got {tolerance:g}")
    a, b = input._data, other._data
    broadcast_shape((a, b))
    recorded_edge(input), recorded_edge(other)  # PyTorch composes it of operations that it records
    with np.errstate(over="ignore", invalid="ignore"):
        out = make(laid_out(np.isclose(a, b, float(rtol), float(atol), equal_nan), a, b))
    bump(out)  # PyTorch puts it together in place
    return out


@answers(np.allclose)
@public
def allclose(input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False) -> bool:
    """Whether ``isclose`` holds everywhere."""
    with no_grad():
        return bool(isclose(input, other, rtol, atol, equal_nan)._data.all())


@answers(np.array_equal)
@public
def equal(input: Tensor, other: Tensor) -> bool:
    """Whether the two have the same shape and the same elements."""
    return np.array_equal(input._data, other._data)
