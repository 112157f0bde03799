"""Many numbers: PyTorch adds halves in float32, and loses hardly anything where it adds in float32."""


def ends(t):
    """The first and the last number of a tensor."""
    numbers = t.detach().flatten()
    return numbers[0].item(), numbers[-1].item()


def sums_of_many_halves(torch):
    x = torch.full((5000, 3), 0.5).half()
    for y in (x, x.T.contiguous().T, x[:, :2], x[::2]):
        print(ends(y.sum()), ends(y.sum(0)), ends(y.sum((0, 1))), ends(y.mean(0)), ends(y.logsumexp(0)))
    print(ends(torch.einsum("ij->j", x)), ends(x.T @ x), ends(x.cumsum(0)), ends(x.softmax(0)))
    index = torch.zeros(5000, 3, dtype=torch.int64)
    print(ends(torch.zeros(2, 3).half().scatter_add(0, index, x)))
    print(ends(torch.zeros(2, 3).half().index_add(0, index[:, 0], x)))


def gradients_added_up_in_halves(torch):
    F = torch.nn.functional
    x = torch.full((5000, 3), 0.5).half()
    index = torch.zeros(5000, 3, dtype=torch.int64)
    b = torch.ones(3).half().requires_grad_()
    w = torch.ones(3, 3).half().requires_grad_()
    for f in (
        lambda: x + b,
        lambda: x - b,
        lambda: x / b,
        lambda: F.linear(x, w, b),
        lambda: torch.addmm(b, x, w),
        lambda: b.expand(5000, 3),
        lambda: b.repeat(5000, 1),
        lambda: b.repeat(5000),
        lambda: torch.where(x > 0, b, 2 * b),
        lambda: torch.lerp(x, b, 0.5),
        lambda: F.prelu(-x, b),
        lambda: w.index_select(0, index[:, 0]),
        lambda: w.gather(0, index),
        lambda: (x * b).cumsum(0)[-1],
        lambda: F.mse_loss(x * b, 0 * x),
        lambda: F.cross_entropy(x * b, index[:, 0]),
    ):
        y = f()
        found = torch.autograd.grad(y.sum(), (b, w), allow_unused=True)
        print(y.grad_fn.name(), *(ends(g) for g in found if g is not None))


def slopes_of_variances_of_halves(torch):
    x = torch.linspace(-300.0, 600.0, 500).half().requires_grad_()
    for name in ("var", "std"):
        for f in (lambda: getattr(x, name)(), lambda: getattr(x.view(2, -1), name)(1)[0]):  # noqa: B023
            (g,) = torch.autograd.grad(f(), x)
            print(name, g[::50])


def layers_normalized_in_halves(torch):
    layer_norm = torch.nn.functional.layer_norm
    g = torch.tensor([0.3, -1.0, 0.7, 2.0, 0.1, -0.4, 0.2, 1.0]).half()
    for scale in (1.0, 300.0):
        x = (torch.linspace(-1.0, 2.0, 8) * scale).half().requires_grad_()
        w, b = (torch.linspace(0.5, 1.5, 8).half().requires_grad_() for _ in range(2))
        y = layer_norm(x, (8,), w, b)
        print(y)
        for graph in (False, True):
            for grad in torch.autograd.grad(layer_norm(x, (8,), w, b), (x, w, b), g, create_graph=graph):
                print(grad.dtype, *(f"{number:.2g}" for number in grad.tolist()))


def means_of_more_halves_than_float16_counts(torch):
    F = torch.nn.functional
    for n in (3000, 70000):
        x = torch.full((n,), 0.25).half().requires_grad_()
        t = torch.full((n,), 0.75).half()
        for f in (F.mse_loss, F.l1_loss, F.smooth_l1_loss, F.huber_loss, F.binary_cross_entropy_with_logits):
            (g,) = torch.autograd.grad(f(x, t), x, torch.tensor(60000.0).half())
            print(f.__name__, [f"{number:.1g}" for number in ends(g)])
        rows = torch.zeros(n, 2).half().requires_grad_()
        scores = (rows.log_softmax(1), torch.zeros(n, dtype=torch.int64))
        print(*map(ends, torch.autograd.grad(F.nll_loss(*scores), rows, torch.tensor(1000.0).half())))
        for y in (x.mean(), x.view(1, n).mean(1), x.var(), x.view(1, n).var(1)):
            print(y.grad_fn.name(), *map(ends, torch.autograd.grad(y, x, torch.full(y.shape, 1000.0).half())))


def binary_losses_of_halves(torch):
    F = torch.nn.functional
    t = torch.tensor([0.0, 1.0, 0.0, 1.0, 0.5, 1.0, 0.0, 0.0]).half()
    w = torch.tensor([2.0, 0.3, 1.0, 1.0, 0.7, 3.0, 1.0, 1.0]).half()
    for f in (F.binary_cross_entropy, F.binary_cross_entropy_with_logits):
        for reduction in ("none", "sum", "mean"):
            for weight in (None, w):
                x = torch.tensor([0.0, 0.0, 1.0, 1.0, 0.25, 0.26, 0.42, 1e-7]).half().requires_grad_()
                y = f(x, t, weight, reduction=reduction)
                print(y, *torch.autograd.grad(y.sum(), x))


def sums_of_many_rows(torch):
    x = torch.full((50003, 2), 0.1)
    b = torch.zeros(2, requires_grad=True)
    gradients = torch.autograd.grad(((x + b) * x).sum(), b)
    for y in (x.sum(0), x.mean(0), x.cumsum(0), x.view(50003, 2, 1).sum((0, 2)), x.view(1, -1, 2).sum(1), *gradients):
        print([f"{number:.5g}" for number in ends(y)])
    (g,) = torch.autograd.grad(x.requires_grad_().cumsum(0), x, torch.full((50003, 2), 0.1))
    print([f"{number:.5g}" for number in ends(g)])
