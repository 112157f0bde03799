"""The same sources make the same site, to the byte, wherever they stand."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import tinycss2

ROOT = Path(__file__).resolve().parents[2]
MADE = shutil.ignore_patterns(
    ".git", ".venv", "_build", "node_modules", "__pycache__", ".ipynb_checkpoints", ".*_cache", ".hypothesis"
)


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_build_elsewhere_over_an_old_site_is_the_same(tmp_path):
    copy = tmp_path / "elsewhere"
    shutil.copytree(ROOT, copy, ignore=MADE)
    old = copy / "_build" / "html"
    shutil.copytree(ROOT / "_build" / "html", old)
    (old / "book" / "gone.html").write_text((old / "book" / "index.html").read_text("utf-8"), "utf-8")
    build = [Path(sys.executable).with_name("jupyter-book"), "build", ".", "-W", "--keep-going"]
    run = subprocess.run(
        build, cwd=copy, env={**os.environ, "PYTHONPATH": str(copy)}, capture_output=True, text=True, errors="replace"
    )
    assert run.returncode == 0, run.stderr[-2000:]
    here, there = contents(ROOT / "_build" / "html"), contents(old)
    assert sorted(here) == sorted(there)
    assert [name for name in here if here[name] != there[name]] == []


def selectors(sheet):
    """What the rules of a stylesheet are for, those within others too."""
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    while rules:
        rule = rules.pop()
        if rule.type == "qualified-rule":
            yield from (part.strip() for part in " ".join(tinycss2.serialize(rule.prelude).split()).split(","))
        elif rule.lower_at_keyword in ("media", "supports"):
            rules += tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)


def test_the_one_stylesheet_has_all_that_is_ours():
    ours = (ROOT / "book" / "_static" / "custom.css").read_text("utf-8")
    site = (ROOT / "_build" / "html" / "_static" / "site.css").read_text("utf-8")
    assert set(selectors(ours)) - set(selectors(site)) == set()
