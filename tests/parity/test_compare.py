"""The comparison sees every kind of difference, and random programs see a library that is broken on purpose."""

import numpy as np
import pytest
import torch

import minigrad
from minigrad import Tensor, engine, errors, hooks, inplace, storage
from minigrad.ops import gathering, reduction, transcendental
from tests.parity import machinery
from tests.parity.compare import mismatch

OURS = "torch.__name__ == 'minigrad'"
X = "x = torch.tensor([1.0, 2.0], requires_grad=True)"


def slightly_off(self, g, keep, graph, as_it_is=transcendental.Exp.backward):
    return tuple((edge, gradient * 1.001) for edge, gradient in as_it_is(self, g, keep, graph))


def in_other_order(*args, as_it_is=gathering.IndexAdd.apply):
    out = as_it_is(*args)
    out._data = np.asfortranarray(out._data)
    return out


DIFFERENCES = {
    ".values": "v0 = torch.tensor([1.0, 2.0]) if OURS else torch.tensor([1.0, 2.001])",
    ".dtype": "v0 = torch.ones(2).double() if OURS else torch.ones(2)",
    ".shape": "v0 = torch.ones(2) if OURS else torch.ones(1, 2)",
    ".requires_grad": "v0 = torch.ones(2, requires_grad=OURS)",
    ".is_leaf": "v0 = x * 1 if OURS else x.detach().requires_grad_()",
    ".grad_fn": "v0 = x * 1 if OURS else x.clone()",
    ".next_functions": "v0 = x.exp() if OURS else (x * 1).exp()",
    ".strides[0]": "v0 = torch.ones(2, 3).t() if OURS else torch.ones(3, 2)",
    ".output_nr": "v0, v1 = x.unbind() if OURS else x.unbind()[::-1]",
    ".retains_grad": "v0 = x * 2\nif OURS: v0.retain_grad()",
    ".base": "v0 = x.detach() if OURS else x.detach().view(2)",
    ".is_inference": "with torch.inference_mode(OURS):\n    v0 = torch.ones(2)",
    ".version": "v0 = torch.ones(2)\nif OURS: v0.mul_(1)",
    ".grad.values": "(x * (2 if OURS else 3)).sum().backward()",
    ".grad": "if OURS: x.sum().backward()",
    ".grad.requires_grad": "x.grad = torch.ones(2).requires_grad_(OURS)",
    ".enabled": "torch.set_grad_enabled(OURS)",
    "log": "log.append(1 if OURS else 2)",
    "log[0][0]": "log.append((1.0, 2.0) if OURS else (1.5, 2.0))",
    ".error": "if OURS: 1 / 0",
    ".error.type": "raise (ValueError if OURS else RuntimeError)('a')",
    ".error.message": "raise RuntimeError('One sentence. ' + ('Another.' if OURS else 'A third.'))",
    ".warned": "import warnings\nif OURS: warnings.warn('a')",
    ".warned[0]": "import warnings\nwarnings.warn('a' if OURS else 'b')",
}


@pytest.mark.parametrize("where", DIFFERENCES)
def test_every_kind_of_difference_is_seen(where):
    line = DIFFERENCES[where].replace("OURS", f"({OURS})")
    found = mismatch([X, line], minigrad, torch)
    assert found is not None
    assert where.rsplit(".", 1)[-1] in found[1]
    assert mismatch([X, line], torch, torch) is None


@pytest.mark.parametrize(
    "lines",
    [
        ["x.sum().backward()", "v0 = x.grad", "if OURS: v0.mul_(1)"],  # the version of a gradient goes on from any
        ["(x * x).sum().backward(create_graph=True)", "v0 = x * 1 if OURS else x.clone()"],  # a node made beside a walk
        ["(x * x).sum().backward(create_graph=True)", "v0 = x.grad * (2 if OURS else 3)"],
        ["(x * x).sum().backward(create_graph=True)", "v0 = x.grad if OURS else x.grad.detach()"],
        ["x.sum().backward(create_graph=True)", "import warnings\nif OURS: warnings.warn('Error detected in A.')"],
        ["v0 = x * 2", "(x * x).sum().backward(create_graph=True)", "with torch.no_grad():\n    v0.mul_(1)", "CHANGE"],
    ],
)
def test_looking_less_closely_is_still_looking(lines):
    change = "with torch.no_grad():\n    if OURS: v0.mul_(1)"
    lines = [X, *(line.replace("CHANGE", change).replace("OURS", OURS) for line in lines)]
    assert mismatch(lines, minigrad, torch) is not None
    assert mismatch(lines, torch, torch) is None


def test_numbers_may_differ_in_the_last_bits_only():
    assert mismatch(["v0 = torch.tensor(1.0 + (5e-6 if OURS else 0))".replace("OURS", OURS)], minigrad, torch) is None
    assert mismatch(["v0 = torch.tensor(1.0 + (3e-5 if OURS else 0))".replace("OURS", OURS)], minigrad, torch)


