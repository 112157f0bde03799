"""``torch.autograd.Function``: operations that a user writes, with their own backward.

Source: https://docs.pytorch.org/docs/stable/notes/extending.html
"""

from __future__ import annotations

import functools
import inspect
from typing import Any

import numpy as np

from .. import errors
from ..arguments import in_order
from ..edges import NOWHERE
from ..grad_mode import no_grad, set_grad_enabled
from ..grad_mode import recording as recording_mode
from ..hooks import changeable
from ..node import Node, Port, next_seq, recorded_edge
from ..received import NOTHING, Received, defined
from ..rules import as_dtype, expands, reduce_to
from ..saved import FREED, SavedTensor, lies_detached
from ..storage import bump, share, touch
from ..tensor import Tensor, alias, make
from ..unsettled import UNSURE, Stale
from ..view import is_recorded_write, set_history
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
        self._to_save = ()  # what forward has given to save_for_backward
        self._saved = ()  # the same as SavedTensors, once forward is over
        self._dirty = ()  # see mark_dirty
        self._constant = ()  # see mark_non_differentiable
        self._materialize = True  # see set_materialize_grads

    def save_for_backward(self, *tensors: Tensor | None) -> None:
        """Keep inputs and outputs for ``backward``, which reads them from ``ctx.saved_tensors``."""
        self._to_save = tensors

    def save_for_forward(self, *tensors: Tensor | None) -> None:
        """Nothing: what is kept for forward mode, which minigrad does not have."""

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
        self._dirty = tensors

    def mark_non_differentiable(self, *tensors: Tensor) -> None:
        """Declare which outputs have no gradient."""
        self._constant = tensors

    def set_materialize_grads(self, value: bool) -> None:
        """Whether ``backward`` gets zeros for outputs without a gradient (the default), or None."""
        if not isinstance(value, bool):
            raise TypeError(errors.MATERIALIZE)
        self._materialize = value

    def backward(self, g, keep, graph):
        received = g if isinstance(g, Received) else {0: g}
        gradients = []
        for number, like in enumerate(self._outputs):
            gradient = received.get(number)
            if gradient is None or gradient is NOTHING:
                gradient = make(np.zeros(*like)) if self._materialize and like is not None else None
            elif not graph:
                gradient = changeable(gradient)
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


def is_in(tensor, tensors):
    """Whether a tensor is one of several, by identity: == is elementwise."""
    return any(tensor is other for other in tensors)


