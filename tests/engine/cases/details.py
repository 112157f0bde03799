"""What a library's author tries that a learner does not: numbers that do not fit, odd indices, mistaken arguments."""

import numpy as np

from tests.engine.cases import attempt


def put(tensor, index, value):
    """Assign, and show the tensor."""
    tensor[index] = value
    return tensor


def numbers_that_do_not_fit(torch):
    x, i, d = torch.zeros(2), torch.zeros(2, dtype=torch.int64), torch.zeros(2, dtype=torch.float64)
    u, c, h = (torch.zeros(2, dtype=dtype) for dtype in (torch.uint8, torch.int8, torch.float16))
    for tensor, value in (
        (x, 1e300), (x, 2**63), (x, -(2**63) - 1), (i, 2**63), (i, float("nan")), (i, 1e20), (u, 256), (u, 255.9),
        (u, -5), (u, -256), (c, 128), (c, -129), (h, 7e4), (h, 70000), (d, 1e300), (d, 10**30), (x, np.float64(1e300)),
        (x, np.uint8(3)), (x, np.float32(3)), (x, np.bool_(True)), (x, np.zeros(2)), (x, [1]), (x, "a"), (i, True),
    ):  # fmt: skip
        for index in (0, ..., torch.tensor([1]), tensor == 0):
            attempt(lambda tensor=tensor, index=index, value=value: put(tensor, index, value))
    attempt(lambda: put(x, 9, 1e300))
    first = torch.tensor([0])
    for tensor, value in ((i, float("nan")), (x, 1e300), (h, 1e6), (u, 300), (u, -1), (u, 2.7)):
        attempt(lambda tensor=tensor, value=value: tensor.scatter(0, first, value))
    for value in (1e6, 70000, -1e6):
        attempt(lambda value=value: torch.full((1,), value, dtype=torch.float16))
        attempt(lambda value=value: h.new_full((1,), value))
        attempt(lambda value=value: torch.full_like(h, value))
        attempt(lambda value=value: (h + 1) ** value)
    attempt(lambda: (x + 1) ** 1e300)


def odd_indices(torch):
    class One:
        def __index__(self):
            return 1

    x = torch.arange(6.0).reshape(2, 3)
    print(x[One()], x[:, One()], x[One() :], x[: torch.tensor(1)], x[0 : np.int64(1)], put(x, (One(), One()), 9))
    for index in (
        slice(0, 1.5), slice(torch.tensor(0.0), None), slice("a", None), slice(None, None, 1.5), 10**20, 2**63,
        np.float64(1), np.float32(1), b"a", object(), (0, 10**20),
    ):  # fmt: skip
        attempt(lambda index=index: x[index])
        attempt(lambda index=index: put(x, index, 1))
    attempt(lambda: x.__delitem__(0))
    for size in ((-1, 2, 3), (2, -1, -1), (3, -1, -1, -1), (-2, 3)):
        attempt(lambda size=size: x.expand(size).shape)
        attempt(lambda size=size: torch.broadcast_to(x, size).shape)


def told(torch, func, inputs, **options):
    """Print what gradcheck says, all of it."""
    try:
        print(torch.autograd.gradcheck(func, inputs, **options))
    except Exception as e:
        print(type(e).__name__, str(e).split("\n\n")[0])


def gradcheck_of_odd_functions(torch):
    x, y = (torch.tensor(values, dtype=torch.float64, requires_grad=True) for values in ([1.5, -0.5], [2.0, 3.0]))
    for func in (
        lambda a: a.detach(), lambda a: a > 0, lambda a: a.sum().item(), lambda a: None, lambda a: (a * 2, a > 0),
        lambda a: (a.detach() * 3, a * 2), lambda a: a.long(), lambda a: torch.ones(2), lambda a: [a * 2, a**2],
        lambda a: a[:0], lambda a: (a, a), lambda a: {"a": a}, lambda a: a.float(), lambda a: x * 2, lambda a: a * y,
    ):  # fmt: skip
        told(torch, func, x)
    for func, inputs in (
        (lambda *a: sum(a), (x, y, x)), (torch.sin, 5), (torch.sin, None), (lambda a, b: a * b, (x, 5.0)),
        (torch.sin, x.expand(3, 2)), (torch.sin, x[None].expand(1, 2)), (torch.sin, x[:0]),
        (torch.sin, torch.tensor(1.0, dtype=torch.float64, requires_grad=True)),
    ):  # fmt: skip
        told(torch, func, inputs)
    print(x)


