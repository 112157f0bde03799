"""More learning-rate schedulers, those that are made of others, and epochs that are given."""

import copy
import pickle


def two_groups(torch, momentum=0):
    groups = [{"params": [torch.ones(1, requires_grad=True)]}, {"params": [torch.ones(2)], "lr": 0.01}]
    return torch.optim.SGD(groups, lr=0.1, momentum=momentum)


def rates(torch, make, epochs):
    """The learning rates of some epochs, and the state after them."""
    optimizer = two_groups(torch)
    scheduler = make(optimizer)
    for _ in range(epochs):
        print(*scheduler.get_last_lr(), scheduler.get_last_lr() == [group["lr"] for group in optimizer.param_groups])
        optimizer.step()
        scheduler.step()
    print(scheduler.state_dict())


def growing(rate):
    """A function that is an object: what it holds is saved."""

    class Growing:
        def __call__(self, x):
            return self.rate**x

    function = Growing()
    function.rate = rate
    return function


def more_schedules(torch):
    s = torch.optim.lr_scheduler
    rates(torch, lambda o: s.MultiplicativeLR(o, lambda epoch: 0.95), epochs=5)
    rates(torch, lambda o: s.MultiplicativeLR(o, [lambda epoch: 0.5 / epoch, growing(0.9)]), epochs=5)
    rates(torch, lambda o: s.ConstantLR(o), epochs=7)
    rates(torch, lambda o: s.ConstantLR(o, 0.3, 3), epochs=5)
    rates(torch, lambda o: s.PolynomialLR(o), epochs=7)
    rates(torch, lambda o: s.PolynomialLR(o, 8, 0.9), epochs=10)


def warm_restarts(torch):
    s = torch.optim.lr_scheduler
    rates(torch, lambda o: s.CosineAnnealingWarmRestarts(o, 3), epochs=8)
    rates(torch, lambda o: s.CosineAnnealingWarmRestarts(o, 2, 2, 0.001), epochs=16)
    for T_mult in (1, 2):
        optimizer = two_groups(torch)
        scheduler = s.CosineAnnealingWarmRestarts(optimizer, 3, T_mult)
        for epoch in (0.25, 1, 2.5, 3, 7.75, 26, None, None, 1):
            scheduler.step(epoch)
            print(*scheduler.get_last_lr(), scheduler.last_epoch, scheduler.T_cur, scheduler.T_i)
    scheduler.step(-1)


def cyclic(torch):
    s = torch.optim.lr_scheduler

    def values(optimizer, key, *args, **options):
        scheduler = s.CyclicLR(optimizer, *args, **options)
        for _ in range(14):
            print(*scheduler.get_last_lr(), *[group[key] for group in optimizer.param_groups])
            optimizer.step()
            scheduler.step()
        print(optimizer)
        print(scheduler.state_dict())

    values(two_groups(torch), "momentum", 0.01, 0.1, 4)
    values(two_groups(torch), "momentum", [0.01, 0.02], [0.1, 0.3], 3, 2, "triangular2", base_momentum=[0.7, 0.6])
    values(torch.optim.Adam([torch.ones(1)]), "betas", 0.001, 0.1, 3, mode="exp_range", gamma=0.94, max_momentum=0.95)
    values(two_groups(torch), "lr", 0.01, 0.1, 3, cycle_momentum=False, scale_fn=lambda x: 1 / x)
    values(two_groups(torch), "lr", 0.01, 0.1, 3, scale_fn=growing(0.9), scale_mode="iterations", mode="any")
    print(s.CyclicLR(two_groups(torch), 0.01, 0.1, mode="triangular2").scale_fn(3))


