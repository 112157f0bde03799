# ruff: noqa: B023 (the functions are called before the loop goes on)
"""torch.nn.functional: activations and losses, their nodes, slopes and second slopes, and what they refuse."""


def slopes(torch, f, *inputs):
    """A value, its node, its gradients, and the gradients of their squares; without the signs of zeros."""
    leaves = [x.clone().requires_grad_() for x in inputs]
    y = f(*leaves)
    print(y.detach(), y.grad_fn.name())
    weights = torch.linspace(0.5, 1.5, y.numel()).reshape(y.shape)
    first = torch.autograd.grad((y * weights).sum(), leaves, create_graph=True)
    print(*[g.detach() + 0.0 for g in first])
    total = sum((g * g).sum() for g in first) + 0.0 * sum(x.sum() for x in leaves)
    print(*[g + 0.0 for g in torch.autograd.grad(total, leaves)])


def points(torch):
    return torch.tensor([[-30.0, -2.0, -1.0, -0.25], [0.5, 1.0, 2.5, 25.0]])


def activations(torch):
    F = torch.nn.functional
    for f in (
        F.relu, F.leaky_relu, F.elu, F.silu, F.softplus, F.sigmoid, F.tanh,
        lambda x: F.leaky_relu(x, 0.3), lambda x: F.elu(x, 0.5), lambda x: F.gelu(x, approximate="tanh"),
        lambda x: F.softplus(x, 2.0, 3.0), lambda x: F.softmax(x, 1), lambda x: F.log_softmax(x, 0),
        lambda x: F.softmin(x, dim=1), lambda x: F.normalize(x), lambda x: F.normalize(x, p=1.0, dim=0),
    ):  # fmt: skip
        slopes(torch, f, points(torch))
    slopes(torch, F.gelu, points(torch)[:, 1:])
    slopes(torch, F.logsigmoid, points(torch)[:, 1:3])


def activations_at_zero(torch):
    F = torch.nn.functional
    x = torch.tensor([0.0, float("nan"), float("inf"), -float("inf")])
    for f in (F.relu, F.leaky_relu, F.elu, F.silu, F.softplus, F.logsigmoid):
        leaf = x.clone().requires_grad_()
        y = f(leaf)
        y.backward(torch.ones(4))
        print(y.detach(), leaf.grad)


def activations_in_place(torch):
    F = torch.nn.functional
    for f in (F.relu, F.leaky_relu, F.elu, F.silu):
        x = torch.tensor([-1.0, 2.0], requires_grad=True)
        y = x * 1
        z = f(y, inplace=True)
        print(z is y, y.grad_fn.name())
        y.sum().backward()
        print(x.grad)


def implicit_dimension(torch):
    print(torch.nn.functional.softmax(torch.ones(2, 4)), torch.nn.functional.log_softmax(torch.ones(2)))
    print(
        torch.nn.Softmax()(torch.ones(1, 2, 1)),
        torch.nn.functional.softmax(torch.tensor([1, 2]), 0, dtype=torch.float64),
    )
    for f in (torch.nn.functional.softmax, torch.nn.functional.log_softmax, torch.nn.functional.softmin):
        x = torch.tensor([1.0, 2.0])
        print(f(x, 0, _stacklevel=5), f(x, 0, 3, torch.float64), f(x, 0, torch.float64))


def pairs(torch):
    return torch.tensor([[0.5, -1.0, 3.0], [0.25, 2.0, -4.0]]), torch.tensor([[0.0, 1.0, 1.5], [0.5, 2.0, 1.0]])


def differences(torch):
    F = torch.nn.functional
    for reduction in ("mean", "sum", "none"):
        for f in (
            lambda a, b: F.mse_loss(a, b, reduction=reduction),
            lambda a, b: F.l1_loss(a, b, reduction=reduction),
            lambda a, b: F.smooth_l1_loss(a, b, reduction=reduction),
            lambda a, b: F.smooth_l1_loss(a, b, reduction=reduction, beta=0.5),
            lambda a, b: F.smooth_l1_loss(a, b, reduction=reduction, beta=0.0),
            lambda a, b: F.huber_loss(a, b, reduction=reduction),
            lambda a, b: F.huber_loss(a, b, reduction=reduction, delta=2.0),
        ):
            slopes(torch, f, *pairs(torch))


