"""Explorers: figures that the reader moves."""

from .accumulator import Accumulator
from .descent import Descent
from .graph_stepper import GraphStepper
from .line_fit import LineFit
from .race import Race
from .slope import Slope
from .valley import Valley

__all__ = ["Accumulator", "Descent", "GraphStepper", "LineFit", "Race", "Slope", "Valley"]
