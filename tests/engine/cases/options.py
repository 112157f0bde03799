"""What operations make of arguments that are seldom given, of no elements, and of dtypes that they do not take."""


def show(*computations):
    """What each computation gives, with the nodes that it leads to, or the first line of its error."""
    for compute in computations:
        try:
            out = compute()
            print(out)
            if getattr(out, "grad_fn", None) is not None:
                print([node and node.name() for node, _ in out.grad_fn.next_functions])
        except Exception as e:
            print(type(e).__name__, str(e).splitlines()[0])


def a_dtype_is_that_of_the_output(torch):
    x, i, b = torch.ones(2, 3, requires_grad=True), torch.tensor([1, 2]), torch.tensor([True, True])

    def in_dtype(dtype):
        show(
            lambda: x.sum(dtype=dtype),
            lambda: x.prod(0, dtype=dtype),
            lambda: x.mean(0, dtype=dtype),
            lambda: x.cumsum(1, dtype=dtype),
            lambda: i.sum(dtype=dtype),
            lambda: i.prod(0, dtype=dtype),
            lambda: i.cumprod(0, dtype=dtype),
            lambda: i[0].cumsum(0, dtype=dtype),
            lambda: b.clone().cumsum_(0),
        )

    for dtype in (torch.float64, torch.int8, torch.uint8, torch.bool):
        in_dtype(dtype)
    y = x.cumprod(1, dtype=torch.float64)
    (y * y).sum().backward()
    print(x.grad, i.clone().cumprod_(0), i.int().cumsum_(0))


def indices_of_nothing(torch):
    at, zeros = torch.tensor, torch.zeros
    show(
        lambda: zeros(0, 1).index_select(-2, at([0])),
        lambda: zeros(2, 0).index_select(0, at([5])),
        lambda: zeros(0).index_select(0, at([0])),
        lambda: zeros(2, 0).index_add(0, at([5]), zeros(1, 0)),
        lambda: zeros(0).cummax(2),
        lambda: zeros(()).cummax(2),
        lambda: zeros(0, 2).unique(dim=1),
        lambda: zeros(()).unique(dim=0),
        lambda: zeros(0).take_along_dim(at([0]), 0),
        lambda: zeros(()).topk(0),
        lambda: zeros(0, 2, dtype=torch.bool) @ zeros(2, 0, dtype=torch.bool),
        lambda: zeros(0, dtype=torch.bool) @ zeros(0, dtype=torch.bool),
        lambda: at(3).nonzero(as_tuple=True)[0]._is_view(),
    )
    v = torch.zeros(0)
    try:
        v[[0]] = v
    except RuntimeError as e:
        print(str(e).splitlines()[0])


def norms_of_all_orders(torch):
    inf, x = float("inf"), torch.ones(2, 2, 2)
    none = torch.zeros(1, 0, requires_grad=True)

    def of_order(p):
        show(
            lambda: torch.linalg.matrix_norm(none, p),
            lambda: torch.linalg.matrix_norm(none.mT, p),
            lambda: torch.linalg.matrix_norm(x[0].half(), p) > 0,
            lambda: torch.linalg.matrix_norm(x.long(), p),
            lambda: torch.linalg.norm(x, p),
            lambda: torch.linalg.norm(x, p, (0, 1, 2)),
            lambda: torch.linalg.norm(x, p, 1),
            lambda: torch.linalg.vector_norm(x[0, 0], p),
            lambda: torch.linalg.norm(x[0, 0, 0], p),
        )

    for p in (2, -2, 1, -1, inf, "fro", "nuc"):
        of_order(p)
    show(
        lambda: torch.linalg.matrix_norm(torch.tensor([[1.0, inf], [2.0, 3.0]]), "nuc"),
        lambda: torch.ones(2, requires_grad=True).norm(0),
        lambda: torch.zeros(0, requires_grad=True).norm(0, 0),
    )
    y = torch.linalg.vector_norm(torch.ones(2, requires_grad=True), 0, 0, keepdim=True)
    y.zero_()
    y.backward()


def matrices_of_all_dtypes(torch):
    eye, half, v = torch.eye(2), torch.eye(2).half(), torch.ones(2)
    show(
        lambda: torch.linalg.inv(half),
        lambda: torch.linalg.det(half),
        lambda: torch.linalg.solve(half, half),
        lambda: torch.linalg.solve(v, eye.double()),
        lambda: torch.linalg.solve(v.long(), eye.double()),
        lambda: torch.linalg.solve(eye, v[0]),
        lambda: torch.linalg.det(half[:0, :0]),
    )


