"""``torch.optim``: optimizers, which change parameters by their gradients, and schedulers, which change learning rates.

Source: https://docs.pytorch.org/docs/stable/optim.html
"""

from ..module_names import module_names, only
from . import lr_scheduler
from .adagrad import Adagrad
from .adam import Adam, AdamW
from .optimizer import Optimizer
from .rmsprop import RMSprop
from .sgd import SGD

__all__ = ["SGD", "Adagrad", "Adam", "AdamW", "Optimizer", "RMSprop", "lr_scheduler"]

__getattr__, __dir__ = module_names(__name__, only(__all__[:-1]))
