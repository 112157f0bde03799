"""What the parts of a training loop keep and refuse: losses differentiated twice, optimizers, modules, loaders."""

import collections

import numpy as np

from tests.engine.cases import attempt


def gradients_of_likelihoods_once_more(torch):
    nll_loss, cross_entropy = torch.nn.functional.nll_loss, torch.nn.functional.cross_entropy
    t = torch.tensor([1, 2, 0])
    for dtype in (torch.float16, torch.float64):
        for loss in (nll_loss, cross_entropy):
            for reduction in ("none", "mean", "sum"):
                x = torch.linspace(-1.0, 1.0, 9, dtype=dtype).reshape(3, 3).requires_grad_()
                total = loss(x, t, ignore_index=0, reduction=reduction).sum()
                (g,) = torch.autograd.grad(total, x, create_graph=True)
                print(g.dtype, g.requires_grad, *torch.autograd.grad((g * g).sum(), x))
                loss(x, t, ignore_index=0, reduction=reduction).sum().backward()
                print(x.grad)
    x = torch.ones(2, 3, requires_grad=True)
    (g,) = torch.autograd.grad(nll_loss(x, t[:2]), x, create_graph=True)
    print(g.requires_grad, *torch.autograd.grad(g.sum(), x))


def likelihoods_of_pictures(torch):
    nll_loss = torch.nn.functional.nll_loss
    x = torch.linspace(-1.0, 1.0, 24).reshape(2, 3, 2, 2).requires_grad_()
    t = torch.tensor([[[0, 1], [2, 0]], [[1, 1], [0, 2]]])
    for reduction in ("none", "mean", "sum"):
        y = nll_loss(x, t, reduction=reduction, ignore_index=2)
        print(y)
        print(torch.autograd.grad((y * y).sum(), x))
    print(nll_loss(x.flatten(2), t.flatten(1), reduction="none").grad_fn.name())
    attempt(lambda: nll_loss(x.long(), t))


def likelihoods_changed_before_their_gradients(torch):
    w = torch.ones(2, 3, requires_grad=True)
    x, t = w * 1, torch.tensor([0, 2])
    y = torch.nn.functional.nll_loss(x, t)
    print(y.grad_fn._saved_self)
    x.add_(1)
    attempt(y.backward)


def options_of_optimizers_that_are_tensors(torch):
    optim, tensor = torch.optim, torch.tensor
    p = torch.nn.Parameter(torch.ones(3))
    for make in (optim.SGD, optim.Adam, optim.AdamW, optim.RMSprop, optim.Adagrad):
        for lr in (tensor([0.1, 0.2]), tensor([0.1]), tensor(-1.0), tensor([])):
            attempt(lambda: make([p], lr=lr).defaults["lr"])  # noqa: B023
    some = tensor([0.9]), tensor(0.5)
    for betas in ((0.9, some[1]), (some[1], 0.9), some, (0, 0.5), [0.5, 0.9], (0.5,), (0.9, 1.0), None):
        attempt(lambda: optim.Adam([p], betas=betas).defaults["betas"])  # noqa: B023
    for make in (optim.Adam, optim.Adagrad, optim.RMSprop):
        optimizer = make([p], lr=tensor(0.1))
        p.grad = torch.ones(3)
        optimizer.step()
        state = optimizer.state_dict()
        state["state"][0]["step"] = 1.0
        optimizer.load_state_dict(state)
        optimizer.step()
        print(p)


def modules_in_another_dtype(torch):
    cpu, double, x = torch.device("cpu"), torch.float64, torch.ones(2, dtype=torch.float64)
    for args in (
        *((), (None,), ("cpu",), (cpu, double), (cpu, double, True), (double, True), (x,), (None, double), ("cuda",)),
        *((cpu, True), (double, double), (cpu, cpu), (x, double), (torch.long,), (torch.tensor(3),), ([],)),
        *((cpu, double, True, True), (torch.float32, False, True)),
    ):
        attempt(lambda: torch.nn.Linear(2, 1).to(*args).weight.dtype)  # noqa: B023
    for options in ({"copy": True}, {"dtype": "half"}, {"device": None, "dtype": double}, {"non_blocking": True}):
        attempt(lambda: torch.nn.Linear(2, 1).to(**options).weight.dtype)  # noqa: B023


