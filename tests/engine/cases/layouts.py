"""How the memory of results lies: row by row, or as that of the input, whatever NumPy would make of it."""

from tests.engine.cases import attempt


def of_a_turned_input(torch):
    i = torch.zeros(2, 3, 4, dtype=torch.int64)
    for x in (torch.ones(4, 3, 2).permute(2, 1, 0), torch.ones(3, 2, 4).transpose(0, 1), torch.ones(2, 4, 3).mT):
        for y in (
            x * 2, x.exp(), x.clone(), x > 0, x.softmax(-1), x.log_softmax(0), x.cumsum(0), x.cumprod(1), x.roll(1, 0),
            x.tril(), x.triu(), x.sum(0), x.mean(1), x.var(1), x.norm(dim=1), x.amax(0), x.prod(1), x.logsumexp(0),
            torch.cat([x, x]), torch.stack([x, x]), x.scatter(0, i, 1), x.scatter(0, i, x), x.scatter_add(0, i, x),
            x.masked_fill(x > 0, 1), x.any(0), x.all(0),
        ):  # fmt: skip
            print(tuple(y.shape), y.stride(), y.is_contiguous(), end="; ")


def of_a_turned_second_input(torch):
    x = torch.ones(2, 1, 3).permute(2, 1, 0)
    print((torch.ones(3, 2) - x).stride(), (x - torch.ones(3, 2)).stride())


def of_images_stored_point_after_point(torch):
    x = torch.arange(16.0).reshape(2, 2, 2, 2).permute(0, 3, 1, 2)
    y = x[:, :, 0].unsqueeze(2)
    for z in (
        torch.cat([x, x]), torch.cat([x, x], 1), torch.cat([x, x], 3), torch.cat([x, x.contiguous()]),
        torch.stack([x[:, :, 0], x[:, :, 0]], 2), torch.stack([x, x]), torch.stack([x, x], 1), torch.stack([x, x], 4),
        torch.cat([y, y], 2), torch.cat([x[:0], x]), torch.cat([x[..., None], x[..., None]], 4),
    ):  # fmt: skip
        print(tuple(z.shape), z.stride(), z.flatten().tolist()[:5], end="; ")


def what_view_refuses_then(torch):
    x = torch.ones(3, 2).T
    print(x.softmax(0).view(-1).shape, x.cumsum(0).view(3, 2).shape)
    x.exp().view(-1)


def contractions_of_all_dimensions(torch):
    x = torch.ones(2, 4, requires_grad=True)
    for y in (x, x.T, x[:, :2], x[:, 0]):
        z = torch.tensordot(y, y, y.ndim)
        print(z, z.grad_fn.name(), z.grad_fn.next_functions[0][0].name())


def product_of_one_zero(torch):
    x = torch.zeros(1, requires_grad=True)
    (g,) = torch.autograd.grad(x.prod(), x, create_graph=True)
    print(g, g.requires_grad)


def of_sizes_of_one(torch):
    x = torch.zeros(2, 3, 1)
    for y in (
        x[:, [0]], x[..., [0]], x[:, [0], [0]], x[:, [[0]]], x[[1]], x[:1, :, None], x[::2].unsqueeze(0),
        x[:, ::3].unsqueeze(1), x[:, ::3].unsqueeze(-1), x[:, :1].unsqueeze(2), x.mT.unsqueeze(1),
        torch.zeros(1, 3)[::2, None],
    ):  # fmt: skip
        print(tuple(y.shape), y.stride(), end="; ")


def part_written_with_the_whole(torch):
    x = torch.ones(1, 3)
    x[None], x[:, None] = x, x
    x[::2, None] = x


def product_of_a_part_that_does_not_fit(torch):
    torch.matmul(torch.zeros(2, 2, 2)[:, [0]], torch.zeros(3))


def signs_of_booleans_are_copies(torch):
    x = torch.tensor([True]).expand(2)
    print(x.sign().stride(), x.sgn().stride())
    y = torch.tensor([True, False])
    y.sign().zero_(), y.sgn().zero_()
    print(y)


def triangles_in_repeated_memory(torch):
    nan = float("nan")
    for x in (torch.tensor([1.0, nan, 3.0]).expand(3, 3), torch.tensor([[1.0], [nan], [3.0]]).expand(3, 3)):
        print(x.clone().T.expand(2, 3, 3).triu_(), x.triu_(-1), x.tril_())
    y = torch.ones(3, requires_grad=True)
    z = (y * 2).expand(3, 3)
    z.triu_()
    print(z, z.grad_fn.name())
    z.sum().backward()
    print(y.grad)


def positions_written_in_a_turned_copy(torch):
    i = torch.tensor([1, 0])
    for x in (torch.zeros(3, 2).T, torch.zeros(4, 3, 2).permute(2, 0, 1), torch.zeros(2).expand(2, 2)):
        y = x.index_put((i, i), x[:, 0], accumulate=True)
        print(x.index_put((i,), torch.tensor(1.0)).stride(), x.index_put((x > 0,), torch.ones(())).stride(), y.stride())


