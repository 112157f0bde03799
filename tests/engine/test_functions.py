"""Operations with parameters or several inputs, against central differences as in ``test_rules``."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import minigrad as torch
from minigrad.tensor import make
from tests.engine.test_rules import check, check_second_order, layouts, some, values

GRID, J = torch.tensor([[0, 1, 1], [1, 0, 1]]), torch.tensor([1, 0, 1])
MASK = torch.tensor([[True, False, True], [False, False, True]])

# name: (function, shape of each input)
ELEMENTWISE = {
    "where": (lambda a, b: torch.where(MASK, a, b), (2, 3), (3,)),
    "clamp": (lambda a: a.clamp(-1, 1), (2, 3)),
    "clamp_min": (lambda a: a.clamp_min(0), (2, 3)),
    "clamp_max": (lambda a: a.clamp_max(0), (2, 3)),
    "clamp by tensors": (lambda a, b, c: torch.clamp(a, b - 1, c + 1), (2, 3), (3,), (2, 1)),
    "clamp_min by a tensor": (torch.clamp_min, (2, 3), (3,)),
    "clamp_max by a tensor": (torch.clamp_max, (2, 3), (3,)),
    "masked_fill": (lambda a: a.masked_fill(MASK, 2), (2, 3)),
    "masked_fill by a tensor": (lambda a, b: a.masked_fill(MASK, b), (3,), ()),
    "nan_to_num": (torch.nan_to_num, (2, 3)),
    "lerp": (lambda a, b: torch.lerp(a, b, 0.3), (2, 3), (3,)),
    "lerp by a tensor": (torch.lerp, (2, 3), (3,), (2, 1)),
    "addcmul": (lambda a, b, c: torch.addcmul(a, b, c, value=0.5), (2, 3), (3,), (2, 1)),
    "addcdiv": (lambda a, b, c: torch.addcdiv(a, b, c, value=2), (2, 3), (3,), (2, 1)),
    "add": (lambda a, b: torch.add(a, b, alpha=3), (2, 3), (3,)),
    "sub": (lambda a, b: torch.sub(a, b, alpha=3), (2, 3), (3,)),
    "pow": (lambda a, b: (a * a) ** b, (2, 3), (3,)),
    "number to the power": (lambda a: 2.5**a, (2, 3)),
    "remainder": (lambda a: a % 0.3701, (2, 3)),
    "fmod": (lambda a: a.fmod(0.3701), (2, 3)),
}

INDEXED = {
    "positions": (lambda a: a[J], (2, 3)),
    "columns": (lambda a: a[:, J], (2, 3)),
    "pairs": (lambda a: a[J, torch.tensor([2, 2, 0])], (2, 3)),
    "apart": (lambda a: a[J, :, J], (2, 3, 2)),
    "mask": (lambda a: a[MASK], (2, 3)),
    "mask of rows": (lambda a: a[torch.tensor([True, False]), 1:], (2, 3)),
    "index_put": (lambda a, b: a.index_put((J[:2],), b), (2, 3), (3,)),
    "index_put added": (lambda a, b: a.index_put((J,), b, accumulate=True), (2, 3), (3, 1)),
    "gather": (lambda a: a.gather(0, GRID), (2, 3)),
    "gather a corner": (lambda a: a.gather(1, GRID[:, :2]), (3, 3)),
    "scatter": (lambda a, b: a.scatter(1, torch.tensor([[2, 0, 1]]), b), (2, 3), (1, 3)),
    "scatter a number": (lambda a: a.scatter(0, GRID, 2.0), (2, 3)),
    "scatter_add": (lambda a, b: a.scatter_add(0, GRID, b), (2, 3), (2, 3)),
    "scatter_add a corner": (lambda a, b: a.scatter_add(0, GRID[:1, :2], b), (2, 3), (1, 2)),
    "index_select": (lambda a: a.index_select(1, J), (2, 3)),
    "index_add": (lambda a, b: a.index_add(1, J, b, alpha=2), (2, 3), (2, 3)),
    "masked_select": (lambda a: a.masked_select(MASK), (3,)),
    "take_along_dim": (lambda a: torch.take_along_dim(a, torch.tensor([[1], [0]]), 1), (2, 3)),
    "narrow": (lambda a: a.narrow(1, 1, 2), (2, 3)),
    "select": (lambda a: a.select(1, -1), (2, 3)),
}

STEPS = torch.arange(6.0, dtype=torch.float64).reshape(2, 3) / 97  # makes all elements different

REDUCED = {
    "max": (lambda a: (a + STEPS).max(), (2, 3)),
    "min": (lambda a: (a + STEPS).min(), (2, 3)),
    "max along": (lambda a: (a + STEPS).max(1)[0], (2, 3)),
    "min along": (lambda a: (a + STEPS).min(0, keepdim=True)[0], (2, 3)),
    "amax": (lambda a: (a + STEPS).amax((0, 1)), (2, 3)),
    "amin": (lambda a: (a + STEPS).amin(1, True), (2, 3)),
    "median": (lambda a: (a + STEPS).median(), (2, 3)),
    "median along": (lambda a: (a + STEPS).median(1)[0], (2, 3)),
    "sort": (lambda a: (a + STEPS).sort(0, descending=True)[0], (2, 3)),
    "topk": (lambda a: (a + STEPS).topk(2)[0], (2, 3)),
    "prod": (torch.prod, (2, 3)),
    "prod along": (lambda a: a.prod(1, keepdim=True), (2, 3)),
    "prod with a zero": (lambda a: (a * torch.tensor([1, 0, 1])).prod(1), (2, 3)),
    "cumsum": (lambda a: a.cumsum(1), (2, 3)),
    "cumprod": (lambda a: a.cumprod(1), (2, 3)),
    "cumprod with a zero": (lambda a: (a * torch.tensor([1, 0, 1])).cumprod(1), (2, 3)),
    "var": (lambda a: (a + STEPS).var(1, keepdim=True), (2, 3)),
    "std": (lambda a: (a + STEPS).std(correction=0), (2, 3)),
    "norm": (lambda a: a.norm(), (2, 3)),
    "norm 1": (lambda a: a.norm(1, 1), (2, 3)),
    "norm 1.5": (lambda a: a.norm(1.5, 0), (2, 3)),
    "norm 3": (lambda a: a.norm(3, 1, True), (2, 3)),
    "norm inf": (lambda a: (a + STEPS).norm(float("inf"), 1), (2, 3)),
    "logsumexp": (lambda a: a.logsumexp(1), (2, 3)),
    "softmax": (lambda a: a.softmax(1), (2, 3)),
    "log_softmax": (lambda a: a.log_softmax(0), (2, 3)),
    "softmax of many": (lambda a: a.softmax(0), (8, 2)),
    "log_softmax of many": (lambda a: a.log_softmax(1), (2, 8)),
    "log_softmax of one number": (lambda a: a.log_softmax(0), ()),
    "broadcast to many rows": (torch.mul, (8, 3), (3,)),
    "broadcast to many columns": (torch.mul, (3, 8), (3, 1)),
    "sum in another dtype": (lambda a: a.sum(1, dtype=torch.float64), (2, 3)),
}

ARRANGED = {
    "repeat": (lambda a: a.repeat(2, 1, 3), (2, 3)),
    "flip": (lambda a: a.flip(0, 1), (2, 3)),
    "roll": (lambda a: a.roll((1, -1), (0, 1)), (2, 3)),
    "roll in one row": (lambda a: a.roll(2), (2, 3)),
    "tril": (torch.tril, (2, 3)),
    "triu": (lambda a: a.triu(1), (2, 2, 3)),
    "diagonal": (lambda a: a.diagonal(1, 1, 2), (2, 2, 3)),
    "diag of a matrix": (torch.diag, (2, 3)),
    "diag of a vector": (lambda a: a.diag(-1), (3,)),
    "trace": (torch.trace, (2, 3)),
    "movedim": (lambda a: a.movedim((0, 1), (1, 2)), (2, 2, 3)),
    "mT": (lambda a: a.mT, (2, 2, 3)),
    "flatten": (lambda a: a.flatten(1), (2, 2, 3)),
    "unflatten": (lambda a: a.clone().unflatten(1, (3, 1)), (2, 3)),
    "squeeze": (lambda a: a.squeeze((0, 2)), (1, 2, 1)),
    "cat": (lambda a, b: torch.cat([a, b, a], 1), (2, 3), (2, 1)),
    "stack": (lambda a, b: torch.stack([a, b], 1), (2, 3), (2, 3)),
    "vstack": (lambda a, b: torch.vstack([a, b]), (2, 3), (3,)),
}

PRODUCTS = {
    "stacks": (torch.matmul, (2, 1, 2, 3), (2, 3, 2)),
    "stack by matrix": (torch.matmul, (2, 2, 3), (3, 2)),
    "stack by vector": (torch.matmul, (2, 2, 3), (3,)),
    "vector by stack": (torch.matmul, (3,), (2, 3, 2)),
    "matrix by stack": (torch.matmul, (2, 3), (2, 3, 2)),
    "outer": (torch.outer, (2,), (3,)),
    "addmm": (lambda a, b, c: torch.addmm(a, b, c, beta=0.5, alpha=2), (2,), (2, 3), (3, 2)),
    "addmv": (lambda a, b, c: torch.addmv(a, b, c, alpha=2), (2,), (2, 3), (3,)),
    "baddbmm": (torch.baddbmm, (2, 2), (2, 2, 3), (2, 3, 2)),
    "einsum": (lambda a, b: torch.einsum("bij,kj->ikb", a, b), (2, 2, 3), (2, 3)),
    "einsum of a diagonal": (lambda a, b: torch.einsum("iij,j->i", a, b), (2, 2, 3), (3,)),
    "tensordot": (lambda a, b: torch.tensordot(a, b, ([1, 0], [0, 1])), (2, 3), (3, 2)),
    "det": (lambda a: torch.det(a + 3 * torch.eye(2, dtype=torch.float64)), (2, 2, 2)),
    "inv": (lambda a: torch.linalg.inv(a + 3 * torch.eye(2, dtype=torch.float64)), (2, 2)),
    "solve": (lambda a, b: torch.linalg.solve(a + 3 * torch.eye(2, dtype=torch.float64), b), (2, 2), (2, 3)),
    "solve for a vector": (
        lambda a, b: torch.linalg.solve(a + 3 * torch.eye(2, dtype=torch.float64), b),
        (2, 2, 2),
        (2,),
    ),
}

FUNCTIONS = ELEMENTWISE | INDEXED | REDUCED | ARRANGED | PRODUCTS


@pytest.mark.parametrize("name", FUNCTIONS)
@some
@given(data=st.data())
def test_function(name, data):
    f, *shapes = FUNCTIONS[name]
    arrays = [data.draw(values(shape, scale=1 + i / 50).flatmap(layouts)) for i, shape in enumerate(shapes)]
    check(f, arrays, data.draw(values(tuple(f(*map(make, arrays)).shape))))
    check_second_order(f, arrays)


def test_what_leads_to_one_of_several_outputs_has_the_name_of_their_node():
    first, _ = torch.ones(2, requires_grad=True).unbind()
    assert repr(first._edge).startswith("<UnbindBackward0 object at ")
