"""minigrad does what PyTorch does in random programs, and the recorded cases are what PyTorch prints.

More programs are compared by hand: ``python -m tests.parity.fuzz``.
"""

import subprocess
import sys
from pathlib import Path

import minigrad
from tests.parity import calls, machinery, viewing
from tests.parity.fuzz import fuzz

ROOT = Path(__file__).parent.parent.parent


def test_random_programs_on_the_machinery():
    ran, reports, _ = fuzz(range(300), program=machinery.program)
    assert ran == 300
    assert not reports, "\n" + "\n".join(text for _, text in reports)


def test_random_programs_on_views_that_change_in_place():
    ran, reports, _ = fuzz(range(600), program=viewing.program)
    assert ran == 600
    assert not reports, "\n" + "\n".join(text for _, text in reports)


def test_the_records_are_what_pytorch_prints():
    subprocess.run([sys.executable, "-m", "tests.engine.record", "--check"], cwd=ROOT, check=True)


def test_random_programs_do_what_they_do_in_pytorch():
    ran, reports, _ = fuzz(range(8_310_000, 8_310_300))
    assert ran == 300
    assert not reports, reports[0][1]


def test_no_call_is_taken_that_pytorch_refuses():
    taken = [f"{call}: {theirs}" for call, theirs in calls.accepted()]
    assert not taken, "\n".join(taken[:20])


def test_a_call_that_is_taken_is_seen(monkeypatch):
    monkeypatch.setattr(calls, "operations", lambda: [("x", "sum")])
    assert not list(calls.accepted())
    monkeypatch.setattr(minigrad.Tensor, "sum", lambda self, dim=None, keepdim=False, **options: self)
    assert "x.sum(x, dim=1, axis=1)" in dict(calls.accepted())
