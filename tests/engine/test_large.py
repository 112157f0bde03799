"""Large results lie in the memory of earlier ones, and nobody ever sees that."""

import threading

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import minigrad as torch
from minigrad import large


@pytest.fixture
def soon(monkeypatch):
    """Everything but single numbers counts as large."""
    large.spare.clear()
    monkeypatch.setattr(large, "LEAST", 9)
    monkeypatch.setattr(large, "met", True)
    yield
    large.spare.clear()


STEPS = {
    "add": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "sub": lambda a, b: a - b * 0.5,
    "div": lambda a, b: a / (b * b + 1),
    "neg": lambda a, b: -a,
    "tanh": lambda a, b: a.tanh(),
    "relu": lambda a, b: a.relu(),
    "turned": lambda a, b: a * b.flip(0).t().t(),
    "columns": lambda a, b: a.t().contiguous().t() * b,
    "row": lambda a, b: a * b[0],
    "where": lambda a, b: torch.where(a > 0, a, b),
    "square": lambda a, b: a**2 * 0.1,
    "matmul": lambda a, b: (a @ b.t() @ b).tanh(),
    "spread": lambda a, b: b + a.mean().expand(a.shape),
    "of columns": lambda a, b: a - a.sum(0),
    "in place": lambda a, b: (a * 1).mul_(b).add_(a),
}


def run(program, keep):
    """What a program of (step, first, second, whether its result lives on) gives, and what ``keep`` gets to see."""
    rng = np.random.default_rng(0)
    leaves = [torch.tensor(rng.standard_normal((4, 3)).astype(np.float32), requires_grad=True) for _ in range(2)]
    values, last, seen = [*leaves], leaves[0], []
    for step, i, j, lives in program:
        last = STEPS[step]((*values, last)[i % (len(values) + 1)], values[j % len(values)])
        if lives:
            last.retain_grad()
            last.register_hook(lambda g: seen.append(keep(g)))
            keep(last.detach()[1:])
            values.append(last)
    (last.sum() + (last * leaves[0]).mean()).backward(retain_graph=True)
    first = [keep(leaf.grad.clone()) for leaf in leaves if leaf.grad is not None]
    last.backward(keep(torch.ones_like(last)))
    return [last, *first, *(keep(t.grad) for t in values if t.grad is not None), *seen]


step = st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 5), st.integers(0, 5), st.booleans())


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(step, min_size=1, max_size=8))
def test_what_somebody_holds_stays_as_it_was(soon, program):
    """Values, views, and gradients kept by hooks, in ``.grad`` and by whoever handed them in; all as else."""
    held = []

    def keep(x):
        held.append((x, x.tolist()))
        return x

    large.met = True
    found = run(program, keep)
    large.met = False
    for x, y in zip(found, run(program, lambda x: x), strict=True):
        assert x.tolist() == y.tolist()
        assert x.stride() == y.stride()
        assert type(x.detach().numpy()) is np.ndarray
    for x, before in held:
        assert x.tolist() == before


def test_memory_is_taken_again_only_when_no_view_is_left(soon):
    x = torch.arange(8.0)
    y = x * 2
    place = y.data_ptr()
    part = y.numpy()[3:]
    del y
    assert (x * 3).data_ptr() != place
    del part
    assert (x * 3).data_ptr() == place
    exported = memoryview((x * 4).numpy())
    z = x * 5
    assert exported.tolist() == [4.0 * i for i in range(8)]
    assert z.tolist() == [5.0 * i for i in range(8)]


def test_a_gradient_is_handed_to_its_leaf_without_a_copy(soon):
    x = torch.ones(8, requires_grad=True)
    (x * 2 * 3).sum().backward()
    assert isinstance(x.grad._data.base, large.Memory)
    before = x.grad
    (x * 5).sum().backward()
    assert x.grad is before
    assert x.grad.tolist() == [11.0] * 8


def test_what_is_computed_from_a_number_that_repeats_lies_there_too(soon):
    x = torch.ones(8, requires_grad=True)
    (x * 2).sum().backward()
    assert isinstance(x.grad._data.base, large.Memory)


def test_the_same_gradient_for_two_is_two_gradients(soon):
    x, y = (torch.ones(8, requires_grad=True) for _ in range(2))
    ((x + y) * 2).sum().backward()
    x.grad.zero_()
    assert y.grad.tolist() == [2.0] * 8


def test_a_function_of_ones_own_sees_plain_arrays(soon):
    class Twice(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            return a * 2

        @staticmethod
        def backward(ctx, g):
            kinds.append(type(g.numpy()))
            return g * 2

    kinds = []
    x = torch.ones(8, requires_grad=True)
    (Twice.apply(x * 3) * 5).sum().backward()
    assert kinds == [np.ndarray]
    assert x.grad.tolist() == [30.0] * 8


def test_threads_share_no_memory(soon):
    def work(k):
        x = torch.full((64,), float(k), requires_grad=True)
        for _ in range(200):
            y = x * 2 + k
            z = (y * y).tanh() * 0 + y
            (z * 3).sum().backward()
        results[k] = (z.tolist(), x.grad.tolist())

    results = {}
    threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {k: ([3.0 * k] * 64, [1200.0] * 64) for k in range(4)}


def test_how_much_is_kept():
    """Two pieces of memory at most, each of at most 128 MiB, and none that is of no use."""
    large.spare.clear()
    x = torch.ones(2**23 + 1, requires_grad=True)
    y = x
    for _ in range(3):
        y = y * 0.5
        y = y + 1
    assert [cells.size for cells in large.spare] == [4 * (2**23 + 1)]
    y.sum().backward()
    assert x.grad[:2].tolist() == [0.125] * 2
    del x, y
    assert [cells.size for cells in large.spare] == [4 * (2**23 + 1)] * 2
    x = torch.ones(2**23 + 2)
    y = x * 2
    assert not large.spare
    del y
    y = torch.cat([x] * 4) * 2  # more than 128 MiB are left to the system
    del y
    assert [cells.size for cells in large.spare] == [4 * (2**23 + 2)]
    large.spare.clear()
