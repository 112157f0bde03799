"""The door to tools/tasks.py. It is written so that any Python can read it, to tell an old one what is missing."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "This needs Python 3.11 or newer, and {} is Python {}.{}. Install a newer one, then name it:\n"
        "    PYTHON=python3.12 make book".format(sys.executable, *sys.version_info)
    )

from tools import tasks

tasks.main(sys.argv[1:])
