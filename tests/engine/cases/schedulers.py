"""Learning-rate schedulers: the rates over many epochs, their state, and what they warn of and refuse."""


def rates(torch, make, epochs=12, optimizer=None):
    """The learning rates of some epochs, and the state after them."""
    w = [torch.ones(1, requires_grad=True)]
    optimizer = optimizer or torch.optim.SGD([{"params": w}, {"params": [torch.ones(2)], "lr": 0.01}], lr=0.1)
    scheduler = make(optimizer)
    for _ in range(epochs):
        optimizer.step()
        scheduler.step()
        print(scheduler.get_last_lr(), [group["lr"] for group in optimizer.param_groups])
    print(scheduler.state_dict())
    print(optimizer)


def schedules(torch):
    s = torch.optim.lr_scheduler
    rates(torch, lambda o: s.LambdaLR(o, lambda epoch: 0.95**epoch))
    rates(torch, lambda o: s.LambdaLR(o, [lambda epoch: epoch // 3, lambda epoch: 1.0]))
    rates(torch, lambda o: s.StepLR(o, step_size=3))
    rates(torch, lambda o: s.StepLR(o, 2, gamma=0.5))
    rates(torch, lambda o: s.MultiStepLR(o, [2, 5, 5, 8], gamma=0.5))
    rates(torch, lambda o: s.ExponentialLR(o, gamma=0.9))
    rates(torch, lambda o: s.LinearLR(o, start_factor=0.25, total_iters=5))
    rates(torch, lambda o: s.LinearLR(o, start_factor=1.0, end_factor=0.1, total_iters=10))


def cosine(torch):
    s = torch.optim.lr_scheduler
    rates(torch, lambda o: s.CosineAnnealingLR(o, T_max=10))
    rates(torch, lambda o: s.CosineAnnealingLR(o, 4, eta_min=0.005), epochs=14)


def one_cycle(torch):
    s = torch.optim.lr_scheduler

    def values(optimizer, key, **options):
        scheduler = s.OneCycleLR(optimizer, max_lr=0.1, **options)
        for _ in range(scheduler.total_steps - 1):
            optimizer.step()
            scheduler.step()
            print([(group["lr"], group[key]) for group in optimizer.param_groups])

    w = torch.ones(1, requires_grad=True)
    values(torch.optim.SGD([w], momentum=0.9), "momentum", total_steps=10)
    values(torch.optim.Adam([w]), "betas", epochs=2, steps_per_epoch=5, anneal_strategy="linear")
    values(torch.optim.SGD([w]), "momentum", total_steps=12, three_phase=True, pct_start=0.25)
    values(torch.optim.SGD([w]), "momentum", total_steps=4, cycle_momentum=False, div_factor=5.0)


def one_step_too_many(torch):
    optimizer = torch.optim.SGD([torch.ones(1)], momentum=0.9)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, total_steps=3)
    for _ in range(5):
        optimizer.step()
        scheduler.step()


def plateau(torch):
    s = torch.optim.lr_scheduler
    losses = [1.0, 0.9, 0.95, 0.91, 0.9, 0.9, 0.5, 0.50001, 0.6, 0.7, 0.5, 0.49, 0.6, 0.6]
    for options in (
        {"patience": 1},
        {"patience": 2, "factor": 0.5, "cooldown": 1},
        {"mode": "max", "patience": 1, "threshold": 0.1},
        {"patience": 0, "threshold_mode": "abs", "threshold": 0.05, "min_lr": 0.02},
        {"mode": "max", "patience": 0, "threshold_mode": "abs", "threshold": 0.05},
    ):
        optimizer = torch.optim.SGD([torch.ones(1)], lr=0.1)
        scheduler = s.ReduceLROnPlateau(optimizer, **options)
        for loss in losses:
            optimizer.step()
            scheduler.step(torch.tensor(loss))
        print(scheduler.get_last_lr(), scheduler.state_dict())


def resumed_schedule(torch):
    s = torch.optim.lr_scheduler
    for make in (
        lambda o: s.StepLR(o, 2),
        lambda o: s.CosineAnnealingLR(o, 5),
        lambda o: s.LambdaLR(o, lambda e: 1 / (1 + e)),
    ):
        optimizers = [torch.optim.SGD([torch.ones(1)], lr=0.1) for _ in range(2)]
        first, second = map(make, optimizers)
        for _ in range(3):
            optimizers[0].step()
            first.step()
        optimizers[1].load_state_dict(optimizers[0].state_dict())
        second.load_state_dict(first.state_dict())
        optimizers[1].step()
        second.step()
        print(second.get_last_lr(), second.last_epoch)


def from_a_later_epoch(torch):
    optimizer = torch.optim.SGD([torch.ones(1)], lr=0.1)
    optimizer.param_groups[0]["initial_lr"] = 0.4
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 2, last_epoch=2)
    optimizer.step()
    scheduler.step()
    print(scheduler.get_last_lr(), scheduler.last_epoch)
    torch.optim.lr_scheduler.StepLR(torch.optim.SGD([torch.ones(1)], lr=0.1), 2, last_epoch=2)


def wrong_order(torch):
    optimizer = torch.optim.SGD([torch.ones(1)], lr=0.1)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.9)
    scheduler.step()
    optimizer.step()
    scheduler.step()
    print(scheduler.get_lr(), scheduler.get_last_lr())


def overridden_step(torch):
    optimizer = torch.optim.SGD([torch.ones(1)], lr=0.1)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.9)
    optimizer.step = lambda: None
    scheduler.step()


def schedulers_refuse(torch):
    s = torch.optim.lr_scheduler
    optimizer = torch.optim.SGD([torch.ones(1)], lr=0.1)
    for make in (
        lambda: s.StepLR([torch.ones(1)], 3),
        lambda: s.LambdaLR(optimizer, [abs, abs]),
        lambda: s.LinearLR(optimizer, start_factor=0.0),
        lambda: s.LinearLR(optimizer, end_factor=2.0),
        lambda: s.ReduceLROnPlateau(optimizer, factor=1.0),
        lambda: s.ReduceLROnPlateau(optimizer, mode="least"),
        lambda: s.ReduceLROnPlateau(optimizer, threshold_mode="part"),
        lambda: s.ReduceLROnPlateau(optimizer, min_lr=[0.1, 0.2]),
        lambda: s.OneCycleLR(optimizer, 0.1),
        lambda: s.OneCycleLR(optimizer, 0.1, total_steps=0),
        lambda: s.OneCycleLR(optimizer, 0.1, epochs=2, steps_per_epoch=0),
        lambda: s.OneCycleLR(optimizer, 0.1, total_steps=5, pct_start=2.0),
        lambda: s.OneCycleLR(optimizer, 0.1, total_steps=5, anneal_strategy="steps"),
        lambda: s.OneCycleLR(optimizer, [0.1, 0.2], total_steps=5),
    ):
        try:
            make()
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
