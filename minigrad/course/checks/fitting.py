"""Answers for the chapter "Fitting a curve"."""

import math

import minigrad as torch
from minigrad.course.checks import Exercise


def fit_line(x, y, lr, epochs, shapes=True, zero="before", reduce="mean"):
    """The right answer, and with other settings the wrong ones."""
    if shapes:
        x, y = x.reshape(-1), y.reshape(-1)
    a = torch.zeros(1, requires_grad=True)
    b = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([a, b], lr=lr)
    for _ in range(epochs):
        if zero == "before":
            optimizer.zero_grad()
        loss = getattr((a * x + b - y) ** 2, reduce)()
        loss.backward()
        if zero == "between":
            optimizer.zero_grad()
        optimizer.step()
    return a.item(), b.item()


def as_they_come(x, y, lr, epochs):
    return fit_line(x, y, lr, epochs, shapes=False)


def never_zero(x, y, lr, epochs):
    return fit_line(x, y, lr, epochs, zero="never")


def zero_before_step(x, y, lr, epochs):
    return fit_line(x, y, lr, epochs, zero="between")


def summed(x, y, lr, epochs):
    return fit_line(x, y, lr, epochs, reduce="sum")


def forward_once(x, y, lr, epochs):
    x, y = x.reshape(-1), y.reshape(-1)
    a = torch.zeros(1, requires_grad=True)
    b = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([a, b], lr=lr)
    loss = ((a * x + b - y) ** 2).mean()
    for _ in range(epochs):
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return a.item(), b.item()


def on_two_lines(fit):
    x = torch.linspace(-1, 1, 20)
    y = 2 * x + 1
    fits = fit(x, y, 0.1, 50), fit(x.unsqueeze(1), y, 0.1, 50)
    return [float(number) for pair in fits for number in pair]


def safe(z, y):
    z = -z if y == 1 else z
    return z + math.log(1 + math.exp(-z)) if z > 0 else math.log(1 + math.exp(z))


def through_p(z, y):
    p = 1 / (1 + math.exp(-z))
    return -math.log(p if y == 1 else 1 - p)


def safe_for_no_only(z, y):
    return safe(z, 0)


def safe_turned_round(z, y):
    return safe(z, 1 - y)


def one_branch(z, y):
    return math.log(1 + math.exp(-z if y == 1 else z))


def at_seven_logits(loss):
    cases = (0.0, 0), (0.0, 1), (3.0, 0), (3.0, 1), (-2.0, 1), (200.0, 0), (-200.0, 1), (800.0, 0), (-800.0, 0)
    return [float(loss(*case)) for case in cases]


exercises = {
    "order": Exercise(
        right=[True, True, False, True],
        because="zero_grad may stand anywhere but between backward and step. In C the step finds no gradients, "
        "and nothing moves.",
        wrong=(
            (
                [True, False, False, False],
                "A is right, but B and D are the same circle: the gradients are cleared after one step and before "
                "the next backward.",
            ),
            (
                [True, True, False, False],
                "D learns too. The forward pass needs no gradients, so it does not matter that it comes before "
                "zero_grad.",
            ),
            (
                [True, True, True, True],
                "In C the gradients are computed, cleared, and then the step looks for them. Nothing moves, and "
                "there is no error.",
            ),
            (
                [True, False, False, True],
                "B learns too. It clears after the step, and the first backward finds nothing to clear.",
            ),
        ),
        hint="What does each step find in .grad?",
    ),
    "noise": Exercise(
        right=2.2,
        because="The noise is 0.2 on average, and the curve goes through the middle of the points.",
        wrong=(
            (2.0, "The program never sees the formula. It sees the points, and they lie above it."),
            (2.4, "That is where the highest points are. The curve goes through the middle of them."),
            (2.1, "That is for noise between 0 and 0.2. Here it reaches up to 0.4."),
            (0.2, "That is the average noise. It is added to the 2 of the formula."),
        ),
        hint="How large is a number between 0 and 0.4 on average?",
    ),
    "points": Exercise(
        right=0.00025,
        because="Four times the points make the sum, and its gradient, four times as large.",
        wrong=(
            (0.004, "The other way round: the gradients get larger, so the learning rate has to get smaller."),
            (0.001, "That is right for the mean. The gradient of a sum grows with the number of points."),
            (0.1, "That is the rate for the mean. Here the loss is still a sum."),
            (0.0005, "Half of it is for twice the points. Here there are four times as many."),
        ),
        hint="By what factor does the gradient of the sum grow?",
    ),
    "adam": Exercise(
        right=2.05,
        because="The first step is lr long, whatever the size of the gradient, and against its sign.",
        wrong=(
            (1.95, "The length is right. The gradient is negative, so the weight has to go up."),
            (6.0, "That is the step of SGD: lr times the gradient. Adam divides by the size of the gradient."),
            (-2.0, "That is lr times the gradient, added. Adam divides by the size, and goes against the sign."),
            (2.0, "It moves, by lr."),
            (3.0, "The size drops out, but the learning rate stays: the step is 0.05 long, not 1."),
        ),
        hint="m and the root of s are both as large as the gradient, so only its sign is left.",
    ),
    "loop": Exercise(
        right=fit_line,
        because="A row or a column, it finds the same line.",
        wrong=(
            (
                as_they_come,
                "With x as a column and y as a row it fits a flat line. Bring both into one shape first.",
            ),
            (never_zero, "Without zero_grad each step uses the sum of all gradients so far."),
            (zero_before_step, "Nothing moves: zero_grad stands between backward and step."),
            (summed, "It uses the sum of the squared errors. Take the mean."),
            (
                forward_once,
                "backward() can go through a graph once. Compute the loss anew in every epoch, inside the loop.",
            ),
        ),
        hint="For points on 2x + 1, enough epochs should give 2 and 1.",
        probe=on_two_lines,
    ),
    "safe": Exercise(
        right=safe,
        because="The exponential only ever sees a negative number.",
        wrong=(
            (
                through_p,
                "For large z, 1 - p becomes 0 and its logarithm fails, and exp of a large number overflows. Do not "
                "go through p: use z + log(1 + exp(-z)).",
            ),
            (one_branch, "exp of a large number overflows. For z > 0 use z + log(1 + exp(-z))."),
            (safe_for_no_only, "That is the loss for y = 0, whatever y is. For y = 1 turn the sign of z around."),
            (safe_turned_round, "Yes and no are the other way round: for y = 0 a large positive z is expensive."),
        ),
        hint="cross_entropy(0, 0) is log 2 = 0.693, and cross_entropy(200, 0) is 200.",
        probe=at_seven_logits,
    ),
}
