"""minigrad does what PyTorch does, in random programs and in every recorded case."""

import subprocess
import sys
from pathlib import Path

from tests.parity.fuzz import fuzz

ROOT = Path(__file__).parent.parent.parent


def test_random_programs():
    _, reports = fuzz(range(300))
    assert not reports, "\n" + "\n".join(text for _, text in reports)


def test_the_records_are_what_pytorch_prints():
    subprocess.run([sys.executable, "tests/engine/record.py", "--check"], cwd=ROOT, check=True)
