"""minigrad: PyTorch's autograd, on NumPy, short enough to read.

>>> import minigrad as torch
>>> x = torch.tensor(3.0, requires_grad=True)
>>> y = x**2 + 2 * x
>>> y.backward()
>>> x.grad
tensor(8.)
"""

import importlib
import warnings

# PyTorch overflows in silence. Only warnings from minigrad's own lines are meant: NumPy keeps warning its users.
warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"minigrad\.")

from . import autograd, creation, cuda, linalg, ops, protocols, random  # the last three fill FUNCTIONS
from .autograd.anomaly import is_anomaly_check_nan_enabled, is_anomaly_enabled
from .device import device
from .dtypes import (
    bool_ as bool,
)
from .dtypes import (
    dtype,
    finfo,
    float16,
    float32,
    float64,
    get_default_dtype,
    iinfo,
    int8,
    int16,
    int32,
    int64,
    promote_types,
    set_default_dtype,
    uint8,
)
from .generator import Generator, default_generator
from .grad_mode import (
    enable_grad,
    inference_mode,
    is_grad_enabled,
    is_inference_mode_enabled,
    no_grad,
    set_grad_enabled,
)
from .registry import FUNCTIONS
from .tensor import Size, Tensor

float = float32
double = float64
long = int64

globals().update(FUNCTIONS)

LATER = {
    "nn": "nn",
    "optim": "optim",
    "utils": "utils",
    "save": "serialization",
    "load": "serialization",
    "typename": "utils.names",
    "draw": "seeing.draw",
    "explain": "seeing.explain",
}


def __getattr__(name):
    """What a training loop or a picture needs is loaded when it is first used, and not with minigrad."""
    if name not in LATER:
        raise AttributeError(
            f"module 'minigrad' has no attribute '{name}'. If PyTorch has it, it is one of the things that the course "
            "does without, such as torch.compile and sparse or complex tensors."
        )
    module = importlib.import_module(f"minigrad.{LATER[name]}")
    return module if name == LATER[name] else getattr(module, name)
