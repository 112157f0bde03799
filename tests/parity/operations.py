"""Lines of random programs that compute: operations, products, shapes, reductions, indices, changes in place."""

import itertools

from tests.parity.run import holds


def words(text):
    return text.split()


UNARY = words("""
neg abs exp log sqrt sin cos tan tanh sigmoid relu square reciprocal rsqrt log1p expm1 exp2 log2
log10 sinh cosh asin atan asinh atanh sign sgn floor ceil round trunc frac erf positive nan_to_num
logical_not isnan isfinite erfc acos acosh isinf signbit bitwise_not clone
absolute arccos arccosh arcsin arcsinh arctan arctanh fix negative isneginf isposinf
""")
BINARY = words("""
add sub mul div pow maximum minimum atan2 hypot fmod remainder floor_divide logaddexp xlogy eq ne lt
le gt ge logical_and logical_or logical_xor bitwise_and bitwise_or bitwise_xor rsub isclose clamp_min clamp_max
divide greater greater_equal less less_equal multiply not_equal subtract true_divide bitwise_left_shift
bitwise_right_shift
""")
OF_TENSORS = words("""
maximum minimum atan2 hypot logaddexp logical_and logical_or logical_xor isclose atan2_ hypot_ copy_ logical_and_
logical_or_ logical_xor_
""")  # take no numbers
SYMBOLS = words("""
+ - * / + - * / ** // % < >= == != & | ^
""")
CHANGES = words("""
add_ sub_ mul_ div_ copy_ add_ mul_ pow_ atan2_ fmod_ remainder_ hypot_ floor_divide_ logical_and_ bitwise_or_ xlogy_
clamp_min_ bitwise_and_ bitwise_xor_ logical_or_ logical_xor_ divide_ multiply_ subtract_ true_divide_
bitwise_left_shift_ bitwise_right_shift_ eq_ ne_ lt_ le_ gt_ ge_
""")
CHANGES_ALONE = words("""
neg_ exp_ sqrt_ sin_ cos_ tanh_ sigmoid_ relu_ square_ reciprocal_ abs_ zero_ log1p_ round_ erf_
log_ sign_ rsqrt_ detach_ exp2_ expm1_ cosh_ atan_ erfc_ sgn_ trunc_ frac_ nan_to_num_ logical_not_ asin_ squeeze_ t_
tril_ triu_ absolute_ acos_ acosh_ asinh_ atanh_ arccos_ arccosh_ arcsin_ arcsinh_ arctan_ arctanh_ bitwise_not_ ceil_
floor_ fix_ log10_ log2_ negative_ sinh_ tan_
""")
REDUCTIONS = words("""
sum mean sum mean sum mean prod max min amax amin var std norm logsumexp median argmax argmin any
all softmax log_softmax cumsum cumprod count_nonzero
""")
ALONG = words("""
sum mean sum mean prod amax amin var std logsumexp softmax log_softmax cumsum cumprod argmax argmin any all
""")


