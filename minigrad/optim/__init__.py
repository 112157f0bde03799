"""``torch.optim``: what changes parameters by their gradients, and what changes learning rates over time.

Source: https://docs.pytorch.org/docs/stable/optim.html
"""

from . import lr_scheduler
from .adagrad import Adagrad
from .adam import Adam, AdamW
from .optimizer import Optimizer
from .rmsprop import RMSprop
from .sgd import SGD

__all__ = ["SGD", "Adagrad", "Adam", "AdamW", "Optimizer", "RMSprop", "lr_scheduler"]

LEFT_OUT = {"ASGD", "Adadelta", "Adafactor", "Adamax", "LBFGS", "Muon", "NAdam", "RAdam", "Rprop", "SparseAdam"}


def __getattr__(name: str) -> None:
    more = f" It has {', '.join(__all__[:-1])}." if name in LEFT_OUT else ""
    raise AttributeError(f"module 'minigrad.optim' has no attribute '{name}'.{more}")
