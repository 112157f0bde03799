"""Run a program line by line on a library, and see all there is to see after every line."""

import re
import warnings
from functools import lru_cache

import numpy as np

# From here on there are tensors that autograd has made, copies, or tensors without a version: how often a kernel writes
# to what it computes shows in the versions of such, or of what is made of them, and is of no account.
LOOSE = re.compile(r"import copy|\.grad\b|create_graph=True|inference_mode\(\)|autograd\.functional")
# Addresses, and what PyTorch adds to some messages: where in C++ they come from, what it thought of each signature it
# tried, and where a leaf was first used, as long as anything that used it is there.
ASIDES = re.compile(
    r"Traceback of forward call.*|(?<=AccumulateGrad\. )No forward pass information.*|"
    r" at 0x[0-9a-f]+| \(Triggered internally.*|\nException raised from.*|\n +didn't match because[^\n]*",
    re.DOTALL,
)
NODES = re.compile(r"\b(v\d+)\.grad_fn")
# What PyTorch makes of tensors of inference mode is a view of something that nobody has named, and so are views of it.
AS_IT_COMES = "as it comes"
PRINTED = re.compile(r"(?<=tensor list but got:)[^$]*")  # a tensor as C++ prints it
# NumPy warns of numbers that overflow, and PyTorch does not; PyTorch warns where the memory of a gradient is laid out
# in another way than its tensor's, which is a matter of its kernels' speed.
NOT_GIVEN = re.compile("RuntimeWarning|UserWarning: grad and param do not obey the gradient layout contract")
NAMES = re.compile(r"\bv\d+\b")
MAKES = re.compile(r"v\d+(, v\d+)* = ")
CHANGES = re.compile(r"_\(|grad|data|_mode")  # what may change others
# The most that was seen in 3,000 programs of each kind: 4.2e-4, 9.7e-7 and 4.8e-15 of the largest number, and 2.3e-5 in
# float32 where something is steep.
TOLERANCE = {"torch.float16": 2e-3, "torch.float32": 5e-6, "torch.float64": 5e-14}


@lru_cache(4096)
def compiled(line):
    return compile(line, "<program>", "exec")


