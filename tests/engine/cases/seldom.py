"""What later runs of random programs on operations came upon."""

import copy
import pickle
import warnings

from tests.engine.cases import attempt


def first_part(torch, x):
    """A part of ``x * 1`` that may not be used any more, since all of that was changed."""
    y = x * 1
    part, *_ = y.unbind()
    with torch.no_grad():
        y.mul_(2)
    return part


def what_must_not_be_used_is_looked_for_numbers_that_are_not_0(torch):
    for shape in ((2,), (2, 3)):
        part = first_part(torch, torch.ones(shape, requires_grad=True))
        attempt(lambda part=part: part.nonzero())
        attempt(lambda part=part: part.nonzero(as_tuple=True))
        attempt(lambda part=part: torch.where(part))
        with torch.no_grad():
            attempt(lambda part=part: part.nonzero(as_tuple=True))


def views_of_what_was_changed_are_tensors_in_messages(torch):
    x = torch.ones(2, 2, requires_grad=True)
    stale = x * 1
    stale, _ = stale[0], stale.mul_(2)
    unasked = torch.ones(2, 2)
    unasked, _ = unasked[0], unasked.mul_(x)
    for view in (first_part(torch, x), stale, unasked):
        attempt(lambda view=view: f"{view:.2f}")
        attempt(lambda view=view: view.no_such_name)
        attempt(lambda view=view: view < "a")
        attempt(lambda view=view: view())


def integers_that_are_repeated_are_laid_out_before_they_meet_floats(torch):
    i = torch.tensor([1, 2])
    x = torch.arange(24.0).reshape(2, 2, 6).movedim(0, 2)
    wide = i.expand(2, 6, 2)
    for y in (wide * x, x * wide, wide + x, i * x, wide / x, torch.where(wide > 1, wide, x), wide.double() * x):
        print(y.stride())
    F = torch.nn.functional
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for loss in (F.mse_loss, F.l1_loss, F.smooth_l1_loss):
            print(loss(i, x, reduction="none").stride(), loss(x, i, reduction="none").stride())
    print(torch.addcmul(x, wide, wide).stride(), torch.maximum(wide, x).stride())


def steps_along_what_is_repeated(torch):
    for x in (torch.ones(1, 2), torch.ones(2), torch.ones(1, 3, 1)[:, ::2], torch.ones(2, 1).t(), torch.ones(2, 1, 2)):
        for shape in ((2, 1, 2), (2, 2, 2), (3, 1, 1, 2), (3, 2, 1, 2)):
            attempt(lambda x=x, shape=shape: (shape, x.stride(), x.expand(shape).stride()))
    x = torch.ones(3, 1, requires_grad=True)
    y = x.expand(2, 3, 1)
    (y * y).sum().backward()
    print(y.stride(), x.grad.stride(), x.grad)
    attempt(lambda: torch.ones(1, 2).expand(2, 1, 2) @ torch.ones(1, 2))
    attempt(lambda: torch.ones(2).expand(2, 3, 2) @ torch.ones(1, 2))


def numbers_between_two_are_rounded_once(torch):
    a, b = torch.tensor([-2.0, 0.1, 3.0, 1.0]), torch.tensor([3.0, 0.7, -2.0, 1.5])
    for weight in (0.1, 0.3, 0.4, 0.6, 0.7):
        print(a.lerp(b, weight), a.lerp(b, torch.tensor(weight)), a.lerp(b, torch.full((4,), weight)))
        print(torch.tensor([3.0, -2.0]).quantile(weight), (a.half().lerp(b.half(), weight)))
    x = torch.tensor([[3.0, 0.0], [-2.0, 0.0]]).quantile(0.4, 0)
    print(x, x.argsort())


def copies_of_what_repeats_its_memory_are_laid_out_like_it(torch):
    for x in (torch.ones(1, 2, 2).expand(3, 2, 2).transpose(1, 2), torch.ones(1, 1, 2).expand(2, 2, 2)):
        for y in (x.clone(), x.nan_to_num(), x.sgn(), x.round(), x.exp(), x.index_put((torch.tensor([0]),), x[0])):
            print(y.stride(), end=" ")
        print()
    x = torch.tensor([1.0, float("nan"), float("inf")]).expand(2, 3)
    print(x.nan_to_num(), x, torch.tensor(float("nan")).nan_to_num(2.0), torch.tensor([1, 2]).nan_to_num())


def views_that_were_asked_to_require_grad_do_so_after_their_base_is_detached(torch):
    for mode in (torch.no_grad, torch.inference_mode, torch.enable_grad):
        for asked in (True, False):
            x, w = torch.ones(2), torch.ones(2, requires_grad=True)
            with mode():
                v = x.view_as(x)
            v.requires_grad_(asked)
            x.mul_(w)
            print(v.requires_grad, end=" ")
            x.detach_()
            print(v.requires_grad, v.is_leaf)
            if asked:
                (v * 2).sum().backward()
                print(v.grad, v.retain_grad())


