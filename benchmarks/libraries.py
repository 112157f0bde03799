"""How each library differentiates: making tensors, a step of training, a chain of products, ten operations on a lot."""

import contextlib
import importlib
from time import perf_counter

import numpy as np

from benchmarks import bare


class TorchLike:
    """PyTorch and minigrad: one text for both."""

    def __init__(self, name, module):
        self.name = name
        self.torch = torch = importlib.import_module(module)
        importlib.import_module(f"{module}.nn")
        self.relu = torch.relu
        self.cross_entropy = torch.nn.functional.cross_entropy

    def tensor(self, array):
        return self.torch.tensor(array)

    def leaf(self, array):
        return self.torch.tensor(array, requires_grad=True)

    def train(self, loss, parameters, epochs, rate):
        for _ in range(epochs):
            loss(self, *parameters).backward()
            with self.torch.no_grad():
                for p in parameters:
                    p -= rate * p.grad
                    p.grad.zero_()

    def no_grad(self):
        return self.torch.no_grad()

    def backward(self, y):
        y.sum().backward()

    def gradient(self, f, array):
        f(self.leaf(array)).sum().backward()


class Bare(TorchLike):
    """What is in ``bare``, and the loss that is one operation in PyTorch as one."""

    def __init__(self):
        self.name = "bare"
        self.torch = bare
        self.relu = bare.relu

    def cross_entropy(self, z, labels):
        labels = labels.data
        n, rows = len(labels), np.arange(len(labels))
        powers = np.exp(z.data - np.maximum.reduce(z.data.T.copy())[:, None])
        p = powers / powers.dot(bare.ONES[powers.shape[1]])[:, None]

        def vjp(g, a):
            p[rows, labels] -= 1
            return p * (g / n)

        return bare.unary(lambda a: -bare.add_up(np.log(p[rows, labels])) / n, vjp)(z)


class MyGrad(TorchLike):
    """MyGrad: tensors with a ``backward``, and gradients that are arrays."""

    def __init__(self):
        self.name = "MyGrad"
        self.module = importlib.import_module("mygrad")
        losses = importlib.import_module("mygrad.nnet")
        self.relu = losses.relu
        self.cross_entropy = losses.softmax_crossentropy
        self.no_grad = lambda: self.module.no_autodiff

    def tensor(self, array):
        return array

    def leaf(self, array):
        return self.module.tensor(array)

    def train(self, loss, parameters, epochs, rate):
        for _ in range(epochs):
            loss(self, *parameters).backward()
            for p in parameters:
                p.data -= rate * p.grad


class Hips(TorchLike):
    """HIPS autograd: functions of arrays, and functions that give their gradients."""

    def __init__(self):
        self.name = "HIPS autograd"
        self.np = importlib.import_module("autograd.numpy")
        self.grad = importlib.import_module("autograd").grad

    def relu(self, h):
        return self.np.maximum(h, 0)

    def cross_entropy(self, z, labels):
        z = z - self.np.max(z, axis=1, keepdims=True)
        logs = z - self.np.log(self.np.sum(self.np.exp(z), axis=1, keepdims=True))
        return -self.np.mean(logs[np.arange(len(labels)), labels])

    def tensor(self, array):
        return array

    def leaf(self, array):
        return array

    def train(self, loss, parameters, epochs, rate):
        gradients = self.grad(lambda parameters: loss(self, *parameters))
        parameters = list(parameters)
        for _ in range(epochs):
            for i, g in enumerate(gradients(parameters)):
                parameters[i] = parameters[i] - rate * g

    def gradient(self, f, array):
        self.grad(lambda x: self.np.sum(f(x)))(array)


def chain(lib, n, elements):
    """Seconds forward and backward for n products."""
    x, w = lib.leaf(np.ones(elements, np.float32)), lib.leaf(np.ones(elements, np.float32))
    start = perf_counter()
    y = x
    for _ in range(n):
        y = y * w
    middle = perf_counter()
    lib.backward(y)
    return middle - start, perf_counter() - middle


def hips_chain(lib, n, elements):
    """The same as one, since it traces and walks in one call."""
    ones = np.ones(elements, np.float32)

    def product(pair):
        y, w = pair
        for _ in range(n):
            y = y * w
        return lib.np.sum(y)

    start = perf_counter()
    lib.grad(product)((ones, ones))
    return perf_counter() - start, 0.0


def unrecorded(lib, n, elements):
    """Seconds for n products without recording."""
    x, w = lib.leaf(np.ones(elements, np.float32)), lib.leaf(np.ones(elements, np.float32))
    with lib.no_grad():
        start = perf_counter()
        y = x
        for _ in range(n):
            y = y * w
        return perf_counter() - start


def ten_operations(x):
    for _ in range(5):
        x = x * 0.5
        x = x + 1.0
    return x


MAKERS = {
    "bare": Bare,
    "minigrad": lambda: TorchLike("minigrad", "minigrad"),
    "PyTorch": lambda: TorchLike("PyTorch", "torch"),
    "HIPS autograd": Hips,
    "MyGrad": MyGrad,
}


def available(names=tuple(MAKERS)):
    """Those of the libraries that are installed."""
    found = []
    for name in names:
        with contextlib.suppress(ImportError):
            found.append(MAKERS[name]())
    return found
