"""Wrong calls as people write them, in the words in which PyTorch refuses each, and odd ones that it takes."""


def tell(torch, lines):
    """Print what each line gives, or the first line of its error."""
    names = {
        "torch": torch,
        "x": torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
        "i": torch.tensor([[1, 0, 1], [0, 1, 0]]),
        "s": torch.tensor(1),
        "f": torch.tensor(1.5),
    }
    for line in filter(None, map(str.strip, lines.splitlines())):
        try:
            print(line, "=", eval(line, names))
        except Exception as e:
            print(line, type(e).__name__, str(e).splitlines()[0])


def too_many_or_too_few(torch):
    tell(
        torch,
        """
        x.exp(1)
        torch.exp(x, 1)
        torch.absolute(x, 1)
        torch.mul(x, x, x)
        x.add(x, x)
        x.sum(0, 1, 2)
        x.transpose(0, 1, 2)
        x.round(1)
        x.abs_(1)
        x.abs_(foo=1)
        x.add()
        x.expand()
        x.gather(0)
        x.unsqueeze()
        torch.mul(x)
        torch.exp()
        torch.zeros()
        torch.full((2,))
        torch.linspace(0, 1)
        torch.reshape(x, 3, 2)
        torch.reshape(x, -1)
        torch.permute(x, 1, 0)
        torch.flip(x, 0)
        torch.empty(x, 1)
        x.reshape(x, 1)
        x.addcmul(1, 2)
        x.addcmul()
        torch.add(x)
        """,
    )


def by_a_name_that_there_is_not(torch):
    tell(
        torch,
        """
        x.sum(dims=1)
        x.sum(dim=0, axis=0)
        x.amax(axis=1, foo=2)
        x.mean(0, dim=1)
        x.add(x, foo=1)
        x.addcmul(x, x, factor=2, value=1)
        torch.add(x, x, foo=1)
        torch.max(x, input=1, keepdim=1)
        x.clamp(low=0, max=1)
        x.squeeze_(axes=1)
        torch.zeros(2, dtyp=1)
        x.to(x, dtype=None)
        x.to("cpu", device=None)
        x.norm(foo=1)
        x.sum(keepdim=False)
        x.sum(0, "a", keepdims=True)
        x.to(x, False, non_blocking=False)
        """,
    )


def of_the_wrong_kind(torch):
    tell(
        torch,
        """
        x.add("a")
        x.add(None)
        x.mul([1])
        torch.mul("a", x)
        torch.subtract(x, "a")
        torch.exp(1)
        torch.exp([1.0])
        torch.sum([1, 2])
        torch.mean(None)
        x.sum("a")
        x.sum([0.5])
        x.sum([0, 1.5])
        x.max("a")
        x.softmax("a")
        x.clamp("a")
        x.pow("a")
        x.lerp(x, "a")
        x.reshape("a")
        x.view(1.5)
        x.repeat("a", 2)
        x.unflatten(0, "a")
        x.norm(2, "a")
        x.type(torch.float64, 1)
        torch.zeros("a")
        torch.zeros(2, 1.5)
        torch.full((2,), "a")
        torch.eye("a")
        torch.randint(5)
        torch.cat(x)
        torch.cat([x, 1])
        torch.stack("a")
        torch.where(x > 0, "a", x)
        torch.quantile(x, "a")
        torch.einsum(1, x)
        torch.einsum("ij", 1)
        torch.tensordot(x, x, "a")
        torch.tensordot(x, x, (0, 0))
        torch.meshgrid(x[0], indexing=1)
        x.split("a")
        x.index_put(i, x)
        x.new_zeros(x)
        x.new_full((2,), 1, dtype=0)
        torch.broadcast_to(x, 2, 3)
        x.split([1, 1], "a")
        x.split(1, None)
        torch.device(1)
        torch.device(-1)
        torch.device(None)
        torch.device("a")
        torch.device("cpu", "a")
        torch.device("cpu:a")
        """,
    )


def of_the_wrong_shape(torch):
    tell(
        torch,
        """
        x.permute(0)
        x.permute(0, 0)
        x.permute(0, 5)
        x.permute(())
        x.reshape(5)
        x.reshape(-1, -1)
        x.expand(5, 5)
        x.sum(5)
        x @ x
        x.dot(x)
        x.roll((0, 1))
        i.addcmul(i, i, value=float("inf"))
        torch.bmm(x, x)
        torch.tensordot(x, x, 5)
        """,
    )


