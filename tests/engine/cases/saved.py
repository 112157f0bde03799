"""What every operation saves: its backward fails where one of its inputs or its output has changed since."""


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
