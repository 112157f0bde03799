"""Error messages: PyTorch's sentence first, then what to do, then the chapter that explains it."""


def message(sentence, cure, chapter=None):
    """The text of an error: what PyTorch says, so that a search finds it, and how to go on."""
    text = f"{sentence}\n\n{cure}"
    return f'{text} See the chapter "{chapter}".' if chapter else text


def no_arguments(name, given, options=()):
    """Python's sentence for a method written in C that takes nothing, as PyTorch's are."""
    return f"TensorBase.{name}() takes no " + ("keyword arguments" if options else f"arguments ({given} given)")


MODULES = {  # whose types messages name with a module, and with which
    **dict.fromkeys(("minigrad.dtypes", "minigrad.device", "minigrad.size"), "torch"),
    "minigrad.generator": "torch._C",
    "minigrad.return_types": "torch.return_types",
    "numpy": "numpy",
}


def type_name(value):
    """What messages call the type of a value: C's types with their module."""
    cls = type(value)
    return f"{MODULES[cls.__module__]}.{cls.__name__}" if cls.__module__ in MODULES else cls.__name__


def argument_error(name, argument, position, value, kind="Tensor"):
    """PyTorch's sentence for an argument that should have been of another kind."""
    return f"{name}(): argument '{argument}' (position {position}) must be {kind}, not {type_name(value)}"


FREED = message(
    "Trying to backward through the graph a second time (or directly access saved tensors after they have "
    "already been freed). Saved intermediate values of the graph are freed when you call .backward() or "
    "autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if "
    "you need to access saved tensors after calling backward.",
    "Compute the output again before each backward(), or pass retain_graph=True to all but the last.",
    "Twice through the graph",
)

ZERO_DIVISION = "ZeroDivisionError"  # of integers; PyTorch raises it as a RuntimeError
BOOLEAN_ALPHA = "Boolean alpha only supported for Boolean results."
FLOATING_ALPHA = "For integral input tensors, argument alpha must not be a floating point number."
AFTER_DTYPES = (ZERO_DIVISION, BOOLEAN_ALPHA, FLOATING_ALPHA)  # what PyTorch finds only when the dtypes fit

NEGATION = (
    "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or "
    "`logical_not()` operator instead."
)

SUBTRACTION = (
    "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the "
    "`~` or `logical_not()` operator instead."
)

SUBTRACTION_OF_BOOLEANS = (
    "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator "
    "instead."
)

SAVED_DETACHED = message(
    "Trying to use a saved tensor that has been detached in-place, i.e. with .detach_().This is not supported, please "
    "use out-of-place `.detach()` instead",
    "An operation before detach_() has kept the tensor, and its gradient would have to go back through it.",
    "detach",
)

SAVED_REPLACED = message(
    "Trying to use a saved tensor whose .data has been given another shape or dtype",
    "An operation before that has kept the tensor for its gradient, which minigrad does not compute with other data "
    "than these. Call backward() before you set .data, or run the forward pass again.",
    "detach",
)

SCALAR_ONLY = message(
    "grad can be implicitly created only for scalar outputs",
    "Reduce the output to one number first, for example with .sum() or .mean(), or pass backward() a gradient "
    "of the output's shape.",
    "Backward",
)

NO_GRAPH = message(
    "element 0 of tensors does not require grad and does not have a grad_fn",
    "Nothing this tensor was computed from requires grad, or it was computed under no_grad() or from a detached "
    "tensor. Create the tensor you want the gradient of with requires_grad=True.",
    "Leaves",
)

LEAF_IN_PLACE = message(
    "a leaf Variable that requires grad is being used in an in-place operation.",
    "To update a parameter, do it under torch.no_grad().",
    "In place",
)

LEAF_USED_IN_PLACE = message(
    "a leaf Variable that requires grad has been used in an in-place operation.",
    "To update a parameter, do it under torch.no_grad().",
    "In place",
)

LEAF_VIEW_IN_PLACE = message(
    "a view of a leaf Variable that requires grad is being used in an in-place operation.",
    "To update part of a parameter, do it under torch.no_grad().",
    "In place",
)

SHARED_ELEMENTS = message(
    "unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please "
    "clone() the tensor before performing the operation.",
    "expand() repeats elements without a copy; repeat() and clone() make copies.",
)

OVERLAP = message(
    "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory "
    "location. Please clone() the tensor before performing the operation.",
    "Each element would be read before or after it is written, as it happens.",
)

SCALAR_OF_GRAD = (
    "Converting a tensor with requires_grad=True to a scalar may lead to unexpected behavior.\n"
    "Consider using tensor.detach() first."
)

COPY_CONSTRUCTED = (
    "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
    "sourceTensor.detach().clone().requires_grad_(True), rather than {}(sourceTensor)."
)

