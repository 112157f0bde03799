"""Operations that PyTorch implements in Python, on top of others in C++: their arguments are read by both.

When a call of one has failed, it is made once more here, for the error. The function raises what PyTorch's Python code
raises, or returns the call that this code makes to C++: (name, arguments, options), with signatures in ``INNER``.
"""

from __future__ import annotations

from types import FunctionType

from .ops.contraction import dims_of_both
from .overloads import WHOLE
from .tensor import Tensor

INNER = {
    "from_numpy": ("object array",),
    "linalg_matrix_norm": WHOLE["linalg_matrix_norm"],
    "linalg_vector_norm": WHOLE["linalg_vector_norm"],
    "split": ("Tensor input, int split_size, int dim = 0", "Tensor input, ints split_size, int dim = 0"),
    "split_with_sizes": ("Tensor input, ints split_sizes, int dim = 0",),
    "tensordot": ("Tensor input, Tensor other, ints dims_self, ints dims_other, *, Tensor? out = None",),
    "unflatten": ("int dim, ints sizes",),
    "_unique2": ("Tensor input, bool sorted = True, bool return_inverse = False, bool return_counts = False",),
    "unique_dim": (
        "Tensor input, int dim, bool sorted = True, bool return_inverse = False, bool return_counts = False",
    ),
}


def check_has(value, attribute):
    """Raise Python's error if ``value`` is no tensor: that it has no such attribute."""
    if not isinstance(value, Tensor):
        raise AttributeError(f"'{type(value).__name__}' object has no attribute '{attribute}'")


def from_numpy(*args, **options):
    name = "torch._VariableFunctionsClass.from_numpy()"
    if options:
        raise TypeError(f"{name} takes no keyword arguments")
    if len(args) != 1:
        raise TypeError(f"{name} takes exactly one argument ({len(args)} given)")
    return "from_numpy", args, {}


def norm(input, p="fro", dim=None, keepdim=False, out=None, dtype=None):
    check_has(input, "layout")
    options = {"dtype": dtype} if out is None else {"dtype": dtype, "out": out}
    dims = [dim] if isinstance(dim, int) else dim
    if isinstance(p, str) and (p != "fro" or dims is not None and len(dims) > 2):
        dims = [*range(input.ndim)] if dims is None else dims
        return "linalg_matrix_norm", (input, p, dims, keepdim), options
    return "linalg_vector_norm", (input, 2.0 if p in ("fro", None) else p, dims, keepdim), options


def split(tensor, split_size_or_sections, dim=0):
    check_has(tensor, "split")
    return Methods.split(tensor, split_size_or_sections, dim)


def tensordot(a, b, dims=2, out=None):
    left, right = dims_of_both(a, b, dims)
    return "tensordot", (a, b, left, right), {} if out is None else {"out": out}


def unique(*args, **options):
    inverse, counts = (
        args[place] if place < len(args) else options.get(name, False)
        for place, name in ((2, "return_inverse"), (3, "return_counts"))
    )
    if inverse:
        called = "_return_inverse_and_counts" if counts else "_return_inverse"
    else:
        called = "_return_counts" if counts else "_return_output"
    function = FunctionType(_unique_impl.__code__, globals(), called, _unique_impl.__defaults__)
    function.__qualname__ = called
    return function(*args, **options)


def _unique_impl(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    flags = {"sorted": sorted, "return_inverse": return_inverse, "return_counts": return_counts}
    return ("_unique2", (input,), flags) if dim is None else ("unique_dim", (input, dim), flags)


class Methods:
    """The same for methods."""

    def norm(self, p="fro", dim=None, keepdim=False, dtype=None):
        return norm(self, p, dim, keepdim, dtype=dtype)

    def split(self, split_size, dim=0):
        if isinstance(split_size, Tensor) and split_size.numel() == 1:
            split_size = int(split_size)
        return "split" if isinstance(split_size, int) else "split_with_sizes", (self, split_size, dim), {}

    def unflatten(self, dim, sizes):
        if not sizes:
            raise RuntimeError("unflatten: sizes must be non-empty")
        return "unflatten", (dim, sizes), {}

    def unique(self, sorted=True, return_inverse=False, return_counts=False, dim=None):
        return unique(self, sorted=sorted, return_inverse=return_inverse, return_counts=return_counts, dim=dim)


FUNCTIONS = {function.__name__: function for function in (from_numpy, norm, split, tensordot, unique)}
METHODS = {name: member for name, member in vars(Methods).items() if not name.startswith("_")}
for method in METHODS.values():
    method.__qualname__ = f"Tensor.{method.__name__}"
