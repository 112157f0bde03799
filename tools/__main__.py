"""The door to tools/tasks.py. It is written so that any Python can read it, to tell an old one what is missing."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "This needs Python 3.11 or newer, and %s is Python %d.%d. Install a newer one, then name it:\n"
        "    PYTHON=python3.12 make book" % (sys.executable, sys.version_info[0], sys.version_info[1])
    )

from tools import tasks

tasks.main(sys.argv[1:])
