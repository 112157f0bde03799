"""The reader's own notebooks: what is in them, where they come from, and how far the exercises are."""

import errno
import json
import os
import re
import select
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from unittest.mock import MagicMock

import nbformat
import pytest
from jupyter_core.paths import jupyter_config_path

from minigrad.course.__main__ import main
from minigrad.course.commands import answers, doctor, start
from minigrad.course.commands.handout import handouts

ROOT = Path(__file__).parents[2]


# What is handed out


def cells_of(content):
    """(tags, source) of each cell, read here and not by what is tested."""
    return [(cell["metadata"].get("tags", []), "".join(cell["source"])) for cell in json.loads(content)["cells"]]


def solutions():
    """(page, what the solution has and its exercise lacks, line by line) for every solution of the book."""
    for path in sorted((ROOT / "book").rglob("*.ipynb")):
        cells = cells_of(path.read_bytes())
        for (_, exercise), (tags, solution) in pairwise(cells):
            if "solution" in tags:
                given = {line.strip() for line in exercise.splitlines()} | {"", "# end of your code"}
                yield path.stem, [line.strip() for line in solution.splitlines() if line.strip() not in given]


def test_no_line_of_a_solution_is_in_the_copies():
    made = [json.loads(content) for place, content in handouts(ROOT / "book") if place.suffix == ".ipynb"]
    copies = ["".join(cell["source"]) for notebook in made for cell in notebook["cells"]]
    pages = [cell for path in (ROOT / "book").rglob("*.ipynb") for cell in cells_of(path.read_bytes())]
    taught = [source for tags, source in pages if "solution" not in tags]
    assert sorted(map(unlinked, copies)) == sorted(map(unlinked, taught))
    found, plain = list(solutions()), 0
    for page, lines in found:
        # A loop can share `loss.backward()` with its chapter. An answer shares nothing, and no cell has the whole.
        seen = [line for line in lines if any(line in source for source in copies)]
        assert not [line for line in seen if "# your answer" in line]
        whole = any(all(line in source for line in lines) for source in copies)
        assert not whole or (page, lines) == ("leaves", TAUGHT), (page, lines)
        plain += not seen
    assert len(found) > 70
    assert plain > 0.8 * len(found)


def unlinked(source):
    return re.sub(r"\[([^]]+)\]\([^)\s]+\)", r"\1", source)


TAUGHT = ["with torch.no_grad():", "w -= lr * w.grad"]  # the chapter's own cure, which the exercise asks for again


def test_the_copies_lead_nowhere_else_and_tell_nothing_of_teaching():
    made = dict(handouts(ROOT / "book"))
    assert not [place for place in made if "teaching" in place.parts]
    links = 0
    for place, content in made.items():
        for goal in re.findall(r"\]\((?!https?:)([\w./-]+\.(?:md|ipynb))[)#]", content.decode("utf-8", "replace")):
            assert Path(os.path.normpath(place.parent / goal)) in made, (place, goal)
            links += 1
    assert links > 100
    assert "Three plans" in made[Path("index.ipynb")].decode()
    assert "(https://" in made[Path("inside/pytorch.ipynb")].decode()


def test_the_copies_have_no_outputs_and_all_exercises():
    asked = set()
    for place, content in handouts(ROOT / "book"):
        if place.suffix == ".ipynb":
            code = [cell for cell in json.loads(content)["cells"] if cell["cell_type"] == "code"]
            assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
            asked |= {name for cell in code for name in answers.asked("".join(cell["source"]))}
    assert len(asked) == len(list(solutions()))


def test_a_copy_is_what_jupyter_would_write():
    for _, content in handouts(ROOT / "book" / "state"):
        notebook = nbformat.reads(content.decode(), as_version=4)
        nbformat.validate(notebook)
        assert nbformat.writes(notebook) + "\n" == content.decode()


