"""Warnings that are given once in a process, since the line they are about often runs many times."""

import warnings

_given = set()  # the texts
_always = False


def set_warn_always(b: bool, /) -> None:
    """Whether a warning that is given once in a process is given each time from now on.

    Whether any is shown is still for Python's ``warnings`` to say.
    Raises RuntimeError for anything but True and False.
    Source: https://docs.pytorch.org/docs/stable/generated/torch.set_warn_always.html

    >>> import minigrad as torch
    >>> torch.set_warn_always(True)
    >>> torch.is_warn_always_enabled()
    True
    """
    global _always
    if not isinstance(b, bool):
        raise RuntimeError(f"setWarnOnlyOnce expects a bool, but got {type(b).__name__}")
    _always = b


def is_warn_always_enabled() -> bool:
    """What ``set_warn_always`` has set; False at the start."""
    return _always


def warn_once(text, stacklevel):
    """``warnings.warn`` in the caller's place, unless this text was given before, whether it was shown or not."""
    if _always or text not in _given:
        if not _always:
            _given.add(text)
        warnings.warn(text, UserWarning, stacklevel=stacklevel + 1)
