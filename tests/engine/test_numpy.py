"""NumPy's functions on a Tensor are recorded; where minigrad has no such function, no gradient is lost in silence."""

import numpy as np
import pytest

import minigrad as torch

X = np.array([[0.25, 0.5], [0.75, 0.125]])


@pytest.mark.parametrize(
    ("call", "ours"),
    [
        (lambda x: np.sin(x), lambda x: x.sin()),
        (lambda x: np.add(x, 1), lambda x: x + 1),
        (lambda x: np.subtract(1, x), lambda x: 1 - x),
        (lambda x: np.multiply(x, X), lambda x: x * torch.tensor(X)),
        (lambda x: x * X, lambda x: x * torch.tensor(X)),
        (lambda x: np.power(x, 3), lambda x: x**3),
        (lambda x: np.matmul(x, x), lambda x: x @ x),
        (lambda x: np.maximum(x, 0.3), lambda x: x.clamp(min=0.3)),
        (lambda x: np.sum(x), lambda x: x.sum()),
        (lambda x: np.sum(x, axis=0), lambda x: x.sum(0)),
        (lambda x: np.mean(x, axis=1, keepdims=True), lambda x: x.mean(1, True)),
        (lambda x: np.var(x), lambda x: x.var(correction=0)),
        (lambda x: np.std(x, axis=1, ddof=1), lambda x: x.std(1)),
        (lambda x: np.prod(x, axis=0), lambda x: x.prod(0)),
        (lambda x: np.where(x > 0.3, x, 0), lambda x: torch.where(x > 0.3, x, 0.0)),
        (lambda x: np.clip(x, 0.3, 0.6), lambda x: x.clamp(0.3, 0.6)),
        (lambda x: np.concatenate([x, x], axis=1), lambda x: torch.cat([x, x], 1)),
        (lambda x: np.stack([x, X]), lambda x: torch.stack([x, torch.tensor(X)])),
        (lambda x: np.reshape(x, (4,)), lambda x: x.reshape(4)),
        (lambda x: np.transpose(x), lambda x: x.T),
        (lambda x: np.dot(x[0], x[1]), lambda x: x[0] @ x[1]),
        (lambda x: np.einsum("ij,kj->ik", x, x), lambda x: x @ x.T),
        (lambda x: np.cumsum(x, axis=0), lambda x: x.cumsum(0)),
        (lambda x: np.flip(x, 0), lambda x: x.flip(0)),
        (lambda x: np.linalg.inv(x), lambda x: torch.linalg.inv(x)),
        (lambda x: np.trace(x), lambda x: x.trace()),
        # Where NumPy means something else than PyTorch by the same name, or calls an argument something else.
        (lambda x: np.dot(x, x), lambda x: x @ x),
        (lambda x: np.dot(x, X[0]), lambda x: x @ torch.tensor(X[0])),
        (lambda x: np.dot(2.0, x), lambda x: 2 * x),
        (lambda x: np.dot(x[0], x[None] * 1), lambda x: (x[0] @ x)[None]),
        (lambda x: np.outer(x, x), lambda x: torch.outer(x.flatten(), x.flatten())),
        (lambda x: np.flip(x), lambda x: x.flip(0, 1)),
        (lambda x: np.flip(x, axis=1), lambda x: x.flip(1)),
        (lambda x: np.roll(x, 1, axis=1), lambda x: x.roll(1, 1)),
        (lambda x: np.cumsum(x), lambda x: x.flatten().cumsum(0)),
        (lambda x: np.cumprod(x), lambda x: x.flatten().cumprod(0)),
        (lambda x: np.max(x, axis=0), lambda x: x.amax(0)),
        (lambda x: np.min(x, axis=1, keepdims=True), lambda x: x.amin(1, True)),
        (lambda x: np.round(x * 10, 1) * x, lambda x: (x * 10).round(decimals=1) * x),
        (lambda x: np.clip(x, a_min=0.3, a_max=0.6), lambda x: x.clamp(0.3, 0.6)),
        (lambda x: np.diag(x, k=1), lambda x: x.diag(1)),
        (lambda x: np.diagonal(x, 1, axis1=1, axis2=0), lambda x: x.diagonal(1, 1, 0)),
    ],
)
def test_numpy_functions_differentiate(call, ours):
    x, y = (torch.tensor(X, requires_grad=True) for _ in range(2))
    a, b = call(x), ours(y)
    assert isinstance(a, torch.Tensor)
    np.testing.assert_allclose(a.detach().numpy(), b.detach().numpy(), rtol=1e-15)
    (a * a).sum().backward()
    (b * b).sum().backward()
    np.testing.assert_allclose(x.grad.numpy(), y.grad.numpy(), rtol=1e-15)


