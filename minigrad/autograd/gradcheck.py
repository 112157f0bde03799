"""Checks of gradients against differences.

Source: https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradcheck.html
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..errors import message
from ..grad_mode import enable_grad
from ..left_out import does_without
from ..storage import repeats
from ..tensor import Tensor, make
from ..warning import warn
from .function import Unseen
from .gradients import grad

OVERLAPPING = (
    "The {}th input has a dimension with stride 0. gradcheck only supports inputs that are non-overlapping to be able "
    "to compute the numerical gradients correctly. You should call .contiguous on the input before passing it to "
    "gradcheck."
)
NOT_REENTRANT = (
    "Backward is not reentrant, i.e., running backward with same input and grad_output multiple times gives different "
    "values, although analytical gradient matches numerical gradient.The tolerance for nondeterminism was {}."
)
UNDEFINED = (
    "Backwards compatibility: New undefined gradient support checking feature is enabled by default, but it may break "
    "existing callers of this function. If this is true for you, you can call this function with "
    '"check_undefined_grad=False" to disable the feature'
)


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
        if repeats(x._data):
            raise RuntimeError(OVERLAPPING.format(i))
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
                cure = "What backward() returns has to be a product with the gradient that it gets."
                raise GradcheckError(message("backward not multiplied by grad_output", cure))
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
    places = [place for place, output in enumerate(outputs) if output.requires_grad]
    numerical = [differences(func, inputs, x, outputs, eps) for _, x in checked]
    floating = [place for place, output in enumerate(outputs) if output.is_floating_point()]
    if not places and any(jacobians[place].any() for jacobians in numerical for place in floating):
        raise GradcheckError("Numerical gradient for function expected to be zero")
    xs = [x for _, x in checked]
    for number, place in enumerate(places):
        analytical, again = slopes(outputs[place], xs), slopes(outputs[place], xs)
        if any((abs(a - b) > nondet_tol).any() for a, b in zip(analytical, again, strict=True)):
            cure = "Its backward() depends on something that it changes."
            raise GradcheckError(message(NOT_REENTRANT.format(nondet_tol), cure))
        for (i, _), found, jacobians in zip(checked, analytical, numerical, strict=True):
            if not np.allclose(found, jacobians[place], rtol, atol):
                raise GradcheckError(
                    f"Jacobian mismatch for output {number} with respect to input {i},\n"
                    f"numerical:{make(jacobians[place])}\nanalytical:{make(found)}\n"
                )


def slopes(output, xs):
    """The Jacobians of an output by ``backward``: a row for every element of an input, a column for every one of it."""
    columns = []
    for i in range(output.numel()):
        unit = np.zeros(output._data.shape, output._data.dtype)
        unit.flat[i] = 1
        found = grad(output, xs, make(unit), retain_graph=True, materialize_grads=True)
        columns.append([g._data.ravel() for g in found])
    by_input = zip(*columns, strict=True) if columns else [[] for _ in xs]
    return [
        np.array(rows, x._data.dtype).reshape(output.numel(), x.numel()).T for rows, x in zip(by_input, xs, strict=True)
    ]


def differences(func, inputs, x, outputs, eps):
    """The Jacobians of all outputs with respect to ``x`` by central differences, moving each element where it lies."""
    array, rows = x.data._data, []
    for place in np.ndindex(array.shape):
        before, ends = array[place], []
        for moved in (before - eps, before + eps):
            array[place] = moved
            ends.append([output.detach().clone() for output in as_tuple(func(*inputs))])
        array[place] = before
        for a, b in zip(*ends, strict=True):
            for what in "shape", "dtype":
                if getattr(a, what) != getattr(b, what):
                    raise AssertionError(
                        f"Expected `func` to return outputs with the same {what} when inputs are perturbed on index "
                        f"{place} by {eps}, but got: {what}s {getattr(a, what)} and {getattr(b, what)}."
                    )
        rows.append([((b - a) / (2 * eps))._data.ravel() for a, b in zip(*ends, strict=True)])
    by_output = zip(*rows, strict=True) if rows else [[] for _ in outputs]
    return [
        np.array(columns).astype(output._data.dtype).reshape(x.numel(), output.numel())
        for columns, output in zip(by_output, outputs, strict=True)
    ]


def starting_from_zeros(outputs, wanted):
    """The gradients if those of the outputs are zeros."""
    zeros = [make(np.zeros_like(o._data)) for o in outputs]
    return grad(outputs, wanted, zeros, allow_unused=True) if outputs else ()


def check_starting_from_none(func, inputs, wanted, count):
    """Raise GradcheckError unless zeros or None come of outputs without a gradient: of all, then of one at a time."""
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
