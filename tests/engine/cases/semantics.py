"""What PyTorch does, printed."""


def names_of_nodes(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.ones(2, 3, requires_grad=True)
    for y in (
        x + x, x + 1, x - 1, 1 - x, x * 2, x / 2, 2 / x, -x, x**2, x**3, x**0.5, x.exp(), x.log(), x.sum(), x.mean(),
        x.sum(0), w.sum(dim=1), w.mean(dim=0), x @ x, w.t() @ x, x @ w, w @ w.t(), w.t(), w.T, w.transpose(0, 1),
        x.reshape(2, 1), x.view(1, 2), w.flatten(), x.unsqueeze(0), w[:, :1].squeeze(1), x.unsqueeze(0).squeeze(),
        x.expand(3, 2), w.permute(1, 0), x[0], x[:1], w[0, 1:], x.clone(), x.double(),
    ):  # fmt: skip
        print(y.grad_fn.name(), [node and node.name() for node, _ in y.grad_fn.next_functions], tuple(y.shape))


def gradient_of_an_interior_tensor(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 3
    print(y.grad)
    y.retain_grad()
    print(y.retains_grad, x.retains_grad)
    (y**2).sum().backward()
    print(y.grad, x.grad)


def retained_gradients_accumulate(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 3
    y.retain_grad()
    z = (y**2).sum()
    z.backward(retain_graph=True)
    z.backward()
    print(y.grad, x.grad)
    x.retain_grad()


def gradients_keep_their_identity(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * 2).sum().backward()
    grad = x.grad
    (x * 2).sum().backward()
    print(grad is x.grad, grad)
    (x * 2).sum().backward(create_graph=True)
    print(grad is x.grad, grad, x.grad)


def gradient_does_not_alias_the_argument(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = torch.tensor([1.0, 2.0], requires_grad=True)
    v = torch.tensor([5.0, 6.0])
    (x + y).backward(v)
    v.zero_()
    x.grad.add_(1)
    print(x.grad, y.grad)


def diamond(torch):
    x = torch.tensor(3.0, requires_grad=True)
    a = x * x
    b = a * 2
    c = a + b
    d = c * a * b
    d.backward()
    print(d, x.grad)


def one_input_twice(torch):
    x = torch.tensor([2.0, 3.0], requires_grad=True)
    (x * x).sum().backward()
    (x / x).sum().backward()
    (x - x).sum().backward()
    print(x.grad)


def broadcasting(torch):
    a = torch.ones(3, 1, requires_grad=True)
    b = torch.full((4,), 2.0, requires_grad=True)
    c = torch.tensor(5.0, requires_grad=True)
    (a * b + c).sum().backward()
    print(a.grad, b.grad, c.grad)


def higher_derivatives(torch):
    x = torch.tensor(2.0, requires_grad=True)
    y = x**4 / 2 + x.exp() * x.log() - 1 / x
    y.backward(create_graph=True)
    first = x.grad
    print(first)
    x.grad = None
    first.backward(create_graph=True)
    second = x.grad
    print(second.item().__round__(4))
    x.grad = None
    second.backward()
    print(round(x.grad.item(), 4), x.grad.requires_grad)


def higher_derivatives_of_reductions(torch):
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    ((x.t() @ x).mean(dim=0) ** 2 / x.sum()).sum().backward(create_graph=True)
    g = x.grad
    print(g)
    x.grad = None
    (g[0, 1] * g[1].sum()).backward()
    print(x.grad)


def promotion(torch):
    f, d = torch.ones(2), torch.ones(2, dtype=torch.float64)
    i, b = torch.ones(2, dtype=torch.int64), torch.tensor([True, False])
    u, s = torch.ones(2, dtype=torch.uint8), torch.ones(2, dtype=torch.int8)
    zero_dim = torch.tensor(2.0, dtype=torch.float64)
    for y in (
        f + d,
        f + i,
        i + 1,
        i + 1.5,
        i / 2,
        i / i,
        b + 1,
        b + b,
        u + s,
        f * zero_dim,
        i * zero_dim,
        d * 2,
        f + 1e-9,
    ):
        print(y)


def promoted_gradients(torch):
    f = torch.tensor([1.0, 2.0], requires_grad=True)
    d = torch.tensor([3.0, 4.0], dtype=torch.float64, requires_grad=True)
    (f * d).sum().backward()
    print(f.grad, d.grad)


def in_place_on_an_interior_tensor(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    y.mul_(x)
    y += 1
    y -= x
    y /= 2
    print(y)
    y.sum().backward()
    print(x.grad)


def in_place_where_the_old_value_is_needed(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.tensor([3.0, 4.0], requires_grad=True)
    y = x * 1
    y.mul_(w)
    y.exp_()
    y.sum().backward()
    print(x.grad, w.grad)


def in_place_makes_a_constant_interior(torch):
    total = torch.zeros(2)
    w = torch.tensor([3.0, 4.0], requires_grad=True)
    for _ in range(3):
        total += w * w
    print(total, total.is_leaf)
    total.sum().backward()
    print(w.grad)


def zeroed_interior(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    y.zero_()
    print(y)
    y.sum().backward()
    print(x.grad)


def versions(torch):
    x = torch.ones(2)
    print(x._version)
    x += 1
    x.detach().zero_()
    print(x._version)
    x.data.add_(1)
    print(x._version, x)


def modes(torch):
    x = torch.ones(2, requires_grad=True)
    with torch.no_grad():
        print((x * 2).requires_grad, torch.is_grad_enabled())
        with torch.enable_grad():
            print((x * 2).requires_grad)
        print(torch.ones(2, requires_grad=True).requires_grad)
    with torch.set_grad_enabled(False):
        print((x * 2).requires_grad)

    @torch.no_grad
    def plain(x):
        return x * 2

    @torch.no_grad()
    def generator(x):
        yield x * 2
        yield torch.is_grad_enabled()

    @torch.set_grad_enabled(False)
    def switched(x):
        return x * 2

    print(plain(x).requires_grad, switched(x).requires_grad, torch.is_grad_enabled())
    steps = generator(x)
    print(next(steps).requires_grad, torch.is_grad_enabled(), next(steps), torch.is_grad_enabled())
    try:
        with torch.no_grad():
            raise ValueError
    except ValueError:
        print(torch.is_grad_enabled())


def printing(torch):
    for x in (
        torch.tensor(5.0), torch.tensor(5), torch.tensor([1.5, -2.25]), torch.tensor([1e-9, 1.0]),
        torch.tensor([[1, 2], [300, 4]]), torch.zeros(0), torch.zeros(2, 0), torch.tensor([True, False]),
        torch.eye(3) * 1e9, torch.ones(20, 60) * 1.5, torch.ones(3, 3, 2), torch.ones(2, dtype=torch.float64),
        torch.tensor([0.0, float("nan"), float("inf"), -1.0]), torch.tensor([0.5, float("nan"), 100.0]),
        torch.tensor([[0.0, 0.0]]), torch.arange(40), torch.arange(1200).reshape(30, 40), torch.arange(2000.0),
        torch.tensor(1.0, requires_grad=True), torch.ones(9, 9, requires_grad=True) * 0.1, torch.tensor([123456.789]),
        torch.tensor([1.0, 1234.5]), torch.tensor([1e8]), torch.tensor([99999999.0]), torch.tensor(-0.0),
        torch.ones(2, 2, 2, 2), torch.linspace(-6.5, 3.5, 1000), torch.tensor([1, 2], dtype=torch.uint8),
        torch.ones(3, 7, requires_grad=True).double().t() * 1.23456789,
    ):  # fmt: skip
        print(x)
    print(f"{torch.tensor(2.5):.3f} {torch.tensor([2.5])}")


def shapes(torch):
    x = torch.arange(6.0).reshape(2, 3)
    print(x.shape, x.size(), x.size(1), x.shape[0], x.dim(), x.ndim, x.numel(), len(x), x.dtype, x.shape.numel())
    print(x.view(-1), x.view(3, -1), x.t(), x.T.shape, x.unsqueeze(-1).shape, x[1], x[:, 1], x[..., -1], x[None].shape)
    print([row.sum().item() for row in x], x.tolist(), x.sum(dim=(0, 1)), x.sum(1, keepdim=True), x.mean(0))
    print(x.expand(4, -1, 3).shape, x.flatten(), x.permute(1, 0).shape, x.unsqueeze(0).squeeze().shape)


def parts_share_memory(torch):
    x = torch.zeros(2, 3)
    x[0, 1] = 5.0
    x[1] = torch.tensor([7.0, 8.0, 9.0])
    row = x[0]
    row += 1
    print(x, x._version, row._version)


def creation(torch):
    print(torch.tensor([1, 2.5]), torch.tensor([True, 2]), torch.tensor([[1], [2]]).shape, torch.tensor(3).dtype)
    print(torch.full((2,), 3), torch.full((2, 2), 1.5), torch.eye(2, 3), torch.arange(3), torch.arange(1, 2, 0.25))
    print(torch.zeros((2, 3)).shape, torch.ones_like(torch.arange(2)), torch.zeros_like(torch.ones(2)))
    for n in (0, 1, 2, 5, 7, 10):
        print(torch.linspace(-1, 1, n).tolist())


def reflected_and_mixed_operands(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = 3 - x + 2 * x - 6 / x + x / 4 + x * True
    y.sum().backward()
    print(y, x.grad)
    print(torch.mul(2.0, torch.ones(2)), torch.add(torch.tensor(1), 2))


def powers(torch):
    x = torch.tensor([0.0, 1.0, 4.0], requires_grad=True)
    for p in (0, 1, 2, 3, 2.0, 0.5, 1.5, -1, -2):
        x.grad = None
        y = x**p
        y.sum().backward()
        print(p, y, x.grad)


def comparisons(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = torch.tensor([3, 2, 1])
    print(x == y, x != 2, x < y, x <= 2.0, x > y, y <= 2, (x == y).requires_grad, x == x)
    print(torch.eq(x, y), torch.tensor(1) == True, x is x, len({x, y, x}))  # noqa: E712


def comparison_of_shapes_that_do_not_broadcast(torch):
    print(torch.ones(3) == torch.ones(2))


def numpy_operands(torch):
    import numpy as np

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * np.float64(2.0) + np.float32(1.0) * x
    y.sum().backward()
    print(y, x.grad)
    print(np.asarray(x.detach()), torch.ones(2, dtype=torch.int64) + np.float64(2), torch.ones(2) + np.int64(2))


def array_times_tensor(torch):
    import numpy as np

    print(np.ones(2) * torch.ones(2))


def data_assigned(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    source = torch.tensor([3.0, 4.0])
    x.data = source
    source[0] = 9.0
    print(x, x.is_leaf, x._version)
    (x * x).sum().backward()
    print(x.grad)


def saved_tensors_by_name(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.ones(2, 2, requires_grad=True)
    data = torch.tensor([3.0, 4.0])
    for y in (x + 1, -x, x * data, x * x, x / x, x**2, x.exp(), x.log(), x.relu(), x.sum(), w @ w, w @ x, x @ x, w.t()):
        node = y.grad_fn
        saved = {name: getattr(node, name) for name in sorted(dir(node)) if name.startswith("_saved_")}
        print(node.name(), {name: t for name, t in saved.items() if isinstance(t, torch.Tensor)})
    print((x * data).grad_fn._saved_self)
    print((x**2).grad_fn._saved_self is x)
    h = x * 2
    y = h**2
    e = y.exp()
    e.sum().backward()
    for node, name in ((y.grad_fn, "_saved_self"), (e.grad_fn, "_saved_result"), (y.grad_fn, "_saved_nothing")):
        try:
            print(getattr(node, name))
        except (RuntimeError, AttributeError) as error:
            print(type(error).__name__, "no attribute" if "no attribute" in str(error) else str(error).splitlines()[0])
    f = x.exp()
    for change, name, node in (
        (h, "_saved_self", (h**2).grad_fn),
        (h, "_saved_other", (x * h).grad_fn),
        (w, "_saved_mat2", (w @ w).grad_fn),
        (f, "_saved_result", f.grad_fn),
    ):
        with torch.no_grad():
            change += 1
        try:
            print(getattr(node, name))
        except RuntimeError as error:
            print(str(error).splitlines()[0])
