"""What every operation saves: its backward fails where one of its inputs or its output has changed since."""

from tests.engine.cases import attempt


def words(text):
    return text.split()


ONE = words("""
abs exp log sqrt sin tan tanh sigmoid relu square reciprocal rsqrt log1p expm1 exp2 log2 sinh asin atan asinh acosh
atanh sign sgn floor frac erf nan_to_num clone sum mean prod max amax var std norm median trace det inverse sum(0)
prod(0) amin(0) var(0) norm(1) norm(3.0) logsumexp(0) softmax(0) log_softmax(0) cumsum(0) cumprod(0) max(0)[0]
sort(0)[0] topk(1)[0] flip(0) repeat(2,1) pow(2) pow(3) pow(0) pow(-1) clamp(0) clamp(0,1) masked_fill(m,2)
index_select(0,i) gather(0,ii) scatter(0,ii,1.5) take_along_dim(ii,0) masked_select(m) __getitem__(i) __getitem__(m)
double remainder(2) fmod(2) xlogy(2) div(2) mul(2) __rtruediv__(2) __rpow__(2) round(decimals=1) tril diag
""")

TWO = words("""
add sub mul div pow maximum minimum atan2 hypot fmod remainder logaddexp xlogy matmul lerp(y,0.3) lerp(y,w)
addcmul(y,w) addcdiv(y,w) where(m,y) clamp(y) clamp(y,w) clamp_min(y) addmm(y,w) add(y,alpha=2) index_add(0,i,y)
scatter(0,ii,y) scatter_add(0,ii,y) masked_fill(m,y[0,0]) index_put((i,),y) div(y,rounding_mode='floor')
div(y,rounding_mode='trunc')
""")


def outcome(torch, op, two, changed, constant):
    """Whether the backward of an operation fails, after a change in place."""
    names = {"m": torch.eye(2) > 0, "i": torch.tensor([1, 0]), "ii": torch.tensor([[1, 0], [0, 0]])}
    values = {"x": [[0.25, 0.5], [0.75, 0.5]], "y": [[0.5, 1.5], [0.25, 2.0]], "w": [[2.0, 0.25], [1.0, 0.5]]}
    for name, value in values.items():
        names[name] = torch.tensor(value, requires_grad=name not in constant) * 1
    names["z"] = eval(f"x.{op}" if "(" in op else f"x.{op}(y)" if two else f"x.{op}()", names)
    names[changed].detach().add_(1)
    try:
        names["z"].sum().backward()
    except RuntimeError as e:
        return "changed" if "modified by an inplace operation" in str(e) else str(e).splitlines()[0]
    return "fine"


def by_operations_on_one_tensor(torch):
    for op in ONE:
        print(op, *(outcome(torch, op, False, changed, "") for changed in "xz"))


def by_operations_on_two_tensors(torch):
    for op in TWO:
        for constant in ("", "x", "y"):
            print(op, constant, *(outcome(torch, op, True, changed, constant) for changed in "xywz"))


def in_place_forms_that_cannot_be_derived(torch):
    x = torch.tensor([0.5], requires_grad=True)
    for name in ("asinh_", "acosh_", "atanh_", "floor_divide_"):
        y = getattr(x * 1, name)(*(2,) * (name == "floor_divide_"))
        print(y.grad_fn.name())
        try:
            y.backward()
        except RuntimeError as e:
            print(type(e).__name__, str(e).splitlines()[0])


def relu_is_derived_twice(torch):
    x = torch.tensor([0.5, -0.0, -1.0], requires_grad=True)
    y = x.relu()
    (g,) = torch.autograd.grad(y.sum(), [x], create_graph=True)
    print(y, g, g.grad_fn.name())
    g.sum().backward()
    print(x.grad)


def changed_once_saved_and_forgotten(torch):
    def add(y):
        y.add_(1)

    def add_unrecorded(y):
        with torch.no_grad():
            y.add_(1)

    def several(y):
        y.add_(1).mul_(y)

    def through_view(y):
        y[0].mul_(2)

    def through_alias(y):
        y.detach().add_(1)

    def turn(y):
        y.unsqueeze_(0)

    def turn_and_add(y):
        y.unsqueeze_(0)
        y.add_(1)

    def detach(y):
        y.detach_()

    def give_data(y):
        y.data = torch.full(y.shape, 7.0)

    def change_data(y):
        y.data.add_(1)

    changes = (
        *(add, add_unrecorded, several, through_view, through_alias),
        *(turn, turn_and_add, detach, give_data, change_data),
    )
    for change in changes:
        for look in (lambda x: x * 2, torch.exp, lambda x: x.sum(0, keepdim=True).prod(0)):
            for graph in (False, True):
                x = torch.tensor([1.0, 2.0], requires_grad=True)
                y = look(x)
                z = (y * y).sum()
                if y.ndim or change is not through_view:
                    change(y)
                del y
                attempt(lambda x=x, z=z, graph=graph: print(torch.autograd.grad(z, x, create_graph=graph)))


