"""Answers for the chapter "A network that reads digits"."""

import math

import minigrad as torch
from minigrad.course.checks import Exercise


def accuracy(z, y):
    return (z.argmax(dim=1) == y).float().mean().item()


def down_the_columns(z, y):
    return (z.argmax(dim=0) == y).float().mean().item()


def how_many(z, y):
    return (z.argmax(dim=1) == y).float().sum().item()


def the_wrong_part(z, y):
    return 1 - accuracy(z, y)


def the_largest_itself(z, y):
    return (z.amax(dim=1) == y).float().mean().item()


def on_three_batches(count):
    z = torch.tensor([[2.0, 1.0, 0.5], [0.0, 3.0, 1.0], [1.0, 0.2, 0.1], [-3.0, -2.0, -1.0]])
    answers = torch.tensor([0, 1, 2, 2]), torch.tensor([0, 1, 0, 2]), torch.tensor([1, 1, 1, 1])
    return [float(count(z, y)) for y in answers]


def learn(x, y, epochs=20):
    """The right answer; without epochs, a wrong one."""
    w1, w2 = torch.randn(64, 32) * 0.2, torch.randn(32, 10) * 0.2
    weights = [w.requires_grad_() for w in (w1, torch.zeros(32), w2, torch.zeros(10))]

    def logits(x):
        w1, b1, w2, b2 = weights
        return torch.relu(x @ w1 + b1) @ w2 + b2

    optimizer = torch.optim.SGD(weights, lr=0.1, momentum=0.9)
    for _ in range(epochs):
        for batch in torch.randperm(len(x)).split(32):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(logits(x[batch]), y[batch]).backward()
            optimizer.step()
    return lambda x: logits(x).argmax(dim=1)


def not_trained(x, y):
    return learn(x, y, epochs=0)


def gives_no_reader(x, y):
    learn(x, y, epochs=1)


def gives_the_labels(x, y):
    return learn(x, y)(x)


def reads_logits(x, y):
    return lambda x: torch.zeros(len(x), 10)


def invented(generator, shapes, count):
    """Ten shapes, each drawn many times with a little noise."""
    y = torch.randint(0, 10, (count,), generator=generator)
    return shapes[y] + 0.2 * torch.randn(count, 64, generator=generator), y


def on_invented_digits(learn):
    generator = torch.Generator().manual_seed(0)
    shapes = torch.rand(10, 64, generator=generator)
    read = learn(*invented(generator, shapes, 200))
    if not callable(read):
        return "nothing" if read is None else "no function"
    x, y = invented(generator, shapes, 200)
    said = read(x)
    if getattr(said, "ndim", 1) != 1:
        return "no labels"
    right = sum(int(a) == b for a, b in zip(said, y.tolist(), strict=True))
    return "well" if right >= 180 else "badly"


exercises = {
    "letters": Exercise(
        right=math.log(26),
        because="Each letter gets 1/26, and -log(1/26) = 3.258.",
        wrong=(
            (math.log(10), "That is for ten digits. Here there are 26 answers."),
            (1 / 26, "That is the probability of each letter. The loss is -log of it."),
            (-math.log(26), "The size is right. A logarithm of a number below 1 is negative, and the loss turns it."),
            (1 - 1 / 26, "That is how often a guess is wrong. The loss is -log of the probability, 1/26."),
            (math.log10(26), "That is the logarithm to base 10. The loss uses the natural one."),
            (math.log2(26), "That is the logarithm to base 2. The loss uses the natural one."),
            (0.0, "0 is for a network that knows every answer for sure. This one knows nothing yet."),
        ),
        hint="All 26 probabilities are alike, and add up to 1.",
    ),
    "steps": Exercise(
        right=160,
        because="15 full batches, and a last one of 40: 16 in each epoch.",
        wrong=(
            (150, "The last 40 images of an epoch make a batch too, a smaller one."),
            (156.25, "1000 / 64 is not a whole number. The last batch of each epoch is smaller, and counts as one."),
            (156, "The rest of an epoch is not carried over to the next: each epoch has 16 batches."),
            (157, "The rest of an epoch is not carried over to the next: each epoch has 16 batches."),
            (16, "That is one epoch."),
            (10, "That would be one step for each epoch. There is one for each batch."),
            (10000, "That would be one step for each image. There is one for each batch."),
            (640, "That is 64 times 10. The number of batches is 1000 / 64, rounded up."),
        ),
        hint="How many batches make an epoch? Every image is used, also the last ones.",
    ),
    "diagnose": Exercise(
        right=["softmax", "by heart", "learning"],
        because="A reads well, and still its loss stands at 1.48. B has a gap. C has none, and has far to go.",
        wrong=(
            (
                ["learning", "by heart", "softmax"],
                "A and C are the other way round. With 99% right a loss of 1.48 is far too large: something keeps it "
                "above 1.46.",
            ),
            (
                ["by heart", "softmax", "learning"],
                "A and B are the other way round. B's training loss is far below 1.46, and its gap is large.",
            ),
            (
                ["softmax", "learning", "by heart"],
                "B and C are the other way round. To learn by heart shows as a gap between the two losses.",
            ),
        ),
        hint="Look for a gap between the two losses, and for a loss just above 1.46.",
    ),
    "zeros": Exercise(
        right=[False, False, False, True],
        because="All hidden numbers are 0, so w2 gets none; w2 is 0, so nothing comes back to w1 and b1. Only b2 "
        "learns. That is why weights start as random numbers.",
        wrong=(
            (
                [True, True, True, True],
                "The gradient of w2 is the hidden numbers times the slopes of the logits, and here all hidden "
                "numbers are 0.",
            ),
            (
                [False, False, False, False],
                "The slope of the logits is p minus 1 at the right answer, and that is not 0. b2 gets it unchanged.",
            ),
            (
                [False, False, True, True],
                "The gradient of w2 is the hidden numbers times the slopes of the logits. relu(x @ 0 + 0) is 0.",
            ),
            (
                [False, True, False, True],
                "On the way back to b1 the slopes are multiplied by w2, and that is 0.",
            ),
            (
                [True, False, True, False],
                "It does not matter which are w and which are b, but what each is multiplied by. b2 is added to the "
                "logits, so it gets their slopes.",
            ),
        ),
        hint="What are the hidden numbers? What are the slopes multiplied by on the way back through w2?",
    ),
    "accuracy": Exercise(
        right=accuracy,
        because="No softmax needed: the largest logit has the largest probability.",
        wrong=(
            (down_the_columns, "dim=0 looks for the largest in each column. An image is a row: dim=1."),
            (how_many, "That is how many are right. Divide by the number of images: take the mean."),
            (the_wrong_part, "That is the part that is wrong."),
            (
                the_largest_itself,
                "It compares the largest logit itself. What counts is where it stands: argmax.",
            ),
        ),
        hint="argmax(dim=1) says for each row where its largest number stands.",
        probe=on_three_batches,
    ),
    "learn": Exercise(
        right=learn,
        because="A network, a loop and a reader, all your own.",
        wrong=(
            (
                not_trained,
                "It reads fewer than nine of ten. Does the loop run, do the weights move, and does the loss fall? "
                "Then train longer, or with another learning rate.",
            ),
            (gives_no_reader, "learn returns nothing. Return the function that reads."),
            (gives_the_labels, "learn returned labels. Return a function that takes images and gives their labels."),
            (reads_logits, "read gave a table. For each image return one label: argmax(dim=1) of the logits."),
        ),
        hint="Return a function that takes images and returns one label for each.",
        probe=on_invented_digits,
    ),
}
