"""Functions of the user's own: what PyTorch does, printed."""

import warnings

from tests.engine.cases import attempt


def operations(*, torch):
    """The classes that the cases use."""
    Function = torch.autograd.Function
    once_differentiable = torch.autograd.function.once_differentiable

    class Cube(Function):
        @staticmethod
        def forward(ctx, x, k):
            ctx.save_for_backward(x)
            ctx.k = k
            return k * x**3

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            print("needs", ctx.needs_input_grad)
            return g * ctx.k * 3 * x**2, None

    class Bad(Function):
        @staticmethod
        def forward(ctx, x, y):
            return x * y

        @staticmethod
        def backward(ctx, g):
            return g

    class Two(Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * 2, x * 3

        @staticmethod
        def backward(ctx, g, h):
            print("gs", g, h)
            return g * 2 + h * 3

    class NoMat(Function):
        @staticmethod
        def forward(ctx, x):
            ctx.set_materialize_grads(False)
            return x * 2, x * 3

        @staticmethod
        def backward(ctx, g, h):
            print("gs", g, h)
            return h

    class Exp(Function):
        @staticmethod
        def forward(ctx, x):
            y = x.exp()
            ctx.save_for_backward(y)
            return y

        @staticmethod
        def backward(ctx, g):
            (y,) = ctx.saved_tensors
            return g * y

    class Inc(Function):
        @staticmethod
        def forward(ctx, x):
            x.add_(1)
            ctx.mark_dirty(x)
            return x

        @staticmethod
        def backward(ctx, g):
            return g * 5

    class ND(Function):
        @staticmethod
        def forward(ctx, x):
            i = torch.tensor(1)
            m = x * 2
            ctx.mark_non_differentiable(m)
            return x * 3, m, i

        @staticmethod
        def backward(ctx, g, h, i):
            print(h, i)
            return g * 3

    class Once(Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x**2

        @staticmethod
        @once_differentiable
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return 2 * x * g

    class Setup(Function):
        @staticmethod
        def forward(x, k):
            return x * k

        @staticmethod
        def setup_context(ctx, inputs, output):
            ctx.k = inputs[1]
            ctx.save_for_backward(inputs[0])

        @staticmethod
        def backward(ctx, g):
            return g * ctx.k, None

    class Same(Function):
        @staticmethod
        def forward(ctx, x):
            return x

        @staticmethod
        def backward(ctx, g):
            return -g

    class Wrong(Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g.sum()

    class Wrong2(Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return torch.ones(3)

    class Wrong3(Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return 3

    return {name: value for name, value in locals().items() if name[0].isupper()}


def custom_function(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = operations(torch=torch)["Cube"].apply(x, 2)
    print(y, y.grad_fn.name(), type(y.grad_fn).__name__, y.grad_fn.next_functions)
    y.sum().backward()
    print(x.grad)


def custom_function_twice_differentiated(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = operations(torch=torch)["Cube"].apply(x, 2).sum()
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    print(g)
    print(torch.autograd.grad(g.sum(), x))


def custom_function_freed(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = operations(torch=torch)["Cube"].apply(x, 2).sum()
    y.backward()
    y.backward()


def wrong_number_of_gradients(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    operations(torch=torch)["Bad"].apply(x, x * 1).sum().backward()


def several_outputs(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    p, q = operations(torch=torch)["Two"].apply(x)
    print(p, q, p.grad_fn is q.grad_fn, q.output_nr)
    q.sum().backward()
    print(x.grad)


def gradients_not_materialized(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    _, q = operations(torch=torch)["NoMat"].apply(x)
    q.sum().backward()
    print(x.grad)


def saved_output(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = operations(torch=torch)["Exp"].apply(x)
    (g,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    (g2,) = torch.autograd.grad(g.sum(), x)
    print(g, g2)


def saved_output_changed(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = operations(torch=torch)["Exp"].apply(x)
    y.add_(1)
    y.sum().backward()


def dirty_input(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 1
    z = operations(torch=torch)["Inc"].apply(y)
    print(z is y, y, y._version)
    z.sum().backward()
    print(x.grad)


def dirty_leaf(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    operations(torch=torch)["Inc"].apply(x)


def non_differentiable_output(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    p, m, j = operations(torch=torch)["ND"].apply(x)
    print(p.requires_grad, m.requires_grad, j)
    p.sum().backward()
    print(x.grad)


def once_differentiable(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = operations(torch=torch)["Once"].apply(x).sum()
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    print(g.requires_grad)
    print(torch.autograd.grad(g.sum(), x))


def setup_context(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    operations(torch=torch)["Setup"].apply(x, 4.0).sum().backward()
    print(x.grad)


def input_handed_back(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = operations(torch=torch)["Same"].apply(x)
    print(y is x, y)
    y.sum().backward()
    print(x.grad)


def custom_function_of_a_constant(torch):
    x = torch.tensor([1.0, 2.0])
    y = operations(torch=torch)["Cube"].apply(x, 2)
    print(y, y.grad_fn)


def gradient_of_a_smaller_shape(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    operations(torch=torch)["Wrong"].apply(x).sum().backward()
    print(x.grad)


def gradient_of_another_shape(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    operations(torch=torch)["Wrong2"].apply(x).sum().backward()
    print(x.grad)


def gradient_that_is_no_tensor(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    operations(torch=torch)["Wrong3"].apply(x).sum().backward()
    print(x.grad)


def made(torch, forward, backward=lambda ctx, *g: g if len(g) > 1 else g[0], **others):
    """A Function called Mine, made of functions."""
    methods = {"forward": forward, "backward": backward, **others}
    return type("Mine", (torch.autograd.Function,), {name: staticmethod(f) for name, f in methods.items()})


def told(compute):
    """What a call gives, or the first line of its error."""
    try:
        print(compute())
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, str(e).split("\n")[0])


def an_input_handed_back_is_a_view(torch):
    leaf = torch.ones(2, requires_grad=True)
    for handed_back in (lambda ctx, x: x, lambda ctx, x: (x, x), lambda ctx, x: x.view(2, 1), lambda ctx, x: x[0]):
        x = leaf * 1
        mine = made(torch, handed_back)
        y = mine.apply(x)
        y = y[0] if isinstance(y, tuple) else y
        print(y is x, y._is_view(), y._base is x, y.grad_fn.name(), y.output_nr)
        told(lambda y=y: y.mul_(2))
        x.mul_(2)
        told(lambda y=y: y.grad_fn)
    mine = made(torch, lambda ctx, x: x)
    told(lambda: mine.apply(leaf).mul_(2))
    with torch.no_grad():
        y = mine.apply(leaf)
    print(y is leaf, y.requires_grad, y._is_view())
    x = torch.ones(2)
    print(mine.apply(x) is x, mine.apply(x)._is_view())


def inputs_changed_in_place(torch):
    def doubled(ctx, x):
        ctx.mark_dirty(x)
        return x.mul_(2)

    def doubled_and_more(ctx, x):
        ctx.mark_dirty(x)
        return x.mul_(2), x * 1

    def not_returned(ctx, x):
        ctx.mark_dirty(x)
        return x * 2

    leaf = torch.ones(2, requires_grad=True)
    mine = made(torch, doubled, lambda ctx, g: g * 2)
    x = leaf * 1
    part = x[0:1]
    print(mine.apply(part) is part, x.grad_fn.name(), part.grad_fn.name())
    x.sum().backward()
    print(leaf.grad)
    told(lambda: made(torch, doubled_and_more).apply((leaf * 1)[0:1]))
    told(lambda: made(torch, not_returned).apply(leaf * 1))
    told(lambda: mine.apply(leaf))
    with torch.no_grad():
        y = mine.apply(leaf)
    print(y is leaf, y.requires_grad, leaf)


def outputs_of_all_kinds(torch):
    leaf = torch.ones(2, requires_grad=True)

    def seen(ctx, *g):
        print(g)
        return g[0]

    y = made(torch, lambda ctx, x: (x * 2, 5, None, x.long()), seen).apply(leaf)
    print(y)
    y[0].sum().backward()
    print(type(made(torch, lambda ctx, x: [x * 2, x * 3]).apply(leaf)))
    told(lambda: made(torch, lambda ctx, x: ctx.save_for_backward(5)).apply(leaf))


def views_made_unrecorded(torch):
    mine = made(torch, lambda ctx, x: x.view(-1))
    for mode in (torch.no_grad, torch.inference_mode, torch.enable_grad):
        x = torch.ones(2, requires_grad=True) * 1
        with mode():
            y, z = mine.apply(x), mine.apply(x)
        told(y.exp_)
        x.exp_()
        told(lambda z=z: z.grad_fn)


def inputs_by_name(torch):
    x = torch.ones(2, requires_grad=True)
    mine = made(torch, lambda ctx, x, n=3: x * n)
    y = mine.apply(x=x)
    y.sum().backward()
    print(y, x.grad)
    told(mine.apply(x, n=4).sum().backward)
    mine = made(
        torch,
        lambda x, n=3: x * n,
        lambda ctx, g: (g, None),
        setup_context=lambda ctx, inputs, output: print(inputs, output),
    )
    mine.apply(x=x).sum().backward()
    mine.apply(x, n=4)
    told(lambda: mine.apply(x, 5, 6))
    told(mine.apply)


def dirty_tensors_that_are_no_inputs(torch):
    def new(ctx, x):
        y = (x * 3).add_(1)
        ctx.mark_dirty(y)
        return y

    def view_of_a_new_one(ctx, x):
        y = x.clone().view_as(x)
        ctx.mark_dirty(y)
        return y

    def new_beside_the_input(ctx, x):
        y = x.clone()
        ctx.mark_dirty(x.add_(1), y)
        return x, y

    for forward in (new, view_of_a_new_one, new_beside_the_input):

        class Marked(torch.autograd.Function):
            @staticmethod
            def backward(ctx, *gradients):
                return sum(gradients) * 5

        Marked.forward = staticmethod(forward)
        for x in (torch.ones(2), torch.ones(2, requires_grad=True)):
            attempt(lambda x=x: Marked.apply(x * 1))
            attempt(lambda x=x: Marked.apply((x * 1).view(2)))


def what_forward_sees_of_what_it_saved(torch):
    class Saving(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            print(ctx.saved_tensors)
            return x * 2

        @staticmethod
        def backward(ctx, g):
            print(ctx.saved_tensors, ctx.saved_variables)
            return g * 2

    x = torch.ones(2, requires_grad=True)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        Saving.apply(x).sum().backward()
    print([(w.category.__name__, str(w.message)) for w in caught])


def what_comes_before_a_gradient(torch):
    class Once(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            return x * y

        @staticmethod
        @torch.autograd.function.once_differentiable
        def backward(ctx, g):
            return g * 2, None

    def inputs(function):
        return [(node and node.name(), number) for node, number in function.next_functions]

    x, y = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    (g, h) = torch.autograd.grad(Once.apply(x, y).sum(), (x, y), create_graph=True, allow_unused=True)
    print(g, h, inputs(g.grad_fn))
    (x * x).sum().backward(create_graph=True)
    print(inputs(x.grad.grad_fn))
    node = (x * 2).grad_fn
    node.metadata["note"] = 1
    print(node.metadata, (x * 2).grad_fn.metadata)
