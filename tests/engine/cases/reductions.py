"""Reductions, extremes, sorting and running sums: values, ties, edges, nodes, dtypes and messages."""

from tests.engine.cases import attempt

INF, NAN = float("inf"), float("nan")
X = [[1.0, 5.0, 5.0], [4.0, 2.0, 4.0]]


def node(function):
    return function and function.name()


def slopes(torch, f, *inputs):
    """Print a function of tensors with its node and what that leads to, and the gradients."""
    leaves = [torch.tensor(values, requires_grad=True) for values in inputs]
    y = f(*leaves)
    z = y[0] if isinstance(y, tuple) else y
    print(y, z.grad_fn.name(), [node(n) for n, _ in z.grad_fn.next_functions], z._is_view())
    z.backward(torch.arange(1.0, z.numel() + 1).reshape(z.shape))
    print(*[leaf.grad for leaf in leaves])


def extremes(torch):
    for f in (
        lambda x: x.max(),
        lambda x: x.min(),
        lambda x: x.max(1),
        lambda x: x.min(0),
        lambda x: x.max(dim=1, keepdim=True),
        lambda x: torch.max(x, -1),
        lambda x: x.amax(),
        lambda x: x.amax(1),
        lambda x: x.amin((0, 1), keepdim=True),
        lambda x: x.amin(-1, True),
        lambda x: x.median(),
        lambda x: x.median(1),
        lambda x: x.median(0, keepdim=True),
        lambda x: torch.max(x, x * 1.5),
        lambda x: x.min(x * 0 + 2),
    ):
        slopes(torch, f, X)
    for name in ("max", "min", "median", "amax", "amin"):
        slopes(torch, lambda x: getattr(x, name)(), [[2.0, 2.0], [2.0, 2.0]])  # noqa: B023
        slopes(torch, lambda x: getattr(x, name)(0), [NAN, 1.0, NAN])  # noqa: B023
        slopes(torch, lambda x: getattr(x, name)(), [NAN, 1.0, NAN])  # noqa: B023
        slopes(torch, lambda x: getattr(x, name)(0), 3.0)  # noqa: B023


def positions_of_extremes(torch):
    x = torch.tensor(X)
    print(x.argmax(), x.argmax(1), x.argmin(0), torch.argmax(x, 1, True), x.argmin(), torch.tensor(3.0).argmax(0))
    print(torch.tensor([1.0, NAN]).argmax(), torch.tensor([True, False]).max(), torch.tensor([[3, 1], [2, 2]]).max(1))
    values, indices = x.max(1)
    print(values, indices, x.max(1)[1], x.min(1).indices, isinstance(x.max(1), tuple), len(x.max(1)))


def extremes_of_nothing(torch):
    e = torch.zeros(0)
    for f in (
        lambda: e.max(),
        lambda: e.argmax(),
        lambda: torch.zeros(0, 2).max(0),
        lambda: torch.zeros(2, 0).min(1),
        lambda: torch.zeros(0, 2).amax(0),
        lambda: e.median(),
        lambda: torch.zeros(0, 2).max(1),
        lambda: e.sort(),
        lambda: torch.zeros(1).max(2),
        lambda: e.topk(1),
    ):
        attempt(f)


def sorting(torch):
    for f in (
        lambda x: x.sort(),
        lambda x: x.sort(0, descending=True),
        lambda x: torch.sort(x, descending=True),
        lambda x: torch.sort(x, 0),
        lambda x: x.topk(2),
        lambda x: x.topk(1, 0, largest=False),
        lambda x: torch.topk(x, 3, 1),
    ):
        slopes(torch, f, X)
    x = torch.tensor([3.0, NAN, -INF, 3.5, 1.0])
    print(x.sort(), x.sort(descending=True), x.argsort(), x.argsort(descending=True), x.topk(2))
    print(torch.tensor(3.0).sort(), torch.tensor([2, 1], dtype=torch.uint8).sort(), torch.tensor([[1, 0]]).argsort(0))
    attempt(lambda: x.topk(6))
    attempt(lambda: x.sort(1))


