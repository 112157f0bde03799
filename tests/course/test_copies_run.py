"""Participants' copies run from top to bottom before anything is answered."""

import json
import os
import subprocess
import sys
from pathlib import Path

from minigrad.course.commands import answers
from minigrad.course.commands.handout import handouts

ROOT = Path(__file__).parents[2]
# All pages in one process, each in a shell of its own: a kernel for each would take longer than the cells do.
PROGRAM = """
import contextlib, io, json, os, sys
from IPython.core.interactiveshell import InteractiveShell

class Shell(InteractiveShell):
    def enable_gui(self, gui=None):
        pass

for page in json.load(sys.stdin):
    os.chdir(os.path.dirname(page))
    InteractiveShell._instance = shell = Shell()
    surprises, printed = [], io.StringIO()
    for cell in json.load(open(page, encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
                result = shell.run_cell("".join(cell["source"]))
            error = result.error_before_exec or result.error_in_exec
            if (error is None) == ("raises-exception" in cell["metadata"].get("tags", [])):
                surprises.append(f"{cell['id']}: {error!r}")
    print(json.dumps([page, surprises, printed.getvalue().count("Not answered yet.")]))
"""


def test_every_copy_runs_and_no_exercise_is_answered(tmp_path):
    asked = {}
    for place, content in handouts(ROOT / "book"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_bytes(content)
        if place.suffix == ".ipynb" and "reference" not in place.parts:  # which has nothing to answer
            sources = ["".join(cell["source"]) for cell in json.loads(content)["cells"]]
            asked[str(tmp_path / place)] = sum(len(answers.asked(source)) for source in sources)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(list(asked)),
        env={**os.environ, "PYTHONPATH": str(ROOT), "MPLBACKEND": "agg", "IPYTHONDIR": str(tmp_path / "ipython")},
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('["')]
    assert {page: surprises for page, surprises, _ in rows if surprises} == {}
    assert {page: count for page, _, count in rows} == asked
