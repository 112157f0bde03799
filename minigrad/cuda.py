"""What programs ask before they choose a device: there is no CUDA here."""


def is_available() -> bool:
    """Whether there is a CUDA device: never."""
    return False


def device_count() -> int:
    """How many CUDA devices there are: none."""
    return 0
