"""Inference mode: what PyTorch does, printed."""

from tests.engine.cases import attempt


def inference_mode(torch):
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode():
        y = x * 2
        print(
            y.requires_grad,
            y.is_inference(),
            torch.is_inference_mode_enabled(),
            torch.is_grad_enabled(),
            x.is_inference(),
        )
        z = torch.ones(2)
        print(z.is_inference(), (z + 1).is_inference())
        y.add_(1)
        print(y)
    print((y + 1).is_inference(), torch.is_inference_mode_enabled())
    print(y)


def inference_tensor_saved(torch):
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode():
        y = torch.ones(2)
    print(x * y)


def inference_tensor_added(torch):
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode():
        y = torch.ones(2)
    (x + y).sum().backward()
    print(x.grad)


def inference_tensor_written(torch):
    with torch.inference_mode():
        y = torch.ones(2)
    y.add_(1)


def inference_tensor_has_no_version(torch):
    with torch.inference_mode():
        y = torch.ones(2)
    print(y._version)


def inference_tensor_asked_to_require_grad(torch):
    with torch.inference_mode():
        y = torch.ones(2)
    y.requires_grad_()


def leaf_made_in_inference_mode(torch):
    with torch.inference_mode():
        y = torch.ones(2, requires_grad=True)
        print(y.requires_grad, (y * 2).requires_grad)


def clone_of_an_inference_tensor(torch):
    with torch.inference_mode():
        y = torch.ones(2)
    z = y.clone()
    print(z.is_inference())
    z.requires_grad_()
    print((z * y).is_inference())


def inference_mode_as_decorator(torch):
    @torch.inference_mode()
    def fn(x):
        return x * 2

    @torch.inference_mode
    def gn(x):
        return x * 2

    x = torch.ones(2, requires_grad=True)
    print(fn(x).is_inference(), gn(x).is_inference())


def modes_inside_inference_mode(torch):
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode():
        with torch.enable_grad():
            y = x * 2
        print(y.requires_grad)
        with torch.inference_mode(False):
            z = x * 2
            print(z.requires_grad, z.is_inference())


def view_made_in_inference_mode(torch):
    x = torch.ones(2)
    with torch.inference_mode():
        v = x[0]
        x.add_(1)
        print(v.is_inference(), v)
    print(x._version)
    v.add_(1)
    print(x)


def interior_written_in_inference_mode(torch):
    x = torch.ones(2, requires_grad=True)
    y = x * 1
    with torch.inference_mode():
        y.add_(1)
    print(y)


def view_of_an_inference_tensor(torch):
    with torch.inference_mode():
        y = torch.ones(2)
    v = y[0]
    print(v.is_inference(), y.detach().is_inference())


def inference_tensor_as_source(torch):
    with torch.inference_mode():
        y = torch.ones(2)
    x = torch.ones(2)
    x.add_(y)
    x.copy_(y)
    print(x)


def leaf_written_in_inference_mode(torch):
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode():
        x.add_(1)
    print(x, x._version)


def backward_in_inference_mode(torch):
    x = torch.ones(2, requires_grad=True)
    y = (x * 2).sum()
    with torch.inference_mode():
        y.backward()
        print(x.grad.is_inference())
        return x.grad


def inference_tensor_printed(torch):
    with torch.inference_mode():
        y = torch.ones(2)
    print(y)
    print(y.grad, y.is_leaf)


def inference_tensor_that_nothing_reads(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with torch.inference_mode():
        y = torch.tensor(3.0)
        v = x[0]
    for f in (
        lambda: v * y,
        lambda: y * v,
        lambda: v.exp(),
        lambda: torch.atan2(v, y),
        lambda: torch.addcmul(v, v, y),
        lambda: torch.addcmul(v, x[1], y),
        lambda: v.lerp(v, y),
        lambda: torch.where(y > 0, v, y),
        lambda: x[0] * y,
        lambda: x[0] * v * y,
    ):
        try:
            out = f()
            print(out, out.grad_fn.name(), out.grad_fn.next_functions)
            out.backward()
        except RuntimeError as e:
            print(str(e).split("\n")[0])


def leaves_from_inference_mode_by_themselves(torch):
    with torch.inference_mode():
        x, y = (torch.tensor([1.0, 2.0], requires_grad=True) for _ in range(2))
    for out in (
        *(-x, x.relu(), x.sum(), x.cumsum(0), x**2, x.clamp(min=1.5), x[0], x.view(2, 1), x.unsqueeze(0), *x.unbind()),
        *(x + y, x * y, x.lerp(y, 0.5), torch.cat([x, y]), torch.stack([x, y]), torch.addcmul(x, x, y), x.dot(y)),
        *(x * 2, x + 1, x.clone(), x.detach_()),
    ):
        print(out, out.is_leaf, out.is_inference())
    with torch.no_grad():
        print(x[0].requires_grad, (x * 2).requires_grad)
    attempt(lambda: x.sum().backward())


def leaves_from_inference_mode_with_other_tensors(torch):
    with torch.inference_mode():
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        layer = torch.nn.Linear(2, 1)
    y, w = torch.ones(2), torch.ones(2, requires_grad=True)
    for out in (x + y, y * x, x + w, torch.cat([x, y]), layer(y)):
        out.sum().backward()
        print(out.requires_grad, x.grad, w.grad, layer.weight.grad, layer.bias.grad)
    attempt(lambda: x * w)
    attempt(lambda: layer(w))
    attempt(lambda: x.clone().sum().backward())
    print(x.grad)
    z = y.clone()
    z[0] = x[0]
    print(z, z.mul_(x))
