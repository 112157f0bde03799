"""``torch.autograd``: gradients as functions, operations of your own, and checks of both.

Source: https://docs.pytorch.org/docs/stable/autograd.html
"""

from ..errors import left_out, only
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

__getattr__ = left_out(__name__, only(__all__))
