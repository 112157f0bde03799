"""Views that require grad and have no node yet: what they are shows once they are asked, or used.

A view gets its node when it is made, and another one when it is first asked after a change of its base. It has none
where recording was off when it was made, or where only its base came to require grad later; and what it is after a
change of the base may never be known.
"""

from . import errors
from .edges import NOWHERE
from .grad_mode import recording
from .tensor import Tensor
from .warning import warn


class Unsettled(Tensor):
    """A view that has no node, though it requires grad and is no leaf."""

    __slots__ = ()
    retains_grad = property(lambda self: self.__dict__.get("_retained", False))
    output_nr = 0

    def numpy(self):
        """Refused while operations are recorded."""
        if recording():
            raise RuntimeError(errors.NUMPY_OF_GRAD)
        return super().numpy()


class Spoiled(Unsettled):
    """A view whose base has changed, though it was made in a way that leaves its part in that unknown."""

    __slots__ = ()

    def requires_grad_(self, requires_grad=True):
        """As for any tensor made in this way; nothing follows from it any more."""
        if self._view.maker is not None and not requires_grad:
            raise RuntimeError(errors.FLAG_OF_INTERIOR)
        return self

    @property
    def requires_grad(self):
        """As its base."""
        return True

    @requires_grad.setter
    def requires_grad(self, value):
        if self._view.maker is not None:
            raise RuntimeError(errors.FLAG_SET_ON_INTERIOR if value else errors.FLAG_OF_INTERIOR)

    def retain_grad(self):
        """Nothing, where the tensor was made as a leaf, or retains it already."""
        return self.grad_fn if self._view.maker is not None and not self.retains_grad else None

    @property
    def grad_fn(self):
        """Not to be had."""
        raise RuntimeError(errors.written_view(self._view.forbidden, self._view.maker, indirect=True))

    @Tensor.grad.getter
    def grad(self):
        """As of an interior tensor, where it was made as one and keeps no gradient."""
        if self._grad is None and self._view.maker is not None and not self.retains_grad:
            warn(errors.GRAD_OF_INTERIOR)
        return self._grad

    is_leaf = grad_fn
    _edge = property(lambda self: self.grad_fn if recording() else NOWHERE)


class Unasked(Unsettled):
    """A view without a history whose base has got one: until it is asked for its own, changes take it for a leaf."""

    __slots__ = ()
    requires_grad = True

    def requires_grad_(self, requires_grad=True):
        """Nothing: it requires grad as its base does."""
        return self

    def retain_grad(self):
        """Nothing, as for a leaf."""

    @Tensor.grad.getter
    def grad(self):
        """As of a leaf."""
        return self._grad

    @property
    def is_leaf(self):
        """Which asks."""
        return self.grad_fn is None

    @property
    def grad_fn(self):
        """A new node that leads to the base as it is now."""
        self.__class__ = Tensor
        self._edge = self._view.from_base()
        return self._edge

    @property
    def _edge(self):
        return self.grad_fn if recording() else NOWHERE  # as of one that is Stale

    @_edge.setter
    def _edge(self, edge):
        self.__class__ = Tensor
        self._edge = edge


class Stale(Tensor):
    """A view with a node whose base has changed: until it is asked, it has not got the one that leads there."""

    __slots__ = ()
    requires_grad = property(lambda self: True, Tensor.requires_grad.fset)

    @property
    def is_leaf(self):
        """Which asks."""
        self._view.settle(self)
        return False

    @property
    def _edge(self):
        if not recording():
            return NOWHERE  # what is not recorded does not ask
        self._view.settle(self)
        return self._edge

    @_edge.setter
    def _edge(self, edge):
        self.__class__ = Tensor
        self._edge = edge


UNSURE = Spoiled, Unasked
NODELESS = *UNSURE, Stale
