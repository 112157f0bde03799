"""Random numbers: the ones that PyTorch draws on a CPU from the same seed.

>>> import minigrad as torch
>>> g = torch.manual_seed(0)
>>> torch.rand(2), torch.randint(10, (2,))
(tensor([0.4963, 0.7682]), tensor([3, 0]))

``generator.py`` has the stream of words that they come from, ``sampling.py`` what makes numbers of the words.
Source: https://docs.pytorch.org/docs/stable/notes/randomness.html
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from . import errors, sampling
from .arguments import blank, blank_like, bounds, given_shape, integer
from .creation import creator, leaf
from .dtypes import int64
from .function import Function, broadcast_error
from .generator import Generator, get_rng_state, initial_seed, manual_seed, seed, set_rng_state, source  # noqa: F401
from .inplace import in_place
from .module_names import module_names, only
from .registry import NOT_GIVEN, public, set_method
from .rules import as_dtype, reduce_to, unknown, zeros_like
from .tensor import Tensor

__getattr__, __dir__ = module_names(
    __name__, only(["manual_seed", "seed", "initial_seed", "get_rng_state", "set_rng_state"])
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from . import dtypes


@creator
def rand(
    *shape: int | Sequence[int],
    size: Sequence[int] = NOT_GIVEN,
    generator: Generator | None = None,
    dtype: dtypes.dtype | type | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """Numbers from 0 up to but without 1, each as likely as any other, in a floating-point dtype.

    Raises NotImplementedError for integers. Source: https://docs.pytorch.org/docs/stable/generated/torch.rand.html

    >>> import minigrad as torch
    >>> g = torch.manual_seed(0)
    >>> torch.rand(3)
    tensor([0.4963, 0.7682, 0.0885])
    """
    array = blank("rand", given_shape(shape, size), dtype)
    return leaf(sampling.uniform(array, 0, 1, source(generator)), requires_grad)


@creator
def randn(
    *shape: int | Sequence[int],
    size: Sequence[int] = NOT_GIVEN,
    generator: Generator | None = None,
    dtype: dtypes.dtype | type | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """Normal numbers of mean 0 and standard deviation 1; everything else as in ``rand``.

    Source: https://docs.pytorch.org/docs/stable/generated/torch.randn.html

    >>> import minigrad as torch
    >>> g = torch.manual_seed(0)
    >>> torch.randn(2, 2)
    tensor([[ 1.5410, -0.2934],
            [-2.1788,  0.5684]])
    """
    array = blank("randn", given_shape(shape, size), dtype)
    return leaf(sampling.normal(array, 0, 1, source(generator)), requires_grad)


@creator
def randint(
    low: int = 0,
    high: int | Sequence[int] | None = None,
    size: Sequence[int] | None = None,
    *,
    generator: Generator | None = None,
    dtype: dtypes.dtype | type | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """Integers from ``low`` up to but without ``high``: ``randint(high, size)`` or ``randint(low, high, size)``.

    dtype: int64 if none is given.

    Raises RuntimeError where ``low`` is not below ``high`` or the dtype does not hold them.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.randint.html

    >>> import minigrad as torch
    >>> g = torch.manual_seed(0)
    >>> torch.randint(10, (4,))
    tensor([4, 9, 3, 0])
    """
    if size is None:
        low, high, size = 0, low, high
    low, high = bounds("randint", low, high)
    array = blank("randint", (size,), int64 if dtype is None else dtype, position=2)
    return leaf(sampling.integers(array, low, high, source(generator)), requires_grad)


@creator
def randperm(
    n: int, *, generator: Generator | None = None, dtype: dtypes.dtype | type | None = None, requires_grad: bool = False
) -> Tensor:
    """The integers from 0 to ``n - 1`` in random order.

    dtype: int64 if none is given.

    Raises RuntimeError where the dtype does not hold them.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.randperm.html

    >>> import minigrad as torch
    >>> g = torch.manual_seed(0)
    >>> torch.randperm(4)
    tensor([0, 1, 3, 2])
    """
    array = blank("randperm", (integer("randperm", "n", 1, n),), int64 if dtype is None else dtype)
    return leaf(sampling.permutation(array, source(generator)), requires_grad)


@creator
def rand_like(
    input: Tensor,
    *,
    generator: Generator | None = None,
    dtype: dtypes.dtype | type | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """What ``rand`` draws, in the shape and dtype of ``input``."""
    array = blank_like("rand_like", input, dtype)
    return leaf(sampling.uniform(array, 0, 1, source(generator)), requires_grad)


@creator
def randn_like(
    input: Tensor,
    *,
    generator: Generator | None = None,
    dtype: dtypes.dtype | type | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """What ``randn`` draws, in the shape and dtype of ``input``."""
    array = blank_like("randn_like", input, dtype)
    return leaf(sampling.normal(array, 0, 1, source(generator)), requires_grad)


@creator
def randint_like(
    input: Tensor,
    low: int = 0,
    high: int | None = None,
    *,
    generator: Generator | None = None,
    dtype: dtypes.dtype | type | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """What ``randint`` draws, in the shape and dtype of ``input``; ``randint_like(input, high)`` starts from 0."""
    array = blank_like("randint_like", input, dtype)
    low, high = (int(bound) if isinstance(bound, Tensor) else bound for bound in (low, high))
    low, high = bounds("randint_like", low, high)
    return leaf(sampling.integers(array, low, high, source(generator)), requires_grad)


@creator
def normal(
    mean: Tensor | float = 0.0,
    std: Tensor | float = 1.0,
    size: Sequence[int] | None = None,
    *,
    generator: Generator | None = None,
    dtype: dtypes.dtype | type | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """Normal numbers with a mean and a standard deviation each, or with one of both for a whole ``size``.

    mean, std: tensors that broadcast, of a floating-point type, or one of them a number; the dtype is ``mean``'s.
    With ``size`` both are numbers, and ``dtype`` and ``requires_grad`` are as for ``randn``.

    Raises RuntimeError for a negative ``std``.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.normal.html

    >>> import minigrad as torch
    >>> g = torch.manual_seed(0)
    >>> torch.normal(torch.tensor([0.0, 100.0]), 1.0)
    tensor([ 1.5410, 99.7066])
    >>> torch.normal(0.0, 10.0, (2,))
    tensor([-21.7879,   5.6843])
    """
    generator = source(generator)
    if size is not None:
        return leaf(sampling.normal(blank("normal", (size,), dtype, 3), mean, std, generator), requires_grad)
    if not isinstance(std, Tensor):
        if not isinstance(mean, Tensor):
            raise TypeError(errors.argument_error("normal", "mean", 1, mean))
        numbers = sampling.normal(np.empty(mean.shape, mean._data.dtype), 0, std, generator)
        return drawn("NormalBackward1").apply(mean, numbers + mean._data)
    scale, shift = std._data, mean._data if isinstance(mean, Tensor) else float(mean)
    if not (scale >= 0).all():
        raise RuntimeError(errors.message("normal expects all elements of std >= 0.0", sampling.POSITIVE_STD))
    try:
        shape = np.broadcast_shapes(scale.shape, np.shape(shift))
    except ValueError:
        raise broadcast_error(shift.shape, scale.shape) from None
    numbers = sampling.normal(np.empty(shape, getattr(shift, "dtype", scale.dtype)), 0, 1, generator)
    numbers = (numbers * scale).astype(numbers.dtype) + shift
    if not isinstance(mean, Tensor):
        return drawn("NormalBackward2").apply(std, numbers)
    return drawn("NormalBackward3", 2).apply(mean, std, numbers)


@public
def bernoulli(input: Tensor, p: float | None = None, *, generator: Generator | None = None) -> Tensor:
    """1 with the probability that ``input`` holds there, else 0; with ``p`` given, with that one everywhere.

    Raises RuntimeError for what is no probability, NotImplementedError for probabilities in integers.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.bernoulli.html

    >>> import minigrad as torch
    >>> g = torch.manual_seed(0)
    >>> torch.bernoulli(torch.tensor([0.1, 0.5, 0.9]))
    tensor([0., 0., 1.])
    """
    if not isinstance(input, Tensor):
        raise TypeError(errors.argument_error("bernoulli", "input", 1, input))
    array = np.empty(input.shape, input._data.dtype)
    if p is not None:
        return Coins.apply(input, sampling.bernoulli(array, p, source(generator)))
    return drawn("BernoulliBackward0").apply(input, sampling.bernoulli(array, input._data, source(generator)))


class Coins(Function):
    """What is drawn with the same probability everywhere. PyTorch has no derivative of it."""

    public = derivable = False
    at_once = True
    grad_fn_name = "NotImplemented"
    namespace = "torch::autograd::"
    _computes_all = True
    vjp_a = unknown("bernoulli")

    def forward(a, values):
        return values


# What is drawn does not depend on what a tensor held; on a mean or a probability at most in jumps: the gradient is 0.


@functools.cache
def drawn(name, inputs=1):
    """The operation called ``name``, on one tensor or two, whose output is numbers that were drawn."""
    members = {
        "grad_fn_name": name,
        "forward": (lambda a, values: values) if inputs == 1 else (lambda a, b, values: values),
        "vjp_a": lambda g, a_shape, a_dtype: zeros(g, a_shape, a_dtype),
        "vjp_b": lambda g, b_shape, b_dtype: zeros(g, b_shape, b_dtype),
    }
    return type(Function)(name, (Function,), members)


def zeros(g, shape, dtype):
    """The gradient of an input of this shape and dtype that the output does not depend on."""
    return as_dtype(reduce_to(zeros_like(g), shape), dtype)


def redrawn(self, name, draw, *tensors):
    """The recorded result of an in-place method that draws."""
    values = draw(self._data, *(tensor._data for tensor in tensors))
    return drawn(name, 1 + len(tensors)).apply(self, *tensors, values)


fill = in_place(redrawn, "fill")


def uniform_(self: Tensor, from_: float = 0, to: float = 1, *, generator: Generator | None = None) -> Tensor:
    """Numbers from ``from_`` up to but without ``to``, in place."""
    draw = functools.partial(sampling.uniform, low=from_, high=to, generator=source(generator))
    return fill(self, "UniformBackward0", draw)


def normal_(self: Tensor, mean: float = 0, std: float = 1, *, generator: Generator | None = None) -> Tensor:
    """Normal numbers with this mean and standard deviation, in place."""
    draw = functools.partial(sampling.normal, mean=mean, std=std, generator=source(generator))
    return fill(self, "NormalBackward0", draw)


def exponential_(self: Tensor, lambd: float = 1, *, generator: Generator | None = None) -> Tensor:
    """Numbers of the exponential distribution with rate ``lambd``, in place."""
    draw = functools.partial(sampling.exponential, rate=lambd, generator=source(generator))
    return fill(self, "ExponentialBackward0", draw)


def bernoulli_(self: Tensor, p: Tensor | float = 0.5, *, generator: Generator | None = None) -> Tensor:
    """1 with probability ``p``, else 0, in place; ``p`` may be a tensor that expands to this one's shape."""
    draw = functools.partial(sampling.bernoulli, generator=source(generator))
    if isinstance(p, Tensor):
        p.detach().expand(self.shape)  # raises where p does not expand to this shape
        return fill(self, "BernoulliBackward1", draw, p)
    return fill(self, "BernoulliBackward2", functools.partial(draw, p=p))


def random_(self: Tensor, *limits: int, to: int | None = None, generator: Generator | None = None) -> Tensor:
    """Integers in place: ``random_(to)`` from 0 up to but without ``to``, ``random_(from, to)`` from ``from``.

    Without limits, from 0 up to the largest that the dtype holds; a floating-point one, the largest before gaps.
    """
    limits = [integer("random_", "to", 1, limit) for limit in (limits if to is None else (*limits, to))]
    low, high = limits if len(limits) == 2 else (0, *limits, None)[:2]
    draw = functools.partial(sampling.integers, low=low, high=high, generator=source(generator))
    return fill(self, f"RandomBackward{2 - len(limits)}", draw)


for method in (uniform_, normal_, exponential_, bernoulli_, random_):
    set_method(method.__name__, method)
