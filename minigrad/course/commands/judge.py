"""Says for `gather` which answers are right, in a process that no notebook has run in.

    python -P judge.py    reads [[exercise, what was observed of an answer], ...], prints [[verdict, what it says], ...]

What was observed comes from a notebook's process, where anything may have been written in its place. So a notebook can
hand in a right answer that it has not found, and can't declare a wrong one right.
"""

import json
import sys

from minigrad.course import checks


def judged(name, observed):
    try:
        sort, seen, failure = observed
        if not isinstance(failure, str | None):
            raise TypeError
        return checks.find(name).judge(sort, seen, failure)
    except (LookupError, TypeError, ValueError, RecursionError):  # of a shape that no observation has
        return False, "What it handed over is no answer."


if __name__ == "__main__":
    print(json.dumps([judged(*entry) for entry in json.load(sys.stdin)]))
