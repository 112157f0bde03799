"""Jacobians, Hessians and gradient checks: what PyTorch does, printed."""

from tests.engine.cases import attempt


def jacobian(torch):
    F = torch.autograd.functional
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    print(F.jacobian(lambda x: x.exp().sum(1), x))


def jacobian_of_two_inputs(torch):
    F = torch.autograd.functional
    v = torch.tensor([1.0, 2.0])
    print(F.jacobian(lambda x, y: 2 * x + 3 * y, (v, v)))


def jacobian_of_two_outputs(torch):
    F = torch.autograd.functional
    v = torch.tensor([1.0, 2.0])
    print(F.jacobian(lambda x, y: (x * y, x.sum()), (v, v)))


def hessian(torch):
    F = torch.autograd.functional
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    print(F.hessian(lambda x: (x**3).sum(), x))


def hessian_of_two_inputs(torch):
    F = torch.autograd.functional
    v = torch.tensor([1.0, 2.0])
    print(F.hessian(lambda x, y: (x * x * y).sum(), (v, v)))


def vjp(torch):
    F = torch.autograd.functional
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    print(F.vjp(lambda x: x.exp().sum(1), x, torch.ones(2)))


def vjp_needs_a_vector(torch):
    F = torch.autograd.functional
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    print(F.vjp(lambda x: x.exp().sum(1), x))


def jvp(torch):
    F = torch.autograd.functional
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    print(F.jvp(lambda x: x.exp().sum(1), x, torch.ones(2, 2)))


def hvp(torch):
    F = torch.autograd.functional
    v = torch.tensor([1.0, 2.0])
    print(F.hvp(lambda x: (x**3).sum(), v, torch.ones(2)))


def vhp(torch):
    F = torch.autograd.functional
    v = torch.tensor([1.0, 2.0])
    print(F.vhp(lambda x: (x**3).sum(), v, torch.ones(2)))


def output_that_is_no_tensor(torch):
    F = torch.autograd.functional
    v = torch.tensor([1.0, 2.0])
    print(F.jacobian(lambda x: 3, v))


def independent_output(torch):
    F = torch.autograd.functional
    v = torch.tensor([1.0, 2.0])
    print(F.jacobian(lambda x: x.detach(), v))


def independent_output_strict(torch):
    F = torch.autograd.functional
    v = torch.tensor([1.0, 2.0])
    print(F.jacobian(lambda x: x.detach(), v, strict=True))


def hessian_of_a_vector(torch):
    F = torch.autograd.functional
    v = torch.tensor([1.0, 2.0])
    print(F.hessian(lambda x: x * 2, v))


def jacobian_with_a_graph(torch):
    F = torch.autograd.functional
    v = torch.tensor([1.0, 2.0])
    print(F.jacobian(lambda x: x * x, v.clone().requires_grad_(), create_graph=True))


def vector_of_another_shape(torch):
    F = torch.autograd.functional
    v = torch.tensor([1.0, 2.0])
    print(F.vjp(lambda x: x * 2, v, torch.ones(3)))


def input_that_is_no_tensor(torch):
    F = torch.autograd.functional
    print(F.jacobian(lambda x: x, [1.0]))


def jvp_of_two_inputs(torch):
    F = torch.autograd.functional
    v = torch.tensor([1.0, 2.0])
    print(F.jvp(lambda x, y: x * y, (v, v), (torch.ones(2), torch.zeros(2))))


def strict_mode(torch):
    F = torch.autograd.functional
    v = torch.tensor([1.0, 2.0])

    def unrelated(x):
        return x.long().float().requires_grad_().clone()

    def sum_of(f):
        return lambda x: f(x).sum()

    for f in (torch.Tensor.detach, unrelated, torch.clone, torch.square):
        attempt(lambda f=f: F.jacobian(f, v, strict=True))
        attempt(lambda f=f: F.hessian(sum_of(f), v, strict=True))
        for product in (F.vjp, F.jvp):
            attempt(lambda f=f, product=product: product(f, v, v, strict=True))
        for product in (F.vhp, F.hvp):
            attempt(lambda f=f, product=product: product(sum_of(f), v, v, strict=True))


def strict_mode_with_a_graph(torch):
    F = torch.autograd.functional
    v = torch.tensor([1.0, 2.0], requires_grad=True)
    attempt(lambda: F.jacobian(torch.clone, v, create_graph=True, strict=True))
    attempt(lambda: F.hessian(lambda x: (x * x).sum(), v, create_graph=True, strict=True))
    for product in (F.vjp, F.jvp):
        for f in (torch.clone, torch.square):
            attempt(lambda f=f, product=product: product(f, v, torch.ones(2), create_graph=True, strict=True))
    for product in (F.vhp, F.hvp):
        for power in (2, 3):
            attempt(
                lambda power=power, product=product: product(
                    lambda x: (x**power).sum(), v, torch.ones(2), create_graph=True, strict=True
                )
            )


def strict_and_vectorized(torch):
    F = torch.autograd.functional
    v = torch.tensor([1.0, 2.0])
    attempt(lambda: F.jacobian(lambda x: x * x, v, strict=True, vectorize=True))
    attempt(lambda: F.hessian(lambda x: (x * x).sum(), v, strict=True, vectorize=True))


