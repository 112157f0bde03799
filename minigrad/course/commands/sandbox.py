"""Runs the cells of one notebook for `gather`, in a process of its own that may do little else.

    python -P sandbox.py CELLS RESULTS        in the folder where the notebook may write

The limits stop what happens by accident or for fun: deleting files, filling the disk or the memory, starting programs,
using the network. Whoever is determined gets out of any limit that Python sets itself; a container is for that.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path

MEMORY = 4 * 2**30  # bytes of address space, of which NumPy's libraries reserve one at once
FILE = 50 * 2**20  # bytes in one file
LONGEST = 500  # characters of a message; an answer can make it as long as it likes

PATHS = {  # the events that change files: how many paths they name first, and how many folders' numbers last
    "os.remove": (1, 1),
    "os.rmdir": (1, 1),
    "os.mkdir": (1, 1),
    "os.chmod": (1, 1),
    "os.chown": (1, 1),
    "os.utime": (1, 1),
    "os.symlink": (2, 1),
    "os.rename": (2, 2),
    "os.link": (2, 2),
    "os.truncate": (1, 0),
    "os.setxattr": (1, 0),
    "os.removexattr": (1, 0),
}
FORBIDDEN = {
    *("os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn"),
    *("subprocess.Popen", "os.kill", "os.killpg", "signal.pthread_kill", "webbrowser.open", "sqlite3.connect"),
    *("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"),
    *("ctypes.dlopen", "ctypes.call_function", "resource.setrlimit", "resource.prlimit"),
}


def limit():
    try:
        import resource
    except ImportError:  # Windows has none of this; the time limit holds there as well
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, FILE), (resource.RLIMIT_CORE, 0)):
        ceiling = resource.getrlimit(what)[1]
        most = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(what, (most, most))


def fence(folder):
    """From here on this process changes files in `folder` only, and starts and reaches nothing."""
    inside, realpath, fsdecode = os.path.realpath(folder) + os.sep, os.path.realpath, os.fsdecode
    nothing = os.devnull + os.sep
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    paths, forbidden = dict(PATHS), frozenset(FORBIDDEN)

    def outside(path):
        # A number is a file that is open already; /dev/null takes everything and changes nothing.
        return not isinstance(path, int) and not (realpath(fsdecode(path)) + os.sep).startswith((inside, nothing))

    def hook(event, arguments):
        if event == "open":
            refused = arguments[2] & writing and outside(arguments[0])
        elif event in paths:
            count, folders = paths[event]
            refused = any(number not in (-1, None) for number in arguments[len(arguments) - folders :])
            refused = refused or any(outside(path) for path in arguments[:count])
        else:
            refused = event in forbidden
        if refused:
            raise PermissionError(f"{event} is not allowed while answers are gathered")

    sys.addaudithook(hook)


def main(cells, results):
    listed = json.loads(Path(cells).read_text(encoding="utf-8"))
    file = open(results, "w", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed by the end of the process

    def tell(**what):
        file.write(json.dumps(what) + "\n")
        file.flush()

    limit()
    # What notebooks import is loaded before the fence is up: loading opens libraries, and matplotlib writes a cache.
    for name in ("ctypes", "matplotlib.pyplot", "minigrad.optim", "minigrad.nn", "minigrad.course.explorers"):
        import_module(name)
    checks = import_module("minigrad.course.checks")

    def check(name, answer):
        verdict, said = checks.find(name).verdict(answer)
        tell(check=name, verdict=verdict, says=said[:LONGEST])
        print(said)

    checks.check = check
    config = import_module("traitlets.config").Config()
    config.HistoryManager.enabled = False

    class Shell(import_module("IPython.core.interactiveshell").InteractiveShell):
        def enable_gui(self, gui=None):
            """For %matplotlib; here nobody looks."""

    shell = Shell.instance(config=config)
    fence(os.getcwd())
    for number, source in listed:
        tell(cell=number)
        result = shell.run_cell(source)
        error = result.error_before_exec or result.error_in_exec
        if error is not None:
            tell(failed=number, says=f"{type(error).__name__}: {error}"[:LONGEST])
    tell(end=True)
    os._exit(0)  # threads that the notebook has left are not waited for


if __name__ == "__main__":
    main(*sys.argv[1:])
