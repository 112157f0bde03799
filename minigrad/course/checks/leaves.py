"""Answers for the chapter "Leaves"."""

import minigrad as torch
from minigrad.course.checks import Exercise


def state(tensor):
    return [tensor.is_leaf, tensor.requires_grad, tensor.tolist()]


def after_one_step(step):
    """What `step(w, lr)` does to a weight of 3 whose gradient is 6."""
    w = torch.tensor([3.0], requires_grad=True)
    (w**2).sum().backward()
    step(w, 0.1)
    return [*state(w), w.grad.tolist()]


def right_step(w, lr):
    with torch.no_grad():
        w -= lr * w.grad


def step_that_rebinds(w, lr):
    with torch.no_grad():
        w = w - lr * w.grad


def step_that_is_recorded(w, lr):
    w -= lr * w.grad


def step_uphill(w, lr):
    with torch.no_grad():
        w += lr * w.grad


def step_without_rate(w, lr):
    with torch.no_grad():
        w -= w.grad


exercises = {
    "which": Exercise(
        right=[True, True, False, True, False],
        because="a and y come from w, which requires a gradient. c was computed too, but from x alone.",
        wrong=(
            (
                [True, False, False, False, False],
                "You looked for requires_grad=True. A tensor that requires no gradient is a leaf as well.",
            ),
            (
                [True, True, False, False, False],
                "You looked for tensors typed in by hand. c is computed, but from nothing that requires a "
                "gradient. Nothing was recorded, so it is a leaf.",
            ),
            (
                [False, False, True, False, True],
                "This is the list of the tensors that are not leaves. Turn every entry around.",
            ),
            (
                [True, False, False, True, False],
                "x is a leaf too: nobody computed it.",
            ),
        ),
        hint="Ask of each tensor: was it computed from one that requires a gradient? Then it is no leaf.",
    ),
    "kept": Exercise(
        right=2.0,
        because="y = a * b, so its slope with respect to a is b = w + 1 = 2.",
        wrong=(
            (None, "That is so without retain_grad(). Here it was called, before backward()."),
            (3.0, "That is a itself, and also the slope with respect to b. The slope with respect to a is b."),
            (5.0, "That is w.grad: it adds up both paths from w to y. The question is about a alone."),
            (6.0, "That is y itself, not a slope."),
            (1.0, "That is how a changes with x, the step before. The question is how y changes with a."),
        ),
        hint="Write y = a * b and take the derivative in a.",
    ),
    "start": Exercise(
        right=(torch.ones(3) * 0.1).requires_grad_(),
        because="First compute, then ask for the gradient: w is a leaf.",
        wrong=(
            (
                torch.ones(3, requires_grad=True) * 0.1,
                "The numbers are right, but w is computed from a tensor that requires a gradient. So w is no "
                "leaf, and its .grad stays None. Multiply first, ask for the gradient last.",
            ),
            (
                torch.ones(3) * 0.1,
                "w is a leaf, but it does not require a gradient yet: call requires_grad_().",
            ),
            (
                torch.ones(3, requires_grad=True),
                "w is a leaf that requires a gradient. Its numbers should be 0.1.",
            ),
        ),
        hint="w needs the numbers 0.1, 0.1, 0.1, with w.is_leaf and w.requires_grad both True.",
        probe=state,
    ),
    "step": Exercise(
        right=right_step,
        because="w went from 3 to 3 - 0.1 * 6 = 2.4, and it is the same leaf as before.",
        wrong=(
            (
                step_that_rebinds,
                "Outside, w did not move. w = w - ... makes a new tensor, called w inside the function only. "
                "Use w -= ..., which changes the tensor itself.",
            ),
            (
                step_that_is_recorded,
                "A leaf refuses to be changed while operations are recorded. Put the line under torch.no_grad().",
            ),
            (step_uphill, "w went up. The gradient points uphill, so subtract it."),
            (
                step_without_rate,
                "The step is the learning rate times the gradient. The learning rate is missing.",
            ),
        ),
        hint="After one step with lr=0.1, a weight of 3 with gradient 6 should be 2.4.",
        probe=after_one_step,
    ),
}
