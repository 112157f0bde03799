"""What long runs of random programs came upon, where two errors meet, or integers and what records, or memory."""

import functools

from tests.engine.cases import attempt


def slopes_where_two_rules_meet(torch):
    F = torch.nn.functional
    nan, inf = float("nan"), float("inf")
    for numbers in ([0.0, -1.0, 2.0], [nan, inf, -inf], [-0.0, 1.0, 0.5]):
        for f in (
            F.elu, lambda x: F.softplus(x, 2, 1), lambda x: x**-0.5, lambda x: x**0.5, lambda x: torch.fmod(x, x + 1),
            lambda x: F.huber_loss(x, x * 0), lambda x: F.smooth_l1_loss(x, x * 0), lambda x: x.cumprod(0),
            lambda x: torch.zeros(3).double() ** x, lambda x: torch.xlogy(x, torch.tensor([2, 3, 1])),
        ):  # fmt: skip
            x = torch.tensor(numbers, dtype=torch.float64, requires_grad=True)
            y = f(x)
            (g,) = torch.autograd.grad(y.sum(), x, create_graph=True)
            print(y.detach(), g.detach(), *torch.autograd.grad(g.sum(), x, allow_unused=True))
    x, y = torch.tensor([0.0, 1.0]), torch.tensor([0.0, 1.0], requires_grad=True)
    print(torch.autograd.grad(F.binary_cross_entropy(x, y), y), torch.tensor([nan]).nan_to_num(None))


def what_no_element_is_made_of(torch):
    x = torch.zeros(0, requires_grad=True)
    print(torch.autograd.grad(x.cumprod(0).sum(), x, create_graph=True))


def gradient_of_a_view_without_a_history(torch):
    for view in (lambda x: x[...], lambda x: x.unbind()[0], lambda x: x.chunk(1)[0]):
        x = torch.ones(1, requires_grad=True) * 1
        with torch.no_grad():
            v = view(x)
        x.mul_(2)
        print(v.grad)


def added_stacks_of_other_dtypes_in_place(torch):
    for dtypes in (("bool", "bool", "float32"), ("int64", "int64", "bool"), ("float32", "float32", "int64")):
        x, a, b = (torch.zeros(2, 2, 2, dtype=getattr(torch, d)) for d in dtypes)
        for method in (x.baddbmm_, x.baddbmm, x[:1].baddbmm_):
            attempt(functools.partial(method, a, b))


