"""From a generator's words to numbers of a distribution, computed and rounded as PyTorch does it on a CPU.

Each of these functions takes an array, and returns a new one of its shape, dtype and layout with what was drawn.
"""

from __future__ import annotations

import functools
import math

import numpy as np

from . import dtypes, errors

FLOATING = "Numbers between integers are drawn: use a floating-point dtype such as torch.float32."
SMALLER_FIRST = "The smaller limit comes first."
POSITIVE_STD = "A standard deviation is 0 or more."
PROBABILITY = "A probability is a number from 0 to 1."


def arranged(values, like):
    """``values`` in the shape of ``like``, in the order in which PyTorch fills memory: the largest stride outermost."""
    if like.dtype == np.float16:
        values = values.astype(np.float32)  # as in PyTorch, which rounds twice
    order = sorted(range(like.ndim), key=lambda dim: -abs(like.strides[dim]))
    values = values.reshape([like.shape[dim] for dim in order]).transpose(np.argsort(order))
    return values.astype(like.dtype, copy=False)[()]


def fused(a, b, c):
    """``a * b + c`` rounded once, as by the processor's instruction for it."""
    if a.dtype == np.float32:
        return (np.multiply(a, b, dtype=np.float64) + c).astype(np.float32)
    (a1, a2), (b1, b2) = halves(a), halves(b)
    product = a * b
    total = product + c
    back = total - product
    lost = product - (total - back) + (c - back) + (a1 * b1 - product + a1 * b2 + a2 * b1 + a2 * b2)
    return np.where(np.isfinite(total), total + lost, total)


def halves(x):
    """A float64 as the sum of two numbers of half its digits: their products are exact (Dekker, 1971)."""
    scaled = x * (2**27 + 1.0)
    upper = scaled - (scaled - x)
    return upper, x - upper


def legacy(dtype):
    """The name that PyTorch's messages use for a NumPy dtype: Float in torch.FloatTensor."""
    return dtypes.FROM_NUMPY[dtype].legacy


def check_floating(dtype, kernel):
    """Raise, in PyTorch's words, for integers of a continuous distribution."""
    if dtype.kind != "f":
        sentence = f"\"{kernel}\" not implemented for '{legacy(dtype)}'"
        raise NotImplementedError(errors.message(sentence, FLOATING))


C_NAMES = {
    "bool": "bool",
    "uint8": "unsigned char",
    "int8": "signed char",
    "int16": "short int",
    "int32": "int",
    "int64": "long",
    "float16": "c10::Half",
    "float32": "float",
    "float64": "double",
}


def out_of_bounds(name, dtype):
    """The error for a limit that is too large; as in PyTorch, it has the C++ name of the dtype."""
    cure = f"Draw from a smaller range, or in another dtype than {dtypes.FROM_NUMPY[dtype]}."
    return RuntimeError(errors.message(f"{name} is out of bounds for {C_NAMES[dtype.name]}", cure))


def uniform(like, low, high, generator):
    """From ``low`` up to but without ``high``."""
    check_floating(like.dtype, "check_uniform_bounds")
    span = np.finfo(like.dtype)
    for limit, name in ((low, "from"), (high, "to")):
        if not span.min <= limit <= span.max:
            raise out_of_bounds(name, like.dtype)
    if low > high:
        sentence = f"uniform_ expects to return a [from, to) range, but found from={low:g} > to={high:g}"
        raise RuntimeError(errors.message(sentence, SMALLER_FIRST))
    if high - low > span.max:
        sentence = (
            f"uniform_ expects to-from <= std::numeric_limits<{legacy(like.dtype)}>::max(), but found to={high:g} and "
            f"from={low:g} which result in to-from to exceed the limit"
        )
        raise RuntimeError(errors.message(sentence, "Draw from a smaller range."))
    values = generator._reals(like.size, np.promote_types(like.dtype, np.float32))
    if (low, high) != (0, 1):
        low, high = values.dtype.type(low), values.dtype.type(high)
        values = fused(values, high - low, low)
    values = values.astype(like.dtype, copy=False)
    values[values == like.dtype.type(high)] = low  # rounding may reach the upper end, which is excluded
    return arranged(values, like)


