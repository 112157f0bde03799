"""The names of a module: those that are loaded when they are first used, and the error for those that it lacks."""

import importlib
import sys


def module_names(module, there_is, later=()):
    """The ``__getattr__`` and the ``__dir__`` of a module.

    there_is: a sentence on what the module has, for the error.
    later: the names that are loaded when they are first used, each with the module that has it, or is it.
    """

    def __getattr__(name):
        if name in later:
            found = importlib.import_module(f"{module}.{later[name]}")
            return found if name == later[name] else getattr(found, name)
        more = "" if name.startswith("_") else f" {there_is}"
        raise AttributeError(f"module '{module}' has no attribute '{name}'.{more}")

    def __dir__():
        return sorted({*vars(sys.modules[module]), *later})

    return __getattr__, __dir__


def only(names):
    """The sentence for a module of which ``names`` is all there is."""
    return f"minigrad has {', '.join(names)}; for others use PyTorch."
