"""The activations that few networks have: values, nodes, slopes and second slopes, modules, and what they refuse."""

from tests.engine.cases import attempt


def straight(torch):
    """Those made of straight lines, by name."""
    F = torch.nn.functional
    return {
        "threshold": lambda x: F.threshold(x, 0.5, 2.0),
        "hardtanh": F.hardtanh,
        "hardtanh of other limits": lambda x: F.hardtanh(x, min_val=-2, max_val=0.5),
        "relu6": F.relu6,
        "hardshrink": F.hardshrink,
        "softshrink": lambda x: F.softshrink(x, 1),
        "rrelu": lambda x: F.rrelu(x, 0.1, 0.5),
    }


def curved(torch):
    F = torch.nn.functional
    return {
        "hardswish": F.hardswish,
        "selu": F.selu,
        "celu": lambda x: F.celu(x, 0.7),
        "celu of a negative alpha": lambda x: F.celu(x, -2),
        "elu": lambda x: F.elu(x, alpha=0.5),
        "mish": F.mish,
        "softsign": F.softsign,
        "tanhshrink": F.tanhshrink,
        "glu": F.glu,
        "glu of rows": lambda x: F.glu(x, dim=0),
    }


def sorted_out(name):
    """The name of a node that the case shows; of what is composed of others, none."""
    return name if "BackwardBackward" in name else "composed"


def slopes(torch, f, *inputs):
    """A value, its node, its gradients and their node, and the gradients of their squares; without signs of zeros."""
    leaves = [x.clone().requires_grad_() for x in inputs]
    y = f(*leaves)
    print(y.detach() + 0.0, y.grad_fn.name(), [n and n.name() for n, _ in y.grad_fn.next_functions])
    weights = torch.linspace(0.5, 1.5, y.numel()).reshape(y.shape)
    first = torch.autograd.grad((y * weights).sum(), leaves, create_graph=True)
    print(*[g.detach() + 0.0 for g in first], *[sorted_out(g.grad_fn.name()) for g in first])
    total = sum((g * g).sum() for g in first) + 0.0 * sum(x.sum() for x in leaves)
    second = torch.autograd.grad(total, leaves, create_graph=True)
    print(*[g.detach() + 0.0 for g in second])
    total = sum((g * g).sum() for g in second) + 0.0 * sum(x.sum() for x in leaves)
    print(*[g + 0.0 for g in torch.autograd.grad(total, leaves)])


def points(torch):
    return torch.tensor([[-7.0, -3.0, -1.0, -0.5], [0.25, 0.5, 2.5, 6.5]], dtype=torch.float64)


def values_and_slopes(torch):
    for f in (*straight(torch).values(), *curved(torch).values()):
        slopes(torch, f, points(torch))


def learned_slopes(torch):
    F = torch.nn.functional
    x = points(torch).float()
    for w in (torch.tensor(0.3), torch.tensor([0.3]), torch.tensor([0.1, -0.2, 0.3, 0.4])):
        slopes(torch, F.prelu, x, w)
    slopes(torch, F.prelu, x[0], torch.tensor([0.3]))
    slopes(torch, F.prelu, x.reshape(2, 2, 2), torch.tensor([0.3, -2.0]))
    slopes(torch, F.prelu, torch.tensor(-2.0), torch.tensor([0.3]))
    slopes(torch, lambda x: F.prelu(x, torch.tensor(0.5)), x)
    slopes(torch, lambda w: F.prelu(x, w), torch.tensor(0.5))
    y = torch.prelu(x, torch.tensor([0.1, 0.2, 0.3, 0.4], requires_grad=True))
    print(y, x.prelu(torch.tensor(2.0)), y.grad_fn._saved_self is x, y.grad_fn._saved_weight.shape)


