"""The reference has every public name, each on one page; and how docstrings are read."""

import importlib
import inspect
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

import minigrad as torch
from minigrad.registry import FUNCTIONS
from tools import docstrings

PAGES = sorted((Path(__file__).resolve().parents[2] / "book" / "reference" / "api").glob("*.md"))
DIRECTIVE = re.compile(r"^\.\. (currentmodule|auto\w+):: (\S+)$", re.MULTILINE)


def documented():
    """The full names that the pages ask autodoc for, as often as they do."""
    for path in PAGES:
        module = ""
        for kind, name in DIRECTIVE.findall(path.read_text(encoding="utf-8")):
            if kind == "currentmodule":
                module = name
            else:
                yield name if name.startswith("minigrad.") else f"{module}.{name}"


DOCUMENTED = Counter(documented())
WRITTEN = set(re.findall(r"`(?:torch\.)?(\w+)`", "\n".join(path.read_text(encoding="utf-8") for path in PAGES)))


def names(module):
    """What a module offers: its __all__, or else the public names that it defines itself."""
    listed = getattr(module, "__all__", None) or [
        name for name, value in vars(module).items() if getattr(value, "__module__", None) == module.__name__
    ]
    for name in listed:
        if not name.startswith("_") and not isinstance(getattr(module, name), ModuleType):
            yield f"{module.__name__}.{name}"


def public():
    torch.ops.load_all()
    yield from names(torch)
    yield from (f"minigrad.Tensor.{name}" for name in vars(torch.Tensor) if not name.startswith("_"))
    for module in (
        "autograd",
        "cuda",
        "linalg",
        "nn",
        "nn.functional",
        "nn.init",
        "optim",
        "optim.lr_scheduler",
        "utils.data",
    ):
        yield from names(importlib.import_module(f"minigrad.{module}"))


def stands_elsewhere(name):
    """A method that is a function too, or a form in place, or a name that a table or a sentence has."""
    owner, _, last = name.rpartition(".")
    if owner == "minigrad.autograd":
        return f"minigrad.{last}" in DOCUMENTED
    if owner == "minigrad" and f"minigrad.Tensor.{last}" in DOCUMENTED:
        return True
    if owner == "minigrad" and last.endswith("_"):
        owner = "minigrad.Tensor"
    return (owner == "minigrad.Tensor" and last.removesuffix("_") in FUNCTIONS) or (
        owner in ("minigrad", "minigrad.Tensor") and last in WRITTEN
    )


def test_every_public_name_is_there():
    assert [name for name in public() if name not in DOCUMENTED and not stands_elsewhere(name)] == []


def test_each_on_one_page():
    assert [name for name, times in DOCUMENTED.items() if times > 1] == []


@pytest.mark.parametrize("name", DOCUMENTED)
def test_entry_says_something(name):
    parts = name.split(".")
    value = importlib.import_module("minigrad")
    for part in parts[1:]:
        value = getattr(value, part)
    assert inspect.getdoc(value)


def test_every_page_is_in_the_overview():
    overview = PAGES[0].parents[1] / "api.md"
    assert set(re.findall(r"\(api/(\S+)\)", overview.read_text(encoding="utf-8"))) == {path.name for path in PAGES}


# How docstrings are read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line.", "One line."),
        ("lr: how far.", "``lr``\n    how far."),
        (
            "a, b: both, and what\n    goes on.\nc: one.\nThe rest.",
            "``a``, ``b``\n    both, and what\n    goes on.\n``c``\n    one.\n\nThe rest.",
        ),
        ("Words first.\nlr: how far.", "Words first.\n\n``lr``\n    how far."),
        ("Raises it. Source: https://x.org/a.html", "Raises it. See also `PyTorch's page <https://x.org/a.html>`__."),
        (">>> f()\nlr: 3\n    Error: no", ">>> f()\nlr: 3\n    Error: no"),
    ],
)
def test_markup(text, expected):
    assert docstrings.markup(text.split("\n")) == expected.split("\n")


def test_a_declared_operation_leads_to_its_source():
    module = docstrings.follow(None, "minigrad", "exp")
    code, tags = docstrings.find(None, module)
    first = tags["exp"][1]
    assert code.split("\n")[first - 1] == "class Exp(Unary):"


def test_a_function_leads_to_its_source():
    assert docstrings.follow(None, "minigrad", "sum") == "minigrad.ops.reduction"
    assert docstrings.find(None, "minigrad.tensor") is None
