"""Tensors repeated, turned, joined and cut: values, nodes, views and messages."""

from tests.engine.cases import attempt

X = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]


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


def repeated(torch):
    for f in (
        lambda x: x.repeat(2, 1),
        lambda x: x.repeat(2, 1, 2),
        lambda x: x[0].repeat(3),
        lambda x: torch.tile(x, (2,)),
        lambda x: x.repeat((1, 2)),
        lambda x: x.repeat(0, 1),
        lambda x: x[:1].expand_as(torch.zeros(2, 3)),
        lambda x: torch.broadcast_to(x, (2, 2, 3)),
    ):
        slopes(torch, f, X)
    attempt(lambda: torch.zeros(2, 3).repeat(2))


def turned(torch):
    for f in (
        lambda x: torch.flip(x, [0]),
        lambda x: x.flip(0, 1),
        lambda x: x.flip(-1),
        lambda x: x.flip((0, 1)),
        lambda x: torch.roll(x, 1),
        lambda x: x.roll(-1, 0),
        lambda x: torch.roll(x, (1, 2), (0, 1)),
        lambda x: x.mT,
        lambda x: x.T,
        lambda x: torch.movedim(x, 0, -1),
        lambda x: x.unsqueeze(0).movedim((0, 1), (1, 2)),
        lambda x: x.swapaxes(0, 1),
        lambda x: torch.swapdims(x, 0, 1),
        lambda x: torch.swapaxes(x, -1, 0),
        lambda x: torch.permute(x, (1, 0)),
    ):
        slopes(torch, f, X)
    x = torch.tensor(X)
    for f in (
        lambda: x[0].mT,
        lambda: x.flip(2),
        lambda: x.roll(1, 2),
        lambda: x.movedim(0, 2),
        lambda: x.roll((1, 2), 0),
    ):
        attempt(f)


def cut(torch):
    for f in (
        lambda x: x.tril(),
        lambda x: x.triu(1),
        lambda x: torch.tril(x, -1),
        lambda x: torch.triu(x.expand(2, 2, 3)),
        lambda x: torch.diagonal(x),
        lambda x: x.diagonal(1),
        lambda x: x.diagonal(-1),
        lambda x: torch.diag(x),
        lambda x: torch.diag(x, 1),
        lambda x: torch.diag(x[0]),
        lambda x: x[0].diag(-1),
        lambda x: torch.trace(x),
        lambda x: x.expand(4, 2, 3).diagonal(0, 1, 2),
        lambda x: torch.diag_embed(x),
    ):
        slopes(torch, f, X)
    x = torch.zeros(3, 3)
    x.diagonal().fill_(2)
    x.diagonal(1)[0] = 5
    print(x)
    y = torch.ones(3, 3, requires_grad=True) * 1
    y.diagonal().mul_(3)
    print(y)
    for f in (
        lambda: x[0].tril(),
        lambda: x[0].trace(),
        lambda: x.diagonal(0, 0, 0),
        lambda: torch.zeros(1, 1, 1).diag(),
    ):
        attempt(f)


def joined(torch):
    for f in (
        lambda a, b: torch.cat([a, b]),
        lambda a, b: torch.cat((a, b, a), dim=0),
        lambda a, b: torch.cat([a, b.T], -1),
        lambda a, b: torch.stack([a, b]),
        lambda a, b: torch.stack((a, b), -1),
        lambda a, b: torch.stack([a, b], dim=1),
        lambda a, b: torch.hstack([a, b]),
        lambda a, b: torch.vstack([a, b[0]]),
        lambda a, b: torch.hstack((a[0], b[0])),
        lambda a, b: torch.vstack([a[0], b[1]]),
        lambda a, b: torch.cat([a, torch.zeros(0), b]),
        lambda a, b: torch.concat([a, b]),
    ):
        slopes(torch, f, [[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]])
    x, i, d = torch.ones(2, requires_grad=True), torch.tensor([1, 2]), torch.ones(2, dtype=torch.float64)
    y = torch.cat([x, i, d])
    y.sum().backward()
    print(y, x.grad, torch.stack([i, i > 1]), torch.cat([i, i.to(torch.uint8)]))
    print(torch.stack([torch.tensor(1.0), torch.tensor(2.0)]), torch.hstack([torch.tensor(1), torch.tensor(2)]))


