"""Modules: what they find among their attributes, how they print, what they load and what they refuse."""

import collections


def net(torch):
    nn = torch.nn
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Linear(3, 4), nn.Tanh(), nn.Sequential(nn.Linear(4, 2, bias=False), nn.ReLU()), nn.Dropout(0.2)
    )


def block(torch):
    class Block(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = torch.nn.Linear(2, 2)
            self.scale = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
            self.register_buffer("mean", torch.zeros(2))
            self.register_buffer("scratch", torch.ones(1), persistent=False)
            self.register_parameter("nothing", None)
            self.plain = torch.ones(1)
            self.number = 3
            self.again = self.layer

        def forward(self, x, shift=0.0):
            return self.layer(x) * self.scale - self.mean + shift

    torch.manual_seed(0)
    return Block()


def parameters(torch):
    p = torch.nn.Parameter(torch.tensor([1.0, -2.0]))
    print(p, [p], str(p * 2), repr(p.detach()))
    print(type(p * 2) is torch.Tensor, isinstance(p, torch.Tensor), p.is_leaf, p.requires_grad)
    print(type(p + p) is torch.Tensor, type(p[0]) is torch.Tensor, type(p.sum()) is torch.Tensor, type(p.data).__name__)
    (p * p).sum().backward()
    print(p.grad, type(p.grad) is torch.Tensor)
    print(torch.nn.Parameter(torch.tensor([1, 2]), requires_grad=False), torch.nn.Parameter().shape)
    with torch.no_grad():
        p -= 0.1 * p.grad
        p[0] = 5.0
    print(p, p._version, type(p) is torch.nn.Parameter)


def parameter_shares_memory(torch):
    data = torch.zeros(2)
    p = torch.nn.Parameter(data)
    data.add_(1)
    print(p, p._version, data._version)


def parameter_of_integers(torch):
    torch.nn.Parameter(torch.tensor([1, 2]))


def initial_numbers(torch):
    torch.manual_seed(0)
    print(dict(torch.nn.Linear(3, 2).state_dict()))
    print(torch.nn.Linear(20, 1).bias, torch.nn.Linear(4, 1, bias=False).weight)
    print(torch.nn.Embedding(3, 2).weight, torch.nn.Embedding(3, 2, padding_idx=1).weight)
    print(torch.rand(1))


def printed(torch):
    nn = torch.nn
    print(net(torch), block(torch))
    print(nn.Sequential(), nn.Identity(), nn.Flatten(), nn.ModuleList(), nn.ModuleDict(), nn.ParameterList())
    for layer in (
        nn.Linear(2, 3, bias=False), nn.ReLU(), nn.ReLU(inplace=True), nn.LeakyReLU(0.2), nn.LeakyReLU(0.2, True),
        nn.ELU(), nn.GELU(), nn.GELU("tanh"), nn.SiLU(), nn.Softplus(), nn.Sigmoid(), nn.Tanh(), nn.Softmax(dim=1),
        nn.LogSoftmax(1), nn.Dropout(), nn.Embedding(3, 2), nn.Embedding(3, 2, padding_idx=-1), nn.MSELoss(),
        nn.L1Loss(), nn.BCELoss(), nn.CrossEntropyLoss(weight=torch.ones(2)), nn.NLLLoss(),
        nn.BCEWithLogitsLoss(),
        nn.HuberLoss(), nn.SmoothL1Loss(), nn.LogSigmoid(),
    ):  # fmt: skip
        print(layer)
    print(nn.ModuleList([nn.ReLU(), nn.ReLU(), nn.Linear(1, 1), nn.Sequential(nn.Tanh()), nn.Sequential(nn.Tanh())]))
    print(nn.ModuleDict({"first": nn.ReLU(), "last": nn.Sequential(nn.Linear(1, 2))}))
    print(nn.ParameterList([torch.ones(2, 3), nn.Parameter(torch.ones(())), "text"]))
    print(nn.Sequential(collections.OrderedDict(a=nn.ReLU(), b=nn.Tanh())))


def printed_with_lines_of_its_own(torch):
    class Two(torch.nn.Module):
        def extra_repr(self):
            return "one\ntwo"

    two = Two()
    print(two)
    two.child = torch.nn.ReLU()
    print(two)


def what_it_holds(torch):
    m = block(torch)
    print([name for name, _ in m.named_parameters()], len(list(m.parameters())))
    print([name for name, _ in m.named_parameters(prefix="m", recurse=False)])
    print([name for name, _ in m.named_parameters(remove_duplicate=False)])
    print(list(m.named_buffers()), [b.shape for b in m.buffers()])
    print([name for name, _ in m.named_modules()], [name for name, _ in m.named_children()])
    print([name for name, _ in net(torch).named_modules()], len(list(net(torch).modules())))
    print(m.nothing, m.number, m.plain, "scale" in dir(m), sum(p.numel() for p in net(torch).parameters()))
    print(net(torch).get_submodule("2.0"), net(torch).get_parameter("0.bias").shape)


def attributes_change_kind(torch):
    m = block(torch)
    m.scale = None
    print([name for name, _ in m.named_parameters()])
    m.scale = torch.nn.Parameter(torch.ones(2))
    m.plain = torch.nn.Parameter(torch.ones(1))
    m.number = torch.nn.ReLU()
    m.mean = torch.ones(2)
    print([name for name, _ in m.named_parameters()], m, m.mean)
    del m.plain, m.layer, m.mean
    print([name for name, _ in m.named_parameters()], list(m.named_buffers()))


def calls(torch):
    m = block(torch)
    x = torch.tensor([[1.0, 2.0]])
    print(m(x), m(x, shift=1.0), m.forward(x))
    print(net(torch).eval()(torch.ones(2, 3)))
    torch.nn.Module()(x)


def modes(torch):
    m = net(torch)
    print(m.training, m[3].training, m.eval() is m, m[3].training, m.train()[3].training)
    m.requires_grad_(False)
    print([p.requires_grad for p in m.parameters()])
    m.train(1)


def dropout(torch):
    torch.manual_seed(0)
    x = torch.ones(2, 6, requires_grad=True)
    drop = torch.nn.Dropout(0.3)
    y = drop(x)
    print(y)
    y.sum().backward()
    print(x.grad, drop.eval()(x) is x, torch.nn.functional.dropout(x, 1.0), torch.nn.functional.dropout(x, 0.0) is x)
    print(torch.nn.functional.dropout(torch.ones(20, dtype=torch.float64), 0.9), torch.rand(1))
    torch.nn.Dropout(1.5)


def zero_grad(torch):
    m = torch.nn.Linear(2, 1)
    m(torch.ones(1, 2)).sum().backward()
    m.zero_grad(set_to_none=False)
    print(m.weight.grad)
    m.zero_grad()
    print(m.weight.grad, m.bias.grad)


def applied(torch):
    def fill(module):
        print(type(module).__name__)
        if isinstance(module, torch.nn.Linear):
            torch.nn.init.ones_(module.weight)

    print(net(torch).apply(fill)[0].weight)


def converted(torch):
    m = block(torch)
    weight = m.layer.weight
    m(torch.ones(1, 2)).sum().backward()
    m.register_buffer("count", torch.tensor(3))
    m.double()
    print(dict(m.state_dict()), m.layer.weight is weight, weight.grad, weight.is_leaf)
    print(m.float().scale.dtype, m.to(torch.float64).scale.dtype, m.to(torch.ones(1)).scale.dtype, m.to("cpu") is m)
    m.to(torch.int64)


def hooks(torch):
    m = torch.nn.Linear(2, 1)
    torch.nn.init.ones_(m.weight), torch.nn.init.zeros_(m.bias)
    x = torch.tensor([[1.0, 2.0]])
    seen = m.register_forward_hook(lambda module, args, output: print(module, args, output))
    m(x)
    seen.remove()
    pre = m.register_forward_pre_hook(lambda module, args: args[0] * 10)
    post = m.register_forward_hook(lambda module, args, output: output + 1)
    print(m(x))
    pre.remove()
    print(m(x), m.forward(x))
    post.remove()
    print(m(x))
    with m.register_forward_hook(lambda module, args, kwargs, output: print(args, list(kwargs)), with_kwargs=True):
        m(input=x)


def state(torch):
    m = block(torch)
    print(dict(m.state_dict()))
    print(list(m.state_dict(prefix="m.")), m.state_dict()["scale"].requires_grad)
    print(m.state_dict(keep_vars=True)["scale"] is m.scale)
    m.state_dict()["scale"].zero_()
    print(m.scale)


def state_loaded(torch):
    a, b = net(torch), net(torch)
    torch.nn.init.zeros_(b[0].weight)
    weight = b[0].weight
    print(b.load_state_dict(a.state_dict()), b[0].weight is weight, weight, weight._version)
    state = a.state_dict()
    state["0.bias"] = torch.tensor([1, 2, 3, 4])
    del state["2.0.weight"]
    state["3.more"] = torch.ones(1)
    print(b.load_state_dict(state, strict=False), b[0].bias)


def state_with_missing_keys(torch):
    net(torch).load_state_dict({"0.weight": torch.zeros(4, 3)})


def state_with_unexpected_keys(torch):
    m = net(torch)
    m.load_state_dict({**m.state_dict(), "4.weight": torch.ones(1), "0.scale": torch.ones(1), "bias": torch.ones(1)})


def state_with_wrong_shapes(torch):
    m = net(torch)
    m.load_state_dict(
        {"0.weight": torch.zeros(3, 4), "0.bias": torch.zeros(3), "extra": torch.ones(1), "2.0.weight": [1.0]}
    )


def state_that_is_none(torch):
    net(torch).load_state_dict([1])


def sequential(torch):
    nn = torch.nn
    s = nn.Sequential(nn.ReLU(), nn.Tanh())
    s.append(nn.Sigmoid()).extend([nn.Identity()])
    print(s[0], s[-1], s[1:], len(s), [type(m).__name__ for m in s])
    s[0] = nn.GELU()
    del s[1]
    s.insert(1, nn.SiLU())
    print(s, s.pop(0), s + nn.Sequential(nn.ReLU()))
    print(s[7])


def module_list(torch):
    nn = torch.nn
    layers = nn.ModuleList(nn.Linear(i + 1, i + 2) for i in range(3))
    layers += [nn.ReLU()]
    layers.insert(0, nn.Tanh())
    print(layers, len(layers), layers[1:3], layers[-1], len(list(layers.parameters())))
    del layers[0]
    print(layers.pop(-1), layers + nn.ModuleList([nn.Tanh()]))
    layers.extend(3)


def module_dict(torch):
    nn = torch.nn
    d = nn.ModuleDict([["a", nn.ReLU()], ["b", nn.Linear(1, 1)]])
    d["c"] = nn.Tanh()
    print(d, list(d), "a" in d, list(d.keys()), d.pop("a"), len(d), [name for name, _ in d.named_parameters()])
    d.update({"a": nn.Sigmoid()})
    print([(k, type(v).__name__) for k, v in d.items()])
    d["x.y"] = nn.ReLU()


def parameter_list(torch):
    nn = torch.nn
    p = nn.ParameterList([torch.ones(1), torch.ones(2)])
    p.append(torch.zeros(3))
    p += [nn.Parameter(torch.zeros(1))]
    p[0] = torch.full((1,), 7.0)
    print(p, len(p), p[-1], p[:2], [name for name, _ in p.named_parameters()], [q.shape for q in p])
    p()


def attributes_before_init(torch):
    class Early(torch.nn.Module):
        def __init__(self):
            self.weight = torch.nn.Parameter(torch.ones(1))

    Early()


def modules_before_init(torch):
    class Early(torch.nn.Module):
        def __init__(self):
            self.layer = torch.nn.ReLU()

    Early()


def no_such_attribute(torch):
    print(torch.nn.Linear(1, 1).weights)


def names_and_kinds_refused(torch):
    m = block(torch)
    for change in (
        lambda: setattr(m, "scale", torch.ones(2)),
        lambda: setattr(m, "layer", 3),
        lambda: setattr(m, "mean", "text"),
        lambda: m.register_parameter("a.b", None),
        lambda: m.register_parameter("", None),
        lambda: m.register_parameter("number", None),
        lambda: m.register_parameter(3, None),
        lambda: m.register_parameter("new", torch.ones(1)),
        lambda: m.register_buffer("layer", None),
        lambda: m.register_buffer("a.b", None),
        lambda: m.register_buffer("new", 3),
        lambda: m.add_module("number", torch.nn.ReLU()),
        lambda: m.add_module("a.b", torch.nn.ReLU()),
        lambda: m.add_module("", torch.nn.ReLU()),
        lambda: m.add_module("new", 3),
        lambda: m.get_submodule("layers"),
        lambda: m.get_submodule("scale"),
        lambda: m.get_parameter("layer.scale"),
        lambda: m.get_parameter("layer"),
        lambda: delattr(m, "nowhere"),
    ):
        try:
            change()
        except (TypeError, KeyError, AttributeError) as error:
            print(type(error).__name__, error)


def initializers(torch):
    init = torch.nn.init
    torch.manual_seed(0)
    w = torch.nn.Parameter(torch.zeros(4, 3))
    for fill in (
        init.uniform_, init.normal_, init.ones_, init.zeros_, init.eye_, init.xavier_uniform_, init.xavier_normal_,
        init.kaiming_uniform_, init.kaiming_normal_,
    ):  # fmt: skip
        print(fill(w), fill(w) is w)
    init.constant_(w, 0.5), init.uniform_(w, -1.0, 3.0), init.kaiming_normal_(w, mode="fan_out", nonlinearity="relu")
    print(w, init.xavier_uniform_(w, gain=init.calculate_gain("relu")), w._version)
    print([init.calculate_gain(name) for name in ("linear", "sigmoid", "tanh", "relu", "leaky_relu", "selu")])
    print(init.calculate_gain("leaky_relu", 0.2), init.kaiming_uniform_(torch.zeros(0, 3)).shape)
    for refused in (
        lambda: init.xavier_uniform_(torch.zeros(3)),
        lambda: init.kaiming_uniform_(w, mode="out"),
        lambda: init.kaiming_uniform_(w, nonlinearity="none"),
        lambda: init.eye_(torch.zeros(3)),
    ):
        try:
            refused()
        except ValueError as error:
            print(error)


def clipping(torch):
    a, b = torch.tensor([3.0, -4.0], requires_grad=True), torch.tensor(12.0, requires_grad=True)
    clip = torch.nn.utils
    for f in (
        lambda: clip.clip_grad_norm_([a, b], 6.5),
        lambda: clip.clip_grad_norm_([a, b], 100.0),
        lambda: clip.clip_grad_norm_(iter([a, b, torch.ones(1)]), 5.0, norm_type=1),
        lambda: clip.clip_grad_norm_(a, 2.0, norm_type=float("inf")),
        lambda: clip.clip_grad_value_([a, b], 5.0),
        lambda: clip.clip_grad_norm_([torch.ones(1)], 1.0),
    ):
        a.grad = b.grad = None
        ((a * a).sum() / 2 + b * b / 2).backward()
        print(f(), a.grad, b.grad)
    a.grad[0] = float("inf")
    clip.clip_grad_norm_(a, 1.0, error_if_nonfinite=True)


def parameters_as_a_vector(torch):
    m = net(torch)
    vector = torch.nn.utils.parameters_to_vector(m.parameters())
    print(vector.shape, vector[:3])
    torch.nn.utils.vector_to_parameters(torch.arange(24.0), m.parameters())
    print(m[0].bias, m[2][0].weight, m[0].bias.is_leaf)


def copies(torch):
    import copy

    m = net(torch)
    other = copy.deepcopy(m)
    with torch.no_grad():
        other[0].weight.zero_()
    print(other, m[0].weight, other[0].weight, type(other[0].weight).__name__, other[0].weight.is_leaf)
