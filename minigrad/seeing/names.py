"""What tensors are called, and how their numbers are written where there is little room."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping

import numpy as np

from ..dtypes import of
from ..edges import NOWHERE
from ..engine import edge_of
from ..printing import Formatter
from ..tensor import Tensor

ROOM = 22  # characters that a tensor's numbers may take up


def names_in(frame):
    """The tensors among a frame's variables, and the parameters of the modules among them: ``{name: tensor}``."""
    found = {}
    nn = sys.modules.get("minigrad.nn")
    for scope in (variables(frame), frame.f_globals):
        for name, value in scope.items():
            if name.startswith("_") or name in found:
                continue
            if isinstance(value, Tensor):
                found[name] = value
            elif nn is not None and isinstance(value, nn.Module):
                found.update((f"{name}.{inner}", p) for inner, p in value.named_parameters())
    return found


def variables(frame):
    """The local variables of a frame.

    Up to Python 3.12 a function's frame keeps the dictionary it hands out, and all that is in it would live on.
    """
    scope = frame.f_locals
    copy = dict(scope)
    ours_alone = 3  # references: the frame's, this function's, getrefcount's
    if type(scope) is dict and frame.f_code.co_flags & inspect.CO_OPTIMIZED and sys.getrefcount(scope) == ours_alone:
        scope.clear()
    return copy


def edges_by_name(names: Mapping[str, Tensor]):
    """The first name of every edge: of a leaf that requires grad, or of the node that made a tensor.

    A tensor to which no gradient flows is its own key.
    """
    found = {}
    for name, tensor in names.items():
        if not isinstance(tensor, Tensor):
            raise TypeError(f"names must map names to tensors, but {name!r} is a {type(tensor).__name__}")
        edge = edge_of(tensor)
        found.setdefault(tensor if edge in (None, NOWHERE) else edge, name)
    return found


def numbers(array, room=ROOM):
    """All elements of an array as PyTorch prints them, on one line; None where they take up too much room."""
    array = np.asarray(array)
    if array.size * 2 > room:
        return None
    text = Formatter(array)
    inside = _nested(array, text) if array.size else "[]"
    return inside if len(inside) <= room else None


def _nested(array, text):
    if array.ndim == 0:
        return text(array.item()).strip()
    return "[" + ", ".join(_nested(part, text) for part in array) + "]"


def kind(array):
    """The dtype and the shape of an array: ``float32[5, 1]``."""
    array = np.asarray(array)
    return f"{of(array).name}{list(array.shape)}"


def brief(array, room=ROOM):
    """The elements of an array where there is room for them, else its dtype and shape."""
    return numbers(array, room) or kind(array)


def at(index):
    """An index as it is written between brackets."""
    items = index if isinstance(index, tuple) else (index,)
    if items and items[-1] is Ellipsis:
        items = items[:-1]
    return ", ".join(_item(item) for item in items)


def _item(item):
    if isinstance(item, slice):
        start, stop, step = ("" if n is None else str(n) for n in (item.start, item.stop, item.step))
        return f"{start}:{stop}" + (f":{step}" if step not in ("", "1") else "")
    if isinstance(item, np.ndarray):
        return str(item.tolist()) if item.size <= 4 else "..."
    return "..." if item is Ellipsis else str(item)
