"""What is in a tensor's ``_edge`` where that is not the node that made it."""


class Leaf:
    """The class of LEAF, the ``_edge`` of a leaf that requires grad. Nodes link to the tensor itself instead."""

    def __repr__(self):
        return "LEAF"


LEAF = Leaf()


class Nowhere:
    """The class of NOWHERE, the ``_edge`` of a view that requires grad only because its base does.

    Such a view was made while nothing was recorded, or before its base required grad. To the walk NOWHERE is a node
    like any other, at which it ends.
    """

    edges = ()
    seq = -1
    hooks = None

    def backward(self, g, keep, graph):
        """Nothing is sent on."""
        return ()

    def backward_nothing(self, keep, graph):
        return ()


NOWHERE = Nowhere()
