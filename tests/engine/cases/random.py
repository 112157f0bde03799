"""The numbers PyTorch draws on a CPU, printed or as a digest of their bytes, and what it says of wrong arguments."""

import hashlib

from tests.engine.cases import attempt

SIZES = (0, 1, 2, 15, 16, 17, 31, 32, 33, 100, 1000, 5003)


def digest(*tensors):
    """The bytes of tensors, in short: two streams that differ in one bit have different digests."""
    data = b"".join(tensor.detach().numpy().tobytes() for tensor in tensors)
    return hashlib.sha256(data).hexdigest()[:16]


def rounded(tensor):
    """Float64 numbers to ten digits: their last bit is the C library's."""
    return [f"{value:.10g}" for value in tensor.flatten().tolist()]


def seeds(torch):
    for seed in (0, 1, 100, 2**31, 2**32 - 1, 2**32, 2**40 + 7, -1, -(2**63), 2**64 - 1, 1.7):
        generator = torch.manual_seed(seed)
        print(generator.initial_seed(), torch.initial_seed(), torch.rand(2).tolist(), torch.randn(2).tolist())
    print(generator is torch.default_generator, torch.Generator().initial_seed(), torch.seed() == torch.initial_seed())
    for seed in (2**64, -(2**63) - 1, "x"):
        attempt(lambda seed=seed: torch.manual_seed(seed))
    for seed in (1.5, "x", None, 2**64):
        attempt(lambda seed=seed: torch.Generator().manual_seed(seed))


def rand_is_equal_to_the_last_bit(torch):
    for dtype in (torch.float32, torch.float64, torch.float16):
        for seed in range(5):
            torch.manual_seed(seed)
            print(dtype, digest(*(torch.rand(n, dtype=dtype) for n in SIZES)))
    print(
        torch.rand(2, 3), torch.rand((2,)), torch.rand(()), torch.rand(size=(1, 2)), torch.rand(2, requires_grad=True)
    )


def randn_is_equal_to_the_last_bit(torch):
    for dtype in (torch.float32, torch.float16):
        for seed in range(5):
            torch.manual_seed(seed)
            for n in SIZES:
                print(dtype, n, digest(torch.randn(n, dtype=dtype)))
    print(torch.randn(2, 3), torch.randn(()), torch.randn(size=(2,)), torch.randn(1, requires_grad=True))


def randn_in_float64(torch):
    for n in (1, 3, 15, 16, 17, 40):
        torch.manual_seed(n)
        print(rounded(torch.randn(n, dtype=torch.float64)))


def an_odd_normal_number_is_kept(torch):
    torch.manual_seed(3)
    print(torch.randn(3), torch.rand(2), torch.randn(1), torch.randn(16), torch.randn(()), torch.randn(2, 2))
    print(torch.randn(1, dtype=torch.float64).item(), torch.randn(1).item())
    torch.randn(1)
    torch.manual_seed(3)
    print(torch.randn(1))


def randint(torch):
    torch.manual_seed(0)
    print(torch.randint(10, (5,)), torch.randint(-3, 4, (2, 3)), torch.randint(low=2, high=5, size=(3,)))
    print(torch.randint(10, size=(3,)), torch.randint(high=4, size=[3]), torch.randint(5, (2,), dtype=torch.float32))
    for high in (2, 3, 2**28 - 1, 2**28, 2**31, 2**32 + 1, 2**62, 2**63 - 1):
        print(high, digest(torch.randint(high, (1000,)), torch.randint(-high, high, (1000,))))
    for dtype in (torch.uint8, torch.int8, torch.int16, torch.int32, torch.float16, torch.float32, torch.float64):
        print(torch.randint(100, (6,), dtype=dtype), digest(torch.randint(100, (1000,), dtype=dtype)))
    print(torch.randint(2, (4,), dtype=torch.bool), torch.randint(3, (2,), dtype=torch.float32, requires_grad=True))


def randperm(torch):
    for seed in range(5):
        torch.manual_seed(seed)
        print(torch.randperm(7), [digest(torch.randperm(n)) for n in (0, 1, 2, 100, 20_000)])
    for dtype in (torch.uint8, torch.int32, torch.float16, torch.float32):
        print(torch.randperm(5, dtype=dtype))
    print(torch.randperm(3, dtype=torch.float32, requires_grad=True))


