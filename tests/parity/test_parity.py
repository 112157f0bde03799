"""minigrad does what PyTorch does in random programs, and the recorded cases are what PyTorch prints.

More programs are compared by hand: ``python -m tests.parity.fuzz``.
"""

import subprocess
import sys
from pathlib import Path

from tests.parity import machinery
from tests.parity.fuzz import fuzz

ROOT = Path(__file__).parent.parent.parent


def test_random_programs_on_the_machinery():
    _, reports = fuzz(range(300), program=machinery.program)
    assert not reports, "\n" + "\n".join(text for _, text in reports)


def test_the_records_are_what_pytorch_prints():
    subprocess.run([sys.executable, "tests/engine/record.py", "--check"], cwd=ROOT, check=True)
