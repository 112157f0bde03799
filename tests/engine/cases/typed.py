"""Arguments of the wrong kind, too many of them, or too few: all are TypeErrors, in PyTorch's words."""

import numpy


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


def none_said_aloud_where_a_number_is_missing(torch):
    x = torch.tensor([3.0, -4.0])
    for compute in (
        lambda: torch.arange(3, None), lambda: torch.arange(3, end=None), lambda: torch.arange(1, 3, None),
        lambda: torch.arange(None, 3), lambda: torch.arange(3, step=2), lambda: torch.arange(end=5, step=2),
        lambda: torch.arange(start=1, step=2), lambda: torch.arange(None), lambda: torch.arange(),
        lambda: torch.eye(3, None), lambda: torch.eye(3, m=None), lambda: torch.eye(None), lambda: torch.eye(2, True),
        lambda: torch.linspace(0, 1, True), lambda: torch.linspace(0, None, 3), lambda: torch.linspace(0, 1, None),
        lambda: torch.logspace(0, 1, True), lambda: torch.logspace(0, 1, 3, None), lambda: torch.logspace(0, 1),
        lambda: torch.randint(3, (2,), None), lambda: torch.randint(1, None, (2,)), lambda: torch.randint(3, None),
        lambda: torch.randint(low=1, size=(2,)), lambda: torch.randint(3, (2,), size=None),
        lambda: torch.linalg.vector_norm(x, None), lambda: torch.linalg.vector_norm(x, "fro"),
        lambda: torch.linalg.diagonal(x.diag(), offset=True), lambda: torch.linalg.solve(x.diag(), x, left=None),
        lambda: torch.device("cpu", True), lambda: torch.device("cpu", -1), lambda: torch.device("cpu", 0.5),
        lambda: torch.device("cpu", torch.tensor(0)), lambda: torch.eye(2**65), lambda: torch.linspace(0, 1, 2**65),
    ):  # fmt: skip
        told(compute)


def a_size_given_twice(torch):
    x = torch.ones(2)
    for compute in (
        lambda: torch.rand(5, size=2), lambda: torch.rand(5, size=None), lambda: torch.randn((2,), size=(2,)),
        lambda: torch.zeros(2, size=None), lambda: torch.ones(2, 3, size=(2,)), lambda: torch.empty((0,), size=(0,)),
        lambda: torch.zeros(size=2), lambda: torch.rand(size=2), lambda: torch.zeros(size=None), lambda: torch.ones(),
        lambda: torch.zeros(size=torch.tensor(2)), lambda: torch.randn(size="a"), lambda: torch.empty(size=[0]),
        lambda: x.new_zeros(2, size=(2,)), lambda: x.new_zeros(size=2), lambda: x.new_ones(size=(1,)),
        lambda: x.new_ones(), lambda: x.new_empty(0, size=(0,)),
    ):  # fmt: skip
        told(compute)


def numbers_that_require_grad(torch):
    x, s = torch.tensor([[3.0, -4.0]]), torch.tensor(2.0, requires_grad=True)
    F = torch.nn.functional
    for compute in (
        lambda: torch.arange(s), lambda: torch.arange(s, 5), lambda: torch.arange(0, 5, s), lambda: torch.arange(end=s),
        lambda: torch.full((2,), s), lambda: torch.full_like(x, s), lambda: x.new_full((2,), s),
        lambda: torch.logspace(0, 1, 3, s), lambda: torch.linspace(s, 5, 2).requires_grad,
        lambda: torch.linspace(0, s, 2).requires_grad, lambda: torch.linalg.norm(x, s, 0),
        lambda: torch.linalg.vector_norm(x, s), lambda: x.norm(s), lambda: torch.norm(x, s, 0),
        lambda: F.normalize(x, s), lambda: F.huber_loss(x, x, delta=s), lambda: F.smooth_l1_loss(x, x, beta=s),
        lambda: F.dropout(x, s / 4), lambda: F.cross_entropy(x, torch.tensor([0]), label_smoothing=s / 4),
        lambda: F.layer_norm(x, (2,), eps=s), lambda: x.fill_(s).requires_grad, lambda: x.add(x, alpha=s),
        lambda: x.clone().uniform_(0, s), lambda: torch.normal(0.0, s, (2,)),
        lambda: torch.nn.init.constant_(x, s).requires_grad,
    ):  # fmt: skip
        told(compute)


def an_input_given_by_name_or_twice(torch):
    x, y = torch.tensor([1.0, 4.0], requires_grad=True), torch.tensor([2.0, 3.0])
    for compute in (
        lambda: torch.sqrt(input=x), lambda: torch.sqrt(input=4.0), lambda: torch.exp(input=3),
        lambda: torch.exp(dim=0), lambda: torch.exp(x, input=x), lambda: torch.exp(x, 1, input=1),
        lambda: torch.exp(x=x), lambda: torch.exp(a=x), lambda: torch.mul(x, other=y), lambda: torch.mul(x, other=3),
        lambda: torch.mul(input=x, other=y), lambda: torch.mul(other=x, input=y), lambda: torch.mul(x, x2=y),
        lambda: torch.mul(x1=x, x2=y), lambda: torch.mul(x, other=None), lambda: torch.mul(x, input=1),
        lambda: torch.mul(x, y, other=y), lambda: torch.bitwise_and(x, other=None),
        lambda: torch.bitwise_and(x, input=1), lambda: torch.mul(other=y), lambda: torch.mul(2, other=y),
        lambda: torch.mul(2, other=3), lambda: torch.mul(input=2, other=x), lambda: torch.maximum(x, other=y),
        lambda: torch.pow(input=x, exponent=y), lambda: torch.pow(2, exponent=x), lambda: torch.exp(x, out=None),
        lambda: torch.mul(x, other=y, out=None), lambda: torch.abs(input=x, out=1),
    ):  # fmt: skip
        told(compute)


