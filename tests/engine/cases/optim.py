"""Optimizers: their numbers over many steps, what they print, and what they refuse."""


def trained(torch, make, steps=30, shape=(3, 2)):
    """What parameters and state are after some steps on a lopsided bowl that moves; the last gradient is skipped."""
    n = shape[0] * shape[1]
    w = torch.linspace(-1.0, 2.0, n).reshape(*shape).clone().requires_grad_()
    b = torch.tensor([0.5, -0.25], requires_grad=True)
    unused = torch.ones(2, requires_grad=True)
    optimizer = make([w, b, unused])
    for step in range(steps):
        optimizer.zero_grad()
        x = torch.linspace(-1.0, 1.0, shape[0]) + 0.01 * step
        loss = ((x @ w + b) ** 2 * torch.tensor([0.2, 0.8])).sum() + (w**4).mean()
        loss.backward()
        optimizer.step()
    print(w, b, unused, loss)
    for state in optimizer.state.values():
        print(state)


def sgd(torch):
    trained(torch, lambda p: torch.optim.SGD(p, lr=0.01))
    trained(torch, lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9))
    trained(torch, lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, dampening=0.5, weight_decay=0.1))
    trained(torch, lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, nesterov=True))
    trained(torch, lambda p: torch.optim.SGD(p, lr=1e-4, maximize=True, weight_decay=0.5))


def adam(torch):
    trained(torch, lambda p: torch.optim.Adam(p, lr=0.05))
    trained(torch, lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.5, 0.7), eps=1e-3, weight_decay=0.1))
    trained(torch, lambda p: torch.optim.Adam(p, lr=0.1, amsgrad=True), steps=60)
    trained(torch, lambda p: torch.optim.Adam(p, lr=1e-3, maximize=True))


def adamw(torch):
    trained(torch, lambda p: torch.optim.AdamW(p, lr=0.05))
    trained(torch, lambda p: torch.optim.AdamW(p, lr=0.05, weight_decay=0.3, amsgrad=True), steps=60)


def rmsprop(torch):
    trained(torch, lambda p: torch.optim.RMSprop(p))
    trained(torch, lambda p: torch.optim.RMSprop(p, alpha=0.5, momentum=0.8, weight_decay=0.1))
    trained(torch, lambda p: torch.optim.RMSprop(p, centered=True, eps=1e-4))
    trained(torch, lambda p: torch.optim.RMSprop(p, lr=1e-3, maximize=True))


def adagrad(torch):
    trained(torch, lambda p: torch.optim.Adagrad(p, lr=0.1))
    trained(torch, lambda p: torch.optim.Adagrad(p, lr=0.1, lr_decay=0.1, weight_decay=0.1))
    trained(torch, lambda p: torch.optim.Adagrad(p, lr=0.01, initial_accumulator_value=0.5, maximize=True))


def double_precision(torch):
    w = torch.tensor([1.0, -2.0], dtype=torch.float64, requires_grad=True)
    for make in (torch.optim.SGD, torch.optim.Adam, torch.optim.RMSprop, torch.optim.Adagrad):
        optimizer = make([w], lr=0.1)
        (w**2).sum().backward()
        optimizer.step()
        print([f"{v:.12f}" for v in w.tolist()], optimizer.state)


def numbers_of_no_dimension(torch):
    for make in (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW, torch.optim.RMSprop, torch.optim.Adagrad):
        w = torch.tensor(3.0, requires_grad=True)
        optimizer = make([w], lr=0.1)
        for _ in range(20):
            optimizer.zero_grad()
            (w**2).backward()
            optimizer.step()
        print(w, w._version)


def how_they_print(torch):
    w = [torch.ones(1, requires_grad=True)]
    for make in (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW, torch.optim.RMSprop, torch.optim.Adagrad):
        print(make(w))
        print(make(w).state_dict())


def groups(torch):
    a, b, c = (torch.full((2,), float(i), requires_grad=True) for i in range(1, 4))
    optimizer = torch.optim.SGD([{"params": [a]}, {"params": b, "lr": 0.5}], lr=0.1, momentum=0.9)
    optimizer.add_param_group({"params": [c], "momentum": 0})
    print(optimizer)
    for _ in range(3):
        optimizer.zero_grad()
        (a * b * c).sum().backward()
        optimizer.step()
    print(a, b, c)
    print(optimizer.state_dict())
    optimizer.param_groups[0]["lr"] = 0.0
    optimizer.step()
    print(a, b)


def named_parameters(torch):
    a, b = torch.ones(1, requires_grad=True), torch.ones(1, requires_grad=True)
    optimizer = torch.optim.SGD([("first", a), ("second", b)], lr=0.1)
    print(optimizer.state_dict())
    optimizer.add_param_group({"params": [torch.ones(1, requires_grad=True)]})


def zero_grad(torch):
    w = torch.tensor([2.0], requires_grad=True)
    optimizer = torch.optim.SGD([w])
    (w * w).sum().backward()
    optimizer.zero_grad(set_to_none=False)
    grad = w.grad
    print(w.grad)
    (w * w).sum().backward()
    print(w.grad is grad, grad)
    optimizer.zero_grad()
    print(w.grad, grad)


def closures(torch):
    w = torch.tensor([2.0], requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1)

    def closure():
        optimizer.zero_grad()
        loss = (w * w).sum()
        loss.backward()
        return loss

    with torch.no_grad():
        print(optimizer.step(closure), w, optimizer.step())


def versions(torch):
    w = torch.tensor([2.0], requires_grad=True)
    y = (w * w).sum()
    y.backward(retain_graph=True)
    torch.optim.SGD([w], lr=0.1).step()
    print(w._version)
    y.backward()


