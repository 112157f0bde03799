"""The walk back in words: what it says is what backward() does, and saying it changes nothing."""

import gc
import re
import weakref

import numpy as np
import pytest

import minigrad as torch
from minigrad.seeing.formulas import short


def scalar(value):
    return torch.tensor(value, requires_grad=True)


def printed(capsys):
    """What was printed, with lines joined that were broken before a ``=``."""
    return re.sub(r"\n +([=+])", r" \1", capsys.readouterr().out)


def test_a_product_of_sums_reads_as_on_paper(capsys):
    x, w = scalar(1.0), scalar(2.0)
    y = (x + w) * (w + 1)
    torch.explain(y)
    text = capsys.readouterr().out
    assert (
        text
        == """\
Forward
  x = 1
  w = 2
  a = x + w = 3
  b = w + 1 = 3
  y = a * b = 9
Backward
  dy/dy = 1
  y = a * b
    dy/da = dy/dy * b = 1 * 3 = 3
    dy/db = dy/dy * a = 1 * 3 = 3
  b = w + 1
    dy/dw = dy/db * 1 = 3 * 1
          = 3, so far
  a = x + w
    dy/dx = dy/da * 1 = 3 * 1 = 3
    dy/dw = 3 + dy/da * 1 = 3 + 3 * 1
          = 6
After y.backward()
  x.grad = 3
  w.grad = 6
"""
    )


class SumDiff(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        return a + b, a - b

    @staticmethod
    def backward(ctx, g, h):
        return g + h, g - h


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * 3 * x**2


def in_place(x):
    y = x * 2
    y[0] = 5.0
    y += x
    return y.sum()


SCALARS = {
    "subtractions": lambda x: (x - 3) * (1 - x) - x,
    "quotients": lambda x: x / 3 + 5 / x + (x + 1) / (x * x),
    "signs": lambda x: -x * -3 + abs(x) + torch.relu(x) + torch.relu(-x),
    "powers": lambda x: x**2 + x**3 + x**-1 + x**0.5 + x.sqrt(),
    "exponentials": lambda x: x.exp() + x.log() + x.tanh() + x.sigmoid(),
    "waves": lambda x: x.sin() * x.cos(),
    "no words of their own": lambda x: torch.erf(x) * torch.atan2(x, x * x) + torch.tan(x) + x**x,
    "a Function": lambda x: Cube.apply(x) * x,
    "several outputs": lambda x: SumDiff.apply(x, x * x)[0] * SumDiff.apply(x, x)[0],
}

VECTORS = {
    "means": lambda x: ((x * 2 - 1) ** 2).mean() + x.mean(0) * x.sum(0),
    "parts": lambda x: x[0] * x[1:].sum() + sum(x.unbind()) + x.split(2)[1].sum(),
    "shapes": lambda x: (x.reshape(3, 1).T @ x.unsqueeze(1)).squeeze() + x.clone().expand(2, 3).sum(),
    "products": lambda x: (torch.outer(x, x) @ x) @ x,
    "broadcast": lambda x: ((x.reshape(3, 1) + x) * x[0]).sum(),
    "a layer": lambda x: torch.addmm(x[:2], x.reshape(1, 3), torch.ones(3, 2)).sum(),
    "losses": lambda x: torch.nn.functional.mse_loss(x, torch.zeros(3)) + torch.softmax(x, 0)[1],
    "in place": in_place,
    "many elements": lambda x: (torch.outer(x, x) @ torch.ones(3, 30) + x.sum()).pow(2).sum(),
}


def arrays(text):
    """Python for the numbers of a step: outermost lists become arrays."""
    out, depth = "", 0
    for letter in text:
        out += "A(" if letter == "[" and not depth else ""
        depth += (letter == "[") - (letter == "]")
        out += letter + (")" if letter == "]" and not depth else "")
    return out.replace(" each", "").replace(", so far", "")


MEANING = {
    "A": np.array,
    "sum": lambda a, dim=None: a.sum(dim),
    "outer": np.outer,
    **{name: getattr(np, name) for name in ("sin", "cos", "sign")},
}


@pytest.mark.parametrize("start", [[0.5], [1.0, -2.0, 3.0]], ids=["scalar", "vector"])
def test_every_step_gives_what_it_says_and_every_sum_what_backward_gives(capsys, start):
    evaluated = 0
    for name, program in (SCALARS if len(start) == 1 else VECTORS).items():
        x = torch.tensor(start if len(start) > 1 else start[0], requires_grad=True)
        y = program(x)
        torch.explain(y)
        text = printed(capsys)
        for line in text.splitlines():
            match = re.match(r"    dy/d\w+ = .* = (.*) = (.*)$", line)
            if match and "<" not in line:
                digits, value = (eval(arrays(part), MEANING) for part in match.groups())
                assert np.allclose(digits, value, rtol=2e-3, atol=1e-3), f"{name}: {line}"
                evaluated += 1
        y.backward()
        assert f"x.grad = {short(x.grad._data)}\n" in text, f"{name}:\n{text}"
        if len(start) == 1:
            assert "dy/dy = 1\n" in text
    assert evaluated > (25 if len(start) == 1 else 10)


@pytest.mark.parametrize("program", SCALARS.values(), ids=SCALARS)
def test_steps_with_single_numbers_fit_a_phone(capsys, program):
    x = scalar(0.5)
    y = program(x)
    torch.explain(y)
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if len(line) > 38] == []


