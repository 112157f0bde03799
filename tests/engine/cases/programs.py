"""What programs as tutorials, courses and questions have them came upon."""

import numpy as np


def means_of_halves_do_not_overflow(torch):
    F = torch.nn.functional
    x = torch.tensor([6e4, 6e4, 5e4, 4e4], dtype=torch.float16, requires_grad=True)
    print(x.mean(), x.view(2, 2).mean(1), x.sum())
    print(F.l1_loss(x, x * 0), F.smooth_l1_loss(x, x * 0), F.huber_loss(x, x * 0))
    x.mean().backward()
    print(x.grad)


def masks_of_bytes_are_taken_with_a_warning(torch):
    mask = torch.tensor([1, 0, 1], dtype=torch.uint8)
    x = torch.arange(3.0)
    print(x[mask], torch.where(mask, x, -x), torch.where(mask, 1.0, 0.0), x.where(mask, x + 10))


def arrays_that_are_not_fit_for_tensors_are_warned_of(torch):
    print(torch.tensor([np.ones(2), np.zeros(2)]), torch.tensor([[1.0, 2.0], np.ones(2)]))
    print(torch.from_numpy(np.broadcast_to(np.ones(1), (3,))), torch.as_tensor(np.frombuffer(b"12", np.uint8)))
