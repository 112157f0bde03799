"""Views and in-place changes: what PyTorch does when memory is shared, printed."""


def write_through_a_view(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x * 2
    v = y[0]
    v.mul_(5)
    print(y, y.grad_fn.next_functions, v, v.grad_fn.next_functions)
    (y * y).sum().backward()
    print(x.grad)


def write_to_a_base_with_views(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x * 2
    v = y[:2]
    u = v[0]
    y.mul_(3)
    print(v, u, y)
    (v.sum() + u).backward()
    print(x.grad)


def write_through_a_view_of_a_leaf(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    x[0].mul_(2)


def write_makes_a_constant_interior(torch):
    z = torch.zeros(3)
    w = torch.tensor(2.0, requires_grad=True)
    v = z[1]
    z[0] = w
    print(z, v, v.requires_grad)
    z[1] = w * w
    print(z, v)
    z.sum().backward()
    print(w.grad)


def write_through_a_view_made_under_no_grad(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x * 2
    with torch.no_grad():
        v = y[0]
    print(v.requires_grad)
    v.mul_(2)


def write_through_a_constant_view_made_under_no_grad(torch):
    y = torch.ones(3)
    with torch.no_grad():
        v = y[0]
    w = torch.tensor(2.0, requires_grad=True)
    v.mul_(w)
    print(y, v)


def write_to_repeated_elements(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x * 2
    v = y.expand(2, 3)
    v.mul_(2)


def write_through_and_to(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x * 2
    v = y.view(3, 1)
    v += x.view(3, 1)
    print(v, y)
    y.exp_()
    print(v, y)
    v.sum().backward()
    print(x.grad)


def write_through_detach(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x * 2
    y.detach().mul_(2)
    print(y, y._version, y.is_leaf)


def bases(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x * 2
    v = y[0]
    print(v._base is y, v._is_view(), v[None]._base is y, y.detach()._is_view(), y.detach()._base)


def write_through_two_views(torch):
    x = torch.zeros(3)
    v = x[0]
    w = torch.tensor(1.0, requires_grad=True)
    v.add_(w)
    print(x, v)
    x[1].add_(v)
    print(x)
    x.sum().backward()
    print(w.grad)


def rows_and_columns_assigned(torch):
    x = torch.ones(2, 2, requires_grad=True)
    y = x * 1
    y[0] = y[1]
    y[:, 0] = 5.0
    print(y)
    (y * torch.arange(4.0).view(2, 2)).sum().backward()
    print(x.grad)


def part_plus_equals(torch):
    x = torch.ones(2, requires_grad=True)
    y = x * 1
    y[0] += 3
    print(y)


def copied_over(torch):
    x = torch.ones(2, requires_grad=True)
    y = x * 1
    y.copy_(torch.tensor([3.0, 4.0]))
    print(y)
    y.sum().backward()
    print(x.grad)


def filled_with_a_tensor(torch):
    x = torch.ones(2, requires_grad=True)
    y = x * 1
    y.fill_(3)
    print(y)
    y.fill_(torch.tensor(2.0, requires_grad=True))
    print(y)


def shape_that_does_not_fit_a_part(torch):
    x = torch.zeros(3)
    x[:2] = torch.ones(3)


def shape_with_too_many_dimensions_for_a_part(torch):
    x = torch.zeros(3)
    x[0] = torch.ones(2, 2)


def filled_with_a_vector(torch):
    torch.zeros(2).fill_(torch.ones(2))


def reshaped_copies_are_no_views(torch):
    x = torch.ones(2, 3, requires_grad=True)
    y = (x * 1).t().reshape(6)
    y.mul_(3)
    print(y, y.grad_fn.next_functions, y._is_view())
    y.sum().backward()
    print(x.grad)


def view_under_no_grad_requires_grad(torch):
    w = torch.ones(2, requires_grad=True)
    with torch.no_grad():
        v = w[0]
        u = w.t() * 2
    print(v.requires_grad, v.is_leaf, v.grad_fn, u.requires_grad)


def many_views_of_a_weight(torch):
    w = torch.ones(2, 2, requires_grad=True)
    for _ in range(50):
        (w.t() * w[0]).sum().backward()
        with torch.no_grad():
            w -= 0.001 * w.grad
        w.grad.zero_()
    print(w, w._version)


def second_order_through_a_written_part(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x * x
    y[0] = x[1] * x[2]
    (y * y).sum().backward(create_graph=True)
    g = x.grad
    print(g)
    x.grad = None
    (g * g).sum().backward()
    print(x.grad)


def writes_to_saved_parts(torch):
    x = torch.ones(3, requires_grad=True)
    y = x * 1
    z = y * y
    y[0] = 2.0
    z.sum().backward()


def split_and_unbound(torch):
    x = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
    y = x * 2
    a, b = y.split(2)
    print(a, b.grad_fn is a.grad_fn, a.output_nr, b.output_nr, (b * 2).grad_fn.next_functions)
    print(y.split([1, 3])[1], y.chunk(3), y.unbind()[0], torch.arange(10).chunk(4), torch.chunk(torch.zeros(0), 2))
    b.retain_grad()
    b.sum().backward(retain_graph=True)
    print(x.grad, b.grad)
    (a * b).sum().backward()
    print(x.grad, y.view(2, 2).unbind(1), y.view(2, 2).split(1, dim=1))


def written_part_of_a_split(torch):
    y = torch.ones(4, requires_grad=True) * 2
    y.split(2)[1].mul_(2)


def written_row(torch):
    for row in torch.ones(2, 2, requires_grad=True) * 2:
        row.mul_(2)


def constant_rows_are_written(torch):
    x = torch.zeros(2, 2)
    for i, row in enumerate(x):
        row += i
    print(x)


def second_order_through_unbind(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    a, b, c = x
    (a * b * c + a**3).backward(create_graph=True)
    g = x.grad
    print(g)
    x.grad = None
    (g * g).sum().backward()
    print(x.grad)


def sizes_that_do_not_add_up(torch):
    torch.ones(4).split([1, 2])


def unbound_number(torch):
    torch.tensor(1.0).unbind()


def told(compute):
    """What a call gives, or the first line of its error."""
    try:
        print(compute())
    except RuntimeError as e:
        print(str(e).split("\n")[0])


def repeated_elements_written(torch):
    def expanded(change, *shape):
        x = torch.ones(2).expand(shape or (3, 2))

        def changed():
            change(x)
            return x.tolist()

        told(changed)

    expanded(lambda x: x.mul_(2))
    expanded(lambda x: x.data.mul_(2))
    expanded(lambda x: x.mul_(torch.ones(7)))
    expanded(lambda x: x.copy_(torch.zeros(3, 2)))
    expanded(lambda x: x.fill_(torch.tensor(5.0)))
    expanded(lambda x: x.__setitem__(slice(None), 7))
    expanded(lambda x: x.fill_(5.0))
    expanded(lambda x: x.zero_())
    expanded(lambda x: x.__setitem__(0, 7))
    expanded(lambda x: x[0].data.mul_(2))
    expanded(lambda x: x.__setitem__(torch.tensor([0]), 7.0))
    expanded(lambda x: x.__setitem__(x > 0, 7.0))
    expanded(lambda x: x.masked_fill_(torch.arange(6).view(3, 2) == 0, 5))
    expanded(lambda x: x.detach().mul_(2), 1, 2)


def repeated_elements_written_and_recorded(torch):
    x = torch.ones(2, requires_grad=True)
    z = x * 1
    y = z.expand(3, 2)
    y[0] = 5
    print(y, z)
    y.sum().backward()
    print(x.grad)
    y = (x * 1).expand(3, 2)
    y.masked_fill_(y > 0, 5)
    print(y)
    told(y.sum().backward)


def elements_read_and_written(torch):
    def changed(x, change):
        change(x)
        return x.tolist()

    told(lambda: changed(torch.arange(3.0), lambda x: x.__setitem__(0, x)))
    told(lambda: changed(torch.arange(3.0), lambda x: x.__setitem__(slice(0, 1), x[0:1])))
    told(lambda: changed(torch.ones(1), lambda x: x.__setitem__(0, x)))
    told(lambda: changed(torch.ones(2, 1), lambda x: x.mul_(x.T)))
    told(lambda: changed(torch.ones(2, 2), lambda x: x.mul_(x.T)))
    told(lambda: changed(torch.ones(3), lambda x: x[1:].mul_(x[:-1])))
    told(lambda: changed(torch.ones(3), lambda x: x[:1].mul_(x)))


def index_tensors_are_saved(torch):
    for index in (torch.tensor([0, 1]), torch.tensor([-1]), torch.tensor([True, False, True])):
        x = torch.ones(3, requires_grad=True)
        y = x[index]
        y.sum().backward(retain_graph=True)
        index.zero_()
        told(y.sum().backward)
        z = x * 1
        z[index] = 2.0
        index.zero_()
        told(z.sum().backward)
    x = torch.ones(3, requires_grad=True)
    y = x[[0, 1]]
    y.sum().backward()
    told(y.sum().backward)
    (g,) = torch.autograd.grad(x[torch.tensor([0, 0])].sum(), x, create_graph=True)
    print(g)
    i = torch.tensor(1)
    y = x[i]
    i.fill_(2)
    x.grad = None
    y.backward()
    print(x.grad)


def integers_that_require_grad(torch):
    w = torch.tensor(2.0, requires_grad=True)
    for dtype in (torch.int64, torch.bool):
        x = torch.zeros(2, dtype=dtype)
        x.fill_(w)
        print(x, x.requires_grad, x.is_leaf)
        x = torch.zeros(2, dtype=dtype)
        x.masked_fill_(torch.tensor([True, False]), w)
        print(x, x.requires_grad)
        x = torch.zeros(2, dtype=dtype)
        x[None] = w
        print(x, x.requires_grad)
        x = torch.zeros(2, dtype=dtype)
        x.copy_(w)
        print(x, x.requires_grad)


def numpy_of_a_tensor_that_requires_grad_where_nothing_is_recorded(torch):
    x = torch.ones(2, requires_grad=True)
    with torch.no_grad():
        print(x.numpy())
    with torch.inference_mode():
        print(x.numpy())
    x.numpy()


def a_view_changed_before_its_base_requires_grad(torch):
    x = torch.ones(2)
    before, after = x[0], x[1]
    before.mul_(2)
    later = x[:]
    x.requires_grad_()
    print(before, after, later)
    (before * 3).backward()
    print(x.grad)


def a_mask_takes_one_element_of_any_dtype(torch):
    for dtype in (torch.float32, torch.int64, torch.bool):
        for value in (torch.tensor(2.5), torch.tensor([3]), torch.tensor([2.5], requires_grad=True)):
            x = torch.zeros(2, 3, dtype=dtype)
            x[:, torch.tensor([True, False, True])] = value
            print(x, x.requires_grad)
            told(lambda x=x, value=value: x.__setitem__(torch.tensor([0]), value))


def indices_of_a_number(torch):
    x = torch.tensor(1.0)
    for index in (0, -1, 5, slice(1, None), slice(None), torch.tensor([0]), (0, 0), 1.5, [0]):
        told_of_index(lambda index=index: x[index])
        told_of_index(lambda index=index: x.__setitem__(index, 1.0))
        told_of_index(lambda index=index: x.__setitem__(index, x))


def told_of_index(compute):
    """What a call gives, or the first line of its IndexError."""
    try:
        print(compute())
    except IndexError as e:
        print(str(e).split("\n")[0])


def masks_after_other_items_of_an_index(torch):
    x = torch.arange(6.0).reshape(2, 3)
    print(x[0, torch.tensor([True, False, True])], x[None, torch.tensor([True, False])])
    told_of_index(lambda: x[0, torch.tensor([True, False])])
    told_of_index(lambda: x[:, torch.tensor([5])])
    told_of_index(lambda: x[..., 5])
