"""How a tensor prints: PyTorch's layout, digit for digit.

Source: https://github.com/pytorch/pytorch/blob/v2.13.0/torch/_tensor_str.py
"""

import math
from types import SimpleNamespace

import numpy as np

from . import dtypes

PROFILES = {
    "default": {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80},
    "short": {"precision": 2, "threshold": 1000, "edgeitems": 2, "linewidth": 80},
    "full": {"precision": 4, "threshold": math.inf, "edgeitems": 3, "linewidth": 80},
}
options = SimpleNamespace(**PROFILES["default"], sci_mode=None)


def set_printoptions(
    precision: int | None = None,
    threshold: float | None = None,
    edgeitems: int | None = None,
    linewidth: int | None = None,
    profile: str | None = None,
    sci_mode: bool | None = None,
) -> None:
    """Choose how tensors print; what is left out stays as it is, but ``sci_mode``.

    precision: digits after the point, 4 at the start. threshold: with more elements, only the edges are shown (1000).
    edgeitems: how many on each side then (3). linewidth: characters in a line (80).
    profile: all of these as "default", "short" or "full" has them.
    sci_mode: whether numbers are written as 1.0000e-05; None leaves that to their sizes.

    Source: https://docs.pytorch.org/docs/stable/generated/torch.set_printoptions.html

    >>> import minigrad as torch
    >>> torch.set_printoptions(precision=2)
    >>> torch.tensor([1.12345])
    tensor([1.12])
    >>> torch.set_printoptions(profile="default")
    """
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems, "linewidth": linewidth}
    chosen = PROFILES.get(profile, {}) | {name: value for name, value in given.items() if value is not None}
    vars(options).update(chosen, sci_mode=sci_mode)


class Formatter:
    """Chooses one notation and one width for all elements of an array."""

    def __init__(self, array):
        self.width = 1
        self.spec = None  # integers and booleans
        self.whole = False  # floats that are whole numbers, which end with a point
        if array.dtype.kind == "f":
            values = array.astype(np.float64).ravel()
            values = values[np.isfinite(values) & (values != 0)]
            self._choose(values)
        else:
            values = array.ravel()
        # Zeros, infinities and NaN do not count for the width, as in PyTorch.
        self.width = max((len(self(v)) for v in values.tolist()), default=1)

    def _choose(self, values):
        scientific = False
        if values.size:
            sizes = np.abs(values)
            low, high = float(sizes.min()), float(sizes.max())
            scientific = options.sci_mode
            if scientific is None:
                scientific = high / low > 1000.0 or high > 1.0e8 or low < 1.0e-4
        self.whole = not scientific and bool((values == np.ceil(values)).all())
        self.spec = ".0f" if self.whole else f".{options.precision}{'e' if scientific else 'f'}"

    def __call__(self, value):
        text = str(value) if self.spec is None else format(value, self.spec)
        if self.whole and math.isfinite(value):
            text += "."
        return text.rjust(self.width)


def array_str(array, indent, formatter, summarize):
    """The nested brackets of an array, with lines continued below their opening bracket."""
    if array.ndim == 0:
        return formatter(array.item())
    if array.ndim == 1:
        return row_str(array, indent, formatter, summarize)
    edge = options.edgeitems
    if summarize and len(array) > 2 * edge:
        rows = [*array[:edge], None, *array[len(array) - edge :]]
    else:
        rows = list(array)
    texts = ["..." if row is None else array_str(row, indent + 1, formatter, summarize) for row in rows]
    return "[" + ("," + "\n" * (array.ndim - 1) + " " * (indent + 1)).join(texts) + "]"


def row_str(array, indent, formatter, summarize):
    """One innermost row, broken where the line is full."""
    per_line = max(1, int((options.linewidth - indent) / (formatter.width + 2)))
    edge = options.edgeitems
    if summarize and array.size > 2 * edge:
        texts = [formatter(v) for v in array[:edge].tolist()]
        texts += [" ..." if edge else "..."]
        texts += [formatter(v) for v in array[array.size - edge :].tolist()]
    else:
        texts = [formatter(v) for v in array.tolist()]
    lines = [texts[i : i + per_line] for i in range(0, len(texts), per_line)]
    return "[" + (",\n" + " " * (indent + 1)).join(", ".join(line) for line in lines) + "]"


def edges_of(array):
    """The elements that a summary shows, along every dimension."""
    edge = options.edgeitems
    for axis, size in enumerate(array.shape):
        if size > 2 * edge:
            ends = [*range(edge), *range(size - edge, size)]
            array = np.take(array, ends, axis)
    return array


def tensor_repr(tensor):
    """``tensor(...)`` with what PyTorch adds behind the elements: size, dtype, and how it came to be."""
    array = np.asarray(tensor._data)
    prefix = "tensor("
    suffixes = []
    default = tensor.dtype in (dtypes.get_default_dtype(), dtypes.int64, dtypes.bool_)
    if array.size == 0:
        body = "[]"
        if array.ndim != 1:
            suffixes.append(f"size={tuple(array.shape)}")
        default = tensor.dtype is dtypes.get_default_dtype()
    else:
        summarize = array.size > options.threshold
        formatter = Formatter(edges_of(array) if summarize else array)
        body = array_str(array, len(prefix), formatter, summarize)
        if not options.edgeitems:
            suffixes.append(f"size={tuple(array.shape)}")
    if not default:
        suffixes.append(f"dtype={tensor.dtype!r}")
    try:
        maker = tensor.grad_fn and tensor.grad_fn.grad_fn_name
    except RuntimeError:  # its base has changed
        maker = "Invalid"
    if maker is not None:
        suffixes.append(f"grad_fn=<{maker}>")
    elif tensor.requires_grad:
        suffixes.append("requires_grad=True")
    return add_suffixes(prefix + body, suffixes, len(prefix))


def add_suffixes(text, suffixes, indent):
    """Append each suffix to the last line, or to a new one where the line would be full."""
    width = len(text) - text.rfind("\n") + 1
    for suffix in suffixes:
        if width + len(suffix) + 2 > options.linewidth:
            text += ",\n" + " " * indent + suffix
            width = indent + len(suffix)
        else:
            text += ", " + suffix
            width += len(suffix) + 2
    return text + ")"