def sequential(torch):
    s = torch.optim.lr_scheduler
    for make in (
        lambda o: ([s.ConstantLR(o, 0.1, 20), s.ExponentialLR(o, 0.9)], [4]),
        lambda o: ([s.LinearLR(o, 0.1, total_iters=3), s.CosineAnnealingLR(o, 6), s.StepLR(o, 2)], [3, 7]),
        lambda o: ([s.PolynomialLR(o, 4), s.CosineAnnealingWarmRestarts(o, 3), s.MultiStepLR(o, [1, 2])], [2, 8]),
        lambda o: ([s.MultiplicativeLR(o, growing(0.9)), s.LambdaLR(o, lambda e: 0.5**e)], [3]),
        lambda o: ([s.StepLR(o, 2)], []),
        lambda o: ([s.StepLR(o, 2), s.ExponentialLR(o, 0.5)], [0]),
    ):
        rates(torch, lambda o, make=make: s.SequentialLR(o, *make(o)), epochs=10)


def chained(torch):
    s = torch.optim.lr_scheduler
    rates(torch, lambda o: s.ChainedScheduler([s.ConstantLR(o, 0.1, 5), s.ExponentialLR(o, 0.9)]), epochs=7)
    rates(torch, lambda o: s.ChainedScheduler((s.StepLR(o, 2), s.LinearLR(o), s.PolynomialLR(o, 6)), o), epochs=7)


def nested(torch):
    s = torch.optim.lr_scheduler
    chain = lambda o: s.ChainedScheduler([s.ConstantLR(o, 0.1, 2), s.ExponentialLR(o, 0.9)])  # noqa: E731
    row = lambda o: s.SequentialLR(o, [s.LinearLR(o, total_iters=2), s.StepLR(o, 2)], [2])  # noqa: E731
    rates(torch, lambda o: s.SequentialLR(o, [chain(o), s.ExponentialLR(o, 0.5)], [3]), epochs=6)
    rates(torch, lambda o: s.SequentialLR(o, [row(o), s.ExponentialLR(o, 0.5)], [4]), epochs=6)
    rates(torch, lambda o: s.ChainedScheduler([row(o), s.ExponentialLR(o, 0.5)]), epochs=6)
    rates(torch, lambda o: s.SequentialLR(o, [s.StepLR(o, 2), chain(o)], [2]), epochs=2)


def states_of_many(torch):
    s = torch.optim.lr_scheduler
    for make in (
        lambda o: s.MultiplicativeLR(o, [growing(0.9), lambda e: 0.5]),
        lambda o: s.ConstantLR(o, 0.5, 4),
        lambda o: s.PolynomialLR(o, 6, 2.0),
        lambda o: s.CosineAnnealingWarmRestarts(o, 2, 3),
        lambda o: s.CyclicLR(o, 0.01, 0.1, 4, scale_fn=growing(0.7)),
        lambda o: s.CyclicLR(o, 0.01, 0.1, 4, mode="exp_range", gamma=0.9),
        lambda o: s.OneCycleLR(o, 0.3, 9),
        lambda o: s.SequentialLR(o, [s.LinearLR(o), s.LambdaLR(o, growing(0.8)), s.StepLR(o, 2)], [2, 4]),
        lambda o: s.ChainedScheduler([s.MultiplicativeLR(o, growing(0.9)), s.StepLR(o, 2)]),
    ):
        optimizers = [two_groups(torch, momentum=0.9) for _ in range(2)]
        first, second = map(make, optimizers)
        for _ in range(3):
            optimizers[0].step()
            first.step()
        state = first.state_dict()
        print(list(state))
        optimizers[1].load_state_dict(optimizers[0].state_dict())
        second.load_state_dict(state)
        for _ in range(3):
            for optimizer, scheduler in zip(optimizers, (first, second), strict=True):
                optimizer.step()
                scheduler.step()
            print(second.get_last_lr(), first.state_dict() == second.state_dict())


