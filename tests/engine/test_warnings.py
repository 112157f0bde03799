"""Warnings are PyTorch's, not NumPy's, and name the line of the program that they are about."""

import warnings

import numpy as np
import pytest

import minigrad as torch
from minigrad import nn
from minigrad.nn import functional as F

INF = float("inf")
BIG = torch.tensor([1e38, 3e38, 3e38])


def slope(function):
    """A gradient with a product of zero and infinity in it."""
    x = torch.tensor([-1.0, 0.0, 3e38, INF, 3e38], requires_grad=True)
    return torch.autograd.grad(function(x).sum(), x)


SILENT = {
    "one element": lambda: torch.ones(1).var(),
    "no elements": lambda: (torch.zeros(0).std(), torch.zeros(0, 3).var(0), torch.zeros(0).mean()),
    "infinity": lambda: torch.tensor([INF, -INF]).std(),
    "spread": lambda: BIG.var(),
    "layer_norm": lambda: F.layer_norm(BIG, (3,)),
    "products": lambda: (BIG.prod(), BIG.cumprod(0)),
    "slopes of products": lambda: (slope(torch.prod), slope(lambda x: x.prod(0)), slope(lambda x: x.cumprod(0))),
    "sums": lambda: (BIG.cumsum(0), BIG.norm(), BIG.norm(1), BIG.norm(3)),
    "det": lambda: (torch.diag(BIG).det(), torch.full((2, 2), INF).det()),
    "isclose": lambda: torch.isclose(BIG, -BIG),
}


@pytest.mark.parametrize("name", SILENT)
def test_numpy_does_not_warn(name):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"minigrad\.")  # as the package does
        SILENT[name]()
    assert not [w for w in caught if w.category is RuntimeWarning]


X = torch.ones(2, requires_grad=True)
WARNS = {
    "std": lambda: torch.ones(1).std(),
    "var": lambda: torch.var(torch.ones(1, 2), axis=0),
    "tensor": lambda: torch.tensor(X),
    "new_tensor": lambda: X.new_tensor(X),
    "from_numpy": lambda: torch.from_numpy(np.broadcast_to(np.ones(1), (3,))),
    "mse_loss": lambda: F.mse_loss(torch.ones(2), torch.ones(2, 1)),
    "MSELoss": lambda: nn.MSELoss()(torch.ones(2), torch.ones(2, 1)),
    "Softmax": lambda: nn.Softmax()(torch.ones(2)),
    "grad": lambda: (X * 2).grad,
    "index": lambda: torch.ones(2)[torch.tensor([1, 0], dtype=torch.uint8)],
    "create_graph": lambda: (X * X).sum().backward(create_graph=True),
}


@pytest.mark.parametrize("name", WARNS)
def test_the_users_line_is_named(name):
    torch.set_warn_always(True)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        WARNS[name]()
    torch.set_warn_always(False)
    assert [w.filename for w in caught] == [__file__]


@pytest.mark.filterwarnings("ignore:indexing with dtype torch.uint8")
def test_bytes_are_no_mask_to_fill():
    mask = torch.tensor([1, 0], dtype=torch.uint8)
    for index, value in ((mask, 2.0), (mask, torch.ones(1)), (mask.numpy(), 2)):
        with pytest.raises(RuntimeError, match=r"^masked_fill_ only supports boolean masks, but got .* unsigned char"):
            torch.ones(2)[index] = value
    with pytest.raises(RuntimeError, match=r"^masked_fill_ only"):
        torch.ones(1, 2)[0, mask] = 2.0
