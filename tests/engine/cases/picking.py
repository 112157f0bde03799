"""Parts that are picked, filled and put: at positions without dimensions, and where something does not fit."""

from tests.engine.cases import attempt


def put_at_positions_without_dimensions(torch):
    x, one, two, row = torch.zeros(3, 4), torch.tensor(1), torch.tensor(-2), torch.tensor([0, 2])
    column = torch.tensor([[0], [1]])
    for indices in ((one, row), (row, one), (one,), (one, two), [two], (column, one), (one, torch.tensor([True] * 4))):
        for values in (torch.tensor(5.0), torch.arange(1.0, 5.0), torch.ones(2), torch.ones(1, 4), torch.ones(3, 4)):
            for accumulate in (False, True):
                attempt(lambda: x.index_put(indices, values, accumulate))  # noqa: B023
                attempt(lambda: x.clone().index_put_(indices, values, accumulate=accumulate))  # noqa: B023
        y, v = torch.zeros(3, 4, requires_grad=True), torch.ones((), requires_grad=True)
        z = y.index_put(indices, v * v) * torch.arange(12.0).view(3, 4)
        z.sum().backward()
        print(z.grad_fn, y.grad, v.grad)
    for indices in ((torch.tensor(3),), (torch.tensor(-4), row), (torch.tensor(1.0),), (None, row), (row, 1), [[0]]):
        attempt(lambda: x.index_put(indices, torch.tensor(1.0)))  # noqa: B023
        attempt(lambda: x.index_put_(indices, torch.tensor(1.0)))  # noqa: B023


def positions_changed_before_a_backward(torch):
    for i in (torch.tensor(1), torch.tensor([1])):
        x = torch.zeros(3, requires_grad=True)
        y = x.index_put((i,), torch.ones(()))
        i.add_(1)
        attempt(lambda: y.sum().backward())  # noqa: B023


def filled_with_what_is_no_number(torch):
    for dtype in (torch.float16, torch.float32, torch.float64, torch.int64, torch.uint8, torch.bool):
        x, mask = torch.ones(3).to(dtype), torch.tensor([True, False, True])
        for value in (None, "a", [1], (2,), {}, b"a", object):
            attempt(lambda: x.masked_fill(mask, value))  # noqa: B023
            attempt(lambda: x.clone().masked_fill_(mask, value))  # noqa: B023
            attempt(lambda: x.scatter(0, torch.tensor([0]), value))  # noqa: B023
        attempt(lambda: x.scatter(0, torch.tensor([0]), x, 3))  # noqa: B023
        attempt(lambda: x.clone().scatter_(0, torch.tensor([0]), x, "add"))  # noqa: B023
        attempt(lambda: x.scatter(0, torch.tensor([0]), value=3))  # noqa: B023
    attempt(lambda: torch.linspace(0, 1, True))
    attempt(lambda: torch.logspace(0, 1, False))


def positions_out_of_bounds(torch):
    for shape in ((3,), (3, 5), (3, 4, 2), (2, 3, 4, 2), (0, 5), (5, 0)):
        x = torch.zeros(shape)
        for dim in range(len(shape)):
            for dtype in (torch.int64, torch.int32):
                for position in (7, -1):
                    index = torch.tensor([0, position], dtype=dtype)
                    source = torch.ones([2 if d == dim else n for d, n in enumerate(shape)])
                    attempt(lambda: x.index_select(dim, index))  # noqa: B023
                    attempt(lambda: x.mT.index_select(dim, index) if x.ndim > 1 else None)  # noqa: B023
                    for alpha in (1, 1.0, True, 2):
                        attempt(lambda: x.index_add(dim, index, source, alpha=alpha))  # noqa: B023
                    attempt(lambda: x.clone().index_add_(dim, index, source))  # noqa: B023


def sizes_that_do_not_add_up(torch):
    for dim in (0, 1, -1, -2):
        attempt(lambda: torch.ones(2, 3).split((1, 1, 5), dim))  # noqa: B023


def first_lines(make):
    """The first two lines of an error: PyTorch goes on with where it arose."""
    try:
        print(make())
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__, *str(error).split("\n")[:2])


def sizes_that_are_none(torch):
    x = torch.ones(4)
    for sizes in ((), [], (-1, -1), (-2, 2), (3,), (-1, 3), (2, -1)):
        first_lines(lambda: x.unflatten(0, sizes))  # noqa: B023
        first_lines(lambda: torch.unflatten(torch.tensor(1), 0, sizes))  # noqa: B023
    first_lines(lambda: torch.ones(0, 2).unflatten(0, (-1, 0)))
    for make in (torch.zeros, torch.ones, torch.empty, torch.rand, torch.randn):
        for size in (2, torch.tensor(2), torch.tensor([2]), "a", True):
            attempt(lambda: make(size=size))  # noqa: B023
        attempt(lambda: make(2, size=(2,)))  # noqa: B023
        attempt(lambda: make(size=[2]).shape)  # noqa: B023


def devices_with_two_numbers(torch):
    for name, number in (("cpu:0", 1), ("cpu", -1), ("cuda", 1), ("nowhere", -1), ("nowhere:0", 0), ("cpu:x", 0)):
        attempt(lambda: torch.device(name, number))  # noqa: B023
        attempt(lambda: torch.device(type=name, index=number))  # noqa: B023


def tensors_made_of_tensors(torch):
    leaves = torch.ones(2, requires_grad=True), torch.tensor(3.0, requires_grad=True)
    for x in (*leaves, torch.ones(2, 1), torch.ones(0)):
        y = torch.Tensor(x)
        print(y, y is x, y.data_ptr() == x.data_ptr(), y.requires_grad, y.is_leaf)
        if x.requires_grad:
            (y * y).sum().backward()
            print(x.grad)
    attempt(lambda: torch.Tensor(torch.ones(2, dtype=torch.int64)))


def positions_in_the_memory_that_is_written(torch):
    def positions():
        return torch.tensor([2, 1, 0])

    def masked(mask, value):
        mask[mask] = value
        return mask

    for part in (lambda i: i, lambda i: i[:2], lambda i: i[1], lambda i: i.clone()):
        for value in (5, torch.tensor(5), torch.tensor([5])):
            i = positions()
            attempt(lambda: i.index_put_((part(i),), torch.as_tensor(value)))  # noqa: B023
            i = positions()
            attempt(lambda: (i.__setitem__(part(i), value), i))  # noqa: B023
    for value in (False, torch.tensor(False), torch.tensor([False, False])):
        attempt(lambda: masked(torch.tensor([True, False, True]), value))  # noqa: B023
        mask = torch.tensor([[True, False], [True, True]])
        attempt(lambda: (mask.__setitem__(mask[0], value), mask))  # noqa: B023
