"""What a node receives where it is not one gradient: None, or one for each of several outputs."""

from . import errors


class Nothing:
    """The gradient None on its way: with any other it adds up to that one, and hooks see it as None."""

    __array_ufunc__ = None  # array + NOTHING is for NOTHING to answer

    def __add__(self, other):
        return other

    __radd__ = __add__

    def copy(self):
        return self


NOTHING = Nothing()


class Undefined(Exception):
    """Raised to the walk by a node some of whose ``pairs`` of an edge and a gradient carry NOTHING."""

    def __init__(self, pairs):
        self.pairs = pairs

    def sent(self, path):
        """The pairs."""
        return self.pairs


class Unwritable(Undefined):
    """The same where the gradient of the first edge cannot be written, which is wrong only if somebody wants it.

    Else ``free``, if there is one, lets go of what the node has saved.
    """

    def __init__(self, pairs, free):
        super().__init__(pairs)
        self.free = free

    def sent(self, path):
        """The pairs, on the way to the targets of ``path``."""
        if path is None or self.pairs[0][0] in path.edges:
            raise RuntimeError(errors.SHARED_ELEMENTS)
        if self.free is not None:
            self.free()
        return self.pairs


def known(pairs):
    """The pairs that a node sends on; raises ``Undefined`` where one carries NOTHING."""
    if any(g is NOTHING for _, g in pairs):
        raise Undefined(pairs)
    return pairs


class Received(dict):
    """The gradients that a node with several outputs has received, by number; those not used are missing."""

    def copy(self):
        """The same gradients, to be replaced one by one."""
        return Received(self)

    def __add__(self, other):
        total = Received(self)
        for number, g in other.items():
            total[number] = total[number] + g if number in total else g
        return total
