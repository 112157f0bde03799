"""What all optimizers share: parameter groups, state, zero_grad, and one walk over the parameters in ``step``."""

from __future__ import annotations

import functools
import operator
from collections import defaultdict
from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any

import minigrad as torch
from minigrad import Tensor

from ..hooks import Registry, RemovableHandle
from ..warning import warn

Params = Iterable[Tensor] | Iterable[dict[str, Any]] | Iterable[tuple[str, Tensor]]


class Optimizer:
    """Base of all optimizers. One of your own defines ``update``, or ``step`` itself.

    params: tensors, (name, tensor) pairs, or dicts with such a list under "params" and options of their own.
    defaults: the options of groups that do not set them.

    Raises TypeError for anything but leaf tensors, ValueError where there are none.
    Source: https://docs.pytorch.org/docs/stable/optim.html#torch.optim.Optimizer

    >>> import minigrad as torch
    >>> class Plain(torch.optim.Optimizer):
    ...     def __init__(self, params, lr):
    ...         super().__init__(params, {"lr": lr})
    ...
    ...     def update(self, param, grad, group):
    ...         param.sub_(grad * group["lr"])
    >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> (w * w).sum().backward()
    >>> Plain([w], lr=0.1).step()
    >>> w
    tensor([0.8000, 1.6000], requires_grad=True)
    """

    def __init__(self, params: Params, defaults: dict[str, Any]) -> None:
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or dicts, but got "
                f"{torch.typename(params)}"
            )
        self.defaults = defaults
        self.state: defaultdict[Tensor, dict[str, Any]] = defaultdict(dict)
        self.param_groups: list[dict[str, Any]] = []
        self._without_hooks()
        groups: list[Any] = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        for group in groups:
            self.add_param_group(group)

    def _without_hooks(self) -> None:
        self._optimizer_step_pre_hooks = Registry()
        self._optimizer_step_post_hooks = Registry()
        cls = type(self)
        if not hasattr(cls.step, "hooked"):
            cls.step = hooked(cls.step)  # type: ignore[method-assign]

    def __getstate__(self) -> dict[str, Any]:
        """What a copy has: no hooks, and no ``step`` of a scheduler's, which would step the original."""
        return {name: getattr(self, name) for name in ("defaults", "state", "param_groups")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the state of a copy, or the one that is loaded."""
        self.__dict__.update(state)
        if "_optimizer_step_pre_hooks" not in self.__dict__:
            self._without_hooks()
        self.defaults.setdefault("differentiable", False)

    def _complete(self, **options: Any) -> None:
        """Give groups that were loaded the options that they lack."""
        for group in self.param_groups:
            for name, value in options.items():
                group.setdefault(name, value)

    def _count_in_tensors(self) -> None:
        """Make tensors of the numbers of steps in a state that was loaded, as old ones have them."""
        for group in self.param_groups:
            for param in group["params"]:
                state = self.state.get(param)
                if state and not isinstance(state["step"], Tensor):
                    state["step"] = torch.tensor(float(state["step"]))

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        """Optimize the parameters in ``param_group["params"]`` too, with the options that the dict sets.

        Raises ValueError for a parameter that is in a group already.
        """
        if not isinstance(param_group, dict):
            raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
        params = param_group["params"]
        if isinstance(params, set):
            raise TypeError(
                "optimizer parameters need to be organized in ordered collections, but the ordering of tensors in sets "
                "will change between runs. Please use a list instead."
            )
        params = [params] if isinstance(params, Tensor) else list(params)
        names = [param[0] for param in params if isinstance(param, tuple)]
        if names:
            if len(names) != len(params):
                raise ValueError("all optimizer params should be with/without names. Some param names are missing")
            params = [param[1] for param in params]
            param_group["param_names"] = names
        param_group["params"] = params
        for param in params:
            if not isinstance(param, Tensor):
                raise TypeError(
                    f"optimizer can only optimize Tensors, but one of the params is {torch.typename(param)}"
                )
            if not (param.is_leaf or param.retains_grad):
                raise ValueError(
                    "can't optimize a non-leaf Tensor\n\nIt was computed from other tensors: optimize those, or make "
                    'it a leaf with .detach().requires_grad_(). See the chapter "Leaves".'
                )
        for name, default in self.defaults.items():
            param_group.setdefault(name, default)
        if len(params) != len(set(params)):
            warn(
                "optimizer contains a parameter group with duplicate parameters; in future, this will cause an error; "
                "see github.com/pytorch/pytorch/issues/40967 for more information"
            )
        for group in self.param_groups:
            if ("param_names" in param_group) != ("param_names" in group):
                kind = "with names" if names else "without names"
                raise ValueError(
                    f"all optimizer param groups should be with/without names. cannot add param group {kind} to the "
                    "optimizer"
                )
        known = {param for group in self.param_groups for param in group["params"]}
        if not known.isdisjoint(params):
            raise ValueError("some parameters appear in more than one parameter group")
        self.param_groups.append(param_group)

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients of all parameters, or, with ``set_to_none=False``, fill them with zeros."""
        for group in self.param_groups:
            for param in group["params"]:
                if set_to_none:
                    param.grad = None
                elif param.grad is not None:
                    grad = param.grad
                    (grad.detach_() if grad.grad_fn else grad.requires_grad_(False)).zero_()

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Change every parameter that has a gradient, in place and unrecorded.

        closure: computes the loss again, calls ``backward()`` on it and returns it; ``step`` then returns it too.
        """
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        with torch.no_grad():
            for group in self.param_groups:
                maximize = group.get("maximize", False)
                for param in group["params"]:
                    grad = param.grad
                    if grad is not None:
                        self.update(param, -grad if maximize else grad, group)
        return loss

    def register_step_pre_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call ``hook(optimizer, args, kwargs)`` before every ``step``; a pair that it returns replaces the two.

        The optimizer is the first of ``args`` too. ``handle.remove()`` on what is returned takes the hook away.
        """
        return self._optimizer_step_pre_hooks.add(hook)

    def register_step_post_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call ``hook(optimizer, args, kwargs)`` after every ``step``."""
        return self._optimizer_step_post_hooks.add(hook)

    def update(self, param: Tensor, grad: Tensor, group: dict[str, Any]) -> None:
        """To be written: change ``param`` in place by its gradient, which is not to be changed."""
        raise NotImplementedError(f"{type(self).__name__} has to define update(param, grad, group), or step().")

    def state_dict(self) -> dict[str, Any]:
        """What is needed to go on later: the groups' options and the state, with parameters told by numbers."""
        numbers: dict[Tensor, int] = {}
        groups, start = [], 0
        for group in self.param_groups:
            packed = {key: value for key, value in group.items() if key != "params"}
            numbers |= {param: i for i, param in enumerate(group["params"], start) if param not in numbers}
            start += len(group["params"])
            packed["params"] = [numbers[param] for param in group["params"]]
            groups.append(packed)
        state = {numbers[key] if isinstance(key, Tensor) else key: value for key, value in self.state.items()}
        return {"state": state, "param_groups": groups}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on from what ``state_dict()`` of this optimizer, or of one like it, has returned.

        Raises ValueError where the groups are of other sizes.
        """
        saved = deepcopy(state_dict["param_groups"])
        if len(saved) != len(self.param_groups):
            raise ValueError("loaded state dict has a different number of parameter groups")
        if any(len(a["params"]) != len(b["params"]) for a, b in zip(saved, self.param_groups, strict=True)):
            raise ValueError(
                "loaded state dict contains a parameter group that doesn't match the size of optimizer's group"
            )
        params = {}
        for old, group in zip(saved, self.param_groups, strict=True):
            params.update(zip(old["params"], group["params"], strict=True))
            old["params"] = group["params"]
            if "param_names" in group:
                old.setdefault("param_names", group["param_names"])
        state: defaultdict[Any, dict[str, Any]] = defaultdict(dict)
        for number, value in state_dict["state"].items():
            param = params.get(number)
            state[number if param is None else param] = value if param is None else loaded(value, param)
        self.__setstate__({"state": state, "param_groups": saved})

    def __repr__(self) -> str:
        parts = []
        for i, group in enumerate(self.param_groups):
            options = (f"    {key}: {group[key]}\n" for key in sorted(group) if key != "params")
            parts.append(f"\nParameter Group {i}\n{''.join(options)}")
        return f"{type(self).__name__} ({''.join(parts)})"


def hooked(step: Callable[..., Any]) -> Callable[..., Any]:
    """A class's ``step``, with the hooks of the optimizer around it."""

    @functools.wraps(step)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        self = args[0]
        for hook in self._optimizer_step_pre_hooks.values():
            replaced = hook(self, args, kwargs)
            if replaced is not None:
                if not (isinstance(replaced, tuple) and len(replaced) == 2):
                    raise RuntimeError(
                        f"{step} must return None or a tuple of (new_args, new_kwargs), but got {replaced}."
                    )
                args, kwargs = replaced
        result = step(*args, **kwargs)
        for hook in self._optimizer_step_post_hooks.values():
            hook(self, args, kwargs)
        return result

    wrapper.hooked = True  # type: ignore[attr-defined]
    return wrapper


def loaded(value: Any, param: Tensor, key: Any = None) -> Any:
    """A value of a parameter's state that is loaded: its tensors in the dtype of the parameter, but for "step"."""
    if isinstance(value, Tensor):
        return value.to(param.dtype) if key != "step" and param.is_floating_point() else value
    if isinstance(value, dict):
        return {key: loaded(item, param, key) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(loaded(item, param) for item in value)
    return value


def check(name: str, value: float, valid: bool) -> None:
    """Raise PyTorch's ValueError where an option is out of range."""
    if not valid:
        raise ValueError(f"Invalid {name}: {value}")


def check_least(name: str, value: float) -> None:
    """Raise PyTorch's ValueError where an option is less than 0, or not a number."""
    check(name, value, operator.le(0.0, value))  # not >=: a TypeError for text names the operator


def check_one_element(name: str, value: float | Tensor) -> None:
    """Raise PyTorch's ValueError where an option is a tensor of several elements."""
    if isinstance(value, Tensor) and value.numel() != 1:
        raise ValueError(f"Tensor {name} must be 1-element")


def only_plain(**switches: Any) -> dict[str, Any]:
    """PyTorch's switches for other implementations, for ``defaults``; none can be on here.

    Raises NotImplementedError where one is.
    """
    for name, value in switches.items():
        if value:
            raise NotImplementedError(
                f"minigrad's optimizers have no {name}=True: they update one parameter after the other, unrecorded."
            )
    return switches
