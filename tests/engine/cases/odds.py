"""Ways to make and convert tensors, and what Python's protocols make of them."""

from tests.engine.cases import attempt


def made(torch):
    import numpy as np

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    print(torch.Tensor([1, 2]), torch.Tensor(2, 3).shape, torch.Tensor(), torch.Tensor(3).shape, torch.Tensor((2, 3)))
    print(torch.Tensor(np.array([1, 2])), torch.Tensor([[1], [2]]), torch.Tensor(torch.Size([2])).shape)
    print(
        torch.as_tensor(x) is x,
        torch.as_tensor([1, 2.0]),
        torch.as_tensor(np.ones(2)),
        torch.as_tensor(x, dtype=torch.float64),
    )
    print(torch.logspace(0, 2, 3), torch.logspace(1, 3, 3, base=2), torch.logspace(0, 1, 1))
    print(
        torch.full_like(x, 3), torch.full((2,), 1), torch.full_like(torch.tensor([1, 2]), 1.5), torch.full((2,), True)
    )
    print(torch.empty(2, 3).shape, torch.empty_like(x).dtype, torch.empty((2,), dtype=torch.int64).dtype)
    a = np.ones(2)
    torch.as_tensor(a)[0] = 5
    print(a)
    attempt(lambda: torch.Tensor(1.5))
    attempt(lambda: torch.Tensor("a"))


