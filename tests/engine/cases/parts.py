"""Parts of networks at their edges: containers, layers, activations and losses, and norms of gradients."""

import collections

from . import attempt


def several_times_in_a_row(torch):
    relu, tanh = torch.nn.ReLU(), torch.nn.Tanh()
    model = torch.nn.Sequential(relu, tanh)
    print(model * 2, len(3 * model), len(model * True), (model * 2)[2] is relu)
    same = model
    same *= 3
    print(same is model, len(model), model[4] is relu)
    print(torch.nn.Sequential(collections.OrderedDict(a=relu, b=tanh)) * 2)
    for times in (0, -1, 1.5, None):
        try:
            print(model * times)
        except Exception as e:
            print(type(e).__name__, str(e).split(" for ")[0])


def names_that_modules_have_already(torch):
    attempt(lambda: torch.nn.ModuleDict({"type": torch.nn.ReLU()}))
    attempt(lambda: torch.nn.Module().register_buffer("compile", None))
    attempt(lambda: torch.nn.Module().register_parameter("to_empty", None))
    attempt(lambda: torch.nn.Sequential(collections.OrderedDict({1: torch.nn.ReLU()})))
    attempt(lambda: torch.nn.ModuleList([torch.nn.ReLU()]) + 3)


def what_takes_the_place_of_a_parameter(torch):
    layer = torch.nn.Linear(1, 1)
    try:
        layer.weight = torch.nn.ReLU()
    except TypeError as e:
        print(str(e).split(" as ")[1])
    print(layer, layer.weight.shape)
    layer.weight = None
    layer.more = torch.nn.ReLU()
    layer.more = torch.nn.Parameter(torch.ones(1))
    print(layer, [name for name, _ in layer.named_parameters()])


def what_initializes(torch):
    init = torch.nn.init
    whole = torch.zeros(2, 2, dtype=torch.int64)
    for fill in (init.uniform_, init.normal_, init.kaiming_uniform_, init.xavier_normal_, init.ones_):
        attempt(lambda f=fill: f(whole))
    attempt(lambda: torch.zeros(2, dtype=torch.bool).uniform_())
    attempt(lambda: init.kaiming_normal_(torch.zeros(2), nonlinearity="no"))
    attempt(lambda: init._calculate_correct_fan(torch.zeros(3, 2, 4), "fan_out"))
    attempt(lambda: torch.nn.functional.one_hot(torch.tensor([3, 1]), -2))


def norm_of_a_number_alone(torch):
    for value in (1e30, 5.0, -7.0, 1e-30):
        for p in (2, 3, -2, float("nan")):
            x = torch.tensor([[value]], requires_grad=True)
            y = x.norm(p, 1)
            y.sum().backward()
            print(y, x.grad, torch.tensor(value).norm(p), torch.nn.functional.normalize(x.detach(), p))
    print(torch.tensor([[3.0, 4.0]]).norm(3, 0))


def clipped_in_two_steps(torch):
    x, y = torch.nn.Parameter(torch.zeros(2)), torch.nn.Parameter(torch.zeros(1))
    x.grad, y.grad = torch.tensor([3.0, 4.0]), torch.tensor([12.0])
    total = torch.nn.utils.get_total_norm([x.grad, y.grad])
    print(total, torch.nn.utils.get_total_norm(x.grad, 1), torch.nn.utils.get_total_norm([]))
    print(torch.nn.utils.clip_grads_with_norm_([x, y], 6.5, total), x.grad, y.grad)
    torch.nn.utils.clip_grads_with_norm_((p for p in [x, torch.nn.Parameter(torch.zeros(1))]), 1.0, 5.0 + total * 0)
    print(x.grad, torch.nn.utils.clip_grads_with_norm_([], 1.0, None))
    attempt(lambda: torch.nn.utils.get_total_norm([torch.tensor([float("inf")])], error_if_nonfinite=True))
    print(torch.nn.utils.get_total_norm(x.grad, 1, False, False), torch.nn.utils.clip_grad_norm_(x, 0.5, foreach=False))
    torch.nn.utils.clip_grad_value_(x, 0.25, foreach=True)
    print(x.grad)


def weights_of_a_binary_loss(torch):
    F = torch.nn.functional

    def show(size, weights):
        x = torch.full(size, 0.25, requires_grad=True)
        target, weight = torch.full(size, 0.5), torch.full(weights, 2.0)
        attempt(lambda: torch.autograd.grad(F.binary_cross_entropy(x, target, weight), x))
        attempt(lambda: torch.autograd.grad(F.binary_cross_entropy_with_logits(x, target, weight), x))
        attempt(lambda: torch.autograd.grad(F.binary_cross_entropy_with_logits(x, target, pos_weight=weight), x))

    for size, weights in (((3,), (2,)), ((3,), (2, 3)), ((2, 3), (3,)), ((), (1,)), ((2, 3), (2, 1)), ((0,), (2, 2))):
        show(size, weights)
    attempt(lambda: F.nll_loss(torch.zeros(1, 3, 2), torch.zeros(1, 2, dtype=torch.int64), torch.ones(2)))


