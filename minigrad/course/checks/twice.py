"""Answers for the chapter "Twice through the graph"."""

import weakref

import minigrad as torch
from minigrad.course.checks import Exercise, is_tensor


def slopes_of_two(apart):
    """What `apart` says of two losses that share `w ** 2`, at w = 2: their slopes are 12 and 4."""
    w = torch.tensor(2.0, requires_grad=True)
    shared = w**2
    return [float(slope) for slope in apart(3 * shared, shared + 1, w)]


def right_apart(first, second, w):
    first.backward(retain_graph=True)
    slope_of_first = w.grad.item()
    w.grad = None
    second.backward()
    return [slope_of_first, w.grad.item()]


def apart_without_retain(first, second, w):
    first.backward()
    slope_of_first = w.grad.item()
    w.grad = None
    second.backward()
    return [slope_of_first, w.grad.item()]


def apart_without_zero(first, second, w):
    first.backward(retain_graph=True)
    slope_of_first = w.grad.item()
    second.backward()
    return [slope_of_first, w.grad.item()]


def apart_with_one_tensor(first, second, w):
    first.backward(retain_graph=True)
    slope_of_first = w.grad
    w.grad.zero_()
    second.backward()
    return [slope_of_first, w.grad]


def apart_but_together(first, second, w):
    (first + second).backward()
    return [w.grad.item(), w.grad.item()]


def mean_and_what_is_kept(mean_loss):
    """The mean of the losses 1 to 5, whether it is a number, and how many graphs were alive after their turn."""
    graphs, kept = [], 0

    def losses():
        nonlocal kept
        for value in range(1, 6):
            loss = torch.tensor(1.0, requires_grad=True) * value
            graphs.append(weakref.ref(loss.grad_fn))
            yield loss
            del loss
            kept += sum(graph() is not None for graph in graphs[:-1])  # the last may still have a name

    mean = mean_loss(losses())
    # A tensor's number by item(): float() would warn of what the reader did not do.
    return [mean.item() if is_tensor(mean) else float(mean), isinstance(mean, float), kept]


def right_mean(losses):
    total, count = 0.0, 0
    for loss in losses:
        total += loss.item()
        count += 1
    return total / count


def mean_as_tensor(losses):
    total, count = 0.0, 0
    for loss in losses:
        total = total + loss
        count += 1
    return total / count


def item_at_the_end(losses):
    return mean_as_tensor(losses).item()


def sum_of_items(losses):
    return sum(loss.item() for loss in losses)


exercises = {
    "which": Exercise(
        right=[True, False, True, False, False],
        because="Differences, sums and means need no number for their slopes. The others saved one.",
        wrong=(
            (
                [True, True, True, False, False],
                "3 * a needs the 3, which is kept as a tensor and freed like any other.",
            ),
            (
                [False, False, False, False, False],
                "The graph is not gone after a walk, only what was saved. Not every operation saves something.",
            ),
            ([True, False, False, False, False], "A mean keeps the shape only. Its slope is 1/3 everywhere."),
            (
                [True, False, True, False, True],
                "The slope of exp is its own result. That is saved, and freed.",
            ),
            (
                [False, True, False, True, True],
                "That is the other way round: True where a second walk runs.",
            ),
            (
                [True, True, True, True, True],
                "A walk frees what was saved. Where something was, the second walk is refused.",
            ),
        ),
        hint="For each operation on the way: which number does its local slope need?",
    ),
    "three-walks": Exercise(
        right=18.0,
        because="Each walk adds the slope 2w = 6, and all three run: only the last did not retain.",
        wrong=(
            (6.0, "That is one walk. Each further walk adds its slope to w.grad."),
            (12.0, "The third walk runs as well. The two before it retained what was saved."),
            (27.0, "That is 3 · w². Each walk adds the slope, 2w."),
            (None, "No walk is refused here: the first two retain, and the third is the last."),
        ),
        hint="How many of the walks run, and what does each one add?",
    ),
    "where": Exercise(
        right=[True, True, False],
        because="The third walk is the last. After it nobody needs what was saved.",
        wrong=(
            ([False, False, True], "It keeps what was saved for walks that come after. After the third comes none."),
            ([False, True, True], "The first walk would free the shared part, and the second be refused."),
            ([True, False, False], "The second walk would free the shared part, and the third be refused."),
            ([True, True, True], "That runs. But on the third it is not needed: no walk comes after it."),
            ([False, False, False], "The first walk would free what all three share."),
        ),
        hint="Ask after each walk: does another one come through the shared part?",
    ),
    "apart": Exercise(
        right=right_apart,
        because="It gives 12 and 4 for 3w² and w² + 1 at w = 2.",
        wrong=(
            (
                apart_without_retain,
                "The second walk was refused: the first one freed the part that both share. Retain on the first.",
            ),
            (
                apart_without_zero,
                "The second slope contains the first. Clear w.grad between the walks.",
            ),
            (
                apart_with_one_tensor,
                "Both are the same tensor, w.grad, and the second walk changed it. Take the number out with item().",
            ),
            (apart_but_together, "One walk through the sum gives the sum of the slopes. You want them apart."),
        ),
        hint="For first = 3w² and second = w² + 1 at w = 2 the slopes are 12 and 4.",
        probe=slopes_of_two,
    ),
    "mean-loss": Exercise(
        right=right_mean,
        because="Numbers are added, so each graph goes when its turn is over.",
        wrong=(
            (
                mean_as_tensor,
                "The mean is a tensor, and behind it stand the graphs of all losses. Add up loss.item().",
            ),
            (
                item_at_the_end,
                "You return a number, but until then something kept every graph: a total that is a tensor, or a "
                "list of the losses. Take the number out of each loss.",
            ),
            (sum_of_items, "That is the sum. Count the losses and divide."),
        ),
        hint="The mean of 1, 2, 3, 4 and 5 is 3, as a number of Python.",
        probe=mean_and_what_is_kept,
    ),
}
