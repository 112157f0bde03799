"""What random programs found: the smallest program for each place where minigrad once differed from PyTorch."""

from tests.engine.cases import attempt


def view_under_no_grad_leads_nowhere(torch):
    x = torch.ones(2, requires_grad=True)
    with torch.no_grad():
        v = x[:1]
    y = (v * 2).sum()
    print(v.requires_grad, v.is_leaf, (v * 2).grad_fn.next_functions)
    y.backward()
    print(v.grad, x.grad, torch.autograd.grad(v.sum() * 2, [x, v], allow_unused=True))
    v.backward(torch.ones(1))


def view_made_before_its_base_required_grad(torch):
    x = torch.zeros(3)
    v = x[0]
    x.requires_grad_()
    print(v.requires_grad, v.is_leaf)
    x.requires_grad_(False)
    print(v.requires_grad)


def views_after_their_base_changed_unrecorded(torch):
    w = torch.ones(2, 2, requires_grad=True)
    v = w[0]
    with torch.no_grad():
        w.mul_(2)
    print(v.grad_fn.name(), v)
    v.sum().backward()
    print(w.grad)


def view_under_no_grad_of_a_changed_base(torch):
    w = torch.ones(2, 2, requires_grad=True)
    with torch.no_grad():
        v = w[0]
        w.mul_(2)
        print(v * 2)
    print(v, v.requires_grad, v.detach())
    v * 2


def part_of_a_changed_base(torch):
    a, _ = (torch.ones(2, 2, requires_grad=True) * 1).unbind()
    a._base.detach().mul_(2)
    a.grad_fn  # noqa: B018


def view_of_a_part_is_written(torch):
    a, _ = (torch.ones(2, 2, requires_grad=True) * 1).unbind()
    a[:1].mul_(2)


def constant_part_is_written(torch):
    a, _ = torch.ones(2, 2).unbind()
    a.mul_(torch.ones(2, requires_grad=True))


def view_under_inference_is_written(torch):
    w = torch.ones(2, requires_grad=True) * 1
    with torch.inference_mode():
        v = w[:1]
    v.mul_(2)


def ones_of_a_recorded_walk_can_be_written(torch):
    x = torch.zeros(1, requires_grad=True)
    (g,) = torch.autograd.grad(x, [x], create_graph=True)
    print(g.exp_())


def expanded_by_nothing_is_written(torch):
    x = torch.ones(2).expand(2)
    print(x.fill_(3), x.expand(1, 2).mul_(2), x)


def inputs_that_are_interior_retain_their_gradients(torch):
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    y.grad_fn.register_prehook(lambda g: print("before", g))
    y.sum().backward(inputs=[y], retain_graph=True)
    print(y.retains_grad, y.grad, x.grad)
    print(torch.autograd.grad(y.sum(), [y]))


def retained_gradient_after_a_change(torch):
    y = torch.ones(2, requires_grad=True) * 2
    y.retain_grad()
    y.mul_(3)
    (y * y).sum().backward()
    print(y.retains_grad, y.grad)


def number_in_a_new_dimension_is_changed(torch):
    x = torch.tensor(3.0, requires_grad=True)
    y = x * x
    y[None] *= 2.0
    y.backward()
    print(x.grad)


def integers_made_of_floats_require_no_grad(torch):
    x = torch.tensor([1.5, -0.5], requires_grad=True)
    n = torch.zeros(2, dtype=torch.int64)
    n.copy_(x)
    print(x.long(), x.bool(), n)


def gradient_of_another_dtype(torch):
    x = torch.ones(2, requires_grad=True)
    x.backward(torch.tensor([1, 2]))
    (x * 2).backward(torch.tensor([True, False]))
    print(x.grad)


def gradient_before_there_is_a_graph(torch):
    torch.zeros(2).backward(torch.ones(3))


def one_input_asked_for_twice(torch):
    x = torch.ones(2, requires_grad=True)
    a, b = torch.autograd.grad((x * x).sum(), [x, x])
    print(a is b, a)


def leaf_that_requires_no_grad_any_more(torch):
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    x.requires_grad_(False)
    y.sum().backward()
    print(x.grad)


def whole_tensor_is_assigned(torch):
    x = torch.ones(2, requires_grad=True)
    for value in (2.0, x, x[:1]):
        y = x * 1
        y[:] = value
        print(y.grad_fn.name(), y.grad_fn.next_functions)
        y[...] = value
        print(y.grad_fn.name())
    y[None] = x
    print(y.grad_fn.next_functions, y[:, None][:2, :1].grad_fn.name(), y[:].grad_fn.name(), y[:, ...].grad_fn.name())


