"""``torch.utils``: datasets, and loaders that return them in batches."""

from ..module_names import module_names, only
from . import data

__all__ = ["data"]

__getattr__, __dir__ = module_names(__name__, only(__all__))
