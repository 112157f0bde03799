"""Says for `gather` which answers are right, in a process that no notebook has run in.

    python -P judge.py    reads lines that tell what was observed of an answer, prints for each [verdict, what it says]

What was observed comes from a notebook's process, where anything may have been written in its place. So a notebook can
hand in a right answer that it has not found, and can't declare a wrong one right.
"""

import json
import sys

from minigrad.course import checks


def judged(line):
    try:
        told = json.loads(line)
        sort, seen, failure = told["saw"]
        if not isinstance(failure, str | None):
            raise TypeError
        return checks.find(told["check"]).judge(sort, seen, failure)
    except (LookupError, TypeError, ValueError, RecursionError):  # of a shape that no observation has
        return False, "What it handed over is no answer."


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(judged(line)))
