"""Numbers at which formulas part, memory that overlaps as it may, errors of two kinds at once."""

from tests.engine.cases import attempt


def powers_by_one_exponent_for_all(torch):
    inf = float("inf")
    for dtype in (torch.float32, torch.float64):
        a = torch.tensor([-inf, -0.0, 0.0, 4.0, -1.0], dtype=dtype, requires_grad=True)
        for number in (0.5, 1.5):
            for exponent in (number, torch.tensor(number), torch.tensor([[number]]), torch.full((5,), number)):
                y = a**exponent
                print(y.detach(), torch.autograd.grad(y.sum(), a)[0])
    print(torch.tensor(-inf) ** torch.tensor(0.5), torch.tensor(-0.0) ** torch.tensor([0.5]))
    b = torch.tensor([4.0, 9.0], requires_grad=True)
    (grad,) = torch.autograd.grad((b ** torch.tensor(1.5)).sum(), b, create_graph=True)
    print(grad, torch.autograd.grad(grad.sum(), b))


def standardized_where_gradients_are_infinite(torch):
    for numbers in ([[-1.0, 2.0, 0.5]], [[3.0, 1.0, -0.25]]):
        for i in range(3):
            for number in (float("inf"), float("-inf"), float("nan")):
                x = torch.tensor(numbers, requires_grad=True)
                g = torch.tensor([[1.0, -2.0, 0.5]])
                g[0, i] = number
                torch.nn.functional.layer_norm(x, (3,)).backward(g)
                print(x.grad)


def a_tensor_written_onto_itself(torch):
    x = torch.tensor([0.0, -2.0, 1.0]).nonzero()
    x[None] = x
    y = torch.ones(1, 2)
    y[...] = y[0]
    print(x, y)
    nothing = torch.zeros(0, 3)
    attempt(lambda: nothing.__setitem__((torch.tensor([0, 0]), 0), nothing))
    z = torch.ones(3, 3)
    attempt(lambda: z.__setitem__(torch.tensor([0, 1, 2]), z))


def jacobians_of_what_is_passed_on_in_inference_mode(torch):
    made = torch.tensor([1.0, 2.0])
    with torch.inference_mode():
        for x in (made, torch.tensor([1.0, 2.0])):
            for f in (lambda x: x, lambda x: (x, x * 2), lambda x: x.view(1, 2), lambda x: x * 2):
                attempt(lambda x=x, f=f: print(torch.autograd.functional.jacobian(f, x)))


def changed_and_then_detached(torch):
    class Product(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            ctx.save_for_backward(x, y)
            return x * y

        @staticmethod
        def backward(ctx, g):
            x, y = ctx.saved_tensors
            return g * y, g * x

    for multiply in (Product.apply, torch.mul):
        for changes in ((), ("fill_",), ("detach_",), ("fill_", "detach_"), ("detach_", "fill_")):
            a, b = (torch.ones(3, requires_grad=True).clone() for _ in range(2))
            y = multiply(a, b)
            for change in changes:
                a.fill_(0.5) if change == "fill_" else a.detach_()
            print(changes)
            attempt(y.sum().backward)
