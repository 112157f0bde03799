"""PyTorch's signatures that do not follow from the annotations of our functions: the tables of ``signatures``."""

# What several signatures have in common.
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
OUT = ", *, Tensor? out = None"
AND_DTYPE = f"*, torch.dtype? dtype = None, {OUT[5:]}"
OF_ANY = f"Tensor input, Tensor {{0}}{OUT}", "Number self, Tensor {0}{1}", f"Tensor input, Number {{0}}{OUT}"
OF_NUMBERS = "Tensor or Number input, Tensor or Number other"
ADDED = "Number beta = 1, Number alpha = 1, Tensor? out = None"
OUT_DTYPE = "", "torch.dtype out_dtype, "
MEMORY = "bool non_blocking = False, bool copy = False, *, torch.memory_format? memory_format = None"

# Signatures as PyTorch's messages show them, but without the input. "?": may be None. "int or ints" is shown as "tuple
# of ints", and "Tensor or Number" as "Tensor". Where a method has others than the function, its key is "Tensor.name".
OVERLOADS = {
    "all any": ("", "ints? dim = None, bool keepdim = False", "int dim, bool keepdim = False"),
    "allclose isclose": ("Tensor other, float rtol = 1e-05, float atol = 1e-08, bool equal_nan = False",),
    "amax amin": ("int or ints? dim = None, bool keepdim = False",),
    "argsort": ("*, bool stable, int dim = -1, bool descending = False", "int dim = -1, bool descending = False"),
    "bernoulli": (f"*, {GENERATOR}", f"float p, *, {GENERATOR}"),
    "bernoulli_": (f"Tensor p, *, {GENERATOR}", f"float p = 0.5, *, {GENERATOR}"),
    "clamp clamp_ clip clip_": ("Tensor? min = None, Tensor? max = None", "Number? min = None, Number? max = None"),
    "copy_": ("Tensor or Number other, bool non_blocking = False",),
    "count_nonzero": ("int? dim = None", "ints dim"),
    "cuda": ("torch.device? device = None, bool non_blocking = False, *, torch.memory_format? memory_format = None",),
    "div div_": (
        "Tensor or Number other",
        "Tensor or Number other, *, str? rounding_mode",
        "Number other, *, str? rounding_mode",
    ),
    "divide divide_": (
        "Tensor or Number other",
        "Tensor or Number other, *, str? rounding_mode",
        "Number other",
        "Number other, *, str? rounding_mode",
    ),
    "expand": ("ints size, *, bool implicit = False",),
    "exponential_": (f"float lambd = 1, *, {GENERATOR}",),
    "index_put index_put_": ("tuple of Tensors indices, Tensor values, bool accumulate = False",),
    "log_softmax softmax": ("int dim, torch.dtype? dtype = None",),
    "max min": ("", "Tensor other", "int dim, bool keepdim = False"),
    "mean sum": (
        "*, torch.dtype? dtype = None",
        "int or ints? dim, bool keepdim = False, *, torch.dtype? dtype = None",
    ),
    "median": ("", "int dim, bool keepdim = False"),
    "movedim moveaxis": ("int source, int destination", "ints source, ints destination"),
    "nan_to_num nan_to_num_": ("float? nan = None, float? posinf = None, float? neginf = None",),
    "narrow": ("int dim, Tensor start, int length", "int dim, int start, int length"),
    "new_full": (f"ints size, Number fill_value, *, {FACTORY}",),
    "new_tensor": (f"object data, *, {DATA}, bool requires_grad = False",),
    "new_zeros new_ones new_empty": (f"ints size, *, {FACTORY}",),
    "nonzero": ("*, bool as_tuple = False",),
    "Tensor.nonzero": ("", "*, bool as_tuple"),
    "normal_": (f"float mean = 0, float std = 1, *, {GENERATOR}",),
    "numpy": ("*, bool force = False",),
    "prod": ("*, torch.dtype? dtype = None", "int dim, bool keepdim = False, *, torch.dtype? dtype = None"),
    "quantile": [
        f'{q} q, int? dim = None, bool keepdim = False, *, str interpolation = "linear"' for q in ("Tensor", "float")
    ],
    "random_": (f"*, {GENERATOR}", f"int from, int? to, *, {GENERATOR}", f"int to, *, {GENERATOR}"),
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
    "subtract subtract_": ("Tensor other, *, Number alpha = 1", "Number other, Number alpha = 1"),
    "to": (
        f"torch.device? device = None, torch.dtype? dtype = None, {MEMORY}",
        f"torch.dtype dtype, {MEMORY}",
        f"Tensor tensor, {MEMORY}",
    ),
    "type": (
        f"object? dtype = None, {MEMORY.partition(', bool copy')[0]}, *, torch.memory_format? memory_format = None",
    ),
    "uniform_": (f"float from = 0, float to = 1, *, {GENERATOR}",),
    "view": ("torch.dtype dtype", "ints size"),
    "Tensor.where": ("Tensor condition, Tensor other", "Tensor condition, Number other"),
}