def made_new(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    print(
        x.new_zeros(2), x.new_zeros((2, 2)), x.new_ones(2, dtype=torch.int64), x.new_full((2,), 7), x.new_tensor([1, 2])
    )
    print(x.new_tensor([1, 2], requires_grad=True), x.new_empty(2).shape, torch.tensor([1]).new_tensor([1.5]))


def cast(torch):
    x = torch.tensor([0.0, 2.7], requires_grad=True)
    for name in ("half", "float", "double", "int", "long", "short", "char", "byte", "bool"):
        y = getattr(x, name)()
        print(name, y, y is x, y.requires_grad, y.type())
    print(
        x.to(torch.float64),
        x.to("cpu") is x,
        x.to(torch.tensor([1])),
        x.to("cpu", torch.float64),
        x.to(dtype=torch.int32),
    )
    print(x.type(torch.float64), x.type("torch.IntTensor"), x.type_as(torch.tensor(1)), x.to(torch.float32, copy=True))
    y = x.double().half().float()
    y.sum().backward()
    print(y, x.grad)


def devices(torch):
    x = torch.ones(2)
    print(
        x.device,
        repr(x.device),
        torch.device("cuda", 1),
        torch.device("cuda:0"),
        x.device == torch.device("cpu"),
        x.is_cuda,
    )
    print(
        torch.zeros(2, device="cpu"),
        torch.ones(1, device=torch.device("cpu")),
        x.cpu() is x,
        x.new_zeros(1, device="cpu"),
    )
    print(torch.device("cuda" if torch.cuda.is_available() else "cpu"))
    attempt(lambda: x.cuda())
    attempt(lambda: torch.zeros(2, device="cuda"))
    attempt(lambda: x.to("cuda"))


def contained(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    print(1.0 in x, 5 in x, x in x, list(reversed(x.detach())), abs(-x), +x)
    attempt(lambda: "a" in x)


def copied(torch):
    import copy
    import pickle

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * 3).sum().backward()
    y = x * 2
    s, d, p = copy.copy(x), copy.deepcopy(x), pickle.loads(pickle.dumps(x))
    print(s, d, p, d.grad, s.grad, p.grad, d.is_leaf, pickle.loads(pickle.dumps(y)))
    with torch.no_grad():
        s[0] = 9
        d[1] = 7
    print(x, d, copy.deepcopy({"a": x, "b": x})["a"].grad, copy.deepcopy(y.detach()))
    pair = copy.deepcopy([x, x])
    print(pair[0] is pair[1], pair[0] is x)
    attempt(lambda: copy.deepcopy(y))


def compared(torch):
    nan = float("nan")
    a, b = torch.tensor([1.0, nan, 3.0]), torch.tensor([1.0 + 1e-9, nan, 3.1])
    print(torch.isclose(a, b), torch.isclose(a, b, equal_nan=True), a.isclose(b, rtol=0.1), torch.allclose(a, a))
    print(a.allclose(a, equal_nan=True), torch.equal(b, b), torch.equal(a[:1], a[:1]), torch.equal(a, a[:2]))
    attempt(lambda: torch.allclose(a, a.double()))


def counted(torch):
    x = torch.ones(2, 3)
    print(
        torch.numel(x),
        x.nelement(),
        x.numel(),
        x.ndimension(),
        x.element_size(),
        x.itemsize,
        x.nbytes,
        x.double()[0].expand(4, 3).nbytes,
        torch.is_tensor(x),
        torch.is_tensor(2),
    )
    print(torch.is_floating_point(x), x.size(0), x.size(-1), x.size(), x.shape.numel())
    for kind in (torch.bool, torch.uint8, torch.int64, torch.float16):
        print(kind.is_floating_point, kind.is_signed, kind.is_complex, kind.itemsize)


def exchanged(torch):
    import numpy as np

    x = torch.tensor([1.0, 2.0])
    a = np.from_dlpack(x)
    a = a if a.flags.writeable else x.numpy()
    x[0] = 5
    print(a, x.__dlpack_device__()[1], torch.from_dlpack(np.ones(2)))
    attempt(lambda: x.requires_grad_().__dlpack__())


def numpy_functions_without_gradient(torch):
    import numpy as np

    x = torch.tensor([0.25, 0.5])
    print(np.sin(x), np.add(x, 1), np.exp(x) * 2, np.absolute(x), np.maximum(x, x * 2))
    print(np.asarray(x), np.array(x, dtype=np.float64), np.ndim(x))


def tensors_in_a_list(torch):
    import numpy as np

    w = torch.tensor([2.0], requires_grad=True)
    with torch.no_grad():  # where gradients are on, PyTorch warns of the lost one once in a process
        print(torch.tensor([w, 3.0]), torch.tensor([[w * 2, w], [1.0, torch.ones(1, 1)]]))
    print(torch.tensor([torch.tensor(1), 2.5]), torch.tensor((torch.tensor(True), torch.tensor(False))))
    print(torch.tensor([torch.tensor(1.0, dtype=torch.float64), 2]), torch.tensor([torch.tensor(1, dtype=torch.int32)]))
    print(torch.tensor([np.float64(1)]), torch.tensor([np.float32(1), 2.0]), torch.tensor([True, 2]), torch.tensor([]))
    attempt(lambda: torch.tensor([torch.ones(2), torch.ones(2)]))
    attempt(lambda: torch.tensor([1.0, torch.ones(0)]))
    print(torch.tensor(w.detach()))


def held(torch, x, number):
    """Print what is done to a tensor with a number that it may have no room for."""
    attempt(lambda: x.clamp(number))
    attempt(lambda: x.clone().clamp_max_(number))
    attempt(lambda: torch.where(x > 3, x, number))
    attempt(lambda: x**number)
    attempt(lambda: x.clone().pow_(number))
    attempt(lambda: x.add(x, alpha=number))


def numbers_beside_small_integers(torch):
    for x in (torch.tensor([3, 4], dtype=torch.int8), torch.tensor(3, dtype=torch.uint8)):
        x300 = x * 300
        print(x300, x / 300, torch.div(300, x), 300 / x, torch.xlogy(300, x), torch.xlogy(x, 300))
        print(x - -1, x // -1, -1 - x, x < -1, x.clamp(-1, 100), torch.where(x > 3, x, -1), x**2)
        for number in (300, -300, 1e60, 2.5):
            held(torch, x, number)
    attempt(lambda: torch.ones(2).clamp(max=1e60))
    attempt(lambda: torch.ones(2, dtype=torch.float16).clamp(max=1e6))
    attempt(lambda: torch.where(torch.tensor(True), torch.ones(2, dtype=torch.float16), 1e6))


def booleans_with_a_history(torch):
    x = torch.tensor([True, False])
    x[torch.tensor([True, True])] = torch.tensor(1.0, requires_grad=True)
    for name in ("trunc", "floor", "ceil", "round", "abs", "frac", "trunc_"):
        attempt(getattr(x, name))


def slopes_far_out(torch):
    F = torch.nn.functional
    far = torch.tensor([float("inf"), -float("inf"), float("nan"), 30.0, -30.0, 0.5, 0.0, -100.0, 100.0])
    for dtype in (torch.float32, torch.float64):
        x = far.to(dtype).requires_grad_()
        for f in (
            F.softplus, lambda x: F.softplus(x, 2.0, 5.0), lambda x: F.softplus(x, 1.0, float("inf")),
            lambda x: F.softplus(x, -0.5), lambda x: -F.logsigmoid(-x), F.logsigmoid,
        ):  # fmt: skip
            (plain,) = torch.autograd.grad(f(x).sum(), x)
            (g,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)
            (h,) = torch.autograd.grad(g.sum(), x)
            print([f"{v:.4g}" for one in (plain, g, h) for v in one.tolist()], g.grad_fn.name())
        for f in (F.huber_loss, F.smooth_l1_loss):
            for reduction in ("none", "mean"):
                y = torch.zeros_like(x).requires_grad_()
                g = torch.autograd.grad(f(x, y, reduction=reduction).sum(), (x, y), create_graph=True)
                for one in g:
                    h = torch.autograd.grad(one.sum(), (x, y), retain_graph=True)
                    print([f"{v:.4g}" for t in (one, *h) for v in t.tolist()])


def powers_of_numbers_that_single_cannot_tell_from_others(torch):
    for dtype in (torch.float32, torch.float64):
        x = torch.tensor([-2.0, 2.0, 0.0, float("inf"), float("nan")], dtype=dtype, requires_grad=True)
        for exponent in (1e-50, -1e-50, 2.0000000001, 3 - 1e-10, -1 + 1e-10, 2.5, 3.0, 3):
            y = x**exponent
            (g,) = torch.autograd.grad(y.sum(), x, create_graph=True)
            print([f"{v:.4g}" for t in (y, g) for v in t.tolist()])
        for base in (1e-50, 1e40, 1.000000001, -2.0, 0.0, 0, 2, 0.1):
            y = base**x
            (g,) = torch.autograd.grad(y.sum(), x, create_graph=True)
            (h,) = torch.autograd.grad(g.sum(), x)
            print([f"{v:.4g}" for t in (y, g, h) for v in t.tolist()], y.grad_fn.name())
    x = torch.tensor([0.0, -2.0, 1.0], dtype=torch.float16, requires_grad=True)
    for base in (1e5, 3.0, 1e-9):
        y = base**x
        print(y, torch.autograd.grad(y.sum(), x))
