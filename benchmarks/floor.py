"""The same work with the gradients written by hand: what NumPy itself takes."""

from time import perf_counter

import numpy as np


def minimize(values, x, y, epochs, rate):
    (w,) = (float(v) for v in values)
    for _ in range(epochs):
        w -= rate * 2 * w


def fit_line(values, x, y, epochs, rate):
    w, b = values
    for _ in range(epochs):
        g = (w * x + b - y) * np.float32(2 / x.size)
        w, b = w - rate * g.dot(x), b - rate * np.add.reduce(g)


def fit_quadratic(values, x, y, epochs, rate):
    a, b, c = values
    x, y = x.ravel(), y.ravel()
    square = x * x
    for _ in range(epochs):
        g = (a * square + b * x + c - y) * np.float32(2 / x.size)
        a, b, c = a - rate * g.dot(square), b - rate * g.dot(x), c - rate * np.add.reduce(g)


def fit_network(values, x, y, epochs, rate):
    parameters = [v.copy() for v in values]
    rate = np.float32(rate)
    for _ in range(epochs):
        inputs = [x]
        for i in range(0, len(parameters), 2):
            h = inputs[-1] @ parameters[i]
            h += parameters[i + 1]
            inputs.append(np.maximum(h, 0, h) if i + 2 < len(parameters) else h)
        out = inputs.pop()
        g = (out - y) * np.float32(2 / out.size) if y.ndim == 2 else softmax_gradient(out, y)
        for i in reversed(range(0, len(parameters), 2)):
            w, h = parameters[i], inputs.pop()
            if i:
                before = (g @ w.T) * (h > 0)
            parameters[i + 1] -= rate * np.add.reduce(g, 0)
            w -= rate * (h.T @ g)
            g = before if i else None


def softmax_gradient(z, labels):
    g = np.exp(z - np.maximum.reduce(z, 1, keepdims=True))
    g /= np.add.reduce(g, 1, keepdims=True)
    g[np.arange(len(labels)), labels] -= 1
    g /= np.float32(len(labels))
    return g


TRAININGS = {
    "parabola": minimize, "line": fit_line, "quadratic": fit_quadratic,
    "network_mse": fit_network, "network_cross_entropy": fit_network,
}  # fmt: skip


def chain(n, elements):
    """Seconds forward and backward for n products."""
    y = w = np.ones(elements, np.float32)
    start = perf_counter()
    kept = []
    for _ in range(n):
        kept.append(y)
        y = y * w
    middle = perf_counter()
    g, total = np.ones(elements, np.float32), np.zeros(elements, np.float32)
    while kept:
        total += g * kept.pop()
        g = g * w
    return middle - start, perf_counter() - middle


def ten_operations(array):
    y, half, one = array.copy(), np.float32(0.5), np.float32(1)
    for _ in range(5):
        y *= half
        y += one
    g = np.ones_like(array)
    for _ in range(5):
        g *= half
