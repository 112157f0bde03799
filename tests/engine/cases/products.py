"""Products of vectors, matrices and stacks; determinants, inverses and equations: values, nodes and messages."""

from tests.engine.cases import attempt


def node(function):
    return function and function.name()


def slopes(torch, f, *inputs):
    """Print a function of tensors with its node and what that leads to, and the gradients."""
    leaves = [torch.tensor(values, requires_grad=True) for values in inputs]
    y = f(*leaves)
    z = y[0] if isinstance(y, tuple) else y
    print(y, z.grad_fn.name(), [node(n) for n, _ in z.grad_fn.next_functions], z._is_view())
    z.backward(torch.arange(1.0, z.numel() + 1).reshape(z.shape))
    print(*[leaf.grad for leaf in leaves])


def chain(function):
    """The names of the nodes along the first inputs."""
    names = []
    while function is not None:
        names.append(function.name())
        function = next((n for n, _ in function.next_functions if n is not None), None)
    return names


def filled(torch, *shape):
    n = 1
    for size in shape:
        n *= size
    return (torch.arange(1.0, n + 1).reshape(shape) / 4).requires_grad_()


def multiplied(torch, f, *shapes):
    leaves = [filled(torch, *shape) for shape in shapes]
    y = f(*leaves)
    print(y, chain(y.grad_fn))
    y.backward(torch.arange(1.0, y.numel() + 1).reshape(y.shape))
    print(*[leaf.grad for leaf in leaves])


def matrix_products(torch):
    for a, b in (
        ((2,), (2,)),
        ((2, 3), (3,)),
        ((2,), (2, 3)),
        ((2, 3), (3, 2)),
        ((2, 2, 3), (3, 2)),
        ((2, 2, 3), (2, 3, 2)),
        ((2, 2, 3), (3,)),
        ((2,), (2, 2, 3)),
        ((2, 3), (2, 3, 2)),
        ((2, 1, 2, 3), (2, 3, 1)),
        ((2, 2, 1, 3), (3, 2)),
        ((0, 3), (3, 2)),
        ((2, 0), (0, 2)),
        ((2, 0, 3), (3, 2)),
    ):
        multiplied(torch, torch.matmul, a, b)


def named_products(torch):
    multiplied(torch, torch.mm, (2, 3), (3, 2))
    multiplied(torch, torch.bmm, (2, 2, 3), (2, 3, 2))
    multiplied(torch, torch.mv, (2, 3), (3,))
    multiplied(torch, torch.dot, (3,), (3,))
    multiplied(torch, torch.outer, (2,), (3,))
    multiplied(torch, torch.addmm, (2,), (2, 3), (3, 2))
    multiplied(torch, lambda a, b, c: torch.addmm(a, b, c, beta=2, alpha=0.5), (2, 2), (2, 3), (3, 2))
    multiplied(torch, lambda a, b, c: a.addmm(b, c, beta=0), (2, 2), (2, 3), (3, 2))
    multiplied(torch, lambda a, b, c: torch.addmv(a, b, c, alpha=3), (2,), (2, 3), (3,))
    multiplied(torch, torch.baddbmm, (2, 2), (2, 2, 3), (2, 3, 2))
    x = torch.ones(2, 2)
    print(
        x.addmm_(torch.ones(2, 2), torch.ones(2, 2)),
        torch.tensor([1, 2]) @ torch.tensor([3, 4]),
        torch.ones(2, 2, dtype=torch.int64) @ torch.tensor([[1, 2], [3, 4]]),
    )


