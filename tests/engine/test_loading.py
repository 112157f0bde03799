"""A file of operations is loaded when one of its names is first used, and nobody sees it."""

import subprocess
import sys

import pytest

from minigrad import op_names
from tools import op_names as tool

FILES = sorted(op_names.METHODS | op_names.FUNCTIONS)

# What each name of Tensor and of the module stands for when the files have been loaded in this order.
DESCRIBE = """
import sys
import minigrad
from minigrad import Tensor, ops, registry

for file in sys.argv[1:]:
    ops.load(file)

def described(value):
    code = getattr(value, "__code__", None)
    wrapped = getattr(value, "__wrapped__", getattr(value, "fget", None))
    return [value.__class__.__name__, getattr(value, "__qualname__", ""), code and code.co_name] + (
        described(wrapped) if wrapped else []
    )

for names in (vars(Tensor), registry.FUNCTIONS, {ufunc.__name__: f for ufunc, f in registry.NUMPY.items()}):
    for name in sorted(names):
        print(name, described(names[name]))
"""


def run(program, *args):
    """What a new Python prints."""
    run = subprocess.run([sys.executable, "-c", program, *args], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_the_table_is_current():
    assert tool.WRITTEN.read_text(encoding="utf-8") == tool.op_names(), "run: python tools/stubs.py"


def test_the_order_of_loading_does_not_matter():
    assert run(DESCRIBE, *FILES) == run(DESCRIBE, *reversed(FILES))


def test_little_is_loaded_with_minigrad():
    loaded = run("import sys, minigrad; print(*(name for name in sys.modules if name.startswith('minigrad.')))")
    assert {name for name in loaded.split() if name.count(".") > 1} == {
        "minigrad.ops.combining",
        "minigrad.ops.elementwise",
    }
    assert "minigrad.nn" not in loaded


FIRST_USES = {
    "function": "print(torch.exp(x), torch.absolute(x), torch.exp_(torch.ones(2)))",
    "method": "print(x.exp(), torch.Tensor.exp(x))",
    "operator": "print(x[0] ** 2, x @ x, x < 2, 7 % x, ~(x == x), -x // 2)",
    "in_place": "y = x.detach(); y.exp_(); y %= 2; y[0] = 1; print(y)",
    "property": "print(x.T, x.nbytes)",
    "numpy": "import numpy; print(numpy.exp(x), numpy.linalg.det(torch.eye(2)), numpy.sum(x))",
    "wrong_call": "print(raised(lambda: x.softmax('0')), raised(lambda: torch.sum(x, 'all')))",
    "assignment": "x.exp = 3; print(x.exp, raised(lambda: setattr(x, 'T', 2)))",
    "super": """
class Logged(torch.Tensor):
    def exp(self):
        return "logged", super().exp()

x.__class__ = Logged
print(x.exp())
""",
    "asking": "print(hasattr(x, 'exp'), hasattr(torch, 'exp'), 'sin' in {*dir(x)} & {*dir(torch)})",
    "star": "from minigrad import *; print(exp(x), save.__name__, Tensor, softmax(x, 0))",
    "file": "from minigrad.ops.transcendental import Exp; print(Exp.apply(x), x.exp(), torch.exp(x), x.arcsin_)",
    "patched": """
torch.exp, torch.Tensor.cos = "a user's", "another"
print(torch.sin(x), torch.exp, x.cos)
""",
    "deleted": """
from unittest.mock import patch

with patch.object(torch.Tensor, "exp", lambda self: "mocked"), patch("minigrad.sin", lambda x: "mocked too"):
    print(x.exp(), torch.sin(x))
print(x.exp(), torch.sin(x))
del torch.Tensor.exp
print(raised(lambda: torch.Tensor.exp))
""",
    "threads": """
import concurrent.futures, sys

sys.setswitchinterval(1e-6)
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    print(*pool.map(lambda name: getattr(x, name)(), ["exp", "sum", "cos", "var", "log", "prod", "sin", "std"]))
""",
}
BEGINNING = """
import minigrad as torch

def raised(call):
    try:
        return call()
    except Exception as error:
        return type(error), str(error)

x = torch.tensor([0.5, 1.5], requires_grad=True)
"""


@pytest.mark.parametrize("use", FIRST_USES)
def test_a_first_use_is_as_any_other(use):
    program = BEGINNING + FIRST_USES[use]
    assert run(program) == run("from minigrad import ops; ops.load_all()\n" + program)


def test_what_a_user_has_put_in_place_of_an_operation_stays():
    assert run(BEGINNING + FIRST_USES["patched"]) == (
        "tensor([0.4794, 0.9975], grad_fn=<SinBackward0>) a user's another\n"
    )
