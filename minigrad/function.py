"""How an operation is declared, and what all operations share.

A declaration is mathematics: ``forward`` on arrays and, for every differentiable input, a rule named after it.
``vjp_a(g, ...)`` is the vector-Jacobian product that turns the gradient ``g`` of the output into the gradient of the
input ``a``. A rule names what it reads as its parameters, and that is all that is saved: an input (``a``, ``b``), the
output (``out``), the shape of an input (``a_shape``), or any other parameter of ``forward``. Rules use only operators,
methods and NumPy functions that arrays and Tensors share: the same rule then runs on arrays in a plain backward and on
Tensors with ``create_graph=True``.

    class Mul(Binary):
        forward = operator.mul
        vjp_a = lambda g, b: g * b
        vjp_b = lambda g, a: g * a

What else a declaration can say, such as ``floating`` or ``ufunc``, is listed in ``Operation``, in ``operation.py``, and
what only that of a ``Function`` can, there.

All the rest is here, once: dtypes are promoted, the grad mode is read, a node is made and what its rules read is saved
with its version; on the way back versions are compared, broadcasting is undone and what was saved is freed.
``compile`` makes two functions of a declaration when it is first used: ``apply``, which computes and records, and
``backward(node, g, keep, graph)``, which the walk calls. It returns pairs of an edge and the gradient to send there.
``keep`` and ``graph`` are ``retain_graph`` and ``create_graph``.

``Unary`` and ``Binary`` are written out without loops, since every step of a training loop goes through them.
``Function`` does the same for any number of inputs and parameters.
"""

from __future__ import annotations

from . import errors, large
from .constants import constant
from .edges import LEAF
from .grad_mode import INFERENCE, recording
from .layout import in_rows, laid_out
from .node import next_seq
from .operation import Operation, inference_alone, instead, no_rule, without
from .promotion import Like, adapter, broadcast_error, cast, fitting, in_single, promoting, refusal, unbroadcast
from .saved import (
    FREED,
    OwnOutput,
    Positions,
    SavedOutput,
    SavedPositions,
    SavedTensor,
    first_unreadable,
    parameters,
    saved_change,
    savers_of,
    unreadable,
)
from .storage import UNTOUCHED
from .tensor import Tensor, new


class Unary(OwnOutput, Operation):
    """An operation on one tensor. Its rule may read ``a``, ``out`` or ``a_shape``: one of them."""

    __slots__ = ("edge", "saved", "version")
    arity = 1

    @property
    def edges(self):
        return (self.edge,)

    @classmethod
    def compile(cls):
        """The functions ``apply(input)`` and ``backward(node, g, keep, graph)`` of this operation."""
        forward, vjp = cls.forward, cls.vjp_a
        adapt = adapter(cls)
        reads = parameters(vjp)[1:]
        reads_a, reads_out, reads_shape = (reads == (name,) for name in ("a", "out", "a_shape"))

        def apply_unary(input, /, *more):  # to have *more takes no time, to have **options would
            if more:
                raise TypeError(errors.no_arguments(apply_unary.__name__, len(more)))
            x, edge = input._data, input._edge  # first of all: to read the edge raises for views that must not be used
            if adapt is not None and x.dtype.kind != "f":
                x = adapt(x)
            out = new()
            try:
                if large.met and x.nbytes >= large.LEAST:
                    out._data = large.compute(forward, x)
                else:
                    out._data = forward(x)
            except TypeError:
                raise refusal(cls, x) from None
            out._grad = out._view = None
            mode = recording()  # the switch
            if edge is LEAF:
                edge = None if input._storage is INFERENCE else input
            if edge is None or not mode:
                out._storage = INFERENCE if mode is INFERENCE else 0
                out._edge = None
                return out
            out._storage = 0
            out._edge = node = cls()  # recorded: a node, its edge, and what its rule reads
            node.seq = next_seq()
            node.hooks = None if mode is True else mode.hooks()
            node.edge = edge
            if reads_a:
                node.saved = input
                storage = input._storage
                node.version = storage if storage.__class__ is int else storage.version
            elif reads_out:
                out._storage = UNTOUCHED
                node.saved = out._data
                node.version = None
            else:
                node.saved = x.shape  # a rule that reads nothing does not look at it
            return out

        def backward_bare(node, g, keep, graph):
            return ((node.edge, vjp(g)),)

        def backward_shape(node, g, keep, graph):
            return ((node.edge, vjp(g, node.saved)),)

        def backward_saved(node, g, keep, graph):
            saved = node.saved
            if saved._storage != node.version:
                raise unreadable(node, saved, node.version)
            if not keep:
                node.saved = FREED
            return ((node.edge, vjp(g, saved if graph else saved._data)),)

        def backward_out(node, g, keep, graph):
            out = node.unpack(node, graph)
            if not keep:
                node.saved = FREED
            return ((node.edge, vjp(g, out)),)

        if reads_out:
            return apply_unary, backward_out
        return apply_unary, backward_shape if reads_shape else backward_saved if reads else backward_bare

    def saved_parts(self):
        """What the rule will read: (name, value, version then)."""
        return [(name, *self.recalled(self)) for name in parameters(self.vjp_a)[1:]]

    def replace_saved_input(self, tensor, before):
        """Have ``before`` saved instead of ``tensor``, which is about to change in place."""
        if self.saved is tensor:
            self.saved, self.version = before, 0

    def replace_saved_output(self, tensor):
        """Have the changed ``tensor`` saved as this node's output, if its rule reads that."""
        if parameters(self.vjp_a)[1:] == ("out",):
            self.saved, self.version = saved_change(tensor), tensor._storage.version  # which is shared by then


