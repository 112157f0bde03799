"""The tasks behind `make`, for every system: `python -m tools TASK`.

They run before anything is installed, so they import the standard library only.
"""

import hashlib
import http.server
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
BUILD = ROOT / "_build"
HTML = BUILD / "html"
RESULTS = BUILD / "test-results.xml"
NODE_MODULES = ROOT / "node_modules"


def say(text):
    print(f"\n==> {text}", flush=True)


def run(*command, **kwargs):
    """Run the venv's Python on `command`, from the repository's root, and return its exit code."""
    return subprocess.run([VENV_PYTHON, *command], cwd=ROOT, **kwargs).returncode


def pip(*command):
    """Run the venv's pip, and return its exit code."""
    words = [VENV_PYTHON, "-m", "pip", "--disable-pip-version-check", *command]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:  # a line for each package shows the progress; pip says much more
            if line.startswith(("Collecting", "Obtaining", "Installing collected")):
                print("   ", line.split(" (")[0].split(":")[0].strip(), flush=True)
    return process.returncode


def fingerprint(paths, *more):
    """One hash over the contents and the names of files."""
    digest = hashlib.sha256(repr(more).encode())
    for path in sorted(paths):
        digest.update(f"\0{path.relative_to(ROOT).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def is_current(stamp, state):
    return stamp.is_file() and stamp.read_text() == state


def newest(requirements):
    """Requirements without their versions, but for the tools that would be other ones and the one that judges style."""
    kept = ("jupyter-book", "jupyterlite", "ruff")
    lines = [line if line.startswith(kept) else re.split("[=<>]", line)[0] for line in requirements.splitlines()]
    return "\n".join(lines) + "\n"


def requirements():
    """The file to install from: requirements.txt or, with NEWEST=1 make test, the newest of all that it names."""
    pinned = ROOT / "requirements.txt"
    if not os.environ.get("NEWEST"):
        return pinned
    BUILD.mkdir(exist_ok=True)
    path = BUILD / "requirements-newest.txt"
    path.write_text(newest(pinned.read_text(encoding="utf-8")), encoding="utf-8")
    return path


def install():
    """Make .venv and install into it, unless what is there is already that."""
    version = "{}.{}".format(*sys.version_info)
    # The folder is part of it: the package is installed in place, and a venv does not survive a move.
    wanted = requirements()
    state = fingerprint([wanted, ROOT / "pyproject.toml"], version, str(ROOT))
    stamp = VENV / "installed"
    if is_current(stamp, state) and VENV_PYTHON.exists():
        return
    # make runs the tasks on .venv's own Python once there is one; a new .venv has to come from the one below.
    python = sys._base_executable
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            f"{python} cannot make a virtual environment. On Debian and Ubuntu, install what it lacks and try "
            f"again:\n    sudo apt install python{version}-venv"
        )
    started = time.monotonic()
    say(f"Making .venv with Python {version}")
    if subprocess.run([python, "-m", "venv", "--clear", VENV]).returncode:
        sys.exit(f"\n{python} could not make .venv, as said above; another Python is taken with PYTHON=python3.12 make")
    say(f"Installing {wanted.name} and minigrad into .venv (a minute or two)")
    # The pip that Python brings may be years old, and takes twice as long. What is imported is compiled then: most of
    # all this never is.
    if pip("install", "--upgrade", "pip") or pip("install", "--no-compile", "-r", wanted, "-e", "."):
        sys.exit(
            "\nThe installation failed, and pip says why above. If it could not reach the network, connect and "
            "run the same command again."
        )
    stamp.write_text(state)
    print(f"Installed in {time.monotonic() - started:.0f} s.")


def install_from_npm():
    """Put into node_modules what package-lock.json names, unless what is there is already that."""
    state = fingerprint([ROOT / name for name in ("package.json", "package-lock.json")])
    stamp = NODE_MODULES / ".installed"
    if is_current(stamp, state):
        return
    say("Installing package-lock.json into node_modules")
    if run("-m", "tools.npm", "ci"):
        sys.exit(
            "\nThe packages from npm were not installed, and npm says why above. If it could not reach the network, "
            "connect and run the same command again."
        )
    stamp.write_text(state)


def build():
    """Build the site into _build/html, unless its sources are those it was built from."""
    install()
    names = ("_config.yml", "_toc.yml", "requirements.txt", "pyproject.toml", "README.md", "CHANGELOG.md",
             "benchmarks/results.md")  # fmt: skip
    sources = [ROOT / name for name in names]
    folders = [path for name in ("book", "minigrad") for path in (ROOT / name).rglob("*")]
    sources += [p for p in folders if p.is_file() and not {".ipynb_checkpoints", "__pycache__"}.intersection(p.parts)]
    sources += [*(ROOT / "tools").glob("*.py")]
    sources += [*(ROOT / "tools" / "deck").iterdir()]
    state, stamp = fingerprint(sources, os.environ.get("PYODIDE")), BUILD / "built"
    if is_current(stamp, state) and HTML.is_dir():
        return
    say("Building the site")
    stamp.unlink(missing_ok=True)
    # From nothing each time: a warm build forgets its earlier warnings and keeps pages that were removed.
    for leftover in (HTML, BUILD / ".doctrees"):
        shutil.rmtree(leftover, ignore_errors=True)
    if run(VENV_PYTHON.with_name("jupyter-book"), "build", ".", "-W", "--keep-going"):
        sys.exit("\nThe site was not built: the warnings above name the file and the line to mend.")
    stamp.write_text(state)


