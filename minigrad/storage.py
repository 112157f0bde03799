"""The memory of tensors: who shares it, how it changes in place, and the version that counts the changes."""

import numpy as np

from . import errors
from .grad_mode import INFERENCE


class Storage:
    """Memory that several tensors share: its version counts the in-place changes through any of them."""

    __slots__ = ("limit", "version", "views")

    def __init__(self, version):
        self.version = version
        self.views = []  # weak references to the tensors that are views into it
        self.limit = 8

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
    """What ``.data`` and ``.detach()`` make of a tensor made in inference mode: such may change outside it.

    It counts the changes, but still may not be saved, and its views are what all that is made in inference mode is.
    """

    __slots__ = ("changes",)

    def __init__(self):
        self.changes = 0

    version = INFERENCE.__class__.version

    def bump(self):
        self.changes += 1

    def add_view(self, reference):
        out = reference()
        out._storage, out._view = INFERENCE, None

    def live_views(self):
        return ()


class LateVersion(int):
    """A version that was saved after ``detach_()``: ``storage`` is the Detached that it comes from."""


class Detached(Storage):
    """What a tensor has as its Storage once ``detach_()`` has taken its node away: what was saved before is lost."""

    __slots__ = ("whole", "add_view", "bump", "live_views")

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


def renew(storage):
    """Let the views into memory that has changed start from their base as it is now, or forbid their use."""
    for tensor in storage.live_views():
        tensor._view.renew(tensor)


def share(tensor):
    """The Storage of a tensor whose memory is about to be shared; a lone number gets memory to share."""
    if not isinstance(tensor._data, np.ndarray):
        tensor._data = np.array(tensor._data)
    if tensor._storage.__class__ is int:
        tensor._storage = Storage(tensor._storage)
    elif tensor._storage is UNTOUCHED:
        tensor._storage = tensor._edge.share_saved_output(tensor._data)
    return tensor._storage


def repeats(array):
    """Whether two elements of an array are the same memory, as ``expand`` makes them."""
    return (
        0 in array.strides
        and array.size > 0
        and any(size > 1 and stride == 0 for size, stride in zip(array.shape, array.strides, strict=True))
    )


def write(tensor, value):
    """Put an array's elements where the tensor's are, and count the change."""
    if isinstance(tensor._data, np.ndarray):
        tensor._data[...] = value
    else:
        tensor._data = value.astype(tensor._data.dtype)
    bump(tensor)


def bump(tensor):
    """Count an in-place change."""
    if tensor._storage.__class__ is int:
        tensor._storage += 1
    else:
        touch(tensor)
        tensor._storage.bump()


def touch(tensor):
    """Have the node that made a tensor see what becomes of that, if it has saved the array alone."""
    if tensor._storage is UNTOUCHED:
        share(tensor)


def add_into(tensor, value):
    """Add an array to the tensor's elements in place, and count the change."""
    data = tensor._data
    alone = tensor._storage.__class__ is int
    if not alone and repeats(data):
        raise RuntimeError(errors.SHARED_ELEMENTS)
    if isinstance(data, np.ndarray):
        np.add(data, value, data)
    else:
        tensor._data = data + value
    if alone:
        tensor._storage += 1
    else:
        bump(tensor)
