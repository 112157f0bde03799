"""The sources are as ruff wants them, which looks at them before each commit too; texts are spelled as in America."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
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


def test_texts_are_spelled_right(tmp_path):
    for path in (ROOT / "book").rglob("*.ipynb"):
        if ".ipynb_checkpoints" not in path.parts:
            cells = nbformat.read(path, as_version=4).cells
            (tmp_path / f"{path.stem}.md").write_text("\n".join(cell.source for cell in cells), encoding="utf-8")
    texts = [tmp_path, *ROOT.glob("*.md"), *(ROOT / "book").rglob("*.md"), ROOT / "minigrad", ROOT / "tools"]
    command = [sys.executable, "-m", "codespell_lib", "--toml", ROOT / "pyproject.toml", *texts]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