def copies_of_what_is_turned(torch):
    for x in (torch.ones(2, 3).T, torch.ones(2, 3, 4).permute(2, 0, 1), torch.ones(2).expand(3, 2).T):
        i = torch.zeros(x.shape, dtype=torch.int64)
        y = x.contiguous()
        for z in (
            x.flip(0), x.flip(0, 1), x.gather(0, i), x.gather(0, i + x.long() * 0), torch.rsub(x, y), torch.rsub(y, x),
            x.isclose(y), y.isclose(x), x.long().round(), x.int().floor(), x.bool().sign(), x.long().sign(),
            torch.nn.functional.layer_norm(x, x.shape[-1:]),
        ):  # fmt: skip
            print(z.stride(), end=" ")
    for x in (torch.ones(2, 3, 4).permute(2, 0, 1), torch.ones(2, 3, 4).transpose(0, 2)):
        print(*(x.quantile(0.5, dim).stride() for dim in range(3)))


def elements_at_positions(torch):
    i, j = torch.tensor([1, 0]), torch.tensor([[0, 1], [1, 0]]).T
    x = torch.arange(24.0).reshape(2, 3, 4).permute(2, 1, 0)
    for y in (
        x[i], x[:, i], x[:, :, i], x[j], x[:, j], x.mT[j, j], x[i, :, i], x[None, :, i], x.contiguous()[j], x[x > 3],
        x[..., None].permute(1, 3, 0, 2)[:, i * 0], x[:1].expand(3, 3, 2)[:, i], x[::2, i], x[1:, :, [0, -1]],
    ):  # fmt: skip
        print(y.stride(), y.flatten().sum().item(), end="; ")


def losses_lie_as_what_they_compare(torch):
    F = torch.nn.functional
    x, y = torch.rand(3, 2, 4).transpose(0, 2), torch.rand(4, 2, 3)
    losses = F.mse_loss, F.l1_loss, F.smooth_l1_loss, F.huber_loss, F.binary_cross_entropy
    for a, b in ((x, y), (y, x), (x, torch.rand(2, 4, 3).transpose(0, 1))):
        print([loss(a, b, reduction="none").stride() for loss in (*losses, F.binary_cross_entropy_with_logits)])


def inputs_that_stretch_each_other(torch):
    pairs = (
        ((1, 1, 2), (0, 2, 1)), ((2, 1), (0, 1)), ((1, 1, 3), (1, 2, 0)), ((2, 1, 1), (1, 0, 2)),
        ((1, 2, 1), (0, 1, 2)), ((2, 1, 2), (1, 2, 0)), ((1, 3, 1), (2, 0, 1)),
    )  # fmt: skip
    tensors = [torch.ones([s[p.index(i)] for i in range(len(s))]).permute(p) for s, p in pairs]
    for x in tensors:
        for y in tensors:
            if all(n == m or 1 in (n, m) for n, m in zip(x.shape[::-1], y.shape[::-1], strict=False)):
                for z in (x < y, x * y, x / y, torch.where(torch.tensor(True), x, y)):
                    print([step for n, step in zip(z.shape, z.stride(), strict=True) if n > 1], end="; ")


def rounded_to_decimals(torch):
    for x in (torch.ones(2, 3, 4).permute(2, 0, 1), torch.ones(4, 3, 2)[:, :2].mT, torch.ones(3, 1).expand(3, 2)):
        print(x.round(decimals=1).stride(), x.round(decimals=-1).stride())


def gradients_of_parts_that_lie_otherwise_than_their_base(torch):
    leaf = torch.tensor([[2.0, -2.0, 0.5], [1.0, 3.0, -1.0]], requires_grad=True)
    bases = lambda x: x * 1, lambda x: x.t() * 1, lambda x: x.cumsum(0), lambda x: x.t().sin()
    parts = lambda y: y.view(-1), lambda y: y.t().reshape(-1), lambda y: y.t().contiguous().t()[1:], lambda y: y[:, 1]
    readings = lambda y: y.t(), lambda y: y, lambda y: y.t()[1:]
    for base in bases:
        for part in parts:
            for reading in readings:
                for graph in (False, True):
                    x = base(leaf)
                    seen = reading(x)
                    try:
                        part(x).mul_(3)
                    except RuntimeError as error:
                        print(str(error).split("\n")[0])
                        break
                    weights = torch.arange(float(seen.numel())).view(seen.shape) + 1
                    (g,) = torch.autograd.grad((seen.t() * weights.t()).sum(), leaf, create_graph=graph)
                    print(g.detach())


def gradients_of_views_with_other_data_of_a_transposed_base(torch):
    leaf = torch.arange(6.0, requires_grad=True)
    for base in (lambda: leaf.view(2, 3) * 1, lambda: leaf.view(2, 3).t() * 1):
        for data in (torch.ones(4)[1:3], torch.ones(2, 2).t()):
            for change in (lambda x, y: y.mul_(3), lambda x, y: x.mul_(2)):
                x = base()
                y = x[1:, 1:]
                y.data = data.clone()
                change(x, y)
                for out in (x, y):
                    weights = torch.arange(float(out.numel())).view(out.shape) + 1
                    attempt(
                        lambda out=out, weights=weights: print(
                            torch.autograd.grad((out * weights).sum(), leaf, retain_graph=True)
                        )
                    )
