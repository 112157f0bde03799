"""Module: parameters, buffers and other modules under one name, and what is computed with them.

Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import minigrad as torch
from minigrad import Tensor

from ..absent import SENTENCE
from ..hooks import Registry
from .hooks import Hooked
from .parameter import Parameter
from .state import Stateful

M = TypeVar("M", bound="Module")

LEFT_OUT = {
    "compile": "minigrad has nothing to compile",
    "share_memory": "minigrad does not share memory between processes",
    "register_backward_hook": "PyTorch has replaced it by register_full_backward_hook",
}
NOT_HERE = (
    *("_register_load_state_dict_pre_hook", "_register_state_dict_hook"),
    *("bfloat16", "get_buffer", "get_extra_state", "ipu", "mtia", "register_load_state_dict_post_hook"),
    *("register_load_state_dict_pre_hook", "register_state_dict_post_hook", "register_state_dict_pre_hook"),
    *("set_extra_state", "set_submodule", "to_empty", "type", "xpu"),
)


class Module(Hooked, Stateful):
    """Base of all layers and models: assign parameters and modules to attributes, and write ``forward``.

    >>> import minigrad as torch
    >>> class Line(torch.nn.Module):
    ...     def __init__(self):
    ...         super().__init__()
    ...         self.slope = torch.nn.Parameter(torch.tensor(2.0))
    ...
    ...     def forward(self, x):
    ...         return self.slope * x
    >>> line = Line()
    >>> line(torch.tensor([1.0, 2.0]))
    tensor([2., 4.], grad_fn=<MulBackward0>)
    >>> list(line.named_parameters())
    [('slope', Parameter containing:
    tensor(2., requires_grad=True))]
    """

    training: bool
    call_super_init = False  # whether the classes after Module get to initialize too

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not self.call_super_init:
            for key in kwargs:
                raise TypeError(f"{type(self).__name__}.__init__() got an unexpected keyword argument '{key}'")
            if args:
                given = f"{len(args) + 1} were given"
                raise TypeError(f"{type(self).__name__}.__init__() takes 1 positional argument but {given}")
        # Not by ``self.x = ...``, since __setattr__ looks into these.
        self.__dict__.update(
            training=True,
            _parameters={},
            _buffers={},
            _non_persistent_buffers_set=set(),
            _forward_hooks=Registry(),
            _forward_pre_hooks=Registry(),
            _backward_hooks=Registry(),
            _backward_pre_hooks=Registry(),
            _modules={},
        )
        if self.call_super_init:
            super().__init__(*args, **kwargs)

    # What it computes

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """To be written: what the module computes. Call the module itself, which runs the hooks too."""
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

    # What it holds

    def register_parameter(self, name: str, param: Parameter | None) -> None:
        """Hold a parameter under ``name``, as an assignment does; None reserves the name."""
        self._check_name("parameter", name, self._own("parameter", "_parameters"))
        if param is not None and not isinstance(param, Parameter):
            raise TypeError(
                f"cannot assign '{torch.typename(param)}' object to parameter '{name}' "
                "(torch.nn.Parameter or None required)"
            )
        self._parameters[name] = param

    def register_buffer(self, name: str, tensor: Tensor | None, persistent: bool = True) -> None:
        """Hold a tensor that belongs to the module and is not trained, such as a running mean.

        persistent: whether it is part of ``state_dict()``.
        """
        self._check_name("buffer", name, self._own("buffer", "_buffers"))
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(
                f"cannot assign '{torch.typename(tensor)}' object to buffer '{name}' (torch Tensor or None required)"
            )
        self._buffers[name] = tensor
        if persistent:
            self._non_persistent_buffers_set.discard(name)
        else:
            self._non_persistent_buffers_set.add(name)

    def add_module(self, name: str, module: Module | None) -> None:
        """Hold a module under ``name``, as an assignment does; ``name`` need not be a Python name."""
        if not isinstance(module, Module) and module is not None:
            raise TypeError(f"{torch.typename(module)} is not a Module subclass")
        self._check_name("module", name, self._modules)
        self._modules[name] = module

    register_module = add_module

    def _own(self, kind: str, name: str) -> dict[str, Any]:
        if name not in self.__dict__:
            raise AttributeError(f"cannot assign {kind} before Module.__init__() call")
        return self.__dict__[name]

    def _check_name(self, kind: str, name: str, there: dict[str, Any]) -> None:
        """Raise, in PyTorch's words, for a name that cannot be held."""
        if not isinstance(name, str):
            raise TypeError(f"{kind} name should be a string. Got {torch.typename(name)}")
        if kind == "module" and hasattr(self, name) and name not in there:
            raise KeyError(f"attribute '{name}' already exists")
        if "." in name:
            raise KeyError(f'{kind} name can\'t contain "."' + (f", got: {name}" if kind == "module" else ""))
        if name == "":
            raise KeyError(f'{kind} name can\'t be empty string ""')
        if (hasattr(self, name) or name in LEFT_OUT or name in NOT_HERE) and name not in there:
            raise KeyError(f"attribute '{name}' already exists")

    def __getattr__(self, name: str) -> Any:
        for held in ("_parameters", "_buffers", "_modules"):
            values = self.__dict__.get(held)
            if values is not None and name in values:
                return values[name]
        more = f": {LEFT_OUT[name]}." if name in LEFT_OUT else f". {SENTENCE}" if name in NOT_HERE else ""
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'{more}")

    def __setattr__(self, name: str, value: Any) -> None:
        held = self.__dict__
        if isinstance(value, Parameter):
            if "_parameters" not in held:
                raise AttributeError("cannot assign parameters before Module.__init__() call")
            self._forget(name, but="_parameters")
            self.register_parameter(name, value)
        elif name in held.get("_parameters", ()):
            check_none(value, f"as parameter '{name}' (torch.nn.Parameter or None expected)")
            self._parameters[name] = None
        elif isinstance(value, Module):
            if "_modules" not in held:
                raise AttributeError("cannot assign module before Module.__init__() call")
            self._forget(name, but="_modules")
            self._modules[name] = value
        elif name in held.get("_modules", ()):
            check_none(value, f"as child module '{name}' (torch.nn.Module or None expected)")
            self._modules[name] = None
        elif name in held.get("_buffers", ()):
            if not isinstance(value, Tensor):
                check_none(value, f"as buffer '{name}' (torch.nn.Buffer, torch.Tensor or None expected)")
            self._buffers[name] = value
        else:
            super().__setattr__(name, value)

    def _forget(self, name: str, but: str) -> None:
        """Make way for an attribute of another kind under this name."""
        for held in (self.__dict__, *(self.__dict__[k] for k in ("_parameters", "_buffers", "_modules") if k != but)):
            held.pop(name, None)
        self._non_persistent_buffers_set.discard(name)

    def __delattr__(self, name: str) -> None:
        for held in (self._parameters, self._buffers, self._modules):
            if name in held:
                del held[name]
                self._non_persistent_buffers_set.discard(name)
                return
        super().__delattr__(name)

    def __dir__(self) -> list[str]:
        names = {*super().__dir__(), *self._parameters, *self._buffers, *self._modules}
        return sorted(name for name in names if not name[0].isdigit())

    # Going through it

    def named_modules(
        self, memo: set[Module] | None = None, prefix: str = "", remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Module]]:
        """This module and all below it, with their dotted names; each once."""
        memo = set() if memo is None else memo
        if self in memo:
            return
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, module in self._modules.items():
            if module is not None:
                yield from module.named_modules(memo, f"{prefix}.{name}" if prefix else name, remove_duplicate)

    def modules(self, remove_duplicate: bool = True) -> Iterator[Module]:
        """This module and all below it, each once."""
        return (module for _, module in self.named_modules(remove_duplicate=remove_duplicate))

    def named_children(self) -> Iterator[tuple[str, Module]]:
        """The modules that this one holds itself, with their names; each once."""
        memo: set[Module] = set()
        for name, module in self._modules.items():
            if module is not None and module not in memo:
                memo.add(module)
                yield name, module

    def children(self) -> Iterator[Module]:
        """The modules that this one holds itself, each once."""
        return (module for _, module in self.named_children())

    def _named_members(self, held: str, prefix: str, recurse: bool, remove_duplicate: bool) -> Iterator[Any]:
        memo: set[Tensor] = set()
        modules: Iterable[tuple[str, Module]] = [(prefix, self)]
        if recurse:
            modules = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate)
        for path, module in modules:
            for name, value in getattr(module, held).items():
                if value is not None and value not in memo:
                    if remove_duplicate:
                        memo.add(value)
                    yield (f"{path}.{name}" if path else name), value

    def named_parameters(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Parameter]]:
        """The parameters of this module and of all below it, with their dotted names; each once."""
        return self._named_members("_parameters", prefix, recurse, remove_duplicate)

    def parameters(self, recurse: bool = True) -> Iterator[Parameter]:
        """The parameters of this module and of all below it, each once: what an optimizer is given."""
        return (param for _, param in self.named_parameters(recurse=recurse))

    def named_buffers(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Tensor]]:
        """The buffers of this module and of all below it, with their dotted names; each once."""
        return self._named_members("_buffers", prefix, recurse, remove_duplicate)

    def buffers(self, recurse: bool = True) -> Iterator[Tensor]:
        """The buffers of this module and of all below it, each once."""
        return (buffer for _, buffer in self.named_buffers(recurse=recurse))

    def get_submodule(self, target: str) -> Module:
        """The module with this dotted name. Raises AttributeError where there is none."""
        module = self
        for name in target.split(".") if target != "" else ():
            if not hasattr(module, name):
                raise AttributeError(f"{type(module).__name__} has no attribute `{name}`")
            module = getattr(module, name)
            if not isinstance(module, Module):
                raise AttributeError(f"`{name}` is not an nn.Module")
        return module

    def get_parameter(self, target: str) -> Parameter:
        """The parameter with this dotted name. Raises AttributeError where there is none."""
        path, _, name = target.rpartition(".")
        module = self.get_submodule(path)
        if not hasattr(module, name):
            raise AttributeError(f"{type(module).__name__} has no attribute `{name}`")
        param = getattr(module, name)
        if not isinstance(param, Parameter):
            raise AttributeError(f"`{name}` is not an nn.Parameter")
        return param

    # Changing all of it

    def apply(self: M, fn: Callable[[Module], None]) -> M:
        """Call ``fn`` with every module below this one and then with this one."""
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def _apply(self: M, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> M:
        """Put what ``fn`` makes of each parameter, gradient and buffer in its place; ``to()`` and its kind go here."""
        if recurse:
            for module in self.children():
                module._apply(fn)
        with torch.no_grad():
            for param in self._parameters.values():
                if param is not None:
                    param.data = fn(param)
                    if param.grad is not None:
                        param.grad.data = fn(param.grad)
        self._buffers.update({name: b if b is None else fn(b) for name, b in self._buffers.items()})
        return self

    def train(self: M, mode: bool = True) -> M:
        """Behave as in training, as dropout does for one; ``train(False)`` is ``eval()``."""
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self: M) -> M:
        """Behave as in use, no longer as in training."""
        return self.train(False)

    def requires_grad_(self: M, requires_grad: bool = True) -> M:
        """Set ``requires_grad`` of every parameter: False freezes the module."""
        for param in self.parameters():
            param.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients of all parameters, or, with ``set_to_none=False``, fill them with zeros."""
        for param in self.parameters():
            if set_to_none:
                param.grad = None
            elif param.grad is not None:
                param.grad = param.grad.detach().zero_() if param.grad.grad_fn else param.grad.zero_()

    def to(self: M, *args: Any, **kwargs: Any) -> M:
        """Every floating-point parameter and buffer in ``dtype``, or in that of a tensor given; in place.

        Takes the arguments of ``Tensor.to`` but for ``copy``: a device and a dtype, a dtype, or a tensor.
        Raises TypeError for a dtype of integers, AssertionError for the device ``"cuda"``.
        """
        # What the arguments ask for shows in what they make of tensors of two dtypes, and of one that is as asked.
        dtype, other = (torch.empty(0, dtype=held).to(*args, **kwargs).dtype for held in (torch.float32, torch.float64))
        asked = torch.empty(0, dtype=dtype)
        if asked.to(*args, **kwargs) is not asked:
            raise RuntimeError(".to() does not accept copy argument")
        if dtype is other and not dtype.is_floating_point:
            raise TypeError(
                f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}"
            )
        return self._apply(lambda t: t.to(dtype) if dtype is other and t.is_floating_point() else t)

    def double(self: M) -> M:
        """Every floating-point parameter and buffer in float64."""
        return self.to(torch.float64)

    def float(self: M) -> M:
        """Every floating-point parameter and buffer in float32."""
        return self.to(torch.float32)

    def half(self: M) -> M:
        """Every floating-point parameter and buffer in float16."""
        return self.to(torch.float16)

    def cpu(self: M) -> M:
        """The module itself: it is on the CPU."""
        return self.to("cpu")

    def cuda(self: M, device: Any = None) -> M:
        """Raises AssertionError: minigrad computes on the CPU."""
        return self.to("cuda")

    # Copying and printing

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    def extra_repr(self) -> str:
        """To be written: what stands between the parentheses when the module is printed."""
        return ""

    def _get_name(self) -> str:
        return type(self).__name__

    def __repr__(self) -> str:
        extra = self.extra_repr()
        lines = extra.split("\n") if extra else []
        if len(lines) == 1 and not self._modules:
            return f"{self._get_name()}({extra})"
        lines += [f"({name}): {indented(repr(module))}" for name, module in self._modules.items()]
        body = "\n  " + "\n  ".join(lines) + "\n" if lines else ""
        return f"{self._get_name()}({body})"


def check_none(value: Any, what: str) -> None:
    """Raise PyTorch's TypeError where anything but None would take the place of what a module holds."""
    if value is not None:
        raise TypeError(f"cannot assign '{torch.typename(value)}' {what}")


def indented(text: str) -> str:
    """All lines but the first moved to the right by two."""
    first, *others = text.split("\n")
    return "\n".join([first, *("  " + line if line.strip() else "" for line in others)])
