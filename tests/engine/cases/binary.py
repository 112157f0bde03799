"""Elementwise operations of two and three tensors: values, slopes at ties and edges, dtypes, nodes and messages."""

import functools

from tests.engine.cases import attempt

INF, NAN = float("inf"), float("nan")


def slopes(torch, f, *columns):
    """Print a function of tensors, its node, and the gradients."""
    leaves = [torch.tensor(c, requires_grad=True) for c in columns]
    y = f(*leaves)
    y.backward(torch.full_like(y, 2.0))
    print(y, y.grad_fn.name(), [node and node.name() for node, _ in y.grad_fn.next_functions])
    print(*[leaf.grad for leaf in leaves])


A = [1.0, 2.0, 0.0, 0.5, 5.5, -5.5, INF, NAN, 3.0]
B = [1.0, 1.5, 0.0, 0.0, 2.0, 2.0, INF, 1.0, -INF]


def two_sides(torch):
    for name in ("maximum", "minimum", "atan2", "hypot", "logaddexp", "xlogy", "remainder", "fmod"):
        print(name)
        slopes(torch, getattr(torch, name), A, B)
    for name in ("remainder", "fmod"):
        print(name)
        slopes(torch, lambda a: getattr(torch, name)(a, 2), A)  # noqa: B023
        slopes(torch, lambda a: getattr(torch, name)(a, -1.5), A)  # noqa: B023
    slopes(torch, lambda a: torch.div(a, 2, rounding_mode="floor"), A)
    slopes(torch, lambda a, b: torch.div(a, b, rounding_mode="trunc"), A, B)


def two_sides_broadcast(torch):
    for name in ("maximum", "atan2", "remainder", "fmod", "pow"):
        slopes(torch, getattr(torch, name), [[1.0], [2.0]], [1.0, 3.0, 4.0])


