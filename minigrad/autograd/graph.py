"""``torch.autograd.graph``: what a ``grad_fn`` is an instance of."""

from ..errors import left_out
from ..node import Node

__all__ = ["Node"]
__getattr__ = left_out(
    __name__,
    "minigrad keeps what it saves for backward as it is: saved_tensors_hooks, save_on_cpu and their like are left out.",
)
