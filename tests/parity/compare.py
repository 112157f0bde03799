"""Run a program line by line on a library, see all there is to see after every line, and compare two libraries."""

import math
import re
import warnings
from functools import lru_cache

import numpy as np

LOOSE = re.compile(r"inference_mode\(\)|\.grad\b|\bg[io]\b|\bg\.|create_graph")
# Gradients may be expanded, and views.
OF_GRADIENTS = re.compile(r"unsupported operation|created in no_grad mode|expanded tensors|Can't detach views")
# Errors of a walk: which leaves got their gradients before, and what was freed, is of no account.
STOPS = re.compile("derivative for .* is not implemented|returned an invalid gradient|Found dtype")
# PyTorch's own defects. The last: it lets a tensor of integers require grad after a part of it was assigned, and then
# refuses what is done to it.
DEFECT = re.compile("INTERNAL ASSERT FAILED|ZeroTensors|Autograd not support dtype")
# Two errors may be true of one line. Where one of them is of how a tensor was made, or of what lies in its memory,
# either may be named first.
EITHER = re.compile(
    "A view was created in|is a view and (its base|is being)|Inference tensors cannot be saved|"
    "Inplace update to inference tensor|the input tensor and the written-to tensor refer to a single memory|"
    "returned an invalid gradient"
)
UNTOLD = ("grad and param do not obey the gradient layout contract",)  # warnings of how memory is laid out
NAMES = re.compile(r"\bv\d+\b")
MAKES = re.compile(r"v\d+(, v\d+)* = ")
CHANGES = re.compile(r"_\(|grad|data|_mode")  # what may change others
# What makes steps of numbers: where those have been rounded in another way before, another step may come of it.
DISCRETE = re.compile(
    r"[<>=]=|[<>] |//|%|(sort|topk|unique|median|max|min|kthvalue|floor|ceil|round|trunc|fix|frac|fmod|remainder|"
    r"floor_divide|sign|sgn|eq|ne|lt|gt|le|ge|less|greater|equal|isclose|allclose|long|int|short|char|byte|bool|type|to|"
    r"quantile|heaviside|count_nonzero|signbit|equal|logical_\w+|any|all|relu|clamp\w*|clip_?)\("
)
TOLERANCE = {"torch.float16": 2e-2, "torch.float32": 2e-4, "torch.float64": 1e-9}


@lru_cache(4096)
def compiled(line):
    return compile(line, "<program>", "exec")


class Run:
    """A program on its way through one library: the names it has defined, and what its last line did."""

    def __init__(self, torch, exact=True):
        self.torch = torch
        self.names = {"torch": torch, "log": [], "kept": []}
        self.exact = exact
        self.tolerance = 0.0  # that of the least precise dtype seen so far

    def step(self, line):
        """Run one line; returns the error it raised and the warnings it gave."""
        error = None
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                exec(compiled(line), self.names)
            except Exception as e:
                error = {"type": type(e).__name__, "sentence": first_sentence(str(e))}
        warned = [first_sentence(str(w.message)) for w in caught if issubclass(w.category, UserWarning)]
        return {"error": error, "warned": [text for text in warned if text not in UNTOLD]}

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
        if isinstance(value, list | tuple):
            return [self.observe(v) for v in value]
        if not isinstance(value, self.torch.Tensor):
            return value if isinstance(value, int | float | str | None) else type(value).__name__
        try:
            return self.observe_tensor(value, with_grad)
        except RuntimeError as e:  # such as for a part of a split tensor whose memory has changed
            return {"error": first_sentence(str(e))}

    def observe_tensor(self, value, with_grad):
        node = value.grad_fn
        self.tolerance = max(self.tolerance, TOLERANCE.get(str(value.dtype), 0.0))
        seen = {
            "dtype": str(value.dtype),
            "shape": tuple(value.shape),
            "requires_grad": value.requires_grad,
            "is_leaf": value.is_leaf,
            "grad_fn": node and (node.name() if self.exact else "a node"),
            "next_functions": node and self.exact and [(n and n.name(), i) for n, i in node.next_functions],
            "output_nr": value.output_nr,
            "retains_grad": value.retains_grad,
            "is_inference": value.is_inference(),
            "is_view": self.exact and value._is_view(),
            "version": self.exact and not value.is_inference() and value._version,
            "values": np.array(value.tolist()),
            "repr": re.sub(r"\s+", " ", repr(value) if self.exact else re.sub(r"grad_fn=<\w+>", "", repr(value))),
        }
        if with_grad:
            seen["grad"] = None if value.grad is None else self.observe(value.grad, with_grad=False)
        else:
            del seen["version"], seen["is_view"]
        return seen

    def finish(self):
        """Leave the library as it was found."""
        self.torch.set_grad_enabled(True)


