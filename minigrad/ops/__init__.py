"""The operations: one file for each kind of mathematics."""

from . import (  # noqa: F401
    casting,
    choosing,
    combining,
    comparison,
    elementwise,
    filling,
    gathering,
    indexing,
    linalg,
    numpy_functions,
    powers,
    reduction,
    remainders,
    rounding,
    shape,
    splitting,
    transcendental,
)

from . import aliases  # noqa: F401  isort: skip  (when the operations have their first names)
