"""Run a program line by line on a library, see all there is to see after every line, and compare two libraries."""

import math
import re
import warnings
from functools import lru_cache

import numpy as np

# From here on there are tensors that autograd has made, or without a version: how often a kernel writes to what it
# computes shows in the versions of such, or of what is made of them, and is of no account.
LOOSE = re.compile(r"\.grad\b|create_graph=True|inference_mode\(\)")
# Of an input whose gradient nobody asked for minigrad computes the rule all the same: an error of a rule.
STOPS = re.compile("derivative for .* is not implemented|returned an invalid gradient|Found dtype")
# PyTorch's own defects. The second and third: its zeros without memory cannot be looked at. The fourth: it lets a
# tensor of integers require grad after a part of it was assigned, and then refuses what is done to it. The last: what
# addmv makes of no elements has another shape than it found to be right.
DEFECT = re.compile(
    "INTERNAL ASSERT FAILED|ZeroTensors|unallocated storage|Autograd not support dtype|"
    "with one or more elements was resized"
)
# Such as show only when a tensor is looked at.
UNSEEN = re.compile("INTERNAL ASSERT FAILED|unallocated storage")
# Two errors may be true of one line. PyTorch may name first what is wrong with how a tensor was made, or with what lies
# in its memory.
THEIRS_FIRST = re.compile(
    "A view was created in|is a view (of a view which|and (its base|is being))|Inference tensors cannot be saved|"
    "Inplace update to inference tensor|returned an invalid gradient|"
    "the input tensor and the written-to tensor refer to a single memory"
)
# What PyTorch adds to some messages: where in C++ they come from, what it thought of each signature it tried, and where
# a leaf was first used, as long as anything that used it is there.
ASIDES = re.compile(
    r"Traceback of forward call.*|(?<=AccumulateGrad\. )No forward pass information.*|"
    r" \(Triggered internally.*|\nException raised from.*|\n +didn't match because[^\n]*",
    re.DOTALL,
)
# Which nodes there are in the graph of a gradient follows from how each rule is written, not from what it computes.
WALKED = "grad_fn", "next_functions", "base", "repr"
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
# What makes steps of numbers, or makes much of little: where those have been rounded in another way before, another
# step may come of it.
DISCRETE = re.compile(
    r"[<>=]=|[<>] |//|%|rounding_mode=|"
    r"\b(sort|topk|unique|median|max|min|kthvalue|floor|ceil|round|trunc|fix|frac|fmod|remainder|"
    r"floor_divide|sign|sgn|eq|ne|lt|gt|le|ge|less|greater|equal|isclose|allclose|long|int|short|char|byte|bool|type|to|"
    r"quantile|heaviside|nonzero|signbit|equal|logical_\w+|any|all|log(1p|2|10)?_?|"
    r"(a|arc)(tanh|cosh|cos|sin)_?|atan2_?|relu|clamp\w*|clip_?)\("
)
NUMBERS = re.compile(r"values$|shape$|log\[")
SIGNS = re.compile(r" |-(?=0\.?0*(e\+00)?(?![\d.e]))")  # of zeros that were printed, and the room that they take
ROUNDED = -1, "rounded", None, None
# What is steep somewhere: there it makes more of what was rounded in another way before.
STEEP = re.compile(r"\b(arc|a)(cos|sin|cosh|tanh)_?\(|\b(tan|log\w*|r?sqrt|reciprocal|pow)_?\(|\*\*")
ROUND = re.compile(r"\b(cos|sin)_?\(")  # what makes as much more of it as the number is large
# The most that was seen in 3,000 programs of each kind: 4.2e-4, 9.7e-7 and 4.8e-15 of the largest number, and 2.3e-5 in
# float32 where something is steep.
TOLERANCE = {"torch.float16": 2e-3, "torch.float32": 5e-6, "torch.float64": 5e-14}
STEEPER = 40


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
            warned = [re.sub(r"(?<=Error detected in )\w+", "a node", text) for text in warned]
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
            "walked": self.walked(node),
        }
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
        if named == "unnamed" and self.loose and not tensor.requires_grad:
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


def largest(state):
    """The largest finite number in a state: the scale that rounding errors go by."""
    if isinstance(state, dict | list):
        return max(map(largest, state.values() if isinstance(state, dict) else state), default=0.0)
    if isinstance(state, float):
        return abs(state) if math.isfinite(state) else 0.0
    if isinstance(state, np.ndarray) and state.size and state.dtype.kind == "f":
        return float(np.max(np.abs(state), where=np.isfinite(state), initial=0.0))
    return 0.0


def close(a, b, tolerance):
    """Whether two arrays hold the same numbers but for rounding, NaN and infinities in the same places."""
    if a.shape != b.shape or a.dtype.kind != b.dtype.kind:
        return False
    if a.dtype.kind != "f":
        return bool(np.array_equal(a, b))
    return bool(np.all((np.abs(a - b) <= tolerance) | (a == b) | (np.isnan(a) & np.isnan(b))))


def signs_apart(ours, theirs):
    """Whether two texts differ in nothing but the signs of zeros: of 0 and -0 a kernel takes either one.

    Which one PyTorch's takes depends on where in its vectors of numbers they lie.
    """
    if not (isinstance(ours, str) and isinstance(theirs, str)):
        return False
    return SIGNS.sub("", ours) == SIGNS.sub("", theirs)


