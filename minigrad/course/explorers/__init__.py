"""Explorers: figures that the reader moves."""

from .line_fit import LineFit

__all__ = ["LineFit"]
