"""Answers for the chapter "In place"."""

import minigrad as torch
from minigrad.course.checks import Exercise


def at_two(squares):
    """What `squares` makes of a weight of 2, and the gradient of its sum."""
    w = torch.tensor(2.0, requires_grad=True)
    out = squares(w)
    out.sum().backward()
    return [out.tolist(), w.grad.item()]


def in_a_list(w):
    numbers = [w]
    for _ in range(3):
        numbers.append(numbers[-1] ** 2)
    return numbers


def written_into(read):
    """The program of the exercise, with `read` between each entry and its square."""

    def squares(w):
        out = torch.zeros(4)
        out[0] = w
        for i in range(1, 4):
            out[i] = read(out[i - 1]) ** 2
        return out

    return squares


exercises = {
    "names": Exercise(
        right=[3, 1, 3],
        because="a = a + 1 makes a new tensor, and b stays with the old one. a += 1 changes the new one, "
        "which is c as well.",
        wrong=(
            ([3, 3, 3], "a = a + 1 does not change the tensor that b names. It makes a new one."),
            ([3, 1, 2], "a += 1 writes into the tensor, and c is a second name for it."),
            ([3, 2, 3], "b was given its tensor before a = a + 1, and that line leaves the tensor as it is."),
            ([2, 1, 2], "There are two additions: 1, then 2, then 3."),
        ),
        hint="Draw the boxes: which names lead to the same one?",
    ),
    "which": Exercise(
        right=["error", "right", "error", "right", "error"],
        because="log keeps a, tanh keeps b, and the product keeps c. c is data and is kept all the same: the "
        "slope toward a needs it.",
        wrong=(
            (
                ["error", "error", "right", "right", "error"],
                "Look at B and C again: the slope of tanh is written with b, so b is kept and not a.",
            ),
            (
                ["error", "right", "error", "error", "right"],
                "Look at D and E again: the slope of a * c toward a is c. So c is kept, and a is not.",
            ),
            (
                ["error", "right", "error", "right", "right"],
                "Look at E again: c is data, but the slope toward a is c. It is kept.",
            ),
            (
                ["error", "right", "error", "error", "error"],
                "Look at D again: a would be kept for the slope toward c, and c is data: nobody asks for it.",
            ),
            (
                ["error", "error", "error", "error", "error"],
                "Not every change is an error. Ask of each whether the slope is written with what changes.",
            ),
        ),
        hint="Write each slope down. Does it contain what is changed?",
    ),
    "version": Exercise(
        right=3.0,
        because="It was saved at 2 and is at 5 now.",
        wrong=(
            (5.0, "That is the count now. Two of these changes came before it was saved."),
            (2.0, "That is the count when it was saved: changes before that are harmless."),
            (7.0, "Take the difference of the two, not the sum."),
        ),
        hint="One number is the count now, the other the count when it was saved.",
    ),
    "harmless": Exercise(
        right=["error", "right", "error", "right"],
        because="The counter counts changes and does not compare numbers, and no_grad does not stop it. B and "
        "D leave the saved tensor alone.",
        wrong=(
            (
                ["right", "right", "error", "right"],
                "Look at A again: nothing differs after a += 0, but the counter counts it. It does not look at "
                "the numbers.",
            ),
            (
                ["error", "right", "right", "right"],
                "Look at C again: under no_grad a change is not recorded, but it is counted.",
            ),
            (
                ["right", "right", "right", "right"],
                "Look at A and C again: both write into the tensor that was saved, and both are counted.",
            ),
            (
                ["error", "right", "error", "error"],
                "Look at D again: the name a leads to the clone by then. The tensor that was saved is left alone.",
            ),
            (
                ["error", "error", "error", "error"],
                "Look at B and D again: a new tensor gets the name, and the saved one is left alone.",
            ),
        ),
        hint="Ask of each: is the tensor that was saved written into, with whatever number?",
    ),
    "squares": Exercise(
        right=lambda w: torch.stack(in_a_list(w)),
        because="Each square has a tensor of its own, and no line writes into a saved one.",
        wrong=(
            (
                written_into(lambda piece: piece),
                "That is the program as it was: each line writes into the memory whose pieces the squares "
                "before have saved. Collect the results in a list.",
            ),
            (
                written_into(lambda piece: piece.detach()),
                "The error is gone, and the gradient with it: only the first entry still depends on w. Do not "
                "detach. Collect the results in a list.",
            ),
            (in_a_list, "That is a list. Make it one tensor with torch.stack."),
            (
                lambda w: torch.stack([w**i for i in range(4)]),
                "These are the powers 0 to 3. Square each result to get the next: 1, 2, 4, 8.",
            ),
        ),
        hint="For w = 2 it should return [2, 4, 16, 256], and the gradient of its sum should be 1061.",
        probe=at_two,
    ),
}
