"""How the memory of results lies: row by row, or as that of the input, whatever NumPy would make of it."""


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
