"""Answers for the chapter "The computation graph"."""

import minigrad as torch
from minigrad.course.checks import Exercise


def counts(count):
    """For a chain, the chapter's graph, one where both inputs are the same node, and a leaf."""
    w = torch.tensor([1.0], requires_grad=True)
    x = torch.tensor([2.0], requires_grad=True)
    double = w * 2
    return [count(t) for t in ((w * 2).exp(), (x + w) * (w + 1), double * double, w)]


def nodes_behind(tensor):
    """Every node on every path, as often as paths lead to it."""
    todo = [tensor.grad_fn]
    while todo:
        node = todo.pop()
        if node is not None:
            yield node
            todo += [next_node for next_node, _ in node.next_functions]


def right_count(tensor):
    return len({node for node in nodes_behind(tensor) if not hasattr(node, "variable")})


def count_of_paths(tensor):
    return sum(not hasattr(node, "variable") for node in nodes_behind(tensor))


def count_with_ends(tensor):
    return len(set(nodes_behind(tensor)))


def count_of_everything(tensor):
    return len(list(nodes_behind(tensor)))


def loss_and_gradient(mean_loss):
    w = torch.tensor(3.0, requires_grad=True)
    loss = mean_loss(w, [1.0, 2.0, 3.0])
    loss.backward()
    return [loss.item(), None if w.grad is None else w.grad.item()]


def losses(w, points):
    return [(w * x) ** 2 for x in points]


exercises = {
    "names": Exercise(
        right=[None, "MulBackward0", "SumBackward0"],
        because="a is made from data alone, so nothing was recorded for it.",
        wrong=(
            (
                ["MulBackward0", "MulBackward0", "SumBackward0"],
                "a is made from x alone, and x asks for no gradient. So no node was made for a.",
            ),
            (
                [None, "Mul", "Sum"],
                "The operations are right. Their full names end in Backward0.",
            ),
            (
                [None, "MulBackward", "SumBackward"],
                "Nearly: PyTorch puts a number behind each name, here 0.",
            ),
            (
                [None, "AccumulateGrad", "SumBackward0"],
                "AccumulateGrad stands for a leaf. b is made by a product.",
            ),
            (
                [None, "MulBackward0", "AddBackward0"],
                "a and b are right. sum() is an operation of its own, SumBackward0.",
            ),
        ),
        hint="Ask of each: which operation made it, and did one of its inputs ask for a gradient?",
    ),
    "edges": Exercise(
        right=[16.0, 21.0],
        because="For w: 5 * 2 through a and 6 * 1 through b. For x: 5 * 3 and 6 * 1.",
        wrong=(
            ([10.0, 15.0], "These are the paths through a alone. Both w and x also move b: add the paths through b."),
            ([6.0, 6.0], "These are the paths through b alone. Both w and x also move a: add the paths through a."),
            ([60.0, 90.0], "You multiplied the two paths. Along a path you multiply, over several paths you add."),
            ([21.0, 16.0], "Both numbers are right, but the other way round. On the edge from w to a stands x."),
            ([5.0, 6.0], "These are the slopes with respect to a and b. From there it goes on to w and x."),
            ([17.0, 17.0], "On the edge from w to a stands x = 2, and from x to a stands w = 3."),
            (
                [11.0, 11.0],
                "On the edges to a you wrote 1. That is right for a sum. For a product it is the other factor.",
            ),
        ),
        hint="Five numbers: dy/da = b = 5, dy/db = a = 6, and two slopes into a. Those into b are 1.",
    ),
    "doubled": Exercise(
        right=16.0,
        because="7, 14, 28, 56, 112: four doublings, and 2 * 2 * 2 * 2 = 16.",
        wrong=(
            (4.0, "That is how many doublings there are. Each of them has the slope 2, and along a path you multiply."),
            (112.0, "That is the value. The slope is the product of the twos on the path."),
            (8.0, "That is three doublings: 56 is still less than 100. Or you added the twos. Multiply them."),
            (32.0, "That is five doublings. 112 is no longer less than 100."),
            (2.0, "That is the slope of one doubling. Along the path they multiply."),
            (0.0, "Between two jumps the curve rises. The slope is the product of the twos on the path."),
        ),
        hint="Write down the numbers from 7 on, until one is no longer less than 100.",
    ),
    "count": Exercise(
        right=right_count,
        because="Also where both factors are the same node: that one counts once.",
        wrong=(
            (
                count_of_paths,
                "In a = w * 2, y = a * a there are two operations, and you count three: two paths lead to the "
                "first product. Keep the nodes that you have seen in a set.",
            ),
            (
                count_with_ends,
                "You count AccumulateGrad too. It stands for a leaf, not for an operation.",
            ),
            (
                count_of_everything,
                "You count AccumulateGrad, and you count a node again for each path that leads to it.",
            ),
        ),
        hint="For y = (x + w) * (w + 1) the result should be 3, and for a leaf 0.",
        probe=counts,
    ),
    "mend": Exercise(
        right=lambda w, points: torch.stack(losses(w, points)).mean(),
        because="The mean is 42, and w.grad is 28: a third of 84.",
        wrong=(
            (
                lambda w, points: torch.tensor([t.item() for t in losses(w, points)], requires_grad=True).mean(),
                "The loss is right, but w.grad is None: between w and the loss a value left the graph.",
            ),
            (
                lambda w, points: torch.tensor([t.item() for t in losses(w, points)]).mean(),
                "The loss is right, but it has no graph: at .item() or torch.tensor() the values left it.",
            ),
            (
                lambda w, points: torch.stack(losses(w, points)).sum(),
                "The gradient reaches w. Now take the mean: 126 is the sum.",
            ),
            (
                lambda w, points: torch.stack(losses(w, points)).mean().item(),
                "It returns a number of Python. The loss has to stay a tensor to its end.",
            ),
        ),
        hint="For w = 3 and the points 1, 2, 3 the loss should be 42 and w.grad 28.",
        probe=loss_and_gradient,
    ),
}