def number_changed_once_recalled(torch):
    x = torch.tensor([1.25], requires_grad=True)
    y = x.prod()
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    print(g.item())
    y.clamp_(0, 1)
    print(y)


def output_recalled_then_changed(torch):
    def add(y):
        y.add_(1)

    def add_unrecorded(y):
        with torch.no_grad():
            y.add_(1)

    def through_view(y):
        y.view(-1)[0].mul_(2)

    def give_data(y):
        y.data = torch.full(y.shape, 7.0)
        y.detach().add_(1)

    def detach(y):
        y.detach_()

    def detach_and_add(y):
        y.detach_().add_(1)

    for change in add, add_unrecorded, through_view, give_data, detach, detach_and_add:
        for look in torch.exp, lambda x: x.softmax(0), lambda x: torch.softmax(x, 0, torch.float64):
            for free in (False, True):
                x = torch.tensor([1.0, 2.0], requires_grad=True)
                y = look(x)
                z = y.sum()
                (g,) = torch.autograd.grad(z, x, create_graph=True)
                if free:
                    z.backward()
                change(y)
                print(y._version, y.grad_fn)
                for outputs in (g.sum(), z):
                    attempt(lambda o=outputs, x=x: print(torch.autograd.grad(o, x, retain_graph=True)))


def output_shared_with_what_was_saved(torch):
    for look in torch.tanh, torch.prod, lambda x: x.log_softmax(0):
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        y = look(x)
        saved = y.grad_fn._saved_result
        print(saved, saved is y, saved._version, saved.grad_fn is y.grad_fn, saved.data_ptr() == y.data_ptr())
        z = y.sum()
        y.detach().mul_(2)
        print(y, saved, y._version, saved._version)
        attempt(lambda node=y.grad_fn: node._saved_result)
        attempt(z.backward)

        y = look(x)
        z = (y * y).sum()
        with torch.no_grad():
            y.grad_fn._saved_result.mul_(2)
        print(y, y._version)
        attempt(z.backward)

        y = look(x)
        node = y.grad_fn
        y.sum().backward()
        attempt(y.sum().backward)
        y.mul_(2)
        print(y, y._version)
        attempt(lambda node=node: node._saved_result)

        y = look(x)
        z, node = y.sum(), y.grad_fn
        del y
        node._saved_result.data.mul_(2)
        print(node._saved_result)
        print(torch.autograd.grad(z, x))


def output_recorded_inside_a_function(torch):
    kept = []

    class Inside(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            with torch.enable_grad():
                y = x.detach().requires_grad_().exp()
                kept.append((y * 2).sum())
            return y

        @staticmethod
        def backward(ctx, g):
            return g * 3

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = Inside.apply(x)
    y.mul_(2)
    y.sum().backward()
    print(x.grad, y._version)
    attempt(kept[0].backward)


def saved_outputs_changed_where_they_were_read(torch):
    for name in ("exp", "tanh", "sigmoid"):
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        out = getattr(x, name)()
        square = out * out
        (grad,) = torch.autograd.grad(out.sum(), x, create_graph=True)
        nodes, found = [grad.grad_fn], None
        while found is None:
            node = nodes.pop()
            saved = [getattr(node, a, None) for a in ("_saved_self", "_saved_other", "_saved_result")]
            found = next((s for s in saved if s is not None and s.grad_fn is out.grad_fn), None)
            nodes.extend(n for n, _ in node.next_functions)
        with torch.no_grad():
            found.mul_(3)
        print(name, out, out._version)
        attempt(lambda: torch.autograd.grad(square.sum(), x))  # noqa: B023


def nothing_is_saved_of_a_scaled_number(torch):
    x = torch.ones(2, requires_grad=True)
    for y in (torch.rsub(x, 2, alpha=3), torch.rsub(x, x, alpha=3)):
        node = y.grad_fn
        print(
            node.name(),
            len(node.next_functions),
            [name for name in dir(node) if name in ("_saved_self", "next_functions")],
        )
        attempt(lambda node=node: node._saved_self)
        (gradient,) = torch.autograd.grad(y.sum(), x)
        print(gradient)


def losses_of_images_that_change(torch):
    from importlib import import_module

    nll_loss = import_module(f"{torch.__name__}.nn.functional").nll_loss
    for shape in ((2, 3, 2), (2, 3, 1, 2), (2, 3, 2, 1, 2)):
        for changed in range(3):
            x = torch.zeros(shape, requires_grad=True)
            target, weight = torch.zeros((2, *shape[2:]), dtype=torch.int64), torch.ones(3)
            scores = x * 1
            loss = nll_loss(scores, target, weight)
            print(loss.grad_fn.name(), loss.grad_fn.next_functions[0][0].name())
            with torch.no_grad():
                (scores, target, weight)[changed].add_(1)
            attempt(loss.backward)