def shapes_that_do_not_multiply(torch):
    o = torch.ones
    for f in (
        lambda: o(2, 3) @ o(2, 3),
        lambda: o(2, 3) @ o(2),
        lambda: o(2) @ o(3),
        lambda: o(2) @ o(3, 2),
        lambda: o(5, 2, 3) @ o(2, 3),
        lambda: o(5, 2, 3) @ o(4, 3, 2),
        lambda: o(5, 2, 3) @ o(5, 2, 3),
        lambda: o(2) @ torch.tensor(1.0),
        lambda: torch.mm(o(2), o(2, 2)),
        lambda: torch.mm(o(2, 2), o(2)),
        lambda: torch.bmm(o(2, 2), o(2, 2, 2)),
        lambda: torch.bmm(o(2, 2, 3), o(3, 3, 2)),
        lambda: torch.mv(o(2, 3), o(2)),
        lambda: torch.dot(o(2), o(3)),
        lambda: torch.dot(o(2, 2), o(2)),
        lambda: torch.outer(o(2, 2), o(2)),
        lambda: torch.addmm(o(3), o(2, 2), o(2, 2)),
        lambda: o(2, 2) @ o(2, 2, dtype=torch.float64),
        lambda: torch.dot(o(2), o(2, dtype=torch.float64)),
        lambda: o(2, 2) @ 2,
        lambda: o(2, 3) @ o(5, 2, 3),
        lambda: torch.mv(o(2), o(2)),
    ):
        attempt(f)


def contractions(torch):
    for equation, *shapes in (
        ("ij,jk->ik", (2, 3), (3, 2)),
        ("bij,bjk->bik", (2, 2, 3), (2, 3, 2)),
        ("ii", (3, 3)),
        ("ii->i", (3, 3)),
        ("i,j", (3,), (2,)),
        ("ij->ji", (2, 3)),
        ("ij->j", (2, 3)),
        ("ij->", (2, 3)),
        ("i,i->", (3,), (3,)),
        ("ij,ij->i", (2, 3), (2, 3)),
        ("...ij,...jk->...ik", (2, 2, 3), (3, 2)),
        ("i,i->i", (3,), (3,)),
        ("ab,bc,cd->ad", (2, 3), (3, 2), (2, 2)),
        ("ji,j", (2, 3), (2,)),
        ("ik,k,jk->ij", (2, 3), (3,), (2, 3)),
        ("...->...", (2, 3)),
        ("i...->...", (2, 3)),
        ("ij,jk", (2, 3), (3, 2)),
        ("iij->j", (2, 2, 3)),
        ("ij,jk->ik", (2, 1), (1, 3)),
        ("ij,jk->ik", (2, 3), (1, 3)),
        ("ij,jk->ki", (2, 3), (3, 2)),
        ("ij,jk,kl", (2, 3), (3, 1), (1, 2)),
        ("i...,j->j...", (2, 2), (3,)),
        ("...i,...i", (2, 1, 3), (2, 3)),
    ):
        leaves = [filled(torch, *shape) for shape in shapes]
        y = torch.einsum(equation, *leaves)
        print(equation, y.detach(), chain(y.grad_fn))
        y.backward(torch.arange(1.0, y.numel() + 1).reshape(y.shape))
        print(*[leaf.grad for leaf in leaves])
    for dims in (1, ([1], [0]), ([0, 1], [1, 0]), 0):
        a, b = filled(torch, 2, 3), filled(torch, 3, 2)
        y = torch.tensordot(a, b, dims=dims)
        y.sum().backward()
        print(y, a.grad, b.grad)


def contractions_that_do_not_fit(torch):
    o = torch.ones
    attempt(lambda: torch.einsum("ij,jk->ik", o(2, 3)))
    attempt(lambda: torch.einsum("ij->ik", o(2, 3)))
    attempt(lambda: torch.einsum("i->i", o(2, 3)))
    attempt(lambda: torch.einsum("ij->ii", o(2, 3)))
    attempt(lambda: torch.einsum("ijk->i", o(2, 3)))
    attempt(lambda: torch.einsum("ii->i", o(2, 3)))
    attempt(lambda: torch.einsum("ij,jk->ik", o(2, 3), o(2, 3)))
    attempt(lambda: torch.einsum("...i,...i", o(2, 3), o(3, 3)))
    attempt(lambda: torch.einsum("i.j->i", o(2, 3)))
    attempt(lambda: torch.einsum("ij->..i", o(2, 3)))
    attempt(lambda: torch.einsum("......", o(2, 3)))
    attempt(lambda: torch.einsum("i1->i", o(2, 3)))
    attempt(lambda: torch.einsum("ij->i,j", o(2, 3)))
    attempt(lambda: torch.einsum("ij"))
    attempt(lambda: torch.tensordot(o(2, 3), o(2, 3), 1))


