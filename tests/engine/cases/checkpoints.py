"""What a training goes on from: states of optimizers and schedulers, what does not fit them, and samples."""

import copy
import gzip
import io
import os
import pickle
import tempfile

import numpy as np

from tests.engine.cases import attempt


def makers(torch):
    optim = torch.optim
    return optim.SGD, optim.Adam, optim.AdamW, optim.RMSprop, optim.Adagrad


def states_of_groups_without_an_option(torch):
    for make in makers(torch):
        for name in ("nesterov", "maximize", "foreach", "differentiable", "fused", "amsgrad", "capturable", "centered"):
            p = torch.nn.Parameter(torch.ones(2))
            optimizer = make([p], lr=0.1)
            p.grad = torch.ones(2)
            optimizer.step()
            state = optimizer.state_dict()
            if name in state["param_groups"][0]:
                state["param_groups"][0].pop(name)
                optimizer.load_state_dict(state)
                optimizer.step()
                print(name, optimizer, p)


def state_of_adam_for_adamw(torch):
    p = torch.nn.Parameter(torch.ones(2))
    optimizer = torch.optim.AdamW([p], lr=0.1, weight_decay=0.5)
    optimizer.load_state_dict(torch.optim.Adam([p], lr=0.1, weight_decay=0.5).state_dict())
    print(optimizer)
    p.grad = torch.ones(2)
    optimizer.step()
    print(p)


def states_of_other_kinds(torch):
    for make in makers(torch):
        p = torch.nn.Parameter(torch.ones(2))
        optimizer = make([p], lr=0.1)
        state = optimizer.state_dict()
        half = torch.ones(2, dtype=torch.float16)
        state["state"] = {0: {"step": 1.0, "deep": {"a": half, "step": half}, "list": [half, (half, None)], 3: 3}}
        optimizer.load_state_dict(state)
        print(optimizer.state_dict()["state"])
        state["state"] = {0: {"sum": half}}
        attempt(lambda: optimizer.load_state_dict(state))  # noqa: B023
    numbers = torch.ones(2, dtype=torch.int64)
    optimizer = torch.optim.SGD([numbers], lr=1)
    optimizer.load_state_dict({**optimizer.state_dict(), "state": {0: {"momentum_buffer": half}}})
    print(optimizer.state_dict()["state"])


def an_optimizer_that_restores_itself(torch):
    class Counting(torch.optim.Optimizer):
        def step(self):
            for group in self.param_groups:
                for p in group["params"]:
                    self.state[p]["step"] = self.state[p].get("step", 0) + 1

        def __setstate__(self, state):
            super().__setstate__(state)
            print("restored", sorted(state))

    p = torch.nn.Parameter(torch.ones(2))
    optimizer = Counting([p], {"speed": 1})
    optimizer.register_step_post_hook(lambda *_: print("stepped"))
    optimizer.step()
    optimizer.load_state_dict(optimizer.state_dict())
    optimizer.step()
    print(optimizer, optimizer.state_dict()["state"], optimizer.defaults)


def options_of_wrong_types(torch):
    p = torch.nn.Parameter(torch.ones(2))
    for make in makers(torch):
        for lr in ("0.1", None, [0.1], {}, 1j, True, float("nan")):
            attempt(lambda: make([p], lr=lr).defaults["lr"])  # noqa: B023
        for options in (
            *({"weight_decay": None}, {"eps": "small"}, {"momentum": None}, {"alpha": None}, {"lr_decay": []}),
            *({"betas": 0.9}, {"betas": "ab"}, {"learning_rate": 1}, {"initial_accumulator_value": None}),
        ):
            attempt(lambda: make([p], **options).defaults)  # noqa: B023
    attempt(lambda: torch.optim.SGD([("a",)], lr=0.1))


def gradients_with_a_history_filled_with_zeros(torch):
    p = torch.nn.Parameter(torch.ones(2))
    optimizer = torch.optim.SGD([p], lr=0.1)
    (p**3).sum().backward(create_graph=True)
    for g in (p.grad, torch.ones(2), torch.ones(2, requires_grad=True)):
        p.grad = g
        optimizer.zero_grad(set_to_none=False)
        print(p.grad is g, g, g.grad_fn, g.requires_grad)


def a_scheduler_from_before_pytorch_2(torch):
    class Warmup(torch.optim.lr_scheduler._LRScheduler):
        def __init__(self, optimizer, steps, last_epoch=-1):
            self.steps = steps
            super().__init__(optimizer, last_epoch)

        def get_lr(self):
            return [lr * min(1, (self.last_epoch + 1) / self.steps) for lr in self.base_lrs]

    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.ones(2))], lr=0.1)
    scheduler = Warmup(optimizer, 4)
    for _ in range(5):
        print(scheduler.get_last_lr())
        optimizer.step()
        scheduler.step()
    print(isinstance(scheduler, torch.optim.lr_scheduler.LRScheduler), sorted(scheduler.state_dict()))


def how_many_batches_are_left(torch):
    iterator = iter(torch.utils.data.DataLoader(range(5), batch_size=2, timeout=0))
    print(len(iterator), iter(iterator) is iterator, next(iterator), len(iterator), list(iterator), list(iterator))


