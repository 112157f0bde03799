"""The rules of losses and activations against central differences, twice over; and what is said of the rest."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import minigrad as torch
from minigrad.nn import functional as F
from tests.engine.test_rules import check, check_second_order, some, values

ACTIVATIONS = {
    "leaky_relu": lambda x: F.leaky_relu(x, 0.1),
    "elu": lambda x: F.elu(x, 0.7),
    "elu in place": lambda x: F.elu_(x * 1, 0.7),
    "selu": F.selu,
    "celu": lambda x: F.celu(x, 0.7),
    "celu of a negative alpha": lambda x: F.celu(x, -0.7),
    "celu in place": lambda x: F.celu_(x * 1, 0.7),
    "threshold": lambda x: F.threshold(x, 0.5, 2.0),
    "hardtanh": F.hardtanh,
    "relu6": F.relu6,
    "hardshrink": F.hardshrink,
    "softshrink": F.softshrink,
    "rrelu": lambda x: F.rrelu(x, 0.1, 0.5),
    "rrelu in place": lambda x: F.rrelu_(x * 1, 0.1, 0.5),
    "rrelu of training": lambda x: torch.rrelu(x, 0.1, 0.5, True, torch.Generator().manual_seed(0)),
    "hardswish": F.hardswish,
    "mish": F.mish,
    "softsign": F.softsign,
    "tanhshrink": F.tanhshrink,
    "prelu": lambda x: F.prelu(x, x[0]),
    "prelu of one": lambda x: F.prelu(x[1], x[0, :1]),
    "glu": lambda x: F.glu(x, 0),
    "gumbel": lambda x: torch.manual_seed(0) and F.gumbel_softmax(x, 2.0),
    "silu": F.silu,
    "gelu": F.gelu,
    "gelu tanh": lambda x: F.gelu(x, approximate="tanh"),
    "softplus": lambda x: F.softplus(x, 2.0, 2.0),
    "logsigmoid": F.logsigmoid,
    "embedding": lambda x: F.embedding(torch.tensor([[0, 1], [1, 1]]), x),
}

LOSSES = {
    "mse": F.mse_loss,
    "l1": F.l1_loss,
    "smooth l1": lambda a, b, **r: F.smooth_l1_loss(a, b, beta=0.8, **r),
    "huber": lambda a, b, **r: F.huber_loss(a, b, delta=0.8, **r),
    "bce with logits": F.binary_cross_entropy_with_logits,
    "bce": lambda a, b, **r: F.binary_cross_entropy(a.sigmoid(), b, **r),
}


@pytest.mark.parametrize("name", ACTIVATIONS)
@some
@given(data=st.data())
def test_activation(name, data):
    array = data.draw(values((2, 3)))
    y = ACTIVATIONS[name](torch.tensor(array))
    check(ACTIVATIONS[name], [array], data.draw(values(tuple(y.shape))))
    check_second_order(ACTIVATIONS[name], [array])


@some
@given(data=st.data())
def test_hardsigmoid(data):
    array = data.draw(values((2, 3)))
    check(F.hardsigmoid, [array], data.draw(values((2, 3))))  # PyTorch has no second derivative of it


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@pytest.mark.parametrize("name", LOSSES)
@some
@given(data=st.data())
def test_loss_of_two(name, reduction, data):
    a, b = data.draw(values((2, 3))), data.draw(values((2, 3), scale=1.02))
    if name == "bce":
        b = 1 / (1 + np.exp(-b))  # probabilities

    def f(x, y):
        return LOSSES[name](x, y, reduction=reduction)

    check(f, [a, b], data.draw(values((2, 3) if reduction == "none" else ())))
    check_second_order(f, [a, b])


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@pytest.mark.parametrize(
    "options", [{}, {"ignore_index": 1}, {"weight": [0.5, 2.0, 1.0]}, {"label_smoothing": 0.2}], ids=str
)
@some
@given(data=st.data())
def test_cross_entropy(options, reduction, data):
    array = data.draw(values((4, 3)))
    options = {**options, "reduction": reduction}
    if "weight" in options:
        options["weight"] = torch.tensor(options["weight"], dtype=torch.float64)

    def f(x):
        return F.cross_entropy(x, torch.tensor([2, 1, 0, 2]), **options)

    check(f, [array], data.draw(values((4,) if reduction == "none" else ())))
    check_second_order(f, [array])


@pytest.mark.parametrize("name", ["Conv2d", "BatchNorm1d", "LSTM", "MultiheadAttention"])
def test_layers_left_out_say_so(name):
    with pytest.raises(AttributeError, match=f"no attribute '{name}'.* for others use PyTorch"):
        getattr(torch.nn, name)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (torch.optim, "LBFGS"),
        (torch.nn.init, "orthogonal_"),
        (torch.utils.data, "WeightedRandomSampler"),
        (torch.linalg, "qr"),
        (torch.autograd, "forward_ad"),
    ],
)
def test_modules_say_what_they_have(module, name):
    with pytest.raises(AttributeError, match=f"no attribute '{name}'. minigrad has .*; for others use PyTorch"):
        getattr(module, name)
    assert not hasattr(module, "__path_of_a_package__")


def test_other_names_left_out_say_so():
    with pytest.raises(AttributeError, match=r"no attribute 'conv2d'.* such as convolutions"):
        F.conv2d(torch.ones(1))
    with pytest.raises(AttributeError, match=r"module 'minigrad' has no attribute 'compile'\. .* does without"):
        _ = torch.compile
    with pytest.raises(RuntimeError, match=r"Could not infer dtype of complex\n\nminigrad has no complex numbers"):
        torch.tensor([1.0, 2j])
    with pytest.raises(NotImplementedError, match="no fused=True"):
        torch.optim.Adam([torch.ones(1)], fused=True)
    with pytest.raises(NotImplementedError, match="in this process"):
        torch.utils.data.DataLoader([1], num_workers=2)
    with pytest.raises(NotImplementedError, match=r"does not read the same bytes as torch.int32; .to\(\) converts"):
        torch.ones(1).view(torch.int32)
