"""The command line on machines where something is wrong."""

import ast
import contextlib
import errno
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from minigrad.course.commands import doctor

ROOT = Path(__file__).parents[2]


def run(*arguments, python=sys.executable, cwd=ROOT, **environment):
    """What a shell would get: (exit code, all that was printed)."""
    done = subprocess.run(
        [python, "-m", "minigrad.course", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    assert "Traceback" not in done.stdout
    return done.returncode, done.stdout


# How it starts


@pytest.mark.parametrize(
    "arguments", [(), ("nothing",), ("gather",), ("gather", "x", "--seconds", "0"), ("start", "a", "b")]
)
def test_wrong_use(arguments):
    code, said = run(*arguments)
    assert code == 2
    assert "usage:" in said


@pytest.mark.parametrize("command", [(), ("doctor",), ("start",), ("progress",), ("gather",)])
def test_help(command):
    code, said = run(*command, "--help")
    assert code == 0
    assert "usage: python -m minigrad.course" in said


def old_python(*words):
    """What this Python does with a statement or a module, when it says that it is an old one."""
    older = "import runpy, sys; sys.version_info = (2, 7, 18, 'final', 0); sys.argv = {}; {}"
    return subprocess.run([sys.executable, "-c", older.format(*words)], cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("name", ["-m", "-c"])  # how Python 3 calls a module that it still looks for, and Python 2
def test_an_old_python_gets_a_sentence(name):
    starting = old_python([name, "doctor"], "runpy._run_module_as_main('minigrad.course')")
    assert starting.returncode == 1
    assert re.fullmatch(r"minigrad needs Python 3\.11 or newer, and \S+ is 2\.7\. Install .*\n", starting.stderr)
    assert "ImportError: minigrad needs Python 3.11" in old_python(["mine.py"], "import minigrad").stderr


def test_an_old_python_can_read_the_file_that_has_the_sentence():
    """It reads the whole file before it runs the first line."""
    content = (ROOT / "minigrad" / "__init__.py").read_text(encoding="ascii")
    tree = ast.parse(content, feature_version=(3, 4))
    new = (ast.JoinedStr, ast.AnnAssign, ast.Starred, ast.Nonlocal, ast.YieldFrom, ast.NamedExpr)
    assert not [node for node in ast.walk(tree) if isinstance(node, new) or getattr(node, "cause", None)]
    for arguments in (node for node in ast.walk(tree) if isinstance(node, ast.arguments)):
        assert not arguments.kwonlyargs
        assert not [one for one in arguments.args if one.annotation]
    *before, check = tree.body[: next(i for i, node in enumerate(tree.body) if isinstance(node, ast.If)) + 1]
    assert ast.unparse(check.test) == "sys.version_info < (3, 11)"
    imported = [alias.name for node in before if not isinstance(node, ast.Expr) for alias in node.names]
    assert set(imported) <= {"importlib", "sys", "warnings"}  # Python 2 has them as well


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A Python with nothing installed."""
    folder = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


@contextlib.contextmanager
def installed(python, name, version, code=""):
    """A package where the bare Python finds it, for a while: its folder and that of its metadata."""
    program = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(subprocess.run([python, "-c", program], capture_output=True, text=True, check=True).stdout.strip())
    made = site / name, site / f"{name}-{version}.dist-info"
    for folder in made:
        folder.mkdir()
    (made[0] / "__init__.py").write_text(code)
    (made[1] / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    try:
        yield made
    finally:
        for folder in made:
            shutil.rmtree(folder)


# The doctor


def test_without_any_package_the_doctor_says_what_to_install(bare):
    code, said = run("doctor", python=bare)
    assert code == 1
    assert "ok   Python" in said
    assert "Not installed: numpy, matplotlib, " in said
    assert f'-> {bare} -m pip install "numpy>=2.0,<3" "matplotlib' in said
    assert "BAD  Kernel" in said
    assert "kernelspec" not in said  # which is a command of a package that is missing
    assert "is installed and does not start" not in said
    assert "ok   Disk" in said
    names = [line.split()[1] for line in said.splitlines() if line.startswith(("ok ", "BAD"))]
    assert names.index("Disk") < names.index("Packages")  # a full disk breaks what is checked after it


def test_the_other_commands_work_or_say_so_without_packages(bare, tmp_path):
    assert run("start", str(tmp_path / "mine"), "--no-lab", python=bare)[0] == 0
    code, said = run("start", str(tmp_path / "mine"), python=bare)
    assert code == 1
    assert "JupyterLab is not installed" in said
    assert run("progress", str(tmp_path / "mine"), python=bare)[0] == 1
    shutil.copy(tmp_path / "mine" / "index.ipynb", tmp_path / "mine" / "answered.ipynb")
    answered = (tmp_path / "mine" / "answered.ipynb").read_text().replace("answer = ...", "answer = 12")
    (tmp_path / "mine" / "answered.ipynb").write_text(answered)
    code, said = run("gather", str(tmp_path / "mine"), python=bare)
    assert code == 1
    assert "minigrad.course doctor" in said


def test_the_systems_own_python_is_left_alone(tmp_path, monkeypatch):
    assert doctor.python()[1] == []
    monkeypatch.setattr(doctor.sysconfig, "get_path", lambda name: str(tmp_path))
    monkeypatch.setattr(sys, "base_prefix", sys.prefix)
    monkeypatch.setattr(doctor, "installed", {"numpy": "2.1.0"}.get)
    assert doctor.python()[1] == []
    (tmp_path / "EXTERNALLY-MANAGED").touch()
    ((what, cure),) = doctor.python()[1]
    assert what == f"{sys.executable} is the system's own, into which pip installs nothing."
    assert f"{sys.executable} -m venv .venv\n" in cure
    monkeypatch.setattr(doctor, "installed", lambda name: "2.1.0")
    assert doctor.python()[1] == []


@pytest.mark.parametrize(
    ("version", "code", "message"),
    [
        ("1.26.4", "float32 = float", "numpy is 1.26.4, and the course needs numpy>=2.0,<3."),
        (
            "2.1.0",
            "raise ImportError('DLL load failed')",
            "numpy is installed and does not start. ImportError: DLL load",
        ),
        ("2.1.0", "import os; os._exit(3)", "Importing the packages stopped: it ended with exit code 3"),
    ],
)
def test_a_numpy_that_does_not_do(bare, version, code, message):
    with installed(bare, "numpy", version, code):
        exit_code, said = run("doctor", python=bare)
    assert exit_code == 1
    assert message in said


def test_ipywidgets_of_another_time(bare):
    with installed(bare, "ipywidgets", "7.8.5"):
        code, said = run("doctor", python=bare)
    assert code == 1
    assert "ipywidgets is 7.8.5, and the course needs ipywidgets>=8.1,<9." in said
    assert f'-> {bare} -m pip install "ipywidgets>=8.1,<9"' in said


def test_a_package_without_a_version(bare):
    with installed(bare, "numpy", "2.1.0") as made:
        (made[1] / "METADATA").write_text("")
        assert "Not installed: numpy" in run("doctor", python=bare)[1]


def test_the_doctor_outlives_what_nobody_has_thought_of(monkeypatch, capsys):
    def surprise():
        raise RuntimeError("surprise")

    for name in ("packages", "imports", "front_end", "kernel"):
        monkeypatch.setattr(doctor, name, lambda: ("", []))
        getattr(doctor, name).__name__ = name
    monkeypatch.setattr(doctor, "memory", surprise)
    assert doctor.doctor() == 1
    said = capsys.readouterr().out
    assert "This could not be found out. RuntimeError: surprise" in said
    assert "ok   Disk" in said


def test_the_doctor_finds_this_machine_well(tmp_path, monkeypatch, capsys):
    for limit in ("MEMORY", "DISK"):  # what is free now is for the other tests to fill
        monkeypatch.setattr(doctor, limit, 0)
    for folder in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"):  # and what is in them is the user's own
        monkeypatch.setenv(folder, str(tmp_path / folder))
    assert doctor.doctor() == 0, capsys.readouterr().out
    assert "BAD" not in capsys.readouterr().out


def test_the_doctor_reads_every_requirement():
    for requirement in doctor.requirements():
        assert re.fullmatch(r"[\w-]+(>=[\d.]+,<[\d.]+)", requirement)
    assert {re.match(r"[\w-]+", r).group() for r in doctor.requirements()} >= {"numpy", "jupyterlab", "ipykernel"}


@pytest.mark.parametrize(
    ("version", "fits"),
    [("2.0", True), ("2", True), ("2.4.6", True), ("2.10rc1", True), ("1.26.4", False), ("3.0.0", False)],
)
def test_versions(version, fits):
    assert doctor.satisfies(version, ">=2.0,<3") is fits


def test_wheels_beside_the_reader_are_used(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "--no-index" not in doctor.pip("numpy")
    Path("wheels").mkdir()
    assert doctor.pip("numpy").endswith("-m pip install --no-index --find-links wheels numpy")


def test_a_front_end_of_another_version(tmp_path, monkeypatch):
    front_end = tmp_path / "labextensions" / "anywidget" / "package.json"
    front_end.parent.mkdir(parents=True)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    for content in ('{"version": "0.0.1"}', "no json", "[]"):
        front_end.write_text(content)
        ((what, cure),) = doctor.front_end()[1]
        assert str(front_end.parent) in what
        assert "remove that folder" in cure


def test_a_front_end_that_is_missing(monkeypatch):
    monkeypatch.setattr(doctor, "FRONT_ENDS", {"nowhere": "anywidget"})
    ((what, cure),) = doctor.front_end()[1]
    assert what == "JupyterLab has no front end nowhere: figures stay still."
    assert cure.endswith("pip install --force-reinstall --no-deps anywidget")


@pytest.mark.parametrize("listed", [{"anywidget": True, "jupyterlab-myst": False}, ["anywidget"]])
def test_a_front_end_that_is_switched_off(tmp_path, monkeypatch, listed):
    (tmp_path / "labconfig").mkdir()
    (tmp_path / "labconfig" / "page_config.json").write_text(json.dumps({"disabledExtensions": listed}))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    ((what, cure),) = doctor.front_end()[1]
    assert what == "The front end anywidget is switched off."
    assert cure.endswith("-m jupyter labextension enable anywidget")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["/nowhere/python", "-m", "ipykernel", "-f", "{connection_file}"], "does not start. .*/nowhere/python"),
        (
            [sys.executable, "-c", "import sys; sys.prefix = '/elsewhere'; import ipykernel.kernelapp as app; "
             "app.launch_new_instance()", "-f", "{connection_file}"],
            "another Python: /elsewhere",
        ),
    ],
)  # fmt: skip
def test_a_kernel_that_is_not_this_python(tmp_path, monkeypatch, words, message):
    spec = tmp_path / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps({"argv": words, "display_name": "Python 3", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    ((what, cure),) = doctor.kernel()[1]
    assert re.search(message, what)
    assert "kernelspec remove -y python3" in cure


def test_too_little_memory(monkeypatch):
    monkeypatch.setattr(doctor, "free_memory", lambda: 300_000_000)
    assert doctor.memory()[1] == [
        ("0.3 GB free, and JupyterLab with a notebook needs 1 GB.", "close programs and browser tabs")
    ]
    monkeypatch.setattr(doctor, "free_memory", lambda: None)
    assert doctor.memory() == ("not known on this system", [])


def full(*args, **kwargs):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_disk_with_no_room(monkeypatch, tmp_path):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=1_000_000))
    assert len(doctor.disk()[1]) == 2
    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", full)
    assert [what for what, _ in doctor.disk()[1]] == [
        "Nothing can be written in your home folder: No space left on device.",
        "Nothing can be written in the folder for temporary files: No space left on device.",
    ]


def test_no_folder_for_temporary_files(monkeypatch):
    monkeypatch.setattr(doctor.tempfile, "gettempdir", full)
    monkeypatch.setattr(doctor.tempfile, "TemporaryDirectory", full)
    for check in (doctor.imports, doctor.kernel, doctor.disk):
        ((what, _),) = check()[1]
        assert "No space left on device" in what