def functions_of_layers(torch):
    F = torch.nn.functional
    x, w, i = torch.tensor([[1.0, -2.0], [3.0, 0.5]]), torch.tensor([[1.0, 2.0]]), torch.tensor([0, 2])
    s = torch.tensor(0.5, requires_grad=True)
    for compute in (
        lambda: F.linear(x), lambda: F.linear(x, w, "a"), lambda: F.linear(x, w, bias=1),
        lambda: F.linear(input=None, weight=w), lambda: F.linear(x, w, input=x), lambda: F.linear(x, w, None, None),
        lambda: F.linear(weight=w), lambda: F.linear(x, w, b=1), lambda: F.linear(x, w, out=None),
        lambda: F.linear(w, x[0], 1.5), lambda: F.linear(torch.ones(1, 1, 2), w, [1.0]), lambda: F.dropout(x, None),
        lambda: F.dropout(x, 0.0, None), lambda: F.dropout(x, 0.0, 1), lambda: F.dropout(x, "a"),
        lambda: F.dropout(x, 0.0, "a", True), lambda: F.dropout(None), lambda: F.dropout(None, inplace=True),
        lambda: F.dropout(x, 1, False), lambda: F.dropout(x, True), lambda: F.dropout(x, s.detach() * 0),
        lambda: F.dropout(x, 1.5), lambda: F.dropout(x, s), lambda: F.one_hot(), lambda: F.one_hot(3),
        lambda: F.one_hot(i, None), lambda: F.one_hot(i, num_classes="a"), lambda: F.one_hot(i, 3, num_classes=3),
        lambda: F.one_hot(input=i), lambda: F.one_hot(i, True), lambda: F.one_hot(i, 3.0), lambda: F.gelu(x, None),
        lambda: F.gelu(x, "tanh"), lambda: F.gelu(x, approximate=None), lambda: F.gelu(3),
        lambda: F.gelu(x, approximate="a"), lambda: F.gelu(), lambda: F.gelu(x, foo=1), lambda: F.gelu(input="a"),
        lambda: F.softplus(x, beta=None), lambda: F.softplus(x, None), lambda: F.softplus(x, 1, "a"),
        lambda: F.softplus(), lambda: F.softplus(x, 1, beta=1), lambda: F.softplus(x, 1, 2, 3),
        lambda: F.softplus(x, s), lambda: F.softplus(x, out=None), lambda: F.softshrink(x, lambd="a"),
        lambda: F.softshrink(x, None), lambda: F.softshrink(None), lambda: F.logsigmoid(x, 1), lambda: F.logsigmoid(),
        lambda: F.logsigmoid(x, input=x), lambda: F.logsigmoid("a"), lambda: F.logsigmoid(x, dim=1),
        lambda: F.elu_(None), lambda: F.elu_(x.clone(), None), lambda: F.elu(x, None, True),
        lambda: F.elu(None, 1.0, True), lambda: F.elu_(x.clone(), alpha="a"), lambda: F.elu_(x.long()),
        lambda: F.leaky_relu(x.long(), 0.1, True), lambda: F.leaky_relu_(None), lambda: F.leaky_relu_(x, "a"),
        lambda: F.leaky_relu(x, "a", True), lambda: F.hardtanh_(None), lambda: F.hardtanh_(x, None),
        lambda: F.hardtanh_(), lambda: F.hardtanh_(x, -1, 1, 1), lambda: F.relu_(None), lambda: F.relu_(),
        lambda: F.relu("a", True), lambda: F.relu(None), lambda: F.relu_(x, 1),
        lambda: F.softmax(x, 0, torch.float64).dtype, lambda: F.log_softmax(x, 0, torch.float64).dtype,
        lambda: F.softmin(x, 0, 3, torch.float64).dtype, lambda: F.softmax(x, 0, dtype="a"),
        lambda: F.log_softmax(x, 0, dtype=x), lambda: F.softmax(x, 0, dtype=True),
        lambda: F.softmax(x, 0, 3, torch.float64, 1), lambda: F.embedding(i, x, True),
        lambda: F.embedding(i % 2, x, 0.5), lambda: F.embedding(i % 2, x, ()), lambda: F.embedding(i % 2, x, -3),
        lambda: F.embedding(i % 2, x, 2), lambda: F.embedding(i % 2, x, -2), lambda: F.glu(x, None),
        lambda: F.glu(x, numpy.array(1)), lambda: F.celu(x, numpy.float64(0.5)).dtype,
        lambda: F.celu(x, numpy.int64(2)).dtype,
    ):  # fmt: skip
        told(compute)


def numbers_of_numpy(torch):
    half, x = numpy.float64(0.5), torch.tensor([1.0, 2.0])
    for compute in (
        lambda: torch.mul(half, 1), lambda: torch.add(half, 1), lambda: torch.add(numpy.int64(2), 1).dtype,
        lambda: torch.sub(numpy.bool_(True), 1), lambda: torch.addcmul(x, half, x), lambda: torch.addcdiv(x, half, x),
        lambda: torch.addcmul(x, x, half), lambda: torch.flatten(numpy.ones(2)), lambda: torch.flatten(half),
        lambda: torch.normal(half, x).dtype, lambda: torch.normal(numpy.float64(0.0), torch.zeros(2)),
    ):  # fmt: skip
        told(compute)