A = [[2.0, 1.0], [0.5, 3.0]]


def equations(torch):
    for f, *inputs in (
        (torch.linalg.det, A),
        (torch.det, [A, [[1.0, 2.0], [3.0, 4.0]]]),
        (torch.linalg.inv, A),
        (torch.inverse, [A, A]),
        (torch.linalg.solve, A, [1.0, 2.0]),
        (torch.linalg.solve, A, [[1.0], [2.0]]),
        (torch.linalg.solve, [A, A], [[1.0, 2.0], [3.0, 4.0]]),
        (torch.linalg.solve, A, [[[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [0.0, 1.0]]]),
    ):
        slopes(torch, f, *inputs)


def equations_without_a_solution(torch):
    s = torch.tensor([[1.0, 2.0], [2.0, 4.0]])
    for f in (
        lambda: torch.linalg.inv(s),
        lambda: torch.linalg.solve(s, torch.ones(2)),
        lambda: torch.linalg.inv(torch.zeros(2, 2)),
        lambda: torch.linalg.inv(torch.ones(2, 3)),
        lambda: torch.linalg.det(torch.ones(3)),
        lambda: torch.linalg.det(torch.tensor([[1]])),
        lambda: torch.linalg.solve(torch.eye(2), torch.ones(3)),
    ):
        attempt(f)


def traced_product(torch, shapes, needs):
    """What there is to see of the matrix product of two tensors of which some require grad."""
    x, y = pair = [torch.arange(float(torch.Size(s).numel())).reshape(s) for s in shapes]
    leaves = [t.requires_grad_() for t, need in zip(pair, needs, strict=True) if need]
    out = x @ y
    return needs, chain(out.grad_fn), out.tolist(), [g.tolist() for g in torch.autograd.grad(out.sum(), leaves)]


def stacks_laid_out_or_one_by_one(torch):
    for a, b in (
        ((2, 3), (2, 3, 2)), ((3,), (2, 3, 2)), ((2, 2, 3), (3, 2)), ((2, 2, 3), (3,)), ((1, 2, 3), (2, 3, 2)),
        ((2, 3), (1, 3, 2)), ((3,), (2, 3, 1)), ((2, 2, 3), (1, 3, 2)), ((1, 3), (2, 3, 2)), ((2, 2, 3), (2, 3, 2)),
        ((2, 2), (2, 3, 2)), ((2,), (2, 3, 2)), ((2, 2, 3), (2, 3)), ((2, 2, 3), (3, 3, 2)), ((2, 3), (2, 2, 3, 1)),
    ):  # fmt: skip
        for needs in ((True, False), (False, True), (True, True)):
            attempt(lambda shapes=(a, b), needs=needs: traced_product(torch, shapes, needs))
    tall = torch.ones(2, 3, 4).mT
    print((tall @ torch.ones(3)).shape, (tall.requires_grad_() @ torch.ones(3)).grad_fn.next_functions[0][0].name())


def vectors_added_that_do_not_fit(torch):
    o, zero = torch.ones, torch.tensor(1.0)
    attempt(lambda: torch.addmv(zero, o(2, 3), o(2)))
    attempt(lambda: torch.addmv(zero, o(2, 3), zero))
    attempt(lambda: torch.addmv(o(3), o(2, 3), o(3)))
    attempt(lambda: torch.mv(zero, o(2)))
    print(torch.addmv(zero, o(2, 3), o(3)))