def gradcheck_of_wrong_rules(torch):
    class Constant(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.sum()

        @staticmethod
        def backward(ctx, g):
            return torch.ones(2, dtype=torch.float64)

    class Counting(Constant):
        calls = 0

        @staticmethod
        def backward(ctx, g):
            Counting.calls += 1
            return g * Counting.calls * torch.ones(2, dtype=torch.float64)

    x = torch.ones(2, dtype=torch.float64, requires_grad=True)
    told(torch, Constant.apply, x)
    told(torch, Constant.apply, x, raise_exception=False)
    told(torch, Counting.apply, x)


def functional_of_odd_functions(torch):
    x, y = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0], requires_grad=True)
    functions = (
        lambda a: (a * 2).sum(), lambda a: (y * 2).sum(), lambda a: (a**3).sum(), lambda a: ((a**2).sum(),),
        lambda a: a**2, lambda a: (a.sum(), y.sum()), lambda a: [a], lambda a: 5.0, lambda a: torch.ones(()),
    )  # fmt: skip

    def tell(name, *args, **options):
        attempt(lambda: shown(torch, getattr(torch.autograd.functional, name)(*args, **options)))

    for options in ({}, {"strict": True}, {"strict": True, "create_graph": True}):
        for i, func in enumerate(functions):
            for name in ("jacobian", "hessian"):
                tell(name, func, x, **options)
            tell("vjp", func, x, torch.tensor(1.0), **options)
            for name in ("vhp", "hvp") if i == 5 else ("jvp", "vhp", "hvp"):
                tell(name, func, x, torch.ones(2), **options)
    for name in ("vjp", "jvp", "vhp", "hvp"):
        for v in (5, [x], ("a",), (x, x), torch.ones(3), None):
            tell(name, lambda a: (a**2).sum(), x, v)
        tell(name, lambda a: a, [x])
    with torch.no_grad():
        tell("hessian", lambda a: (a**3).sum(), y)
        tell("jacobian", lambda a: a**2, y)
        print(torch.autograd.functional.jacobian(lambda a: a**2, y, create_graph=True).requires_grad)


def shown(torch, values):
    """Values without the names of the nodes that made them."""
    return values.detach() if isinstance(values, torch.Tensor) else [shown(torch, value) for value in values]


def modes_that_are_no_booleans(torch):
    for mode in (0, 1, "a", None, np.True_, torch.tensor(True)):
        attempt(lambda mode=mode: torch.set_grad_enabled(mode))
        attempt(lambda mode=mode: torch.autograd.set_detect_anomaly(mode))
        attempt(lambda mode=mode: torch.autograd.set_detect_anomaly(False, mode))
    print(torch.is_grad_enabled(), torch.is_anomaly_enabled(), torch.set_grad_enabled(False))
    print(torch.set_grad_enabled(True))


def losses_of_what_is_no_tensor(torch):
    p, t = torch.ones(2, 3), torch.tensor([0, 1])
    for name in ("cross_entropy", "nll_loss", "binary_cross_entropy", "binary_cross_entropy_with_logits"):
        for args in ((p, [1, 0]), ([1.0], t), (p, 3.0), (3.0, t), (p, None), (None, t), (p, np.ones(2))):
            attempt(lambda name=name, args=args: getattr(torch.nn.functional, name)(*args))


def loaders_keep_their_options(torch):
    data = torch.utils.data
    loader = data.DataLoader([(1, "a", b"x"), (2, "b", b"y")], batch_size=2)
    print(list(loader), loader.num_workers, loader.pin_memory)
    print(data.default_collate([[1, "a"], [2, "b"]]), data.default_collate([{"x": "a"}, {"x": "b"}]))
    for name in ("batch_size", "sampler", "batch_sampler", "drop_last", "dataset"):
        attempt(lambda name=name: setattr(loader, name, 3))
    loader.collate_fn = len
    print(list(loader))


def doubled(module, args, output):
    """A forward hook."""
    return output * 2


