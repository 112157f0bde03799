"""Hooks: functions of the user's that see, and may replace, gradients on their way.

Source: https://docs.pytorch.org/docs/stable/notes/autograd.html#backward-hooks-execution
"""

from __future__ import annotations

import weakref
from itertools import count
from typing import Any

from .edges import NOWHERE
from .grad_mode import set_grad_enabled
from .received import NOTHING, Received
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
    """All hooks of one node, or of one leaf: on its gradient, before it runs, after it ran."""

    __slots__ = ("accumulated", "after", "before", "outputs", "retained", "tensor", "trace")

    def __init__(self):
        self.tensor = Registry()  # of the gradient of the node's output, or of the leaf
        self.outputs = {}  # of a node with several outputs: the hooks of each by its number
        self.before = Registry()  # of the gradients of all outputs, just before the node runs
        self.after = Registry()  # of the gradients of inputs and outputs
        self.accumulated = Registry()  # of a leaf whose .grad was added to
        self.trace = None  # the user's lines that made the node, while anomalies are looked for
        self.retained = None  # a weak reference to the output, if it is to keep its gradient

    def on_tensor(self, g, graph):
        """The gradient after the tensor's hooks; the tensor that retains it gets what they leave."""
        if self.outputs:
            g = g.copy()
            for step in (Hooks.replaced, Hooks.kept):  # nothing is kept before the hooks of all outputs have run
                for number, hooks in self.outputs.items():
                    new = step(hooks, g.get(number, NOTHING), graph)
                    if new is not NOTHING:
                        g[number] = new
            return g
        return self.kept(self.replaced(g, graph), graph)

    def replaced(self, g, graph):
        """The gradient after the tensor's hooks."""
        for hook in list(self.tensor.values()):
            tensor = as_tensor(g)
            with set_grad_enabled(graph):
                replaced = hook(tensor)
            g = bare(tensor if replaced is None else checked(replaced, tensor, hook), graph)
        return g

    def kept(self, g, graph):
        """The same gradient, once the tensor that retains it has got it."""
        tensor = self.retained and self.retained()
        if tensor is not None and g is not NOTHING:
            gradient = g.clone() if graph else make(g.copy())
            with set_grad_enabled(graph):
                tensor._grad = gradient if tensor._grad is None else tensor._grad + gradient
        return g

    def on_accumulation(self, leaf, graph):
        """Tell the hooks that ``leaf.grad`` was added to."""
        for hook in list(self.accumulated.values()):
            with set_grad_enabled(graph):
                replaced = hook(leaf)
            if checked(replaced, leaf, hook) is not None:
                raise RuntimeError("Tensor post accumulate grad hooks should return None.")

    def before_node(self, node, g, graph):
        """What a node receives, after the hooks that run just before it."""
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
        """The (edge, gradient) pairs that a node sends on, after the hooks that run once it has run."""
        for hook in list(self.after.values()):
            rest = list(pairs)
            gradients = []
            for edge in node.edges:
                sent = rest and rest[0][0] is edge
                gradient = as_tensor(rest.pop(0)[1]) if sent else None
                gradients.append(None if edge is NOWHERE and node._computes_only_what_is_needed else gradient)
            gradients = tuple(gradients)
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


def received(node, g):
    """The gradients that a node has received, one for each of its outputs, as hooks see them."""
    if isinstance(g, Received):
        return tuple(as_tensor(g.get(number, NOTHING)) for number in range(len(node._outputs)))
    return (as_tensor(g),)


def as_tensor(g):
    """A gradient as hooks see it, which may change it in place."""
    if isinstance(g, Tensor):
        return g
    return None if g is NOTHING else make(g if g.flags.writeable else g.copy())


def bare(tensor, graph):
    """What a hook has seen or returned, as the walk goes on with it."""
    if tensor is None:
        return NOTHING
    return tensor if graph else tensor._data


def checked(value, seen, hook):
    """What a hook returned in place of the gradient that it has seen. Raises where it is none for that tensor."""
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
    """The same of a hook that sees several gradients and returns a tuple."""
    if not isinstance(values, tuple):
        raise TypeError(f"expected tuple, but hook returned '{type(values).__name__}'")
    if len(values) != len(seen):
        name = getattr(hook, "__name__", "<unknown>")
        raise RuntimeError(
            f"hook '{name}' has returned an incorrect number of values (got {len(values)}, but expected {len(seen)})"
        )
    return tuple(checked(value, tensor, hook) for value, tensor in zip(values, seen, strict=True))