def different_elements(torch):
    x = torch.tensor([[3, 1], [2, 3]])
    print(x.unique(), torch.unique(x, return_inverse=True), torch.unique(x, return_counts=True))
    print(torch.unique(x, return_inverse=True, return_counts=True), torch.unique(torch.tensor([[1, 2], [1, 2]]), dim=0))
    y = torch.tensor([1.0, 1.0], requires_grad=True).unique()
    print(y)
    attempt(lambda: y.sum().backward())


def products(torch):
    for values in ([2.0, 3.0, 4.0], [2.0, 0.0, 4.0], [0.0, 3.0, 0.0], 5.0, [], [INF, 2.0]):
        slopes(torch, lambda x: x.prod(), values)
    for values in ([[2.0, 3.0], [4.0, 5.0]], [[2.0, 0.0], [4.0, 5.0]], [[0.0, 0.0], [4.0, 5.0]]):
        slopes(torch, lambda x: x.prod(1), values)
        slopes(torch, lambda x: torch.prod(x, 0, keepdim=True), values)
    print(
        torch.tensor([3, 2]).prod(), torch.tensor([True, True]).prod(), torch.tensor([3, 2]).prod(dtype=torch.float32)
    )


def second_derivative_of_a_product_with_a_zero(torch):
    x = torch.tensor([2.0, 0.0, 4.0], requires_grad=True)
    (g,) = torch.autograd.grad(x.prod(), x, create_graph=True)
    print(g.detach())
    print(torch.autograd.grad(g.sum(), x))


def running(torch):
    for f in (
        lambda x: x.cumsum(0),
        lambda x: torch.cumsum(x, -1),
        lambda x: x.cumprod(1),
        lambda x: x.cumprod(dim=0),
    ):
        slopes(torch, f, X)
        slopes(torch, f, [[2.0, 0.0, 3.0], [0.0, 0.0, 4.0]])
    print(
        torch.tensor([True, True]).cumsum(0),
        torch.tensor([3, 2], dtype=torch.uint8).cumprod(0),
        torch.tensor(3.0).cumsum(0),
    )
    print(torch.zeros(0, 2).cumsum(0).shape, torch.tensor([1, 2]).cumsum(0, dtype=torch.float32))


def spreads(torch):
    for f in (
        lambda x: x.var(),
        lambda x: x.var(1),
        lambda x: x.std(),
        lambda x: x.std(1, keepdim=True),
        lambda x: x.var(unbiased=False),
        lambda x: x.var(1, False),
        lambda x: x.var(False),
        lambda x: torch.var(x, correction=0),
        lambda x: x.var(dim=1, correction=2),
        lambda x: torch.std(x, (0, 1), correction=0),
        lambda x: torch.std(x, dim=0, unbiased=False, keepdim=True),
    ):
        slopes(torch, f, X)
    slopes(torch, lambda x: x.std(), [2.0, 2.0])
    attempt(lambda: torch.tensor([1, 2]).var())


def spreads_of_too_few(torch):
    print(torch.tensor([1.0]).std(), torch.tensor([]).var(), torch.tensor([1.0, 2.0]).var(correction=2))
    print(torch.tensor([1.0, 2.0]).var(correction=3), torch.tensor([1.0]).std(correction=0))


def norms(torch):
    for f in (
        lambda x: x.norm(),
        lambda x: x.norm(1),
        lambda x: x.norm(p=1, dim=1),
        lambda x: x.norm(INF),
        lambda x: x.norm(-INF, 0),
        lambda x: x.norm(dim=0),
        lambda x: x.norm("fro"),
        lambda x: torch.norm(x, 3, 1, True),
        lambda x: x.norm(1.5),
        lambda x: x.norm(0.5, 1),
        lambda x: torch.linalg.norm(x),
        lambda x: torch.linalg.vector_norm(x, 3),
        lambda x: torch.linalg.norm(x, dim=1),
    ):
        slopes(torch, f, X)
        slopes(torch, f, [[-1.0, 0.0, 2.0], [0.0, -0.0, -2.0]])
    for p in (2, 1, 3, 1.5, INF):
        slopes(torch, lambda x: x.norm(p), [0.0, 0.0])  # noqa: B023
    for p in (1, -1, INF, -INF, "fro"):
        x = torch.tensor(X)
        print(torch.linalg.norm(x, p), torch.linalg.matrix_norm(x, p), torch.linalg.matrix_norm(x, p, keepdim=True))
    print(torch.tensor(X).norm(0), torch.tensor([0.0, 2.0]).norm(0, 0))
    attempt(lambda: torch.tensor([1, 2]).norm())


