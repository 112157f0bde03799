"""Second names of operations, as PyTorch has them."""

from ..registry import alias

NAMES = {
    "abs": "absolute",
    "neg": "negative",
    "sub": "subtract",
    "mul": "multiply",
    "div": "divide",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "asinh": "arcsinh",
    "acosh": "arccosh",
    "atanh": "arctanh",
    "trunc": "fix",
    "ne": "not_equal",
    "lt": "less",
    "le": "less_equal",
    "gt": "greater",
    "ge": "greater_equal",
}

for name, others in NAMES.items():
    for other in others.split():
        alias(name, other)
