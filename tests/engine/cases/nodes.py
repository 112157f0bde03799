"""Nodes called by hand, and what becomes of gradients where a leaf, a hook or an attribute is not as it was."""

from tests.engine.cases import attempt


def nodes_are_called(torch):
    x = torch.tensor([2.0, 3.0], requires_grad=True)
    w = torch.tensor([6.0, 4.0], requires_grad=True)
    difference = (3 * x**3 - w**2).grad_fn
    cubed, squared = difference(torch.ones(2))
    print(cubed, squared)
    product = difference.next_functions[0][0]
    print(product(cubed), product.next_functions[0][0](product(cubed)[0]))
    times, total = x * w, x.sum()
    with torch.no_grad():
        print(times.grad_fn(torch.tensor([1.0, 2.0])), total.grad_fn(torch.tensor(2.0)), total.grad_fn(None))
    parts = x.unbind(0)[0].grad_fn
    print(parts(torch.ones(()), None), parts(torch.ones(()), torch.ones(())))
    slope = (x * w).grad_fn(torch.ones(2))[0]
    print(slope, torch.autograd.grad(slope.sum(), w))


def a_call_of_a_node_runs_no_hooks_and_frees_nothing(torch):
    x = torch.ones(2, requires_grad=True)
    y = x.exp()
    y.register_hook(print)
    y.grad_fn.register_hook(print)
    y.grad_fn.register_prehook(print)
    for _ in range(2):
        y.grad_fn(torch.ones(2))
    y.detach().add_(1)
    attempt(lambda: y.grad_fn(torch.ones(2)))
    z = x * x
    z.sum().backward()
    attempt(lambda: z.grad_fn(None))
    attempt(lambda: z.grad_fn(torch.ones(2)))


def what_nodes_are_not_called_with(torch):
    class Same(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.clone()

        @staticmethod
        def backward(ctx, g):
            return g

    x = torch.ones(2, requires_grad=True)
    node = (x * 3).grad_fn
    attempt(lambda: node())
    attempt(lambda: node(1))
    attempt(lambda: node(torch.ones(2), torch.ones(2)))
    attempt(lambda: node(g=torch.ones(2)))
    attempt(lambda: x.unbind(0)[0].grad_fn(torch.ones(())))
    attempt(lambda: Same.apply(x).grad_fn(torch.ones(2)))


def attributes_are_not_assigned_and_not_deleted(torch):
    x = torch.ones(2, requires_grad=True)
    for name in ("grad_fn", "shape", "dtype", "is_leaf", "_version", "output_nr", "retains_grad", "ndim", "_base"):
        attempt(lambda name=name: setattr(x, name, 3))
        attempt(lambda name=name: delattr(x, name))
    for name in ("data", "requires_grad", "sum", "nothing"):
        attempt(lambda name=name: delattr(x, name))
    x.sum().backward()
    del x.grad
    print(x, x.grad)
    attempt(lambda: setattr(x, "device", "cpu"))


def rounding_to_no_decimals_is_a_node_of_its_own(torch):
    x = torch.tensor([0.5, 1.5, -2.6], requires_grad=True)
    for y in (
        x.round(),
        x.round(decimals=0),
        torch.round(x, decimals=1),
        x.clone().round_(),
        (x * 1).round_(decimals=0),
    ):
        print(y, torch.autograd.grad(y.sum(), x))


def gradients_of_leaves_that_got_another_shape(torch):
    for new in (4,), (1,), (3, 2), (1, 3), (2, 3):
        for graph in (False, True):
            x = torch.ones(3, requires_grad=True)
            y = (x * 2).sum()
            x.data = torch.ones(new)
            attempt(lambda y=y, graph=graph: y.backward(create_graph=graph))
            print(new, x.grad)
    for new in (3,), (6,), (3, 2), (1, 3):
        x = torch.ones(2, 3, requires_grad=True)
        y = (x * 2).sum()
        x.data = torch.ones(new)
        attempt(lambda y=y: y.backward())
        print(new, x.grad)
    x = torch.ones(2, 3, requires_grad=True)
    y = (x * 2).sum()
    with torch.no_grad():
        x.t_()
    attempt(lambda: y.backward())
    x = torch.ones(3, requires_grad=True)
    y = x.exp().sum()
    x.data = torch.ones(3, dtype=torch.float64)
    y.backward()
    print(x.grad)


def arguments_of_functions_by_name(torch):
    class Scaled(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a, b, k=2, *, only=3):
            print(ctx.needs_input_grad)
            return a * k + b

        @staticmethod
        def backward(ctx, g):
            return (g * 2, g * 10, None)[: len(ctx.needs_input_grad)]

    class Separate(torch.autograd.Function):
        @staticmethod
        def forward(a, b, *, only=3):
            return a + b

        @staticmethod
        def setup_context(ctx, inputs, output):
            print(len(inputs))

    x = torch.ones(2, requires_grad=True)
    w = torch.ones(2, requires_grad=True)
    Scaled.apply(b=w, a=x).sum().backward()
    Scaled.apply(x, k=2, b=w).sum().backward()
    print(x.grad, w.grad)
    attempt(lambda: Scaled.apply(x, k=3))
    attempt(lambda: Scaled.apply(b=x))
    attempt(lambda: Scaled.apply(x, w, a=w))
    attempt(lambda: Scaled.apply(x, w, only=4))
    attempt(lambda: Scaled.apply(x, w, other=4))
    attempt(lambda: Separate.apply(x, w))
    attempt(lambda: Separate.apply(x, a=w))


def broadcast_gradients_are_changed_as_a_whole(torch):
    changes = (
        lambda g: g.zero_(),
        lambda g: g.fill_(3),
        lambda g: g.masked_fill_(g > 0, 4.0),
        lambda g: g.__setitem__(g > 0, 5.0),
        lambda g: g[:, 0].fill_(6),
        lambda g: g.mul_(2),
        lambda g: g.add_(torch.ones(2, 3)),
        lambda g: g.__setitem__(slice(None), torch.ones(2, 3)),
        lambda g: g.copy_(torch.ones(2, 3)),
        lambda g: g.view(6),
        lambda g: g.clone().mul_(2),
    )
    for change in changes:

        class Changed(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x):
                return x.clone()

            @staticmethod
            def backward(ctx, g):
                attempt(lambda: change(g))  # noqa: B023
                return g

        for weights in torch.tensor([1.0, 2.0, 3.0]), torch.tensor([[1.0], [2.0]]):
            x = torch.ones(2, 3, requires_grad=True)
            Changed.apply(x).sum(weights.ndim - 1, keepdim=weights.ndim == 2).backward(weights)
            print(x.grad)


def functions_may_keep_tensors_for_forward_mode(torch):
    class Scaled(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            ctx.save_for_forward(x)
            return x * x

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return g * 2 * x

        @staticmethod
        def jvp(ctx, t):
            return 2 * ctx.x * t

    x = torch.ones(2, requires_grad=True)
    Scaled.apply(x).sum().backward()
    print(x.grad)


def expanded_gradients_that_are_given(torch):
    class Changed(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.clone()

        @staticmethod
        def backward(ctx, g):
            attempt(lambda: g.mul_(torch.tensor([1.0, 2.0, 3.0])))
            return g

    x = torch.ones(3, requires_grad=True)
    given = torch.ones(1).expand(3)
    Changed.apply(x).backward(given)
    y = x + 1
    y.register_hook(lambda g: attempt(lambda: g.mul_(2)))
    y.backward(given)
    print(x.grad, given)
