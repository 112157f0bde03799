"""What Python's own protocols and NumPy's make of a Tensor: numbers, len, for, in, copy, pickle, arrays, DLPack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from . import errors
from .creation import creator, leaf
from .edges import LEAF
from .errors import message
from .from_data import check_array
from .grad_mode import recording
from .left_out import does_without
from .storage import Storage, root_of, share
from .tensor import Tensor, alias, make
from .unsettled import NODELESS
from .warning import warn, warn_once

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Never

NO_DEEPCOPY = message(
    "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment.  If you "
    "were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm usage, see "
    "https://github.com/pytorch/pytorch/pull/103001",
    "Copy x.detach(), or use x.clone() to keep the history.",
)


HOW_TO_SILENCE = (
    "If this is expected, you can decorate the function with @torch.utils.hooks.unserializable_hook to suppress this "
    "warning"
)
NOTED = {"_hooks", "_hooked", "_retained", "_maker"}


def number(self: Tensor) -> bool | int | float:
    """The only element, for Python's conversions. Raises ValueError where there are more."""
    if self._data.size != 1:
        raise ValueError("only one element tensors can be converted to Python scalars")
    return self._data.item()


def as_float(self: Tensor) -> float:
    """The only element as a float. Warns where the tensor requires grad, since the float has no history."""
    if self.requires_grad and recording():
        warn_once(errors.SCALAR_OF_GRAD)
    return float(number(self))


def as_int(self: Tensor) -> int:
    """The only element as an int."""
    return int(number(self))


def as_index(self: Tensor) -> int:
    """The only element as an index. Raises TypeError for one of a floating-point type."""
    if self._data.size != 1 or self._data.dtype.kind == "f":
        raise TypeError("only integer tensors of a single element can be converted to an index")
    return int(self._data.item())


def truth(self: Tensor) -> bool:
    """Whether the only element is not 0. Raises RuntimeError where there is not one."""
    if self._data.size != 1:
        kind = "no values" if self._data.size == 0 else "more than one value"
        raise RuntimeError(message(f"Boolean value of Tensor with {kind} is ambiguous", "Use .any() or .all()."))
    return bool(self._data.item())


def formatted(self: Tensor, spec: str) -> str:
    """A tensor without dimensions as its number."""
    plain = type(self) in (Tensor, *NODELESS)
    return format(self.item(), spec) if plain and self.ndim == 0 else object.__format__(self, spec)


def length(self: Tensor) -> int:
    """The size of the first dimension."""
    if self.ndim == 0:
        raise TypeError("len() of a 0-d tensor")
    return self._data.shape[0]


def parts(self: Tensor) -> Iterator[Tensor]:
    """The parts along the first dimension."""
    if self.ndim == 0:
        raise TypeError("iteration over a 0-d tensor")
    return iter(self.unbind())


def contains(self: Tensor, element: Any) -> bool:
    """Whether any element equals ``element``, a number or a tensor that broadcasts."""
    if not isinstance(element, Tensor | bool | int | float | complex | np.integer | np.floating):
        raise RuntimeError(f"Tensor.__contains__ only supports Tensor or scalar, but you passed in a {type(element)}.")
    return bool((element == self).any())


def reverse(self: Tensor) -> Tensor:
    """The tensor with its first dimension in reverse order."""
    return self.flip(0) if self.ndim else self


def shallow(self: Tensor) -> Tensor:
    """A leaf over the same memory, of the same class, that requires grad if this tensor does."""
    _, _, set_on_it = self.__reduce_ex__(2)  # which warns of hooks
    share(self)
    out = alias(self, Storage(1))
    out._edge = LEAF if self.requires_grad else None
    out.__class__ = kind_of(self)
    out.__dict__.update(set_on_it or {})
    return out


def deep(self: Tensor, memo: dict[int, Any]) -> Tensor:
    """A leaf with memory and gradient of its own. Raises RuntimeError for a tensor that an operation made."""
    if not self.is_leaf:
        raise RuntimeError(NO_DEEPCOPY)
    if id(self) not in memo:
        from copy import deepcopy  # which is what called this, and not loaded before

        out = rebuilt(type(self), memory(self._data, memo), self._edge is not None)
        memo[id(self)] = out
        out._grad = None if self._grad is None else deep(self._grad, memo)
        out.__dict__.update(deepcopy(attributes(self), memo))
    return memo[id(self)]


def attributes(tensor):
    """What has been set on a tensor, but for what minigrad itself notes there."""
    return {name: value for name, value in tensor.__dict__.items() if name not in NOTED}


