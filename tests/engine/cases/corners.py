"""What long runs of random programs came upon, where several rules meet."""


def attempt(f):
    """Print the result, or the error's type and first line."""
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split("\n")[0])


def what_a_changed_view_is_an_output_of(torch):
    for ask in (lambda z: z, lambda z: z.grad_fn and None, lambda z: z.grad_fn):
        x = torch.tensor([0.5], requires_grad=True)
        y = torch.tensor([[0.0, 1.5, 3.0]], requires_grad=True) * 1
        z = y[::2, 0]
        z **= x
        y.clamp_max_(-1)
        kept = ask(z)
        attempt(lambda: torch.autograd.grad(y.sum(), x))  # noqa: B023
        attempt(lambda: torch.autograd.grad(z, x))  # noqa: B023
        del kept


def values_from_the_memory_that_is_filled(torch):
    x = torch.tensor([1.0, 2.0])
    print(x.masked_fill_(x > 1, x[0]), x.masked_fill_(x[0] > 0, x[1]))
    x = torch.tensor([True, False])
    x.masked_fill_(x[1:], True)


def activations_of_halves(torch):
    F = torch.nn.functional
    x = torch.tensor([1.0, -0.3, 2.7, -1.9], dtype=torch.float16)
    print(F.gelu(x, approximate="tanh"), F.gelu(x), F.silu(x), F.logsigmoid(x), F.leaky_relu(x * 0.7))


def second_derivatives_of_singular_values(torch):
    for shape in ((2, 2), (2, 3), (3, 2), (2, 3, 2)):
        torch.manual_seed(1)
        x = torch.randn(shape, dtype=torch.float64, requires_grad=True)
        for order in ("nuc", 2, -2):
            (g,) = torch.autograd.grad(torch.linalg.matrix_norm(x, order).sum(), x, create_graph=True)
            (slope,) = torch.autograd.grad((g * g.detach().exp()).sum(), x)
            print(g.detach(), slope)


def products_of_stacks_into_repeated_memory(torch):
    x = torch.ones(1).expand(2)
    attempt(lambda: x.baddbmm_(torch.ones(2), torch.ones(2)))
    attempt(lambda: x.expand(2, 2, 2).baddbmm_(torch.ones(2, 2, 2), torch.ones(2, 2)))


def zeros_that_are_not_negative(torch):
    F = torch.nn.functional
    for n in (0, 1, 2, 5, 8):
        x = -torch.zeros(n)
        print(x.sum(), x.mean(), x.half().sum(), torch.zeros(n, 2).neg().sum(0), F.elu(x))
    x, y = torch.zeros(2, 1), torch.zeros(2, dtype=torch.int64)
    print([F.nll_loss(x, y, reduction=name) for name in ("mean", "sum", "none")], F.nll_loss(x[0], y[0]))


def first_of_two_that_are_no_probabilities(torch):
    x, y = torch.tensor([0.5, 2.0, 0.5]), torch.tensor([2.0, 0.5, 0.5])
    for pair in ((x, y), (y, x), (x, x), (x, x - 1.5)):
        attempt(lambda: torch.nn.functional.binary_cross_entropy(*pair))  # noqa: B023


def products_of_no_booleans(torch):
    for rows, inner in ((0, 0), (0, 1), (1, 0)):
        x, y = torch.zeros(1, rows, inner, dtype=torch.bool), torch.zeros(1, inner, rows, dtype=torch.bool)
        a = torch.zeros(rows, dtype=torch.bool)
        attempt(lambda: torch.baddbmm(a, x, y))  # noqa: B023
        attempt(lambda: torch.addmm(a, x[0], y[0]))  # noqa: B023


def targets_of_several_dimensions(torch):
    loss = torch.nn.functional.cross_entropy
    for dtype in (torch.int64, torch.uint8, torch.float32):
        for size in ((2, 2, 2, 2), (2, 2, 2)):
            for target in ((2, 2, 2), (2, 2, 1), (2, 2), (2, 1)):
                attempt(lambda: loss(torch.zeros(size), torch.zeros(target, dtype=dtype)))  # noqa: B023


def losses_of_booleans(torch):
    F = torch.nn.functional
    for loss in (F.mse_loss, F.smooth_l1_loss):
        x, y = torch.tensor([-0.5, 0.25], requires_grad=True), torch.tensor([True, False])
        for pair in ((x, y), (y, x)):
            loss(*pair).backward(create_graph=True)
            print(x.grad.detach())
            x.grad = None


