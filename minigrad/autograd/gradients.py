"""``torch.autograd.backward`` and ``torch.autograd.grad``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import engine, errors, roots
from ..creation import zeros_like
from ..tensor import Tensor
from ..warning import warn

Tensors = Tensor | Sequence[Tensor] | dict[Any, Tensor]
Gradients = Tensor | Sequence[Tensor | None] | None


def backward(
    tensors: Tensors,
    grad_tensors: Gradients = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    grad_variables: Gradients = None,
    inputs: Tensors | None = None,
) -> None:
    """Add the sum of the gradients of ``tensors`` to the ``.grad`` of every leaf they came from.

    grad_variables: what ``grad_tensors`` was called once.

    Source: https://docs.pytorch.org/docs/stable/generated/torch.autograd.backward.html

    >>> import minigrad as torch
    >>> x = torch.tensor(3.0, requires_grad=True)
    >>> torch.autograd.backward([x * 2, x**2])
    >>> x.grad
    tensor(8.)
    """
    if grad_variables is not None:
        warn("`grad_variables` is deprecated. Use `grad_tensors` instead.", FutureWarning)
        if grad_tensors is not None:
            raise RuntimeError(
                "`grad_tensors` and `grad_variables` (deprecated) arguments both passed to `backward()`. Please only "
                "use `grad_tensors`."
            )
        grad_tensors = grad_variables
    given = roots.with_gradients(roots.listed(tensors), grad_tensors)
    engine.backward(given, retain_graph, create_graph, inputs)


def grad(
    outputs: Tensors,
    inputs: Tensors,
    grad_outputs: Gradients = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    only_inputs: bool = True,
    allow_unused: bool | None = None,
    is_grads_batched: bool = False,
    materialize_grads: bool = False,
) -> tuple[Tensor | None, ...]:
    """The gradients of the sum of ``outputs`` with respect to ``inputs``; no ``.grad`` is touched.

    inputs: a tensor, several, or a dictionary of tensors, which gives a dictionary of gradients.
    only_inputs: ignored, as in PyTorch.
    allow_unused: give None for an input that the outputs do not depend on, instead of raising RuntimeError.
    materialize_grads: give zeros for it.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html

    >>> import minigrad as torch
    >>> x = torch.tensor(3.0, requires_grad=True)
    >>> (slope,) = torch.autograd.grad(x**3, x, create_graph=True)
    >>> slope, torch.autograd.grad(slope, x)
    (tensor(27., grad_fn=<MulBackward0>), (tensor(18.),))
    """
    names = list(inputs) if type(inputs) is dict else None
    outputs, inputs = roots.listed(outputs), roots.listed(inputs)
    if not inputs:
        raise RuntimeError("`inputs` argument to `grad()` cannot be empty.")
    if is_grads_batched:
        raise NotImplementedError("minigrad has no is_grads_batched, which PyTorch has: call grad() for each gradient.")
    if not only_inputs:
        warn(
            "only_inputs argument is deprecated and is ignored now (defaults to True). To accumulate gradient for "
            "other parts of the graph, please use torch.autograd.backward.",
            FutureWarning,
        )
    if materialize_grads:
        if allow_unused is False:
            raise ValueError(
                "Expected allow_unused to be True or not passed when materialize_grads=True, but got: "
                "allow_unused=False."
            )
        allow_unused = True
    found = engine.grad(roots.with_gradients(outputs, grad_outputs), inputs, retain_graph, create_graph)
    for i, g in enumerate(found):
        if g is None and not allow_unused:
            raise RuntimeError(errors.unused(i))
    if materialize_grads:
        pairs = zip(found, inputs, strict=True)
        found = [zeros_like(x, requires_grad=create_graph) if g is None else g for g, x in pairs]
    return tuple(found) if names is None else dict(zip(names, found, strict=True))
