"""The benchmarks run: on tiny sizes, and without a word about speed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_a_quick_run_prints_its_tables():
    command = [sys.executable, "-m", "benchmarks", "--quick"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    rows = [line for line in run.stdout.splitlines() if line.startswith("| ")]
    assert len(rows) == 29  # two headers, 16 rows on one thread, 11 on default threads
    assert all(row.split("|")[3].strip() not in ("", "-") for row in rows)