ONE = "torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True)"
SMALL = {  # what is off by little, and a program that meets it
    "a rule": (transcendental.Exp, "backward", slightly_off, ["v0 = x.exp()", "v0.sum().backward()"]),
    "a name": (transcendental.Exp, "grad_fn_name", "ExpBackward1", ["v0 = x.exp()"]),
    "a dtype": (reduction, "sum_dtype", lambda a: a.dtype, ["v0 = torch.ones(2, 2, dtype=torch.int32).prod(0)"]),
    "an order in memory": (
        gathering.IndexAdd,
        "apply",
        in_other_order,
        ["v0 = x.index_add(0, torch.tensor([0]), x[:1])"],
    ),
    "a sentence": (errors, "RETAIN_NO_GRAD", "can't retain_grad.", ["x.detach().retain_grad()"]),
    "a missing error": (Tensor, "retain_grad", lambda self: None, ["x.detach().retain_grad()"]),
    "a version": (Tensor, "_version", property(lambda self: 0), ["v0 = x.detach()", "v0.add_(1)"]),
}


@pytest.mark.parametrize("what", SMALL)
def test_what_is_off_by_little_is_seen(what, monkeypatch):
    owner, name, broken, lines = SMALL[what]
    lines = [f"x = {ONE}", *lines]
    assert mismatch(lines, minigrad, torch) is None
    monkeypatch.setattr(owner, name, broken)
    assert mismatch(lines, minigrad, torch) is not None


@pytest.mark.parametrize("line", ["v1 = v0.clone()", "v1 = v0 + 1", "log.append(v0.item())", "v1 = v0.permute(0)"])
def test_what_makes_no_steps_is_no_excuse(line):
    other = "v0 = torch.tensor([1.0]) + (1e-7 if OURS else 0)".replace("OURS", OURS)
    lines = [other, line.replace("v0", "(v0 + (torch.__name__[0] in 'm'))")]
    assert mismatch(lines, minigrad, torch) is not None


def test_of_two_errors_only_those_may_be_another():
    words = "A view was created in no_grad mode", "Something else."
    line = f"raise RuntimeError({words} [OURS])".replace("OURS", OURS)
    assert mismatch([line], minigrad, torch) is None
    assert mismatch([line.replace("[", "[not ")], minigrad, torch) is not None  # which minigrad does not say first


def test_a_shape_that_pytorch_turns_into_a_wrong_one_is_its_own_affair():
    made = "v0 = torch.addmv(torch.ones(1), torch.ones(2, COLUMNS), torch.ones(COLUMNS))"
    assert mismatch([made.replace("COLUMNS", "0")], minigrad, torch) is None
    assert mismatch([made.replace("COLUMNS", "1") + OURS.join((" * (2 if ", " else 1)"))], minigrad, torch)


HALF = "0.5 + (2e-14 if OURS else 0)".replace("OURS", OURS)


@pytest.mark.parametrize("seen", [[], ["# seen once, at the end"]])
def test_steps_of_numbers_that_differ_in_the_last_bits_are_no_mismatch(seen):
    made = f"v0 = torch.tensor([{HALF}], dtype=torch.float64)"
    assert mismatch([*seen, made, "v1 = v0 > 0.5"], minigrad, torch) is None
    assert mismatch([*seen, made, "v1 = (v0 * 2).div(-1, rounding_mode='floor')"], minigrad, torch) is None
    assert mismatch([*seen, made, "v1 = v0 * len(torch.__name__)"], minigrad, torch)


def test_texts_may_differ_in_the_signs_of_zeros_only_where_numbers_do():
    made = "v0 = torch.tensor([0.0, -0.5, 2.0]) * (-1 if OURS else 1) ** torch.tensor([1, 0, 0])".replace("OURS", OURS)
    assert mismatch([made, "log.append(str(v0))"], minigrad, torch) is None
    assert mismatch([made, "log.append(f'{v0[0]:.2f}')"], minigrad, torch) is None
    assert mismatch([made, "log.append(str(v0)[: len(torch.__name__)])"], minigrad, torch)
    assert mismatch([made, "log.append(['-2.0', '2.0'][torch.__name__[0] in 't'])"], minigrad, torch)
    assert mismatch(["log.append(['-0.0', '0.0'][torch.__name__[0] in 't'])"], minigrad, torch)