def normal(torch):
    torch.manual_seed(0)
    mean, std = torch.tensor([[1.0], [-1.0]]), torch.tensor([0.5, 2.0, 0.0])
    print(torch.normal(mean), torch.normal(mean, 0.1), torch.normal(10.0, std), torch.normal(mean, std))
    print(torch.normal(mean=mean.double(), std=std).dtype, torch.normal(mean, std.double()).dtype)
    print(torch.normal(2, 0.1, (2, 2)), torch.normal(0.0, 1.0, size=(1,), dtype=torch.float64, requires_grad=True))
    print(digest(torch.normal(0.3, 1.7, (1000,))), digest(torch.normal(torch.rand(50), torch.rand(3, 50))))


def bernoulli(torch):
    torch.manual_seed(0)
    p = torch.rand(20)
    print(torch.bernoulli(p), p.bernoulli(), torch.bernoulli(p, 0.9), p.bernoulli(p=0.1))
    print(torch.bernoulli(p.double()), torch.bernoulli(p.to(torch.float16)), torch.bernoulli(torch.tensor(0.5)))
    print(torch.zeros(9, dtype=torch.int64).bernoulli_(), torch.zeros(9).bernoulli_(0.2))
    print(torch.zeros(2, 3).bernoulli_(torch.tensor([0.0, 0.5, 1.0])), torch.zeros(5, dtype=torch.bool).bernoulli_())


def the_mask_of_dropout(torch):
    torch.manual_seed(0)
    print(torch.ones(2, 8) * torch.ones(2, 8).bernoulli_(1 - 0.25).div_(1 - 0.25))


def like(torch):
    torch.manual_seed(0)
    x, n = torch.zeros(2, 3), torch.zeros(2, dtype=torch.int64)
    print(torch.rand_like(x), torch.randn_like(x), torch.randint_like(x, 9), torch.randint_like(n, 5, 9))
    print(torch.rand_like(n, dtype=torch.float64), torch.randn_like(x[0], requires_grad=True))
    print(torch.randint_like(x[0], low=2, high=5), torch.randint_like(x[0], high=5, dtype=torch.int64))


def in_place(torch):
    torch.manual_seed(0)
    x = torch.zeros(3)
    for draw in (
        lambda: x.uniform_(),
        lambda: x.uniform_(-1, 1),
        lambda: x.uniform_(2, to=3),
        lambda: x.normal_(),
        lambda: x.normal_(5, std=0.1),
        lambda: x.exponential_(2),
        lambda: x.random_(),
        lambda: x.random_(7),
        lambda: x.random_(-7, 7),
        lambda: x.random_(to=9),
        lambda: x.bernoulli_(),
    ):
        print(draw(), x._version)
    print(x is x.uniform_(), torch.zeros(()).normal_())
    for n in SIZES:
        x = torch.zeros(n)
        for a, b in ((-1, 1), (-0.3, 0.7), (0.1, 0.2), (2, 2)):
            print(digest(x.uniform_(a, b)), digest(x.normal_(a, b + 2)), digest(x.uniform_(a, b).to(torch.float16)))
        print(
            digest(x.exponential_()),
            digest(x.to(torch.float16).uniform_(-1, 1)),
            digest(x.double().uniform_(-0.3, 0.7)),
        )
    for dtype in (torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64):
        print(torch.zeros(4, dtype=dtype).random_(), digest(torch.zeros(1000, dtype=dtype).random_()))
    for dtype in (torch.float16, torch.float32, torch.float64):
        print(torch.zeros(4, dtype=dtype).random_(), digest(torch.zeros(1000, dtype=dtype).random_()))


