"""Runs the cells of one notebook for `gather`, in a process of its own that may do little else.

    python -P sandbox.py CELLS RESULTS        in the folder where the notebook may write

The limits stop what happens by accident or for fun: reading or deleting files, filling the disk or the memory, starting
programs, using the network. Whoever knows Python's insides gets out of what Python itself forbids; a container is for
that.
"""

import json
import os
import site
import sys
from importlib import import_module
from numbers import Real
from pathlib import Path

MEMORY = 4 * 2**30  # bytes of address space, of which NumPy's libraries reserve one at once
FILE = 50 * 2**20  # bytes in one file
FILES = 256  # open at one time: a file that is open and removed takes room that nobody sees
LONGEST = 2_000  # characters of a message; an answer can make it as long as it likes
LARGEST = 20_000  # and of what is seen of an answer; the longest that is right has a twentieth of that

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
    *("resource.setrlimit", "resource.prlimit", "_winapi.CreateProcess"),
    *("gc.get_objects", "gc.get_referrers", "gc.get_referents"),
    *("winreg.CreateKey", "winreg.DeleteKey", "winreg.DeleteValue", "winreg.SetValue"),
}
KINDS = ("ctypes.", "socket.")  # all events that begin so, but the one below: an event loop makes a pair of sockets
SOCKET = "socket.__new__"
# What raises no event and could do the same, or reach the process that gathers.
UNHEARD = {
    "posix": ("mkfifo", "mknod", "pidfd_open", "setpriority", "sched_setaffinity", "sched_setparam", "setpgid"),
    "_signal": ("pidfd_send_signal",),
    "_posixsubprocess": ("fork_exec",),
    "_posixshmem": ("shm_open", "shm_unlink"),
    "_interpreters": ("create",),
    "_xxsubinterpreters": ("create",),  # the same before Python 3.13
}
DEVICES = tuple(f"/dev/{name}{os.sep}" for name in ("null", "zero", "random", "urandom"))


def limit():
    try:
        import resource
    except ImportError:  # Windows has none of this; the time limit holds there as well
        return
    limits = {"AS": MEMORY, "FSIZE": FILE, "NOFILE": FILES, "CORE": 0}
    for what, most in ((getattr(resource, f"RLIMIT_{name}"), most) for name, most in limits.items()):
        ceiling = resource.getrlimit(what)[1]
        most = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(what, (most, most))


def readable():
    """What Python reads by itself: its own folders, minigrad's, and what matplotlib knows about fonts."""
    packages = Path(__file__).parents[2]
    folders = [sys.prefix, sys.base_prefix, os.path.dirname(os.__file__), site.getusersitepackages(), packages]
    folders += [*site.getsitepackages(), os.environ.get("MPLCONFIGDIR", packages)]
    return tuple(os.path.realpath(folder) + os.sep for folder in folders)


def silence():
    """Take away what raises no event, wherever a module keeps it."""
    gone = {getattr(import_or_none(module), name, None) for module, names in UNHEARD.items() for name in names} - {None}

    def refuse(*args, **kwargs):
        raise PermissionError("this is not allowed while answers are gathered")

    for module in list(sys.modules.values()):
        for name, value in list(getattr(module, "__dict__", {}).items()):
            if isinstance(value, type(os.getpid)) and value in gone:
                setattr(module, name, refuse)


def import_or_none(name):
    try:
        return import_module(name)
    except ImportError:  # another system has other modules
        return None


def fence(folder):
    """From here on this process reads and changes files in `folder` only, and starts and reaches nothing."""
    own, realpath, fsdecode, isdir = os.path.realpath(folder) + os.sep, os.path.realpath, os.fsdecode, os.path.isdir
    may_read = (own, *readable(), *DEVICES)
    may_write = (own, DEVICES[0])
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    paths, forbidden = dict(PATHS), frozenset(FORBIDDEN)

    def outside(path, folders):
        # A number is a file that is open already; None is the folder one is in.
        return not isinstance(path, int | None) and not (realpath(fsdecode(path)) + os.sep).startswith(folders)

    def refused(event, arguments):
        if event == "open":
            path, _, flags = arguments
            # A folder that is open is a way to its files that no later event names.
            changes = flags & writing or (isinstance(path, str | bytes) and isdir(path))
            return outside(path, may_write if changes else may_read)
        if event in ("os.listdir", "os.scandir"):
            return outside(arguments[0], may_read)
        if event in paths:
            count, folders = paths[event]
            if any(number not in (-1, None) for number in arguments[len(arguments) - folders :]):
                return True
            return any(outside(path, may_write) for path in arguments[:count])
        return event in forbidden or (event.startswith(KINDS) and event != SOCKET)

    def hook(event, arguments):
        if refused(event, arguments):
            raise PermissionError(f"{event} is not allowed while answers are gathered")

    silence()
    sys.addaudithook(hook)


def main(cells, results):
    listed = json.loads(Path(cells).read_text(encoding="utf-8"))
    file = open(results, "w", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed by the end of the process

    def tell(**what):
        file.write(json.dumps(what, default=plainer) + "\n")
        file.flush()

    def plainer(value):
        """For what JSON does not know: a number, a list, or something that equals nothing."""
        if isinstance(value, Real):
            return float(value)
        return checks.plain(value) if checks.kind(value) == "a list" else {}

    limit()
    # What notebooks import is loaded before the fence is up: loading opens libraries, and matplotlib writes a cache.
    for name in ("ctypes", "matplotlib.pyplot", "minigrad.optim", "minigrad.nn", "minigrad.course.explorers"):
        import_module(name)
    checks = import_module("minigrad.course.checks")

    def check(name, answer):
        sort, seen, failure = checks.find(name).observe(answer)
        if len(json.dumps(seen, default=plainer)) > LARGEST:
            seen, failure = None, "ValueError: the answer is too long"
        tell(check=name, saw=(sort, seen, failure and failure[:LONGEST]))

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
            tell(failed=number, says=f"{type(error).__name__}: {error}".removesuffix(": ")[:LONGEST])
    tell(end=True)
    os._exit(0)  # threads that the notebook has left are not waited for


if __name__ == "__main__":
    main(*sys.argv[1:])
