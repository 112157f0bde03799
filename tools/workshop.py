"""A zip for a room, in _build/dist: notebooks to answer, the site with the slides, wheels to install without a network.

    python -m tools.workshop                                      after `make book`; `make workshop` does both
    WHEELS="windows-3.12 macos-3.13" python -m tools.workshop     wheels for these, and not for this machine

The wheels are those of requirements.lock, hash by hash, so the zip of tomorrow is the zip of today.
"""

import os
import platform
import re
import sys
import tempfile
from pathlib import Path

from packaging.requirements import Requirement

from minigrad.course.commands.handout import handouts
from tools import dist
from tools.tasks import HTML, ROOT, pip

LOCK = ROOT / "requirements.lock"
# For each system the oldest kinds of wheels first: those install on old and new ones. Then what markers ask about.
SYSTEMS = {
    "linux": ([f"manylinux_2_{n}_x86_64" for n in range(5, 29)], ("posix", "linux", "Linux", "x86_64")),
    "linux-arm": ([f"manylinux_2_{n}_aarch64" for n in range(17, 29)], ("posix", "linux", "Linux", "aarch64")),
    "macos": ([f"macosx_{n}_0_arm64" for n in range(11, 15)], ("posix", "darwin", "Darwin", "arm64")),
    "windows": (["win_amd64"], ("nt", "win32", "Windows", "AMD64")),
}
README = """\
Backward {version}. To read: site/index.html, to show: site/slides, to run: type these in a terminal in this folder.
1. Linux, macOS: {python} -m venv .venv    Windows: {py} -m venv .venv
2. {install}
3. {start}
If one fails, type {python} doctor.py (Windows: {py} doctor.py). The wheels are for {wheels}.
"""
INSTALL = '-m pip install --no-index --find-links wheels "minigrad-course[course,lab]"'
START = "-m minigrad.course start"


def this_machine():
    """The name of what this runs on, such as linux-3.11."""
    asked = (os.name, sys.platform, platform.system(), platform.machine())
    for system, (_, known) in SYSTEMS.items():
        if asked == known:
            return f"{system}-{sys.version_info.major}.{sys.version_info.minor}"
    return None


def targets(named):
    """[(system, Python)] for names such as linux-3.11; without names, this machine's."""
    names = named.split() or [this_machine()]
    if names == [None]:
        sys.exit(f"There are no wheels for this kind of machine. Name others, as in\n    {example()}")
    found = [re.fullmatch(rf"({'|'.join(SYSTEMS)})-(3\.\d+)", name) for name in names]
    if None in found:
        unknown = names[found.index(None)]
        sys.exit(f"{unknown} is no system and Python. Systems are {', '.join(SYSTEMS)}, as in\n    {example()}")
    return [match.groups() for match in found]


def example():
    return 'make workshop WHEELS="windows-3.12 macos-3.13"'


def locked(text):
    """[(requirement, its hashes)] of a lock file."""
    entries = re.split(r"\n(?=\w)", re.sub(r"(?m)^#.*\n", "", text).strip())
    return [(Requirement(entry.split("\\")[0]), re.findall(r"--hash=\S+", entry)) for entry in entries]


def wanted(entries, system, python):
    """What one system and Python need, as lines for pip, for the first release of that Python and for the last."""
    os_name, sys_platform, system_name, machine = SYSTEMS[system][1]
    lots, seen = {}, set()
    for release in (f"{python}.0", f"{python}.99"):
        environment = {
            "os_name": os_name,
            "sys_platform": sys_platform,
            "platform_system": system_name,
            "platform_machine": machine,
            "python_version": python,
            "python_full_version": release,
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }
        lot = [
            " ".join([f"{entry.name}{entry.specifier}", *hashes])
            for entry, hashes in entries
            if entry.marker is None or entry.marker.evaluate(environment)
        ]
        lots[release] = [line for line in lot if line not in seen]
        seen.update(lot)
    return {release: lot for release, lot in lots.items() if lot}


def download(folder, system, python):
    """Fetch the wheels that one system and Python need."""
    tags = [word for tag in SYSTEMS[system][0] for word in ("--platform", tag)]
    for release, lines in wanted(locked(LOCK.read_text(encoding="utf-8")), system, python).items():
        with tempfile.TemporaryDirectory() as work:
            listed = Path(work, "wanted.txt")
            listed.write_text("\n".join(lines), encoding="utf-8")
            words = ["--no-deps", "--require-hashes", "--only-binary=:all:", *tags, "--python-version", release]
            if pip("download", "--retries", "2", *words, "--dest", folder, "-r", listed):
                sys.exit(
                    f"\nThe wheels for {system}-{python} could not be fetched, and pip says why above. If it could not "
                    "reach the network,\nconnect and run the same command again: what has arrived is not fetched twice."
                )


def readme(version, chosen):
    one = chosen[0][1] if len({python for _, python in chosen}) == 1 else ""
    both = "Linux, macOS: .venv/bin/python {0}    Windows: .venv\\Scripts\\python {0}"
    return README.format(
        version=version,
        python=f"python{one or 3}",
        py=f"py -{one}" if one else "py",
        install=both.format(INSTALL),
        start=both.format(START),
        wheels=" and ".join(f"{system} with Python {python}" for system, python in chosen),
    )


def entries(version, chosen, wheels):
    """(name, content) of all that is in the zip."""
    yield "README.txt", readme(version, chosen).encode()
    yield "doctor.py", (ROOT / "tools" / "doctor.py").read_bytes()
    for place, content in handouts(ROOT / "book"):
        yield f"notebooks/{place.as_posix()}", content
    for name, folder in (("site", HTML), ("wheels", wheels)):
        yield from dist.contents(folder, [folder], f"{name}/")


def main():
    version, chosen = dist.version(), targets(os.environ.get("WHEELS", ""))
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder)
        dist.wheel(wheels)
        for system, python in chosen:
            print(f"Fetching the wheels for {system} with Python {python}:", flush=True)
            download(wheels, system, python)
        dist.DIST.mkdir(parents=True, exist_ok=True)
        archive = dist.DIST / f"backward-workshop-{version}.zip"
        print("Packing", flush=True)
        dist.pack(archive, entries(version, chosen, wheels))
    print(f"    {archive.relative_to(ROOT).as_posix()}  {archive.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
