"""``torch.utils.data``: datasets, and loaders that return them in batches.

Source: https://docs.pytorch.org/docs/stable/data.html
"""

from ...module_names import module_names, only
from .dataloader import DataLoader, default_collate, default_convert
from .dataset import Dataset, Subset, TensorDataset, random_split
from .sampler import BatchSampler, RandomSampler, Sampler, SequentialSampler

__all__ = [
    "BatchSampler",
    "DataLoader",
    "Dataset",
    "RandomSampler",
    "Sampler",
    "SequentialSampler",
    "Subset",
    "TensorDataset",
    "default_collate",
    "default_convert",
    "random_split",
]

__getattr__, __dir__ = module_names(__name__, only(__all__))
