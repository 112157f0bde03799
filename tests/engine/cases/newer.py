"""Operations on the order of elements, shapes changed in place, grids, singular values, layer normalization."""


def show(torch, compute):
    """What a computation gives, with its first nodes, or the first line of its error."""
    try:
        out = compute()
    except Exception as e:
        print(type(e).__name__, str(e).splitlines()[0])
        return
    print(out)
    node = out.grad_fn if isinstance(out, torch.Tensor) else None
    for _ in range(4):
        if node is not None:
            print(node.name(), end=" ")
            node = node.next_functions[0][0] if node.next_functions else None
    print()


def greatest_so_far(torch):
    nan = float("nan")
    for values in ([1.0, 3.0, 2.0, 3.0], [2, 1, 1], [True, False], 1.5, [], [1.0, nan, 3.0, nan]):
        x = torch.tensor(values)
        print(x.cummax(0), torch.cummin(x, -1))
    x = torch.tensor([[1.0, 3.0, 2.0], [4.0, 0.0, 5.0]], requires_grad=True)
    y = x.cummax(1).values + x.cummin(0)[0]
    print(y.grad_fn.next_functions[0][0].name(), y)
    (y * y).sum().backward()
    print(x.grad)
    show(torch, lambda: x.cummax(2))


def kth_values(torch):
    x = torch.tensor([[3.0, 1.0, 2.0], [0.5, 2.5, 1.5]], requires_grad=True)
    for k, dim, keepdim in ((1, 0, False), (2, 1, True), (3, -1, False)):
        y = torch.kthvalue(x, k, dim, keepdim)
        print(y)
        x.grad = None
        y.values.sum().backward()
        print(x.grad)
    print(torch.tensor(1.0).kthvalue(1), torch.tensor([2.0, float("nan"), 1.0]).kthvalue(3))
    for k, y in ((0, x), (3, torch.ones(2)), (1, torch.ones(0)), (1, torch.ones(2) > 0), (2, torch.tensor(1.0))):
        show(torch, lambda: y.kthvalue(k))  # noqa: B023


def quantiles(torch):
    x = torch.tensor([[3.0, 1.0, 2.0, 7.0], [0.5, 2.5, 1.5, 4.5]], requires_grad=True)
    q = torch.tensor([0.25, 0.4, 1.0])
    for how in ("linear", "lower", "higher", "midpoint", "nearest"):
        for dim in (None, 0, 1):
            show(torch, lambda: x.quantile(0.3, dim, interpolation=how))  # noqa: B023
            show(torch, lambda: torch.quantile(x, q, dim, True, interpolation=how))  # noqa: B023
    (x.quantile(q, 1) ** 2).sum().backward()
    print(x.grad, x.quantile(0.5)._version, torch.tensor([1.0, float("nan")]).quantile(0.5))
    for q in (1.5, torch.tensor([1.5]), torch.ones(1, 1), torch.tensor(0.5, dtype=torch.float64)):
        show(torch, lambda: x.quantile(q))  # noqa: B023
    show(torch, lambda: torch.tensor([1, 2]).quantile(0.5))
    show(torch, lambda: torch.ones(0).quantile(0.5))
    show(torch, lambda: x.quantile(0.5, interpolation="best"))


def shapes_in_place(torch):
    for size, change in (
        ((2, 3), lambda x: x.t_()), ((2, 1), lambda x: x.squeeze_()), ((2, 1), lambda x: x.squeeze_(1)),
        ((1, 2, 1), lambda x: x.squeeze_((0, 2))), ((2,), lambda x: x.unsqueeze_(0)), ((), lambda x: x.unsqueeze_(0)),
        ((2, 3), lambda x: x.transpose_(0, 1)), ((2, 2, 2), lambda x: x.t_()), ((2,), lambda x: x.squeeze_(3)),
    ):  # fmt: skip
        x = torch.ones(size, requires_grad=True)
        y = x * 2
        show(torch, lambda: change(y))  # noqa: B023
        print(y._version, y._is_view(), tuple(y.shape))
        (y * y).sum().backward()
        print(x.grad)
        show(torch, lambda: change(x))  # noqa: B023


def shape_of_a_view_in_place(torch):
    x = torch.ones(2, 1, requires_grad=True)
    y = x * 2
    z = y[:1]
    z.squeeze_()
    print(z, z.grad_fn.next_functions[0][0].name(), z._is_view(), y.grad_fn.name(), y.shape)
    z.mul_(3)
    print(y, z)
    y.sum().backward()
    print(x.grad)
    with torch.no_grad():
        print(x.squeeze_().shape, x.requires_grad, x.is_leaf)


def grids(torch):
    x, y = torch.tensor([1.0, 2.0], requires_grad=True), torch.tensor([3.0, 4.0, 5.0])
    for indexing in ("ij", "xy", "ab"):
        show(torch, lambda: torch.meshgrid(x, y, indexing=indexing))  # noqa: B023
    a, b = torch.meshgrid([x, y], indexing="xy")
    print(a.grad_fn.name(), b._is_view())
    (a * b).sum().backward()
    print(x.grad, torch.meshgrid(torch.tensor(1), indexing="ij"))
    torch.meshgrid(x, y)
    show(torch, lambda: torch.meshgrid(x, y.double(), indexing="ij"))
    show(torch, lambda: torch.meshgrid(indexing="ij"))


def limits(torch):
    for dtype in (torch.float16, torch.float32, torch.float64):
        limits = torch.finfo(dtype)
        print(limits, limits.bits, limits.dtype, limits.eps, limits.tiny, limits.max)
    for dtype in (torch.uint8, torch.int16, torch.int64):
        print(torch.iinfo(dtype), torch.iinfo(dtype).bits)
    print(torch.finfo(), torch.finfo() == torch.finfo(torch.float32))
    for make in (lambda: torch.finfo(torch.int64), lambda: torch.iinfo(torch.float32), lambda: torch.iinfo(torch.bool)):
        show(torch, make)


