"""Answers for the chapter "detach"."""

import minigrad as torch
from minigrad.course.checks import Exercise


def after_the_weight_moved(keep):
    """What `keep(w)` holds once the weight has gone on, and whether it requires a gradient."""
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    kept = keep(w)
    with torch.no_grad():
        w += 10
    return [kept.tolist(), kept.requires_grad]


def rounded_and_slopes(rounded):
    w = torch.tensor([0.4, 1.7], requires_grad=True)
    result = rounded(w)
    (result**2).sum().backward()
    return [result.tolist(), w.grad.tolist()]


exercises = {
    "alias": Exercise(
        right=[10.0, 2.0],
        because="a is an alias: its change arrives in w. b is a copy: its change does not.",
        wrong=(
            ([1.0, 2.0], "You took detach() for a copy. a has the memory of w, so a[0] = 10 changes w."),
            ([10.0, 20.0], "b was cloned: it has a memory of its own, and w does not see its change."),
            ([1.0, 20.0], "It is the other way round: a shares the memory of w, b does not."),
        ),
        hint="Ask of a and of b: does it share the memory of w?",
    ),
    "half": Exercise(
        right=15.0,
        because="x * u.detach() has the slope u = 9, and u has the slope 2x = 6.",
        wrong=(
            (33.0, "That is the slope of x³ + x². In the first term u is detached: it counts as a constant."),
            (9.0, "That is the first term alone. In the second, u is not detached, and its slope is 2x."),
            (6.0, "That is the second term alone. In the first, u is a constant, but x is not: its slope is u."),
            (36.0, "That is z, not its slope."),
            (12.0, "In the first term you took 6, the slope of u, for its value. u is 9."),
        ),
        hint="Write 9 for u.detach(), and x² for u. Then take the slope of 9x + x² at 3.",
    ),
    "notices": Exercise(
        right=["error", "wrong", "right", "wrong"],
        because="A, B and D change w. Only A is counted. C changes a copy.",
        wrong=(
            (
                ["wrong", "wrong", "right", "wrong"],
                "A change through detach() is counted, and backward() compares the count.",
            ),
            (
                ["error", "error", "right", "error"],
                "Only detach() shares the counter. .data has one of its own, and NumPy has none.",
            ),
            (
                ["error", "wrong", "right", "error"],
                "Look at D again: NumPy has the same memory, and it knows nothing of the counter.",
            ),
            (
                ["error", "wrong", "right", "right"],
                "Look at D again: numpy() does not copy. The array has the memory of w.",
            ),
            (
                ["right", "wrong", "right", "right"],
                "detach() and numpy() do not copy. In A, C and D only C leaves w as it is.",
            ),
            (
                ["error", "wrong", "error", "wrong"],
                "Look at C again: a clone has a memory of its own. w was not changed.",
            ),
        ),
        hint="First ask whether w changes. Where it does, ask whether its counter sees it.",
    ),
    "keep": Exercise(
        right=lambda w: w.detach().clone(),
        because="Its numbers stay, and it requires no gradient.",
        wrong=(
            (
                lambda w: w.detach(),
                "What you kept has moved on with the weight: detach() shares its memory. Make a copy.",
            ),
            (
                lambda w: w,
                "That is the weight itself, under a second name. Make a copy.",
            ),
            (
                lambda w: w.clone(),
                "The numbers stay, but clone() is recorded: the copy requires a gradient, and it keeps its "
                "graph alive. Detach it.",
            ),
        ),
        hint="After w += 10, what was kept from [1, 2] should still be [1, 2], with requires_grad False.",
        probe=after_the_weight_moved,
    ),
    "straight": Exercise(
        right=lambda w: w + (w.round() - w).detach(),
        because="The two w cancel in the value, and only the first one counts in the slope.",
        wrong=(
            (
                lambda w: w.round(),
                "The numbers are rounded, but the gradient is 0. Start from w, and add what rounding changes "
                "as a constant.",
            ),
            (lambda w: w + 0, "The gradient passes, but nothing was rounded."),
            (
                lambda w: w.round().detach(),
                "Now everything is a constant, and backward() finds no way back to w. Leave one w in the "
                "formula that is not detached.",
            ),
            (
                lambda w: w + w.round().detach(),
                "The slope is right, the value is not: it is w plus the rounded number. Take w off again, "
                "inside what is detached.",
            ),
            (
                lambda w: w + (w - w.round()).detach(),
                "The slope is right, the value is not. Turn the difference around: from w to the rounded "
                "number it is round minus w.",
            ),
        ),
        hint="For w = [0.4, 1.7] it should return [0, 2], and the gradient should be [0, 4].",
        probe=rounded_and_slopes,
    ),
}
