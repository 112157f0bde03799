"""Hooks, and gradients as functions: what PyTorch does, printed."""

from tests.engine.cases import attempt


def hooks_on_leaf_and_interior(torch):
    log = []
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.tensor([3.0, 4.0], requires_grad=True)
    x.register_hook(lambda g: log.append(("x", g.tolist())))
    w.register_hook(lambda g: log.append(("w", g.tolist())))
    y = x * w
    y.register_hook(lambda g: log.append(("y", g.tolist())))
    z = y * x
    z.register_hook(lambda g: g * 10)
    z.sum().backward()
    print(log)
    print(x.grad, w.grad)


def hook_without_requires_grad(torch):
    x = torch.ones(2)
    x.register_hook(lambda g: g)


def hooks_in_order_and_removed(torch):
    x = torch.ones(2, requires_grad=True)
    h = x.register_hook(lambda g: g * 2)
    x.register_hook(lambda g: g + 1)
    (x * 3).sum().backward()
    print(x.grad)
    h.remove()
    h.remove()
    (x * 3).sum().backward()
    print(x.grad)


def hook_that_returns_no_tensor(torch):
    x = torch.ones(2, requires_grad=True)
    x.register_hook(lambda g: 5)
    (x * 3).sum().backward()


def hook_and_retain_grad(torch):
    x = torch.ones(2, requires_grad=True)
    y = x * 3
    y.retain_grad()
    y.register_hook(lambda g: g * 2)
    y.sum().backward()
    print(y.grad, x.grad)


def hooks_on_a_node(torch):
    x = torch.ones(2, requires_grad=True)
    w = torch.ones(2, requires_grad=True)
    y = x * w
    y.grad_fn.register_hook(lambda gi, go: print("post", gi, go))
    y.grad_fn.register_prehook(lambda go: (go[0] * 2,))
    y.sum().backward()
    print(x.grad)


def node_hook_replaces(torch):
    x = torch.ones(2, requires_grad=True)
    w = torch.ones(2)
    y = x * w
    y.grad_fn.register_hook(lambda gi, go: (gi[0] * 7, None))
    y.sum().backward()
    print(x.grad)


def after_accumulation(torch):
    x = torch.ones(2, requires_grad=True)
    x.register_post_accumulate_grad_hook(lambda p: print("acc", p.grad))
    (x * 2).sum().backward()
    (x * 2).sum().backward()
    print(x.grad)


def after_accumulation_on_interior(torch):
    x = torch.ones(2, requires_grad=True)
    (x * 2).register_post_accumulate_grad_hook(lambda p: 0)


def grad_of_grad(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (x**2).sum()
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    print(g, x.grad)
    print(torch.autograd.grad(g.sum(), x))


def unused_input(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.ones(2, requires_grad=True)
    print(torch.autograd.grad((x * 2).sum(), [x, w]))


def unused_input_allowed(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.ones(2, requires_grad=True)
    print(
        torch.autograd.grad((x * 2).sum(), [x, w], allow_unused=True),
        torch.autograd.grad((x * 2).sum(), [x, w], materialize_grads=True),
    )


def grad_of_an_interior_tensor(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    z = (y**2).sum()
    print(torch.autograd.grad(z, [y, x]))


def backward_from_two_tensors(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    z = y**2
    torch.autograd.backward([y, z], [torch.ones(2), torch.ones(2) * 2])
    print(x.grad)


def backward_from_a_vector_among_two(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    z = y**2
    torch.autograd.backward([y.sum(), z])
    print(x.grad)


def backward_to_some_inputs(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.ones(2, requires_grad=True)
    y = (x * w * 2).sum()
    y.backward(inputs=[x])
    print(x.grad, w.grad)


def input_without_grad(torch):
    x = torch.tensor([1.0, 2.0])
    y = torch.ones(2, requires_grad=True)
    print(torch.autograd.grad((y * 2).sum(), x))


def backward_to_an_interior_input(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    _z = y.exp()
    y.sum().backward(inputs=[y])
    print(x.grad, y.grad)


def grad_of_a_vector(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    print(
        torch.autograd.grad(y, x),
    )


def backward_to_no_inputs(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    (y**2).sum().backward(inputs=[])


def grad_with_gradients_twice(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    print(
        torch.autograd.grad(y.sum(), x, grad_outputs=torch.tensor(3.0)), torch.autograd.grad([y], [x], [torch.ones(2)])
    )


def grad_of_itself(torch):
    x = torch.tensor(2.0, requires_grad=True)
    print(torch.autograd.grad(x, x))


def gradients_of_sums_are_changed_in_place(torch):
    losses = (
        lambda y: y.sum(),
        lambda y: y.mean(),
        lambda y: y.view(1, 3).sum(1).sum(),
        lambda y: y.view(1, 3).mean(1).sum(),
        lambda y: (y * 2).sum(),
        lambda y: y.expand(2, 3).sum(),
    )
    for loss in losses:
        for change in (lambda g: g.mul_(2), lambda g: g.__setitem__(0, 5.0)):
            x = torch.ones(3, requires_grad=True)
            y = x * 1
            with y.register_hook(change):
                attempt(loss(y).backward)
            with y.grad_fn.register_prehook(lambda gs: change(gs[0])):  # noqa: B023
                attempt(loss(y).backward)
            with loss(y).grad_fn.register_hook(lambda gs, _: change(gs[0])):  # noqa: B023
                attempt(loss(y).backward)
            with x.register_hook(change):
                attempt(loss(x).backward)
            print(x.grad)
            for graph in (False, True):
                (g,) = torch.autograd.grad(loss(x), x, create_graph=graph)
                attempt(lambda: change(g))  # noqa: B023
                print(g)


def gradients_of_sums_are_changed_by_a_function(torch):
    class Doubled(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g.mul_(2)

    x = torch.ones(3, requires_grad=True)
    for loss in (lambda y: y.sum(), lambda y: y.mean(), lambda y: y.view(1, 3).mean(1).sum()):
        attempt(loss(Doubled.apply(x)).backward)
    print(x.grad)
