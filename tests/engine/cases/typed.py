"""Arguments of the wrong kind, too many of them, or too few: all are TypeErrors, in PyTorch's words."""


def told(compute):
    """What a call gives, or the first line of its error."""
    try:
        print(compute())
    except Exception as e:
        print(type(e).__name__, str(e).splitlines()[0])


def kinds_of_arguments(torch):
    x, i = torch.ones(2, 2), torch.tensor([[0, 1]])
    for compute in (
        lambda: x.cumsum((0, 1)), lambda: torch.cumsum(x, "a"), lambda: x.cumprod(1.5), lambda: x.cumsum(True),
        lambda: x.softmax((0, 1)), lambda: torch.softmax(x, "a"), lambda: x.log_softmax(None), lambda: x.unsqueeze("a"),
        lambda: x.transpose(0, "a"), lambda: torch.transpose(x, 0.5, 1), lambda: x.select(0, "a"),
        lambda: x.narrow(0, "a", 1), lambda: x.flatten("a"), lambda: x.diagonal(1.5), lambda: x.tril("a"),
        lambda: x.chunk(1.5), lambda: x.gather(0, 1), lambda: x.index_select(0, [0]), lambda: x.argmax("a"),
        lambda: x.amax(1.5), lambda: x.amax((0, 1.5)), lambda: x.flip("a"), lambda: x.flip(0, "a"),
        lambda: x.permute("a"), lambda: x.permute(0, "a"), lambda: x.reshape("a"), lambda: x.reshape(2, "a"),
        lambda: x.reshape((2, 1.5)), lambda: x.expand("a"), lambda: x.repeat(1.5), lambda: x.roll("a"),
        lambda: x.logsumexp("a"), lambda: torch.cat(3), lambda: torch.cat([x, 3]), lambda: torch.stack("a"),
        lambda: x.sum((0, "a")), lambda: x.mean(0, True, True), lambda: x.sum(0, foo=1), lambda: x.topk("a"),
        lambda: x.scatter_add(0, i, 3), lambda: x.index_add(0, 3, x), lambda: torch.addcmul(x, 3, x, value=1),
        lambda: x.cumsum(torch.tensor(0.0)), lambda: torch.square(3), lambda: torch.exp("a"), lambda: torch.mm(x, 3),
        lambda: x.view_as(3), lambda: x.mul("a"), lambda: x.add("a"), lambda: x.div([1]), lambda: x.expand_as("a"),
    ):  # fmt: skip
        told(compute)


def fits_no_signature(torch):
    x = torch.ones(2, 2)
    for compute in (
        lambda: x.sum("a"), lambda: torch.sum(x, "a"), lambda: x.mean([0.5]), lambda: x.max("a"),
        lambda: torch.max(x, 0.5), lambda: x.any("a"), lambda: x.prod("a"), lambda: x.std("a"), lambda: x.squeeze("a"),
        lambda: x.movedim("a", 0), lambda: x.sort("a"), lambda: x.clamp("a"), lambda: x.view("a"),
        lambda: x.sum(dtype=3), lambda: x.max(0, 1, 2), lambda: x.max(axis="a"), lambda: x.eq("a"),
        lambda: torch.eq(x, "a"), lambda: x.fmod("a"), lambda: x.bitwise_and("a"), lambda: x.masked_fill(x > 0, "a"),
        lambda: x.scatter(0, 3, x), lambda: x.pow("a"), lambda: x.eq(torch.float32),
    ):  # fmt: skip
        told(compute)


def too_many_arguments_or_too_few(torch):
    x = torch.ones(2, 2)
    for compute in (
        lambda: x.cumsum(), lambda: torch.cumsum(x), lambda: x.cumsum(0, 1), lambda: x.transpose(0),
        lambda: x.gather(), lambda: x.cumsum(0, foo=1), lambda: x.cumsum(dim="a"), lambda: x.cumsum(0, dim=1),
        lambda: x.tril(0, 1), lambda: x.flatten(0, 1, 2), lambda: x.triu(diagonal=0.5), lambda: x.unsqueeze(),
        lambda: x.sum(0, True, 3), lambda: x.amax(axis="a"),
    ):  # fmt: skip
        told(compute)


def no_rounding_said_aloud(torch):
    x = torch.tensor([1.0, -3.0], requires_grad=True)
    for y in (
        x.div(2, rounding_mode=None),
        torch.div(x, x * 2, rounding_mode=None),
        (x * 1).div_(x, rounding_mode=None),
    ):
        y.sum().backward()
        print(y, x.grad, (x / 2).grad_fn.name())
    print(torch.div(torch.tensor(5), 2, rounding_mode=None))
