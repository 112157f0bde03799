"""``torch.autograd.functional``: whole Jacobians and Hessians, and their products with vectors.

Source: https://docs.pytorch.org/docs/stable/autograd.html#functional-higher-level-api
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..grad_mode import enable_grad
from ..left_out import does_without
from ..tensor import Tensor, make
from .gradients import grad

Tensors = Tensor | tuple[Tensor, ...]


class Call:
    """``func`` called on fresh inputs that require grad: what each of these functions starts with."""

    def __init__(self, name, func, inputs, create_graph, strict):
        self.create_graph = create_graph
        self.strict = strict
        self.one_input = not isinstance(inputs, tuple)
        self.name = name
        inputs = tensors(inputs, "inputs", name)
        with enable_grad():
            self.inputs = tuple(fresh_input(x, create_graph) for x in inputs)
            outputs = func(*self.inputs)
        self.one_output = not isinstance(outputs, tuple)
        self.outputs = tensors(outputs, "outputs of the user-provided function", name)
        for i, output in enumerate(self.outputs):
            if strict and not output.requires_grad:
                raise RuntimeError(
                    f"Output {i} of the user-provided function does not require gradients. The outputs must be "
                    "computed in a differentiable manner from the input when running in strict mode."
                )

    def scalar_output(self):
        """The only output. Raises RuntimeError where it is not a single number."""
        if not self.one_output:
            raise RuntimeError(f"The function given to {self.name} should return a single Tensor")
        if self.outputs[0].numel() != 1:
            sentence = f"The Tensor returned by the function given to {self.name} should contain a single element"
            raise RuntimeError(sentence)
        return self.outputs[0]

    def gradients(self, outputs, vectors, create_graph, retain_graph=None, what="The output"):
        """The gradients of ``outputs`` times ``vectors`` with respect to the inputs, zeros where there is none.

        what: what an error calls the outputs, where they have to depend on the inputs; None where they have not.
        """
        pairs = [(o, v) for o, v in zip(outputs, vectors, strict=True) if o.requires_grad]
        found = (None,) * len(self.inputs)
        if pairs:
            outputs, vectors = zip(*pairs, strict=True)
            with enable_grad():
                found = grad(outputs, self.inputs, vectors, retain_graph, create_graph, allow_unused=True)
        for i, g in enumerate(found):
            if g is None and self.strict and what is not None:
                raise RuntimeError(
                    f"{what} of the user-provided function is independent of input {i}. This is not allowed in strict "
                    "mode."
                )
        return tuple(make(np.zeros_like(x._data)) if g is None else g for g, x in zip(found, self.inputs, strict=True))

    def slopes(self, output, what="The output"):
        """The recorded gradients of a single number; ``what`` as for ``gradients``."""
        slopes = self.gradients([output], [None], True, what=what)
        for i, slope in enumerate(slopes):
            if self.strict and not slope.requires_grad:
                raise RuntimeError(
                    "While computing the hessian, found that the jacobian of the user-provided function with respect "
                    f"to input {i} is independent of the input. This is not allowed in strict mode. You should ensure "
                    "that your function is twice differentiable and that the jacobian depends on the inputs (this "
                    "would be violated by a linear function for example)."
                )
        return slopes

    def check_recorded(self, values, what="jacobian", called=None):
        """Raise, if strict, where a graph was asked for and a derivative is constant; ``called`` is its place."""
        for i, value in enumerate(values):
            if self.strict and self.create_graph and not value.requires_grad:
                place = i if called is None else called
                raise RuntimeError(
                    f"The {what} of the user-provided function is independent of input {place}. This is not allowed in "
                    "strict mode when create_graph=True."
                )

    def results(self, values, single):
        """Values as they are returned: without history unless a graph was asked for, alone if ``single``."""
        values = tuple(values) if self.create_graph else tuple(v.detach() for v in values)
        return values[0] if single else values


def tensors(value, what, name):
    """One tensor or a tuple of tensors as a tuple. Raises TypeError, in PyTorch's words, for anything else."""
    items = value if isinstance(value, tuple) else (value,)
    for i, item in enumerate(items):
        if not isinstance(item, Tensor):
            where = f"value at index {i}" if isinstance(value, tuple) else f"given {what}"
            raise TypeError(
                f"The {what} given to {name} must be either a Tensor or a tuple of Tensors but the {where} has type "
                f"{type(item)}."
            )
    return items


