"""What programs as tutorials, courses and questions have them came upon."""

import numpy as np

from tests.engine.cases import attempt


def means_of_halves_do_not_overflow(torch):
    F = torch.nn.functional
    x = torch.tensor([6e4, 6e4, 5e4, 4e4], dtype=torch.float16, requires_grad=True)
    print(x.mean(), x.view(2, 2).mean(1), x.sum())
    print(F.l1_loss(x, x * 0), F.smooth_l1_loss(x, x * 0), F.huber_loss(x, x * 0))
    x.mean().backward()
    print(x.grad)


def masks_of_bytes_are_taken_with_a_warning(torch):
    mask = torch.tensor([1, 0, 1], dtype=torch.uint8)
    x = torch.arange(3.0)
    print(x[mask], torch.where(mask, x, -x), torch.where(mask, 1.0, 0.0), x.where(mask, x + 10))
    x[mask] = torch.tensor([7.0, 8.0])
    print(x)


def arrays_that_are_not_fit_for_tensors_are_warned_of(torch):
    print(torch.tensor([np.ones(2), np.zeros(2)]), torch.tensor([[1.0, 2.0], np.ones(2)]))
    print(torch.from_numpy(np.broadcast_to(np.ones(1), (3,))), torch.as_tensor(np.frombuffer(b"12", np.uint8)))


def devices_of_models(torch):
    model = torch.nn.Linear(1, 2)
    attempt(lambda: model.cuda())
    attempt(lambda: model.to("cuda"))
    attempt(lambda: model.to(torch.device("cuda:0")))
    attempt(lambda: model.to("gpu"))
    print(model.to("cpu", non_blocking=True), model.to(device=torch.device("cpu"), dtype=torch.float64).weight.dtype)


def what_is_no_function_and_no_tensor(torch):
    attempt(lambda: torch.ones(2).shape())
    attempt(lambda: torch.nn.functional.mse_loss(torch.ones(2), 1.0))
    attempt(lambda: torch.nn.Sequential(len))


def phases_of_one_cycle(torch):
    optimizer = torch.optim.SGD([torch.ones(1)], lr=0.1, momentum=0.9)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.5, total_steps=10)
    print(sorted(scheduler.state_dict()))


def functions_are_pickled_by_name(torch):
    import copy
    import pickle

    for name in ("relu", "add", "sum", "cat", "concat", "where", "randn", "greater", "tensor", "matmul"):
        function = getattr(torch, name)
        print(name, pickle.loads(pickle.dumps(function)) is function, copy.deepcopy(function) is function)
    for value in (torch.float32, torch.Size, torch.nn.functional.relu, torch.nn.ReLU, torch.no_grad):
        print(pickle.loads(pickle.dumps(value)) is value, copy.deepcopy(value) is value)
    print(pickle.loads(pickle.dumps(torch.Size([2, 3]))), copy.deepcopy({"f": torch.exp})["f"] is torch.exp)