def turned(ours, theirs):
    """Whether infinities differ in nothing but their signs, as what is divided by zeros that differ in theirs."""
    a, b = np.array(ours), np.array(theirs)
    same = a.dtype.kind == b.dtype.kind == "f" and np.array_equal(np.abs(a), np.abs(b), equal_nan=True)
    return same and bool(np.isinf(a).any())


def identical(a, b):
    """Whether two arrays hold the same numbers to the last bit, and zeros of the same sign."""
    return np.array_equal(a, b, equal_nan=True) and np.array_equal(np.signbit(a * 1.0), np.signbit(b * 1.0))


def alike(a, b):
    """Whether all numbers in two states that do not differ are the same to the last bit."""
    if isinstance(a, dict):
        return all(alike(a[key], b[key]) for key in a if key in b)
    if isinstance(a, list):
        return all(map(alike, a, b))
    return not isinstance(a, np.ndarray) or a.shape == b.shape and identical(a, b)


def difference(ours, theirs, tolerance=0.0, path=""):
    """The first thing in which two states differ, as (where, ours, theirs); None where nothing does."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in [*theirs, *(k for k in ours if k not in theirs)]:
            if key == "walked" or theirs.get("walked") and key in WALKED:
                continue
            if key == "base" and theirs.get(key) == AS_IT_COMES:
                continue
            if key not in ours or key not in theirs:
                return f"{path}.{key}", key in ours and "present", key in theirs and "present"
            if key == "repr" and not identical(ours["values"], theirs["values"]):
                continue  # the last digit printed may differ where the last bit does, and so may the sign of a zero
            if key == "values":
                with np.errstate(all="ignore"):
                    if not close(ours[key], theirs[key], tolerance):
                        return f"{path}.values", ours[key].tolist(), theirs[key].tolist()
                continue
            found = difference(ours[key], theirs[key], tolerance, f"{path}.{key}")
            if found:
                return found
        return None
    if isinstance(theirs, list) and isinstance(ours, list) and len(ours) == len(theirs):
        for i, (a, b) in enumerate(zip(ours, theirs, strict=True)):
            found = difference(a, b, tolerance, f"{path}[{i}]")
            if found:
                return found
        return None
    if isinstance(theirs, float) and isinstance(ours, float):
        same = ours == theirs or math.isnan(ours) and math.isnan(theirs) or abs(ours - theirs) <= tolerance
        return None if same else (path, ours, theirs)
    return None if type(ours) is type(theirs) and ours == theirs else (path, ours, theirs)


def without_versions(did):
    """What a line did, with how far two versions are apart in the message of its error, not with both."""
    error = did["error"]
    if error:
        text = re.sub(
            r"is at version (\d+); expected version (\d+)", lambda m: f"{int(m[1]) - int(m[2])} on", error["message"]
        )
        error = {**error, "message": text}
    return {**did, "error": error}


def excused(did, should):
    """Whether what two libraries said to a line ends the comparison without being a mismatch."""
    return should["error"] is None and STOPS.search(str(did)) or DEFECT.search(str(should))


def either(ours, theirs):
    """Whether both of two errors are true, and which one is raised is of no account."""
    return ours and theirs and THEIRS_FIRST.search(theirs["message"])


def mismatch(program, ours, theirs):
    """Where two libraries part on a program, as (line number, what, ours, theirs); None where they agree.

    A program that starts with a comment is looked at only after its last line: looking can change what a library does
    later, since PyTorch makes some nodes anew when they are asked for.
    """
    blind = bool(program) and program[0].startswith("#")
    found = parting(program, ours, theirs, blind)
    if blind and found is not None and NUMBERS.search(found[1]) and parting(program, ours, theirs, False) is ROUNDED:
        return None
    return None if found is ROUNDED else found


def parting(program, ours, theirs, blind):
    """The same; ROUNDED where steps have been made of numbers that differ in their last bits.

    Where a line is wrong in two ways, PyTorch may complain of shared memory, and minigrad of the shape or the dimension
    that it looks at first.
    """
    a, b = Run(ours), Run(theirs)
    scale, rounded, steep, winding = 1.0, False, 1, None
    last = len(program) - 1
    try:
        for i, line in enumerate(program):
            if b.asks_walked(line):
                return None
            kept = b.kept_of_later_outputs(line)
            did, should = a.step(line), b.step(line)
            if any(tensor.grad_fn is not node for tensor, node in kept):
                return None
            if (rounded or blind) and STEEP.search(line):
                steep = STEEPER
            winding = winding or (rounded or blind) and ROUND.search(line)
            if b.loose:
                did, should = without_versions(did), without_versions(should)
            found = difference(did, should)
            if found and not either(did["error"], should["error"]):
                return None if excused(did, should) else (i, *found)
            if STOPS.search(str(should["error"])):
                return None
            if blind and i < last:
                continue
            looked = None if i == last else line
            seen, right = a.state(looked), b.state(looked)
            scale = max(scale, largest(right))
            if scale > 1e6:
                return None
            if winding and scale > STEEPER:
                steep = STEEPER
            found = difference(seen, right, b.tolerance * steep * (1 + scale))
            if found and rounded and NUMBERS.search(found[0]):
                wound = b.tolerance / 10 * scale * (1 + scale) if winding else 0.0  # a last bit or two, as many times
                if DISCRETE.search(line) or turned(*found[1:]) or wound and not difference(seen, right, wound):
                    return ROUNDED
            if found and rounded and found[0].startswith(".log") and signs_apart(*found[1:]):
                return ROUNDED
            if found:
                return None if UNSEEN.search(str(right)) else (i, *found)
            rounded = rounded or not alike(seen, right)
    finally:
        a.finish()
        b.finish()
    return None
