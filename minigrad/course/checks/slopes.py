"""Answers for the chapter "Slopes, three ways"."""

import math

import minigrad as torch
from minigrad.course.checks import Exercise

CURVES = ((lambda x: x**3, 1.0, 3.0), (math.sin, 0.5, math.cos(0.5)), (math.exp, -1.0, math.exp(-1.0)))


def quality(slope):
    """What is wrong with `slope(f, x)`, told from how far off it is and from where it looks at f."""
    ratios = [slope(f, x) / right for f, x, right in CURVES]
    for factor, name in ((2, "twice"), (0.5, "half"), (-1, "negative")):
        if all(abs(ratio / factor - 1) < 1e-3 for ratio in ratios):
            return name
    places = []
    slope(lambda x: places.append(x - 1) or x, 1.0)
    if places and (min(places) >= 0 or max(places) <= 0):
        return "one-sided"
    if all(abs(ratio - 1) < 1e-9 for ratio in ratios):
        return "right"
    return "too small a step" if max(places, default=1) < 1e-6 else "too large a step"


def central(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / (2 * h)


def forward(f, x, h=1e-5):
    return (f(x + h) - f(x)) / h


def positions(strongest):
    """The answers for three functions: one falls most strongly, one has its largest number elsewhere."""
    return [
        strongest(lambda a, b: 2 * a - 5 * b, [1.0, 1.0]),
        strongest(lambda a, b, c: a**2 + 3 * b + c, [2.0, 9.0, 1.0]),
        strongest(lambda a, b, c: a * b * torch.exp(c), [2.0, 3.0, 1.0]),
    ]


def slopes_of(f, numbers):
    point = [torch.tensor(number, requires_grad=True) for number in numbers]
    f(*point).backward()
    return [t.grad.item() for t in point]


def right_strongest(f, numbers):
    sizes = [abs(slope) for slope in slopes_of(f, numbers)]
    return sizes.index(max(sizes))


def strongest_upward(f, numbers):
    slopes = slopes_of(f, numbers)
    return slopes.index(max(slopes))


exercises = {
    "nudge": Exercise(
        right=-0.5,
        because="-5 * 0.1 = -0.5: x goes up, f goes down.",
        wrong=(
            (0.5, "The size is right. The slope is negative, so f goes down when x goes up."),
            (-5.0, "That is the slope. The change is the slope times the nudge."),
            (-50.0, "You divided by the nudge. The change is the slope times the nudge."),
            (-0.49, "That is the real change. The slope predicts a little more, because it knows nothing of the bend."),
            (5.5, "That is the predicted value of f. The question is by how much f changes."),
        ),
        hint="Change = slope * nudge.",
    ),
    "two": Exercise(
        right=[10.0, 2.0],
        because="The slope of x1² is 2 * 5 = 10. The slope of 2 * x2 is 2, wherever x2 is. The 7 moves nothing.",
        wrong=(
            ([25.0, 6.0], "These are the values of x1 ** 2 and 2 * x2. The question is how they change."),
            ([10.0, 6.0], "x1 is right. 2 * x2 has the same slope everywhere: nudge x2 by 1, and it moves by 2."),
            ([10.0, 3.0], "x1 is right. The slope for x2 is what x2 is multiplied by, not x2 itself."),
            ([5.0, 2.0], "x2 is right. The slope of x1² is twice x1."),
            ([10.0, 9.0], "x1 is right. The 7 is a constant: it has no slope."),
            ([2.0, 10.0], "Both numbers are right, but the other way round."),
        ),
        hint="Hold x2 still and take the slope in x1, then the other way round.",
    ),
    "step": Exercise(
        right=1e-5,
        because="In the table its error there is 1e-10, and with 1e-8 seventy times as large.",
        wrong=(
            (1e-8, "That is best for a forward difference. A central one is more exact at a larger h already."),
            (1e-12, "Too small: rounding, divided by 1e-12, leaves only a few digits."),
            (1e-1, "Too large: the curve bends between x - h and x + h. For x³ the error is h² = 0.01."),
        ),
        hint="Look at the lowest point of the central errors in the picture.",
        tolerance=1e-9,
    ),
    "central": Exercise(
        right=central,
        because="On three curves it is right to nine digits and more.",
        wrong=(
            (
                forward,
                "It looks at one side only. Then even the best h, 1e-8, leaves about eight digits. "
                "Use f(x + h) - f(x - h).",
            ),
            (
                lambda f, x: (f(x + 1e-5) - f(x - 1e-5)) / 1e-5,
                "It is twice as large as it should be: x - h and x + h are 2h apart.",
            ),
            (
                lambda f, x: (f(x + 1e-5) - f(x - 1e-5)) / 4e-5,
                "It is half of what it should be: x - h and x + h are 2h apart.",
            ),
            (
                lambda f, x: (f(x - 1e-5) - f(x + 1e-5)) / 2e-5,
                "The sign is wrong: the value farther right comes first.",
            ),
            (
                lambda f, x: central(f, x, 1e-12),
                "Your h is too small: rounding is divided by it. For a central difference 1e-5 is good.",
            ),
            (
                lambda f, x: central(f, x, 1e-2),
                "Your h is too large: the curve bends on the way. For a central difference 1e-5 is good.",
            ),
        ),
        hint="The slope of x³ at 1 should be 3, to nine digits.",
        probe=quality,
    ),
    "strongest": Exercise(
        right=right_strongest,
        because="For 2a - 5b it is b, with slope -5: strongly down is strong too.",
        wrong=(
            (
                strongest_upward,
                "It finds the slope that is largest with its sign. For 2a - 5b the answer is 1: "
                "-5 is stronger than 2. Compare abs().",
            ),
            (
                lambda f, numbers: numbers.index(max(numbers)),
                "It finds the largest input. How large an input is does not say how strongly it moves f.",
            ),
            (
                lambda f, numbers: max(abs(slope) for slope in slopes_of(f, numbers)),
                "It returns the slope itself. The question is where it stands in the list.",
            ),
            (
                lambda f, numbers: right_strongest(f, numbers) + 1,
                "It counts from 1. Python counts from 0.",
            ),
        ),
        hint="For f = 2a - 5b the result should be 1, the position of b.",
        probe=positions,
    ),
}
