"""The operations: one file for each kind of mathematics."""

from . import (  # noqa: F401
    casting,
    choosing,
    combining,
    comparison,
    contraction,
    cumulative,
    elementwise,
    extremes,
    filling,
    gathering,
    indexing,
    inverse,
    joining,
    linalg,
    normalizing,
    numpy_functions,
    ordering,
    powers,
    rearranging,
    rectifiers,
    reduction,
    remainders,
    rounding,
    shape,
    splitting,
    statistics,
    transcendental,
    turning,
)

from . import aliases  # noqa: F401  isort: skip  (when the operations have their first names)
