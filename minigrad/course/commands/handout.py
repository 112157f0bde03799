"""The notebooks as participants get them: no outputs, which answer the votes, and no solutions.

`start` copies these, and the workshop's zip holds them. What is folded below a vote or a closing question stays: that
is for whoever reads alone, and gives no exercise away. The solutions stand on the site, folded as well, and so do the
pages for teachers, with what they ask the room; a link to what stays on the site is here its words alone.
"""

import json
import os
import re
from pathlib import Path

from .answers import is_solution, text

# What belongs to the site and to teachers, and what an editor leaves behind.
LEFT_OUT = {"_root", "_static", ".ipynb_checkpoints", "api", "api.md", "teaching", "__pycache__"}
LINK = re.compile(r"\[([^]]+)\]\(([\w./-]+\.(?:md|ipynb))(?:#[^)\s]*)?\)")


def handouts(source):
    """For each file of a participant below `source`, in order: its path there, and its content."""
    found = sorted(path.relative_to(source) for path in source.rglob("*") if path.is_file())
    places = [place for place in found if not LEFT_OUT.intersection(place.parts)]
    left_out = {*found} - {*places}
    for place in places:
        content = (source / place).read_bytes()
        if place.suffix == ".ipynb":
            content = unanswered(content, place, left_out)
        elif place.suffix == ".md":
            content = unlinked(content.decode(), place, left_out).encode()
        yield place, content


def unanswered(content, place, left_out):
    """A notebook without outputs and solutions, written as Jupyter writes it."""
    notebook = json.loads(content)
    notebook["cells"] = [cell for cell in notebook["cells"] if not is_solution(cell)]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
        else:
            cell["source"] = unlinked(text(cell["source"]), place, left_out).splitlines(keepends=True)
    return (json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def unlinked(markdown, place, left_out):
    """A page whose links to pages that are left out are their words."""

    def link(found):
        goal = Path(os.path.normpath(place.parent / found[2]))
        return found[1] if goal in left_out else found[0]

    return LINK.sub(link, markdown)
