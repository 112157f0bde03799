"""Warnings are PyTorch's, not NumPy's, and name the line of the program that they are about."""

import warnings

import pytest

import minigrad as torch

INF = float("inf")
BIG = torch.tensor([1e38, 3e38, 3e38])
SILENT = {
    "one element": lambda: torch.ones(1).var(),
    "no elements": lambda: (torch.zeros(0).std(), torch.zeros(0, 3).var(0), torch.zeros(0).mean()),
    "infinity": lambda: torch.tensor([INF, -INF]).std(),
    "spread": lambda: BIG.var(),
    "layer_norm": lambda: torch.nn.functional.layer_norm(BIG, (3,)),
    "products": lambda: (BIG.prod(), BIG.cumprod(0)),
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
