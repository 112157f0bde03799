"""DataLoader: a dataset in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

import minigrad as torch
from minigrad import Generator, Tensor

from ...left_out import does_without
from .dataset import Subset, TensorDataset
from .sampler import BatchSampler, RandomSampler, SequentialSampler, drawn_seed

SETTLED = {"batch_sampler", "batch_size", "dataset", "drop_last", "sampler"}


class DataLoader:
    """The samples of a dataset in batches. Every loop over it starts anew.

    batch_size: how many samples a batch has; None for samples one by one.
    shuffle: in a new random order each time, the one that PyTorch takes for the same seed.
    sampler, batch_sampler: the numbers of the samples, or lists of them, in an order of your own.
    collate_fn: makes a batch of a list of samples; ``default_collate`` if none is given.
    drop_last: leave out a last batch that is not full.
    generator: where the order comes from, if not from ``torch.manual_seed``.

    Raises ValueError for options that contradict each other, NotImplementedError for worker processes.
    Source: https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.DataLoader

    >>> import minigrad as torch
    >>> g = torch.manual_seed(0)
    >>> data = torch.utils.data.TensorDataset(torch.arange(5))
    >>> [x.tolist() for (x,) in torch.utils.data.DataLoader(data, batch_size=2, shuffle=True)]
    [[1, 4], [2, 3], [0]]
    """

    @does_without(
        *("multiprocessing_context", "persistent_workers", "prefetch_factor", "timeout", "worker_init_fn"),
        in_order=True,
        pin_memory_device="",
    )
    def __init__(
        self,
        dataset: Any,
        batch_size: int | None = 1,
        shuffle: bool | None = None,
        sampler: Iterable[Any] | None = None,
        batch_sampler: Iterable[Sequence[Any]] | None = None,
        num_workers: int = 0,
        collate_fn: Callable[[list[Any]], Any] | None = None,
        pin_memory: bool = False,
        drop_last: bool = False,
        *,
        generator: Generator | None = None,
    ) -> None:
        if num_workers < 0:
            raise ValueError("num_workers option should be non-negative; use num_workers=0 to disable multiprocessing.")
        if num_workers or pin_memory:
            raise NotImplementedError("minigrad loads data in this process: leave out num_workers and pin_memory.")
        if sampler is not None and shuffle:
            raise ValueError("sampler option is mutually exclusive with shuffle")
        if batch_sampler is not None:
            if batch_size != 1 or shuffle or sampler is not None or drop_last:
                raise ValueError(
                    "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last"
                )
            batch_size = None
        elif batch_size is None and drop_last:
            raise ValueError("batch_size=None option disables auto-batching and is mutually exclusive with drop_last")
        if sampler is None:
            sampler = RandomSampler(dataset, generator=generator) if shuffle else SequentialSampler(dataset)
        if batch_size is not None:
            batch_sampler = BatchSampler(sampler, batch_size, drop_last)
        self.dataset = dataset
        self.batch_size = batch_size
        self.drop_last = drop_last
        self.sampler = sampler
        self.batch_sampler = batch_sampler
        self.generator = generator
        if collate_fn is None:
            collate_fn = default_convert if batch_sampler is None else default_collate
        self.collate_fn = collate_fn
        self.num_workers = num_workers
        self.pin_memory = pin_memory
        self._ready = True

    def __setattr__(self, name: str, value: Any) -> None:
        if name in SETTLED and "_ready" in self.__dict__:
            raise ValueError(f"{name} attribute should not be set after {type(self).__name__} is initialized")
        super().__setattr__(name, value)

    def __iter__(self) -> Iterator[Any]:
        drawn_seed(self.generator)  # PyTorch draws a seed for its workers, even if there are none
        return self._batches()

    def _batches(self) -> Iterator[Any]:
        if self.batch_sampler is None:
            for index in self.sampler:
                yield self.collate_fn(self.dataset[index])
            return
        for indices in self.batch_sampler:
            batch = rows(self.dataset, indices) if self.collate_fn is default_collate else None
            yield self.collate_fn([self.dataset[i] for i in indices]) if batch is None else batch

    def __len__(self) -> int:
        return len(self.sampler if self.batch_sampler is None else self.batch_sampler)


def rows(dataset: Any, indices: Sequence[Any]) -> list[Tensor] | None:
    """The batch of a TensorDataset, picked at once rather than sample by sample; None of any other dataset."""
    while type(dataset) is Subset:
        indices = [dataset.indices[i] for i in indices]
        dataset = dataset.dataset
    if type(dataset) is not TensorDataset or any(tensor.requires_grad for tensor in dataset.tensors):
        return None
    positions = torch.tensor(indices)
    return [tensor[positions] for tensor in dataset.tensors]


def default_convert(data: Any) -> Any:
    """A value with its arrays made tensors, within lists, tuples and dictionaries too."""
    if isinstance(data, np.ndarray | np.generic):
        return torch.tensor(data)
    if isinstance(data, Mapping):
        return {key: default_convert(value) for key, value in data.items()}
    if isinstance(data, tuple) and hasattr(data, "_fields"):
        return type(data)(*(default_convert(value) for value in data))
    if isinstance(data, list | tuple):
        return [default_convert(value) for value in data]
    return data


def default_collate(batch: list[Any]) -> Any:
    """A batch of samples: tensors stacked, numbers in a tensor, and so within tuples, lists and dictionaries.

    Raises TypeError for samples of another kind, RuntimeError for sequences of different lengths.

    >>> import minigrad as torch
    >>> torch.utils.data.default_collate([(1, 0.5), (2, 1.5)])
    [tensor([1, 2]), tensor([0.5000, 1.5000], dtype=torch.float64)]
    """
    first = batch[0]
    if isinstance(first, Tensor):
        return torch.stack(list(batch))
    if isinstance(first, np.ndarray | np.generic):
        return torch.tensor(np.stack(batch))
    if isinstance(first, float):
        return torch.tensor(batch, dtype=torch.float64)
    if isinstance(first, int):
        return torch.tensor(batch)
    if isinstance(first, str | bytes):
        return batch
    if isinstance(first, Mapping):
        return {key: default_collate([sample[key] for sample in batch]) for key in first}
    if isinstance(first, tuple) and hasattr(first, "_fields"):
        return type(first)(*(default_collate(values) for values in zip(*batch, strict=True)))
    if isinstance(first, Sequence):
        if any(len(sample) != len(first) for sample in batch):
            raise RuntimeError("each element in list of batch should be of equal size")
        return [default_collate(values) for values in zip(*batch, strict=True)]
    raise TypeError(
        f"default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found {type(first)}"
    )
