"""Parts of tensors read and written, by positions, masks and mixtures, and the gradients that follow."""

import numpy as np

from tests.engine.cases import attempt


def grid(torch):
    x = torch.arange(12.0).reshape(3, 4).requires_grad_()
    return x, x * 1


def node(function):
    return function and function.name()


def read(torch, index):
    """Print a part, its node and what that leads to, and the gradient."""
    x, y = grid(torch)
    z = y[index]
    print(tuple(z.shape), z.grad_fn.name(), [node(f) for f, _ in z.grad_fn.next_functions], z._is_view())
    z.backward(torch.arange(1.0, z.numel() + 1).reshape(z.shape))
    print(z, x.grad)


def written(torch, write):
    """Print a tensor after a write into it, its node, and the gradient of a leaf that went into it."""
    x, y = grid(torch)
    write(y)
    print(y, [node(f) for f, _ in y.grad_fn.next_functions])
    (y * y).sum().backward()
    print(x.grad)


def positions(torch):
    i = torch.tensor([0, 2, 0])
    read(torch, i)
    read(torch, torch.tensor([[0, -1], [1, 1]]))
    read(torch, (slice(None), i))
    read(torch, (i, torch.tensor([1, 1, 3])))
    read(torch, (i, slice(1, None, 2)))
    read(torch, (0, i))
    read(torch, (None, i))
    read(torch, (slice(None), None, i))
    read(torch, (..., i))
    read(torch, ([0, 1], [1, 2]))
    read(torch, [0, 1])
    read(torch, ([[0], [1]], [1, 2]))
    read(torch, [[0, 1], [1, 2]])
    read(torch, torch.tensor(1))
    read(torch, torch.tensor([], dtype=torch.int64))
    read(torch, [])
    read(torch, (torch.tensor([0, 1]), None, torch.tensor([1, 2])))


def masks(torch):
    x, _ = grid(torch)
    read(torch, x > 5)
    read(torch, torch.tensor([True, False, True]))
    read(torch, (slice(None), torch.tensor([True, False, True, False])))
    read(torch, (torch.tensor([True, False, True]), 1))
    read(torch, (torch.tensor([True, False, True]), torch.tensor([1, 2])))
    read(torch, [True, False, True])
    read(torch, x > 100)
    read(torch, True)
    read(torch, (False, 1))
    read(torch, torch.tensor(True))


def views(torch):
    read(torch, ...)
    read(torch, slice(None))
    read(torch, (slice(None), slice(None)))
    read(torch, (1, slice(None)))
    read(torch, (..., 0))
    read(torch, (None, ..., None))


def what_is_no_index(torch):
    _, y = grid(torch)
    a = torch.tensor([0, 1])
    for index in (
        torch.tensor([3]), torch.tensor([-4]), (a, torch.tensor([0, 1, 2])), torch.tensor([True, False]),
        torch.tensor([0.5]),
        0.5, slice(None, None, -1), (0, 0, 0), (a, a, a), 5, (0, -9), torch.tensor([[True]]), a.to(torch.int16),
        slice(None, None, 0), int, torch.int64,
    ):  # fmt: skip
        attempt(lambda: y[index])  # noqa: B023


def writes(torch):
    i, m = torch.tensor([0, 2]), torch.arange(12).reshape(3, 4) % 5 == 0

    def put(index, value):
        def write(y):
            y[index] = value

        return write

    w = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
    for index, value in (
        (i, 5), (m, torch.tensor(7.0)), ((0, i), torch.tensor([8.0, 9.0])), ((slice(None), i), 1.5), (i, w), (m, -1),
        (True, 0), ((i, i), 2), ([0, 1], w * 2), (torch.tensor([True, False, True]), w), ((i, None), w),
        (0, torch.tensor(5)),
        (i, torch.ones(2, 1)), ((None, i), 3), (1, w), ((..., 0), 2.5),
    ):  # fmt: skip
        written(torch, put(index, value))
    print(w.grad)


def augmented_writes(torch):
    i, m = torch.tensor([0, 2]), torch.arange(12).reshape(3, 4) % 5 == 0

    def add(y):
        y[i] += 2

    def scale(y):
        y[m] *= 3

    def square(y):
        y[:, i] = y[:, i] ** 2

    for write in (add, scale, square):
        written(torch, write)


def writes_without_history(torch):
    x = torch.arange(6).reshape(2, 3)
    x[torch.tensor([1])] = 9
    x[x > 3] = 0
    x[:, [0, 2]] = torch.tensor([[5, 6], [7, 8]])
    x[torch.tensor([0, 0, 0]), torch.tensor([1, 1, 1])] += 1
    print(x, x._version)
    z = torch.tensor(1.0)
    z[...] = 2
    z[True] = 3
    print(z)


