"""The nodes of the backward graph: what a ``grad_fn`` is.

A node is made by an operation and links to what made the operation's inputs: to their nodes, or, where
an input is a leaf, to that tensor itself. It never links to its own output, so a graph is free of
reference cycles and dies with its last tensor.
"""

from __future__ import annotations

from itertools import count
from weakref import WeakValueDictionary

from . import errors, hooks
from .edges import LEAF, NOWHERE
from .received import NOTHING, Received, Undefined
from .rules import expands, reduce_to
from .saved import FREED, SavedAs, SavedTensor, first_unreadable, parameters, saved_names, state_of
from .tensor import Tensor

next_seq = count().__next__


def recorded_edge(value):
    """What a node links to for this input: its node, or the tensor itself where it is a leaf."""
    edge = value._edge if isinstance(value, Tensor) else None
    return value if edge is LEAF else edge


class Node:
    """One recorded operation.

    ``seq`` grows with time, so a node is always newer than the nodes of its inputs. ``hooks`` is None or
    a ``Hooks``. Subclasses give ``edges``, one for each input (None where it needs no gradient), and
    ``backward(g, keep, graph)``: the pairs (edge, gradient) for the edges that need one. ``keep`` leaves
    what is saved in place; ``graph`` runs the rules on Tensors, so that they are recorded themselves.
    """

    __slots__ = ("seq", "hooks", "__weakref__")

    _computes_only_what_is_needed = True  # False: hooks see all its gradients, even if the walk is not for all of them
    _computes_all = False  # True: ``backward`` is called even where nothing it computes is needed, since it may raise
    at_once = False  # True: PyTorch's queue puts it before all other nodes, as it does leaves
    derivable = True  # False: there is no rule, and ``backward`` raises, even for the gradient None
    namespace = ""  # what PyTorch's name() puts before the name of some nodes of its core
    saved_as = "self", "other"  # what PyTorch calls the inputs that rules read as a, b and c

    def __init_subclass__(cls):
        name = cls.__dict__.get("grad_fn_name")
        if isinstance(name, str):
            cls.__name__ = name  # as in PyTorch; the __qualname__ stays that of the declaration

    def name(self) -> str:
        """The name PyTorch prints, such as ``MulBackward0``."""
        return self.namespace + self.grad_fn_name

    @property
    def next_functions(self) -> tuple[tuple[Node | None, int], ...]:
        """The nodes of the inputs, each with the number of the output used: ``((node, 0), ...)``."""
        return tuple(next_function(edge) for edge in self.edges)

    def backward_nothing(self, keep, graph):
        """What ``backward`` does where the gradient is None: it sends on None, once it is clear that it could run."""
        if not self.derivable:
            return self.backward(NOTHING, keep, graph)
        if (found := first_unreadable(self)) and not self.only_nowhere_reads(found[0]):
            raise found[1]
        if not keep:
            self.free()
        return [(edge, NOTHING) for edge in self.edges if edge is not None]

    def free(self):
        """Let go of the tensors saved for the rules."""
        for slot in ("saved", "a", "b"):
            value = getattr(self, slot, None)
            if not isinstance(value, tuple | dict | None):
                setattr(self, slot, FREED)
            for saved in value.values() if isinstance(value, dict) else ():
                if isinstance(saved, SavedTensor):
                    saved.tensor = FREED

    def saved_parts(self):
        """What the rules will read: (name, value, version then)."""
        return []

    def saved_items(self):
        """The same as (name, value, state), where the state is one that ``state_of`` gives."""
        return [(name, saved, state_of(saved, version)) for name, saved, version in self.saved_parts()]

    def saved_version(self, name):
        """The version that the tensor saved under ``name`` had then."""
        return next(version for what, _, version in self.saved_parts() if what == name)

    def replace_saved_input(self, tensor, before):
        """Have ``before`` saved instead of ``tensor``, which is about to change in place."""

    def replace_saved_output(self, tensor):
        """Have the changed ``tensor`` saved as this node's output, if its rule reads that."""

    def only_nowhere_reads(self, name):
        """Whether only the rule of a NOWHERE edge, one of several, reads ``name``: PyTorch has not saved it then."""
        inputs = getattr(self, "inputs", ())
        rules = [parameters(getattr(self, f"vjp_{input}")) for input in inputs]
        readers = [edge for edge, reads in zip(self.edges, rules, strict=False) if name in reads]
        return readers == [NOWHERE] and len(rules) > 1

    def __dir__(self):
        return [*(n for n in super().__dir__() if not n.startswith("_saved_")), *saved_names(type(self))]

    @property
    def metadata(self) -> dict:
        """A dictionary for whatever a user wants to keep with this node."""
        return hooks_of(self).metadata

    def register_hook(self, hook):
        """Call ``hook(grad_inputs, grad_outputs)`` when this node has run; a tuple it returns replaces the first."""
        return hooks_of(self).after.add(hook)

    def register_prehook(self, hook):
        """Call ``hook(grad_outputs)`` before this node runs; a tuple it returns replaces them."""
        return hooks_of(self).before.add(hook)

    def __call__(self, *gradients, **options):
        """Run this node alone, on a gradient or None for each of its outputs. No hook is called, and nothing is freed.

        Returns the gradient of its input, or a tuple of several. The gradient of an input that was broadcast has the
        shape of that; PyTorch's has that of the output here. Raises TypeError for other arguments.
        """
        if options:
            raise TypeError("keyword arguments are not supported")
        expected = len(getattr(self, "_outputs", (None,)))
        if len(gradients) != expected:
            raise TypeError(f"expected {expected} arguments, got {len(gradients)} instead")
        for i, gradient in enumerate(gradients):
            if not isinstance(gradient, Tensor | None):
                raise TypeError(f"argument {i} is not a Variable")
        received = Received({i: g for i, g in enumerate(gradients) if g is not None})
        try:
            if not received:
                pairs = self.backward_nothing(True, True)
            else:
                pairs = self.backward(received if hasattr(self, "_outputs") else received[0], True, True)
        except Undefined as some:
            pairs = some.pairs
        found = tuple(map(hooks.as_tensor, hooks.sent(self, pairs)))
        return found[0] if len(found) == 1 else found

    def __repr__(self):
        return f"<{self.grad_fn_name} object at {id(self):#x}>"

    def __reduce_ex__(self, protocol):
        raise TypeError(f"cannot pickle '{self.grad_fn_name}' object")


