"""Jacobians, Hessians and gradient checks: what PyTorch does, printed."""


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