def leaf_is_assigned(torch):
    x = torch.ones(2, requires_grad=True)
    x[:] = 2


def memory_that_overlaps(torch):
    a = torch.arange(4.0)
    a[:2].fill_(a[0])
    a[1:2] = a[0]
    print(a.mul_(a))
    for change in (
        lambda: a[:3].add_(a[1:]), lambda: a.mul_(a[1]), lambda: a.clamp_(a[0], a[1]),
        lambda: a.view(2, 2).sub_(a.view(2, 2).t()), lambda: a.index_put_((torch.tensor([0]),), a[1]),
    ):  # fmt: skip
        try:
            change()
        except RuntimeError as e:
            print(str(e).split("\n")[0])


def product_with_itself_in_place(torch):
    y = torch.ones(2, requires_grad=True) * 2
    y *= y
    y.sum().backward()


def sum_of_itself_in_place(torch):
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    y += y
    y.sum().backward()
    print(x.grad)


def dtype_of_a_gradient_is_checked_first(torch):
    torch.ones(2, requires_grad=True).grad = torch.ones(3, dtype=torch.int64)


def integers_are_told_to_require_grad(torch):
    torch.ones(2, dtype=torch.int64).requires_grad = True


def number_of_a_tensor_that_requires_grad(torch):
    x = torch.ones(1, requires_grad=True)
    with torch.no_grad():
        print(float(x))
    print(int(x), float(x))


def shapes_that_do_not_fit_a_copy(torch):
    x = torch.ones(2)
    for value in (torch.ones(3), torch.ones(2, 2), torch.ones(1, 3)):
        for write in (x.copy_, lambda v: x.__setitem__(slice(None), v), lambda v: x.__setitem__(0, v)):
            try:
                write(value)
            except RuntimeError as e:
                print(str(e).split("\n")[0])