def one_more(module, args):
    """A hook before forward."""
    return args[0] + 1


def modules_with_hooks_are_pickled(torch):
    import pickle

    module = torch.nn.Identity()
    module.register_forward_hook(doubled)
    module.register_forward_pre_hook(one_more)
    copy = pickle.loads(pickle.dumps(torch.nn.Sequential(module)))
    print(module(torch.ones(1)), copy(torch.ones(1)), len(copy[0]._forward_hooks), len(copy[0]._forward_pre_hooks))


def shallow_copies_have_no_hooks(torch):
    import copy

    x = torch.ones(2, requires_grad=True)
    x.register_hook(print)
    copy.copy(x).sum().backward()


def the_only_index_of_a_number(torch):
    x = torch.tensor(2.0, requires_grad=True)
    for index in (torch.tensor([0]), torch.tensor(0), torch.tensor([0, 0]), torch.tensor([1])):
        attempt(lambda index=index: x.index_select(-1, index))
    print(torch.autograd.grad(x.index_select(0, torch.tensor([0])) ** 2, x))


def what_cannot_be_assigned(torch):
    x = torch.ones(2)
    for name, value in (("shape", (1, 2)), ("dtype", torch.float64), ("is_leaf", False), ("grad_fn", None)):
        attempt(lambda name=name, value=value: setattr(x, name, value))
    for value in (5, [1.0], None):
        attempt(lambda value=value: torch.from_dlpack(value))
    print(x.shape, x.is_leaf)


def norms_in_another_dtype(torch):
    floats = torch.float16, torch.float32, torch.float64
    for given in floats:
        for dtype in (*floats, torch.int64, torch.bool):
            attempt(lambda given=given, dtype=dtype: torch.tensor([3, 4]).to(given).norm(dtype=dtype))


def flags_of_a_walk(torch):
    for flag in ("a", 1.5, [1], None, torch.tensor([0.5]), 0, 1):
        x = torch.ones(2, requires_grad=True)
        attempt(lambda x=x, flag=flag: (x * x).sum().backward(None, flag))
        attempt(lambda x=x, flag=flag: torch.autograd.grad((x * x).sum(), x, retain_graph=flag))
        attempt(lambda x=x, flag=flag: torch.autograd.grad((x * x).sum(), x, create_graph=flag)[0].requires_grad)


def weights_of_another_dtype(torch):
    functional = torch.nn.functional
    x, t = torch.tensor([[0.2, 0.7, 0.4], [0.9, 0.1, 0.3]]), torch.tensor([1, 0])
    y = torch.tensor([[0.0, 1.0, 1.0], [1.0, 0.0, 0.0]])
    weights = torch.tensor([1, 2, 1]), torch.tensor([1.0, 2.0, 1.0]).double(), torch.tensor([True, False, True])
    for w in (*weights, torch.tensor(2), torch.tensor([1.0, 2.0])):
        attempt(lambda w=w: functional.cross_entropy(x, t, weight=w))
        attempt(lambda w=w: functional.cross_entropy(x, y, weight=w))
        attempt(lambda w=w: functional.cross_entropy(x, t, weight=w, label_smoothing=0.1))
        attempt(lambda w=w: functional.nll_loss(x, t, weight=w))
    for w in (*weights, torch.tensor(2)):
        for reduction in ("mean", "none"):
            attempt(lambda w=w, r=reduction: functional.binary_cross_entropy(x, y, weight=w, reduction=r))
            attempt(
                lambda w=w, r=reduction: functional.binary_cross_entropy_with_logits(x, y, pos_weight=w, reduction=r)
            )


def numbers_that_losses_take(torch):
    functional = torch.nn.functional
    x, t, y = torch.tensor([[0.5, 2.0, -1.0]]), torch.tensor([1]), torch.zeros(1, 3)
    for value in (1, 0, -1, 2, 0.25, True, torch.tensor(1), torch.tensor([1.0]), None, "a", [1], float("nan")):
        attempt(lambda v=value: functional.cross_entropy(x, t, ignore_index=v))
        attempt(lambda v=value: functional.nll_loss(x, t, ignore_index=v))
        attempt(lambda v=value: functional.cross_entropy(x, t, label_smoothing=v))
        attempt(lambda v=value: functional.smooth_l1_loss(x, y, beta=v))
        attempt(lambda v=value: functional.huber_loss(x, y, delta=v))
        attempt(lambda v=value: functional.layer_norm(torch.tensor([1.0, 2.0]), (2,), eps=v))
        attempt(lambda v=value: functional.gelu(x, approximate=v))


