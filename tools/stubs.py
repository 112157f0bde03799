"""Write minigrad/__init__.pyi, from which editors and type checkers know the methods that are put on Tensor
as operations are declared: ``python tools/stubs.py``, after any change to minigrad's public surface.
"""

import inspect
import re
from pathlib import Path

import minigrad
from minigrad.grad_mode import _Mode
from tools import op_names

STUB = Path(minigrad.__file__).with_suffix(".pyi")

HEADER = """\
# Written by tools/stubs.py. Do not edit.
import builtins
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np

from . import nn as nn
from . import optim as optim
from . import utils as utils
from .hooks import RemovableHandle
from .node import Node
from .seeing.draw import draw as draw
from .seeing.explain import explain as explain
from .serialization import load as load
from .serialization import save as save
from .utils.names import typename as typename

F = TypeVar("F", bound=Callable[..., Any])
"""


def signature(name, function, owner=None):
    """One ``def`` line with the first line of the docstring."""
    text = re.sub(r"(, /)?, \*more(: 'Never')?", "", str(inspect.signature(function)))  # they are refused
    text = re.sub(r"(: |-> )'([^']*)'", r"\1\2", text).replace("dtypes.dtype", "_dtype")
    text = re.sub(r"=\s?<[^>]*>", "=...", text)
    if owner and text.startswith("(input"):
        text = re.sub(r"^\(input(: [^,)]*)?", "(self", text)
    text = re.sub(r"\bself: Tensor\b", "self", text)
    if "->" not in text:
        text += " -> Any"
    for builtin in ("float", "bool", "int", "type"):  # torch.float is a dtype, Tensor.float a method
        text = re.sub(rf"\b{builtin}\b", f"_{builtin}", text)
    summary = (inspect.getdoc(function) or "").split("\n")[0]
    return f'def {name}{text}:\n    """{summary}"""' if summary else f"def {name}{text}: ..."


def members(cls):
    """The public members and special methods of a class, as stub lines."""
    for name, member in sorted(vars(cls).items()):
        if name.startswith("_") and not (name.startswith("__") and name.endswith("__")):
            continue
        if isinstance(member, staticmethod):
            member = member.__func__
        if isinstance(member, property):
            yield "@property\n" + signature(name, member.fget, cls)
            if member.fset:
                yield f"@{name}.setter\n" + signature(name, member.fset, cls)
        elif inspect.isfunction(member):
            yield signature(name, member, cls)


def indented(lines):
    return "\n".join(re.sub(r"(?m)^(?=.)", "    ", line) for line in lines)


def stub():
    """The text of the stub file."""
    for file in op_names.FILES:  # a new one, too, whose names have just been written down
        minigrad.ops.load(file)
    parts = [HEADER, "_float = builtins.float\n_bool = builtins.bool\n_int = builtins.int\n_type = builtins.type\n"]
    offered = sorted((vars(minigrad) | minigrad.registry.FUNCTIONS).items())
    public = {name: value for name, value in offered if not name.startswith("_")}
    dtype = minigrad.dtype
    parts.append(
        "class dtype:\n    name: str\n    is_floating_point: _bool\n    itemsize: _int\n\n_dtype = dtype\n"
        + "\n".join(f"{name}: dtype" for name, value in public.items() if isinstance(value, dtype))
    )
    parts.append("class Size(tuple[_int, ...]):\n    def numel(self) -> _int: ...")
    parts.append(f'class Tensor:\n    """{inspect.getdoc(minigrad.Tensor).splitlines()[0]}"""\n')
    parts.append(indented(members(minigrad.Tensor)))
    parts.append(f'class Generator:\n    """{inspect.getdoc(minigrad.Generator).splitlines()[0]}"""\n')
    parts.append(indented(members(minigrad.Generator)))
    parts.append("default_generator: Generator")
    for name, argument in (("finfo", "type: dtype | None = None"), ("iinfo", "type: dtype")):
        number = "_float" if name == "finfo" else "_int"
        fields = "".join(f"    {field}: {number}\n" for field in getattr(minigrad, name).shown[:-1])
        parts.append(f"class {name}:\n    bits: _int\n    dtype: str\n{fields}")
        parts.append(f"    def __init__(self, {argument}) -> None: ...")
    parts.append("class device:\n    type: str\n    index: _int | None\n")
    parts.append(indented([signature("__init__", minigrad.device.__init__)]))
    for name, value in public.items():
        if inspect.isclass(value) and issubclass(value, _Mode):
            argument = "mode: _bool" if name == "set_grad_enabled" else "function: Callable[..., Any] | None = None"
            parts.append(
                f"class {name}:\n    def __init__(self, {argument}) -> None: ...\n"
                "    def __enter__(self) -> None: ...\n    def __exit__(self, *exception: Any) -> None: ...\n"
                "    def __call__(self, function: F) -> F: ..."
            )
    parts.append("def is_grad_enabled() -> _bool: ...")
    parts += [f"from . import {name} as {name}" for name in ("cuda", "linalg")]
    functions = {name: value for name, value in public.items() if inspect.isfunction(value)}
    parts += [signature(name, function) for name, function in functions.items()]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    op_names.WRITTEN.write_text(op_names.op_names(), encoding="utf-8")
    STUB.write_text(stub(), encoding="utf-8")
