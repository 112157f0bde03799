"""The stream that all random numbers come from: the Mersenne Twister's 32-bit words, as in PyTorch's CPU generator.

Source: https://docs.pytorch.org/docs/stable/generated/torch.Generator.html
"""

from __future__ import annotations

import math
import os

import numpy as np

from . import dtypes, errors
from .creation import creator
from .tensor import Tensor, make

# How PyTorch lays out the bytes of a generator's state. A spare number in float32 comes last: no CPU leaves one.
FIELDS = [("seed", "u8"), ("left", "i4"), ("seeded", "i4"), ("next", "u8"), ("words", "u8", 624), ("unused", "f8")]
FIELDS += [("spare", "f8"), ("unused_too", "f8"), ("has_spare", "u8"), ("float32", "u8")]
STATE = np.dtype(FIELDS)
FROM_GET_STATE = "Pass what get_state() or torch.get_rng_state() has returned."


class Generator:
    """A source of random numbers with a state of its own, for the argument ``generator=``.

    Source: https://docs.pytorch.org/docs/stable/generated/torch.Generator.html

    >>> import minigrad as torch
    >>> g = torch.Generator().manual_seed(0)
    >>> torch.rand(3, generator=g)
    tensor([0.4963, 0.7682, 0.0885])
    """

    def __init__(self, device: str = "cpu") -> None:
        """A generator that starts from PyTorch's default seed. Raises NotImplementedError for other devices."""
        if str(device) != "cpu":
            raise NotImplementedError(f"minigrad draws on the CPU only, not on {device}")
        self.manual_seed(67280421310721)

    def manual_seed(self, seed: int) -> Generator:
        """Start again from ``seed``, an integer of up to 64 bits, of which the lower 32 count.

        Raises RuntimeError for anything but an integer, ValueError where it has more bits.
        """
        if not isinstance(seed, int | np.integer) or seed.__class__ is bool:
            sentence = f"manual_seed expected a long, but got {type(seed).__name__}"
            raise RuntimeError(errors.message(sentence, "A seed is an integer."))
        if not -(2**63) <= seed < 2**64:
            raise ValueError(errors.message("Overflow when unpacking long long", "A seed has at most 64 bits."))
        self._seed = int(seed) % 2**64
        self._twister = None  # made by the first number drawn: importing numpy.random takes time
        self._spare = None  # the second of two normal numbers made together
        return self

    def seed(self) -> int:
        """Start again from a seed that nobody can foresee, and return it."""
        return self.manual_seed(int.from_bytes(os.urandom(8))).initial_seed()

    def initial_seed(self) -> int:
        """The seed that this generator last started from."""
        return self._seed

    def get_state(self) -> Tensor:
        """Where in its stream the generator is: a uint8 tensor of PyTorch's 5056 bytes."""
        _, words, position, *_ = self._started().get_state()
        fresh = position == 624 and words[0] == self._seed % 2**32
        state = np.zeros(1, STATE)
        state["seed"], state["words"], state["seeded"] = self._seed, words, 1
        state["left"], state["next"] = 625 - position, 0 if fresh else position
        if self._spare is not None:
            state["spare"], state["has_spare"] = self._spare, 1
        return make(state.view(np.uint8))

    def set_state(self, new_state: Tensor) -> Generator:
        """Go back to where ``get_state()`` was called.

        Raises TypeError for anything but a uint8 tensor, RuntimeError where that holds no state.
        """
        if not isinstance(new_state, Tensor):
            sentence = f"expected a torch.ByteTensor, but got {type(new_state).__name__}"
            raise TypeError(errors.message(sentence, FROM_GET_STATE))
        if new_state.dtype is not dtypes.uint8:
            raise TypeError(errors.message("RNG state must be a torch.ByteTensor", FROM_GET_STATE))
        if new_state.numel() != STATE.itemsize:
            sentence = (
                f"Expected a CPUGeneratorImplState of size {STATE.itemsize} but found the input RNG state size to be "
                f"{new_state.numel()}"
            )
            raise RuntimeError(errors.message(sentence, FROM_GET_STATE))
        state = np.ascontiguousarray(new_state._data).view(STATE)[0]
        if state["seeded"] != 1 or not 0 < state["left"] <= 624 or state["next"] > 624:
            raise RuntimeError(errors.message("Invalid mt19937 state", FROM_GET_STATE))
        self._seed = int(state["seed"])
        self._started().set_state(("MT19937", state["words"].astype(np.uint32), 625 - int(state["left"])))
        self._spare = float(state["spare"]) if state["has_spare"] else None
        return self

    def _started(self):
        if self._twister is None:
            self._twister = np.random.RandomState(self._seed % 2**32)
        return self._twister

    def _words(self, n, bits=32):
        """The next ``n`` words of the stream, or ``n`` pairs of them as 64-bit integers."""
        words = self._started().randint(0, 2**32, n * bits // 32, np.uint32)
        return words if bits == 32 else words[0::2].astype(np.uint64) << np.uint64(32) | words[1::2]

    def _reals(self, n, dtype):
        """The next ``n`` numbers from 0 up to but without 1: multiples of 2**-24, for float64 of 2**-53."""
        bits, digits = (64, 53) if dtype == np.float64 else (32, 24)
        words = self._words(n, bits)
        words &= words.dtype.type(2**digits - 1)
        return words.astype(dtype) * dtype.type(2.0**-digits)

    def _normals(self, n):
        """The next ``n`` normal numbers as float64, made two at a time; an odd one is kept for the next call."""
        values = [] if self._spare is None else [self._spare]
        pairs = (n - len(values) + 1) // 2
        for u1, u2 in self._reals(2 * pairs, np.dtype(np.float64)).reshape(-1, 2).tolist():
            radius, angle = math.sqrt(-2 * math.log1p(-u2)), 2 * math.pi * u1
            values += [radius * math.cos(angle), radius * math.sin(angle)]
        self._spare = values.pop() if len(values) > n else None
        return np.array(values)


default_generator = Generator()
default_generator.seed()


@creator
def manual_seed(seed: int) -> Generator:
    """Let everything drawn from now on follow from ``seed``, as in PyTorch. Returns the default generator.

    Raises ValueError where the seed has more than 64 bits.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.manual_seed.html

    >>> import minigrad as torch
    >>> g = torch.manual_seed(0)
    >>> torch.randn(2)
    tensor([ 1.5410, -0.2934])
    """
    return default_generator.manual_seed(int(seed))


@creator
def seed() -> int:
    """Start the default generator from a seed that nobody can foresee, and return it."""
    return default_generator.seed()


@creator
def initial_seed() -> int:
    """The seed that the default generator last started from."""
    return default_generator.initial_seed()


@creator
def get_rng_state() -> Tensor:
    """Where in its stream the default generator is: a uint8 tensor for ``set_rng_state``."""
    return default_generator.get_state()


@creator
def set_rng_state(new_state: Tensor) -> None:
    """Bring the default generator back to where ``get_rng_state()`` was called."""
    default_generator.set_state(new_state)


def source(generator):
    """The generator to draw from: the default one unless another is given."""
    if generator is None:
        return default_generator
    if not isinstance(generator, Generator):
        raise TypeError(f"argument 'generator' must be a torch.Generator, not {type(generator).__name__}")
    return generator
