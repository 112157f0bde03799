"""Explorers: figures that the reader moves."""

from .descent import Descent
from .line_fit import LineFit
from .slope import Slope
from .valley import Valley

__all__ = ["Descent", "LineFit", "Slope", "Valley"]
