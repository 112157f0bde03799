"""Whole training loops, as a learner writes them: the same seed, the same losses, the same model in the end."""


def spiral(torch, n=60):
    """Points of two arms and which arm each is of."""
    t = torch.linspace(0.2, 3.0, n // 2)
    arm = torch.stack([t * torch.cos(2 * t), t * torch.sin(2 * t)], dim=1)
    return torch.cat([arm, -arm]), torch.cat([torch.zeros(n // 2), torch.ones(n // 2)]).long()


def a_line(torch):
    torch.manual_seed(42)
    x = torch.linspace(-1, 1, 20).reshape(-1, 1)
    y = 3 * x - 1 + 0.1 * torch.randn(20, 1)
    model = torch.nn.Linear(1, 1)
    criterion = torch.nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for epoch in range(100):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        if epoch % 20 == 0:
            print(f"epoch {epoch}: loss {loss.item():.4f}")
    print(loss, model.weight, model.bias, model.weight.grad)


def a_classifier(torch):
    torch.manual_seed(0)
    x, y = spiral(torch)
    model = torch.nn.Sequential(torch.nn.Linear(2, 16), torch.nn.ReLU(), torch.nn.Linear(16, 2))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for epoch in range(60):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        if epoch % 10 == 0:
            print(f"{loss.item():.4f}")
    with torch.no_grad():
        print((model(x).argmax(dim=1) == y).float().mean(), torch.softmax(model(x[:3]), dim=1))


def batches_and_a_schedule(torch):
    torch.manual_seed(1)
    x, y = spiral(torch, 50)
    dataset = torch.utils.data.TensorDataset(x, y.float().unsqueeze(1))
    train, test = torch.utils.data.random_split(dataset, [40, 10])
    loader = torch.utils.data.DataLoader(train, batch_size=16, shuffle=True)
    model = torch.nn.Sequential(torch.nn.Linear(2, 8), torch.nn.Tanh(), torch.nn.Dropout(0.1), torch.nn.Linear(8, 1))
    criterion = torch.nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.9, weight_decay=1e-3)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=3, gamma=0.5)
    for _ in range(8):
        model.train()
        total = 0.0
        for inputs, targets in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), targets)
            loss.backward()
            norm = torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm=0.5)
            optimizer.step()
            total += loss.item() * len(inputs)
        scheduler.step()
        print(f"{total / len(train):.4f} {norm.item():.4f} {scheduler.get_last_lr()[0]:.4f}")
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(a), b).item() for a, b in torch.utils.data.DataLoader(test, batch_size=5)]
    print([round(loss, 4) for loss in losses])


def a_module_of_ones_own(torch):
    class Net(torch.nn.Module):
        def __init__(self, hidden=6):
            super().__init__()
            self.layers = torch.nn.ModuleList([torch.nn.Linear(1, hidden), torch.nn.Linear(hidden, hidden)])
            self.out = torch.nn.Linear(hidden, 1)
            self.scale = torch.nn.Parameter(torch.ones(1))

        def forward(self, x):
            for layer in self.layers:
                x = torch.nn.functional.gelu(layer(x))
            return self.out(x) * self.scale

    torch.manual_seed(3)
    model = Net()
    print(model)
    x = torch.linspace(-3, 3, 32).unsqueeze(1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    for step in range(50):
        loss = torch.nn.functional.huber_loss(model(x), torch.sin(x))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 10 == 0:
            print(f"{loss.item():.4f}")
    print(model.scale, [f"{name} {tuple(p.shape)}" for name, p in model.named_parameters()])


def gradients_that_pile_up(torch):
    torch.manual_seed(0)
    model = torch.nn.Linear(2, 1)
    x, y = torch.ones(4, 2), torch.zeros(4, 1)
    for _ in range(3):
        torch.nn.functional.mse_loss(model(x), y).backward()
        print(model.weight.grad, model.bias.grad)


def frozen_layers(torch):
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Linear(2, 1))
    model[0].requires_grad_(False)
    optimizer = torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=0.1)
    model(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    print(model[0].weight.grad, dict(model.state_dict()))


def an_embedding(torch):
    torch.manual_seed(0)
    table = torch.nn.Embedding(4, 2)
    optimizer = torch.optim.RMSprop(table.parameters(), lr=0.1)
    for _ in range(5):
        optimizer.zero_grad()
        (table(torch.tensor([0, 2, 2])) ** 2).sum().backward()
        optimizer.step()
    print(table.weight, table.weight.grad)


def weights_shared_by_two_layers(torch):
    torch.manual_seed(0)
    a, b = torch.nn.Linear(2, 2), torch.nn.Linear(2, 2)
    b.weight = a.weight
    model = torch.nn.Sequential(a, torch.nn.Tanh(), b)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    model(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    print(len(list(model.parameters())), a.weight is b.weight, a.weight, a.weight.grad, sorted(model.state_dict()))


def a_step_recorded_by_mistake(torch):
    w = torch.ones(2, requires_grad=True)
    (w * w).sum().backward()
    w -= 0.1 * w.grad


def the_loop_run_twice_over_one_graph(torch):
    model = torch.nn.Linear(1, 1)
    loss = model(torch.ones(1, 1)).sum()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(2):
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def second_order_through_a_network(torch):
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(1, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1))
    x = torch.tensor([[0.5], [1.0]], requires_grad=True)
    (slope,) = torch.autograd.grad(model(x).sum(), x, create_graph=True)
    loss = torch.nn.functional.mse_loss(slope, torch.ones_like(slope))
    loss.backward()
    print(slope, loss, *[p.grad for p in model.parameters()])


def more_than_one_loss(torch):
    torch.manual_seed(0)
    model = torch.nn.Linear(3, 3)
    x, t = torch.randn(4, 3), torch.tensor([0, 1, 2, 1])
    y = model(x)
    loss = torch.nn.functional.cross_entropy(y, t) + 0.1 * torch.nn.functional.l1_loss(y, x) + 0.01 * y.norm()
    loss.backward()
    print(loss, model.weight.grad, model.bias.grad)


def a_program_of_the_book(torch):
    """The one that the chapter "On to PyTorch" shows in both libraries."""
    x = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0])
    y = torch.tensor([3.0, 5.0, 7.0, 9.0, 11.0])
    a = torch.tensor([1.0], requires_grad=True)
    b = torch.tensor([1.0], requires_grad=True)
    optimizer = torch.optim.SGD([a, b], lr=0.01)
    for epoch in range(1, 501):
        optimizer.zero_grad()
        loss = ((a * x + b - y) ** 2).mean()
        loss.backward()
        optimizer.step()
        if epoch % 100 == 0:
            print(epoch, f"{loss.item():.4f}")
    print(a)
    print(b)
    print(loss.grad_fn.name())
    torch.manual_seed(0)
    print(torch.rand(3))