def book():
    """build the site"""
    build()
    say("The site is in _build/html. Open this page, or type `make serve`:")
    print(f"    {(HTML / 'index.html').as_uri()}")


def slides():
    """build the slides of each part"""
    build()
    say("The slides are in _build/html/slides, and need no network. Open one of these:")
    for deck in sorted((HTML / "slides").glob("*.html")):
        print(f"    {deck.as_uri()}")


def pdf():
    """print the whole book into one PDF, and offer it on every page of the site"""
    build()
    if (HTML / "backward.pdf").is_file():  # of this very site: a new one is built from nothing
        return
    say("Looking for a browser")
    if run("-m", "tools.browser"):
        sys.exit("\nThe book was not printed: that takes a browser.")
    say("The whole book as one PDF:")
    if run("-m", "tools.pdf"):
        sys.exit("\nThe book was not printed, as said above.")


def test():
    """run every test: the engine, the notebooks, the site in a browser"""
    started = time.monotonic()
    install()
    say("Looking for a browser")
    # To fetch one takes a while, which the site is built in.
    with subprocess.Popen([VENV_PYTHON, "-m", "tools.browser"], cwd=ROOT) as browser:
        build()
        install_from_npm()
        if run("-m", "tools.pyodide"):
            sys.exit(
                "\nPyodide was not put together, as said above. If the network could not be reached, connect and run "
                "the same command again."
            )
    if browser.returncode:
        sys.exit("\nTests failed: there is no browser to test the site in.")
    say("Running the tests")
    RESULTS.unlink(missing_ok=True)
    # A notebook's cells need one kernel, so what one file holds stays together. In the order of their names, what takes
    # longest stands amid the rest, and the notebooks come last, each in a few seconds: no worker waits for another.
    workers = str(min(os.cpu_count() or 1, 4))
    dealt = ("-n", workers, "--dist", "loadscope", "--no-loadscope-reorder")
    code = run("-m", "pytest", f"--junitxml={RESULTS}", *dealt)
    results = ET.parse(RESULTS) if RESULTS.exists() else ET.ElementTree(ET.Element("testsuites"))
    cases = list(results.iter("testcase"))
    inside = sum(int(p.get("value")) for p in results.iter("property") if p.get("name") == "in Pyodide")
    bad = [
        f"{c.get('classname')}::{c.get('name')}"
        for c in cases
        if c.find("failure") is not None or c.find("error") is not None
    ]
    minutes, seconds = divmod(round(time.monotonic() - started), 60)
    if code == 0 and cases and not bad:
        print(f"\nAll {len(cases)} tests passed in {minutes} min {seconds} s, and {inside} of the engine's in Pyodide.")
    elif bad:
        more = f" and {len(bad) - 5} more" if len(bad) > 5 else ""
        sys.exit(f"\n{len(bad)} of {len(cases)} tests failed: {', '.join(bad[:5])}{more}.")
    else:
        sys.exit(f"\nTests failed: pytest stopped with exit code {code} before any test could.")


def lab():
    """open JupyterLab on the notebooks"""
    install()
    run("-m", "jupyterlab", "book")


def serve():
    """serve the site on this machine, to read it in a browser"""
    build()
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=HTML)
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 8000), handler)
    except OSError:  # 8000 is taken: any free port will do
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    say(f"The site is at http://127.0.0.1:{server.server_port}/ until you press Ctrl+C.")
    server.serve_forever()


def dist():
    """pack what a release hands out into _build/dist"""
    pdf()
    say("The package, the site, the notebooks and their checksums are in _build/dist:")
    if run("-m", "tools.dist"):
        sys.exit("\nThey could not be packed, as said above.")


def workshop():
    """pack a zip for a room: notebooks to answer, the site, and wheels for machines without a network"""
    build()
    say("Packing a zip for a room")
    if run("-m", "tools.workshop"):
        sys.exit("\nIt was not packed, as said above.")


def clean():
    """remove everything that these commands made"""
    caches = (p for name in ("__pycache__", ".ipynb_checkpoints") for p in ROOT.rglob(name))
    for path in (BUILD, ROOT / ".hypothesis", *caches, NODE_MODULES, VENV):
        shutil.rmtree(path, ignore_errors=True)


TASKS = {task.__name__: task for task in (book, slides, pdf, test, lab, serve, dist, workshop, clean)}


def main(arguments):
    if len(arguments) != 1 or arguments[0] not in TASKS:
        for name, task in TASKS.items():
            print(f"{name:10}{task.__doc__}")
        sys.exit(2 if arguments else 0)
    try:
        TASKS[arguments[0]]()
    except KeyboardInterrupt:
        sys.exit(130)