def writes_that_do_not_fit(torch):
    _, y = grid(torch)

    def put(index, value):
        y[index] = value

    i = torch.tensor([0, 2])
    for index, value in (
        (i, torch.ones(3)), (i, torch.tensor([1, 2, 3, 4])), (5, 0), (0, [1, 2]), (i, [1, 2]), (0, "a"),
        (i, torch.ones(2, 2, 4)),
        (torch.tensor([7]), 0), (0, torch.ones(3)), ((0, 0, 0), 1),
    ):  # fmt: skip
        attempt(lambda: put(index, value))  # noqa: B023
    leaf = torch.ones(3, requires_grad=True)
    attempt(lambda: leaf.__setitem__(i, 0))


def puts(torch):
    i = torch.tensor([0, 2, 0])
    written(torch, lambda y: y.index_put_((i,), torch.ones(4), accumulate=True))
    written(torch, lambda y: y.index_put_((i, i), torch.tensor(2.0)))
    x, y = grid(torch)
    w = torch.ones(3, requires_grad=True)
    z = y.index_put((i, i), w, accumulate=True)
    (z * z).sum().backward()
    print(z, x.grad, w.grad)


def taken(torch, f, *others):
    """Print a function of the grid, and the gradients."""
    x, y = grid(torch)
    z = f(y)
    print(z, z.grad_fn.name(), [node(n) for n, _ in z.grad_fn.next_functions])
    z.backward(torch.arange(1.0, z.numel() + 1).reshape(z.shape))
    print(x.grad, *[w.grad for w in others])


def gathers(torch):
    i = torch.tensor([[0, 1, 2, 0], [2, 2, 1, 1]])
    taken(torch, lambda y: y.gather(0, i))
    taken(torch, lambda y: torch.gather(y, 1, i[:, :2]))
    taken(torch, lambda y: y.gather(-1, torch.tensor([[3], [0], [3]])))
    taken(torch, lambda y: y.take_along_dim(torch.tensor([[1], [0], [-1]]) % 4, dim=1))
    taken(torch, lambda y: torch.take_along_dim(y, torch.tensor([3, 5, 3])))
    taken(torch, lambda y: torch.take_along_dim(y, torch.tensor([[1]]), 0))
    print(torch.tensor(5.0).gather(0, torch.tensor([0, 0])), torch.tensor(5.0).gather(0, torch.tensor(0)))
    _, y = grid(torch)
    attempt(lambda: y.gather(0, torch.tensor([0])))
    attempt(lambda: y.gather(0, torch.tensor([[9]])))
    attempt(lambda: y.gather(2, i))
    attempt(lambda: y.gather(1, torch.zeros(4, 1, dtype=torch.int64)))


def scatters(torch):
    i = torch.tensor([[0, 1, 2, 0], [2, 2, 1, 1]])
    w = torch.arange(1.0, 9.0).reshape(2, 4).requires_grad_()
    taken(torch, lambda y: y.scatter_add(0, i, w), w)
    taken(torch, lambda y: y.scatter(1, torch.tensor([[0], [3], [1]]), torch.ones(3, 1)))
    taken(torch, lambda y: y.scatter(1, torch.tensor([[0], [3], [1]]), 2.5))
    taken(torch, lambda y: y.scatter(1, torch.tensor([[0, 2, 1, 3], [3, 1, 2, 0]]), w), w)
    taken(torch, lambda y: torch.scatter_add(y, 1, torch.tensor([[0, 0, 1, 0], [1, 1, 1, 1]]), w), w)
    z = torch.zeros(2, 3)
    print(z.scatter_(1, torch.tensor([[1], [2]]), 1.0), z.scatter_add_(1, torch.tensor([[1], [2]]), torch.ones(2, 1)))
    attempt(lambda: z.scatter(1, torch.tensor([[5]]), 1.0))
    attempt(lambda: z.scatter_add(1, torch.tensor([[0]]), torch.ones(1, 1, dtype=torch.float64)))


def slices_by_position(torch):
    i = torch.tensor([2, 0, 2])
    taken(torch, lambda y: y.index_select(0, i))
    taken(torch, lambda y: torch.index_select(y, 1, i))
    w = torch.ones(3, 4, requires_grad=True)
    taken(torch, lambda y: y.index_add(0, i, w, alpha=2), w)
    taken(torch, lambda y: y.narrow(1, 1, 2))
    taken(torch, lambda y: torch.select(y, 1, -1))
    taken(torch, lambda y: y.masked_select(torch.tensor([True, False, True, False])))
    taken(torch, lambda y: y[0].masked_select(torch.tensor([[True], [False]])))
    _, y = grid(torch)
    attempt(lambda: y.index_select(0, torch.tensor([3])))
    attempt(lambda: y.index_select(0, torch.tensor([[0]])))
    attempt(lambda: y.narrow(0, 2, 2))
    attempt(lambda: y.select(0, 5))
    attempt(lambda: y.masked_select(y))


def not_zero(torch):
    x = torch.tensor([[0, 1, 2], [0, 0, 3]])
    print(x.nonzero(), torch.nonzero(x, as_tuple=True), torch.tensor(3).nonzero(), torch.tensor(0).nonzero())
    print(torch.zeros(2).nonzero())


