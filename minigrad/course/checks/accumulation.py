"""Answers for the chapter "Accumulation"."""

import minigrad as torch
from minigrad.course.checks import Exercise

PIECES = [([1.0, 2.0, 3.0], [3.0, 5.0, 7.0]), ([4.0], [9.0]), ([0.5, -1.0], [2.0, -1.0])]


def after_pieces(accumulate):
    """What `accumulate(w, batches)` leaves in a weight of 1 whose gradient was 10."""
    w = torch.tensor(1.0, requires_grad=True)
    (10 * w).backward()
    accumulate(w, [(torch.tensor(x), torch.tensor(t)) for x, t in PIECES])
    return [w.item(), w.requires_grad, None if w.grad is None else w.grad.item()]


def pieces(scale, clear=True, clear_each=False):
    """An answer in which piece number i counts `scale(x, batches)` times its mean."""

    def accumulate(w, batches):
        if clear:
            w.grad = None
        for x, t in batches:
            if clear_each:
                w.grad = None
            (((w * x - t) ** 2).mean() * scale(x, batches)).backward()

    return accumulate


def forward_only(w, batches):
    return [((w * x - t) ** 2).mean() for x, t in batches]


def share(x, batches):
    return len(x) / sum(len(x) for x, _ in batches)


exercises = {
    "calls": Exercise(
        right=[6, 11, 11],
        because="6, then 6 + 5. The third call sends both slopes in one walk, and the sum is the same.",
        wrong=(
            ([6, 5, 11], "The second call adds to the first: nothing was cleared between them."),
            ([6, 11, 22], "zero_() stands between the second and the third call. There a new sum begins."),
            ([6, 11, 0], "zero_() stands before the third call. After it, new slopes arrive."),
            ([6, 30, 11], "The second call adds its 5 to the 6. It does not multiply."),
            ([9, 24, 24], "Those are values, 9 and 15, added up. .grad holds slopes: the slope of w² is 2w."),
        ),
        hint="The slope of w² at 3 is 6, and the slope of 5w is 5. Then add, and clear where the program does.",
    ),
    "decay": Exercise(
        right=[2.0, 1.98],
        because="None skips the weight. With zeros the step is 0.1 * (0 + 0.1 * 2) = 0.02.",
        wrong=(
            ([1.98, 2.0], "The other way round: set_to_none=True leaves None, and None skips the weight."),
            ([2.0, 2.0], "With zeros the step still happens: it uses 0 + 0.1 * w, and that is not 0."),
            ([1.98, 1.98], "None is not a zero: a weight whose .grad is None is left alone, decay and all."),
            ([2.0, 1.8], "0.1 * 2 = 0.2 is what the decay adds to the gradient. The step is lr times that."),
        ),
        hint="None: no step at all. Zeros: w minus lr times (0 + 0.1 * w).",
    ),
    "order": Exercise(
        right=[1.92, 3.0, 1.92],
        because="A and C are the same ring, cut at different places. B throws each gradient away before the step.",
        wrong=(
            ([1.92, 1.92, 1.92], "In B the step comes after clearing, so it finds a gradient of 0."),
            ([1.92, 3.0, 3.0], "In C clearing comes before backward(), so the step finds the new gradient."),
            ([1.32, 3.0, 1.32], "1.32 is what a forgotten zero gives: 3, 2.4, 1.32. A and C do clear."),
            ([2.4, 3.0, 2.4], "That is after one epoch. The question is about two."),
        ),
        hint="A full epoch multiplies w by 1 - 0.1 * 2 = 0.8. Which of the three has a gradient at the step?",
    ),
    "diagnose": Exercise(
        right=["zero", "factor", "rate"],
        because="A grows while nothing moves. B does not grow but is 12 for 6. C is right, and cured by a lower rate.",
        wrong=(
            (
                ["zero", "rate", "rate"],
                "In B the gradient itself is wrong: 12, and by hand it is 6. A lower rate only hides that.",
            ),
            (
                ["factor", "zero", "rate"],
                "A and B are the other way round: with lr = 0 nothing moves, so a gradient that grows is not cleared.",
            ),
            (
                ["rate", "factor", "zero"],
                "C shows the same gradient three times: it is cleared. A grows with lr = 0: no rate can do that.",
            ),
            (["rate", "rate", "rate"], "Look at the gradients with lr = 0 first. Only C has right ones."),
        ),
        hint="Read the three gradients first: do they grow, and is the first one right?",
    ),
    "pieces": Exercise(
        right=pieces(share),
        because="Each piece counts by its share of the points, and the sum is the gradient of the whole.",
        wrong=(
            (
                pieces(lambda x, batches: 1),
                "The means are added and never divided: the gradient is too large. Divide by the number of all points.",
            ),
            (
                pieces(lambda x, batches: 1 / len(batches)),
                "Each piece counts the same, so a point in a small piece counts for more. Sum the squares, and divide "
                "by the number of all points.",
            ),
            (pieces(share, clear=False), "The old gradient of w is still in the sum. Clear it first."),
            (
                pieces(share, clear_each=True),
                "You clear before each piece, so only the last one is left. Clear once, before the loop.",
            ),
            (
                pieces(lambda x, batches: len(x)),
                "That is the gradient of the sum of the squares. For the mean, divide by the number of all points.",
            ),
            (forward_only, "w.grad is what it was. Call backward() for each piece."),
        ),
        hint="The sum of a piece's squares, divided by the number of all points, is that piece's part of the mean.",
        probe=after_pieces,
    ),
}
