"""Classes of views whose node is not known before somebody asks for it, or uses the view.

A recorded change in place of the base gives every view a new node. As in PyTorch, it is made when it is first asked
for: until then the view is ``Stale``. A view that was made while nothing was recorded, or before its base required
grad, had no node so far. It is ``Unasked`` then; or ``Spoiled``, if a gradient through it could not be right, and to
ask raises. A view returns to the class Tensor when it has its node.
"""

from . import errors
from .edges import NOWHERE
from .grad_mode import recording
from .tensor import Tensor
from .warning import warn


class Unsettled(Tensor):
    """A view that has no node so far, though it requires grad because its base does."""

    __slots__ = ()
    retains_grad = property(lambda self: self.__dict__.get("_retained", False))
    output_nr = 0

    def numpy(self, *, force=False):
        """Refused while operations are recorded, unless ``force`` is True."""
        if recording() and not force:
            raise RuntimeError(errors.NUMPY_OF_GRAD)
        return super().numpy(force=force)


class Spoiled(Unsettled):
    """A view that may not be used any more, since its base has changed: see ``errors.written_view``.

    ``_view.maker`` is None if it was made as a leaf. PyTorch looks at that before it raises.
    """

    __slots__ = ()

    def requires_grad_(self, requires_grad=True):
        """Nothing, or the error for an interior tensor."""
        if self._view.maker is not None and not requires_grad:
            raise RuntimeError(errors.FLAG_OF_INTERIOR)
        return self

    @property
    def requires_grad(self):
        """True, as its base does."""
        return True

    @requires_grad.setter
    def requires_grad(self, value):
        if self._view.maker is not None:
            raise RuntimeError(errors.FLAG_SET_ON_INTERIOR if value else errors.FLAG_OF_INTERIOR)

    def retain_grad(self):
        """Nothing, if it was made as a leaf or retains its gradient already; else it raises as ``grad_fn`` does."""
        return self.grad_fn if self._view.maker is not None and not self.retains_grad else None

    @property
    def grad_fn(self):
        """Raises RuntimeError."""
        raise RuntimeError(errors.written_view(self._view.forbidden, self._view.maker, indirect=True))

    @Tensor.grad.getter
    def grad(self):
        """What ``backward()`` has added up before, with the warning for an interior tensor if it was made as one."""
        if self._grad is None and self._view.maker is not None and not self.retains_grad:
            warn(errors.GRAD_OF_INTERIOR)
        return self._grad

    is_leaf = grad_fn

    @property
    def _edge(self):
        return self.grad_fn if recording() else NOWHERE

    @_edge.setter
    def _edge(self, edge):  # as what it was before does not matter to the output of a Function
        self.__class__ = Tensor
        self._edge = edge


class Unasked(Unsettled):
    """A view that had no node, and whose base has got one. Until it is asked for its own, it is taken for a leaf."""

    __slots__ = ()
    requires_grad = True

    def requires_grad_(self, requires_grad=True):
        """Nothing: it requires grad because its base does."""
        return self

    def retain_grad(self):
        """Nothing, as for a leaf."""

    @Tensor.grad.getter
    def grad(self):
        """As for a leaf, without a warning."""
        return self._grad

    @property
    def is_leaf(self):
        """False. To know that, it asks for the node."""
        return self.grad_fn is None

    @property
    def grad_fn(self):
        """A new node that leads to the base as it is now."""
        self.__class__ = Tensor
        self._edge = self._view.from_base()
        return self._edge

    @property
    def _edge(self):
        return self.grad_fn if recording() else NOWHERE  # to use it unrecorded is not to ask

    @_edge.setter
    def _edge(self, edge):
        self.__class__ = Tensor
        self._edge = edge


class Stale(Tensor):
    """A view that had a node, and whose base has changed. It gets the node that leads to the new base when asked."""

    __slots__ = ()
    requires_grad = property(lambda self: True, Tensor.requires_grad.fset)

    @property
    def is_leaf(self):
        """False. To know that, it asks for the node."""
        self._view.settle(self)
        return False

    @property
    def _edge(self):
        if not recording():
            return NOWHERE  # to use it unrecorded is not to ask
        self._view.settle(self)
        return self._edge

    @_edge.setter
    def _edge(self, edge):
        self.__class__ = Tensor
        self._edge = edge


UNSURE = Spoiled, Unasked
NODELESS = *UNSURE, Stale
for cls in NODELESS:
    cls.__name__ = Tensor.__name__  # in messages it is the class of a tensor like any other
