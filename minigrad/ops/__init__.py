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
    in_place_views,
    indexing,
    inverse,
    joining,
    linalg,
    normalizing,
    numpy_functions,
    ordering,
    powers,
    rearranging,
    reduction,
    remainders,
    rounding,
    shape,
    splitting,
    statistics,
    transcendental,
)

from . import aliases  # noqa: F401  isort: skip  (when the operations have their first names)
