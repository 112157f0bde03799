"""The package is typed: the stub is what the code offers, and a type checker agrees with it."""

from pathlib import Path

from mypy import api

from tools import stubs

USE = """
from typing import assert_type

import minigrad as torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
y = ((x * 2 + 1) ** 2 / 3 - x).exp().sum(dim=0)
y.backward()
assert x.grad is not None
assert_type(x.grad, torch.Tensor)
assert_type(2 - x @ x, torch.Tensor)
assert_type(torch.mul(2.0, x), torch.Tensor)
assert_type(x.is_leaf, bool)
assert_type(x.shape, torch.Size)
assert_type(torch.zeros(2, 3, dtype=torch.float64)[0].T.float(), torch.Tensor)
assert_type([row.item() for row in x], list[bool | int | float])
with torch.no_grad():
    x -= 0.1 * x.grad
x.grad = None

@torch.no_grad()
def halved(n: int) -> float:
    return n / 2

assert_type(halved(3), float)
model = torch.nn.Sequential(torch.nn.Linear(2, 1), torch.nn.ReLU())
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for inputs, targets in torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, x)):
    loss = torch.nn.functional.mse_loss(model(inputs), targets)
    assert_type(loss, torch.Tensor)
    optimizer.step()
torch.save(model.state_dict(), "model.zip")
torch.draw([x, loss], names={"x": x}).save("graph.svg")
torch.explain(loss, gradient=x, names={"x": x})
torch.optim.SGD()  # type: ignore[call-arg]
torch.exp("text")  # type: ignore[arg-type]
x.no_such_method()  # type: ignore[attr-defined]
"""


def test_the_stub_is_current():
    assert stubs.STUB.read_text(encoding="utf-8") == stubs.stub(), "run: python tools/stubs.py"


def test_a_type_checker_accepts_correct_use_and_refuses_the_rest(tmp_path):
    program = tmp_path / "use.py"
    program.write_text(USE)
    report, errors, code = api.run(["--strict", "--cache-dir=_build/.mypy_cache", str(program)])
    assert code == 0, report + errors
    assert Path("minigrad/py.typed").exists()
