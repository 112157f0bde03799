"""Hooks: functions of the user's that see, and may replace, gradients on their way.

Source: https://docs.pytorch.org/docs/stable/notes/autograd.html#backward-hooks-execution
"""

from __future__ import annotations

import weakref
from itertools import count
from typing import Any

from .grad_mode import set_grad_enabled
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

    __slots__ = ("after", "before", "retained", "tensor", "trace")

    def __init__(self):
        self.tensor = Registry()  # of the gradient of the node's output, or of the leaf
        self.before = Registry()  # of the gradients of all outputs, just before the node runs
        self.after = Registry()  # of the gradients of inputs and outputs; of a leaf whose .grad was added to
        self.trace = None  # the user's lines that made the node, while anomalies are looked for
        self.retained = None  # a weak reference to the output, if it is to keep its gradient

    def on_tensor(self, g, graph):
        """The gradient after the tensor's hooks; the tensor that retains it gets what they leave."""
        for hook in list(self.tensor.values()):
            g = called(hook, g, graph)
        tensor = self.retained and self.retained()
        if tensor is not None:
            gradient = g if graph else make(g.copy())
            tensor._grad = gradient if tensor._grad is None else tensor._grad + gradient
        return g

    def before_node(self, g, graph):
        """What a node receives, after the hooks that run just before it."""
        for hook in list(self.before.values()):
            with set_grad_enabled(graph):
                replaced = hook((as_tensor(g),))
            if replaced is not None:
                g = checked(replaced[0], graph)
        return g

    def after_node(self, node, pairs, g, graph):
        """The (edge, gradient) pairs that a node sends on, after the hooks that run once it has run."""
        for hook in list(self.after.values()):
            sent = iter(pairs)
            gradients = tuple(None if edge is None else as_tensor(next(sent)[1]) for edge in node.edges)
            with set_grad_enabled(graph):
                replaced = hook(gradients, (as_tensor(g),))
            if replaced is not None:
                pairs = [
                    (edge, checked(new, graph))
                    for edge, new in zip(node.edges, replaced, strict=True)
                    if edge is not None
                ]
        return pairs


def as_tensor(g):
    """A gradient as hooks see it."""
    return g if isinstance(g, Tensor) else make(g)


def called(hook, g, graph):
    """The gradient after one hook: what it returns, or the same where it returns None."""
    with set_grad_enabled(graph):
        replaced = hook(as_tensor(g))
    return g if replaced is None else checked(replaced, graph)


def checked(value, graph):
    """What a hook returned, as the walk goes on with it."""
    if not isinstance(value, Tensor):
        raise TypeError(f"expected Variable, but hook returned '{type(value).__name__}'")
    return value if graph else value._data


def hooks_of(owner):
    """The hooks of a node or of a leaf, made on first use."""
    name = "hooks" if not isinstance(owner, Tensor) else "_hooks"
    if getattr(owner, name) is None:
        setattr(owner, name, Hooks())
    return getattr(owner, name)
