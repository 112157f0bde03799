"""``torch.autograd.functional``: whole Jacobians and Hessians, and their products with vectors.

Source: https://docs.pytorch.org/docs/stable/autograd.html#functional-higher-level-api
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..creation import zeros_like
from ..grad_mode import enable_grad
from ..left_out import does_without
from ..tensor import Tensor, make
from .gradients import grad

Tensors = Tensor | tuple[Tensor, ...]


NO_GRADIENT = (
    "Output {} of the user-provided function does not require gradients. The outputs must be computed in a "
    "differentiable manner from the input when running in strict mode."
)
INDEPENDENT = "{} is independent of {}. This is not allowed in strict mode."
OUTPUT = INDEPENDENT.format("The output of the user-provided function", "input {}")
CONSTANT_GRADIENT = INDEPENDENT.format(
    "The gradient with respect to input {}", "the inputs of the user-provided function"
)
CONSTANT_JACOBIAN = INDEPENDENT.format(
    "While computing the hessian, found that the jacobian of the user-provided function with respect to input {}",
    "the input",
) + (
    " You should ensure that your function is twice differentiable and that the jacobian depends on the inputs (this "
    "would be violated by a linear function for example)."
)
JACOBIAN = INDEPENDENT.format("The jacobian of the user-provided function", "input {}")
CONSTANT_IN_VECTOR = INDEPENDENT.format(
    "The gradient with respect to the input",
    "entry {} in the grad_outputs when using the double backward trick to compute forward mode gradients",
)
CONSTANT_IN_SLOPES = (
    "The hessian of the user-provided function is independent of entry {} in the grad_jacobian. This is not allowed in "
    "strict mode as it prevents from using the double backward trick to replace forward mode AD."
)


class Call:
    """``func`` called on fresh inputs that require grad: what each of these functions starts with.

    To be used where recording is on.
    """

    def __init__(self, name, func, inputs, create_graph, strict):
        self.name = name
        self.func = func
        self.create_graph = create_graph
        self.strict = strict
        self.one_input = not isinstance(inputs, tuple)
        self.inputs = tuple(self.fresh(x, requires_grad=True) for x in tensors(inputs, "inputs", name))

    def fresh(self, x, requires_grad=False):
        """``x`` as a tensor of its own: a view of it where the result is to lead back to it, else without history."""
        if self.create_graph and x.requires_grad:
            return x.view(x.shape)
        return x.detach().requires_grad_(requires_grad)

    def run(self):
        """Call ``func``."""
        outputs = self.func(*self.inputs)
        self.one_output = not isinstance(outputs, tuple)
        self.outputs = tensors(outputs, "outputs of the user-provided function", self.name)
        self.check(self.outputs, NO_GRADIENT)

    def check(self, values, constant):
        """Raise RuntimeError in strict mode where there is no gradient, or where one is ``constant``."""
        for i, value in enumerate(values if self.strict else ()):
            if value is None or not value.requires_grad:
                raise RuntimeError((OUTPUT if value is None else constant).format(i))

    def vectors(self, v, likes, single, what):
        """``v`` as a tuple of tensors shaped like ``likes``; ones where it is None and there is a single number."""
        if v is None:
            if len(likes) != 1 or likes[0].numel() != 1:
                raise RuntimeError(f"The vector v can only be None if {what} a single Tensor with a single element.")
            return (make(np.ones_like(likes[0]._data)),)
        vectors = tuple(self.fresh(vector) for vector in tensors(v, "v", self.name))
        if len(vectors) != len(likes):
            if single:
                raise RuntimeError("The given v should contain a single Tensor.")
            raise RuntimeError(f"v is a tuple of invalid length: should be {len(likes)} but got {len(vectors)}.")
        for i, (vector, like) in enumerate(zip(vectors, likes, strict=True)):
            if vector.shape != like.shape:
                where = "" if single else f"Entry {i} in "
                raise RuntimeError(f"{where}v has invalid size: should be {like.shape} but got {vector.shape}.")
        return vectors

    def input_vectors(self, v):
        """The same for one vector per input."""
        return self.vectors(v, self.inputs, self.one_input, "the input to the user-provided function is")

    def slopes(self, or_zeros=False):
        """The recorded gradients of the only output. Raises RuntimeError where that is not a single number."""
        if not self.one_output:
            raise RuntimeError(f"The function given to {self.name} should return a single Tensor")
        if self.outputs[0].numel() != 1:
            raise RuntimeError(
                f"The Tensor returned by the function given to {self.name} should contain a single element"
            )
        slopes = gradients(self.outputs, self.inputs, (None,), True)
        if or_zeros:
            slopes = zeros_for_none(slopes, self.inputs)
        self.check(slopes, CONSTANT_JACOBIAN)
        return slopes

    def filled(self, found, likes, missing, what):
        """Gradients with zeros where there is none. In strict mode RuntimeError, as for constant ones of a graph."""
        for i, g in enumerate(found if self.strict else ()):
            if g is None:
                raise RuntimeError(missing.format(i))
            if self.create_graph and not g.requires_grad:
                raise RuntimeError(
                    f"The {what} of the user-provided function is independent of input {i}. This is not allowed in "
                    "strict mode when create_graph=True."
                )
        return zeros_for_none(found, likes)

    def results(self, values, single):
        """Values as they are returned: without history unless a graph was asked for, alone if ``single``."""
        values = tuple(values) if self.create_graph else tuple(v.detach() for v in values)
        return values[0] if single else values


def gradients(outputs, inputs, vectors, create_graph, retain_graph=None):
    """The gradients of ``outputs`` times ``vectors``, None where there is none. Outputs without history count for 0."""
    pairs = [(o, v) for o, v in zip(outputs, vectors, strict=True) if o is not None and o.requires_grad]
    if not pairs:
        return (None,) * len(inputs)
    outputs, vectors = zip(*pairs, strict=True)
    return grad(outputs, inputs, vectors, retain_graph, create_graph, allow_unused=True)


def zeros_for_none(found, likes):
    """Gradients with zeros where there is none."""
    return tuple(make(np.zeros_like(x._data)) if g is None else g for g, x in zip(found, likes, strict=True))


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
    with enable_grad():
        call = Call("jacobian", func, inputs, create_graph, strict)
        call.run()
        if strict and vectorize:
            raise RuntimeError(
                "torch.autograd.functional.jacobian: `strict=True` and `vectorized=True` are not supported together. "
                "Please either set `strict=False` or `vectorize=False`."
            )
        blocks = []
        for i, output in enumerate(call.outputs):
            missing = INDEPENDENT.format(f"Output {i} of the user-provided function", "input {}")
            rows = []
            for element in output.reshape(-1):
                found = gradients([element], call.inputs, (None,), create_graph, retain_graph=True)
                rows.append(call.filled(found, call.inputs, missing, "jacobian"))
            columns = zip(*rows, strict=True) if rows else [[] for _ in call.inputs]
            block = (stacked(c, output, x) for c, x in zip(columns, call.inputs, strict=True))
            blocks.append(call.results(block, single=call.one_input))
    return blocks[0] if call.one_output else tuple(blocks)


def stacked(rows, output, x):
    """The rows of a Jacobian as one tensor. Raises RuntimeError where the output has no elements."""
    shape = (*output.shape, *x.shape)
    if not rows:
        raise RuntimeError("stack expects a non-empty TensorList")
    if len(rows) == 1:
        return rows[0].view(shape)
    whole = make(np.empty((len(rows), x.numel()), x._data.dtype))
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
    inputs = tensors(inputs, "inputs", "hessian")

    def slopes(*xs):
        call = Call("hessian", func, xs, True, strict)
        call.run()
        return call.slopes(or_zeros=True)

    blocks = jacobian(slopes, inputs, create_graph, strict, vectorize)
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
    with enable_grad():
        call = Call("vjp", func, inputs, create_graph, strict)
        call.run()
        vectors = call.vectors(v, call.outputs, call.one_output, "the user-provided function returns")
        found = gradients(call.outputs, call.inputs, vectors, create_graph)
        products = call.filled(found, call.inputs, OUTPUT, "jacobian")
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
    with enable_grad():
        call = Call("jvp", func, inputs, create_graph, strict)
        vectors = call.input_vectors(v)
        call.run()
        dummies = tuple(zeros_like(o, requires_grad=True) for o in call.outputs)
        slopes = gradients(call.outputs, call.inputs, dummies, True)
        call.check(slopes, CONSTANT_GRADIENT)
        found = gradients(slopes, dummies, vectors, create_graph)
        products = call.filled(found, dummies, CONSTANT_IN_VECTOR, "jacobian")
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
    with enable_grad():
        call = Call("vhp", func, inputs, create_graph, strict)
        vectors = call.input_vectors(v)
        call.run()
        found = gradients(call.slopes(), call.inputs, vectors, create_graph)
        products = call.filled(found, call.inputs, JACOBIAN, "hessian")
    return call.results(call.outputs, call.one_output), call.results(products, call.one_input)


def hvp(
    func: Callable[..., Any],
    inputs: Tensors,
    v: Tensors | None = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """The output, a single number, and the Hessian times ``v``. The Hessian is symmetric, so the product is ``vhp``'s.

    Like ``jvp`` it takes one backward more, so ``vhp`` is faster.
    """
    with enable_grad():
        call = Call("hvp", func, inputs, create_graph, strict)
        vectors = call.input_vectors(v)
        call.run()
        slopes = call.slopes()
        dummies = tuple(zeros_like(x, requires_grad=True) for x in call.inputs)
        found = gradients(gradients(slopes, call.inputs, dummies, True), dummies, vectors, create_graph)
        products = call.filled(found, call.inputs, CONSTANT_IN_SLOPES, "hessian")
    return call.results(call.outputs, call.one_output), call.results(products, call.one_input)
