"""The walk back: in which order hooks run and gradients arrive, what an error leaves behind, what hooks may return."""


def told(compute):
    """What a call gives, or the first line of its error."""
    try:
        print(compute())
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, str(e).split("\n")[0])


def a_leaf_is_complete_before_older_nodes_run(torch):
    log = []
    a, b, c = (torch.ones(2, requires_grad=True) for _ in range(3))
    for name, leaf in zip("abc", (a, b, c), strict=True):
        leaf.register_hook(lambda g, name=name: log.append(name))
        leaf.register_post_accumulate_grad_hook(lambda leaf, name=name: log.append((name, leaf.grad.tolist())))
    d = a * b
    d.register_hook(lambda g: log.append(("d", c.grad is None, a.grad is None)))
    e = d * c
    (e * a).sum().backward()
    print(log)
    seen = []
    w, v = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    y = v * 2
    y.register_hook(lambda g: seen.append((w.grad, v.grad)))
    (y * w).sum().backward()
    print(seen)


def an_error_leaves_the_gradients_that_were_complete(torch):
    x, w, v = (torch.ones(2, requires_grad=True) for _ in range(3))
    z = (x * 2).exp()
    u = z * w + v
    z.detach().mul_(3)
    told(u.sum().backward)
    print(x.grad, w.grad, v.grad)
    y = w * 2
    y.register_hook(lambda g: 5)
    told((y + x).sum().backward)
    print(x.grad, w.grad, v.grad)


def an_error_frees_nothing_of_the_node_it_is_in(torch):
    x = torch.ones(2, requires_grad=True)
    y = x.exp()
    z = y * y
    y.detach().mul_(2)
    told(z.sum().backward)
    told(z.sum().backward)


def hooks_of_the_node_of_a_leaf(torch):
    log = []
    x = torch.ones(2, requires_grad=True)
    node = (x * 2).grad_fn.next_functions[0][0]
    print(node.variable is x)
    node.register_hook(lambda gi, go: log.append(("after", gi, go, x.grad.tolist())))
    node.register_prehook(lambda go: (log.append(("before", go)), (go[0] * 2,))[1])
    x.register_post_accumulate_grad_hook(
        lambda leaf: log.append(("added", leaf.grad.tolist(), torch.is_grad_enabled()))
    )
    x.register_hook(lambda g: log.append(("x", g.tolist())))
    (x * 2).sum().backward()
    print(torch.autograd.grad((x * 2).sum(), [x, x]))
    (x * 2).sum().backward(inputs=[x])
    x.requires_grad_(False)
    print(log)


def hooks_of_a_leaf_that_requires_no_gradient_any_more(torch):
    log = []
    x = torch.ones(2, requires_grad=True)
    x.register_hook(log.append)
    x.register_post_accumulate_grad_hook(lambda leaf: log.append(leaf.grad))
    y = x * 2
    x.requires_grad_(False)
    y.sum().backward()
    print(log)


def a_leaf_that_has_become_interior(torch):
    x, w = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    y = x * 2
    x.requires_grad_(False)
    x.mul_(w)
    y.sum().backward()


def hooks_of_a_node_with_several_outputs(torch):
    log = []
    x = torch.ones(2, requires_grad=True)
    a, b = (x * 2).unbind(0)
    a.grad_fn.register_hook(lambda gi, go: log.append(("after", gi, go)))
    a.grad_fn.register_prehook(lambda go: log.append(("before", go)))
    a.register_hook(lambda g: log.append(("a", g)))
    b.register_hook(lambda g: log.append(("b", g)))
    b.retain_grad()
    a.backward(retain_graph=True)
    print(b.retains_grad, b.grad)
    (a * b).backward(retain_graph=True)
    print(b.grad, x.grad)
    print(torch.autograd.grad(a * b, [b, x]))
    for line in log:
        print(line)


def gradients_are_captured_before_hooks_where_the_walk_goes_on(torch):
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    y.register_hook(lambda g: g * 3)
    z = (y * y).sum()
    print(torch.autograd.grad(z, [y, x], retain_graph=True))
    print(torch.autograd.grad(z, [y], retain_graph=True))
    y.retain_grad()
    z.backward(inputs=[y], retain_graph=True)
    print(y.grad)
    log = []
    y.grad_fn.register_hook(lambda gi, go: log.append((gi, go)))
    z.backward(inputs=[y], retain_graph=True)
    print(log)


def hooks_of_a_root_from_which_no_target_is_reached(torch):
    log = []
    x, w = torch.ones((), requires_grad=True), torch.ones((), requires_grad=True)
    y, z = x * 2, w * 2
    y.retain_grad()
    y.register_hook(lambda g: log.append("y"))
    y.grad_fn.register_prehook(lambda g: log.append("node"))
    y.backward(inputs=[w])
    x.register_hook(lambda g: log.append("x"))
    x.backward(inputs=[w])
    print(y.grad, x.grad, w.grad, log)
    torch.autograd.backward([y, z], inputs=[w])
    print(y.grad, w.grad, log)


