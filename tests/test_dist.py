"""What a release hands out: packed in small, twice the same; its notes, its feed; and the newest of what it needs."""

import hashlib
import os
import re
import xml.etree.ElementTree as ET
import zipfile

import pytest

from tools import changes, dist, tasks

CHANGELOG = """# Changelog

## [0.3.0] - Unreleased

- Soon.

## [0.2.0] - 2027-02-01

### Added

- `a < b`.

## [0.1.0] - 2027-01-01

- The first.
"""
ATOM = {"": "http://www.w3.org/2005/Atom"}


def test_an_archive_is_the_same_twice(tmp_path):
    sources = tmp_path / "sources"
    for name in ("b/page.html", "a.html", "b/__pycache__/left.pyc", ".ipynb_checkpoints/left.ipynb"):
        (sources / name).parent.mkdir(parents=True, exist_ok=True)
        (sources / name).write_text(name)
    archives = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        archives.append(tmp_path / folder / "site-0.1.zip")
        dist.pack(archives[-1], dist.contents(sources, [sources]))
        (sources / "a.html").touch()
    assert zipfile.ZipFile(archives[0]).namelist() == ["site-0.1/a.html", "site-0.1/b/page.html"]
    assert archives[0].read_bytes() == archives[1].read_bytes()


def test_everything_that_the_notebooks_need_is_packed():
    assert [name for name in dist.NOTEBOOKS if not (dist.ROOT / name).exists()] == []


def test_checksums_are_those_of_sha256sum(tmp_path):
    (tmp_path / "b.zip").write_bytes(b"b")
    (tmp_path / "a.zip").write_bytes(b"a")
    dist.checksums(tmp_path)
    lines = [f"{hashlib.sha256(name.encode()).hexdigest()}  {name}.zip" for name in "ab"]
    assert (tmp_path / "SHA256SUMS").read_text().splitlines() == lines


def test_the_package_is_the_same_twice_and_whole(tmp_path):
    before = dict(os.environ)
    built = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
        dist.wheel(folder)
        dist.sdist(folder)
        built.append({file.name: file.read_bytes() for file in folder.iterdir()})
    assert built[0] == built[1]
    assert dict(os.environ) == before  # a date left behind would be the site's, too
    assert sorted(name.rpartition(".")[2] for name in built[0]) == ["gz", "whl"]
    (wheel,) = (tmp_path / "one").glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"minigrad/__init__.py", "minigrad/py.typed", "minigrad/course/explorers/kit.js"} <= names


def test_releases_are_those_with_a_date():
    assert [(r.version, r.date) for r in changes.releases(CHANGELOG)] == [
        ("0.2.0", "2027-02-01"),
        ("0.1.0", "2027-01-01"),
    ]
    assert changes.releases(CHANGELOG)[0].notes == "### Added\n\n- `a < b`."


def test_the_feed_has_each_release():
    feed = ET.fromstring(changes.feed(CHANGELOG, "A & B", "https://example.org/course/"))
    assert feed.findtext("updated", namespaces=ATOM) == "2027-02-01T00:00:00Z"
    entries = feed.findall("entry", ATOM)
    assert [entry.findtext("title", namespaces=ATOM) for entry in entries] == ["A & B 0.2.0", "A & B 0.1.0"]
    assert "<code>a &lt; b</code>" in entries[0].findtext("content", namespaces=ATOM)
    assert len({entry.findtext("id", namespaces=ATOM) for entry in entries}) == 2


def test_a_feed_before_the_first_release_is_whole():
    feed = ET.fromstring(changes.feed("# Changelog\n", "Course", "https://example.org/"))
    assert feed.findall("entry", ATOM) == []
    assert feed.findtext("updated", namespaces=ATOM)


@pytest.mark.parametrize(
    ("version", "words"), [("0.0.1", "pyproject.toml is at"), (None, "CHANGELOG.md does not begin")]
)
def test_notes_of_another_version_are_refused(tmp_path, monkeypatch, version, words):
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "0.3.0"\n')
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG)
    monkeypatch.setattr(changes, "ROOT", tmp_path)
    with pytest.raises(SystemExit, match=words):
        changes.main(version or "0.3.0")


def test_notes_are_printed(tmp_path, monkeypatch, capsys):
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "0.2.0"\n')
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG.replace("## [0.3.0] - Unreleased\n\n- Soon.\n\n", ""))
    monkeypatch.setattr(changes, "ROOT", tmp_path)
    changes.main("0.2.0")
    assert capsys.readouterr().out == "### Added\n\n- `a < b`.\n"


def test_the_newest_is_what_has_no_version():
    text = (tasks.ROOT / "requirements.txt").read_text(encoding="utf-8")
    lines = [line for line in tasks.newest(text).splitlines() if line and not line.startswith("#")]
    assert "numpy" in lines
    assert "Sphinx" in lines
    assert {line.partition(" ")[0] for line in lines if re.search("[=<>]", line)} == set(
        re.findall(r"^(?:jupyter-book|jupyterlite-.+|ruff)==\S+", text, re.MULTILINE)
    )
    assert len(lines) == len([line for line in text.splitlines() if line and not line.startswith("#")])


def test_every_task_has_its_target():
    targets = re.search(r"^\.PHONY: help (.+)$", (tasks.ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[1]
    assert targets.split() == list(tasks.TASKS)