def test_texts_may_differ_in_the_zeros_of_whole_numbers_only_where_numbers_do():
    made = f"v0 = torch.tensor([1.0 - (1e-15 if {OURS} else 0), 2.0], dtype=torch.float64)"
    assert mismatch([made, "log.append(str(v0))"], minigrad, torch) is None
    assert mismatch([made, "log.append(str(v0 * torch.tensor([1, len(torch.__name__)])))"], minigrad, torch)
    assert mismatch([made, "log.append(['2.5000', '2.5'][torch.__name__[0] in 't'])"], minigrad, torch)
    assert mismatch(["log.append(['2.0000', '2.'][torch.__name__[0] in 't'])"], minigrad, torch)


def test_what_is_divided_by_a_number_that_is_nearly_0_has_fewer_right_digits():
    made = f"v0 = torch.tensor([1e-6 + (1e-17 if {OURS} else 0)], dtype=torch.float64)"
    assert mismatch([made, "v1 = 0.5 / v0"], minigrad, torch) is None
    assert mismatch([made.replace("1e-17", "1e-14"), "v1 = 0.5 / v0"], minigrad, torch)
    assert mismatch([made.replace("1e-17", "0"), f"v1 = 0.5 / v0 + (5e-6 if {OURS} else 0)"], minigrad, torch)
    assert mismatch([made, "v1 = v0 * 5e11"], minigrad, torch)


def test_what_layer_norm_takes_from_numbers_nearly_the_same_has_fewer_right_digits():
    made, norm = "v0 = torch.tensor([[2.9963627, 3.0, 2.9963627]])", "v1 = torch.nn.functional.layer_norm(v0, (3,))"
    assert mismatch([made, norm], minigrad, torch) is None
    assert mismatch([made, norm + f" + (4e-4 if {OURS} else 0)"], minigrad, torch)
    assert mismatch([made.replace("3.0", "4.0"), norm + f" + (5e-5 if {OURS} else 0)"], minigrad, torch)
    assert mismatch([made, f"v1 = v0 + (1e-4 if {OURS} else 0)"], minigrad, torch)


def test_gradients_that_hooks_see_may_lie_in_memory_as_they_come():
    line = "log.append(('h0', torch.ones(2, 3).t() if OURS else torch.ones(3, 2) * FACTOR))".replace("OURS", OURS)
    assert mismatch([line.replace("FACTOR", "1")], minigrad, torch) is None
    assert mismatch([line.replace("FACTOR", "2")], minigrad, torch)
    assert mismatch([line.replace("FACTOR", "1").replace("'h0', ", "")], minigrad, torch)


def test_sines_of_large_numbers_differ_by_more_than_their_last_bits():
    ours = "(torch.__name__[0] in 'm')"
    lines = [f"v0 = torch.tensor([N + 1e-14 * {ours}], dtype=torch.float64)", f"v1 = v0.sin() + 5e-11 * {ours}"]
    assert mismatch([line.replace("N", "50.0") for line in lines], minigrad, torch) is None
    assert mismatch([line.replace("N", "30.0") for line in lines], minigrad, torch)
    assert mismatch([line.replace("N", "50.0").replace("sin", "tanh") for line in lines], minigrad, torch)


def test_sines_of_much_larger_numbers_differ_by_their_last_bits_times_their_size():
    ours = "(torch.__name__[0] in 'm')"
    lines = [f"v0 = torch.tensor([N + 1e-12 * {ours}], dtype=torch.float64)", f"v1 = v0.sin() + 8e-8 * {ours}"]
    assert mismatch([line.replace("N", "5000.0") for line in lines], minigrad, torch) is None
    assert mismatch([line.replace("N", "2000.0") for line in lines], minigrad, torch)
    assert mismatch([line.replace("N", "5000.0").replace("sin", "tanh") for line in lines], minigrad, torch)
    assert mismatch([line.replace("N", "5000.0").replace("1e-12", "0") for line in lines], minigrad, torch)


def test_what_pytorch_keeps_of_a_later_output_that_a_function_changes_is_its_own_affair():
    two = machinery.function("Two", "return x * y, x + y | return g, h", pair=True)
    made = [X, two, "v0, v1 = Two.apply(x, x)", "v0.retain_grad()", "v1.retain_grad()"]
    does = [machinery.function("Dirty", machinery.FUNCTIONS[name], pair=False) for name in ("Dirty", "Double")]
    dirty, double = ([*made, lines, "v2 = Dirty.apply(v1)", f"log.append({OURS})"] for lines in does)
    assert mismatch(dirty, minigrad, torch) is None
    assert mismatch(double, minigrad, torch)
    assert mismatch([line.replace("Dirty.apply(v1)", "Dirty.apply(v0)") for line in dirty], minigrad, torch)


def test_nodes_that_a_recorded_walk_has_made_are_asked_for_nothing():
    line = f"log.append(({OURS}, v0.grad_fn))"
    walk = "v0, = torch.autograd.grad((x * x).sum(), [x], create_graph=True)"
    assert mismatch([X, walk, line], minigrad, torch) is None
    assert mismatch([X, walk, "v0 = x * 2", line], minigrad, torch)
    refused = ["v1 = x * 1", "v2, v3 = v1.split(1)", "v1.mul_(2)", "log.append(v3.grad_fn)"]
    assert mismatch([X, walk, *refused], minigrad, torch) is None


