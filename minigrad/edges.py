"""The marks that stand in a tensor's ``_edge`` where there is no node."""


class Leaf:
    """The mark in ``_edge`` of a leaf that requires grad: what uses it links to the tensor itself."""

    def __repr__(self):
        return "LEAF"


LEAF = Leaf()


class Nowhere:
    """The mark in ``_edge`` of a view that requires grad only as its base does: a node where a walk ends."""

    edges = ()
    seq = -1
    hooks = None

    def backward(self, g, keep, graph):
        """Nothing lies beyond."""
        return ()

    def backward_nothing(self, keep, graph):
        return ()


NOWHERE = Nowhere()
