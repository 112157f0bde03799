"""DataLoader: a dataset in batches."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, MutableSequence, Sequence
from typing import Any, Generic, TypeVar

import numpy as np

import minigrad as torch
from minigrad import Generator, Tensor

from ...left_out import does_without
from .dataset import Subset, TensorDataset
from .sampler import BatchSampler, RandomSampler, SequentialSampler, drawn_seed

T_co = TypeVar("T_co", covariant=True)
FIXED = {"batch_size", "batch_sampler", "sampler", "drop_last", "dataset"}


class DataLoader(Generic[T_co]):
    """The samples of a dataset in batches. Every loop over it starts anew.

    batch_size: how many samples a batch has; None for samples one by one.
    shuffle: in a new random order each time, the one that PyTorch takes for the same seed.
    sampler, batch_sampler: the numbers of the samples, or lists of them, in an order of your own.
    collate_fn: makes a batch of a list of samples; ``default_collate`` if none is given.
    drop_last: leave out a last batch that is not full.
    worker_init_fn: is not called, as in PyTorch where ``num_workers`` is 0.
    generator: where the order comes from, if not from ``torch.manual_seed``.

    Raises ValueError for options that contradict each other, NotImplementedError for worker processes.
    Source: https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.DataLoader

    >>> import minigrad as torch
    >>> g = torch.manual_seed(0)
    >>> data = torch.utils.data.TensorDataset(torch.arange(5))
    >>> [x.tolist() for (x,) in torch.utils.data.DataLoader(data, batch_size=2, shuffle=True)]
    [[1, 4], [2, 3], [0]]
    """

    _initialized = False

    @does_without(
        *("multiprocessing_context", "persistent_workers", "prefetch_factor"),
        in_order=True,
        pin_memory_device="",
        timeout=0,
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
        worker_init_fn: Callable[[int], None] | None = None,
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
        self.num_workers = num_workers
        self.pin_memory = pin_memory
        self.batch_size = batch_size
        self.drop_last = drop_last
        self.sampler = sampler
        self.batch_sampler = batch_sampler
        self.worker_init_fn = worker_init_fn
        self.generator = generator
        if collate_fn is None:
            collate_fn = default_convert if batch_sampler is None else default_collate
        self.collate_fn = collate_fn
        self._initialized = True

    def __setattr__(self, name: str, value: Any) -> None:
        if name in FIXED and self._initialized:
            raise ValueError(f"{name} attribute should not be set after {type(self).__name__} is initialized")
        super().__setattr__(name, value)

    def __iter__(self) -> Iterator[Any]:
        indices = iter(self._index_sampler)
        drawn_seed(self.generator)  # PyTorch draws a seed for its workers, even if there are none
        return Batches(self, indices)

    @property
    def _index_sampler(self) -> Any:
        return self.sampler if self.batch_sampler is None else self.batch_sampler

    def _fetched(self, index: Any) -> Any:
        """The sample, or the batch of samples, at an index that a sampler has returned."""
        dataset = self.dataset
        if self.batch_sampler is None:
            return self.collate_fn(dataset[index])
        batch = rows(dataset, index) if self.collate_fn is default_collate else None
        if batch is not None:
            return batch
        several = getattr(dataset, "__getitems__", None)
        return self.collate_fn(several(index) if several else [dataset[i] for i in index])

    def __len__(self) -> int:
        return len(self._index_sampler)


class Batches(Iterator[Any]):
    """One loop over a loader."""

    def __init__(self, loader: DataLoader[Any], indices: Iterator[Any]) -> None:
        self._loader = loader
        self._indices = indices

    def __next__(self) -> Any:
        return self._loader._fetched(next(self._indices))

    def __len__(self) -> int:
        return len(self._loader)


def rows(dataset: Any, indices: Sequence[Any]) -> list[Tensor] | None:
    """The batch of a TensorDataset, picked at once rather than sample by sample; None of any other dataset."""
    while type(dataset) is Subset:
        indices = [dataset.indices[i] for i in indices]
        dataset = dataset.dataset
    if type(dataset) is not TensorDataset or any(tensor.requires_grad for tensor in dataset.tensors):
        return None
    positions = torch.as_tensor(indices)
    return [tensor[positions] for tensor in dataset.tensors]


def default_convert(data: Any) -> Any:
    """A value with its arrays made tensors, over the same memory, within lists, tuples and dictionaries too."""
    if isinstance(data, Tensor | str | bytes):
        return data
    if isinstance(data, np.ndarray | np.generic):
        return data if data.dtype.kind in "SUO" else torch.as_tensor(data)
    if isinstance(data, Mapping):
        return alike(data, {key: default_convert(value) for key, value in data.items()})
    if isinstance(data, tuple) and hasattr(data, "_fields"):
        return type(data)(*(default_convert(value) for value in data))
    if isinstance(data, Sequence):
        return alike(data, [default_convert(value) for value in data])
    return data


def default_collate(batch: Sequence[Any]) -> Any:
    """A batch of samples: tensors stacked, numbers in a tensor, and so within tuples, lists and dictionaries.

    Raises TypeError for samples of another kind, RuntimeError for sequences of different lengths.

    >>> import minigrad as torch
    >>> torch.utils.data.default_collate([(1, 0.5), (2, 1.5)])
    [tensor([1, 2]), tensor([0.5000, 1.5000], dtype=torch.float64)]
    """
    first, kind = batch[0], type(batch[0])
    if isinstance(first, Tensor):
        return torch.stack(batch)
    if isinstance(first, str | bytes):
        return batch
    if isinstance(first, np.ndarray | np.generic):
        if first.dtype.kind not in "SUO":
            return torch.stack([torch.as_tensor(array) for array in batch])
        kind = first.dtype
    elif isinstance(first, float):
        return torch.tensor(batch, dtype=torch.float64)
    elif isinstance(first, int):
        return torch.tensor(batch)
    elif isinstance(first, Mapping):
        return alike(first, {key: default_collate([sample[key] for sample in batch]) for key in first})
    elif isinstance(first, tuple) and hasattr(first, "_fields"):
        return kind(*(default_collate(values) for values in zip(*batch, strict=True)))
    elif isinstance(first, Sequence):
        if any(len(sample) != len(first) for sample in batch):
            raise RuntimeError("each element in list of batch should be of equal size")
        return alike(first, [default_collate(values) for values in zip(*batch, strict=True)])
    raise TypeError(f"default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found {kind}")


def alike(model: Any, values: Any) -> Any:
    """The values of a dict or list in a copy of ``model``, or in another of its kind; as they are where neither goes.

    Those of a tuple stay in a list, as in PyTorch.
    """
    try:
        if isinstance(model, MutableMapping | MutableSequence):
            model = copy.copy(model)
            for key, value in values.items() if isinstance(values, dict) else enumerate(values):
                model[key] = value
            return model
        return values if isinstance(model, tuple) else type(model)(values)
    except TypeError:
        return values
