"""Arguments at the edges of what operators, conversions and printing take: arrays, lists, numbers alone, odd shapes."""

import operator

import numpy as np

from tests.engine.cases import attempt

IN_PLACE = (
    operator.iadd, operator.isub, operator.imul, operator.itruediv, operator.ifloordiv, operator.imod, operator.ipow,
    operator.iand, operator.ior, operator.ixor, operator.ilshift, operator.irshift,
)  # fmt: skip


def operators_in_place_beside_what_is_no_tensor(torch):
    for f in IN_PLACE:
        for other in (np.array([2, 3]), "a", None, [1, 2], object):
            x = torch.tensor([5, 7])
            attempt(lambda x=x, f=f, other=other: print(f(x, other), x))
    for f in IN_PLACE[:7]:
        x = torch.tensor([5.0, 7.0], requires_grad=True)
        attempt(lambda x=x, f=f: f(x, "a"))
    attempt(lambda: torch.ones(2).mul_(np.ones(2)))
    attempt(lambda: torch.ones(2).add_(np.ones(2)))


def operators_with_an_array_on_their_left(torch):
    for f in (operator.and_, operator.or_, operator.xor, operator.lshift, operator.rshift, operator.pow):
        attempt(lambda f=f: f(np.array([1, 2]), torch.tensor([5, 7])))


def operators_turned_round_by_name(torch):
    for name in ("__rmod__", "__rfloordiv__", "__rsub__", "__rpow__", "__rtruediv__"):
        for x, y in (([5, 7], [2, 3]), ([5.0, 7.0], [2.0, 3.0]), ([5, 7], [2.0, 3.0])):
            print(name, getattr(torch.tensor(x), name)(torch.tensor(y)))
        print(getattr(torch.ones(2), name)("a"))


def single_number_picked_more_than_once(torch):
    for index in ([3, 4], [-1, 0], [0, 0], []):
        attempt(lambda index=index: torch.tensor(1.0).index_select(0, torch.tensor(index, dtype=torch.int64)))
    attempt(lambda: torch.tensor(1.0).index_select(0, torch.tensor([0.0, 1.0])))
    attempt(lambda: torch.tensor(1.0).index_select(0, torch.tensor([0.0])))
    attempt(lambda: torch.tensor(1.0).index_select(0, torch.tensor([[3, 4]])))
    attempt(lambda: torch.tensor(1.0).index_select(0, torch.tensor([3])))


def functions_of_numbers_alone(torch):
    attempt(lambda: torch.add(1, 2, alpha=2))
    attempt(lambda: torch.add(1, 2, alpha=2.5))
    attempt(lambda: torch.sub(1.0, 2, alpha=2))
    attempt(lambda: torch.div(4, 3, rounding_mode="floor"))
    attempt(lambda: torch.div(-4.0, 3, rounding_mode="trunc"))
    attempt(lambda: torch.floor_divide(7, 2))
    attempt(lambda: torch.floor_divide(7.0, 2))
    attempt(lambda: torch.floor_divide(7, 0))
    attempt(lambda: torch.floor_divide("a", 2))
    attempt(lambda: torch.rsub(1, 2))


def tensors_made_of_tensors(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    print(x.new_tensor(x), x.new_tensor(x[0], dtype=torch.float64), x.new_tensor(x, requires_grad=True))
    print(torch.tensor(x), torch.tensor(x[0], dtype=torch.int64))


def types_that_are_no_dtypes(torch):
    for kind in (int, float, "float", list):
        attempt(lambda kind=kind: torch.zeros(2).type(kind))
