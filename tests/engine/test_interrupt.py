"""Ctrl+C while a graph is walked."""

import pytest

import minigrad as torch


def test_an_interruption_is_not_told_as_another_error():
    x = torch.tensor([3.0], requires_grad=True)
    without_derivative, newer = x // 2, x.exp()

    def interrupt(grad):
        raise KeyboardInterrupt

    newer.register_hook(interrupt)
    with pytest.raises(KeyboardInterrupt):
        (without_derivative + newer).backward()
