"""Second names of operations, as PyTorch has them, and the methods that are functions too."""

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

# The methods that are functions too: first those that take nothing but their tensor.
ALSO_FUNCTIONS_OF_ONE = {
    *("abs_", "acos_", "acosh_", "arccos_", "arccosh_", "arcsin_", "arcsinh_", "arctan_", "arctanh_", "asin_"),
    *("asinh_", "atan_", "atanh_", "ceil_", "cos_", "cosh_", "detach", "detach_", "erf_", "erfc_", "exp2_"),
    *("exp_", "expm1_", "fix_", "floor_", "frac_", "is_inference", "log10_", "log1p_", "log2_", "log_", "neg_"),
    *("negative_", "reciprocal_", "relu_", "rsqrt_", "sigmoid_", "sin_", "sinh_", "sqrt_", "square_", "tan_"),
    *("tanh_", "trunc_", "zero_"),
}
ALSO_FUNCTIONS = {
    *("addmv_", "clamp_", "clamp_max_", "clamp_min_", "clip_", "fill_", "index_put", "index_put_"),
    *("nan_to_num_", "round_", "xlogy_"),
}


def both_names(name):
    """The name of an operation, and the second one if it has one; of its form in place likewise."""
    plain = name.removesuffix("_")
    return (name, name.replace(plain, NAMES[plain])) if plain in NAMES else (name,)
