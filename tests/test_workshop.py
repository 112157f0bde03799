"""The zip for a room, packed without fetching anything; the lock that its wheels and the server's image come from."""

import ast
import os
import platform
import re
import subprocess
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from minigrad.course import __main__ as course
from minigrad.course.commands import start
from minigrad.course.commands.handout import handouts
from tools import workshop

ROOT = workshop.ROOT
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
LOCKED = workshop.locked(workshop.LOCK.read_text(encoding="utf-8"))
HUB = workshop.locked((ROOT / "requirements-hub.lock").read_text(encoding="utf-8"))


def versions(entries):
    """{name: the versions that are locked, for one system or another}."""
    found = {}
    for entry, _ in entries:
        (version,) = (specifier.version for specifier in entry.specifier)
        found.setdefault(entry.name, set()).add(version)
    return found


# The lock


def test_the_lock_is_what_pyproject_asks_for():
    locked, hub = versions(LOCKED), versions(HUB)
    asked = [*PROJECT["dependencies"], *(line for extra in PROJECT["optional-dependencies"].values() for line in extra)]
    for requirement in map(Requirement, asked):
        assert all(version in requirement.specifier for version in locked[requirement.name])
    (jupyterhub,) = map(Requirement, PYPROJECT["dependency-groups"]["hub"])
    assert all(version in jupyterhub.specifier for version in hub["jupyterhub"])
    assert {name: hub[name] for name in hub if name in locked} == {name: locked[name] for name in hub if name in locked}


def test_every_line_of_the_lock_has_a_hash():
    for entry, hashes in [*LOCKED, *HUB]:
        assert re.fullmatch(r"==[\w.]+", str(entry.specifier)), entry
        assert hashes
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line) for line in hashes)


def wanted(name):
    """{release of Python: names of what is fetched for it}."""
    ((system, python),) = workshop.targets(name)
    lots = workshop.wanted(LOCKED, system, python)
    return {release: [line.partition("==")[0] for line in lines] for release, lines in lots.items()}


def test_each_system_gets_what_it_needs():
    (linux, mac, windows) = (wanted(name)[first] for name, first in (
        ("linux-3.12", "3.12.0"), ("macos-3.13", "3.13.0"), ("windows-3.14", "3.14.0"),
    ))  # fmt: skip
    assert {"numpy", "jupyterlab", "pexpect"} <= set(linux)
    assert {"numpy", "appnope", "pexpect"} <= set(mac)
    assert {"numpy", "pywinpty", "colorama"} <= set(windows)
    assert not {"appnope", "pywinpty"} & set(linux)
    assert "pexpect" not in windows
    for names in (linux, mac, windows):
        assert len(names) == len(set(names))


def test_a_late_release_of_a_python_can_need_another_wheel():
    text = (
        "a==1 ; python_full_version < '3.11.5' \\\n    --hash=sha256:0\na==2 ; python_full_version >= '3.11.5'\nb==1\n"
    )
    lots = workshop.wanted(workshop.locked(f"# A comment\n{text}"), "linux", "3.11")
    assert lots == {"3.11.0": ["a==1 --hash=sha256:0", "b==1"], "3.11.99": ["a==2"]}
    assert workshop.wanted(workshop.locked("b==1\n"), "linux", "3.11") == {"3.11.0": ["b==1"]}


# Which wheels, and how they are asked for


def test_which_wheels_are_meant(monkeypatch):
    assert workshop.targets("linux-arm-3.11 windows-3.14") == [("linux-arm", "3.11"), ("windows", "3.14")]
    assert len(workshop.targets("")) == 1
    with pytest.raises(SystemExit, match=r"solaris-3\.12 is no system and Python"):
        workshop.targets("linux-3.12 solaris-3.12")
    monkeypatch.setattr(workshop.platform, "machine", lambda: "vax")
    with pytest.raises(SystemExit, match="no wheels for this kind of machine"):
        workshop.targets("")


def test_pip_is_asked_for_wheels_with_their_hashes(tmp_path, monkeypatch):
    asked = []

    def pip(*words):
        asked.append((words, Path(words[-1]).read_text(encoding="utf-8")))
        return len(asked) - 1

    monkeypatch.setattr(workshop, "pip", pip)
    workshop.download(tmp_path, "windows", "3.13")
    ((words, listed),) = asked
    assert {"--require-hashes", "--no-deps", "--only-binary=:all:", "win_amd64", "3.13.0"} <= set(words)
    assert re.search(r"^numpy==\S+ --hash=sha256:\w{64} ", listed, re.MULTILINE)
    with pytest.raises(SystemExit, match="could not be fetched"):
        workshop.download(tmp_path, "windows", "3.13")


# The zip


SMALL = ("site/index.html", "site/slides/state.html", "wheels/numpy.whl")


@pytest.fixture
def zips(tmp_path, monkeypatch):
    """The zip, packed twice, with a site, slides and wheels of one file each."""
    for name in SMALL:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(workshop, "HTML", tmp_path / "site")
    archives = [tmp_path / folder / "backward-workshop-1.zip" for folder in ("one", "two")]
    for archive in archives:
        archive.parent.mkdir()
        workshop.dist.pack(archive, workshop.entries("1", [("linux", "3.12")], tmp_path / "wheels"))
    return archives


