"""What signatures.py goes by: the signatures that PyTorch writes down as several, and which are held against when."""

# As PyTorch's messages have them, without the input. "?" takes None, "int or ints" is shown as "tuple of ints".
OVERLOADS = {
    "all any": ("", "ints? dim = None, bool keepdim = False", "int dim, bool keepdim = False"),
    "allclose isclose": ("Tensor other, float rtol = 1e-05, float atol = 1e-08, bool equal_nan = False",),
    "amax amin": ("int or ints? dim = (), bool keepdim = False",),
    "argsort": ("*, bool stable, int dim = -1, bool descending = False", "int dim = -1, bool descending = False"),
    "clamp clamp_ clip clip_": ("Tensor? min = None, Tensor? max = None", "Number? min = None, Number? max = None"),
    "count_nonzero": ("int? dim = None", "ints dim"),
    "div div_": (
        "Tensor or Number other",
        "Tensor or Number other, *, str? rounding_mode",
        "Number other, *, str? rounding_mode",
    ),
    "max min": ("", "Tensor other", "int dim, bool keepdim = False"),
    "mean sum": (
        "*, torch.dtype? dtype = None",
        "int or ints? dim, bool keepdim = False, *, torch.dtype? dtype = None",
    ),
    "median": ("", "int dim, bool keepdim = False"),
    "movedim": ("int source, int destination", "ints source, ints destination"),
    "nan_to_num nan_to_num_": ("float? nan = None, float? posinf = None, float? neginf = None",),
    "narrow": ("int dim, Tensor start, int length", "int dim, int start, int length"),
    "nonzero": ("", "*, bool as_tuple"),
    "prod": ("*, torch.dtype? dtype = None", "int dim, bool keepdim = False, *, torch.dtype? dtype = None"),
    "round round_": ("", "*, int decimals"),
    "scatter scatter_": (
        "int dim, Tensor index, Tensor src",
        "int dim, Tensor index, Tensor src, *, str reduce",
        "int dim, Tensor index, Number value",
        "int dim, Tensor index, Number value, *, str reduce",
    ),
    "sort": ("*, bool? stable, int dim = -1, bool descending = False", "int dim = -1, bool descending = False"),
    "squeeze squeeze_": ("", "int dim", "ints dim"),
    "std var": (
        "int or ints? dim, bool unbiased = True, bool keepdim = False",
        "int or ints? dim = None, *, Number? correction = None, bool keepdim = False",
        "bool unbiased = True",
    ),
    "tensor_where": ("Tensor condition, Tensor other", "Tensor condition, Number other"),
    "where": (
        "",
        "Tensor input, Tensor other",
        "Number self, Tensor other",
        "Tensor input, Number other",
        "Number self, Number other",
    ),
    "view": ("torch.dtype dtype", "ints size"),
}
FACTORY = (
    "torch.dtype? dtype = None, torch.layout? layout = None, torch.device? device = None, bool? pin_memory = False, "
    "bool? requires_grad = False"
)
LIKE = f"*, torch.memory_format? memory_format = None, {FACTORY}"
MADE = f"*, Tensor? out = None, {FACTORY}"
DRAWN = f"*, torch.Generator? generator, Tensor? out = None, {FACTORY}", MADE
RANGE = "Tensor start, Tensor end", "Number start, Tensor end", "Tensor start, Number end", "Number start, Number end"
DATA = "torch.dtype? dtype = None, torch.device? device = None"
GENERATOR = "torch.Generator? generator = None"
WHOLE = {  # functions that make tensors, with all that they take
    "zeros ones": (f"ints size, {MADE}",),
    "empty": (f"ints size, *, torch.memory_format? memory_format = None, Tensor? out = None, {FACTORY}",),
    "full": (f"ints size, Number fill_value, {MADE}",),
    "eye": (f"int n, {MADE}", f"int n, int m, {MADE}"),
    "arange": (
        f"Number end, {MADE}",
        f"Number start, Number end, *, {FACTORY}",
        f"Number start, Number end, Number step = 1, {MADE}",
    ),
    "linspace": [f"{ends}, int steps, {MADE}" for ends in RANGE],
    "logspace": [f"{ends}, int steps, float base = 10.0, {MADE}" for ends in RANGE],
    "zeros_like ones_like empty_like": (f"Tensor input, {LIKE}",),
    "full_like": (f"Tensor input, Number fill_value, {LIKE}",),
    "tensor": (f"object data, *, {DATA}, bool? pin_memory = False, bool requires_grad = False",),
    "as_tensor": (f"object data, *, {DATA}",),
    "rand randn": [f"ints size, {drawn}" for drawn in DRAWN],
    "randint": [f"{ends}, ints size, {drawn}" for ends in ("int high", "int low, int high") for drawn in DRAWN],
    "randperm": [f"int n, {drawn}" for drawn in DRAWN],
    "rand_like randn_like": (f"Tensor input, *, torch.Generator? generator, {LIKE[3:]}", f"Tensor input, {LIKE}"),
    "randint_like": [
        f"Tensor input, {ends}, *, {drawn}{LIKE[3:]}"
        for ends in ("int low, int high", "Tensor high", "int high")
        for drawn in ("torch.Generator? generator, ", "")
    ],
    "normal": (
        f"Tensor mean, Tensor std, *, {GENERATOR}, Tensor? out = None",
        f"Tensor mean, float std = 1, *, {GENERATOR}, Tensor? out = None",
        f"float mean, Tensor std, *, {GENERATOR}, Tensor? out = None",
        f"float mean, float std, ints size, *, {GENERATOR}, Tensor? out = None, {FACTORY}",
    ),
    "bernoulli": (
        f"Tensor input, *, {GENERATOR}, Tensor? out = None",
        f"Tensor input, float p, *, {GENERATOR}",
    ),
}
WHOLE = {name: signatures for names, signatures in WHOLE.items() for name in names.split()}
MEMORY = "bool non_blocking = False, bool copy = False, *, torch.memory_format? memory_format = None"
OVERLOADS |= {
    "bernoulli": (f"*, {GENERATOR}", f"float p, *, {GENERATOR}"),
    "bernoulli_": (f"Tensor p, *, {GENERATOR}", f"float p = 0.5, *, {GENERATOR}"),
    "copy_": ("Tensor other, bool non_blocking = False",),
    "exponential_": (f"float lambd = 1, *, {GENERATOR}",),
    "new_zeros new_ones new_empty": (f"ints size, *, {FACTORY}",),
    "new_full": (f"ints size, Number fill_value, *, {FACTORY}",),
    "new_tensor": (f"object data, *, {DATA}, bool requires_grad = False",),
    "normal_": (f"float mean = 0, float std = 1, *, {GENERATOR}",),
    "random_": (f"*, {GENERATOR}", f"int from, int to, *, {GENERATOR}", f"int to, *, {GENERATOR}"),
    "to": (
        f"torch.device? device = None, torch.dtype? dtype = None, {MEMORY}",
        f"torch.dtype dtype, {MEMORY}",
        f"Tensor tensor, {MEMORY}",
    ),
    "uniform_": (f"float from = 0, float to = 1, *, {GENERATOR}",),
}
OVERLOADS = {name: signatures for names, signatures in OVERLOADS.items() for name in names.split()}
ARITHMETIC = {"add", "sub", "mul", "div"}  # for which a number is as good as a tensor
BEFOREHAND = {
    *("all", "allclose", "amax", "amin", "any", "argmax", "argmin", "argsort", "chunk", "clone", "count_nonzero"),
    *("diag", "diag_embed", "diagonal", "flip", "isclose", "kthvalue", "max", "median", "min", "movedim", "nan_to_num"),
    *("nan_to_num_", "narrow", "nonzero", "prod", "quantile", "roll", "round", "round_", "select", "sort", "squeeze"),
    *("as_tensor", "normal", "normal_", "randint_like", "randperm", "random_", "uniform_"),
    *("logsumexp", "squeeze_", "std", "tile", "topk", "var", "where"),
}
IN_PYTHON = {"einsum", "meshgrid", "norm", "split", "tensordot", "unflatten", "unique"}  # whose errors are Python's

