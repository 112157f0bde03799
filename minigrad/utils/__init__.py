"""``torch.utils``: datasets and what deals them out in batches."""

from ..errors import left_out, only
from . import data

__all__ = ["data"]

__getattr__ = left_out(__name__, only(__all__))
