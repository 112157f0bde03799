"""What autograd's functions, hooks and attributes take and refuse, copies, and what is left of other times."""

from tests.engine.cases import attempt


def gradients_assigned(torch):
    x, n = torch.ones(2, requires_grad=True), torch.ones(2)
    for value in (3, [1.0], torch.ones(3), torch.ones(2, dtype=torch.int64), x, torch.ones(()), torch.ones(2), None):
        for tensor in (x, n):
            attempt(lambda tensor=tensor, value=value: setattr(tensor, "grad", value))
    x.grad = torch.ones(2)
    del x.grad
    print(x.grad)
    for name, value in (("requires_grad", 1), ("data", 3), ("data", torch.ones(3, dtype=torch.int64))):
        attempt(lambda name=name, value=value: setattr(x, name, value))
    attempt(lambda: x.requires_grad_("yes"))


def arguments_of_grad(torch):
    x, w = torch.tensor([1.0, 2.0], requires_grad=True), torch.ones(2, requires_grad=True)
    for args in (
        (x * x, [], None), ((x * x).sum(), 3, None), ((x * x).sum(), [3], None), (3, x, None), ([3], x, None),
        (x * x, x, [torch.ones(2), torch.ones(2)]), (x * x, x, 3), (x * x, x, [3]), (x * x, x, []),
        ((x * x).sum(), {"a": x}, None), (x * x, x, torch.ones(3)), ((x > 0).sum(), x, None), ([], x, None),
        ((x * w).sum(), [x], None, None, False, True, True),
    ):  # fmt: skip
        attempt(lambda args=args: torch.autograd.grad(*args))
    for gradient in (3, [1.0, 1.0], [torch.ones(2)], torch.ones(3)):
        attempt(lambda gradient=gradient: x.backward(gradient))
    attempt(lambda: x.backward(torch.ones(2), inputs=torch.ones(2)))
    attempt(lambda: (x * w).sum().backward(inputs={"w": w}))
    attempt(lambda: torch.autograd.backward([x.sum(), 3]))
    n = torch.tensor(0)
    n.fill_(torch.tensor(1.0, requires_grad=True))
    attempt(lambda: n.backward())
    print(x.grad, w.grad)


def what_functions_return(torch):
    def function(forward, backward):
        class F(torch.autograd.Function):
            pass

        F.forward, F.backward = staticmethod(forward), staticmethod(backward)
        return F

    x = torch.ones(2, requires_grad=True)
    for backward in (
        lambda ctx, g: [g], lambda ctx, g: (g, g), lambda ctx, g: (3, g), lambda ctx, g: (g, None), lambda ctx, g: 3,
        lambda ctx, g: (), lambda ctx, g: g[:1], lambda ctx, g: torch.ones(3),
    ):  # fmt: skip
        attempt(lambda b=backward: function(lambda ctx, a: a * 2, b).apply(x).sum().backward())
        attempt(lambda b=backward: function(lambda ctx, a, k: a * k, b).apply(x, 2).sum().backward())
    for mark in ("mark_dirty", "mark_non_differentiable", "set_materialize_grads", "save_for_backward"):
        f = function(lambda ctx, a, mark=mark: (getattr(ctx, mark)(3), a * 2)[1], None)
        attempt(lambda f=f: f.apply(x))
    print(x.grad)


