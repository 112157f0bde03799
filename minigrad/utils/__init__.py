"""``torch.utils``: datasets and what deals them out in batches."""

from . import data

__all__ = ["data"]