def test_a_copy_of_a_copy_is_the_same(tmp_path):
    first = list(handouts(ROOT / "book" / "gradients"))
    for place, content in first:
        (tmp_path / place).write_bytes(content)
    assert list(handouts(tmp_path)) == first


# A folder of one's own


def test_start_twice(tmp_path, capsys):
    mine = tmp_path / "my folder"
    assert main(["start", str(mine), "--no-lab"]) == 0
    assert (mine / "gradients" / "slopes.ipynb").is_file()
    assert (mine / "descent" / "digits.csv.gz").is_file()
    assert not (mine / "_root").exists()
    (mine / "gradients" / "slopes.ipynb").write_text("mine")
    (mine / "state" / "detach.ipynb").unlink()
    capsys.readouterr()
    assert main(["start", str(mine), "--no-lab"]) == 0
    said = capsys.readouterr().out
    assert "Files copied: 1" in said
    assert "Left as they are, because they differ from the course's: slopes\n" in said
    assert (mine / "gradients" / "slopes.ipynb").read_text() == "mine"
    assert (mine / "state" / "detach.ipynb").is_file()


def test_start_opens_lab_in_the_folder(tmp_path):
    lab = tmp_path / "fake" / "jupyterlab"
    lab.mkdir(parents=True)
    (lab / "__init__.py").touch()
    (lab / "__main__.py").write_text(
        "import logging, os, sys; import minigrad; print('LAB', os.getcwd(), sys.argv[1:])\n"
        "class Interrupted:\n"
        "    def write(self, text): raise RuntimeError('reentrant call')\n"
        "logging.StreamHandler(Interrupted()).handle(logging.makeLogRecord({})); sys.exit(7)"
    )
    # The repository is where it is typed, and nowhere else: the notebooks find minigrad all the same.
    home = dict.fromkeys(("HOME", "USERPROFILE"), str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-m", "minigrad.course", "start"],
        cwd=ROOT,
        env={**os.environ, **home, "PYTHONPATH": str(lab.parent)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1  # what Lab says is said by Lab
    assert re.search(rf"^LAB {re.escape(str(tmp_path / 'backward'))} \[.*'index\.ipynb'\]$", done.stdout, re.MULTILINE)
    assert done.stderr == ""


@pytest.fixture
def lab(monkeypatch):
    """Stands in for JupyterLab, which ends at once."""
    popen = MagicMock()
    process = popen.return_value.__enter__.return_value
    process.poll.return_value = process.returncode = 0
    monkeypatch.setattr(start.subprocess, "Popen", popen)
    monkeypatch.setattr(start.signal, "signal", MagicMock())
    return popen


def test_lab_with_a_home_that_is_read_only_keeps_its_settings_beside_the_notebooks(tmp_path, monkeypatch, lab, capsys):
    assert main(["start", str(tmp_path)]) == 0
    assert lab.call_args.kwargs["env"].get("HOME") == os.environ.get("HOME")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "no such folder"))
    assert main(["start", str(tmp_path)]) == 0
    assert [lab.call_args.kwargs["env"][name] for name in ("HOME", "USERPROFILE")] == [str(tmp_path)] * 2
    assert "JupyterLab keeps its settings in" in capsys.readouterr().out


def test_root_is_not_refused(tmp_path, monkeypatch, lab, capsys):
    for number, words in ((0, ["--allow-root", "index.ipynb"]), (1000, ["index.ipynb"])):
        monkeypatch.setattr(os, "geteuid", lambda number=number: number, raising=False)
        assert main(["start", str(tmp_path)]) == 0
        assert lab.call_args.args[0][3:] == words
    assert capsys.readouterr().out.count("You are root, and so is what your notebooks run.") == 1


