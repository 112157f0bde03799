"""Elementwise operations: their values and slopes at the edges, their dtypes, nodes and messages."""

from tests.engine.cases import attempt

INF, NAN = float("inf"), float("nan")
EDGES = [0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 1.5, -2.5, 3.0, 1e-8, -90.0, 90.0, INF, -INF, NAN]
UNARY = [
    "abs", "absolute", "sign", "sgn", "exp", "exp2", "expm1", "log", "log1p", "log2", "log10", "sqrt", "rsqrt",
    "reciprocal", "square", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh",
    "atanh", "sigmoid", "relu", "erf", "floor", "ceil", "round", "trunc", "frac", "neg", "positive",
]  # fmt: skip


def unary_values(torch):
    for name in UNARY:
        y = getattr(torch, name)(torch.tensor(EDGES, dtype=torch.float64))
        print(name, y.abs() if name == "relu" else y)  # which zero relu makes of -0.0 differs between machines


def unary_slopes(torch):
    for name in UNARY:
        x = torch.tensor(EDGES, dtype=torch.float64, requires_grad=True)
        y = getattr(x, name)()
        y.backward(torch.full((len(EDGES),), 2.0, dtype=torch.float64))
        print(name, y.grad_fn and y.grad_fn.name(), x.grad)


def unary_slopes_of_an_infinite_gradient(torch):
    for name in ("relu", "abs", "floor", "sign", "frac"):
        x = torch.tensor([-1.0, 0.0, 1.0, NAN], requires_grad=True)
        getattr(x, name)().backward(torch.full((4,), INF))
        print(name, x.grad)


def unary_dtypes(torch):
    for name in UNARY:
        for x in (torch.tensor([1, 0]), torch.tensor(2), torch.tensor([3], dtype=torch.uint8), torch.tensor(0.5)):
            if name not in ("frac",) or x.is_floating_point():
                print(name, getattr(x, name)())
    for name in ("exp", "sin", "sqrt", "sigmoid", "erf"):
        print(name, getattr(torch, name)(torch.tensor([True, False])))


def unary_in_place(torch):
    for name in UNARY:
        if name not in ("positive", "asinh", "acosh", "atanh"):
            x = torch.tensor([0.25, 0.5], requires_grad=True)
            y = x * 1
            z = getattr(y, name + "_")()
            print(name, z is y, y, y._version)
            y.sum().backward()
            print(x.grad)


def unary_in_place_on_integers(torch):
    for name in ("exp_", "sin_", "abs_", "neg_"):
        attempt(lambda: getattr(torch.tensor([1, -2]), name)())  # noqa: B023


def rounding(torch):
    x = torch.tensor([0.5, 1.5, 2.5, -0.5, 2.345, -1234.5678], requires_grad=True)
    print(x.round(), x.round(decimals=2), x.round(decimals=-2))
    x.round(decimals=1).sum().backward()
    print(x.grad)


def questions(torch):
    x = torch.tensor(EDGES)
    for name in ("isnan", "isinf", "isfinite", "isneginf", "isposinf", "signbit", "logical_not"):
        print(name, getattr(torch, name)(x), getattr(torch, name)(torch.tensor([0, 2])))
    print(torch.tensor([True]).logical_not(), torch.tensor(0.0).isnan())


def logic(torch):
    a, b = torch.tensor([True, True, False, False]), torch.tensor([True, False, True, False])
    for name in ("logical_and", "logical_or", "logical_xor", "bitwise_and", "bitwise_or", "bitwise_xor"):
        print(name, getattr(torch, name)(a, b), getattr(a, name)(b))
    print(a & b, a | b, a ^ b, ~a, a & True, True ^ a)
    print(torch.logical_and(torch.tensor([1.5, 0.0]), torch.tensor([2, 3])))
    a &= b
    print(a)
    a.logical_or_(torch.tensor([True, True, False, True]))
    print(a)


def bits(torch):
    a, b = torch.tensor([12, 10, -1]), torch.tensor([10, 3, 1])
    print(a & b, a | b, a ^ b, ~a, a << 2, a >> b, 1 << b, a & 6, 6 | b)
    print(a.bitwise_left_shift(b), a.bitwise_not(), torch.bitwise_right_shift(a, 1))
    print(torch.tensor([200], dtype=torch.uint8) & torch.tensor([-1]))
    attempt(lambda: torch.tensor([1.0]) & torch.tensor([1.0]))
    attempt(lambda: ~torch.tensor([1.0]))


def negated_booleans(torch):
    b = torch.tensor([True, False])
    attempt(lambda: -b)
    attempt(lambda: torch.ones(2) - b)
    attempt(lambda: 1 - b)
    attempt(lambda: b - 1)
    attempt(lambda: +b)


def powers(torch):
    base = torch.tensor([0.0, 0.0, 0.0, 2.0, -2.0, -2.0, 1.0, INF], requires_grad=True)
    exponent = torch.tensor([0.0, 2.0, -1.0, 0.5, 2.0, 0.5, NAN, 0.0], requires_grad=True)
    y = base**exponent
    print(y)
    y.sum().backward()
    print(base.grad, exponent.grad)


def powers_of_numbers(torch):
    for number in (2, 0.5, 0, 1, -2.0):
        x = torch.tensor([0.0, 1.0, -1.0, 2.5], requires_grad=True)
        y = number**x
        y.sum().backward()
        print(y, x.grad)
    for exponent in (0, 1, 2, 3, 0.5, -1, -0.5, 2.0):
        x = torch.tensor([0.0, 1.0, -1.0, 2.5], requires_grad=True)
        y = torch.pow(x, exponent)
        y.sum().backward()
        print(y, x.grad)


def power_dtypes(torch):
    i = torch.tensor([2, 3])
    print(
        i**2, i**0.5, 2**i, 2.0**i, i**i, i ** torch.tensor(2.0), i ** torch.tensor([-1, 1]), torch.tensor([True]) ** 2
    )
    print(torch.ones(2) ** torch.ones(2, 1, dtype=torch.float64), torch.tensor(2.0) ** torch.tensor(3))
    attempt(lambda: i**-1)
    attempt(lambda: torch.ones(2) ** torch.ones(3))
    x = torch.tensor([1.0, 2.0])
    x **= 3
    print(x, x.pow_(torch.tensor([1.0, 2.0])))


def power_saves_its_output(torch):
    e = torch.ones(2, requires_grad=True)
    y = torch.tensor([2.0, 3.0]) ** e
    y += 1
    attempt(lambda: y.sum().backward())


def numpy_functions(torch):
    import numpy as np

    x = torch.tensor([0.25, 0.5])
    print(np.sin(x), np.add(x, 1), np.exp(x) * 2, np.absolute(x), np.sqrt(x))