UNSIGNED = "Promotion for uint16, uint32, uint64 types is not supported, attempted to promote Bool and UInt64"

INFERENCE_SAVED = message(
    "Inference tensors cannot be saved for backward. Please do not use Tensors created in inference mode in "
    "computation tracked by autograd. To work around this, you can make a clone to get a normal tensor and use it in "
    "autograd, or use `torch.no_grad()` instead of `torch.inference_mode()`.",
    "What inference mode makes is for looking at, not for learning from.",
)

INFERENCE_WRITTEN = message(
    "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to get a normal "
    "tensor before doing inplace update.See https://github.com/pytorch/rfcs/pull/17 for more details.",
    "x.clone() gives a tensor that you can change.",
)

RETAIN_NO_GRAD = message(
    "can't retain_grad on Tensor that has requires_grad=False",
    "No gradient will ever reach this tensor. Create what it is computed from with requires_grad=True.",
    "Leaves",
)

HOOK_NO_GRAD = message(
    "cannot register a hook on a tensor that doesn't require gradient",
    "No gradient will ever reach this tensor. Create what it is computed from with requires_grad=True.",
    "Leaves",
)

FLAG_OF_INTERIOR = message(
    "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a "
    "subgraph that doesn't require differentiation use var_no_grad = var.detach().",
    "This tensor was computed from others, and requires grad because one of them does.",
    "Leaves",
)

FLAG_SET_ON_INTERIOR = message(
    "you can only change requires_grad flags of leaf variables.",
    "This tensor was computed from others, and requires grad because one of them does.",
    "Leaves",
)

DETACHED_VIEW = (
    "Can't detach views in-place. Use detach() instead. If you are using DistributedDataParallel (DDP) for training, "
    "and gradient_as_bucket_view is set as True, gradients are views of DDP buckets, and hence detach_() cannot be "
    "called on these gradients. To fix this error, please refer to the Optimizer.zero_grad() function in "
    "torch/optim/optimizer.py as the solution."
)

BYTE_ORDER = (
    "given numpy array has byte order different from the native byte order. Conversion between byte orders is "
    "currently not supported."
)

ARRAY_TYPES = (
    "The only supported types are: float64, float32, float16, complex64, complex128, int64, int32, int16, int8, "
    "uint64, uint32, uint16, uint8, and bool."
)

NEGATIVE_STRIDES = (
    "At least one stride in the given numpy array is negative, and tensors with negative strides are not currently "
    "supported. (You can probably work around this by making a copy of your array  with array.copy().) "
)

NO_COMPLEX = "minigrad has no complex numbers; PyTorch does."

INTEGER_GRAD = "A gradient cannot flow through integers, which have no slope: make them floats before, with .float()."
NON_FLOAT_GRAD = "Write the numbers with a decimal point, or pass dtype=torch.float32."

NUMPY_OF_GRAD = message(
    "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.",
    "NumPy would not record what it computes, and the gradient would be lost without a word.",
    "detach",
)


def other_layout(grad, leaf):
    """The warning for a ``.grad`` that does not lie in memory as its leaf does."""
    sizes = (
        f"{name}.sizes() = {list(t.shape)}, strides() = {list(t.stride())}"
        for name, t in (("grad", grad), ("param", leaf))
    )
    return (
        "grad and param do not obey the gradient layout contract. This is not an error, but may impair performance.\n"
        + "\n".join(sizes)
    )


GRAD_OF_INTERIOR = (
    "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be "
    "populated during autograd.backward(). If you indeed want the .grad field to be populated for a non-leaf "
    "Tensor, use .retain_grad() on the non-leaf Tensor. If you access the non-leaf Tensor by mistake, make sure "
    "you access the leaf Tensor instead. See github.com/pytorch/pytorch/pull/30531 for more information."
)

EMPTY_INPUTS = message("`inputs` argument to `backward()` cannot be empty.", "Leave it out to reach every leaf.")

INPUT_NO_GRAD = message(
    "One of the differentiated Tensors does not require grad",
    "Create the tensor you want the gradient of with requires_grad=True.",
    "Leaves",
)

CREATE_GRAPH_CYCLE = (
    "Using backward() with create_graph=True will create a reference cycle between the parameter and its gradient "
    "which can cause a memory leak. We recommend using autograd.grad when creating the graph to avoid this. If you "
    "have to use this function, make sure to reset the .grad fields of your parameters to None after use to break the "
    "cycle and avoid the leak."
)


LEGACY_FUNCTION = message(
    "Legacy autograd function with non-static forward method is deprecated. Please use new-style autograd function "
    "with static forward method. (Example: https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)",
    "Write Cube.apply(x) instead of Cube()(x).",
)

MATERIALIZE = "set_materialize_grads received an invalid combination of arguments - got (), but expected (bool)"

