"""What a walk starts from: the tensors to differentiate, and the gradient of each."""

from operator import index

import numpy as np

from . import dtypes, errors
from .edges import LEAF, NOWHERE
from .tensor import Tensor, make


def listed(tensors):
    """A list of tensors: of one, of several, or of the values of a dictionary."""
    if isinstance(tensors, Tensor):
        return [tensors]
    return list(tensors.values() if type(tensors) is dict else tensors)


def with_gradients(tensors, gradients):
    """Pairs of a tensor and its gradient, or None."""
    if gradients is None:
        return [(tensor, None) for tensor in tensors]
    if isinstance(gradients, Tensor):
        gradients = [gradients]
    elif not hasattr(gradients, "__iter__"):
        kind = errors.type_name(gradients)
        raise TypeError(errors.message(f"'{kind}' object is not iterable", "The gradient must be a Tensor."))
    gradients = list(gradients)[: len(tensors)]
    if len(gradients) != len(tensors):
        raise RuntimeError(f"got {len(tensors)} tensors and {len(gradients)} gradients")
    return list(zip(tensors, gradients, strict=True))


def roots_of(given, graph, leaves_keep=True):
    """The (edge, gradient) pairs that a walk starts from.

    given: pairs of a tensor and its gradient, which is None where it is 1.
    graph: gradients are Tensors, to be recorded; else arrays.
    leaves_keep: those that arrive at a leaf become its ``.grad``, so they are copies.
    """
    if len(given) != 1 or given[0][0].__class__ is not Tensor:
        check_roots(given)
    roots = []
    for tensor, gradient in given:
        edge = tensor._edge
        if edge is NOWHERE and not tensor.is_leaf:  # to ask for that gives some views their node: see ``unsettled``
            edge = tensor._edge
        if gradient is not None:
            check_gradient(tensor, gradient, len(roots))
            if gradient._data.dtype != tensor._data.dtype:
                gradient = gradient.to(tensor.dtype)
            g = gradient if graph else gradient._data
        elif edge is not None:
            g = _ones.get(tensor._data.__class__)  # of a NumPy scalar
            if g is None:
                g = one_like(tensor._data)
            if graph:
                g = make(g.copy())
        if edge is None or edge is NOWHERE:
            raise RuntimeError(errors.NO_GRAPH.replace("element 0", f"element {len(roots)}"))
        if edge is LEAF:
            edge = tensor
            if leaves_keep and not graph:
                g = g.copy()
        roots.append((edge, g))
    return roots


def check_roots(given):
    """Raise where a walk cannot start from one of the tensors, before the first of them is asked for its node."""
    for i, (tensor, gradient) in enumerate(given):
        if not isinstance(tensor, Tensor):
            raise AssertionError("Expected output to be a torch.Tensor")
        if gradient is not None:
            check_gradient(tensor, gradient, i)
        elif tensor.requires_grad:
            one_like(tensor._data)


_ones = {}  # the gradients 1 made so far: by type for NumPy scalars, by shape and dtype for arrays of one element


def one_like(array):
    """The gradient that a walk starts from where none is given: 1. Raises RuntimeError unless there is one number."""
    key = (array.shape, array.dtype) if array.__class__ is np.ndarray else array.__class__
    one = _ones.get(key)
    if one is None:
        if array.size != 1:
            raise RuntimeError(errors.SCALAR_ONLY)
        if array.dtype.kind != "f":
            kind = dtypes.FROM_NUMPY[array.dtype]
            raise RuntimeError(f"grad can be implicitly created only for real scalar outputs but got {kind}")
        one = np.ones(array.shape, array.dtype)
        one.flags.writeable = False
        one = _ones[key] = one[()]
    return one


def check_gradient(tensor, gradient, i):
    """Raise, in PyTorch's words, where ``gradient`` is not a tensor like ``tensor``."""
    if not isinstance(gradient, Tensor):
        raise TypeError(f"gradients can be either Tensors or None, but got {type(gradient).__name__}")
    if gradient.shape != tensor.shape:
        raise RuntimeError(
            f"Mismatch in shape: grad_output[{i}] has a shape of {gradient.shape} and output[{i}] has a shape of "
            f"{tensor.shape}."
        )


def check_grad(tensor, gradient):
    """Raise, in PyTorch's words, where ``gradient`` cannot be the ``.grad`` of ``tensor``."""
    if not isinstance(gradient, Tensor):
        kind = errors.type_name(gradient)
        raise TypeError(f"assigned grad expected to be a Tensor or None but got grad of type {kind}")
    if gradient.dtype is not tensor.dtype:
        raise RuntimeError(
            f"attempting to assign a gradient with dtype '{dtypes.WRITTEN[gradient.dtype.name]}' to a tensor with "
            f"grad_dtype '{tensor.dtype.legacy}'. The gradient must match the tensor's grad_dtype (defaults to the "
            "tensor's dtype). You can set the tensor's grad_dtype attribute with a specific dtype, or None to allow "
            "any dtype. Set grad_dtype with caution. Diverging the dtypes of a tensor and its gradient may break "
            "downstream systems that assume they match."
        )
    if gradient.shape != tensor.shape:
        raise RuntimeError(
            f"attempting to assign a gradient of size '{list(gradient.shape)}' to a tensor of size "
            f"'{list(tensor.shape)}'. Please ensure that the gradient and the tensor are the same size"
        )


def check_flags(*flags):
    """Raise TypeError, in Python's words as PyTorch does, for flags that are no truth values and no integers."""
    for flag in flags:
        index(flag)