def functions_of_other_times(torch):
    class Legacy(torch.autograd.Function):
        def forward(self, x):
            return x * 2

    class Another(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * 2

        @staticmethod
        def vjp(ctx, g):
            print(ctx.saved_variables)
            return g * 2

    x = torch.ones(2, requires_grad=True)
    attempt(lambda: Legacy()(x))
    attempt(lambda: torch.autograd.Function.apply(x))
    Another.apply(x).sum().backward()
    print(x.grad)
    Another.backward = staticmethod(lambda ctx, g: g)
    attempt(lambda: Another.apply(x).sum().backward())
    for data, needs in ((x, False), (x.detach(), True), (None, False), (3, False), (torch.tensor([1]), True)):
        attempt(lambda data=data, needs=needs: torch.autograd.Variable(data, requires_grad=needs))
    print(isinstance(x, torch.autograd.Variable))


def nodes_are_not_copied(torch):
    import copy
    import pickle

    y = torch.ones(2, requires_grad=True) * 2
    for f in (copy.copy, copy.deepcopy, pickle.dumps):
        attempt(lambda f=f: f(y.grad_fn))


def hook_after_accumulation_returns_something(torch):
    x = torch.ones(2, requires_grad=True)
    for value in (5, torch.ones(2), torch.ones(3)):
        with x.register_post_accumulate_grad_hook(lambda t, value=value: value):
            attempt(lambda: (x * 1).sum().backward())


def errors_in_functions_are_anomalies(torch):
    class Failing(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            raise ValueError("mine")

    y = Failing.apply(torch.ones(2, requires_grad=True))
    with torch.autograd.detect_anomaly():
        attempt(lambda: (y * 1).sum().backward())


def leaf_in_a_base_that_changed_before_it_required_grad(torch):
    for parts in (lambda x: x.unbind(0), lambda x: (x[0], x[1])):
        base = torch.ones(2)
        a, b = parts(base)
        a.requires_grad_()
        b.add_(1)
        print(a.is_leaf)
        base.requires_grad_()
        attempt(lambda a=a: (a.grad_fn.name(), a.requires_grad))


def number_in_a_list_of_tensors(torch):
    t = torch.tensor(2.0)
    print(torch.tensor([t, t]), torch.tensor([torch.tensor(True), torch.tensor(2)]), torch.tensor([torch.tensor(2)]))
    attempt(lambda: torch.tensor([t], dtype=torch.int64))
    attempt(lambda: torch.tensor([torch.ones(1)], dtype=torch.int64))
    attempt(lambda: torch.tensor([t, 1], dtype=torch.bool))


def loss_made_of_its_arguments(torch):
    for loss in (torch.nn.MSELoss, torch.nn.L1Loss, torch.nn.SmoothL1Loss, torch.nn.CrossEntropyLoss):
        attempt(lambda loss=loss: loss(torch.ones(2), torch.ones(2)))
        attempt(lambda loss=loss: loss(torch.tensor(1.0), torch.tensor(1.0)).reduction)
    print(torch.nn.MSELoss(False).reduction, torch.nn.MSELoss(reduce=False).reduction, torch.nn.BCELoss().reduction)


def addresses(torch):
    x, y = torch.ones(3), torch.tensor(3.0)
    print(x.data_ptr() == x.detach().data_ptr(), x.data_ptr() == x.clone().data_ptr(), torch.ones(0).data_ptr())
    print(x[1:].data_ptr() - x.data_ptr(), y.data_ptr() == y.data.data_ptr())


def copies_share_what_the_originals_share(torch):
    import copy
    import pickle

    base = torch.arange(4.0)
    base.note = ["kept"]
    first, part, turned = copy.deepcopy([base, base[1:], base.view(2, 2).t()])
    part.add_(10)
    print(first, turned, base, first.note is base.note, copy.copy(base).note is base.note)
    base.requires_grad_().register_hook(print)
    print(pickle.loads(pickle.dumps(base)).note)


def parameters_and_inference_mode(torch):
    with torch.inference_mode():
        x = torch.ones(2, requires_grad=True)
        t = torch.ones(2)
        print(x.view(-1).requires_grad, torch.ones(2).requires_grad)
    attempt(lambda: torch.nn.Parameter(t))
    attempt(lambda: torch.nn.Parameter(t, requires_grad=False))


def nodes_are_nodes(torch):
    y = torch.ones(2, requires_grad=True) * 2
    print(isinstance(y.grad_fn, torch.autograd.graph.Node))
    print(isinstance(y.grad_fn.next_functions[0][0], torch.autograd.graph.Node))


def functional_without_vectors_and_strict(torch):
    F, x = torch.autograd.functional, torch.tensor([1.0, 2.0])
    attempt(lambda: F.vjp(torch.square, x))
    attempt(lambda: F.jvp(torch.square, x))
    for f in (F.hessian, lambda *a, **k: F.vhp(*a, x, **k), lambda *a, **k: F.hvp(*a, x, **k)):
        for strict in (False, True):
            attempt(lambda f=f, strict=strict: f(torch.sum, x, strict=strict))
    print(F.jacobian(torch.square, x, vectorize=True))
    attempt(lambda: F.hessian(torch.sum, x, strict=True, vectorize=True))


def kinds_named_with_their_module(torch):
    import numpy as np

    x = torch.ones(2, requires_grad=True)
    for value in (np.ones(2), np.float64(1), torch.float32, torch.device("cpu"), torch.Size([2])):
        attempt(lambda value=value: torch.ones(2).requires_grad_(value))
        attempt(lambda value=value: setattr(x, "data", value))
        attempt(lambda value=value: setattr(x, "grad", value))
        attempt(lambda value=value: (x * x).backward(torch.ones(2), inputs=[value]))
    for value in (np.float32(1), torch.float32, torch.device("cpu"), torch.Generator()):
        attempt(lambda value=value: (x * x).backward(value))


def attributes_that_nodes_lack(torch):
    y = torch.ones(2, requires_grad=True) * 2
    attempt(lambda: y.grad_fn.saved_tensors)