class Operations:
    """The lines of an ``Author`` that compute."""

    def unary(self):
        x, op = self.any(), self.pick(UNARY)
        if not self.has(op):
            return None
        if op == "signbit" and self.nan(x) or op == "sgn" and self.zeroed(x):
            return None  # the sign of NaN is as the processor has it
        return f"{self.name()} = " + (f"torch.{op}({x})" if self.chance(0.3) else f"{x}.{op}()")

    def binary(self):
        x = self.any()
        y = self.other(x)
        kind = self.random.random()
        if kind < 0.7:
            symbol = self.pick(SYMBOLS)
            bug = symbol == "**" and y == "True"  # PyTorch fails on True ** x
            if symbol == "%" and holds(lambda t: t.abs().max() > 50, self.tensor(x)):
                return None  # what is left of a great number may be nothing but what was rounded
            a, b = (x, y) if self.chance(0.8) or bug else (y, x)
            return f"{self.name()} = {a} {symbol} {b}"
        op = self.pick(BINARY)
        if not self.has(op) or op in OF_TENSORS and not y.startswith("v"):
            return None
        if op == "logaddexp" and self.run.torch.bool in (self.tensor(x).dtype, self.tensor(y).dtype):
            return None  # its rule fails, also where nobody asks for what it would give
        return f"{self.name()} = " + (f"torch.{op}({x}, {y})" if self.chance(0.5) else f"{x}.{op}({y})")

    def several(self):
        x = self.any()
        y, z, v = self.like(x), self.like(x), self.name()
        alike = self.tensor(x).shape == self.tensor(y).shape == self.tensor(z).shape
        between = f"{y}, {z}" if alike else y  # the rule of a clamp between tensors of other shapes fails
        return self.pick([
            f"{v} = torch.where({x} > 0, {y}, {z})",
            f"{v} = torch.where({x} > {y}, {x}, {self.number()})",
            f"{v} = {x}.clamp({self.pick(['-1, 1', '0', 'min=0.5', 'max=1.0', y, f'max={y}', between])})",
            f"{v} = {x}.masked_fill({y} > 0, {self.number()})",
            f"{v} = torch.addcmul({x}, {y}, {z}, value={self.number()})",
            f"{v} = torch.lerp({x}, {y}, {self.pick(['0.25', '0.75', z])})",
            f"{v} = torch.add({x}, {y}, alpha={self.number()})",
            f"{v} = torch.sub({x}, {y}, alpha={self.number()})",
        ])  # fmt: skip

    def position(self, x, dim):
        """A tensor of positions along a dimension, mostly."""
        n = self.tensor(x).shape[dim] if -self.tensor(x).ndim <= dim < self.tensor(x).ndim else 1
        return "torch.tensor([" + ", ".join(str(self.random.randrange(n or 1)) for _ in range(2)) + "])"

    def picked(self):
        """Elements picked by positions or by their order, or put back.

        Which of equal elements ``topk`` names depends on how PyTorch sorts, so all are to be different there.
        """
        x, v = self.any(), self.name()
        t, d = self.tensor(x), self.dim(x)
        i, y = self.position(x, d), self.like(x)
        ordering = ["sort", *self.extremes(x)] if self.stable(x) else ["max", "min"]
        full = f"torch.zeros({tuple(t.shape)}, dtype=torch.int64)"
        return self.pick([
            f"{v}, {self.name()} = {x}.{self.pick(ordering)}({d})",
            f"{v}, {self.name()} = {x}.{self.pick(['cummax', 'cummin'])}({d})" if t.numel() else None,
            f"{v}, {self.name()} = {x}.topk(1, {d})" if self.distinct(x) else None,
            f"{v} = {x}.argsort({d})" if self.stable(x) else None, f"{v} = {x}.quantile(0.5, {d})",
            f"{v} = {x}.quantile(0.25)", f"{v} = {x}.index_select({d}, {i})", f"{v} = {x}.gather({d}, {full})",
            f"{v} = {x}.scatter({d}, {full}, {self.pick([y, self.number()])})", f"{v} = {x}.masked_select({y} > 0)",
            f"{v} = {x}.scatter_add({d}, {full}, {y})", f"{v} = {x}.index_add({d}, {i}, {y})",
            f"{v} = {x}.take_along_dim({full}, {d})", f"{v} = {x}.unique()", f"{v} = {x}.nonzero()",
            f"{v} = {x}.index_put(({i},), {y})",
        ])  # fmt: skip

    def extremes(self, x):
        """What picks an element along a dimension; PyTorch's median along a repeated one is of memory beyond it."""
        return ["max", "min"] if self.repeated(x) else ["median", "max", "min"]

    def repeated(self, x):
        """Whether elements of a tensor are the same memory."""
        return holds(lambda t: 0 in t.stride(), self.tensor(x))

    def more(self):
        """Operations with parameters of their own."""
        x, v = self.any(), self.name()
        t, y, z, d, k = self.tensor(x), self.like(x), self.like(x), self.dim(x), self.number()
        F, p = "torch.nn.functional", self.pick([1, 2, 3.0, 'float("inf")'])
        return self.pick([
            f"{v} = torch.addcdiv({x}, {y}, {self.floating(z)}, value={k})",
            f"{v} = {x}.div({y}, rounding_mode={self.pick([repr('floor'), None])})",
            f"{v} = {x}.div({self.pick([y, k])}, rounding_mode='trunc')", f"{v} = torch.rsub({x}, {y}, alpha={k})",
            f"{v} = {x}.clamp_min({self.pick([y, k])})", f"{v} = {x}.clamp_max({self.pick([y, k])})",
            f"{v} = torch.where({x} > {y}, {k}, {z})", f"{v} = {x}.norm({p})",
            f"{v} = {x}.norm(dim={d})", f"{v} = {x}.var({d}, correction={self.pick([0, 1, 2])})", f"{v} = ~{x}",
            f"{v} = {x}.triu({self.pick([0, 1, -1])})", f"{v} = {x}.diag()", f"{v} = {x}.diag_embed()",
            f"{v} = {x}.trace()", f"{v} = {x}.unflatten({d}, (1, -1))", f"{v} = {x}.swapaxes({d}, {self.dim(x)})",
            f"{v} = {x}.tile({self.pick(['2', '1, 2', '(2, 1, 1)'])})", f"{v} = {x}.broadcast_to({y}.shape)",
            f"{v} = {x}.round(decimals=1)", f"{v} = {x}.nan_to_num({k})", f"{v} = torch.zeros_like({x})",
            f"{v} = torch.full_like({x}, {k})", f"{v} = {x}.new_ones(2)", f"{v} = {x}.type_as({y})", f"{v} = {x}.int()",
            f"{v} = torch.hstack([{x}, {y}])", f"{v} = torch.vstack([{x}, {y}])",
            f"{v} = {x}.masked_fill({y} > 0, {z})",
            f"{v} = torch.linspace({k}, {self.number()}, 3)", f"{v} = torch.eye({self.pick([2, 3])})",
            f"{v} = {F}.{self.pick(['relu', 'silu', 'softplus', 'logsigmoid', 'elu', 'leaky_relu'])}({x})",
            f"{v} = {F}.{self.pick(['selu', 'celu', 'hardswish', 'rrelu', 'softsign', 'tanhshrink'])}({x})",
            f"{v} = {F}.prelu({x}, {y})", f"{v} = {F}.glu({x}, {d})", f"{v} = {F}.threshold({x}, {k}, 2)",
            # of infinity or NaN it is something else where PyTorch computes several at once
            f"{v} = {F}.{self.pick(['gelu', 'mish', 'hardtanh', 'relu6', 'hardshrink', 'softshrink'])}({x})"
            if holds(lambda t: t.isfinite().all(), t) else None,
            f"{v} = {F}.{self.pick(['mse_loss', 'l1_loss', 'smooth_l1_loss'])}({x}, {y})",
            f"{v} = {F}.huber_loss({x}, {self.any(lambda u: u.dtype == t.dtype)})",
            f"{v} = {F}.layer_norm({x}, {x}.shape[-1:])", f"{v} = {F}.normalize({x}, dim={d})",
        ])  # fmt: skip

    def products(self):
        """Products of vectors and matrices by their own names."""
        x = self.any(lambda t: t.ndim == 2)
        m = self.tensor(x).shape[1]
        y = self.rather(lambda t: t.ndim == 2 and t.shape[0] == m)
        w = self.rather(lambda t: t.ndim == 1 and t.shape[0] == m)
        v, any, ord = self.name(), self.any(), self.pick(["2", "1", '"nuc"', '"fro"'])
        return f"{v} = " + self.pick([
            f"torch.mm({x}, {y})", f"torch.mv({x}, {w})", f"torch.addmm({any}, {x}, {y}, beta={self.number()})",
            f"torch.addmv({any}, {x}, {w}, alpha={self.number()})", f"{x}[None].bmm({y}[None])",
            f"torch.outer({w}, {w})",
            f"torch.einsum('ij,jk->ik', {x}, {y})", f"torch.einsum('ij->j', {x})", f"torch.dot({w}, {w})",
            f"{self.regular(x, singular=False)}.det()", f"torch.tensordot({x}, {y}, 1)",
            f"torch.linalg.matrix_norm({x}, {ord if self.apart(x) else 1})",
            f"{self.regular(x)}.inverse()", f"torch.linalg.solve({self.regular(x)}, {y})", f"{x}[None] @ {w}",
            f"torch.baddbmm({any}, {x}[None], {y}[None])", f"{x} @ {y}[None]",
        ])  # fmt: skip

    def floating(self, x):
        """A tensor of floats: PyTorch's own rule fails for a divisor of integers."""
        return x if self.tensor(x).is_floating_point() else f"{x}.float()"

    def regular(self, x, singular=True):
        """A matrix, moved away from being singular: whether one nearly is, is a matter of rounding.

        One with a column of zeros stays as it is where ``singular`` ones may be; PyTorch's gradient of their
        determinants is 0, or, if it is recorded, the right one.
        """
        t = self.tensor(x)
        if not holds(lambda t: t.isfinite().all(), t):
            return f"torch.eye({t.shape[0]}, {t.shape[1]})"  # what is made of infinities is as each LAPACK has it
        square = t.shape[0] == t.shape[1] and t.is_floating_point()
        return f"({x} + 10 * torch.eye({t.shape[0]}))" if square and (t.any(0).all() or not singular) else x

    def apart(self, x):
        """Whether the singular values of a matrix are far from each other, and from 0: else they have no gradient."""
        t = self.tensor(x).detach()
        values = [*self.run.torch.linalg.svdvals(t.double()).tolist(), 0.0] if t.isfinite().all() else [0.0, 0.0]
        return all(a - b > 1e-2 * (1 + a) for a, b in itertools.pairwise(values))

    def matmul(self):
        x = self.any(lambda t: t.ndim in (1, 2))
        n = self.tensor(x).shape[-1]
        y = self.any(lambda t: t.ndim in (1, 2) and (t.shape[0] == n or self.chance(0.02)))
        return f"{self.name()} = {x} @ {y}"

    def shape(self):
        x = self.any()
        t = self.tensor(x)
        n = t.numel()
        sizes = [s for s in [(n,), (-1,), (1, n), (n, 1), (2, -1), (-1, 1, n or 1), ()] if self.chance(0.8)] or [(n,)]
        size = ", ".join(map(str, self.pick(sizes))) or "()"
        dims = list(range(t.ndim))
        self.random.shuffle(dims)
        wide = (*(self.pick([-1, 2]) if m == 1 else self.pick([-1, m]) for m in t.shape),)
        calls = [
            f"reshape({size})", f"view({size})", "flatten()", f"unsqueeze({self.dim(x)})", "squeeze()",
            f"squeeze({self.dim(x)})", f"transpose({self.dim(x)}, {self.dim(x)})", f"permute({tuple(dims)})",
            f"expand({wide})", f"expand({(2, *wide)})", "t()", "clone()", "detach()", "data", "detach()", "clone()",
            "double()", "float()", "long()", "to(torch.float64)", "T" if t.ndim == 2 else "t()",
            f"movedim({self.dim(x)}, {self.dim(x)})", f"flip({self.dim(x)})", f"roll(1, {self.dim(x)})", "tril()",
            "diagonal()", f"narrow({self.dim(x)}, 0, 1)", f"select({self.dim(x)}, 0)", "contiguous()", "ravel()",
            f"repeat({', '.join('2' for _ in range(t.ndim + 1))})", "view_as(" + x + ")", "mT", "bool()",
        ]  # fmt: skip
        call = self.pick(calls)
        if not self.has(call.split("(")[0]):
            return None
        return f"{self.name()} = {x}.{call}"

    def reduce(self):
        x = self.any()
        op = self.pick(REDUCTIONS)
        if not self.has(op):
            return None
        if self.chance(0.5) and op not in ("softmax", "log_softmax", "cumsum", "cumprod", "logsumexp"):
            return f"{self.name()} = {x}.{op}()"
        op = self.pick(ALONG)
        if not self.has(op):
            return None
        keep = (
            self.pick(["", "", ", keepdim=True"]) if op not in ("softmax", "log_softmax", "cumsum", "cumprod") else ""
        )
        return f"{self.name()} = {x}.{op}({self.dim(x)}{keep})"

    def index(self, x):
        """An index into a tensor."""
        t = self.tensor(x)
        items = []
        for n in t.shape[: self.random.randint(0 if t.ndim == 0 else 1, max(t.ndim, 1))]:
            items.append(self.pick([
                "0", "-1", str(self.random.randint(0, max(n, 1))) if self.chance(0.1) else "0", ":", "1:", ":1", "::2",
                "None", "...", "-2:", "[0, -1]", "[0]", f"torch.tensor([{max(n - 1, 0)}, 0])",
            ]))  # fmt: skip
        if items.count("...") > 1 or not items:
            return "..." if self.chance(0.5) else "()" if t.ndim == 0 and self.chance(0.5) else "None"
        if self.chance(0.1):
            return f"{x} > 0"
        return ", ".join(items)

    def read(self):
        x = self.any()
        return f"{self.name()} = {x}[{self.index(x)}]"

    def parts(self):
        x = self.any(lambda t: t.ndim > 0)
        dim = self.random.randrange(self.tensor(x).ndim)
        n = self.tensor(x).shape[dim]
        kind = self.pick(["unbind", "split", "chunk"])
        if kind == "unbind":
            names = ", ".join(self.name() for _ in range(n))
            return names and f"{names}, = {x}.unbind({dim})"
        if n < 2:
            return None
        how = self.pick([f"split([1, {n - 1}], {dim})", f"split({n - 1}, {dim})", f"chunk(2, {dim})"])
        return f"{self.name()}, {self.name()} = {x}.{how}"

    def join(self):
        x = self.any()
        shape = self.tensor(x).shape
        y = self.any(lambda t: t.shape == shape)
        op = self.pick(["cat", "stack"])
        if not hasattr(self.ours, op):
            return None
        return f"{self.name()} = torch.{op}([{x}, {y}{self.pick(['', ', ' + x])}], {self.dim(x)})"

    def change(self):
        x = self.changeable()
        kind = self.random.random()
        if kind < 0.25:
            op = self.pick(CHANGES_ALONE)
            turned = op in ("squeeze_", "t_") and (self.frozen(x) or self.tensor(x).retains_grad)
            if turned or op == "sgn_" and self.zeroed(x):
                return None
            return f"{x}.{op}()" if self.has(op) else None
        y = self.other(x)
        if y.startswith("v") and self.unsafe(x, y):
            return None
        if kind < 0.45:
            op = self.pick(CHANGES)
            if not self.has(op) or op in OF_TENSORS and not y.startswith("v"):
                return None
            if op in ("fmod_", "remainder_", "floor_divide_") and not self.tensor(x).is_floating_point():
                return None  # where PyTorch divides by 0 it has written some of the elements already
            return f"{x}.{op}({y})"
        if kind < 0.6:
            return f"{x} {self.pick(['+=', '-=', '*=', '/=', '*=', '**='])} {y}"
        if kind < 0.7:
            return f"{x}.{self.pick(['fill_', 'clamp_', 'clamp_max_'])}({self.number()})"
        if kind < 0.75:
            return f"{x}.masked_fill_({x} > 0, {self.number()})"
        i = self.index(x)
        value = self.number() if self.chance(0.4) else self.any(lambda t: t.numel() <= 3)
        if isinstance(value, str) and self.unsafe(x, value):
            return None
        if kind < 0.85:
            return f"{x}[{i}] {self.pick(['+=', '*='])} {value}"
        return f"{x}[{i}] = {value}"

    def changeable(self):
        """A tensor to change, mostly one that may be."""
        leaves = self.chance(0.15)
        return self.any(lambda t: leaves or not (t.requires_grad and t.is_leaf))

    def zeroed(self, x):
        """Whether ``sgn`` has a gradient: PyTorch's, zeros without memory, stays 0 also times infinity and NaN."""
        return self.tensor(x).requires_grad or self.nan(x)

    def nan(self, x):
        """Whether there is NaN in a tensor."""
        return holds(lambda t: t.isnan().any(), self.tensor(x))

    def frozen(self, x):
        """Whether a tensor is of inference mode: PyTorch turns it, and then says that it must not change."""
        return holds(lambda t: t.is_inference(), self.tensor(x))

    def unsafe(self, x, y):
        """Whether PyTorch would read, without a word, what it has just written."""
        a, b = self.tensor(x), self.tensor(y)
        expanded = 1 < b.numel() < a.numel()
        return x != y and self.shares(x, y) and (expanded or not (a.is_contiguous() and b.is_contiguous()))

    def shares(self, x, y):
        """Whether two tensors lie in the same memory."""
        b = self.tensor(y)
        return holds(lambda t: t.untyped_storage().data_ptr() == b.untyped_storage().data_ptr(), self.tensor(x))