KINDS = {
    "Tensor": "Tensor",
    "Tensor | None": "Tensor?",
    "bool": "bool",
    "bool | None": "bool?",
    "dtypes.dtype | None": "torch.dtype?",
    "float": "Number",
    "float | None": "Number?",
    "int": "int",
    "int | None": "int?",
    "int | Sequence[int]": "int or ints",
    "int | Sequence[int] | None": "int or ints?",
    "Sequence[int]": "ints",
    "Sequence[int] | None": "ints?",
    "Sequence[Tensor]": "tuple of Tensors",
    "str": "str",
    "str | None": "str?",
}

# Functions without ``out``, and those whose ``out`` is several tensors: all, or where they take a dimension.
WITHOUT_OUT = {
    *("allclose", "broadcast_to", "chunk", "clone", "count_nonzero", "det", "diag_embed", "diagonal", "equal"),
    *("flatten", "flip", "is_floating_point", "isclose", "isfinite", "isinf", "isnan", "masked_fill", "movedim"),
    *("narrow", "numel", "permute", "positive", "ravel", "relu", "reshape", "roll", "rsub", "select", "squeeze"),
    *("swapaxes", "swapdims", "t", "tile", "trace", "transpose", "unbind", "unflatten", "unsqueeze"),
}
SEVERAL_OUT = {"cummax", "cummin", "kthvalue", "max", "median", "min", "sort", "topk"}

LEFT_OUT = {  # what operations take beside that
    "clone contiguous": "*, torch.memory_format? memory_format = None",
    "gather": "*, bool sparse_grad = False",
}
LEFT_OUT = {name: parameters for names, parameters in LEFT_OUT.items() for name in names.split()}
