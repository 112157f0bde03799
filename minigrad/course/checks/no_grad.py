"""Answers for the chapter "no_grad"."""

import minigrad as torch
from minigrad.course.checks import Exercise


def after_two_calls(evaluate):
    """What `evaluate(model, x, t)` returns, what it recorded, and how it leaves recording, on and off before."""
    w = torch.tensor(2.0, requires_grad=True)
    x, t = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([2.0, 5.0, 8.0])
    recorded = []

    def model(x):
        y = w * x
        recorded.append(y.requires_grad)
        return y

    before, seen = torch.is_grad_enabled(), []
    try:
        for mode in (True, False):
            torch.set_grad_enabled(mode)
            loss = evaluate(model, x, t)
            seen.append([loss.item(), loss.requires_grad, torch.is_grad_enabled()])
    finally:
        torch.set_grad_enabled(before)
    return [seen, recorded]


def in_a_block(model, x, t):
    with torch.no_grad():
        return ((model(x) - t) ** 2).mean()


def recorded(model, x, t):
    return ((model(x) - t) ** 2).mean()


def model_outside(model, x, t):
    y = model(x)
    with torch.no_grad():
        return ((y - t) ** 2).mean()


def switched_off(model, x, t):
    torch.set_grad_enabled(False)
    return ((model(x) - t) ** 2).mean()


def switched_off_and_on(model, x, t):
    torch.set_grad_enabled(False)
    loss = ((model(x) - t) ** 2).mean()
    torch.set_grad_enabled(True)
    return loss


def summed(model, x, t):
    with torch.no_grad():
        return ((model(x) - t) ** 2).sum()


exercises = {
    "recorded": Exercise(
        right=[True, False, True, True, True, False],
        because="b is the only one computed while recording was off, and f has only b behind it.",
        wrong=(
            (
                [True, False, False, True, True, False],
                "c is not computed, it is made: requires_grad=True counts in a no_grad block too.",
            ),
            (
                [True, False, True, False, True, False],
                "The innermost block decides: for d recording is on again, and w requires a gradient.",
            ),
            (
                [True, False, True, True, False, False],
                "e is only another name for a. Nothing is computed, and a was recorded before.",
            ),
            (
                [True, False, True, True, True, True],
                "Recording is on again for f, but its only input is b, and b requires no gradient.",
            ),
            (
                [False, False, True, True, False, False],
                "a was computed before the block, from w, while recording was on.",
            ),
        ),
        hint="Ask of each: was it computed, was recording on then, and did an input require a gradient?",
    ),
    "half": Exercise(
        right=8.0,
        because="b was not recorded, so it is a constant, 8. The slope of (w + 1) * 8 is 8.",
        wrong=(
            (20.0, "That is the slope of the whole formula. But b was not recorded: it counts as a constant."),
            (12.0, "That is the way through b, the one that was not recorded. a is the other one."),
            (None, "a was recorded, and y too: one way from y to w is there."),
            (0.0, "One way is missing, the one through b. The way through a is there."),
            (24.0, "That is y itself, not a slope."),
            (3.0, "That is a, the slope of y with respect to b. b is a constant here, and the way through a counts."),
        ),
        hint="Put the number in for b, then take the derivative in w.",
    ),
    "where": Exercise(
        right=[False, False, True, True],
        because="backward() needs the graph of the model and the loss. Nobody goes back through the other two.",
        wrong=(
            (
                [True, True, True, False],
                "This is turned around: what backward() goes through has to be recorded, the evaluation need not be.",
            ),
            (
                [False, False, True, False],
                "The evaluation would run without it. But it records a graph that nobody uses, and holds its memory.",
            ),
            (
                [False, False, False, True],
                "A step that is recorded is an error: a leaf that requires grad may not be changed in place.",
            ),
            (
                [False, True, True, True],
                "backward() starts at the loss. Computed under no_grad, it has no graph to start in.",
            ),
            ([True, False, True, True], "The way from the loss to the weights leads through the model."),
        ),
        hint="Which of the four does backward() have to go through?",
    ),
    "evaluate": Exercise(
        right=in_a_block,
        because="Nothing was recorded, and recording is as it was, on and off.",
        wrong=(
            (recorded, "The result requires a gradient: everything was recorded."),
            (
                model_outside,
                "The result is clean, but the model was recorded: it ran outside the block. Call it inside. "
                "(detach() on the result comes too late as well.)",
            ),
            (switched_off, "Recording was on before the call, and afterward it is off, for the whole program."),
            (
                switched_off_and_on,
                "Recording was off before one of the calls, and you turned it on. A block restores what was there.",
            ),
            (summed, "That is the sum of the squares. Return their mean."),
        ),
        hint="Put everything under `with torch.no_grad():` and return from inside.",
        probe=after_two_calls,
    ),
}
