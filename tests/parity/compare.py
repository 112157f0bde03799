"""Run a program on two libraries, and find where what there is to see of them differs."""

import math
import re

import numpy as np

from tests.parity.run import AS_IT_COMES, Run

# Of an input whose gradient nobody asked for minigrad computes the rule all the same: an error of a rule.
STOPS = re.compile("derivative for .* is not implemented|returned an invalid gradient|Found dtype")
# PyTorch's own defects. The second and third: its zeros without memory cannot be looked at. The fourth: it lets a
# tensor of integers require grad after a part of it was assigned, and then refuses what is done to it. The last: what
# addmv makes of no elements has another shape than it found to be right.
DEFECT = re.compile(
    "INTERNAL ASSERT FAILED|ZeroTensors|unallocated storage|Autograd not support dtype|"
    "with one or more elements was resized"
)
# Whether tensors lie on each other PyTorch also sees by the strides along sizes of 1, which NumPy may give otherwise.
OVERLAP = re.compile("the input tensor and the written-to tensor refer to a single memory")
# Such as show only when a tensor is looked at.
UNSEEN = re.compile("INTERNAL ASSERT FAILED|unallocated storage")
# Two errors may be true of one line. PyTorch may name first what is wrong with how a tensor was made, or with what lies
# in its memory.
THEIRS_FIRST = re.compile(
    "A view was created in|is a view (of a view which|and (its base|is being))|Inference tensors cannot be saved|"
    "Setting requires_grad=True on inference tensor|"
    f"Inplace update to inference tensor|returned an invalid gradient|{OVERLAP.pattern}"
)
# Which nodes there are in the graph of a gradient follows from how each rule is written, not from what it computes.
WALKED = "grad_fn", "next_functions", "base", "repr"
# What makes steps of numbers, or makes much of little: where those have been rounded in another way before, another
# step may come of it.
DISCRETE = re.compile(
    r"[<>=]=|[<>] |//|%|rounding_mode=|"
    r"\b((arg)?sort|topk|unique|median|(arg|cum|a)?(max|min)|kthvalue|floor|ceil|round|trunc|fix|frac|fmod|remainder|"
    r"floor_divide|sign|sgn|eq|ne|lt|gt|le|ge|less|greater|equal|isclose|allclose|long|int|short|char|byte|bool|type|to|"
    r"quantile|heaviside|(count_)?nonzero|signbit|equal|logical_\w+|any|all|log(1p|2|10)?|hardshrink|threshold|step|"
    r"(a|arc)(tanh|cosh|cos|sin)|atan2|relu|clamp\w*|clip)_?\("
)
NUMBERS = re.compile(r"values$|shape$|log\[")
# The signs of zeros that were printed, the zeros of numbers that are not quite whole, and the room that they take.
SIGNS = re.compile(r"\s|-(?=0\.?0*(e\+00)?(?![\d.e]))|(?<=\.)0+(?!\d)")
ROUNDED = -1, "rounded", None, None
# What is steep somewhere: there it makes more of what was rounded in another way before.
STEEP = re.compile(r"\b(arc|a)(cos|sin|cosh|tanh)_?\(|\b(tan|log\w*|r?sqrt|reciprocal|pow)_?\(|\*\*")
ROUND = re.compile(r"\b(cos|sin)_?\(")  # what makes as much more of it as the number is large
# A number that is nearly 0 because others cancel out has no more right digits than they leave, nor has what is divided
# by it: PyTorch's layer_norm joins products and sums in one step of the processor, for which NumPy needs two.
DIVIDES = re.compile(r"(?<!/)/ v\d")
STEEPER = 40
UNSEEN_STEPS = 100  # as much more where a line does several things: how large a number was whose sine it takes
# PyTorch's layer_norm takes the mean away from what it has divided by the deviation already: where that is small, two
# great numbers cancel out.
STANDARDIZES = re.compile(r"^v\d+ = torch\.nn\.functional\.layer_norm\((v\d+), ")


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


def printed_apart(ours, theirs):
    """Whether two texts differ in nothing but the signs of zeros, or in that numbers are whole in one of them only.

    Of 0 and -0 a kernel takes either one: which one PyTorch's takes depends on where in its vectors they lie.
    Where all numbers of a tensor are whole, they are printed without zeros.
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
    stops = STOPS.search(str(did["error"])) and not STOPS.search(str(should["error"]))
    return stops or DEFECT.search(str(should))


def either(ours, theirs):
    """Whether both of two errors are true, and which one is raised is of no account."""
    return ours and theirs and THEIRS_FIRST.search(theirs["message"])


def lie_apart(run, other):
    """Whether a tensor has other strides in one library than in the other one."""
    theirs = other.tensors()
    return any(name in theirs and tensor.stride() != theirs[name].stride() for name, tensor in run.tensors().items())


def cancelled(line, run):
    """How far off what PyTorch standardizes in a line may be; 0 in other lines, or where it divides by nothing small.

    That is a last bit or two of what cancels out.
    """
    found = STANDARDIZES.search(line)
    if not found or not run.names[found[1]].numel():
        return 0.0
    x = run.names[found[1]].detach().double()
    quotient = (x.abs().amax(-1) / (x.var(-1, unbiased=False) + 1e-5).sqrt()).max().item()
    return run.tolerance / 20 * quotient if quotient > STEEPER else 0.0


def mismatch(program, ours, theirs):
    """Where two libraries part on a program, as (line number, what, ours, theirs); None where they agree.

    A program that starts with a comment is looked at only after its last line: looking can change what a library does
    later, since PyTorch makes some nodes anew when they are asked for.
    """
    blind = bool(program) and program[0].startswith("#")
    found = parting(program, ours, theirs, blind)
    if blind and found is not None and NUMBERS.search(found[1]):
        seen = parting(program, ours, theirs, False)
        # What a sine makes of rounded numbers is judged where it is seen how large they were.
        if seen is ROUNDED or seen is None and any(map(ROUND.search, program)):
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
                apart = did["error"] is None and OVERLAP.search(str(should["error"])) and lie_apart(a, b)
                return None if apart or excused(did, should) else (i, *found)
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
                grows = winding or DIVIDES.search(line)
                wound = b.tolerance / 10 * scale * (1 + scale) if grows else 0.0  # a last bit or two, as many times
                if DISCRETE.search(line) or turned(*found[1:]) or wound and not difference(seen, right, wound):
                    return ROUNDED
            unseen = UNSEEN_STEPS * b.tolerance * (1 + scale) if "\n" in line and ROUND.search(line) else 0.0
            if found and NUMBERS.search(found[0]) and not difference(seen, right, max(unseen, cancelled(line, b))):
                return ROUNDED
            if found and rounded and found[0].startswith(".log") and printed_apart(*found[1:]):
                return ROUNDED
            if found:
                return None if UNSEEN.search(str(right)) else (i, *found)
            rounded = rounded or not alike(seen, right)
    finally:
        a.finish()
        b.finish()
    return None
