"""How tensors print when somebody has chosen it."""


def chosen_ways_to_print(torch):
    tiny, rows, thirds = torch.tensor([1e-5, 12345.678]), torch.arange(60.0).reshape(3, 20), torch.arange(9) / 3
    ways = [
        {"precision": 2}, {"sci_mode": False}, {"sci_mode": True}, {"profile": "short", "threshold": 20},
        {"profile": "full"}, {"profile": "default", "edgeitems": 0, "threshold": 5}, {"edgeitems": 1},
        {"linewidth": 40},
        {"profile": "default"}, {"precision": 0}, {"profile": "nonsense", "precision": 6},
    ]  # fmt: skip
    for way in ways:
        torch.set_printoptions(**way)
        print(way)
        print(tiny, thirds, rows, sep="\n")
        print(torch.tensor([1.0, 2.0]), torch.tensor([]), torch.tensor(3.14159), torch.tensor([1.5, torch.nan]))
    torch.set_printoptions(profile="default")
    print(tiny.requires_grad_() * 2)
