"""`doctor`: is everything on this machine that the course needs? With the standard library alone."""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from importlib import import_module, metadata
from pathlib import Path

from . import ROOT, search_path

PACKED = ROOT.suffix == ".whl"  # read from the wheel, which is not installed yet: doctor.py of the workshop's zip
GIGABYTE = 2**30
MEMORY = 1.0  # gigabytes: JupyterLab, a browser's tab and one kernel, with the longest chapter running
DISK = 0.2  # gigabytes: the notebooks, what is saved in them, and room for a kernel's files
PATIENCE = 60  # seconds that a slow machine may take to import the packages, or to start a kernel

# Both run in a process of their own: what they try may be broken enough to end it.
IMPORTS = """
import importlib, json
failed = {}
for name in ("numpy", "matplotlib.pyplot", "ipywidgets", "anywidget", "IPython", "minigrad.optim"):
    try:
        importlib.import_module(name)
    except BaseException as error:
        failed[name] = f"{type(error).__name__}: {error}".strip().splitlines()[0]
print(json.dumps(failed))
"""
KERNEL = """
import json
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="python3", startup_timeout=45)
try:
    said = []
    client.execute_interactive("import minigrad, sys; print(sys.prefix)", timeout=45, output_hook=said.append)
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
content = [message["content"] for message in said]
print(json.dumps({
    "prefix": "".join(c["text"] for c in content if c.get("name") == "stdout").strip(),
    "error": next((f"{c['ename']}: {c['evalue']}" for c in content if "ename" in c), ""),
}))
"""

# The front ends in JupyterLab, and the packages that bring them.
FRONT_ENDS = {
    "anywidget": "anywidget",
    "@jupyter-widgets/jupyterlab-manager": "jupyterlab_widgets",
    "jupyterlab-myst": "jupyterlab-myst",
}


def doctor():
    """Print a line for each check, and what to type below those that failed."""
    found = 0
    # What breaks all that comes after it is first.
    for check in (python, memory, disk, packages, imports, front_end, kernel):
        name = check.__name__.replace("_", " ").capitalize()
        try:
            fine, problems = check()
        except Exception as error:  # on a machine that is broken in a way nobody has thought of, the others still run
            again = "install the packages anew, in an empty environment: python -m venv FOLDER"
            fine, problems = "", [(f"This could not be found out. {type(error).__name__}: {error}", again)]
        print(f"{'ok ' if not problems else 'BAD'}  {name:10} {fine if not problems else ''}".rstrip(), flush=True)
        for what, cure in problems:
            print(f"       {what}\n       -> {cure}", flush=True)
        found += len(problems)
    if found:
        print(f"\nTo do: {found}, each marked ->. The first often cures the others. After each, run this again.")
        return 1
    print("\nAll is well. Next: python -m minigrad.course start")
    return 0