def no_second_slope(torch):
    x = points(torch)[0].requires_grad_()
    y = torch.nn.functional.hardsigmoid(x)
    (g,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    print(y, g, g.grad_fn.name())
    g.sum().backward()


def on_edges(torch):
    F = torch.nn.functional
    inf, nan = float("inf"), float("nan")
    for points in ([-inf, inf, nan], [-0.0, 0.0, 3.0, -3.0], [0.5, -0.5, 6.0, -1.0], [1.0, 2.0]):
        x = torch.tensor(points, dtype=torch.float64)
        for f in (*straight(torch).values(), *list(curved(torch).values())[:8], F.hardsigmoid,
                  lambda x: F.prelu(x, torch.tensor(0.3).double())):  # fmt: skip
            leaf = x.clone().requires_grad_()
            y = f(leaf)
            (g,) = torch.autograd.grad(y, leaf, torch.ones_like(y), retain_graph=f is not F.hardsigmoid)
            print(y.detach() + 0.0, g + 0.0)  # which zero is the greater one, processors differ on
            if f is not F.hardsigmoid:
                (g,) = torch.autograd.grad(y, leaf, torch.ones_like(y), create_graph=True)
                print(torch.autograd.grad(g.sum() + leaf.sum() * 0.0, leaf)[0] + 0.0)


def in_place(torch):
    F = torch.nn.functional
    for f in (
        F.hardtanh_, F.selu_, F.celu_, F.elu_, F.rrelu_, torch.selu_, torch.rrelu_, lambda y: torch.celu_(y, 0.5),
        lambda y: F.threshold_(y, 0.5, 2.0), lambda y: F.threshold(y, 0.5, 2.0, inplace=True),
        lambda y: torch.threshold_(y, 1, 2), lambda y: F.hardtanh(y, inplace=True),
        lambda y: F.hardtanh_(y, -0.5, 0.5), lambda y: F.relu6(y, True), lambda y: F.hardsigmoid(y, True),
        lambda y: F.hardswish(y, inplace=True), lambda y: F.selu(y, True), lambda y: F.celu(y, 0.5, True),
        lambda y: F.mish(y, True), lambda y: F.rrelu(y, 0.1, 0.3, inplace=True),
    ):  # fmt: skip
        x = torch.tensor([-1.0, 0.0, 0.25, 2.0], dtype=torch.float64, requires_grad=True)
        y = x * 1
        z = f(y)
        print(z is y, y, y.grad_fn.name(), y._version)
        (g,) = torch.autograd.grad(y.square().sum(), x, create_graph="hardsigmoid" not in y.grad_fn.name().lower())
        print(g.detach())
        if g.requires_grad:
            print(torch.autograd.grad(g.square().sum(), x)[0] + 0.0)


def in_place_upward(torch):
    F = torch.nn.functional
    for f in (lambda y: F.celu_(y, -1.0), lambda y: F.rrelu_(y, -0.5, -0.25)):
        x = torch.tensor([-1.0, 2.0], requires_grad=True)
        y = f(x * 1)
        try:
            y.sum().backward()
        except RuntimeError as e:
            print(y, e)


def saved(torch):
    F = torch.nn.functional
    x = torch.tensor([-1.0, 2.0], requires_grad=True)
    for f in (
        lambda x: F.threshold(x, 0.5, 2.0), F.hardtanh, F.relu6, F.hardsigmoid, F.hardswish, F.selu, F.celu, F.mish,
        F.hardshrink, F.softshrink, F.glu, F.rrelu,
    ):  # fmt: skip
        print(f(x).grad_fn._saved_self is x)
    for f in (F.selu_, F.celu_, F.rrelu_):
        y = f(x * 1)
        print(y.grad_fn._saved_result)
    y = x * 1
    z = F.mish(y)
    y.add_(1)
    z.sum().backward()


def dtypes(torch):
    F = torch.nn.functional
    each = {**straight(torch), **curved(torch), "hardsigmoid": F.hardsigmoid}
    each["prelu"] = lambda x: F.prelu(x, torch.tensor([1]).to(x.dtype))
    each["hardtanh of floats"] = lambda x: F.hardtanh(x, 0.5, 1.5)
    each["threshold of floats"] = lambda x: F.threshold(x, 1.5, 2.5)
    each["rrelu of training"] = lambda x: F.rrelu(x, 1.0, 1.0, training=True)
    for name, f in each.items():
        for dtype in (torch.float64, torch.float16, torch.int64, torch.int8, torch.uint8, torch.bool):
            try:
                y = f(torch.tensor([[3, 0], [1, 7]]).to(dtype).T)
                print(str(y.dtype), [round(v, 3) for v in y.flatten().tolist()], y.stride() if 1 not in y.shape else ())
            except (RuntimeError, TypeError) as e:
                print(name, type(e).__name__, str(e).split("\n")[0])


def halves(torch):
    F = torch.nn.functional
    x = torch.tensor([-2.3, -0.7, 0.3, 2.6]).half()
    for f in (*straight(torch).values(), *list(curved(torch).values())[:9], F.hardsigmoid):
        leaf = x.clone().requires_grad_()
        y = f(leaf)
        y.backward(torch.ones_like(y) * 0.3)
        print(y.tolist(), [round(g, 3) for g in leaf.grad.tolist()], leaf.grad.dtype)


def in_float64(torch):
    F = torch.nn.functional
    for f in (F.hardsigmoid, lambda x: F.celu(x, 0.7), lambda x: F.celu_(x * 1, 0.7), F.selu, F.hardswish, F.rrelu):
        x = torch.tensor([-0.25, 0.75], dtype=torch.float64, requires_grad=True)
        f(x).sum().backward()
        print([round(g, 13) for g in x.grad.tolist()])


def refused(torch):
    F, nn = torch.nn.functional, torch.nn
    x, rows = torch.tensor([-2.0, 0.0, 1.0]), torch.ones(2, 3)
    small = torch.tensor([1], dtype=torch.int8)
    for call in (
        lambda: F.celu(x, 0), lambda: F.celu_(x, 0.0), lambda: F.rrelu(x, 1.0, 0.5),
        lambda: F.rrelu(x, 0, float("inf")),
        lambda: F.rrelu(x, float("nan"), 1.0, True), lambda: F.rrelu_(x, 2, 1), lambda: F.softshrink(x, -1),
        lambda: F.softshrink(x.double(), float("nan")), lambda: F.hardtanh(x, 2, 1),
        lambda: F.hardtanh(x, min_val=0.5, max_val=-0.5, inplace=True), lambda: nn.Hardtanh(1, 1),
        lambda: nn.Hardtanh(2, 1),
        lambda: F.hardtanh(small, -300, 300), lambda: F.threshold(small, 300, 3), lambda: F.threshold(small, 3, 300),
        lambda: F.glu(torch.tensor(1.0)), lambda: F.glu(x), lambda: F.glu(x, 1), lambda: F.glu(rows, -3),
        lambda: F.glu(rows.long()), lambda: nn.GLU()(rows), lambda: F.prelu(torch.tensor(-1.0), torch.ones(2)),
        lambda: F.prelu(rows, torch.ones(2)), lambda: F.prelu(x, torch.ones(3)),
        lambda: F.prelu(rows, torch.ones(1, 3)),
        lambda: F.prelu(rows, torch.ones(1, 1)), lambda: F.prelu(x.half(), torch.ones(1)),
        lambda: F.prelu(x, torch.ones(1, dtype=torch.int64)), lambda: nn.Softmax2d()(rows),
        lambda: F.hardtanh_(torch.ones(2).bool()), lambda: F.relu6(torch.ones(2).bool(), True),
        lambda: F.selu_(torch.ones(1).expand(2)), lambda: F.hardswish(torch.ones(1, requires_grad=True), True),
        lambda: F.celu_(torch.ones(1, requires_grad=True)), lambda: F.mish(torch.ones(1).expand(2), True),
    ):  # fmt: skip
        try:
            print(call())
        except Exception as e:
            print(type(e).__name__, str(e).split("\n")[0])


def not_arguments(torch):
    F = torch.nn.functional
    x = torch.ones(2)
    for f in (F.selu, F.celu, F.hardshrink, F.softshrink, F.hardsigmoid, F.hardswish, F.mish, F.relu6, F.hardtanh,
              F.glu, F.rrelu, F.softsign, F.tanhshrink, F.elu, F.leaky_relu, F.silu, F.gelu, F.softplus):  # fmt: skip
        for value in ("a", None):
            try:
                print(f(value))
            except Exception as e:
                print(type(e).__name__, e)
    learns = torch.tensor(0.5, requires_grad=True)
    for f in (F.celu, F.hardshrink, F.softshrink, F.rrelu, F.elu, F.leaky_relu, lambda x, v: F.hardtanh(x, -1, v),
              lambda x, v: F.threshold(x, v, 1.0), lambda x, v: F.threshold(x, 1.0, v), F.glu, F.prelu):  # fmt: skip
        for value in ("a", None, learns):
            try:
                print(f(x, value))
            except Exception as e:
                print(type(e).__name__, str(e).split("\n")[0].replace("float or Tensor", ""))
    print(F.celu(-x, torch.tensor(0.5)), F.softshrink(x, torch.tensor(0.25)), F.hardshrink(x, lambd=True))


def drawn(torch):
    F = torch.nn.functional
    x = torch.tensor([[-1.0, 2.0, -3.0], [-4.0, -5.0, 6.0]], requires_grad=True)
    for f in (
        lambda x: F.rrelu(x, training=True), lambda x: F.rrelu(x, 0.5, 2.0, True),
        lambda x: torch.rrelu(x.T, -1, 1, True),
        lambda x: F.rrelu(x * 1, -1.0, 0.5, training=True, inplace=True), lambda x: F.rrelu(x.double(), training=True),
        lambda x: torch.nn.RReLU()(x), lambda x: torch.nn.RReLU(0.25, 0.5).eval()(x),
        lambda x: F.gumbel_softmax(x.double()),
        lambda x: F.gumbel_softmax(x.double(), 0.5, dim=0), lambda x: F.gumbel_softmax(x.double(), hard=True),
        lambda x: F.gumbel_softmax(x.double(), eps=1.0), lambda x: F.gumbel_softmax(x.T, 2),
    ):  # fmt: skip
        torch.manual_seed(3)
        y = f(x)
        print(y, torch.rand(1))
        (g,) = torch.autograd.grad((y * y * y).sum(), x, create_graph=True)
        print(g.detach(), torch.autograd.grad((g * g).sum(), x)[0])
    slopes(torch, lambda x: (torch.manual_seed(0), F.rrelu(x, training=True))[1], points(torch))
    torch.manual_seed(0)
    print(torch.rrelu(x, 0.1, 0.2, True, torch.Generator().manual_seed(5)), torch.rand(1))
    print([v.hex() for v in torch.rrelu(-torch.ones(5), training=True).tolist()])


def modules(torch):
    nn = torch.nn
    x = torch.tensor([[-4.0, -0.75], [0.25, 2.0]])
    for module in (
        nn.Threshold(0.5, 2.0), nn.Threshold(1, 20, True), nn.Hardtanh(), nn.Hardtanh(-2, 0.5, inplace=True),
        nn.ReLU6(),
        nn.ReLU6(True), nn.Hardsigmoid(), nn.Hardsigmoid(inplace=True), nn.Hardswish(), nn.Hardswish(True), nn.SELU(),
        nn.SELU(inplace=True), nn.CELU(), nn.CELU(0.5, True), nn.Mish(), nn.Mish(True), nn.GLU(), nn.GLU(0),
        nn.Hardshrink(), nn.Hardshrink(1), nn.Softshrink(), nn.Softshrink(1), nn.Softsign(), nn.Tanhshrink(),
        nn.Softmin(dim=1), nn.Softmin(0), nn.PReLU(), nn.PReLU(2, init=0.5), nn.RReLU().eval(),
        nn.RReLU(0.1, 0.3, inplace=True).eval(),
    ):  # fmt: skip
        print(module, module(x.clone()), sorted(k for k in vars(module) if not k.startswith("_")))
    print(nn.RReLU(), nn.Softmin()(x), nn.Softmax2d(), nn.Softmax2d()(x.reshape(2, 2, 1)))
    print(isinstance(nn.ReLU6(), nn.Hardtanh), nn.ReLU6().min_val, nn.ReLU6().max_val)
    print(nn.Softmax2d()(x.reshape(1, 2, 2, 1)))


def prelu_learns(torch):
    m = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.PReLU(3, 0.1, dtype=torch.float32))
    print(m, list(m.state_dict()), m[1].weight, m[1].init, m[1].num_parameters)
    m[1](torch.tensor([[-1.0, 2.0, -3.0]])).sum().backward()
    print(m[1].weight.grad)
    m.load_state_dict({**m.state_dict(), "1.weight": torch.tensor([1.0, 2.0, 3.0])})
    print(m[1](-torch.ones(1, 3)))
    m[1].reset_parameters()
    print(m[1].weight)


