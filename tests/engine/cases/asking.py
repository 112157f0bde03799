"""When views are asked for their nodes, what messages name, and what else random programs on the machinery found."""

from tests.engine.cases import attempt


def views_are_asked_only_by_what_is_recorded(torch):
    class Either(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            ctx.mark_dirty(x)
            return x.mul_(2), y * 2

        @staticmethod
        def backward(ctx, g, h):
            return g * 2, h * 2

    x = torch.tensor([2.0])
    v = x.view(-1)
    x.requires_grad_()
    attempt(lambda: Either.apply(v, v))
    with torch.no_grad():
        v * 2
        attempt(lambda: torch.autograd.grad(v, x, torch.ones(1)))
    attempt(lambda: torch.autograd.grad(v * 2, v))
    with torch.no_grad():
        x.data.add_(1)
        w = x.view(-1)
        x.add_(1)
    attempt(lambda: w.backward())
    print(x.grad)


def integers_of_views_made_together(torch):
    number = torch.tensor(0.75, requires_grad=True)

    def assign(part, index, value):
        part[index] = value

    for change in (
        lambda part: assign(part, ..., number),
        lambda part: assign(part, 0, number),
        lambda part: part.mul_(number),
        lambda part: part.copy_(number),
        lambda part: assign(part, [[0, 0]], number.long()),
    ):
        _, part = torch.tensor([[1, 2], [3, 4]]).split(1)
        attempt(lambda change=change, part=part: change(part))
        print(part)


def overlap_with_a_view_that_must_not_be_used(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True) * 1
    _, part, _ = x.unbind(0)
    x.mul_(2)
    with torch.no_grad():
        attempt(lambda: x.mul_(part))
    p = torch.nn.Parameter(torch.ones(2))
    with torch.no_grad():
        attempt(lambda: p[:1].expand(2).mul_(p))
        attempt(lambda: p.mul_(torch.nn.Parameter(p.detach()[:1])))


def which_output_messages_name(torch):
    class Second(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            ctx.mark_dirty(y)
            return x * 2, y.mul_(3)

        @staticmethod
        def backward(ctx, g, h):
            return g * 2, h * 3

    for operation in (torch.square, torch.sigmoid, lambda t: t * t, lambda t: torch.addcmul(t, t, t)):
        x = torch.ones(2, requires_grad=True)
        for y in (x * 1, Second.apply(x, x * 1)[1], Second.apply(x, x * 1)[0]):
            z = operation(y)
            Second.apply(x, y)
            attempt(z.sum().backward)
            z = operation(y)
            y.exp_()
            attempt(z.sum().backward)
            y = Second.apply(x, x * 1)[1]
            z = operation(y)
            with torch.no_grad():
                y.add_(1)
            attempt(z.sum().backward)

    class Late(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            a, b = x * 2, x * 3
            ctx.save_for_backward(x, b)
            return a, b

        @staticmethod
        def backward(ctx, g, h):
            print(len(ctx.saved_tensors))

    a, b = Late.apply(torch.ones(2, requires_grad=True))
    b.add_(1)
    attempt(a.sum().backward)
    _, b = torch.ones(2, requires_grad=True).unbind()
    z = b.exp() * b
    with torch.no_grad():
        b.add_(1)
    attempt(z.sum().backward)
    v = x[0]
    attempt(lambda: Second.apply(torch.tensor([1, 2]), v))
    w = (x * 2).reshape(-1)
    w.relu_()
    old = w[:1].exp()
    w.exp_()
    attempt(lambda: w.sum().backward())
    attempt(lambda: old.sum().backward())


def zeros_that_come_of_nothing(torch):
    x = torch.tensor(0.5, requires_grad=True)
    y = torch.tensor([-2.0])
    y.add_(x)
    part = y[1:]
    for change in (lambda: part, part.neg_):
        change()
        (g,) = torch.autograd.grad(part.square().sum(), x, create_graph=True)
        print(g.item(), g.requires_grad)


def views_get_a_new_node_when_they_are_asked(torch):
    def detach(x):
        x.detach_()

    def stop(x):
        x.requires_grad_(False)

    for forget in (detach, stop):
        for ask in (
            lambda v: v.grad_fn,
            lambda v: v.is_leaf,
            lambda v: v * 2,
            lambda v: v.requires_grad,
            lambda v: attempt(lambda: v.mul_(2)),
        ):
            x = torch.ones(2, requires_grad=True)
            v = x[:1]
            with torch.no_grad():
                x.add_(1)
                v * 2
            ask(v)
            forget(x)
            print(v.requires_grad, v.grad_fn.name(), v.grad_fn.next_functions)
    x = torch.ones(2, requires_grad=True) * 2
    v, w = x[:1], x[1:]
    w.retain_grad()
    v.tanh_()
    with torch.no_grad():
        v.add_(1)
    print(w.retains_grad)
    attempt(lambda: x.sum().backward())
    v.tanh_()
    v.neg_()
    attempt(lambda: x.sum().backward())
    print(w.grad)


def nodes_of_changed_views(torch):
    x = torch.ones(2, requires_grad=True) * 2
    v = x[:1]
    v.mul_(2)
    for node in (v.grad_fn, x.grad_fn, x.grad_fn.next_functions[0][0].next_functions[0][0]):
        print(type(node).__name__, node.name())
        attempt(lambda: node._saved_result)  # noqa: B023


def unbind_of_a_number(torch):
    for dim in (0, -1, 1, -2):
        attempt(lambda: torch.tensor(0.5).unbind(dim))  # noqa: B023
