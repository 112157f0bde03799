"""What programs ask before they choose a device: there is no CUDA here."""

from .module_names import module_names

__getattr__, __dir__ = module_names(__name__, "minigrad computes on the CPU only: ask is_available() before.")


def is_available() -> bool:
    """Whether there is a CUDA device: never."""
    return False


def device_count() -> int:
    """How many CUDA devices there are: none."""
    return 0