class Function:
    """Base of an operation of your own: ``forward(ctx, *args)`` computes, ``backward(ctx, *grads)`` is its rule.

    Both are static methods. ``forward`` may instead be written without ``ctx``, with a ``setup_context(ctx, inputs,
    output)`` beside it. Call the operation with ``apply``.
    Source: https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.Function

    >>> import minigrad as torch
    >>> class Cube(torch.autograd.Function):
    ...     @staticmethod
    ...     def forward(ctx, x):
    ...         ctx.save_for_backward(x)
    ...         return x**3
    ...
    ...     @staticmethod
    ...     def backward(ctx, grad_output):
    ...         (x,) = ctx.saved_tensors
    ...         return grad_output * 3 * x**2
    >>> x = torch.tensor(2.0, requires_grad=True)
    >>> y = Cube.apply(x)
    >>> y.backward()
    >>> y, x.grad
    (tensor(8., grad_fn=<CubeBackward>), tensor(12.))
    """

    def __init_subclass__(cls) -> None:
        name = f"{cls.__name__}Backward"
        cls._node = type(name, (FunctionCtx,), {"grad_fn_name": name, "function": cls})

    @staticmethod
    def forward(*args: Any, **kwargs: Any) -> Any:
        """To be written: the computation."""
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        """To be written: one gradient, or None, for each argument of ``forward``."""
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom autograd.Function to use it with "
            "backward mode AD."
        )

    vjp = backward  # another name to write it under

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        warn(
            f"{type(self)} should not be instantiated. Methods on autograd functions are all static, so you should "
            "invoke them on the class itself. Instantiating an autograd function will raise an error in a future "
            "version of PyTorch.",
            DeprecationWarning,
        )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Raises RuntimeError: Functions that are called as instances are no longer supported."""
        raise RuntimeError(errors.LEGACY_FUNCTION)

    @classmethod
    def _rule(cls):
        """The method that the user has written, ``backward`` or ``vjp``."""
        if cls.vjp is Function.vjp:
            return cls.backward
        if cls.backward is Function.backward:
            return cls.vjp
        raise RuntimeError(
            "Implementing both 'backward' and 'vjp' for a custom Function is not allowed. You should only implement "
            "one of them."
        )

    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        """Run ``forward`` and record it as one node."""
        separate = hasattr(cls, "setup_context")
        if separate:
            bound = inspect.signature(cls.forward).bind(*args, **kwargs)
            bound.apply_defaults()
            args, kwargs = bound.args, bound.kwargs
        inputs = in_order(cls.forward, 0 if separate else 1, args, kwargs) if kwargs else args
        needs = tuple(isinstance(a, Tensor) and a.requires_grad for a in inputs)
        recording = bool(recording_mode()) and any(needs)
        tensors = [a for a in inputs if isinstance(a, Tensor)]
        edges = tuple(recorded_edge(a) for a in tensors) if recording else ()  # before the node: it must be newer
        ctx = cls._node(needs)
        if recording:
            ctx.edges = edges
            mode = recording_mode()
            ctx.hooks = None if mode is True else mode.hooks()
        with no_grad():
            if separate:
                outputs = cls.forward(*inputs)
                cls.setup_context(ctx, inputs, outputs)
            else:
                outputs = cls.forward(ctx, *inputs)
        single = not isinstance(outputs, tuple)
        outputs = (outputs,) if single else outputs
        if not all(isinstance(tensor, Tensor) for tensor in ctx._dirty):
            raise RuntimeError("mark_dirty can only accept variables, but argument ")
        if not all(isinstance(tensor, Tensor) for tensor in ctx._constant):
            raise RuntimeError("mark_non_differentiable only accepts variable arguments, but got ")
        for tensor in ctx._dirty:
            bump(tensor)
        differentiable = [
            recording and isinstance(o, Tensor) and o.is_floating_point() and not is_in(o, ctx._constant)
            for o in outputs
        ]
        if recording:
            ctx._inputs, ctx._outputs = (
                tuple((t._data.shape, t._data.dtype) if isinstance(t, Tensor) else None for t in tensors)
                for tensors in (inputs, outputs)
            )
        made = "parts" if sum(differentiable) > 1 else "function"
        results = [
            cls._recorded(ctx, o, ctx if single else Port(ctx, i), tensors, made)
            if differentiable[i]
            else cls._constant(o, is_in(o, tensors), is_in(o, ctx._dirty))
            for i, o in enumerate(outputs)
        ]
        if not all(is_in(tensor, outputs) for tensor in ctx._dirty):
            raise RuntimeError(errors.DIRTY_NOT_RETURNED)
        if recording:
            ctx._saved = tuple(cls._saved(i, t, results) for i, t in enumerate(ctx._to_save))
        ctx._to_save = ctx._dirty = ctx._constant = ()
        return results[0] if single else tuple(results)

    @staticmethod
    def _constant(output, is_input, is_dirty):
        """An output that gets no gradient. If it is one of the inputs, it becomes a new tensor over the same memory."""
        if not isinstance(output, Tensor):
            return output
        if output.requires_grad:
            if is_input:
                return output.detach()
            if output._view is None:
                return output.detach_()
        elif is_input and not is_dirty:
            output = output.view_as(output)
        if output._view is not None and not is_dirty:
            output._view.forbidden = "function"
        return output

    @staticmethod
    def _recorded(ctx, output, edge, inputs, made):
        """An output of the node at ``edge``. If it is a view, ``made`` says why it may not be changed in place."""
        if is_in(output, ctx._dirty):
            if output.__class__ in UNSURE:
                leaf = output._view.maker is None
            else:  # a Stale view is no leaf; to ask would give it its node
                leaf = output.__class__ is not Stale and output.requires_grad and output.is_leaf
            if leaf:
                raise RuntimeError(errors.LEAF_USED_IN_PLACE)
            if not is_in(output, inputs):
                if output._view is not None:
                    raise RuntimeError(errors.DIRTY_BUT_NO_INPUT)
                warn(errors.DIRTY_BUT_NO_INPUT)
            if output._view is not None and len(ctx._outputs) > 1:
                raise RuntimeError(errors.DIRTY_VIEW_OF_SEVERAL)
            output._grad = None
            is_recorded_write(output, ())
            set_history(output, edge)
            return output
        if is_in(output, inputs):
            with no_grad():
                output = output.view_as(output)
        if output._view is not None:
            output._view.forbidden = made
        touch(output)
        output._edge = edge
        return output

    @staticmethod
    def _saved(i, tensor, results):
        """A tensor as it is saved. An output is saved without its edge, which would make a cycle with its node."""
        if tensor is None:
            return None
        if not isinstance(tensor, Tensor):
            kind = type(tensor).__name__
            raise TypeError(f"save_for_backward can only save variables, but argument {i} is of type {kind}")
        if tensor.requires_grad and is_in(tensor, results):
            kept, edge = alias(tensor, share(tensor)), tensor._edge
            return SavedPart(kept, edge.number) if isinstance(edge, Port) else SavedTensor(kept, is_output=True)
        return SavedTensor(tensor)


def once_differentiable(backward):
    """Mark a Function's ``backward`` as not differentiable itself: it runs unrecorded."""

    @functools.wraps(backward)
    def wrapper(ctx, *gradients):
        with no_grad():
            results = backward(ctx, *gradients)
        if not recording_mode() or not any(isinstance(g, Tensor) and g.requires_grad for g in gradients):
            return results
        results = results if isinstance(results, tuple) else (results,)
        leaves = [make(np.zeros(())) if r is None else r.detach().requires_grad_() for r in results]
        return tuple(None if r is None else out for r, out in zip(results, Refused.apply(*leaves), strict=True))

    return wrapper


Function.__init_subclass__.__func__(Function)


class Refused(Function):
    """Passes gradients on, and refuses to be differentiated."""

    @staticmethod
    def forward(ctx, *gradients):
        return gradients

    @staticmethod
    def backward(ctx, *gradients):
        raise RuntimeError("trying to differentiate twice a function that was marked with @once_differentiable")


Refused._node.__name__ = Refused._node.grad_fn_name = "Error"
Refused._node.namespace = "torch::autograd::"


class Unseen(Function):
    """Passes a tensor on, and no gradient back."""

    @staticmethod
    def forward(ctx, x):
        return x

    @staticmethod
    def backward(ctx, g):
        return None
