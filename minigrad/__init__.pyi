# Written by tools/stubs.py. Do not edit.
import builtins
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np

from . import nn as nn
from . import optim as optim
from . import utils as utils
from .hooks import RemovableHandle
from .node import Node
from .seeing.draw import draw as draw
from .seeing.explain import explain as explain
from .serialization import load as load
from .serialization import save as save
from .utils.names import typename as typename

F = TypeVar("F", bound=Callable[..., Any])

_float = builtins.float
_bool = builtins.bool
_int = builtins.int
_type = builtins.type

class dtype:
    name: str
    is_floating_point: _bool
    itemsize: _int

_dtype = dtype
bool: dtype
double: dtype
float: dtype
float16: dtype
float32: dtype
float64: dtype
half: dtype
int: dtype
int16: dtype
int32: dtype
int64: dtype
int8: dtype
long: dtype
short: dtype
uint8: dtype
class Size(tuple[_int, ...]):
    def numel(self) -> _int: ...
class Tensor:
    """A multi-dimensional array that can be differentiated through."""

    @property
    def T(self) -> Tensor:
        """The tensor with its dimensions in reverse order: the transpose of a matrix."""
    def __abs__(self) -> Tensor:
        """The absolute value. Its slope at 0 is 0."""
    def __add__(self, other: Tensor | _float) -> Tensor:
        """``input + other``, with broadcasting."""
    def __and__(self, other: Tensor | _float) -> Tensor:
        """The bits that both have."""
    def __array__(self, dtype: Any = None, copy: _bool | None = None) -> np.ndarray:
        """The elements for NumPy. Raises RuntimeError where the tensor requires grad."""
    def __array_function__(self, function: Any, types: Any, args: Any, options: Any) -> Any:
        """What NumPy calls instead of ``function`` where one argument is a Tensor."""
    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        """What NumPy calls instead of ``ufunc`` where one argument is a Tensor."""
    def __bool__(self) -> _bool:
        """Whether the only element is not 0. Raises RuntimeError where there is not one."""
    def __contains__(self, element: Any) -> _bool:
        """Whether any element equals ``element``, a number or a tensor that broadcasts."""
    def __copy__(self) -> Tensor:
        """A leaf over the same memory, of the same class, that requires grad if this tensor does."""
    def __deepcopy__(self, memo: dict[_int, Any]) -> Tensor:
        """A leaf with memory and gradient of its own. Raises RuntimeError for a tensor that an operation made."""
    def __delitem__(self, index: Any) -> None:
        """Raises TypeError: the size of a tensor stays as it is."""
    def __dlpack__(self, **options: Any) -> Any:
        """The tensor's memory for another library. Raises BufferError where the tensor requires grad."""
    def __dlpack_device__(self) -> tuple[_int, _int]:
        """DLPack's name of the CPU."""
    def __eq__(self, other: Tensor | _float) -> Tensor:
        """Where ``input == other``."""
    def __float__(self) -> _float:
        """The only element as a float. Warns where the tensor requires grad, since the float has no history."""
    def __floordiv__(self, other: Tensor | _float) -> Tensor: ...
    def __format__(self, spec: str) -> str:
        """A tensor without dimensions as its number."""
    def __ge__(self, other: Tensor | _float) -> Tensor:
        """Where ``input >= other``."""
    def __getitem__(self, index: Any) -> Tensor:
        """The part of the tensor that ``index`` picks."""
    def __gt__(self, other: Tensor | _float) -> Tensor:
        """Where ``input > other``."""
    def __iadd__(self, other: Tensor | _float) -> Tensor:
        """``input + other``, with broadcasting."""
    def __iand__(self, other: Tensor | _float) -> Tensor:
        """The bits that both have."""
    def __ifloordiv__(self, other: Tensor | _float) -> Tensor: ...
    def __ilshift__(self, other: Tensor | _float) -> Tensor:
        """The bits moved left, ``other`` places."""
    def __imod__(self, other: Tensor | _float) -> Tensor:
        """The remainder of ``input / other`` with the sign of ``other``: Python's ``%``."""
    def __imul__(self, other: Tensor | _float) -> Tensor:
        """``input * other``, with broadcasting."""
    def __index__(self) -> _int:
        """The only element as an index. Raises TypeError for one of a floating-point type."""
    def __int__(self) -> _int:
        """The only element as an int."""
    def __invert__(self) -> Tensor:
        """``~self``."""
    def __ior__(self, other: Tensor | _float) -> Tensor:
        """The bits that at least one has."""
    def __ipow__(self, exponent: Tensor | _float) -> Tensor:
        """``self ** exponent``, for a tensor or a number as exponent."""
    def __irshift__(self, other: Tensor | _float) -> Tensor:
        """The bits moved right, ``other`` places."""
    def __isub__(self, other: Tensor | _float) -> Tensor:
        """``input - other``, with broadcasting."""
    def __iter__(self) -> Iterator[Tensor]:
        """The parts along the first dimension."""
    def __itruediv__(self, other: Tensor | _float) -> Tensor:
        """``input / other``, with broadcasting; integers are divided as floats."""
    def __ixor__(self, other: Tensor | _float) -> Tensor:
        """The bits that one of the two has."""
    def __le__(self, other: Tensor | _float) -> Tensor:
        """Where ``input <= other``."""
    def __len__(self) -> _int:
        """The size of the first dimension."""
    def __lshift__(self, other: Tensor | _float) -> Tensor:
        """The bits moved left, ``other`` places."""
    def __lt__(self, other: Tensor | _float) -> Tensor:
        """Where ``input < other``."""
    def __matmul__(self, other: Tensor) -> Tensor:
        """``self @ other``."""
    def __mod__(self, other: Tensor | _float) -> Tensor:
        """The remainder of ``input / other`` with the sign of ``other``: Python's ``%``."""
    def __mul__(self, other: Tensor | _float) -> Tensor:
        """``input * other``, with broadcasting."""
    def __ne__(self, other: Tensor | _float) -> Tensor:
        """Where ``input != other``."""
    def __neg__(self) -> Tensor:
        """``-input``."""
    def __new__(cls: _type, *data: Any, device: Any = None, **options: Any) -> Tensor:
        """``torch.Tensor(2, 3)``, filled with whatever the memory holds, or ``torch.Tensor([1, 2])``, always floats."""
    def __or__(self, other: Tensor | _float) -> Tensor:
        """The bits that at least one has."""
    def __pos__(self) -> Tensor:
        """``+input``: the tensor itself."""
    def __pow__(self, exponent: Tensor | _float) -> Tensor:
        """``self ** exponent``, for a tensor or a number as exponent."""
    def __radd__(self, other: Tensor | _float) -> Tensor:
        """``input + other``, with broadcasting."""
    def __rand__(self, other: Tensor | _float) -> Tensor:
        """The bits that both have."""
    def __reduce_ex__(self, protocol: _int) -> tuple[Any, ...]:
        """How a tensor is pickled: by its elements and whether it requires grad, without its history."""
    def __repr__(self) -> str:
        """Return repr(self)."""
    def __reversed__(self) -> Tensor:
        """The tensor with its first dimension in reverse order."""
    def __rfloordiv__(self, other) -> Any: ...
    def __rlshift__(self, other: Tensor | _float) -> Tensor:
        """The bits moved left, ``other`` places."""
    def __rmod__(self, other) -> Any: ...
    def __rmul__(self, other: Tensor | _float) -> Tensor:
        """``input * other``, with broadcasting."""
    def __ror__(self, other: Tensor | _float) -> Tensor:
        """The bits that at least one has."""
    def __rpow__(self, other: _float) -> Tensor:
        """``other ** self``, for a number on the left."""
    def __rrshift__(self, other: Tensor | _float) -> Tensor:
        """The bits moved right, ``other`` places."""
    def __rshift__(self, other: Tensor | _float) -> Tensor:
        """The bits moved right, ``other`` places."""
    def __rsub__(self, other: Tensor | _float) -> Tensor: ...
    def __rtruediv__(self, other: _float) -> Tensor:
        """``other / input``."""
    def __rxor__(self, other: Tensor | _float) -> Tensor:
        """The bits that one of the two has."""
    def __setitem__(self, index: Any, value: Tensor | _float) -> None:
        """Write into a part of the tensor's memory: a number, or a tensor that broadcasts to the part."""
    def __sub__(self, other: Tensor | _float) -> Tensor:
        """``input - other``, with broadcasting."""
    def __truediv__(self, other: Tensor | _float) -> Tensor:
        """``input / other``, with broadcasting; integers are divided as floats."""
    def __xor__(self, other: Tensor | _float) -> Tensor:
        """The bits that one of the two has."""
    def abs(self) -> Tensor:
        """The absolute value. Its slope at 0 is 0."""
    def abs_(self) -> Tensor:
        """The absolute value. Its slope at 0 is 0."""
    def absolute(self) -> Tensor:
        """The absolute value. Its slope at 0 is 0."""
    def absolute_(self) -> Tensor:
        """The absolute value. Its slope at 0 is 0."""
    def acos(self) -> Tensor:
        """The angle in [0, π] whose cosine is ``input``."""
    def acos_(self) -> Tensor:
        """The angle in [0, π] whose cosine is ``input``."""
    def acosh(self) -> Tensor:
        """The inverse of ``cosh``, for numbers from 1 upward."""
    def acosh_(self) -> Any: ...
    def add(self, other: Tensor | _float, *, alpha: _float = 1) -> Tensor:
        """``input + other``, with broadcasting. ``alpha`` multiplies ``other`` first."""
    def add_(self, other: Tensor | _float, *, alpha: _float = 1) -> Tensor:
        """``input + other``, with broadcasting. ``alpha`` multiplies ``other`` first."""
    def addcdiv(self, tensor1: Tensor, tensor2: Tensor, *, value: _float = 1) -> Tensor:
        """``input + value * tensor1 / tensor2``, with broadcasting. Raises RuntimeError for integers alone."""
    def addcdiv_(self, tensor1: Tensor, tensor2: Tensor, *, value: _float = 1) -> Tensor:
        """``input + value * tensor1 / tensor2``, with broadcasting. Raises RuntimeError for integers alone."""
    def addcmul(self, tensor1: Tensor, tensor2: Tensor, *, value: _float = 1) -> Tensor:
        """``input + value * tensor1 * tensor2``, with broadcasting."""
    def addcmul_(self, tensor1: Tensor, tensor2: Tensor, *, value: _float = 1) -> Tensor:
        """``input + value * tensor1 * tensor2``, with broadcasting."""
    def addmm(self, mat1: Tensor, mat2: Tensor, *, beta: _float = 1, alpha: _float = 1) -> Tensor:
        """``beta * input + alpha * mat1 @ mat2``, with ``input`` broadcast to the product."""
    def addmm_(self, a: Tensor, b: Tensor, *, beta: _float = 1, alpha: _float = 1) -> Tensor:
        """``beta * input + alpha * mat1 @ mat2``, with ``input`` broadcast to the product."""
    def addmv(self, mat: Tensor, vec: Tensor, *, beta: _float = 1, alpha: _float = 1) -> Tensor:
        """``beta * input + alpha * mat @ vec``, with ``input`` broadcast to the product."""
    def addmv_(self, a: Tensor, b: Tensor, *, beta: _float = 1, alpha: _float = 1) -> Tensor:
        """``beta * input + alpha * mat @ vec``, with ``input`` broadcast to the product."""
    def all(self, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False) -> Tensor:
        """Whether no element is 0, among all or along ``dim``."""
    def allclose(self, other: Tensor, rtol: _float = 1e-05, atol: _float = 1e-08, equal_nan: _bool = False) -> _bool:
        """Whether ``isclose`` holds everywhere."""
    def amax(self, dim: _int | Sequence[_int] = (), keepdim: _bool = False) -> Tensor:
        """The greatest elements along one dimension or several; equal ones share the gradient."""
    def amin(self, dim: _int | Sequence[_int] = (), keepdim: _bool = False) -> Tensor:
        """The smallest elements along one dimension or several; equal ones share the gradient."""
    def any(self, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False) -> Tensor:
        """Whether any element is not 0, among all or along ``dim``."""
    def arccos(self) -> Tensor:
        """The angle in [0, π] whose cosine is ``input``."""
    def arccos_(self) -> Tensor:
        """The angle in [0, π] whose cosine is ``input``."""
    def arccosh(self) -> Tensor:
        """The inverse of ``cosh``, for numbers from 1 upward."""
    def arccosh_(self) -> Any: ...
    def arcsin(self) -> Tensor:
        """The angle in [-π/2, π/2] whose sine is ``input``."""
    def arcsin_(self) -> Tensor:
        """The angle in [-π/2, π/2] whose sine is ``input``."""
    def arcsinh(self) -> Tensor:
        """The inverse of ``sinh``."""
    def arcsinh_(self) -> Any: ...
    def arctan(self) -> Tensor:
        """The angle in (-π/2, π/2) whose tangent is ``input``."""
    def arctan2(self, other: Tensor) -> Tensor:
        """The angle, between -π and π, of the point with height ``input`` and width ``other``."""
    def arctan2_(self, other: Tensor) -> Tensor:
        """The angle, between -π and π, of the point with height ``input`` and width ``other``."""
    def arctan_(self) -> Tensor:
        """The angle in (-π/2, π/2) whose tangent is ``input``."""
    def arctanh(self) -> Tensor:
        """The inverse of ``tanh``, for numbers between -1 and 1."""
    def arctanh_(self) -> Any: ...
    def argmax(self, dim: _int | None = None, keepdim: _bool = False) -> Tensor:
        """The position of the greatest element, the first of equal ones, among all or along ``dim``."""
    def argmin(self, dim: _int | None = None, keepdim: _bool = False) -> Tensor:
        """The position of the smallest element, the first of equal ones, among all or along ``dim``."""
    def argsort(self, dim: _int = -1, descending: _bool = False, stable: _bool = False) -> Tensor:
        """The positions that sort the elements along ``dim``."""
    def asin(self) -> Tensor:
        """The angle in [-π/2, π/2] whose sine is ``input``."""
    def asin_(self) -> Tensor:
        """The angle in [-π/2, π/2] whose sine is ``input``."""
    def asinh(self) -> Tensor:
        """The inverse of ``sinh``."""
    def asinh_(self) -> Any: ...
    def atan(self) -> Tensor:
        """The angle in (-π/2, π/2) whose tangent is ``input``."""
    def atan2(self, other: Tensor) -> Tensor:
        """The angle, between -π and π, of the point with height ``input`` and width ``other``."""
    def atan2_(self, other: Tensor) -> Tensor:
        """The angle, between -π and π, of the point with height ``input`` and width ``other``."""
    def atan_(self) -> Tensor:
        """The angle in (-π/2, π/2) whose tangent is ``input``."""
    def atanh(self) -> Tensor:
        """The inverse of ``tanh``, for numbers between -1 and 1."""
    def atanh_(self) -> Any: ...
    def backward(self, gradient: Tensor | None = None, retain_graph: _bool | None = None, create_graph: _bool = False, inputs: Tensor | Sequence[Tensor] | None = None) -> None:
        """Add the gradient of this tensor with respect to each leaf that it was computed from to the leaf's ``.grad``."""
    def baddbmm(self, batch1: Tensor, batch2: Tensor, *, beta: _float = 1, alpha: _float = 1) -> Tensor:
        """``addmm`` for stacks of matrices."""
    def baddbmm_(self, a: Tensor, b: Tensor, *, beta: _float = 1, alpha: _float = 1) -> Tensor:
        """``addmm`` for stacks of matrices."""
    def bernoulli(self, p: _float | None = None, *, generator: Generator | None = None) -> Tensor:
        """1 with the probability that ``input`` holds there, else 0; with ``p`` given, with that one everywhere."""
    def bernoulli_(self, p: Tensor | _float = 0.5, *, generator: Generator | None = None) -> Tensor:
        """1 with probability ``p``, else 0, in place; ``p`` may be a tensor that expands to this one's shape."""
    def bitwise_and(self, other: Tensor | _float) -> Tensor:
        """The bits that both have."""
    def bitwise_and_(self, other: Tensor | _float) -> Tensor:
        """The bits that both have."""
    def bitwise_left_shift(self, other: Tensor | _float) -> Tensor:
        """The bits moved left, ``other`` places."""
    def bitwise_left_shift_(self, other: Tensor | _float) -> Tensor:
        """The bits moved left, ``other`` places."""
    def bitwise_not(self) -> Tensor:
        """All bits changed; of booleans, the opposite."""
    def bitwise_not_(self) -> Tensor:
        """All bits changed; of booleans, the opposite."""
    def bitwise_or(self, other: Tensor | _float) -> Tensor:
        """The bits that at least one has."""
    def bitwise_or_(self, other: Tensor | _float) -> Tensor:
        """The bits that at least one has."""
    def bitwise_right_shift(self, other: Tensor | _float) -> Tensor:
        """The bits moved right, ``other`` places."""
    def bitwise_right_shift_(self, other: Tensor | _float) -> Tensor:
        """The bits moved right, ``other`` places."""
    def bitwise_xor(self, other: Tensor | _float) -> Tensor:
        """The bits that one of the two has."""
    def bitwise_xor_(self, other: Tensor | _float) -> Tensor:
        """The bits that one of the two has."""
    def bmm(self, mat2: Tensor) -> Tensor:
        """The products of two equally high stacks of matrices, one by one."""
    def bool(self) -> Tensor:
        """This tensor in bool."""
    def broadcast_to(self, *size: _int | Sequence[_int]) -> Tensor:
        """``expand`` to a shape."""
    def byte(self) -> Tensor:
        """This tensor in uint8."""
    def ceil(self) -> Tensor:
        """The smallest whole number not below ``input``."""
    def ceil_(self) -> Tensor:
        """The smallest whole number not below ``input``."""
    def char(self) -> Tensor:
        """This tensor in int8."""
    def chunk(self, chunks: _int, dim: _int = 0) -> tuple[Tensor, ...]:
        """At most ``chunks`` views of equal size along ``dim``; the last may be smaller."""
    def clamp(self, min: Tensor | _float | None = None, max: Tensor | _float | None = None) -> Tensor:
        """Every element kept between ``min`` and ``max``, numbers or tensors, of which one may be left out."""
    def clamp_(self, *limits: Tensor | _float | None, **named_limits: Tensor | _float | None) -> Tensor:
        """Every element kept between ``min`` and ``max``, numbers or tensors, of which one may be left out."""
    def clamp_max(self, max: Tensor | _float) -> Tensor:
        """Every element that is greater replaced by ``max``."""
    def clamp_max_(self, *limits: Tensor | _float | None, **named_limits: Tensor | _float | None) -> Tensor:
        """Every element that is greater replaced by ``max``."""
    def clamp_min(self, min: Tensor | _float) -> Tensor:
        """Every element that is smaller replaced by ``min``."""
    def clamp_min_(self, *limits: Tensor | _float | None, **named_limits: Tensor | _float | None) -> Tensor:
        """Every element that is smaller replaced by ``min``."""
    def clip(self, min: Tensor | _float | None = None, max: Tensor | _float | None = None) -> Tensor:
        """``clamp``."""
    def clip_(self, *limits: Tensor | _float | None, **named_limits: Tensor | _float | None) -> Tensor:
        """``clamp``."""
    def clone(self) -> Tensor:
        """A copy with memory of its own, and with the history."""
    def contiguous(self) -> Tensor:
        """This tensor, or a copy in order where its elements do not lie in order."""
    def copy_(self, other: Tensor | _float, non_blocking: _bool = False) -> Tensor:
        """The elements of ``other``, broadcast and converted, written into this tensor, in place."""
    def cos(self) -> Tensor:
        """The cosine of an angle in radians."""
    def cos_(self) -> Tensor:
        """The cosine of an angle in radians."""
    def cosh(self) -> Tensor:
        """The hyperbolic cosine."""
    def cosh_(self) -> Tensor:
        """The hyperbolic cosine."""
    def count_nonzero(self, dim: _int | Sequence[_int] | None = None) -> Tensor:
        """How many elements are not 0, among all or along ``dim``."""
    def cpu(self) -> Tensor:
        """This tensor: it is on the CPU already."""
    def cuda(self, device: Any = None) -> Tensor:
        """Raises AssertionError: minigrad computes on the CPU."""
    def cummax(self, dim: _int) -> Any:
        """The greatest ``values`` so far along ``dim``, and the ``indices`` of them."""
    def cummin(self, dim: _int) -> Any:
        """The smallest ``values`` so far along ``dim``, and the ``indices`` of them."""
    def cumprod(self, dim: _int, *, dtype: _dtype | None = None) -> Tensor:
        """The running product along ``dim``; integers and booleans multiply in int64."""
    def cumprod_(self, dim: _int, *, dtype: _dtype | None = None) -> Tensor:
        """The running product along ``dim``; integers and booleans multiply in int64."""
    def cumsum(self, dim: _int, *, dtype: _dtype | None = None) -> Tensor:
        """The running sum along ``dim``; integers and booleans add up in int64."""
    def cumsum_(self, dim: _int, *, dtype: _dtype | None = None) -> Tensor:
        """The running sum along ``dim``; integers and booleans add up in int64."""
    @property
    def data(self) -> Tensor:
        """A tensor with the same memory, no history and a version of its own."""
    @data.setter
    def data(self, value: Tensor) -> None: ...
    def data_ptr(self) -> _int:
        """The address of the first element, by which to see whether two tensors share memory; 0 where there is none."""
    def det(self) -> Tensor:
        """The determinant of a square matrix, or of each in a stack. Its slope exists for singular matrices too."""
    def detach(self) -> Tensor:
        """A tensor with the same memory and no history: a leaf that requires no grad. A change to one changes both."""
    def detach_(self) -> Tensor:
        """Forget how this tensor was made: it becomes a leaf that requires no grad. Raises RuntimeError for a view."""
    @property
    def device(self) -> device:
        """Where the tensor lies: on the CPU."""
    @device.setter
    def device(self, value: Never) -> None: ...
    def diag(self, diagonal: _int = 0) -> Tensor:
        """The matrix with a vector on its diagonal, or a copy of the diagonal of a matrix."""
    def diag_embed(self, offset: _int = 0, dim1: _int = -2, dim2: _int = -1) -> Tensor:
        """Matrices, in the dimensions ``dim1`` and ``dim2``, with the last dimension of ``input`` on their diagonals."""
    def diagonal(self, offset: _int = 0, dim1: _int = 0, dim2: _int = 1) -> Tensor:
        """A view of a diagonal of the dimensions ``dim1`` and ``dim2``, put last."""
    def dim(self) -> _int:
        """How many dimensions there are; 0 for a single number."""
    def div(self, other: Tensor | _float, *, rounding_mode: str | None = None) -> Tensor:
        """``input / other``, with broadcasting; ``rounding_mode`` "floor" rounds down, "trunc" towards 0."""
    def div_(self, other: Tensor | _float, *, rounding_mode: str | None = None) -> Tensor:
        """``div`` in place."""
    def divide(self, other: Tensor | _float, *, rounding_mode: str | None = None) -> Tensor:
        """``input / other``, with broadcasting; ``rounding_mode`` "floor" rounds down, "trunc" towards 0."""
    def divide_(self, other: Tensor | _float, *, rounding_mode: str | None = None) -> Tensor:
        """``div`` in place."""
    def dot(self, tensor: Tensor) -> Tensor:
        """The inner product of two vectors. Raises RuntimeError where they are none or differ in size or dtype."""
    def double(self) -> Tensor:
        """This tensor in float64."""
    @property
    def dtype(self) -> _dtype:
        """The type of the elements, such as ``torch.float32``."""
    @dtype.setter
    def dtype(self, value: Never) -> None: ...
    def element_size(self) -> _int:
        """How many bytes an element takes."""
    def eq(self, other: Tensor | _float) -> Tensor:
        """Where ``input == other``."""
    def eq_(self, other) -> Any:
        """Where ``input == other``."""
    def equal(self, other: Tensor) -> _bool:
        """Whether the two have the same shape and the same elements."""
    def erf(self) -> Tensor:
        """The error function, ``2 / sqrt(π)`` times the integral of ``e ** -t²`` from 0 to ``input``."""
    def erf_(self) -> Tensor:
        """The error function, ``2 / sqrt(π)`` times the integral of ``e ** -t²`` from 0 to ``input``."""
    def erfc(self) -> Tensor:
        """``1 - erf(input)``, exact where that would round to 0."""
    def erfc_(self) -> Tensor:
        """``1 - erf(input)``, exact where that would round to 0."""
    def exp(self) -> Tensor:
        """``e ** input``."""
    def exp2(self) -> Tensor:
        """``2 ** input``."""
    def exp2_(self) -> Tensor:
        """``2 ** input``."""
    def exp_(self) -> Tensor:
        """``e ** input``."""
    def expand(self, *size: _int | Sequence[_int]) -> Tensor:
        """Dimensions of size 1 repeated to the given sizes, without a copy; -1 keeps a size as it is."""
    def expand_as(self, other: Tensor) -> Tensor:
        """``expand`` to the shape of ``other``."""
    def expm1(self) -> Tensor:
        """``e ** input - 1``, exact near 0 too."""
    def expm1_(self) -> Tensor:
        """``e ** input - 1``, exact near 0 too."""
    def exponential_(self, lambd: _float = 1, *, generator: Generator | None = None) -> Tensor:
        """Numbers of the exponential distribution with rate ``lambd``, in place."""
    def fill_(self, value: Tensor | _float) -> Tensor:
        """All elements set to ``value``, a number or a tensor with one element, in place."""
    def fix(self) -> Tensor:
        """``input`` without its fractional part: rounded towards 0."""
    def fix_(self) -> Tensor:
        """``input`` without its fractional part: rounded towards 0."""
    def flatten(self, start_dim: _int = 0, end_dim: _int = -1) -> Tensor:
        """The dimensions from ``start_dim`` to ``end_dim`` as one: all elements in one dimension, unless they are given."""
    def flip(self, *dims: _int | Sequence[_int]) -> Tensor:
        """A copy with the elements in reverse order along the dimensions given."""
    def float(self) -> Tensor:
        """This tensor in float32."""
    def floor(self) -> Tensor:
        """The greatest whole number not above ``input``."""
    def floor_(self) -> Tensor:
        """The greatest whole number not above ``input``."""
    def floor_divide(self, other: Tensor | _float) -> Tensor:
        """``input // other``: the quotient rounded down. Its backward raises, as PyTorch's does."""
    def floor_divide_(self, other: Tensor | _float) -> Tensor: ...
    def fmod(self, other: Tensor | _float) -> Tensor:
        """The remainder of ``input / other`` with the sign of ``input``: C's ``fmod``."""
    def fmod_(self, other: Tensor | _float) -> Tensor:
        """The remainder of ``input / other`` with the sign of ``input``: C's ``fmod``."""
    def frac(self) -> Tensor:
        """The fractional part of ``input``, with its sign."""
    def frac_(self) -> Tensor:
        """The fractional part of ``input``, with its sign."""
    def gather(self, dim: _int, index: Tensor) -> Tensor:
        """The elements at the positions ``index`` along ``dim``: ``out[i][j] = input[index[i][j]][j]`` for dim 0."""
    def ge(self, other: Tensor | _float) -> Tensor:
        """Where ``input >= other``."""
    def ge_(self, other) -> Any:
        """Where ``input >= other``."""
    def ger(self, vec2: Tensor) -> Tensor:
        """The matrix of all products of an element of one vector and one of another."""
    @property
    def grad(self) -> Tensor | None:
        """The gradient that ``backward()`` has added up here: None before the first time."""
    @grad.setter
    def grad(self, value: Tensor | None) -> None: ...
    @property
    def grad_fn(self) -> Node | None:
        """The node of the operation that made this tensor; None for a leaf."""
    @grad_fn.setter
    def grad_fn(self, value: Never) -> None: ...
    def greater(self, other: Tensor | _float) -> Tensor:
        """Where ``input > other``."""
    def greater_(self, other) -> Any:
        """Where ``input > other``."""
    def greater_equal(self, other: Tensor | _float) -> Tensor:
        """Where ``input >= other``."""
    def greater_equal_(self, other) -> Any:
        """Where ``input >= other``."""
    def gt(self, other: Tensor | _float) -> Tensor:
        """Where ``input > other``."""
    def gt_(self, other) -> Any:
        """Where ``input > other``."""
    def half(self) -> Tensor:
        """This tensor in float16."""
    def hardshrink(self, lambd: _float = 0.5) -> Tensor:
        """``input``, but 0 where it is from ``-lambd`` to ``lambd``."""
    def hypot(self, other: Tensor) -> Tensor:
        """``sqrt(input ** 2 + other ** 2)``, safe from overflow."""
    def hypot_(self, other: Tensor) -> Tensor:
        """``sqrt(input ** 2 + other ** 2)``, safe from overflow."""
    def index_add(self, dim: _int, index: Tensor, source: Tensor, *, alpha: _float = 1) -> Tensor:
        """A copy with the slices of ``source``, times ``alpha``, added at the positions ``index`` along ``dim``."""
    def index_add_(self, dim: _int, index: Tensor, source: Tensor, *, alpha: _float = 1) -> Tensor:
        """A copy with the slices of ``source``, times ``alpha``, added at the positions ``index`` along ``dim``."""
    def index_put(self, indices: tuple[Tensor, ...], values: Tensor, accumulate: _bool = False) -> Tensor:
        """A copy with ``values`` at the positions ``indices``, or added there: once for every time one occurs."""
    def index_put_(self, indices: tuple[Tensor, ...], values: Tensor, accumulate: _bool = False) -> Tensor:
        """``values`` written at the positions ``indices``, or added there, in place."""
    def index_select(self, dim: _int, index: Tensor) -> Tensor:
        """The slices at the positions ``index``, a vector, along ``dim``."""
    def int(self) -> Tensor:
        """This tensor in int32."""
    def inverse(self) -> Tensor:
        """The inverse of a square matrix, or of each in a stack. Raises LinAlgError where it is singular."""
    def is_contiguous(self) -> _bool:
        """Whether the elements lie in memory in the order of their indices, without gaps."""
    @property
    def is_cuda(self) -> _bool:
        """Whether the tensor lies on a CUDA device: never."""
    @is_cuda.setter
    def is_cuda(self, value: Never) -> None: ...
    def is_floating_point(self) -> _bool:
        """Whether the elements are of a floating-point type; only then can a tensor require grad."""
    def is_inference(self) -> _bool:
        """Whether this tensor was made in inference mode."""
    @property
    def is_leaf(self) -> _bool:
        """True unless an operation made this tensor and recorded it: leaves are where gradients end."""
    @is_leaf.setter
    def is_leaf(self, value: Never) -> None: ...
    def isclose(self, other: Tensor, rtol: _float = 1e-05, atol: _float = 1e-08, equal_nan: _bool = False) -> Tensor:
        """Where the two differ by at most ``atol + rtol * |other|``. Raises RuntimeError where the dtypes differ."""
    def isfinite(self) -> Tensor:
        """Where an element is neither infinite nor NaN."""
    def isinf(self) -> Tensor:
        """Where an element is infinite."""
    def isnan(self) -> Tensor:
        """Where an element is NaN, not a number."""
    def isneginf(self) -> Tensor:
        """Where an element is minus infinity."""
    def isposinf(self) -> Tensor:
        """Where an element is plus infinity."""
    def item(self) -> _bool | _int | _float:
        """The only element, as a Python number. Raises RuntimeError where there are more."""
    @property
    def itemsize(self) -> _int:
        """How many bytes an element takes."""
    def kthvalue(self, k: _int, dim: _int = -1, keepdim: _bool = False) -> Any:
        """The ``k``-th smallest ``values`` along ``dim``, and their ``indices``: of equal elements the first come first."""
    def le(self, other: Tensor | _float) -> Tensor:
        """Where ``input <= other``."""
    def le_(self, other) -> Any:
        """Where ``input <= other``."""
    def lerp(self, end: Tensor, weight: Tensor | _float) -> Tensor:
        """``input + weight * (end - input)``. Raises RuntimeError where the dtypes differ."""
    def lerp_(self, end: Tensor, weight: Tensor | _float) -> Tensor:
        """``lerp`` in place."""
    def less(self, other: Tensor | _float) -> Tensor:
        """Where ``input < other``."""
    def less_(self, other) -> Any:
        """Where ``input < other``."""
    def less_equal(self, other: Tensor | _float) -> Tensor:
        """Where ``input <= other``."""
    def less_equal_(self, other) -> Any:
        """Where ``input <= other``."""
    def log(self) -> Tensor:
        """The natural logarithm."""
    def log10(self) -> Tensor:
        """The logarithm to base 10."""
    def log10_(self) -> Tensor:
        """The logarithm to base 10."""
    def log1p(self) -> Tensor:
        """``log(1 + input)``, exact near 0 too."""
    def log1p_(self) -> Tensor:
        """``log(1 + input)``, exact near 0 too."""
    def log2(self) -> Tensor:
        """The logarithm to base 2."""
    def log2_(self) -> Tensor:
        """The logarithm to base 2."""
    def log_(self) -> Tensor:
        """The natural logarithm."""
    def log_softmax(self, dim: _int, *, dtype: _dtype | None = None) -> Tensor:
        """The logarithm of ``softmax``, exact where that would round to 0."""
    def logaddexp(self, other: Tensor) -> Tensor:
        """``log(e ** input + e ** other)``, safe from overflow."""
    def logical_and(self, other: Tensor) -> Tensor:
        """Where both are true."""
    def logical_and_(self, other: Tensor) -> Tensor:
        """Where both are true."""
    def logical_not(self) -> Tensor:
        """Where an element is 0."""
    def logical_not_(self) -> Tensor:
        """Where an element is 0."""
    def logical_or(self, other: Tensor) -> Tensor:
        """Where at least one is true."""
    def logical_or_(self, other: Tensor) -> Tensor:
        """Where at least one is true."""
    def logical_xor(self, other: Tensor) -> Tensor:
        """Where one of the two is true."""
    def logical_xor_(self, other: Tensor) -> Tensor:
        """Where one of the two is true."""
    def logsumexp(self, dim: _int | Sequence[_int], keepdim: _bool = False) -> Tensor:
        """The logarithm of the sum of exponentials along ``dim``, safe from overflow."""
    def long(self) -> Tensor:
        """This tensor in int64."""
    def lt(self, other: Tensor | _float) -> Tensor:
        """Where ``input < other``."""
    def lt_(self, other) -> Any:
        """Where ``input < other``."""
    @property
    def mT(self) -> Tensor:
        """The tensor with its last two dimensions swapped."""
    def masked_fill(self, mask: Tensor, value: Tensor | _float) -> Tensor:
        """``value``, a number or a 0-dim tensor, where ``mask`` holds and ``input`` elsewhere."""
    def masked_fill_(self, mask: Tensor, value: Tensor | _float) -> Tensor:
        """``value``, a number or a 0-dim tensor, where ``mask`` holds and ``input`` elsewhere."""
    def masked_select(self, mask: Tensor) -> Tensor:
        """The elements where ``mask`` holds, both broadcast, in one dimension."""
    def matmul(self, other: Tensor) -> Tensor:
        """The matrix product of vectors, matrices and stacks of matrices, whose leading dimensions broadcast."""
    def max(self, dim: _int | Tensor | None = None, keepdim: _bool = False, *, other: Tensor | None = None) -> Any:
        """The greatest element; along ``dim`` the greatest ``values`` and their ``indices``; of two tensors the greater."""
    def maximum(self, other: Tensor) -> Tensor:
        """The greater of two elements; where they are equal each gets half of the gradient."""
    def mean(self, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, axis: _int | Sequence[_int] | None = None, keepdims: _bool = False, dtype: _dtype | None = None) -> Tensor:
        """The mean of all elements, or along ``dim`` (one dimension or several); ``axis``, ``keepdims`` as in NumPy."""
    def median(self, dim: _int | None = None, keepdim: _bool = False) -> Any:
        """The middle element, the lower of two; along ``dim`` the ``values`` and their ``indices``."""
    def min(self, dim: _int | Tensor | None = None, keepdim: _bool = False, *, other: Tensor | None = None) -> Any:
        """The smallest element; along ``dim`` the smallest ``values`` and their ``indices``; of two tensors the smaller."""
    def minimum(self, other: Tensor) -> Tensor:
        """The smaller of two elements; where they are equal each gets half of the gradient."""
    def mm(self, mat2: Tensor) -> Tensor:
        """The product of two matrices. Raises RuntimeError where they are none or do not fit."""
    def moveaxis(self, source: _int | Sequence[_int], destination: _int | Sequence[_int]) -> Tensor:
        """Dimensions moved to other places; the others stay in order."""
    def movedim(self, source: _int | Sequence[_int], destination: _int | Sequence[_int]) -> Tensor:
        """Dimensions moved to other places; the others stay in order."""
    def mul(self, other: Tensor | _float) -> Tensor:
        """``input * other``, with broadcasting."""
    def mul_(self, other: Tensor | _float) -> Tensor:
        """``input * other``, with broadcasting."""
    def multiply(self, other: Tensor | _float) -> Tensor:
        """``input * other``, with broadcasting."""
    def multiply_(self, other: Tensor | _float) -> Tensor:
        """``input * other``, with broadcasting."""
    def mv(self, vec: Tensor) -> Tensor:
        """The product of a matrix and a vector."""
    def nan_to_num(self, nan: _float | None = None, posinf: _float | None = None, neginf: _float | None = None) -> Tensor:
        """NaN replaced by ``nan`` or 0, infinities by the numbers given or the dtype's greatest and smallest."""
    def nan_to_num_(self, nan: _float | None = None, posinf: _float | None = None, neginf: _float | None = None) -> Tensor:
        """NaN replaced by ``nan`` or 0, infinities by the numbers given or the dtype's greatest and smallest."""
    def narrow(self, dim: _int, start: _int, length: _int) -> Tensor:
        """A view of ``length`` slices along ``dim`` from ``start`` on."""
    @property
    def nbytes(self) -> _int:
        """How many bytes the elements take, those that ``expand`` repeats counted each time."""
    @property
    def ndim(self) -> _int:
        """How many dimensions there are; 0 for a single number."""
    @ndim.setter
    def ndim(self, value: Never) -> None: ...
    def ndimension(self) -> _int:
        """How many dimensions there are; 0 for a single number."""
    def ne(self, other: Tensor | _float) -> Tensor:
        """Where ``input != other``."""
    def ne_(self, other) -> Any:
        """Where ``input != other``."""
    def neg(self) -> Tensor:
        """``-input``."""
    def neg_(self) -> Tensor:
        """``-input``."""
    def negative(self) -> Tensor:
        """``-input``."""
    def negative_(self) -> Tensor:
        """``-input``."""
    def nelement(self) -> _int:
        """How many elements there are."""
    def new_empty(self, *args: Any, dtype: _dtype | _type | None = None, **options: Any) -> Tensor:
        """``torch.empty`` in the dtype of this tensor, unless one is given."""
    def new_full(self, *args: Any, dtype: _dtype | _type | None = None, **options: Any) -> Tensor:
        """``torch.full`` in the dtype of this tensor, unless one is given."""
    def new_ones(self, *args: Any, dtype: _dtype | _type | None = None, **options: Any) -> Tensor:
        """``torch.ones`` in the dtype of this tensor, unless one is given."""
    def new_tensor(self, *args: Any, dtype: _dtype | _type | None = None, **options: Any) -> Tensor:
        """``torch.tensor`` in the dtype of this tensor, unless one is given."""
    def new_zeros(self, *args: Any, dtype: _dtype | _type | None = None, **options: Any) -> Tensor:
        """``torch.zeros`` in the dtype of this tensor, unless one is given."""
    def nonzero(self, *, as_tuple: _bool = False) -> Tensor | tuple[Tensor, ...]:
        """The positions of all elements that are not 0: one row for each, or one tensor for each dimension."""
    def norm(self, p: _float | str | None = 'fro', dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None) -> Tensor:
        """The ``p``-norm of all elements, or along ``dim``: 2 where left out; inf is the greatest absolute value."""
    def normal_(self, mean: _float = 0, std: _float = 1, *, generator: Generator | None = None) -> Tensor:
        """Normal numbers with this mean and standard deviation, in place."""
    def not_equal(self, other: Tensor | _float) -> Tensor:
        """Where ``input != other``."""
    def not_equal_(self, other) -> Any:
        """Where ``input != other``."""
    def numel(self) -> _int:
        """How many elements there are."""
    def numpy(self, *, force: _bool = False) -> np.ndarray:
        """The elements as a NumPy array over the same memory."""
    def outer(self, vec2: Tensor) -> Tensor:
        """The matrix of all products of an element of one vector and one of another."""
    @property
    def output_nr(self) -> _int:
        """Which output of ``grad_fn`` this tensor is; 0 for a leaf."""
    @output_nr.setter
    def output_nr(self, value: Never) -> None: ...
    def permute(self, *dims: _int | Sequence[_int]) -> Tensor:
        """The dimensions in the order ``dims``. Raises RuntimeError where that does not name every one once."""
    def positive(self) -> Tensor:
        """``+input``: the tensor itself."""
    def pow(self, exponent: Tensor | _float) -> Tensor:
        """``input ** exponent``, for tensors and numbers on either side, with broadcasting."""
    def pow_(self, exponent: Tensor | _float) -> Tensor:
        """``self ** exponent``, for a tensor or a number as exponent."""
    def prelu(self, weight: Tensor) -> Tensor:
        """``input`` where it is positive and ``weight * input`` elsewhere."""
    def prod(self, dim: _int | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None) -> Tensor:
        """The product of all elements, or along ``dim``."""
    def quantile(self, q: Tensor | _float, dim: _int | None = None, keepdim: _bool = False, *, interpolation: str = 'linear') -> Tensor:
        """The number below which a part ``q`` of the elements lies, of all or along ``dim``; for each of several ``q``."""
    def random_(self, *limits: _int, to: _int | None = None, generator: Generator | None = None) -> Tensor:
        """Integers in place: ``random_(to)`` from 0 up to but without ``to``, ``random_(from, to)`` from ``from``."""
    def ravel(self) -> Tensor:
        """All elements in one dimension."""
    def reciprocal(self) -> Tensor:
        """``1 / input``."""
    def reciprocal_(self) -> Tensor:
        """``1 / input``."""
    def register_hook(self, hook: Callable[[Tensor], Tensor | None]) -> RemovableHandle:
        """Call ``hook`` with the gradient of this tensor whenever one is computed; what it returns replaces it."""
    def register_post_accumulate_grad_hook(self, hook: Callable[[Tensor], None]) -> RemovableHandle:
        """Call ``hook`` with this leaf each time ``backward()`` has added to its ``.grad``."""
    def relu(self) -> Tensor:
        """``input`` where it is positive and 0 elsewhere. Its slope at 0 is 0."""
    def relu_(self) -> Tensor:
        """``input`` where it is positive and 0 elsewhere. Its slope at 0 is 0."""
    def remainder(self, other: Tensor | _float) -> Tensor:
        """The remainder of ``input / other`` with the sign of ``other``: Python's ``%``."""
    def remainder_(self, other: Tensor | _float) -> Tensor:
        """The remainder of ``input / other`` with the sign of ``other``: Python's ``%``."""
    def repeat(self, *repeats: _int | Sequence[_int]) -> Tensor:
        """The tensor several times along each dimension; more numbers than dimensions put new ones in front."""
    @property
    def requires_grad(self) -> _bool:
        """Whether operations on this tensor are recorded. Assignable on leaves only."""
    @requires_grad.setter
    def requires_grad(self, value: _bool) -> None: ...
    def requires_grad_(self, requires_grad: _bool = True) -> Tensor:
        """Set ``requires_grad`` of this leaf, and return it."""
    def reshape(self, *shape: _int | Sequence[_int]) -> Tensor:
        """The elements in the same order under another shape; one size may be -1 and is worked out."""
    def reshape_as(self, other: Tensor) -> Tensor:
        """``reshape`` to the shape of ``other``."""
    def retain_grad(self) -> None:
        """Let ``backward()`` fill this tensor's ``.grad`` though it is no leaf. On a leaf it does nothing."""
    @property
    def retains_grad(self) -> _bool:
        """Whether ``retain_grad()`` asked this interior tensor to keep its gradient."""
    @retains_grad.setter
    def retains_grad(self, value: Never) -> None: ...
    def roll(self, shifts: _int | Sequence[_int], dims: _int | Sequence[_int] | None = None) -> Tensor:
        """The elements moved along ``dims``, in a circle; along all of them as one row where ``dims`` is left out."""
    def round(self, *, decimals: _int = 0) -> Tensor:
        """The nearest whole number, or number with so many ``decimals``; halves go to the even one."""
    def round_(self, *, decimals: _int = 0) -> Tensor:
        """The nearest whole number, or number with so many ``decimals``; halves go to the even one."""
    def rsqrt(self) -> Tensor:
        """``1 / sqrt(input)``."""
    def rsqrt_(self) -> Tensor:
        """``1 / sqrt(input)``."""
    def scatter(self, dim: _int, index: Tensor, src: Tensor | _float | None = None, *, value: _float | None = None) -> Tensor:
        """A copy with the elements of ``src``, or one number, at the positions ``index`` along ``dim``."""
    def scatter_(self, dim: _int, index: Tensor, src: Tensor | _float | None = None, *, value: _float | None = None) -> Tensor:
        """A copy with the elements of ``src``, or one number, at the positions ``index`` along ``dim``."""
    def scatter_add(self, dim: _int, index: Tensor, src: Tensor) -> Tensor:
        """A copy with the elements of ``src`` added at the positions ``index`` along ``dim``."""
    def scatter_add_(self, dim: _int, index: Tensor, src: Tensor) -> Tensor:
        """A copy with the elements of ``src`` added at the positions ``index`` along ``dim``."""
    def select(self, dim: _int, index: _int) -> Tensor:
        """A view of the slice at one position along ``dim``, which is taken out."""
    def sgn(self) -> Tensor:
        """``sign``, under the name that it has for complex numbers too. For those PyTorch saves input and output."""
    def sgn_(self) -> Tensor:
        """``sign``, under the name that it has for complex numbers too. For those PyTorch saves input and output."""
    @property
    def shape(self) -> Size:
        """The size of every dimension."""
    @shape.setter
    def shape(self, value: Never) -> None: ...
    def short(self) -> Tensor:
        """This tensor in int16."""
    def sigmoid(self) -> Tensor:
        """``1 / (1 + e ** -input)``."""
    def sigmoid_(self) -> Tensor:
        """``1 / (1 + e ** -input)``."""
    def sign(self) -> Tensor:
        """-1, 0 or 1 with the sign of ``input``; 0 for NaN."""
    def sign_(self) -> Tensor:
        """-1, 0 or 1 with the sign of ``input``; 0 for NaN."""
    def signbit(self) -> Tensor:
        """Where an element has a minus sign, -0.0 included."""
    def sin(self) -> Tensor:
        """The sine of an angle in radians."""
    def sin_(self) -> Tensor:
        """The sine of an angle in radians."""
    def sinh(self) -> Tensor:
        """The hyperbolic sine."""
    def sinh_(self) -> Tensor:
        """The hyperbolic sine."""
    def size(self, dim: _int | None = None) -> Size | _int:
        """The shape, or the size of one dimension."""
    def softmax(self, dim: _int, *, dtype: _dtype | None = None) -> Tensor:
        """Exponentials divided by their sum along ``dim``: positive numbers that add up to 1."""
    def sort(self, dim: _int = -1, descending: _bool = False, stable: _bool | None = None) -> Any:
        """The elements in order along ``dim``, and their positions before; equal elements keep their order."""
    def split(self, split_size: _int | Sequence[_int], dim: _int = 0) -> tuple[Tensor, ...]:
        """Views of equal size along ``dim`` (the last may be smaller), or of the sizes given."""
    def sqrt(self) -> Tensor:
        """The square root; its slope at 0 is infinite."""
    def sqrt_(self) -> Tensor:
        """The square root; its slope at 0 is infinite."""
    def square(self) -> Tensor:
        """``input ** 2``."""
    def square_(self) -> Tensor:
        """``input ** 2``."""
    def squeeze(self, dim: _int | Sequence[_int] | None = None) -> Tensor:
        """Every dimension of size 1 taken out, or only ``dim``, one or several, where its size is 1."""
    def squeeze_(self, dim: _int | Sequence[_int] | None = None) -> Tensor:
        """Every dimension of size 1 taken out, or only ``dim``, one or several, where its size is 1. In place."""
    def std(self, dim: _int | Sequence[_int] | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *, correction: _float | None = None) -> Tensor:
        """The standard deviation: the square root of ``var``, whose arguments it takes."""
    def stride(self, dim: _int | None = None) -> tuple[_int, ...] | _int:
        """How many elements lie in memory between neighbors along each dimension, or along ``dim``."""
    def sub(self, other: Tensor | _float, *, alpha: _float = 1) -> Tensor:
        """``input - other``, with broadcasting. ``alpha`` multiplies ``other`` first."""
    def sub_(self, other: Tensor | _float, *, alpha: _float = 1) -> Tensor:
        """``input - other``, with broadcasting. ``alpha`` multiplies ``other`` first."""
    def subtract(self, other: Tensor | _float, *, alpha: _float = 1) -> Tensor:
        """``input - other``, with broadcasting. ``alpha`` multiplies ``other`` first."""
    def subtract_(self, other: Tensor | _float, *, alpha: _float = 1) -> Tensor:
        """``input - other``, with broadcasting. ``alpha`` multiplies ``other`` first."""
    def sum(self, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, axis: _int | Sequence[_int] | None = None, keepdims: _bool = False, dtype: _dtype | None = None) -> Tensor:
        """The sum of all elements, or along ``dim`` (one dimension or several); ``axis``, ``keepdims`` as in NumPy."""
    def swapaxes(self, axis0: _int, axis1: _int) -> Tensor:
        """``transpose``."""
    def swapaxes_(self, axis0: _int, axis1: _int) -> Tensor:
        """``transpose``. In place."""
    def swapdims(self, dim0: _int, dim1: _int) -> Tensor:
        """The dimensions ``dim0`` and ``dim1`` swapped."""
    def swapdims_(self, dim0: _int, dim1: _int) -> Tensor:
        """The dimensions ``dim0`` and ``dim1`` swapped. In place."""
    def t(self) -> Tensor:
        """The transpose of a matrix; a vector stays as it is."""
    def t_(self) -> Tensor:
        """The transpose of a matrix; a vector stays as it is. In place."""
    def take_along_dim(self, indices: Tensor, dim: _int | None = None) -> Tensor:
        """``gather`` with ``indices`` broadcast; of all elements in one row where ``dim`` is left out."""
    def tan(self) -> Tensor:
        """The tangent of an angle in radians."""
    def tan_(self) -> Tensor:
        """The tangent of an angle in radians."""
    def tanh(self) -> Tensor:
        """The hyperbolic tangent."""
    def tanh_(self) -> Tensor:
        """The hyperbolic tangent."""
    def tile(self, *dims: _int | Sequence[_int]) -> Tensor:
        """``repeat`` that takes fewer numbers than there are dimensions too."""
    def to(self, *target: Any, dtype: _dtype | _type | None = None, device: str | None = None, non_blocking: _bool = False, copy: _bool = False) -> Tensor:
        """This tensor in the dtype given, or in that of another tensor; itself where it has that dtype already."""
    def tolist(self) -> Any:
        """The elements as nested lists of Python numbers; a single number as itself."""
    def topk(self, k: _int, dim: _int = -1, largest: _bool = True, sorted: _bool = True) -> Any:
        """The ``k`` greatest elements along ``dim``, or smallest, in order, and their positions."""
    def trace(self) -> Tensor:
        """The sum of the diagonal of a matrix."""
    def transpose(self, dim0: _int, dim1: _int) -> Tensor:
        """The dimensions ``dim0`` and ``dim1`` swapped."""
    def transpose_(self, dim0: _int, dim1: _int) -> Tensor:
        """The dimensions ``dim0`` and ``dim1`` swapped. In place."""
    def tril(self, diagonal: _int = 0) -> Tensor:
        """Matrices with zeros above a diagonal: 0 is the main one, 1 the one above it."""
    def tril_(self, diagonal: _int = 0) -> Tensor:
        """Matrices with zeros above a diagonal: 0 is the main one, 1 the one above it."""
    def triu(self, diagonal: _int = 0) -> Tensor:
        """Matrices with zeros below a diagonal: 0 is the main one, 1 the one above it."""
    def triu_(self, diagonal: _int = 0) -> Tensor:
        """Matrices with zeros below a diagonal: 0 is the main one, 1 the one above it."""
    def true_divide(self, other: Tensor | _float) -> Tensor:
        """``input / other``: ``div`` without ``rounding_mode``."""
    def true_divide_(self, other: Tensor | _float) -> Tensor:
        """``input / other``: ``div`` without ``rounding_mode``."""
    def trunc(self) -> Tensor:
        """``input`` without its fractional part: rounded towards 0."""
    def trunc_(self) -> Tensor:
        """``input`` without its fractional part: rounded towards 0."""
    def type(self, dtype: _dtype | str | None = None, non_blocking: _bool = False) -> Tensor | str:
        """This tensor in ``dtype``; without one, the name of its type, such as "torch.FloatTensor"."""
    def type_as(self, other: Tensor) -> Tensor:
        """This tensor in the dtype of ``other``."""
    def unbind(self, dim: _int = 0) -> tuple[Tensor, ...]:
        """A view at every position along ``dim``, which is taken out."""
    def unflatten(self, dim: _int, sizes: Sequence[_int]) -> Tensor:
        """The dimension ``dim`` spread over several, of which one size may be -1."""
    def uniform_(self, from_: _float = 0, to: _float = 1, *, generator: Generator | None = None) -> Tensor:
        """Numbers from ``from_`` up to but without ``to``, in place."""
    def unique(self, sorted: _bool = True, return_inverse: _bool = False, return_counts: _bool = False, dim: _int | None = None) -> Tensor | tuple[Tensor, ...]:
        """Every different element once, sorted; if asked for, also where each element has gone, and how often each occurs."""
    def unsqueeze(self, dim: _int) -> Tensor:
        """A dimension of size 1 put in at ``dim``."""
    def unsqueeze_(self, dim: _int) -> Tensor:
        """A dimension of size 1 put in at ``dim``. In place."""
    def var(self, dim: _int | Sequence[_int] | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *, correction: _float | None = None) -> Tensor:
        """The variance of all elements, or along ``dim``: divided by their number less ``correction``, which is 1."""
    def view(self, *shape: _int | Sequence[_int]) -> Tensor:
        """``reshape`` that never copies. Raises RuntimeError where the memory does not allow it."""
    def view_as(self, other: Tensor) -> Tensor:
        """``view`` under the shape of ``other``."""
    def where(self, condition: Tensor, other: Tensor | _float) -> Tensor:
        """This tensor where ``condition`` holds, ``other`` elsewhere."""
    def xlogy(self, other: Tensor | _float) -> Tensor:
        """``input * log(other)``, which is 0 where ``input`` is, whatever ``other`` holds but NaN."""
    def xlogy_(self, other: Tensor | _float) -> Tensor:
        """``input * log(other)``, which is 0 where ``input`` is, whatever ``other`` holds but NaN."""
    def zero_(self) -> Tensor:
        """All elements set to 0, in place: what a training loop does to gradients."""
