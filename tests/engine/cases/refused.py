"""Which dtypes every operation takes, what it makes of them, and in what words it refuses the others."""

NAMES = ("bool", "uint8", "int64", "float32")
NUMBERS = (True, 2, 1.5, -1)


def words(text):
    return text.split()


def told(compute):
    """What a computation gives, or the first line of its error."""
    try:
        out = compute()
    except Exception as e:
        return f"{type(e).__name__}: {str(e).splitlines()[0]}"
    out = out[0] if isinstance(out, tuple) else out
    return f"{str(out.dtype)[6:]} {out}" if hasattr(out, "dtype") else str(out)


def tensors(torch, values=(1, 2)):
    return {name: torch.tensor(values).to(getattr(torch, name)) for name in NAMES}


def one_tensor(torch):
    names = words("""
    abs neg sign sgn floor ceil round trunc frac square reciprocal bitwise_not logical_not relu positive isnan
    nan_to_num sum mean prod max min amax amin var std norm median argmax argmin any all sort argsort unique nonzero
    abs_ neg_ floor_ round_ frac_ square_ exp_ reciprocal_ logical_not_ relu_ sign_ bitwise_not_
    """)
    for name in names:
        for x in tensors(torch).values():
            print(name, told(getattr(x.clone(), name)))
            print(name, told(getattr(x[:0].clone(), name)))
        for arguments in ((0,), (1,)):
            if name in ("sum", "prod", "median", "argmax", "amin", "any", "sort"):
                print(name, arguments, *(told(lambda: getattr(x, name)(*arguments)) for x in tensors(torch).values()))  # noqa: B023
    for x in tensors(torch).values():
        print(told(lambda: ~x), told(lambda: -x), told(lambda: +x))  # noqa: B023
        print(told(lambda: x.topk(1)), told(lambda: x.softmax(0)), told(lambda: x[:0].softmax(0)))  # noqa: B023
        print(told(lambda: x.diag().trace()), told(lambda: x.logsumexp(0)), told(lambda: x.cumsum(0)))  # noqa: B023


def two_tensors(torch):
    names = words("""
    add sub mul div remainder fmod floor_divide pow atan2 hypot logaddexp xlogy maximum eq lt logical_and bitwise_and
    bitwise_left_shift dot add_ sub_ remainder_ fmod_ floor_divide_ pow_ hypot_ bitwise_or_ logical_xor_ rsub lerp
    """)
    for name in names:
        for a, x in tensors(torch).items():
            for b, y in tensors(torch, (2, 1)).items():
                function = getattr(torch, name, None) or getattr(torch.Tensor, name)
                more = (0.25,) if name == "lerp" else ()
                print(name, a, b, told(lambda: function(x.clone(), y, *more)))  # noqa: B023


def a_tensor_and_a_number(torch):
    functions = {
        "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
        "//": lambda a, b: a // b, "%": lambda a, b: a % b, "**": lambda a, b: a**b, "&": lambda a, b: a & b,
        "<<": lambda a, b: a << b, "<": lambda a, b: a < b, "eq": torch.eq, "fmod": torch.fmod, "xlogy": torch.xlogy,
        "remainder": torch.remainder, "rsub": torch.rsub, "atan2": torch.atan2, "logical_or": torch.logical_or,
    }  # fmt: skip
    for name, function in functions.items():
        for dtype, x in tensors(torch).items():
            for number in NUMBERS:
                print(name, dtype, number, told(lambda: function(x, number)))  # noqa: B023
                if (name, number, x.is_floating_point()) != ("**", True, True):  # where PyTorch fails inside
                    print(number, name, dtype, told(lambda: function(number, x)))  # noqa: B023


