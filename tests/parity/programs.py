"""Random programs: lines of Python that make tensors, compute, change in place, and walk back, from a seed.

The author writes a line, runs it on the library that is right by definition, and sees what there is to write about.
"""

import random

from tests.parity.compare import Run


def words(text):
    return text.split()


UNARY = words("""
neg abs exp log sqrt sin cos tan tanh sigmoid relu square reciprocal rsqrt log1p expm1 exp2 log2
log10 sinh cosh asin atan asinh atanh sign sgn floor ceil round trunc frac erf positive nan_to_num
logical_not isnan isfinite
""")
BINARY = words("""
add sub mul div pow maximum minimum atan2 hypot fmod remainder floor_divide logaddexp xlogy eq ne lt
le gt ge logical_and logical_or
""")
OF_TENSORS = words("""
maximum minimum atan2 hypot logaddexp logical_and logical_or atan2_ copy_
""")  # take no numbers
SYMBOLS = words("""
+ - * / + - * / ** // % < >= == !=
""")
CHANGES = words("""
add_ sub_ mul_ div_ copy_ add_ mul_ pow_ atan2_ fmod_ remainder_
""")
CHANGES_ALONE = words("""
neg_ exp_ sqrt_ sin_ cos_ tanh_ sigmoid_ relu_ square_ reciprocal_ abs_ zero_ log1p_ round_ erf_
log_ sign_ rsqrt_ detach_ exp2_ expm1_ cosh_ atan_
""")
REDUCTIONS = words("""
sum mean sum mean sum mean prod max min amax amin var std norm logsumexp median argmax argmin any
all softmax log_softmax cumsum cumprod
""")
ALONG = words("""
sum mean sum mean prod amax amin var std logsumexp softmax log_softmax cumsum cumprod argmax any all
""")
SHAPES = [(), (1,), (2,), (3,), (3,), (2, 3), (2, 3), (3, 2), (1, 3), (2, 1), (2, 2), (0,), (2, 1, 3), (2, 2, 2)]
NUMBERS = [0.5, 1.0, 1.5, 2.0, -0.5, -1.0, 0.25, 3.0, 1.25, 0.75, -2.0, 0.0]
MODES = ["no_grad()", "no_grad()", "enable_grad()", "set_grad_enabled(False)", "set_grad_enabled(True)",
         "inference_mode()", "inference_mode(False)"]  # fmt: skip