def resumed(torch):
    def run(optimizer, w, steps):
        for _ in range(steps):
            optimizer.zero_grad()
            ((w - 1) ** 2).sum().backward()
            optimizer.step()

    for make in (
        lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
        lambda p: torch.optim.Adam(p, lr=0.1, amsgrad=True),
        lambda p: torch.optim.RMSprop(p, momentum=0.5, centered=True),
        lambda p: torch.optim.Adagrad(p),
    ):
        a = torch.tensor([2.0, -1.0], requires_grad=True)
        first = make([a])
        run(first, a, 3)
        b = a.detach().clone().requires_grad_()
        second = make([b])
        second.load_state_dict(first.state_dict())
        print(second)
        run(second, b, 3)
        print(b, second.state_dict())


def resumed_in_another_precision(torch):
    a, b = torch.ones(2, requires_grad=True), torch.ones(2, dtype=torch.float64, requires_grad=True)
    first, second = torch.optim.Adam([a]), torch.optim.Adam([b])
    (a**2).sum().backward()
    first.step()
    second.load_state_dict(first.state_dict())
    print(second.state_dict())


def optimizer_of_the_users_own(torch):
    class Signed(torch.optim.Optimizer):
        def __init__(self, params, lr=0.1):
            super().__init__(params, {"lr": lr})

        @torch.no_grad()
        def step(self):
            for group in self.param_groups:
                for p in group["params"]:
                    if p.grad is not None:
                        p -= group["lr"] * p.grad.sign()
                        self.state[p]["seen"] = True

    w = torch.tensor([1.0, -3.0], requires_grad=True)
    optimizer = Signed([w])
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1)
    (w**2).sum().backward()
    optimizer.step()
    scheduler.step()
    print(w, optimizer, optimizer.state_dict())


def empty_list(torch):
    torch.optim.SGD([], lr=0.1)


def empty_generator(torch):
    torch.optim.Adam((p for p in ()), lr=0.1)


def a_tensor_for_a_list(torch):
    torch.optim.SGD(torch.ones(2, requires_grad=True), lr=0.1)


def no_tensor(torch):
    torch.optim.SGD(["weights"], lr=0.1)


def not_a_leaf(torch):
    x = torch.ones(2, requires_grad=True)
    torch.optim.SGD([x * 2], lr=0.1)


def a_set(torch):
    torch.optim.SGD([{"params": {torch.ones(1)}}], lr=0.1)


def twice_in_one_group(torch):
    x = torch.ones(2, requires_grad=True)
    torch.optim.SGD([x, x], lr=0.1)


def twice_in_two_groups(torch):
    x = torch.ones(2, requires_grad=True)
    torch.optim.SGD([{"params": [x]}, {"params": [x]}], lr=0.1)


def some_without_names(torch):
    x, y = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    torch.optim.SGD([("x", x), y], lr=0.1)


def options_out_of_range(torch):
    w = [torch.ones(1, requires_grad=True)]
    o = torch.optim
    for make in (
        lambda: o.SGD(w, lr=-1.0),
        lambda: o.SGD(w, lr=0.1, momentum=-0.5),
        lambda: o.SGD(w, lr=0.1, weight_decay=-0.5),
        lambda: o.SGD(w, lr=0.1, nesterov=True),
        lambda: o.SGD(w, lr=0.1, momentum=0.9, dampening=0.1, nesterov=True),
        lambda: o.Adam(w, lr=-1.0),
        lambda: o.Adam(w, lr=float("nan")),
        lambda: o.Adam(w, eps=-1.0),
        lambda: o.Adam(w, betas=(1.0, 0.9)),
        lambda: o.Adam(w, betas=(0.9, -0.1)),
        lambda: o.AdamW(w, weight_decay=-1),
        lambda: o.RMSprop(w, alpha=-1),
        lambda: o.RMSprop(w, momentum=-1),
        lambda: o.Adagrad(w, lr_decay=-1),
        lambda: o.Adagrad(w, initial_accumulator_value=-1),
    ):
        try:
            make()
        except ValueError as error:
            print(error)


def state_of_other_groups(torch):
    a, b = torch.ones(1, requires_grad=True), torch.ones(1, requires_grad=True)
    state = torch.optim.SGD([a, b]).state_dict()
    for groups in ([{"params": [a]}, {"params": [b]}], [a]):
        try:
            torch.optim.SGD(groups).load_state_dict(state)
        except ValueError as error:
            print(error)


def step_hooks(torch):
    w = torch.tensor([1.0], requires_grad=True)

    def loss():
        optimizer.zero_grad()
        value = (w**2).sum()
        value.backward()
        return value

    def told(name):
        return lambda of, args, kwargs: print(name, of is optimizer, args[0] is optimizer, args[1:] == (loss,), kwargs)

    for cls in (torch.optim.SGD, torch.optim.Adam):
        optimizer = cls([w], lr=0.1)
        first = optimizer.register_step_pre_hook(told("first"))
        optimizer.register_step_post_hook(told("after"))
        scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1)
        with optimizer.register_step_pre_hook(lambda of, args, kwargs: ((of, loss), {})):
            optimizer.register_step_pre_hook(told("second"))
            print(optimizer.step(), w)
        scheduler.step()
        first.remove()
        print(optimizer.step(loss), w)
    print(type(first).__name__, optimizer.step.__name__, list(optimizer.state_dict()))

    class Still(torch.optim.Optimizer):
        def step(self, closure=None):
            return 3

    optimizer = Still([w], {})
    optimizer.register_step_post_hook(told("still"))
    print(optimizer.step(closure=None))
    for wrong in (1, (1,), []):
        with optimizer.register_step_pre_hook(lambda *of, wrong=wrong: wrong):
            try:
                optimizer.step()
            except RuntimeError as error:
                print(str(error).split(" must ")[1])
