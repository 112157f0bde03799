# Written by tools/stubs.py. Do not edit.
import builtins
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np

from .node import Node

F = TypeVar("F", bound=Callable[..., Any])

_float = builtins.float
_bool = builtins.bool
_int = builtins.int

class dtype:
    name: str
    is_floating_point: _bool
    itemsize: _int

_dtype = dtype
bool: dtype
float16: dtype
float32: dtype
float64: dtype
int8: dtype
int16: dtype
int32: dtype
int64: dtype
uint8: dtype
float: dtype
double: dtype
long: dtype
class Size(tuple[_int, ...]):
    def numel(self) -> _int: ...
class Tensor:
    """A multi-dimensional array that can be differentiated through."""

    @property
    def shape(self) -> Size:
        """The size of every dimension."""
    @property
    def dtype(self) -> _dtype:
        """The type of the elements, such as ``torch.float32``."""
    @property
    def ndim(self) -> _int:
        """How many dimensions there are; 0 for a single number."""
    def dim(self) -> _int:
        """How many dimensions there are; 0 for a single number."""
    def size(self, dim: _int | None = None) -> Size | _int:
        """The shape, or the size of one dimension."""
    def numel(self) -> _int:
        """How many elements there are."""
    def is_floating_point(self) -> _bool:
        """Whether the elements are of a floating-point type; only then can a tensor require grad."""
    @property
    def requires_grad(self) -> _bool:
        """Whether operations on this tensor are recorded. Assignable on leaves only."""
    @requires_grad.setter
    def requires_grad(self, value: _bool) -> None: ...
    def requires_grad_(self, requires_grad: _bool = True) -> Tensor:
        """Set ``requires_grad`` of this leaf, and return it."""
    @property
    def is_leaf(self) -> _bool:
        """True unless an operation made this tensor and recorded it: leaves are where gradients end."""
    @property
    def grad_fn(self) -> Node | None:
        """The node of the operation that made this tensor; None for a leaf."""
    @property
    def output_nr(self) -> _int:
        """Which output of ``grad_fn`` this tensor is; 0 for a leaf."""
    @property
    def grad(self) -> Tensor | None:
        """The gradient that ``backward()`` has added up here: None before the first time."""
    @grad.setter
    def grad(self, value: Tensor | None) -> None: ...
    @property
    def retains_grad(self) -> _bool:
        """Whether ``retain_grad()`` asked this interior tensor to keep its gradient."""
    def retain_grad(self) -> None:
        """Let ``backward()`` fill this tensor's ``.grad`` though it is no leaf. On a leaf it does nothing."""
    def register_hook(self, hook: Callable[[Tensor], Tensor | None]) -> RemovableHandle:
        """Call ``hook`` with the gradient of this tensor whenever one is computed; what it returns replaces it."""
    def register_post_accumulate_grad_hook(self, hook: Callable[[Tensor], None]) -> RemovableHandle:
        """Call ``hook`` with this leaf each time ``backward()`` has added to its ``.grad``."""
    def backward(self, gradient: Tensor | None = None, retain_graph: _bool | None = None, create_graph: _bool = False, inputs: Tensor | Sequence[Tensor] | None = None) -> None:
        """Add the gradient of this tensor, with respect to every leaf it came from, to the leaf's ``.grad``."""
    def detach(self) -> Tensor:
        """The same memory without the history: a leaf that requires no grad. A change to one changes both."""
    @property
    def data(self) -> Tensor:
        """The same memory without the history and without its version: changes through it go unnoticed."""
    @data.setter
    def data(self, value: Tensor) -> None: ...
    def is_inference(self) -> _bool:
        """Whether this tensor was made in inference mode."""
    def item(self) -> _bool | _int | _float:
        """The only element, as a Python number. Raises RuntimeError where there are more."""
    def tolist(self) -> Any:
        """The elements as nested lists of Python numbers; a single number as itself."""
    def numpy(self) -> np.ndarray:
        """The elements as a NumPy array over the same memory."""
    def __array__(self, dtype: Any = None, copy: _bool | None = None) -> np.ndarray: ...
    def __repr__(self) -> str:
        """Return repr(self)."""
    def __format__(self, spec: str) -> str:
        """Default object formatter."""
    def __len__(self) -> _int: ...
    def __iter__(self) -> Iterator[Tensor]: ...
    def __bool__(self) -> _bool: ...
    def __float__(self) -> _float: ...
    def __int__(self) -> _int: ...
    def __index__(self) -> _int: ...
    def eq(self, other: Tensor | _float) -> Tensor:
        """Where ``input == other``."""
    def __eq__(self, other: Tensor | _float) -> Tensor:
        """Where ``input == other``."""
    def ne(self, other: Tensor | _float) -> Tensor:
        """Where ``input != other``."""
    def __ne__(self, other: Tensor | _float) -> Tensor:
        """Where ``input != other``."""
    def lt(self, other: Tensor | _float) -> Tensor:
        """Where ``input < other``."""
    def __lt__(self, other: Tensor | _float) -> Tensor:
        """Where ``input < other``."""
    def le(self, other: Tensor | _float) -> Tensor:
        """Where ``input <= other``."""
    def __le__(self, other: Tensor | _float) -> Tensor:
        """Where ``input <= other``."""
    def gt(self, other: Tensor | _float) -> Tensor:
        """Where ``input > other``."""
    def __gt__(self, other: Tensor | _float) -> Tensor:
        """Where ``input > other``."""
    def ge(self, other: Tensor | _float) -> Tensor:
        """Where ``input >= other``."""
    def __ge__(self, other: Tensor | _float) -> Tensor:
        """Where ``input >= other``."""
    def add(self, other: Tensor | _float) -> Tensor:
        """``input + other``, with broadcasting."""
    def add_(self, other: Tensor | _float) -> Tensor:
        """``input + other``, with broadcasting."""
    def __add__(self, other: Tensor | _float) -> Tensor:
        """``input + other``, with broadcasting."""
    def __iadd__(self, other: Tensor | _float) -> Tensor:
        """``input + other``, with broadcasting."""
    def __radd__(self, other: Tensor | _float) -> Tensor:
        """``input + other``, with broadcasting."""
    def sub(self, other: Tensor | _float) -> Tensor:
        """``input - other``, with broadcasting."""
    def sub_(self, other: Tensor | _float) -> Tensor:
        """``input - other``, with broadcasting."""
    def __sub__(self, other: Tensor | _float) -> Tensor:
        """``input - other``, with broadcasting."""
    def __isub__(self, other: Tensor | _float) -> Tensor:
        """``input - other``, with broadcasting."""
    def mul(self, other: Tensor | _float) -> Tensor:
        """``input * other``, with broadcasting."""
    def mul_(self, other: Tensor | _float) -> Tensor:
        """``input * other``, with broadcasting."""
    def __mul__(self, other: Tensor | _float) -> Tensor:
        """``input * other``, with broadcasting."""
    def __imul__(self, other: Tensor | _float) -> Tensor:
        """``input * other``, with broadcasting."""
    def __rmul__(self, other: Tensor | _float) -> Tensor:
        """``input * other``, with broadcasting."""
    def div(self, other: Tensor | _float) -> Tensor:
        """``input / other``, with broadcasting; integers are divided as floats."""
    def div_(self, other: Tensor | _float) -> Tensor:
        """``input / other``, with broadcasting; integers are divided as floats."""
    def __truediv__(self, other: Tensor | _float) -> Tensor:
        """``input / other``, with broadcasting; integers are divided as floats."""
    def __itruediv__(self, other: Tensor | _float) -> Tensor:
        """``input / other``, with broadcasting; integers are divided as floats."""
    def neg(self) -> Tensor:
        """``-input``."""
    def neg_(self) -> Tensor:
        """``-input``."""
    def __neg__(self) -> Tensor:
        """``-input``."""
    def reciprocal(self) -> Tensor:
        """``1 / input``."""
    def reciprocal_(self) -> Tensor:
        """``1 / input``."""
    def square(self) -> Tensor:
        """``input ** 2``, the power that training loops live on."""
    def square_(self) -> Tensor:
        """``input ** 2``, the power that training loops live on."""
    def exp(self) -> Tensor:
        """``e ** input``."""
    def exp_(self) -> Tensor:
        """``e ** input``."""
    def log(self) -> Tensor:
        """The natural logarithm."""
    def log_(self) -> Tensor:
        """The natural logarithm."""
    def pow(self, exponent: _float) -> Tensor:
        """``input ** exponent``, for a number as exponent."""
    def copy_(self, src: Tensor) -> Tensor:
        """What ``copy_`` makes of this tensor."""
    def fill_(self, value: Tensor | _float) -> Tensor:
        """What ``fill_`` makes of this tensor."""
    def __pow__(self, exponent: _float) -> Tensor:
        """``input ** exponent``, for a number as exponent."""
    def pow_(self, exponent: _float) -> Tensor:
        """``input ** exponent``, for a number as exponent."""
    def __ipow__(self, exponent: _float) -> Tensor:
        """``input ** exponent``, for a number as exponent."""
    def __rsub__(self, other: _float) -> Tensor:
        """``other - input``."""
    def __rtruediv__(self, other: _float) -> Tensor:
        """``other / input``."""
    def zero_(self) -> Tensor:
        """All elements set to 0, in place: what a training loop does to gradients."""
    def __getitem__(self, index: Any) -> Tensor:
        """The part of the tensor that integers, slices, ``None`` and ``...`` pick: a view of the same memory."""
    def __setitem__(self, index: Any, value: Tensor | _float) -> None:
        """Write into a part of the tensor's memory."""
    def reshape(self, *shape: _int | Sequence[_int]) -> Tensor:
        """The elements in the same order under another shape; one size may be -1 and is worked out."""
    def flatten(self) -> Tensor:
        """All elements in one dimension."""
    def unsqueeze(self, dim: _int) -> Tensor:
        """A dimension of size 1 put in at ``dim``."""
    def squeeze(self, dim: _int | None = None) -> Tensor:
        """Every dimension of size 1, or only ``dim``, taken out."""
    def t(self) -> Tensor:
        """The transpose of a matrix; a vector stays as it is."""
    def transpose(self, dim0: _int, dim1: _int) -> Tensor:
        """The dimensions ``dim0`` and ``dim1`` swapped."""
    def permute(self, *dims: _int | Sequence[_int]) -> Tensor:
        """The dimensions in the order ``dims``."""
    def clone(self) -> Tensor:
        """A copy with memory of its own, and with the history."""
    def view(self, *shape: _int | Sequence[_int]) -> Tensor:
        """``reshape`` that never copies. Raises RuntimeError where the memory does not allow it."""
    def expand(self, *shape: _int | Sequence[_int]) -> Tensor:
        """Dimensions of size 1 repeated to the given sizes, without a copy; -1 keeps a size as it is."""
    def to(self, dtype: _dtype | type) -> Tensor:
        """This tensor in another dtype; itself where it has that dtype already."""
    def float(self) -> Tensor:
        """This tensor in float32."""
    def double(self) -> Tensor:
        """This tensor in float64."""
    def long(self) -> Tensor:
        """This tensor in int64."""
    @property
    def T(self) -> Tensor:
        """The tensor with its dimensions in reverse order: the transpose of a matrix."""
    def swapaxes(self, dim0: _int, dim1: _int) -> Tensor:
        """The dimensions ``dim0`` and ``dim1`` swapped."""
    def matmul(self, other: Tensor) -> Tensor:
        """The matrix product: matrix by matrix, matrix by vector, vector by matrix or vector by vector."""
    def __matmul__(self, other: Tensor) -> Tensor:
        """The matrix product: matrix by matrix, matrix by vector, vector by matrix or vector by vector."""
    def sum(self, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, axis: _int | Sequence[_int] | None = None, keepdims: _bool = False) -> Tensor:
        """The sum of all elements, or along ``dim`` (one dimension or several); ``axis``, ``keepdims`` as in NumPy."""
    def mean(self, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False) -> Tensor:
        """The mean of all elements, or along ``dim`` (one dimension or several)."""
    def split(tensor: Tensor, split_size_or_sections: _int | Sequence[_int], dim: _int = 0) -> tuple[Tensor, ...]:
        """Views of equal size along ``dim`` (the last may be smaller), or of the sizes given."""
    def chunk(self, chunks: _int, dim: _int = 0) -> tuple[Tensor, ...]:
        """At most ``chunks`` views of equal size along ``dim``; the last may be smaller."""
    def unbind(self, dim: _int = 0) -> tuple[Tensor, ...]:
        """A view at every position along ``dim``, which is taken out."""
    def bernoulli(self, p: _float | None = None, *, generator: Generator | None = None) -> Tensor:
        """1 with the probability that ``input`` holds there, else 0; with ``p`` given, with that one everywhere."""
    def uniform_(self, from_: _float = 0, to: _float = 1, *, generator: Generator | None = None) -> Tensor:
        """Numbers from ``from_`` up to but without ``to``, in place."""
    def normal_(self, mean: _float = 0, std: _float = 1, *, generator: Generator | None = None) -> Tensor:
        """Normal numbers with this mean and standard deviation, in place."""
    def exponential_(self, lambd: _float = 1, *, generator: Generator | None = None) -> Tensor:
        """Numbers of the exponential distribution with rate ``lambd``, in place."""
    def bernoulli_(self, p: Tensor | _float = 0.5, *, generator: Generator | None = None) -> Tensor:
        """1 with probability ``p``, else 0, in place; ``p`` may be a tensor that expands to this one's shape."""
    def random_(self, *limits: _int, to: _int | None = None, generator: Generator | None = None) -> Tensor:
        """Integers in place: ``random_(to)`` from 0 up to but without ``to``, ``random_(from, to)`` from ``from``."""
