"""Sums of products along named dimensions: einsum and tensordot, made of permutations and matrix products."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..errors import argument_error, type_name
from ..left_out import does_without
from ..registry import answers, function_only
from ..size import Size
from ..tensor import Tensor
from .linalg import bmm, dot, mm
from .shape import check_different, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

DOTS = "..."


def subscripts(text, start, whose):
    """The letters in a part of an equation, and ``DOTS`` for an ellipsis; the part starts at ``position``."""
    out, i = [], 0
    while i < len(text):
        c = text[i]
        if c == ".":
            if DOTS in out:
                ending = "but an ellipsis (...)" if whose == "output" else "for which an ellipsis"
                raise RuntimeError(f"einsum(): found '.' for {whose} {ending} was already found")
            if text[i : i + 3] != DOTS:
                ending = " (...)" if whose == "output" else ""
                raise RuntimeError(f"einsum(): found '.' for {whose} that is not part of any ellipsis{ending}")
            out.append(DOTS)
            i += 2
        elif c.isascii() and c.isalpha():
            out.append(c)
        elif c != " ":
            raise RuntimeError(
                f"einsum(): invalid subscript given at index {start + i} in the equation string, subscripts must be "
                "in [a-zA-Z]"
            )
        i += 1
    return out


def parsed(equation, operands):
    """The names of the dimensions of each operand and of the output: letters, and numbers for those of an ellipsis.

    The third result is all of it in the order in which the dimensions will lie: those of the output first.
    """
    left, arrow, right = equation.partition("->")
    terms, start = [], 0
    for i, term in enumerate(left.split(",")):
        if i == len(operands):
            raise RuntimeError("einsum(): fewer operands were provided than specified in the equation")
        terms.append(subscripts(term, start, f"operand {i}"))
        start += len(term) + 1
    if len(terms) != len(operands):
        raise RuntimeError("einsum(): more operands were provided than specified in the equation")
    hidden = [tensor.ndim - len(term) + term.count(DOTS) for tensor, term in zip(operands, terms, strict=True)]
    for i, (tensor, term) in enumerate(zip(operands, terms, strict=True)):
        if hidden[i] < 0 or hidden[i] and DOTS not in term:
            how = "is more than" if DOTS in term else "does not match"
            end = "" if DOTS in term else " and no ellipsis was given"
            raise RuntimeError(
                f"einsum(): the number of subscripts in the equation ({tensor.ndim - hidden[i]}) {how} the number of "
                f"dimensions ({tensor.ndim}) for operand {i}{end}"
            )
    dots = range(max(hidden))
    letters = sorted({c for term in terms for c in term} - {DOTS})
    if arrow:
        out = output(subscripts(right, len(left) + 2, "output"), letters)
    else:
        once = [c for c in letters if sum(term.count(c) for term in terms) == 1]
        out = [DOTS, *once]
    order = [*out] if DOTS in out else [*out, DOTS]
    order += [c for c in letters if c not in out]
    spelled = lambda term, numbers: [x for c in term for x in (numbers if c == DOTS else [c])]
    called = [spelled(term, dots[len(dots) - n :]) for term, n in zip(terms, hidden, strict=True)]
    return called, spelled(out, dots), spelled(order, dots)


def output(out, letters):
    """The letters of the output. Raises, in PyTorch's words, unless they are different letters of the operands."""
    for i, c in enumerate(out):
        if c in out[:i]:
            raise RuntimeError(f"einsum(): output subscript {c} appears more than once in the output")
        if c != DOTS and c not in letters:
            raise RuntimeError(f"einsum(): output subscript {c} does not appear in the equation for any input operand")
    return out


