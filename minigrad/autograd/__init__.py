"""``torch.autograd``: gradients as functions, operations of your own, and checks of both.

Source: https://docs.pytorch.org/docs/stable/autograd.html
"""

from . import function, functional
from .function import Function
from .gradcheck import GradcheckError, gradcheck, gradgradcheck
from .gradients import backward, grad

__all__ = ["Function", "GradcheckError", "backward", "function", "functional", "grad", "gradcheck", "gradgradcheck"]
