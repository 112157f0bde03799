"""What a subclass of Module writes anew: how it converts, saves and loads what it holds, and how it is initialized."""

import copy

from . import attempt


def what_converts(torch):
    class Scaled(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.linear = torch.nn.Linear(2, 2)
            self.scale = torch.ones(2)

        def _apply(self, fn, recurse=True):
            super()._apply(fn, recurse)
            self.scale = fn(self.scale)
            print("applied")
            return self

    for change in (
        lambda m: m.double(), lambda m: m.half().float(), lambda m: m.to(torch.float64), lambda m: m.to("cpu"),
        lambda m: m.cpu(), lambda m: m.to(torch.zeros(1, dtype=torch.float16)),
        lambda m: m._apply(lambda t: t.double(), recurse=False),
    ):  # fmt: skip
        m = change(torch.nn.Sequential(Scaled()).append(Scaled()))
        print([(s.scale.dtype, s.linear.weight.dtype) for s in m])


def what_is_applied_to(torch):
    m = torch.nn.Linear(1, 1, bias=False)
    m.register_buffer("mean", torch.tensor([5]))
    m.register_buffer("none", None)
    torch.nn.init.constant_(m.weight, 3.0)
    m(torch.ones(1)).backward()
    weight, grad, mean = m.weight, m.weight.grad, m.mean
    m._apply(lambda t: t * 2)
    print(m.weight, m.weight.grad, m.mean, m.none)
    print(m.weight is weight, m.weight.grad is grad, m.mean is mean, weight._version, grad._version)
    m.double()
    print(m.weight, m.weight.grad, m.mean, m.weight.grad is grad, weight.is_leaf)
    tied = torch.nn.Sequential(m, torch.nn.Linear(1, 1, bias=False))
    tied[1].weight = m.weight
    tied._apply(lambda t: t * 2)
    print(m.weight)


def what_saves_and_loads(torch):
    class Versioned(torch.nn.Module):
        _version = 2

        def __init__(self):
            super().__init__()
            self.weight = torch.nn.Parameter(torch.ones(2))

        def _save_to_state_dict(self, destination, prefix, keep_vars):
            super()._save_to_state_dict(destination, prefix, keep_vars)
            destination[prefix + "more"] = keep_vars

        def _load_from_state_dict(self, state, prefix, metadata, strict, missing, unexpected, errors):
            print(list(state), repr(prefix), metadata, strict, missing, unexpected, errors)
            if metadata.get("version") == 2:
                state.pop(prefix + "more")
            super()._load_from_state_dict(state, prefix, metadata, strict, missing, unexpected, errors)

    m = torch.nn.Sequential(Versioned(), torch.nn.Linear(1, 1))
    state = m.state_dict()
    print(list(state), dict(state._metadata), torch.nn.Module._version)
    attempt(lambda: m.load_state_dict(state))
    print(list(state))
    attempt(lambda: m.load_state_dict(dict(state)))
    attempt(lambda: m.load_state_dict(dict(state), strict=False))
    attempt(lambda: Versioned().load_state_dict({}, strict=False))
    there = {"first": 1}
    print(m.state_dict(destination=there, prefix="m.") is there, list(there))
    part = copy.deepcopy(state)
    print(dict(part._metadata), m.state_dict(destination=part, keep_vars=True)["0.more"])


def what_is_saved_by_others(torch):
    class Apart(torch.nn.Module):
        def state_dict(self, *args, **kwargs):
            super().state_dict(*args, **kwargs)["inside"] = 1
            return {"apart": 2}

    class Loading(torch.nn.Linear):
        def set_extra_state(self, state):
            print("extra", state)

    print(dict(torch.nn.Sequential(Apart()).state_dict()))
    attempt(lambda: Loading(1, 1).load_state_dict({"_extra_state": 5, "other": 1, "weight": torch.ones(2, 1)}))
    attempt(lambda: torch.nn.ReLU().load_state_dict({"other": 1, "_extra_state": 5}, strict=False))


def what_cannot_be_loaded(torch):
    layer = torch.nn.Linear(1, 1)
    with torch.inference_mode():
        layer.weight = torch.nn.Parameter(torch.ones(1, 1))
    state = {"weight": torch.zeros(1, 1), "bias": torch.tensor([5.0])}
    try:
        layer.load_state_dict(state)
    except RuntimeError as e:
        print(str(e).split(" : ")[0])
    print(layer.weight, layer.bias)


def what_is_initialized(torch):
    class Other:
        def __init__(self, *args, **kwargs):
            print("Other", args, kwargs)

    class Both(torch.nn.Module, Other):
        call_super_init = True

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.child = torch.nn.ReLU()

    class One(torch.nn.Module, Other):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)

    print(Both(1, b=2), torch.nn.Module.call_super_init)
    attempt(lambda: One(1, 2))
    attempt(lambda: One(b=1, c=2))
    print(One())


def what_is_unpickled(torch):
    class Older(torch.nn.Module):
        def __getstate__(self):
            return {**self.__dict__, "count": 1}

        def __setstate__(self, state):
            super().__setstate__(state)
            self.count += 1

    m = Older()
    m.child = torch.nn.Linear(1, 1)
    new = copy.deepcopy(m)
    print(new.count, new, [p.shape for p in new.parameters()])
