"""What a node receives where that is not one gradient: none at all, or one for each of its outputs."""

from . import errors


class Nothing:
    """The class of NOTHING, which a walk sends where there is no gradient. PyTorch calls that an undefined tensor.

    Added to a gradient it gives that gradient. Hooks see it as None.
    """

    __array_ufunc__ = None  # so that NumPy leaves array + NOTHING to NOTHING

    def __add__(self, other):
        return other

    __radd__ = __add__

    def copy(self):
        return self


NOTHING = Nothing()


class Undefined(Exception):
    """Raised by a node in place of returning ``pairs`` of an edge and a gradient, if some gradients are NOTHING.

    The walk catches it, and from then on looks at every gradient. Until then it need not.
    """

    def __init__(self, pairs):
        self.pairs = pairs

    def sent(self, path):
        """The pairs."""
        return self.pairs


class Unwritable(Undefined):
    """The same of a CopySlices that cannot write the gradient of its first edge, as elements share memory.

    That is an error only if the walk asks for this gradient. Else ``free()``, if there is one, frees what is saved.
    """

    def __init__(self, pairs, free):
        super().__init__(pairs)
        self.free = free

    def sent(self, path):
        """The pairs. Raises RuntimeError if the first edge leads to a target of ``path``."""
        if path is None or self.pairs[0][0] in path.edges:
            raise RuntimeError(errors.SHARED_ELEMENTS)
        if self.free is not None:
            self.free()
        return self.pairs


def defined(pairs):
    """The pairs that a node sends on. Raises ``Undefined`` if one of the gradients is NOTHING."""
    if any(g is NOTHING for _, g in pairs):
        raise Undefined(pairs)
    return pairs


class Received(dict):
    """The gradients that a node with several outputs has received, by the number of the output; some may be missing."""

    def copy(self):
        """The same gradients in a new ``Received``."""
        return Received(self)

    def __add__(self, other):
        total = Received(self)
        for number, g in other.items():
            total[number] = total[number] + g if number in total else g
        return total
