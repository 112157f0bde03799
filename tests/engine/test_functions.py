"""Operations with parameters or several inputs, against central differences as in ``test_rules``."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import minigrad as torch
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
    "scatter": (lambda a, b: a.scatter(1, torch.tensor([[2, 0, 1]]), b), (2, 3), (2, 3)),
    "scatter a number": (lambda a: a.scatter(0, GRID, 2.0), (2, 3)),
    "scatter_add": (lambda a, b: a.scatter_add(0, GRID, b), (2, 3), (2, 3)),
    "scatter_add a corner": (lambda a, b: a.scatter_add(0, GRID[:1, :2], b), (2, 3), (2, 3)),
    "index_select": (lambda a: a.index_select(1, J), (2, 3)),
    "index_add": (lambda a, b: a.index_add(1, J, b, alpha=2), (2, 3), (2, 3)),
    "masked_select": (lambda a: a.masked_select(MASK), (3,)),
    "take_along_dim": (lambda a: torch.take_along_dim(a, torch.tensor([[1], [0]]), 1), (2, 3)),
    "narrow": (lambda a: a.narrow(1, 1, 2), (2, 3)),
    "select": (lambda a: a.select(1, -1), (2, 3)),
}

FUNCTIONS = ELEMENTWISE | INDEXED


@pytest.mark.parametrize("name", FUNCTIONS)
@some
@given(data=st.data())
def test_function(name, data):
    f, *shapes = FUNCTIONS[name]
    arrays = [data.draw(values(shape, scale=1 + i / 50).flatmap(layouts)) for i, shape in enumerate(shapes)]
    check(f, arrays, data.draw(values(tuple(f(*map(torch.tensor, arrays)).shape))))
    check_second_order(f, arrays)