def no_derivative_of_what_receives_nothing(torch):
    class Nothing(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.clone()

        @staticmethod
        def backward(ctx, g):
            return None

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    for make in (
        torch.unique, lambda x: torch.unique(x, dim=0), lambda x: x // 2, lambda x: 3 % x, lambda x: (x * 1).asinh_(),
        lambda x: (x * 1).floor_divide_(2),
    ):  # fmt: skip
        attempt(Nothing.apply(make(x)).sum().backward)


def what_asks_a_view_that_must_not_be_used(torch):
    x = torch.ones(2, 3, requires_grad=True)
    _, part, other = x.unbind(1)
    with torch.no_grad():
        other *= 2
    for ask in (torch.isfinite, torch.isnan, lambda x: torch.isclose(x, x), lambda x: torch.allclose(x, x)):
        attempt(functools.partial(ask, part))
    with torch.no_grad():
        attempt(lambda: torch.isfinite(part))


def product_of_two_zeros(torch):
    for g in (0.0, 1.0, float("inf"), float("nan")):
        for elements in ([0.0, 0.0, 1.0], [0.0, 2.0, 1.0]):
            x = torch.tensor(elements, requires_grad=True)
            print(torch.autograd.grad(x.prod(), x, torch.tensor(g), create_graph=True)[0], end="; ")


def targets_without_dimensions(torch):
    for classes in (0, 2):
        for target in (torch.tensor(0), torch.tensor(0.5), torch.ones(0, dtype=torch.int64)):
            attempt(lambda: torch.nn.functional.cross_entropy(torch.ones(0, classes), target))  # noqa: B023


def gradients_of_what_was_repeated(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    for times in ((1,), (2,), (2, 1), (2, 2), (1, 1, 1)):
        (g,) = torch.autograd.grad((x.repeat(times) ** 2).sum(), x, create_graph=True)
        print(g, g.grad_fn.name(), end="; ")
    y = x[:0].repeat(2, 2).prod(-2, keepdim=True, dtype=torch.float64)
    y.sum().backward()
    attempt(lambda: (y * y).sum().backward(create_graph=True, inputs=[y]))


def repeated_integers_to_a_negative_power(torch):
    x = torch.tensor([[2, 1]]).expand(2, 2)
    attempt(lambda: x.pow_(-1))
    attempt(lambda: x.pow_(2))


def numbers_to_the_power_of_what_is_turned(torch):
    x = torch.ones(2, 2, 3, requires_grad=True).permute(1, 2, 0)
    print((0**x).stride(), (1**x).stride(), torch.pow(2.5, x).stride(), (x**2).stride())


def what_has_no_derivative_comes_first_once_it_is_ready(torch):
    x = torch.tensor([0.25, -0.5], requires_grad=True)
    for first, second in ((x // 2, (x * 1).atanh_()), ((x * 1).asinh_(), 3 % x), (x // 2, 3 % x), (x // 2, x.unique())):
        attempt((first * second).sum().backward)
    waits = x // 2
    late = waits * 2
    newer = (x * 1).atanh_()
    attempt((late * newer).sum().backward)
    attempt((newer * (x // 2 * 2)).sum().backward)
    attempt((waits + (waits * newer).exp()).sum().backward)
    y = x * 1
    z = (x // 2) + y.exp()
    y.exp_()
    attempt(z.sum().backward)
    v, w = x * 1, x.detach().clone().requires_grad_()
    v.exp_()
    with torch.autograd.set_detect_anomaly(False):
        attempt(((w * 2 + w // 2) * v).sum().backward)
    print(x.grad, w.grad)


def integers_with_a_history_record_what_is_written(torch):
    index = torch.tensor([[0, 1], [0, 1]])
    for name, *args in (
        ("scatter_", 0, index, 2.0), ("scatter_", 0, index, index), ("scatter_add_", 0, index, index),
        ("index_add_", 0, index[0], index), ("tril_",), ("triu_",),
    ):  # fmt: skip
        x = torch.ones(2, 2, dtype=torch.int64)
        x[1:] = torch.tensor(0.25, requires_grad=True)
        print(getattr(x, name)(*args).grad_fn.name(), x.grad_fn.next_functions[0][0].name())
    print(x // 2, 3 // x.fill_(1), x.floor_divide_(2).grad_fn.name())


def scattered_from_nowhere(torch):
    for index in ([[], []], [[0]], [[0], [0]]):
        x = torch.tensor([[3.0], [0.75]], requires_grad=True)
        for name in ("scatter", "scatter_add"):
            y = getattr(x * 2, name)(-1, torch.tensor(index, dtype=torch.int64), x)
            attempt(y.sum().backward)
            print(x.grad)
    x = torch.tensor(2.0, requires_grad=True)
    torch.zeros(3).scatter(0, torch.tensor(1), x).sum().backward()
    torch.zeros(3).scatter_add(0, torch.tensor([1]), x).sum().backward(create_graph=True)
    print(x.grad)


def singular_values_of_what_changes(torch):
    x = torch.tensor([[3.0, 0.0], [0.0, 2.0], [0.0, 0.0]], requires_grad=True)
    y = x * 1
    norm, values = torch.linalg.matrix_norm(y, "nuc"), torch.linalg.svdvals(x)
    y.mul_(2)
    with torch.no_grad():
        x.mul_(2)
    print(values.grad_fn.next_functions[0][0].variable is x)
    (g,) = torch.autograd.grad((norm * values[0]).sum(), x, create_graph=True)
    print(g)
    (g * g).sum().backward()
    print(x.grad)


def sizes_of_1_and_shared_memory(torch):
    x = torch.tensor([[3.0], [-1.0]])[::2]
    attempt(lambda: x.reshape(1, 1).mul_(x))
    attempt(lambda: x.view(1, 1).mul_(x.view(1, 1)))
    attempt(lambda: x.mul_(x))
    y = torch.ones(4, 3)[::2, 1:2]
    print(
        y.view(2, 1).stride(), y.t().view(1, 2).stride(), y[None].reshape(1, 2, 1).stride(), y[:1].view(1, 1).stride()
    )
    empty, i = torch.ones(1, 0), torch.tensor([0, 0])
    attempt(lambda: empty.__setitem__((i, i), empty))
    attempt(lambda: empty[0].__setitem__(i, empty[0]))
    vector = torch.ones(0)
    attempt(lambda: vector.__setitem__(i, vector))
    line = torch.ones(1, 2)
    attempt(lambda: line.__setitem__((i, i), line))