def aligned(i, tensor, term, order, sizes):
    """Operand ``i`` with its dimensions in ``order``, and size 1 for those it lacks; ``sizes`` collects all sizes."""
    dims = {}
    for c in term:
        dim = len(dims)
        n = tensor.shape[dim]
        if c in dims:
            first = dims[c]
            if n != tensor.shape[first]:
                raise RuntimeError(
                    f"einsum(): subscript {c} is repeated for operand {i} but the sizes don't match, {n} != "
                    f"{tensor.shape[first]}"
                )
            tensor = tensor.diagonal(0, first, dim).movedim(-1, first)
            continue
        if n != 1 and sizes.setdefault(c, n) != n:
            raise RuntimeError(
                f"einsum(): dimension {dim} covered by ellipsis in operand {i}has size {n} which does not broadcast "
                f"with previously seen ellipsis with size {sizes[c]} for the respective dimension"
                if isinstance(c, int)
                else f"einsum(): subscript {c} has size {n} for operand {i} which does not broadcast with previously "
                f"seen size {sizes[c]}"
            )
        dims[c] = dim
    for c in order:
        if c not in dims:
            dims[c] = len(dims)
            tensor = tensor.unsqueeze(-1)
    return tensor.permute([dims[c] for c in order])


def contracted(a, b, inner):
    """The product of two operands, summed over the dimensions ``inner``, which then have size 1."""
    if not inner:
        return a * b
    dims = [d for d in range(a.ndim) if d not in inner]
    batch = [d for d in dims if a.shape[d] != 1 != b.shape[d]]
    rows = [d for d in dims if a.shape[d] != 1 == b.shape[d]]
    columns = [d for d in dims if a.shape[d] == 1]
    if rows and columns and columns[-1] < rows[0]:  # so that the result is laid out row by row
        a, b, rows, columns = b, a, columns, rows
    order = batch + rows + inner + columns
    size = lambda tensor, dims: Size(tensor.shape[d] for d in dims).numel()
    left = a.permute(order).reshape(size(a, batch), size(a, rows), size(a, inner))
    right = b.permute(batch + inner + columns + rows).reshape(size(a, batch), size(a, inner), size(b, columns))
    sizes = [1 if d in inner else (b if d in columns else a).shape[d] for d in order]
    return bmm(left, right).view(sizes).permute([order.index(d) for d in range(a.ndim)])


def of_lists(*args):
    """The equation and the operands of a call in which a list of numbers for its dimensions follows each operand."""

    def letter(n):
        if n == ...:
            return "..."
        if not (n >= 0 and n < 52):  # not ``0 <= n < 52``: compared in PyTorch's order
            raise ValueError("einsum(): subscript in subscript list is not within the valid range [0, 52)")
        return chr(ord("A") + n) if n < 26 else chr(ord("a") + n - 26)

    terms = ["".join(letter(n) for n in numbers) for numbers in args[1::2]]
    if len(args) % 2 == 0:
        return ",".join(terms), args[::2]
    return ",".join(terms) + "->" + "".join(letter(n) for n in args[-1]), args[:-1:2]


def numpy_einsum(equation, *operands, optimize=False):
    """``np.einsum``."""
    return einsum(equation, *operands)


@function_only
def einsum(equation: str | Tensor, *operands: Tensor | Sequence[int]) -> Tensor:
    """The sum of products that an equation names: letters that the output lacks are summed over.

    Instead of an equation, a list of numbers may follow each operand, and one for the output.

    ``...`` stands for the dimensions without letters, which broadcast. Without ``->`` the output has every letter that
    occurs once, in alphabetical order. Raises RuntimeError where letters and shapes do not fit.

    >>> import minigrad as torch
    >>> torch.einsum("ij,j->i", torch.ones(2, 3), torch.ones(3))
    tensor([3., 3.])
    """
    if isinstance(equation, Tensor) and operands:
        equation, operands = of_lists(equation, *operands)
    if len(operands) == 1 and isinstance(operands[0], list | tuple):
        operands = tuple(operands[0])
    if not operands:
        raise ValueError(
            "einsum(): must specify the equation string and at least one operand, or at least one operand and its "
            "subscripts list"
        )
    if not isinstance(equation, str):
        raise TypeError(argument_error("einsum", "equation", 1, equation, "str"))
    for i, operand in enumerate(operands):
        if not isinstance(operand, Tensor):
            raise TypeError(f"expected Tensor as element {i} in argument 1, but got {type_name(operand)}")
    terms, out, order = parsed(equation, operands)
    sizes = {}
    tensors = [aligned(i, t, term, order, sizes) for i, (t, term) in enumerate(zip(operands, terms, strict=True))]
    rest = range(len(out), len(order))
    first, *others = tensors
    if not others:
        return first.sum(tuple(rest)) if rest else first
    counts = {d: sum(t.shape[d] != 1 for t in tensors) for d in rest}
    for other in others:
        inner, alone = [], ([], [])
        for d in rest:
            wide = first.shape[d] != 1, other.shape[d] != 1
            if all(wide):
                counts[d] -= 1
                if counts[d] == 1:
                    inner.append(d)
                    counts[d] = 0
            elif any(wide) and counts[d] == 1:
                alone[wide[1]].append(d)
                counts[d] = 0
        a, b = (t.sum(tuple(dims), keepdim=True) if dims else t for t, dims in zip((first, other), alone, strict=True))
        first = contracted(a, b, inner)
    return first.view(first.shape[: len(out)]) if rest else first


