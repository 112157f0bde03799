"""Pyodide for the tests, whole on this machine: its core and NumPy from npm, the rest of what a kernel needs from PyPI.

`python -m tools.pyodide` puts it into _build/pyodide, in the versions that Pyodide's own lock names. matplotlib,
sqlite3 and ssl neither has for a browser: in their place stand packages that are next to empty.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import zipfile

from tools.tasks import BUILD, NODE_MODULES, ROOT, fingerprint, is_current, say
from tools.wheels import ANYWHERE

FOLDER = BUILD / "pyodide"
CORE = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
WANTED = ("attrs", "ipython", "jedi", "micropip", "sortedcontainers", "typing-extensions")
HYPOTHESIS = "6.130.0"  # of the first in requirements.txt, which is Python alone
SQLITE3 = """# IPython names these as it starts; in a browser it keeps no history.
class Connection: ...
class DatabaseError(Exception): ...
class IntegrityError(DatabaseError): ...
class OperationalError(DatabaseError): ...
"""
STAND_INS = {"matplotlib": {}, "sqlite3": {"sqlite3.py": SQLITE3}, "ssl": {}}
# npm's build of NumPy looks up the C stack before it reuses a temporary array of 256 KB or more, and Pyodide has none
# to look up: that of no frames makes NumPy take a new array, where it would end Python.
BACKTRACE = "var wasmImports={", "var wasmImports={backtrace:()=>0,"
SITE_PACKAGES = "lib/python3.12/site-packages/"


def canonical(name):
    return name.lower().replace("_", "-")


def needed(packages, names):
    """Those packages of a lock, and what they depend on, less those that have a stand-in."""
    found = {}
    for name in map(canonical, names):
        if name not in STAND_INS:
            found |= {name: packages[name]} | needed(packages, packages[name]["depends"])
    return found


def stand_in(name, contents):
    """Write the wheel of a package that nobody has."""
    path = FOLDER / f"{name}-0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{name}-0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n")
        wheel.writestr(f"{name}-0.dist-info/WHEEL", ANYWHERE)
        for file, content in contents.items():
            wheel.writestr(file, content)
    return path


def numpy():
    """Pack what npm has of NumPy into a wheel."""
    (archive,) = (NODE_MODULES / "@emscripten-forge" / "numpy" / "pkg").glob("numpy-*.tar.gz")
    path = FOLDER / "numpy-2.0.1-cp312-cp312-pyodide_2024_0_wasm32.whl"
    with tarfile.open(archive) as packed, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for member in packed:
            if member.isfile() and member.name.startswith(SITE_PACKAGES):
                wheel.writestr(member.name.removeprefix(SITE_PACKAGES), packed.extractfile(member).read())
    return path


def main():
    state = fingerprint([ROOT / "tools" / "pyodide.py", NODE_MODULES / ".installed"])
    stamp = FOLDER / "made"
    if is_current(stamp, state):
        return
    say("Putting Pyodide together in _build/pyodide")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for name in CORE:
        shutil.copy(NODE_MODULES / "pyodide" / name, FOLDER)
    glue = FOLDER / "pyodide.asm.js"
    glue.write_text(glue.read_text(encoding="utf-8").replace(*BACKTRACE, 1), encoding="utf-8")
    lock = json.loads((NODE_MODULES / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))
    packages = needed(lock["packages"], WANTED)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
    pip += ["--python-version", "3.12", "--only-binary", ":all:", "--dest", FOLDER]
    packages["hypothesis"] = {
        **packages["attrs"],
        "name": "hypothesis",
        "version": HYPOTHESIS,
        "imports": ["hypothesis"],
    }
    packages["hypothesis"]["depends"] = ["attrs", "sortedcontainers"]
    exact = [f"{name}=={package['version']}" for name, package in packages.items()]
    if subprocess.run([*pip, *exact]).returncode:
        sys.exit(1)
    own = {canonical(wheel.name.split("-")[0]): wheel for wheel in FOLDER.glob("*.whl")}
    own |= {"numpy": numpy()} | {name: stand_in(name, contents) for name, contents in STAND_INS.items()}
    packages = {name: packages.get(name) or lock["packages"][name] for name in own}
    for name, wheel in own.items():
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        depends = [other for other in map(canonical, packages[name]["depends"]) if other in own]
        packages[name] |= {"file_name": wheel.name, "sha256": digest, "depends": depends, "package_type": "package"}
    lock["packages"] = packages
    (FOLDER / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    stamp.write_text(state)


if __name__ == "__main__":
    main()
