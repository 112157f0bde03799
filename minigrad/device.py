"""Devices. There is one: the CPU. Code that asks for it, or asks what there is, runs unchanged."""

from __future__ import annotations

from typing import Any

from .arguments import integer
from .errors import message
from .registry import combination_error
from .tensor import Tensor

KINDS = (
    *("cpu", "cuda", "ipu", "xpu", "mkldnn", "opengl", "opencl", "ideep", "hip", "ve", "fpga", "maia", "xla", "lazy"),
    *("vulkan", "mps", "meta", "hpu", "mtia", "privateuseone"),
)
SIGNATURES = "torch.device device", "str type, int index = -1"


class device:
    """Where a tensor lies.

    >>> device("cpu")
    device(type='cpu')
    """

    __slots__ = ("type", "index")

    def __init__(self, type: str | device, index: int | None = None) -> None:
        if isinstance(type, device):
            type, index = type.type, type.index
        if isinstance(type, int) and not isinstance(type, bool):
            not_negative(type)
            raise RuntimeError("Cannot access accelerator device when none is available.")
        if not isinstance(type, str):
            raise combination_error("device", (type,), SIGNATURES)
        index = None if index is None else integer("device", "index", 2, index)
        kind, colon, number = type.partition(":")
        if not type:
            raise RuntimeError("Device string must not be empty")
        if not kind.replace("_", "").isalpha() or colon and not (number.isdigit() and number == str(int(number))):
            raise RuntimeError(f"Invalid device string: '{type}'")
        if kind not in KINDS:
            raise RuntimeError(f"Expected one of {', '.join(KINDS)} device type at start of device string: {kind}")
        if colon and index is not None:
            raise RuntimeError(f"type (string) must not include an index because index was passed explicitly: {type}")
        if index is not None:
            not_negative(index)
        self.type = kind
        self.index = int(number) if number else index

    def __repr__(self) -> str:
        return f"device(type={self.type!r}" + ("" if self.index is None else f", index={self.index}") + ")"

    def __str__(self) -> str:
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, device) and (self.type, self.index) == (other.type, other.index)

    def __hash__(self) -> int:
        return hash((self.type, self.index))


def not_negative(index: int) -> None:
    """Raise RuntimeError, in PyTorch's words, for a negative index of a device."""
    if index < 0:
        raise RuntimeError("Device index must not be negative")


CPU = device("cpu")


def check_device(wanted: Any) -> None:
    """Raise where a device other than the CPU is asked for: AssertionError for CUDA, as PyTorch without it does."""
    if wanted is None or device(wanted).type == "cpu":
        return
    kind = device(wanted).type
    if kind == "cuda":
        raise AssertionError(message("Torch not compiled with CUDA enabled", "minigrad computes on the CPU."))
    raise RuntimeError(
        message(f"PyTorch is not linked with support for {kind} devices", "minigrad computes on the CPU.")
    )


def device_of(self: Tensor) -> device:
    """Where the tensor lies: on the CPU."""
    return CPU


def is_cuda(self: Tensor) -> bool:
    """Whether the tensor lies on a CUDA device: never."""
    return False


Tensor.device = property(device_of)
Tensor.is_cuda = property(is_cuda)
