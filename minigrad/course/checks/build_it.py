"""Answers for the chapter "Build it yourself"."""

import numpy as np

import minigrad as torch
from minigrad.course.checks import Exercise
from minigrad.function import Unary


def at_three_inputs(slope):
    """The slope of the sigmoid at three inputs, as `function(forward, slope)` would ask for it."""
    return [float(slope(a, 1 / (1 + np.exp(-a)))) for a in (-2.0, 0.5, 3.0)]


def of_two_arrays(rule):
    """Shapes and entries of what the rule returns for the mean of a table and of a row."""
    seen = []
    for g, a in ((6.0, np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])), (1.0, np.array([1.0, 0.0]))):
        gradient = np.asarray(rule(np.array(g), a))
        seen.append([list(gradient.shape), gradient.tolist()])
    return seen


def values_and_slopes(declare):
    """What the declared operation computes, and its gradient times 3."""
    x = torch.tensor([-2.0, -0.5, 0.5, 4.0], dtype=torch.float64, requires_grad=True)
    y = declare().apply(x)
    (3 * y).sum().backward()
    return [y.tolist(), x.grad.tolist()]


def softsign(rule, forward=lambda a: a / (1 + abs(a))):
    """How to declare the operation with this rule; it is offered nowhere, so that nothing else sees it."""
    return lambda: type(Unary)("Softsign", (Unary,), {"public": False, "forward": forward, "vjp_a": rule})


def not_returned():
    softsign(lambda g, out: g * (1 - abs(out)) ** 2)()


exercises = {
    "visits": Exercise(
        right=[63, 6],
        because="Five rungs: 1 + 2 + 4 + 8 + 16 + 32 = 63 visits for the recursion, and 6 values, each once.",
        wrong=(
            ([32, 6], "32 is how often x is visited. The values on the way there are visited too: 1, 2, 4, 8 and 16."),
            ([63, 5], "Five rungs make five new values, and x is the sixth."),
            ([32, 5], "Count the values in between as well, and x among them: there are six values."),
            ([10, 6], "The ways are not added from rung to rung. Each way splits into two again at every rung."),
            ([63, 63], "Newest first visits a value once, when all that it will get has arrived."),
            ([31, 6], "31 is 1 + 2 + 4 + 8 + 16. One sum is missing: the 32 visits of x."),
        ),
        hint="With n rungs the recursion makes 1 + 2 + 4 + ... visits, up to 2 to the power of n.",
    ),
    "twice": Exercise(
        right=18.0,
        because="y.grad still holds 3 and gets 3 more. So 6 * 2 = 12 goes on to x, which has 6.",
        wrong=(
            (12.0, "12 would be right for a leaf: 6 and 6 again. But y.grad was not empty when the second walk began."),
            (6.0, "Nothing clears x.grad, so the second walk adds to the 6."),
            (24.0, "z.grad is set to 1 again, not added to: only y.grad and x.grad still hold something."),
            (36.0, "x has 6 and gets 12. Only what arrives in y is added up before it goes on."),
        ),
        hint="z.grad is 1 again. y.grad was 3 and gets 1 * 3 more. Then x.grad gets y.grad * 2 more.",
    ),
    "sigmoid": Exercise(
        right=lambda a, out: out * (1 - out),
        because="The result is s, so the slope is out * (1 - out), and the input is not needed.",
        wrong=(
            (lambda a, out: a * (1 - a), "That is the input where the result should be: s is out."),
            (lambda a, out: 1 - out**2, "That is the slope of tanh."),
            (lambda a, out: out, "That is the slope of exp."),
            (lambda a, out: 1 - out, "One factor is missing: s times (1 - s)."),
        ),
        hint="s is the result, which the function gets as out.",
        probe=at_three_inputs,
    ),
    "axes": Exercise(
        right=[1, 0],
        because="a was stretched along its rows, dimension 1. b got a new dimension in front, number 0.",
        wrong=(
            ([0, 1], "Those are the dimensions that stay. Sum over the one that was stretched."),
            ([1, 1], "Right for a. b has four numbers, so four must be left: sum over the 3 rows."),
            ([0, 0], "Right for b. a has three numbers, so three must be left: sum over the 4 columns."),
        ),
        hint="g has the shape (3, 4). What has to be left for a is 3 numbers, and for b 4.",
    ),
    "mean": Exercise(
        right=lambda g, a: np.full_like(a, g / a.size),
        because="Each of the entries counts as one part in a.size.",
        wrong=(
            (lambda g, a: np.full_like(a, g), "That is the rule of the sum. In a mean each entry counts less."),
            (lambda g, a: g / a.size, "The number is right. The gradient needs the shape of a: np.full_like(a, ...)."),
            (lambda g, a: np.full_like(a, g / len(a)), "len(a) is the number of rows. a.size counts all entries."),
            (lambda g, a: a * g / a.size, "The slope of a mean does not depend on the entries themselves."),
            (lambda g, a: np.full_like(a, 1 / a.size), "What arrives is g, and it is not always 1."),
        ),
        hint="Two things: every entry gets the same, and together they get g.",
        probe=of_two_arrays,
    ),
    "softsign": Exercise(
        right=softsign(lambda g, out: g * (1 - abs(out)) ** 2),
        because="Values and gradients are right, and it has all that the other operations have.",
        wrong=(
            (
                softsign(lambda g, a: 1 / (1 + abs(a)) ** 2),
                "That is the slope. A rule turns the gradient that arrives into the one that goes on: times g.",
            ),
            (softsign(lambda g, a: g / (1 + abs(a))), "The square is missing."),
            (softsign(lambda g, out: g * (1 - out) ** 2), "Right for positive inputs. For the others abs is missing."),
            (
                softsign(lambda g, a: g * (1 - abs(a)) ** 2),
                "(1 - |f|)² is in terms of the result: let the rule read out in place of a.",
            ),
            (
                softsign(lambda g, out: g * (1 - abs(out)) ** 2, lambda a: a / (1 + a)),
                "The forward computation is off for negative numbers: abs is missing.",
            ),
            (not_returned, "declare() has to return the class: return Softsign."),
        ),
        hint="forward = lambda a: ..., and vjp_a = lambda g, out: ..., which is g times the slope.",
        probe=values_and_slopes,
    ),
}
