"""``torch.utils``: datasets, and loaders that return them in batches."""

from . import data

__all__ = ["data"]
