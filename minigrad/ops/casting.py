"""The same numbers in another dtype."""

from __future__ import annotations

from typing import Any

from .. import dtypes
from ..device import check_device
from ..function import Function
from ..grad_mode import recording
from ..layout import recast
from ..node import Node, next_seq, recorded_edge
from ..registry import NOT_GIVEN, NOT_GIVEN_FALSE, of_one, set_method
from ..rules import as_dtype
from ..saved import FREED, SavedTensor
from ..storage import touch
from ..tensor import Tensor, make


class ToCopy(Function):
    """A copy of another dtype."""

    copies = True
    forward = lambda a, dtype: recast(a, dtype, copy=True)
    vjp_a = lambda g, a_dtype: as_dtype(g, a_dtype)


class Converting(Node):
    """One node for an operation on an input that was cast first: ``part`` is the node of the operation."""

    __slots__ = ("a_dtype", "edges", "part")

    def __init__(self, part, edge, a_dtype):
        self.seq = next_seq()
        self.hooks = None
        self.part, self.edges, self.a_dtype = part, (edge,), a_dtype

    @property
    def grad_fn_name(self):
        """That of the operation."""
        return self.part.grad_fn_name

    def saved_parts(self):
        """Those of the operation."""
        return self.part.saved_parts()

    def free(self):
        """Let go of what the operation has saved."""
        self.part.free()

    def backward(self, g, keep, graph):
        """The gradient of the operation's input, in the dtype that the input had."""
        return [(self.edges[0], as_dtype(g, self.a_dtype)) for _, g in self.part.backward(g, keep, graph)]


class SavedConverted(SavedTensor):
    """A saved input that was cast: it can be read as long as its ``source``, the input itself, has not changed."""

    __slots__ = ("source",)

    def __init__(self, tensor, source):
        super().__init__(tensor)
        self.source = SavedTensor(source)

    def unpack(self, node, graph):
        if self.tensor is not FREED:
            self.source.unpack(node, graph)
        return super().unpack(node, graph)


def converted(function, input, dtype):
    """``function`` of ``input`` cast to ``dtype``, which is the dtype of the output too."""
    if dtype is None or dtype is input.dtype and dtype.is_floating_point:
        return function(input)
    numpy = dtypes.to_numpy(dtype)
    if numpy.kind != "f":
        if input._edge is not None and recording():
            raise RuntimeError(f"Autograd not support dtype: {dtype.legacy}")
        return make(function(input.to(dtype))._data.astype(numpy))
    out = function(input.to(dtype))
    if out._edge is not None:
        touch(out)
        saved = out._edge.saved
        if isinstance(saved, dict) and "a" in saved:
            saved["a"] = SavedConverted(saved["a"].tensor, input)
        out._edge = Converting(out._edge, recorded_edge(input), input._data.dtype)
    return out


FLAGS = "non_blocking and copy are True or False"


def to(
    self: Tensor,
    *target: Any,
    dtype: dtypes.dtype | type | None = NOT_GIVEN,  # not None, since to give an argument twice is an error even then
    device: str | None = NOT_GIVEN,
    non_blocking: bool = NOT_GIVEN_FALSE,
    copy: bool = NOT_GIVEN_FALSE,
) -> Tensor:
    """This tensor in the dtype given, or in that of another tensor; itself where it has that dtype already.

    The only device there is is "cpu". ``copy`` makes a copy in any case.

    >>> import minigrad as torch
    >>> torch.tensor([1, 2]).to(torch.float64)
    tensor([1., 2.], dtype=torch.float64)
    """
    if len(target) == 1 and dtype is NOT_GIVEN and device is NOT_GIVEN and isinstance(target[0], dtypes.dtype):
        (dtype,) = target
    elif target:
        dtype, device, non_blocking, copy = said(target, dtype, device, non_blocking, copy)
    for flag in (non_blocking, copy):
        if flag is not NOT_GIVEN_FALSE and not isinstance(flag, bool):
            raise TypeError(FLAGS)
    if device is not NOT_GIVEN:
        check_device(device)
    wanted = self._data.dtype if dtype is None or dtype is NOT_GIVEN else dtypes.to_numpy(dtype)
    if wanted == self._data.dtype:
        return cast(self, wanted) if copy else self
    return cast(self, wanted)