def activations_in_place_save_what_came_out(torch):
    F = torch.nn.functional
    for change in (F.elu_, F.leaky_relu_):
        for slope in (1.0, 0.0, -1.0):
            x = torch.tensor([-1.0, 2.0], requires_grad=True)
            y = x * 1
            change(y, slope)
            print(y, y.grad_fn._saved_result)
            attempt(lambda: torch.autograd.grad(y.sum(), x, retain_graph=True))  # noqa: B023
            y.add_(1)
            attempt(lambda: torch.autograd.grad(y.sum(), x))  # noqa: B023


def layouts_of_what_is_computed_of_two(torch):
    c, f = torch.ones(2, 3), torch.ones(3, 2).T
    for x, y in (
        (c, f),
        (f, c),
        (f, c[:, :1]),
        (c[:, :1], f),
        (f, c[0]),
        (f[:1].expand(2, 3), f),
        (c.expand(2, 2, 3), f),
    ):
        z = torch.ones(2, 3, dtype=torch.int64)[:1].expand(2, 3)
        for out in (
            x * y, torch.maximum(x, y), x > y, x.logical_and(y), torch.where(x > 0, y, 0), torch.lerp(x, y, y),
            x + z, torch.addcmul(x, y, y), x.long() * y, x.clamp(y, y), torch.hypot(x, y), x.double(),
        ):  # fmt: skip
            print(out.stride(), end=" ")
        print()


def layouts_of_gradients_of_leaves(torch):
    for leaf in (
        lambda: torch.ones(2, 3), lambda: torch.ones(3, 2).T, lambda: torch.ones(4, 3)[::2],
        lambda: torch.ones(3).expand(2, 3),
    ):  # fmt: skip
        for f in (lambda x: x.exp(), lambda x: x @ x.T, lambda x: x.T * torch.ones(3, 2), lambda x: x[0].square()):
            for graph in (False, True):
                x = leaf().requires_grad_()
                f(x).sum().backward(create_graph=graph)
                print(x.grad.stride(), end=" ")
        print()
    for graph in (False, True):
        x = torch.ones(2, 3, requires_grad=True)
        x.grad = torch.ones(3, 2).T
        x.sum().backward(create_graph=graph)
    x.grad.squeeze_()
    x.sum().backward()


def layouts_of_more_operations(torch):
    x = torch.ones(2, 3).T
    print(x.cummax(1).values.stride(), x.cummin(0).indices.stride(), torch.erfc(x).stride(), torch.erf(x).stride())


def what_is_refused_before_memory_is_looked_at(torch):
    attempt(lambda: torch.nn.functional.relu_(torch.tensor([True]).expand(2)))
    attempt(lambda: torch.tensor([True]).expand(2).neg_())
    attempt(lambda: torch.tensor([True]).expand(2).nan_to_num_())
    attempt(lambda: torch.tensor([1.0]).expand(2).nan_to_num_())
    attempt(lambda: torch.tensor([1.0]).expand(2).logical_not_())
    attempt(lambda: torch.tensor([1.0]).expand(2).masked_fill_(torch.tensor([True, False]), torch.ones(2)))


def rule_that_negates_booleans(torch):
    for graph in (False, True):
        x, y = torch.tensor([0.5, 1.0], requires_grad=True), torch.tensor([True, False])
        attempt(lambda: torch.autograd.grad(torch.atan2(y, x).sum(), x, create_graph=graph))  # noqa: B023


def inputs_saved_in_another_dtype(torch):
    for f in (lambda x, d: x.cumprod(0, dtype=d), lambda x, d: x.prod(dtype=d), lambda x, d: x.prod(0, dtype=d)):
        for change in (
            lambda y, z: y.add_(1),
            lambda y, z: z.add_(1),
            lambda y, z: (y.add_(1), z.add_(1)),
            lambda y, z: 0,
        ):
            x = torch.tensor([2.0, 3.0], requires_grad=True)
            y = x * 1
            z = f(y, torch.float64)
            change(y, z)
            attempt(lambda: torch.autograd.grad(z.sum(), x))  # noqa: B023


