"""Random programs on what all operations share: views, changes in place, modes, hooks, walks, Functions, modules.

Few operations, of one dtype mostly, so that what differs is not one operation but the machinery.
"""

from tests.parity.programs import Author
from tests.parity.run import holds

VIEWS = [
    "[0]", "[-1]", "[1:]", "[:1]", "[::2]", "[...]", "[None]", ".view(-1)", ".t()", ".unsqueeze(0)",
    ".squeeze()", ".squeeze(0)", ".transpose(0, -1)", ".diagonal()", ".detach()", ".detach()", ".data", "[:, 0]",
    "[..., -1]", ".view_as({x})", ".expand(2, *{x}.shape)", ".flatten()", ".reshape(-1)", ".reshape(-1, 1)",
    ".expand_as({x})", ".clone()", ".contiguous()", ".to(torch.float32)",
]  # fmt: skip
PARTS = ["unbind(0)", "split(1)", "chunk(2)", "unbind(-1)", "split([1, 1])"]
UNARY = ["exp", "sin", "tanh", "sigmoid", "relu", "neg", "square", "cos", "abs", "clone"]
TURNS = [".squeeze_()", ".unsqueeze_(0)", ".t_()", ".transpose_(0, -1)"]
IN_PLACE = [
    ".mul_(2)", ".add_(1)", ".exp_()", ".sin_()", ".tanh_()", ".sigmoid_()", ".zero_()", ".fill_(0.5)", ".relu_()",
    ".neg_()", ".detach_()", ".requires_grad_()", ".mul_({y})", ".add_({y})", ".sub_({y})", ".copy_({y})", ".div_({y})",
    "[0] = {y}", "[0] = 0.5", "[0] *= 2", "[:1] = {y}", "[1:] += {y}", "[...] = {y}", "[[0]] = 1.0", "[{x} > 0] = 0.25",
    "[torch.tensor([0])] = {y}", ".masked_fill_({x} > 0, 1.5)", ".square_()", ".clamp_(0, 1)", ".fill_({y})",
    ".data.mul_(2)", ".detach().mul_(2)", ".detach()[0] = 3", ".where({x} > 0, {y})",
    ".addcmul_({y}, {x})", ".mul_({x})", " += {y}", " *= {y}", " -= 1",
    *TURNS, "[0].mul_(2)", ".view(-1)[:1].add_({y})",
    "[1:][0] = {y}", ".detach()[...].exp_()", ".unsqueeze(0).squeeze(0).neg_()",
]  # fmt: skip
MODES = [
    *["torch.no_grad()"] * 4, "torch.enable_grad()", "torch.set_grad_enabled(False)", "torch.inference_mode()",
    "torch.inference_mode(False)", "torch.set_grad_enabled(True)",
]  # fmt: skip
ANOMALIES = ["detect_anomaly()", "detect_anomaly(check_nan=False)", "set_detect_anomaly(True)"]
HOOKS = [
    "log.append(('{h}', g.tolist()))",
    "log.append(('{h}', torch.is_grad_enabled()))",
    "g * 2",
    "g + {y}",
    "(g.clone().mul_(2), log.append('{h}'))[0]",
    "torch.zeros_like(g)",
    "log.append(('{h}', [t.grad is None for t in ({x}, {y})]))",
    "h{other}.remove()",
    "kept.append(g)",
    "5",
    "g.sum()",
    "g.double()",
    "log.append(('{h}', [h.tolist() for h in torch.autograd.grad(({x} * {x}).sum(), [{x}])]))",
    "1 / 0",
]
FUNCTIONS = {
    "Double": "return x * 2 | return g * 2",
    "Same": "return x | return g * 3",
    "Viewing": "return x.view(-1) | return g.reshape(ctx.shape)",
    "Square": "ctx.save_for_backward(x); return x * x | (x,) = ctx.saved_tensors; return g * 2 * x",
    "Exp": "y = x.exp(); ctx.save_for_backward(y); return y | (y,) = ctx.saved_tensors; return g * y",
    "Kept": "ctx.x = x; return x * x | return g * 2 * ctx.x",
    "Dirty": "ctx.mark_dirty(x); return x.mul_(2) | return g * 2",
    "Silent": "x.mul_(2); return x | return g * 2",
    "Nothing": "return x * 2 | return None",
    "Wrong": "return x * 2 | return g, g",
    "Flat": "return x * 2 | return g.sum()",
    "Once": "return x.sin() | log.append((torch.is_grad_enabled(), ctx.needs_input_grad)); return g",
    "Cube": "ctx.save_for_backward(x); return x ** 3 | @once (x,) = ctx.saved_tensors; return g * 3 * x ** 2",
    "Held": "y = x * 1; ctx.save_for_backward(x, y); return y.mul_(x) | x, y = ctx.saved_tensors; return g * (x + y)",
    "Dirtied": "ctx.mark_dirty(x); y = x.exp_(); ctx.save_for_backward(y); return y | return g * ctx.saved_tensors[0]",
    "Untrue": "ctx.mark_dirty(x); return x * 2 | return g",
    "Part": "return x[:1] * 1 | return g.expand(ctx.shape)",
    "Thrice": "return x * 3 | return g * 3, None, None",
    "Whole": "return x.sum() | return g",
    "Failing": "return x * 2 | raise ValueError('no rule')",
    "Shown": "return x.detach() | return g",
    "Counted": "return (x > 0).long() | return g",
    "Listed": "return [x * 2] | return g",
}
PAIRS = {
    "Two": "return x * y, x + y | log.append((g.tolist(), h.tolist())); return g + h, h",
    "Lazy": "ctx.set_materialize_grads(False); return x * 2, y * 2 | log.append((g is None, h is None)); return g, h",
    "Half": "a, b = x * 2, y * 3; ctx.mark_non_differentiable(b); return a, b | return g * 2, None",
    "Both": "ctx.save_for_backward(x, y); return x * y, y | x, y = ctx.saved_tensors; return g * y, g * x + h",
    "Swap": "return y, x | return h, g",
    "Needed": "return x * y, x | a, b = ctx.needs_input_grad; return g if a else None, h if b else None",
    "Either": "ctx.mark_dirty(x); return x.mul_(2), y * 2 | return g * 2, h * 2",
    "Second": "ctx.mark_dirty(y); return x * 2, y.mul_(3) | return g * 2, h * 3",
    "Views": "return x[:1], x[:1] * y | return None, None",
    "Late": "a = x * y; ctx.save_for_backward(a, y); return a, a + 1 | a, y = ctx.saved_tensors; return g * y, -a",
    "Marked": "ctx.mark_non_differentiable(x); return x, y * 2 | return None, h * 2",
    "One": "return x * y, x.tolist() | return g, g",
}


