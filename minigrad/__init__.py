"""minigrad: PyTorch's autograd, on NumPy, short enough to read.

>>> import minigrad as torch
>>> x = torch.tensor(3.0, requires_grad=True)
>>> y = x**2 + 2 * x
>>> y.backward()
>>> x.grad
tensor(8.)
"""

import warnings

# PyTorch overflows in silence. Only warnings raised from minigrad's own lines are meant: NumPy keeps warning its users.
warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"minigrad\.")

from . import creation, ops  # noqa: E402, F401  (they fill FUNCTIONS)
from .dtypes import (  # noqa: E402
    bool_ as bool,  # noqa: A004
    dtype,
    float16,
    float32,
    float64,
    get_default_dtype,
    int8,
    int16,
    int32,
    int64,
    promote_types,
    set_default_dtype,
    uint8,
)
from .grad_mode import enable_grad, is_grad_enabled, no_grad, set_grad_enabled  # noqa: E402
from .registry import FUNCTIONS  # noqa: E402
from .tensor import Size, Tensor  # noqa: E402

float = float32  # noqa: A001
double = float64
long = int64

globals().update(FUNCTIONS)