def old_names(torch):
    import warnings

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        print(torch.nn.Hardtanh(min_value=-2.0, max_value=3))
        print(*[(w.category.__name__, str(w.message)) for w in caught])


def views_of_leaves_in_place(torch):
    F = torch.nn.functional
    x = torch.tensor(1.25, requires_grad=True)
    for change in (F.celu, F.selu, F.elu, F.leaky_relu, F.hardswish, lambda x, inplace: F.threshold(x, 1, 2, inplace)):
        attempt(lambda change=change: change(x.expand(2), inplace=True))
        attempt(lambda change=change: change(x, inplace=True))


def booleans_in_repeated_memory(torch):
    F = torch.nn.functional
    x = torch.tensor([True]).expand(3)
    for change in (F.leaky_relu, F.elu, F.hardsigmoid, F.hardswish, F.silu, F.mish):
        for of in (x, x.clone()):
            attempt(lambda change=change, of=of: change(of, inplace=True))
    for change in (F.selu_, F.celu_, F.rrelu_, lambda x: F.threshold_(x, 0, 1)):
        for of in (x, x.clone(), x.long().expand(2, 3)):
            attempt(lambda change=change, of=of: change(of))


def activations_in_place_of_what_is_no_tensor(torch):
    F = torch.nn.functional
    names = "relu relu6 elu selu celu leaky_relu rrelu hardtanh hardsigmoid hardswish silu mish dropout"
    for name in names.split():
        for value in (1.0, None, [1.0]):
            attempt(lambda: getattr(F, name)(value, inplace=True))  # noqa: B023
    attempt(lambda: F.threshold(1.0, 0.0, 1.0, True))
    for name in ("relu_", "elu_", "leaky_relu_", "hardtanh_", "selu_", "celu_", "rrelu_"):
        attempt(lambda: getattr(F, name)(None))  # noqa: B023
    x = torch.ones(2)
    attempt(lambda: F.elu(x, "a", True))
    attempt(lambda: F.leaky_relu(x, None, True))
    attempt(lambda: torch.nn.ReLU(inplace=True)(3))