def exponentials(torch):
    for f in (
        lambda x: x.logsumexp(1),
        lambda x: torch.logsumexp(x, (0, 1)),
        lambda x: x.logsumexp(0, keepdim=True),
        lambda x: x.softmax(1),
        lambda x: torch.softmax(x, dim=0),
        lambda x: x.log_softmax(-1),
        lambda x: torch.log_softmax(x, 0),
    ):
        slopes(torch, f, X)
        slopes(torch, f, [[1000.0, 0.0], [-1000.0, 1.0]])
        print(f(torch.tensor([[-INF, 0.0], [-INF, -INF]])))
    print(
        torch.tensor(3.0).softmax(0),
        torch.zeros(0).softmax(0),
        torch.zeros(0).logsumexp(0),
        torch.tensor(3.0).log_softmax(0),
    )
    i = torch.tensor([1, 2])
    print(i.softmax(0, dtype=torch.float32), i.logsumexp(0))
    for f in (lambda: i.softmax(0), lambda: torch.zeros(2).softmax(1)):
        attempt(f)


def truths(torch):
    x = torch.tensor([[0.0, 1.0], [2.0, 3.0]])
    print(x.any(), x.all(), x.any(0), torch.all(x, 1), (x > 1).any(1, True), torch.zeros(0).any(), torch.zeros(0).all())
    print(
        x.count_nonzero(), x.count_nonzero(0), torch.count_nonzero(x, dim=1), torch.tensor([1], dtype=torch.uint8).any()
    )


def with_a_dtype(torch):
    x = torch.tensor(X, requires_grad=True)
    y = x.sum(0, dtype=torch.float64)
    y.sum().backward()
    print(y, x.grad, torch.tensor([1, 2]).sum(dtype=torch.float32), torch.tensor([1, 2]).mean(dtype=torch.float64))
    print(
        torch.sum(x.detach(), axis=1, keepdims=True),
        x.detach().max(axis=1),
        x.detach().mean(axis=0),
        x.detach().std(axis=0),
    )


def dimensions_that_are_none(torch):
    x = torch.tensor(X)
    for f in (
        lambda: x.max(2),
        lambda: x.sum(-3),
        lambda: x.sum((0, 0)),
        lambda: x.var((0, -2)),
        lambda: x.amax((0, 0)),
        lambda: x.prod(2),
        lambda: x.cumsum(5),
        lambda: x.argmax(3),
        lambda: x.logsumexp(4),
    ):
        attempt(f)


def norms_in_half_precision(torch):
    x = torch.tensor([300.0, -400.0], dtype=torch.float16)
    print(x.norm(), x.norm(3), torch.linalg.vector_norm(x / 40, 6), x.norm(1), x.norm(float("inf")), x.norm(0))
    print(torch.tensor([60000.0, 1.2345], dtype=torch.float16).round(decimals=3))
    for dim in ((), [], (0, 1, 1)):
        attempt(lambda: torch.linalg.norm(torch.ones(2, 2), dim=dim))  # noqa: B023


def slopes_of_the_parts(torch):
    x = torch.tensor([0.0, 1.0, 3.0, 7.0], requires_grad=True)
    for q in (0.4, [0.25, 0.9]):
        for how in ("linear", "midpoint", "lower"):
            q = torch.tensor(q, requires_grad=True) if not isinstance(q, torch.Tensor) else q
            y = torch.quantile(x, q, interpolation=how)
            print(y, torch.autograd.grad((y * y).sum(), (x, q), allow_unused=True))
    attempt(lambda: torch.quantile(x, q, interpolation="none"))


def losses_that_ignore_in_double(torch):
    x = torch.tensor([[0.5, 1.0], [2.0, 4.0]], dtype=torch.float64, requires_grad=True)
    for how in ("none", "sum", "mean"):
        y = torch.nn.functional.nll_loss(x, torch.tensor([0, 1]), ignore_index=1, reduction=how)
        print(torch.autograd.grad(y.sum(), x, create_graph=True)[0].detach())
    print(torch.Tensor.__rpow__(torch.tensor(2.0), torch.tensor(3.0)))