def no_gradient_of_weights(torch):
    F = torch.nn.functional
    w, x = torch.ones(3, requires_grad=True), torch.full((1, 3), 0.5)
    attempt(lambda: F.binary_cross_entropy(x, x, w))
    attempt(lambda: F.binary_cross_entropy_with_logits(x, x, w))
    attempt(lambda: F.binary_cross_entropy_with_logits(x, x, pos_weight=w))
    attempt(lambda: F.cross_entropy(x, torch.tensor([1]), w))
    attempt(lambda: F.nll_loss(x[:, :, None], torch.tensor([[1]]), w))
    with torch.no_grad():
        print(F.binary_cross_entropy(x, x, w))


def curvature_of_sure_probabilities(torch):
    for value in (0.0, 1.0, 0.25):
        for goal in (0.0, 1.0, 0.5):
            x = torch.tensor([value], dtype=torch.float64, requires_grad=True)
            target = torch.tensor([goal], dtype=torch.float64, requires_grad=True)
            loss = torch.nn.functional.binary_cross_entropy(x, target)
            (g,) = torch.autograd.grad(loss, x, create_graph=True)
            print(value, goal, g, torch.autograd.grad(g, [x, target]))


def classes_that_there_are_not(torch):
    F = torch.nn.functional
    for reduction in ("mean", "sum", "none"):
        print(F.cross_entropy(torch.ones(2, 0), torch.ones(2, 0), reduction=reduction, label_smoothing=0.5))
        ignored = torch.tensor([-100, -100])
        print(F.cross_entropy(torch.ones(2, 0), ignored, reduction=reduction, label_smoothing=0.5))
    x = torch.zeros(3, requires_grad=True)
    loss = F.cross_entropy(x, torch.tensor([1]))
    print(loss)
    attempt(lambda: loss.backward())


def losses_of_the_infinite(torch):
    F = torch.nn.functional
    x = torch.tensor([float("inf"), 2.0, -1.0])
    print(F.huber_loss(x, torch.zeros(3), "none", float("inf")))
    attempt(lambda: F.mse_loss(x, torch.zeros(2), reduction="no"))
    attempt(lambda: F.l1_loss(x, torch.zeros(1), reduction="no"))


def slopes_in_halves(torch):
    F = torch.nn.functional
    numbers = [-9.0, -3.0, -2.6, -1.0, -0.7, 0.3, 1.7, 2.0, 4.4]
    for f in (
        F.silu, F.gelu, lambda x: F.gelu(x, approximate="tanh"), F.mish, F.softplus,
        lambda x: F.softmax(x, 0)[3],
    ):  # fmt: skip
        x = torch.tensor(numbers, dtype=torch.float16, requires_grad=True)
        f(x).sum().backward()
        print(x.grad)


def curvature_of_logsigmoid(torch):
    x = torch.tensor([-17.0, -9.0, 0.5, 3.0], requires_grad=True)
    y = torch.nn.functional.logsigmoid(x)
    (g,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    print(g, g.grad_fn.name())
    (h,) = torch.autograd.grad(g.sum(), x)
    print([f"{value:.4g}" for value in h.tolist()])


def inserted_at(torch):
    nn = torch.nn
    for index in (0, 1, 2, -1, -2, -3, 5, 1.5, "a"):
        layers = nn.ModuleList([nn.ReLU(), nn.Tanh()])
        attempt(lambda layers=layers, index=index: layers.insert(index, nn.SiLU()))
        print([*layers._modules], [type(m).__name__ for m in layers._modules.values()], len(layers))
        row = nn.Sequential(nn.ReLU(), nn.Tanh())
        attempt(lambda row=row, index=index: [type(m).__name__ for m in row.insert(index, nn.SiLU())])
    named = nn.Sequential(collections.OrderedDict(a=nn.ReLU(), b=nn.Tanh()))
    attempt(lambda: named.insert(1, nn.SiLU()))
    attempt(lambda: named.insert(2, nn.SiLU()))
    print([*named._modules])


def activations_that_are_no_kind_of_another(torch):
    nn = torch.nn
    kinds = (
        nn.CELU, nn.ELU, nn.SELU, nn.ReLU, nn.ReLU6, nn.Hardtanh, nn.Hardsigmoid, nn.Hardswish, nn.SiLU, nn.Mish,
        nn.Hardshrink, nn.Softshrink, nn.Softmax, nn.Softmin, nn.LogSoftmax,
    )  # fmt: skip
    for kind in kinds:
        print(kind(), *(base.__name__ for base in kinds if issubclass(kind, base)))
        attempt(lambda: kind(128, 64, 32, 16, 8, 4))  # noqa: B023
        attempt(lambda: kind(size=3))  # noqa: B023
    for loss in (nn.MSELoss, nn.L1Loss, nn.BCELoss, nn.NLLLoss):
        attempt(lambda: loss(size=3))  # noqa: B023
