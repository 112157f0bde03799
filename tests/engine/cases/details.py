"""What a library's author tries that a learner does not: numbers that do not fit, odd indices, mistaken arguments."""

import numpy as np

from tests.engine.cases import attempt


def put(tensor, index, value):
    """Assign, and show the tensor."""
    tensor[index] = value
    return tensor


def numbers_that_do_not_fit(torch):
    x, i, d = torch.zeros(2), torch.zeros(2, dtype=torch.int64), torch.zeros(2, dtype=torch.float64)
    u, c, h = (torch.zeros(2, dtype=dtype) for dtype in (torch.uint8, torch.int8, torch.float16))
    for tensor, value in (
        (x, 1e300), (x, 2**63), (x, -(2**63) - 1), (i, 2**63), (i, float("nan")), (i, 1e20), (u, 256), (u, 255.9),
        (u, -5), (u, -256), (c, 128), (c, -129), (h, 7e4), (h, 70000), (d, 1e300), (d, 10**30), (x, np.float64(1e300)),
        (x, np.uint8(3)), (x, np.float32(3)), (x, np.bool_(True)), (x, np.zeros(2)), (x, [1]), (x, "a"), (i, True),
    ):  # fmt: skip
        for index in (0, ..., torch.tensor([1]), tensor == 0):
            attempt(lambda tensor=tensor, index=index, value=value: put(tensor, index, value))
    attempt(lambda: put(x, 9, 1e300))
    first = torch.tensor([0])
    for tensor, value in ((i, float("nan")), (x, 1e300), (h, 1e6), (u, 300), (u, -1), (u, 2.7)):
        attempt(lambda tensor=tensor, value=value: tensor.scatter(0, first, value))
    for value in (1e6, 70000, -1e6):
        attempt(lambda value=value: torch.full((1,), value, dtype=torch.float16))
        attempt(lambda value=value: h.new_full((1,), value))
        attempt(lambda value=value: torch.full_like(h, value))
        attempt(lambda value=value: (h + 1) ** value)
    attempt(lambda: (x + 1) ** 1e300)


def odd_indices(torch):
    class One:
        def __index__(self):
            return 1

    x = torch.arange(6.0).reshape(2, 3)
    print(x[One()], x[:, One()], x[One() :], x[: torch.tensor(1)], x[0 : np.int64(1)], put(x, (One(), One()), 9))
    for index in (
        slice(0, 1.5), slice(torch.tensor(0.0), None), slice("a", None), slice(None, None, 1.5), 10**20, 2**63,
        np.float64(1), np.float32(1), b"a", object(), (0, 10**20),
    ):  # fmt: skip
        attempt(lambda index=index: x[index])
        attempt(lambda index=index: put(x, index, 1))
    attempt(lambda: x.__delitem__(0))
    for size in ((-1, 2, 3), (2, -1, -1), (3, -1, -1, -1), (-2, 3)):
        attempt(lambda size=size: x.expand(size).shape)
        attempt(lambda size=size: torch.broadcast_to(x, size).shape)
