"""What every operation is: a kind of node, and a declaration that becomes an ``apply`` and a ``backward``.

Of the four kinds, ``View`` is here: its output is its input, looked at in another way. The others compute, and are in
``function``.
"""

from __future__ import annotations

import math
import weakref

import numpy as np

from . import large
from .edges import LEAF, NOWHERE
from .grad_mode import INFERENCE, mode_off, recording
from .node import Node, next_seq
from .registry import register
from .saved import SavedAs, parameters
from .storage import share
from .tensor import Tensor, make, new
from .view import ViewOf, vjp


def own_code(function):
    """``function`` with a copy of its code, since Python tunes code to the types it meets: those of one operation."""
    function.__code__ = function.__code__.replace()
    return function


class Compiled:
    """``apply`` or ``backward`` of an operation: both are compiled when one is first used. Of all at once, on import,
    that takes a while.
    """

    __slots__ = ("operation", "name")

    def __init__(self, operation, name):
        self.operation = operation
        self.name = name

    def __get__(self, node, owner):
        cls = self.operation
        cls.apply, cls.backward = map(own_code, cls.compile())
        return getattr(owner if node is None else node, self.name)


class Slotted(type):
    """Gives every class ``__slots__``, so that no node carries a dictionary."""

    def __new__(meta, name, bases, namespace):
        namespace.setdefault("__slots__", ())
        return super().__new__(meta, name, bases, namespace)


class Operation(Node, metaclass=Slotted):
    """Base of all operations. The ``grad_fn`` name, and most public names, follow from the class's name."""

    arity = None  # how many inputs an elementwise operation has; it is then offered under its name
    floating = False  # turns integers and booleans into the default dtype first
    ufunc = None  # the NumPy function that, called on a Tensor, is this operation
    public = True  # whether an elementwise operation is offered at all
    changes = True  # whether there is an in-place form
    broadcasts = True  # whether the inputs of a binary operation do, and their gradients are summed back
    tensors_only = False  # whether a binary operation refuses a number as its second input
    commutes = False
    refuses = None  # the kinds of dtype it does not take, and PyTorch's kernel that says so: ("b", "abs_cpu")
    no_booleans = two_booleans = None  # the sentence, where PyTorch refuses booleans with one of its own
    domain = (-math.inf, math.inf)  # the numbers between which it is smooth, but for single points

    def __init_subclass__(cls):
        for name in cls.__dict__.get("saved_as", ()):
            setattr(cls, f"_saved_{name}", SavedAs(f"_saved_{name}"))
        cls.called = cls.__name__.lower()
        if "forward" in cls.__dict__:
            cls.grad_fn_name = cls.__dict__.get("grad_fn_name", f"{cls.__name__}Backward0")
            cls.apply, cls.backward = Compiled(cls, "apply"), Compiled(cls, "backward")
            if cls.arity and cls.public:
                register(cls, cls.arity)
        super().__init_subclass__()


class Roomy:
    """Runs nodes for a walk so that the rules of operations see large gradients as such."""

    @staticmethod
    def run(node, g, keep, graph):
        """``node.backward``."""
        if g.__class__ is not np.ndarray or g.nbytes < large.LEAST or not isinstance(node, Operation):
            return node.backward(g, keep, graph)
        return [(edge, large.plain(made)) for edge, made in node.backward(large.seen(g), keep, graph)]


class View(Operation):
    """An operation whose output lies in its input's memory: ``forward(a, *params)``, ``vjp_a`` as always."""

    __slots__ = ("a_shape", "edge", "params")

    @property
    def edges(self):
        return (self.edge,)

    @classmethod
    def compile(cls):
        """The functions ``apply(input, *params)`` and ``backward(node, g, keep, graph)`` of this operation."""
        forward = cls.forward

        def apply(input, *params):
            edge, storage = input._edge, share(input)
            out = new()
            out._data = forward(input._data, *params)
            out._grad = None
            out._storage = storage
            before = input._view
            step = (cls, params, input._data.shape)
            mode = recording()
            if before is None:
                view = ViewOf(input, (step,), None if mode else mode_off())
            else:
                kept = mode or before.forbidden == "inference"
                view = ViewOf(before.base, (*before.steps, step), before.forbidden if kept else mode_off())
            out._view = None if storage is INFERENCE else view
            storage.add_view(weakref.ref(out))
            if edge is None:
                out._edge = None
            elif mode:
                out._edge = node = cls()
                node.seq = next_seq()
                node.hooks = None if mode is True else mode.hooks()
                node.edge = input if edge is LEAF else edge
                node.a_shape = input._data.shape
                node.params = params
            else:  # as in PyTorch: it requires grad if its base does, but does not lead to it
                out._edge = None if view.base._edge is None or storage is INFERENCE else NOWHERE
            return out

        def backward(node, g, keep, graph):
            return ((node.edge, vjp(cls, g, node.a_shape, node.params)),)

        return apply, backward

    def saved_items(self):
        """The shape and the parameters that the rule will read: (name, value, state)."""
        values = dict(zip(parameters(self.forward)[1:], self.params, strict=True), a_shape=self.a_shape)
        return [(name, values[name], "kept") for name in parameters(self.vjp_a)[1:]]


def without(node, name, error, g, keep, graph):
    """What ``backward`` gives though what was saved under ``name`` cannot be read.

    Raises ``error``, but where PyTorch has not saved it.
    """
    if not node.only_nowhere_reads(name):
        raise error
    edges = [None if edge is NOWHERE else edge for edge in node.edges]
    if edges.count(None) == len(edges):
        return ()
    node.forget(name, edges)
    return node.backward(g, keep, graph)


def instead(node, names, args):
    """``args``, which have these ``names``, with a copy of each whose saving raised the error that is being handled,
    where PyTorch would not save it: such as were made in inference mode. Raises that error where there is none.
    """
    copies = [
        make(a._data.copy())
        if isinstance(a, Tensor) and a.is_inference() and a._edge is None and node.only_nowhere_reads(name)
        else a
        for name, a in zip(names, args, strict=False)
    ]
    if all(copy is a for copy, a in zip(copies, args, strict=True)):
        raise
    return copies
