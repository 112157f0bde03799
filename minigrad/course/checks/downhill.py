"""Answers for the chapter "Rolling downhill"."""

import minigrad as torch
from minigrad.course.checks import Exercise


def steps_until(f, start, lr, height, zero=True, late=False, sign=-1):
    """The right answer, and with other settings the wrong ones."""
    x = torch.tensor(start, requires_grad=True)
    for step in range(1000):
        y = f(x)
        if y.item() < height and not late:
            return step
        y.backward()
        with torch.no_grad():
            x += sign * lr * x.grad
        if zero:
            x.grad.zero_()
        if y.item() < height:
            return step + 1
    return 1000


def without_zero(f, start, lr, height):
    return steps_until(f, start, lr, height, zero=False)


def step_first(f, start, lr, height):
    return steps_until(f, start, lr, height, late=True)


def uphill(f, start, lr, height):
    return steps_until(f, start, lr, height, sign=1)


def on_three_hills(count):
    return [
        count(lambda x: x**2, 3.0, 0.1, 0.01),
        count(lambda x: (x - 1) ** 2, 4.0, 0.2, 0.001),
        count(lambda x: x**2, 0.01, 0.1, 0.01),
    ]


exercises = {
    "step": Exercise(
        right=2.5,
        because="The slope is 2(4 - 1) = 6, and 4 - 0.25 * 6 = 2.5.",
        wrong=(
            (5.5, "That is one step uphill. The slope is positive, so x has to go down."),
            (-2.0, "That is x minus the whole slope. The step is the learning rate times the slope."),
            (3.75, "That is x minus the learning rate. The step is the learning rate times the slope."),
            (2.0, "The slope of (x - 1)² is 2(x - 1), so at 4 it is 6, not 8."),
            (1.75, "That is x minus 0.25 times the height, which is 9. The step needs the slope."),
        ),
        hint="The slope of (x - 1)² is 2(x - 1). Go against it, by 0.25 times as much.",
    ),
    "pair": Exercise(
        right=[2.4, 9.0],
        because="y is the height before the step, and x the place after it. The two belong to different places. "
        "Keep both before the step.",
        wrong=(
            ([3.0, 9.0], "That is what it should keep. But x -= ... has already changed x when the pair is made."),
            ([2.4, 5.76], "That would lie on the curve. But y was computed before the step, at x = 3."),
            ([3.0, 5.76], "The other way round: y was computed before the step, and x is read after it."),
            ([9.0, 2.4], "The right two numbers. x comes first."),
        ),
        hint="Go through the loop line by line. When is y computed, and when does x change?",
    ),
    "across": Exercise(
        right=[3.8, 0.0],
        because="The slopes are 4 and 20. Across, the step ends on the floor; along, it gets 5% of the way.",
        wrong=(
            ([4.2, 2.0], "That is uphill. Subtract the slopes, times 0.05."),
            ([3.95, 0.95], "Each number went down by the learning rate. It has to be times the slope: 4 and 20."),
            ([0.0, -19.0], "Those are the whole slopes. The learning rate is missing."),
            ([3.8, 0.5], "The slope of 10y² is 20y, not 10y."),
            ([3.64, -0.8], "That is the step with 0.09, as in the chapter. Here the learning rate is 0.05."),
        ),
        hint="The slopes of x²/2 + 10y² are x and 20y.",
    ),
    "speed": Exercise(
        right=10.0,
        because="Where v stays the same, v = 0.9 v + 1, so v = 1 / (1 - 0.9) = 10. "
        "With 0.9, a long slope is taken ten times as fast.",
        wrong=(
            (1.0, "That is without memory. Here nine tenths of the old velocity are added to the slope."),
            (1.9, "That is after two steps: 0.9 * 1 + 1. It goes on: 0.9 * 1.9 + 1 = 2.71."),
            (0.9, "That is what is left of a single slope, one step later. Each step adds a new one."),
            (1 / 1.9, "That is 1 / (1 + 0.9), for slopes that flip their sign. Here they keep it."),
            (float("inf"), "It would grow forever with a memory of 1. With 0.9 a tenth is lost in each step."),
        ),
        hint="When v stops changing, v = 0.9 v + 1.",
    ),
    "stop": Exercise(
        right=steps_until,
        because="And it returns 0 if you are low enough already.",
        wrong=(
            (without_zero, "The gradient is never cleared, so each step uses the sum of all slopes so far."),
            (step_first, "It is late by one step. Ask for the height before you take the next step."),
            (uphill, "It goes uphill, and gives up after 1000 steps. Subtract the gradient."),
        ),
        hint="On x², from 3, with lr = 0.1 and a height of 0.01, it should return 16.",
        probe=on_three_hills,
    ),
}