@pytest.fixture
def terminal(tmp_path):
    """`start` in a terminal, where one key reaches both programs: (process, a function that types when it has read)."""
    pty = pytest.importorskip("pty", reason="this system has no terminals that a program can type in")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "BROWSER": "true", "HOME": str(tmp_path)}
    child, ours = pty.fork()
    if not child:
        words = [sys.executable, "-m", "minigrad.course", "start", str(tmp_path / "mine")]
        os.execve(sys.executable, words, environment)
    said = ""

    def press(until, again=False):
        """Ctrl+C when something is said, or again and again until it is. Returns all that was said."""
        nonlocal said
        while until not in said:
            if again and not select.select([ours], [], [], 0.5)[0]:
                os.write(ours, b"\x03")
                continue
            said += os.read(ours, 1024).decode(errors="replace")  # an error if both have ended without it
        os.write(ours, b"\x03")
        return said

    yield child, press
    os.close(ours)


def test_control_c_twice_stops_lab_and_a_third_does_no_harm(terminal, tmp_path):
    child, press = terminal
    for said in ("twice to skip confirmation", "Shut down this Jupyter server", "stopping"):
        press(said)
    assert "Traceback" not in press(f"JupyterLab has stopped. Your notebooks are in {tmp_path / 'mine'}")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_control_c_stops_lab_while_it_starts(terminal):
    child, press = terminal
    press("JupyterLab opens in the browser.")
    assert "Traceback" not in press("JupyterLab has stopped.", again=True)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_lab_asks_nothing_before_the_course(tmp_path, monkeypatch, lab):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path / "the user's"))
    assert main(["start", str(tmp_path)]) == 0
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", lab.call_args.kwargs["env"]["JUPYTER_CONFIG_PATH"])
    folders = jupyter_config_path()
    assert str(tmp_path / "the user's") in folders
    assert "@jupyterlab/apputils-extension:announcements" in doctor.switched_off(folders)


def test_lab_is_not_started_on_a_full_disk(tmp_path, monkeypatch, lab, capsys):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    assert main(["start", str(tmp_path), "--no-lab"]) == 0
    for name in ("TemporaryFile", "gettempdir"):
        with monkeypatch.context() as patched:
            patched.setattr(doctor.tempfile, name, full)
            assert main(["start", str(tmp_path)]) == 1
        assert "JupyterLab cannot start: No space left on device." in capsys.readouterr().err
    lab.assert_not_called()


def test_a_full_disk_leaves_no_half_notebook(tmp_path):
    """No file may grow beyond what the system allows: as on a full disk, a write stops in the middle."""
    resource = pytest.importorskip("resource", reason="this system cannot limit what a process writes")
    mine, command = tmp_path / "mine", [sys.executable, "-m", "minigrad.course", "start", str(tmp_path / "mine")]
    sizes = [len(content) for _, content in handouts(ROOT / "book")]

    def copy(most):
        limit = None if most is None else lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        return subprocess.run([*command, "--no-lab"], cwd=ROOT, preexec_fn=limit, capture_output=True, text=True)

    full = copy(max(sizes) - 1)
    assert full.returncode == 1
    assert "could not be copied" in full.stderr
    assert "Name a folder on a disk with room" in full.stderr
    assert "Traceback" not in full.stderr
    assert 0 < len([path for path in mine.rglob("*") if path.is_file()]) < len(sizes)
    again = copy(None)
    assert again.returncode == 0
    assert "Left as they are" not in again.stdout
    assert sorted(path.stat().st_size for path in mine.rglob("*") if path.is_file()) == sorted(sizes)


def test_start_where_nothing_can_be_written(tmp_path, capsys, monkeypatch):
    (tmp_path / "file").touch()
    assert main(["start", str(tmp_path / "file"), "--no-lab"]) == 1
    assert main(["start", str(tmp_path / "file" / "below"), "--no-lab"]) == 1
    assert capsys.readouterr().err.count("could not be copied") == 2
    for code in (errno.EROFS, errno.EACCES):

        def refuse(path, *args, code=code, **kwargs):
            raise OSError(code, os.strerror(code), str(path))

        monkeypatch.setattr(Path, "mkdir", refuse)
        assert main(["start", str(tmp_path / "mine"), "--no-lab"]) == 1
        assert os.strerror(code) in capsys.readouterr().err


