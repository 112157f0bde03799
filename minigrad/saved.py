"""What nodes save for their rules, and the errors for what cannot be read any more."""

from __future__ import annotations

from gc import get_referrers
from weakref import ref

import numpy as np

from . import errors, grad_mode
from .edges import LEAF
from .storage import Detached, Replaced, Storage, share, touch
from .tensor import Tensor, alias, make


def parameters(function):
    """The names of a Python function's positional parameters."""
    code = getattr(function, "__wrapped__", function).__code__
    return code.co_varnames[: code.co_argcount]


class Freed:
    """Stands where a saved tensor was. Its version equals no other, so a rule that reads it raises."""

    _storage = -1


FREED = Freed()


class OwnOutput:
    """Keeps an output for the rules of its own node: the array alone, and as its version the Storage, or as yet None.

    That is made once the output is shared or changes, or is asked for as a Tensor: then another one stands in for it.
    """

    __slots__ = ()

    def share_saved_output(self, data):
        """The Storage of the output, which lies in ``data`` now."""
        if self.saved is not FREED:
            self.saved = data
        if self.version is None:
            self.version = Storage(0)
        return self.version

    def recalled(self, node):
        """What is saved, and the version that it had then."""
        if not isinstance(self.saved, (np.ndarray, np.generic)):
            return self.saved, getattr(self, "version", None)  # a shape has none
        out = make(np.asanyarray(self.saved))
        out._storage = self.share_saved_output(out._data)
        out._edge = node
        return out, 0

    def unpack(self, node, graph):
        """What the rule of ``node`` reads: the array, or under ``graph`` the Tensor with its history."""
        saved = self.saved
        if not graph and saved is not FREED and (self.version is None or self.version == 0):
            return saved  # the array: a Tensor would have changed in place, and have a later version
        out, version = self.recalled(node)
        if out._storage != version:
            raise unreadable(node, out, version, True)
        return with_history(out, node) if graph else out._data


def saved_change(tensor):
    """What stands in for an output that changed in place; that of a view leads to what now makes it from its base."""
    out = alias(tensor, share(tensor))
    if tensor._view is not None:
        out.__dict__["_maker"] = ref(tensor._edge)
    return out


def lies_detached(saved, version):
    """Whether a saved tensor has lost its node by ``detach_()`` and is unchanged. Users may read it then, rules not."""
    return isinstance(saved, Tensor) and isinstance(saved._storage, Detached) and saved._storage.whole == version


def unreadable(node, saved, version, is_output=False, number=0):
    """The error for a saved tensor that has been freed, or changed in place since it was saved."""
    if saved is FREED:
        return RuntimeError(errors.FREED)
    detached = isinstance(saved._storage, Detached) and getattr(version, "storage", None) is not saved._storage
    if detached and (node._computes_only_what_is_needed or isinstance(saved._storage, Replaced)):
        return RuntimeError(saved._storage.refusal)
    try:  # PyTorch takes what a Function has saved and is detached by now for an output of the Function
        maker = node if is_output or detached else saved.grad_fn
    except RuntimeError as refused:  # a view that must not be used any more
        return refused
    kind = "CPUBoolType" if saved._data.dtype == bool else f"torch.{saved.dtype.legacy}Tensor"
    what = f"[{kind} {list(saved.shape)}]"
    if maker is not None:
        viewed = "_maker" in saved.__dict__ and saved.__dict__["_maker"]() is not None
        what += f", which is output {number} of {'AsStrided' if viewed else operation_of(maker)},"
    return RuntimeError(errors.modified(what, saved._version, version, grad_mode.when_on is not True))


def first_unreadable(node):
    """The name of what a node cannot read, and the error for it: what PyTorch checks first. None if it can read all."""
    lost = {name: saved for name, saved, state in node.saved_items() if state in ("changed", "freed")}
    for name in sorted(as_looked_at(node, lost), key=node.only_nowhere_reads):
        return name, unreadable(node, lost[name], node.saved_version(name), name == "out")
    return None


def state_of(saved, version):
    """Whether a rule can read what was saved: "saved", "freed", "changed" in place, or "kept", which is never freed."""
    if saved is FREED:
        return "freed"
    if not isinstance(saved, Tensor):
        return "kept"
    return "saved" if saved._storage == version else "changed"


