"""minigrad: PyTorch's autograd, on NumPy, short enough to read.

>>> import minigrad as torch
>>> x = torch.tensor(3.0, requires_grad=True)
>>> y = x**2 + 2 * x
>>> y.backward()
>>> x.grad
tensor(8.)

What to read, first things first:

ops/elementwise, grad_mode, function, engine, tensor    the engine
ops, operation, registry        the mathematics, and how a declaration becomes an operation with all its names
op_names, second_names, module_names, absent            the names: of each file, second ones, those that are left out
node, edges, saved, storage     the graph, and what it keeps
roots, runners, received, path, hooks                   what else happens in a walk
view, inplace, unsettled        tensors that share memory, and changes in place
promotion, constants, rules, layout, large              how arrays are combined, and where results lie in memory
creation, from_data, random, generator, sampling        where tensors come from
dtypes, size, device, return_types, printing, serialization, protocols  what else a tensor has
autograd, linalg, nn, optim, utils, cuda                PyTorch's modules with these names
errors, warning                 what errors and warnings say
checks, calls, signatures, overloads, in_python, arguments, left_out    PyTorch's errors for wrong arguments
seeing, course                  pictures of graphs; the figures and checks of the book
"""

import sys
import warnings

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python, 2.7 too, reads this file, which has no f-string for it
    # While `-m` still looks for its module, nothing but "-m" is its name, or "-c" in 2.7; a traceback is no help there.
    raise (SystemExit if sys.argv[:1] in (["-m"], ["-c"]) else ImportError)(
        "minigrad needs Python 3.11 or newer, and " + sys.executable + " is " + ".".join(map(str, sys.version_info[:2]))
        + ". Install a newer one from https://www.python.org and start it by its name, such as python3.12."
    )  # fmt: skip
if sys.argv[:1] == ["-m"] and "minigrad.course" in sys.orig_argv:
    # The course's command line starts before the engine: its doctor is for where NumPy is missing, old or broken.
    from .course.__main__ import main

    sys.exit(main())

# PyTorch overflows in silence. Only warnings from minigrad's own lines are meant: NumPy keeps warning its users.
warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"minigrad\.")

from .tensor import Tensor  # isort: skip  (which all of the engine needs first)

from math import e, inf, nan, pi

from . import creation, from_data, ops, protocols, random  # they fill FUNCTIONS
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
    is_anomaly_check_nan_enabled,
    is_anomaly_enabled,
    is_grad_enabled,
    is_inference_mode_enabled,
    no_grad,
    set_grad_enabled,
)
from .module_names import module_names as _module_names
from .printing import set_printoptions
from .registry import FUNCTIONS as _FUNCTIONS
from .size import Size
from .warning import is_warn_always_enabled, set_warn_always

__version__ = "0.1.0"

half = float16
float = float32
double = float64
short = int16
int = int32
long = int64


def _offered(name):
    """The function ``torch.<name>``, which pickles find under that name."""
    function = _FUNCTIONS[name]
    function.__module__, function.__qualname__ = __name__, name
    return function


globals().update({name: _offered(name) for name in _FUNCTIONS})

_LATER = {  # what a training loop, a picture or linear algebra needs is loaded when it is first used
    "autograd": "autograd",
    "cuda": "cuda",
    "linalg": "linalg",
    "nn": "nn",
    "optim": "optim",
    "utils": "utils",
    "save": "serialization",
    "load": "serialization",
    "typename": "utils.names",
    "draw": "seeing.draw",
    "explain": "seeing.explain",
}

_later, __dir__ = _module_names(
    __name__,
    "If PyTorch has it, it is one of the things that the course does without, such as torch.compile and sparse or "
    "complex tensors.",
    ops.FILE_OF | _LATER,
)


def __getattr__(name):
    if name in ops.FILE_OF:
        ops.load(ops.FILE_OF[name])
        value = globals()[name] = _offered(name)
        return value
    return _later(name)


__all__ = [  # for `from minigrad import *`: no modules, as in PyTorch
    name
    for name in __dir__()
    if not name.startswith("_") and _LATER.get(name) != name and not isinstance(globals().get(name), type(sys))
]