def test_the_graph_the_gradients_and_the_hooks_stay_as_they_are(capsys):
    x = scalar(3.0)
    calls = []
    x.register_hook(calls.append)
    a = x * 2
    a.retain_grad()
    a.grad_fn.register_hook(lambda *gradients: calls.append(gradients))
    y = a.sin()
    torch.explain(y)
    text = printed(capsys)
    assert "Hooks were not run: on x, a.\n" in text
    assert (calls, x.grad, a.grad) == ([], None, None)
    y.backward()
    assert f"x.grad = {short(x.grad._data)}\n" in text
    assert f"a.grad = {short(a.grad._data)}\n" in text
    assert len(calls) == 2


def test_it_shows_what_is_added_to_a_gradient_that_is_there(capsys):
    w = scalar(2.0)
    y = w * 3
    y.backward(retain_graph=True)
    torch.explain(y)
    assert "w.grad = 3 + 3 = 6\n" in printed(capsys)


def test_operations_have_the_names_they_are_called_by(capsys):
    x, w = torch.tensor([[-1.0, 2.0]], requires_grad=True), torch.tensor(0.5)
    h = torch.nn.functional.layer_norm(torch.rrelu(torch.prelu(x, w)).log1p(), (2,))
    torch.explain(torch.linalg.inv(h.T @ h + torch.eye(2)).sum())
    told = capsys.readouterr().out
    assert all(f"= {name}(" in told for name in ("prelu", "rrelu", "log1p", "layer_norm", "linalg_inv"))


def test_tensors_of_several_elements_start_from_a_gradient(capsys):
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    y = w * torch.tensor([3.0, 4.0])
    torch.explain(y, gradient=torch.tensor([1.0, 10.0]))
    text = printed(capsys)
    assert "dL/dy = [1, 10], given\n" in text
    assert "dL/dw = dL/dy * [3, 4] = [1, 10] * [3, 4] = [3, 40]\n" in text
    assert "After y.backward(gradient)\n" in text


def test_names_of_data_are_found_and_can_be_given(capsys):
    data = torch.tensor([1.0, 2.0, 4.0])
    target = torch.tensor([2.0, 4.0, 9.0])
    w = scalar(0.5)
    loss = ((w * data - target) ** 2).mean()
    torch.explain(loss)
    text = printed(capsys)
    assert "  a = w * data = [0.5, 1, 2]\n  b = a - target = " in text
    assert "dloss/dw = sum(dloss/da * data) = " in text
    torch.explain(loss, names={"slope": w, "cost": loss})
    text = printed(capsys)
    assert "dcost/dslope = " in text


def test_what_nobody_remembers_is_called_const(capsys):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (torch.logsumexp(x, 0) + 1).exp()
    torch.explain(y)
    assert "b = a + const" in printed(capsys)


def test_large_tensors_are_summed_up(capsys):
    w = torch.ones(100, 100, requires_grad=True)
    y = (w * w).sum()
    torch.explain(y)
    text = printed(capsys)
    assert "  w = <100x100, norm 100>\n" in text
    assert max(map(len, text.splitlines())) < 80


def test_what_cannot_be_explained_says_what_to_do():
    w = scalar(2.0)
    y = w * w
    y.backward()
    with pytest.raises(RuntimeError, match=r"freed.*\n\n.*explain\(y\) before y\.backward\(\).*retain_graph=True"):
        torch.explain(y)
    y = Cube.apply(w)
    y.backward()
    with pytest.raises(RuntimeError, match="freed"):
        torch.explain(y)
    with pytest.raises(RuntimeError, match=r"only for scalar outputs\n\n.*3 elements.*gradient="):
        torch.explain(torch.ones(3, requires_grad=True) * 2)
    with pytest.raises(RuntimeError, match="does not require grad"):
        torch.explain(torch.tensor([1.0, 2.0]))
    with pytest.raises(TypeError, match="one Tensor, not list"):
        torch.explain([y])
    y = w
    for _ in range(1000):
        y = y * 2
    with pytest.raises(ValueError, match="more than 200 nodes"):
        torch.explain(y)
    y = w.exp()
    z = y * y
    with torch.no_grad():
        y += 1
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        torch.explain(z)


def test_nothing_is_kept_alive(capsys):
    w = scalar(2.0)
    y = w * w
    gc.collect()
    gc.disable()
    try:
        torch.explain(y)
        alive = weakref.ref(y), weakref.ref(y.grad_fn)
        del y
        assert [ref() for ref in alive] == [None, None]
    finally:
        gc.enable()


def test_a_tensor_that_was_turned_is_its_node_in_another_shape(capsys):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    with torch.no_grad():
        y.unsqueeze_(0)
    z = (y * 3).sum()
    torch.explain(z)
    told = capsys.readouterr().out
    assert "y = x * 2" in told
    assert "x.grad = [6, 6]" in told
    y.data = torch.ones(2, 1)
    with pytest.raises(RuntimeError, match=r"got \[2, 1\] but expected shape compatible with \[2\]"):
        torch.explain((y * 3).sum())
