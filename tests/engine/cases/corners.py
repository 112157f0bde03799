"""What long runs of random programs came upon, where several rules meet."""

from tests.engine.cases import attempt


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


def contractions_to_one_number(torch):
    """Products of elements where one of the two does not lie row by row, else a dot product."""
    x, y = (torch.arange(6.0).reshape(3, 2).requires_grad_() for _ in range(2))
    for a, b, dims in (
        (x, y, ([0, 1], [0, 1])), (x, y, ([1, 0], [1, 0])), (x[:, :1], y[:, 1:], ([0], [0])),
        (x[None], y.T, ([2, 1], [0, 1])), (x[:, 0], y[:, 1].contiguous(), ([0], [0])), (x[:1, :1], y[:, 1], ([0], [0])),
    ):  # fmt: skip
        z = torch.tensordot(a, b, dims)
        node, names = z.grad_fn, [z.shape]
        while node is not None:
            names.append(node.name().replace("torch::autograd::", ""))
            node = node.next_functions[0][0] if node.next_functions else None
        print(*names, torch.autograd.grad(z.sum(), x))
    print(torch.tensordot(torch.tensor([True, False, True])[::2], torch.tensor([True, True]), 1))


def running_sums_are_refused_in_order(torch):
    x = torch.ones(2, dtype=torch.int32)
    leaf = torch.ones(2, requires_grad=True)
    for name in ("cumsum_", "cumprod_"):
        attempt(lambda: getattr(x.expand(2, 2), name)(4))  # noqa: B023
        attempt(lambda: getattr(x.expand(2, 2), name)(0))  # noqa: B023
        attempt(lambda: getattr(x.bool().expand(2, 2), name)(0))  # noqa: B023
        for dtype in (torch.bool, torch.int64):
            attempt(lambda: getattr(x, name)(4, dtype=dtype))  # noqa: B023
            attempt(lambda: getattr(x.expand(2, 2), name)(0, dtype=dtype))  # noqa: B023
            attempt(lambda: getattr(leaf, name)(4, dtype=dtype))  # noqa: B023


def what_a_rule_refuses_stays_saved(torch):
    x = torch.tensor([1.5, 2.0], requires_grad=True)
    y = x ** torch.tensor([True, False])
    for _ in range(2):
        attempt(lambda: y.sum().backward())
    print(y.grad_fn._saved_self)


def equal_elements_have_no_spread(torch):
    for dtype in (torch.float32, torch.float64):
        for x in (torch.full((2, 3), 0.1), torch.full((2, 6), 0.3), torch.full((7, 2), 0.7).T):
            y = x.to(dtype)
            print(y.var(1), y.std(1), torch.nn.functional.layer_norm(y, y.shape[1:]))
    x = torch.full((2, 7), 0.7, requires_grad=True)
    print(torch.autograd.grad(x.std(1).sum(), x))


def what_is_wrong_comes_before_memory(torch):
    x = torch.arange(3.0)
    flags, numbers, i = (
        torch.tensor([True]).expand(2),
        torch.ones(1, dtype=torch.int64).expand(2),
        torch.zeros(3).long(),
    )
    leaf, rows = x.clone().requires_grad_(), x.expand(2, 3)
    for change in (
        lambda: rows.lerp_(x, x.double()), lambda: x[1:].lerp_(x[:2].double(), x[:2]), lambda: rows.clamp_(),
        lambda: numbers.addcdiv_(numbers, numbers), lambda: flags.sub_(True), lambda: flags.sub_(1, alpha=2),
        lambda: flags.subtract_(flags), lambda: x.index_add_(0, i.reshape(3, 1), x), lambda: x.index_add_(2, i, x),
        lambda: rows.scatter_(4, i.expand(2, 3), rows), lambda: rows.scatter_(0, i.expand(2, 3), rows),
        lambda: leaf.scatter_add_(0, i, leaf), lambda: x.scatter_(0, i[:1] + 9, x), lambda: flags.neg_(),
    ):  # fmt: skip
        attempt(change)