class Port(Node):
    """One output of a node that has several: an edge to it leads to the node, with the number of the output.

    Such a node has ``_outputs``. The hooks of an output are kept by the node, and run just before the node does, even
    if no gradient has reached that output.
    """

    __slots__ = ("node", "number")

    def __init__(self, node, number):
        self.seq = next_seq()
        self.hooks = None
        self.node = node
        self.number = number

    @property
    def grad_fn_name(self):
        """That of the node."""
        return self.node.grad_fn_name

    @property
    def edges(self):
        return (self.node,)

    def backward(self, g, keep, graph):
        return ((self.node, Received({self.number: g})),)

    def backward_nothing(self, keep, graph):
        return ((self.node, Received()),)


class Bent(Port):
    """Stands before the node of a tensor whose shape has changed since the node made it, without a record.

    ``.data = ...`` does that, and so does ``t_()`` in no_grad. A gradient, which has the new shape, is summed to the
    old one if that broadcasts to it; else it raises.
    """

    __slots__ = ("edge", "shape")

    def __init__(self, edge, shape):
        super().__init__(*next_function(edge))
        self.edge = edge
        self.shape = shape

    @property
    def edges(self):
        return (self.edge,)

    def backward(self, g, keep, graph):
        if not expands(self.shape, g.shape):
            raise Misfit(self, g.shape)
        return ((self.edge, reduce_to(g, self.shape)),)

    def backward_nothing(self, keep, graph):
        return ((self.edge, NOTHING),)


class Misfit(RuntimeError):
    """Raised to the walk by an edge that is Bent for a gradient of a shape that does not fit."""

    def __init__(self, edge, got):
        super().__init__(f"invalid gradient - {errors.incompatible(got, edge.shape)}")
        self.edge = edge
        self.got = got


def bend(tensor, shape):
    """Put a Bent before the node of ``tensor``, whose shape was ``shape`` and has changed."""
    edge = tensor._edge
    if edge.__class__ is Bent:
        edge, shape = edge.edge, edge.shape
    tensor._edge = edge if tensor._data.shape == shape else Bent(edge, shape)


def hooks_at(owner):
    """The hooks of a node, of one output of a node that has several, or of a leaf; None if it never had any."""
    if owner.__class__ is Bent:
        owner = owner.edge
    if isinstance(owner, Tensor):
        return owner._hooks
    if isinstance(owner, Port):
        found = owner.node.hooks
        return found and found.outputs.get(owner.number)
    return owner.hooks


def hooks_of(owner):
    """The same, made on first use."""
    found = hooks_at(owner)
    if found is None:
        found = hooks.Hooks()
        if isinstance(owner, Tensor):
            owner._hooks = found
        elif owner.__class__ is Bent:
            return hooks_of(owner.edge)
        elif isinstance(owner, Port):
            hooks_of(owner.node).outputs[owner.number] = found
        else:
            owner.hooks = found
    return found


def next_function(edge):
    """An edge as ``next_functions`` shows it: the node, and the number of that output of it which was used."""
    if isinstance(edge, Port):
        return edge.node, edge.number
    if edge is NOWHERE:
        return None, 0
    return (AccumulateGrad(edge) if isinstance(edge, Tensor) else edge), 0


for name in "self", "other", "result":
    setattr(Node, f"_saved_{name}", SavedAs(f"_saved_{name}"))


_accumulators = WeakValueDictionary()  # the AccumulateGrads that somebody holds, by the id of their leaf


class AccumulateGrad(Node):
    """Stands for a leaf in ``next_functions``: where a backward walk ends and ``.grad`` is added to.

    A leaf has none until it is asked for, and always the same one as long as somebody holds that.
    """

    __slots__ = ("variable",)
    grad_fn_name = "AccumulateGrad"
    namespace = "torch::autograd::"
    edges = ()

    def __call__(self, *gradients):
        """Raises NotImplementedError."""
        raise NotImplementedError("minigrad's AccumulateGrad cannot be called: add to the .grad of its variable.")

    def __new__(cls, variable):
        found = _accumulators.get(id(variable))
        if found is None:
            found = _accumulators[id(variable)] = super().__new__(cls)
            found.variable = variable
        return found

    @property
    def hooks(self):
        """Those of the leaf."""
        return self.variable._hooks

    @hooks.setter
    def hooks(self, hooks):
        self.variable._hooks = hooks
