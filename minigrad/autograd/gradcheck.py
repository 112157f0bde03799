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
    inputs = [inputs] if isinstance(inputs, Tensor) else list(inputs)
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
    try:
        for number, output in enumerate(outputs_of(func, inputs)):
            for i, x in checked:
                numerical = differences(func, inputs, i, number, eps)
                analytical = slopes(output, x)
                if not np.allclose(analytical, numerical, rtol, atol):
                    raise GradcheckError(
                        f"Jacobian mismatch for output {number} with respect to input {i},\n"
                        f"numerical:{make(numerical)}\nanalytical:{make(analytical)}\n"
                    )
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


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
    inputs = [inputs] if isinstance(inputs, Tensor) else list(inputs)
    # Vectors that are the same every time, and not the same everywhere.
    vectors = [make(np.linspace(0.3, 1.1, o.numel()).reshape(o.shape)) for o in outputs_of(func, inputs)]

    def gradients(*everything):
        xs, vs = everything[: len(inputs)], everything[len(inputs) :]
        wanted = [x for x in xs if isinstance(x, Tensor) and x.requires_grad]
        with enable_grad():
            return grad(outputs_of(func, xs), wanted, vs, create_graph=True, materialize_grads=True)

    everything = [*inputs, *(v.requires_grad_() for v in vectors)]
    return gradcheck(gradients, everything, eps=eps, atol=atol, rtol=rtol, raise_exception=raise_exception)


def outputs_of(func, inputs):
    """The floating-point outputs of ``func``, as a list."""
    outputs = func(*inputs)
    outputs = outputs if isinstance(outputs, tuple | list) else [outputs]
    return [o for o in outputs if isinstance(o, Tensor) and o.is_floating_point()]


def slopes(output, x):
    """The Jacobian of an output by ``backward``: a row for every element of ``x``, a column for every one of it."""
    columns = []
    for i in range(output.numel()):
        unit = np.zeros(output._data.shape, output._data.dtype)
        unit.flat[i] = 1
        (g,) = (
            grad(output, x, make(unit), retain_graph=True, materialize_grads=True) if output.requires_grad else (None,)
        )
        columns.append(np.zeros(x.numel()) if g is None else g._data.ravel())
    return np.array(columns, output._data.dtype).reshape(output.numel(), x.numel()).T


def differences(func, inputs, i, number, eps):
    """The same Jacobian by central differences."""
    x = inputs[i]
    rows = []
    for k in range(x.numel()):
        ends = []
        for step in (eps, -eps):
            array = np.array(x._data)
            array.flat[k] += step
            moved = [make(array).requires_grad_() if j == i else value for j, value in enumerate(inputs)]
            ends.append(outputs_of(func, moved)[number]._data.ravel())
        rows.append((ends[0] - ends[1]) / (2 * eps))
    return np.array(rows, x._data.dtype).reshape(x.numel(), -1)
