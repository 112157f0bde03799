"""`start`: a copy of the notebooks that is the reader's own, and JupyterLab on it."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from . import ROOT, search_path
from .doctor import room
from .handout import handouts

DEFAULT = "backward"
QUIET = Path(__file__).with_name("quiet")

# `-m jupyterlab`, but a line of its log that Ctrl+C interrupts is lost without a traceback.
LAB = """\
import logging, runpy
logging.raiseExceptions = False
runpy.run_module("jupyterlab", run_name="__main__", alter_sys=True)
"""


def start(folder, no_lab):
    """Copy what is not there yet, say what was left alone, and open JupyterLab."""
    source, target = notebooks(), own(folder)
    if source is None:
        print(
            "The notebooks are not here. They come with the workshop's zip and with the course's repository, not "
            "with the package alone.\nUnpack or clone one of them, and type the same in its folder.",
            file=sys.stderr,
        )
        return 1
    if target.resolve().is_relative_to(source.resolve()):
        print(f"{target} holds the course's own notebooks. Name a folder of yours.", file=sys.stderr)
        return 2
    try:
        new, kept = copy(source, target)
    except OSError as error:
        print(
            f"The notebooks could not be copied to {target}: {error.strerror or error}.\n"
            "What is there is whole. Name a folder on a disk with room where you may write, and type it again.",
            file=sys.stderr,
        )
        return 1
    except ValueError:
        print(f"The notebooks in {source} are damaged. Unpack or clone them again.", file=sys.stderr)
        return 1
    print(f"{target}\nFiles copied: {len(new)}")
    if kept:
        some = ", ".join(path.stem for path in kept[:6]) + (", ..." if len(kept) > 6 else "")
        print(f"Left as they are, because they differ from the course's: {some}")
        print("For a fresh copy of one, rename yours and type this again.")
    if no_lab:
        return 0
    if find_spec("jupyterlab") is None:
        print("JupyterLab is not installed. What to type says: python -m minigrad.course doctor", file=sys.stderr)
        return 1
    # Without the question whether to fetch news, which a room has no use for and no network.
    settings = os.pathsep.join([str(QUIET), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])])
    environment = {**os.environ, "PYTHONPATH": search_path(), "JUPYTER_CONFIG_PATH": settings}
    try:
        for place in (target, tempfile.gettempdir()):
            room(place)
    except OSError as error:
        print(
            f"JupyterLab cannot start: {error.strerror or error}. It writes in {target} and in the folder for "
            "temporary files.\nWhat to type says: python -m minigrad.course doctor",
            file=sys.stderr,
        )
        return 1
    try:
        room(Path.home())
    except OSError:  # JupyterLab would stop there, with much to read
        environment |= dict.fromkeys(("HOME", "USERPROFILE"), str(target.resolve()))
        print(f"Nothing can be written in your home folder. JupyterLab keeps its settings in {target}.")
    first = ["index.ipynb"] if (target / "index.ipynb").is_file() else []
    if getattr(os, "geteuid", lambda: None)() == 0:  # JupyterLab would refuse, and name an option that `start` has not
        first = ["--allow-root", *first]
        print("You are root, and so is what your notebooks run.")
    # If its port is taken, JupyterLab takes the next.
    if run([sys.executable, "-c", LAB, *first], cwd=target, env=environment):
        return 1
    print(f"\nJupyterLab has stopped. Your notebooks are in {target}")
    return 0


def run(words, **options):
    """Run JupyterLab until it stops, and return its exit code; 0 after Ctrl+C, however often it was pressed."""
    pressed = []

    def press(*_):
        pressed.append(time.monotonic())
        if len(pressed) > 1 and pressed[-1] - pressed[-2] < 5:  # as long as JupyterLab waits for an answer
            lab.terminate()  # it knows already, unless it is still starting

    # Ctrl+C is meant for JupyterLab, which gets it as well and asks in a terminal whether to stop. Until it can ask,
    # the key does nothing to it, as it inherits here; half started, it would answer with a traceback.
    if sys.stdin and sys.stdin.isatty():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    print("JupyterLab opens in the browser. It runs until you press Ctrl+C twice here.", flush=True)
    with subprocess.Popen(words, **options) as lab:
        signal.signal(signal.SIGINT, press)
        lab.wait()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # once more, while this ends, changes nothing
    return 0 if pressed else lab.returncode


def notebooks():
    """Where the notebooks come from: the repository around this package, or the workshop's zip around the reader.

    The package has none. With their outputs they are forty times the engine, and a second copy would have to be kept
    equal to the first.
    """
    for folder in (ROOT / "book", Path("notebooks")):
        if (folder / "index.ipynb").is_file():
            return folder
    return None


def own(folder):
    """The folder that is meant; without a name the same one wherever it is typed."""
    return Path(os.path.expanduser(Path("~", DEFAULT) if folder is None else folder))


def copy(source, target):
    """Copy each file that is missing. Returns what is new, and what was there and differs."""
    new, kept = [], []
    for place, content in handouts(source):
        goal = target / place
        if goal.exists():
            if goal.read_bytes() != content:
                kept.append(goal)
            continue
        goal.parent.mkdir(parents=True, exist_ok=True)
        # Under another name first. A full disk must not leave half a file, which would be left alone ever after.
        with tempfile.TemporaryDirectory(prefix=".copying-", dir=goal.parent) as half:
            Path(half, goal.name).write_bytes(content)
            Path(half, goal.name).rename(goal)
        new.append(goal)
    return new, kept
