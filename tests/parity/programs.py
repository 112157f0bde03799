"""Random programs: lines of Python that make tensors, compute, change in place, and walk back, from a seed.

The author writes a line, runs it on the library that is right by definition, and sees what there is to write about.
"""

import random
import re

from tests.parity.operations import Operations
from tests.parity.options import Options
from tests.parity.run import Run, holds

SHAPES = [(), (1,), (2,), (3,), (3,), (2, 3), (2, 3), (3, 2), (1, 3), (2, 1), (2, 2), (0,), (2, 1, 3), (2, 2, 2)]
NUMBERS = [0.5, 1.0, 1.5, 2.0, -0.5, -1.0, 0.25, 3.0, 1.25, 0.75, -2.0, 0.0]
MODES = ["no_grad()", "no_grad()", "enable_grad()", "set_grad_enabled(False)", "set_grad_enabled(True)",
         "inference_mode()", "inference_mode(False)"]  # fmt: skip


class Author(Operations, Options):
    """Writes one program. ``right`` is the library the program is tried on, ``ours`` the one that may lack names."""

    def __init__(self, seed, right, ours, length):
        self.random = random.Random(seed)
        self.ours = ours
        self.run = Run(right)
        self.length = length
        self.count = 0
        self.hooks = 0
        self.precise = self.chance(0.2)
        self.kinds, self.modes = KINDS, MODES

    def write(self):
        """The lines of the program."""
        lines = self.lines = ["# seen once, at the end"] if self.chance(0.2) else []
        kinds, weights = zip(*self.kinds, strict=True)
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
                    mode = self.pick(self.modes)
                    # PyTorch records nothing of a tensor made in inference mode, whatever it was asked to require.
                    told = "requires_grad" in line or ".data =" in line
                    if not ("inference" in mode and told or "True" not in mode and self.turns(line)):
                        line = f"with torch.{mode}:\n    {line}"
                lines.append(self.tried(line))
        finally:
            self.run.finish()
        return lines

    def tried(self, line):
        self.run.step(line)
        return line

    def turns(self, line):
        """Whether a line turns a tensor that has a history: unrecorded, its node goes on to expect its old shape."""
        turned = re.match(r"(v\d+)\.(t|\w*squeeze|transpose)_\(", line)
        return turned and holds(lambda t: t.requires_grad, self.tensor(turned[1]))

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
        # Not such as were made in inference mode and require grad after all: see ``write``.
        names = [
            n
            for n, t in tensors.items()
            if not (t.requires_grad and t.is_inference()) and (where is None or holds(where, t))
        ]
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
        copied = f'log.append(("{h}", g.detach().clone()))'
        seen = f"log.append(('{h}', [g if g is None else g.detach().clone() for g in "
        return self.pick([
            f"{h} = {x}.register_hook(lambda g: {copied})",
            f"{h} = {x}.register_hook(lambda g: g * 2)",
            f"{h} = {x}.register_hook(lambda g: log.append(torch.is_grad_enabled()))",
            f"{h} = {x}.register_post_accumulate_grad_hook(lambda t: log.append(('{h}', t.grad.detach().clone())))",
            f"{h} = {x}.grad_fn.register_hook(lambda gi, go: {seen}gi + go]))",
            f"{h} = {x}.grad_fn.register_prehook(lambda go: {seen}go]))",
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
            return x, f"{self.any()}.detach().clone()"  # else PyTorch adds into the tensor that it was given
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
        targets = [*{self.rather(lambda t: t.requires_grad): None for _ in range(self.pick([1, 1, 2]))}]
        x = x.replace(".sum()", ".square().sum()")  # else the gradient may be one number, expanded
        options = [f"grad_outputs={gradient}"] if gradient else []
        options += [o for o in ("retain_graph=True", "create_graph=True", "allow_unused=True") if self.chance(0.4)]
        names = ", ".join(self.name() for _ in targets)
        call = f"torch.autograd.grad({', '.join([x, '[' + ', '.join(targets) + ']', *options])})"
        # PyTorch's share memory as it comes, and in which order they lie there follows from how each rule is written.
        return f"{names}, = [g if g is None else g.contiguous().clone() for g in {call}]"

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
        if any(holds(lambda t: t.is_inference(), tensor) for tensor in (t, u)):
            return None  # what is made with such memory in a tensor PyTorch cannot tell itself
        if any("layer_norm" in line or "logsigmoid" in line for line in self.lines):
            return None  # whose mean or exp(-|x|) PyTorch has saved, and reads beside data that have changed
        if t.shape != u.shape or t.dtype != u.dtype or self.frozen(x) or self.chance(0.5):
            # A number that minigrad has saved stays the right one; in PyTorch it changes without a word.
            # Positions that a rule will read may then be out of bounds.
            return f"{x}.data.mul_(2)" if t.ndim and t.is_floating_point() else None
        return f"{x}.data = {y}.detach().clone()"


KINDS = [
    (Author.create, 6), (Author.unary, 12), (Author.binary, 20), (Author.several, 4), (Author.matmul, 4),
    (Author.picked, 4), (Author.more, 8), (Author.products, 2),
    (Author.shape, 14), (Author.reduce, 6), (Author.read, 10), (Author.parts, 2), (Author.join, 2), (Author.change, 16),
    (Author.reduced, 5), (Author.ordered, 5), (Author.arranged, 5), (Author.joined, 4), (Author.trained, 5),
    (Author.made, 2), (Author.drawn, 1), (Author.written, 6),
    (Author.flag, 4), (Author.hook, 3), (Author.backward, 10), (Author.gradient, 3), (Author.gradients, 4),
    (Author.ask, 2), (Author.mode, 1), (Author.forget, 1), (Author.data, 1),
]  # fmt: skip


def program(seed, right, ours, length=14):
    """The program of one seed."""
    return Author(seed, right, ours, length).write()