def values_of_types_of_its_own(torch):
    x = torch.ones(2)
    for value in (torch.device("cpu"), torch.Generator(), torch.Size([2]), torch.float32, x.max(0)):
        attempt(lambda: x.add(value))  # noqa: B023
        attempt(lambda: torch.ones(2, value))  # noqa: B023
        attempt(lambda: x.sum(value, value))  # noqa: B023


def samples_of_many_kinds(torch):
    collate, convert = torch.utils.data.default_collate, torch.utils.data.default_convert
    row = type("Row", (dict,), {})
    line = type("Line", (list,), {})
    pair = collections.namedtuple("pair", "a b")
    values = np.ones(2)
    print(convert(values), convert(np.float32(3)), convert(np.array(["a"])), convert("a"), convert(range(2)))
    shared = convert(values)
    values[0] = 5
    print(shared)
    for sample in (
        *(row(a=np.int8(1)), line([1.5]), pair(1, 2.0), (1, True), {"b": [1]}, range(2), "text", b"text"),
        *(collections.OrderedDict(a=1), collections.UserList([3]), np.str_("a"), np.float16(2.0), np.bool_(True)),
    ):
        for made in (convert(sample), collate([sample, sample])):
            print(type(made).__name__, made if type(made) is not collections.OrderedDict else dict(made))
    print(collate(("a", "b")), collate(np.array(["a", "b"])))
    for batch in ([None], [{1, 2}], [np.array(["a"])], [np.array([None])], [["a"], ["b", "c"]], [object]):
        attempt(lambda: collate(batch))  # noqa: B023


def loaders_while_they_run(torch):
    data = torch.utils.data

    class Odd(data.Dataset[int]):
        asked = ()

        def __len__(self):
            return 5

        def __getitem__(self, index):
            if index % 2 == 0:
                raise ValueError(f"no sample {index}")
            return index

    iterator = iter(data.DataLoader(Odd(), batch_size=None))
    for _ in range(7):
        attempt(lambda: next(iterator))

    class AtOnce(Odd):
        def __getitems__(self, indices):
            print("asked for", indices)
            return indices

    loader = data.DataLoader(AtOnce(), batch_size=3)
    print(list(loader), loader.num_workers, loader.pin_memory)
    for name in ("batch_size", "sampler", "batch_sampler", "drop_last", "dataset"):
        attempt(lambda: setattr(loader, name, 1))  # noqa: B023

    class Shuffled:
        def __iter__(self):
            return iter(torch.randperm(4).tolist())

    for batch_size in (None, 2):
        torch.manual_seed(0)
        print(list(data.DataLoader(range(4), batch_size=batch_size, sampler=Shuffled())), torch.rand(1))


def clipping_with_an_iterator_that_is_used_up(torch):
    model = torch.nn.Linear(1, 1)
    params = model.parameters()
    torch.optim.SGD(params, lr=0.1)
    model(torch.ones(1, 1)).sum().backward()
    print(torch.nn.utils.clip_grad_norm_(params, 0.1), torch.nn.utils.clip_grad_norm_([], 0.1), model.weight.grad)
    print([torch.nn.init.calculate_gain(f"conv_transpose{n}d") for n in (1, 2, 3)])


def states_that_modules_add_to(torch):
    nn = torch.nn

    class Counting(nn.Module):
        def __init__(self, n):
            super().__init__()
            self.scale = nn.Parameter(torch.ones(1))
            self.n = n

        def get_extra_state(self):
            return {"n": self.n}

        def set_extra_state(self, state):
            self.n = state["n"]

    class Asked(nn.Linear):
        def state_dict(self, *args, **kwargs):
            state = super().state_dict(*args, **kwargs)
            state[kwargs["prefix"] + "asked"] = torch.ones(1)
            return state

    model, other = (nn.Sequential(Counting(n), nn.Sequential(Asked(1, 1, bias=False))) for n in (3, 5))
    state = model.state_dict()
    print(list(state))
    attempt(lambda: other.load_state_dict(state))
    print(other.load_state_dict(state, strict=False), other[0].n)
    del state["0._extra_state"]
    print(other.load_state_dict(state, strict=False))
    attempt(lambda: nn.Sequential(nn.ReLU()).load_state_dict({"0._extra_state": 1}))
    for modules in ([nn.ReLU()], [[nn.ReLU()]], [("a", nn.ReLU(), 1)], [("a", nn.ReLU())]):
        attempt(lambda: nn.ModuleDict(modules))  # noqa: B023


