"""How operations are written on paper: what they compute, and the step of the chain rule through them.

These are only words. Every number that a step arrives at comes from the operation's own rule.
"""

from __future__ import annotations

import re

import numpy as np

from ..autograd.context import FunctionCtx
from ..received import Received
from ..view import CopySlices
from .scene import inputs_of

ROOM = 26  # characters that a tensor's numbers may take up

FORMULAS = {
    "Add": "{a} + {b}",
    "Sub": "{a} - {b}",
    "Rsub": "{b} - {a}",
    "Mul": "{a} * {b}",
    "Div": "{a} / {b}",
    "Neg": "-{a}",
    "Reciprocal": "1 / {a}",
    "Square": "{a}**2",
    "Pow": "{a}**{exponent}",
    "PowTensor": "{a}**{exponent}",
    "PowNumber": "{a}**{exponent}",
    "Mm": "{a} @ {b}",
    "Mv": "{a} @ {b}",
    "Bmm": "{a} @ {b}",
    "Dot": "{a} @ {b}",
    "Addmm": "{a} + {b} @ {c}",
    "T": "{a}.T",
    "Select": "{a}[{index}]",
    "Slice": "{a}[{index}]",
    "Index": "{a}[{index}]",
    "CopyFrom": "{b}",
    "CopySlices": "{base} with {value} put in",
}

SAME = {"a": "{g} * 1"}
RESHAPED = {"a": "{g} reshaped"}
PLACED = {"a": "{g} at [{index}], else 0"}
EACH = {"a": "{g} each"}
SHARE = {"a": "{g} / {n} each"}
PRODUCT = {"a": "{g} @ {b}.T", "b": "{a}.T @ {g}"}

# For every input: the gradient {g} of the output times the slope. What has a * or / is also written with numbers.
STEPS = {
    "Add": {"a": "{g} * 1", "b": "{g} * 1"},
    "Sub": {"a": "{g} * 1", "b": "{g} * (-1)"},
    "Rsub": {"a": "{g} * (-1)", "b": "{g} * 1"},
    "Mul": {"a": "{g} * {b}", "b": "{g} * {a}"},
    "Div": {"a": "{g} * (1 / {b})", "b": "{g} * (-{a} / {b}**2)"},
    "Neg": {"a": "{g} * (-1)"},
    "Reciprocal": {"a": "{g} * (-1 / {a}**2)"},
    "Square": {"a": "{g} * 2 * {a}"},
    "Pow": {"a": "{g} * {exponent} * {a}**{less}"},
    "Sqrt": {"a": "{g} * (1 / (2 * {out}))"},
    "Exp": {"a": "{g} * {out}"},
    "Abs": {"a": "{g} * sign({a})"},
    "Log": {"a": "{g} * (1 / {a})"},
    "Sin": {"a": "{g} * cos({a})"},
    "Cos": {"a": "{g} * (-sin({a}))"},
    "Tanh": {"a": "{g} * (1 - {out}**2)"},
    "Sigmoid": {"a": "{g} * {out} * (1 - {out})"},
    "Relu": {"a": "{g} * ({a} > 0)"},
    "Mm": PRODUCT,
    "Mv": {"a": "outer({g}, {b})", "b": "{a}.T @ {g}"},
    "Dot": {"a": "{g} * {b}", "b": "{g} * {a}"},
    "Addmm": {"a": "{g} * 1", "b": "{g} @ {c}.T", "c": "{b}.T @ {g}"},
    "MseLoss": {"a": "{g} * 2 * ({a} - {b}) / {n}", "b": "{g} * 2 * ({b} - {a}) / {n}"},
    "SumAll": EACH,
    "Sum": EACH,
    "MeanAll": SHARE,
    "Mean": SHARE,
    "T": {"a": "{g}.T"},
    "Reshape": RESHAPED,
    "UnsafeView": RESHAPED,
    "Unsqueeze": RESHAPED,
    "Squeeze": RESHAPED,
    "SqueezeDim": RESHAPED,
    "Expand": SAME,
    "Clone": SAME,
    "Alias": SAME,
    "Select": PLACED,
    "Slice": PLACED,
    "Index": PLACED,
    "CopyFrom": {"a": "{g} * 0", "b": "{g} * 1"},
    "CopySlices": {"base": "{g}, 0 where put in", "value": "{g} where put in"},
}

# Where the words above hold only for one value of a parameter.
PLAIN = {"Addmm": {"alpha": 1, "beta": 1}, "MseLoss": {"reduction": "mean"}}