WHOLE = {  # functions that make tensors, or take numbers for tensors, with all that they take
    "bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift remainder": [
        one.format("other", "") for one in OF_ANY
    ],
    "pow": [one.format("exponent", OUT) for one in OF_ANY],
    "xlogy": [one.format("other", OUT) for one in OF_ANY],
    "floor_divide multiply true_divide": (
        f"{OF_NUMBERS}, *, Tensor or Number? out = None",
        "Tensor input, Number other",
    ),
    "divide": (
        f"{OF_NUMBERS}, *, Tensor or Number? out = None",
        f"{OF_NUMBERS}, *, str? rounding_mode, Tensor or Number? out = None",
        "Tensor input, Number other",
        "Tensor input, Number other, *, str? rounding_mode",
    ),
    "div": (
        f"{OF_NUMBERS}, *, Tensor or Number? out = None",
        f"{OF_NUMBERS}, *, str? rounding_mode, Tensor or Number? out = None",
        "Tensor input, Number other, *, str? rounding_mode",
    ),
    "rsub": ("Tensor input, Tensor other, *, Number alpha = 1", "Tensor input, Number other, Number alpha = 1"),
    "subtract": (
        f"{OF_NUMBERS}, *, Number alpha = 1, Tensor or Number? out = None",
        "Tensor input, Number other, Number alpha = 1",
    ),
    "mm bmm": [f"Tensor input, Tensor mat2, {more}*, Tensor? out = None" for more in OUT_DTYPE],
    "addmm": [f"Tensor input, Tensor mat1, Tensor mat2, {more}*, {ADDED}" for more in OUT_DTYPE],
    "baddbmm": [f"Tensor input, Tensor batch1, Tensor batch2, {more}*, {ADDED}" for more in OUT_DTYPE],
    "rrelu rrelu_": (
        "Tensor input, Number lower = 0.125, Number upper = 0.3333333333333333, bool training = False, "
        "torch.Generator? generator = None",
    ),
    "where": (
        "Tensor condition",
        "Tensor condition, Tensor input, Tensor other, *, Tensor? out = None",
        "Tensor condition, Number self, Tensor other",
        "Tensor condition, Tensor input, Number other",
        "Tensor condition, Number self, Number other",
    ),
    "zeros ones": (f"ints size, {MADE}",),
    "empty": (f"ints size, *, torch.memory_format? memory_format = None, Tensor? out = None, {FACTORY}",),
    "full": (f"ints size, Number fill_value, {MADE}",),
    "eye": (f"int n, {MADE}", f"int n, int m, {MADE}"),
    "arange": (
        f"Number end, {MADE}",
        f"Number start, Number end, *, {FACTORY}",
        f"Number start, Number end, Number step = 1, {MADE}",
    ),
    "is_floating_point": ("Tensor input",),
    "linalg_det linalg_inv": (f"Tensor A{OUT}",),
    "linalg_diagonal": ("Tensor A, *, int offset = 0, int dim1 = -2, int dim2 = -1",),
    "linalg_matmul": (f"Tensor input, Tensor other{OUT}",),
    "linalg_matrix_norm": [
        f"Tensor input, {order}, ints dim = {{-2,-1}}, bool keepdim = False, {AND_DTYPE}"
        for order in ("Number ord", 'str ord = "fro"')
    ],
    "linalg_norm": [
        f"Tensor input, {order}, int or ints? dim = None, bool keepdim = False, {AND_DTYPE}"
        for order in ("Number? ord = None", "str ord")
    ],
    "linalg_solve": ("Tensor A, Tensor B, *, bool left = True, Tensor? out = None",),
    "linalg_svdvals": ("Tensor A, *, str? driver = None, Tensor? out = None",),
    "linalg_vector_norm": (
        f"Tensor input, Number ord = 2, int or ints? dim = None, bool keepdim = False, {AND_DTYPE}",
    ),
    "dropout dropout_": ("Tensor input, float p, bool train",),
    "elu_": ("Tensor input, Number alpha = 1",),
    "gelu": (f'Tensor input, *, str approximate = "none", {OUT[5:]}',),
    "hardtanh_": ("Tensor input, Number min_val = -1, Number max_val = 1",),
    "leaky_relu_": ("Tensor input, Number negative_slope = 0.01",),
    "linear": (f"Tensor input, Tensor weight, Tensor? bias = None{OUT}",),
    "log_sigmoid": (f"Tensor input{OUT}",),
    "one_hot": ("Tensor input, int num_classes = -1",),
    "softplus": (f"Tensor input, Number beta = 1, Number threshold = 20{OUT}",),
    "softshrink": (f"Tensor input, Number lambd = 0.5{OUT}",),
    "linspace": [f"{ends}, int steps, {MADE}" for ends in RANGE],
    "logspace": [f"{ends}, int steps, float base = 10.0, {MADE}" for ends in RANGE],
    "zeros_like ones_like empty_like": (f"Tensor input, {LIKE}",),
    "full_like": (f"Tensor input, Number fill_value, {LIKE}",),
    "tensor": (f"object data, *, {DATA}, bool pin_memory = False, bool requires_grad = False",),
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
DEPRECATED = {  # signatures that PyTorch takes with a warning, and does not list
    "add sub": ("Number alpha, Tensor or Number other",),
    "addcdiv addcmul": ("Number value, Tensor tensor1, Tensor tensor2",),
    "addmm": ("Number beta, Number alpha, Tensor mat1, Tensor mat2", "Number beta, Tensor mat1, Tensor mat2"),
    "addmv": ("Number beta, Number alpha, Tensor mat, Tensor vec", "Number beta, Tensor mat, Tensor vec"),
    "baddbmm": ("Number beta, Number alpha, Tensor batch1, Tensor batch2", "Number beta, Tensor batch1, Tensor batch2"),
}
NUMBERS = {"add", "sub", "mul"}  # for which a number is as good as a tensor

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
    *("allclose", "broadcast_to", "celu", "chunk", "clone", "count_nonzero", "det", "detach", "diag_embed"),
    *("diagonal", "equal", "flatten", "flip", "is_floating_point", "is_inference", "isclose", "isfinite", "isinf"),
    *("isnan", "masked_fill", "moveaxis", "movedim", "narrow", "numel", "permute", "positive", "prelu", "ravel"),
    *("relu", "reshape", "roll", "rsub", "select", "selu", "squeeze", "swapaxes", "swapdims", "t", "tile", "trace"),
    *("transpose", "unbind", "unflatten", "unsqueeze"),
}
SOME_WITHOUT_OUT = {  # those of several signatures that have no ``out``, by their parameters
    "argsort": ["dim", "descending"],
    "median": [],
    "prod": ["dtype"],
    "std": ["unbiased"],
    "sum": ["dtype"],
    "var": ["unbiased"],
}
SEVERAL_OUT = {"cummax", "cummin", "kthvalue", "max", "median", "min", "sort", "topk"}

LEFT_OUT = {  # parameters that PyTorch has and minigrad does without
    "bool byte char clone cpu double float half int long short": "*, torch.memory_format? memory_format = None",
    "contiguous is_contiguous": "*, torch.memory_format memory_format = contiguous_format",
    "gather": "*, bool sparse_grad = False",
}


def by_name(table):
    """A table of which a key may be several names, with an entry for each name."""
    return {name: entry for names, entry in table.items() for name in names.split()}


OVERLOADS, WHOLE, DEPRECATED, LEFT_OUT = map(by_name, (OVERLOADS, WHOLE, DEPRECATED, LEFT_OUT))
