"""The recorded cases are what PyTorch prints. Random programs are compared by hand: ``python -m tests.parity.fuzz``."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_the_records_are_what_pytorch_prints():
    subprocess.run([sys.executable, "tests/engine/record.py", "--check"], cwd=ROOT, check=True)
