"""Every check accepts the right answer, knows each wrong one, and never stops with an error."""

import re
from importlib import import_module
from pathlib import Path

import nbformat
import numpy as np
import pytest

import minigrad as torch
from minigrad.course import check, checks
from tools import notebooks

EXERCISES = {
    f"{path.stem.replace('_', '-')}/{name}": exercise
    for path in sorted(Path(checks.__file__).parent.glob("[!_]*.py"))
    for name, exercise in import_module(f"{checks.__name__}.{path.stem}").exercises.items()
}
every_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


@every_exercise
def test_right_answer(exercise):
    assert exercise.verdict(exercise.right) == (True, f"Right. {exercise.because}")


@every_exercise
def test_wrong_answers_are_told_why(exercise):
    assert len(exercise.wrong) >= 2
    for answer, why in exercise.wrong:
        assert exercise.verdict(answer) == (False, f"Not yet. {why}")


ODD = {
    "True": True,
    "a number": 17,
    "not a number": float("nan"),
    "infinity": float("inf"),
    "a huge number": 10**400,
    "a complex number": 1j,
    "a string": "text",
    "an empty list": [],
    "a list": [1],
    "a mixed list": [None, "a", [2.0]],
    "a dict": {},
    "a class": type,
    "a function": len,
    "an object": object(),
    "a NumPy scalar": np.float32(17),
    "an array": np.ones(2),
    "a tensor": torch.ones(2),
}


@every_exercise
@pytest.mark.parametrize("answer", ODD.values(), ids=ODD)
def test_any_answer_gets_a_sentence(exercise, answer):
    right, said = exercise.verdict(answer)
    assert right is False
    assert said.startswith("Not yet. ")


def nothing_yet(w, lr): ...


def with_a_docstring(x):
    """Say what it does."""
    ...  # noqa: PIE790


def half_done(x):
    y = ...
    return y + 1


@every_exercise
@pytest.mark.parametrize("answer", [..., [..., 1], [1, [...]]], ids=repr)
def test_unanswered(exercise, answer):
    assert exercise.verdict(answer) == (None, checks.NOT_ANSWERED)


@pytest.mark.parametrize("function", [nothing_yet, with_a_docstring, half_done])
def test_a_function_that_is_not_written_yet_is_unanswered(function):
    exercise = checks.Exercise(abs, "Yes.", ((float, "No."),), "Hm.", probe=lambda f: f(-1))
    assert exercise.verdict(function) == (None, checks.NOT_ANSWERED)


# One small exercise of each kind


def test_numbers_are_right_up_to_the_tolerance():
    exercise = checks.Exercise(0.0845, "Yes.", (), "No.")
    assert exercise.verdict(0.08452) == (True, "Right. Yes.")
    assert exercise.verdict(np.float64(0.0845)) == (True, "Right. Yes.")
    assert exercise.verdict(0.085) == (False, "Not yet. No.")


def test_true_is_not_one():
    assert checks.Exercise(1, "Yes.", (), "No.").verdict(True) == (
        False,
        "Not yet. The answer here is a number, and yours is True or False.",
    )


def test_lists_say_how_much_is_right():
    exercise = checks.Exercise([True, False, True], "Yes.", (), "Look at the last.")
    assert exercise.verdict((True, False, True)) == (True, "Right. Yes.")
    assert exercise.verdict([True, False, False]) == (
        False,
        "Not yet. 2 of 3 entries are right. Look at the last.",
    )
    assert exercise.verdict([True]) == (
        False,
        "Not yet. The list needs 3 entries, and yours has 1. Look at the last.",
    )


def test_functions_are_judged_by_what_they_do():
    exercise = checks.Exercise(
        right=lambda x: 2 * x,
        because="Twice.",
        wrong=((lambda x: x * x, "That is the square."), (lambda x: x.sum(), "A number has no sum.")),
        hint="Double it.",
        probe=lambda f: [f(3), f(5)],
    )
    assert exercise.verdict(lambda x: x + x) == (True, "Right. Twice.")
    assert exercise.verdict(lambda x: x**2) == (False, "Not yet. That is the square.")
    assert exercise.verdict(lambda x: x.sum(0)) == (False, "Not yet. A number has no sum.")
    assert exercise.verdict(lambda x: -x) == (False, "Not yet. Double it.")
    assert exercise.verdict(lambda x: 1 / 0) == (
        False,
        "Not yet. It stopped with ZeroDivisionError: division by zero",
    )


def test_check_prints(capsys):
    check("index/cube", ...)
    check("index/cube", 12)
    assert capsys.readouterr().out == "Not answered yet.\nRight. The slope of x³ is 3x², and 3 * 4 = 12.\n"


@pytest.mark.parametrize("name", ["index/nothing", "nothing/cube", "index"])
def test_an_unknown_exercise_is_named(name):
    with pytest.raises(LookupError, match=f"there is no exercise '{name}'"):
        check(name, 1)


def test_notebooks_ask_each_exercise_twice_in_their_own_chapter():
    asked = []
    for path in notebooks.book():
        for cell in nbformat.read(path, as_version=4).cells:
            if {"exercise", "solution"} & set(notebooks.tags(cell)):
                asked += [(path.stem, name) for name in re.findall(r'^check\("([^"]+)"', cell.source, re.MULTILINE)]
    assert sorted(asked) == sorted([(name.partition("/")[0], name) for name in EXERCISES] * 2)
