"""Samplers: in which order the samples of a dataset are taken."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sized
from typing import Any

import minigrad as torch
from minigrad import Generator

from ...left_out import does_without


def drawn_seed(generator: Generator | None) -> int:
    """A seed drawn from a generator, as PyTorch does at these places: what is drawn next depends on it."""
    return int(torch.zeros((), dtype=torch.int64).random_(generator=generator).item())


class SequentialSampler:
    """In order."""

    def __init__(self, data_source: Sized) -> None:
        self.data_source = data_source

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self.data_source)))

    def __len__(self) -> int:
        return len(self.data_source)


class RandomSampler:
    """In random order: the same as PyTorch's for the same seed.

    Raises ValueError for an empty dataset.
    """

    @does_without("num_samples", "replacement")
    def __init__(self, data_source: Sized, *, generator: Generator | None = None) -> None:
        self.data_source = data_source
        self.generator = generator
        if len(data_source) == 0:
            raise ValueError("num_samples should be a positive integer value, but got num_samples=0")

    def __iter__(self) -> Iterator[int]:
        n = len(self.data_source)
        generator = self.generator
        if generator is None:
            generator = torch.Generator().manual_seed(drawn_seed(None))
        yield from torch.randperm(n, generator=generator).tolist()
        torch.randperm(n, generator=generator)  # PyTorch draws once more, for an incomplete round

    def __len__(self) -> int:
        return len(self.data_source)


class BatchSampler:
    """The indices of a sampler in lists of ``batch_size``. The last may be shorter; ``drop_last`` leaves it out then.

    Raises ValueError for a size that is no positive integer.
    """

    def __init__(self, sampler: Iterable[Any], batch_size: int, drop_last: bool) -> None:
        if not isinstance(batch_size, int) or isinstance(batch_size, bool) or batch_size <= 0:
            raise ValueError(f"batch_size should be a positive integer value, but got batch_size={batch_size}")
        if not isinstance(drop_last, bool):
            raise ValueError(f"drop_last should be a boolean value, but got drop_last={drop_last}")
        self.sampler = sampler
        self.batch_size = batch_size
        self.drop_last = drop_last

    def __iter__(self) -> Iterator[list[Any]]:
        indices = iter(self.sampler)
        while batch := list(itertools.islice(indices, self.batch_size)):
            if len(batch) == self.batch_size or not self.drop_last:
                yield batch

    def __len__(self) -> int:
        n = len(self.sampler)
        return n // self.batch_size if self.drop_last else -(-n // self.batch_size)
