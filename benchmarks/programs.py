"""The work that is measured. A loss is written once, with what all libraries share; ``lib`` knows the rest."""

from itertools import pairwise

import numpy as np


class Sizes:
    """How much of everything: the full table, or a quick look."""

    def __init__(self, quick=False):
        self.epochs = (5, 5, 5, 3) if quick else (50, 100, 800, 200)
        self.wide_steps = 1 if quick else 10
        self.wide_layers = (20, 16, 16, 10) if quick else (784, 1024, 1024, 10)
        self.wide_batch = 8 if quick else 256
        self.chain = 100 if quick else 20_000
        self.long_chain = 1000 if quick else 1_000_000
        self.single = 100 if quick else 2000
        self.elements = 1000 if quick else 10_000_000
        self.kept = 1000 if quick else 200_000
        self.repetitions = 1 if quick else 7
        self.shortest = 0.0 if quick else 0.03  # seconds that a figure is measured over


def data(shape, seed=0):
    """Numbers that look random, the same for everybody."""
    return np.random.default_rng(seed).standard_normal(shape).astype(np.float32)


def parabola(lib, x):
    return x**2


def line(lib, w, b):
    return ((w * lib.x + b - lib.y) ** 2).mean()


def quadratic(lib, a, b, c):
    return ((a * lib.x**2 + b * lib.x + c - lib.y) ** 2).mean()


def network(lib, *parameters):
    """Layers of weights and biases with relu between them."""
    h = lib.x
    for i in range(0, len(parameters), 2):
        h = h @ parameters[i] + parameters[i + 1]
        if i + 2 < len(parameters):
            h = lib.relu(h)
    return h


def network_mse(lib, *parameters):
    return ((network(lib, *parameters) - lib.y) ** 2).mean()


def network_cross_entropy(lib, *parameters):
    return lib.cross_entropy(network(lib, *parameters), lib.y)


def layers(*sizes):
    """The arrays of a network: for each layer weights and biases."""
    arrays = []
    for i, (n, m) in enumerate(pairwise(sizes)):
        arrays += [data((n, m), i) / np.float32(np.sqrt(n)), np.zeros(m, np.float32)]
    return arrays


def trainings(sizes):
    """The trainings: name, loss, first values, x, y, epochs, learning rate."""
    small, large = sizes.epochs[3], sizes.wide_steps
    points = np.linspace(-1, 1, 100, dtype=np.float32).reshape(100, 1)
    five = np.arange(5, dtype=np.float32)
    batch, labels = data((64, 64)), np.arange(64) % 10
    zero = np.float32(0)
    wide = data((sizes.wide_batch, sizes.wide_layers[0]))
    return [
        ("minimize x²", parabola, [np.float32(3)], zero, zero, sizes.epochs[0], 0.1),
        ("fit a line", line, [zero, zero], five, 2 * five + 1, sizes.epochs[1], 0.05),
        ("fit a quadratic", quadratic, [zero] * 3, points, 3 * points**2 - points, sizes.epochs[2], 0.1),
        ("MLP, mse", network_mse, layers(64, 128, 10), batch, data((64, 10)), small, 0.01),
        ("MLP, cross-entropy", network_cross_entropy, layers(64, 128, 10), batch, labels, small, 0.01),
        ("wide MLP, mse", network_mse, layers(*sizes.wide_layers), wide,
         data((sizes.wide_batch, 10)), large, 0.01),
    ]  # fmt: skip
