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


def test_an_array_on_the_left_is_an_error_as_in_pytorch():
    with pytest.raises(TypeError, match="unsupported operand type"):
        X * torch.tensor(X)


@pytest.mark.parametrize("target", [torch.zeros(1), torch.zeros(1).expand(3)], ids=["another shape", "repeated"])
def test_numpys_own_error_does_not_stand_before_ours(target):
    with pytest.raises(RuntimeError) as caught:
        target += torch.ones(3)
    assert caught.value.__context__ is None
