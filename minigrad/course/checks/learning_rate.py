"""Answers for the chapter "Learning rate: why training diverges"."""

import numpy as np

from minigrad.course.checks import Exercise

INPUTS = [1.0, 2.0, 3.0, 4.0, 5.0], [-2.0, -1.0, 0.0, 1.0, 2.0], [10.0, 20.0, 30.0]


def curvatures(x):
    x = np.asarray(x)
    return np.linalg.eigvalsh(2 * np.array([[np.mean(x**2), np.mean(x)], [np.mean(x), 1.0]]))


def on_three_sets(limit):
    return [float(limit(np.array(x))) for x in INPUTS]


exercises = {
    "factor": Exercise(
        right=-0.8,
        because="1 - 0.9 * 2 = -0.8: x changes sides at every step and comes closer.",
        wrong=(
            (0.8, "The size is right, the sign is not: 1 - 0.9 * 2 is negative. x changes sides."),
            (0.1, "That is 1 - lr. The slope of x² is 2x, so the factor is 1 - lr * 2."),
            (-1.8, "That is -lr * 2, the move alone. The new x is the old x plus the move."),
            (1.8, "That is lr * 2, the move alone. The new x is the old x minus the move."),
            (-0.9, "That is only the learning rate with a sign. The factor is 1 - lr * 2."),
        ),
        hint="The factor is 1 - lr * f'', and the second derivative of x² is 2.",
    ),
    "limit": Exercise(
        right=0.2,
        because="The second derivative of 5x² is 10, and 2 / 10 = 0.2.",
        wrong=(
            (0.4, "You divided 2 by 5. The slope is 10x, so the curvature is 10."),
            (0.1, "At 1 / 10 the very first step lands on the minimum. Divergence starts at twice that."),
            (1.0, "That is the limit for x², whose curvature is 2."),
            (10.0, "That is the curvature. The limit is 2 divided by it."),
        ),
        hint="Take the second derivative, then divide 2 by it.",
    ),
    "inputs": Exercise(
        right=lambda x: 2 / curvatures(x)[1],
        because="It gives 0.0845 for 1 to 5, and 0.5 once their mean is taken off.",
        wrong=(
            (
                lambda x: 2 / curvatures(x)[0],
                "You divided by the smallest eigenvalue. The steepest one goes first: take the largest.",
            ),
            (
                lambda x: 1 / curvatures(x)[1],
                "1 / λ is the step that lands on the minimum in that direction. Divergence starts at 2 / λ.",
            ),
            (
                lambda x: 4 / curvatures(x)[1],
                "The loss is a mean of squares, and the derivative of a square brings a 2: "
                "the matrix is 2 * [[mean of x², mean of x], [mean of x, 1]].",
            ),
            (lambda x: curvatures(x)[1], "That is the largest eigenvalue. The limit is 2 divided by it."),
        ),
        hint="For the inputs 1 to 5 the result should be 0.0845.",
        probe=on_three_sets,
    ),
    "diagnose": Exercise(
        right=["too large", "no zero", "too small"],
        because="A grows by the same factor every time, B swings, C falls a little at every step.",
        wrong=(
            (
                ["no zero", "too large", "too small"],
                "A and B are the other way round. In A, each loss is about 1.87 times the one before. "
                "Too large a learning rate multiplies. Forgotten zeros swing.",
            ),
            (
                ["too large", "too large", "too small"],
                "B goes up and comes down again. A learning rate that is too large does not come back.",
            ),
            (
                ["too small", "no zero", "too large"],
                "A and C are the other way round: A rises, C falls.",
            ),
        ),
        hint="Look for the one that multiplies, the one that swings and the one that creeps.",
    ),
}
