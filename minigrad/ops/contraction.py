"""Sums of products along named dimensions: einsum and tensordot, made of permutations and matrix products."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..registry import answers, public
from ..tensor import Size, Tensor
from .linalg import bmm, mm
from .shape import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence


def parsed(equation, operands):
    """The letters of every operand and of the output; an ellipsis gets letters of its own."""
    left, arrow, right = equation.replace(" ", "").partition("->")
    terms = left.split(",")
    if len(terms) != len(operands):
        how = "fewer" if len(operands) < len(terms) else "more"
        raise RuntimeError(f"einsum(): {how} operands were provided than specified in the equation")
    lengths = [len(term.replace("...", "")) for term in terms]
    dots = max((t.ndim - n for t, n, term in zip(operands, lengths, terms, strict=True) if "..." in term), default=0)
    spare = [chr(0x3B1 + i) for i in range(dots)]  # Greek letters, which no equation may use
    full = []
    for i, (tensor, term) in enumerate(zip(operands, terms, strict=True)):
        hidden = tensor.ndim - lengths[i]
        if hidden < 0 or hidden and "..." not in term:
            how = "is more than" if "..." in term else "does not match"
            end = "" if "..." in term else " and no ellipsis was given"
            raise RuntimeError(
                f"einsum(): the number of subscripts in the equation ({tensor.ndim - hidden}) {how} the number of "
                f"dimensions ({tensor.ndim}) for operand {i}{end}"
            )
        term = term.replace("...", "".join(spare[len(spare) - hidden :]))
        full.append(term)
    if not arrow:
        letters = "".join(full)
        once = sorted(c for c in set(letters) if letters.count(c) == 1 and c not in spare)
        return full, "".join(spare) + "".join(once)
    out = right.replace("...", "".join(spare))
    for c in out:
        if out.count(c) > 1:
            raise RuntimeError(f"einsum(): output subscript {c} appears more than once in the output")
        if not any(c in term for term in full):
            raise RuntimeError(f"einsum(): output subscript {c} does not appear in the equation for any input operand")
    return full, out


def without_repeats(tensor, term):
    """An operand and its letters with every repeated letter reduced to its diagonal."""
    for c in dict.fromkeys(term):
        while term.count(c) > 1:
            first = term.index(c)
            second = term.index(c, first + 1)
            if tensor.shape[first] != tensor.shape[second]:
                raise RuntimeError(
                    f"einsum(): subscript {c} is repeated for operand 0 but the sizes don't match, "
                    f"{tensor.shape[second]} != {tensor.shape[first]}"
                )
            tensor = tensor.diagonal(0, first, second)
            term = "".join(x for i, x in enumerate(term) if i not in (first, second)) + c
    return tensor, term


def summed(tensor, term, keep):
    """An operand with the letters that nothing else has summed away."""
    dims = tuple(i for i, c in enumerate(term) if c not in keep)
    if not dims:
        return tensor, term
    return tensor.sum(dims), "".join(c for c in term if c in keep)


def arranged(tensor, term, order):
    """An operand with its dimensions in the order of the letters in ``order``."""
    return tensor.permute(tuple(term.index(c) for c in order))


def product(a, a_term, b, b_term, keep):
    """Two operands contracted: letters of both that are not in ``keep`` are summed away."""
    sizes = dict(zip(a_term, a.shape, strict=True))
    for c, n in zip(b_term, b.shape, strict=True):
        sizes[c] = n if sizes.get(c, 1) == 1 else sizes[c]
    a = a.expand(tuple(sizes[c] for c in a_term)) if a.ndim else a
    b = b.expand(tuple(sizes[c] for c in b_term)) if b.ndim else b
    both = [c for c in a_term if c in b_term]
    batch, inner = [c for c in both if c in keep], [c for c in both if c not in keep]
    rows, columns = [c for c in a_term if c not in both], [c for c in b_term if c not in both]
    count = lambda letters: Size(sizes[c] for c in letters).numel()
    out = "".join(batch + rows + columns)
    if not inner:
        left = arranged(a, a_term, batch + rows).reshape([sizes[c] for c in batch + rows] + [1] * len(columns))
        right = arranged(b, b_term, batch + columns)
        return left * right.reshape([sizes[c] for c in batch] + [1] * len(rows) + [sizes[c] for c in columns]), out
    left = arranged(a, a_term, batch + rows + inner).reshape(count(batch), count(rows), count(inner))
    right = arranged(b, b_term, batch + inner + columns).reshape(count(batch), count(inner), count(columns))
    return bmm(left, right).view([sizes[c] for c in out]), out


def numpy_einsum(equation, *operands, optimize=False):
    """``np.einsum``."""
    return einsum(equation, *operands)


@public
def einsum(equation: str, *operands: Tensor) -> Tensor:
    """The sum of products that an equation names: letters that the output lacks are summed over.

    ``...`` stands for the dimensions without letters, which broadcast. Without ``->`` the output has every letter that
    occurs once, in alphabetical order. Raises RuntimeError where letters and shapes do not fit.

    >>> import minigrad as torch
    >>> torch.einsum("ij,j->i", torch.ones(2, 3), torch.ones(3))
    tensor([3., 3.])
    """
    if len(operands) == 1 and isinstance(operands[0], list | tuple):
        operands = tuple(operands[0])
    terms, out = parsed(equation, operands)
    pairs = [without_repeats(t, term) for t, term in zip(operands, terms, strict=True)]
    check_letters(pairs)
    if len(pairs) == 1:
        ((tensor, term),) = pairs
        rest = "".join(c for c in term if c not in out)
        tensor = arranged(tensor, term, out + rest)
        return tensor.sum(tuple(range(len(out), tensor.ndim))) if rest else tensor
    while True:
        tensor, term = pairs.pop(0)
        tensor, term = summed(tensor, term, out + "".join(t for _, t in pairs))
        if not pairs:
            return arranged(tensor, term, out) if term != out else tensor
        other, other_term = pairs.pop(0)
        rest = out + "".join(t for _, t in pairs)
        other, other_term = summed(other, other_term, rest + term)
        pairs.insert(0, product(tensor, term, other, other_term, rest))


def check_letters(pairs):
    """Raise where a letter stands for two different sizes, neither of which is 1."""
    sizes = {}
    for i, (tensor, term) in enumerate(pairs):
        for c, n in zip(term, tensor.shape, strict=True):
            if sizes.setdefault(c, n) == 1:
                sizes[c] = n
            if n not in (1, sizes[c]):
                raise RuntimeError(
                    f"einsum(): operands do not broadcast with remapped shapes [original->remapped]: subscript {c} of "
                    f"operand {i} has size {n} where others have {sizes[c]}"
                )


@public
def tensordot(a: Tensor, b: Tensor, dims: int | Sequence[Sequence[int]] = 2) -> Tensor:
    """The sum of products over the last ``dims`` dimensions of ``a`` and the first of ``b``, or over those listed.

    Raises RuntimeError where their sizes differ.

    >>> import minigrad as torch
    >>> torch.tensordot(torch.ones(2, 3), torch.ones(3, 4), 1).shape
    torch.Size([2, 4])
    """
    if isinstance(dims, int):
        if dims < 0:
            raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
        if dims > min(a.ndim, b.ndim):
            raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
        dims = (range(-dims, 0), range(dims))
    left, right = ([d] if isinstance(d, int) else d for d in dims)
    if a.dtype is not b.dtype:
        raise RuntimeError("both inputs should have same dtype")
    if len(left) != len(right):
        raise RuntimeError("both dimension lists should have same length")
    for i, j in zip(left, right, strict=True):
        n, m = a.shape[wrap(i, a.ndim)], b.shape[wrap(j, b.ndim)]
        if n == 1 != m:
            b = b.sum(j, keepdim=True)
        elif m == 1 != n:
            a = a.sum(i, keepdim=True)
        elif n != m:
            raise RuntimeError(
                f"contracted dimensions need to match, but first has size {a.shape[i]} in dim {i} and second has size "
                f"{b.shape[j]} in dim {j}"
            )
    left, right = [wrap(d, a.ndim) for d in left], [wrap(d, b.ndim) for d in right]
    rows, columns = ([d for d in range(t.ndim) if d not in used] for t, used in ((a, left), (b, right)))
    inner = Size(a.shape[d] for d in left).numel()
    shape = [a.shape[d] for d in rows] + [b.shape[d] for d in columns]
    tall = a.permute(rows + left).reshape(Size(a.shape[d] for d in rows).numel(), inner)
    wide = b.permute(right + columns).reshape(inner, Size(b.shape[d] for d in columns).numel())
    return mm(tall, wide).view(shape)


answers(np.einsum)(numpy_einsum)


@answers(np.tensordot)
def numpy_tensordot(a, b, dims=2):
    """``np.tensordot``."""
    return tensordot(a, b, dims)
