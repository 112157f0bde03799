"""What every operation is: a class of nodes, declared by its mathematics.

``apply`` and ``backward`` are made from the declaration. There are four kinds of operations. A ``View``, which is here,
shows the memory of its input in another shape; ``Unary``, ``Binary`` and ``Function`` compute, and are in ``function``.
"""

from __future__ import annotations

import math
import weakref

from .edges import LEAF, NOWHERE
from .grad_mode import INFERENCE, recording, why_off
from .node import Node, next_seq
from .registry import register
from .saved import SavedAs, parameters
from .storage import share
from .tensor import Tensor, make, new
from .view import ViewOf, vjp


def own_code(function):
    """``function`` with its own copy of its code.

    Python specializes code for the types that it meets. Shared by all operations, it would meet all types.
    """
    function.__code__ = function.__code__.replace()
    return function


class Compiled:
    """Stands for ``apply`` or ``backward`` of an operation until one of them is first used, and then compiles both.

    To compile those of all operations would make the import of minigrad slow.
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
    """Base of all operations, and the list of what a declaration can say beside ``forward`` and its rules.

    The name of the function follows from the name of the class, and so does that of its ``grad_fn``.
    """

    arity = None  # the number of inputs, 1 or 2, of an elementwise operation: only those get their names from here
    public = True  # False: it gets no names, and is only called through ``apply``
    has_inplace = True  # whether there is an in-place form, such as ``mul_``
    ufunc = None  # the NumPy function that becomes this operation when it is called on a Tensor
    commutes = False  # True: also called for ``2 * x``, where the number is on the left
    floating = False  # True: integers and booleans are first converted to the default dtype
    broadcasts = True  # whether the two inputs of a Binary are broadcast, and their gradients summed back
    tensors_only = False  # True: a Binary refuses a number as its second input
    refuses = None  # the NumPy kinds of dtype that raise, and the kernel that the message names: ("b", "abs_cpu")
    boolean_error = None  # the message, where PyTorch has one of its own for booleans
    boolean_pair_error = None  # the message for two of them, if that is another one
    domain = (-math.inf, math.inf)  # the interval in which it is smooth, but for single points: tests draw from it

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


class View(Operation):
    """An operation whose output shares the memory of its input. It declares ``forward(a, *params)`` and ``vjp_a``."""

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
                view = ViewOf(input, (step,), None if mode else why_off())
            else:
                kept = mode or before.forbidden == "inference"
                view = ViewOf(before.base, (*before.steps, step), before.forbidden if kept else why_off())
            out._view = None if storage is INFERENCE else view
            storage.add_view(weakref.ref(out))
            if edge is None or storage is INFERENCE:
                out._edge = None
            elif mode:
                out._edge = node = cls()
                node.seq = next_seq()
                node.hooks = None if mode is True else mode.hooks()
                node.edge = input if edge is LEAF else edge
                node.a_shape = input._data.shape
                node.params = params
            else:  # in no_grad: as in PyTorch, it requires grad if its base does, but no gradient flows through it
                out._edge = None if view.base._edge is None else NOWHERE
            return out

        def backward(node, g, keep, graph):
            return ((node.edge, vjp(cls, g, node.a_shape, node.params)),)

        return apply, backward

    def saved_parts(self):
        """The shape and the parameters that the rule will read: (name, value, None)."""
        values = dict(zip(parameters(self.forward)[1:], self.params, strict=True), a_shape=self.a_shape)
        return [(name, values[name], None) for name in parameters(self.vjp_a)[1:]]


def inference_alone(args):
    """Whether all tensors among ``args`` are inference tensors. PyTorch records nothing of an operation on those."""
    return all(value._storage is INFERENCE for value in args if isinstance(value, Tensor))


def without(node, name, error, g, keep, graph):
    """What ``backward`` of a node returns where ``name``, which it has saved, cannot be read any more.

    Raises ``error``, unless only the rule of a NOWHERE edge reads it: PyTorch does not save it for that one.
    """
    if not node.only_nowhere_reads(name):
        raise error
    edges = [None if edge is NOWHERE else edge for edge in node.edges]
    if edges.count(None) == len(edges):
        return ()
    node.forget(name, edges)
    return node.backward(g, keep, graph)


def no_rule(operation, others):
    """PyTorch's error where an input without a rule requires a gradient: the first such among ``others``, by name."""
    name = next(name for name, value in others.items() if isinstance(value, Tensor) and value._edge is not None)
    return RuntimeError(
        f"The function '{operation.kernel or operation.called}' is not differentiable with respect to argument "
        f"'{name}'. This input cannot have requires_grad True."
    )


def instead(node, names, args):
    """The arguments of an operation, with a copy in place of each inference tensor that must be saved and cannot be.

    Called while the error is handled that saving an inference tensor raises. Only those are copied that PyTorch would
    not save, because only the rule of a NOWHERE edge reads them; raises the error again where there are none.
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
