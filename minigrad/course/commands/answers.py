"""What a notebook says about its exercises. It may come from anybody, so nothing about it is taken for granted."""

import ast
import json
import re
import stat

# The chapters in the book's order, by the names that their exercises begin with.
CHAPTERS = (
    "index",
    *("slopes", "graph", "leaves", "backward", "twice"),
    *("accumulation", "no-grad", "detach", "in-place"),
    *("downhill", "learning-rate", "fitting", "digits"),
    *("build-it", "pytorch"),
)
CHECK = re.compile(r"""^[ \t]*check\(\s*["']([a-z0-9-]+/[a-z0-9-]+)["']""", re.MULTILINE)
LARGEST = 50_000_000  # bytes; the book's own notebooks are a fiftieth of that
LONGEST = 20_000  # characters of a cell that may still be blank; reading much more of somebody's code takes long
RIGHT, WRONG, OPEN = "right", "wrong", "open"


class Unreadable(Exception):
    """A file that is no notebook, with a sentence that says why."""


def cells(path):
    """The code cells that the reader may have written in: (source, what it printed), without the solutions."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unreadable("It is not a file.")
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"It is larger than {LARGEST // 1_000_000} MB.")
        notebook = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Unreadable(f"It cannot be opened: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise Unreadable("It is not a notebook: its content is not JSON.") from None
    listed = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(listed, list):
        raise Unreadable("It is not a notebook: it has no cells.")
    found = []
    for cell in listed:
        if isinstance(cell, dict) and cell.get("cell_type") == "code" and not is_solution(cell):
            outputs = cell.get("outputs")
            streams = [o for o in outputs if isinstance(o, dict)] if isinstance(outputs, list) else []
            found.append((text(cell.get("source")), "".join(text(output.get("text")) for output in streams)))
    return found


def is_solution(cell):
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return isinstance(tags, list) and "solution" in tags


def text(value):
    """A source or an output, which is a string or a list of lines."""
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    return value if isinstance(value, str) else ""


def asked(source):
    """The exercises that a cell asks about."""
    return CHECK.findall(source)


def blank(source):
    """Whether an exercise's cell is as the book gives it: its answer is still `...`."""
    if "..." not in source or len(source) > LONGEST:
        return False
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    values = [n.value for n in nodes if isinstance(n, (ast.Assign, ast.Expr, ast.Return))]
    return any(isinstance(value, ast.Constant) and value.value is ... for value in values)


def order(name):
    """For sorting exercises and chapters as the book has them."""
    chapter = name.partition("/")[0]
    return (CHAPTERS.index(chapter) if chapter in CHAPTERS else len(CHAPTERS), name)
