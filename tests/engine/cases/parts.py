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