def resumed_later(torch):
    s = torch.optim.lr_scheduler
    for make in (
        lambda o: s.MultiplicativeLR(o, lambda e: 0.9, last_epoch=2),
        lambda o: s.ConstantLR(o, 0.5, 4, last_epoch=2),
        lambda o: s.PolynomialLR(o, 6, 2.0, last_epoch=2),
        lambda o: s.CosineAnnealingWarmRestarts(o, 5, last_epoch=2),
        lambda o: s.CyclicLR(o, 0.01, 0.1, 4, last_epoch=2),
        lambda o: s.SequentialLR(o, [s.StepLR(o, 1, last_epoch=2), s.StepLR(o, 2, last_epoch=2)], [4], last_epoch=2),
    ):
        optimizer = two_groups(torch)
        for group in optimizer.param_groups:
            group["initial_lr"] = 0.4
        scheduler = make(optimizer)
        for _ in range(3):
            print(scheduler.last_epoch, *scheduler.get_last_lr(), optimizer.param_groups[0]["momentum"])
            optimizer.step()
            scheduler.step()
    s.PolynomialLR(two_groups(torch), last_epoch=2)


def given_epochs(torch):
    s = torch.optim.lr_scheduler
    for make in (
        lambda o: s.LambdaLR(o, lambda e: 0.9**e),
        lambda o: s.MultiplicativeLR(o, lambda e: 0.9**e),
        lambda o: s.StepLR(o, 3),
        lambda o: s.MultiStepLR(o, [2, 5, 5]),
        lambda o: s.ConstantLR(o, 0.3),
        lambda o: s.LinearLR(o, 0.3, 0.9),
        lambda o: s.ExponentialLR(o, 0.9),
        lambda o: s.PolynomialLR(o, 6, 0.7),
        lambda o: s.CosineAnnealingLR(o, 6, 0.001),
        lambda o: s.CyclicLR(o, 0.01, 0.1, 4),
        lambda o: s.OneCycleLR(o, 0.3, 9),
    ):
        optimizer = two_groups(torch)
        scheduler = make(optimizer)
        optimizer.step()
        for epoch in (3, None, 5, 1):
            scheduler.step(epoch)
            print(scheduler.last_epoch, scheduler.get_last_lr())
    scheduler = s.ReduceLROnPlateau(two_groups(torch), patience=1)
    for epoch in (4, 2, 7):
        scheduler.step(0.5, epoch)
        print(scheduler.last_epoch, scheduler.get_last_lr(), scheduler.num_bad_epochs)


def warned_of(torch):
    s = torch.optim.lr_scheduler
    for make in (
        lambda o: s.PolynomialLR(o, 6),
        lambda o: s.CyclicLR(o, 0.01, 0.1, 4),
        lambda o: s.CosineAnnealingWarmRestarts(o, 4),
        lambda o: s.SequentialLR(o, [s.ConstantLR(o), s.StepLR(o, 2)], [3]),
        lambda o: s.ChainedScheduler([s.ConstantLR(o), s.StepLR(o, 2)]),
    ):
        scheduler = make(two_groups(torch))
        scheduler.step()
        scheduler.step()
        print(scheduler.get_last_lr())
        try:
            print(scheduler.get_lr())
        except NotImplementedError as error:
            print(type(error).__name__)


def rates_as_tensors(torch):
    s = torch.optim.lr_scheduler
    for make in (
        lambda o: s.StepLR(o, 1, 0.5),
        lambda o: s.ConstantLR(o, 0.5, 2),
        lambda o: s.CyclicLR(o, 0.25, 1.0, 2),
        lambda o: s.CosineAnnealingWarmRestarts(o, 2),
        lambda o: s.SequentialLR(o, [s.LinearLR(o, 0.5, total_iters=2), s.ExponentialLR(o, 0.5)], [2]),
        lambda o: s.ReduceLROnPlateau(o, factor=0.5, patience=0),
    ):
        rate = torch.tensor(0.5)
        optimizer = torch.optim.SGD([torch.ones(1)], lr=rate)
        scheduler = make(optimizer)
        before = scheduler.get_last_lr()[0]
        for _ in range(3):
            optimizer.step()
            scheduler.step(*[1.0] * isinstance(scheduler, s.ReduceLROnPlateau))
            print(scheduler.get_last_lr(), rate, before, optimizer.param_groups[0]["lr"] is rate)
        before.fill_(7.0)
        print(rate)


