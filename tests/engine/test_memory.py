"""Long chains, and what is still alive afterwards."""

import gc
import weakref

import pytest

import minigrad as torch
from minigrad.storage import Storage


@pytest.fixture
def no_collector():
    """Whatever dies in the test dies by reference counts."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("retain", [False, True])
def test_a_long_chain_neither_overflows_nor_lingers(retain, no_collector):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.tensor([1.0, 1.0], requires_grad=True)
    y = x
    for _ in range(200_000):
        y = y * w
    y.sum().backward(retain_graph=retain)
    assert w.grad.tolist() == [200_000.0, 400_000.0]
    middle = weakref.ref(y.grad_fn.next_functions[0][0])
    assert middle() is not None
    del y
    assert middle() is None


def test_a_graph_dies_with_its_last_tensor(no_collector):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x.exp() * x
    y.retain_grad()
    z = (y / x).sum()
    alive = [weakref.ref(t) for t in (x, y, z, y.grad_fn, z.grad_fn)]
    z.backward()
    del x, y, z
    assert [ref() for ref in alive] == [None] * len(alive)


def test_backward_frees_what_the_graph_saved(no_collector):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    a = x * 2
    y = (a * a).sum()
    saved = weakref.ref(a)
    del a
    assert saved() is not None
    y.backward()
    assert saved() is None


def test_an_operation_saves_only_what_its_rule_reads(no_collector):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    a, b, c, d = x * 1, x * 1, x * 1, x * 1
    keep = a + 1, b.exp(), c**2, d * 2.0  # nothing, its output, its input, only the number
    alive = [weakref.ref(t) for t in (a, b, c, d)]
    del a, b, c, d
    assert [ref() is not None for ref in alive] == [False, False, True, False]
    del keep


@pytest.mark.parametrize("operation", [torch.exp, torch.relu, lambda x: x.softmax(0), torch.prod])
def test_an_output_that_nobody_shares_is_saved_as_its_array_alone(operation, no_collector):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    operation(x)  # which compiles it
    before = [o for o in gc.get_objects() if isinstance(o, torch.Tensor | Storage)]
    y = operation(x)
    made = {id(o) for o in gc.get_objects() if isinstance(o, torch.Tensor | Storage)} - {id(o) for o in before}
    assert made == {id(y)}


def test_in_place_leaves_no_cycle(no_collector):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 1
    y *= w
    y.exp_()
    alive = weakref.ref(y), weakref.ref(y.grad_fn)
    del y
    assert [ref() for ref in alive] == [None, None]