def function(name, body, pair):
    """The lines of a Function."""
    forward, backward = (part.strip().replace("; ", "\n        ") for part in body.split("|"))
    once = "    @torch.autograd.function.once_differentiable\n" if "@once " in backward else ""
    takes, gets = ("x, y", "g, h") if pair else ("x", "g")
    return (
        f"class {name}(torch.autograd.Function):\n    @staticmethod\n    def forward(ctx, {takes}):\n"
        f"        ctx.shape = x.shape\n        {forward}\n    @staticmethod\n{once}    def backward(ctx, {gets}):\n"
        f"        {backward.removeprefix('@once ')}"
    )


OPTIMIZERS = [
    "SGD({}, lr=0.5)", "SGD({}, lr=0.1, momentum=0.5)", "SGD({}, lr=0.1, momentum=0.5, nesterov=True)",
    "SGD({}, lr=0.1, weight_decay=0.5, maximize=True)", "SGD({}, lr=0.1, momentum=0.5, dampening=0.25)",
    "Adam({}, lr=0.1)", "Adam({}, lr=0.1, amsgrad=True)", "Adam({}, lr=0.1, weight_decay=0.5)", "AdamW({}, lr=0.1)",
    "RMSprop({}, lr=0.1)", "RMSprop({}, lr=0.1, momentum=0.5, centered=True)", "Adagrad({}, lr=0.1, lr_decay=0.5)",
]  # fmt: skip


