"""Answers for the first page."""

from minigrad.course.checks import Exercise

exercises = {
    "cube": Exercise(
        right=12.0,
        because="The slope of x³ is 3x², and 3 * 4 = 12.",
        wrong=(
            (8.0, "That is y itself. x.grad holds the slope of y, not its value."),
            (6.0, "That is 3x. The slope of x³ is 3x²: the exponent goes down to 2, not to 1."),
            (4.0, "That is x². The exponent 3 comes down in front: 3x²."),
        ),
        hint="Bring the exponent down in front, then lower it by one.",
    ),
}
