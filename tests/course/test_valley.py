"""The valley in Python."""

import numpy as np
import pytest

from minigrad.course import Valley
from minigrad.course.explorers.valley import ROWS, START, shrinking


def by_hand(condition, lr, momentum, epochs):
    """The places of gradient descent with momentum, from the formulas."""
    place, speed, c = np.array(START), np.zeros(2), np.array([1.0, condition])
    places = [place]
    for _ in range(epochs):
        speed = momentum * speed + c * place
        place = place - lr * speed
        places.append(place)
    return np.array(places)


@pytest.mark.parametrize("condition", [5, 20, 7.5])
@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("lr", [0.0, 0.01, 0.09, 0.15])
def test_the_path_is_that_of_the_formulas(condition, momentum, lr):
    run = Valley(condition=condition, lr=lr, momentum=momentum).run
    places = by_hand(condition, lr, momentum, ROWS[-1])[ROWS]
    np.testing.assert_allclose(np.array([run["x"], run["y"]]).T, places, rtol=6e-3, atol=1e-9)
    np.testing.assert_allclose(run["across"], condition * places[:, 1] ** 2 / 2, rtol=2e-2, atol=1e-12)


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
def test_the_marks_are_where_it_turns(momentum):
    run = Valley(condition=20, momentum=momentum).run
    limit, best = 2 * (1 + momentum) / 20, run["best"]
    assert run["limit"] == pytest.approx(limit, rel=1e-2)
    assert shrinking(0.999 * limit, momentum, 20) < 1 < shrinking(1.001 * limit, momentum, 20)
    assert all(shrinking(best, momentum, 20) <= shrinking(lr, momentum, 20) + 1e-3 for lr in np.linspace(1e-3, limit))


def test_too_large_a_rate_overflows_and_ends():
    run = Valley(condition=20, lr=1e4).run
    assert run["ended"] is not None
    assert len(run["x"]) == sum(row < run["ended"] for row in ROWS)