def singular_values(torch):
    x = torch.tensor([[3.0, 1.0, 2.0], [0.5, 2.5, 1.5]], dtype=torch.float64, requires_grad=True)
    for ord in (2, -2, "nuc", 1, "fro"):
        for keepdim in (False, True):
            x.grad = None
            y = torch.linalg.matrix_norm(x, ord, keepdim=keepdim)
            print(y.grad_fn.name(), y.shape, f"{y.sum():.6f}")
            y.sum().backward()
            print(x.grad.round(decimals=6))
    y = torch.linalg.matrix_norm(torch.arange(24.0).reshape(2, 3, 4), 2, (0, 2), keepdim=True)
    print(y, torch.linalg.norm(x.detach(), "nuc").dtype)
    print(torch.linalg.svdvals(x), torch.linalg.svdvals(x.t()).shape)
    show(torch, lambda: torch.linalg.matrix_norm(torch.ones(3), 2))
    show(torch, lambda: torch.linalg.matrix_norm(torch.ones(2, 2), 3))
    show(torch, lambda: torch.linalg.svdvals(torch.ones(3)))
    show(torch, lambda: torch.linalg.svdvals(torch.ones(3, 3, dtype=torch.int64)))


def layer_normalization(torch):
    F = torch.nn.functional
    x = torch.tensor([[1.0, 3.0, 2.0], [4.0, 0.0, 5.0]], requires_grad=True)
    w = torch.tensor([0.5, 1.0, 2.0], requires_grad=True)
    b = torch.tensor([0.0, 1.0, -1.0], requires_grad=True)
    for size, arguments in (((3,), (w, b)), ((3,), ()), ((2, 3), ()), ([3], (None, b, 0.1)), ((3,), (w,))):
        x.grad = w.grad = b.grad = None
        y = F.layer_norm(x, size, *arguments)
        print(y, [node and node.name() for node, _ in y.grad_fn.next_functions])
        (y * y * y).sum().backward()
        print(x.grad, w.grad, b.grad)
    (g,) = torch.autograd.grad((F.layer_norm(x, (3,), w, b) ** 3).sum(), [x], create_graph=True)
    x.grad = None
    (g * g).sum().backward()
    print(x.grad, w.grad)
    for arguments in (((2,),), (3,), ((),), ((3,), torch.ones(2)), ((3,), None, torch.ones(2)), ((3,), w.double())):
        show(torch, lambda: F.layer_norm(x, *arguments))  # noqa: B023
    show(torch, lambda: F.layer_norm(torch.tensor([[1, 2]]), (2,)))


def layer_norm_module(torch):
    for layer in (torch.nn.LayerNorm(3), torch.nn.LayerNorm((2, 3), elementwise_affine=False),
                  torch.nn.LayerNorm([3], eps=0.1, bias=False, dtype=torch.float64)):  # fmt: skip
        print(layer, dict(layer.state_dict()), [name for name, _ in layer.named_parameters()])
        x = torch.tensor([[1.0, 3.0, 2.0], [4.0, 0.0, 5.0]], dtype=getattr(layer.weight, "dtype", torch.float32))
        print(layer(x))


def complement_of_the_error_function(torch):
    x = torch.tensor([-30.0, -1.0, 0.0, 0.5, 5.0, 30.0, float("inf"), float("nan")], dtype=torch.float64)
    x.requires_grad_()
    y = torch.erfc(x)
    y.sum().backward()
    print(y.grad_fn.name(), [f"{v:.9e}" for v in y.tolist()], [f"{v:.9e}" for v in x.grad.tolist()])
    print(torch.tensor([1, 0]).erfc(), torch.ones(2).erfc_(), torch.erfc(torch.tensor(0.5)))


def slopes_of_quantiles_in_their_parts(torch):
    x = torch.tensor([1.0, 2.0, 4.0], requires_grad=True)
    table = torch.tensor([[1.0, 5.0, 2.0], [float("nan"), 1.0, 2.0]])
    for q in (torch.tensor(0.3, requires_grad=True), torch.tensor([0.3, 1.0], requires_grad=True)):
        for how in ("linear", "midpoint", "nearest"):
            y = x.quantile(q, interpolation=how)
            print(y, torch.autograd.grad(y.sum(), (x, q), allow_unused=True))
        print(torch.autograd.grad((x * x).quantile(q).square().sum(), (x, q)))
        y = table.quantile(q, 1, keepdim=True)
        print(y, torch.autograd.grad(y[..., :1, :].sum(), q))


def norms_in_half_precision(torch):
    for x in (torch.full((4,), 300.0, dtype=torch.float16), torch.tensor([[300.0, 2.0]], dtype=torch.float16)):
        x.requires_grad_()
        for p in (0, 0.5, 1, 2, 3, float("inf")):
            print(x.norm(p), x.norm(p, 0))
        print(torch.autograd.grad(x.norm(), x))


def dtypes_of_slopes_of_losses(torch):
    for dtype in (torch.float16, torch.float32, torch.float64):
        x = torch.tensor([[-1.0, -2.0], [-3.0, -4.0]], dtype=dtype, requires_grad=True)
        for reduction in ("mean", "sum", "none"):
            loss = torch.nn.functional.nll_loss(x, torch.tensor([0, 1]), ignore_index=1, reduction=reduction)
            print(torch.autograd.grad(loss.sum(), x, create_graph=True)[0].dtype)
