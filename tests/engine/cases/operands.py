"""Arguments at the edges of what operators, conversions and printing take: arrays, lists, numbers alone, odd shapes."""

import decimal
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


def numbers_of_numpy_on_the_left(torch):
    for number in (np.float64(0.1), np.int8(-5), np.bool_(True), np.longdouble(2)):
        for f in (operator.add, operator.sub, operator.mul, operator.truediv, operator.mod, operator.pow):
            y = f(number, torch.tensor([1.5, -2.0], dtype=torch.float16, requires_grad=True))
            print(y, [node and node.name() for node, _ in y.grad_fn.next_functions])
            print(f(number, torch.tensor([3, 2])), f(torch.tensor([3, 2]), number))


def booleans_and_integers_that_only_unsigned_types_hold(torch):
    for f in (operator.add, operator.mul, operator.truediv, operator.and_, operator.eq, operator.lt):
        attempt(lambda f=f: f(torch.tensor([True, False]), 2**63))
        attempt(lambda f=f: f(torch.tensor(True), 2**64 - 1))


def numbers_in_another_dtype(torch):
    class Whole:
        def __index__(self):
            return 3

    class Real:
        def __float__(self):
            return 3.5

    for value in (
        Whole(),
        Real(),
        None,
        np.float32(1.5),
        np.float64(2.5),
        np.int8(3),
        1.7,
        float("nan"),
        decimal.Decimal("1.5"),
    ):
        for dtype in (torch.bool, torch.int64, torch.float32):
            attempt(lambda value=value, dtype=dtype: torch.tensor([value], dtype=dtype))
    attempt(lambda: torch.tensor([1, "a"], dtype=torch.float32))
    attempt(lambda: torch.tensor(np.bool_(True), dtype=torch.bool))
    attempt(lambda: torch.full((2,), np.bool_(True)))
    attempt(lambda: torch.arange(np.bool_(True)))
    attempt(lambda: torch.zeros(2).fill_(np.array(3)))


def sums_of_tensors_and_sizes(torch):
    try:
        operator.add(torch.ones(3), torch.Size([1, 2]))
    except TypeError as e:
        print(str(e).partition(":")[0])
    attempt(lambda: operator.add((1, 2), torch.Size([3])))
    attempt(lambda: torch.zeros(0) in torch.ones(2))


def lists_as_positions(torch):
    x = torch.arange(9.0).reshape(3, 3)
    for index in (
        [None], [object], [np.float32(1), 2], [0.7, 2.9], [True, 2], [2**63], [1, np.int8(2)], ["a"], [[0, 1], [1]],
        [np.bool_(True), np.bool_(False), True], [torch.tensor(1), 2], range(2), [[]], [(0, 1), [1, 2]],
    ):  # fmt: skip
        attempt(lambda index=index: x[(index,)])


def drawn_at_the_edges(torch):
    for mean, std in ((float("inf"), 1.0), (0.0, float("inf")), (-float("inf"), float("inf")), (1e300, 2.0)):
        torch.manual_seed(0)
        print(torch.empty(3, dtype=torch.float64).normal_(mean, std), torch.empty(20).normal_(mean, std)[:3])
    for dtype in (torch.int64, torch.bool):
        attempt(lambda dtype=dtype: torch.empty(3, dtype=dtype).normal_(0.5))
        attempt(lambda dtype=dtype: torch.empty(3, dtype=dtype).uniform_(0.5, 2.5))
        attempt(lambda dtype=dtype: torch.empty(3, dtype=dtype).exponential_(0.5))
        attempt(lambda dtype=dtype: torch.empty(3, dtype=dtype).bernoulli_(0.5))
        attempt(lambda dtype=dtype: torch.empty(3, dtype=dtype).bernoulli_(torch.tensor([0.5, 1.0, 0.0])))
    attempt(lambda: torch.empty(3).exponential_(torch.tensor([1.5])))


def arguments_beside_nothing(torch):
    for dim in ([], (), None, 0, -1, 1):
        attempt(lambda dim=dim: torch.zeros(0, 3).amax(dim=dim, keepdim=True))
        attempt(lambda dim=dim: torch.zeros(3, 0).amin(dim=dim))
    for dim in (0.0, None, (0,), 1):
        attempt(lambda dim=dim: torch.zeros(0, 3).cummax(dim))
        attempt(lambda dim=dim: torch.zeros(0).cummin(dim))
    for shifts, dims in (((0, 1), None), ((0, 1), (0,)), (1, (0, 1)), ((), (0,)), (1, None), (1, 5)):
        attempt(lambda shifts=shifts, dims=dims: torch.zeros(0).roll(shifts, dims))
    for q in (-1, 2.0, 0.5, torch.tensor(2.0)):
        attempt(lambda q=q: torch.zeros(0).quantile(q))
        attempt(lambda q=q: torch.arange(3).quantile(q))


