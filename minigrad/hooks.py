"""Hooks: functions of the user that see gradients during a walk, and may replace them.

Source: https://docs.pytorch.org/docs/stable/notes/autograd.html#backward-hooks-execution
"""

from __future__ import annotations

import weakref
from itertools import count
from typing import Any

from .edges import NOWHERE
from .grad_mode import set_grad_enabled
from .received import NOTHING, Received
from .storage import repeats, share
from .tensor import Tensor, make

next_id = count().__next__


class Registry(dict):
    """Hooks by number, in the order they were registered; a handle refers to it weakly."""

    __slots__ = ("__weakref__",)

    def add(self, hook):
        """Register ``hook`` and return the handle that removes it."""
        handle = RemovableHandle(self)
        self[handle.id] = hook
        return handle


class RemovableHandle:
    """What registering a hook returns: ``handle.remove()`` takes the hook away again."""

    def __init__(self, registry: Registry) -> None:
        self.id = next_id()
        self._registry = weakref.ref(registry)

    def remove(self) -> None:
        """Take the hook away; a second time does nothing."""
        registry = self._registry()
        if registry is not None:
            registry.pop(self.id, None)

    def __enter__(self) -> RemovableHandle:
        return self

    def __exit__(self, *exception: Any) -> None:
        self.remove()


class Hooks:
    """All hooks of one node, or of one leaf."""

    __slots__ = ("accumulated", "after", "before", "metadata", "outputs", "retained", "tensor", "trace")

    def __init__(self):
        self.tensor = Registry()  # Tensor.register_hook: called with the gradient of the node's output, or of the leaf
        self.outputs = {}  # the same for a node with several outputs: a Hooks for each, by its number
        self.before = Registry()  # Node.register_prehook: called with the gradients of all outputs
        self.after = Registry()  # Node.register_hook: called with the gradients of all inputs, and of all outputs
        self.accumulated = Registry()  # register_post_accumulate_grad_hook: called with the leaf
        self.metadata = {}  # Node.metadata: whatever the user wants to keep with the node
        self.trace = None  # for anomaly detection: the lines of the user that made the node
        self.retained = None  # a weak reference to the output, if that retains its gradient

    def on_tensor(self, g, graph):
        """The gradient that the tensor's hooks make of ``g``; a tensor that retains its gradient gets this one."""
        if self.outputs:
            g = g.copy()
            for step in (Hooks.replaced, Hooks.kept):  # the hooks of all outputs run before any gradient is retained
                for number, hooks in self.outputs.items():
                    new = step(hooks, g.get(number, NOTHING), graph)
                    if new is not NOTHING:
                        g[number] = new
            return g
        return self.kept(self.replaced(g, graph), graph)

    def replaced(self, g, graph):
        """The gradient that the tensor's hooks make of ``g``."""
        for hook in list(self.tensor.values()):
            tensor = as_tensor(g)
            with set_grad_enabled(graph):
                replaced = hook(tensor)
            g = bare(tensor if replaced is None else checked(replaced, tensor, hook), graph)
        return g

    def kept(self, g, graph):
        """``g``, after it has been given to the tensor if that retains its gradient."""
        tensor = self.retained and self.retained()
        if tensor is not None and g is not NOTHING:
            gradient = g.clone() if graph else make(g.copy())
            with set_grad_enabled(graph):
                tensor._grad = gradient if tensor._grad is None else tensor._grad + gradient
        return g

    def on_accumulation(self, leaf, graph):
        """Call the hooks that run after ``leaf.grad`` has been added to."""
        for hook in list(self.accumulated.values()):
            with set_grad_enabled(graph):
                replaced = hook(leaf)
            if checked(replaced, leaf, hook) is not None:
                raise RuntimeError("Tensor post accumulate grad hooks should return None.")

    def before_node(self, node, g, graph):
        """What the hooks that run before a node make of the gradients that it has received."""
        for hook in list(self.before.values()):
            tensors = received(node, g)
            with set_grad_enabled(graph):
                replaced = hook(tensors)
            if replaced is not None:
                tensors = checked_tuple(replaced, tensors, hook)
            tensors = [bare(tensor, graph) for tensor in tensors]
            if isinstance(g, Received):
                g = Received({number: g for number, g in enumerate(tensors) if g is not NOTHING})
            else:
                (g,) = tensors
        return g

    def after_node(self, node, pairs, g, graph):
        """What the hooks that run after a node make of the (edge, gradient) pairs that it sends on."""
        for hook in list(self.after.values()):
            gradients = tuple(
                None if edge is NOWHERE and node._computes_only_what_is_needed else as_tensor(gradient)
                for edge, gradient in zip(node.edges, sent(node, pairs), strict=True)
            )
            with set_grad_enabled(graph):
                replaced = hook(gradients, received(node, g))
            if replaced is not None:
                gradients = checked_tuple(replaced, gradients, hook)
            pairs = [
                (edge, bare(gradient, graph) if graph else bare(gradient, graph).copy())  # the hook may keep it
                for edge, gradient in zip(node.edges, gradients, strict=True)
                if edge is not None
            ]
        return pairs


def sent(node, pairs):
    """The gradient that a node sends along each of its edges, of the (edge, gradient) pairs; NOTHING where none is."""
    rest = list(pairs)
    return [rest.pop(0)[1] if rest and rest[0][0] is edge else NOTHING for edge in node.edges]


def received(node, g):
    """The gradients that a node has received, as hooks see them: a tuple with one for each output."""
    if isinstance(g, Received):
        return tuple(as_tensor(g.get(number, NOTHING)) for number in range(len(node._outputs)))
    return (as_tensor(g),)


def as_tensor(g):
    """A gradient as users see it: a Tensor, which they may change in place unless it repeats elements, or None."""
    if isinstance(g, Tensor):
        return g
    if g is NOTHING:
        return None
    out = make(g if g.flags.writeable else g.copy())
    if repeats(out._data):
        share(out)  # so that a change looks for elements that share memory
    return out


def bare(tensor, graph):
    """A gradient that a hook has seen or returned, as the walk sends it on."""
    if tensor is None:
        return NOTHING
    return tensor if graph else tensor._data


def checked(value, seen, hook):
    """``value``, which a hook has returned. Raises, in PyTorch's words, if it cannot replace ``seen``."""
    name = getattr(hook, "__name__", "<unknown>")
    if value is None:
        return None
    if seen is None:
        raise RuntimeError("can't replace a None gradient with a non-None value")
    if not isinstance(value, Tensor):
        raise TypeError(f"expected Variable, but hook returned '{type(value).__name__}'")
    if value.dtype is not seen.dtype:
        raise RuntimeError(
            f"hook '{name}' has changed the type of value (was torch.{seen.dtype.legacy}Tensor got "
            f"torch.{value.dtype.legacy}Tensor)"
        )
    if value.shape != seen.shape:
        raise RuntimeError(f"hook '{name}' has changed the size of value")
    return value


def checked_tuple(values, seen, hook):
    """The same for a hook that sees several gradients and returns a tuple."""
    if not isinstance(values, tuple):
        raise TypeError(f"expected tuple, but hook returned '{type(values).__name__}'")
    if len(values) != len(seen):
        name = getattr(hook, "__name__", "<unknown>")
        raise RuntimeError(
            f"hook '{name}' has returned an incorrect number of values (got {len(values)}, but expected {len(seen)})"
        )
    return tuple(checked(value, tensor, hook) for value, tensor in zip(values, seen, strict=True))