def dims_of_both(a, b, dims):
    """The dimensions of either tensor that ``tensordot`` sums over. Raises, in PyTorch's words, for wrong ``dims``."""
    if not isinstance(dims, tuple | list | Tensor | int):
        raise RuntimeError(
            "tensordot expects dims to be int or tuple[list[int], list[int]] or list[list[int]] containing two lists, "
            f"but got dims={dims}"
        )
    if isinstance(dims, tuple | list):
        return dims
    if isinstance(dims, Tensor) and dims.numel() > 1:
        return dims.tolist()
    n = int(dims.item()) if isinstance(dims, Tensor) else dims
    if n < 0:
        raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
    if n is dims and n > min(a.dim(), b.dim()):
        raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
    return [*range(-n, 0)], [*range(n)]


@function_only
@does_without("out")
def tensordot(a: Tensor, b: Tensor, dims: int | Sequence[Sequence[int]] = 2) -> Tensor:
    """The sum of products over the last ``dims`` dimensions of ``a`` and the first of ``b``, or over those listed.

    Raises RuntimeError where their sizes differ.

    >>> import minigrad as torch
    >>> torch.tensordot(torch.ones(2, 3), torch.ones(3, 4), 1).shape
    torch.Size([2, 4])
    """
    left, right = dims_of_both(a, b, dims)
    if a.dtype is not b.dtype:
        raise RuntimeError("both inputs should have same dtype")
    if len(left) != len(right):
        raise RuntimeError("both dimension lists should have same length")
    for i, j in zip(left, right, strict=True):
        n, m = a.size(i), b.size(j)
        if m == 1:  # even if n is 1 too, as PyTorch's graph shows
            a = a.sum(i, keepdim=True, dtype=a.dtype)
        elif n == 1:
            b = b.sum(j, keepdim=True, dtype=b.dtype)
        elif n != m:
            raise RuntimeError(
                f"contracted dimensions need to match, but first has size {a.shape[i]} in dim {i} and second has size "
                f"{b.shape[j]} in dim {j}"
            )
    left, right = [wrap(d, a.ndim) for d in left], [wrap(d, b.ndim) for d in right]
    check_different(left)
    check_different(right)
    rows, columns = ([d for d in range(t.ndim) if d not in used] for t, used in ((a, left), (b, right)))
    a, b = a.permute(rows + left), b.permute(right + columns)
    shape = a.shape[: len(rows)] + b.shape[len(right) :]
    if shape.numel() == 1:
        if a.is_contiguous() and b.is_contiguous():
            return dot(a.flatten(), b.flatten()).view(shape)
        return (a.squeeze() * b.squeeze()).sum(dtype=a.dtype).view(shape)
    inner = Size(b.shape[: len(right)]).numel()
    tall = a.reshape(Size(a.shape[: len(rows)]).numel(), inner)
    wide = b.reshape(inner, Size(b.shape[len(right) :]).numel())
    return mm(tall, wide).view(shape)


answers(np.einsum)(numpy_einsum)


@answers(np.tensordot)
def numpy_tensordot(a, b, dims=2):
    """``np.tensordot``."""
    return tensordot(a, b, dims if isinstance(dims, int) else [[d] if isinstance(d, int) else d for d in dims])


@answers(np.dot)
def numpy_dot(a, b):
    """``np.dot``: of vectors and matrices ``@``, with a number ``*``."""
    if not (isinstance(a, Tensor) and isinstance(b, Tensor) and a.ndim and b.ndim):
        return a * b
    return a @ b if b.ndim < 3 else tensordot(a, b, ([-1], [-2]))