def whole_quotients(torch):
    x = torch.tensor([7.0, -7.0, 0.0])
    print(x // 2, x // 0, 5 // x, torch.floor_divide(x, torch.tensor(-2.0)))
    i = torch.tensor([7, -7])
    print(i // 2, i // 2.0, -5 // i, i % 3, i % -3, torch.fmod(i, 3), 5 % i)
    print(torch.div(i, 2, rounding_mode="trunc"), torch.div(i, 2, rounding_mode="floor"), torch.div(i, 2))
    x //= 2
    x %= 3
    print(x, x.fmod_(2), x.div_(2, rounding_mode="floor"), x.floor_divide_(2), x.remainder_(3))
    for f in (
        lambda: i // 0,
        lambda: i % 0,
        lambda: i.fmod(0),
        lambda: torch.div(i, 0, rounding_mode="trunc"),
        lambda: torch.div(i, 2, rounding_mode="up"),
        lambda: x // "a",
        lambda: x % "a",
    ):
        attempt(f)


def quotients_without_a_derivative(torch):
    x = torch.tensor([7.0, -7.0], requires_grad=True)
    for y in (x // 2, 7 // x, 5 % x):
        print(y)
        attempt(lambda: y.sum().backward())  # noqa: B023


def promoted(torch):
    i, b, d = torch.tensor([1, 2]), torch.tensor([True, False]), torch.tensor([1.5, 0.5], dtype=torch.float64)
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    print(torch.maximum(i, x), torch.maximum(b, i), torch.minimum(x, d), torch.atan2(i, i), torch.xlogy(i, i), i % 2.5)
    torch.maximum(x, d).sum().backward()
    print(x.grad)


def powers_promote(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    d = torch.tensor([1.5, 0.5], dtype=torch.float64, requires_grad=True)
    (x**d).sum().backward()
    print(x.grad, d.grad)


def logarithms_of_numbers(torch):
    x = torch.tensor([0.0, 1.0, 2.0])
    print(torch.xlogy(x, 2), torch.xlogy(x, 0.0), x.xlogy(x), torch.xlogy(torch.tensor([0.0]), NAN))


def wheres(torch):
    x, y = [1.0, 2.0, NAN], [4.0, 5.0, 6.0]
    mask = torch.tensor([True, False, True])
    slopes(torch, lambda a, b: torch.where(mask, a, b), x, y)
    slopes(torch, lambda a: torch.where(mask, a, 0.5), x)
    slopes(torch, lambda a: torch.where(mask, 0, a), x)
    slopes(torch, lambda a, b: a.where(mask, b), x, y)
    slopes(torch, lambda a, b: torch.where(torch.tensor([[True], [False]]), a, b), x, 3.0)
    i = torch.tensor([1, 2])
    print(
        torch.where(i > 1, i, 0.5),
        torch.where(i > 1, 1, 2.5),
        torch.where(i > 1, 1, 2),
        torch.where(i > 1, i.double(), 2.5),
    )
    print(torch.where(torch.tensor([[True, False], [True, True]])), torch.where(torch.tensor(True)))
    attempt(lambda: torch.where(i, i, i))
    attempt(lambda: torch.where(i > 1, torch.ones(3), torch.ones(2)))


def clamps(torch):
    x, y = [-1.0, 0.0, 0.5, 1.0, 2.0, NAN], [0.5, 0.0, 0.5, 2.0, -1.0, 0.0]
    slopes(torch, lambda a: a.clamp(0, 1), x)
    slopes(torch, lambda a: a.clamp(min=0), x)
    slopes(torch, lambda a: torch.clamp(a, max=1), x)
    slopes(torch, lambda a: a.clamp(1, 0), x)
    slopes(torch, lambda a: a.clamp_min(0), x)
    slopes(torch, lambda a: a.clamp_max(1), x)
    slopes(torch, lambda a, b: a.clamp(b), x, y)
    slopes(torch, lambda a, b: a.clamp(max=b), x, y)
    slopes(torch, lambda a, b: a.clamp_min(b), x, y)
    slopes(torch, lambda a, b: a.clamp_max(b), x, y)
    slopes(torch, lambda a, b, c: a.clamp(b, c), x, y, [1.0, 0.0, 0.5, 1.0, 1.0, 1.0])
    i = torch.tensor([1, 2])
    print(i.clamp(0.5, 1), i.clamp(min=2), torch.clamp(i, min=torch.tensor(1.5)))
    z = torch.tensor([-1.0, 2.0])
    print(z.clamp_(0, 1), z.clamp_max_(0.5), z.clip(0.1), z.clamp_min_(0.2))
    attempt(lambda: i.clamp())


def filled_where_a_mask_holds(torch):
    mask = torch.tensor([True, False])
    slopes(torch, lambda a: a.masked_fill(mask, 5), [INF, 2.0])
    slopes(torch, lambda a, b: a.masked_fill(mask, b), [1.0, 2.0], 7.0)
    slopes(torch, lambda a: a.masked_fill(torch.tensor([[True], [False]]), -INF), [1.0, 2.0])
    i = torch.tensor([1, 2])
    print(i.masked_fill(mask, 0.5), i.masked_fill(mask, torch.tensor(3.5)), i.masked_fill_(mask, 9), i)
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    y.masked_fill_(mask, 0)
    y.sum().backward()
    print(y, x.grad)
    attempt(lambda: x.masked_fill(i.byte(), 0))
    attempt(lambda: x.masked_fill(x, 0))
    attempt(lambda: x.masked_fill(mask, x))


def numbers_for_nan(torch):
    slopes(torch, lambda a: a.nan_to_num(), [1.0, NAN, INF, -INF])
    slopes(torch, lambda a: a.nan_to_num(0.5, 9.0, -9.0), [1.0, NAN, INF, -INF])


def between_two(torch):
    a, b = [1.0, 2.0, 3.0], [4.0, 5.0, -6.0]
    slopes(torch, lambda a, b: torch.lerp(a, b, 0.25), a, b)
    slopes(torch, lambda a, b: a.lerp(b, 2), a, b)
    slopes(torch, torch.lerp, a, b, [0.1, 0.5, 0.9])
    slopes(torch, torch.lerp, a, [[1.0], [2.0]], 0.75)
    attempt(lambda: torch.lerp(torch.ones(1), torch.ones(1, dtype=torch.float64), 0.5))
    x = torch.ones(2)
    print(x.lerp_(torch.zeros(2), 0.25))


def sums_of_products(torch):
    a, b, c = [1.0, 2.0], [3.0, 4.0], [5.0, 0.5]
    slopes(torch, torch.addcmul, a, b, c)
    slopes(torch, lambda a, b, c: torch.addcmul(a, b, c, value=0.5), a, b, [[5.0], [0.5]])
    slopes(torch, torch.addcdiv, a, b, c)
    slopes(torch, lambda a, b, c: a.addcdiv(b, c, value=-2), a, b, c)
    i, x = torch.tensor([1, 2]), torch.ones(2)
    print(torch.addcmul(x, i, i), torch.addcmul(i, i, i, value=3), x.addcmul_(x, x, value=2), x.addcdiv_(x, x))
    attempt(lambda: torch.addcdiv(i, i, i))


def scaled(torch):
    a, b = [1.0, 2.0], [3.0, 4.0]
    slopes(torch, lambda a, b: torch.add(a, b, alpha=3), a, b)
    slopes(torch, lambda a, b: torch.sub(a, b, alpha=0.5), a, b)
    slopes(torch, lambda a, b: a.add(b, alpha=-1), a, [[3.0], [4.0]])
    slopes(torch, lambda a: torch.sub(a, 2, alpha=3), a)
    slopes(torch, lambda a: torch.rsub(a, 2), a)
    i, x = torch.tensor([1, 2]), torch.tensor(a)
    print(
        torch.add(i, x, alpha=0.5), torch.add(i, 1, alpha=2), torch.rsub(x, x), x.add_(x, alpha=2), x.sub_(1, alpha=3)
    )
    for f in (
        lambda: torch.add(i, i, alpha=0.5),
        lambda: torch.add(x, i, alpha=True),
        lambda: torch.add(x, "a"),
        lambda: torch.add(x, x, alpha="a"),
        lambda: torch.add(torch.ones(2), torch.ones(3), alpha=2),
        lambda: torch.tensor([True]) - torch.tensor([True]),
        lambda: torch.atan2(x, torch.ones(3)),
        lambda: torch.relu(i > 1),
    ):
        attempt(f)
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    y.add_(x, alpha=3)
    y.sum().backward()
    print(y, x.grad)


def numbers_where_tensors_belong(torch):
    x = torch.ones(2)
    for name in ("maximum", "minimum", "atan2", "hypot", "logaddexp"):
        attempt(lambda: getattr(torch, name)(x, 1))  # noqa: B023
        attempt(lambda: getattr(x, name)(1))  # noqa: B023
    print(x.max(x * 2), torch.min(x, x * 2))


def compared_in_place(torch):
    for name in ("eq_", "ne_", "lt_", "le_", "gt_", "ge_", "not_equal_", "less_", "less_equal_", "greater_equal_"):
        change = getattr(torch.Tensor, name)
        f, i = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([1, 2])
        x, w = torch.tensor([1.0, 2.0], requires_grad=True), torch.tensor([3.0], requires_grad=True)
        y, z, v = x * 1, x * 1, torch.ones(3, 2)
        print(name, change(f.clone(), 2), change(f.clone(), torch.tensor([1.0, 4.0])), change(i.clone(), 2.5))
        print(change(torch.tensor([True, False]), 2), change(f.clone()[0], i), change(torch.tensor(2.0), 2))
        print(change(y, 2), y.grad_fn.next_functions[0][0].name(), len(y.grad_fn.next_functions), y._version)
        print(change(z, w), [n.name() for n, _ in z.grad_fn.next_functions], change(v[0], x), v)
        print(torch.autograd.grad((z * z + y).sum() + v.sum(), (x, w)))
        for args in ((x, 1), (i, f), (f, torch.ones(3)), (torch.ones(1).expand(3), 1), (f, "a"), (f,)):
            attempt(functools.partial(change, *args))
    out = x.exp()
    out.greater_(1.0)
    attempt(lambda: out.sum().backward())


def clamped_to_what_the_dtype_holds(torch):
    for x in (torch.tensor([0, 5], dtype=torch.uint8), torch.tensor([0, 5], dtype=torch.int8)[1], torch.tensor(True)):
        for bounds in ((-1, 1), (1, None), (None, -1), (None, 300), (0, 1.5), (300, 400), (-300, None)):
            attempt(functools.partial(x.clamp, *bounds))
            attempt(functools.partial(x.clone().clamp_, *bounds))
        attempt(functools.partial(x.clamp_min, 128))
        attempt(functools.partial(x.clamp_max, -129))


def numbers_beside_halves_are_not_rounded(torch):
    x = torch.tensor([0.1, -1.7, 3.3, 700.0], dtype=torch.float16, requires_grad=True)
    w = torch.tensor([2.3, 0.7, -1.1, 0.03], dtype=torch.float16)
    for n in (0.1, 1 / 3, 1e-5, 70000.0):
        print(
            [(y * 1024).tolist() for y in (x * n, n * x, x / n, n / x, x[1] * n, x[2] / n, w.clone().mul_(n), x // n)]
        )
        print([(y * 1024).tolist() for y in (torch.mul(n, x), torch.div(n, x))])
        saved = (x * n).grad_fn._saved_other.half()
        print((saved.float() * w.float()).tolist(), (w * saved.clone()).tolist())
        (grad,) = torch.autograd.grad((x * n * w / (1 + n)).sum(), x)
        print((grad * 1024).tolist(), (x.detach()[0].mul_(n) * 1024).item())
    print((x.sigmoid() * 1024).tolist(), x.abs().rsqrt().tolist())


CHANGES = """
    abs acos acosh arccos arccosh arcsin arcsinh arctan arctanh asin asinh atan atanh ceil cos cosh detach erf erfc exp
    exp2 expm1 fix floor frac log log10 log1p log2 neg negative reciprocal relu rsqrt sigmoid sin sinh sqrt square tan
    tanh trunc zero
"""


def functions_that_change_their_input(torch):
    for name in CHANGES.split():
        x, change = torch.tensor([0.25, 0.5]), getattr(torch, f"{name}_")
        print(name, change(x) is x, x, change(torch.tensor(0.75, requires_grad=True) * 1).grad_fn is None)
    x = torch.tensor([1.25, -2.5])
    print(torch.clamp_(x, min=-1), torch.round_(x, decimals=1), torch.xlogy_(x, x.abs()), torch.fill_(x, 2), x)
    print(torch.clamp_max_(x, 1), torch.clamp_min_(x, 1.5), torch.clip_(x, max=1), torch.nan_to_num_(x / 0, 0, 1), x)
    print(torch.index_put_(x, (torch.tensor([1]),), torch.tensor(3.0)))
    print(torch.addmv_(x, torch.ones(2, 2), torch.ones(2)))
    leaf = torch.ones(2, requires_grad=True)
    print(torch.arctan2(leaf, x).grad_fn.name(), torch.moveaxis(leaf.expand(3, 2), 0, 1).grad_fn.name())
    print(torch.detach(leaf).requires_grad, torch.is_inference(leaf), torch.autograd.no_grad is torch.no_grad)
    for wrong in (lambda: torch.exp_(leaf), lambda: torch.exp_(1), lambda: torch.exp_(), lambda: torch.fill_(x),
                  lambda: torch.clamp_(x, a=1), lambda: torch.exp_(x, 1)):  # fmt: skip
        attempt(wrong)
