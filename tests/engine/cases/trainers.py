"""What the parts of a training loop keep and refuse: losses differentiated twice, optimizers, modules, loaders."""

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
