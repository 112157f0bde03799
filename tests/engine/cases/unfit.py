"""Arguments that do not fit each other, and the order in which PyTorch finds that out."""


def show(compute):
    """What a computation gives, or the first line of its error."""
    try:
        print(compute())
    except Exception as e:
        print(type(e).__name__, str(e).splitlines()[0])


def positions_that_do_not_fit(torch):
    one, x, y = torch.tensor(1.0), torch.ones(3), torch.ones(3, 2)
    none = torch.zeros(2, 2, dtype=torch.int64)
    at = torch.tensor
    for compute in (
        lambda: x.index_add(0, at([0, 0]), x), lambda: y.index_add(0, at([0, 0]), torch.ones(2)),
        lambda: y.index_add(1, at([0]), x), lambda: x.index_add(0, at([0, 0]), one),
        lambda: one.index_add(0, at([0, 0]), x), lambda: x.index_add(0, at([0]), x[:1].double()),
        lambda: x.index_add(0, none, x), lambda: x.index_add(0, x, x), lambda: one.index_add(0, at([0]), one),
        lambda: one.index_select(0, at([0, 0])), lambda: x.index_put((at([5]),), one),
        lambda: x.index_put((at([0]), at([0])), one), lambda: x.index_put((at([0]),), x.double()),
        lambda: x.scatter(0, at([0, 0]), x[:1]), lambda: x.scatter(0, at([0, 0]), y), lambda: y.scatter(0, none, x),
        lambda: y.scatter_add(0, none, one), lambda: y.scatter_add(0, none, y[:1]),
        lambda: x.scatter(5, at([0]), y.int()), lambda: x.scatter(0, at([0]), x.int()), lambda: x.scatter(0, x, x),
        lambda: x.scatter(0, none[:0, 0], y), lambda: one.scatter(0, at([0]), x),
        lambda: one.take_along_dim(at([0]), 0), lambda: x.masked_select(y[:, :1] > 0), lambda: y.masked_select(x > 0),
        lambda: y.masked_fill(x > 0, x), lambda: y.broadcast_to((2,)), lambda: y.expand(3),
        lambda: x[:, None, at([5])], lambda: x.cummax(1), lambda: one.unflatten(0, (1, -1)), lambda: one[1:],
        lambda: one.roll(1, 0), lambda: one.narrow(0, 0, 1), lambda: x.flip(0, 0), lambda: x.repeat([-1]),
        lambda: y.movedim((0, 0), (0, 1)), lambda: y.reshape(-2, 3), lambda: x[:0].reshape(0, -1),
        lambda: x[:0].amin(), lambda: x[:0].norm(-1), lambda: x.squeeze((0, 0)), lambda: one.unbind(),
        lambda: one.chunk(2),
    ):  # fmt: skip
        show(compute)


def products_that_do_not_fit(torch):
    v, m, s = torch.ones(3), torch.ones(2, 3), torch.ones(1, 2, 3)
    for compute in (
        lambda: torch.addmv(m, m, v), lambda: torch.addmv(v, m, v), lambda: torch.addmv(v.double()[:2], m, v),
        lambda: torch.addmm(m, m, v.double()), lambda: torch.addmm(m.double(), m, m), lambda: torch.addmm(m, m, m),
        lambda: torch.baddbmm(m, s, s), lambda: torch.baddbmm(m, s, m),
        lambda: torch.baddbmm(m[:, :2], s, s.mT.double()), lambda: torch.baddbmm(m[:, :2].double(), s, s.mT),
        lambda: torch.tensordot(m, v.double(), 1), lambda: torch.tensordot(m[:, :1], m[:, :2], 1),
        lambda: torch.tensordot(m, m, 1), lambda: v @ m.t().int(), lambda: torch.einsum("ij->j", m),
        lambda: torch.zeros(1, 2, 0) @ torch.zeros(0),
    ):  # fmt: skip
        show(compute)


def logic_in_place_is_not_recorded(torch):
    x = torch.tensor([0.0, 2.0], requires_grad=True)
    print(x.logical_not_(), x._version)
    y = x * 2
    z = y * y
    print(y.logical_and_(torch.ones(2)), y.grad_fn.name())
    z.sum().backward()


def empty_vectors_are_joined(torch):
    x, y = torch.ones(0, requires_grad=True), torch.ones(1, 2, requires_grad=True)
    z = torch.cat([[x, y, x], 1])
    print([node.name() for node, _ in z.grad_fn.next_functions], torch.cat([[x, x], 2]))
    z.sum().backward()
    print(x.grad, y.grad)


def one_number_is_selected(torch):
    for value in (1.0, -1.0):
        x = torch.tensor(value, requires_grad=True)
        x.masked_select(x > 0).sum().backward()
        print(x.grad)


def arguments_that_something_could_be_made_of(torch):
    x, one = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.ones(2, 2, requires_grad=True)
    for compute in (
        lambda: x.max(None), lambda: x.min(dim=0, keepdim=3), lambda: x.median(keepdim=True), lambda: x.max(x, x),
        lambda: x.argmax(0, 1), lambda: x.argmin(keepdim=None), lambda: x.all(0, 3), lambda: x.any(keepdim=3),
        lambda: x.amax(0, 3), lambda: x.amin(keepdim=3), lambda: x.prod(None), lambda: x.prod(0, 1),
        lambda: x.argsort(0, 1), lambda: x.argsort(stable=None), lambda: x.sort(0, "a"), lambda: x.sort(stable=3),
        lambda: x.nan_to_num(one), lambda: x.nan_to_num(0, [1]), lambda: x.squeeze(None), lambda: x.kthvalue(1.5),
        lambda: x.topk(True), lambda: x.chunk(True), lambda: x.diag(True), lambda: x.diagonal(True),
        lambda: x.nonzero(as_tuple=3), lambda: x.round(decimals=None), lambda: x.roll([0.5]),
        lambda: torch.argmax(x, 0, 1), lambda: torch.amax(x, keepdim=3), lambda: torch.roll(x, True),
    ):  # fmt: skip
        show(compute)
    print(x.amax(None), x.sort(stable=None).values, x.max(x).sum(), x.max(0, keepdim=True).values, x.amax((0, 1)))
