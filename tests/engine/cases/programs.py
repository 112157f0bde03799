"""What programs as tutorials, courses and questions have them came upon."""




def means_of_halves_do_not_overflow(torch):
    F = torch.nn.functional
    x = torch.tensor([6e4, 6e4, 5e4, 4e4], dtype=torch.float16, requires_grad=True)
    print(x.mean(), x.view(2, 2).mean(1), x.sum())
    print(F.l1_loss(x, x * 0), F.smooth_l1_loss(x, x * 0), F.huber_loss(x, x * 0))
    x.mean().backward()
    print(x.grad)