def test_no_gradient_is_lost_in_silence():
    x = torch.tensor(X, requires_grad=True)
    for call in (np.cbrt, np.fft.fft, np.linalg.svd, np.ptp):
        with pytest.raises(RuntimeError, match=r"Can't call numpy\(\) on Tensor that requires grad"):
            call(x)
    assert np.shape(x) == (2, 2)


def test_without_a_gradient_numpy_computes_the_rest():
    x = torch.tensor(X)
    assert isinstance(np.cbrt(x), torch.Tensor)
    assert np.ptp(x) == 0.625
    array = X.copy()
    array += x
    np.testing.assert_array_equal(array, 2 * X)


@pytest.mark.parametrize(
    "call",
    [
        lambda x: np.sum(x, where=X > 0.3),
        lambda x: np.prod(x, axis=(0, 1)),
        lambda x: np.reshape(x, (4,), order="F"),
        lambda x: np.concatenate([x, x], axis=None),
        lambda x: np.unique(x, return_index=True)[1],
    ],
)
def test_arguments_that_only_numpys_own_function_takes(call):
    np.testing.assert_array_equal(call(torch.tensor(X)), call(X))
    with pytest.raises(RuntimeError, match=r"Can't call numpy\(\) on Tensor that requires grad"):
        call(torch.tensor(X, requires_grad=True))


def test_numpy_scalars_are_compared_as_numbers_are():
    x = torch.tensor([0.25, 0.75])
    for number in (np.float64(0.5), np.float32(0.5), np.int64(0)):
        assert (number < x).tolist() == (x > number).tolist()
        assert (number >= x).tolist() == (x <= number).tolist()
    assert max(np.float64(0.5), x[0], np.float64(0.1)) == 0.5  # as matplotlib finds the limits of an axis


@pytest.mark.filterwarnings("ignore:Setting the shape:DeprecationWarning")  # from NumPy 2.5 on
def test_an_array_has_its_own_shape_and_flags():
    x, array = torch.arange(6.0), np.arange(4.0)
    taken, y = x.numpy(), torch.from_numpy(array)
    taken.shape, array.shape = (2, 3), (2, 2)
    taken.setflags(write=False)
    array.setflags(write=False)
    x.add_(1)
    y.add_(1)
    assert x.shape == (6,) and y.shape == (4,)
    np.testing.assert_array_equal(taken, [[1, 2, 3], [4, 5, 6]])
    np.testing.assert_array_equal(array, [[1, 2], [3, 4]])


def test_a_matrix_is_an_array_like_any_other():
    with pytest.warns(PendingDeprecationWarning):
        matrix = np.matrix([[1.0, 2.0], [3.0, 4.0]])
    x = torch.from_numpy(matrix)
    assert (x * x).tolist() == [[1, 4], [9, 16]]
    assert type(x.numpy()) is np.ndarray


def test_an_array_on_the_left_is_an_error_as_in_pytorch():
    with pytest.raises(TypeError, match="unsupported operand type"):
        X * torch.tensor(X)


@pytest.mark.parametrize("target", [torch.zeros(1), torch.zeros(1).expand(3)], ids=["another shape", "repeated"])
def test_numpys_own_error_does_not_stand_before_ours(target):
    with pytest.raises(RuntimeError) as caught:
        target += torch.ones(3)
    assert caught.value.__context__ is None