def odd_ones_that_are_taken(torch):
    tell(
        torch,
        """
        x.max(dim=s)
        x.max(s)
        x.amax(s)
        x.sum(dim=[0, True])
        x.squeeze(s)
        x.movedim(s, 0)
        x.chunk(s)
        x.split(s)
        x.add(x, alpha=s)
        x.allclose(x, f)
        x.softmax(1, torch.float64)
        x.flip(dims=[0])
        x.tile(dims=())
        x.squeeze_(axis=0)
        x.repeat(1, True)
        x.nan_to_num(None)
        torch.subtract(x, 1, 2)
        torch.divide(x, 2, rounding_mode=None)
        torch.randint_like(x, s)
        x.type(torch.float64, True)
        x.clone().copy_(7)
        x.norm("nuc")
        x.add(2, x)
        x.addcmul(2, x, x)
        x.addcdiv(x, x, value=s)
        x[:, :2].addmm(x[:, :2], x[:, :2], beta=s, alpha=f)
        x.squeeze_(0, 1)
        x.broadcast_to(2, 3)
        (torch.manual_seed(0), torch.ones(6).bernoulli(f - 1))[1]
        (torch.manual_seed(0), torch.ones(3).uniform_(s, 2))[1]
        """,
    )


def of_methods_that_take_nothing(torch):
    tell(
        torch,
        """
        x.exp(1, 2)
        x.absolute(1)
        x.absolute(dim=1)
        x.isnan(0)
        x.det(0)
        x.trace(foo=1)
        x.item(0)
        x.ndimension(1)
        x.retain_grad(True)
        x.double(1)
        x.size([0])
        x.size(foo=0)
        x.requires_grad_(1)
        x.multiply_(x, x)
        torch.is_floating_point(x, 1)
        torch.is_floating_point(1)
        torch.is_tensor(obj=x)
        x.index_put([0], "a")
        x.index_put((1,), x)
        torch.sort(x, out=[1, 2])
        torch.hstack([])
        torch.vstack(())
        x.diag_embed(dim1=-1)
        torch.linspace(x, s, 3)
        torch.logspace(1, x, 3)
        """,
    )


def of_what_is_python_in_pytorch(torch):
    tell(
        torch,
        """
        x.norm(dim=0, axis=1)
        x.norm(dim="a", keepdim="a")
        x.norm("a", "a")
        torch.norm(x, p=1, dtype=1)
        torch.norm([1.0])
        x.split([0.5, 1.5])
        x.split("a", "a")
        x.split(1, "a")
        torch.split(x, x)
        torch.split([1], 1)
        x.unique(dim="a", sorted=1)
        torch.unique(x, axis=0)
        torch.unique(x, return_counts=True, axis=0)
        x.unflatten(0)
        x.unflatten(0, sizes=())
        x.unflatten("a", (1, 2))
        torch.tensordot(x, 1)
        torch.tensordot(x, [1], [[0], [0]])
        torch.tensordot(x, x, [0], [1], [0])
        torch.from_numpy(x.numpy(), 1)
        torch.from_numpy(x.numpy(), dtype=torch.float64)
        torch.einsum(x, [0, 1], x, [0, 2])
        torch.einsum(x, [0, 26], x, [0, ...], [..., 26])
        torch.einsum(x, [0, 52])
        torch.einsum(x, 1)
        """,
    )


def of_other_modules(torch):
    tell(
        torch,
        """
        x.to("float32")
        x.to("")
        x.to("cpu:01")
        torch.add(1, 2.0)
        torch.exp(1.0)
        x.max(0).value
        torch.linalg.inv("a")
        torch.linalg.inv(x, 1)
        torch.linalg.solve(x)
        torch.linalg.norm([1.0])
        torch.linalg.norm(x, dim="a")
        torch.linalg.norm(x, ord=2, dim=(0, 1))
        torch.linalg.vector_norm(x, "a")
        torch.linalg.matrix_norm(x, [1])
        torch.linalg.diagonal(A=x, offset=1)
        torch.nn.Linear(3, 2)([1.0, 2.0, 3.0])
        torch.nn.functional.linear(x, x.numpy())
        torch.nn.functional.softmax([1.0], 0)
        torch.nn.functional.log_softmax(x, "a")
        torch.nn.Linear(2, "a")
        torch.nn.Parameter([1.0])
        """,
    )


def dimensions_that_tensordot_gets_as_a_tensor(torch):
    tell(
        torch,
        """
        torch.tensordot(x, x, torch.tensor(0))
        torch.tensordot(x, x, torch.tensor(-1))
        torch.tensordot(x, x, torch.tensor(3))
        torch.tensordot(x, x, 3)
        torch.tensordot(x, x, torch.tensor([[0, 1], [0, 1]]))
        torch.tensordot(x, x, torch.tensor([]))
        """,
    )
