"""The state of a module, taken out and put back by names."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import minigrad as torch
from minigrad import Tensor

from .parameter import Parameter

if TYPE_CHECKING:
    from .module import Module


EXTRA = "_extra_state"  # the name of what a module with get_extra_state() and set_extra_state() adds


class _IncompatibleKeys(NamedTuple):
    """What ``load_state_dict`` did not find, and what it had no use for."""

    missing_keys: list[str]
    unexpected_keys: list[str]


class IncompatibleKeys(_IncompatibleKeys):
    """What ``load_state_dict`` did not find, and what it had no use for."""

    __slots__ = ()

    def __repr__(self) -> str:
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return f"_IncompatibleKeys(missing_keys={self.missing_keys}, unexpected_keys={self.unexpected_keys})"

    __str__ = __repr__


def own(module: Module) -> Iterator[tuple[str, Tensor]]:
    """The parameters and persistent buffers that a module holds itself."""
    for name, param in module._parameters.items():
        if param is not None:
            yield name, param
    for name, buffer in module._buffers.items():
        if buffer is not None and name not in module._non_persistent_buffers_set:
            yield name, buffer


def collected(module: Module, prefix: str, keep_vars: bool) -> OrderedDict[str, Any]:
    """What ``Module.state_dict`` returns: what the module holds itself, and the ``state_dict`` of each one in it."""
    state: OrderedDict[str, Any] = OrderedDict()
    for name, tensor in own(module):
        state[prefix + name] = tensor if keep_vars else tensor.detach()
    if hasattr(type(module), "get_extra_state"):
        state[prefix + EXTRA] = module.get_extra_state()
    for name, child in module._modules.items():
        if child is not None:
            state.update(child.state_dict(prefix=f"{prefix}{name}.", keep_vars=keep_vars))
    return state


def load(module: Module, state: Mapping[str, Any], strict: bool) -> IncompatibleKeys:
    """What ``Module.load_state_dict`` does."""
    if not isinstance(state, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(state)}.")
    missing: list[str] = []
    unexpected: list[str] = []
    problems: list[str] = []
    load_part(module, "", state, missing, unexpected, problems)
    if strict:
        for kind, keys in (("Unexpected", unexpected), ("Missing", missing)):
            if keys:
                names = ", ".join(f'"{key}"' for key in keys)
                problems.insert(0, f"{kind} key(s) in state_dict: {names}. ")
    if problems:
        lines = "\n\t".join(problems)
        raise RuntimeError(f"Error(s) in loading state_dict for {type(module).__name__}:\n\t{lines}")
    return IncompatibleKeys(missing, unexpected)


def load_part(
    module: Module,
    prefix: str,
    state: Mapping[str, Any],
    missing: list[str],
    unexpected: list[str],
    problems: list[str],
) -> None:
    """Load one module, note what went wrong, and go on with the modules that it holds."""
    expected = dict(own(module))
    for name, tensor in expected.items():
        key = prefix + name
        if key in state:
            problem = copied(key, tensor, state[key])
            if problem:
                problems.append(problem)
        else:
            missing.append(key)
    extra = hasattr(type(module), "set_extra_state")
    if extra and prefix + EXTRA in state:
        module.set_extra_state(state[prefix + EXTRA])
    elif extra:
        missing.append(prefix + EXTRA)
    for key in state:
        if key.startswith(prefix):
            first, *others = key[len(prefix) :].split(".", 1)
            if first not in (module._modules if others else expected) and not (extra and key == prefix + EXTRA):
                unexpected.append(key)
    for name, child in module._modules.items():
        if child is not None:
            path = f"{prefix}{name}."
            part = {key: value for key, value in state.items() if key.startswith(path)}
            load_part(child, path, part, missing, unexpected, problems)


def copied(key: str, tensor: Tensor, saved: Any) -> str:
    """Copy what was saved into a tensor; what to say where that does not go, else nothing."""
    if not isinstance(saved, Tensor):
        return (
            f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object from checkpoint '
            f"but received {type(saved)}"
        )
    if tensor.ndim == 0 and saved.shape == (1,):
        saved = saved[0]
    if saved.shape != tensor.shape:
        return (
            f"size mismatch for {key}: copying a param with shape {saved.shape} from checkpoint, the shape in current "
            f"model is {tensor.shape}."
        )
    with torch.no_grad():
        tensor.copy_(saved)
    return ""


def convert(module: Module, dtype: torch.dtype) -> None:
    """Every floating-point parameter and buffer of a module and of all below it in another dtype, gradients too."""
    for part in module.modules():
        for held in (part._parameters, part._buffers):
            for name, tensor in held.items():
                if tensor is not None and tensor.is_floating_point():
                    held[name] = converted(tensor, dtype)


def converted(tensor: Tensor, dtype: torch.dtype) -> Tensor:
    """A buffer in another dtype, or the parameter itself, its elements and gradient converted."""
    if not isinstance(tensor, Parameter):
        return tensor.to(dtype)
    grad = tensor.grad
    tensor.grad = None
    tensor.data = tensor.detach().to(dtype)
    if grad is not None:
        tensor.grad = grad.to(dtype)
    return tensor
