"""Tensors from data and filled ones: what they hold to the last digit, and what is refused in which words."""

import warnings

import numpy as np

from tests.engine.cases import attempt


def each(torch, expressions):
    """Print every expression, of several between bars, with what it gives or with the first line of its error."""
    for expression in " ".join(expressions.split()).split(" | "):
        try:
            result = eval(expression, {"torch": torch, "np": np})
        except Exception as error:
            result = f"{type(error).__name__}: {str(error).splitlines()[0]}"
        print(expression, "=>", result)


def what_is_no_data(torch):
    each(
        torch,
        """
        torch.tensor('a') | torch.tensor(['a']) | torch.tensor([[1, 2], 'ab']) | torch.tensor([b'a']) |
        torch.tensor(None) | torch.tensor([1, None]) | torch.tensor({1: 2}) | torch.tensor({}) |
        torch.tensor([set()]) | torch.tensor(object()) | torch.tensor([None], dtype=torch.float32) |
        torch.tensor([None], dtype=torch.int64) | torch.tensor(np.array(['a'])) |
        torch.as_tensor(np.array([None])) | torch.from_numpy(np.array(['a'])) | torch.from_numpy([1]) |
        torch.from_numpy(np.float64(1)) | torch.tensor(np.ones(2, dtype='>f4')) |
        torch.tensor(np.arange(4)[::-1]) | torch.from_numpy(np.arange(4)[::-1]) |
        torch.tensor([1], requires_grad=1) | torch.tensor(1, dtype='float32') | torch.zeros(2, dtype=np.float32) |
        torch.Tensor(None) | torch.Tensor({}) | torch.Tensor(2.5) | torch.Tensor([None]) |
        torch.Tensor([1], [2]) | torch.Tensor(np.float32(3)) | torch.Tensor(np.array([1, 2]))
        """,
    )


def ragged_rows(torch):
    each(
        torch,
        """
        torch.tensor([[1, 2], [3]]) | torch.tensor([[[1, 2], [3]]]) | torch.tensor([[1], 2]) |
        torch.tensor([1, [2]]) | torch.tensor([1.5, [2]]) | torch.tensor([[1], []]) | torch.tensor([[], [1]]) |
        torch.tensor([[], []]) | torch.tensor([torch.tensor([1, 2])]) | torch.tensor([torch.tensor([1.0, 2.0])]) |
        torch.tensor([torch.tensor([1])])
        """,
    )


def numbers_that_do_not_fit(torch):
    each(
        torch,
        """
        torch.tensor(300, dtype=torch.uint8) | torch.tensor([300], dtype=torch.uint8) |
        torch.tensor(255, dtype=torch.uint8) | torch.tensor(-255, dtype=torch.uint8) |
        torch.tensor(-256, dtype=torch.uint8) | torch.tensor(-1.5, dtype=torch.uint8) |
        torch.tensor(-129, dtype=torch.int8) | torch.tensor(2**40, dtype=torch.int32) |
        torch.tensor(3e9, dtype=torch.int32) | torch.tensor(float('nan'), dtype=torch.int64) |
        torch.tensor(float('inf'), dtype=torch.int8) | torch.tensor(2**63) | torch.tensor([2**63]) |
        torch.tensor(-2**63 - 1) | torch.tensor(2**70, dtype=torch.float32) | torch.tensor([2**70, 1.5]) |
        torch.tensor(1.5, dtype=torch.int64) | torch.tensor(np.array([300]), dtype=torch.uint8) |
        torch.full((1,), 300, dtype=torch.uint8) | torch.full((1,), -1, dtype=torch.uint8) |
        torch.full((1,), 1e39) | torch.full((1,), float('nan'), dtype=torch.int64) |
        torch.full((1,), 1e10, dtype=torch.int32) | torch.full((1,), 2**70) |
        torch.full((1,), 2.5, dtype=torch.int64) | torch.full((1,), True) |
        torch.ones(1, dtype=torch.uint8).fill_(300) | torch.zeros(1, dtype=torch.int8).fill_(1e3)
        """,
    )


