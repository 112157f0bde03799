"""Answers for the chapter "Backward"."""

import minigrad as torch
from minigrad.course.checks import Exercise


def ring(x):
    return torch.stack([x[0] * x[1], x[1] * x[2], x[2] * x[0]])


def last_times_others(x):
    return x[:2] * x[2]


def of_two_functions(table):
    """What `table(f, x)` makes of two functions of three numbers, one with three results and one with two."""
    tables = []
    for f in (ring, last_times_others):
        rows = table(f, torch.tensor([1.0, 2.0, 3.0], requires_grad=True))
        tables.append([row.tolist() if hasattr(row, "tolist") else list(row) for row in rows])
    return tables


def right_table(f, x):
    return [weighted_rows(f, x, unit(i, len(f(x)))) for i in range(len(f(x)))]


def weighted_rows(f, x, v):
    x.grad = None
    f(x).backward(v)
    return x.grad.tolist()


def unit(i, n):
    v = torch.zeros(n)
    v[i] = 1.0
    return v


def table_without_zeroing(f, x):
    rows = []
    for i in range(len(f(x))):
        f(x).backward(unit(i, len(f(x))))
        rows.append(x.grad.tolist())
    return rows


def table_of_ones(f, x):
    return [weighted_rows(f, x, torch.ones(len(f(x)))) for _ in f(x)]


def table_of_columns(f, x):
    return [list(column) for column in zip(*right_table(f, x), strict=True)]


def one_walk(f, x):
    return [weighted_rows(f, x, torch.ones(len(f(x))))]


exercises = {
    "paths": Exercise(
        right=[3.0, 8.0],
        because="s gets 3 from y and passes it to both. q gets 5 more, from y directly.",
        wrong=(
            ([3.0, 5.0], "q is used twice: in y = s * q, and in s. You left out the path through s."),
            ([3.0, 3.0], "q is used twice: in s, and in y = s * q. You left out the direct path."),
            ([3.0, 15.0], "You multiplied the two paths to q. Multiply along a path, add where paths meet."),
            ([8.0, 3.0], "Both numbers are right, but they are the other way round: q is the one used twice."),
            ([1.0, 1.0], "These are the local slopes of s. The walk goes on to y."),
        ),
        hint="Two edges leave y: to s with local slope q = 3, and to q with local slope s = 5.",
    ),
    "weights": Exercise(
        right=[2.0, 0.0, 60.0],
        because="The slopes are 2, 4, 6, and each is multiplied by its weight.",
        wrong=(
            ([2.0, 4.0, 6.0], "These are the slopes when each result counts 1. Here they count 1, 0 and 10."),
            ([1.0, 0.0, 10.0], "That is the upstream slope alone. Multiply each entry by its local slope, 2x."),
            ([1.0, 0.0, 90.0], "You multiplied the weights by y. The local slope of x² is 2x."),
            ([2.0, 4.0, 60.0], "The second entry counts 0. So nothing goes on to the second x."),
        ),
        hint="Upstream times local, entry by entry: the local slopes are 2, 4 and 6.",
    ),
    "mean": Exercise(
        right=[0.25, 0.25, 0.25, 0.25],
        because="The mean is a sum in which each entry counts a quarter.",
        wrong=(
            ([1.0, 1.0, 1.0, 1.0], "Ones mean the sum. Its gradient is four times that of the mean."),
            ([4.0, 4.0, 4.0, 4.0], "The mean divides by 4. You multiplied."),
            ([1.0, 0.0, 0.0, 0.0], "That is the gradient of the first entry alone."),
        ),
        hint="Write the mean as v1 * y1 + v2 * y2 + v3 * y3 + v4 * y4.",
    ),
    "line": Exercise(
        right=[-6.0, -2.0],
        because="Every error is -1, so every pred has the slope -0.4. Times x and added, -6. Added alone, -2.",
        wrong=(
            ([-15.0, -5.0], "The slope of an error is 2/5 times the error. You left out the 2/5."),
            ([-30.0, -10.0], "You took the sum of the squares. The mean makes it a fifth."),
            ([-3.0, -1.0], "The slope of a square has a 2 in it."),
            ([6.0, 2.0], "The line lies below the points: pred - y is -1, not 1."),
            ([-2.0, -2.0], "For a, each slope is multiplied by its x before they are added."),
            ([-22.0, -6.0], "Those are the slopes at a = 1, b = 1."),
        ),
        hint="First the five errors, times 2/5. For a multiply each by its x. Then add.",
    ),
    "table": Exercise(
        right=right_table,
        because="A weight of 1 on one result, and 0 on the others, picks one row.",
        wrong=(
            (
                table_without_zeroing,
                "The first row is right. The others contain the rows before them: backward() adds to x.grad. "
                "Clear it before each walk.",
            ),
            (
                table_of_ones,
                "Each row is the sum of all rows. Either every weight was 1, or each row is the same x.grad, which "
                "went on adding. Put a single 1 among zeros, and clear x.grad before each walk.",
            ),
            (table_of_columns, "Rows and columns are the other way round: a row belongs to one result."),
            (one_walk, "That is one walk, and so one row. The table has a row for each result."),
        ),
        hint="For y1 = x1 x2, y2 = x2 x3, y3 = x3 x1 at 1, 2, 3 the first row is 2, 1, 0.",
        probe=of_two_functions,
    ),
}