def a_loader_that_is_seeded_for_workers_too(torch):
    generator = torch.Generator().manual_seed(0)
    loader = torch.utils.data.DataLoader(
        range(5), 2, shuffle=True, num_workers=0, worker_init_fn=lambda number: print(number), generator=generator
    )
    print(list(loader), list(loader), loader.worker_init_fn is None)


def samplers_with_options(torch):
    data = torch.utils.data
    for options in (
        *({"replacement": True}, {"num_samples": 3}, {"replacement": True, "num_samples": 70}, {"num_samples": 12}),
        *({"num_samples": 0}, {"num_samples": 1.5}, {"replacement": 1}, {"replacement": False, "num_samples": None}),
    ):
        torch.manual_seed(0)
        attempt(lambda: (list(data.RandomSampler(range(5), **options)), torch.rand(1)))  # noqa: B023
        generator = torch.Generator().manual_seed(3)
        attempt(lambda: len(data.RandomSampler(range(5), generator=generator, **options)))  # noqa: B023
    attempt(lambda: list(data.RandomSampler(range(5), True, 3, torch.Generator().manual_seed(3))))


def a_sampler_of_the_users_own(torch):
    data = torch.utils.data

    class Backwards(data.Sampler[int]):
        def __init__(self, source):
            super().__init__()
            self.source = source

        def __iter__(self):
            return iter(range(len(self.source) - 1, -1, -1))

    sampler = Backwards(range(5))
    print(list(data.DataLoader(range(5), sampler=sampler, batch_size=2)), isinstance(sampler, data.Sampler))
    attempt(lambda: len(sampler))
    attempt(lambda: iter(data.Sampler()))
    print(isinstance(data.BatchSampler(sampler, 2, False), data.Sampler))


def subsets_that_change_samples(torch):
    data = torch.utils.data

    class Doubled(data.Subset):
        def __getitem__(self, index):
            return 2 * super().__getitem__(index)

    class Tripled(Doubled):
        def __getitems__(self, indices):
            return [self[index] * 1.5 for index in indices]

    attempt(lambda: Doubled(range(5), [1, 2]))
    print(list(data.DataLoader(Tripled(range(5), [1, 4, 2]), batch_size=2)), list(Tripled(range(5), [1, 4])))
    print(data.Subset(data.Subset(range(9), [5, 6, 7]), [2, 0]).__getitems__([0, 1]))


def batches_of_arrays(torch):
    collate = torch.utils.data.default_collate
    ones = np.ones(2)
    for batch in (
        *(
            [ones, np.ones(3)],
            [ones, np.ones(2, dtype=np.uint8)],
            [np.array(1.0), np.array(2.0)],
            [ones, torch.ones(2)],
        ),
        *([np.float32(1), np.float64(2)], [np.float64(1), 2], [np.arange(3.0)[::-1]], [ones.reshape(1, 2)] * 2),
    ):
        attempt(lambda: collate(batch))  # noqa: B023
    attempt(lambda: collate(torch.ones(2, 2)))


def files_read_from_where_they_stand(torch):
    file = io.BytesIO()
    file.write(b"head")
    torch.save(torch.arange(3.0), file)
    attempt(lambda: torch.load(file))
    file.seek(4)
    attempt(lambda: torch.load(file))
    attempt(lambda: torch.load(io.BytesIO()))


def files_of_other_kinds(torch):
    value = {"a": torch.arange(3.0), "b": [torch.ones(2), 3]}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "file")
        for opened in (gzip.open, open):
            with opened(path, "wb") as file:
                torch.save(value, file)
            with opened(path, "rb") as file:
                print(torch.load(file), file.closed)
            attempt(lambda: torch.load(file))
    attempt(lambda: torch.save(value, io.StringIO()))


def files_that_are_not_whole(torch):
    file = io.BytesIO()
    torch.save(torch.arange(3.0), file)
    whole = file.getvalue()
    for n in (len(whole) // 2, len(whole) - 30, len(whole) - 1):
        attempt(lambda: torch.load(io.BytesIO(whole[:n])))  # noqa: B023
    attempt(lambda: torch.load(io.BytesIO(whole + b"tail")))
    for place in ("cpu", "cuda", "cuda:1", {"cpu": "cuda"}, {"cuda:0": "cpu"}, torch.device("cuda"), lambda s, _: s):
        attempt(lambda: torch.load(io.BytesIO(whole), place))  # noqa: B023


def parameters_that_are_there_twice(torch):
    p, q, r = (torch.nn.Parameter(torch.full((1,), number)) for number in (1.0, 2.0, 3.0))
    optimizer = torch.optim.Adam([p, p, q], lr=0.1)
    optimizer.add_param_group({"params": [r, r]})
    p.grad, r.grad = torch.ones(1), torch.ones(1)
    optimizer.step()
    optimizer.load_state_dict(optimizer.state_dict())
    print(optimizer.state_dict(), p, q, r)
    optimizer.param_groups.extend(optimizer.param_groups)
    print([group["params"] for group in optimizer.state_dict()["param_groups"]])


def clipping_where_there_is_no_gradient(torch):
    model = torch.nn.Linear(1, 1)
    print(torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0))
    torch.nn.utils.clip_grad_value_(model.parameters(), 1.0)


