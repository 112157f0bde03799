"""What longer runs of random programs on the machinery came upon."""

import warnings

from tests.engine.cases import attempt


def functions_that_change_views(torch):
    class Twice(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.mark_dirty(x)
            return x.mul_(2)

        @staticmethod
        def backward(ctx, g):
            return g * 2

    for x in (torch.ones(3, requires_grad=True), torch.ones(3, requires_grad=True) * 1):
        y = x[1:]
        y.retain_grad()
        y.sum().backward(retain_graph=True)
        attempt(lambda: Twice.apply(y))  # noqa: B023
        print(x, y, y.grad, y.retains_grad)


def gradients_that_do_not_come_are_zeros_whatever_the_output_was(torch):
    class Both(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2, x / 0

        @staticmethod
        def backward(ctx, g, h):
            print(g, h, h.stride())
            return g + h

    x = torch.ones(2, 3).t().requires_grad_()
    Both.apply(x)[0].sum().backward()
    print(x.grad)


def what_a_view_that_must_not_be_used_says_of_its_gradient(torch):
    x = torch.ones(2, requires_grad=True) * 1
    with torch.no_grad():
        y = x[:1]
    z, _ = x.unbind()
    z.retain_grad()
    x.mul_(2)
    print(y.grad, z.grad)
    attempt(lambda: y.grad_fn)
    print(y.grad)


def integers_take_what_has_a_history(torch):
    x = torch.tensor([1.5], requires_grad=True)
    with torch.no_grad():
        y = torch.tensor([[1], [2]])[:]
    y[:1] = x
    y[1:] = x.view(1, 1) + 2
    print(y)
    attempt(lambda: y[:1].fill_(x[0]))


def nodes_that_are_asked_for_what_they_do_not_save(torch):
    module = torch.nn.Tanh()
    module.register_full_backward_hook(lambda *_: None)
    y = module(torch.ones(2, requires_grad=True))
    attempt(lambda: y.grad_fn._saved_self)


def views_that_retain_their_gradient_are_turned(torch):
    x = torch.arange(2.0).requires_grad_()
    y = (x * 3).view(1, 2)
    y.retain_grad()
    y.squeeze_()
    y.sum().backward()
    print(y, y.grad, y.retains_grad)


def views_that_have_got_other_data(torch):
    leaf = torch.arange(4.0).requires_grad_()
    for look, data in (
        (lambda x: x.view(2, 2)[:, 1], torch.ones(2)),
        (lambda x: x.view(2, 2).t(), torch.arange(8.0)[2:6].view(2, 2)),
        (lambda x: x[:2], torch.arange(6.0)[1:6]),
    ):
        x = leaf * 1
        y = look(x)
        y.data = data
        x.mul_(2)
        print(y, y.grad_fn.name())
        print(torch.autograd.grad((y * torch.arange(y.numel()).view(y.shape)).sum(), leaf, create_graph=True))
        x = leaf * 1
        y = look(x)
        y.data = data
        y.mul_(2)
        print(x, y)
        attempt(lambda: torch.autograd.grad((x * leaf.detach()).sum(), leaf))  # noqa: B023


def outputs_that_are_saved_beside_others(torch):
    class Late(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            a = x * x
            ctx.save_for_backward(a)
            return a, a + 1

        @staticmethod
        def backward(ctx, g, h):
            return g * ctx.saved_tensors[0]

    x = torch.tensor(2.0, requires_grad=True)
    a, b = Late.apply(x)
    b.view_as(b)
    a.backward()
    print(x.grad)


def gradients_that_lead_nowhere_are_seen_where_python_computes_them(torch):
    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g * 2

    leaf = torch.ones(2, requires_grad=True)
    with torch.no_grad():
        x = leaf[:1]
    for y in (Double.apply(x), x * 2):
        y.grad_fn.register_hook(print)
        y.backward()
    print(leaf.grad)


def functions_are_newer_than_the_nodes_of_the_views_they_take(torch):
    class Sum(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            return x + y

        @staticmethod
        def backward(ctx, g):
            return g, g * 10

    x = torch.tensor([3.0, -0.5], requires_grad=True)
    y = x[...]
    with torch.no_grad():
        x.fill_(0.5)
    z = Sum.apply(x, y)
    (z * y).sum().backward()
    print(x.grad)
    y.register_hook(print)
    (z * y).sum().backward()


def later_hooks_go_where_the_first_is_until_a_change_brings_another_node(torch):
    def turned(x):
        x.unsqueeze_(0)

    def changed(x):
        x.mul_(2)

    def detached(x):
        x.detach_().requires_grad_()

    for first, then in ((turned, turned), (turned, changed), (turned, detached), (detached, turned), (changed, turned)):
        for early in (True, False):
            seen = []
            x = torch.arange(2.0).requires_grad_().clone()
            if early:
                x.register_hook(lambda g: seen.append((1, g.shape)))  # noqa: B023
            first(x)
            x.register_hook(lambda g: seen.append((2, g.shape)))  # noqa: B023
            if not x.is_leaf:
                then(x)
            x.register_hook(lambda g: seen.append((3, g.shape)))  # noqa: B023
            x.sum().backward()
            print(first.__name__, then.__name__, seen)


def what_joins_views_is_newer_than_their_nodes(torch):
    x, w = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    y = x.view(-1)
    with torch.no_grad():
        x.mul_(2)
    z = torch.cat([w, y])
    (z.sum() + (y * 10).sum()).backward()
    print(x.grad, w.grad)


def functions_that_refuse_a_view_do_not_ask_it(torch):
    class Either(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.mark_dirty(x)
            return x.mul_(2), x * 2

        @staticmethod
        def backward(ctx, g, h):
            return g * 2 + h

    x = torch.ones(2)
    y = x[1:]
    x.requires_grad_()
    z = y.view(-1)
    attempt(lambda: Either.apply(z))
    x.requires_grad_(False)
    print(z.grad_fn.name(), z.grad_fn.next_functions)


def views_that_have_not_been_asked_are_turned_as_leaves(torch):
    x = torch.tensor([1.0, 3.0])
    y = x.view(-1)
    x.copy_(torch.ones(2, requires_grad=True))
    attempt(lambda: y.transpose_(0, -1))


def changed_parts_compute_also_what_nobody_asks_for(torch):
    x = torch.tensor([2.0], requires_grad=True)
    y = x * 1
    z = y[-1]
    z.mul_(z)
    attempt(lambda: z.backward(inputs=[y]))
    y = x * 1
    y.unsqueeze(0).squeeze(0).neg_()
    y.sum().backward(inputs=[y])
    print(y.grad)
    attempt(lambda: y.sum().backward())


def targets_look_at_what_they_saved_in_order(torch):
    x = torch.ones(2, requires_grad=True)
    y, z = x * 1, x * 1
    product = y * z
    y.square_()
    z.mul_(2).mul_(2)
    attempt(lambda: product.sum().backward(inputs=[product]))


def a_detached_leaf_loses_its_hooks_once_it_is_changed(torch):
    log = []
    x = torch.tensor([2.0], requires_grad=True)
    x.register_hook(lambda g: log.append("leaf"))
    y = x.neg()
    x.detach_()
    x.mul_(y)
    x.register_hook(lambda g: log.append("changed"))
    attempt(y.sum().backward)
    attempt(x.sum().backward)
    print(log)


def what_no_target_needs_is_not_written_into_memory_that_is_repeated(torch):
    x, w = torch.tensor([-1.0, 2.0], requires_grad=True), torch.ones(2, requires_grad=True)
    for create_graph in (False, True):
        for target in range(4):
            y = x * 1
            y.retain_grad()
            z = y.expand(2, 2)
            with warnings.catch_warnings(action="ignore"):
                z[torch.tensor([0])] = w
            inputs = ([y], [x], [w], [y, w])[target]
            attempt(lambda: torch.autograd.grad(z.sum(), inputs, retain_graph=True))  # noqa: B023
            attempt(lambda: z.sum().backward(create_graph=create_graph, inputs=inputs))  # noqa: B023
            print([t.grad for t in (x, y, w)])
            x.grad = w.grad = None


def turned_roots_are_looked_at_whatever_is_asked_for(torch):
    x, w = torch.ones(3, requires_grad=True), torch.ones(3, requires_grad=True)
    w.register_hook(lambda g: print("hook"))
    y, z = x.unsqueeze(0) * 2, w * 2
    with torch.no_grad():
        y.t_()
    roots, gradients = [z, y], [torch.ones_like(z), torch.ones_like(y)]
    attempt(lambda: torch.autograd.grad(roots, [w], gradients, retain_graph=True))
    attempt(lambda: torch.autograd.backward(roots, gradients, inputs=[z]))
    attempt(lambda: torch.autograd.backward([*roots[::-1], w], [*gradients[::-1], w]))
    attempt(lambda: torch.autograd.backward([w, y], [w, gradients[1]], create_graph=True))
    attempt(lambda: y.backward(gradients[1], create_graph=True))
    attempt(lambda: torch.autograd.grad(roots, [torch.ones(3)], gradients))
    print(x.grad, w.grad, z.grad)


def gradients_that_repeat_their_memory_are_not_added_to(torch):
    x = torch.ones(2, 2, requires_grad=True)
    x.grad = torch.ones(2).expand(2, 2)
    for options in ({}, {"inputs": [x]}):
        attempt(lambda: (x * 3).sum().backward(**options))  # noqa: B023
        print(x.grad, x.grad._version)


def what_is_saved_after_a_detachment_can_be_read(torch):
    x = torch.tensor([0.5, -1.0], requires_grad=True)
    y = x * 2
    y.detach_()
    y.copy_(x)
    y.tanh_()
    print(torch.autograd.grad(y.square().sum(), [x], retain_graph=True))
    y.add_(1)
    attempt(lambda: torch.autograd.grad(y.sum(), [x]))


def views_that_lead_nowhere_are_not_saved_for_each_other(torch):
    x = torch.tensor([-0.5, 0.25], requires_grad=True)
    with torch.no_grad():
        y = x[...]
        (z, _) = x.split(1)
    product, total = y * z, y * x
    with torch.no_grad():
        x.mul_(2)
        y.sum()
    attempt(lambda: product.sum().backward(retain_graph=True))
    attempt(lambda: product.sum().backward(inputs=[product], retain_graph=True))
    attempt(lambda: total.sum().backward(inputs=[total], retain_graph=True))
    attempt(total.sum().backward)
    print(x.grad, product.grad, total.grad)
