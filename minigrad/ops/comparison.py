"""Comparisons: elementwise with broadcasting, to tensors of booleans. They have no gradient."""

from __future__ import annotations

import operator

from ..function import broadcast_error, cast
from ..registry import argument_error, public
from ..tensor import Tensor, constant, make


def comparison(compare, sign):
    """Offer ``compare`` as a function, a method and an operator."""
    name = compare.__name__

    def method(self: Tensor, other: Tensor | float) -> Tensor:
        if not isinstance(other, Tensor):
            other = constant(other, self._data)
            if other is NotImplemented:
                return NotImplemented
        x, y = cast(self._data, other._data, floating=False)
        try:
            return make(compare(x, y))
        except ValueError:
            raise broadcast_error(x.shape, y.shape) from None

    def function(input: Tensor, other: Tensor | float) -> Tensor:
        out = method(input, other)
        if out is NotImplemented:
            raise TypeError(argument_error(name, "other", 2, other))
        return out

    for f in (method, function):
        f.__name__ = f.__qualname__ = name
        f.__doc__ = f"Where ``input {sign} other``."
    public(function)
    setattr(Tensor, f"__{name}__", method)


comparison(operator.eq, "==")
comparison(operator.ne, "!=")
comparison(operator.lt, "<")
comparison(operator.le, "<=")
comparison(operator.gt, ">")
comparison(operator.ge, ">=")