class Generator:
    """A source of random numbers with a state of its own, for the argument ``generator=``."""

    def __init__(self, device: str = 'cpu') -> None:
        """A generator that starts from PyTorch's default seed. Raises NotImplementedError for other devices."""
    def get_state(self) -> Tensor:
        """Where in its stream the generator is: a uint8 tensor of PyTorch's 5056 bytes."""
    def initial_seed(self) -> _int:
        """The seed that this generator last started from."""
    def manual_seed(self, seed: _int) -> Generator:
        """Start again from ``seed``, an integer of up to 64 bits, of which the lower 32 count."""
    def seed(self) -> _int:
        """Start again from a seed that nobody can foresee, and return it."""
    def set_state(self, new_state: Tensor) -> Generator:
        """Go back to where ``get_state()`` was called."""
default_generator: Generator
class finfo:
    bits: _int
    dtype: str
    resolution: _float
    min: _float
    max: _float
    eps: _float
    smallest_normal: _float
    tiny: _float

    def __init__(self, type: dtype | None = None) -> None: ...
class iinfo:
    bits: _int
    dtype: str
    min: _int
    max: _int

    def __init__(self, type: dtype) -> None: ...
class device:
    type: str
    index: _int | None

    def __init__(self, _type: str | device, index: _int | None = None) -> None:
        """Initialize self.  See help(type(self)) for accurate signature."""
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
from . import cuda as cuda
from . import linalg as linalg
def abs(input: Tensor) -> Tensor:
    """The absolute value. Its slope at 0 is 0."""
