"""Datasets, samplers and loaders: which samples come in which order, and what batches are made of."""


def numbers(torch, n=10):
    data = torch.utils.data
    return data.TensorDataset(torch.arange(n).float().reshape(n, 1), torch.arange(n) * 10)


def in_order(torch):
    for x, y in torch.utils.data.DataLoader(numbers(torch), batch_size=4):
        print(x, y)
    loader = torch.utils.data.DataLoader(numbers(torch), batch_size=4, drop_last=True)
    print(len(loader), [tuple(x.shape) for x, _ in loader])


def shuffled(torch):
    torch.manual_seed(0)
    loader = torch.utils.data.DataLoader(numbers(torch), batch_size=3, shuffle=True)
    for _ in range(3):
        print([y.tolist() for _, y in loader])
    print(torch.rand(2), len(loader))


def shuffled_after_other_draws(torch):
    torch.manual_seed(5)
    torch.randn(7)
    loader = torch.utils.data.DataLoader(numbers(torch, 33), batch_size=16, shuffle=True, drop_last=True)
    print([y.tolist() for _, y in loader], torch.rand(1))
    iterator = iter(loader)
    print(torch.rand(1), next(iterator)[1].tolist(), torch.rand(1))


def shuffled_by_a_generator(torch):
    generator = torch.Generator().manual_seed(3)
    loader = torch.utils.data.DataLoader(numbers(torch), batch_size=5, shuffle=True, generator=generator)
    torch.manual_seed(0)
    for _ in range(2):
        print([y.tolist() for _, y in loader])
    print(torch.rand(1, generator=generator), torch.rand(1))


def loops_that_do_not_shuffle_draw_too(torch):
    torch.manual_seed(0)
    for _ in torch.utils.data.DataLoader(numbers(torch), batch_size=5):
        pass
    print(torch.rand(2))


def splits(torch):
    torch.manual_seed(1)
    for part in torch.utils.data.random_split(numbers(torch), [7, 3]):
        print(len(part), part.indices, [y.item() for _, y in part])
    generator = torch.Generator().manual_seed(42)
    for part in torch.utils.data.random_split(range(17), [0.5, 0.3, 0.2], generator=generator):
        print(list(part))
    print([len(part) for part in torch.utils.data.random_split(range(3), [0.9, 0.1])])


def loader_of_a_split(torch):
    torch.manual_seed(2)
    first, second = torch.utils.data.random_split(numbers(torch), [6, 4])
    for part in (first, second):
        print([y.tolist() for _, y in torch.utils.data.DataLoader(part, batch_size=4, shuffle=True)])
    print([y.tolist() for _, y in torch.utils.data.DataLoader(torch.utils.data.Subset(first, [0, 2]), batch_size=2)])


def one_by_one(torch):
    for x, y in torch.utils.data.DataLoader(numbers(torch, 2), batch_size=None):
        print(x, y)
    for batch in torch.utils.data.DataLoader(numbers(torch, 2)):
        print(batch)


def samplers(torch):
    data = torch.utils.data
    print(list(data.SequentialSampler(range(3))))
    torch.manual_seed(0)
    print(list(data.RandomSampler(range(5))), list(data.RandomSampler(range(5))))
    print(list(data.BatchSampler(data.SequentialSampler(range(5)), 2, False)))
    print(list(data.BatchSampler(data.SequentialSampler(range(5)), 2, True)))
    print([y.tolist() for _, y in data.DataLoader(numbers(torch), sampler=[3, 1, 1], batch_size=2)])
    print([y.tolist() for _, y in data.DataLoader(numbers(torch), batch_sampler=[[3, 1], [1]])])


def dataset_of_the_users_own(torch):
    class Squares(torch.utils.data.Dataset):
        def __getitem__(self, i):
            return {"x": i, "y": [float(i) ** 2, torch.tensor([i, i])], "name": f"number {i}", "none": (True, i / 2)}

        def __len__(self):
            return 5

    for batch in torch.utils.data.DataLoader(Squares(), batch_size=2):
        print(batch)


def collated(torch):
    collate = torch.utils.data.default_collate
    print(collate([torch.ones(2), torch.zeros(2)]), collate([1, 2]), collate([1.5, 2]), collate(["a", "b"]))
    print(collate([(1, 2.0), (3, 4.0)]), collate([[1, 2], [3, 4]]), collate([{"a": 1}, {"a": 2}]))
    print(list(torch.utils.data.DataLoader(range(4), batch_size=2, collate_fn=lambda batch: batch)))


def gradients_through_a_batch(torch):
    x = torch.ones(4, 2, requires_grad=True)
    for (batch,) in torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x), batch_size=2):
        print(batch)
        (batch**2).sum().backward()
    print(x.grad)


def rows_differ(torch):
    torch.utils.data.TensorDataset(torch.ones(3), torch.ones(4))


def refusals(torch):
    data = torch.utils.data
    for make in (
        lambda: data.random_split(range(10), [5, 4]),
        lambda: data.random_split(range(10), [1.5, -0.5]),
        lambda: data.DataLoader([], shuffle=True),
        lambda: data.DataLoader([1], batch_size=0),
        lambda: data.DataLoader([1], sampler=[0], shuffle=True),
        lambda: data.DataLoader([1], batch_sampler=[[0]], batch_size=2),
        lambda: data.DataLoader([1], batch_size=None, drop_last=True),
        lambda: data.DataLoader([1], num_workers=-1),
        lambda: data.default_collate([[1, 2], [3]]),
    ):
        try:
            make()
        except (ValueError, RuntimeError) as error:
            print(type(error).__name__, error)