def a_group_more(torch):
    s = torch.optim.lr_scheduler
    for least in (0.02, [0.02, 0.001]):
        optimizer = two_groups(torch)
        scheduler = s.ReduceLROnPlateau(optimizer, patience=0, min_lr=least)
        optimizer.add_param_group({"params": [torch.ones(3)]})
        for _ in range(3):
            scheduler.step(1.0)
            print(scheduler.get_last_lr(), scheduler.min_lrs)


def more_refused(torch):
    s = torch.optim.lr_scheduler
    o, other = two_groups(torch), torch.optim.Adagrad([torch.ones(1)])
    for make in (
        lambda: s.ConstantLR(None),
        lambda: s.ConstantLR(o, 1.5),
        lambda: s.ConstantLR(o, -0.1),
        lambda: s.MultiplicativeLR(o, 0.5),
        lambda: s.MultiplicativeLR(o, [abs]),
        lambda: s.CosineAnnealingWarmRestarts(o, 0),
        lambda: s.CosineAnnealingWarmRestarts(o, 2.0),
        lambda: s.CosineAnnealingWarmRestarts(o, 2, 0),
        lambda: s.CosineAnnealingWarmRestarts(o, 2, 1.5),
        lambda: s.CosineAnnealingWarmRestarts(o, 2, eta_min="0"),
        lambda: s.CyclicLR([], 0.1, 0.2),
        lambda: s.CyclicLR(o, [0.1], 0.2),
        lambda: s.CyclicLR(o, 0.1, [0.2]),
        lambda: s.CyclicLR(o, 0.1, 0.2, mode="square"),
        lambda: s.CyclicLR(o, 0.1, 0.2, base_momentum=[0.8]),
        lambda: s.CyclicLR(o, 0.1, 0.2, max_momentum=[0.8]),
        lambda: s.CyclicLR(other, 0.1, 0.2),
        lambda: s.OneCycleLR(other, 0.1, 5),
        lambda: print(s.OneCycleLR(o, 0.1, 5, cycle_momentum=False, max_momentum=[0.8]).total_steps),
        lambda: s.SequentialLR(o, [], []),
        lambda: s.SequentialLR(o, [s.StepLR(o, 2), None], [2]),
        lambda: s.SequentialLR(o, [s.ReduceLROnPlateau(o)], []),
        lambda: s.SequentialLR(o, [s.StepLR(other, 2)], []),
        lambda: s.SequentialLR(o, [s.StepLR(o, 2)], [1]),
        lambda: s.ChainedScheduler([]),
        lambda: s.ChainedScheduler([s.StepLR(o, 2), None]),
        lambda: s.ChainedScheduler([s.StepLR(o, 2), s.ReduceLROnPlateau(o)]),
        lambda: s.ChainedScheduler([s.StepLR(o, 2), s.StepLR(other, 2)]),
        lambda: s.ChainedScheduler([s.StepLR(o, 2)]).step(1),
        lambda: s.SequentialLR(o, [s.StepLR(o, 2)], []).step(1),
    ):
        try:
            make()
        except (TypeError, ValueError) as error:
            print(type(error).__name__, str(error).split("\n\n")[0])


def copied_with_its_optimizer(torch):
    optimizer = two_groups(torch, momentum=0.9)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1)
    handle = optimizer.register_step_post_hook(lambda *of: print("stepped"))
    optimizer.param_groups[0]["params"][0].sum().backward()
    optimizer.step()
    scheduler.step()
    copied = copy.deepcopy(scheduler)
    for other in (pickle.loads(pickle.dumps(copied)), copied):
        twin = other.optimizer
        (w,) = twin.param_groups[0]["params"]
        w.grad = torch.ones(1)
        twin.step()
        other.step()
        print(w, optimizer.param_groups[0]["params"][0], other.get_last_lr(), list(twin.state.values()))
    handle.remove()
    print(sorted(optimizer.__getstate__()), optimizer.param_groups[0]["lr"])
