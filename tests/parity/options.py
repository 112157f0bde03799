"""Lines of random programs with what operations take beside their inputs, and with changes in place that take some."""

from tests.parity.run import holds

DTYPES = ["float64", "float32", "int64", "bool", "float16", "int32", "uint8", "int8", "int16"]


class Options:
    """More lines of an ``Author`` that compute."""

    def dims(self, x):
        """Some dimensions of a tensor, mostly different ones."""
        ndim = self.tensor(x).ndim
        if ndim == 0 or self.chance(0.05):
            return self.pick(["()", "(0,)", "(0, 0)", "(-1,)"])
        chosen = self.random.sample(range(ndim), self.random.randint(1, ndim))
        return repr(tuple(d - self.pick([0, ndim]) for d in chosen))

    def keep(self):
        return self.pick(["", "", ", keepdim=True", ", keepdim=False"])

    def dtype(self):
        return f"torch.{self.random.choices(DTYPES, [4, 4, 3, 2, 1, 1, 1, 1, 1])[0]}"

    def positions(self, x, dim, smaller=False):
        """A tensor of positions along a dimension with as many dimensions as ``x``, as ``gather`` takes them."""
        shape = list(self.tensor(x).shape)
        if not shape:
            return self.pick(["torch.tensor(0)", "torch.tensor([0, 0])"])
        n = shape[dim] if -len(shape) <= dim < len(shape) else 1
        if -len(shape) <= dim < len(shape):
            shape[dim] = self.random.randint(0 if self.chance(0.1) else 1, max(n, 1))
        if smaller:
            shape = [self.random.randint(1, m) if m else 0 for m in shape]

        def nested(sizes):
            if not sizes:
                return str(self.random.randrange(n)) if n else "0"
            return "[" + ", ".join(nested(sizes[1:]) for _ in range(sizes[0])) + "]"

        return f"torch.tensor({nested(shape)}, dtype=torch.int64)"

    def reduced(self):
        """Reductions over several dimensions, and with their other parameters."""
        x, v = self.any(), self.name()
        d, dims, keep = self.dim(x), self.dims(x), self.keep()
        p = self.pick(["2", "1", "0", "3", "0.5", "-1", 'float("inf")', '-float("inf")', '"fro"'])
        q = self.pick(["", ", 1", ", -1", ', float("inf")'])
        return self.pick([
            f"{v} = {x}.{self.pick(['sum', 'mean', 'amax', 'amin'])}({dims}{keep})",
            # PyTorch takes no dimensions for all of them, but not in this rule.
            f"{v} = {x}.{self.pick(['std', 'var'])}({dims}{keep})" if dims != "()" else None,
            f"{v} = {x}.logsumexp({dims}{keep})" if dims != "()" else None,  # which PyTorch fails at
            f"{v} = {x}.{self.pick(['sum', 'mean', 'prod'])}(dtype={self.dtype()})",
            f"{v} = {x}.{self.pick(['sum', 'mean', 'prod'])}({d}{keep}, dtype={self.dtype()})",
            f"{v} = {x}.{self.pick(['cumsum', 'cumprod', 'softmax', 'log_softmax'])}({d}, dtype={self.dtype()})",
            f"{v} = {x}.{self.pick(['std', 'var'])}({self.pick(['unbiased=False', 'correction=0', 'False', 'True'])})",
            f"{v} = {x}.{self.pick(['std', 'var'])}({d}, unbiased=False{keep})",
            f"{v} = {x}.{self.pick(['all', 'any', 'count_nonzero'])}({dims})",
            f"{v} = {x}.{self.pick(['argmax', 'argmin'])}({d}{keep})",
            f"{v}, {self.name()} = {x}.{self.pick(self.extremes(x))}({d}{keep})",
            f"{v} = {x}.norm({p}, {self.pick([d, dims])}{keep})",
            f"{v} = torch.linalg.norm({x}, {p})" if self.tensor(x).ndim != 2 or self.apart(x) else None,
            f"{v} = torch.linalg.vector_norm({x}, {p}, {self.pick([d, dims])}{keep})",
            f"{v} = torch.linalg.matrix_norm({x}{q})",
            f"{v} = {x}.quantile({self.pick(['torch.tensor([0.25, 0.75])', '1.0', '0.4'])}, {d}{keep})",
            f"{v}, {self.name()} = {x}.kthvalue({self.pick([1, 1, 2, 0])}, {d}{keep})" if self.distinct(x) else None,
        ])  # fmt: skip

    def distinct(self, x):
        """Whether all elements of a tensor are different, NaN too: else the positions depend on how PyTorch sorts."""
        return holds(lambda t: t.unique().numel() == t.numel() and t.isnan().sum() < 2, self.tensor(x))

    def stable(self, x):
        """Whether PyTorch leaves equal elements in their order, though nobody asked for it: where there are few."""
        return self.tensor(x).numel() <= 16 or self.distinct(x)

    def ordered(self):
        """Orders and positions, with their parameters."""
        x, v = self.any(), self.name()
        d, y = self.dim(x), self.like(x)
        i, j = self.positions(x, d), self.positions(x, d, smaller=True)
        down, which = self.pick(["True", "False"]), self.pick([1, 1, 2, 0])
        how = self.pick([f"{d}, {down}", f"descending={down}", f"{d}", ""])
        return self.pick([
            f"{v}, {self.name()} = {x}.sort({how})" if self.stable(x) else None,
            f"{v}, {self.name()} = {x}.sort(dim={d}, stable=True)",
            f"{v} = {x}.argsort({d}, {down})" if self.stable(x) else None,
            f"{v}, {self.name()} = {x}.topk({which}, {d}, {down})" if self.distinct(x) else None,
            f"{v}, {self.name()} = {x}.unique(return_counts=True)",
            f"{v}, {self.name()} = {x}.unique(return_inverse=True)",
            # Rows with NaN have no order.
            f"{v} = {x}.unique(dim={d})" if self.distinct(x) and not self.nan(x) else None,
            f"{v} = {x}.gather({d}, {i})", f"{v} = {x}.gather({d}, {j})", f"{v} = {x}.take_along_dim({i}, {d})",
            f"{v} = {x}.take_along_dim({self.pick(['torch.tensor([0])', 'torch.tensor([0, 0])'])})",
            f"{v} = {x}.scatter({d}, {j}, {y})", f"{v} = {x}.scatter_add({d}, {j}, {y})",
            f"{v} = {x}.scatter({d}, {i}, {self.pick([x, y, self.number()])})",
            f"{v} = {x}.scatter({d}, {i}, value={self.number()})", f"{v} = {x}.scatter_add({d}, {i}, {x})",
            f"{v} = {x}.index_add({d}, {self.position(x, d)}, {y}, alpha={self.number()})",
            f"{v} = {x}.index_put(({self.position(x, 0)},), {y}, accumulate=True)",
            f"log.append([*{x}.nonzero(as_tuple=True)])", f"{v} = torch.nn.functional.one_hot({x})",
            f"{v} = torch.nn.functional.one_hot({x}, 4)", f"{v} = torch.nn.functional.embedding({self.any()}, {x})",
        ])  # fmt: skip

    def arranged(self):
        """Shapes, with the parameters that are used less."""
        x, v = self.any(), self.name()
        y, d, e, dims, k = self.like(x), self.dim(x), self.dim(x), self.dims(x), self.pick([0, 1, -1, 2])
        n = self.tensor(x).numel()
        return f"{v} = " + self.pick([
            f"{x}.flip({dims})", f"{x}.roll({self.pick(['1', '-1, 0', '(1, 1), (0, 1)', '2', f'1, {d}'])})",
            f"{x}.diagonal({k})", f"{x}.diagonal({k}, {d}, {e})", f"{x}.tril({k})", f"{x}.triu({k})",
            f"{x}.diag({k})", f"{x}.squeeze({dims})", f"{x}.flatten({d})", f"{x}.flatten({d}, {e})",
            f"{x}.expand_as({y})", f"{x}.reshape_as({y})", f"{x}.view_as({y})", f"{x}.reshape({n}, 1)",
            f"{x}.repeat({self.pick(['2', '1, 2', '2, 1, 1', '(2, 2)'])})", f"{x}.movedim({dims}, {dims})",
            f"{x}.swapdims({d}, {e})", f"{x}.unflatten({d}, {self.pick(['(-1, 1)', '(2, -1)', '(1, 1, -1)'])})",
            f"{x}.narrow({d}, {self.pick([0, 1, -1])}, {self.pick([0, 1, 2])})", f"{x}.select({d}, {k})",
            f"{x}.diag_embed({k})", f"torch.broadcast_to({x}, {self.pick(['(2, 3)', '(2, 2, 3)', '(3,)'])})",
            f"{x}.to({self.dtype()})", f"{x}.to({y})", f"{x}.type({self.dtype()})",
            f"{x}.{self.pick(['half', 'byte', 'char', 'short', 'int', 'long', 'bool', 'cpu'])}()",
            f"{x}.to({self.dtype()}, copy=True)",
        ])  # fmt: skip

    def joined(self):
        """Several tensors in, or several out."""
        x, v, w = self.any(), self.name(), self.name()
        y, z, d = self.any(), self.any(), self.dim(x)
        equation = self.pick(["i,j->ij", "ij,ij->", "...i,...i", "ij,j", "ij,jk", "i,i->i", "ii", "ij->ji", "...->..."])
        indexing = self.pick(['"ij"', '"xy"'])
        operands = ", ".join([x, y][: 1 + equation.count(",")])
        return self.pick([
            f"{v} = torch.cat([{x}, {y}, {z}], {d})", f"{v} = torch.stack([{x}, {y}], {d})",
            f"{v} = torch.concat(({x}, {y}))", f"{v} = torch.hstack(({x}, {y}))", f"{v} = torch.vstack(({x}, {y}))",
            f"{v}, {w} = torch.meshgrid({x}, {y}, indexing={indexing})",
            f"{v} = torch.einsum('{equation}', {operands})", f"{v} = torch.tensordot({x}, {y}, {self.pick([0, 1, 2])})",
            f"{v} = torch.tensordot({x}, {y}, ([0], [0]))", f"{v} = torch.outer({x}, {y})", f"{v} = {x} @ {y}",
            f"{v} = torch.matmul({x}, {y})", f"{v} = torch.where({x} > 0, {y}, {z})",
            f"log.append(torch.allclose({x}, {y}))", f"log.append(torch.equal({x}, {y}))",
            f"{v}, {w} = {x}.chunk(2, {d})", f"{v}, {w} = {x}.split(1, {d})", f"{v}, {w} = {x}",
        ])  # fmt: skip

    def trained(self):
        """What a network and its loss are made of."""
        x, v, F = self.any(), self.name(), "torch.nn.functional"
        t, y, k = self.tensor(x), self.like(x), self.pick([0.5, 1.0, 2, 0.1])
        reduction = self.pick(["", ", reduction='sum'", ", reduction='none'", ", reduction='mean'"])
        n = t.shape[1] if t.ndim > 1 and t.shape[1] and self.chance(0.9) else 3
        classes = ", ".join(str(self.random.randrange(n)) for _ in range(t.shape[0] if t.ndim > 1 else 1))
        target = f"torch.tensor([{classes}])" if t.ndim > 1 else "torch.tensor(0)"
        smooth = self.pick(["", "", ", label_smoothing=0.25", ", ignore_index=1"])
        w = self.rather(lambda u: u.ndim == 2 and u.shape[-1:] == t.shape[-1:])
        return f"{v} = " + self.pick([
            f"{F}.{self.pick(['mse_loss', 'l1_loss', 'smooth_l1_loss'])}({x}, {y}{reduction})",
            f"{F}.smooth_l1_loss({x}, {y}{reduction}, beta={k})",
            f"{F}.huber_loss({x}, {self.any(lambda u: u.dtype == t.dtype)}{reduction}, delta={k})",
            f"{F}.binary_cross_entropy_with_logits({x}, {y}{reduction})",
            f"{F}.binary_cross_entropy({x}.sigmoid(), {y}.sigmoid(){reduction})",
            f"{F}.cross_entropy({x}, {target}{reduction}{smooth})",
            f"{F}.cross_entropy({x}, {y}.softmax(-1){reduction})",
            f"{F}.nll_loss({x}.log_softmax(-1), {target}{reduction})", f"{F}.linear({x}, {w})",
            f"{F}.linear({x}, {w}, {self.any()})", f"{F}.softmin({x}, {self.dim(x)})",
            f"{F}.softmax({x}, {self.dim(x)})", f"{F}.log_softmax({x}, dim={self.dim(x)})",
            f"{F}.elu({x}, {k})", f"{F}.leaky_relu({x}, {k})", f"{F}.softplus({x}, {k})",
            f"{F}.gelu({x}, approximate='tanh')", f"{F}.dropout({x}, 0.5, training=False)",
            f"{F}.layer_norm({x}, {x}.shape[-1:], {x}[..., :1].flatten())", f"{F}.normalize({x}, 1, {self.dim(x)})",
            f"{F}.{self.pick(['relu', 'relu_', 'elu_', 'leaky_relu_', 'sigmoid', 'tanh'])}({x})",
            f"{F}.celu({x}, {k})", f"{F}.threshold({x}, {k}, {self.number()})", f"{F}.rrelu({x}, {k}, 3)",
            f"{F}.{self.pick(['selu_', 'celu_', 'rrelu_'])}({x})", f"torch.prelu({x}, {y}[..., :1].flatten())",
        ])  # fmt: skip

    def made(self):
        """Tensors made from others or from numbers."""
        x, v, k, n = self.any(), self.name(), self.number(), self.pick([2, 3, 4])
        dtype = self.pick(["", "", f", dtype={self.dtype()}"])
        grad = self.pick(["", "", "", ", requires_grad=True"])
        return f"{v} = " + self.pick([
            f"torch.zeros_like({x}{dtype}{grad})", f"torch.ones_like({x}{dtype}{grad})",
            f"torch.full_like({x}, {k}{dtype}{grad})", f"{x}.new_zeros({n}{dtype}{grad})",
            f"{x}.new_full(({n},), {k}{dtype}{grad})", f"{x}.new_tensor([{k}, 1]{dtype}{grad})",
            f"{x}.new_ones(1, {n}{dtype}{grad})", f"torch.as_tensor({x}{dtype})", f"torch.as_tensor([1, {k}]{dtype})",
            f"torch.eye({n}{dtype}{grad})", f"torch.eye({n}, 2{dtype}{grad})",
            f"torch.linspace(0, {k}, {n}{dtype}{grad})",
            f"torch.logspace(0, {k}, {n}{dtype}{grad})", f"torch.arange(0, {n}, {k}{dtype})",
            f"torch.arange({k}, {n}{dtype}{grad})", f"torch.full(({n},), {k}{dtype}{grad})",
            f"torch.tensor([{k}, True, 2]{dtype}{grad})", f"torch.tensor({x}.tolist(){dtype}{grad})",
            f"torch.empty({n}{dtype}).fill_({k})", f"torch.manual_seed({n}).seed() and torch.zeros({n})",
        ])  # fmt: skip

    def drawn(self):
        """Random numbers, from a seed."""
        x, v, n = self.any(), self.name(), self.pick([1, 2, 3])
        what = self.pick([
            f"torch.rand({n}, 2)", f"torch.randn({n}, 2)", f"torch.randint(5, ({n},))", f"torch.randint(2, 7, ({n},))",
            f"torch.randperm({n})", f"torch.rand_like({x})", f"torch.randn_like({x})", f"torch.randint_like({x}, 5)",
            f"torch.normal(1.0, 0.5, ({n},))", f"torch.bernoulli({x}.detach().sigmoid())",
            f"torch.nn.functional.dropout({x}, 0.5)", f"torch.empty({n}).uniform_(-1, 1)",
            f"torch.empty({n}).normal_(0, 2)", f"torch.empty({n}).exponential_()", f"torch.empty({n}).bernoulli_(0.5)",
            f"torch.empty({n}, dtype=torch.int64).random_(10)",
        ])  # fmt: skip
        return f"torch.manual_seed({n}); {v} = {what}"

    def written(self):
        """Changes in place that take several arguments."""
        x = self.changeable()
        y, z, d, k = self.like(x), self.like(x), self.dim(x), self.number()
        if self.unsafe(x, y) or self.unsafe(x, z):
            return None
        if self.chance(0.1):
            product = f"{x}.{self.pick(['addmm_', 'addmv_', 'baddbmm_'])}({y}, {z})"
            # To repeated memory PyTorch adds each product.
            return None if self.repeated(x) or self.shares(x, y) or self.shares(x, z) else product
        if self.chance(0.15):
            if self.frozen(x) or self.tensor(x).retains_grad:
                return None  # what is retained may have the shape that the tensor had before
            return f"{x}.{self.pick([f'unsqueeze_({d})', f'transpose_({d}, {self.dim(x)})', f'squeeze_({d})'])}"
        i, j = self.positions(x, d), self.positions(x, d, smaller=True)
        added = "" if self.repeated(x) else ", accumulate=True"  # PyTorch adds to repeated memory again and again
        divides = self.tensor(x).is_floating_point()  # else some elements are written before a division by 0 is found
        return f"{x}." + self.pick([
            f"addcmul_({y}, {z}, value={k})", f"addcdiv_({y}, {self.floating(z)}, value={k})", f"lerp_({y}, 0.25)",
            f"lerp_({y}, {z})", f"add_({y}, alpha={k})", f"sub_({y}, alpha={k})", f"cumsum_({d})", f"cumprod_({d})",
            f"clip_({self.pick([y, self.number()])}, {self.number()})", f"clamp_max_({y})", f"clamp_({self.number()})",
            f"triu_({self.pick([0, 1])})",
            f"masked_fill_({y} > 0, {self.pick([z, k])})", f"scatter_({d}, {i}, {k})", f"scatter_({d}, {i}, {y})",
            f"scatter_({d}, {j}, {y})", f"scatter_add_({d}, {i}, {y})", f"index_add_({d}, {self.position(x, d)}, {y})",
            f"index_put_(({self.position(x, 0)},), {y})", f"index_put_(({self.position(x, 0)},), {y}{added})",
            f"div_({y}, rounding_mode={self.pick([repr('floor'), repr('trunc'), None])})" if divides else "zero_()",
            f"nan_to_num_({k})", "round_(decimals=1)", f"fill_({y})", f"copy_({y})", "zero_()", f"pow_({y})",
        ])  # fmt: skip
