"""The state of a module, taken out and put back by names."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, NamedTuple

import minigrad as torch
from minigrad import Tensor

from ..left_out import does_without

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


class Stateful:
    """What gives a module its ``state_dict``. A subclass may write anew how it takes part in that."""

    _version = 1  # of what it saves: noted beside the state, and shown to the module that loads it
    _parameters: dict[str, Any]
    _buffers: dict[str, Any]
    _modules: dict[str, Any]
    _non_persistent_buffers_set: set[str]

    def state_dict(
        self, *, destination: dict[str, Any] | None = None, prefix: str = "", keep_vars: bool = False
    ) -> dict[str, Any]:
        """All parameters and persistent buffers by their dotted names, detached and over the same memory.

        destination: the dictionary to put them into, in place of a new one.
        keep_vars: not detached.
        """
        if destination is None:
            destination = OrderedDict()
            destination._metadata = OrderedDict()  # type: ignore[attr-defined]
        if hasattr(destination, "_metadata"):
            destination._metadata[prefix[:-1]] = {"version": self._version}
        self._save_to_state_dict(destination, prefix, keep_vars)
        for name, module in self._modules.items():
            if module is not None:
                module.state_dict(destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars)
        return destination

    @does_without("assign")
    def load_state_dict(self, state_dict: Mapping[str, Any], strict: bool = True) -> IncompatibleKeys:
        """Copy what ``state_dict()`` of such a module gave into the parameters and buffers of this one.

        strict: raise RuntimeError where names are missing or unexpected; they are returned otherwise. It is raised in
            any case where a shape differs.
        """
        if not isinstance(state_dict, Mapping):
            raise TypeError(f"Expected state_dict to be dict-like, got {type(state_dict)}.")
        missing: list[str] = []
        unexpected: list[str] = []
        problems: list[str] = []
        metadata = getattr(state_dict, "_metadata", {})

        def load(module: Stateful, prefix: str, state: dict[str, Any]) -> None:
            noted = metadata.get(prefix[:-1], {})
            module._load_from_state_dict(state, prefix, noted, True, missing, unexpected, problems)
            for name, child in module._modules.items():
                if child is not None:
                    path = f"{prefix}{name}."
                    load(child, path, {key: value for key, value in state.items() if key.startswith(path)})

        load(self, "", OrderedDict(state_dict))
        if strict:
            for kind, keys in (("Unexpected", unexpected), ("Missing", missing)):
                if keys:
                    names = ", ".join(f'"{key}"' for key in keys)
                    problems.insert(0, f"{kind} key(s) in state_dict: {names}. ")
        if problems:
            lines = "\n\t".join(problems)
            raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:\n\t{lines}")
        return IncompatibleKeys(missing, unexpected)

    def _persistent(self) -> dict[str, Tensor]:
        """The parameters and persistent buffers that the module holds itself."""
        buffers = {name: b for name, b in self._buffers.items() if name not in self._non_persistent_buffers_set}
        return {name: value for name, value in (self._parameters | buffers).items() if value is not None}

    def _save_to_state_dict(self, destination: dict[str, Any], prefix: str, keep_vars: bool) -> None:
        """Put what the module holds itself into ``destination``."""
        for name, tensor in self._persistent().items():
            destination[prefix + name] = tensor if keep_vars else tensor.detach()
        if hasattr(type(self), "get_extra_state"):
            destination[prefix + EXTRA] = self.get_extra_state()

    def _load_from_state_dict(
        self,
        state_dict: Mapping[str, Any],
        prefix: str,
        local_metadata: Mapping[str, Any],
        strict: bool,
        missing_keys: list[str],
        unexpected_keys: list[str],
        error_msgs: list[str],
    ) -> None:
        """Load what the module holds itself, and note in the three lists what went wrong."""
        expected = self._persistent()
        for name, tensor in expected.items():
            key = prefix + name
            if key in state_dict:
                problem = copied(key, tensor, state_dict[key])
                if problem:
                    error_msgs.append(problem)
            elif strict:
                missing_keys.append(key)
        extra = prefix + EXTRA
        wanted = hasattr(type(self), "set_extra_state")
        if wanted and extra in state_dict:
            self.set_extra_state(state_dict[extra])
        elif strict and wanted != (extra in state_dict):
            (missing_keys if wanted else unexpected_keys).append(extra)
        for key in state_dict if strict else ():
            if key.startswith(prefix) and key != extra:
                first, *others = key[len(prefix) :].split(".", 1)
                if first not in (self._modules if others else expected):
                    unexpected_keys.append(key)


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
    try:
        with torch.no_grad():
            tensor.copy_(saved)
    except RuntimeError as error:
        return (
            f'While copying the parameter named "{key}", whose dimensions in the model are {tensor.size()} and whose '
            f"dimensions in the checkpoint are {saved.size()}, an exception occurred : {error.args}."
        )
    return ""
