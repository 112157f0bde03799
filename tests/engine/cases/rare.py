"""What few programs do with the machinery: gradients that are None, nodes that are forgotten, leaves in a queue."""


def attempt(f):
    """Print the result, or the error's type and first line."""
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split("\n")[0])


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
