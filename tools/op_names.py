"""Write minigrad/op_names.py, by which a file of operations is loaded when one of its names is first used:
``python tools/stubs.py`` does it, after any change to minigrad's public surface.
"""

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import minigrad

WRITTEN = Path(minigrad.__file__).with_name("op_names.py")
FILES = sorted(path.stem for path in Path(minigrad.ops.__file__).parent.glob("[a-z]*.py"))

# What a new Python has when it loads one file: the methods and the functions that were not there before.
PROGRAM = """
import json, sys
from minigrad import Tensor, ops, registry

def names():
    return [*vars(Tensor)], [*registry.FUNCTIONS]

before = names()
ops.load(sys.argv[1])
print(json.dumps([sorted({*after} - {*there}) for after, there in zip(names(), before)]))
"""


def loaded_with(file):
    """The names of the methods and of the functions that come with a file, those of the files it needs among them."""
    run = subprocess.run([sys.executable, "-c", PROGRAM, file], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def by_file(loaded, position):
    """The names of each file itself, from those that come with it: a file that needs another comes with more."""
    own = {}
    for name in sorted({name for names in loaded.values() for name in names[position]}):
        file = min(
            (file for file in loaded if name in loaded[file][position]), key=lambda file: sum(map(len, loaded[file]))
        )
        own.setdefault(file, []).append(name)
    return own


def table(name, own):
    """The text of one dictionary."""
    lines = [f"{name} = {{"]
    for file, names in sorted(own.items()):
        text = " ".join(names)
        if len(text) + len(file) < 105:
            lines.append(f'    "{file}": "{text}",')
        else:
            listed = textwrap.fill(text, 120, initial_indent=" " * 8, subsequent_indent=" " * 8, break_on_hyphens=False)
            lines += [f'    "{file}": """', listed, '    """,']
    return "\n".join([*lines, "}"])


def op_names():
    """The text of that file."""
    loaded = {file: loaded_with(file) for file in FILES}
    tables = [table(kind, by_file(loaded, position)) for position, kind in enumerate(("METHODS", "FUNCTIONS"))]
    head = '"""The names that each file of operations puts on Tensor and into minigrad, but for files always loaded."""'
    return "\n\n".join(["# Written by tools/stubs.py. Do not edit.\n" + head, *tables]) + "\n"
