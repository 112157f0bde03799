"""Random programs on views that change in place: of bases laid out in many ways, read in another way than written."""

from tests.parity.machinery import Machinist
from tests.parity.run import holds

LEAVES = [(2, 3), (3, 2), (2, 2), (2, 1, 3), (2, 2, 2), (3, 2, 2), (4,), (1, 3)]
BASES = [
    "{x} * 1", "{x}.transpose(0, -1) * 1", "{x}.sin()", "{x}.cumsum(0)", "{x}.transpose(0, -1).clone()", "{x}.clone()",
    "{x}.movedim(0, -1).contiguous()", "{x}.expand(2, *{x}.shape).contiguous()", "torch.stack([{x}, {x}], -1)",
    "{x}.unsqueeze(-1) + torch.zeros(2)", "{x}.detach().clone()", "torch.zeros_like({x})", "{x}.to(torch.float64)",
    "torch.cat([{x}, {x}]).t()[1:].clone()", "({x}.flip(0) * 2).mT",
]  # fmt: skip
VIEWS = [
    ".t()", ".mT", ".view(-1)", ".view(2, -1)", ".view(-1, 2)", ".flatten()", ".flatten(0, 1)", ".reshape(-1)",
    ".unsqueeze({d})", ".squeeze({d})", ".squeeze()", ".transpose({d}, {e})", ".movedim({d}, {e})", ".diagonal()",
    ".diagonal(1, {d}, {e})", ".select({d}, -1)", ".narrow({d}, 1, 1)", "[1:]", "[:, 1:]", "[..., 0]", "[..., ::2]",
    "[::2]", "[None]", ".unbind({d})[-1]", ".split(1, {d})[0]", ".chunk(2, {d})[-1]",
    ".expand(2, *{x}.shape)", ".view_as({x})", ".detach()", ".unflatten({d}, (1, -1))",
    ".permute(*reversed(range({x}.ndim)))",
]  # fmt: skip
TURNS = [".t_()", ".unsqueeze_({d})", ".transpose_({d}, {e})"]
CHANGES = [
    *TURNS,
    ".mul_(3)", ".add_({y})", ".mul_({y})", ".sin_()", ".zero_()", ".fill_(2)", ".copy_({y})", ".sub_({y}.sum())",
    ".sigmoid_()", "[0] = {y}.sum()", "[..., -1] = 2", ".masked_fill_({x} > 1, 0.5)", "[{x} > 1] = {y}.mean()",
    "[..., [0, -1]] *= 2", ".div_(2)", ".pow_(2)", ".neg_()",
    ".clamp_(-1, 1)", ".lerp_({y}, 0.5)", ".addcmul_({y}, {y})", ".cumsum_({d})", ".view(-1).mul_(2)",
    ".t()[1:].exp_()", ".transpose({d}, {e}).flatten().mul_(2)",
    ".index_add_({d}, torch.tensor([0]), torch.ones_like({x}.narrow({d}, 0, 1)))",
]  # fmt: skip


class Viewer(Machinist):
    """Writes one program on views."""

    def __init__(self, seed, right, ours, length):
        super().__init__(seed, right, ours, length)
        self.kinds = KINDS

    def create(self):
        """A leaf, and a base that is made of it."""
        x = self.name()
        shape = self.pick(LEAVES)
        return (
            f"{x} = torch.tensor({self.literal(shape)}, requires_grad=True)\n"
            f"{self.name()} = {self.pick(BASES).format(x=x)}"
        )

    def filled(self, pattern, x):
        n = max(self.tensor(x).ndim, 1)
        d, e = (self.random.randrange(n) for _ in range(2))
        y = self.like(x)
        y = x if self.shares(x, y) else y  # whether memory overlaps may hang on a stride that no element takes
        return pattern.format(x=x, y=y, d=d, e=e)

    def base(self):
        x = self.any()
        return f"{self.name()} = {self.filled(self.pick(BASES), x)}"

    def view(self):
        x = self.rather(lambda t: not (t.is_leaf and t.requires_grad))
        return f"{self.name()} = {x}{self.filled(self.pick(VIEWS), x)}"

    def change(self):
        x = self.rather(lambda t: not (t.is_leaf and t.requires_grad))
        does = self.pick(CHANGES)
        tensor = self.tensor(x)
        if holds(lambda t: t.retains_grad and t.output_nr, tensor) or tensor.numel() == 1:
            return None  # see ``Machinist.change``
        if does in TURNS and holds(lambda t: t.is_inference(), tensor):
            return None  # PyTorch refuses, and turns it all the same
        return f"{x}{self.filled(does, x)}"

    def weigh(self):
        """The gradient of a sum in which each element counts differently, of which a second one may be taken."""
        x, leaf = self.rather(lambda t: t.requires_grad and not t.is_leaf), self.leaf()
        total = f"({x} * torch.arange(1.0, {x}.numel() + 1).view({x}.shape)).sum()"
        if self.chance(0.3):
            options = self.pick(["retain_graph=True", "create_graph=True"])
            return f"log.append(torch.autograd.grad({total}, {leaf}, allow_unused=True, {options}))"
        if self.chance(0.3):
            first = f"torch.autograd.grad({x}.square().sum(), {leaf}, create_graph=True, materialize_grads=True)[0]"
            second = f"torch.autograd.grad({first}.square().sum(), {leaf}, allow_unused=True, retain_graph=True)"
            return f"log.append({second})"
        return f"{total}.backward(retain_graph=True)"


KINDS = [
    (Viewer.base, 8), (Viewer.view, 34), (Viewer.change, 24), (Viewer.weigh, 16), (Viewer.compute, 6), (Viewer.data, 2),
    (Viewer.flag, 2), (Viewer.hook, 3), (Viewer.taken, 1), (Viewer.create, 1),
]  # fmt: skip


def program(seed, right, ours, length=14):
    """The program of one seed."""
    return Viewer(seed, right, ours, length).write()