def abs_(input: Tensor) -> Tensor:
    """The absolute value. Its slope at 0 is 0."""
def absolute(input: Tensor) -> Tensor:
    """The absolute value. Its slope at 0 is 0."""
def acos(input: Tensor) -> Tensor:
    """The angle in [0, π] whose cosine is ``input``."""
def acos_(input: Tensor) -> Tensor:
    """The angle in [0, π] whose cosine is ``input``."""
def acosh(input: Tensor) -> Tensor:
    """The inverse of ``cosh``, for numbers from 1 upward."""
def acosh_(input: Tensor) -> Tensor: ...
def add(input: Tensor | _float, other: Tensor | _float, *, alpha: _float = 1) -> Tensor:
    """``input + other``, with broadcasting. ``alpha`` multiplies ``other`` first."""
def addcdiv(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: _float = 1) -> Tensor:
    """``input + value * tensor1 / tensor2``, with broadcasting. Raises RuntimeError for integers alone."""
def addcmul(input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: _float = 1) -> Tensor:
    """``input + value * tensor1 * tensor2``, with broadcasting."""
def addmm(input: Tensor, mat1: Tensor, mat2: Tensor, *, beta: _float = 1, alpha: _float = 1) -> Tensor:
    """``beta * input + alpha * mat1 @ mat2``, with ``input`` broadcast to the product."""
