"""The sources are as ruff wants them, and the same ruff looks at them before each commit."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_finds_nothing(command):
    run = subprocess.run([sys.executable, "-m", "ruff", *command], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_version_is_the_same_before_a_commit():
    pins = {
        name: set(re.findall(r"\bruff==[\w.]+", (ROOT / name).read_text(encoding="utf-8")))
        for name in ("requirements.txt", ".pre-commit-config.yaml")
    }
    assert len(set.union(*pins.values())) == 1, pins
    assert all(pins.values()), pins
