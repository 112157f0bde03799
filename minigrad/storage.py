"""The memory of tensors: which of them share it, and the version, which counts the changes in place."""

import numpy as np

from . import errors
from .grad_mode import INFERENCE


class Storage:
    """Memory that several tensors share: its version counts the in-place changes through any of them."""

    __slots__ = ("limit", "version", "views")

    def __init__(self, version):
        self.version = version
        self.views = []  # weak references to the tensors that are views into it
        self.limit = 8  # with more views than this, add_view forgets the dead ones

    def __eq__(self, version):
        return self.version == version

    def bump(self):
        """Count an in-place change."""
        self.version += 1
        if self.views:
            renew(self)

    def add_view(self, reference):
        """Remember a view, and now and then forget the dead ones."""
        self.views.append(reference)
        if len(self.views) > self.limit:
            self.views = [r for r in self.views if r() is not None]
            self.limit = 2 * len(self.views) + 8

    def live_views(self):
        """The views that are still alive."""
        return [view for view in (reference() for reference in self.views) if view is not None]


UNTOUCHED = Storage(0)  # stands for that of an output whose node has saved the array, until it is shared or changes


class InferenceData(Storage):
    """The Storage of what ``.data`` and ``.detach()`` return for an inference tensor, outside of inference mode.

    Unlike an inference tensor it may be changed in place. It may not be saved, and its views are inference tensors.
    """

    __slots__ = ("changes",)

    def __init__(self):
        self.changes = 0  # what ._version shows; ``version``, which operations save, raises

    version = INFERENCE.__class__.version

    def bump(self):
        self.changes += 1

    def add_view(self, reference):
        out = reference()
        out._storage, out._view = INFERENCE, None

    def live_views(self):
        return ()


class LateVersion(int):
    """A version that was saved after ``detach_()``. ``storage`` is the Detached that it was read from."""


class Detached(Storage):
    """The Storage of a tensor after ``detach_()``. It equals only versions saved later: those before are lost."""

    __slots__ = ("whole", "add_view", "bump", "live_views")
    refusal = errors.SAVED_DETACHED

    def __init__(self, whole):
        self.whole = whole
        self.add_view, self.bump, self.live_views = whole.add_view, whole.bump, whole.live_views

    def __eq__(self, version):
        return getattr(version, "storage", None) is self and self.whole.version == version

    @property
    def version(self):
        """That of the memory."""
        version = LateVersion(self.whole.version)
        version.storage = self
        return version


class Replaced(Detached):
    """The same after ``.data`` was given another shape or dtype, with which a rule would compute something else."""

    __slots__ = ()
    refusal = errors.SAVED_REPLACED


def renew(storage):
    """Tell the views into memory that has changed: see ``ViewOf.renew``."""
    for tensor in storage.live_views():
        tensor._view.renew(tensor)


def share(tensor):
    """The Storage of a tensor whose memory is about to be shared. A NumPy scalar becomes an array for that."""
    if not isinstance(tensor._data, np.ndarray):
        tensor._data = np.array(tensor._data)
    if tensor._storage.__class__ is int:
        tensor._storage = Storage(tensor._storage)
    elif tensor._storage is UNTOUCHED:
        tensor._storage = tensor._edge.share_saved_output(tensor._data)
    return tensor._storage


def root_of(array):
    """The array whose memory this one shows a part of, and at which of its bytes this one begins."""
    root = base = array
    while base is not None:
        if isinstance(base, np.ndarray):
            root = base
        base = getattr(base, "base", None)  # between two arrays there may be a helper of NumPy's as_strided
    return root, array.__array_interface__["data"][0] - root.__array_interface__["data"][0]


def repeats(array):
    """Whether elements of an array share memory, as after ``expand()``."""
    return (
        0 in array.strides
        and array.size > 0
        and any(size > 1 and stride == 0 for size, stride in zip(array.shape, array.strides, strict=True))
    )


def write(tensor, value):
    """Write an array's elements into the tensor's memory, and count the change."""
    if isinstance(tensor._data, np.ndarray):
        tensor._data[...] = value
    else:
        tensor._data = value.astype(tensor._data.dtype)
    bump(tensor)


def bump(tensor):
    """Count an in-place change."""
    storage = tensor._storage
    if storage.__class__ is int:
        tensor._storage = storage + 1
    else:
        touch(tensor)
        tensor._storage.bump()


def touch(tensor):
    """Have the node that made a tensor see what becomes of that, if it has saved the array alone."""
    if tensor._storage is UNTOUCHED:
        share(tensor)


def add_into(tensor, value):
    """Add an array to the tensor's elements in place, and count the change."""
    alone = tensor._storage.__class__ is int
    if not alone and repeats(tensor._data):
        raise RuntimeError(errors.SHARED_ELEMENTS)
    tensor._data += value  # an array itself changes, and a NumPy scalar becomes another
    if alone:
        tensor._storage += 1
    else:
        bump(tensor)