class Generator:
    """A source of random numbers with a state of its own, for the argument ``generator=``."""

    def __init__(self, device: str = 'cpu') -> None:
        """A generator that starts from PyTorch's default seed. Raises NotImplementedError for other devices."""
    def manual_seed(self, seed: _int) -> Generator:
        """Start again from ``seed``, an integer of up to 64 bits, of which the lower 32 count."""
    def seed(self) -> _int:
        """Start again from a seed that nobody can foresee, and return it."""
    def initial_seed(self) -> _int:
        """The seed that this generator last started from."""
    def get_state(self) -> Tensor:
        """Where in its stream the generator is: a uint8 tensor of PyTorch's 5056 bytes."""
    def set_state(self, new_state: Tensor) -> Generator:
        """Go back to where ``get_state()`` was called."""
default_generator: Generator
class enable_grad:
    def __init__(self, function: Callable[..., Any] | None = None) -> None: ...
    def __enter__(self) -> None: ...
    def __exit__(self, *exception: Any) -> None: ...
    def __call__(self, function: F) -> F: ...
class inference_mode:
    def __init__(self, function: Callable[..., Any] | None = None) -> None: ...
    def __enter__(self) -> None: ...
    def __exit__(self, *exception: Any) -> None: ...
    def __call__(self, function: F) -> F: ...
