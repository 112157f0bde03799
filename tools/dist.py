"""What a release hands out, in _build/dist: the package, the built site, the notebooks, and their checksums.

    python -m tools.dist    after `make book`; `make dist` does both

The same sources give the same bytes: files are packed in order, and all of them bear one date.
"""

import contextlib
import hashlib
import os
import shutil
import tomllib
import zipfile

from flit_core import buildapi

from tools.tasks import BUILD, HTML, ROOT

DIST = BUILD / "dist"
DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
EPOCH = "315532800"  # the same, as flit reads it
LEFT_OUT = {"__pycache__", ".ipynb_checkpoints"}
NOTEBOOKS = (  # with what `make lab` and `make book` need
    "book", "minigrad", "tools", "CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "LICENSE", "LICENSE-book",
    "Makefile", "README.md", "_config.yml", "_toc.yml", "pyproject.toml", "requirements.txt", "requirements.lock",
    "requirements-hub.lock", "Dockerfile", ".dockerignore",
)  # fmt: skip


def files(paths):
    """The files at and below some paths, in an order that no system changes."""
    found = [file for path in paths for file in ([path] if path.is_file() else path.rglob("*"))]
    return sorted(file for file in found if file.is_file() and not LEFT_OUT.intersection(file.parts))


def contents(root, paths, prefix=""):
    """(name, content) of each file at and below some paths, named as seen from `root`."""
    for file in files(paths):
        yield prefix + file.relative_to(root).as_posix(), file.read_bytes()


def pack(archive, entries):
    """Zip pairs of a name and a content, in a folder that bears the archive's name."""
    with zipfile.ZipFile(archive, "w") as packed:
        for name, content in entries:
            write(packed, f"{archive.stem}/{name}", content)


def write(packed, name, content):
    """Put a file into a zip that is open."""
    entry = zipfile.ZipInfo(name, DATE)
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # on Windows too, so that the permissions above count
    packed.writestr(entry, content, zipfile.ZIP_DEFLATED)


def version():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


@contextlib.contextmanager
def environment(**variables):
    """Set variables of the environment for a while."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def flit(build, folder):
    """Have flit build a part of the package into a folder, and return its path."""
    # Only here: with this variable Sphinx would date the site's copyright back.
    with contextlib.chdir(ROOT), environment(SOURCE_DATE_EPOCH=EPOCH):
        path = folder / build(str(folder))
    path.chmod(0o644)  # flit gives it to its owner alone
    return path


def wheel(folder):
    """Build the wheel."""
    return flit(buildapi.build_wheel, folder)


def sdist(folder):
    """Build the source distribution."""
    return flit(buildapi.build_sdist, folder)


def checksums(folder):
    """Write SHA256SUMS for the files in a folder: `sha256sum --check SHA256SUMS` reads it."""
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files([folder])]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")


def main():
    number = version()
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir(parents=True)
    wheel(DIST)
    sdist(DIST)
    pack(DIST / f"backward-site-{number}.zip", contents(HTML, [HTML]))
    pack(DIST / f"backward-notebooks-{number}.zip", contents(ROOT, [ROOT / name for name in NOTEBOOKS]))
    checksums(DIST)
    for file in files([DIST]):
        print(f"    {file.relative_to(ROOT).as_posix()}  {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
