"""Datasets: samples by number.

Source: https://docs.pytorch.org/docs/stable/data.html
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

import minigrad as torch
from minigrad import Generator, Tensor

from ...warning import warn

T_co = TypeVar("T_co", covariant=True)


class Dataset(Generic[T_co]):
    """Base of all datasets: write ``__getitem__(index)``, and ``__len__``."""

    def __getitem__(self, index: Any) -> Any:
        raise NotImplementedError("Subclasses of Dataset should implement __getitem__.")

    def __add__(self, other: Any) -> Any:
        raise NotImplementedError("minigrad has no ConcatDataset: join the tensors with torch.cat(), or lists with +.")


class TensorDataset(Dataset[tuple[Tensor, ...]]):
    """Tensors with as many rows each; sample ``i`` is the tuple of their rows ``i``.

    Raises AssertionError where the numbers of rows differ.

    >>> import minigrad as torch
    >>> data = torch.utils.data.TensorDataset(torch.tensor([[1.0], [2.0]]), torch.tensor([0, 1]))
    >>> data[1], len(data)
    ((tensor([2.]), tensor(1)), 2)
    """

    def __init__(self, *tensors: Tensor) -> None:
        if any(tensors[0].size(0) != tensor.size(0) for tensor in tensors):
            raise AssertionError("Size mismatch between tensors")
        self.tensors = tensors

    def __getitem__(self, index: Any) -> tuple[Tensor, ...]:
        return tuple(tensor[index] for tensor in self.tensors)

    def __len__(self) -> int:
        return self.tensors[0].shape[0]


class Subset(Dataset[T_co]):
    """The samples of ``dataset`` at ``indices``.

    A class made from it that defines ``__getitem__`` has to define ``__getitems__`` too, which loaders call with a list
    of numbers. Raises NotImplementedError for one that does not.
    """

    def __init__(self, dataset: Any, indices: Sequence[int]) -> None:
        self.dataset = dataset
        self.indices = indices
        cls = type(self)
        if cls.__getitem__ is not Subset.__getitem__ and cls.__getitems__ is Subset.__getitems__:
            raise NotImplementedError(
                f"{cls.__name__} overrides __getitem__ but not __getitems__. When subclassing Subset and overriding "
                "__getitem__, you must also override __getitems__ to ensure DataLoader works correctly with your "
                "custom logic. A simple implementation:\n\ndef __getitems__(self, indices):\n    return "
                "[self.__getitem__(idx) for idx in indices]"
            )

    def __getitem__(self, idx: Any) -> Any:
        if isinstance(idx, list):
            return self.dataset[[self.indices[i] for i in idx]]
        return self.dataset[self.indices[idx]]

    def __getitems__(self, indices: Sequence[int]) -> list[Any]:
        """The samples at the numbers ``indices``, of a dataset that gives several at once or one by one."""
        indices = [self.indices[i] for i in indices]
        several = getattr(self.dataset, "__getitems__", None)
        return several(indices) if callable(several) else [self.dataset[i] for i in indices]

    def __len__(self) -> int:
        return len(self.indices)


def random_split(dataset: Any, lengths: Sequence[int | float], generator: Generator | None = None) -> list[Subset[Any]]:
    """The dataset split at random into subsets of these lengths, or of these fractions if they add up to 1.

    The deal is PyTorch's for the same seed. Raises ValueError for lengths that do not add up.
    Source: https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.random_split

    >>> import minigrad as torch
    >>> a, b = torch.utils.data.random_split(range(10), [0.7, 0.3], torch.Generator().manual_seed(0))
    >>> list(a), list(b)
    ([4, 1, 7, 5, 3, 9, 0], [8, 6, 2])
    """
    if math.isclose(sum(lengths), 1) and sum(lengths) <= 1:
        for i, part in enumerate(lengths):
            if not 0 <= part <= 1:
                raise ValueError(f"Fraction at index {i} is not between 0 and 1")
        counts = [math.floor(len(dataset) * part) for part in lengths]
        for i in range(len(dataset) - sum(counts)):  # what rounding has left over goes to the subsets in turn
            counts[i % len(counts)] += 1
        for i, count in enumerate(counts):
            if count == 0:
                warn(f"Length of split at index {i} is 0. This might result in an empty dataset.")
        lengths = counts
    if sum(lengths) != len(dataset):
        raise ValueError("Sum of input lengths does not equal the length of the input dataset!")
    order = torch.randperm(len(dataset), generator=generator).tolist()
    ends = itertools.accumulate(lengths)
    return [Subset(dataset, order[end - n : end]) for end, n in zip(ends, lengths, strict=True)]