def whose_words(torch):
    F = torch.autograd.functional
    v = torch.tensor([1.0, 2.0])
    for f in (F.jacobian, F.hessian):
        attempt(lambda f=f: f(lambda x: x.sum(), (v, 2)))
        attempt(lambda f=f: f(lambda x: (x.sum(), "sum"), v))
    for f in (F.vjp, F.jvp, F.vhp, F.hvp):
        attempt(lambda f=f: f(lambda x: x.sum(), (v, 2), v))
        attempt(lambda f=f: f(lambda x: x.sum(), v, (v, 2)))
        attempt(lambda f=f: f(lambda x: x.sum(), v, 2))
        attempt(lambda f=f: f(lambda x: x.sum(), v, (v, v)))
        attempt(lambda f=f: f(lambda x: (x.sum(),), v, torch.ones(())))
        attempt(lambda f=f: f(lambda x: (x.sum(),), v, v))
    attempt(lambda: F.vjp(lambda x: (x, x), v, (v,)))
    attempt(lambda: F.vjp(lambda x: (x, x), v, (v, torch.ones(3))))


def graphs_of_products_in_no_grad(torch):
    F = torch.autograd.functional
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    v = torch.tensor([3.0, 4.0], requires_grad=True)
    for f in (F.vjp, F.jvp):
        with torch.no_grad():
            print(f(lambda x: x * 2, x, v))
            outputs, products = f(lambda x: x * 2, x, v, create_graph=True)
        print(outputs.requires_grad, products.requires_grad)
        print(torch.autograd.grad(products.sum(), (x, v), allow_unused=True))
    for f in (F.vhp, F.hvp):
        _, products = f(lambda x: (x**3).sum(), x, v, create_graph=True)
        print(torch.autograd.grad(products.sum(), (x, v)))


def gradcheck(torch):
    print(
        torch.autograd.gradcheck(
            lambda x: (x**2).sum(), torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
        ),
        torch.autograd.gradgradcheck(lambda x: x**3, torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)),
    )


def gradcheck_of_constants(torch):
    print(torch.autograd.gradcheck(lambda x: x * 2, torch.tensor([1.0, 2.0], dtype=torch.float64)))


def gradcheck_in_single_precision(torch):
    print(torch.autograd.gradcheck(lambda x: x * 2, torch.tensor([1.0, 2.0], requires_grad=True)))


def wrong_backward_found(torch):
    class Doubled(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g * 3

    x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
    print(torch.autograd.gradcheck(Doubled.apply, x, raise_exception=False))
    torch.autograd.gradcheck(Doubled.apply, x)


def outputs_that_gradcheck_looks_at(torch):
    x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
    for f in (lambda x: (x * 2, x.detach()), lambda x: x.detach() * 2, lambda x: torch.ones(2), lambda x: ()):
        attempt(lambda f=f: torch.autograd.gradcheck(f, x))
        attempt(lambda f=f: torch.autograd.gradcheck(f, x, raise_exception=False))
    attempt(lambda: torch.autograd.gradcheck(lambda x: x * 2, x[:1].expand(2)))
    attempt(lambda: torch.autograd.gradcheck(lambda x: torch.cat([x, x]) if (x > 1.5).any() else x, x - 0.5))
    attempt(lambda: torch.autograd.gradcheck(lambda x: x.float() if (x > 2).any() else x, x))


def gradients_that_gradcheck_refuses(torch):
    x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)

    def hooked(hook):
        def f(x):
            y = x.clone()
            y.register_hook(hook)
            return y

        return f

    class Trembling(torch.autograd.Function):
        times = 0

        @staticmethod
        def forward(ctx, x):
            return x.clone()

        @staticmethod
        def backward(ctx, g):
            Trembling.times += 1
            return g * (1 + 1e-7 * (Trembling.times % 3))

    def sentence(action):
        try:
            print(action())
        except RuntimeError as e:
            print(type(e).__name__, str(e).split(". ")[0].rstrip("."))

    def refuse_none(g):
        if g is None:
            raise RuntimeError("no gradient")

    attempt(lambda: torch.autograd.gradcheck(hooked(lambda g: g + 0.01), x, atol=0.1))
    attempt(lambda: torch.autograd.gradcheck(Trembling.apply, x))
    attempt(lambda: torch.autograd.gradcheck(Trembling.apply, x, nondet_tol=1e-5))
    sentence(lambda: torch.autograd.gradcheck(hooked(refuse_none), x))
    attempt(lambda: torch.autograd.gradcheck(hooked(refuse_none), x, check_undefined_grad=False))
    attempt(lambda: torch.autograd.gradcheck(hooked(refuse_none), x, raise_exception=False))


def vectors_of_gradgradcheck(torch):
    x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
    v = torch.tensor([3.0, 4.0], dtype=torch.float64, requires_grad=True)
    for vectors in (v, (v,), [v], v.detach()):
        attempt(lambda vectors=vectors: torch.autograd.gradgradcheck(torch.sin, x, vectors))
    attempt(lambda: torch.autograd.gradgradcheck(lambda x: (x * x, x.sum()), [x], grad_outputs=[v, v.sum()]))


def outputs_of_no_elements_and_of_no_slopes(torch):
    x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
    attempt(lambda: torch.autograd.functional.jacobian(lambda x: x[:0], x))
    attempt(lambda: torch.autograd.functional.hessian(lambda x: x.sum(), x[:0]))
    attempt(lambda: torch.autograd.gradcheck(lambda x: x.long(), x))
    attempt(lambda: torch.autograd.gradcheck(lambda x: x > 1, x))


def views_from_inference_mode(torch):
    x = torch.tensor([1.25, -1.0], requires_grad=True)
    with torch.inference_mode():
        part, v = x[::2], torch.ones(1)
        attempt(lambda: torch.autograd.functional.jvp(lambda x: (x, x * 2), part, v, create_graph=True))
        print(torch.autograd.functional.jvp(lambda x: x * 2, part, v, create_graph=True))
        print(torch.autograd.functional.jvp(lambda x: (x, x * 2), part, v))
