"""Whether operations are recorded: no_grad, enable_grad, set_grad_enabled, inference_mode.

The mode is in a ContextVar, so every thread and every async task has its own. Every operation reads it, by
``recording()``, which returns one of four things:

    True         operations are recorded
    an Anomaly   they are, and anomaly detection is on: it notes the lines of the user that made each node
    False        they are not
    INFERENCE    they are not, and results have no version either

``when_on`` is which of the first two stands for "recorded" in the whole program at the moment.

Source: https://docs.pytorch.org/docs/stable/notes/autograd.html#locally-disabling-gradient-computation
"""

import functools
import inspect
from contextvars import ContextVar

from . import errors
from .warning import warn

_mode = ContextVar("grad_enabled", default=True)
# What is_grad_enabled() says in inference mode: enable_grad sets it there, though nothing is recorded.
_enabled_in_inference = ContextVar("grad_enabled_in_inference", default=False)

recording = _mode.get
_set = _mode.set
when_on = True


class Inference:
    """The class of INFERENCE, which is two things: the inference mode, and what its tensors have for a Storage.

    They have no version, so whatever needs one raises.
    """

    def __bool__(self):
        return False  # as a mode: nothing is recorded

    @property
    def version(self):
        raise RuntimeError(errors.INFERENCE_SAVED)

    def bump(self):
        """A change in place: nothing to count in inference mode, refused outside of it."""
        if recording() is not INFERENCE:
            raise RuntimeError(errors.INFERENCE_WRITTEN)

    def add_view(self, reference):
        """Nothing: a change in place has to reach only views that gradients flow through."""

    def live_views(self):
        """None, as ``add_view`` remembers none."""
        return ()


INFERENCE = Inference()


def set_mode(on):
    """Switch recording on or off; inference mode stays on."""
    if recording() is not INFERENCE:
        _set(when_on if on else False)
    else:
        _enabled_in_inference.set(bool(on))


def is_grad_enabled() -> bool:
    """Whether operations are recorded, in this thread or task. In inference mode they never are, whatever this says."""
    return bool(recording()) or recording() is INFERENCE and _enabled_in_inference.get()


def set_mode_when_on(mode):
    """Replace True by an Anomaly, or the other way round, and return what it was."""
    global when_on
    previous, when_on = when_on, mode
    if recording():
        _set(mode)
    return previous


def is_anomaly_enabled() -> bool:
    """Whether anomaly detection is on."""
    return when_on is not True


def is_anomaly_check_nan_enabled() -> bool:
    """Whether anomaly detection looks for NaN."""
    return getattr(when_on, "check_nan", True)


def hooks_for_new_node():
    """The hooks that a node starts with: None, or while anomaly detection is on the Hooks that hold its lines."""
    return None if when_on is True else when_on.hooks()


def why_off():
    """What switched recording off, in this thread or task: "no_grad" or "inference"."""
    return "inference" if recording() is INFERENCE else "no_grad"


def is_inference_mode_enabled() -> bool:
    """Whether ``inference_mode`` is on in this thread or task."""
    return recording() is INFERENCE


class _Mode:
    """A context manager that is a decorator too, also of generators. Subclasses have ``mode``: on, True, or off."""

    __slots__ = ("previous", "previous_in_inference")

    def __enter__(self):
        self.previous = mode = recording()
        if mode is not INFERENCE:
            _set(when_on if self.mode else False)
        else:
            self.previous_in_inference = _enabled_in_inference.get()
            _enabled_in_inference.set(self.mode)

    def __exit__(self, kind=None, error=None, trace=None):
        _set(self.previous)
        if self.previous is INFERENCE:
            _enabled_in_inference.set(self.previous_in_inference)

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
                # The mode is on while the body runs, and off while it waits at a yield.
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


class _PlainMode(_Mode):
    """A mode that takes no argument, and so decorates without parentheses too: ``@no_grad``."""

    __slots__ = ()

    def __new__(cls, function=None):
        self = object.__new__(cls)
        return self if function is None else self(function)


class no_grad(_PlainMode):
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


class enable_grad(_PlainMode):
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
        if not isinstance(mode, bool):
            raise TypeError(errors.argument_error("set_grad_enabled", "enabled", 1, mode, "bool"))
        self.mode = mode
        self.previous = recording()
        self.previous_in_inference = _enabled_in_inference.get()
        set_mode(self.mode)

    def __repr__(self):
        return f"torch.autograd.grad_mode.set_grad_enabled(mode={self.mode})"

    def __enter__(self):
        set_mode(self.mode)

    def again(self):
        return set_grad_enabled(self.mode)

    def __call__(self, function):
        self.__exit__()  # as a decorator it changes nothing until the function runs
        return super().__call__(function)


class inference_mode(_Mode):
    """``no_grad``, and more: what is made inside has no version, so no recorded operation may save it.

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
        self.previous_in_inference = _enabled_in_inference.get()
        _set(INFERENCE if self.mode else when_on)
        _enabled_in_inference.set(False)

    def again(self):
        return inference_mode(self.mode)