def differences_of_other_shapes(torch):
    F = torch.nn.functional
    a, b = pairs(torch)
    for f in (F.mse_loss, F.l1_loss, F.smooth_l1_loss, F.huber_loss):
        slopes(torch, f, a, b[0])
        slopes(torch, f, a[:, :1], b[1])


def differences_of_other_dtypes(torch):
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    y = torch.nn.functional.mse_loss(a, torch.tensor([3, 5]))
    y.backward()
    print(y, a.grad, torch.nn.functional.mse_loss(a, torch.tensor([3.0, 5.0], dtype=torch.float64)))
    print(torch.nn.functional.mse_loss(torch.tensor(2.0), torch.tensor(5.0)), torch.nn.MSELoss()(a, a * 2))


def binary(torch):
    F = torch.nn.functional
    a, _ = pairs(torch)
    p, t = torch.sigmoid(a), torch.tensor([[0.0, 1.0, 0.25], [1.0, 0.5, 1.0]])
    w, pos = torch.tensor([[1.0, 2.0, 0.5], [0.0, 1.0, 3.0]]), torch.tensor([1.0, 2.0, 3.0])
    for reduction in ("mean", "sum", "none"):
        for f in (
            lambda p, t: F.binary_cross_entropy(p, t, reduction=reduction),
            lambda p, t: F.binary_cross_entropy(p, t, w, reduction=reduction),
        ):
            slopes(torch, lambda p: f(p, t), p)
        for f in (
            lambda a, t: F.binary_cross_entropy_with_logits(a, t, reduction=reduction),
            lambda a, t: F.binary_cross_entropy_with_logits(a, t, w, reduction=reduction),
            lambda a, t: F.binary_cross_entropy_with_logits(a, t, w, pos_weight=pos, reduction=reduction),
        ):
            slopes(torch, f, a * 5, t)


def binary_of_targets_that_learn(torch):
    p = torch.tensor([0.25, 0.5], requires_grad=True)
    t = torch.tensor([0.5, 0.75], requires_grad=True)
    y = torch.nn.functional.binary_cross_entropy(p, t)
    y.backward()
    print(y, p.grad, t.grad + 0.0)


def binary_of_certain_answers(torch):
    p = torch.tensor([0.0, 1.0, 0.0, 1.0], requires_grad=True)
    y = torch.nn.functional.binary_cross_entropy(p, torch.tensor([0.0, 1.0, 1.0, 0.0]))
    y.backward()
    print(y, p.grad)
    x = torch.tensor([-200.0, 200.0, -200.0, 200.0], requires_grad=True)
    y = torch.nn.functional.binary_cross_entropy_with_logits(x, torch.tensor([0.0, 1.0, 1.0, 0.0]))
    y.backward()
    print(y, x.grad)


def scores(torch):
    return torch.tensor([[2.0, -1.0, 0.5], [0.0, 0.0, 3.0], [1.0, 1.0, 1.0], [-5.0, 4.0, 40.0]])


def classes(torch):
    F = torch.nn.functional
    t = torch.tensor([0, 2, 1, 1])
    w = torch.tensor([1.0, 0.5, 2.0])
    for reduction in ("mean", "sum", "none"):
        for f in (F.nll_loss, F.cross_entropy):
            slopes(torch, lambda x: f(x, t, reduction=reduction), scores(torch))
            slopes(torch, lambda x: f(x, t, w, reduction=reduction), scores(torch))
            slopes(torch, lambda x: f(x, t, ignore_index=1, reduction=reduction), scores(torch))
            slopes(torch, lambda x: f(x, t, w, ignore_index=2, reduction=reduction), scores(torch))
            slopes(torch, lambda x: f(x, t[0], reduction=reduction), scores(torch)[0])
        for weight in (None, w):
            slopes(
                torch,
                lambda x: F.cross_entropy(x, t, weight, ignore_index=2, reduction=reduction, label_smoothing=0.1),
                scores(torch),
            )