def test_the_zip_is_whole_and_the_same_twice(zips):
    assert zips[0].read_bytes() == zips[1].read_bytes()
    with zipfile.ZipFile(zips[0]) as packed:
        found = {name.removeprefix("backward-workshop-1/"): packed.read(name) for name in packed.namelist()}
    pages = {f"notebooks/{place.as_posix()}": content for place, content in handouts(ROOT / "book")}
    assert "notebooks/index.ipynb" in pages
    written = {name: found[name] for name in ("README.txt", "doctor.py")}
    assert found == {**pages, **{name: name.encode() for name in SMALL}, **written}
    assert b"site/slides" in found["README.txt"]


def test_start_copies_from_the_unpacked_zip(zips, tmp_path, monkeypatch, capsys):
    zipfile.ZipFile(zips[0]).extractall(tmp_path)
    monkeypatch.chdir(tmp_path / "backward-workshop-1")
    monkeypatch.setattr(start, "ROOT", tmp_path / "nowhere")
    assert course.main(["start", str(tmp_path / "mine"), "--no-lab"]) == 0
    for place, content in handouts(ROOT / "book"):
        assert (tmp_path / "mine" / place).read_bytes() == content


def test_the_doctor_of_the_zip_needs_no_installation(zips, tmp_path):
    zipfile.ZipFile(zips[0]).extractall(tmp_path)
    unpacked = tmp_path / "backward-workshop-1"
    workshop.dist.wheel(unpacked / "wheels")
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    for folder in (tmp_path / "outside", unpacked / ".venv"):
        venv.create(folder, symlinks=os.name != "nt")
    python = tmp_path / "outside" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = subprocess.run([python, unpacked / "doctor.py"], cwd=tmp_path, env=outside, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1, "")
    assert f"ok   Python     {platform.python_version()}, {unpacked / '.venv'}" in done.stdout
    assert "Not installed: minigrad-course.\n" in done.stdout
    cure = re.search(r"-> (.*minigrad-course.*)", done.stdout)[1]
    assert cure.endswith(workshop.INSTALL.removeprefix("-m "))
    ast.parse((unpacked / "doctor.py").read_text(encoding="ascii"), feature_version=(3, 4))


def test_the_readmes_commands():
    lines = workshop.readme("1", [("linux", "3.12")]).splitlines()
    assert len(lines) == 5
    assert "site/index.html, to show: site/slides, " in lines[0]
    unix, windows = zip(
        *(re.fullmatch(r"\d\. Linux, macOS: (.+)    Windows: (.+)", line).groups() for line in lines[1:4]), strict=True
    )
    assert (unix[0], windows[0]) == ("python3.12 -m venv .venv", "py -3.12 -m venv .venv")
    assert [line.replace(".venv/bin/python", ".venv\\Scripts\\python") for line in unix[1:]] == list(windows[1:])
    install = Requirement(re.search(r'--no-index --find-links wheels "(.+)"$', unix[1])[1])
    assert install.name == PROJECT["name"]
    assert install.extras == set(PROJECT["optional-dependencies"])
    assert course.parser().parse_args(unix[2].split()[3:]).command == "start"
    assert "type python3.12 doctor.py (Windows: py -3.12 doctor.py)" in lines[4]
    several = workshop.readme("1", [("linux", "3.12"), ("windows", "3.13")])
    assert "python3 -m venv .venv    Windows: py -m venv .venv\n" in several
    assert "The wheels are for linux with Python 3.12 and windows with Python 3.13" in several


# The image


def test_the_image_copies_what_is_there():
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    sources = [name for line in lines if re.match(r"COPY (?!--from)", line) for name in line.split()[1:-1]]
    assert {"minigrad", "book", "pyproject.toml", "requirements.lock", "requirements-hub.lock"} == set(sources)
    assert all((ROOT / name).exists() for name in sources)
    kept = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert kept[0] == "*"
    assert all(any(Path(name).match(line[1:]) for line in kept if line[0] == "!") for name in sources)


def test_the_image_starts_commands_that_exist():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    typed = re.findall(r"python -m minigrad\.course ([^;&\n]*)", text)
    assert [course.parser().parse_args(words.split()).command for words in typed] == ["start", "start"]
    assert re.search(r'^CMD \["jupyterhub-singleuser"', text, re.MULTILINE)
    assert "jupyterhub" in versions(HUB)


def test_the_image_runs_as_nobody_in_particular_and_finds_its_settings():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    last = text[text.rindex("\nFROM ") :]
    (user,) = re.findall(r"^USER (\d+)$", last, re.MULTILINE)
    (number, name) = re.search(r"^RUN useradd --create-home --uid (\d+) (\w+)$", last, re.MULTILINE).groups()
    assert user == number != "0"
    assert f"\nWORKDIR /home/{name}\n" in last
    assert f'"/home/{name}"' in (ROOT / "book" / "teaching" / "before.md").read_text(encoding="utf-8")
    settings = re.search(r"JUPYTER_CONFIG_PATH=/srv/backward/(\S+)", last)[1]
    assert (ROOT / settings).samefile(start.QUIET)