def normal(like, mean, std, generator):
    """Normal numbers: one by one up to 15 of them, in blocks of 16 from there on."""
    if like.size:
        check_floating(like.dtype, "normal_kernel_cpu")
    if not std >= 0:
        raise RuntimeError(errors.message(f"normal expects std >= 0.0, but found std {std:g}", POSITIVE_STD))
    n = like.size
    if n < 16 or not like.flags.c_contiguous:
        return arranged(fused(generator._normals(n), std, mean), like)
    dtype = np.promote_types(like.dtype, np.float32)
    whole = n - n % 16
    values = np.empty(n, dtype)
    values[:whole] = box_muller(generator._reals(n if dtype == like.dtype else whole, dtype)[:whole], mean, std)
    if n > whole:
        values[-16:] = box_muller(generator._reals(16, dtype), mean, std)
    return arranged(values, like)


def box_muller(values, mean, std):
    """Normal numbers from uniform ones, 16 at a time: eight that become distances from 0, then eight angles."""
    values = values.reshape(-1, 2, 8)
    number = values.dtype.type
    radius = np.sqrt(-2 * log(1 - values[:, 0]))
    sine, cosine = sine_cosine(number(2 * math.pi) * values[:, 1])
    return fused(np.stack([radius * cosine, radius * sine], 1).ravel(), number(std), number(mean))


# The float32 logarithm, sine and cosine of PyTorch's normal numbers, to the last bit: the polynomials are the Cephes
# library's (https://www.netlib.org/cephes/), the roundings those of fused multiplications and additions.

LOG = [7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1]
LOG += [-1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1]
LOG = np.array(LOG, np.float32)
LOG_2 = np.array([-2.12194440e-4, 0.693359375], np.float32)  # in two parts, as is pi / 4 in three
QUARTER_PI = np.array([-0.78515625, -2.4187564849853515625e-4, -3.77489497744594108e-8], np.float32)
SINE = np.array([-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1], np.float32)
COSINE = np.array([2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2], np.float32)


def polynomial(coefficients, x):
    """The polynomial with these coefficients, the highest power's first, by Horner's rule."""
    return functools.reduce(lambda y, c: fused(y, x, c), coefficients)


def log(x):
    """The natural logarithm of numbers from 0, excluded, to 1."""
    if x.dtype != np.float32:
        return np.log(x)
    x, exponent = np.frexp(x)
    small = x < np.float32(math.sqrt(0.5))
    exponent = (exponent - small).astype(np.float32)
    x = np.where(small, x + x, x) - 1
    y = fused(polynomial(LOG, x) * x, x * x, exponent * LOG_2[0]) - x * x / 2
    return fused(exponent, LOG_2[1], x + y)


def sine_cosine(x):
    """The sines and cosines of angles from 0 to 2 pi."""
    if x.dtype != np.float32:
        return np.sin(x), np.cos(x)
    octant = (x * np.float32(4 / math.pi)).astype(np.int32) + 1 & ~1
    for part in QUARTER_PI:
        x = fused(octant.astype(np.float32), part, x)
    square = x * x
    sine = fused(polynomial(SINE, square) * square, x, x)
    cosine = fused(polynomial(COSINE, square) * square, square, square / -2) + 1
    swap = octant & 2 != 0
    return (
        np.where(swap, cosine, sine) * np.where(octant & 4, np.float32(-1), np.float32(1)),
        np.where(swap, sine, cosine) * np.where(octant + 2 & 4, np.float32(-1), np.float32(1)),
    )


def limits(dtype):
    """The integers from which to which a NumPy dtype holds every one."""
    if dtype.kind == "f":
        largest = 2 ** (np.finfo(dtype).nmant + 1)
        return -largest, largest
    return (0, 1) if dtype.kind == "b" else (np.iinfo(dtype).min, np.iinfo(dtype).max)


