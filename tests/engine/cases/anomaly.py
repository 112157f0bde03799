"""Anomaly detection: which node is named where a walk fails, and what a walk finds."""

import contextlib
import io
import warnings


def fail(*args):
    """A hook that raises."""
    raise ValueError("raised by a hook")


def watch(name, f):
    """Print the result or the error's first line, and the first lines of what is warned of."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", UserWarning)
        try:
            print(name, f())
        except Exception as e:
            print(name, type(e).__name__, str(e).split("\n")[0])
    for w in caught:
        text = str(w.message).strip().split("\n")[0].split(" (Triggered internally")[0]
        print("  " + text)


def a_hook_that_fails(torch):
    def of_interior(x):
        y = x * 2
        y.register_hook(fail)
        return y

    def of_leaf(x):
        x.register_hook(fail)
        return x * 2

    def of_sum(x):
        x.register_post_accumulate_grad_hook(fail)
        return x * 2

    def after_node(x):
        y = x * 2
        y.grad_fn.register_hook(fail)
        return y

    def before_node(x):
        y = x * 2
        y.grad_fn.register_prehook(fail)
        return y

    def of_another_size(x):
        y = x * 2
        y.register_hook(lambda g: g.sum())
        return y

    def of_module(x):
        module = torch.nn.ReLU()
        module.register_full_backward_hook(fail)
        return module(x * 1)

    def of_changed(x):
        y = x * 2
        y[0].mul_(3)
        y.register_hook(fail)
        return y

    def of_part(x):
        a, b = (x * 1).unbind()
        b.register_hook(fail)
        return a

    def of_one_of_two(x):
        x.register_hook(fail)
        return x.square() * torch.ones(2, requires_grad=True) + torch.ones(2, requires_grad=True)

    makers = (
        of_one_of_two,
        of_interior,
        of_leaf,
        of_sum,
        after_node,
        before_node,
        of_another_size,
        of_module,
        of_changed,
        of_part,
    )
    for make in makers:
        x = torch.ones(2, requires_grad=True)

        def all_of_it(x=x, make=make):
            with torch.autograd.set_detect_anomaly(True):
                make(x).sum().backward()

        watch(make.__name__, all_of_it)
        print(x.grad)
        x = torch.ones(2, requires_grad=True)
        y = make(x).sum()

        def backward_only(x=x, y=y):
            with torch.autograd.set_detect_anomaly(True):
                return torch.autograd.grad(y, x)

        watch(make.__name__, backward_only)


def what_is_not_a_number(torch):
    nan = float("nan")

    def of_the_second_input():
        a, b = torch.ones((), requires_grad=True), torch.zeros((), requires_grad=True)
        return torch.autograd.grad(a.detach() / (b * 1), b, torch.tensor(0.0))

    def of_what_is_not_wanted():
        a, b = torch.tensor(nan, requires_grad=True), torch.ones((), requires_grad=True)
        return torch.autograd.grad((a * 1) * (b * 1), a)

    def before_hooks():
        x = torch.ones(2, requires_grad=True)
        y = (x * nan).exp()
        y.grad_fn.register_hook(lambda gi, go: (torch.ones_like(gi[0]),))
        y.sum().backward()
        return x.grad

    def in_hooks():
        x = torch.ones(2, requires_grad=True)
        y = x * x
        y.grad_fn.register_hook(lambda gi, go: (gi[0], gi[1] * nan))
        y.sum().backward()

    def in_the_hook_of_a_leaf():
        x = torch.ones(2, requires_grad=True)
        x.register_hook(lambda g: g * nan)
        x.sum().backward()
        return x.grad

    def in_the_second_derivative():
        x = torch.zeros((), requires_grad=True)
        (g,) = torch.autograd.grad(x**1.5, x, create_graph=True)
        (h,) = torch.autograd.grad(g, x, create_graph=True)
        return torch.autograd.grad(h * 0, x)

    def shape():
        y = torch.ones(2, 3, requires_grad=True) * 2
        with torch.no_grad():
            y.t_()
        y.sum().backward()

    def shape_beside_a_leaf():
        y = torch.ones(2, 3, requires_grad=True) * 2
        with torch.no_grad():
            y.t_()
        (torch.ones(3, 2, requires_grad=True) + y).sum().backward()

    cases = (
        shape_beside_a_leaf,
        of_the_second_input,
        of_what_is_not_wanted,
        before_hooks,
        in_hooks,
        in_the_hook_of_a_leaf,
        in_the_second_derivative,
        shape,
    )
    for f in cases:
        for check_nan in (True, False):
            with torch.autograd.set_detect_anomaly(True, check_nan=check_nan):
                watch(f.__name__, f)


def a_walk_in_a_walk(torch):
    class Nested(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            with torch.enable_grad():
                y = torch.ones((), requires_grad=True) * 2
                y.register_hook(fail)
                y.backward()
            return g

    y = Nested.apply(torch.ones((), requires_grad=True))
    with torch.autograd.set_detect_anomaly(True):
        watch("outside", y.backward)
        watch("inside", lambda: Nested.apply(torch.ones((), requires_grad=True)).backward())


def what_leads_nowhere(torch):
    class Flat(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g.sum() * float("nan")

    x = torch.tensor(-2.0, requires_grad=True)
    infinite = x / torch.zeros(2)
    for mode in (torch.inference_mode, torch.no_grad):
        with mode():
            view = infinite.view(2)
        with torch.autograd.set_detect_anomaly(True):
            watch("rules", (view.sin() * x.abs() + view * view).sum().backward)
            watch("sin", view.sin().sum().backward)
            watch("view", (view * 0).sum().backward)
            watch("Function", Flat.apply(view).sum().backward)
        y = Flat.apply(view)
        y.grad_fn.register_hook(lambda sent, received: print(sent[0].shape))
        y.backward(torch.ones(2))
        print(x.grad)


def warnings_that_are_errors(torch):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    printed = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stderr(printed):
        warnings.simplefilter("error")
        with torch.autograd.set_detect_anomaly(True):
            y = x * 2
            z = y.exp() * y.square()
            y += 1
            try:
                z.sum().backward()
            except Exception as e:
                print(type(e).__name__, str(e).split(" [")[0])
    print(printed.getvalue().split("\n")[0])
