"""The error function of arrays, which NumPy does not have, to the last digits of float64."""

from __future__ import annotations

import functools
import math

import numpy as np

from ..layout import in_order_of

EDGE = 1.0  # below it the Taylor series of erf; above it erfc(x) e^x² as a series in 1 / (x + 2)
END = 6.0  # from here on erf rounds to 1

TAYLOR = [2 / math.sqrt(math.pi) * (-1) ** n / (math.factorial(n) * (2 * n + 1)) for n in range(18, -1, -1)]

MIDDLE, HALF = (1 / (EDGE + 2) + 1 / (END + 2)) / 2, (1 / (EDGE + 2) - 1 / (END + 2)) / 2


@functools.cache
def tail():
    """Chebyshev coefficients of erfc(x) e^x² in u, where 1 / (x + 2) = MIDDLE + HALF u; taken from ``math.erfc``."""
    n = 20
    angles = [math.pi * (k + 0.5) / n for k in range(n)]
    points = [1 / (MIDDLE + HALF * math.cos(angle)) - 2 for angle in angles]
    values = [math.erfc(x) * math.exp(x * x) for x in points]
    return [
        (2 if j else 1) / n * math.fsum(v * math.cos(j * angle) for v, angle in zip(values, angles, strict=True))
        for j in range(n)
    ]


def horner(coefficients, v):
    """The polynomial of an array, highest coefficient first."""
    total = np.full_like(v, coefficients[0])
    for c in coefficients[1:]:
        total *= v
        total += c
    return total


def clenshaw(coefficients, u):
    """The sum of Chebyshev polynomials of an array, lowest coefficient first."""
    double, last, before = 2 * u, np.zeros_like(u), np.zeros_like(u)
    for c in coefficients[:0:-1]:
        last, before = double * last - before + c, last
    return u * last - before + coefficients[0]


def erf(a):
    """The error function of a floating-point array, in its dtype."""
    whole = np.asarray(np.abs(a, dtype=np.float64))
    x = whole.ravel("K")  # a view: the elements in the order that they lie in
    out = np.minimum(x, 1)  # keeps NaN, and is right from END on
    near, far = np.nonzero(x < EDGE)[0], np.nonzero((x >= EDGE) & (x < END))[0]
    s, t = x[near], x[far]
    out[near] = s * horner(TAYLOR, s * s)
    out[far] = 1 - np.exp(-t * t) * clenshaw(tail(), (1 / (t + 2) - MIDDLE) / HALF)
    x[:] = out
    return np.copysign(whole, a).astype(a.dtype)[()]


def erfc(a):
    """1 less the error function of a floating-point array, laid out as that is."""
    return in_order_of(a, np.reshape(np.array([math.erfc(x) for x in a.ravel().tolist()], a.dtype), a.shape))[()]