# How an operand that nobody holds follows from the other one and the outcome.
SOLVED = {
    "Add": {"a": lambda out, b: out - b, "b": lambda out, a: out - a},
    "Sub": {"a": lambda out, b: out + b, "b": lambda out, a: a - out},
    "Rsub": {"b": lambda out, a: out + a},
}

NO_OPERANDS = {"out", "index", "exponent", "less"}  # of words, what is no operand
LETTERS = "abcfghkmnpqrstuvwz"


def number(value):
    """One number with up to four digits, or more where it is whole."""
    if abs(value) < 1e6 and value == int(value):
        return str(int(value))
    return f"{value:.4g}"


def short(array):
    """The numbers of an array where there is room for them, else its shape and its norm."""
    array = np.asarray(array)
    if array.size <= ROOM // 3:
        text = nested(array)
        if len(text) <= ROOM:
            return text
    shape = "x".join(map(str, array.shape))
    return f"<{shape}, norm {number(float(np.linalg.norm(array.astype(np.float64))))}>"


def nested(array):
    if array.ndim == 0:
        return number(array.item())
    return "[" + ", ".join(nested(part) for part in array) + "]"


def called(node):
    """What a node's operation is called: ``exp``, ``leaky_relu``, or the name of a Function of the user's."""
    if isinstance(node, FunctionCtx):
        return re.sub(r"Backward$", "", node.grad_fn_name)
    name = re.sub(r"^Native|(2D|Ex|Kernel|WithNoise)?Backwards?\d*$", "", node.grad_fn_name)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def in_full(array):
    """The numbers of an array, or None where there is no room for them."""
    text = short(array)
    return None if text.startswith("<") else text


def formula(node, words):
    """What a node computes, in the words for its operands."""
    kind = type(node).__qualname__
    filled = fill(FORMULAS[kind], words) if kind in FORMULAS and plain(node) else None
    return filled or f"{called(node)}({', '.join(word for name, word in words.items() if name not in NO_OPERANDS)})"


def step(node, name, words, numbers, g, gradient):
    """What a node sends to its input ``name``, as a product: in words, and in numbers or None.

    ``words`` and ``numbers`` are those of its operands and, as "g", of what it received; ``g`` is that itself and
    ``gradient`` what its rule has made of it.
    """
    template = STEPS.get(type(node).__qualname__, {}).get(name) if plain(node) else None
    text = fill(template, words) if template else None
    if text:
        digits = fill(template, numbers) if "*" in template or "/" in template else None
        broadcast = template.startswith("{g} *") and gradient.size < g.size
        if template == "{g} * 1" and g.ndim:  # numbers that stay as they are need not be repeated
            digits = numbers["g"] if broadcast else None
        if broadcast:
            text, digits = summed(text, g, gradient), digits and summed(digits, g, gradient)
        return text, digits and (digits if len(digits) <= 2 * ROOM else None)
    if isinstance(g, Received) or g.ndim or gradient.ndim:
        return f"{words['g']} through {called(node)}", None
    several = sum(edge is not None for _, edge in inputs_of(node)) > 1
    slope = f"(slope in {words[name]})" if several else f"{called(node)}'({words[name]})"
    known = g != 0 and np.isfinite(g) and np.isfinite(gradient)
    digits = fill("{g} * {slope}", {"g": number(g), "slope": number(gradient / g)}) if known else None
    return f"{words['g']} * {slope}", digits


def summed(text, g, gradient):
    """A sum over the dimensions along which an input was repeated."""
    extra = g.ndim - gradient.ndim
    shape = (1,) * extra + gradient.shape
    dims = [i for i, n in enumerate(shape) if n == 1 != g.shape[i]]
    where = "" if gradient.size == 1 else f", dim={dims[0] if len(dims) == 1 else tuple(dims)}"
    return f"sum({text}{where})"


def plain(node):
    """Whether a node does just what its words are written for."""
    if isinstance(node, CopySlices):
        return type(node.part).__qualname__ == "CopyFrom"
    return all(node.saved.get(name, value) == value for name, value in PLAIN.get(type(node).__qualname__, {}).items())


def fill(template, words):
    """A template with its holes filled, and negative numbers in parentheses; None if a word is missing."""
    holes = re.findall(r"\{(\w+)\}", template)
    if any(words.get(hole) is None for hole in holes):
        return None
    first = holes[0] if template.startswith("{") else None
    wrapped = {h: f"({words[h]})" if words[h].startswith("-") and h != first else words[h] for h in holes}
    return re.sub(r"\(\((-[^()]*)\)\)", r"(\1)", template.format(**wrapped))
