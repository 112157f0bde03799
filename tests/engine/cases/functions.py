"""Functions of the user's own: what PyTorch does, printed."""


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