def saved_and_loaded(torch, value):
    file = io.BytesIO()
    torch.save(value, file)
    file.seek(0)
    return torch.load(file)


def tensors_that_share_memory_when_they_are_loaded(torch):
    x = torch.arange(6.0)
    whole, part, turned, again = saved_and_loaded(torch, [x, x[1:3], x.view(2, 3).T, x])
    whole[1] = 9
    part[1] = 8
    print(whole, part, turned, again is whole, turned.is_leaf)
    for y in (x[::2], torch.ones(1).expand(3), x.view(2, 3).T, torch.zeros(2, 0), torch.tensor(3), x.view(1, 6)[:, 4:]):
        loaded = saved_and_loaded(torch, y)
        print(loaded, loaded.stride())


def weights_of_two_layers_that_are_one(torch):
    torch.manual_seed(0)
    first, second = torch.nn.Linear(2, 2, bias=False), torch.nn.Linear(2, 2, bias=False)
    second.weight = first.weight
    model = torch.nn.Sequential(first, second)
    state = saved_and_loaded(torch, model.state_dict())
    state["0.weight"].fill_(3.0)
    print(dict(state), state["0.weight"].data_ptr() == state["1.weight"].data_ptr())
    print(model.load_state_dict(state), model[1].weight is model[0].weight, model[1].weight)


def what_is_set_on_a_parameter(torch):
    p = torch.nn.Parameter(torch.ones(2))
    p.kind = "weights"
    p.grad = torch.ones(2)
    back = pickle.loads(pickle.dumps(p))
    print(back, back.kind, back.grad, type(back) is torch.nn.Parameter)


def unpickled_tensors_are_multiplied(torch):
    a, v = torch.ones(2, 2, requires_grad=True), torch.ones(2)
    back, array = pickle.loads(pickle.dumps(a)), torch.from_numpy(pickle.loads(pickle.dumps(a.detach().numpy())))
    for x in (back, array, torch.nn.Parameter(array)):
        print(x @ a, a.mm(x), torch.bmm(x[None], a[None]), x.mv(v), torch.addmv(v, x, v), x.addmm(a, x), (x + a).sum())
    model = pickle.loads(pickle.dumps(torch.nn.Linear(2, 1, bias=False)))
    torch.nn.init.ones_(model.weight)
    model(a).sum().backward()
    print(model.weight.grad, a.grad)


def what_is_set_on_a_tensor_is_saved(torch):
    for x in (torch.ones(2), torch.nn.Parameter(torch.ones(2)), torch.ones(2)[:1]):
        x.kind, x.parts = "weights", [torch.zeros(1), {"step": 3}]
        back, again = saved_and_loaded(torch, [x, x])
        print(back is again, vars(back))


def lists_and_dicts_that_are_there_twice(torch):
    x, y = [1, 2], {"a": torch.ones(1)}
    a, b, c, d = saved_and_loaded(torch, [x, y, {"x": x, "y": (y,)}, [1, 2]])
    print(a is c["x"], b is c["y"][0], a is d)
    x.append(x)
    y["y"] = y
    a, b = saved_and_loaded(torch, [x, y])
    print(a[2] is a, b["y"] is b, a, b)
    state = torch.nn.Linear(1, 1).state_dict()
    a, b = saved_and_loaded(torch, [state, {"best": state}])
    print(a is b["best"], dict(a._metadata), torch.nn.Linear(1, 1).load_state_dict(a))


def hooks_that_a_file_does_not_hold(torch):
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    for tensor in (x, y, torch.nn.Parameter(torch.ones(2))):
        tensor.register_hook(abs)
        print(saved_and_loaded(torch, tensor), pickle.loads(pickle.dumps(tensor)), copy.copy(tensor))
        print(vars(saved_and_loaded(torch, tensor)))
    y.register_hook(lambda g: g)
    print(pickle.loads(pickle.dumps(y.add_(1))))


def files_of_the_users_own(torch):
    class File:
        def __init__(self, *names):
            self.names, self.file = names, io.BytesIO()

        def __getattr__(self, name):
            if name not in self.names:
                raise AttributeError(f"a file has no {name}")
            return getattr(self.file, name)

    for names in (("seek", "tell", "readline"), ("seek", "readline"), ("tell", "readline"), ("readline",)):
        file = File("write", "flush", "read", *names)
        torch.save([torch.arange(3.0)], file)
        file.file.seek(0)
        attempt(lambda: torch.load(file))  # noqa: B023


def places_where_tensors_cannot_be(torch):
    for value in (3, torch.ones(1)):
        for place in ("cpu:0", "nowhere", "", {}, {"cpu": "nowhere"}, torch.device("cpu", 0), "cuda"):
            file = io.BytesIO()
            torch.save(value, file)
            file.seek(0)
            attempt(lambda: torch.load(file, place))  # noqa: B023
    for place in (3, 1.5, [], True):
        file.seek(0)
        attempt(lambda: torch.load(file, place))  # noqa: B023
