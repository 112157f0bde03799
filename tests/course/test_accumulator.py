"""The accumulator in Python."""

import numpy as np
import pytest

from minigrad.course import Accumulator


@pytest.mark.parametrize("lr", [0.0, 0.05, 0.3, 1.1])
def test_both_descents_are_those_of_the_formulas(lr):
    run = Accumulator(lr=lr).run
    for name in ("cleared", "kept"):
        w, held, places = 3.0, 0.0, []
        for _ in range(41):
            places.append(w)
            held = 2 * w + (held if name == "kept" else 0)
            w -= lr * held
        np.testing.assert_allclose(run[name], places, rtol=1e-3, atol=1e-9)


def test_the_sums_are_of_one_slope():
    assert Accumulator().sums == [5.0 * n for n in range(1, 7)]