def classes_of_many_places(torch):
    F = torch.nn.functional
    x = torch.linspace(-1.0, 1.0, 24).reshape(2, 3, 4) ** 3
    t = torch.tensor([[0, 1, 2, 0], [2, 2, 1, -100]])
    for reduction in ("mean", "sum", "none"):
        slopes(torch, lambda x: F.cross_entropy(x, t, reduction=reduction), x)
        slopes(torch, lambda x: F.nll_loss(x, t, torch.tensor([1.0, 2.0, 3.0]), reduction=reduction), x)


def classes_with_probabilities(torch):
    F = torch.nn.functional
    t = torch.softmax(scores(torch).flip(0), 1)
    w = torch.tensor([1.0, 0.5, 2.0])
    for reduction in ("mean", "sum", "none"):
        print(F.cross_entropy(scores(torch), t, reduction=reduction))
        print(F.cross_entropy(scores(torch), t, w, reduction=reduction, label_smoothing=0.2))
    x = scores(torch).requires_grad_()
    F.cross_entropy(x, t).backward()
    print(x.grad)


def classes_that_all_do_not_count(torch):
    print(torch.nn.functional.cross_entropy(scores(torch)[:1], torch.tensor([-100])))


def reductions_before_they_had_names(torch):
    F = torch.nn.functional
    a, b = pairs(torch)
    x, t, even = scores(torch), torch.tensor([0, 1, 2, 0]), torch.full((4, 3), 1 / 3)
    for f, *inputs in (
        (F.mse_loss, a, b),
        (F.l1_loss, a, b),
        (F.smooth_l1_loss, a, b),
        (F.nll_loss, x, t),
        (F.cross_entropy, x, t),
        (F.cross_entropy, x, even),
        (F.binary_cross_entropy, a.sigmoid(), b.sigmoid()),
        (F.binary_cross_entropy_with_logits, a, b.sigmoid()),
    ):
        for reduced in ({"size_average": False}, {"reduce": False}, {"size_average": True}, {"reduce": True}):
            print(f.__name__, f(*inputs, **reduced))
        print(f(*inputs, size_average=False, reduce=False), f(*inputs, reduce=True, reduction="sum"))
        print(f(*inputs, reduction="elementwise_mean"))
    print(F.mse_loss(a, b, False), F.l1_loss(a, b, None, None, "sum"), F.smooth_l1_loss(a, b, None, False, "sum", 2.0))
    print(F.nll_loss(x, t, None, False), F.nll_loss(x, t, None, None, 1, None, "sum"))
    print(F.cross_entropy(x, t, None, None, 1, False), F.cross_entropy(x, t, None, None, 1, None, "sum", 0.1))
    print(F.binary_cross_entropy(a.sigmoid(), b.sigmoid(), None, None, None, "sum"))
    print(F.binary_cross_entropy_with_logits(a, b.sigmoid(), None, False, None, "sum", torch.tensor(2.0)))
    print(F.huber_loss(a, b, "elementwise_mean"), torch.nn.MSELoss(reduction="elementwise_mean")(a, b))


def target_changed_before_backward(torch):
    x, t = scores(torch).requires_grad_(), torch.tensor([0, 2, 1, 1])
    loss = torch.nn.functional.cross_entropy(x, t)
    t.zero_()
    loss.backward()


def prediction_changed_before_backward(torch):
    x, t = pairs(torch)
    y = x.clone().requires_grad_() * 1
    loss = torch.nn.functional.mse_loss(y, t)
    y.add_(1)
    loss.backward()


def one_hot(torch):
    F = torch.nn.functional
    print(F.one_hot(torch.tensor([0, 2, 1])), F.one_hot(torch.tensor([[0], [1]]), 3), F.one_hot(torch.tensor(2)))
    print(F.one_hot(torch.zeros(0, dtype=torch.int64), 2).shape)


