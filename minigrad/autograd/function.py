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
from ..grad_mode import no_grad
from ..grad_mode import recording as recording_mode
from ..node import Port, recorded_edge
from ..saved import SavedTensor
from ..storage import bump, share, touch
from ..tensor import Tensor, alias, make
from ..unsettled import UNSURE, Stale
from ..view import is_recorded_write, set_history
from ..warning import warn
from .context import FunctionCtx, SavedPart


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
    generate_vmap_rule = False  # minigrad has no vmap

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> Any:
        """To be written where ``forward`` is without ``ctx``: what it keeps for ``backward``."""
        raise NotImplementedError("setup_context is not implemented.")

    @staticmethod
    def jvp(ctx: Any, *grad_inputs: Any) -> Any:
        """Never called: minigrad has no forward mode."""
        raise NotImplementedError(
            "You must implement the jvp function for custom autograd.Function to use it with forward mode AD."
        )

    @staticmethod
    def vmap(info: Any, in_dims: Any, *args: Any) -> Any:
        """Never called: minigrad has no ``vmap``."""
        raise NotImplementedError(
            "To use autograd.Function with vmap, you must either override the vmap staticmethod or set "
            "generate_vmap_rule=True."
        )

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
        separate = cls.setup_context is not Function.setup_context
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
        dirty, constant = ctx.dirty_tensors or (), ctx.non_differentiable or ()
        if not all(isinstance(tensor, Tensor) for tensor in dirty):
            raise RuntimeError("mark_dirty can only accept variables, but argument ")
        if not all(isinstance(tensor, Tensor) for tensor in constant):
            raise RuntimeError("mark_non_differentiable only accepts variable arguments, but got ")
        for tensor in dirty:
            bump(tensor)
        differentiable = [
            recording and isinstance(o, Tensor) and o.is_floating_point() and not is_in(o, constant) for o in outputs
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
            else cls._constant(o, is_in(o, tensors), is_in(o, dirty))
            for i, o in enumerate(outputs)
        ]
        if not all(is_in(tensor, outputs) for tensor in dirty):
            raise RuntimeError(errors.DIRTY_NOT_RETURNED)
        if recording:
            ctx._saved = tuple(cls._saved(i, t, results) for i, t in enumerate(ctx.to_save or ()))
        ctx.to_save = ctx.saved_for_forward = ctx.dirty_tensors = ctx.non_differentiable = None
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
        if is_in(output, ctx.dirty_tensors or ()):
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