def test_notebooks_that_were_cut_off(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(start, "ROOT", tmp_path)
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "index.ipynb").write_text('{"cells": [')
    assert main(["start", str(tmp_path / "mine"), "--no-lab"]) == 1
    assert "are damaged" in capsys.readouterr().err


def test_start_never_opens_the_courses_own(capsys):
    assert main(["start", str(ROOT / "book" / "state"), "--no-lab"]) == 2
    assert "Name a folder of yours" in capsys.readouterr().err


def test_where_the_notebooks_come_from(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(start, "ROOT", tmp_path / "site-packages")
    monkeypatch.chdir(tmp_path)
    assert main(["start", "mine", "--no-lab"]) == 1
    assert "The notebooks are not here" in capsys.readouterr().err
    Path("notebooks").mkdir()
    Path("notebooks", "index.ipynb").write_text('{"cells": []}')
    assert main(["start", "mine", "--no-lab"]) == 0
    assert Path("mine", "index.ipynb").is_file()


# Progress


def test_chapters_are_those_of_the_book():
    chapters = re.findall(
        r"(?:root|file): book/(?!reference|teaching)(?:\w+/)?([\w-]+)", (ROOT / "_toc.yml").read_text()
    )
    assert tuple(chapters) == answers.CHAPTERS


def test_every_exercise_of_the_book_is_found():
    found = {
        name
        for path in (ROOT / "book").rglob("*.ipynb")
        for source, _ in answers.cells(path)
        for name in answers.asked(source)
    }
    checks = ROOT / "minigrad" / "course" / "checks"
    written = {
        f"{path.stem.replace('_', '-')}/{name}"
        for path in checks.glob("[!_]*.py")
        for name in re.findall(r'^    "([\w-]+)": Exercise\(', path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert found == written


def cell(source, printed=None, tags=()):
    outputs = [] if printed is None else [{"output_type": "stream", "name": "stdout", "text": [printed]}]
    return {"cell_type": "code", "source": source, "metadata": {"tags": list(tags)}, "outputs": outputs}


def write(path, *cells):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))


def test_progress(tmp_path, capsys):
    write(
        tmp_path / "gradients" / "slopes.ipynb",
        cell('answer = 1\ncheck("slopes/two", answer)', "Right. Yes.\n"),
        cell('answer = 2\ncheck("slopes/step", answer)', "Not yet. No.\n"),
        cell('answer = 3\ncheck("slopes/nudge", answer)'),
        cell('answer = ...\ncheck("slopes/central", answer)', "Right. Of before, when there was an answer.\n"),
        cell('answer = 1\ncheck("slopes/central", answer)', "Right. The book's own.\n", tags=["solution"]),
    )
    write(tmp_path / "a.ipynb", cell('check("index/cube", 12)', "Right. Yes.\n"), cell("print('x²')", "Right. No.\n"))
    (tmp_path / "b.ipynb").write_text("{")
    assert main(["progress", str(tmp_path)]) == 1
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[1].split() == ["index", "1", "of", "1", "-", "-"]
    assert lines[2].split() == ["slopes", "1", "of", "4", "1", "nudge,", "central"]
    assert "b.ipynb: It is not a notebook: its content is not JSON." in said.err


def test_progress_when_all_is_done_and_when_nothing_is_there(tmp_path, capsys):
    assert main(["progress", str(tmp_path)]) == 1
    assert main(["progress", str(tmp_path / "nowhere")]) == 1
    write(tmp_path / "a.ipynb", cell('check("index/cube", 12)', "Right. Yes.\n"))
    assert main(["progress", str(tmp_path)]) == 0
    assert "Every exercise is right: 1." in capsys.readouterr().out
