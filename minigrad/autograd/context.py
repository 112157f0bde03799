"""The ``ctx`` of a ``torch.autograd.Function``, which is its node as well.

Source: https://docs.pytorch.org/docs/stable/generated/torch.autograd.function.FunctionCtx.html
"""

from __future__ import annotations

import numpy as np

from .. import errors
from ..edges import NOWHERE
from ..grad_mode import set_grad_enabled
from ..hooks import as_tensor
from ..node import Node, Port, next_seq
from ..received import NOTHING, Received, defined
from ..rules import as_dtype, expands, reduce_to
from ..saved import FREED, SavedTensor, lies_detached
from ..tensor import Tensor, make
from ..warning import warn


class SavedPart(SavedTensor):
    """One of several outputs, saved for the rule of their node."""

    __slots__ = ("number",)

    def __init__(self, tensor, number):
        super().__init__(tensor, is_output=True)
        self.number = number

    def unpack(self, node, graph):
        """The Tensor, as the output of its node that it was."""
        tensor = super().unpack(node, graph)
        tensor._edge = Port(node, self.number)
        return tensor


class FunctionCtx(Node):
    """The ``ctx`` of a Function: what ``forward`` keeps for ``backward``. It is the node of the graph too."""

    # No slots: forward may set any attribute on ctx.

    _computes_only_what_is_needed = False
    _computes_all = True

    def __init__(self, needs):
        self.seq = next_seq()
        self.hooks = None
        self.edges = ()
        self.needs_input_grad = needs
        self._inputs = ()  # for every argument of forward: its shape and dtype if it is a tensor, else None
        self._outputs = ()  # the same for every output, to make zeros for a gradient that does not come
        self._saved = ()  # what forward has given to save_for_backward, once it is over, as SavedTensors
        self.to_save = None  # the same while it runs
        self.saved_for_forward = None  # see save_for_forward
        self.dirty_tensors = None  # see mark_dirty
        self.non_differentiable = None  # see mark_non_differentiable
        self.materialize_grads = True  # see set_materialize_grads

    def save_for_backward(self, *tensors: Tensor | None) -> None:
        """Keep inputs and outputs for ``backward``, which reads them from ``ctx.saved_tensors``."""
        self.to_save = tensors

    def save_for_forward(self, *tensors: Tensor | None) -> None:
        """Keep tensors for forward mode, which minigrad does not have."""
        self.saved_for_forward = tensors

    @property
    def saved_tensors(self) -> tuple[Tensor | None, ...]:
        """What ``save_for_backward`` kept, once ``forward`` is over. Raises RuntimeError if it was freed or changed."""
        if self._saved is None:
            raise RuntimeError(errors.FREED)
        return tuple(
            saved and (saved.tensor if lies_detached(saved.tensor, saved.version) else saved.unpack(self, True))
            for saved in self._saved
        )

    @property
    def saved_variables(self) -> tuple[Tensor | None, ...]:
        """``saved_tensors`` by its name in the oldest PyTorch."""
        warn("'saved_variables' is deprecated; use 'saved_tensors'", DeprecationWarning)
        return self.saved_tensors

    def saved_parts(self):
        """What ``backward`` finds in ``saved_tensors``, by number: (name, value, version then)."""
        if self._saved is None:
            return [("tensors", FREED, None)]
        return [
            ("out" if saved.is_output else str(number), saved.tensor, saved.version)
            for number, saved in enumerate(self._saved)
            if saved is not None
        ]

    def mark_dirty(self, *tensors: Tensor) -> None:
        """Declare which inputs ``forward`` has changed in place. They must be among its outputs."""
        self.dirty_tensors = tensors

    def mark_non_differentiable(self, *tensors: Tensor) -> None:
        """Declare which outputs have no gradient."""
        self.non_differentiable = tensors

    def set_materialize_grads(self, value: bool) -> None:
        """Whether ``backward`` gets zeros for outputs without a gradient (the default), or None."""
        if not isinstance(value, bool):
            raise TypeError(errors.MATERIALIZE)
        self.materialize_grads = value

    def backward(self, g, keep, graph):
        received = g if isinstance(g, Received) else {0: g}
        gradients = []
        for number, like in enumerate(self._outputs):
            gradient = received.get(number)
            if gradient is None or gradient is NOTHING:
                gradient = make(np.zeros(*like)) if self.materialize_grads and like is not None else None
            elif not graph:
                gradient = as_tensor(gradient)
            gradients.append(gradient)
        with set_grad_enabled(graph):
            results = type(self).function._rule()(self, *gradients)
        if not keep:
            self._saved = None
        results = results if isinstance(results, tuple) else (results,)
        if len(results) > len(self._inputs) and all(r is None for r in results[len(self._inputs) :]):
            results = results[: len(self._inputs)]
        if len(results) != len(self._inputs):
            raise RuntimeError(
                f"function {self.grad_fn_name} returned an incorrect number of gradients "
                f"(expected {len(self._inputs)}, got {len(results)})"
            )
        for i, (result, like) in enumerate(zip(results, self._inputs, strict=True), 1):
            if like is None and result is not None:
                raise RuntimeError(
                    f"function {self.grad_fn_name} returned a gradient different than None at position {i}, but the "
                    "corresponding forward input was not a Variable"
                )
            if result is not None and not isinstance(result, Tensor):
                raise RuntimeError(f"expected Variable or None (got {type(result).__name__})")
        results = [r for r, like in zip(results, self._inputs, strict=True) if like is not None]
        likes = [like for like in self._inputs if like is not None]
        pairs = []
        hooked = self.hooks is not None and self.hooks.after  # hooks see gradients of inputs that require none, too
        for i, (edge, result, like) in enumerate(zip(self.edges, results, likes, strict=True)):
            if result is not None and (edge is not None or hooked):
                if edge is not None and edge is not NOWHERE:
                    result = self._checked(i, result, *like)
                pairs.append((edge, result if graph else result._data.copy()))
            elif edge is not None:
                pairs.append((edge, NOTHING))
        return defined(pairs)

    def backward_nothing(self, keep, graph):
        return self.backward(Received(), keep, graph)

    def __call__(self, *gradients):
        """Raises TypeError: only the nodes of operations can be called."""
        raise TypeError(f"'{self.grad_fn_name}' object is not callable")

    def __repr__(self):
        return f"<torch.autograd.function.{self.grad_fn_name} object at {id(self):#x}>"

    def _checked(self, i, result, shape, dtype):
        """A gradient that ``backward`` returned, in the shape and dtype of its input."""
        if not expands(shape, result.shape):
            raise errors.invalid_gradient(self.grad_fn_name, i, result.shape, shape)
        return as_dtype(reduce_to(result, shape), dtype)