class Binary(Operation):
    """An elementwise operation on two tensors. Its rules may read ``a`` and ``b``."""

    # a, b   the inputs that a rule reads, or None
    # like   None, or for each input what its gradient is brought back to where it was broadcast or promoted:
    #        None, its shape, or its shape and dtype as a Like
    __slots__ = ("edge_a", "edge_b", "a", "b", "a_version", "b_version", "like")
    arity = 2
    inputs = "ab"  # the names of those that have rules

    @property
    def edges(self):
        return (self.edge_a, self.edge_b)

    @classmethod
    def compile(cls):
        """The functions ``apply(input, other)`` and ``backward(node, g, keep, graph)`` of this operation."""
        forward, vjp_a, vjp_b = cls.forward, cls.vjp_a, cls.vjp_b
        adapts, broadcasts, floating = adapter(cls) is not None, cls.broadcasts, cls.floating
        a_reads_a, a_reads_b = (name in parameters(vjp_a) for name in "ab")
        b_reads_a, b_reads_b = (name in parameters(vjp_b) for name in "ab")
        bare = not (a_reads_a or a_reads_b or b_reads_a or b_reads_b)

        def apply(input: Tensor, other: Tensor | float) -> Tensor:
            number = other.__class__ is not Tensor and not isinstance(other, Tensor)
            if number:
                other = constant(other, input._data, floating)
                if other is NotImplemented:
                    return NotImplemented
            edge_a, edge_b = input._edge, other._edge
            x, y = input._data, other._data
            like = None
            if x.dtype is not y.dtype or adapts and x.dtype.kind != "f":
                like = (Like(x), Like(y)) if broadcasts else None
                x, y = cast(x, y, cls)
            out = new()
            try:
                if large.met and x.nbytes >= large.LEAST:
                    out._data = large.compute(forward, x, y)
                else:
                    out._data = forward(x, y)
            except ValueError:
                raise broadcast_error(x.shape, y.shape) from None
            except TypeError:
                raise refusal(cls, x) from None
            if y.ndim > 1 and broadcasts and not (x.flags.c_contiguous and y.flags.c_contiguous and out._data.ndim < 3):
                out._data = laid_out(out._data, x, y)
            out._grad = out._view = None
            mode = recording()
            out._storage = INFERENCE if mode is INFERENCE else 0
            if edge_a is None and edge_b is None or not mode or bare and INFERENCE is input._storage is other._storage:
                out._edge = None
                return out
            out._edge = node = cls()
            node.seq = next_seq()
            node.hooks = None if mode is True else mode.hooks()
            node.edge_a = input if edge_a is LEAF else edge_a
            node.edge_b = other if edge_b is LEAF else edge_b
            try:
                if edge_a is not None and a_reads_a or edge_b is not None and b_reads_a:
                    node.a = input
                    storage = input._storage
                    node.a_version = storage if storage.__class__ is int else storage.version
                else:
                    node.a = None
                if edge_a is not None and a_reads_b or edge_b is not None and b_reads_b:
                    node.b = other
                    storage = other._storage
                    node.b_version = storage if storage.__class__ is int else storage.version
                else:
                    node.b = None
            except RuntimeError:  # an inference tensor has no version
                if INFERENCE is input._storage is other._storage:
                    out._edge = None
                    return out
                return apply(*instead(node, "ab", (input, other)))
            node.like = like
            if like is None and broadcasts and not number and x.shape != y.shape:
                shape = out._data.shape
                node.like = None if x.shape == shape else x.shape, None if y.shape == shape else y.shape
            return out

        def backward(node, g, keep, graph):
            edge_a, edge_b, a, b, like = node.edge_a, node.edge_b, node.a, node.b, node.like
            if a is not None and a._storage != node.a_version or b is not None and b._storage != node.b_version:
                return without(node, *first_unreadable(node), g, keep, graph)
            if a is not None:
                if not keep:
                    node.a = FREED
                if not graph:
                    a = a._data
            if b is not None:
                if not keep:
                    node.b = FREED
                if not graph:
                    b = b._data
            if edge_a is not None:
                if a_reads_b:
                    ga = vjp_a(g, a, b) if a_reads_a else vjp_a(g, b)
                else:
                    ga = vjp_a(g, a) if a_reads_a else vjp_a(g)
                if like is not None and like[0] is not None:
                    ga = unbroadcast(ga, like[0])
                if edge_b is None:
                    return ((edge_a, ga),)
            if b_reads_b:
                gb = vjp_b(g, a, b) if b_reads_a else vjp_b(g, b)
            else:
                gb = vjp_b(g, a) if b_reads_a else vjp_b(g)
            if like is not None and like[1] is not None:
                gb = unbroadcast(gb, like[1])
            return ((edge_a, ga), (edge_b, gb)) if edge_a is not None else ((edge_b, gb),)

        return apply, backward

    def saved_parts(self):
        """What the rules will read: (name, value, version then)."""
        items = ((name, getattr(self, name)) for name in "ab")
        return [(name, saved, getattr(self, f"{name}_version")) for name, saved in items if saved is not None]

    def forget(self, name, edges):
        """Do without what was saved under ``name``, and lead to ``edges``."""
        setattr(self, name, None)
        self.edge_a, self.edge_b = edges

    def replace_saved_input(self, tensor, before):
        """Have ``before`` saved instead of ``tensor``, which is about to change in place."""
        if self.a is tensor:
            self.a, self.a_version = before, 0


