"""What `python -m minigrad.course` can do: one module for each command, named like it."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]  # the folder that minigrad lies in


def search_path():
    """A PYTHONPATH on which other processes find this very minigrad, in a repository or a zip that nobody installed."""
    here = [] if ROOT.name in ("site-packages", "dist-packages") else [str(ROOT)]
    return os.pathsep.join([*here, *filter(None, [os.environ.get("PYTHONPATH")])])