def test_tensors_that_print_differently_are_seen_each_time():
    line = "v0 = torch.zeros(2)\nif OURS: type(v0).__repr__, kept = lambda self: 'nothing', type(v0).__repr__"
    as_it_is = Tensor.__repr__
    try:
        assert mismatch([X, line.replace("OURS", OURS)], minigrad, torch)
    finally:
        Tensor.__repr__ = as_it_is


def last_hook_first(self, g, graph, as_it_is=hooks.Hooks.on_tensor):
    turned = list(self.tensor.items())[::-1]
    self.tensor.clear()
    self.tensor.update(turned)
    return as_it_is(self, g, graph)


BROKEN = {
    "a wrong rule": (transcendental.Sin, "backward", lambda self, g, keep, graph: ((self.edge, g),)),
    "changes that are not counted": (storage.Storage, "bump", lambda self: None),
    "a wrong message": (errors, "LEAF_IN_PLACE", "a leaf that requires grad is used in place."),
    "no node after a change": (inplace, "set_history", lambda tensor, node: None),
    "hooks that are not called": (hooks.Hooks, "on_tensor", lambda self, g, graph: g),
    "gradients that replace others": (engine, "add_into", storage.write),
    "a graph that is never freed": (
        engine,
        "walk",
        lambda roots, keep, *rest, as_it_is=engine.walk: as_it_is(roots, True, *rest),
    ),
    "a leaf that is not detached": (Tensor, "detach_", lambda self: self),
}


@pytest.fixture(scope="module")
def programs():
    return [machinery.program(seed, torch, minigrad) for seed in range(200)]


@pytest.mark.parametrize("what", BROKEN)
def test_random_programs_see_what_is_broken(what, programs, monkeypatch):
    monkeypatch.setattr(*BROKEN[what])
    assert any(mismatch(program, minigrad, torch) for program in programs)


def test_hooks_in_a_wrong_order_are_seen(monkeypatch):
    program = [X, "x.register_hook(lambda g: g * 2)", "x.register_hook(lambda g: g + 1)", "x.sum().backward()"]
    assert mismatch(program, minigrad, torch) is None
    monkeypatch.setattr(hooks.Hooks, "on_tensor", last_hook_first)
    assert mismatch(program, minigrad, torch)


def test_positions_in_an_order_of_numbers_that_differ_in_the_last_bits_are_no_mismatch():
    made = f"v0 = torch.tensor([{HALF}, 0.5], dtype=torch.float64)"
    for does in ("v0.argsort(0, True)", "v0.argmax()", "v0.round_().cummin(0)[1]", "(v0 - 0.5).count_nonzero()"):
        assert mismatch([made, f"v1 = {does}"], minigrad, torch) is None
        assert mismatch([made.replace("2e-14", "0"), f"v1 = {does} + ({OURS})"], minigrad, torch)


def test_memory_that_overlaps_by_strides_along_one_element_is_its_own_affair():
    write = f"if not {OURS}: x = torch.ones(3); x[1:] = x[:2]"
    lines = ["v0 = torch.ones(2, 1)", f"v1 = torch.ones(1, 2) if {OURS} else v0.t().clone()"]
    assert mismatch([*lines, write], minigrad, torch) is None
    assert mismatch([*lines[:1], write], minigrad, torch)
    assert mismatch([*lines, "1 / (torch.__name__[0] in 'm')"], minigrad, torch)


def test_the_history_of_a_view_of_what_nobody_has_named_is_its_own_affair():
    made = ["with torch.inference_mode():\n    v0 = torch.ones(3)", "v1 = v0.repeat(1, 2)", "v2 = torch.zeros(1, 6)"]
    assert mismatch([X, *made, "v1.copy_(x[0])"], minigrad, torch) is None
    assert mismatch([X, *made, "v1.copy_(x[0] * len(torch.__name__))"], minigrad, torch)
    assert mismatch([X, *made, f"v2.copy_(x[0]) if {OURS} else v2.mul_(x[0])"], minigrad, torch)


def test_what_several_steps_make_between_is_not_seen():
    ours = "(torch.__name__[0] in 'm')"
    line = f"v1 = v0.exp()\nv1 = v1.DOES() + SIZE * {ours}"
    for does, size, found in (("sin", "1e-11", False), ("sin", "1e-9", True), ("tanh", "1e-11", True)):
        lines = ["v0 = torch.tensor([7.0], dtype=torch.float64)", line.replace("DOES", does).replace("SIZE", size)]
        assert bool(mismatch(lines, minigrad, torch)) == found
