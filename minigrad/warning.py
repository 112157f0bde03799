"""Warnings, in the place of the user's line that they are about; some once in a process, since it often runs again."""

import os
import sys
import warnings

HERE = os.path.dirname(__file__) + os.sep  # frames inside minigrad are not the user's

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


def warn(text, category=UserWarning):
    """Warn in the place of the user's line that led here, however many frames lie between."""
    frame, depth = sys._getframe(1), 2
    while frame.f_back and frame.f_code.co_filename.startswith(HERE):
        frame, depth = frame.f_back, depth + 1
    warnings.warn(text, category, stacklevel=depth)


def warn_once(text):
    """Warn, unless this text was given before, whether it was shown or not."""
    if _always or text not in _given:
        if not _always:
            _given.add(text)
        warn(text)
