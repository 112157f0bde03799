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
from .gradients import grad

OVERLAPPING = (
    "The {}th input has a dimension with stride 0. gradcheck only supports inputs that are non-overlapping to be able "
    "to compute the numerical gradients correctly. You should call .contiguous on the input before passing it to "
    "gradcheck."
)
NOT_REENTRANT = (
    "Backward is not reentrant, i.e., running backward with same input and grad_output multiple times gives different "
    "values, although analytical gradient matches numerical gradient.The tolerance for nondeterminism was 0.0."
)


class GradcheckError(RuntimeError):
    """What ``gradcheck`` raises where a gradient is wrong."""


@does_without(
    *("check_batched_forward_grad", "check_batched_grad", "check_forward_ad", "check_grad_dtypes", "fast_mode"),
    *("masked", "nondet_tol"),
    check_backward_ad=True,
    check_undefined_grad=True,
)
def gradcheck(
    func: Callable[..., Any],
    inputs: Tensor | Sequence[Any],
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
) -> bool:
    """Compare the gradients of ``func`` with central differences of step ``eps``; True where all agree.

    inputs: those that require grad are checked; they should be float64, or the differences are too coarse.

    Raises GradcheckError where they differ, unless ``raise_exception`` is False.

    >>> import minigrad as torch
    >>> x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
    >>> torch.autograd.gradcheck(lambda x: x**3, x)
    True
    """
    inputs = as_tuple(inputs)
    checked = [(i, x) for i, x in enumerate(inputs) if isinstance(x, Tensor) and x.requires_grad]
    if not checked:
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of them have requires_grad=True."
        )
    for i, x in checked:
        if x._data.dtype != np.float64:
            warn(
                f"Input #{i} requires gradient and is not a double precision floating point or complex. This check "
                "will likely fail if all the inputs are not of double precision floating point or complex. "
            )
        if repeats(x._data):
            raise RuntimeError(OVERLAPPING.format(i))
    try:
        check(func, inputs, checked, eps, atol, rtol)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def check(func, inputs, checked, eps, atol, rtol):
    """Raise GradcheckError where the gradients of ``func`` and the differences do not agree."""
    returned = as_tuple(func(*inputs))
    outputs = [(place, output) for place, output in enumerate(returned) if output.requires_grad]
    numerical = [differences(func, inputs, x, returned, eps) for _, x in checked]
    if not outputs and any(d.any() for jacobians in numerical for d in jacobians):
        raise GradcheckError("Numerical gradient for function expected to be zero")
    xs = [x for _, x in checked]
    for number, (place, output) in enumerate(outputs):
        analytical = slopes(output, xs)
        if not all(map(np.array_equal, analytical, slopes(output, xs))):
            raise GradcheckError(message(NOT_REENTRANT, "Its backward() depends on something that it changes."))
        for (i, _), found, jacobians in zip(checked, analytical, numerical, strict=True):
            if not np.allclose(found, jacobians[place], rtol, atol):
                raise GradcheckError(
                    f"Jacobian mismatch for output {number} with respect to input {i},\n"
                    f"numerical:{make(jacobians[place])}\nanalytical:{make(found)}\n"
                )
    if outputs:
        roots = [output for _, output in outputs]
        zeros = [make(np.zeros_like(output._data)) for output in roots]
        if any(g._data.any() for g in grad(roots, xs, zeros, materialize_grads=True)):
            cure = "What backward() returns has to be a product with the gradient that it gets."
            raise GradcheckError(message("backward not multiplied by grad_output", cure))


@does_without(
    *("check_batched_grad", "check_fwd_over_rev", "check_grad_dtypes", "fast_mode", "gen_non_contig_grad_outputs"),
    *("grad_outputs", "masked", "nondet_tol"),
    check_rev_over_rev=True,
    check_undefined_grad=True,
)
def gradgradcheck(
    func: Callable[..., Any],
    inputs: Tensor | Sequence[Any],
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
) -> bool:
    """``gradcheck`` of the gradients of ``func``, with respect to its inputs and to the vectors they start from."""
    inputs = as_tuple(inputs)
    # Vectors that are the same every time, and not the same everywhere.
    vectors = [make(np.linspace(0.3, 1.1, o.numel()).reshape(o.shape)) for o in differentiable(func, inputs)]

    def gradients(*everything):
        xs, vs = everything[: len(inputs)], everything[len(inputs) :]
        wanted = [x for x in xs if isinstance(x, Tensor) and x.requires_grad]
        with enable_grad():
            return grad(differentiable(func, xs), wanted, vs, create_graph=True, materialize_grads=True)

    everything = [*inputs, *(v.requires_grad_() for v in vectors)]
    return gradcheck(gradients, everything, eps=eps, atol=atol, rtol=rtol, raise_exception=raise_exception)


def as_tuple(value):
    """A tuple or list as a tuple, and anything else in one."""
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def differentiable(func, inputs):
    """The outputs of ``func`` that require grad."""
    return [output for output in as_tuple(func(*inputs)) if output.requires_grad]


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
    array, ends = x.data._data, []
    for place in np.ndindex(array.shape):
        before = array[place]
        for moved in (before + eps, before - eps):
            array[place] = moved
            ends.append([output.detach().clone() for output in as_tuple(func(*inputs))])
        array[place] = before
    rows = [
        [((a - b) / (2 * eps))._data.ravel() for a, b in zip(ends[k], ends[k + 1], strict=True)]
        for k in range(0, len(ends), 2)
    ]
    by_output = zip(*rows, strict=True) if rows else [[] for _ in outputs]
    return [
        np.array(columns).astype(output._data.dtype).reshape(x.numel(), output.numel())
        for columns, output in zip(by_output, outputs, strict=True)
    ]