def memory_is_filled_in_its_own_order(torch):
    torch.manual_seed(0)
    for method in ("uniform_", "normal_", "random_", "bernoulli_", "exponential_"):
        for x in (
            torch.zeros(4, 6).t(),
            torch.zeros(2, 3, 5).permute(1, 2, 0),
            torch.zeros(8, 6)[::2, 1:4],
            torch.zeros(8, 6)[:, 3],
            torch.zeros(5, 1, 4).transpose(0, 2),
        ):
            print(method, digest(getattr(x, method)()))
    x = torch.zeros(4, 6)
    x[1:3, ::2].uniform_()
    print(x, torch.rand_like(x.t())[:2], torch.randn_like(x.t())[:2], torch.rand_like(x[0].expand(2, 6)))


def generators(torch):
    torch.manual_seed(0)
    g = torch.Generator("cpu").manual_seed(7)
    state = g.get_state()
    print(state.shape, state.dtype, digest(state))
    print(torch.rand(2, generator=g), torch.randn(3, generator=g), torch.randint(9, (3,), generator=g))
    print(torch.randperm(4, generator=g), torch.normal(0.0, 1.0, (2,), generator=g), torch.rand(2))
    print(torch.rand_like(torch.zeros(2), generator=g), torch.bernoulli(torch.full((4,), 0.5), generator=g))
    print(
        torch.zeros(2).uniform_(generator=g), torch.zeros(2).normal_(generator=g), torch.zeros(2).random_(generator=g)
    )
    print(digest(g.get_state()), g.set_state(state) is g, torch.rand(2, generator=g), g.initial_seed())


def states(torch):
    torch.manual_seed(-5)
    for n in (0, 1, 622, 1, 1, 1248):
        torch.rand(n)
        print(n, digest(torch.get_rng_state()))
    torch.randn(3)
    state = torch.get_rng_state()
    first = torch.randn(5)
    torch.set_rng_state(state)
    print(digest(state), first, torch.randn(5), torch.initial_seed())


def gradients_are_zero(torch):
    x = torch.tensor([0.2, 0.8], requires_grad=True)
    for draw in (
        lambda y: y.uniform_(),
        lambda y: y.normal_(),
        lambda y: y.exponential_(),
        lambda y: y.random_(),
        lambda y: y.random_(3),
        lambda y: y.random_(1, 3),
        lambda y: y.bernoulli_(),
        lambda y: y.bernoulli_(torch.ones(2)),
        lambda y: torch.bernoulli(y),
        lambda y: torch.normal(y, 1.0),
        lambda y: torch.normal(1.0, y),
        lambda y: torch.normal(y, y),
        lambda y: torch.normal(torch.ones(3, 1), y),
    ):
        x.grad = None
        y = draw(x * 0.5)
        (y * 3).sum().backward()
        print(y.grad_fn.name(), [node and node.name() for node, _ in y.grad_fn.next_functions], x.grad)
    with torch.no_grad():
        print(x.uniform_(), x._version)


def in_place_on_a_leaf(torch):
    x = torch.zeros(3, requires_grad=True)
    for name in ("uniform_", "normal_", "random_", "bernoulli_", "exponential_"):
        attempt(lambda name=name: getattr(x, name)())
    attempt(lambda: torch.zeros(3).expand(2, 3).uniform_())


def errors_of_size_and_dtype(torch):
    x, n = torch.zeros(2, 3), torch.zeros(2, dtype=torch.int64)
    for action in (
        lambda: torch.rand(-1),
        lambda: torch.randn((2, -1)),
        lambda: torch.randint(10, (-3,)),
        lambda: torch.randperm(-1),
        lambda: torch.rand(2.5),
        lambda: torch.randn("a"),
        lambda: torch.rand(2, 2.5),
        lambda: torch.randint(10, 3),
        lambda: torch.randperm(2.5),
        lambda: torch.randint(1.5, (3,)),
        lambda: torch.rand(2, dtype=torch.int64),
        lambda: torch.randn(2, dtype=torch.bool),
        lambda: torch.rand_like(n),
        lambda: torch.randn_like(n),
        lambda: torch.rand_like(3),
        lambda: torch.bernoulli(n),
        lambda: torch.bernoulli(0.5),
        lambda: torch.normal(n, 1.0),
        lambda: torch.normal(0.0),
        lambda: torch.normal(x, torch.ones(4)),
        lambda: n.uniform_(),
        lambda: n.normal_(),
        lambda: n.exponential_(),
        lambda: x.bernoulli_(n),
        lambda: x.bernoulli_(torch.ones(2)),
        lambda: torch.randint(3, (2,), requires_grad=True),
        lambda: torch.randperm(3, requires_grad=True),
        lambda: torch.randperm(3, dtype=torch.bool),
    ):
        attempt(action)


