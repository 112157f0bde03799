"""Hooks of modules: before and after ``forward``, and when gradients pass through the module in ``backward()``.

Source: https://docs.pytorch.org/docs/stable/notes/modules.html#module-hooks
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import minigrad as torch
from minigrad import Tensor

from ..hooks import Registry, RemovableHandle
from ..left_out import does_without
from ..warning import warn

NO_INPUTS = (
    "Full backward hook is firing when gradients are computed with respect to module outputs since no inputs require "
    "gradients. See https://docs.pytorch.org/docs/main/generated/torch.nn.Module.html"
    "#torch.nn.Module.register_full_backward_hook for more details."
)


class Hooked:
    """What makes a module callable: ``forward``, with the hooks before and after it."""

    forward: Callable[..., Any]
    _forward_hooks: Registry
    _forward_pre_hooks: Registry
    _backward_hooks: Registry
    _backward_pre_hooks: Registry

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "_call_impl" in vars(cls):
            raise NotImplementedError(
                f"minigrad does not call {cls.__name__}._call_impl(). Write forward(), or __call__()."
            )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        backward = self._backward_hooks or self._backward_pre_hooks
        if not (self._forward_hooks or self._forward_pre_hooks or backward):
            return self.forward(*args, **kwargs)
        for hook in list(self._forward_pre_hooks.values()):
            args, kwargs = hook(self, args, kwargs)
        gates = Gates(self) if backward else None
        if gates is not None:
            args = gates.around_inputs(args)
        result = self.forward(*args, **kwargs)
        for hook in list(self._forward_hooks.values()):
            replaced = hook(self, args, kwargs, result)
            if replaced is not None:
                result = replaced
        return result if gates is None else gates.around_outputs(result)

    @does_without("always_call", "prepend")
    def register_forward_hook(self, hook: Callable[..., Any], *, with_kwargs: bool = False) -> RemovableHandle:
        """Call ``hook(module, args, output)`` after ``forward``; what it returns, if not None, replaces the output.

        with_kwargs: call ``hook(module, args, kwargs, output)``.
        """
        return self._forward_hooks.add(hook if with_kwargs else ForwardHook(hook))

    @does_without("prepend")
    def register_forward_pre_hook(self, hook: Callable[..., Any], *, with_kwargs: bool = False) -> RemovableHandle:
        """Call ``hook(module, args)`` before ``forward``; what it returns, if not None, replaces the arguments.

        with_kwargs: call ``hook(module, args, kwargs)``, which returns None or both.
        """
        return self._forward_pre_hooks.add(PreHook(hook, with_kwargs))

    @does_without("prepend")
    def register_full_backward_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call ``hook(module, grad_input, grad_output)`` once the gradients of the inputs are known.

        Both are tuples, with None where there is no tensor or no gradient. What the hook returns, if not None, replaces
        ``grad_input``.

        >>> import minigrad as torch
        >>> layer = torch.nn.Linear(2, 1)
        >>> handle = layer.register_full_backward_hook(lambda module, grad_input, grad_output: print(grad_output))
        >>> layer(torch.ones(1, 2, requires_grad=True)).sum().backward()
        (tensor([[1.]]),)
        """
        return self._backward_hooks.add(hook)

    @does_without("prepend")
    def register_full_backward_pre_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call ``hook(module, grad_output)`` before the way back through the module.

        What it returns, if not None, replaces ``grad_output``.
        """
        return self._backward_pre_hooks.add(hook)


class ForwardHook(NamedTuple):
    """A hook that does not see the keyword arguments. It is a class, and no closure, so that modules can be pickled."""

    hook: Callable[..., Any]

    def __call__(self, module: Hooked, args: Any, kwargs: Any, output: Any) -> Any:
        return self.hook(module, args, output)


class PreHook(NamedTuple):
    """A hook that gives the arguments to go on with."""

    hook: Callable[..., Any]
    with_kwargs: bool

    def __call__(self, module: Hooked, args: Any, kwargs: Any) -> Any:
        replaced = self.hook(module, args, kwargs) if self.with_kwargs else self.hook(module, args)
        if replaced is None:
            return args, kwargs
        if not self.with_kwargs:
            return (replaced if isinstance(replaced, tuple) else (replaced,)), kwargs
        if not isinstance(replaced, tuple) or len(replaced) != 2:
            raise RuntimeError(
                f"forward pre-hook must return None or a tuple of (new_args, new_kwargs), but got {replaced}."
            )
        return replaced


class Gate(torch.autograd.Function):
    """Returns its tensors unchanged. Its node is where the backward hooks of a module are registered."""

    @staticmethod
    def forward(ctx: Any, *tensors: Any) -> Any:
        ctx.mark_non_differentiable(*[tensor for tensor in tensors if not tensor.requires_grad])
        return tensors

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        return grads


Gate._node.__name__ = Gate._node.grad_fn_name = "BackwardHookFunctionBackward"  # as PyTorch calls it


class Gates:
    """The two Gates of one call of a module, at which its backward hooks see the gradients."""

    def __init__(self, module: Any) -> None:
        self.module = module
        self.hooks = list(module._backward_hooks.values())
        self.pre_hooks = list(module._backward_pre_hooks.values())
        self.grad_output: Any = None
        self.inputs: Any = None  # which arguments are tensors; None if none of them requires grad
        self.n_inputs = 0

    def around_inputs(self, args: Any) -> Any:
        """The arguments, after a Gate."""
        self.n_inputs = len(args)
        args, self.inputs, node = self.behind_gate(args)

        def hook(grads: Any, _: Any) -> Any:
            return self.on_inputs(grads)

        if node is not None:
            node.register_hook(hook)
        return args

    def around_outputs(self, result: Any) -> Any:
        """The results, after a Gate."""
        if not isinstance(result, Tensor | tuple):
            warn(
                "For backward hooks to be called, module output should be a Tensor or a tuple of Tensors but received "
                f"{type(result)}"
            )
        results = result if isinstance(result, tuple) else (result,)
        results, indices, node = self.behind_gate(results)

        def hook(_: Any, grads: Any) -> Any:
            return self.on_outputs(grads, indices, len(results))

        if node is not None:
            node.register_hook(hook)
        return results if isinstance(result, tuple) else results[0]

    def behind_gate(self, values: Any) -> Any:
        """The values after a Gate, the indices of the tensors among them, and its node; None twice without a Gate."""
        indices = [i for i, value in enumerate(values) if isinstance(value, Tensor)]
        if not torch.is_grad_enabled() or not any(values[i].requires_grad for i in indices):
            return values, None, None
        passed = Gate.apply(*[values[i] for i in indices])
        new = list(values)
        for i, value in zip(indices, passed, strict=True):
            new[i] = value
        node = next((value.grad_fn for value in passed if value.grad_fn is not None), None)
        return (tuple(new) if type(values) is tuple else type(values)(*new)), indices, node

    def on_outputs(self, grads: Any, indices: Any, n: int) -> Any:
        """The gradients that go on into the module: those of its outputs, after the pre-hooks."""
        grads = spread(indices, grads, n)
        for hook in self.pre_hooks:
            replaced = hook(self.module, grads)
            if replaced is not None:
                if len(replaced) != n:
                    raise RuntimeError(
                        f"Backward pre hook returned an invalid number of grad_output, got {len(replaced)}, but "
                        f"expected {n}"
                    )
                grads = replaced
        self.grad_output = grads
        if self.inputs is None:
            warn(NO_INPUTS)
            for hook in self.hooks:
                replaced = hook(self.module, (None,) * self.n_inputs, grads)
                if replaced is not None and not (isinstance(replaced, tuple) and all(g is None for g in replaced)):
                    raise RuntimeError(
                        "Backward hook for Modules where no input requires gradient should always return None or None "
                        "for all gradients."
                    )
            self.grad_output = None
        return tuple(grads[i] for i in indices)

    def on_inputs(self, grads: Any) -> Any:
        """The gradients that leave the module: those of its inputs, after the hooks."""
        if self.grad_output is None:
            return None  # no gradient has come through the output: a second derivative, for example
        grads = spread(self.inputs, grads, self.n_inputs)
        for hook in self.hooks:
            replaced = hook(self.module, grads, self.grad_output)
            if replaced is not None:
                if len(replaced) != len(grads):
                    raise RuntimeError(
                        f"Backward hook returned an invalid number of grad_input, got {len(replaced)}, but expected "
                        f"{len(grads)}"
                    )
                grads = replaced
        self.grad_output = None
        return tuple(grads[i] for i in self.inputs)


def spread(indices: Any, values: Any, n: int) -> Any:
    """A tuple of length ``n`` with ``values`` at ``indices``, and None elsewhere."""
    found = dict(zip(indices, values, strict=True))
    return tuple(found.get(i) for i in range(n))
