"""Anomaly detection names the forward line, as PyTorch does."""

import re
import warnings

import pytest

import minigrad as torch

RETURNED_NAN = r"Function 'PowBackward0' returned nan values in its 0th output\."


def nan_maker(x):
    return ((x * 0) ** 0.5 * 0).sum()  # the line to be named


@pytest.fixture
def said():
    """The UserWarnings of the test."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", UserWarning)
        yield caught


def test_nan_is_traced_to_its_forward_line(said):
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    with torch.autograd.detect_anomaly(), pytest.raises(RuntimeError, match=RETURNED_NAN):
        nan_maker(x).backward()
    enabled, detected = (str(w.message) for w in said)
    assert enabled.startswith("Anomaly Detection has been enabled.")
    assert re.match(r"(?s)Error detected in PowBackward0\. Traceback.*# the line to be named\n$", detected)
    assert said[1].filename == __file__


def test_without_the_forward_there_is_nothing_to_name(said):
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    y = nan_maker(x)
    with torch.autograd.detect_anomaly(), pytest.raises(RuntimeError, match=RETURNED_NAN):
        y.backward()
    assert "PowBackward0. No forward pass information available" in str(said[1].message)


def test_a_saved_tensor_changed_in_place_is_traced():
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    with torch.autograd.set_detect_anomaly(True, check_nan=False):
        y = x.exp()
        y.add_(1)
        with (
            pytest.warns(UserWarning, match=r"(?s)Error detected in ExpBackward0\. Traceback.*y = x\.exp\(\)\n$"),
            pytest.raises(RuntimeError, match=r"Hint: the backtrace further above shows .* Good luck!"),
        ):
            y.sum().backward()


def test_the_switch():
    assert not torch.is_anomaly_enabled()
    with torch.autograd.set_detect_anomaly(True, check_nan=False):
        assert torch.is_anomaly_enabled()
        assert not torch.is_anomaly_check_nan_enabled()
        assert torch.is_grad_enabled()
        with torch.no_grad():
            assert not torch.is_grad_enabled()
        nan_maker(torch.tensor([0.0], requires_grad=True)).backward()
    assert not torch.is_anomaly_enabled()
    torch.autograd.set_detect_anomaly(True)
    assert torch.is_anomaly_enabled()
    torch.autograd.set_detect_anomaly(False)
    assert not torch.is_anomaly_enabled()
