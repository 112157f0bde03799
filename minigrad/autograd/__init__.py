"""``torch.autograd``: gradients as functions, operations of your own, and checks of both.

Source: https://docs.pytorch.org/docs/stable/autograd.html
"""

from typing import TYPE_CHECKING

from ..grad_mode import enable_grad, inference_mode, no_grad, set_grad_enabled
from ..module_names import module_names, only
from .gradcheck import GradcheckError, gradcheck, gradgradcheck
from .gradients import backward, grad

if TYPE_CHECKING:
    from . import anomaly, function, functional, graph
    from .anomaly import detect_anomaly, set_detect_anomaly
    from .function import Function
    from .variable import Variable

__all__ = [
    "Function",
    "GradcheckError",
    "Variable",
    "anomaly",
    "backward",
    "detect_anomaly",
    "enable_grad",
    "function",
    "functional",
    "grad",
    "gradcheck",
    "gradgradcheck",
    "graph",
    "inference_mode",
    "no_grad",
    "set_detect_anomaly",
    "set_grad_enabled",
]

_LATER = {
    "Function": "function",
    "Variable": "variable",
    "anomaly": "anomaly",
    "detect_anomaly": "anomaly",
    "function": "function",
    "functional": "functional",
    "graph": "graph",
    "set_detect_anomaly": "anomaly",
}

__getattr__, __dir__ = module_names(__name__, only(__all__), _LATER)