def sizes(torch):
    each(
        torch,
        """
        torch.zeros('a') | torch.zeros(2.5) | torch.zeros(2, 'a') | torch.zeros((2, 2.5)) | torch.zeros((2.5,)) |
        torch.zeros([[2]]) | torch.zeros(None) | torch.zeros(True) | torch.zeros(-1) | torch.ones(2, -1) |
        torch.empty(-1) | torch.full((-1,), 1) | torch.full(2, 3) | torch.full(('a',), 1) |
        torch.full((2,), 'a') | torch.full((2,), None) | torch.rand([[2]]) | torch.zeros(torch.tensor(2)) |
        torch.zeros(torch.tensor([2])) | torch.zeros(np.int64(2)) | torch.zeros(size=(2,)) |
        torch.randint(3, ('a',)) | torch.eye(2.5) | torch.eye(-1) | torch.eye(2, -1) | torch.zeros_like(1) |
        torch.full_like(1, 2) | torch.full_like(torch.ones(1), 'a') | torch.linspace(0, 1, -1) |
        torch.linspace(0, 1, 2.5) | torch.linspace('a', 1, 3) | torch.logspace(0, 1, -1) |
        torch.linspace(0, 1, torch.tensor(3)) | torch.set_default_dtype(torch.int64) | torch.Size([2, 3, 4])[1:] |
        torch.Size([2]) + (3,) | (3,) + torch.Size([2]) | torch.Size([2]) * 2 | 2 * torch.Size([2]) |
        torch.Size([2]) + [1] | torch.Size([1.5]) | torch.Size(['a']) | torch.Size([2, 3]).numel() |
        torch.Size([2]) == (2,)
        """,
    )


def ranges(torch):
    each(
        torch,
        """
        torch.arange(1, 5, -1) | torch.arange(-3) | torch.arange(0.0, 1.0, 0) | torch.arange(float('nan')) |
        torch.arange(2**63) | torch.arange('a') | torch.arange([1]) | torch.arange(1, 'a') | torch.arange(end=3) |
        torch.arange(torch.tensor(3)) | torch.arange(0, torch.tensor(2.5)) | torch.arange(2, 2, -1) |
        torch.arange(0.5, 3.5, 0.5, dtype=torch.int32) | torch.arange(0.5, 3.5, 0.5, dtype=torch.int64) |
        torch.arange(1.5, 6.5, 1.5, dtype=torch.int64) | torch.arange(1.5, 6.5, 1.5, dtype=torch.int32) |
        torch.arange(5, 0, -1.5, dtype=torch.int64) |
        torch.arange(0.0, 3) | torch.arange(0.0, 3, 1) | torch.arange(0, 3.0) | torch.arange(torch.ones(2), 3)
        """,
    )
    torch.set_default_dtype(torch.float64)
    for start, end, step in (-0.167, 2.723, 0.2), (1.17, 3.39, 0.4), (0.166, 4.556, 0.35), (2.9, -1.3, -0.11):
        print(torch.arange(start, end, step).tolist())
        print(torch.arange(start, end, step, dtype=torch.float32).tolist())
    torch.set_default_dtype(torch.float32)


def aliases(torch):
    print(torch.float, torch.double, torch.half, torch.long, torch.int, torch.short)
    print(torch.e, torch.pi, torch.inf, torch.nan)


def integers_between(torch):
    print(torch.linspace(0, 7, 50, dtype=torch.int64), torch.linspace(50, 0, 26, dtype=torch.uint8))
    print(torch.linspace(4.3, 0, 9, dtype=torch.uint8), torch.linspace(-9, 5, 300, dtype=torch.int8)[::30])
    print(torch.linspace(-2, 3, 1, dtype=torch.bool), torch.linspace(1, 2, 0, dtype=torch.bool))
    print(torch.logspace(0, 2, 1, dtype=torch.bool))
    attempt(lambda: torch.linspace(0, 1, 2, dtype=torch.bool))
    attempt(lambda: torch.arange(0, 5, float("nan")))
    attempt(lambda: torch.arange(1e-38, 3e38))
    around = [0.0]
    around.append(around)
    attempt(lambda: torch.tensor(around))
    attempt(lambda: torch.tensor([[1, 2], around]))


def arrays_within_lists(torch):
    warnings.simplefilter("ignore")
    single, double = np.array(2.0, np.float32), np.array(5.0)
    print(
        torch.tensor([2, single]),
        torch.tensor([[7, double], (0, 1)]),
        torch.tensor([(5, np.array(3)), (np.array(3), 5)]),
    )
    print(torch.tensor([0, np.array(3, dtype=np.uint8)]).dtype, torch.tensor([1.5, single, double]).dtype)
    attempt(lambda: torch.tensor([double, 2.0]))
    attempt(lambda: torch.tensor([[1.0, 2.0], double]))
    attempt(lambda: torch.tensor([[np.ones(2), np.array(1.0)]]))
    uneven = np.zeros(2, [("a", np.int8), ("b", np.float32)])["b"]
    attempt(lambda: torch.from_numpy(uneven))
    attempt(lambda: torch.tensor(uneven))
    x = torch.ones(2, requires_grad=True)
    array = (x * 1).numpy(force=True)
    print(array, x.numpy(force=True), torch.ones(1).numpy(force=False))
    attempt(lambda: x.numpy(force=False))