class Author:
    """Writes one program. ``right`` is the library the program is tried on, ``ours`` the one that may lack names."""

    def __init__(self, seed, right, ours, length):
        self.random = random.Random(seed)
        self.ours = ours
        self.run = Run(right)
        self.length = length
        self.count = 0
        self.hooks = 0
        self.precise = self.chance(0.2)

    def write(self):
        """The lines of the program."""
        lines = ["# seen once, at the end"] if self.chance(0.2) else []
        kinds, weights = zip(*KINDS, strict=True)
        try:
            for _ in range(self.random.randint(1, 3)):
                lines.append(self.tried(self.create()))
            while len(lines) < self.length:
                if not self.run.tensors():
                    lines.append(self.tried(self.create()))
                    continue
                try:
                    line = self.random.choices(kinds, weights)[0](self)
                except LookupError:
                    continue
                if line is None:
                    continue
                if self.chance(0.1):
                    mode = self.pick(MODES)
                    # PyTorch records nothing of a tensor made in inference mode, whatever it was asked to require.
                    if "inference" not in mode or "requires_grad" not in line and ".data =" not in line:
                        line = f"with torch.{mode}:\n    {line}"
                lines.append(self.tried(line))
        finally:
            self.run.finish()
        return lines

    def tried(self, line):
        self.run.step(line)
        return line

    # Choices

    def pick(self, choices):
        return self.random.choice(choices)

    def chance(self, p):
        return self.random.random() < p

    def name(self):
        """A new name, and now and then an old one."""
        if self.count > 2 and self.chance(0.08):
            return f"v{self.random.randrange(self.count)}"
        self.count += 1
        return f"v{self.count - 1}"

    def any(self, where=None):
        """The name of a tensor, rather a late one, rather one that requires grad. Raises LookupError."""
        tensors = self.run.tensors()
        names = [n for n, t in tensors.items() if where is None or holds(where, t)]
        if not names:
            raise LookupError
        weights = [(2 + i) * (3 if tensors[n].requires_grad else 1) for i, n in enumerate(names)]
        return self.random.choices(names, weights)[0]

    def rather(self, where):
        """``any`` of those as wanted, or of all where there is none such."""
        try:
            return self.any(where)
        except LookupError:
            return self.any()

    def leaf(self):
        return self.any(lambda t: t.requires_grad and t.is_leaf)

    def tensor(self, name):
        return self.run.names[name]

    def has(self, method):
        return hasattr(self.ours.Tensor, method)

    def like(self, name):
        """A tensor that broadcasts with this one, mostly."""
        shape = self.tensor(name).shape
        if self.chance(0.1):
            return self.any()

        def fits(t):
            pairs = zip(reversed(t.shape), reversed(shape), strict=False)
            return all(n == m or 1 in (n, m) for n, m in pairs)

        return self.any(fits)

    def number(self):
        return self.pick([2, 3, 0.5, 1.5, 2.0, -1, 1, 0, True, 0.25])

    def other(self, name):
        """A second operand: a tensor or a number."""
        return self.like(name) if self.chance(0.6) else repr(self.number())

    def dim(self, name):
        ndim = self.tensor(name).ndim
        if self.chance(0.04):
            return ndim + 1
        return self.random.randint(-ndim, ndim - 1) if ndim else self.pick([0, -1])

    # Lines

    def literal(self, shape):
        if not shape:
            return repr(self.pick(NUMBERS))
        return "[" + ", ".join(self.literal(shape[1:]) for _ in range(shape[0])) + "]"

    def create(self):
        shape = self.pick(SHAPES)
        v = self.name()
        names = ["float64", "int64", "bool", "int32", "float16"]
        options = ["", *(f", dtype=torch.{name}" for name in names)]
        dtype = self.random.choices(options, [60, 20, 6, 2, 2, 1])[0]
        if self.precise and dtype in ("", ", dtype=torch.float16"):
            dtype = ", dtype=torch.float64"
        floating = "int" not in dtype and "bool" not in dtype
        grad = ", requires_grad=True" if self.chance(0.65 if floating else 0.02) else ""
        size = ", ".join(map(str, shape)) or "()"
        kind = self.random.random()
        if kind < 0.7:
            return f"{v} = torch.tensor({self.literal(shape)}{dtype}{grad})"
        if kind < 0.9:
            return f"{v} = torch.{self.pick(['ones', 'zeros'])}({size}{dtype}{grad})"
        if kind < 0.95:
            return f"{v} = torch.full({shape}, {self.number()}{dtype}{grad})"
        return f"{v} = torch.arange({self.pick(['4', '3.0', '1, 4', '0.5, 3'])}{dtype}{grad})"

    def unary(self):
        x, op = self.any(), self.pick(UNARY)
        if not self.has(op):
            return None
        return f"{self.name()} = " + (f"torch.{op}({x})" if self.chance(0.3) else f"{x}.{op}()")

    def binary(self):
        x = self.any()
        y = self.other(x)
        kind = self.random.random()
        if kind < 0.7:
            symbol = self.pick(SYMBOLS)
            bug = symbol == "**" and y == "True"  # PyTorch fails on True ** x
            a, b = (x, y) if self.chance(0.8) or bug else (y, x)
            return f"{self.name()} = {a} {symbol} {b}"
        op = self.pick(BINARY)
        if not self.has(op) or op in OF_TENSORS and not y.startswith("v"):
            return None
        return f"{self.name()} = " + (f"torch.{op}({x}, {y})" if self.chance(0.5) else f"{x}.{op}({y})")

    def several(self):
        x = self.any()
        y, z, v = self.like(x), self.like(x), self.name()
        return self.pick([
            f"{v} = torch.where({x} > 0, {y}, {z})",
            f"{v} = torch.where({x} > {y}, {x}, {self.number()})",
            f"{v} = {x}.clamp({self.pick(['-1, 1', '0', 'min=0.5', 'max=1.0', y, f'max={y}', f'{y}, {z}'])})",
            f"{v} = {x}.masked_fill({y} > 0, {self.number()})",
            f"{v} = torch.addcmul({x}, {y}, {z}, value={self.number()})",
            f"{v} = torch.lerp({x}, {y}, {self.pick(['0.25', '0.75', z])})",
            f"{v} = torch.add({x}, {y}, alpha={self.number()})",
            f"{v} = torch.sub({x}, {y}, alpha={self.number()})",
        ])  # fmt: skip

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
        x = self.any(None if self.chance(0.15) else lambda t: not (t.requires_grad and t.is_leaf))
        kind = self.random.random()
        if kind < 0.25:
            op = self.pick(CHANGES_ALONE)
            return f"{x}.{op}()" if self.has(op) else None
        y = self.other(x)
        if y.startswith("v") and self.unsafe(x, y):
            return None
        if kind < 0.45:
            op = self.pick(CHANGES)
            if not self.has(op) or op in OF_TENSORS and not y.startswith("v"):
                return None
            if op in ("fmod_", "remainder_") and not self.tensor(x).is_floating_point():
                return None  # where PyTorch divides by 0 it has written some of the elements already
            return f"{x}.{op}({y})"
        if kind < 0.6:
            return f"{x} {self.pick(['+=', '-=', '*=', '/=', '*=', '**='])} {y}"
        if kind < 0.7:
            return f"{x}.{self.pick(['fill_', 'clamp_'])}({self.number()})"
        if kind < 0.75:
            return f"{x}.masked_fill_({x} > 0, {self.number()})"
        i = self.index(x)
        value = self.number() if self.chance(0.4) else self.any(lambda t: t.numel() <= 3)
        if kind < 0.85:
            return f"{x}[{i}] {self.pick(['+=', '*='])} {value}"
        return f"{x}[{i}] = {value}"

    def unsafe(self, x, y):
        """Whether PyTorch would read, without a word, what it has just written."""
        a, b = self.tensor(x), self.tensor(y)
        shared = holds(lambda t: t.untyped_storage().data_ptr() == b.untyped_storage().data_ptr(), a)
        return x != y and shared and not (a.is_contiguous() and b.is_contiguous())

    def flag(self):
        x = self.any()
        return self.pick([
            f"{x}.requires_grad_()", f"{x}.requires_grad_({self.chance(0.5)})",
            f"{x}.requires_grad = {self.chance(0.6)}",
            f"{x}.retain_grad()", f"{x}.retain_grad()", f"{x}.retain_grad()",
        ])  # fmt: skip

    def hook(self):
        x = self.any(lambda t: t.requires_grad and not t._is_view())  # PyTorch crashes on a hook of some views
        h = f"h{self.hooks}"
        self.hooks += 1
        seen = f'log.append(("{h}", g.detach().clone()))'
        return self.pick([
            f"{h} = {x}.register_hook(lambda g: {seen})",
            f"{h} = {x}.register_hook(lambda g: g * 2)",
            f"{h} = {x}.register_hook(lambda g: log.append(torch.is_grad_enabled()))",
            f"{h} = {x}.register_post_accumulate_grad_hook(lambda t: log.append(('{h}', t.grad.detach().clone())))",
            f"{h} = {x}.grad_fn.register_hook(lambda gi, go: log.append(('{h}', gi, go)))",
            f"{h} = {x}.grad_fn.register_prehook(lambda go: log.append(('{h}', go)))",
            f"h{self.random.randrange(self.hooks)}.remove()",
        ])  # fmt: skip

    def root(self):
        """The start of a walk: an expression, and the gradient it needs."""
        x = self.rather(lambda t: t.requires_grad)
        t = self.tensor(x)
        if t.numel() == 1 and self.chance(0.8):
            return x, ""
        kind = self.random.random()
        if kind < 0.5:
            return f"{x}.sum()", ""
        if kind < 0.6:
            return f"({x} * {x}).sum()", ""
        if kind < 0.66:
            return x, ""
        if kind < 0.72:
            return x, self.any()
        return x, f"torch.full({tuple(t.shape)}, {self.pick([1.0, 2.0, 0.5])}, dtype={t.dtype})"

    def backward(self):
        x, gradient = self.root()
        options = [gradient] if gradient else []
        if self.chance(0.45):
            options.append("retain_graph=True")
        if self.chance(0.15):
            options.append("create_graph=True")
        if self.chance(0.12):
            options.append(f"inputs=[{self.rather(lambda t: t.requires_grad)}]")
        return f"{x}.backward({', '.join(options)})"

    def gradient(self):
        x, gradient = self.root()
        targets = [self.rather(lambda t: t.requires_grad) for _ in range(self.pick([1, 1, 2]))]
        options = [f"grad_outputs={gradient}"] if gradient else []
        options += [o for o in ("retain_graph=True", "create_graph=True", "allow_unused=True") if self.chance(0.4)]
        names = ", ".join(self.name() for _ in targets)
        return f"{names}, = torch.autograd.grad({', '.join([x, '[' + ', '.join(targets) + ']', *options])})"

    def gradients(self):
        """Something done to a ``.grad``."""
        x = self.leaf()
        if self.tensor(x).grad is None:
            return self.pick([None, None, f"{x}.grad = torch.ones_like({x})", f"{x}.grad = {self.any()}"])
        return self.pick([
            f"{x}.grad = None", f"{x}.grad = None", f"{x}.grad.zero_()", f"{x}.grad.zero_()",
            f"{self.name()} = {x}.grad",
            f"{x}.grad *= 2", f"with torch.no_grad():\n    {x} -= 0.25 * {x}.grad", f"{x}.grad = {x}.grad.clone()",
            f"{x}.data -= 0.5 * {x}.grad", f"{x}.grad.detach_()",
        ])  # fmt: skip

    def ask(self):
        x = self.any()
        y = self.any()
        return self.pick([
            f"log.append({x}.item())", f"log.append({x}.tolist())", f"log.append(len({x}))", f"log.append(bool({x}))",
            f"log.append(float({x}))", f"log.append({x}.numpy().tolist())", f"log.append({x}._base is {y})",
            f"log.append({x}.grad)", f"log.append(int({x}))", f"log.append(f'{{{x}:.2f}}')", f"log.append([*{x}])",
            f"log.append(str({x}))", f"log.append({x}.is_contiguous())" if self.has("is_contiguous") else None,
        ])  # fmt: skip

    def mode(self):
        return f"torch.set_grad_enabled({self.chance(0.7)})"

    def forget(self):
        return f"del {self.any()}"

    def data(self):
        x, y = self.any(), self.any()
        t, u = self.tensor(x), self.tensor(y)
        if t.shape != u.shape or t.dtype != u.dtype or self.chance(0.5):
            return f"{x}.data.mul_(2)"
        return f"{x}.data = {y}.detach().clone()"


def holds(where, tensor):
    """Whether a tensor is as wanted; one that does not even say so is not."""
    try:
        return where(tensor)
    except RuntimeError:
        return False


KINDS = [
    (Author.create, 6), (Author.unary, 12), (Author.binary, 20), (Author.several, 4), (Author.matmul, 4),
    (Author.shape, 14), (Author.reduce, 6), (Author.read, 10), (Author.parts, 2), (Author.join, 2), (Author.change, 16),
    (Author.flag, 4), (Author.hook, 3), (Author.backward, 10), (Author.gradient, 3), (Author.gradients, 4),
    (Author.ask, 2), (Author.mode, 1), (Author.forget, 1), (Author.data, 1),
]  # fmt: skip


def program(seed, right, ours, length=14):
    """The program of one seed."""
    return Author(seed, right, ours, length).write()
