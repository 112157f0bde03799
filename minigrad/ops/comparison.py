"""Comparisons, logic and bits: elementwise, of whatever dtype and without gradient."""

from __future__ import annotations

import operator

import numpy as np

from ..inplace import in_place
from ..promotion import broadcast_error, promote
from ..registry import answers, argument_error, public
from ..tensor import Tensor, constant, make


def offer(name, method, doc, ufunc, *symbols):
    """Put ``method`` under its names: a function, a method, operators, and the answer to a NumPy ufunc."""

    def function(input: Tensor, other: Tensor | float) -> Tensor:
        if not isinstance(input, Tensor):
            input = constant(input, other._data) if isinstance(other, Tensor) else input
        out = method(input, other)
        if out is NotImplemented:
            raise TypeError(argument_error(name, "other", 2, other))
        return out

    for f in (method, function):
        f.__name__ = f.__qualname__ = name
        f.__doc__ = doc
    answers(ufunc)(public(function))
    for symbol in symbols:
        setattr(Tensor, f"__{symbol}__", method)


def binary(compute):
    """A method that promotes its tensors, or a tensor and a number, to one dtype and computes."""

    def method(self: Tensor, other: Tensor | float) -> Tensor:
        if not isinstance(other, Tensor):
            other = constant(other, self._data)
            if other is NotImplemented:
                return NotImplemented
        x, y = promote(self._data, other._data, floating=False)
        try:
            return make(compute(x, y))
        except ValueError:
            raise broadcast_error(x.shape, y.shape) from None

    return method


def comparison(compare, sign, ufunc):
    """Offer ``compare`` as a function, a method and an operator."""
    name = compare.__name__
    offer(name, binary(compare), f"Where ``input {sign} other``.", ufunc, name)


comparison(operator.eq, "==", np.equal)
comparison(operator.ne, "!=", np.not_equal)
comparison(operator.lt, "<", np.less)
comparison(operator.le, "<=", np.less_equal)
comparison(operator.gt, ">", np.greater)
comparison(operator.ge, ">=", np.greater_equal)


def logical(ufunc, doc):
    """Offer a function of truth values; everything but 0 counts as true."""
    name = ufunc.__name__
    method = binary(ufunc)
    offer(name, method, doc, ufunc)
    setattr(Tensor, f"{name}_", in_place(method, f"{name}_"))


logical(np.logical_and, "Where both are true.")
logical(np.logical_or, "Where at least one is true.")
logical(np.logical_xor, "Where one of the two is true.")


def bitwise(ufunc, name, symbol, kernel, doc):
    """Offer a function of the bits of integers, or of booleans, with its operators."""

    def compute(x, y):
        try:
            return ufunc(x, y)
        except TypeError:
            raise NotImplementedError(f"\"{kernel}\" not implemented for '{make(x).dtype.legacy}'") from None

    method = binary(compute)
    offer(name, method, doc, ufunc, symbol)
    changed = in_place(method, f"{name}_")
    setattr(Tensor, f"{name}_", changed)
    setattr(Tensor, f"__i{symbol}__", changed)
    swapped = binary(lambda x, y: compute(y, x))
    swapped.__name__ = swapped.__qualname__ = f"__r{symbol}__"
    swapped.__doc__ = doc
    setattr(Tensor, f"__r{symbol}__", swapped)


bitwise(np.bitwise_and, "bitwise_and", "and", "bitwise_and_cpu", "The bits that both have.")
bitwise(np.bitwise_or, "bitwise_or", "or", "bitwise_or_cpu", "The bits that at least one has.")
bitwise(np.bitwise_xor, "bitwise_xor", "xor", "bitwise_xor_cpu", "The bits that one of the two has.")
bitwise(np.left_shift, "bitwise_left_shift", "lshift", "lshift_cpu", "The bits moved to the left, ``other`` places.")
bitwise(np.right_shift, "bitwise_right_shift", "rshift", "rshift_cpu", "The bits moved to the right, ``other`` places.")


@answers(np.invert)
@public
def bitwise_not(input: Tensor) -> Tensor:
    """All bits changed; of booleans, the opposite."""
    try:
        return make(~input._data)
    except TypeError:
        raise TypeError("~ (operator.invert) is only implemented on integer and Boolean-type tensors") from None


Tensor.__invert__ = bitwise_not
Tensor.bitwise_not_ = in_place(bitwise_not, "bitwise_not_")


def predicate(ask, doc):
    """Offer a question that is asked of every element."""

    def function(input: Tensor) -> Tensor:
        return make(ask(input._data))

    function.__name__ = function.__qualname__ = ask.__name__
    function.__doc__ = doc
    answers(ask)(public(function))


predicate(np.isnan, "Where an element is NaN, not a number.")
predicate(np.isinf, "Where an element is infinite.")
predicate(np.isfinite, "Where an element is neither infinite nor NaN.")
predicate(np.isneginf, "Where an element is minus infinity.")
predicate(np.isposinf, "Where an element is plus infinity.")
predicate(np.signbit, "Where an element has a minus sign, -0.0 included.")
predicate(np.logical_not, "Where an element is 0.")
Tensor.logical_not_ = in_place(Tensor.logical_not, "logical_not_")


@answers(np.isclose)
@public
def isclose(input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False) -> Tensor:
    """Where the two differ by at most ``atol + rtol * |other|``. Raises RuntimeError where the dtypes differ."""
    if input.dtype is not other.dtype:
        raise RuntimeError(f"{input.dtype.legacy} did not match {other.dtype.legacy}")
    return make(np.isclose(input._data, other._data, rtol, atol, equal_nan))


@answers(np.allclose)
@public
def allclose(input: Tensor, other: Tensor, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False) -> bool:
    """Whether ``isclose`` holds everywhere."""
    return bool(isclose(input, other, rtol, atol, equal_nan)._data.all())


@answers(np.array_equal)
@public
def equal(input: Tensor, other: Tensor) -> bool:
    """Whether the two have the same shape and the same elements."""
    return np.array_equal(input._data, other._data)
