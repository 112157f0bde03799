"""The operations: one file for each kind of mathematics, loaded when one of its names is first used.

A file puts its operations on Tensor and into ``FUNCTIONS`` itself. ``op_names`` says which file has which name, and
until it is loaded ``Later`` stands on Tensor for its methods.
"""

import functools
import importlib

from ..op_names import FUNCTIONS, METHODS
from ..tensor import Tensor

FILE_OF = {name: file for file, names in FUNCTIONS.items() for name in names.split()}


@functools.cache
def load(file):
    """The module of a file of operations, loaded with those that it needs."""
    before = {**vars(Tensor)}
    module = importlib.import_module(f"{__name__}.{file}")
    for name, method in before.items():
        if vars(Tensor).get(name) is not method:  # a user has put it there, and so it stays
            setattr(Tensor, name, method)
    return module


@functools.cache
def load_all():
    """Load all files of operations."""
    for file in METHODS | FUNCTIONS:
        load(file)


from . import combining  # noqa: E402, F401  (which no program does without, and which needs Tensor)