def saved_inputs_are_looked_at_by_their_names(torch):
    for f in (torch.lerp, torch.clamp, lambda a, b, c: a**b, lambda a, b, c: a @ b, lambda a, b, c: a * b):
        a, b, c = (torch.tensor([0.5, 2.0]).mul(n).requires_grad_() * n for n in (1, 2, 3))
        y = f(a, b, c)
        for tensor, n in ((a, 1), (b, 2), (c, 3)):
            for _ in range(n):
                tensor.mul_(2)
        attempt(lambda: y.sum().backward())  # noqa: B023


def number_of_a_part_whose_base_changed(torch):
    x = torch.ones(1, requires_grad=True) * 2
    (part,) = x.unbind()
    x -= 1
    print(float(part), int(part), bool(part), part.item(), part.requires_grad)


def halves_are_rounded_once(torch):
    F = torch.nn.functional
    x, y, z = (torch.tensor([[0.3, -1.7, 2.1], [0.9, 1.1, -0.4]]).half() * n for n in (1, 3, 7))
    print(x.softmax(1), x.cumsum(1), y.cumprod(1), x.var(1), y.std(0), F.layer_norm(y, (3,)), F.softplus(x, 3))
    print(torch.addcmul(x, y, z), torch.addcdiv(x, y, z), torch.lerp(x, y, z), torch.lerp(x, y, 0.3))


def slopes_of_norms_of_what_is_not_finite(torch):
    for p in (-1, 0.5, 1.5, 3):
        for numbers in ([0.0, 1.0], [0.0, float("nan")], [1.0, float("inf")], [0.0, 0.0]):
            x = torch.tensor(numbers, dtype=torch.float64, requires_grad=True)
            print(p, torch.autograd.grad(torch.linalg.vector_norm(x, p), x))


def a_rule_that_nobody_asks_for_is_not_computed(torch):
    x = torch.ones(2, requires_grad=True)
    y = x * 1
    z = y ** torch.tensor([True, False])
    z.register_hook(lambda g: g * 2)
    z.grad_fn.register_hook(lambda inputs, outputs: print(inputs, outputs))
    z.sum().backward(inputs=[z])
    print(z.grad)
    attempt(lambda: z.sum().backward(inputs=[z]))
    attempt(lambda: (y ** torch.tensor([True, False])).sum().backward(inputs=[y]))


def the_slope_of_a_trace_is_zero_beside_the_diagonal(torch):
    x = torch.tensor([[1.5, -0.5], [3.0, 1.5], [-0.5, 2.0]], requires_grad=True)
    for scale in (1.0, float("inf"), float("nan")):
        print(torch.autograd.grad(x.trace() * scale, x))
    (grad,) = torch.autograd.grad(x.sin().trace() ** 2, x, create_graph=True)
    print(grad, torch.autograd.grad(grad.sum(), x))


def a_boolean_weight_of_lerp_has_no_rest(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = torch.lerp(x, x, torch.tensor(True))
    attempt(lambda: torch.autograd.grad(y.sum(), x, retain_graph=True))
    attempt(lambda: torch.autograd.grad(y.sum(), x, create_graph=True))


def running_products_around_a_zero_where_gradients_are_infinite(torch):
    inf, nan = float("inf"), float("nan")
    for numbers, slopes in [
        ([0.75, 0.0, 2.0], [1.0, -inf, 1.0]),
        ([2.0, 0.0, 3.0, 0.0, 5.0], [1.0, 1.0, 1.0, inf, 1.0]),
        ([2.0, 0.0, 3.0, 0.0, nan], [1.0] * 5),
        ([nan, 2.0, 0.0, 4.0], [1.0] * 4),
        ([0.0, 3.0, inf], [1.0] * 3),
    ]:
        x = torch.tensor(numbers, requires_grad=True)
        x.cumprod(0).backward(torch.tensor(slopes))
        print(x.grad)


def a_number_of_a_view_whose_base_has_changed_is_formatted(torch):
    x = torch.ones(1, requires_grad=True) * 2
    (y,) = x.unbind(0)
    x *= 0.25
    print(f"{y:.2f}")