def outputs_that_are_integers_have_no_product_with_their_jacobian(torch):
    x = torch.tensor([0.5, 1.5], requires_grad=True)
    for name in ("jvp", "vjp"):
        attempt(lambda name=name: getattr(torch.autograd.functional, name)(lambda x: x.long().sum(), x, x))


def copies_of_views_of_what_was_changed(torch):
    twice = torch.full((2, 2), 2.0, requires_grad=True)
    for kind in ("stale", "unasked", "spoiled"):
        for copied in (copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x)), torch.nn.Parameter):
            for enabled in (True, False):
                x = torch.ones(2, 2) if kind == "unasked" else torch.ones(2, 2, requires_grad=True) * 1
                view, _ = x.unbind() if kind == "spoiled" else (x[0], x)
                x.mul_(twice)
                if not (enabled and kind == "spoiled"):
                    with torch.set_grad_enabled(enabled):
                        attempt(
                            lambda copied=copied, view=view: (type(copied(view)).__name__, copied(view), view._version)
                        )


def copies_share_no_version(torch):
    x = torch.ones(3, 2) * 1
    y, v = copy.copy(x), copy.copy(x[1:])
    x.mul_(2)
    print(y, v, x._version, y._version, v._version, v._is_view())
    w = torch.ones(2, requires_grad=True)
    w.grad = w * 2
    attempt(lambda: copy.deepcopy(w))
    i = torch.tensor([[1, 2], [3, 4]])
    wide = i.expand(2, 2, 2)
    for found in (copy.deepcopy(wide), *copy.deepcopy([wide, wide[:1], i]), *copy.deepcopy([i, i.t().expand(3, 2, 2)])):
        print(found.stride(), found)


def what_a_function_keeps_under_its_own_names(torch):
    class Plain(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            for name in ("to_save", "saved_for_forward", "dirty_tensors", "non_differentiable"):
                print(name, getattr(ctx, name))
            x.add_(1)
            twice, thrice = x * 2, x * 3
            ctx.to_save, ctx.dirty_tensors, ctx.non_differentiable = (x,), (x,), (thrice,)
            ctx.materialize_grads = False
            return x, twice, thrice

        @staticmethod
        def backward(ctx, *gradients):
            print(ctx.to_save, ctx.dirty_tensors, ctx.non_differentiable, ctx.saved_tensors, gradients)
            return gradients[0]

    class Called(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            y = x + 1
            ctx.save_for_backward(x, y)
            ctx.save_for_forward(x)
            ctx.mark_dirty()
            ctx.mark_non_differentiable(y)
            print(ctx.to_save, ctx.saved_for_forward, ctx.dirty_tensors, ctx.non_differentiable)
            return x * 2, y

        @staticmethod
        def backward(ctx, *gradients):
            return gradients[0]

    x = torch.ones(2, requires_grad=True)
    changed, twice, thrice = Plain.apply(x * 1)
    print(twice.requires_grad, thrice.requires_grad, changed._version)
    attempt(lambda: torch.autograd.grad(changed.sum(), x))
    twice, more = Called.apply(x)
    node = twice.grad_fn
    print(more.requires_grad, node.to_save, node.saved_for_forward, node.dirty_tensors, node.non_differentiable)


def rules_that_only_a_subclass_has(torch):
    function = torch.autograd.Function
    attempt(lambda: function.jvp(None, 1))
    attempt(lambda: function.vmap(None, (0,), 1))
    attempt(lambda: function.setup_context(None, (1,), 1))
    print(function.generate_vmap_rule)


def functions_return_views_of_what_they_changed(torch):
    def both(ctx, x):
        ctx.mark_dirty(x)
        return x.mul_(2), x.view(2, 1)

    def view_alone(ctx, x):
        ctx.mark_dirty(x)
        return x.mul_(2).view(2, 1)

    for forward in (both, view_alone):
        members = {"forward": staticmethod(forward), "backward": staticmethod(lambda ctx, *gradients: gradients[0])}
        changing = type("Changing", (torch.autograd.Function,), members)
        for kind in ("leaf", "interior", "view", "plain"):
            x = torch.ones(2, requires_grad=kind != "plain")
            y = x * 1 if kind in ("interior", "view") else x
            attempt(lambda: [out + 1 for out in changing.apply(y[:] if kind == "view" else y)])  # noqa: B023
        x = torch.ones(2, requires_grad=True)
        attempt(lambda: changing.apply(x * 1)[0].sum().backward())  # noqa: B023
        print(x.grad)
