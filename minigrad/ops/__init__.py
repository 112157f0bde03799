"""The operations: one file for each kind of mathematics."""

from . import comparison, elementwise, indexing, linalg, reduction, shape, splitting  # noqa: F401