def what_does_not_join(torch):
    x = torch.ones(2, 3)
    for f in (
        lambda: torch.cat([x, torch.ones(2, 2)]),
        lambda: torch.cat([x, torch.ones(3)]),
        lambda: torch.cat([x, torch.ones(3, 3)], 1),
        lambda: torch.cat([torch.tensor(1.0), torch.tensor(1.0)]),
        lambda: torch.cat([]),
        lambda: torch.stack([]),
        lambda: torch.stack([x, torch.ones(3)]),
        lambda: torch.cat([x, 1]),
        lambda: torch.cat([x], 2),
        lambda: torch.stack([x], 5),
    ):
        attempt(f)


def flattened(torch):
    for f in (
        lambda x: x.reshape(1, 2, 3).flatten(1),
        lambda x: x.reshape(1, 2, 3).flatten(0, 1),
        lambda x: x.t().flatten(),
        lambda x: x.flatten(),
        lambda x: torch.flatten(x, start_dim=0),
        lambda x: x.unflatten(1, (3, 1)),
        lambda x: torch.unflatten(x, 1, (-1, 3)),
        lambda x: x.view_as(torch.zeros(3, 2)),
        lambda x: x.reshape_as(torch.zeros(6)),
        lambda x: x.t().contiguous(),
        lambda x: x.ravel(),
        lambda x: x.reshape(2, 1, 3, 1).squeeze((1, 3)),
        lambda x: x.squeeze(0),
        lambda x: x[0, 0].flatten(),
    ):
        slopes(torch, f, X)
    x = torch.tensor(X, requires_grad=True)
    print(x.contiguous() is x, x[0].flatten().grad_fn, x.is_contiguous(), x.t().is_contiguous())
    print(x.stride(), x.t().stride(), x.stride(0), x.expand(2, 2, 3).stride(), torch.tensor(1.0).stride())
    for f in (lambda: x.flatten(1, 0), lambda: x.unflatten(1, (2, 2)), lambda: x.flatten(2), lambda: x.view(4)):
        attempt(f)


def in_place(torch):
    x = torch.ones(3, 3, requires_grad=True)
    for name, args in (("tril_", ()), ("triu_", (1,)), ("cumsum_", (0,)), ("cumprod_", (1,))):
        y = x * 2
        z = getattr(y, name)(*args)
        (z * z).sum().backward()
        print(z is y, y, x.grad)


def sizes_that_cannot_be(torch):
    x = torch.arange(6).reshape(2, 3)
    attempt(lambda: x.expand(4, -1, -1, -1))
    attempt(lambda: x.split([-1, 3]))
    attempt(lambda: x.split([-1, 9]))
    attempt(lambda: x.movedim((0, -2), (0, 1)))
    attempt(lambda: x.movedim((0, 1), (1, -1)))
    for parts in ((-1, -1), (-3, -1), (2, 2), ()):
        attempt(lambda: torch.unflatten(x, 1, parts))  # noqa: B023
    attempt(lambda: torch.zeros(2, 0).unflatten(1, (0, -1)))
    for make in (torch.zeros, torch.ones, torch.empty, torch.rand, torch.randn):
        attempt(lambda: make(torch.tensor([2, 3])))  # noqa: B023
        print(make(torch.tensor([2])).shape, make(torch.tensor(3), torch.tensor([1])).shape)
    size = torch.Size([torch.tensor(2), True])
    print(size, [type(n).__name__ for n in size], torch.Size(torch.tensor([4, 5])))


def roll_without_elements(torch):
    x = torch.zeros(0, 2, requires_grad=True)
    y = x.roll((1, 2), (0, 1))
    (g,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    print(y, g.shape)


def strides_without_elements(torch):
    print(
        torch.tensor([]).stride(), torch.zeros(0, 2, 3).stride(), torch.zeros(2, 0).stride(), torch.arange(0).stride(0)
    )
    print(torch.ones(2, 3)[False].stride(), torch.ones(2, 3)[:, 1:1].stride(), torch.ones(2, 0, 4).sum(0).stride(0))
