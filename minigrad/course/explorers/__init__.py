"""Explorers: figures that the reader moves."""

from .line_fit import LineFit
from .slope import Slope

__all__ = ["LineFit", "Slope"]