def a_gradient_passed_on_unchanged_is_the_same_tensor(torch):
    x, w = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    g = torch.ones(2)
    a, b = torch.autograd.grad(x + w, [x, w], grad_outputs=g)
    print(a is g, b is g)
    a, b = torch.autograd.grad((x + w).exp().sum(), [x, w])
    print(a is b)
    (a,) = torch.autograd.grad(x, x, grad_outputs=w)
    print(a is w)
    (x + w).backward(g)
    g.mul_(5)
    print(x.grad, w.grad)


def a_hook_changes_the_gradient_in_place(torch):
    for shape in ((), (2,)):
        x = torch.ones(shape, requires_grad=True)
        y = x * 3
        y.register_hook(lambda g: (g.mul_(2), None)[1])
        (y * torch.ones(shape)).sum().backward()
        print(x.grad)


def a_hook_keeps_the_gradient(torch):
    kept = []
    x = torch.ones(2, requires_grad=True)
    y = x * 3
    y.grad_fn.register_hook(lambda gi, go: kept.append(gi[0]))
    y.sum().backward()
    x.grad.add_(1)
    print(kept)


def what_hooks_may_return(torch):
    def kept(name, hook):
        x, w = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
        y = x * w
        {
            "tensor": y.register_hook,
            "leaf": x.register_hook,
            "before": y.grad_fn.register_prehook,
            "after": y.grad_fn.register_hook,
        }[name](hook)
        y.sum().backward()
        return name, x.grad, w.grad

    one = torch.ones(2)
    results = [5, torch.ones(3), one.double(), one.long(), (one,), [one], "a", (None,), (None, None), (5, 5), ()]
    results += [(one, one * 4), (one, None), (one, one, one)]
    for result in results:

        def hook(*gradients, result=result):
            return result

        for name in ("tensor", "leaf", "before", "after"):
            told(lambda name=name, hook=hook: kept(name, hook))

    class Hook:
        def __call__(self, g):
            return torch.ones(3)

    told(lambda: kept("tensor", Hook()))
    x = torch.ones(2, requires_grad=True)
    y = x * torch.ones(2)
    y.grad_fn.register_hook(lambda gi, go: (gi[0], one))
    told(y.sum().backward)


def hooks_of_a_base_that_has_changed_through_a_view(torch):
    log = []
    x = torch.arange(4.0).requires_grad_()
    y = x * -1
    y[::2].mul_(0.5)
    y.grad_fn.register_hook(lambda gi, go: log.append((gi, go)))
    y.sum().backward()
    print(log, x.grad)
    told(y.sum().backward)


def derivatives_that_are_zero_can_be_asked_for(torch):
    x = torch.tensor(3.0, requires_grad=True)
    for y, times in ((x**2, 3), (x.relu(), 3), (torch.nn.functional.leaky_relu(x), 2)):
        for _ in range(times):
            (y,) = torch.autograd.grad(y, x, create_graph=True)
            print(y)
        told(y.backward)


def second_derivative_of_the_determinant_of_a_singular_matrix(torch):
    for rows in ([[1.0, 2.0], [2.0, 4.0]], [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]):
        x = torch.tensor(rows, dtype=torch.float64, requires_grad=True)
        (g,) = torch.autograd.grad(torch.det(x), x, create_graph=True)
        (h,) = torch.autograd.grad((g * (x.detach() + 1)).sum(), x)
        print([[round(v, 6) + 0.0 for v in row] for row in (g.tolist() + h.tolist())])


def leaves_arrive_in_time_for_whoever_can_tell(torch):
    v, w = torch.tensor([3.0, -2.0], requires_grad=True), torch.tensor([1.25, 2.0], requires_grad=True)
    w.grad = v  # which is saved, and about to change
    told(lambda: (v.sin() - w.prod()).sum().backward())
    x = torch.tensor([2.0], requires_grad=True)
    with torch.inference_mode():
        x.grad = torch.ones(1)  # which must not change
    y = v.exp()
    told((y.sum() + x.sum()).backward)
    told(y.sum().backward)
    a, b = torch.ones(1, requires_grad=True), torch.ones(1, requires_grad=True)
    b.register_hook(lambda g: 5)
    y = a.exp()
    told((y + b).sum().backward)
    told(y.sum().backward)
    print(a.grad)


def all_roots_are_looked_at_before_one_is_asked_for_its_node(torch):
    x, w = torch.tensor([-1.0, 1.0], requires_grad=True), torch.ones(2, requires_grad=True)
    log = []
    y = x.view(-1)
    with torch.no_grad():
        x.mul_(2)
    told(lambda: torch.autograd.backward([y, y], [torch.ones_like(y), None]))
    z = w.exp()
    w.register_hook(lambda g: log.append("w"))
    x.register_hook(lambda g: log.append("x"))
    torch.autograd.backward([y.sum(), z.sum()])
    told(lambda: torch.autograd.backward([x.detach(), y]))
    print(log)


def what_hooks_warn_of_comes_before_what_the_walk_warns_of(torch):
    x = torch.tensor([2.0], requires_grad=True)
    y = x * 2
    y.register_hook(lambda g: y.grad and None)
    (y * y).backward(create_graph=True)
    y.register_hook(lambda g: 5)
    told(lambda: (y * y).backward(create_graph=True))