def numbers_have_nodes_of_their_own(torch):
    x = torch.tensor([0.5, 2.0], requires_grad=True)
    for y in (x % 2, 2 % x, x // 2, 2 // x, x // x, x.xlogy(2), torch.xlogy(2, x), x.fmod(2), x**True, 2 - x,
              torch.rsub(x, x), torch.rsub(x, 2, alpha=3), torch.remainder(2, x), x.detach() // x):  # fmt: skip
        print(y.grad_fn.name(), [node and node.name() for node, _ in y.grad_fn.next_functions])


def a_factor(torch):
    for name in ("add", "sub", "rsub", "add_"):
        for x in tensors(torch).values():
            for y in tensors(torch).values():
                for alpha in (2, -1, 1.5, True, 1.0):
                    function = getattr(torch, name, None) or torch.Tensor.add_
                    print(name, alpha, told(lambda: function(x.clone(), y, alpha=alpha)))  # noqa: B023
    print(told(lambda: torch.add(torch.ones(2), torch.ones(3), alpha=True)))


def three_tensors(torch):
    for a, x in tensors(torch).items():
        for b, y in tensors(torch).items():
            print(a, b, told(lambda: torch.addcmul(x, x, y)), told(lambda: torch.addcmul(x, y, y, value=2)))  # noqa: B023
            print(told(lambda: torch.lerp(x, x, y)), told(lambda: torch.lerp(y, y, x[0])))  # noqa: B023
            print(told(lambda: torch.where(y > 1, x, 2)), told(lambda: torch.where(y > 1, x[0], 1.5)))  # noqa: B023
            print(told(lambda: x.clamp(y)), told(lambda: x.clamp(y, y)), told(lambda: x.clone().clamp_max_(y)))  # noqa: B023
        for low in NUMBERS:
            print(told(lambda: x.clamp(low)), told(lambda: x.clamp(low, 2)), told(lambda: x.clone().clamp_(low)))  # noqa: B023
            print(told(lambda: x.clamp(max=low)), told(lambda: x.clone().clamp_max_(low)))  # noqa: B023
        for mode in ("floor", "trunc"):
            print(told(lambda: torch.div(x, x, rounding_mode=mode)))  # noqa: B023
    print(told(lambda: torch.lerp(torch.ones(3), torch.ones(2), 0.5)))
    print(told(lambda: torch.ones(2).clamp(torch.ones(2), 1)))


def products(torch):
    for a, x in tensors(torch).items():
        for b, y in tensors(torch, (2, 1)).items():
            m, n = x.reshape(1, 2).repeat(2, 1), y.reshape(1, 2).repeat(2, 1)
            print(a, b, told(lambda: torch.mv(m, y)), told(lambda: x @ y), told(lambda: x @ n), told(lambda: m @ n))  # noqa: B023
            print(told(lambda: torch.bmm(m[None], n[None])), told(lambda: torch.addmv(y, m, x)))  # noqa: B023
            print(told(lambda: torch.addmm(y, m, m)), told(lambda: torch.addmm(x, m, n)))  # noqa: B023
            print(told(lambda: torch.baddbmm(y, m[None], m[None])), told(lambda: torch.baddbmm(x, m[None], n[None])))  # noqa: B023


def made(torch):
    for name in NAMES:
        dtype = getattr(torch, name)
        print(told(lambda: torch.arange(3, dtype=dtype)), told(lambda: torch.linspace(0, 2, 3, dtype=dtype)))  # noqa: B023
        print(told(lambda: torch.eye(2, dtype=dtype)), told(lambda: torch.full((1,), 1.5, dtype=dtype)))  # noqa: B023


def in_place_shapes_come_before_dtypes(torch):
    x = torch.ones(2, dtype=torch.bool)
    for change in (lambda: x.fmod_(torch.tensor([0, 0])), lambda: x.bitwise_and_(torch.ones(2)),
                   lambda: x.logical_and_(1), lambda: x.atan2_(1)):  # fmt: skip
        print(told(change))
    print(told(lambda: torch.ones(2, 3, dtype=torch.int64) % torch.zeros(2, dtype=torch.int64)))


def what_is_looked_at_first(torch):
    flags, whole, row = torch.tensor([[True], [False]]), torch.ones(2, 3, dtype=torch.int64), torch.ones(3)
    for compute in (
        lambda: flags.expand(2, 3).cumprod_(0), lambda: flags.expand(2, 3).cumsum_(0), lambda: flags.cumsum_(0),
        lambda: torch.linalg.norm(whole, 0), lambda: torch.linalg.norm(whole, 2), lambda: torch.linalg.norm(row, "a"),
        lambda: torch.linalg.matrix_norm(row, 3), lambda: torch.linalg.matrix_norm(row, 1),
        lambda: torch.linalg.matrix_norm(row, 0, (0,)), lambda: torch.linalg.matrix_norm(row, 1, (0,)),
        lambda: torch.linalg.matrix_norm(whole, 1, (0,)), lambda: torch.linalg.matrix_norm(whole.float(), 1, (0,)),
        *(
            lambda shape=shape: torch.ones(shape).baddbmm_(torch.ones(2, 2, 2), torch.ones(2, 2, 2))
            for shape in ((2, 1, 2, 1), (2, 3, 2), (2, 1, 2), (2, 2))
        ),
        lambda: torch.ones(1, 2, 2).addmm_(torch.ones(2, 2), torch.ones(2, 2)),
    ):  # fmt: skip
        print(told(compute))


def arguments_of_the_wrong_kind(torch):
    x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    i, none = torch.tensor(1), {}
    for compute in (
        lambda: x.sum(none), lambda: x.sum(1, axis=1), lambda: x.sum(keepdim=True), lambda: x.sum(0, keepdim=1),
        lambda: torch.mean(x, none), lambda: x.mean(axis=1.5), lambda: x.mean([0], keepdim=None), lambda: x.std(none),
        lambda: x.var(dim=True), lambda: x.logsumexp(None), lambda: x.logsumexp(()), lambda: x.logsumexp(0, 1),
        lambda: torch.tile(x), lambda: torch.tile(x, 1), lambda: x.norm(1, 0, 1), lambda: x.norm(x),
        lambda: x.unique(1), lambda: x.unique(return_counts=None), lambda: torch.split(x, True), lambda: x.split(1.5),
        lambda: x.roll(()), lambda: torch.where(x, None), lambda: x.select(i, True), lambda: x.to(x, x),
        lambda: torch.allclose(x, x, [0]), lambda: torch.isclose(x, x, atol=-5), lambda: x.quantile(1, keepdim=none),
        lambda: x.uniform_([0]), lambda: x.normal_(none), lambda: torch.normal(x, x, None), lambda: x.random_(True),
        lambda: torch.randint_like(x, True), lambda: torch.zeros(2, requires_grad="a"), lambda: x.cumsum_(1, dtype=int),
        lambda: x.new_zeros(True, i), lambda: torch.exp(x, 1), lambda: torch.exp(), lambda: torch.mul(x, x, x),
        lambda: torch.zeros(2, dtype=x), lambda: x.softmax(0, dtype=x), lambda: x.size(True), lambda: x.type(x),
        lambda: x.true_divide(x, rounding_mode=None), lambda: x.softmax(axis=0), lambda: torch.abs(x1=i),
        lambda: torch.stack([x, x], axis=1).shape, lambda: x.index_select(0, i), lambda: torch.zeros(2, out=None),
        lambda: x.cat([x]), lambda: torch.diag_embed(x, 0, 1, 1), lambda: x.sum(axis=0, keepdims=True),
    ):  # fmt: skip
        print(told(compute).splitlines()[0])
