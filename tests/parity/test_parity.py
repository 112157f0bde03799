"""What PyTorch itself says to the recorded cases, and to random programs: a few of those that the fuzzer writes."""

import subprocess
import sys
from pathlib import Path

from tests.parity.fuzz import fuzz

ROOT = Path(__file__).parent.parent.parent


def test_the_records_are_what_pytorch_prints():
    subprocess.run([sys.executable, "tests/engine/record.py", "--check"], cwd=ROOT, check=True)


def test_random_programs_do_what_they_do_in_pytorch():
    ran, reports, _ = fuzz(range(8_310_000, 8_310_300))
    assert ran == 300
    assert not reports, reports[0][1]
