"""Whether operations are recorded: no_grad, enable_grad, set_grad_enabled.

The mode lives in a ContextVar, so every thread and every async task has its own.
Source: https://docs.pytorch.org/docs/stable/notes/autograd.html#locally-disabling-gradient-computation
"""

import functools
import inspect
from contextvars import ContextVar

from . import errors
from .warning import warn

_mode = ContextVar("grad_enabled", default=True)
_enabled_inside = ContextVar(
    "grad_enabled_in_inference", default=False
)  # what is said of it there: nothing is recorded

# What every operation reads: True, or the Anomaly that watches the recording; False, or in inference mode INFERENCE.
recording = _mode.get
_set = _mode.set
_on = True


class Inference:
    """Stands where a tensor made in inference mode would have its version: it has none, and nothing may need one."""

    def __bool__(self):
        return False  # as the mode: nothing is recorded

    @property
    def version(self):
        raise RuntimeError(errors.INFERENCE_SAVED)

    def bump(self):
        """Refuse to count a change, unless inference mode is on and nothing has to be counted."""
        if recording() is not INFERENCE:
            raise RuntimeError(errors.INFERENCE_WRITTEN)

    def add_view(self, reference):
        """Forget it: no gradient will ever flow through it."""

    def live_views(self):
        """The views to keep right when this memory changes: none."""
        return ()


INFERENCE = Inference()


def set_mode(on):
    """Let recording be on or off; inference mode is stronger than either."""
    if recording() is not INFERENCE:
        _mode.set(_on if on else False)
    else:
        _enabled_inside.set(bool(on))


def is_grad_enabled() -> bool:
    """Whether operations are recorded, in this thread or task. In inference mode they never are, whatever this says."""
    return bool(recording()) or recording() is INFERENCE and _enabled_inside.get()


def switched_on():
    """What recording is, where it is not off: True, or an Anomaly."""
    return _on


def is_anomaly_enabled() -> bool:
    """Whether anomaly detection is on."""
    return _on is not True


def is_anomaly_check_nan_enabled() -> bool:
    """Whether anomaly detection looks for NaN."""
    return getattr(_on, "check_nan", True)


def hooks_now():
    """What a node that views need has as its hooks from the start: the lines that made it, for an Anomaly."""
    return None if _on is True else _on.hooks()


def switch(on):
    """Let recording be True, or an Anomaly, wherever it is not off; returns what it was."""
    global _on
    previous, _on = _on, on
    if recording():
        _mode.set(on)
    return previous


def mode_off():
    """What switched recording off, in this thread or task: "no_grad" or "inference"."""
    return "inference" if recording() is INFERENCE else "no_grad"


def is_inference_mode_enabled() -> bool:
    """Whether ``inference_mode`` is on in this thread or task."""
    return recording() is INFERENCE


class _Mode:
    """A grad mode as a context manager and as a decorator, also of generators."""

    __slots__ = ("inside", "previous")

    def __enter__(self):
        self.previous = mode = recording()
        if mode is not INFERENCE:
            _set(_on if self.mode else False)
        else:
            self.inside = _enabled_inside.get()
            _enabled_inside.set(self.mode)

    def __exit__(self, kind=None, error=None, trace=None):
        _set(self.previous)
        if self.previous is INFERENCE:
            _enabled_inside.set(self.inside)

    def again(self):
        """A fresh instance for one call of a decorated function, which may be recursive."""
        return type(self)()

    def __call__(self, function):
        if inspect.isclass(function):
            warn(
                "Decorating classes is deprecated and will be disabled in future versions. You should only decorate "
                "functions or methods. To preserve the current behavior of class decoration, you can directly decorate "
                "the `__init__` method and nothing else.",
                FutureWarning,
            )
        if inspect.isgeneratorfunction(function):

            @functools.wraps(function)
            def generator(*args, **kwargs):
                # The mode holds while the body runs and not while it waits at a yield.
                body = function(*args, **kwargs)
                send, value = body.send, None
                try:
                    while True:
                        with self.again():
                            item = send(value)
                        try:
                            value, send = (yield item), body.send
                        except GeneratorExit:
                            raise
                        except BaseException as error:
                            value, send = error, body.throw
                except StopIteration as stop:
                    return stop.value
                finally:
                    with self.again():
                        body.close()

            return generator

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            with self.again():
                return function(*args, **kwargs)

        return wrapper


class no_grad(_Mode):
    """Record nothing: results do not require grad, whatever their inputs do.

    >>> import minigrad as torch
    >>> x = torch.tensor(3.0, requires_grad=True)
    >>> with torch.no_grad():
    ...     y = x * 2
    >>> y.requires_grad
    False
    """

    __slots__ = ()
    mode = False

    def __new__(cls, function=None):
        self = object.__new__(cls)
        return self if function is None else self(function)  # @no_grad without parentheses


class enable_grad(no_grad):
    """Record again inside ``no_grad``.

    >>> import minigrad as torch
    >>> x = torch.tensor(3.0, requires_grad=True)
    >>> with torch.no_grad(), torch.enable_grad():
    ...     y = x * 2
    >>> y.requires_grad
    True
    """

    __slots__ = ()
    mode = True


class set_grad_enabled(_Mode):
    """Switch recording on or off: at once, for a ``with`` block, or for a decorated function.

    Called as a plain function it holds until it is called again, in this thread or task.

    >>> import minigrad as torch
    >>> x = torch.tensor(3.0, requires_grad=True)
    >>> with torch.set_grad_enabled(False):
    ...     y = x * 2
    >>> y.requires_grad
    False
    """

    __slots__ = ("mode",)

    def __init__(self, mode):
        self.mode = bool(mode)
        self.previous = recording()
        self.inside = _enabled_inside.get()
        set_mode(self.mode)

    def __enter__(self):
        set_mode(self.mode)

    def again(self):
        return set_grad_enabled(self.mode)

    def __call__(self, function):
        self.__exit__()  # as a decorator it changes nothing until the function runs
        return super().__call__(function)


class inference_mode(_Mode):
    """``no_grad``, and more: what is made inside has no version and can never take part in a recorded computation.

    Source: https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html

    >>> import minigrad as torch
    >>> x = torch.tensor(3.0, requires_grad=True)
    >>> with torch.inference_mode():
    ...     y = x * 2
    >>> y.requires_grad, y.is_inference()
    (False, True)
    """

    __slots__ = ("mode",)

    def __new__(cls, mode=True):
        self = object.__new__(cls)
        if callable(mode):  # @inference_mode without parentheses
            self.mode = True
            return self(mode)
        self.mode = bool(mode)
        return self

    def __enter__(self):
        self.previous = recording()
        self.inside = _enabled_inside.get()
        _mode.set(INFERENCE if self.mode else _on)
        _enabled_inside.set(False)

    def again(self):
        return inference_mode(self.mode)
