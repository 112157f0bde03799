"""Answers for the chapter "On to PyTorch"."""

import numpy as np

import minigrad as torch
from minigrad.course.checks import Exercise


def of_three_arrays(prepare):
    """Types and entries of what arrays of three types become, read after the arrays have been changed."""
    seen = []
    for dtype in (np.float64, np.float32, np.int64):
        array = np.array([[1, 2], [3, 4]], dtype)
        tensor = prepare(array)
        array[:] = 9
        seen.append([str(tensor.dtype), tensor.tolist()])
    return seen


def first_second_third(grad):
    """The first three derivatives of x³ at 2."""
    derivatives, f = [], lambda x: x**3
    for _ in range(3):
        f = grad(f)
        derivatives.append(f(2.0).item())
    return derivatives


def nested(f):
    def slope(x):
        if not isinstance(x, torch.Tensor):
            x = torch.tensor(x, requires_grad=True)
        return torch.autograd.grad(f(x), x, create_graph=True)[0]

    return slope


def not_recorded(f):
    def slope(x):
        if not isinstance(x, torch.Tensor):
            x = torch.tensor(x, requires_grad=True)
        return torch.autograd.grad(f(x), x)[0]

    return slope


def new_leaf(f):
    def slope(x):
        x = x.detach() if isinstance(x, torch.Tensor) else torch.tensor(x)
        x = x.clone().requires_grad_()
        return torch.autograd.grad(f(x), x, create_graph=True)[0]

    return slope


exercises = {
    "types": Exercise(
        right=["f32", "f64", "i64", "f64", "f32"],
        because="Python's floats become float32, an array keeps its type, and where two tensors meet, the wider wins.",
        wrong=(
            (
                ["f32", "f32", "i64", "f32", "f32"],
                "b is made from a NumPy array, and keeps its type: 64 bits. And d then has them too.",
            ),
            (
                ["f64", "f64", "i64", "f64", "f64"],
                "A float of Python has 64 bits, but torch.tensor makes float32 of it, so that is what a is.",
            ),
            (
                ["f32", "f64", "f32", "f64", "f32"],
                "c is typed in without a decimal point: whole numbers.",
            ),
            (
                ["f32", "f64", "i64", "f32", "f32"],
                "d: where two tensors of different types meet, the wider one wins.",
            ),
            (
                ["f32", "f64", "i64", "f64", "f64"],
                "e: a plain number of Python adapts to the tensor. It does not widen it.",
            ),
        ),
        hint="Ask first what each was made from: numbers of Python, or an array.",
    ),
    "review": Exercise(
        right=["A", "C"],
        because="Without A the gradients add up from batch to batch, and without C every graph stays in memory.",
        wrong=(
            (["A"], "A is right. And total += loss holds on to the graph of every batch."),
            (["C"], "C is right. And nothing clears the gradients between two batches."),
            (
                ["A", "B", "C"],
                "Not B: backward() needs no help, and the optimizer's step is under no_grad by itself.",
            ),
            (
                ["A", "C", "D"],
                "Not D: cross_entropy takes logits, and does the softmax itself.",
            ),
            (["A", "B"], "Not B: the optimizer's step is under no_grad by itself. Look at line 7 instead."),
            (["A", "D"], "Not D: cross_entropy takes logits, and does the softmax itself. Look at line 7 instead."),
            (
                ["A", "B", "C", "D"],
                "Two of them are needed. The optimizer's step is under no_grad by itself, and cross_entropy does the "
                "softmax itself.",
            ),
        ),
        hint="Two are needed. What is added up from batch to batch, and should it be?",
    ),
    "twice": Exercise(
        right=[12.0, 6.0],
        because="x.grad adds up, 6 + 6. In JAX nothing is kept between two calls.",
        wrong=(
            ([6.0, 6.0], "backward() adds to x.grad: 6 and 6."),
            ([12.0, 12.0], "In JAX there is no .grad to add to. Every call computes the slope anew."),
            ([6.0, 12.0], "It is the other way round: .grad adds up, and a call of a function returns its result."),
        ),
        hint="The slope of x² at 3 is 6. Where is it added to something that is still there?",
    ),
    "prepare": Exercise(
        right=lambda array: torch.tensor(array, dtype=torch.float32),
        because="torch.tensor copies, and dtype says what to make of the numbers.",
        wrong=(
            (torch.from_numpy, "It keeps the array's type, and shares its memory."),
            (torch.tensor, "The memory is its own. But the type is still the array's: say dtype=torch.float32."),
            (
                lambda array: torch.from_numpy(array).float(),
                "Right, unless the array is float32 already: then float() has nothing to do, and the memory is shared.",
            ),
            (
                lambda array: torch.tensor(array.tolist()),
                "Right for floats. An array of whole numbers stays one: say dtype=torch.float32.",
            ),
        ),
        hint="torch.tensor makes a copy, and takes a dtype.",
        probe=of_three_arrays,
    ),
    "grad": Exercise(
        right=nested,
        because="The slopes of x³ at 2 are 12, then 12, then 6.",
        wrong=(
            (
                not_recorded,
                "The first slope is right. But how it was computed is not recorded, so it has no slope itself: use "
                "torch.autograd.grad with create_graph=True.",
            ),
            (
                new_leaf,
                "The first slope is right. Inside grad(grad(f)) the inner function gets a tensor: use it as it is, "
                "for a new leaf leads nowhere.",
            ),
            (lambda f: f, "That is f itself. Return a function that computes its slope."),
        ),
        hint="grad returns a function, slope(x). For f(x) = x³ it gives 12 at 2.",
        probe=first_second_third,
    ),
}
