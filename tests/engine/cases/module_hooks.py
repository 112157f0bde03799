"""Backward hooks of modules: what PyTorch does, printed."""


def told(compute):
    """What a call gives, or the first line of its error."""
    try:
        print(compute())
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, str(e).split("\n")[0])


def scale(torch):
    """A module that computes with two tensors and a number."""

    class Scale(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = torch.nn.Parameter(torch.tensor([2.0, 3.0]))

        def forward(self, x, n=1, y=0):
            return x * self.weight * n + y

    return Scale()


def what_backward_hooks_see(torch):
    m = scale(torch)
    m.register_full_backward_hook(lambda module, gi, go: print(type(module).__name__, gi, go))
    m.register_full_backward_pre_hook(lambda module, go: print("before", go))
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = m(x * 1, 2)
    print(y, y._is_view(), y.grad_fn.name(), y.grad_fn.next_functions[0][0].name())
    y.sum().backward()
    print(x.grad, m.weight.grad)
    m(torch.ones(2), 2, x).sum().backward()
    m(x, y=x).sum().backward()
    with torch.no_grad():
        print(m(x))
    told(lambda: m(x).mul_(2))
    (g,) = torch.autograd.grad(m(x).pow(2).sum(), x, create_graph=True)
    g.sum().backward()
    print(x.grad)


def without_an_input_that_requires_grad(torch):
    m = scale(torch)
    m.register_full_backward_hook(lambda module, gi, go: print(gi, go))
    m(torch.ones(2), 2).sum().backward()
    print(m.weight.grad)
    m.register_full_backward_hook(lambda module, gi, go: (torch.ones(2), None))
    told(m(torch.ones(2), 2).sum().backward)


def what_backward_hooks_return(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    m = scale(torch)
    first = m.register_full_backward_pre_hook(lambda module, go: (go[0] * 10,))
    second = m.register_full_backward_hook(lambda module, gi, go: (gi[0] * 100, None))
    m(x, 2).sum().backward()
    print(x.grad, m.weight.grad)
    y = m(x, 2)
    first.remove()
    second.remove()
    y.sum().backward()  # the hooks of the time of the call
    print(x.grad)
    m(x, 2).sum().backward()
    print(x.grad)
    with m.register_full_backward_hook(lambda module, gi, go: gi[0]):
        told(m(x, 2).sum().backward)
    with m.register_full_backward_hook(lambda module, gi, go: (gi[0],)):
        told(m(x, 2).sum().backward)
    with m.register_full_backward_pre_hook(lambda module, go: go * 2):
        told(m(x, 2).sum().backward)
    with m.register_full_backward_hook(lambda module, gi, go: (5, None)):
        told(m(x, 2).sum().backward)


def several_outputs(torch):
    class Two(torch.nn.Module):
        def forward(self, x):
            return x * 2, x * 3, "text"

    class Other(torch.nn.Module):
        def forward(self, x):
            return {"out": x * 2}

    m = torch.nn.Sequential(torch.nn.Identity(), Two())
    m.register_full_backward_hook(lambda module, gi, go: print("all", gi, go))
    m[0].register_full_backward_hook(lambda module, gi, go: print("first", gi, go))
    x = torch.ones(2, requires_grad=True)
    a, b, c = m(x)
    print(a, b, c)
    b.sum().backward()
    print(x.grad)
    other = Other()
    other.register_full_backward_hook(lambda module, gi, go: print(gi, go))
    other(x)["out"].sum().backward()


def hooks_of_a_layer_in_a_network(torch):
    torch.manual_seed(0)
    seen = {}
    model = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.ReLU(), torch.nn.Linear(3, 1))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.arange(float(parameter.numel())).reshape(parameter.shape) / 4 - 0.5)
    for name, module in model.named_modules():
        module.register_full_backward_hook(lambda module, gi, go, name=name: seen.update({name: (gi, go)}))
    model(torch.tensor([[1.0, -2.0], [0.5, 4.0]])).sum().backward()
    for name, gradients in seen.items():
        print(repr(name), gradients)
    print(model[0].weight.grad)