def products_of_vectors(torch):
    a, b, c, d = torch.ones(2, requires_grad=True), torch.ones(2, 1), torch.ones(1, 2), torch.ones(2, 2)
    pairs = ((a, b, ([0], [0])), (c, a, ([1], [0])), (d * a, d, 2), (d * a, d, 0), (a, a, 1), (a.sum(), a.sum(), 0))
    for x, y, dims in pairs:
        z = torch.tensordot(x, y, dims)
        inner = z.grad_fn.next_functions[0][0]
        print(z, inner.name(), [node and node.name() for node, _ in inner.next_functions])
    show(
        lambda: torch.tensordot(a.sum(), a, ([0], [0])),
        lambda: torch.tensordot(d, d, ([0, 0], [0, 0])),
        lambda: torch.tensordot(b.int(), b.int(), 1),
        lambda: d.clone().addmm_(d, d),
        lambda: b.addmm_(d, d),
        lambda: a.detach().addmv_(d, b),
        lambda: torch.ones(1).addmv_(d, a.detach()),
        lambda: d.addmv_(d, a.detach()),
        lambda: torch.ones(3).addmv_(d, a.detach()),
        lambda: d.baddbmm_(torch.ones(2, 2, 2), torch.ones(2, 2, 2)),
    )


def layers_of_all_shapes(torch):
    o, F = torch.ones, torch.nn.functional
    x, w, b = o(2, 2, 3, requires_grad=True), o(4, 3, requires_grad=True), o(4, requires_grad=True)
    show(
        lambda: F.linear(o(()), w),
        lambda: F.linear(x, o(()), b),
        lambda: F.linear(x, o(3), b[0]),
        lambda: F.linear(x, w, b),
        lambda: F.linear(x, w, b[0]),
        lambda: F.linear(x, w, b[None]),
        lambda: F.linear(x, w, o(2, 4)),
        lambda: F.linear(x[0, 0], w, b),
        lambda: F.linear(x[0, 0], w, o(2, 4)),
        lambda: F.linear(x.transpose(0, 1), w, b),
        lambda: F.linear(o(0), o(4, 0), b),
        lambda: F.linear(o(0), o(0), o(0)),
        lambda: F.embedding(torch.tensor(0), o(2)),
        lambda: F.embedding(o(2) > 0, o(2, 2)),
        lambda: F.elu_(x * -1),
        lambda: F.leaky_relu_(x * -1),
        lambda: F.relu_(x * 1),
        lambda: F.elu_(o(2).long()),
        lambda: F.one_hot(torch.tensor([1, 0]))._version,
    )


def losses_of_all_shapes(torch):
    o, F, classes = torch.ones, torch.nn.functional, torch.tensor([1, 0])
    show(
        lambda: F.cross_entropy(o(3, 2, 4), torch.tensor([1, 1, 1])),
        lambda: F.cross_entropy(o(1, 2, 2), torch.tensor(1)),
        lambda: F.cross_entropy(o(()), o(())),
        lambda: F.cross_entropy(o(2), classes),
        lambda: F.cross_entropy(o(2), o(2, 3)),
        lambda: F.cross_entropy(o(2, 3), classes[:, None]),
        lambda: F.cross_entropy(o(0), o(0)),
        lambda: F.cross_entropy(o(3), classes),
        lambda: F.cross_entropy(o(0).long(), o(2, 3)),
        lambda: F.nll_loss(o(2, 3).long(), classes),
        lambda: F.nll_loss(o(2, 3, 4, 1), o(2, 4).long()),
        lambda: F.nll_loss(o(2, 3, 4, 1, 1), o(2, 4, 1).long()),
        lambda: F.binary_cross_entropy(o(2), classes),
        lambda: F.binary_cross_entropy(classes, classes),
        lambda: F.binary_cross_entropy_with_logits(classes, o(2)),
        lambda: F.binary_cross_entropy_with_logits(o(2), classes),
        lambda: F.binary_cross_entropy_with_logits(o(2), o(2) > 0),
    )
    x, y = o(2, 2, requires_grad=True), o(2, 2, dtype=torch.float64, requires_grad=True)

    def of_two_dtypes(loss):
        show(lambda: loss(x, y), lambda: loss(x[0, 0], y), lambda: loss(x.long(), x.int()))

    def smoothed(reduction):
        show(
            lambda: F.cross_entropy(x, classes, label_smoothing=0.25, reduction=reduction),
            lambda: F.cross_entropy(x, x.softmax(1), label_smoothing=0.25, reduction=reduction),
        )

    for loss in (F.mse_loss, F.smooth_l1_loss, F.l1_loss, F.huber_loss):
        of_two_dtypes(loss)
    for reduction in ("mean", "sum", "none"):
        smoothed(reduction)


