"""The same sources make the same site, to the byte, wherever they stand."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE = shutil.ignore_patterns(
    ".git", ".venv", "_build", "node_modules", "__pycache__", ".ipynb_checkpoints", ".*_cache"
)


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_build_elsewhere_is_the_same(tmp_path):
    copy = tmp_path / "elsewhere"
    shutil.copytree(ROOT, copy, ignore=MADE)
    build = [Path(sys.executable).with_name("jupyter-book"), "build", ".", "-W", "--keep-going"]
    run = subprocess.run(
        build, cwd=copy, env={**os.environ, "PYTHONPATH": str(copy)}, capture_output=True, text=True, errors="replace"
    )
    assert run.returncode == 0, run.stderr[-2000:]
    here, there = contents(ROOT / "_build" / "html"), contents(copy / "_build" / "html")
    assert sorted(here) == sorted(there)
    assert [name for name in here if here[name] != there[name]] == []