class Function(Operation):
    """An operation with any number of inputs and parameters; ``apply`` takes them in ``forward``'s order."""

    __slots__ = ("edges", "saved")
    promotes = None  # inputs that are promoted to one dtype: see Elementwise
    contiguous = False  # True: the output is laid out row by row, even if the input is not
    rounds_once = False  # True: float16 is computed in float32, and only the result rounded, as PyTorch does
    kernel = None  # PyTorch's name for it, for the error about an input that has no gradient
    copies = False  # True: recorded even if the input is an inference tensor, as PyTorch's copies are
    of_floats = True  # False: an output of integers or booleans is recorded too

    @classmethod
    def compile(cls):
        """The functions ``apply(*args)`` and ``backward(node, g, keep, graph)`` of this operation."""
        forward, promotes, of_floats, copies = cls.forward, cls.promotes, cls.of_floats, cls.copies
        adapt = adapter(cls) if promotes is None else None
        names = parameters(forward)
        if cls.contiguous:
            forward = in_rows(forward)
        if cls.rounds_once:
            forward = in_single(forward)
        vjps = {name: getattr(cls, f"vjp_{name}") for name in names if hasattr(cls, f"vjp_{name}")}
        cls.inputs = [*vjps]
        inputs = [(names.index(name), 1 << bit) for bit, name in enumerate(vjps)]
        rules = [(vjp, parameters(vjp)[1:]) for vjp in vjps.values()]  # each with the names of what it reads
        if promotes is not None:
            forward = promoting(forward, [i for i, name in enumerate(names) if name in (promotes or vjps)], cls)
            rules = [
                (fitting(vjp), (f"{name}_shape", f"{name}_dtype", *parameters(vjp)[1:])) for name, vjp in vjps.items()
            ]
        savers = {}  # what to save, by the inputs that need a gradient: the sum of their bits

        def apply(*args):
            arrays, tracked = [], 0  # how many tensors require grad; in the end, how many of those have no rule
            for value in args:
                if isinstance(value, Tensor):
                    if value._edge is not None:
                        tracked += 1
                    arrays.append(value._data)
                else:
                    arrays.append(value)
            if arrays[0] is args[0]:
                raise TypeError("the input is not a tensor")  # such as an array, with which forward would go on
            if adapt is not None and arrays[0].dtype.kind != "f":
                arrays[0] = adapt(arrays[0])
            out = new()
            out._data = forward(*arrays)
            out._edge = out._grad = out._view = None
            mode = recording()
            out._storage = INFERENCE if mode is INFERENCE else 0
            if not tracked or not mode or args[0]._storage is INFERENCE and not copies and inference_alone(args):
                return out
            needing, links = 0, []
            for i, bit in inputs:
                value = args[i]
                edge = value._edge if isinstance(value, Tensor) else None
                links.append(value if edge is LEAF else edge)
                if edge is not None:
                    needing |= bit
                    tracked -= 1
            if tracked:
                raise no_rule(cls, {name: value for name, value in zip(names, args, strict=False) if name not in vjps})
            if of_floats and out._data.dtype.kind != "f":
                return out
            out._edge = node = cls()
            node.seq = next_seq()
            node.hooks = None if mode is True else mode.hooks()
            node.edges = tuple(links)
            node.saved = saved = {}
            if needing not in savers:
                savers[needing] = savers_of(rules, needing, names, cls)
            try:
                for name, attribute, i in savers[needing]:
                    if attribute is not None:
                        saved[name] = getattr(args[i]._data, attribute)
                    elif i is None:
                        out._storage = UNTOUCHED
                        saved[name] = SavedOutput(out)
                    elif isinstance(value := args[i], Tensor):
                        saved[name] = SavedTensor(value)
                    else:
                        saved[name] = SavedPositions(value) if value.__class__ is Positions else value
            except RuntimeError:  # an inference tensor has no version
                return apply(*instead(node, names, args))
            return out

        def backward(node, g, keep, graph):
            values, tensors = dict(node.saved), []
            try:
                for name, saved in node.saved.items():
                    if isinstance(saved, SavedTensor):
                        tensors.append(saved)
                        values[name] = saved.unpack(node, graph)
            except RuntimeError as error:
                return without(node, name, error, g, keep, graph)
            pairs = []
            for edge, (rule, reads) in zip(node.edges, rules, strict=True):
                if edge is not None:
                    pairs.append((edge, rule(g, *map(values.__getitem__, reads))))
            if not keep:  # not before: a rule may raise
                for saved in tensors:
                    saved.tensor = FREED
            return pairs

        return apply, backward

    def saved_parts(self):
        """What the rules will read: (name, value, version then)."""
        return [
            (name, *saved.recalled(self)) if isinstance(saved, SavedTensor) else (name, saved, None)
            for name, saved in sorted(self.saved.items())
        ]

    def share_saved_output(self, data):
        """The Storage of the output, which lies in ``data`` now."""
        return self.saved["out"].share_saved_output(data)

    def forget(self, name, edges):
        """Do without what was saved under ``name``, and lead to ``edges``."""
        del self.saved[name]
        self.edges = tuple(edges)

    def replace_saved_input(self, tensor, before):
        """Have ``before`` saved instead of ``tensor``, which is about to change in place."""
        name = parameters(type(self).forward)[0]
        saved = self.saved.get(name)
        if isinstance(saved, SavedTensor) and saved.tensor is tensor:
            self.saved[name] = SavedTensor(before)

    def replace_saved_output(self, tensor):
        """Have the changed ``tensor`` saved as this node's output, if a rule reads that."""
        if "out" in self.saved:
            self.saved["out"] = SavedTensor(saved_change(tensor), is_output=True)


class Elementwise(Function):
    """A ``Function`` whose differentiable inputs are broadcast and promoted to one dtype, as those of a ``Binary``."""

    promotes = ()  # the names of the inputs that are promoted; empty: those that have rules