DIRTY_NOT_RETURNED = message(
    "Some elements marked as dirty during the forward method were not returned as output. The inputs that are modified "
    "inplace must all be outputs of the Function.",
    "Return what you have passed to ctx.mark_dirty().",
)

DIRTY_BUT_NO_INPUT = (
    "ctx.mark_dirty() received a tensor that was not an input. Only input Tensors that have been mutated should be "
    "passed to ctx.mark_dirty()."
)

DIRTY_VIEW_OF_SEVERAL = (
    "If your Function modifies inplace an input that is a view of another Tensor, your Function cannot return more "
    "than one Tensor. This is not supported by the current autograd engine. You should either make sure the input is "
    "not a view (using .clone() for example) or make your Function only return one Tensor (potentially splitting it "
    "into two Functions: one doing the inplace that returns a single Tensor and a second one that does the other "
    "operations). "
    "You can ask on the forum https://discuss.pytorch.org/ if you need help to do this change."
)

MOVED_LEAF = message(
    "leaf variable has been moved into the graph interior",
    "It was a leaf when it was used and has been changed in place since; make a new tensor instead.",
)


def repeated(name, index, value):
    """The warning where the elements written to are the same memory, as ``expand`` makes them."""
    return (
        f"Use of {name} on expanded tensors is deprecated. Please clone() the tensor before performing this operation. "
        f"This also applies to advanced indexing e.g. tensor[{index}] = {value}"
    )


def modified(what, version, expected, anomaly):
    """A saved tensor was changed in place before backward read it; ``anomaly``: the forward line has been named."""
    hint = (
        "the backtrace further above shows the operation that failed to compute its gradient. The variable in question "
        "was changed in there or anywhere later. Good luck!"
        if anomaly
        else "enable anomaly detection to find the operation that failed to compute its gradient, with "
        "torch.autograd.set_detect_anomaly(True, check_nan=False)."
    )
    return message(
        "one of the variables needed for gradient computation has been modified by an inplace operation: "
        f"{what} is at version {version}; expected version {expected} instead. Hint: {hint}",
        "Use the operation that makes a new tensor (x = x + 1 instead of x += 1), or change a clone().",
        "In place",
    )


def written_view(made, maker, indirect):
    """The error for a view whose gradient cannot be right after a change in place of the view or of its base.

    made: how it was made: in mode "no_grad" or "inference", as one of several "parts", or by the user's "function".
    maker: the output of the node that made it, such as "Output 0 of Slice", or None.
    indirect: it is not this view that is changed, but its base has been.
    """
    start = "A view was created in" if maker is None else f"{maker} is a view of a view which was created in"
    changed = "its base or another view of its base has been modified" if indirect else "is being modified"
    if made == "inference":
        text = f"{start} inference mode and {changed} inplace in normal mode."
    elif made == "no_grad" or maker is None:
        text = f"{start} no_grad mode and {changed} inplace with grad mode enabled."
    else:
        text = f"{maker} is a view and {changed} inplace."
    if made == "function":
        text += (
            " This view was created inside a custom Function (or because an input was returned as-is) and the autograd "
            "logic to handle view+inplace would override the custom backward associated with the custom Function, "
            "leading to incorrect gradients. This behavior is forbidden. You can fix this by cloning the output of the "
            "custom Function."
        )
    elif made == "parts":
        text += (
            " This view is the output of a function that returns multiple views. Such functions do not allow the "
            "output views to be modified inplace. You should replace the inplace operation by an out-of-place one."
        )
    else:
        block = f"{made}_mode" if made == "inference" else made
        text += (
            " Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by "
            f"moving both the view and the inplace either both inside the {block} block (if you don't want the inplace "
            "to be tracked) or both outside (if you want the inplace to be tracked)."
        )
    return message(text, "Or change a clone() of it.")


def unused(index):
    """An input of ``autograd.grad`` that the outputs do not depend on."""
    return message(
        f"The differentiated Tensor at index {index} appears to not have been used in the graph. Set allow_unused=True "
        "if this is the desired behavior.",
        "Its gradient is zero: allow_unused=True gives None for it, materialize_grads=True zeros.",
    )


def invalid_gradient(sender, index, got, shape):
    """A gradient for the input at ``index`` that is of no shape the input's expands to; None sent it, or a node."""
    said = f"Function {sender} returned an invalid" if sender else "invalid"
    return RuntimeError(f"{said} gradient at index {index} - {incompatible(got, shape)}")


def incompatible(got, shape):
    """What is wrong with a gradient of such a shape."""
    return f"got {list(got)} but expected shape compatible with {list(shape)}"


def dimension_error(dim, ndim):
    """The error for a dimension that there is not."""
    if ndim == 0 and dim in (0, -1):
        return IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
    limit = max(ndim, 1)
    return IndexError(f"Dimension out of range (expected to be in range of [{-limit}, {limit - 1}], but got {dim})")
