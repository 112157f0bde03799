"""What PyTorch says when something cannot be done."""


def backward_of_a_vector(torch):
    (torch.ones(2, requires_grad=True) * 2).backward()


def gradient_of_another_shape(torch):
    (torch.ones(2, requires_grad=True) * 2).backward(torch.ones(3))


def gradient_that_is_no_tensor(torch):
    (torch.ones(2, requires_grad=True) * 2).backward(2.0)


def backward_without_a_graph(torch):
    torch.ones(2).sum().backward()


def backward_twice(torch):
    y = (torch.ones(2, requires_grad=True) ** 2).sum()
    y.backward()
    y.backward()


def backward_twice_where_nothing_is_saved(torch):
    x = torch.ones(2, requires_grad=True)
    y = (x + 1).sum()
    y.backward()
    y.backward()
    print(x.grad)


def integers_requiring_grad(torch):
    torch.tensor([1, 2], requires_grad=True)


def integers_asked_to_require_grad(torch):
    torch.tensor([1, 2]).requires_grad_()


def flag_of_an_interior_tensor(torch):
    y = torch.ones(2, requires_grad=True) * 2
    y.requires_grad = False


def retain_grad_without_requires_grad(torch):
    torch.ones(2).retain_grad()


def numpy_of_a_tensor_that_requires_grad(torch):
    torch.ones(2, requires_grad=True).numpy()


def leaf_plus_equals(torch):
    w = torch.ones(2, requires_grad=True)
    w += 1


def part_of_a_leaf(torch):
    w = torch.ones(2, requires_grad=True)
    w[0] = 5.0


def shapes_that_do_not_broadcast(torch):
    torch.ones(3) + torch.ones(2)


def shapes_that_do_not_broadcast_in_the_middle(torch):
    torch.ones(4, 3, 2) * torch.ones(2, 2)


def in_place_result_of_another_shape(torch):
    x = torch.ones(2)
    x += torch.ones(3, 2)


def in_place_result_of_another_kind(torch):
    x = torch.ones(2, dtype=torch.int64)
    x += 0.5


def matrices_that_do_not_fit(torch):
    torch.ones(3, 2) @ torch.ones(3, 2)


def vectors_that_do_not_fit(torch):
    torch.ones(3) @ torch.ones(2)


def matrix_and_vector_that_do_not_fit(torch):
    torch.ones(3, 2) @ torch.ones(3)


def vector_and_matrix_that_do_not_fit(torch):
    torch.ones(3) @ torch.ones(2, 3)


def matmul_of_numbers(torch):
    torch.tensor(1.0) @ torch.ones(3)


def mean_of_integers(torch):
    torch.ones(2, dtype=torch.int64).mean()


def truth_of_several(torch):
    bool(torch.ones(2))


def item_of_several(torch):
    torch.ones(2).item()


def float_of_several(torch):
    float(torch.ones(2))


def view_of_another_size(torch):
    torch.ones(2).view(3)


def view_across_memory(torch):
    torch.ones(2, 3).t().view(6)


def dimension_out_of_range(torch):
    torch.ones(2).sum(dim=3)


def index_out_of_range(torch):
    torch.ones(2)[5]


def too_many_indices(torch):
    torch.ones(2)[0, 0]


def gradient_assigned_a_number(torch):
    torch.ones(2, requires_grad=True).grad = 1


def gradient_assigned_another_shape(torch):
    torch.ones(2, requires_grad=True).grad = torch.ones(3)


def gradient_assigned_another_dtype(torch):
    torch.ones(2, requires_grad=True).grad = torch.ones(2, dtype=torch.float64)


def saved_output_changed(torch):
    x = torch.ones(2, requires_grad=True)
    y = (x * 1).exp()
    z = y * 1
    y.add_(1)
    z.sum().backward()


def saved_input_changed(torch):
    x = torch.ones(2, requires_grad=True)
    y = x * 1
    z = y**2
    y.add_(1)
    z.sum().backward()


def saved_leaf_changed(torch):
    w = torch.ones(2, requires_grad=True)
    y = w**2
    with torch.no_grad():
        w.add_(1)
    y.sum().backward()


def saved_leaf_changed_through_detach(torch):
    w = torch.ones(2, requires_grad=True)
    y = w**2
    w.detach().mul_(3)
    y.sum().backward()


def saved_leaf_changed_through_data(torch):
    w = torch.ones(2, requires_grad=True)
    y = w**2
    w.data.mul_(3)
    y.sum().backward()
    print(w.grad)


def tensor_of_text(torch):
    torch.tensor("a")


def tensor_of_ragged_rows(torch):
    torch.tensor([[1, 2], [3]])


def tensor_of_none(torch):
    torch.tensor([1.0, None])


def len_of_a_number(torch):
    len(torch.tensor(1.0))


def iteration_over_a_number(torch):
    list(torch.tensor(1.0))


def negative_size(torch):
    torch.zeros(-1)


def unknown_attribute(torch):
    print(torch.tensor(1.0).foo)


def addition_of_text(torch):
    torch.add(torch.ones(2), "s")
