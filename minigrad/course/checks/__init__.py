"""Answers to the book's exercises: the right one, and for each wrong one what it has misunderstood.

One module here for each chapter holds `exercises`, a dict from an exercise's name to an `Exercise`. A
notebook asks with `check("leaves/kept", answer)`, which prints the verdict.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from numbers import Real
from typing import Any

NOT_ANSWERED = "Not answered yet."


@dataclass(frozen=True)
class Exercise:
    """An exercise by examples: one right answer, and wrong ones paired with the misunderstanding behind them.

    With `probe`, answers are not compared themselves but by what `probe(answer)` returns, or raises. That is
    how functions, and the state of a tensor, are checked.
    """

    right: Any
    because: str
    wrong: tuple[tuple[Any, str], ...]
    hint: str
    probe: Callable | None = None
    tolerance: float = 1e-3

    def verdict(self, answer):
        """(True, False or None for not answered, and what to say)."""
        return self.judge(*self.observe(answer))

    def observe(self, answer):
        """What an answer is judged by: its kind (None for not answered), what is seen of it, and an error."""
        answer = plain(answer)
        if unanswered(answer):
            return None, None, None
        if kind(answer) not in self.kinds():
            return kind(answer), None, None
        seen, failure = self.look(answer)
        if failure and "ellipsis" in failure:
            return None, None, None
        return kind(answer), seen, failure

    def judge(self, sort, seen, failure):
        """The verdict on what was observed, here or in another process."""
        if sort is None:
            return None, NOT_ANSWERED
        if sort not in self.kinds():
            return False, f"Not yet. The answer here is {kind(self.right)}, and yours is {sort}."
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a wrong example warns of what it does, and the reader did not do it
            if same((seen, failure), self.look(self.right), self.tolerance):
                return True, f"Right. {self.because}"
            for wrong, why in self.wrong:
                if same((seen, failure), self.look(wrong), self.tolerance):
                    return False, f"Not yet. {why}"
        if failure:
            return False, f"Not yet. It stopped with {failure}"
        return False, f"Not yet. {self.count(seen)}{self.hint}"

    def kinds(self):
        return {kind(self.right), *(kind(wrong) for wrong, _ in self.wrong)}

    def look(self, answer):
        if self.probe is None:
            return answer, None
        try:
            return self.probe(answer), None
        except Exception as error:
            return None, f"{type(error).__name__}: {error}"

    def count(self, answer):
        """For a list, how much of it is right."""
        if self.probe or not isinstance(self.right, (list, tuple)):
            return ""
        if len(answer) != len(self.right):
            return f"The list needs {len(self.right)} entries, and yours has {len(answer)}. "
        good = sum(same(a, b, self.tolerance) for a, b in zip(answer, self.right, strict=True))
        return f"{good} of {len(self.right)} entries are right. "


def check(name, answer):
    """Print whether an answer is right and, where it is not, what probably went wrong."""
    print(find(name).verdict(answer)[1])


def find(name):
    """The exercise called `chapter/exercise`."""
    chapter, _, exercise = name.partition("/")
    try:
        return import_module(f"{__name__}.{chapter.replace('-', '_')}").exercises[exercise]
    except (ModuleNotFoundError, AttributeError, KeyError):
        raise LookupError(f"there is no exercise {name!r}") from None


def unanswered(answer):
    if isinstance(answer, (list, tuple)):
        return any(unanswered(item) for item in answer)
    return answer is ... or (hasattr(answer, "__code__") and answer.__code__.co_code in _BLANK)


def _blank(): ...


def _blank_with_docstring():
    """..."""
    ...  # noqa: PIE790 - what an unanswered function looks like


_BLANK = {function.__code__.co_code for function in (_blank, _blank_with_docstring)}


def is_tensor(value):
    return hasattr(value, "requires_grad")


def plain(value):
    """A NumPy array or scalar as lists and numbers of Python; anything else as it is."""
    return value.tolist() if hasattr(value, "tolist") and not is_tensor(value) else value


def kind(value):
    """What sort of thing an answer is, in words."""
    value = plain(value)
    if value is None:
        return "None"
    if isinstance(value, bool):
        return "True or False"
    if isinstance(value, Real):
        return "a number"
    if isinstance(value, str):
        return "a string"
    if isinstance(value, (list, tuple)):
        return "a list"
    if is_tensor(value):
        return "a tensor"
    if callable(value):
        return "a function"
    return f"of type {type(value).__name__}"


def same(a, b, tolerance):
    """Whether two answers say the same thing: numbers up to a tolerance, anything else exactly."""
    a, b = plain(a), plain(b)
    if kind(a) != kind(b):
        return False
    if kind(a) == "a number":
        try:
            return a == b or abs(a - b) <= tolerance * abs(b) + 1e-9
        except OverflowError:  # an integer that no float can hold
            return False
    if kind(a) == "a list":
        return len(a) == len(b) and all(same(x, y, tolerance) for x, y in zip(a, b, strict=True))
    if kind(a) == "a tensor":
        return same(a.tolist(), b.tolist(), tolerance)
    return bool(a == b)