def tensors_for_what_numpy_computes(torch):
    x = torch.ones(2)
    attempt(lambda: np.add(x, x, out=x))
    attempt(lambda: np.add(np.ones(2), 1, out=x))
    attempt(lambda: np.abs(x, x))
    attempt(lambda: x / np.array([1, 2], dtype=object))


def tensors_from_an_iterator(torch):
    parts = {"a": torch.ones(1), "b": torch.zeros(1)}
    for f in (torch.cat, torch.stack, torch.hstack, torch.vstack):
        attempt(lambda f=f: f(part for part in parts.values()))
        attempt(lambda f=f: f(parts.values()))
        attempt(lambda f=f: f(tensors=map(torch.exp, parts.values())))
        attempt(lambda f=f: f(parts))
        print(f(tuple(parts.values())), f([*parts.values()]))
    attempt(lambda: torch.split(torch.ones(4), (n for n in (2, 2))))
    attempt(lambda: torch.ones(4).split(range(2, 3)))
    attempt(lambda: torch.split(torch.ones(4), 2.5))
    attempt(lambda: torch.split(torch.ones(4), [2, 2]))


def methods_of_tensors_for_something_else(torch):
    attempt(lambda: torch.Tensor.sum([1]))
    attempt(lambda: torch.Tensor.mean(None))
    attempt(lambda: torch.Tensor.view([1], 2))
    attempt(lambda: torch.Tensor.softmax(3, 0))
    attempt(lambda: torch.Tensor.add_([1], 2))


def arrays_in_the_place_of_a_tensor(torch):
    a = np.ones((2, 2))
    x, index = torch.ones(2, 2), torch.tensor([[0]])
    attempt(lambda: torch.cumsum(a, 0))
    attempt(lambda: torch.tril(a))
    attempt(lambda: torch.gather(a, 0, index))
    attempt(lambda: torch.selu(a))
    attempt(lambda: torch.addcmul(a, x, x))
    attempt(lambda: torch.index_select(a, 0, index[0]))
    attempt(lambda: torch.lerp(x, x, a))


def operators_from_the_right(torch):
    class Weight(torch.nn.Parameter):
        def __radd__(self, other):
            return super().__radd__(other)

        def __rsub__(self, other):
            return super().__rsub__(other)

        def __rmul__(self, other):
            return super().__rmul__(other)

        def __rtruediv__(self, other):
            return super().__rtruediv__(other)

        def __rpow__(self, other):
            return super().__rpow__(other)

    x, w = torch.tensor([[3.0, 4.0]], requires_grad=True), Weight(torch.tensor([1.0, 2.0]))
    for f in (lambda x: x + w, lambda x: x - w, lambda x: x * w, lambda x: x / w, lambda x: x**w):
        y = f(x)
        print(y.detach(), len(y.grad_fn.next_functions), *torch.autograd.grad(y.sum(), (x, w)))
        print(*torch.autograd.grad(f(x.detach()).sum(), w), *torch.autograd.grad(f(x * 2).prod(), x), f(2.0).detach())
    y = x - w
    (g,) = torch.autograd.grad((y**3).sum(), x, create_graph=True)
    g.sum().backward()
    print(x.grad, w.grad)


def powers_and_logarithms_of_two_dtypes(torch):
    half, single, double = torch.float16, torch.float32, torch.float64
    for kind, of_exponent in ((half, single), (torch.int64, single), (double, half)):
        x = torch.tensor([3.0, 0.7, 0.0, 1.9]).to(kind)
        exponent = torch.tensor([5.0, 2.0, 2.0, 0.3], dtype=of_exponent, requires_grad=True)
        (g,) = torch.autograd.grad((x**exponent).sum(), exponent, create_graph=True)
        (g * g).sum().backward()
        print(g.detach(), exponent.grad)
    for kind, of_other in ((single, half), (double, torch.int64)):
        x = torch.tensor([0.5, 0.0, 2.0], dtype=kind, requires_grad=True)
        print(*torch.autograd.grad(x.xlogy(torch.tensor([2, 7, 3], dtype=of_other)).sum(), x))