def linear(torch):
    F = torch.nn.functional
    w = torch.tensor([[1.0, 2.0, 3.0], [-1.0, 0.5, 0.0]])
    b = torch.tensor([10.0, 20.0])
    x = torch.tensor([[1.0, 0.0, -1.0], [2.0, 2.0, 2.0]])
    for y in (x, x[0], x.reshape(1, 2, 3), x.reshape(2, 1, 1, 3)):
        slopes(torch, F.linear, y, w, b)
        slopes(torch, F.linear, y, w)
    y = F.linear(x.requires_grad_(), w.requires_grad_(), b.requires_grad_())
    print([node and node.name() for node, _ in y.grad_fn.next_functions])


def embedding(torch):
    F = torch.nn.functional
    i = torch.tensor([[0, 2], [2, 2]])
    w = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    slopes(torch, lambda w: F.embedding(i, w), w)
    slopes(torch, lambda w: F.embedding(i[0], w, padding_idx=-1), w)
    print(F.embedding(torch.tensor(1), w), torch.nn.Embedding(3, 2)(i).shape)


def refusals(torch):
    F = torch.nn.functional
    x, t = scores(torch), torch.tensor([0, 1, 2, 0])
    w = torch.ones(5, 4)
    for f in (
        lambda: F.cross_entropy(x, t.float()),
        lambda: F.cross_entropy(x, t.int()),
        lambda: F.cross_entropy(x, torch.tensor([0, 1, 2, 3])),
        lambda: F.cross_entropy(x, torch.tensor([0, 1, 2, -1])),
        lambda: F.cross_entropy(x, t[:3]),
        lambda: F.cross_entropy(x, t, torch.ones(4)),
        lambda: F.cross_entropy(x, t, reduction="average"),
        lambda: F.cross_entropy(x, t, label_smoothing=2.0),
        lambda: F.cross_entropy(x.long(), t),
        lambda: F.nll_loss(x[0, 0], t),
        lambda: F.binary_cross_entropy(x, x),
        lambda: F.binary_cross_entropy(torch.ones(2), torch.ones(3)),
        lambda: F.binary_cross_entropy_with_logits(torch.ones(2, 1), torch.ones(2)),
        lambda: F.mse_loss(x, torch.ones(4, 2)),
        lambda: F.mse_loss(t, t),
        lambda: F.mse_loss(x, x, reduction="avg"),
        lambda: F.huber_loss(x, x, delta=-1.0),
        lambda: F.smooth_l1_loss(x, x, beta=-1.0),
        lambda: F.smooth_l1_loss(t, t, beta=-1.0),
        lambda: F.nll_loss(torch.zeros(2, 0, 3), torch.zeros(2, 3).long()),
        lambda: F.nll_loss(torch.zeros(2, 0), torch.zeros(2).long()),
        lambda: F.layer_norm(x, (3.0,)),
        lambda: F.one_hot(torch.tensor([0, 3]), 2),
        lambda: F.one_hot(torch.tensor([0.0])),
        lambda: F.one_hot(torch.tensor([-1])),
        lambda: F.linear(x, w),
        lambda: F.linear(x[0], w),
        lambda: F.linear(x, w, torch.ones(5)),
        lambda: F.linear(x.reshape(2, 2, 3), w, torch.ones(5)),
        lambda: F.gelu(x, approximate="no"),
        lambda: F.gelu(t),
        lambda: F.gelu(x, "tanh"),
        lambda: F.softplus(t),
        lambda: F.elu(t),
        lambda: F.embedding(torch.tensor([7]), w),
        lambda: F.embedding(torch.tensor([0]), w, 1.0),
        lambda: F.dropout(x, 2.0),
        lambda: torch.nn.HuberLoss(delta="1"),
    ):
        try:
            f()
        except (TypeError, ValueError, IndexError, RuntimeError) as error:
            print(type(error).__name__, str(error).split("\n\n")[0])
