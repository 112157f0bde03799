"""Second names of operations, as PyTorch has them, and the methods that are functions too."""

from ..registry import FUNCTIONS, functional, second_name
from ..tensor import Tensor

NAMES = {
    "abs": "absolute",
    "neg": "negative",
    "sub": "subtract",
    "mul": "multiply",
    "div": "divide",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "atan2": "arctan2",
    "asinh": "arcsinh",
    "acosh": "arccosh",
    "atanh": "arctanh",
    "trunc": "fix",
    "ne": "not_equal",
    "lt": "less",
    "le": "less_equal",
    "gt": "greater",
    "ge": "greater_equal",
    "movedim": "moveaxis",
}

for name, others in NAMES.items():
    for other in others.split():
        second_name(name, other)

IN_PLACE = """
    abs acos acosh arccos arccosh arcsin arcsinh arctan arctanh asin asinh atan atanh ceil cos cosh detach erf
    erfc exp exp2 expm1 fix floor frac log log10 log1p log2 neg negative reciprocal relu rsqrt sigmoid sin sinh sqrt
    square tan tanh trunc zero
"""
IN_PLACE_WITH_MORE = "addmv clamp clamp_max clamp_min clip fill index_put nan_to_num round xlogy"

for name in ["detach", "is_inference", *(f"{name}_" for name in IN_PLACE.split())]:
    FUNCTIONS[name] = functional(getattr(Tensor, name), 1, name)
for name in ["index_put", *(f"{name}_" for name in IN_PLACE_WITH_MORE.split())]:
    FUNCTIONS[name] = getattr(Tensor, name)