def python():
    absent = any(installed(first_name(requirement)) is None for requirement in requirements())
    managed = Path(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED").is_file() and sys.prefix == sys.base_prefix
    if absent and managed:
        what = f"{sys.executable} is the system's own, into which pip installs nothing."
        return "", [(what, f"{command('venv', '.venv')}\n          and this again, with .venv/bin/python")]
    return f"{platform.python_version()}, {sys.executable}", []


def packages():
    """What pyproject.toml asks for, or what the package says it did."""
    problems, versions, missing = [], [], {}
    for requirement in requirements():
        name, wanted = re.fullmatch(r"([\w.-]+)(.*)", requirement).groups()
        version = installed(name)
        if version is None:
            missing[name] = requirement
            continue
        versions.append(f"{name} {version}")
        if not satisfies(version, wanted):
            problems.append((f"{name} is {version}, and the course needs {name}{wanted}.", pip(requirement)))
    if PACKED:  # the course is what is missing, and brings the rest
        missing = {"minigrad-course": "minigrad-course[course,lab]"}
    if missing:
        problems.insert(0, (f"Not installed: {', '.join(missing)}.", pip(*missing.values())))
    return ", ".join(versions), problems


def requirements():
    pyproject = ROOT / "pyproject.toml"
    if pyproject.is_file():
        import tomllib

        project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
        return [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    return [re.split(r"\s*;", line)[0] for line in metadata.requires("minigrad-course")]


def first_name(requirement):
    return re.match(r"[\w-]+", requirement).group()


def satisfies(version, wanted):
    """Whether a version is inside a range of the kind that pyproject.toml uses: >=2.0,<3."""
    compare = {">=": lambda a, b: a >= b, "<": lambda a, b: a < b}
    return all(
        compare[sign](release(version), release(bound)) for sign, bound in re.findall(r"(>=|<)\s*([\d.]+)", wanted)
    )


def release(version):
    """The numbers of a version, as many as can be compared: 2.0 is (2, 0, 0)."""
    numbers = [int(number) for number in re.match(r"\d+(\.\d+)*", version).group().split(".")]
    return (*numbers, 0, 0, 0)[:4]


def pip(*wanted):
    """The command that installs something, from the folder `wheels` if that is here: a workshop has no network."""
    offline = ["--no-index", "--find-links", "wheels"] if Path("wheels").is_dir() else []
    return command("pip", "install", *offline, *wanted)


def command(*words):
    """A command line for this Python, with quotes where a shell needs them."""
    words = [sys.executable, "-m", *words]
    return " ".join(f'"{word}"' if re.search(r"[^\w./\\:=-]", word) else word for word in words)


def attempt(program):
    """(What a program printed as JSON, or None; what went wrong)."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment = {**os.environ, "PYTHONPATH": search_path(), "MPLCONFIGDIR": folder}
        try:
            # From another folder: a file named numpy.py beside the reader is not what is asked about.
            run = subprocess.run(
                [sys.executable, "-c", program],
                cwd=folder,
                env=environment,
                capture_output=True,
                timeout=PATIENCE,
                encoding="utf-8",
                errors="replace",
            )
        except subprocess.TimeoutExpired:
            return None, f"no answer after {PATIENCE} seconds"
    try:
        return json.loads(run.stdout.splitlines()[-1]), ""
    except (IndexError, ValueError):
        return None, (run.stderr.strip().splitlines() or [f"it ended with exit code {run.returncode}"])[-1]


def imports():
    try:
        failed, error = attempt(IMPORTS)
    except OSError as failure:
        failed, error = None, str(failure)
    if failed is None:
        return "", [(f"Importing the packages stopped: {error}", pip("--force-reinstall", *requirements()))]
    problems = []
    for module, said in failed.items():
        name = module.partition(".")[0]
        wanted = [requirement for requirement in requirements() if first_name(requirement) == name]
        if installed(name) is None and any(
            installed(first_name(requirement)) is None for requirement in requirements()
        ):
            continue  # the line above has said so, of this one or of one that would bring it
        if name == "minigrad" and len(failed) > 1:
            continue  # it cannot, without what failed before
        cure = pip("--force-reinstall", *wanted or [name])
        what = "is not installed." if installed(name) is None else f"is installed and does not start. {said}"
        problems.append((f"{name} {what}", cure))
    return "all that is installed starts", problems


def front_end():
    """The figures' JavaScript: installed where this JupyterLab looks, of the same version, and not switched off."""
    try:
        jupyter_path = import_module("jupyter_core.paths").jupyter_path
        config_path = import_module("jupyter_core.paths").jupyter_config_path
    except Exception as error:
        return "", [(f"JupyterLab cannot be asked where it looks. {error}", pip("--force-reinstall", "jupyterlab"))]
    problems = []
    off = switched_off(config_path())
    for name, package in FRONT_ENDS.items():
        manifests = [Path(folder, name, "package.json") for folder in jupyter_path("labextensions")]
        manifest = next((path for path in manifests if path.is_file()), None)
        again = pip("--force-reinstall", "--no-deps", package)
        if manifest is None:
            problems.append((f"JupyterLab has no front end {name}: figures stay still.", again))
        elif name == "anywidget" and told(manifest).get("version") != installed(package):
            what = f"The front end {name} in {manifest.parent} is {told(manifest).get('version')}"
            problems.append((f"{what}, and the package is {installed(package)}.", f"remove that folder, then {again}"))
        if name in off:
            cure = command("jupyter", "labextension", "enable", name)
            problems.append((f"The front end {name} is switched off.", cure))
    return ", ".join(FRONT_ENDS), problems


def told(path):
    """The object in a JSON file; an empty one where it cannot be read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def installed(package):
    """Its version, or None. An installation that was interrupted can leave a package without one."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def switched_off(folders):
    names = set()
    for folder in folders:
        listed = told(Path(folder, "labconfig", "page_config.json")).get("disabledExtensions", {})
        names |= {name for name in listed if not isinstance(listed, dict) or listed[name]}
    return names


def kernel():
    """Start one, and ask it where it lives."""
    again = pip("--force-reinstall", *(r for r in requirements() if r.startswith("ipykernel")))
    if None in (installed("ipykernel"), installed("jupyter_client")):
        return "", [("There is no kernel without ipykernel.", again)]
    try:
        answer, error = attempt(KERNEL)
    except OSError as failure:
        answer, error = None, str(failure)
    forget = command("jupyter", "kernelspec", "remove", "-y", "python3")
    if answer is None:
        return "", [(f"The kernel python3 does not start. {error}", f"{forget}\n          {again}")]
    if os.path.realpath(answer["prefix"] or sys.prefix) != os.path.realpath(sys.prefix):
        return "", [(f"Notebooks would run on another Python: {answer['prefix']}.", f"{forget}\n          {again}")]
    if answer["error"]:
        return "", [(f"The kernel starts, and minigrad does not start in it. {answer['error']}", "cure what is above")]
    return "python3 starts, on this Python", []


def memory():
    free = free_memory()
    if free is None:
        return "not known on this system", []
    said = f"{free / GIGABYTE:.1f} GB free"
    if free < MEMORY * GIGABYTE:
        return "", [(f"{said}, and JupyterLab with a notebook needs {MEMORY:g} GB.", "close programs and browser tabs")]
    return said, []


def free_memory():
    """In bytes, or None."""
    try:
        table = dict(line.split(":") for line in Path("/proc/meminfo").read_text().splitlines())
        free = int(table["MemAvailable"].split()[0]) * 1024
        try:  # a container has less than its machine
            limit, used = (int(Path("/sys/fs/cgroup", name).read_text()) for name in ("memory.max", "memory.current"))
            free = min(free, limit - used)
        except (OSError, ValueError):
            pass
        return free
    except (OSError, ValueError, KeyError):
        return None


def disk():
    """Room, and the right to write, where notebooks and kernels need it."""
    problems, said = [], []
    other = command("minigrad.course", "start", "FOLDER")
    for name, place, cure in (
        ("your home folder", Path.home, f"make room there, or name a folder on another disk: {other}"),
        ("the folder for temporary files", tempfile.gettempdir, "make room there, or set TMPDIR to another folder"),
    ):
        try:
            folder = place()
            free = room(folder)
        except OSError as error:
            problems.append((f"Nothing can be written in {name}: {error.strerror or error}.", cure))
            continue
        said.append(f"{free / GIGABYTE:.0f} GB free in {folder}")
        if free < DISK * GIGABYTE:
            problems.append((f"{folder} has {free / GIGABYTE:.2f} GB left, and the course needs {DISK:g} GB.", cure))
    return ", ".join(said), problems


def room(folder):
    """The bytes that are free in a folder, or an OSError that says why nothing can be written there."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"backward" * 1024)
    return shutil.disk_usage(folder).free
