"""``torch.autograd.graph``: what a ``grad_fn`` is an instance of."""

from ..node import Node

__all__ = ["Node"]


def __getattr__(name: str) -> None:
    raise AttributeError(
        f"module 'minigrad.autograd.graph' has no attribute '{name}'. minigrad keeps what it saves for backward as it "
        "is, so saved_tensors_hooks, save_on_cpu and their like are left out."
    )