def what_is_no_dtype(torch):
    for value in (0, "float32", torch.tensor(0)):
        attempt(lambda v=value: torch.finfo(v))
        attempt(lambda v=value: torch.iinfo(v))
        attempt(lambda v=value: torch.promote_types(torch.float32, v))
    attempt(lambda: torch.Size(torch.tensor([0.5])))
    attempt(lambda: torch.Size(torch.tensor([2, 3])))
    attempt(lambda: torch.Generator().manual_seed(True))
    attempt(lambda: torch.nn.Sequential(torch.nn.ReLU()).get_submodule(0))
    attempt(lambda: torch.nn.utils.clip_grad_norm_([torch.nn.Parameter(torch.ones(1))], "a"))


def tensors_lie_as_their_arrays(torch):
    b = np.arange(24.0).reshape(2, 3, 4)
    for array in (b.T, b.transpose(1, 0, 2), b[:, ::2], b.transpose(2, 0, 1)[::2], np.broadcast_to(b[0], (2, 3, 4))):
        print(torch.tensor(array).stride(), torch.tensor(array, dtype=torch.float32).stride())
    attempt(lambda: torch.tensor(b.T).view(-1))


def strides_of_no_elements(torch):
    for shape in ((0,), (0, 2), (2, 0), (2, 0, 3)):
        x = torch.ones(shape, requires_grad=True)
        x.sum().backward()
        print(x.stride(), x.grad.stride(), x[x > 0].stride(), (x * 2).stride())
    attempt(lambda: torch.zeros(0).logsumexp(()))
    attempt(lambda: torch.zeros(2).logsumexp(()))


def numpys_numbers(torch):
    t, functional = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.nn.functional
    for number in (np.int64(1), np.float64(2), np.float32(2), np.int8(1), np.uint8(1)):
        for compute in (
            lambda v: t.add(t, alpha=v), lambda v: torch.sub(t, t, alpha=v), lambda v: torch.addcdiv(t, t, t, value=v),
            lambda v: torch.addcmul(t, t, t, value=v), lambda v: torch.addmm(t, t, t, beta=v, alpha=v),
            lambda v: torch.baddbmm(t[None], t[None], t[None], beta=v), lambda v: t.std(correction=v), lambda v: t[v],
            lambda v: t[0, v], lambda v: functional.one_hot(torch.tensor([0]), v), lambda v: v in t,
        ):  # fmt: skip
            attempt(lambda v=number, f=compute: f(v))
    attempt(lambda: t[np.bool_(True)])
    for number in (np.int64(1), np.int8(0)):
        attempt(lambda v=number: (t.norm(2, v), t.chunk(v + 1), t.movedim(v, 0)))


def numpys_numbers_beside_tensors(torch):
    x, i = torch.tensor([2.0, 3.0]), torch.tensor([2, 3])
    w = x.clone().requires_grad_()
    for number in (np.float64(2), np.float32(0.5), np.int64(3), np.bool_(True), 2.0):
        for tensor in (x, i, w):
            attempt(lambda n=number, t=tensor: (t**n, t * n, t + n, t.dtype, (t * n).dtype, t - n))
    for array in (np.array(2.0), np.array(2), np.array(0.5, np.float32)):
        for tensor in (x, i, x[0], i[0], x.double()):
            attempt(lambda a=array, t=tensor: [(v.dtype, v.tolist()) for v in (t * a, t + a, t - a, t / a, t**a)])


def operators_with_something_else_on_the_left(torch):
    t = torch.tensor([1.0, 2.0])
    for value in (None, [1], (1,), {}, range(2), 1, 2.5, True, np.float64(2)):
        for compute in (lambda v: v / t, lambda v: v // t, lambda v: v % t):
            attempt(lambda v=value, f=compute: f(v))
    print((1 / t.requires_grad_()).grad_fn)
