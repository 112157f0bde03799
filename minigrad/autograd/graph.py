"""``torch.autograd.graph``: what a ``grad_fn`` is an instance of."""

from ..module_names import module_names
from ..node import Node

__all__ = ["Node"]
__getattr__, __dir__ = module_names(
    __name__,
    "minigrad keeps what it saves for backward as it is: saved_tensors_hooks, save_on_cpu and their like are left out.",
)
