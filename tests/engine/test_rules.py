"""Every rule against central differences, in float64, over shapes Hypothesis makes; second order too."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import minigrad as torch
from minigrad.function import Binary, Unary
from minigrad.ops import load_all
from minigrad.tensor import make

torch.set_warn_always(True)
load_all()

UNARY = [op for op in Unary.__subclasses__() if op.public]
BINARY = [op for op in Binary.__subclasses__() if op.public]

some = settings(max_examples=20, deadline=None)
shapes = hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3)


INTERVALS = ((0.55, 0.95), (1.05, 1.45), (-0.95, -0.55), (-1.45, -1.05))  # away from steps and corners
EVERYWHERE = (-np.inf, np.inf)


def values(shape, domain=EVERYWHERE, scale=1.0):
    """Arrays of numbers inside a domain, as their squares are, away from whole and half numbers.

    There some operations have their edges.
    """
    squares = ((low, high, max(low * low, high * high)) for low, high in INTERVALS)
    inside = [st.floats(low, high) for low, high, end in squares if domain[0] <= low and max(high, end) <= domain[1]]
    return hnp.arrays(np.float64, shape, elements=st.one_of(inside)).map(lambda a: np.asarray(a * scale))


def layouts(array):
    """The same numbers laid out in memory forwards, backwards, and transposed."""
    if array.ndim == 0:
        return st.just(array)
    flip = (slice(None, None, -1),) * array.ndim
    return st.sampled_from([array, array[flip].copy()[flip], np.asfortranarray(array)])


def differences(f, arrays, v, h=1e-6):
    """The vector-Jacobian product of ``f`` by central differences, one input element at a time."""
    products = []
    for k, array in enumerate(arrays):
        product = np.zeros_like(array)
        for i in np.ndindex(array.shape):
            ends = []
            for sign in (1, -1):
                moved = [a.copy() for a in arrays]
                moved[k][i] += sign * h
                ends.append(f(*[torch.tensor(a) for a in moved]).detach().numpy())
            product[i] = ((ends[0] - ends[1]) / (2 * h) * v).sum()
        products.append(product)
    return products


def check(f, arrays, v):
    """``backward`` gives what differences give; so does ``backward`` through a recorded ``backward``."""
    leaves = [make(a).requires_grad_() for a in arrays]  # torch.tensor takes no backward strides; operations make them
    y = f(*leaves)
    y.backward(torch.tensor(v))
    rounding = 1e-9 * np.abs(v * y.detach().numpy()).max(initial=1)  # machine epsilon over the step, with a margin
    for leaf, expected in zip(leaves, differences(f, arrays, v), strict=True):
        assert leaf.grad.shape == leaf.shape
        np.testing.assert_allclose(leaf.grad.numpy(), expected, rtol=1e-6, atol=rounding)


def gradients(f):
    """The function from inputs to the sum of all gradients of ``f``, itself recorded."""

    def total(*inputs):
        leaves = [x if x.requires_grad else x.requires_grad_() for x in inputs]
        for x in leaves:
            x.grad = None
        y = f(*leaves)
        with pytest.warns(UserWarning, match="create_graph"):
            y.backward(torch.ones_like(y) * 0.7, create_graph=True)
        sums = [(x.grad * x.grad).sum() for x in leaves]
        for x in leaves:
            x.grad = None
        return sum(sums[1:], start=sums[0])

    return total


def check_second_order(f, arrays):
    check(gradients(lambda *inputs: f(*[x * x for x in inputs])), arrays, np.array(1.0))


@pytest.mark.parametrize("op", UNARY, ids=lambda op: op.called)
@some
@given(data=st.data())
def test_unary(op, data):
    array = data.draw(values(data.draw(shapes), op.domain).flatmap(layouts))
    check(op.apply, [array], data.draw(values(array.shape)))
    check_second_order(op.apply, [array])


@pytest.mark.parametrize("op", BINARY, ids=lambda op: op.called)
@some
@given(data=st.data())
def test_binary(op, data):
    pair = data.draw(hnp.mutually_broadcastable_shapes(num_shapes=2, min_dims=0, max_dims=3, min_side=0, max_side=3))
    # The second is scaled, so that no two are equal and none divides another.
    a, b = (
        data.draw(values(shape, op.domain, scale).flatmap(layouts))
        for shape, scale in zip(pair.input_shapes, (1, 1.02), strict=True)
    )
    check(op.apply, [a, b], data.draw(values(pair.result_shape)))
    check_second_order(op.apply, [a, b])


@pytest.mark.parametrize("exponent", [0, 1, 2, 3, 2.0, -1, 0.5, -1.5])
@some
@given(data=st.data())
def test_pow(exponent, data):
    array = data.draw(values(data.draw(shapes), (0, np.inf)))
    check(lambda x: x**exponent, [array], data.draw(values(array.shape)))
    check_second_order(lambda x: x**exponent, [array])


@pytest.mark.parametrize("f", [lambda x: 2 - x, lambda x: 3 / x, lambda x: 2 * x + x / 4], ids=["rsub", "rdiv", "mix"])
@some
@given(data=st.data())
def test_numbers_on_the_left(f, data):
    array = data.draw(values(data.draw(shapes)))
    check(f, [array], data.draw(values(array.shape)))


@pytest.mark.parametrize("name", ["sum", "mean"])
@some
@given(data=st.data())
def test_reductions(name, data):
    array = data.draw(values(data.draw(hnp.array_shapes(min_dims=0, max_dims=3, min_side=1, max_side=3))))
    dims = st.sets(st.integers(0, array.ndim - 1)).map(lambda s: tuple(s) or None) if array.ndim else st.none()
    dim, keepdim = data.draw(dims), data.draw(st.booleans())

    def f(x):
        return getattr(x, name)(dim, keepdim)

    v = data.draw(values(tuple(f(make(array)).shape)))
    check(f, [array], v)
    check_second_order(f, [array])


@pytest.mark.parametrize("kind", ["mm", "mv", "vm", "dot"])
@some
@given(data=st.data())
def test_matmul(kind, data):
    n, m, k = (data.draw(st.integers(1, 3)) for _ in range(3))
    a_shape, b_shape = {"mm": ((n, m), (m, k)), "mv": ((n, m), (m,)), "vm": ((m,), (m, k)), "dot": ((m,), (m,))}[kind]
    a, b = data.draw(values(a_shape)), data.draw(values(b_shape))
    check(lambda x, y: x @ y, [a, b], data.draw(values((a @ b).shape)))
    check_second_order(lambda x, y: x @ y, [a, b])


SHAPED = {
    "reshape": lambda x: x.reshape(3, 2),
    "view": lambda x: x.contiguous().view(-1),
    "t": lambda x: x.t(),
    "T": lambda x: x.T,
    "transpose": lambda x: x.transpose(0, 1),
    "permute": lambda x: x.unsqueeze(0).permute(2, 0, 1),
    "expand": lambda x: x.unsqueeze(1).expand(2, 4, 3),
    "squeeze": lambda x: x.unsqueeze(-1).squeeze(),
    "squeeze one": lambda x: x.unsqueeze(-1).squeeze(-1),
    "flatten": lambda x: x.flatten(),
    "clone": lambda x: x.clone(),
    "select": lambda x: x[1],
    "column": lambda x: x[:, -1],
    "slice": lambda x: x[:, ::2],
    "mixed": lambda x: x[None, 1, 1:],
    "same": lambda x: x[...],
}


@pytest.mark.parametrize("name", SHAPED)
@some
@given(data=st.data())
def test_shape(name, data):
    f = SHAPED[name]
    array = data.draw(values((2, 3)).flatmap(layouts))
    check(f, [array], data.draw(values(tuple(f(make(array)).shape))))
    check_second_order(f, [array])


@some
@given(data=st.data())
def test_promoted_inputs_get_gradients_of_their_own_dtype(data):
    array = data.draw(values((2, 2)))
    x = torch.tensor(array, dtype=torch.float32, requires_grad=True)
    y = torch.tensor(array, requires_grad=True)
    (x * y).sum().backward()
    assert (x.grad.dtype, y.grad.dtype) == (torch.float32, torch.float64)
    np.testing.assert_allclose(x.grad.numpy(), array, rtol=1e-6)