class SavedTensor:
    """A tensor kept for a rule, with the version it had when it was saved."""

    __slots__ = ("tensor", "version", "is_output")

    number = 0  # which output it was

    def __init__(self, tensor, is_output=False):
        self.tensor = tensor
        storage = tensor._storage
        self.version = storage if storage.__class__ is int else storage.version
        self.is_output = is_output

    def recalled(self, node):
        """What is saved, and the version that it had then."""
        return self.tensor, self.version

    def unpack(self, node, graph):
        """What ``node``'s rule reads: the array, or under ``graph`` the Tensor with its history."""
        if self.tensor._storage != self.version:
            raise unreadable(node, self.tensor, self.version, self.is_output, self.number)
        if not graph:
            return self.tensor._data
        return with_history(self.tensor, node) if self.is_output else self.tensor


class SavedOutput(OwnOutput, SavedTensor):
    """An output kept by a ``Function``."""

    __slots__ = ()
    saved = SavedTensor.tensor

    def __init__(self, out):
        self.tensor, self.version = out._data, None


class Positions(tuple):
    """The arrays of an index, with the ``tensors`` that they were read from; ``is_mask`` if that was a single mask."""


class SavedPositions(SavedTensor):
    """An index kept for a rule: freed like a tensor, and unreadable once one of its tensors has changed."""

    __slots__ = ("read",)

    def __init__(self, positions):
        self.tensor = positions
        self.version = None
        self.is_output = False
        self.read = [SavedTensor(tensor) for tensor in positions.tensors]

    def unpack(self, node, graph):
        if self.tensor is FREED:
            raise unreadable(node, FREED, None)
        for saved in self.read:
            saved.unpack(node, graph)
        return self.tensor


def savers_of(rules, needing, names, cls):
    """For all that rules will read, for the inputs whose bits are in ``needing``: its name, and its ``source``."""
    reads = {name for bit, (_, reads) in enumerate(rules) if needing >> bit & 1 for name in reads}
    return [(name, *source(name, names)) for name in as_looked_at(cls, reads)]


def as_looked_at(cls, names):
    """What rules read, in the order in which PyTorch checks it: inputs by PyTorch's names, then the output."""
    called = dict(zip("abc", cls.saved_as, strict=False))
    return sorted(names, key=lambda name: (name == "out", called.get(name, name)))


def source(name, names):
    """Where a rule's parameter comes from: (attribute of the array, or None; position of the input, or None)."""
    if name == "out":
        return None, None
    what, _, attribute = name.rpartition("_")
    if attribute in ("shape", "dtype"):
        return attribute, names.index(what)
    return None, names.index(name)


def with_history(saved, node):
    """A saved output as the Tensor it was: made by ``node``, or by what that is a part of."""
    if saved._edge is not None:
        return saved
    out = saved.detach()
    maker = saved.__dict__.get("_maker")
    out._edge = maker and maker() or node
    return out


def operation_of(node):
    """The name of a node's operation in messages: ``Mul`` for ``MulBackward0``."""
    head, _, tail = node.name().removesuffix("0").rpartition("Backward")
    return node.name() if tail == "s" else head + tail


def touch_output(node):
    """Have ``node`` see what becomes of its output: who has what it saved may change that, and look at the output."""
    for holder in get_referrers(node) if node not in (None, LEAF) else ():
        if isinstance(holder, Tensor):
            touch(holder)


def saved_names(cls):
    """The tensors that the rules of a class of nodes may read: by PyTorch's names, those in the rules."""
    reads = {what for name in dir(cls) if name.startswith("vjp_") for what in parameters(getattr(cls, name))}
    names = {**dict(zip("abc", cls.saved_as, strict=False)), "out": "result"}
    return {f"_saved_{name}": what for what, name in names.items() if what in reads}


class SavedAs:
    """An attribute of nodes, for a saved tensor under PyTorch's name, such as ``_saved_self``.

    A ``__getattr__`` could do it too, but Python is slower with all attributes of a class that has one.
    """

    def __init__(self, name):
        self.name = name

    def __get__(self, node, owner):
        what = saved_names(owner).get(self.name)
        if what is None:
            raise AttributeError(f"'{owner.__name__}' object has no attribute '{self.name}'", name=self.name, obj=node)
        if what == "out":
            touch_output(node)
        for item, saved, state in () if node.only_nowhere_reads(what) else node.saved_items():
            if item == what and (state == "saved" or lies_detached(saved, node.saved_version(what))):
                if what == "out":
                    return with_history(saved, node)
                if saved._view is None:
                    touch_output(saved._edge)
                return saved
            if item == what:
                raise unreadable(node, saved, node.saved_version(what), what == "out")
        return None  # not saved: only the rule of an input that needs no gradient reads it
