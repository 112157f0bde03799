"""What the book's pages import: figures that move, and a check of the reader's answers.

Everything is loaded on first use, so that importing this costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .checks import check
    from .explorers import Accumulator, Descent, GraphStepper, LineFit, Race, Slope, Valley

__all__ = ["Accumulator", "Descent", "GraphStepper", "LineFit", "Race", "Slope", "Valley", "check"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        module = ".checks" if name == "check" else ".explorers"
        return getattr(import_module(module, __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
