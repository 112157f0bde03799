"""minigrad prints what PyTorch printed, case by case, and fails with PyTorch's words."""

import json

import pytest

import minigrad
from tests.engine import record

CASES = [(topic, name) for topic in record.TOPICS for name in record.cases(topic)]


@pytest.mark.parametrize(("topic", "name"), CASES, ids=[f"{t}-{n}" for t, n in CASES])
def test_recorded(topic, name):
    recorded = json.loads((record.HERE / "cases" / f"{topic}.json").read_text(encoding="utf-8"))["records"]
    ours = record.run(record.cases(topic)[name], minigrad)
    theirs = recorded[name]
    assert ours["printed"] == theirs["printed"]
    assert ours["warned"] == theirs["warned"]
    if theirs["error"] is None:
        assert ours["error"] is None
    else:
        kind, sentence = theirs["error"]
        assert ours["error"] is not None, f"PyTorch raises {kind}: {sentence}"
        assert ours["error"][0] == kind
        # Ours goes on after PyTorch's sentence, in a paragraph of its own.
        assert ours["error"][1].split("\n\n")[0] == sentence