def fresh_input(x, create_graph):
    """``x`` as an input of its own: a view of it where the result is to lead back to it, else a new leaf."""
    return x.view(x.shape) if create_graph and x.requires_grad else x.detach().requires_grad_()


def vectors_for(v, likes, single, what, name):
    """``v`` as a tuple of tensors shaped like ``likes``; ones where it is None and there is a single number."""
    if v is None:
        if len(likes) != 1 or likes[0].numel() != 1:
            raise RuntimeError(f"The vector v can only be None if {what} a single Tensor with a single element.")
        return (make(np.ones_like(likes[0]._data)),)
    vectors = tensors(v, "v", name)
    if len(vectors) != len(likes):
        if single:
            raise RuntimeError("The given v should contain a single Tensor.")
        raise RuntimeError(f"v is a tuple of invalid length: should be {len(likes)} but got {len(vectors)}.")
    for i, (vector, like) in enumerate(zip(vectors, likes, strict=True)):
        if vector.shape != like.shape:
            where = "" if single else f"Entry {i} in "
            raise RuntimeError(f"{where}v has invalid size: should be {like.shape} but got {vector.shape}.")
    return vectors


@does_without(strategy="reverse-mode")
def jacobian(
    func: Callable[..., Any],
    inputs: Tensors,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
) -> Any:
    """Every derivative of every output: a tensor of the output's shape and the input's, for each pair of them.

    strict: raise RuntimeError where an output does not depend on an input, instead of giving zeros.
    vectorize: a faster way to the same numbers in PyTorch; here there is one way.

    >>> import minigrad as torch
    >>> torch.autograd.functional.jacobian(lambda x: x * x, torch.tensor([1.0, 2.0]))
    tensor([[2., 0.],
            [0., 4.]])
    """
    call = Call("jacobian", func, inputs, create_graph, strict)
    blocks = []
    for place, output in enumerate(call.outputs):
        rows, what = [], f"Output {place}"
        for i in range(output.numel()):
            unit = np.zeros(output._data.shape, output._data.dtype)
            unit.flat[i] = 1
            rows.append(call.gradients([output], [make(unit)], create_graph, retain_graph=True, what=what))
            call.check_recorded(rows[-1], called=place)
        columns = zip(*rows, strict=True) if rows else [[] for _ in call.inputs]
        blocks.append(
            call.results(
                (stacked(c, output, x) for c, x in zip(columns, call.inputs, strict=True)), single=call.one_input
            )
        )
    return blocks[0] if call.one_output else tuple(blocks)


def stacked(rows, output, x):
    """The rows of a Jacobian as one tensor."""
    shape = (*output.shape, *x.shape)
    if not rows:
        return make(np.zeros(shape, x._data.dtype))
    whole = make(np.empty((len(rows), x.numel()), x._data.dtype))
    with enable_grad():
        for i, row in enumerate(rows):
            whole[i] = row.reshape(-1)
        return whole.view(shape)


@does_without(outer_jacobian_strategy="reverse-mode")
def hessian(
    func: Callable[..., Any],
    inputs: Tensors,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
) -> Any:
    """Every second derivative of a function that returns a single number.

    vectorize: as for ``jacobian``.

    >>> import minigrad as torch
    >>> torch.autograd.functional.hessian(lambda x: (x**3).sum(), torch.tensor([1.0, 2.0]))
    tensor([[ 6.,  0.],
            [ 0., 12.]])
    """
    one_input = not isinstance(inputs, tuple)

    def slopes(*xs):
        call = Call("hessian", func, xs, True, strict)
        return call.slopes(call.scalar_output(), what=None)

    blocks = jacobian(slopes, inputs if not one_input else (inputs,), create_graph, strict)
    return blocks[0][0] if one_input else blocks


