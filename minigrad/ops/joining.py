"""Several tensors joined into one, by one node with an edge to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .. import dtypes
from ..errors import argument_error, type_name
from ..grad_mode import INFERENCE, recording
from ..layout import channels_last
from ..node import next_seq, recorded_edge
from ..operation import Operation, inference_alone
from ..registry import answers, axis_names, function_only, set_function
from ..rules import as_dtype, zeros_like
from ..tensor import Tensor, make
from ..warning import warn_once
from .shape import unsqueezed, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence


class Joined(Operation):
    """One tensor made of several: each is the part at an index of its own."""

    __slots__ = ("dtypes", "edges", "indices")

    @classmethod
    def of(cls, array, tensors, indices):
        """The Tensor over ``array``, with the history of ``tensors``."""
        out = make(array)
        mode = recording()
        edges = tuple(recorded_edge(tensor) for tensor in tensors) if mode else ()  # before the node: it must be newer
        alone = tensors[0]._storage is INFERENCE and inference_alone(tensors)
        if edges.count(None) != len(edges) and not alone:
            out._edge = node = cls()
            node.seq = next_seq()
            node.hooks = None if mode is True else mode.hooks()
            node.edges = edges
            node.dtypes = [tensor._data.dtype for tensor in tensors]
            node.indices = indices
        return out

    def backward(self, g, keep, graph):
        none = zeros_like(g.reshape((-1,))[:0])  # with no history
        return [
            (edge, as_dtype(none if index is None else g[index], dtype))
            for edge, index, dtype in zip(self.edges, self.indices, self.dtypes, strict=True)
            if edge is not None
        ]


class Cat(Joined):
    """Tensors one after the other along a dimension."""

    grad_fn_name = "CatBackward0"


class Stack(Joined):
    """Tensors side by side along a new dimension."""

    grad_fn_name = "StackBackward0"


def listed(name, tensors):
    """A sequence of tensors as a list. Raises, in PyTorch's words, if it is no such sequence, or empty."""
    if not isinstance(tensors, (list, tuple)):
        raise TypeError(argument_error(name, "tensors", 1, tensors, "tuple of Tensors"))
    for i, tensor in enumerate(tensors):
        if not isinstance(tensor, Tensor):
            raise TypeError(f"expected Tensor as element {i} in argument 0, but got {type(tensor).__name__}")
    if not tensors and name != "cat":  # it has another message
        raise RuntimeError(f"{name} expects a non-empty TensorList")
    return tensors


def promoted(tensors):
    """The arrays of tensors in the dtype in which PyTorch combines them."""
    arrays = [tensor._data for tensor in tensors]
    if all(a.dtype == arrays[0].dtype for a in arrays):
        return arrays
    dtype = dtypes.common(*arrays)
    return [a.astype(dtype, copy=False) for a in arrays]


@answers(np.concatenate)
@function_only
@axis_names
def cat(tensors: Sequence[Tensor], dim: int = 0) -> Tensor:
    """The tensors one after the other along ``dim``, in which alone their sizes may differ.

    Raises RuntimeError where other sizes differ. A vector without elements fits everywhere, as in PyTorch.

    >>> import minigrad as torch
    >>> torch.cat([torch.zeros(2), torch.ones(1)])
    tensor([0., 0., 1.])
    """
    tensors = listed("cat", tensors)
    if not tensors:
        raise ValueError("torch.cat(): expected a non-empty list of Tensors")
    for i, tensor in enumerate(tensors):
        if tensor.ndim == 0:
            raise RuntimeError(f"zero-dimensional tensor (at position {i}) cannot be concatenated")
    shape = next((t.shape for t in tensors if t.shape != (0,)), tensors[0].shape)
    dim = 0 if shape == (0,) else wrap(dim, len(shape))
    used, start, indices = [], 0, []
    for i, (tensor, array) in enumerate(zip(tensors, promoted(tensors), strict=True)):
        if tensor.shape == (0,) != shape:
            indices.append(None)
            continue
        check_sizes(shape, tensor.shape, dim, i)
        place = (*[slice(None)] * dim, slice(start, start + array.shape[dim]), ...)
        indices.append(None if shape == (0,) else place)
        start += array.shape[dim]
        used.append(array)
    return Cat.of(joined(used, dim), tensors, indices)


def joined(arrays, dim):
    """Arrays one after the other, laid out as all of them are if their last dimensions are the outer ones in memory.

    That is how images lie that are stored one point after the other, and PyTorch lets them stay so.
    """
    out = np.concatenate(arrays, dim)
    if all(channels_last(array) for array in arrays):
        return np.moveaxis(np.ascontiguousarray(np.moveaxis(out, 1, -1)), -1, 1)
    return np.asarray(out, order="C")


