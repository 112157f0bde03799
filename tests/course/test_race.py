"""The race of optimizers in Python."""

import numpy as np
import pytest
import traitlets

from minigrad.course import Race
from minigrad.course.explorers.race import ROWS


def rules(lr):
    """One step of each optimizer, from the formulas: (place, gradient, state, epoch) to the next place."""

    def momentum(p, g, s, t, ahead=False):
        s["v"] = 0.9 * s.get("v", 0) + g
        return p - lr * (g + 0.9 * s["v"] if ahead else s["v"])

    def rmsprop(p, g, s, t):
        s["v"] = 0.99 * s.get("v", 0) + 0.01 * g**2
        return p - lr * g / (np.sqrt(s["v"]) + 1e-8)

    def adam(p, g, s, t):
        s["m"], s["v"] = 0.9 * s.get("m", 0) + 0.1 * g, 0.999 * s.get("v", 0) + 0.001 * g**2
        return p - lr * s["m"] / (1 - 0.9**t) / (np.sqrt(s["v"] / (1 - 0.999**t)) + 1e-8)

    return {
        "SGD": lambda p, g, s, t: p - lr * g,
        "Momentum": momentum,
        "Nesterov": lambda p, g, s, t: momentum(p, g, s, t, ahead=True),
        "RMSprop": rmsprop,
        "Adam": adam,
    }


@pytest.mark.parametrize("lr", [0.0, 0.01, 0.09])
@pytest.mark.parametrize("name", rules(0))
def test_the_paths_are_those_of_the_formulas(name, lr):
    path = Race(lr=lr).run["paths"][name]
    place, state = np.array(Race.start_at), {}
    for t, shown in enumerate(zip(path["x"], path["y"], path["loss"], strict=True)):
        if t:
            place = rules(lr)[name](place, place * [1, 20], state, t)
        loss = (place[0] ** 2 + 20 * place[1] ** 2) / 2
        np.testing.assert_allclose(shown, [*place, loss], rtol=6e-3, atol=1e-7)


def test_who_diverges_ends():
    path = Race(lr=10.0, f=lambda x, y: x**4 + y**4).run["paths"]["SGD"]
    assert path["ended"] is not None
    assert len(path["x"]) == path["ended"] < len(ROWS)


def test_a_wrong_surface_is_told_in_the_figure():
    assert "TypeError" in Race(f=lambda x: x).run["failed"]
    assert Race(f=lambda x: x).html()
    with pytest.raises(traitlets.TraitError, match="surface must be one of"):
        Race(surface="hill")


def test_a_surface_goes_by_its_own_name():
    def hill(x, y):
        return x**2 + y**2

    ex = Race(f=hill)
    assert ex.surface == "hill"
    assert list(ex.lines) == ex.stops["surface"] == ["hill", *Race.surfaces]
    assert Race(f=lambda x, y: x**2 + y**2).surface == "f"