def addmv(input: Tensor, mat: Tensor, vec: Tensor, *, beta: _float = 1, alpha: _float = 1) -> Tensor:
    """``beta * input + alpha * mat @ vec``, with ``input`` broadcast to the product."""
def addmv_(self, a: Tensor, b: Tensor, *, beta: _float = 1, alpha: _float = 1) -> Tensor:
    """``beta * input + alpha * mat @ vec``, with ``input`` broadcast to the product."""
def all(input: Tensor, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False) -> Tensor:
    """Whether no element is 0, among all or along ``dim``."""
def allclose(input: Tensor, other: Tensor, rtol: _float = 1e-05, atol: _float = 1e-08, equal_nan: _bool = False) -> _bool:
    """Whether ``isclose`` holds everywhere."""
def amax(input: Tensor, dim: _int | Sequence[_int] = (), keepdim: _bool = False) -> Tensor:
    """The greatest elements along one dimension or several; equal ones share the gradient."""
def amin(input: Tensor, dim: _int | Sequence[_int] = (), keepdim: _bool = False) -> Tensor:
    """The smallest elements along one dimension or several; equal ones share the gradient."""
def any(input: Tensor, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False) -> Tensor:
    """Whether any element is not 0, among all or along ``dim``."""
def arange(start: _float = 0, end: _float = None, step: _float = 1, *, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """The numbers from ``start`` (0 if only ``end`` is given) up to but without ``end``, ``step`` (or 1) apart."""
def arccos(input: Tensor) -> Tensor:
    """The angle in [0, π] whose cosine is ``input``."""
def arccos_(input: Tensor) -> Tensor:
    """The angle in [0, π] whose cosine is ``input``."""
def arccosh(input: Tensor) -> Tensor:
    """The inverse of ``cosh``, for numbers from 1 upward."""
def arccosh_(input: Tensor) -> Tensor: ...
def arcsin(input: Tensor) -> Tensor:
    """The angle in [-π/2, π/2] whose sine is ``input``."""
def arcsin_(input: Tensor) -> Tensor:
    """The angle in [-π/2, π/2] whose sine is ``input``."""
def arcsinh(input: Tensor) -> Tensor:
    """The inverse of ``sinh``."""
def arcsinh_(input: Tensor) -> Tensor: ...
def arctan(input: Tensor) -> Tensor:
    """The angle in (-π/2, π/2) whose tangent is ``input``."""
def arctan2(input: Tensor, other: Tensor) -> Tensor:
    """The angle, between -π and π, of the point with height ``input`` and width ``other``."""
def arctan_(input: Tensor) -> Tensor:
    """The angle in (-π/2, π/2) whose tangent is ``input``."""
def arctanh(input: Tensor) -> Tensor:
    """The inverse of ``tanh``, for numbers between -1 and 1."""
def arctanh_(input: Tensor) -> Tensor: ...
def argmax(input: Tensor, dim: _int | None = None, keepdim: _bool = False) -> Tensor:
    """The position of the greatest element, the first of equal ones, among all or along ``dim``."""
def argmin(input: Tensor, dim: _int | None = None, keepdim: _bool = False) -> Tensor:
    """The position of the smallest element, the first of equal ones, among all or along ``dim``."""
def argsort(input: Tensor, dim: _int = -1, descending: _bool = False, stable: _bool = False) -> Tensor:
    """The positions that sort the elements along ``dim``."""
def as_tensor(data: Any, dtype: _dtype | _type | None = None) -> Tensor:
    """``data`` itself where it is a tensor of that dtype, over its memory where it is an array, else a copy."""
def asin(input: Tensor) -> Tensor:
    """The angle in [-π/2, π/2] whose sine is ``input``."""
def asin_(input: Tensor) -> Tensor:
    """The angle in [-π/2, π/2] whose sine is ``input``."""
def asinh(input: Tensor) -> Tensor:
    """The inverse of ``sinh``."""
def asinh_(input: Tensor) -> Tensor: ...
def atan(input: Tensor) -> Tensor:
    """The angle in (-π/2, π/2) whose tangent is ``input``."""
def atan2(input: Tensor, other: Tensor) -> Tensor:
    """The angle, between -π and π, of the point with height ``input`` and width ``other``."""
def atan_(input: Tensor) -> Tensor:
    """The angle in (-π/2, π/2) whose tangent is ``input``."""
def atanh(input: Tensor) -> Tensor:
    """The inverse of ``tanh``, for numbers between -1 and 1."""
def atanh_(input: Tensor) -> Tensor: ...
def baddbmm(input: Tensor, batch1: Tensor, batch2: Tensor, *, beta: _float = 1, alpha: _float = 1) -> Tensor:
    """``addmm`` for stacks of matrices."""
def bernoulli(input: Tensor, p: _float | None = None, *, generator: Generator | None = None) -> Tensor:
    """1 with the probability that ``input`` holds there, else 0; with ``p`` given, with that one everywhere."""
def bitwise_and(input: Tensor | _float, other: Tensor | _float) -> Tensor:
    """The bits that both have."""
def bitwise_left_shift(input: Tensor | _float, other: Tensor | _float) -> Tensor:
    """The bits moved left, ``other`` places."""
def bitwise_not(input: Tensor) -> Tensor:
    """All bits changed; of booleans, the opposite."""
def bitwise_or(input: Tensor | _float, other: Tensor | _float) -> Tensor:
    """The bits that at least one has."""
def bitwise_right_shift(input: Tensor | _float, other: Tensor | _float) -> Tensor:
    """The bits moved right, ``other`` places."""
def bitwise_xor(input: Tensor | _float, other: Tensor | _float) -> Tensor:
    """The bits that one of the two has."""
def bmm(input: Tensor, mat2: Tensor) -> Tensor:
    """The products of two equally high stacks of matrices, one by one."""
def broadcast_to(input: Tensor, *size: _int | Sequence[_int]) -> Tensor:
    """``expand`` to a shape."""
def cat(tensors: Sequence[Tensor], dim: _int = 0) -> Tensor:
    """The tensors one after the other along ``dim``, in which alone their sizes may differ."""
def ceil(input: Tensor) -> Tensor:
    """The smallest whole number not below ``input``."""
def ceil_(input: Tensor) -> Tensor:
    """The smallest whole number not below ``input``."""
def celu(input: Tensor, alpha: _float = 1.0) -> Tensor:
    """``input`` where it is positive and ``alpha * (e ** (input / alpha) - 1)`` elsewhere: an ``elu`` without a corner."""
def celu_(input: Tensor, alpha: _float = 1.0) -> Tensor:
    """``celu`` in place."""
def chunk(input: Tensor, chunks: _int, dim: _int = 0) -> tuple[Tensor, ...]:
    """At most ``chunks`` views of equal size along ``dim``; the last may be smaller."""
def clamp(input: Tensor, min: Tensor | _float | None = None, max: Tensor | _float | None = None) -> Tensor:
    """Every element kept between ``min`` and ``max``, numbers or tensors, of which one may be left out."""
def clamp_(self, *limits: Tensor | _float | None, **named_limits: Tensor | _float | None) -> Tensor:
    """Every element kept between ``min`` and ``max``, numbers or tensors, of which one may be left out."""
def clamp_max(input: Tensor, max: Tensor | _float) -> Tensor:
    """Every element that is greater replaced by ``max``."""
def clamp_max_(self, *limits: Tensor | _float | None, **named_limits: Tensor | _float | None) -> Tensor:
    """Every element that is greater replaced by ``max``."""
def clamp_min(input: Tensor, min: Tensor | _float) -> Tensor:
    """Every element that is smaller replaced by ``min``."""
def clamp_min_(self, *limits: Tensor | _float | None, **named_limits: Tensor | _float | None) -> Tensor:
    """Every element that is smaller replaced by ``min``."""
def clip(input: Tensor, min: Tensor | _float | None = None, max: Tensor | _float | None = None) -> Tensor:
    """``clamp``."""
def clip_(self, *limits: Tensor | _float | None, **named_limits: Tensor | _float | None) -> Tensor:
    """``clamp``."""
def clone(input: Tensor) -> Tensor:
    """A copy with memory of its own, and with the history."""
def concat(tensors: Sequence[Tensor], dim: _int = 0) -> Tensor:
    """The tensors one after the other along ``dim``, in which alone their sizes may differ."""
def concatenate(tensors: Sequence[Tensor], dim: _int = 0) -> Tensor:
    """The tensors one after the other along ``dim``, in which alone their sizes may differ."""
def cos(input: Tensor) -> Tensor:
    """The cosine of an angle in radians."""
def cos_(input: Tensor) -> Tensor:
    """The cosine of an angle in radians."""
def cosh(input: Tensor) -> Tensor:
    """The hyperbolic cosine."""
def cosh_(input: Tensor) -> Tensor:
    """The hyperbolic cosine."""
def count_nonzero(input: Tensor, dim: _int | Sequence[_int] | None = None) -> Tensor:
    """How many elements are not 0, among all or along ``dim``."""
def cummax(input: Tensor, dim: _int) -> Any:
    """The greatest ``values`` so far along ``dim``, and the ``indices`` of them."""
def cummin(input: Tensor, dim: _int) -> Any:
    """The smallest ``values`` so far along ``dim``, and the ``indices`` of them."""
def cumprod(input: Tensor, dim: _int, *, dtype: _dtype | None = None) -> Tensor:
    """The running product along ``dim``; integers and booleans multiply in int64."""
def cumsum(input: Tensor, dim: _int, *, dtype: _dtype | None = None) -> Tensor:
    """The running sum along ``dim``; integers and booleans add up in int64."""
def det(input: Tensor) -> Tensor:
    """The determinant of a square matrix, or of each in a stack. Its slope exists for singular matrices too."""
def detach(input: Tensor) -> Tensor:
    """A tensor with the same memory and no history: a leaf that requires no grad. A change to one changes both."""
def detach_(input: Tensor) -> Tensor:
    """Forget how this tensor was made: it becomes a leaf that requires no grad. Raises RuntimeError for a view."""
def diag(input: Tensor, diagonal: _int = 0) -> Tensor:
    """The matrix with a vector on its diagonal, or a copy of the diagonal of a matrix."""
def diag_embed(input: Tensor, offset: _int = 0, dim1: _int = -2, dim2: _int = -1) -> Tensor:
    """Matrices, in the dimensions ``dim1`` and ``dim2``, with the last dimension of ``input`` on their diagonals."""
def diagonal(input: Tensor, offset: _int = 0, dim1: _int = 0, dim2: _int = 1) -> Tensor:
    """A view of a diagonal of the dimensions ``dim1`` and ``dim2``, put last."""
def div(input: Tensor | _float, other: Tensor | _float, *, rounding_mode: str | None = None) -> Tensor:
    """``input / other``, with broadcasting; ``rounding_mode`` "floor" rounds down, "trunc" towards 0."""
def divide(input: Tensor | _float, other: Tensor | _float, *, rounding_mode: str | None = None) -> Tensor:
    """``input / other``, with broadcasting; ``rounding_mode`` "floor" rounds down, "trunc" towards 0."""
def dot(input: Tensor, tensor: Tensor) -> Tensor:
    """The inner product of two vectors. Raises RuntimeError where they are none or differ in size or dtype."""
def einsum(equation: str | Tensor, *operands: Tensor | Sequence[_int]) -> Tensor:
    """The sum of products that an equation names: letters that the output lacks are summed over."""
def empty(*shape: _int | Sequence[_int], size: Sequence[_int] = None, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """A tensor of whatever the memory holds: to be filled before it is read."""
def empty_like(input: Tensor, *, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """A tensor of whatever the memory holds, in the shape and dtype of ``input``."""
def eq(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input == other``."""
def equal(input: Tensor, other: Tensor) -> _bool:
    """Whether the two have the same shape and the same elements."""
def erf(input: Tensor) -> Tensor:
    """The error function, ``2 / sqrt(π)`` times the integral of ``e ** -t²`` from 0 to ``input``."""
def erf_(input: Tensor) -> Tensor:
    """The error function, ``2 / sqrt(π)`` times the integral of ``e ** -t²`` from 0 to ``input``."""
def erfc(input: Tensor) -> Tensor:
    """``1 - erf(input)``, exact where that would round to 0."""
def erfc_(input: Tensor) -> Tensor:
    """``1 - erf(input)``, exact where that would round to 0."""
def exp(input: Tensor) -> Tensor:
    """``e ** input``."""
def exp2(input: Tensor) -> Tensor:
    """``2 ** input``."""
def exp2_(input: Tensor) -> Tensor:
    """``2 ** input``."""
def exp_(input: Tensor) -> Tensor:
    """``e ** input``."""
def expm1(input: Tensor) -> Tensor:
    """``e ** input - 1``, exact near 0 too."""
def expm1_(input: Tensor) -> Tensor:
    """``e ** input - 1``, exact near 0 too."""
def eye(n: _int, m: _int = None, *, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """The ``n`` by ``m`` matrix with ones on the diagonal; square where ``m`` is left out."""
def fill_(self, value: Tensor | _float) -> Tensor:
    """All elements set to ``value``, a number or a tensor with one element, in place."""
def fix(input: Tensor) -> Tensor:
    """``input`` without its fractional part: rounded towards 0."""
def fix_(input: Tensor) -> Tensor:
    """``input`` without its fractional part: rounded towards 0."""
def flatten(input: Tensor, start_dim: _int = 0, end_dim: _int = -1) -> Tensor:
    """The dimensions from ``start_dim`` to ``end_dim`` as one: all elements in one dimension, unless they are given."""
def flip(input: Tensor, *dims: _int | Sequence[_int]) -> Tensor:
    """A copy with the elements in reverse order along the dimensions given."""
def floor(input: Tensor) -> Tensor:
    """The greatest whole number not above ``input``."""
def floor_(input: Tensor) -> Tensor:
    """The greatest whole number not above ``input``."""
def floor_divide(input: Tensor | _float, other: Tensor | _float) -> Tensor:
    """``input // other``: the quotient rounded down. Its backward raises, as PyTorch's does."""
def fmod(input: Tensor, other: Tensor | _float) -> Tensor:
    """The remainder of ``input / other`` with the sign of ``input``: C's ``fmod``."""
def frac(input: Tensor) -> Tensor:
    """The fractional part of ``input``, with its sign."""
def frac_(input: Tensor) -> Tensor:
    """The fractional part of ``input``, with its sign."""
def from_dlpack(ext_tensor: Any) -> Tensor:
    """A tensor over the memory of another library's: a change to one changes both."""
def from_numpy(array: np.ndarray) -> Tensor:
    """A tensor over the memory of ``array``: a change to one changes both."""
def full(size: Sequence[_int], fill_value: _float, *, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """A tensor with every element ``fill_value``."""
def full_like(input: Tensor, fill_value: _float, *, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """A tensor with every element ``fill_value``, in the shape and dtype of ``input``."""
def gather(input: Tensor, dim: _int, index: Tensor) -> Tensor:
    """The elements at the positions ``index`` along ``dim``: ``out[i][j] = input[index[i][j]][j]`` for dim 0."""
def ge(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input >= other``."""
def ger(input: Tensor, vec2: Tensor) -> Tensor:
    """The matrix of all products of an element of one vector and one of another."""
def get_default_dtype() -> dtype:
    """The dtype of new floating-point tensors."""
def get_rng_state() -> Tensor:
    """Where in its stream the default generator is: a uint8 tensor for ``set_rng_state``."""
def greater(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input > other``."""
def greater_equal(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input >= other``."""
def gt(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input > other``."""
def hardshrink(input: Tensor, lambd: _float = 0.5) -> Tensor:
    """``input``, but 0 where it is from ``-lambd`` to ``lambd``."""
def hstack(tensors: Sequence[Tensor]) -> Tensor:
    """The tensors one after the other: vectors along their dimension, all others along the second."""
def hypot(input: Tensor, other: Tensor) -> Tensor:
    """``sqrt(input ** 2 + other ** 2)``, safe from overflow."""
def index_add(input: Tensor, dim: _int, index: Tensor, source: Tensor, *, alpha: _float = 1) -> Tensor:
    """A copy with the slices of ``source``, times ``alpha``, added at the positions ``index`` along ``dim``."""
def index_put(self, indices: tuple[Tensor, ...], values: Tensor, accumulate: _bool = False) -> Tensor:
    """A copy with ``values`` at the positions ``indices``, or added there: once for every time one occurs."""
def index_put_(self, indices: tuple[Tensor, ...], values: Tensor, accumulate: _bool = False) -> Tensor:
    """``values`` written at the positions ``indices``, or added there, in place."""
def index_select(input: Tensor, dim: _int, index: Tensor) -> Tensor:
    """The slices at the positions ``index``, a vector, along ``dim``."""
def initial_seed() -> _int:
    """The seed that the default generator last started from."""
def inverse(input: Tensor) -> Tensor:
    """The inverse of a square matrix, or of each in a stack. Raises LinAlgError where it is singular."""
def is_anomaly_check_nan_enabled() -> _bool:
    """Whether anomaly detection looks for NaN."""
def is_anomaly_enabled() -> _bool:
    """Whether anomaly detection is on."""
def is_floating_point(self) -> _bool:
    """Whether the elements are of a floating-point type; only then can a tensor require grad."""
def is_grad_enabled() -> _bool:
    """Whether operations are recorded, in this thread or task. In inference mode they never are, whatever this says."""
def is_inference(input: Tensor) -> Tensor:
    """Whether this tensor was made in inference mode."""
def is_inference_mode_enabled() -> _bool:
    """Whether ``inference_mode`` is on in this thread or task."""
def is_tensor(obj: object, /) -> _bool:
    """Whether ``obj`` is a Tensor."""
def is_warn_always_enabled() -> _bool:
    """What ``set_warn_always`` has set; False at the start."""
def isclose(input: Tensor, other: Tensor, rtol: _float = 1e-05, atol: _float = 1e-08, equal_nan: _bool = False) -> Tensor:
    """Where the two differ by at most ``atol + rtol * |other|``. Raises RuntimeError where the dtypes differ."""
def isfinite(input: Tensor) -> Tensor:
    """Where an element is neither infinite nor NaN."""
def isinf(input: Tensor) -> Tensor:
    """Where an element is infinite."""
def isnan(input: Tensor) -> Tensor:
    """Where an element is NaN, not a number."""
def isneginf(input: Tensor) -> Tensor:
    """Where an element is minus infinity."""
def isposinf(input: Tensor) -> Tensor:
    """Where an element is plus infinity."""
def kthvalue(input: Tensor, k: _int, dim: _int = -1, keepdim: _bool = False) -> Any:
    """The ``k``-th smallest ``values`` along ``dim``, and their ``indices``: of equal elements the first come first."""
def le(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input <= other``."""
def lerp(input: Tensor, end: Tensor, weight: Tensor | _float) -> Tensor:
    """``input + weight * (end - input)``. Raises RuntimeError where the dtypes differ."""
def less(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input < other``."""
def less_equal(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input <= other``."""
def linspace(start: _float, end: _float, steps: _int, *, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """``steps`` numbers from ``start`` to ``end``, both included, at equal distances."""
def log(input: Tensor) -> Tensor:
    """The natural logarithm."""
def log10(input: Tensor) -> Tensor:
    """The logarithm to base 10."""
def log10_(input: Tensor) -> Tensor:
    """The logarithm to base 10."""
def log1p(input: Tensor) -> Tensor:
    """``log(1 + input)``, exact near 0 too."""
def log1p_(input: Tensor) -> Tensor:
    """``log(1 + input)``, exact near 0 too."""
def log2(input: Tensor) -> Tensor:
    """The logarithm to base 2."""
def log2_(input: Tensor) -> Tensor:
    """The logarithm to base 2."""
def log_(input: Tensor) -> Tensor:
    """The natural logarithm."""
def log_softmax(input: Tensor, dim: _int, *, dtype: _dtype | None = None) -> Tensor:
    """The logarithm of ``softmax``, exact where that would round to 0."""
def logaddexp(input: Tensor, other: Tensor) -> Tensor:
    """``log(e ** input + e ** other)``, safe from overflow."""
def logical_and(input: Tensor, other: Tensor) -> Tensor:
    """Where both are true."""
def logical_not(input: Tensor) -> Tensor:
    """Where an element is 0."""
def logical_or(input: Tensor, other: Tensor) -> Tensor:
    """Where at least one is true."""
def logical_xor(input: Tensor, other: Tensor) -> Tensor:
    """Where one of the two is true."""
def logspace(start: _float, end: _float, steps: _int, base: _float = 10.0, *, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """``steps`` powers of ``base``, from ``base ** start`` to ``base ** end``, at equal ratios."""
def logsumexp(input: Tensor, dim: _int | Sequence[_int], keepdim: _bool = False) -> Tensor:
    """The logarithm of the sum of exponentials along ``dim``, safe from overflow."""
def lt(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input < other``."""
def manual_seed(seed: _int) -> Generator:
    """Let everything drawn from now on follow from ``seed``, as in PyTorch. Returns the default generator."""
def masked_fill(input: Tensor, mask: Tensor, value: Tensor | _float) -> Tensor:
    """``value``, a number or a 0-dim tensor, where ``mask`` holds and ``input`` elsewhere."""
def masked_select(input: Tensor, mask: Tensor) -> Tensor:
    """The elements where ``mask`` holds, both broadcast, in one dimension."""
def matmul(input: Tensor, other: Tensor) -> Tensor:
    """The matrix product of vectors, matrices and stacks of matrices, whose leading dimensions broadcast."""
def max(input: Tensor, dim: _int | Tensor | None = None, keepdim: _bool = False, *, other: Tensor | None = None) -> Any:
    """The greatest element; along ``dim`` the greatest ``values`` and their ``indices``; of two tensors the greater."""
def maximum(input: Tensor, other: Tensor) -> Tensor:
    """The greater of two elements; where they are equal each gets half of the gradient."""
def mean(input: Tensor, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, axis: _int | Sequence[_int] | None = None, keepdims: _bool = False, dtype: _dtype | None = None) -> Tensor:
    """The mean of all elements, or along ``dim`` (one dimension or several); ``axis``, ``keepdims`` as in NumPy."""
def median(input: Tensor, dim: _int | None = None, keepdim: _bool = False) -> Any:
    """The middle element, the lower of two; along ``dim`` the ``values`` and their ``indices``."""
def meshgrid(*tensors: Tensor | Sequence[Tensor], indexing: str | None = None) -> tuple[Tensor, ...]:
    """Views of vectors as grids, one for each dimension: all combinations of their elements."""
def min(input: Tensor, dim: _int | Tensor | None = None, keepdim: _bool = False, *, other: Tensor | None = None) -> Any:
    """The smallest element; along ``dim`` the smallest ``values`` and their ``indices``; of two tensors the smaller."""
def minimum(input: Tensor, other: Tensor) -> Tensor:
    """The smaller of two elements; where they are equal each gets half of the gradient."""
def mm(input: Tensor, mat2: Tensor) -> Tensor:
    """The product of two matrices. Raises RuntimeError where they are none or do not fit."""
def moveaxis(input: Tensor, source: _int | Sequence[_int], destination: _int | Sequence[_int]) -> Tensor:
    """Dimensions moved to other places; the others stay in order."""
def movedim(input: Tensor, source: _int | Sequence[_int], destination: _int | Sequence[_int]) -> Tensor:
    """Dimensions moved to other places; the others stay in order."""
def mul(input: Tensor | _float, other: Tensor | _float) -> Tensor:
    """``input * other``, with broadcasting."""
def multiply(input: Tensor | _float, other: Tensor | _float) -> Tensor:
    """``input * other``, with broadcasting."""
def mv(input: Tensor, vec: Tensor) -> Tensor:
    """The product of a matrix and a vector."""
def nan_to_num(input: Tensor, nan: _float | None = None, posinf: _float | None = None, neginf: _float | None = None) -> Tensor:
    """NaN replaced by ``nan`` or 0, infinities by the numbers given or the dtype's greatest and smallest."""
def nan_to_num_(input: Tensor, nan: _float | None = None, posinf: _float | None = None, neginf: _float | None = None) -> Tensor:
    """NaN replaced by ``nan`` or 0, infinities by the numbers given or the dtype's greatest and smallest."""
def narrow(input: Tensor, dim: _int, start: _int, length: _int) -> Tensor:
    """A view of ``length`` slices along ``dim`` from ``start`` on."""
def ne(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input != other``."""
def neg(input: Tensor) -> Tensor:
    """``-input``."""
def neg_(input: Tensor) -> Tensor:
    """``-input``."""
def negative(input: Tensor) -> Tensor:
    """``-input``."""
def negative_(input: Tensor) -> Tensor:
    """``-input``."""
def nonzero(input: Tensor, *, as_tuple: _bool = False) -> Tensor | tuple[Tensor, ...]:
    """The positions of all elements that are not 0: one row for each, or one tensor for each dimension."""
def norm(input: Tensor, p: _float | str | None = 'fro', dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None) -> Tensor:
    """The ``p``-norm of all elements, or along ``dim``: 2 where left out; inf is the greatest absolute value."""
def normal(mean: Tensor | _float = 0.0, std: Tensor | _float = 1.0, size: Sequence[_int] | None = None, *, generator: Generator | None = None, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """Normal numbers with a mean and a standard deviation each, or with one of both for a whole ``size``."""
def not_equal(input: Tensor, other: Tensor | _float) -> Tensor:
    """Where ``input != other``."""
def numel(input: Tensor) -> _int:
    """How many elements there are."""
def ones(*shape: _int | Sequence[_int], size: Sequence[_int] = None, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """A tensor of ones."""
def ones_like(input: Tensor, *, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """Ones in the shape and dtype of ``input``."""
def outer(input: Tensor, vec2: Tensor) -> Tensor:
    """The matrix of all products of an element of one vector and one of another."""
def permute(input: Tensor, *dims: _int | Sequence[_int]) -> Tensor:
    """The dimensions in the order ``dims``. Raises RuntimeError where that does not name every one once."""
def positive(input: Tensor) -> Tensor:
    """``+input``: the tensor itself."""
def pow(input: Tensor | _float, exponent: Tensor | _float) -> Tensor:
    """``input ** exponent``, for tensors and numbers on either side, with broadcasting."""
def prelu(input: Tensor, weight: Tensor) -> Tensor:
    """``input`` where it is positive and ``weight * input`` elsewhere."""
def prod(input: Tensor, dim: _int | None = None, keepdim: _bool = False, *, dtype: _dtype | None = None) -> Tensor:
    """The product of all elements, or along ``dim``."""
def promote_types(a: dtype, b: dtype) -> dtype:
    """The smallest dtype that holds both; a floating-point type beats every integer."""
def quantile(input: Tensor, q: Tensor | _float, dim: _int | None = None, keepdim: _bool = False, *, interpolation: str = 'linear') -> Tensor:
    """The number below which a part ``q`` of the elements lies, of all or along ``dim``; for each of several ``q``."""
def rand(*shape: _int | Sequence[_int], size: Sequence[_int] = None, generator: Generator | None = None, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """Numbers from 0 up to but without 1, each as likely as any other, in a floating-point dtype."""
def rand_like(input: Tensor, *, generator: Generator | None = None, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """What ``rand`` draws, in the shape and dtype of ``input``."""
def randint(low: _int = 0, high: _int | Sequence[_int] | None = None, size: Sequence[_int] | None = None, *, generator: Generator | None = None, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """Integers from ``low`` up to but without ``high``: ``randint(high, size)`` or ``randint(low, high, size)``."""
def randint_like(input: Tensor, low: _int = 0, high: _int | None = None, *, generator: Generator | None = None, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """What ``randint`` draws, in the shape and dtype of ``input``; ``randint_like(input, high)`` starts from 0."""
def randn(*shape: _int | Sequence[_int], size: Sequence[_int] = None, generator: Generator | None = None, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """Normal numbers of mean 0 and standard deviation 1; everything else as in ``rand``."""
def randn_like(input: Tensor, *, generator: Generator | None = None, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """What ``randn`` draws, in the shape and dtype of ``input``."""
def randperm(n: _int, *, generator: Generator | None = None, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """The integers from 0 to ``n - 1`` in random order."""
def ravel(input: Tensor) -> Tensor:
    """All elements in one dimension."""
def reciprocal(input: Tensor) -> Tensor:
    """``1 / input``."""
def reciprocal_(input: Tensor) -> Tensor:
    """``1 / input``."""
def relu(input: Tensor) -> Tensor:
    """``input`` where it is positive and 0 elsewhere. Its slope at 0 is 0."""
def relu_(input: Tensor) -> Tensor:
    """``input`` where it is positive and 0 elsewhere. Its slope at 0 is 0."""
def remainder(input: Tensor | _float, other: Tensor | _float) -> Tensor:
    """The remainder of ``input / other`` with the sign of ``other``: Python's ``%``."""
def reshape(input: Tensor, *shape: _int | Sequence[_int]) -> Tensor:
    """The elements in the same order under another shape; one size may be -1 and is worked out."""
def roll(input: Tensor, shifts: _int | Sequence[_int], dims: _int | Sequence[_int] | None = None) -> Tensor:
    """The elements moved along ``dims``, in a circle; along all of them as one row where ``dims`` is left out."""
def round(input: Tensor, *, decimals: _int = 0) -> Tensor:
    """The nearest whole number, or number with so many ``decimals``; halves go to the even one."""
def round_(input: Tensor, *, decimals: _int = 0) -> Tensor:
    """The nearest whole number, or number with so many ``decimals``; halves go to the even one."""
def rrelu(input: Tensor, lower: _float = 0.125, upper: _float = 0.3333333333333333, training: _bool = False, generator: Generator | None = None) -> Tensor:
    """``input`` where it is positive, and elsewhere times a number drawn from ``lower`` to ``upper``."""
def rrelu_(input: Tensor, lower: _float = 0.125, upper: _float = 0.3333333333333333, training: _bool = False, generator: Generator | None = None) -> Tensor:
    """``rrelu`` in place."""
def rsqrt(input: Tensor) -> Tensor:
    """``1 / sqrt(input)``."""
def rsqrt_(input: Tensor) -> Tensor:
    """``1 / sqrt(input)``."""
def rsub(input: Tensor, other: Tensor | _float, *, alpha: _float = 1) -> Tensor:
    """``other - alpha * input``."""
def scatter(input: Tensor, dim: _int, index: Tensor, src: Tensor | _float | None = None, *, value: _float | None = None) -> Tensor:
    """A copy with the elements of ``src``, or one number, at the positions ``index`` along ``dim``."""
def scatter_add(input: Tensor, dim: _int, index: Tensor, src: Tensor) -> Tensor:
    """A copy with the elements of ``src`` added at the positions ``index`` along ``dim``."""
def seed() -> _int:
    """Start the default generator from a seed that nobody can foresee, and return it."""
def select(input: Tensor, dim: _int, index: _int) -> Tensor:
    """A view of the slice at one position along ``dim``, which is taken out."""
def selu(input: Tensor) -> Tensor:
    """``elu`` times 1.0507, with an alpha of 1.6733: what keeps the mean of a deep network's numbers at 0."""
def selu_(input: Tensor) -> Tensor:
    """``selu`` in place."""
def set_default_dtype(d: dtype) -> None:
    """Make ``d`` the dtype of new floating-point tensors; it starts as ``torch.float32``."""
def set_printoptions(precision: _int | None = None, threshold: _float | None = None, edgeitems: _int | None = None, linewidth: _int | None = None, profile: str | None = None, sci_mode: _bool | None = None) -> None:
    """Choose how tensors print; what is left out stays as it is, but ``sci_mode``."""
def set_rng_state(new_state: Tensor) -> None:
    """Bring the default generator back to where ``get_rng_state()`` was called."""
def set_warn_always(b: _bool, /) -> None:
    """Whether a warning that is given once in a process is given each time from now on."""
def sgn(input: Tensor) -> Tensor:
    """``sign``, under the name that it has for complex numbers too. For those PyTorch saves input and output."""
def sigmoid(input: Tensor) -> Tensor:
    """``1 / (1 + e ** -input)``."""
def sigmoid_(input: Tensor) -> Tensor:
    """``1 / (1 + e ** -input)``."""
def sign(input: Tensor) -> Tensor:
    """-1, 0 or 1 with the sign of ``input``; 0 for NaN."""
def signbit(input: Tensor) -> Tensor:
    """Where an element has a minus sign, -0.0 included."""
def sin(input: Tensor) -> Tensor:
    """The sine of an angle in radians."""
def sin_(input: Tensor) -> Tensor:
    """The sine of an angle in radians."""
def sinh(input: Tensor) -> Tensor:
    """The hyperbolic sine."""
def sinh_(input: Tensor) -> Tensor:
    """The hyperbolic sine."""
def softmax(input: Tensor, dim: _int, *, dtype: _dtype | None = None) -> Tensor:
    """Exponentials divided by their sum along ``dim``: positive numbers that add up to 1."""
def sort(input: Tensor, dim: _int = -1, descending: _bool = False, stable: _bool | None = None) -> Any:
    """The elements in order along ``dim``, and their positions before; equal elements keep their order."""
def split(tensor: Tensor, split_size_or_sections: _int | Sequence[_int], dim: _int = 0) -> tuple[Tensor, ...]:
    """Views of equal size along ``dim`` (the last may be smaller), or of the sizes given."""
def sqrt(input: Tensor) -> Tensor:
    """The square root; its slope at 0 is infinite."""
def sqrt_(input: Tensor) -> Tensor:
    """The square root; its slope at 0 is infinite."""
def square(input: Tensor) -> Tensor:
    """``input ** 2``."""
def square_(input: Tensor) -> Tensor:
    """``input ** 2``."""
def squeeze(input: Tensor, dim: _int | Sequence[_int] | None = None) -> Tensor:
    """Every dimension of size 1 taken out, or only ``dim``, one or several, where its size is 1."""
def stack(tensors: Sequence[Tensor], dim: _int = 0) -> Tensor:
    """The tensors, all of one shape, side by side along a new dimension ``dim``."""
def std(input: Tensor, dim: _int | Sequence[_int] | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *, correction: _float | None = None) -> Tensor:
    """The standard deviation: the square root of ``var``, whose arguments it takes."""
def sub(input: Tensor | _float, other: Tensor | _float, *, alpha: _float = 1) -> Tensor:
    """``input - other``, with broadcasting. ``alpha`` multiplies ``other`` first."""
def subtract(input: Tensor | _float, other: Tensor | _float, *, alpha: _float = 1) -> Tensor:
    """``input - other``, with broadcasting. ``alpha`` multiplies ``other`` first."""
def sum(input: Tensor, dim: _int | Sequence[_int] | None = None, keepdim: _bool = False, *, axis: _int | Sequence[_int] | None = None, keepdims: _bool = False, dtype: _dtype | None = None) -> Tensor:
    """The sum of all elements, or along ``dim`` (one dimension or several); ``axis``, ``keepdims`` as in NumPy."""
def swapaxes(input: Tensor, axis0: _int, axis1: _int) -> Tensor:
    """``transpose``."""
def swapdims(input: Tensor, dim0: _int, dim1: _int) -> Tensor:
    """The dimensions ``dim0`` and ``dim1`` swapped."""
def t(input: Tensor) -> Tensor:
    """The transpose of a matrix; a vector stays as it is."""
def take_along_dim(input: Tensor, indices: Tensor, dim: _int | None = None) -> Tensor:
    """``gather`` with ``indices`` broadcast; of all elements in one row where ``dim`` is left out."""
def tan(input: Tensor) -> Tensor:
    """The tangent of an angle in radians."""
def tan_(input: Tensor) -> Tensor:
    """The tangent of an angle in radians."""
def tanh(input: Tensor) -> Tensor:
    """The hyperbolic tangent."""
def tanh_(input: Tensor) -> Tensor:
    """The hyperbolic tangent."""
def tensor(data: Any, *, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """A new tensor with a copy of ``data``: a number, nested sequences of numbers, an array or a tensor."""
def tensordot(a: Tensor, b: Tensor, dims: _int | Sequence[Sequence[_int]] = 2) -> Tensor:
    """The sum of products over the last ``dims`` dimensions of ``a`` and the first of ``b``, or over those listed."""
def threshold(input: Tensor, threshold: _float, value: _float) -> Tensor:
    """``input`` where it is more than ``threshold``, and ``value`` elsewhere."""
def threshold_(input: Tensor, threshold: _float, value: _float) -> Tensor:
    """``threshold`` in place."""
def tile(input: Tensor, *dims: _int | Sequence[_int]) -> Tensor:
    """``repeat`` that takes fewer numbers than there are dimensions too."""
def topk(input: Tensor, k: _int, dim: _int = -1, largest: _bool = True, sorted: _bool = True) -> Any:
    """The ``k`` greatest elements along ``dim``, or smallest, in order, and their positions."""
def trace(input: Tensor) -> Tensor:
    """The sum of the diagonal of a matrix."""
def transpose(input: Tensor, dim0: _int, dim1: _int) -> Tensor:
    """The dimensions ``dim0`` and ``dim1`` swapped."""
def tril(input: Tensor, diagonal: _int = 0) -> Tensor:
    """Matrices with zeros above a diagonal: 0 is the main one, 1 the one above it."""
def triu(input: Tensor, diagonal: _int = 0) -> Tensor:
    """Matrices with zeros below a diagonal: 0 is the main one, 1 the one above it."""
def true_divide(input: Tensor | _float, other: Tensor | _float) -> Tensor:
    """``input / other``: ``div`` without ``rounding_mode``."""
def trunc(input: Tensor) -> Tensor:
    """``input`` without its fractional part: rounded towards 0."""
def trunc_(input: Tensor) -> Tensor:
    """``input`` without its fractional part: rounded towards 0."""
def unbind(input: Tensor, dim: _int = 0) -> tuple[Tensor, ...]:
    """A view at every position along ``dim``, which is taken out."""
def unflatten(input: Tensor, dim: _int, sizes: Sequence[_int]) -> Tensor:
    """The dimension ``dim`` spread over several, of which one size may be -1."""
def unique(input: Tensor, sorted: _bool = True, return_inverse: _bool = False, return_counts: _bool = False, dim: _int | None = None) -> Tensor | tuple[Tensor, ...]:
    """Every different element once, sorted; if asked for, also where each element has gone, and how often each occurs."""
def unsqueeze(input: Tensor, dim: _int) -> Tensor:
    """A dimension of size 1 put in at ``dim``."""
def var(input: Tensor, dim: _int | Sequence[_int] | None = None, unbiased: _bool | None = None, keepdim: _bool = False, *, correction: _float | None = None) -> Tensor:
    """The variance of all elements, or along ``dim``: divided by their number less ``correction``, which is 1."""
def vstack(tensors: Sequence[Tensor]) -> Tensor:
    """The tensors one below the other: vectors as rows."""
def where(condition: Tensor, input: Tensor | _float | None = None, other: Tensor | _float | None = None) -> Tensor:
    """``input`` where ``condition`` holds, ``other`` elsewhere, all broadcast; without them, where it holds."""
def xlogy(input: Tensor | _float, other: Tensor | _float) -> Tensor:
    """``input * log(other)``, which is 0 where ``input`` is, whatever ``other`` holds but NaN."""
def xlogy_(self, other: Tensor | _float) -> Tensor:
    """``input * log(other)``, which is 0 where ``input`` is, whatever ``other`` holds but NaN."""
def zero_(input: Tensor) -> Tensor:
    """All elements set to 0, in place: what a training loop does to gradients."""
def zeros(*shape: _int | Sequence[_int], size: Sequence[_int] = None, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """A tensor of zeros."""
def zeros_like(input: Tensor, *, dtype: _dtype | _type | None = None, requires_grad: _bool = False) -> Tensor:
    """Zeros in the shape and dtype of ``input``."""
