"""How messages call the type of a value."""

from __future__ import annotations

from typing import Any

from minigrad import Tensor


def typename(obj: Any) -> str:
    """The name of a value's type as PyTorch writes it in messages.

    >>> import minigrad as torch
    >>> torch.typename(torch.ones(2)), torch.typename(3)
    ('torch.FloatTensor', 'int')
    """
    if isinstance(obj, Tensor):
        return f"torch.{obj.dtype.legacy}Tensor"
    named = obj if hasattr(obj, "__qualname__") else type(obj)
    module = getattr(named, "__module__", None)
    return f"{module}.{named.__qualname__}" if module not in (None, "builtins") else named.__qualname__
