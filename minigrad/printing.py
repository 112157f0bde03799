"""How a tensor prints: PyTorch's layout, digit for digit.

Source: https://github.com/pytorch/pytorch/blob/v2.13.0/torch/_tensor_str.py
"""

import math

import numpy as np

from . import dtypes

PRECISION = 4  # digits after the point
THRESHOLD = 1000  # with more elements than this, only the edges are shown
EDGE_ITEMS = 3
LINE_WIDTH = 80


class Formatter:
    """Chooses one notation and one width for all elements of an array."""

    def __init__(self, array):
        self.width = 1
        self.spec = None  # integers and booleans
        if array.dtype.kind == "f":
            values = array.astype(np.float64).ravel()
            values = values[np.isfinite(values) & (values != 0)]
            self.spec = self._choose(values)
        else:
            values = array.ravel()
        # Zeros, infinities and NaN do not count for the width, as in PyTorch.
        self.width = max((len(self(v)) for v in values.tolist()), default=1)

    @staticmethod
    def _choose(values):
        if values.size == 0:
            return ".0f"
        sizes = np.abs(values)
        low, high = float(sizes.min()), float(sizes.max())
        if high / low > 1000.0 or high > 1.0e8 or low < 1.0e-4:
            return f".{PRECISION}e"
        return ".0f" if (values == np.ceil(values)).all() else f".{PRECISION}f"

    def __call__(self, value):
        text = str(value) if self.spec is None else format(value, self.spec)
        if self.spec == ".0f" and math.isfinite(value):
            text += "."
        return text.rjust(self.width)


def array_str(array, indent, formatter, summarize):
    """The nested brackets of an array, with lines continued below their opening bracket."""
    if array.ndim == 0:
        return formatter(array.item())
    if array.ndim == 1:
        return row_str(array, indent, formatter, summarize)
    if summarize and len(array) > 2 * EDGE_ITEMS:
        rows = [*array[:EDGE_ITEMS], None, *array[-EDGE_ITEMS:]]
    else:
        rows = list(array)
    texts = ["..." if row is None else array_str(row, indent + 1, formatter, summarize) for row in rows]
    return "[" + ("," + "\n" * (array.ndim - 1) + " " * (indent + 1)).join(texts) + "]"


def row_str(array, indent, formatter, summarize):
    """One innermost row, broken where the line is full."""
    per_line = max(1, int((LINE_WIDTH - indent) / (formatter.width + 2)))
    if summarize and array.size > 2 * EDGE_ITEMS:
        texts = [formatter(v) for v in array[:EDGE_ITEMS].tolist()]
        texts += [" ..."]
        texts += [formatter(v) for v in array[-EDGE_ITEMS:].tolist()]
    else:
        texts = [formatter(v) for v in array.tolist()]
    lines = [texts[i : i + per_line] for i in range(0, len(texts), per_line)]
    return "[" + (",\n" + " " * (indent + 1)).join(", ".join(line) for line in lines) + "]"


def edges_of(array):
    """The elements that a summary shows, along every dimension."""
    for axis, size in enumerate(array.shape):
        if size > 2 * EDGE_ITEMS:
            ends = [*range(EDGE_ITEMS), *range(size - EDGE_ITEMS, size)]
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
        summarize = array.size > THRESHOLD
        formatter = Formatter(edges_of(array) if summarize else array)
        body = array_str(array, len(prefix), formatter, summarize)
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
        if width + len(suffix) + 2 > LINE_WIDTH:
            text += ",\n" + " " * indent + suffix
            width = indent + len(suffix)
        else:
            text += ", " + suffix
            width += len(suffix) + 2
    return text + ")"