def check_sizes(shape, other, dim, i):
    """Raise where two shapes differ in another dimension than ``dim``."""
    if len(shape) != len(other):
        raise RuntimeError(f"Tensors must have same number of dimensions: got {len(shape)} and {len(other)}")
    for d, (n, m) in enumerate(zip(shape, other, strict=True)):
        if d != dim and n != m:
            raise RuntimeError(
                f"Sizes of tensors must match except in dimension {dim}. Expected size {n} but got size {m} for tensor "
                f"number {i} in the list."
            )


@answers(np.stack)
@function_only
@axis_names
def stack(tensors: Sequence[Tensor], dim: int = 0) -> Tensor:
    """The tensors, all of one shape, side by side along a new dimension ``dim``.

    Raises RuntimeError where the shapes differ.

    >>> import minigrad as torch
    >>> torch.stack([torch.zeros(2), torch.ones(2)])
    tensor([[0., 0.],
            [1., 1.]])
    """
    tensors = listed("stack", tensors)
    dim = wrap(dim, tensors[0].ndim + 1)
    for i, tensor in enumerate(tensors):
        if tensor.shape != tensors[0].shape:
            raise RuntimeError(
                f"stack expects each tensor to be equal size, but got {list(tensors[0].shape)} at entry 0 and "
                f"{list(tensor.shape)} at entry {i}"
            )
    indices = [(*[slice(None)] * dim, i, ...) for i in range(len(tensors))]
    arrays = promoted(tensors)
    if dim == tensors[0].ndim:
        array = joined([unsqueezed(a, dim) for a in arrays], dim)
    else:
        shape = arrays[0].shape
        array = joined(arrays, dim).reshape(*shape[:dim], len(arrays), *shape[dim:])
    return Stack.of(array, tensors, indices)


@answers(np.hstack)
@function_only
def hstack(tensors: Sequence[Tensor]) -> Tensor:
    """The tensors one after the other: vectors along their dimension, all others along the second."""
    tensors = [t.reshape(1) if t.ndim == 0 else t for t in listed("hstack", tensors)]
    return cat(tensors, 0 if tensors[0].ndim == 1 else 1)


@answers(np.vstack)
@function_only
def vstack(tensors: Sequence[Tensor]) -> Tensor:
    """The tensors one below the other: vectors as rows."""
    return cat(
        [t.reshape(1, 1) if t.ndim == 0 else t.unsqueeze(0) if t.ndim == 1 else t for t in listed("vstack", tensors)]
    )


UNNAMED = "torch.meshgrid: in an upcoming release, it will be required to pass the indexing argument."


def meshgrid(*tensors: Tensor | Sequence[Tensor], indexing: str | None = None) -> tuple[Tensor, ...]:
    """Views of vectors as grids, one for each dimension: all combinations of their elements.

    indexing: "ij", or "xy" for the first two dimensions the other way round. Raises RuntimeError for other tensors.

    >>> import minigrad as torch
    >>> torch.meshgrid(torch.tensor([1, 2]), torch.tensor([3, 4, 5]), indexing="ij")[0]
    tensor([[1, 1, 1],
            [2, 2, 2]])
    """
    tensors = list(tensors[0] if len(tensors) == 1 and isinstance(tensors[0], list | tuple) else tensors)
    if not tensors:
        raise RuntimeError("meshgrid expects a non-empty TensorList")
    for i, tensor in enumerate(tensors):
        if not isinstance(tensor, Tensor):
            raise TypeError(f"expected Tensor as element {i} in argument 0, but got {type_name(tensor)}")
    if any(t.dtype is not tensors[0].dtype for t in tensors):
        raise RuntimeError("meshgrid expects all tensors to have the same dtype")
    if indexing is None:
        warn_once(UNNAMED)
    elif not isinstance(indexing, str):
        raise TypeError(f"meshgrid(): argument 'indexing' must be str, not {type_name(indexing)}")
    if indexing not in (None, "ij", "xy"):
        raise RuntimeError(f'torch.meshgrid: indexing must be one of "xy" or "ij", but received: {indexing}')
    for tensor in tensors:
        if tensor.ndim > 1:
            raise RuntimeError(f"torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: {tensor}")
    places = list(range(len(tensors)))
    if indexing == "xy":
        places[:2] = places[1::-1]
    sizes = [tensor.numel() for _, tensor in sorted(zip(places, tensors, strict=True), key=lambda pair: pair[0])]
    lone = lambda tensor, place: tensor.view([tensor.numel() if d == place else 1 for d in range(len(tensors))])
    return tuple(lone(tensor, place).expand(sizes) for tensor, place in zip(tensors, places, strict=True))


set_function("meshgrid", meshgrid)
set_function("concat", cat)
set_function("concatenate", cat)
