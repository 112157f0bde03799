"""The programs of the five tutorials the course grew from, as they are run there."""


def leaves(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x**2
    z = y.sum()
    print(x.is_leaf, y.is_leaf, z.is_leaf)


def detach_shares_memory(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x.detach()
    y += 1
    print(x)
    print(y)


def scalar(torch):
    x = torch.tensor(1.0, requires_grad=True)
    y = x**2
    y.backward()
    print(x.grad)


def vector_needs_a_gradient(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x**2
    y.backward()


def vector_with_a_gradient(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x**2
    y.backward(torch.tensor([1.0, 1.0, 1.0]))
    print(x.grad)


def mean_of_a_vector(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    loss = (x**2).mean()
    loss.backward()
    print(x.grad)


def two_scalars(torch):
    x1 = torch.tensor(5.0, requires_grad=True, dtype=torch.float64)
    x2 = torch.tensor(3.0, requires_grad=True, dtype=torch.float64)
    y = x1**2 + 2 * x2 + 7
    y.backward()
    print(x1.grad, x2.grad)


def two_vectors(torch):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = torch.tensor([4.0, 5.0, 6.0], requires_grad=True)
    z = x * y
    loss = z.sum()
    print("z:", z)
    print("loss:", loss)
    loss.backward()
    print("x.grad:", x.grad)
    print("y.grad:", y.grad)


def switching_recording_off(torch):
    x = torch.tensor(10.5, requires_grad=True)
    print(x.requires_grad)
    y = x**2 + 2 * x + 3
    print(y.requires_grad)
    with torch.no_grad():
        y = x**2 + 2 * x + 3
    print(y.requires_grad)

    @torch.no_grad()
    def y_fn(x):
        return x**2 + 2 * x + 3

    y = y_fn(x)
    print(y.requires_grad)
    torch.set_grad_enabled(False)
    y = x**2 + 2 * x + 3
    print(y.requires_grad)
    torch.set_grad_enabled(True)


def accumulation(torch):
    x = torch.tensor([1.0, 2.0, 5.3], requires_grad=True)
    for _ in range(3):
        y = x**2 + 2 * x + 7
        z = y.mean()
        z.backward()
        print(x.grad)


def graph_built_once(torch):
    x = torch.tensor([1.0, 2.0, 5.3], requires_grad=True)
    y = x**2 + 2 * x + 7
    for _ in range(3):
        z = y.mean()
        z.backward()
        print(x.grad)


def zeroed_before_backward(torch):
    x = torch.tensor([1.0, 2.0, 5.3], requires_grad=True)
    for _ in range(3):
        y = x**2 + 2 * x + 7
        z = y.mean()
        if x.grad is not None:
            x.grad.zero_()
        z.backward()
        print(x.grad)


def minimum_of_a_square(torch):
    x = torch.tensor([3.0], requires_grad=True, dtype=torch.float)
    for i in range(50):
        y = x**2
        if x.grad is not None:
            x.grad.zero_()
        y.backward()
        with torch.no_grad():
            x -= 0.1 * x.grad
        print("epoch:", i, "x:", x.item(), "y:", y.item())


def update_outside_no_grad(torch):
    x = torch.tensor([3.0], requires_grad=True, dtype=torch.float)
    (x**2).backward()
    x -= 0.1 * x.grad


def update_through_data(torch):
    x = torch.tensor([3.0], requires_grad=True)
    (x**2).backward()
    x.data -= 0.1 * x.grad
    print(x)


def update_by_rebinding(torch):
    x = torch.tensor([3.0], requires_grad=True)
    for _ in range(2):
        y = x**2
        y.backward()
        with torch.no_grad():
            x = x - 0.1 * x.grad
        print(x, x.is_leaf, x.requires_grad)


def fit_a_line(torch, lr, epochs):
    x = torch.tensor([1, 2, 3, 4, 5], dtype=torch.float)
    y = torch.tensor([3, 5, 7, 9, 11], dtype=torch.float)
    a = torch.tensor([1], dtype=torch.float, requires_grad=True)
    b = torch.tensor([1], dtype=torch.float, requires_grad=True)
    for epoch in range(epochs):
        y_pred = a * x + b
        loss = ((y_pred - y) ** 2).mean()
        if a.grad is not None and b.grad is not None:
            a.grad.zero_()
            b.grad.zero_()
        loss.backward()
        with torch.no_grad():
            a -= lr * a.grad
            b -= lr * b.grad
        if (epoch + 1) % 10 == 0:
            print(f"Epoch [{epoch + 1}/{epochs}], Loss: {loss.item():.4f}")
    print(f"a: {a.item()}, b: {b.item()}")


def line_fit_diverges(torch):
    fit_a_line(torch, lr=0.1, epochs=100)


def line_fit_converges(torch):
    fit_a_line(torch, lr=0.01, epochs=100)


def line_fit_for_500_epochs(torch):
    fit_a_line(torch, lr=0.01, epochs=500)


def quadratic_and_its_derivative(torch):
    x = torch.linspace(-6.5, 3.5, 1000, requires_grad=True)
    y_f = x * x + 3 * x + 2
    y_f.sum().backward()
    print(x.grad.detach().numpy()[::100].tolist())
    print(y_f.detach().numpy()[::100].tolist())


def forgotten_zero(torch):
    def f(x):
        return x * x - 4 * x - 5

    def df(x):
        return 2 * x - 4

    x = torch.tensor([0.0], requires_grad=True)
    y = f(x)
    y.backward()
    print(x.data, x.grad.data, df(x).data)
    x.grad.zero_()
    y = f(x)
    y.backward()
    print(x.data, x.grad.data, df(x).data)
    y = f(x)
    y.backward()
    print(x.data, x.grad.data, df(x).data)


def bowl_in_two_variables(torch):
    x = torch.tensor([1.1], requires_grad=True)
    y = torch.tensor([2.1], requires_grad=True)
    for i in range(1, 101):
        z = x**2 + y**2
        z.backward()
        x.data -= 0.05 * x.grad.data
        y.data -= 0.05 * y.grad.data
        x.grad.zero_()
        y.grad.zero_()
        print(f"After {i} iterations, x = {x.item():.3f}, y = {y.item():.3f}, f(x, y) = {z.item():.3f}")


def product_of_sums(torch):
    w = torch.tensor([1.0], requires_grad=True)
    x = torch.tensor([2.0], requires_grad=True)
    a = torch.add(w, x)
    b = torch.add(w, 1)
    y = torch.mul(a, b)
    y.backward(retain_graph=True)
    print("is_leaf:\n", w.is_leaf, x.is_leaf, a.is_leaf, b.is_leaf, y.is_leaf)
    print("gradient:\n", w.grad, x.grad)
    print("grad_fn:\n", w.grad_fn, x.grad_fn, a.grad_fn, b.grad_fn, y.grad_fn)
    y.backward()
    print(w.grad)
    print(a.requires_grad, b.requires_grad, y.requires_grad)


def five_ten_fifteen_twenty(torch):
    w = torch.tensor([1.0], requires_grad=True)
    x = torch.tensor([2.0], requires_grad=True)
    for _ in range(4):
        y = torch.mul(torch.add(w, x), torch.add(w, 1))
        y.backward()
        print(w.grad)


def always_five(torch):
    w = torch.tensor([1.0], requires_grad=True)
    x = torch.tensor([2.0], requires_grad=True)
    for _ in range(4):
        y = torch.mul(torch.add(w, x), torch.add(w, 1))
        y.backward()
        print(w.grad)
        w.grad.zero_()


def identity_under_addition(torch):
    a = torch.ones((1,))
    first = id(a), a
    a = a + torch.ones((1,))
    print(id(a) == first[0], a)
    second = id(a)
    a += torch.ones((1,))
    print(id(a) == second, a)


def leaf_changed_in_place(torch):
    w = torch.tensor([1.0], requires_grad=True)
    x = torch.tensor([2.0], requires_grad=True)
    a = torch.add(w, x)
    b = torch.add(w, 1)
    y = torch.mul(a, b)
    w.add_(1)
    y.backward()


def detach_is_an_alias(torch):
    w = torch.tensor([1.0], requires_grad=True)
    w_detach = w.detach()
    w_detach.data[0] = 999
    print(w)


def who_requires_grad(torch):
    x = torch.tensor([2.0])
    w = torch.tensor([0.3], requires_grad=True)
    b = torch.tensor([0.7], requires_grad=True)
    y = torch.mul(w, x)
    z = torch.add(y, b)
    print(x.requires_grad, w.requires_grad, b.requires_grad)
    print(y.requires_grad, z.requires_grad)
    print(x.is_leaf, w.is_leaf, b.is_leaf, y.is_leaf, z.is_leaf)
    print(x.grad_fn, w.grad_fn, b.grad_fn, y.grad_fn, z.grad_fn)
    z.backward()
    print(w.grad, b.grad, x.grad)


def jacobian_product_twice(torch):
    inp = torch.eye(4, 5, requires_grad=True)
    out = (inp + 1).pow(2).t()
    out.backward(torch.ones_like(out), retain_graph=True)
    print(f"First call\n{inp.grad}")
    out.backward(torch.ones_like(out), retain_graph=True)
    print(f"\nSecond call\n{inp.grad}")
    inp.grad.zero_()
    out.backward(torch.ones_like(out), retain_graph=True)
    print(f"\nCall after zeroing gradients\n{inp.grad}")
