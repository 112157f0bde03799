"""Checks of gradients against differences.

Source: https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradcheck.html
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..grad_mode import enable_grad
from ..left_out import does_without
from ..tensor import Tensor, make
from ..warning import warn
from .gradients import grad


class GradcheckError(RuntimeError):
    """What ``gradcheck`` raises where a gradient is wrong."""


@does_without(
    *("check_batched_forward_grad", "check_batched_grad", "check_forward_ad", "check_grad_dtypes", "masked"),
    check_backward_ad=True,
)
def gradcheck(
    func: Callable[..., Any],
    inputs: Tensor | Sequence[Any],
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    fast_mode: bool = False,
) -> bool:
    """Compare the gradients of ``func`` with central differences of step ``eps``; True where all agree.

    inputs: those that require grad are checked; they should be float64, or the differences are too coarse.
    nondet_tol: how much two backwards of the same numbers may differ.
    check_undefined_grad: look also at what becomes of a gradient that is None.
    fast_mode: a coarser check in PyTorch; here there is one.

    Raises GradcheckError where they differ, unless ``raise_exception`` is False.

    >>> import minigrad as torch
    >>> x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
    >>> torch.autograd.gradcheck(lambda x: x**3, x)
    True
    """
    inputs = as_tuple(inputs)
    checked = [(i, x) for i, x in enumerate(inputs) if isinstance(x, Tensor) and x.requires_grad]
    for i, x in checked:
        if x._data.dtype != np.float64:
            warn(
                f"Input #{i} requires gradient and is not a double precision floating point or complex. This check "
                "will likely fail if all the inputs are not of double precision floating point or complex. "
            )
        if any(step == 0 and size > 1 for step, size in zip(x._data.strides, x._data.shape, strict=True)):
            raise RuntimeError(
                f"The {i}th input has a dimension with stride 0. gradcheck only supports inputs that are "
                "non-overlapping to be able to compute the numerical gradients correctly. You should call .contiguous "
                "on the input before passing it to gradcheck."
            )
    if not checked:
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of them have requires_grad=True."
        )
    outputs = as_tuple(func(*inputs))
    try:
        compare(func, inputs, checked, outputs, eps, atol, rtol, nondet_tol)
        outputs = differentiable(outputs)
        wanted = [x for _, x in checked]
        for g in starting_from_zeros(outputs, wanted):
            if g is not None and g._data.any():
                raise GradcheckError("backward not multiplied by grad_output")
        if check_undefined_grad and outputs:
            check_starting_from_none(func, inputs, wanted, len(outputs))
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


@does_without(
    *("check_batched_grad", "check_fwd_over_rev", "check_grad_dtypes", "gen_non_contig_grad_outputs", "masked"),
    check_rev_over_rev=True,
)
def gradgradcheck(
    func: Callable[..., Any],
    inputs: Tensor | Sequence[Any],
    grad_outputs: Tensor | Sequence[Tensor] | None = None,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    fast_mode: bool = False,
) -> bool:
    """``gradcheck`` of the gradients of ``func``, with respect to its inputs and to the vectors they start from.

    grad_outputs: these vectors; if there are none, some numbers are taken.
    """
    inputs = as_tuple(inputs)
    if grad_outputs is None:
        # Vectors that are the same every time, and not the same everywhere.
        outputs = differentiable(as_tuple(func(*inputs)))
        vectors = tuple(make(np.linspace(0.3, 1.1, o.numel()).reshape(o.shape)).requires_grad_() for o in outputs)
    else:
        vectors = as_tuple(grad_outputs)

    def gradients(*everything):
        xs, vs = everything[: len(inputs)], everything[len(inputs) :]
        wanted = [x for x in xs if isinstance(x, Tensor) and x.requires_grad]
        with enable_grad():
            found = grad(differentiable(as_tuple(func(*xs))), wanted, vs, create_graph=True, allow_unused=True)
        return tuple(g for g in found if g is not None)

    return gradcheck(
        gradients,
        inputs + vectors,
        eps=eps,
        atol=atol,
        rtol=rtol,
        raise_exception=raise_exception,
        nondet_tol=nondet_tol,
        check_undefined_grad=check_undefined_grad,
    )


def as_tuple(value):
    """One value, or several, as a tuple."""
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def differentiable(outputs):
    """Those that require grad."""
    return [o for o in outputs if o.requires_grad]


def compare(func, inputs, checked, outputs, eps, atol, rtol, nondet_tol):
    """Raise GradcheckError where a gradient is not the difference, or another one at the second time."""
    numerical = [differences(func, inputs, i, eps) for i, _ in checked]
    if not differentiable(outputs):
        if any(matrix.any() for matrices in numerical for matrix in matrices):
            raise GradcheckError("Numerical gradient for function expected to be zero")
        return
    places = [place for place, output in enumerate(outputs) if output.requires_grad]
    for number, place in enumerate(places):
        analytical = [slopes(outputs[place], x) for _, x in checked]
        again = [slopes(outputs[place], x) for _, x in checked]
        if any((abs(a - b) > nondet_tol).any() for a, b in zip(analytical, again, strict=True)):
            raise GradcheckError(
                "Backward is not reentrant, i.e., running backward with same input and grad_output multiple times "
                "gives different values, although analytical gradient matches numerical gradient.The tolerance for "
                f"nondeterminism was {nondet_tol}."
            )
        for i, matrix in enumerate(analytical):
            if not np.allclose(matrix, numerical[i][place], rtol, atol):
                raise GradcheckError(
                    f"Jacobian mismatch for output {number} with respect to input {i},\n"
                    f"numerical:{make(numerical[i][place])}\nanalytical:{make(matrix)}\n"
                )


def slopes(output, x):
    """The Jacobian of an output by ``backward``: a row for every element of ``x``, a column for every one of it."""
    columns = []
    for i in range(output.numel()):
        unit = np.zeros(output._data.shape, output._data.dtype)
        unit.flat[i] = 1
        (g,) = grad(output, x, make(unit), retain_graph=True, allow_unused=True)
        columns.append(np.zeros(x.numel()) if g is None else g._data.ravel())
    return np.array(columns, output._data.dtype).reshape(output.numel(), x.numel()).T


def differences(func, inputs, i, eps):
    """The same Jacobians of all outputs with respect to one input, by central differences."""
    x = inputs[i]
    rows = []
    for k in np.ndindex(x._data.shape):
        ends = []
        for step in (-eps, eps):
            array = np.array(x._data)
            array[k] += step
            moved = [make(array).requires_grad_() if j == i else value for j, value in enumerate(inputs)]
            ends.append(as_tuple(func(*moved)))
        for before, after in zip(*ends, strict=True):
            for what in "shape", "dtype":
                if getattr(before, what) != getattr(after, what):
                    raise AssertionError(
                        f"Expected `func` to return outputs with the same {what} when inputs are perturbed on index "
                        f"{k} by {eps}, but got: {what}s {getattr(before, what)} and {getattr(after, what)}."
                    )
        rows.append([(b._data.ravel() - a._data.ravel()) / (2 * eps) for a, b in zip(*ends, strict=True)])
    return [np.array(matrix, x._data.dtype).reshape(x.numel(), -1) for matrix in zip(*rows, strict=True)]


def starting_from_zeros(outputs, wanted):
    """The gradients if those of the outputs are zeros."""
    zeros = [make(np.zeros_like(o._data)) for o in outputs]
    return grad(outputs, wanted, zeros, allow_unused=True) if outputs else ()


def check_starting_from_none(func, inputs, wanted, count):
    """Raise GradcheckError unless zeros or None come of outputs without a gradient: of all, then of one at a time."""
    from .function import Unseen  # here: gradcheck is there once minigrad is imported, and should not wait for this

    for unseen in (range(count), *([i] for i in range(count) if count > 1)):
        outputs = differentiable(as_tuple(func(*inputs)))
        try:
            found = starting_from_zeros([Unseen.apply(o) if i in unseen else o for i, o in enumerate(outputs)], wanted)
        except RuntimeError as error:
            warn(UNDEFINED)
            raise GradcheckError("Expected backward function to handle undefined output grads.") from error
        if any(g is not None and g._data.any() for g in found):
            warn(UNDEFINED)
            raise GradcheckError(
                "Expected all input grads to be undefined or zero when all output grads are undefined or zero."
            )


UNDEFINED = (
    "Backwards compatibility: New undefined gradient support checking feature is enabled by default, but it may break "
    "existing callers of this function. If this is true for you, you can call this function with "
    '"check_undefined_grad=False" to disable the feature'
)