def positions_that_pick_nothing(torch):
    x = torch.ones(2, 3, 0).requires_grad_()
    for index in (([5, -9],), (slice(None), [7]), (slice(2, None), slice(None), [])):
        y = x[index]
        print(tuple(y.shape), torch.autograd.grad(y.sum(), x)[0].shape)
    y = torch.ones(2, 3)
    y[2:, [8, 9]] = 4
    print(y[:, 3:][[9]].shape, y[[7], torch.tensor([], dtype=torch.int64)].shape, y)
    attempt(lambda: torch.ones(0, 3)[[0]])
    attempt(lambda: torch.ones(0, 3)[:, [3]].shape)
    attempt(lambda: y[[2]])


def positions_that_are_single_numbers(torch):
    number, one, two = torch.tensor(3.0), torch.tensor([3.0]), torch.tensor([3.0, 4.0])
    for i in (torch.tensor(0), torch.tensor([0])):
        for values in (number, one, two):
            x = values.requires_grad_()
            for f in (torch.gather, torch.index_select):
                y = f(x, 0, i)
                print(y, torch.autograd.grad(y.sum() * y.sum(), x))
                (slope,) = torch.autograd.grad((f(x, 0, i) ** 2).sum(), x, create_graph=True)
                print(torch.autograd.grad(slope.sum(), x))


def starts_of_narrow(torch):
    x = torch.arange(6).view(3, 2)
    for start in (torch.tensor(1), torch.tensor(1, dtype=torch.uint8), torch.tensor(1.0), torch.tensor([1])):
        attempt(lambda start=start: x.narrow(0, start, 1))
    attempt(lambda: x.narrow(0, torch.tensor(True), 1))


def expanded_by_minus_one(torch):
    x = torch.ones(3)
    for shape in ((2, -1), (-1, 3), (-1, -1), (-1, 2, 3)):
        attempt(lambda shape=shape: x.expand(*shape).shape)
        attempt(lambda shape=shape: torch.broadcast_to(x, shape).shape)


def positions_of_no_elements(torch):
    none = torch.tensor([])
    for x in (torch.ones(3, requires_grad=True), torch.ones(2, 2, requires_grad=True)):
        attempt(lambda x=x: torch.gather(x, 0, none))
        attempt(lambda x=x: x.scatter(0, none, 1.0))
        attempt(lambda x=x: x.scatter_add(0, none, none))
        attempt(lambda x=x: x.index_select(0, none))
        attempt(lambda x=x: torch.take_along_dim(x, none, 0))
        attempt(lambda x=x: torch.autograd.grad(torch.gather(x, 0, none).sum(), x))
        attempt(lambda x=x: torch.gather(x, 0, torch.ones(1)))


def bounds_that_are_no_integers(torch):
    x = torch.arange(12.0).reshape(3, 4)
    for index in (slice(0.0, 2.0), slice("0", "1"), slice(None, None, 0.5), slice(torch.tensor(1.0), None)):
        attempt(lambda: x[index])  # noqa: B023
        attempt(lambda: x[:, index])  # noqa: B023
        attempt(lambda: x.__setitem__(index, 7))  # noqa: B023
    attempt(lambda: x[: torch.tensor([1, 2])])
    print(x[torch.tensor(1) :, np.int64(2) : torch.tensor([3])], x[True:], x)
    attempt(lambda: x.__delitem__(0))

    def delete():
        del x[1:]

    attempt(delete)


def lists_that_count_as_tuples(torch):
    x = torch.arange(12.0).reshape(3, 4)
    print(x[[range(2), (1, 3)]], x[[np.array([0, 1]), np.array([3, 0])]], x[[range(2)]])
    print(x[[[0, 1]] * 32].shape)
    attempt(lambda: x[[[0, 1]] * 31].shape)
    attempt(lambda: x[["a"]])


def single_positions_of_any_kind(torch):
    x = torch.arange(12.0).reshape(3, 4)
    for dtype in (torch.int8, torch.int16, torch.int32):
        i = torch.tensor(2, dtype=dtype)
        print(x[i], x[1, i], x[:, i]._is_view())
    print(x[np.uint8(2)], x[np.int8(1), np.int16(3)], x[np.array(1, dtype=np.int8)])
    for byte in (torch.tensor(1, dtype=torch.uint8), torch.tensor(0, dtype=torch.uint8)):
        print(x[byte].shape)
        x[byte] = x + 1
        one = torch.tensor(5.0)
        one[byte] = 8
        print(x, one)


def numbers_that_do_not_fit(torch):
    for dtype in (torch.uint8, torch.int8, torch.int64, torch.bool, torch.float16, torch.float32):
        x = torch.ones(3, dtype=dtype)
        for value in (300, -256, -255, 1e300, float("nan"), float("-inf"), 70000.0):
            for index in (0, slice(None), [0, 1], torch.tensor([True, False, True])):
                attempt(lambda: x.__setitem__(index, value))  # noqa: B023
        print(x)
    attempt(lambda: torch.ones(2).__setitem__(0, np.ones(3)))