def what_is_written_fits(torch):
    o, at, inf = torch.ones, torch.tensor, float("inf")
    x, y = o(3, 2), torch.zeros(2, dtype=torch.uint8)
    show(
        lambda: x.scatter_(0, at([[1]]), x),
        lambda: x.index_add_(0, at([1]), x[:1]),
        lambda: y.clone().fill_(-3),
        lambda: y.fill_(300),
        lambda: y.long().fill_(inf),
        lambda: y.masked_fill_(y == 0, 300),
        lambda: y.half().fill_(1e10),
        lambda: torch.full((2,), inf, dtype=torch.int64),
        lambda: torch.full_like(y, 300),
        lambda: y.int().fill_(at(3e10)),
        lambda: x.masked_fill_(o(3) > 0, 0),
        lambda: x.masked_fill(o(3) > 0, 0),
        lambda: x.clip_(x, 2),
        lambda: x.clip(x, 2),
        lambda: (x > 0).clip_(1, 1.5),
        lambda: y.long().lerp_(y.long(), 0.25),
        lambda: torch.clip(x, max=0.5),
    )
    i = y.long()
    try:
        i[i == 0] = at(inf)
    except RuntimeError as e:
        print(e)
    index, source = at([0, 1]), o(3, requires_grad=True)
    show(
        lambda: torch.zeros(3).scatter(0, index, source).sum().backward(),
        lambda: torch.zeros(3).scatter_add(0, index, source).sum().backward(),
    )


def ranges(torch):
    inf, arange, linspace, logspace = float("inf"), torch.arange, torch.linspace, torch.logspace
    show(
        lambda: arange(0, 2, 0),
        lambda: arange(2, 0),
        lambda: arange(0, inf),
        lambda: arange(0.5, 3, 0.5, dtype=torch.int32),
        lambda: arange(0.5, 3, dtype=torch.int32),
        lambda: linspace(0, -1, 3, dtype=torch.uint8),
        lambda: linspace(0, 300, 3, dtype=torch.uint8),
        lambda: linspace(0, 1, -1),
        lambda: logspace(0, 1, -1),
        lambda: logspace(0.5, 3, 4, dtype=torch.int32),
        lambda: logspace(0, 2, 3, dtype=torch.bool),
    )


def empty_vectors_have_no_history(torch):
    x = torch.zeros(0, requires_grad=True)
    torch.cat([x, x * 2]).sum().backward(create_graph=True)
    print(x.grad, torch.ones(2, 2, requires_grad=True).sort(stable=True).values.grad_fn.name())


def numbers_that_do_not_fit(torch):
    at, inf = torch.tensor, float("inf")
    show(
        lambda: at([-2.0], dtype=torch.uint8),
        lambda: at([-2], dtype=torch.uint8),
        lambda: at([300], dtype=torch.uint8),
        lambda: at([inf], dtype=torch.int64), lambda: at([10**10], dtype=torch.int32), lambda: at([2**63]),
        lambda: at([1e10], dtype=torch.float16), lambda: torch.ones(2).new_tensor([-3.0], dtype=torch.uint8),
        lambda: torch.ones(2).clip(at(1.0), 2), lambda: torch.ones(2).clamp_(0.5, at(0.25)),
    )  # fmt: skip


def one_element_along_a_dimension(torch):
    x = torch.ones(2, 1, requires_grad=True)
    x.cumprod(-1).sum().backward(create_graph=True)
    print(x.grad)
    x = torch.tensor([0.0, 1.0, 2.0], requires_grad=True)
    (torch.xlogy(x, 0) * torch.tensor([0.0, 0.0, 1.0])).sum().backward()
    print(x.grad, torch.tensor(0.5).scatter_add(0, torch.tensor([0, 0]), torch.tensor([5.0, 6.0])))
    y = torch.tensor([[2.0, 1.0]], requires_grad=True) * 1
    values, positions = y.sort(1)
    positions.zero_()
    show(
        lambda: values.sum().backward(), lambda: torch.stack([y, y[0]], 5),
        lambda: y.unbind(1)[0].take_along_dim(positions, 5),
        lambda: torch.linalg.vector_norm(y[:0], -1, -2),
    )  # fmt: skip


def targets_that_are_all_ignored(torch):
    for target in (torch.tensor([1, 1]), torch.tensor([1, 0])):
        for graph in (False, True):
            x = torch.ones(2, 2, requires_grad=True)
            loss = torch.nn.functional.cross_entropy(x * 1, target, ignore_index=1)
            loss.backward(create_graph=graph)
            print(loss.detach(), x.grad)