def positions_in_repeated_memory(torch):
    x, i = torch.ones(2, 1).expand(2, 2), torch.zeros(1, 1, dtype=torch.int64)
    for change in (x.scatter_, x.scatter_add_, x.index_add_):
        for dim, index in ((0, i), (5, i), (0, i[None]), (0, i + 7), (0, i[0])):
            attempt(lambda: change(dim, index, torch.ones(1, 1)))  # noqa: B023


def adding_at_a_single_position(torch):
    for shape, source, index in (((3,), (1,), 0), ((2, 2), (1, 2), 1), ((), (), [0]), ((), (), 0)):
        x = torch.ones(source, requires_grad=True)
        y = torch.ones(shape).index_add(0, torch.tensor(index), x)
        y.sum().backward()
        print(y, x.grad)
    for dtype in (torch.bool, torch.uint8, torch.int64):
        x, y = torch.tensor([0, 1]).to(dtype), torch.tensor([1, 1]).to(dtype)
        print([x.index_add(0, torch.tensor([0, 1]), y, alpha=alpha) for alpha in (0.5, 1.5, -1)])


def records_of_empty_parts(torch):
    for n in (0, 1):
        x = torch.ones(n, requires_grad=True)
        y = (x * 1).view(-1)
        y[:] = y
        z = (x * 1)[1:]
        z.ceil_()
        for part in (y, z):
            print(torch.autograd.grad((part * part).square().sum(), x, create_graph=True)[0].requires_grad)


def numbers_between_products_of_integers(torch):
    a = torch.tensor([[1, 2], [3, 5]])
    for beta, alpha in ((2.0, 1), (1.5, 0.5), (-1, True)):
        print(torch.addmm(a[0], a, a, beta=beta, alpha=alpha), torch.addmv(a[0], a, a[1], beta=beta, alpha=alpha))
    attempt(lambda: (a[0] > 0).addmv_(a > 0, a[0] > 0))


def slope_of_zero_times_the_logarithm_of_nan(torch):
    for x in (0.0, 1.0):
        for g in (0.0, 1.0):
            a, b = torch.tensor(x, requires_grad=True), torch.tensor(float("nan"))
            print(torch.autograd.grad(torch.xlogy(a, b), a, torch.tensor(g)))


def contractions_over_sizes_of_one(torch):
    x, y = torch.ones(1, 3, requires_grad=True), torch.ones(1, 2, requires_grad=True)
    for a, b, dims in ((x, y, ([0], [0])), (x.T, y, 1), (x, x, ([1], [1])), (x.flatten(), x, ([0], [0]))):
        node = torch.tensordot(a, b, dims).grad_fn
        while node:
            print(node.name(), end=" ")
            node = node.next_functions[0][0]
        print()
    with torch.inference_mode():
        z = x.exp()
    print(torch.tensordot(z, x, ([0], [0])))


def targets_of_no_classes(torch):
    for shape, count in (
        ((0,), ()),
        ((3, 0), (3,)),
        ((2, 0, 2), (2, 2)),
        ((2, 0, 1, 2), (2, 1, 2)),
        ((0, 2, 3), (0, 3)),
    ):
        x, y = torch.ones(shape, requires_grad=True), torch.ones(count, dtype=torch.int64)
        for weight in (None, torch.ones(shape[:2][-1])):
            loss = torch.nn.functional.cross_entropy
            attempt(lambda: torch.autograd.grad(loss(x, y, weight, ignore_index=1), x))  # noqa: B023
            attempt(lambda: loss(x, y, weight, ignore_index=1, reduction="sum"))  # noqa: B023


def running_products_of_data_that_changed(torch):
    x = torch.tensor([2.0, -2.0], requires_grad=True)
    y = x.cumprod(0)
    x.data.mul_(2)
    print(torch.autograd.grad(y.sum(), x))


def greatest_of_data_that_changed(torch):
    x = torch.tensor([[0.75, -1.25], [0.5, 0.5]], requires_grad=True)
    y = torch.linalg.vector_norm(x, float("inf"), -1)
    print(torch.autograd.grad(y, x, torch.tensor([2.0, float("inf")]), retain_graph=True))
    x.data.mul_(2)
    print(torch.autograd.grad(y.sum(), x))


def stacks_of_no_matrices_of_two_dtypes(torch):
    print(torch.zeros(1, 0, 2, dtype=torch.float64).bmm(torch.zeros(1, 2, 3)))