def said(target, dtype, device, non_blocking, copy):
    """The arguments of ``to`` without a name: a tensor, a dtype, or a device and a dtype, and then the two flags.

    Raises TypeError if one of them is given by name as well, and for any others.
    """
    first, *rest = target
    if isinstance(first, Tensor | dtypes.dtype) or first in (float, int, bool):
        if dtype is not NOT_GIVEN or device is not NOT_GIVEN:
            raise TypeError("only one of a tensor, a dtype and a device comes first")
        dtype = first.dtype if isinstance(first, Tensor) else first
    elif device is not NOT_GIVEN or rest and dtype is not NOT_GIVEN:
        raise TypeError("a device or a dtype is said twice")
    else:
        device = first
        if rest:
            dtype, *rest = rest
    flags = non_blocking, copy
    if len(rest) > 2 or any(flag is not NOT_GIVEN_FALSE for flag in flags[: len(rest)]):
        raise TypeError("two flags are all, and each is said once")
    return dtype, device, *rest, *flags[len(rest) :]


def cast(tensor, dtype):
    """A tensor cast to a NumPy dtype; recorded if that is a floating-point one, since others have no gradient."""
    return ToCopy.apply(tensor, dtype) if dtype.kind == "f" else make(recast(tensor._data, dtype, copy=True))


def cast_to(dtype):
    """The method that casts a tensor to ``dtype``."""

    def casting(self, /, *more):
        if more:
            given = f"{len(more)} {'was' if len(more) == 1 else 'were'} given"
            raise TypeError(f"{casting.__name__}() takes 0 positional arguments but {given}")
        return self if self._data.dtype == dtype.numpy else cast(self, dtype.numpy)

    casting.__wrapped__ = of_one
    casting.__doc__ = f"This tensor in {dtype.name}."
    return casting


METHODS = {
    "half": dtypes.float16, "float": dtypes.float32, "double": dtypes.float64, "long": dtypes.int64,
    "int": dtypes.int32, "short": dtypes.int16, "char": dtypes.int8, "byte": dtypes.uint8, "bool": dtypes.bool_,
}  # fmt: skip

for name, dtype in METHODS.items():
    method = cast_to(dtype)
    method.__name__ = method.__qualname__ = name
    set_method(name, method)


def type_(self: Tensor, dtype: dtypes.dtype | str | None = None, non_blocking: bool = False) -> Tensor | str:
    """This tensor in ``dtype``; without one, the name of its type, such as "torch.FloatTensor"."""
    if not isinstance(non_blocking, bool):
        raise TypeError(FLAGS)
    if dtype is None:
        return f"torch.{self.dtype.legacy}Tensor"
    if isinstance(dtype, str):
        dtype = next((d for d in dtypes.ALL if dtype == f"torch.{d.legacy}Tensor"), dtype)
    if isinstance(dtype, str | type):
        raise ValueError(f"invalid type: '{dtype if isinstance(dtype, str) else dtype.__name__}'")
    if not isinstance(dtype, dtypes.dtype):
        raise TypeError("dtype must be a type, str, or dtype object")
    return to(self, dtype)


def type_as(self: Tensor, other: Tensor) -> Tensor:
    """This tensor in the dtype of ``other``."""
    return to(self, other.dtype)


set_method("to", to)
set_method("type", type_)
set_method("type_as", type_as)


def cpu(self: Tensor) -> Tensor:
    """This tensor: it is on the CPU already."""
    return self


def cuda(self: Tensor, device: Any = None) -> Tensor:
    """Raises AssertionError: minigrad computes on the CPU."""
    check_device("cuda")
    return self


set_method("cpu", cpu)
set_method("cuda", cuda)