def first_sentence(text):
    """What has to be the same of a message: minigrad's goes on after an empty line, PyTorch's where it likes."""
    text = text.split(" (Triggered internally")[0].split("\n")[0]
    return re.split(r"(?<=[a-z)\]])[.:]\s(?!some|more)", text)[0].rstrip(".: ")


def holds(where, tensor):
    """Whether a tensor is as wanted; one that does not even say so is not."""
    try:
        return where(tensor)
    except RuntimeError:
        return False


def largest(state):
    """The largest finite number in a state: the scale that rounding errors go by."""
    if isinstance(state, dict):
        return max(map(largest, state.values()), default=0.0)
    if isinstance(state, list):
        return max(map(largest, state), default=0.0)
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
    """What a line did, with the numbers of versions left out of the message of its error."""
    error = did["error"] and {**did["error"], "sentence": re.sub(r"(version) \d+", r"\1", did["error"]["sentence"])}
    return {**did, "error": error}


def excused(did, should, exact):
    """Whether what two libraries said to a line ends the comparison without being a mismatch."""
    if should["error"] is None and STOPS.search(str(did)):
        return True  # of the rule for an input whose gradient nobody asked for, which minigrad computes all the same
    return DEFECT.search(str(should)) or not exact and OF_GRADIENTS.search(f"{did} {should}")


def either(ours, theirs):
    """Whether both of two errors are true, and which one is raised is of no account."""
    return ours and theirs and EITHER.search(f"{ours} {theirs}")


def mismatch(program, ours, theirs):
    """Where two libraries part on a program, as (line number, what, ours, theirs); None where they agree.

    What autograd itself computes is a view, has a version and has nodes as it comes, and so are the versions of what
    PyTorch made of tensors without one: where a program uses a gradient as a tensor, or inference mode, these are not
    compared, nor does it go on after an error that comes of them. Where a line is wrong in two ways, PyTorch may
    complain of shared memory, and minigrad of the shape or the dimension that it looks at first. A program that starts
    with a comment is looked at only after its last line: looking can change what a library does later, since PyTorch
    makes some nodes anew when they are asked for.
    """
    exact = not any(LOOSE.search(line) for line in program)
    a, b = Run(ours, exact), Run(theirs, exact)
    scale, rounded = 1.0, False
    last = len(program) - 1
    blind = program and program[0].startswith("#")
    try:
        for i, line in enumerate(program):
            did, should = a.step(line), b.step(line)
            if not exact:
                did, should = without_versions(did), without_versions(should)
            if did["error"] and did["error"] == should["error"]:
                did = should  # what was warned of before is of no account
            found = difference(did, should)
            if found and not either(did["error"], should["error"]):
                return None if excused(did, should, exact) else (i, *found)
            if STOPS.search(str(should["error"])):
                return None
            if blind and i < last:
                continue
            looked = None if i == last else line
            seen, right = a.state(looked), b.state(looked)
            scale = max(scale, largest(right))
            if scale > 1e6:
                return None
            found = difference(seen, right, b.tolerance * (1 + scale))
            if found and rounded and DISCRETE.search(line) and re.search(r"values$|shape$|log\[", found[0]):
                return None
            rounded = rounded or not alike(seen, right)
            if found:  # PyTorch's zeros without memory cannot be looked at
                return None if "unallocated storage" in str(right) else (i, *found)
    finally:
        a.finish()
        b.finish()
    return None