class Run:
    """A program on its way through one library: the names it has defined, and what its last line did."""

    def __init__(self, torch):
        self.torch = torch
        self.names = {"torch": torch, "log": [], "kept": []}
        self.loose = False  # since a line that is LOOSE
        self.made = {}  # the tensors that were first seen since then, by their ids, and their versions at that time
        self.nameless = {}  # the tensors that were seen to be views of something that nobody has named, by their ids
        self.derived = False  # whether walks have been recorded
        self.walks = []  # the numbers that nodes got which walks have made
        # Since there was a tensor that repeats its memory, NumPy lays out otherwise what it makes.
        self.expanded = False
        self.tolerance = 0.0  # that of the least precise dtype seen so far
        self.printed = {}  # what tensors print, by all that it depends on: printing takes the longest

    def step(self, line):
        """Run one line; returns the error it raised and the warnings it gave."""
        error, first = None, self.next_number()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                exec(compiled(line), self.names)
            except Exception as e:
                error = {"type": type(e).__name__, "message": paragraph(str(e))}
        if LOOSE.search(line):
            self.loose = True
        made = range(first, self.next_number())
        if made and "create_graph=True" in line:
            self.walks.append(made)
        warned = [f"{w.category.__name__}: {paragraph(str(w.message))}" for w in caught]
        self.derived = self.derived or "create_graph=True" in line
        if self.derived:  # in the graph of a gradient it is another node that fails
            warned = [re.sub(r"(?<=Error detected in )[\w:]+", "a node", text) for text in warned]
        return {"error": error, "warned": [text for text in warned if not NOT_GIVEN.match(text)]}

    def next_number(self):
        """The number that the next node gets, in PyTorch."""
        return getattr(self.torch.autograd, "_get_sequence_nr", int)()

    def walked(self, node):
        """Whether a tensor of this node comes of the gradients that a recorded walk has made."""
        stack, seen = [node] if self.walks else [], set()
        while stack:
            node = stack.pop()
            if node is None or node in seen:
                continue
            if any(node._sequence_nr() in walk for walk in self.walks):
                return True
            seen.add(node)
            stack.extend(next_node for next_node, _ in node.next_functions)
        return False

    def asks_walked(self, line):
        """Whether a line asks for the node of a tensor that comes of the gradients of a recorded walk."""
        tensors = self.tensors() if self.walks else {}
        asked = [tensors[name] for name in NODES.findall(line) if name in tensors]
        return any(holds(lambda t: self.walked(t.grad_fn), tensor) for tensor in asked)

    def kept_of_later_outputs(self, line):
        """The tensors that a Function may mark as dirty which keep the gradient of a later output, with their nodes.

        To the new node PyTorch moves what was to be kept of the first output of the old one.
        """
        tensors = self.tensors() if ".apply(" in line else {}
        used = [tensors[name] for name in NAMES.findall(line) if name in tensors]
        return [(t, t.grad_fn) for t in used if not t._is_view() and t.retains_grad and t.output_nr]

    def version(self, tensor):
        """How often a tensor was changed: since it was first seen, where it may have been changed as it was made."""
        if tensor.is_inference():
            return None
        if id(tensor) not in self.made:
            self.made[id(tensor)] = tensor, tensor._version if self.loose else 0
        return tensor._version - self.made[id(tensor)][1]

    def tensors(self):
        """The tensors that the program has named."""
        return {name: value for name, value in self.names.items() if isinstance(value, self.torch.Tensor)}

    def state(self, line=None):
        """All there is to see, or, after a line that only makes new tensors, what it has made."""
        names = NAMES.findall(line) if line and MAKES.match(line) and not CHANGES.search(line) else None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tensors = self.tensors() if names is None else {n: t for n, t in self.tensors().items() if n in names}
            seen = {name: self.observe(value) for name, value in tensors.items()}
            seen["log"] = self.observe(self.names["log"])
        seen["enabled"] = self.torch.is_grad_enabled()
        return seen

    def observe(self, value, with_grad=True):
        """A value as plain data: of a tensor everything that it says of itself."""
        if isinstance(value, list | tuple):  # a tuple is what a hook has noted of gradients, which are as in .grad
            return [self.observe(v, with_grad and isinstance(value, list)) for v in value]
        if not isinstance(value, self.torch.Tensor):
            return value if isinstance(value, int | float | str | None) else type(value).__name__
        try:
            return self.observe_tensor(value, with_grad)
        except RuntimeError as e:  # such as for a part of a split tensor whose memory has changed
            return {"error": paragraph(str(e))}

    def observe_tensor(self, value, with_grad):
        node = value.grad_fn
        self.tolerance = max(self.tolerance, TOLERANCE.get(str(value.dtype), 0.0))
        seen = {
            "dtype": str(value.dtype),
            "shape": tuple(value.shape),
            "strides": [],
            "requires_grad": value.requires_grad,
            "is_leaf": value.is_leaf,
            "grad_fn": node and node.name(),
            "next_functions": node and [(n and n.name(), i) for n, i in node.next_functions],
            "output_nr": value.output_nr,
            "retains_grad": value.retains_grad,
            "is_inference": value.is_inference(),
            "base": self.base_of(value),
            "values": np.array(value.tolist()),
        }
        seen["walked"] = self.walked(node) or seen["base"] == AS_IT_COMES
        seen["repr"] = self.print(value, seen)
        if with_grad and value.numel():
            seen["strides"] = [s for n, s in zip(value.shape, value.stride(), strict=True) if n > 1]
            self.expanded = self.expanded or 0 in seen["strides"]
        if self.expanded or self.loose:  # how a gradient lies in memory follows from how each rule is written
            seen["strides"] = []
        if with_grad:
            seen["version"] = self.version(value)
            seen["grad"] = None if value.grad is None else self.observe(value.grad, with_grad=False)
        else:  # what autograd computes is a view as it comes
            del seen["base"]
        return seen

    def print(self, tensor, seen):
        """What a tensor prints, that was seen to be as it is."""
        known = *(str(seen[key]) for key in ("dtype", "shape", "requires_grad", "grad_fn")), seen["values"].tobytes()
        if known not in self.printed:
            self.printed[known] = re.sub(r"\s+", " ", repr(tensor))
        return self.printed[known]

    def base_of(self, tensor):
        """The name of the tensor that this one is a view of; None where it is none."""
        base = tensor._base
        if base is None:
            return None
        named = next((n for n, value in self.names.items() if value is base), "unnamed")
        if named == "unnamed" and self.loose and (not tensor.requires_grad or id(tensor) in self.nameless):
            self.nameless[id(tensor)] = tensor
            return AS_IT_COMES
        return named

    def finish(self):
        """Leave the library as it was found."""
        self.torch.set_grad_enabled(True)


def paragraph(text):
    """What has to be the same of a message: minigrad's goes on after an empty line."""
    return PRINTED.sub(" a tensor", ASIDES.sub("", text)).split("\n\n")[0].rstrip()


def holds(where, tensor):
    """Whether a tensor is as wanted; one that does not even say so is not."""
    try:
        return where(tensor)
    except RuntimeError:
        return False
