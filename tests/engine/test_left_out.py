"""Arguments that PyTorch takes and minigrad does without are refused with a sentence, unless they say nothing."""

import io

import pytest

import minigrad as torch
from minigrad import nn
from minigrad.absent import LEFT_OUT
from minigrad.nn import functional as F
from minigrad.utils.data import DataLoader

X = torch.tensor([1.0, 2.0])
M = torch.eye(2)
REFUSED = {
    "out": [
        lambda v: torch.exp(X, out=v),
        lambda v: torch.add(X, 1, out=v),
        lambda v: torch.mul(X, X, out=v),
        lambda v: torch.sum(X, 0, out=v),
        lambda v: torch.std(X, out=v),
        lambda v: torch.cat([X, X], out=v),
        lambda v: torch.norm(X, out=v),
        lambda v: torch.tensordot(X, X, 1, out=v),
        lambda v: torch.zeros(2, out=v),
        lambda v: torch.linalg.inv(M, out=v),
    ],
    "pin_memory": [lambda v: torch.zeros(2, pin_memory=v), lambda v: torch.tensor(1.0, pin_memory=v)],
    "sparse_grad": [lambda v: X.gather(0, torch.tensor([0]), sparse_grad=v)],
    "weight": [lambda v: F.mse_loss(X, X, weight=v), lambda v: F.huber_loss(X, X, weight=v)],
    "max_norm": [lambda v: nn.Embedding(2, 2, max_norm=v), lambda v: F.embedding(torch.tensor(0), M, max_norm=v)],
    "timeout": [lambda v: DataLoader([1], timeout=v)],
    "assign": [lambda v: nn.ReLU().load_state_dict({}, assign=v)],
    "prepend": [
        lambda v: nn.ReLU().register_forward_hook(print, prepend=v),
        lambda v: nn.ReLU().register_forward_pre_hook(print, prepend=v),
        lambda v: nn.ReLU().register_full_backward_hook(print, prepend=v),
        lambda v: nn.ReLU().register_full_backward_pre_hook(print, prepend=v),
    ],
    "always_call": [lambda v: nn.ReLU().register_forward_hook(print, always_call=v)],
    "pickle_protocol": [lambda v: torch.save(X, io.BytesIO(), pickle_protocol=v)],
}


def value_of(name):
    return X if name == "out" else True


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_left_out_is_refused_by_its_name(name):
    for call in REFUSED[name]:
        with pytest.raises(NotImplementedError, match=f"minigrad has no argument '{name}'"):
            call(value_of(name))


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_left_out_may_say_nothing(name):
    for call in REFUSED[name]:
        call(False if name in ("pin_memory", "sparse_grad") else None)


def test_the_cure_of_out_is_code_that_runs():
    y = torch.zeros(2)
    with pytest.raises(NotImplementedError, match=r"y = exp\(\.\.\.\), or y\.copy_\(exp\(\.\.\.\)\)"):
        torch.exp(X, out=y)
    assert torch.equal(y.copy_(torch.exp(X)), torch.exp(X))


def test_a_default_of_pytorch_is_no_wish():
    torch.linalg.solve(M, X, left=True)
    with pytest.raises(NotImplementedError, match="'left'"):
        torch.linalg.solve(M, X, left=False)
    torch.autograd.functional.jacobian(torch.exp, X, strategy="reverse-mode")
    with pytest.raises(NotImplementedError, match="'strategy'"):
        torch.autograd.functional.jacobian(torch.exp, X, strategy="forward-mode")


@pytest.mark.parametrize("rule", [lambda x: x * x, lambda x: x**3, torch.sin, lambda x: torch.where(x > 0, x * x, x)])
@pytest.mark.parametrize("data", [torch.ones(2, 3), torch.ones(1), torch.ones(3, dtype=torch.float64)])
def test_a_rule_does_not_read_other_data_of_another_shape_or_dtype(rule, data):
    x = torch.ones(3, requires_grad=True)
    y = rule(x).sum()
    x.data = data
    with pytest.raises(RuntimeError, match=r"saved tensor whose \.data has been given another shape or dtype"):
        y.backward()
    assert x.grad is None
    rule(x).sum().backward()
    assert x.grad.shape == data.shape
    assert x.grad.dtype is data.dtype


def test_a_file_is_loaded_as_it_is_loaded_with_pytorch():
    for options in ({"weights_only": True}, {"map_location": "cpu"}, {"map_location": torch.device("cpu")}):
        file = io.BytesIO()
        torch.save({"w": X}, file)
        file.seek(0)
        assert torch.equal(torch.load(file, **options)["w"], X)
    file.seek(0)
    with pytest.raises(RuntimeError, match="Attempting to deserialize object on a CUDA device"):
        torch.load(file, map_location="cuda")


def test_a_layer_is_made_on_the_cpu():
    assert nn.Linear(1, 2, device="cpu", dtype=torch.float64).weight.dtype is torch.float64
    for layer in (nn.Linear, nn.Embedding, nn.LayerNorm):
        with pytest.raises(AssertionError, match="CUDA"):
            layer(1, 2, device="cuda")


def test_what_tensors_are_left_without_says_so():
    for name in ("multinomial", "svd", "to_sparse", "imag"):
        with pytest.raises(AttributeError, match=f"'Tensor' object has no attribute '{name}'. PyTorch's has;"):
            getattr(X, name)
        assert not hasattr(X, name) and name not in dir(X)
    torch.ops.load_all()
    assert not set(vars(torch.Tensor)) & set(LEFT_OUT.split())
    with pytest.raises(AttributeError, match=r"type object 'Tensor' has no attribute 'svd'\. PyTorch's has;"):
        _ = torch.Tensor.svd


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (nn.Linear(1, 1), "to_empty"),
        (nn.Embedding, "from_pretrained"),
        (nn.Parameter(torch.ones(1)), "multinomial"),
    ],
)
def test_what_classes_are_left_without_says_so(value, name):
    with pytest.raises(AttributeError, match=f"has no attribute '{name}'. PyTorch's has;"):
        getattr(value, name)


def test_what_modules_would_never_call_is_refused():
    with pytest.raises(NotImplementedError, match=r"does not call Layer\._call_impl\(\)"):
        type("Layer", (nn.Module,), {"_call_impl": lambda self, x: x})


def test_the_old_constructor_takes_neither_dtype_nor_requires_grad():
    with pytest.raises(TypeError, match=r"new\(\) received an invalid combination .* got \(list, requires_grad=bool\)"):
        torch.Tensor([1.0], requires_grad=True)
    assert torch.Tensor([1.0], device="cpu").dtype is torch.float32
    with pytest.raises(AssertionError, match="CUDA"):
        torch.Tensor([1.0], device="cuda")


def test_subclasses_of_tensor_are_refused_but_for_parameters():
    class Named(torch.Tensor):
        pass

    class Weight(nn.Parameter):
        pass

    with pytest.raises(NotImplementedError, match="no subclasses of Tensor such as Named"):
        Named([1.0, 2.0])
    assert type(Weight(X)) is Weight


@pytest.mark.filterwarnings("ignore:optimizer contains")
def test_momentum_takes_each_parameter_once():
    w = torch.ones(2, requires_grad=True)
    torch.optim.SGD([w, w], lr=0.1)
    with pytest.raises(NotImplementedError, match="each parameter of a group once"):
        torch.optim.SGD([w, w], lr=0.1, momentum=0.9)