def memory(array, memo):
    """A copy of an array, in a copy of all the memory that it is a part of: copies share what the originals share."""
    root, start = root_of(array)
    if id(root) not in memo:
        memo[id(root)] = root.copy(order="K") if isinstance(root, np.ndarray) else root
    copied = memo[id(root)]
    return copied if root is array else np.ndarray(array.shape, array.dtype, copied, start, array.strides)


def kind_of(tensor):
    """The class of what is made of a tensor: Tensor, or a subclass such as Parameter."""
    return Tensor if type(tensor) in NODELESS else type(tensor)


def rebuilt(kind, array, requires_grad):
    """A leaf of a class, over an array."""
    out = leaf(array, requires_grad)
    out.__class__ = kind
    return out


def warn_of_hooks(tensor):
    """Warn of the hooks of a tensor that a copy or a pickle of it does not have."""
    if "_hooked" in tensor.__dict__:
        for hook in tensor.__dict__["_hooked"].values():
            warn(f"backward hook {hook!r} on tensor will not be serialized.  {HOW_TO_SILENCE}")


def reduce(self: Tensor, protocol: int) -> tuple[Any, ...]:
    """How a tensor is pickled: by its elements and whether it requires grad, without its history."""
    warn_of_hooks(self)
    return rebuilt, (kind_of(self), np.asarray(self._data), self.requires_grad), attributes(self) or None


def array(self: Tensor, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
    """The elements for NumPy. Raises RuntimeError where the tensor requires grad."""
    return np.array(self.numpy(), dtype=dtype, copy=copy)


def dlpack(self: Tensor, **options: Any) -> Any:
    """The tensor's memory for another library. Raises BufferError where the tensor requires grad."""
    if self._edge is not None:
        raise BufferError("Can't export tensors that require gradient, use tensor.detach()")
    return self.numpy().__dlpack__(**options)


def dlpack_device(self: Tensor) -> tuple[int, int]:
    """DLPack's name of the CPU."""
    return 1, 0


INVALID_CAPSULE = message(
    "from_dlpack received an invalid capsule. Note that DLTensor capsules can be consumed only once, so you might have "
    "already constructed a tensor from it once.",
    "It takes what has a method __dlpack__, such as an array or a tensor.",
)


@does_without("copy")
@creator
def from_dlpack(ext_tensor: Any) -> Tensor:
    """A tensor over the memory of another library's: a change to one changes both.

    Raises RuntimeError for what has no ``__dlpack__``.

    >>> import minigrad as torch
    >>> import numpy as np
    >>> torch.from_dlpack(np.ones(2))
    tensor([1., 1.], dtype=torch.float64)
    """
    if not hasattr(ext_tensor, "__dlpack__"):
        raise RuntimeError(INVALID_CAPSULE)
    array = np.from_dlpack(ext_tensor)
    check_array(array)
    out = make(array)
    share(out)
    return out


CURES = {
    "shape": "Make another tensor: x.reshape(2, 3), or x.view(2, 3) over the same memory.",
    "dtype": "Make another tensor: x.to(torch.float64).",
    "is_leaf": "x.detach() is a leaf over the same memory.",
    "grad_fn": "x.detach() forgets how x was made.",
}
NOT_DELETED = {
    "data": "Deleting tensor data is not allowed. Delete tensor instead!",
    "requires_grad": "requires_grad must be a bool",
}


def read_only(name):
    """A property of Tensor that raises, in PyTorch's words, where something is assigned to it or it is deleted."""
    sentence = f"attribute '{name}' of 'torch._C.TensorBase' objects is not writable"

    def refuse(self: Tensor, value: Never) -> None:
        raise AttributeError(message(sentence, CURES.get(name, "It follows from what the tensor is.")))

    return vars(Tensor)[name].setter(refuse).deleter(lambda self: refuse(self, None))


def not_deleted(name, sentence):
    """A property of Tensor that raises, in PyTorch's words, where it is deleted."""

    def refuse(self: Tensor) -> None:
        raise RuntimeError(sentence)

    return vars(Tensor)[name].deleter(refuse)


for name in [name for name, member in vars(Tensor).items() if isinstance(member, property) and member.fset is None]:
    setattr(Tensor, name, read_only(name))
for name, sentence in NOT_DELETED.items():
    setattr(Tensor, name, not_deleted(name, sentence))

Tensor.__float__ = as_float
Tensor.__int__ = as_int
Tensor.__index__ = as_index
Tensor.__bool__ = truth
Tensor.__format__ = formatted
Tensor.__len__ = length
Tensor.__iter__ = parts
Tensor.__contains__ = contains
Tensor.__reversed__ = reverse
Tensor.__copy__ = shallow
Tensor.__deepcopy__ = deep
Tensor.__reduce_ex__ = reduce
Tensor.__array__ = array
Tensor.__dlpack__ = dlpack
Tensor.__dlpack_device__ = dlpack_device
