"""``torch.autograd``: gradients as functions, operations of your own, and checks of both.

Source: https://docs.pytorch.org/docs/stable/autograd.html
"""

from . import anomaly, function, functional, graph
from .anomaly import detect_anomaly, set_detect_anomaly
from .function import Function
from .gradcheck import GradcheckError, gradcheck, gradgradcheck
from .gradients import backward, grad
from .variable import Variable

__all__ = [
    "Function",
    "GradcheckError",
    "Variable",
    "anomaly",
    "backward",
    "detect_anomaly",
    "function",
    "functional",
    "grad",
    "gradcheck",
    "gradgradcheck",
    "graph",
    "set_detect_anomaly",
]


def __getattr__(name: str) -> None:
    raise AttributeError(
        f"module 'minigrad.autograd' has no attribute '{name}'. If PyTorch has it, it is one of the things that the "
        "course does without, such as forward-mode differentiation and the profiler."
    )