class Machinist(Author):
    """Writes one program on the machinery."""

    def __init__(self, seed, right, ours, length):
        super().__init__(seed, right, ours, length)
        self.functions = set()
        self.generators = 0
        self.modules = 0
        self.optimizers = 0
        self.kinds = KINDS
        self.modes = [mode.removeprefix("torch.") for mode in MODES]

    def create(self):
        shape = self.pick([(), (1,), (2,), (2,), (3,), (2, 2), (2, 2), (2, 3)])
        dtype = self.pick([""] * 12 + [", dtype=torch.float64", ", dtype=torch.int64"])
        grad = ", requires_grad=True" if self.chance(0.7) and "int" not in dtype else ""
        return f"{self.name()} = torch.tensor({self.literal(shape)}{dtype}{grad})"

    def other(self, x):
        """A tensor that broadcasts with this one, mostly without memory in common, which may be undefined."""
        y = self.like(x)
        return x if y != x and self.unsafe(x, y) else y

    def compute(self):
        x = self.any()
        if self.chance(0.4):
            return f"{self.name()} = {x}.{self.pick(UNARY)}()"
        y = self.like(x)
        v = self.name()
        made = self.pick([
            f"{x} * {y}", f"{x} * {y}", f"{x} + {y}", f"{x} - {y}", f"{x} / {y}", f"{x} * 2", f"{x} + 1", f"{x} ** 2",
            f"torch.where({x} > 0, {x}, {y})", f"{x}.sum()", f"{x}.mean()", f"({x} * {y}).sum()", f"{x}.sum(0)",
            f"torch.stack([{x}, {x}])", f"torch.cat([{x}, {x}])", f"{x}[torch.tensor([0])]", f"{x}[{x} > 0]",
            f"{x}[[0]]",
            f"torch.addcmul({x}, {y}, {x})", f"{x}.prod()", f"{x}.cumsum(0)", f"{x}.softmax(0)",
        ])  # fmt: skip
        if "stack" in made and holds(lambda t: t.is_inference(), self.tensor(x)):
            return None  # to PyTorch this is a view of something that nobody has seen
        return f"{v} = {made}"

    def view(self):
        x = self.any()
        if self.chance(0.12):
            y = self.any(lambda t: t.ndim > 0)
            parts = self.pick(PARTS)
            n = self.tensor(y).shape[-1 if "-1" in parts else 0]
            if n:
                names = "".join(f"{self.name()}, " for _ in range(min(n, 2 if "chunk" in parts else n)))
                return f"{names}= {y}.{parts}"
        return f"{self.name()} = {x}{self.pick(VIEWS).format(x=x)}"

    def change(self):
        x = self.any(None if self.chance(0.15) else lambda t: not (t.requires_grad and t.is_leaf))
        does = self.pick(IN_PLACE)
        if does in TURNS and (self.tensor(x).numel() == 1 or holds(lambda t: t.is_inference(), self.tensor(x))):
            return None  # PyTorch takes the size of a single number for what it was, and turns what must not change
        if holds(lambda t: t.retains_grad and t.output_nr, self.tensor(x)):
            return None  # PyTorch lets the new node keep the gradient of the old one's first output
        return f"{x}{does.format(x=x, y=self.other(x))}"

    def hook(self):
        x = self.any(lambda t: t.requires_grad and not t._is_view())  # PyTorch crashes on a hook of some views
        h = f"h{self.hooks}"
        self.hooks += 1
        does = self.pick(HOOKS).format(h=h, x=x, y=self.like(x), other=self.random.randrange(self.hooks))
        node = self.pick([f"{x}.grad_fn", f"{x}.grad_fn.next_functions[0][0]"])
        seen = f"log.append(('{h}', [None if g is None else g.tolist() for g in "
        if "next" in node:  # PyTorch forgets the node of a leaf, and its hooks, with the last that leads to it
            node = f"(kept.append({node}), kept[-1])[1]"
        return self.pick([
            *[f"{h} = {x}.register_hook(lambda g: {does})"] * 4,
            f"{h} = {x}.register_post_accumulate_grad_hook(lambda t: log.append(('{h}', t.grad.tolist())))",
            f"{h} = {x}.register_post_accumulate_grad_hook(lambda t: setattr(t, 'grad', None))",
            f"{h} = {x}.register_post_accumulate_grad_hook(lambda t: (t.data.sub_(t.grad), None)[1])",
            f"{h} = {node}.register_hook(lambda gi, go: {seen}gi + go]))",
            f"{h} = {node}.register_prehook(lambda go: {seen}go]))",
            f"{h} = {node}.register_prehook(lambda go: (go[0] * 2, *go[1:]))",
            f"{h} = {node}.register_hook(lambda gi, go: tuple(g if g is None else g * 2 for g in gi))",
            f"{x}.retain_grad()", f"{x}.retain_grad()",
            f"h{self.random.randrange(self.hooks)}.remove()",
        ])  # fmt: skip

    def walk(self):
        line = self.random.choices([self.backward, self.gradient, self.backward_of_two, self.twice], [8, 4, 4, 2])[0]()
        # That a recorded walk leaks, PyTorch says when all is over.
        if self.chance(0.04) and "create_graph" not in line:
            line = f"with torch.autograd.{self.pick(ANOMALIES)}:\n    {line}"
        return line

    def wanted(self, most):
        """A list of tensors that gradients are wanted of."""
        return f"[{', '.join(self.rather(lambda t: t.requires_grad) for _ in range(self.random.randint(1, most)))}]"

    def backward(self):
        line = super().backward()
        return f"{line[: line.index('inputs=')]}inputs={self.wanted(3)})" if "inputs=" in line else line

    def backward_of_two(self):
        roots = [self.rather(lambda t: t.requires_grad) for _ in range(2)]
        options = [o for o in ("retain_graph=True", "create_graph=True") if self.chance(0.3)]
        if self.chance(0.5):
            roots = [f"{x}.sum()" for x in roots]
        else:
            options.insert(0, f"[torch.ones_like({roots[0]}), {self.pick(['None', f'torch.ones_like({roots[1]})'])}]")
        if self.chance(0.3):
            options.append(f"inputs={self.wanted(2)}")
        return f"torch.autograd.backward([{', '.join(roots)}]{''.join(', ' + o for o in options)})"

    def twice(self):
        """A gradient of a gradient."""
        x, targets = self.rather(lambda t: t.requires_grad), self.wanted(2)
        names = [f"g{i}" for i in range(targets.count(",") + 1)]
        power = self.pick(["square()", "sin()", "exp()"])
        lines = [
            f"{', '.join(names)}, = torch.autograd.grad({x}.{power}.sum(), {targets}, create_graph=True, "
            "materialize_grads=True)",
            "; ".join(f"{g} = {g}.clone()" for g in names),  # what PyTorch hands out may be shared
        ]
        total = " + ".join(f"{g}.square().sum()" for g in names)
        if self.chance(0.3):
            lines.append(f"({total}).backward({self.pick(['', 'retain_graph=True'])})")
        else:
            second = f"torch.autograd.grad({total}, {self.wanted(2)}, allow_unused=True)"
            lines.append(f"log.append([g if g is None else g.tolist() for g in {second}])")
        return "\n".join(lines)

    def root(self):
        x, gradient = super().root()
        return x, gradient if "torch." in gradient else ""

    def gradient(self):
        line = super().gradient().replace("allow_unused", self.pick(["allow_unused", "materialize_grads"]))
        if "grad_outputs" not in line and self.chance(0.2):
            y = self.rather(lambda t: t.requires_grad)
            line = line.replace("torch.autograd.grad(", f"torch.autograd.grad([{y}.sum(), ").replace(", [", "], [", 1)
        return line

    def apply(self):
        x = self.any()
        pair = self.chance(0.3)
        name = self.pick([*(PAIRS if pair else FUNCTIONS)])
        if name not in self.functions:
            self.functions.add(name)
            written = function(name, (PAIRS if pair else FUNCTIONS)[name], pair) + "\n"
        else:
            written = ""
        if pair:
            return (
                f"{written}{self.name()}, {self.name()} = {name}.apply({x}, {self.pick([self.like(x), self.other(x)])})"
            )
        return f"{written}{self.name()} = {name}.apply({x})"

    def nested(self):
        """Lines in modes that are one in the other, and what holds between and after them."""
        outer, inner = self.pick(MODES), self.pick(MODES)
        lines = [self.pick([self.compute, self.view, self.change])() or "pass" for _ in range(3)]
        if "inference" in outer + inner and any("requires_grad" in line or ".data =" in line for line in lines):
            return None  # see ``write``
        asked = "log.append((torch.is_grad_enabled(), torch.is_inference_mode_enabled()))"
        return (
            f"with {outer}:\n    {lines[0]}\n    with {inner}:\n        {lines[1]}\n        {asked}\n"
            f"    {lines[2]}\n    {asked}"
        )

    def decorated(self):
        """A function or a generator that runs in a mode."""
        x, n = self.any(), self.generators
        mode = self.pick(["torch.no_grad()", "torch.no_grad", "torch.enable_grad()", "torch.set_grad_enabled(False)"])
        if n and self.chance(0.5):
            return f"{self.name()} = next(made{self.random.randrange(n)})"
        self.generators += 1
        if self.chance(0.5):
            return (
                f"@{mode}\ndef make{n}(x):\n    for i in range(3):\n        log.append(torch.is_grad_enabled())\n"
                f"        yield x * i\nmade{n} = make{n}({x})"
            )
        inner = self.pick(MODES)
        return (
            f"@{mode}\ndef make{n}(x):\n    log.append(torch.is_grad_enabled())\n    with {inner}:\n"
            f"        return x * 2\nmade{n} = iter([make{n}({x})])"
        )

    def module(self):
        """A module with hooks, or a call of one."""
        x, n = self.any(), self.modules
        if n and self.chance(0.6):
            return f"{self.name()} = m{self.random.randrange(n)}({x})"
        self.modules += 1
        hooks = [
            "register_full_backward_hook(lambda m, i, o: log.append([g if g is None else g.clone() for g in i + o]))",
            "register_full_backward_hook(lambda m, gi, go: tuple(g if g is None else g * 2 for g in gi))",
            "register_full_backward_pre_hook(lambda m, go: tuple(g * 2 for g in go))",
            "register_forward_hook(lambda m, a, out: out * 2)",
            "register_forward_pre_hook(lambda m, a: (a[0] * 3,))",
        ]
        layers = self.pick(["torch.nn.ReLU()", "torch.nn.Identity()", "torch.nn.Tanh(), torch.nn.Sigmoid()"])
        return f"m{n} = torch.nn.Sequential({layers})\nm{n}{self.pick(['', '[0]'])}.{self.pick(hooks)}"

    def taken(self):
        """A tensor made of all that there is of another one, or of its memory."""
        x, v = self.any(), self.name()
        made = self.pick([
            "copy.copy({})", "copy.deepcopy({})", "copy.deepcopy([{}, {}[:1]])[1]", "torch.nn.Parameter({})",
            "torch.tensor({}.detach().numpy())", "torch.nn.Parameter({}.detach(), requires_grad=False)",
            "pickle.loads(pickle.dumps({}.clone()))",  # which is not laid out anew
        ])  # fmt: skip
        if self.chance(0.2):
            return f"{x}.detach().numpy()[...] = 2"
        return f"import copy, pickle\n{v} = {made.format(x, x)}"

    def differentiate(self):
        """Derivatives of a function."""
        x, n = self.any(), self.pick(["2", "3"])
        y = self.like(x)
        f = self.pick([
            f"lambda x: (x ** {n}).sum()", "lambda x: x.exp() * x", f"lambda x: x * {y}", "lambda x: x[:1].sin().sum()",
            "lambda x: x.detach().sum()", f"lambda x: {y}.sum()", "lambda x: x.mul_(2).sum()", "lambda x: (x, x * 2)",
            "lambda x: (x * x.detach()).sum()",
        ])  # fmt: skip
        options = self.pick(["", "", ", create_graph=True", ", strict=True"])
        call = self.pick([
            f"jacobian({f}, {x}{options})", f"hessian({f}, {x}{options})", f"vjp({f}, {x}, {y}{options})",
            f"vjp({f}, {x}{options})", f"jvp({f}, {x}, torch.ones_like({x}){options})", f"vhp({f}, {x}, {y}{options})",
            f"hvp({f}, {x}, torch.ones_like({x}){options})",
        ])  # fmt: skip
        return f"log.append(torch.autograd.functional.{call})"

    def optimize(self):
        """An optimizer, or what one does."""
        n, leaf = self.optimizers, self.leaf() if self.chance(0.95) else self.any()
        if not n or self.chance(0.25):
            self.optimizers += 1
            leaves = f"list(dict.fromkeys([{leaf}, {self.leaf()}]))"  # a tensor twice would have two momentums
            return f"o{n} = torch.optim.{self.pick(OPTIMIZERS).format(leaves)}"
        o = f"o{self.random.randrange(n)}"
        return self.pick([
            f"{o}.step()", f"{o}.step()", f"{o}.step()", f"{o}.zero_grad()", f"{o}.zero_grad(set_to_none=False)",
            f"{o}.param_groups[0]['lr'] = 0.25", f"{o}.add_param_group({{'params': [{leaf}]}})",
            f"{o}.load_state_dict({o}.state_dict())", f"log.append({o}.step(lambda: {leaf}.sum().item()))",
            f"log.append([[*map(list, state.items())] for state in {o}.state.values()])",
        ])  # fmt: skip

    def flag(self):
        x = self.any()
        data = self.data()
        return self.pick([
            *([data] if data else []),
            f"{x}.requires_grad_()", f"{x}.requires_grad_(False)", f"{x}.requires_grad = {self.chance(0.6)}",
            f"{x}.detach_()", f"{x}.grad = None", f"torch.set_grad_enabled({self.chance(0.7)})", f"del {x}",
            f"{x}.grad = {self.any()}", f"{x}.retain_grad()",
            f"{x}.requires_grad_().retain_grad()",
            f"log.append({x}.grad_fn._saved_{self.pick(['self', 'result'])}.tolist())",
            f"log.append({x}.is_leaf)", f"log.append({x}._base is {self.any()})", f"{x}.grad = torch.ones_like({x})",
        ])  # fmt: skip


KINDS = [
    (Machinist.create, 4), (Machinist.compute, 22), (Machinist.view, 22), (Machinist.change, 22), (Machinist.hook, 12),
    (Machinist.walk, 18), (Machinist.apply, 8), (Machinist.decorated, 3), (Machinist.module, 3), (Machinist.flag, 8),
    (Machinist.gradients, 3), (Machinist.nested, 3), (Machinist.optimize, 6),
    (Machinist.differentiate, 2), (Machinist.taken, 3),
]  # fmt: skip


def program(seed, right, ours, length=16):
    """The program of one seed."""
    return Machinist(seed, right, ours, length).write()