def quotient_rounded_down(torch):
    x = torch.ones(2, requires_grad=True)
    print((x // 2).grad_fn.next_functions, (x // x).grad_fn.next_functions, (2 % x).grad_fn.name())


def gradient_of_itself(torch):
    x = torch.ones(2, requires_grad=True)
    x.grad = x


def flag_of_an_interior_tensor_is_set(torch):
    y = torch.ones(2, requires_grad=True) * 2
    print(y.requires_grad_())
    y.requires_grad = True


def detached_in_place(torch):
    y = torch.ones(2, requires_grad=True) * 2
    print(y.detach_(), y.is_leaf, y.grad_fn)
    y[0].detach_()


def parts_of_an_inference_tensor(torch):
    with torch.inference_mode():
        x = torch.ones(2)
    print(x.unbind(), x[:1]._is_view())


def empty_memory_overlaps_nothing(torch):
    x = torch.zeros(2, 0)
    print(x.masked_fill_(x > 0, 1.0))
    x = torch.tensor(3.0)
    print(x.transpose(0, -1))
    x = torch.zeros(0)
    x[x > 0] = x


def huber_loss_keeps_the_dtype_of_its_input(torch):
    F = torch.nn.functional
    dtypes = torch.bool, torch.int64, torch.float16, torch.float32, torch.float64
    for first in dtypes:
        for second in dtypes:
            x, y = torch.tensor([1, 0]).to(first), torch.tensor([0, 0]).to(second)
            attempt(lambda x=x, y=y: F.huber_loss(x, y))
            attempt(lambda x=x, y=y: F.l1_loss(x, y, reduction="sum"))
            if x.is_floating_point():
                x.requires_grad_()
                attempt(lambda x=x, y=y: torch.autograd.grad(F.huber_loss(x, y), x))
    attempt(lambda: F.huber_loss(torch.tensor([1]), torch.tensor([1]), delta=-1))


def variances_without_freedom(torch):
    for options in ({}, {"dim": 0}):
        for correction in (1, 2, 3):
            for values in ([1.0, 1.0], [1.0, 2.0], [3.0]):
                for name in ("var", "std"):
                    x = torch.tensor(values, requires_grad=True)
                    getattr(x, name)(correction=correction, **options).backward()
                    print(options, correction, x.grad)


def written_at_positions_out_of_bounds(torch):
    v, at = torch.ones(1, 3), torch.tensor([2, 2])
    leaf = torch.ones(1, 3, requires_grad=True)
    for value in (torch.ones(2, 2, 2), torch.ones(3), torch.ones(2), torch.ones(3).half(), torch.ones(())):
        attempt(lambda value=value: v.index_put((at,), value))
        attempt(lambda value=value: v.index_put_((at,), value))
        attempt(lambda value=value: leaf.index_put_((at,), value))
        attempt(lambda value=value: v.__setitem__(at, value))
        attempt(lambda value=value: v.index_put((at * 0,), value))
    attempt(lambda: v[torch.tensor([-2])])
    attempt(lambda: v[torch.tensor([5, 6]), torch.tensor([0, 1, 2])])


def integers_filled_with_what_requires_grad(torch):
    mask, value = torch.tensor([True, False]), torch.tensor(2.5, requires_grad=True)
    for dtype in (torch.int64, torch.bool):
        x = torch.tensor([1, 0]).to(dtype)
        attempt(lambda x=x: x.masked_fill(mask, value))
        attempt(lambda x=x: x.index_put((mask,), value))
        attempt(lambda x=x: x.masked_fill_(mask, value))
        with torch.no_grad():
            attempt(lambda dtype=dtype: torch.tensor([1, 0]).to(dtype).masked_fill(mask, value))


def tensors_turned_while_others_look_at_them(torch):
    for turn in ("t_", "squeeze_", "unsqueeze_", "transpose_"):
        leaf = torch.arange(6.0).reshape(1, 6).requires_grad_()
        x = leaf * 2
        row, part, still = x[0], x[:, 1:3], x.detach()
        arguments = {"unsqueeze_": (0,), "transpose_": (0, 1)}.get(turn, ())
        getattr(x, turn)(*arguments)
        print(turn, x, row, part, still, [t.grad_fn and t.grad_fn.name() for t in (x, row, part, still)], row._version)
        (row * part.sum()).sum().backward(retain_graph=True)
        print(leaf.grad)
        part.mul_(3)
        print(x, row)
        print(*torch.autograd.grad((x * x).sum(), leaf, create_graph=True))


def gradients_that_do_not_come(torch):
    x = torch.tensor([1.0, 0.0, 2.0], requires_grad=True)
    attempt(lambda: torch.autograd.grad(x.norm(0), x))
    attempt(lambda: torch.autograd.grad(x.norm(0), x, allow_unused=True))
    (x.norm(0) * x.sum()).backward()
    print(x.grad)
    low = torch.tensor([0.0, 1.0], requires_grad=True)
    (low.amin() ** torch.tensor(-1.0)).backward()
    print(low.grad)


def singular_values_are_a_second_output(torch):
    seen = []
    x = torch.tensor([[3.0, 0.0], [0.0, 4.0]], requires_grad=True)
    values = torch.linalg.svdvals(x)
    print(values.output_nr, values.grad_fn.name(), torch.linalg.matrix_norm(x, 2).grad_fn.next_functions[0][1])
    values.grad_fn.register_hook(lambda inputs, outputs: seen.append((len(inputs), outputs)))
    values.register_hook(lambda g: g * 2)
    values.sum().backward()
    print(seen, x.grad)
    attempt(lambda: torch.linalg.solve(x, x.double()))
    attempt(lambda: torch.rsub(torch.ones(2), torch.ones(3), alpha=2))


def targets_and_saved_inputs_in_order(torch):
    x = torch.ones((), requires_grad=True)
    y = x // 2
    attempt(lambda: y.backward(inputs=[y]))
    for f in (torch.addcmul, torch.addcdiv):
        a, b, c = (torch.ones(2, requires_grad=True) * n for n in (1, 2, 3))
        z = f(a, b, c)
        b.mul_(2), c.mul_(2).mul_(2)
        attempt(lambda: z.sum().backward())  # noqa: B023
    leaf = torch.zeros(2, 1, requires_grad=True)[None, 0]
    leaf[None, :1] = leaf


def of_nothing_or_one_result(torch):
    F = torch.nn.functional
    for shape, i in (((0, 0), 0), ((0, 3), 0), ((2, 0), 5), ((2, 0), -1), ((2, 2), 5)):
        attempt(lambda: F.embedding(torch.tensor([[i]]), torch.zeros(shape)))  # noqa: B023
    print(F.embedding(torch.tensor([], dtype=torch.int64), torch.zeros(0, 2), 0).shape)
    for shape in ((0, 0), (2, 0, 0), (0, 2, 2), (1, 1), (2, 1, 1), (2, 2)):
        x = torch.zeros(shape, requires_grad=True)
        (g,) = torch.autograd.grad((x + 10).det().sum(), x, create_graph=True)
        print(g.requires_grad, end=" ")
    print([n for n in range(2, 8) if torch.full((1, n), 0.7).std(1) == 0], torch.full((2, 7), 0.7).std(1))
    whole = torch.zeros(2, dtype=torch.int64)
    whole[1:] = x.sum()
    y = whole**2.0
    print(y.grad_fn.name(), len(y.grad_fn.next_functions), (whole**0.0).grad_fn.name())