class no_grad:
    def __init__(self, function: Callable[..., Any] | None = None) -> None: ...
    def __enter__(self) -> None: ...
    def __exit__(self, *exception: Any) -> None: ...
    def __call__(self, function: F) -> F: ...
class set_grad_enabled:
    def __init__(self, mode: _bool) -> None: ...
    def __enter__(self) -> None: ...
    def __exit__(self, *exception: Any) -> None: ...
    def __call__(self, function: F) -> F: ...
def is_grad_enabled() -> _bool: ...
def tensor(data: Any, *, dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """A new tensor with a copy of ``data``: a number, nested sequences of numbers, an array or a tensor."""
def get_default_dtype() -> dtype:
    """The dtype of new floating-point tensors."""
def promote_types(a: dtype, b: dtype) -> dtype:
    """The smallest dtype that holds both; a floating-point type beats every integer."""
def set_default_dtype(d: dtype) -> None:
    """Make ``d`` the dtype of new floating-point tensors; it starts as ``torch.float32``."""
def is_inference_mode_enabled() -> _bool:
    """Whether ``inference_mode`` is on in this thread or task."""
def zeros(*size: _int | Sequence[_int], dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """A tensor of zeros."""
def ones(*size: _int | Sequence[_int], dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """A tensor of ones."""
def full(size: Sequence[_int], fill_value: _float, *, dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """A tensor with every element ``fill_value``."""
def eye(n: _int, m: _int | None = None, *, dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """The ``n`` by ``m`` matrix with ones on the diagonal; square where ``m`` is left out."""
def linspace(start: _float, end: _float, steps: _int, *, dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """``steps`` numbers from ``start`` to ``end``, both included, at equal distances."""
def arange(start: _float, end: _float | None = None, step: _float = 1, *, dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """The numbers from ``start`` (0 if only ``end`` is given) up to but without ``end``."""
def zeros_like(input: Tensor, *, dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """Zeros in the shape and dtype of ``input``."""
def ones_like(input: Tensor, *, dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """Ones in the shape and dtype of ``input``."""
def from_numpy(array: np.ndarray) -> Tensor:
    """A tensor over the memory of ``array``: a change to one changes both."""
def eq(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input == other``."""
def ne(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input != other``."""
def lt(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input < other``."""
def le(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input <= other``."""
def gt(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input > other``."""
def ge(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input >= other``."""
def add(input: Tensor | _float, other: Tensor | _float) -> Tensor:
    """``input + other``, with broadcasting."""
def sub(input: Tensor | _float, other: Tensor | _float) -> Tensor:
    """``input - other``, with broadcasting."""
def mul(input: Tensor | _float, other: Tensor | _float) -> Tensor:
    """``input * other``, with broadcasting."""
def div(input: Tensor | _float, other: Tensor | _float) -> Tensor:
    """``input / other``, with broadcasting; integers are divided as floats."""
def neg(input: Tensor) -> Tensor:
    """``-input``."""
def reciprocal(input: Tensor) -> Tensor:
    """``1 / input``."""
def square(input: Tensor) -> Tensor:
    """``input ** 2``, the power that training loops live on."""
def exp(input: Tensor) -> Tensor:
    """``e ** input``."""
def log(input: Tensor) -> Tensor:
    """The natural logarithm."""
def pow(input: Tensor, exponent: _float) -> Tensor:
    """``input ** exponent``, for a number as exponent."""
def reshape(input: Tensor, *shape: _int | Sequence[_int]) -> Tensor:
    """The elements in the same order under another shape; one size may be -1 and is worked out."""
def flatten(input: Tensor) -> Tensor:
    """All elements in one dimension."""
def unsqueeze(input: Tensor, dim: _int) -> Tensor:
    """A dimension of size 1 put in at ``dim``."""
def squeeze(input: Tensor, dim: _int | None = None) -> Tensor:
    """Every dimension of size 1, or only ``dim``, taken out."""
def t(input: Tensor) -> Tensor:
    """The transpose of a matrix; a vector stays as it is."""
def transpose(input: Tensor, dim0: _int, dim1: _int) -> Tensor:
    """The dimensions ``dim0`` and ``dim1`` swapped."""
def permute(input: Tensor, *dims: _int | Sequence[_int]) -> Tensor:
    """The dimensions in the order ``dims``."""
def clone(input: Tensor) -> Tensor:
    """A copy with memory of its own, and with the history."""
def matmul(input: Tensor, other: Tensor) -> Tensor:
    """The matrix product: matrix by matrix, matrix by vector, vector by matrix or vector by vector."""
def sum(input: Tensor, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, axis: _int | Sequence[_int] | None = None, keepdims: _bool = False) -> Tensor:
    """The sum of all elements, or along ``dim`` (one dimension or several); ``axis``, ``keepdims`` as in NumPy."""
def mean(input: Tensor, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False) -> Tensor:
    """The mean of all elements, or along ``dim`` (one dimension or several)."""
def split(tensor: Tensor, split_size_or_sections: _int | Sequence[_int], dim: _int = 0) -> tuple[Tensor, ...]:
    """Views of equal size along ``dim`` (the last may be smaller), or of the sizes given."""
def chunk(input: Tensor, chunks: _int, dim: _int = 0) -> tuple[Tensor, ...]:
    """At most ``chunks`` views of equal size along ``dim``; the last may be smaller."""
def unbind(input: Tensor, dim: _int = 0) -> tuple[Tensor, ...]:
    """A view at every position along ``dim``, which is taken out."""
def manual_seed(seed: _int) -> Generator:
    """Let everything drawn from now on follow from ``seed``, as in PyTorch. Returns the default generator."""
def seed() -> _int:
    """Start the default generator from a seed that nobody can foresee, and return it."""
def initial_seed() -> _int:
    """The seed that the default generator last started from."""
def get_rng_state() -> Tensor:
    """Where in its stream the default generator is: a uint8 tensor for ``set_rng_state``."""
def set_rng_state(new_state: Tensor) -> None:
    """Bring the default generator back to where ``get_rng_state()`` was called."""
def rand(*shape: _int | Sequence[_int], size: Sequence[_int] | None = None, generator: Generator | None = None, dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """Numbers from 0 up to but without 1, each as likely as any other, in a floating-point dtype."""
def randn(*shape: _int | Sequence[_int], size: Sequence[_int] | None = None, generator: Generator | None = None, dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """Normal numbers of mean 0 and standard deviation 1; everything else as in ``rand``."""
def randint(low: _int = 0, high: _int | Sequence[_int] | None = None, size: Sequence[_int] | None = None, *, generator: Generator | None = None, dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """Integers from ``low`` up to but without ``high``: ``randint(high, size)`` or ``randint(low, high, size)``."""
def randperm(n: _int, *, generator: Generator | None = None, dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """The integers from 0 to ``n - 1`` in random order."""
def rand_like(input: Tensor, *, generator: Generator | None = None, dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """What ``rand`` draws, in the shape and dtype of ``input``."""
def randn_like(input: Tensor, *, generator: Generator | None = None, dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """What ``randn`` draws, in the shape and dtype of ``input``."""
def randint_like(input: Tensor, low: _int = 0, high: _int | None = None, *, generator: Generator | None = None, dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """What ``randint`` draws, in the shape and dtype of ``input``; ``randint_like(input, high)`` starts from 0."""
def normal(mean: Tensor | _float = 0.0, std: Tensor | _float = 1.0, size: Sequence[_int] | None = None, *, generator: Generator | None = None, dtype: _dtype | type | None = None, requires_grad: _bool = False) -> Tensor:
    """Normal numbers with a mean and a standard deviation each, or with one of both for a whole ``size``."""
def bernoulli(input: Tensor, p: _float | None = None, *, generator: Generator | None = None) -> Tensor:
    """1 with the probability that ``input`` holds there, else 0; with ``p`` given, with that one everywhere."""
