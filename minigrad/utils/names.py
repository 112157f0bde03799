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
    cls = obj if isinstance(obj, type) else type(obj)
    return cls.__qualname__ if cls.__module__ == "builtins" else f"{cls.__module__}.{cls.__qualname__}"
