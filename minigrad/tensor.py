"""Tensor: an array, its gradient, and the node that made it.

Here is what a tensor is, and what autograd does with it. The operations are methods of the class as well: ``registry``
sets them on it when their file in ``ops`` is loaded, as one of them is first used. What Python and NumPy make of a
tensor is in ``protocols``.
"""

from __future__ import annotations

import weakref
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from . import dtypes, errors, printing
from .absent import TensorBase
from .edges import LEAF, NOWHERE
from .grad_mode import INFERENCE, recording
from .size import Size, size_of
from .storage import Detached, InferenceData, Replaced, Storage, share, touch
from .warning import warn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Never

    from .hooks import RemovableHandle
    from .node import Node


class Tensor(TensorBase):
    """A multi-dimensional array that can be differentiated through.

    Made by ``torch.tensor(...)`` and by operations.
    Source: https://docs.pytorch.org/docs/stable/tensors.html

    >>> import minigrad as torch
    >>> x = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> (x * x).sum().backward()
    >>> x.grad
    tensor([2., 4.])
    """

    # _data     a NumPy array; a single number stays a NumPy scalar until its memory has to be shared
    # _edge     None: requires no grad; LEAF: a leaf that does; NOWHERE: a view that does only because its base does;
    #           else the node that made this tensor
    # _grad     what .grad returns
    # _storage  the version, an int, while no other tensor shares the memory; else the shared Storage, which counts it;
    #           UNTOUCHED: unshared, and saved by its own node as the array alone;
    #           INFERENCE: made in inference mode
    # _view     a ViewOf, which says of which tensor this one is a view and how, or None
    # and, rarely needed, in __dict__:
    # _hooks    the hooks of a leaf, once it has some; those of an interior tensor are on its node
    # _hooked   where register_hook has put the first hook, and puts the others
    # _retained whether it retained its gradient when it lost its node
    __slots__ = ("_data", "_edge", "_grad", "_storage", "_view", "__weakref__", "__dict__")

    _hooks = None
    __array_priority__ = 1000  # so that NumPy leaves ndarray * tensor to the tensor

    # What it is

    @property
    def shape(self) -> Size:
        """The size of every dimension."""
        return size_of(self._data.shape)

    @property
    def dtype(self) -> dtypes.dtype:
        """The type of the elements, such as ``torch.float32``."""
        return dtypes.of(self._data)

    @property
    def ndim(self) -> int:
        """How many dimensions there are; 0 for a single number."""
        return self._data.ndim

    def dim(self) -> int:
        """How many dimensions there are; 0 for a single number."""
        return self._data.ndim

    def size(self, dim: int | None = None) -> Size | int:
        """The shape, or the size of one dimension."""
        if dim is None:
            return self.shape
        if dim.__class__ is bool:
            raise TypeError(errors.argument_error("size", "dim", 1, dim, "int"))
        try:
            return self._data.shape[dim]
        except IndexError:
            pass
        except TypeError:
            raise TypeError(errors.argument_error("size", "dim", 1, dim, "int")) from None
        if self.ndim == 0:
            raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
        raise errors.dimension_error(dim, self.ndim)

    def numel(self) -> int:
        """How many elements there are."""
        return self._data.size

    def is_floating_point(self) -> bool:
        """Whether the elements are of a floating-point type; only then can a tensor require grad."""
        return self._data.dtype.kind == "f"

    # What autograd knows of it

    @property
    def requires_grad(self) -> bool:
        """Whether operations on this tensor are recorded. Assignable on leaves only."""
        return self._edge is not None

    @requires_grad.setter
    def requires_grad(self, value: bool) -> None:
        if not isinstance(value, bool):
            raise RuntimeError("requires_grad must be a bool")
        if not self.is_leaf:
            raise RuntimeError(errors.FLAG_OF_INTERIOR if not value else errors.FLAG_SET_ON_INTERIOR)
        if value and not self.is_floating_point():
            sentence = "only Tensors of floating point and complex dtype can require gradients"
            raise RuntimeError(errors.message(sentence, errors.NON_FLOAT_GRAD))
        self.requires_grad_(value)

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Set ``requires_grad`` of this leaf, and return it.

        Raises RuntimeError where the tensor is not a leaf or is not of a floating-point type.
        """
        if not isinstance(requires_grad, bool):
            raise TypeError(errors.argument_error("requires_grad_", "requires_grad", 1, requires_grad, "bool"))
        if requires_grad and not self.is_floating_point():
            raise RuntimeError(
                errors.message("only Tensors of floating point dtype can require gradients", errors.NON_FLOAT_GRAD)
            )
        if requires_grad and self.is_inference() and recording() is not INFERENCE:
            raise RuntimeError("Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.")
        if not self.is_leaf:
            if not requires_grad:
                raise RuntimeError(errors.FLAG_OF_INTERIOR)
            return self
        self._edge = LEAF if requires_grad else None
        if isinstance(self._storage, Storage):
            view.follow(self if self._view is None else self._view.base)  # its views require grad now too, or no more
        return self

    @property
    def is_leaf(self) -> bool:
        """True unless an operation made this tensor and recorded it: leaves are where gradients end.

        >>> import minigrad as torch
        >>> w = torch.ones(2, requires_grad=True)
        >>> w.is_leaf, (w * 2).is_leaf, torch.ones(2).is_leaf
        (True, False, True)
        """
        return self._edge is None or self._edge is LEAF or self._edge is NOWHERE

    @property
    def grad_fn(self) -> Node | None:
        """The node of the operation that made this tensor; None for a leaf."""
        return None if self.is_leaf else node.next_function(self._edge)[0]

    @property
    def output_nr(self) -> int:
        """Which output of ``grad_fn`` this tensor is; 0 for a leaf."""
        return 0 if self.is_leaf else node.next_function(self._edge)[1]

    @property
    def grad(self) -> Tensor | None:
        """The gradient that ``backward()`` has added up here: None before the first time."""
        if self._grad is None and not self.is_leaf and not self.retains_grad:
            warn(errors.GRAD_OF_INTERIOR)
        return self._grad

    @grad.setter
    def grad(self, value: Tensor | None) -> None:
        if value is self:
            raise RuntimeError("can't assign Variable as its own grad")
        if value is not None:
            roots.check_grad(self, value)
        self._grad = value

    @grad.deleter
    def grad(self) -> None:
        self._grad = None

    @property
    def retains_grad(self) -> bool:
        """Whether ``retain_grad()`` asked this interior tensor to keep its gradient."""
        found = None if self.is_leaf else node.hooks_at(self._edge)
        if found is not None and found.retained is not None and found.retained() is self:
            return True
        return self.__dict__.get("_retained", False)

    def retain_grad(self) -> None:
        """Let ``backward()`` fill this tensor's ``.grad`` though it is no leaf. On a leaf it does nothing.

        Raises RuntimeError where the tensor does not require grad.
        """
        if self._edge is None:
            raise RuntimeError(errors.RETAIN_NO_GRAD)
        if not self.is_leaf and not self.retains_grad:
            node.hooks_of(self._edge).retained = weakref.ref(self)

    def register_hook(self, hook: Callable[[Tensor], Tensor | None]) -> RemovableHandle:
        """Call ``hook`` with the gradient of this tensor whenever one is computed; what it returns replaces it.

        Raises RuntimeError where the tensor does not require grad.

        >>> import minigrad as torch
        >>> x = torch.tensor([1.0, 2.0], requires_grad=True)
        >>> handle = x.register_hook(lambda grad: grad * 10)
        >>> (x * x).sum().backward()
        >>> x.grad
        tensor([20., 40.])
        >>> handle.remove()
        """
        if not self.requires_grad:
            raise RuntimeError(errors.HOOK_NO_GRAD)
        if "_hooked" not in self.__dict__:  # dropped when a change in place brings another node, which starts anew
            self.__dict__["_hooked"] = node.hooks_of(self if self.is_leaf else self._edge).tensor
            # What was recorded while this was a leaf still leads to the tensor, not to its node: the same hooks there.
            node.hooks_of(self).tensor = self.__dict__["_hooked"]
        return self.__dict__["_hooked"].add(hook)

    def register_post_accumulate_grad_hook(self, hook: Callable[[Tensor], None]) -> RemovableHandle:
        """Call ``hook`` with this leaf each time ``backward()`` has added to its ``.grad``.

        Raises RuntimeError where the tensor does not require grad or is no leaf.
        """
        if self._edge is None:
            raise RuntimeError(errors.HOOK_NO_GRAD)
        if not self.is_leaf:
            raise RuntimeError("post accumulate grad hooks cannot be registered on non-leaf tensors")
        return node.hooks_of(self).accumulated.add(hook)

    def backward(
        self,
        gradient: Tensor | None = None,
        retain_graph: bool | None = None,
        create_graph: bool = False,
        inputs: Tensor | Sequence[Tensor] | None = None,
    ) -> None:
        """Add the gradient of this tensor with respect to each leaf that it was computed from to the leaf's ``.grad``.

        gradient: a Tensor of this tensor's shape, the vector of the vector-Jacobian product. For a tensor of one
            element it may be left out, and is 1.
        retain_graph: keep what the graph has saved, so that it can be walked again. The default is ``create_graph``.
        create_graph: record the walk itself, so that the gradients can be differentiated.
        inputs: add to the ``.grad`` of these tensors only. They need not be leaves.

        Raises RuntimeError for a non-scalar without ``gradient``, a graph that has been freed, or a saved tensor
        changed in place. Source: https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html

        >>> import minigrad as torch
        >>> x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
        >>> (x ** 2).backward(torch.tensor([1.0, 1.0, 1.0]))
        >>> x.grad
        tensor([2., 4., 6.])
        """
        given = ((self, gradient),)
        if gradient is not None and not isinstance(gradient, Tensor):
            given = roots.with_gradients((self,), gradient)
        engine.backward(given, retain_graph, create_graph, inputs)

    def detach(self) -> Tensor:
        """A tensor with the same memory and no history: a leaf that requires no grad. A change to one changes both.

        >>> import minigrad as torch
        >>> w = torch.tensor([1.0], requires_grad=True)
        >>> w.detach()[0] = 999.0
        >>> w
        tensor([999.], requires_grad=True)
        """
        storage = share(self)
        if storage is INFERENCE and recording() is not INFERENCE:
            storage = InferenceData()
        return alias(self, storage)

    def detach_(self) -> Tensor:
        """Forget how this tensor was made: it becomes a leaf that requires no grad. Raises RuntimeError for a view.

        In inference mode, and to an inference tensor, it does nothing.
        """
        if recording() is INFERENCE or self._storage is INFERENCE:
            return self
        if self._view is not None:
            raise RuntimeError(errors.DETACHED_VIEW)
        self.__dict__["_retained"] = self.retains_grad
        if not self.is_leaf:
            self._storage = Detached(view.memory_of(self))
        self._edge = None
        if isinstance(self._storage, Storage):
            view.follow(self)
        return self

    @property
    def data(self) -> Tensor:
        """A tensor with the same memory, no history and a version of its own.

        So ``backward()`` does not notice a change that is made through it. With ``detach()`` it does.
        """
        share(self)
        return alias(self, InferenceData() if self.is_inference() else Storage(0))

    @data.setter
    def data(self, value: Tensor) -> None:
        if not isinstance(value, Tensor):
            raise TypeError(f"Variable data has to be a tensor, but got {errors.type_name(value)}")
        if self.requires_grad and not value.is_floating_point():
            raise RuntimeError("data set to a tensor that requires gradients must be floating point or complex dtype")
        share(value)
        touch(self)
        before, dtype = self._data.shape, self._data.dtype
        self._data = value._data
        if value._data.shape != before or value._data.dtype != dtype:
            self._storage = Replaced(view.memory_of(self))
        if self._view is not None:
            self._view.lie_as(self._data)
        if self.requires_grad and self.__class__ not in unsettled.NODELESS and not self.is_leaf:
            node.bend(self, before)  # its node made a tensor of the shape before
        if self._grad is not None:
            share(self._grad)  # as an array it keeps its shape when it is added to; a NumPy scalar would not

    @property
    def _base(self) -> Tensor | None:
        """The tensor this one is a view of; None where it is no view."""
        return None if self._view is None else self._view.base

    def _is_view(self) -> bool:
        """Whether this tensor is a view of another through which gradients flow."""
        return self._view is not None

    @property
    def _version(self) -> int:
        if self._storage is INFERENCE:
            raise RuntimeError("Inference tensors do not track version counter.")
        if self._storage.__class__ is InferenceData:
            return self._storage.changes
        return self._storage if self._storage.__class__ is int else int(self._storage.version)

    def data_ptr(self) -> int:
        """The address of the first element, by which to see whether two tensors share memory; 0 where there is none."""
        share(self)
        return self._data.ctypes.data if self._data.size else 0

    def is_inference(self) -> bool:
        """Whether this tensor was made in inference mode."""
        return self._storage is INFERENCE or self._storage.__class__ is InferenceData

    # What Python and NumPy make of it

    def item(self, *more: Never) -> bool | int | float:
        """The only element, as a Python number. Raises RuntimeError where there are more."""
        if more:  # an index, for which NumPy's item() has an argument
            raise TypeError(errors.no_arguments("item", len(more)))
        if self._data.size != 1:
            raise RuntimeError(
                errors.message(
                    f"a Tensor with {self._data.size} elements cannot be converted to Scalar",
                    "Pick one element, reduce with .sum() or .mean(), or use .tolist().",
                )
            )
        return self._data.item()

    def tolist(self) -> Any:
        """The elements as nested lists of Python numbers; a single number as itself."""
        return self._data.tolist()

    def numpy(self, *, force: bool = False) -> np.ndarray:
        """The elements as a NumPy array over the same memory.

        Raises RuntimeError where operations on the tensor are recorded, since those of NumPy would not be, unless
        ``force`` is True.
        """
        if not isinstance(force, bool):
            raise TypeError(f"numpy(): argument 'force' must be bool, not {errors.type_name(force)}")
        if self._edge is not None and recording() and not force:
            raise RuntimeError(errors.NUMPY_OF_GRAD)
        share(self)
        return self._data.view()  # an array of its own: to change its shape does not change the tensor's

    def __repr__(self) -> str:
        return printing.tensor_repr(self)

    __hash__ = object.__hash__


new = partial(object.__new__, Tensor)  # its slots are filled one by one: __init__ would take longer than the operation


def make(data):
    """A Tensor without history whose memory is an array."""
    out = new()
    out._data = data
    out._edge = out._grad = out._view = None
    out._storage = INFERENCE if recording() is INFERENCE else 0
    return out


def alias(tensor, storage):
    """A second Tensor without history over the array of a tensor."""
    out = make(tensor._data)
    out._storage = storage
    return out


from . import engine, node, roots, unsettled, view  # noqa: E402  (they need Tensor first)