def errors_of_range(torch):
    x, n = torch.ones(3), torch.zeros(3, dtype=torch.int32)
    for action in (
        lambda: torch.randint(0, (3,)),
        lambda: torch.randint(5, 2, (3,)),
        lambda: torch.randint(5, 5, (0,)),
        lambda: torch.randint(2**63, (3,)),
        lambda: torch.randint(300, (3,), dtype=torch.uint8),
        lambda: torch.randint(-1, 9, (3,), dtype=torch.uint8),
        lambda: torch.randint(129, (3,), dtype=torch.int8),
        lambda: torch.randint(2**15 + 1, (3,), dtype=torch.int16),
        lambda: torch.randint(3, (3,), dtype=torch.bool),
        lambda: torch.randint(70000, (3,), dtype=torch.float16),
        lambda: n.random_(2**31 + 1),
        lambda: n.random_(5, 2),
        lambda: torch.randperm(300, dtype=torch.uint8),
        lambda: torch.randperm(2050, dtype=torch.float16),
        lambda: torch.randperm(2**24 + 2, dtype=torch.float32),
        lambda: torch.randperm(2**31 + 1, dtype=torch.int32),
        lambda: x.uniform_(2, 1),
        lambda: x.uniform_(float("nan"), 1),
        lambda: x.uniform_(0, float("inf")),
        lambda: x.to(torch.float16).uniform_(0, 1e6),
        lambda: x.uniform_(-3e38, 3e38),
        lambda: x.normal_(0, -1),
        lambda: torch.normal(0.0, -1.5, (0,)),
        lambda: torch.normal(x, -1.0),
        lambda: torch.normal(x, -x),
        lambda: torch.normal(0.0, float("nan"), (2,)),
        lambda: x.exponential_(0),
        lambda: x.exponential_(-1.5),
        lambda: x.bernoulli_(2),
        lambda: torch.bernoulli(x, 1.5),
        lambda: torch.bernoulli(x * 1.5),
        lambda: torch.bernoulli(-x),
    ):
        attempt(action)


def errors_of_states(torch):
    for state in (3, torch.zeros(5056), torch.zeros(3, dtype=torch.uint8), torch.zeros(5056, dtype=torch.uint8)):
        attempt(lambda state=state: torch.set_rng_state(state))
        attempt(lambda state=state: torch.Generator().set_state(state))


def a_fit_to_seeded_noise(torch):
    torch.manual_seed(100)
    x = torch.unsqueeze(torch.linspace(-1, 1, 100), dim=1)
    y = 3 * x.pow(2) + 2 + 0.2 * torch.rand(x.size())
    print(y[:3])
    w = torch.randn(1, 1, dtype=torch.float, requires_grad=True)
    b = torch.zeros(1, 1, dtype=torch.float, requires_grad=True)
    print(w, b, [torch.randn(1, 1).item() for _ in range(3)])
    for _ in range(800):
        loss = ((y - (w * x.pow(2) + b)) ** 2).sum()
        loss.backward()
        with torch.no_grad():
            w -= 0.001 * w.grad
            b -= 0.001 * b.grad
            w.grad.zero_()
            b.grad.zero_()
    print(w, b)


def draws_of_tensors_that_require_grad(torch):
    p = torch.tensor([0.0, 1.0, 1.0], requires_grad=True)
    for draw in (
        lambda: torch.bernoulli(p),
        p.bernoulli,
        lambda: torch.bernoulli(p, 1.0),
        lambda: (p * 1).bernoulli(p=0.0),
        lambda: torch.bernoulli(p.detach(), 1.0),
    ):
        out = draw()
        print(out, out.grad_fn and out.grad_fn.next_functions[0][0].name())
        attempt(lambda: torch.autograd.grad((out * p).sum(), p))  # noqa: B023
        attempt(lambda: torch.autograd.grad(out.sum(), p, torch.tensor(0.0)))  # noqa: B023
