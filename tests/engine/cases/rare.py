"""What few programs do with the machinery: gradients that are None, nodes that are forgotten, leaves in a queue."""

from tests.engine.cases import attempt


def lists(gradients):
    """Gradients as hooks see them, short."""
    return [None if g is None else g.tolist() for g in gradients]


def grad_modes_in_inference_mode(torch):
    with torch.inference_mode():
        print(torch.is_grad_enabled())
        with torch.enable_grad():
            print(torch.is_grad_enabled(), torch.is_inference_mode_enabled())
            y = torch.ones(2, requires_grad=True) * 2
            print(y.requires_grad, y.is_inference())
            with torch.no_grad(), torch.inference_mode():
                print(torch.is_grad_enabled())
        print(torch.is_grad_enabled())
        torch.set_grad_enabled(True)
        with torch.no_grad(), torch.inference_mode(False):
            print(torch.is_grad_enabled(), torch.is_inference_mode_enabled())
        print(torch.is_grad_enabled())
    with torch.no_grad(), torch.inference_mode(), torch.enable_grad():
        print(torch.is_grad_enabled())
    print(torch.is_grad_enabled())


def detached_in_place_after_saving(torch):
    for name in ("exp", "sin", "square", "prod", "sum"):
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        y = x * 1
        z = getattr(y, name)()
        y.detach_()
        attempt(lambda z=z: z.sum().backward())
        print(name, x.grad)


def detached_in_place_between(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 1
    d = y.detach()
    before, other = y * y, d * x
    y.detach_().requires_grad_()
    after = y * y
    for z in (before, other, after):
        attempt(lambda z=z: z.sum().backward())
    print(x.grad, y.grad, before.grad_fn._saved_self)
    after = y * y
    d.mul_(2)
    print(y, y._version, d._version)
    after.sum().backward()


def detached_in_place_shares_its_memory(torch):
    y = torch.ones(3, requires_grad=True) * 1
    y.detach_()
    d, v = y.detach(), y[1:]
    v.add_(1)
    print(y, d, y._version, d._version, v._base is y)
    y[1:].copy_(d[:2])


def function_keeps_what_is_detached_in_place(torch):
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx, g):
            return g * 2 * ctx.saved_tensors[0]

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 1
    z = Square.apply(y)
    y.detach_()
    z.sum().backward()
    print(x.grad)


def leaf_detached_in_place(torch):
    x = torch.ones(2, requires_grad=True)
    z = x * x
    x.detach_()
    z.sum().backward()
    print(x.grad)


