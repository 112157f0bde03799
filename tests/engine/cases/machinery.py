"""What random programs on the machinery have found."""

from tests.engine.cases import attempt


def gradients_keep_the_shape_of_before(torch):
    for turn in (lambda t: t.squeeze_(), lambda t: t.unsqueeze_(0), lambda t: t.t_()):
        for leaf in (True, False):
            x = torch.tensor([[1.0, 2.0, 3.0]], requires_grad=True)
            y = x if leaf else x * 2
            y.retain_grad()
            (y * y).sum().backward(retain_graph=True)
            with torch.set_grad_enabled(not leaf):
                turn(y)
            print(y.retains_grad, y.grad, y.shape)
            attempt(lambda y=y: (y * y).sum().backward())
            print(y.grad, x.grad)
    number = torch.tensor(2.0, requires_grad=True)
    (number * number).backward()
    number.data = torch.ones(1)
    attempt(lambda: (number * number).backward())
    number.data = torch.ones(2)
    attempt(lambda: (number * number).sum().backward())
    print(number.grad)


def a_target_that_retains_its_gradient(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    y.backward(torch.ones(2), inputs=[y], retain_graph=True)
    print(torch.autograd.grad(y, [y], torch.ones(2), retain_graph=True), y.grad)
    print(torch.autograd.grad((y * y).sum(), [y, x]), y.grad)


def what_a_function_has_marked_dirty(torch):
    class Untrue(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.mark_dirty(x)
            return x * 2

    class All(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            ctx.mark_dirty(x, y)
            return x.add_(1), y.mul_(3)

        @staticmethod
        def backward(ctx, g, h):
            return g, h * 3

    leaf = torch.tensor([1.0, 2.0], requires_grad=True)
    attempt(lambda: Untrue.apply(leaf))
    attempt(lambda: Untrue.apply(leaf[:1]))
    attempt(lambda: All.apply(leaf, leaf))
    attempt(lambda: All.apply(leaf[:1], torch.ones(1)))
    with torch.no_grad():
        part = leaf[:1]
    attempt(lambda: All.apply(torch.ones(1), part))
    print(leaf, leaf._version)
    x, y = leaf * 2, leaf * 3
    x.grad = y.detach()
    attempt(lambda: All.apply(x, leaf))
    print(x.grad, x.grad_fn.name(), x._version)
    x, y = leaf * 2, leaf * 3
    x.grad = y.detach()
    All.apply(x, y)
    (x * y).sum().backward()
    print(x.grad, leaf.grad)


def views_without_a_history_of_their_own(torch):
    leaf = torch.tensor([[-2.0, 2.0, 0.25], [1.25, 1.5, 1.0]], requires_grad=True)
    with torch.no_grad():
        row, turned = leaf[:1], leaf.t()
    ((row * 2).sum() + (turned * 3).sum()).backward()
    torch.autograd.backward([row.sum(), turned.sum()], create_graph=True)
    print(leaf.grad, row.requires_grad)
    with torch.inference_mode():
        seen = (leaf * 1)[0]
        of_leaf = leaf.t()
    with torch.no_grad():
        again = of_leaf.view_as(of_leaf)
    attempt(lambda: again.mul_(leaf.t()))
    copied = torch.ones(2).copy_(leaf[:, 0])
    total = (copied * copied).sum()
    copied.copy_(leaf[:, 1])
    attempt(lambda: total.backward())
    a, b = (leaf * 1).unbind(0)
    a.retain_grad()
    with torch.no_grad():
        a.mul_(2)
    attempt(lambda: (a.retain_grad(), a.retains_grad))
    attempt(lambda: b.retain_grad())
    whole = torch.tensor([1.0, 2.0], requires_grad=True)
    part = whole.data

    def put():
        part[torch.tensor([0, 1])] = whole

    attempt(put)
    print(seen.is_inference(), part)


def functions_that_hand_on_what_they_got(torch):
    class Shows(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            return x[:1], y

    x, y, w = torch.ones(2), torch.ones(2), torch.ones(1, requires_grad=True)
    part, same = Shows.apply(x, y)
    attempt(lambda: part.mul_(w))
    attempt(lambda: same.mul_(w))
    part.relu_()
    x.requires_grad_()
    attempt(lambda: part.grad_fn)
    leaf = torch.tensor([1.0, 2.0], requires_grad=True)

    class Both(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            ctx.save_for_backward(x, y)
            return x * y, y

        @staticmethod
        def backward(ctx, g, h):
            x, y = ctx.saved_tensors
            return g * y, g * x + h

    product, _ = Both.apply(leaf, y)
    print(torch.autograd.grad(product.sum(), leaf, create_graph=True))

    class Nothing(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return None

    for operation in (torch.cos, torch.exp, lambda t: t * t, lambda t: t.cumprod(0)):
        x = leaf * 1
        out = operation(x)
        total = Nothing.apply(out).sum()
        with torch.no_grad():
            x.add_(1), out.add_(1)
        attempt(lambda total=total: total.backward())


def second_derivatives_through_one_of_several_outputs(torch):
    class Late(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            a, b = x * y, x * x
            ctx.save_for_backward(x, y, a, b)
            return a, b

        @staticmethod
        def backward(ctx, g, h):
            x, y, a, b = ctx.saved_tensors
            return g * y + h * 2 * b / x, g * a / y

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = torch.tensor([3.0, -1.0], requires_grad=True)
    a, b = Late.apply(x, y)
    (first,) = torch.autograd.grad((a.sin() + b.exp()).sum(), x, create_graph=True)
    print(torch.autograd.grad(first.square().sum(), [x, y, a, b], allow_unused=True))


def targets_and_hooks_in_order(torch):
    x = torch.tensor([1.0, -1.0], requires_grad=True)
    mean = x.mean()
    with torch.no_grad():
        part = mean.flatten()
    after = mean.exp()
    mean.add_(1)
    attempt(lambda: mean.backward(retain_graph=True, inputs=[part, after]))
    print(after.retains_grad)
    attempt(lambda: mean.backward(retain_graph=True, inputs=[after, part]))
    attempt(lambda: mean.backward(retain_graph=True, inputs=[mean, 1]))
    print(after.retains_grad, mean.retains_grad)
    attempt(lambda: mean.backward(inputs=[torch.ones(1)]))
    attempt(lambda: torch.autograd.grad(mean, [torch.ones(1)]))

    a, b = pair(torch).apply(x)
    b.retain_grad()
    a.register_hook(lambda g: 1 / 0)
    attempt(lambda: (a + b).sum().backward())
    print(b.grad)


def views_that_are_not_settled(torch):
    x = torch.tensor([3.0, 0.25], requires_grad=True)
    first, second = x.split([1, 1])
    with torch.inference_mode():
        second += 1
    attempt(lambda: setattr(first, "data", torch.ones(1)))
    attempt(lambda: setattr(first, "data", torch.ones(1, dtype=torch.int64)))
    for leaf in (True, False):
        base = torch.ones(2)
        part = base.view(1, 2)
        part.mul_(2)
        base.requires_grad_()
        if not leaf:
            with torch.no_grad():
                base.detach_()
            base.mul_(torch.ones(2, requires_grad=True))
        attempt(lambda part=part: part.mul_(2))
    for operation in (torch.mul, torch.div, torch.atan2):
        x = torch.tensor([0.75], requires_grad=True)
        part = x[...]
        out = operation(x, part)
        with torch.no_grad():
            part.div_(x)
        attempt(lambda out=out: out.backward())


def warnings_given_once(torch):
    number = torch.tensor(2.0, requires_grad=True)
    for always in (False, True, False):
        torch.set_warn_always(always)
        print(torch.is_warn_always_enabled())
        for _ in range(2):
            print(number.mT)
    attempt(lambda: torch.set_warn_always(1))


def what_was_turned_keeps_its_node(torch):
    def check(make, turn):
        x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True)
        y = make(x)
        before = y * 3
        y.register_hook(lambda g: print("hook", g))
        y.retain_grad()
        node = y.grad_fn
        with torch.no_grad():
            turn(y)
        print(y.shape, y.grad_fn is node, y.grad_fn.name(), y.output_nr, y.retains_grad)
        after = y * torch.ones_like(y)
        print(after.grad_fn.next_functions[0][0] is node)
        attempt(lambda: torch.autograd.grad(after.sum(), [y], retain_graph=True))
        attempt(lambda: torch.autograd.grad((after * after).sum() + before.sum(), [x], retain_graph=True))
        attempt(lambda: y.backward(torch.ones_like(y), retain_graph=True))
        attempt(lambda: torch.autograd.grad(after.square().sum(), [x], create_graph=True))
        print(y.grad)
        if y.output_nr == 0:
            attempt(lambda: y.mul_(2).sum().backward())
        print(x.grad)

    turns = [
        lambda t: t.unsqueeze_(0),
        lambda t: t.t_(),
        lambda t: t.t_().t_(),
    ]
    for turn in turns:
        check(lambda x: x * 2, turn)
        check(lambda x: (x * 2).view(2, 3), turn)
    for shape in ((3,), (2, 2, 3)):
        check(lambda x: x * 2, lambda t, shape=shape: setattr(t, "data", torch.ones(shape)))
    check(lambda x: pair(torch).apply(x)[1], lambda t: t.unsqueeze_(0))
    check(lambda x: pair(torch).apply(x)[1], lambda t: t.t_())


def pair(library):
    class Both(library.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2, x * 3

        @staticmethod
        def backward(ctx, g, h):
            return g * 2 + h * 3

    return Both


def what_only_a_view_that_leads_nowhere_reads_is_not_saved(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with torch.no_grad():
        part = x[:]
    other = x * 2
    for operation in (torch.div, torch.mul, torch.atan2):
        for a, b in ((part, part), (part, other), (other, part)):
            node = operation(a, b).grad_fn
            print(node._saved_self, node._saved_other)
    print(part.exp().grad_fn._saved_result)


def what_a_change_of_a_view_saves_is_the_view(torch):
    for change in (lambda t: t.tanh_(), lambda t: t.clamp_(0, 1).exp_(), lambda t: t.mul_(t), lambda t: t.sigmoid_()):
        x = torch.tensor([0.5, 0.25, 0.5], requires_grad=True)
        base = x * 1
        part = base[:2]
        change(part)
        (g,) = torch.autograd.grad(base.square().sum(), x, create_graph=True)
        print(torch.autograd.grad(g.square().sum(), [base, part, x], allow_unused=True))
        result = part.square().sum()
        with torch.no_grad():
            part.add_(1)
        attempt(lambda result=result: result.backward())
        part = base[:2]
        change(part)
        with torch.no_grad():
            part.add_(1)
        attempt(lambda base=base: base.sum().backward())


def what_receives_nothing_is_freed_too(torch):
    class Nothing(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return None

    for operation in (lambda t: t.exp(), lambda t: t * t, lambda t: t.cumprod(0), lambda t: t.sum(), lambda t: t[:1]):
        out = operation(torch.tensor([1.0, 2.0], requires_grad=True))
        for keep in (True, False, False):
            attempt(lambda out=out, keep=keep: Nothing.apply(out).sum().backward(retain_graph=keep))
        attempt(lambda out=out: out.sum().backward())


def kinds_of_nodes(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    for y in x * x, x.sum(), x.exp(), x[1:], x.relu(), torch.cat([x, x]):
        print(
            type(y.grad_fn).__name__,
            [name for name in ("_saved_self", "_saved_other", "_saved_result") if hasattr(y.grad_fn, name)],
        )
        for name in "wrong", "_saved_wrong":
            try:
                getattr(y.grad_fn, name)
            except AttributeError as error:
                print(error)