def vjp(
    func: Callable[..., Any],
    inputs: Tensors,
    v: Tensors | None = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """The outputs, and ``v`` times the Jacobian: one backward. ``v`` has the shapes of the outputs.

    >>> import minigrad as torch
    >>> torch.autograd.functional.vjp(lambda x: x * x, torch.tensor([1.0, 2.0]), torch.ones(2))
    (tensor([1., 4.]), tensor([2., 4.]))
    """
    call = Call("vjp", func, inputs, create_graph, strict)
    vectors = vectors_for(v, call.outputs, call.one_output, "the user-provided function returns", "vjp")
    products = call.gradients(call.outputs, vectors, create_graph)
    call.check_recorded(products)
    return call.results(call.outputs, call.one_output), call.results(products, call.one_input)


def jvp(
    func: Callable[..., Any],
    inputs: Tensors,
    v: Tensors | None = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """The outputs, and the Jacobian times ``v``: two backwards, the second through the first.

    The first is linear in the vector it starts from; its own gradient with respect to that vector is the product.
    Source: https://j-towns.github.io/2017/06/12/A-new-trick.html

    >>> import minigrad as torch
    >>> torch.autograd.functional.jvp(lambda x: x * x, torch.tensor([1.0, 2.0]), torch.tensor([1.0, 0.0]))
    (tensor([1., 4.]), tensor([2., 0.]))
    """
    call = Call("jvp", func, inputs, create_graph, strict)
    vectors = vectors_for(v, call.inputs, call.one_input, "the input to the user-provided function is", "jvp")
    dummies = tuple(make(np.zeros_like(o._data)).requires_grad_() for o in call.outputs)
    slopes = call.gradients(call.outputs, dummies, True)
    pairs = [(s, vector) for s, vector in zip(slopes, vectors, strict=True) if s.requires_grad]
    products = [None] * len(dummies)
    if pairs:
        with enable_grad():
            slopes, vectors = zip(*pairs, strict=True)
            products = grad(slopes, dummies, vectors, None, create_graph, allow_unused=True)
    for i, product in enumerate(products):
        if strict and product is None:
            raise RuntimeError(
                f"The gradient with respect to the input is independent of entry {i} in the grad_outputs when using "
                "the double backward trick to compute forward mode gradients. This is not allowed in strict mode."
            )
    products = [make(np.zeros_like(d._data)) if p is None else p for p, d in zip(products, dummies, strict=True)]
    call.check_recorded(products)
    return call.results(call.outputs, call.one_output), call.results(products, call.one_output)


def vhp(
    func: Callable[..., Any],
    inputs: Tensors,
    v: Tensors | None = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """The output, a single number, and ``v`` times the Hessian. ``v`` has the shapes of the inputs.

    >>> import minigrad as torch
    >>> torch.autograd.functional.vhp(lambda x: (x**3).sum(), torch.tensor([1.0, 2.0]), torch.tensor([1.0, 0.0]))
    (tensor(9.), tensor([6., 0.]))
    """
    return times_hessian("vhp", func, inputs, v, create_graph, strict)


def times_hessian(name, func, inputs, v, create_graph, strict):
    """What ``vhp`` and ``hvp`` do."""
    call = Call(name, func, inputs, create_graph, strict)
    vectors = vectors_for(v, call.inputs, call.one_input, "the input to the user-provided function is", name)
    output = call.scalar_output()
    slopes = call.slopes(output)
    products = call.gradients(slopes, vectors, create_graph, what="The jacobian")
    call.check_recorded(products, "hessian")
    return call.results([output], True), call.results(products, call.one_input)


def hvp(
    func: Callable[..., Any],
    inputs: Tensors,
    v: Tensors | None = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """The output, a single number, and the Hessian times ``v``; the Hessian is symmetric, so it is ``vhp``."""
    return times_hessian("hvp", func, inputs, v, create_graph, strict)