def none_goes_on(torch):
    class Nothing(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return None

    class Shown(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.set_materialize_grads(bool(x[0] > 0))
            return x * 2

        @staticmethod
        def backward(ctx, g):
            print("Shown", g)
            return g

    operations = [lambda x: x * 3, torch.square, lambda x: x[:1], lambda x: x.unbind()[0], Shown.apply]
    for f in (*operations, lambda x: Shown.apply(-x)):
        x = torch.ones(2, requires_grad=True)
        x.register_hook(lambda g: print("x", g))
        x.register_post_accumulate_grad_hook(lambda t: print("added", t.grad))
        y = f(x)
        y.register_hook(lambda g: print("y", g))
        y.retain_grad()
        y.grad_fn.register_prehook(lambda gs: print("before", lists(gs)))
        y.grad_fn.register_hook(lambda gs, outs: print("after", lists(gs), lists(outs)))
        Nothing.apply(y).sum().backward(retain_graph=True)
        print(y.grad, x.grad)
        print(torch.autograd.grad(Nothing.apply(y).sum(), [y], allow_unused=True))
        (Nothing.apply(y) + y * 2 + Nothing.apply(y)).sum().backward()
        print(y.grad, x.grad)
        attempt(lambda x=x, f=f, n=Nothing: torch.autograd.grad(n.apply(f(x)).sum(), [x], create_graph=True))


def none_from_hooks(torch):
    x = torch.ones(2, requires_grad=True)
    x.register_hook(lambda g: print("x", g))
    for register in ("register_prehook", "register_hook"):
        y = x * 2
        y.register_hook(lambda g: print("y", g))
        z = y * 3
        getattr(z.grad_fn, register)(lambda gs, *outs: (None,) * len(gs))
        z.sum().backward()
    print(x.grad)


def leaves_in_a_queue(torch):
    for n in range(1, 9):
        leaves = [torch.ones(1, requires_grad=True) for _ in range(n)]
        for i, leaf in enumerate(leaves):
            leaf.register_hook(lambda g, i=i: print(i, end=" "))
        for odd in (1, 2, 3):
            mixed = [leaf * 2 if i % odd else leaf for i, leaf in enumerate(leaves)]
            torch.stack(mixed).sum().backward()
            (torch.stack(mixed[::-1]) * 2).sum().backward()
            print()


def leaf_in_a_queue_with_hooks_of_nodes(torch):
    leaves = [torch.ones(1, requires_grad=True) for _ in range(5)]
    for i, leaf in enumerate(leaves):
        leaf.register_hook(lambda g, i=i: print(i, [t.grad is None for t in leaves]))
    stacked = torch.stack([leaf * 2 if i % 3 else leaf for i, leaf in enumerate(leaves)])
    stacked.register_hook(lambda g: print(g.shape))
    (stacked.sum() * leaves[1]).backward()


def accumulators_are_the_same(torch):
    x = torch.ones(2, requires_grad=True)
    y = x * x
    (first, _), (second, _) = y.grad_fn.next_functions
    print(first is second, first is (x * 2).grad_fn.next_functions[0][0], first.variable is x)


def inference_tensors_detached(torch):
    for detached in (lambda t: t.detach(), lambda t: t.data):
        with torch.inference_mode():
            t = torch.ones(3)
        d, w = detached(t), torch.ones(3, requires_grad=True)
        print(d.mul_(2), d.fill_(3), d._version, d.is_inference(), d[0].is_inference(), d[0]._is_view())
        attempt(lambda d=d: d[0].mul_(2))
        attempt(lambda d=d: d.requires_grad_())
        attempt(lambda d=d, w=w: d * w)
        attempt(lambda d=d, w=w: d.mul_(w))


def inference_tensors_written_where_operations_are_recorded(torch):
    w = torch.ones(3, requires_grad=True)
    with torch.inference_mode():
        t = torch.ones(3) * 2
    attempt(lambda: t.mul_(w))
    attempt(lambda: t.addcmul_(w, t))


def view_whose_base_got_a_history(torch):
    w = torch.ones(3, requires_grad=True)
    for look in (
        lambda v: None, lambda v: v.requires_grad, lambda v: v.detach(), lambda v: v.grad, lambda v: v.retain_grad(),
        lambda v: v.requires_grad_(False), lambda v: v.numpy(), lambda v: v.is_leaf, lambda v: v.grad_fn.name(),
        lambda v: v * 2,
    ):  # fmt: skip
        a = torch.zeros(3)
        v = a[1:]
        a.mul_(w)
        attempt(lambda look=look, v=v: look(v))
        attempt(lambda v=v: v.mul_(2))
    with torch.no_grad():
        print(v.mul_(2), v.output_nr)


def part_of_a_changed_base_is_looked_at(torch):
    x = torch.ones(2, 2, requires_grad=True) * 1
    a, _ = x.unbind(0)
    x.tanh_()
    print(a.grad, a.output_nr, a.retains_grad)
    attempt(a.numpy)
    with torch.no_grad():
        attempt(lambda: torch.autograd.grad(x.sum(), [a]))


def copied_onto_itself(torch):
    x = torch.ones(2, 1).expand(2, 3)
    print(x.copy_(x), x.copy_(x.view(2, 3)), x._version)
    x[:] = x
    attempt(lambda: x.copy_(x.clone()))
    w = (torch.ones(1, requires_grad=True) * 1).expand(3)
    print(w.copy_(w))
    c = torch.ones(1, 1)
    c[0, 0] = c[0]
    attempt(lambda: c.__setitem__(0, c))


def expanded_tensor_is_written_at_positions(torch):
    x = torch.ones(1, 3).expand(2, 3)
    attempt(lambda: x.__setitem__(torch.tensor([0]), torch.ones(3, dtype=torch.float64)))
    attempt(lambda: x.__setitem__(torch.tensor([0]), torch.ones(4)))
    attempt(lambda: x.__setitem__(torch.tensor([0]), x[0]))


def saved_for_a_view_that_leads_nowhere(torch):
    w = torch.ones(3, requires_grad=True)
    with torch.no_grad():
        v = w[:]
    for f in (torch.mul, torch.dot, lambda v, u: v / u, lambda v, u: u / v, lambda v, u: torch.addcmul(u, v, u)):
        for needs in (False, True):
            u = torch.ones(3, requires_grad=needs) * 1
            y = f(v, u)
            with torch.no_grad():
                u.mul_(2)
            attempt(lambda y=y: y.sum().backward(retain_graph=True))


def single_number_changed_through_data(torch):
    x = torch.tensor(2.0, requires_grad=True)
    y = x.exp()
    y.data.mul_(2)
    print(y)
    y.backward()
    print(x.grad)


def checks_come_in_this_order(torch):
    F, nan = torch.nn.functional, float("nan")
    x, half = torch.ones(2, requires_grad=True), torch.tensor([0.5])
    positions = torch.tensor([0], dtype=torch.int64)
    attempt(lambda: x.sum(2, dtype=torch.uint8))
    attempt(lambda: x.mean(2, dtype=torch.uint8))
    attempt(lambda: x.prod(2, dtype=torch.uint8))
    attempt(lambda: F.binary_cross_entropy(half, torch.tensor([nan])))
    attempt(lambda: F.binary_cross_entropy(half, torch.tensor([1.5])))
    attempt(lambda: F.binary_cross_entropy(half * 3, torch.tensor([1.5])))
    for p, dims in (("fro", (0, 1, 2)), ("nuc", (0, 2, 1)), ("nuc", 0), ("fro", ()), ("nuc", None), ("abc", (0, 1))):
        attempt(lambda: torch.ones(2, 2, 2).norm(p, dims))  # noqa: B023
    with torch.no_grad():
        attempt(lambda: F.embedding(positions, torch.tensor(1.0, requires_grad=True)))
    attempt(lambda: F.embedding(positions, torch.tensor(1.0, requires_grad=True)))


def nothing_drawn_is_of_any_dtype(torch):
    none = torch.empty(0, dtype=torch.int64)
    print(torch.randn_like(none), none.normal_(), none.exponential_(), torch.randn(0, dtype=torch.bool))
    attempt(lambda: torch.rand_like(none))


def loss_of_no_classes(torch):
    x = torch.ones(0, requires_grad=True)
    for reduction in ("mean", "sum"):
        loss = torch.nn.functional.cross_entropy(x, x.softmax(-1), reduction=reduction)
        print(loss, loss._version, loss.grad_fn.next_functions[0][0].name())


def power_of_nothing_has_no_second_slope(torch):
    x = torch.ones(2, requires_grad=True)
    (g,) = torch.autograd.grad((x**0).sum(), x, create_graph=True)
    print(g.requires_grad)


def integers_with_a_history_are_filled(torch):
    x = torch.tensor(2.0, requires_grad=True)
    b = torch.zeros(2, dtype=torch.int64)
    for change in (lambda: b.fill_(x), lambda: b.masked_fill_(b > 0, 3), lambda: b.fill_(4)):
        print(change(), b.grad_fn.name())


def loss_keeps_integers_as_they_are(torch):
    for loss in (torch.nn.functional.mse_loss, torch.nn.functional.smooth_l1_loss):
        for target in (torch.tensor([0, 3]), torch.tensor([True, False])):
            x = torch.tensor([1.0, 2.0], requires_grad=True)
            loss(x, target).backward()
            loss(target, x.double()).backward()
            print(x.grad, loss(x, target).grad_fn._saved_target)
            y = loss(x, target)
            target.fill_(1)
            attempt(y.backward)
    with torch.inference_mode():
        target = torch.tensor([0, 1])
    attempt(lambda: torch.nn.functional.mse_loss(x, target))


def integers_of_more_than_64_bits(torch):
    x = torch.ones(1)
    for n in (2**63, 2**64, 2**70, -(2**63) - 1):
        for compute in (
            lambda n: x * n, lambda n: n - x, lambda n: x == n, lambda n: x**n, lambda n: n**x, lambda n: x.clamp(n),
            lambda n: x.clone().fill_(n), lambda n: x.clone().add_(n), lambda n: x.masked_fill(x > 0, n),
        ):  # fmt: skip
            attempt(lambda: compute(n))  # noqa: B023


def orders_and_positions_of_little(torch):
    for shape, dim in (((0, 0), 1), ((0, 3), 1), ((0, 3), 0), ((0, 3, 0), 0), ((), 0), ((), 1), ((2,), 1)):
        attempt(lambda: torch.zeros(shape).unique(dim=dim))  # noqa: B023
    attempt(lambda: torch.tensor(True).kthvalue(1, 0))
    attempt(lambda: torch.tensor([True]).kthvalue(1, 0))
    x = torch.ones(1, 2, 3, requires_grad=True)
    x.gather(1, torch.tensor([], dtype=torch.int64)).sum().backward()
    print(x.grad)
    y = x * 1
    best = y.cummin(0).values
    y.squeeze_(0)
    attempt(best.sum().backward)


def norms_at_the_edges(torch):
    inf, nan = float("inf"), float("nan")
    for p, dims in ((inf, (-1,)), (inf, None), (-inf, None), (1, None), (1, 1), (3, 1), (0.5, 1)):
        x = torch.tensor([[nan], [1.0]], requires_grad=True)
        x.norm(p, dims).sum().backward()
        print(x.grad)
    x = torch.tensor([-0.5], requires_grad=True)
    y = x * 1
    y.grad_fn.register_prehook(lambda g: print("seen", g))
    y.norm(0).backward()
    print(x.grad)
    for shape, dims in (((0,), (0, 0)), ((0,), (0, 1)), ((0, 3), (1, 1)), ((0, 3), (5,)), ((0, 3), (0, 5)), ((0,), ())):
        attempt(lambda: torch.linalg.vector_norm(torch.zeros(shape), -inf, dims))  # noqa: B023


def slope_of_a_power_that_overflows(torch):
    x, e = torch.zeros(2, requires_grad=True), torch.zeros(2, requires_grad=True)
    for graph in (False, True):
        g = torch.autograd.grad(x**e, [x, e], torch.full((2,), float("inf")), create_graph=graph)
        print(g)
        print(torch.autograd.grad(0**e, e, torch.full((2,), float("inf")), create_graph=graph))


def logits_and_targets_of_two_dtypes(torch):
    loss = torch.nn.functional.binary_cross_entropy_with_logits
    for first, second in (
        (torch.float32, torch.float16),
        (torch.float64, torch.float32),
        (torch.float32, torch.float64),
    ):
        a = torch.tensor([1.0], dtype=first, requires_grad=True)
        b = torch.tensor([0.5], dtype=second, requires_grad=True)
        y = loss(a, b, reduction="sum")
        y.backward()
        print(y, a.grad, b.grad)
        print(loss(a, b, weight=a.detach(), pos_weight=b.detach()))


def layouts_of_what_solving_gives(torch):
    a = torch.tensor([[-0.5, 1.0], [2.0, 3.0]], requires_grad=True)
    for x in (a.inverse(), a.T.inverse(), a[None].inverse(), torch.linalg.solve(a, a), torch.linalg.solve(a, a[0])):
        print(x.stride(), x.flatten().grad_fn.name())


def assigned_where_it_was_view_of_ones(torch):
    x = torch.ones(3, requires_grad=True) * 1
    with torch.no_grad():
        v = torch.ones(2, 3, requires_grad=True)[..., -1]
    v = v.unflatten(0, (1, 1, -1))
    x[[0, -1]] = v
    print(x.grad_fn.next_functions[1][0].name())