def integers(like, low, high, generator):
    """From ``low`` up to but without ``high``; with neither, from 0 to the largest that the dtype holds."""
    smallest, largest = limits(like.dtype)
    if high is None:
        words = generator._words(like.size, 64 if like.dtype.itemsize == 8 else 32)
        return arranged(words % words.dtype.type(largest + 1), like)
    if low >= high:
        sentence = f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}"
        raise RuntimeError(errors.message(sentence, SMALLER_FIRST))
    for limit, name in ((low, "from"), (high - 1, "to - 1")):
        if not smallest <= limit <= largest:
            if like.dtype.kind == "f" and abs(limit) <= np.finfo(like.dtype).max:
                raise NotImplementedError(
                    f"minigrad draws integers as {like.dtype} up to {largest} only: it has gaps there"
                )
            raise out_of_bounds(name, like.dtype)
    words = generator._words(like.size, 64 if high - low >= 2**28 else 32)
    return arranged((words % words.dtype.type(high - low)).astype(np.int64) + low, like)


P_OUTSIDE = (
    "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be improved?  If so, "
    "please report an enhancement request to PyTorch.)"
)


def bernoulli(like, p, generator):
    """1 with probability ``p``: a number, or an array of one for each."""
    dtype = np.dtype(np.float64)
    if isinstance(p, np.ndarray | np.generic):
        check_floating(p.dtype, "bernoulli_tensor_cpu_p_")
        dtype = np.promote_types(p.dtype, np.float32)
        if not ((p >= 0) & (p <= 1)).all():
            raise RuntimeError(errors.message(P_OUTSIDE, PROBABILITY))
    elif not 0 <= p <= 1:
        raise RuntimeError(errors.message(f"bernoulli_ expects p to be in [0, 1], but got p={p:g}", PROBABILITY))
    reals = arranged(generator._reals(like.size, dtype), np.empty_like(like, dtype))
    return (reals < p).astype(like.dtype)


def exponential(like, rate, generator):
    """Waiting times between events of which ``rate`` happen in a unit of time."""
    if not rate > 0:
        sentence = f"exponential_ expects lambda > 0.0, but found lambda={rate:g}"
        raise RuntimeError(errors.message(sentence, "The rate is the number of events in a unit of time."))
    if like.size and like.dtype.kind != "f":
        sentence = (
            "Exponential distribution is a continuous probability distribution. dtype must be a floating point but you "
            f"specified {legacy(like.dtype)}"
        )
        raise RuntimeError(errors.message(sentence, FLOATING))
    return arranged(-1 / rate * np.log1p(-generator._reals(like.size, np.dtype(np.float64))), like)


def slopes(a, low, high, generator):
    """For every element of ``a`` that is not positive a number from ``low`` to ``high``, row by row; 1 for others."""
    if a.dtype.char not in "fd":
        raise NotImplementedError(f"\"rrelu_with_noise_out_cpu\" not implemented for '{legacy(a.dtype)}'")
    out, low, high = np.ones(a.shape, a.dtype), float(low), float(high)
    drawn = a <= 0
    reals = generator._reals(np.count_nonzero(drawn), np.dtype(np.float64))
    out[drawn] = fused(reals, high - low, low)
    return out


def permutation(like, generator):
    """The integers from 0 up to the size of ``like``, shuffled by Fisher and Yates's exchanges."""
    n, name = like.size, like.dtype.name
    if name == "bool":
        raise NotImplementedError(errors.message("\"randperm\" not implemented for 'Bool'", "Pass an integer dtype."))
    if n - 1 > limits(like.dtype)[1]:
        if like.dtype.kind == "f":
            most = "2049" if name == "float16" else "2^24+1"
            sentence = f"n cannot be greater than {most} for {legacy(like.dtype)} type."
        else:
            kind = "int" if name == "int32" else f"{name}_t"
            sentence = f"value cannot be converted to type {kind} without overflow"
        raise RuntimeError(errors.message(sentence, "Leave dtype out: int64 holds them all."))
    order = np.arange(n)
    items = memoryview(order)
    if n < (2**32 - 1) // 20:
        others = generator._words(max(n - 1, 0)) % np.arange(n, 1, -1, dtype=np.uint32) + order[:-1]
        for i, j in enumerate(memoryview(others)):
            items[i], items[j] = items[j], items[i]
    else:  # 32 bits are too few for an even choice: 64 for each, and the inside-out form of the shuffle
        others = generator._words(n, 64) % np.arange(1, n + 1, dtype=np.uint64)
        for i, j in enumerate(memoryview(others)):
            items[i], items[j] = items[j], i
    return order.astype(like.dtype, copy=False)
