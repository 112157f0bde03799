"""The notebooks as participants get them: no outputs, which answer the votes, and no solutions.

`start` copies these, and the workshop's zip holds them. What is folded below a vote or a closing question stays: that
is for whoever reads alone, and gives no exercise away. The solutions stand on the site, folded as well.
"""

import json

from .answers import is_solution

# Beside the pages: what belongs to the site alone, and what an editor leaves behind.
LEFT_OUT = {"_root", "_static", ".ipynb_checkpoints", "api", "__pycache__"}


def handouts(source):
    """For each file of a participant below `source`, in order: its path there, and its content."""
    for path in sorted(source.rglob("*")):
        place = path.relative_to(source)
        if path.is_file() and not LEFT_OUT.intersection(place.parts):
            content = path.read_bytes()
            yield place, unanswered(content) if path.suffix == ".ipynb" else content


def unanswered(content):
    """A notebook without outputs and solutions, written as Jupyter writes it."""
    notebook = json.loads(content)
    notebook["cells"] = [cell for cell in notebook["cells"] if not is_solution(cell)]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    return (json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