def states_that_optimizers_know_nothing_of(torch):
    p = torch.nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([p], lr=0.1)
    optimizer.state["own"] = {"x": 1}
    print(optimizer.state_dict()["state"])
    optimizer.load_state_dict({"state": {7: {"x": 2}, 0: {"y": 3}}, "param_groups": [{"params": [0]}]})
    print(optimizer.state_dict()["state"], optimizer.state[p])


def arguments_of_layers_that_are_no_tensors(torch):
    functional = torch.nn.functional
    x, i = torch.ones(2, 2), torch.tensor([0, 1])
    for value in ([1.0], np.ones(2), 2.5, "1"):
        for call in (
            lambda v: functional.dropout(v),
            lambda v: functional.embedding(v, x),
            lambda v: functional.embedding(i, v),
            lambda v: functional.one_hot(v),
            lambda v: functional.layer_norm(v, (2,)),
            lambda v: functional.layer_norm(x, (2,), v),
            lambda v: functional.layer_norm(x, (2,), None, v),
            lambda v: functional.nll_loss(x, i, v),
            lambda v: functional.cross_entropy(x, i, v),
            lambda v: functional.binary_cross_entropy_with_logits(x, x, v),
            lambda v: functional.binary_cross_entropy_with_logits(x, x, pos_weight=v),
            lambda v: torch.nn.Embedding(2, 2)(v),
        ):
            attempt(lambda: call(value))  # noqa: B023


def layer_norms_of_two_dtypes(torch):
    kinds = torch.float16, torch.float32, torch.float64, None
    for kind in kinds[:3]:
        for of_weight in kinds:
            for of_bias in kinds:
                if (kind, of_weight, of_bias) == (torch.float16, None, torch.float32):
                    continue  # of which PyTorch has a result and no gradient
                x = torch.tensor([0.5, -1.0, 2.0, 0.25], dtype=kind, requires_grad=True)
                weight, bias = (k and torch.full((4,), 2.0, dtype=k, requires_grad=True) for k in (of_weight, of_bias))
                try:
                    y = torch.nn.functional.layer_norm(x, (4,), weight, bias)
                except RuntimeError as e:
                    print(kind, of_weight, of_bias, str(e).split("\n")[0])
                    continue
                y.sum().backward()
                print(y.detach(), x.grad.dtype, weight is not None and weight.grad.dtype)


def slopes_far_out_in_half_precision(torch):
    for x in (300.0, -300.0, 60000.0, -60000.0):
        z = torch.tensor(x, dtype=torch.float16, requires_grad=True)
        torch.nn.functional.gelu(z, approximate="tanh").backward()
        print(z.grad)


def parameters_in_text(torch):
    p = torch.nn.Parameter(torch.tensor(2.0))
    print(f"{p} {p.data:.1f} {p.item():.1f} {p * 1:.1f}")
    attempt(lambda: f"{p:.1f}")


def gradients_of_binary_targets(torch):
    F = torch.nn.functional
    t = torch.full((5,), 0.5, requires_grad=True)
    w = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0])
    near, far = torch.tensor([1e-7, -1e-6, 1e-4, 20.0, -30.0]), torch.tensor([1e-7, 0.25, 0.5, 0.75, 1.0])
    for f, x in ((F.binary_cross_entropy_with_logits, near), (F.binary_cross_entropy, far)):
        for reduction in ("none", "sum", "mean"):
            for weight in (None, w):
                y = f(x, t, weight, reduction=reduction).sum()
                (g,) = torch.autograd.grad(y, t, create_graph=True)
                print(g)
        x = (x * 0.5 + 0.2).requires_grad_()
        for weight in (None, w):
            g = torch.autograd.grad(f(x, t, weight), (x, t), create_graph=True)
            print(*(slope.grad_fn.name() for slope in g), g)
            print(torch.autograd.grad((g[0] * g[1]).sum(), (x, t)))
