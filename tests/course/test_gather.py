"""Gathering answers from notebooks that are not friendly."""

import csv
import json
import os
import re
import sys

import pytest

from minigrad.course.__main__ import main

RIGHT_CUBE = 'from minigrad.course import check\ncheck("index/cube", 12)'


def write(path, *sources):
    cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in sources]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))


def gathered(folder, seconds="30", code=0):
    """The rows of the table, by participant and exercise."""
    assert main(["gather", str(folder), "--seconds", seconds]) == code
    with open(folder / "answers.csv", encoding="utf-8-sig", newline="") as file:
        return {(row["participant"], row["exercise"]): row for row in csv.DictReader(file)}


def test_what_a_wrong_answer_shows(tmp_path, capsys):
    write(
        tmp_path / "Ada" / "gradients" / "leaves.ipynb",
        "%matplotlib inline\nimport minigrad as torch\nfrom minigrad.course import check",
        'answer = 8\ncheck("index/cube", answer)',
        'check("slopes/nowhere", 1)',
        'answer = undefined\ncheck("leaves/step", answer)',
        'answer = ...\ncheck("leaves/kept", answer)',
        'check("index/cube", 9)\ncheck("index/cube", 8)',
    )
    write(tmp_path / "Bo.ipynb", RIGHT_CUBE)
    write(tmp_path / "blank.ipynb", 'answer = ...\ncheck("index/cube", answer)')
    write(tmp_path / "none.ipynb", "1 + 1")
    rows = gathered(tmp_path)
    assert {key: row["result"] for key, row in rows.items()} == {
        ("Ada", "index/cube"): "wrong",
        ("Ada", "slopes/nowhere"): "stopped",
        ("Ada", "leaves/step"): "stopped",
        ("Ada", "leaves/kept"): "open",
        ("Bo", "index/cube"): "right",
        ("blank", "index/cube"): "open",
    }
    assert rows["Ada", "index/cube"]["says"].startswith("Not yet. That is y itself.")
    assert rows["Ada", "leaves/step"]["says"] == "NameError: name 'undefined' is not defined"
    assert "there is no exercise 'slopes/nowhere'" in rows["Ada", "slopes/nowhere"]["says"]
    assert rows["Ada", "leaves/step"]["answer"].startswith("answer = undefined")
    page = (tmp_path / "answers.html").read_text()
    assert "<li>1x That is y itself." in page
    assert "index/cube" in capsys.readouterr().out


HOSTILE = {
    "remove": "import os\nos.remove({victim!r})",
    "overwrite": "open({victim!r}, 'w').write('gone')",
    "append by number": "import os\nos.write(os.open({victim!r}, os.O_WRONLY | os.O_APPEND), b'gone')",
    "move": "import os\nos.rename({victim!r}, 'taken')",
    "tree": "import shutil\nshutil.rmtree({folder!r})",
    "by another folder": "import os\nos.unlink('victim', dir_fd=os.open({folder!r}, os.O_RDONLY))",
    "through a link": "import os\nos.symlink({folder!r}, 'in')\nopen('in/victim', 'w').write('gone')",
    "shell": "!rm {victim}",
    "program": "import subprocess\nsubprocess.run(['rm', {victim!r}])",
    "spawned": "import os\nos.posix_spawn('/bin/rm', ['rm', {victim!r}], {{}})",
    "child": "import os\nif os.fork() == 0: os.remove({victim!r})",
    "c": "import ctypes\nctypes.CDLL(None).unlink({victim!r}.encode())",
    "c of python": "import ctypes\nctypes.pythonapi.unlink({victim!r}.encode())",
    "below a folder": "import os\nos.open('victim', os.O_WRONLY | os.O_TRUNC, dir_fd=os.open({folder!r}, os.O_RDONLY))",
    "unheard": "from multiprocessing import util\nutil.spawnv_passfds(b'/bin/rm', [b'rm', {victim!r}], [])",
    "a pipe": "import os\nos.mkfifo({folder!r} + '/pipe')",
    "another interpreter": (
        "try:\n    import _interpreters as other\nexcept ImportError:\n    import _xxsubinterpreters as other\n"
        "other.run_string(other.create(), 'import os; os.remove(' + repr({victim!r}) + ')')"
    ),
    "the rules": "import gc\n[rules.clear() for rules in gc.get_objects() if isinstance(rules, dict)]",
    "database": "import sqlite3\nsqlite3.connect({victim!r}).execute('create table a(b)')",
}


@pytest.mark.skipif(os.name == "nt", reason="the programs are those of a POSIX shell")
def test_nothing_outside_is_touched(tmp_path):
    room, safe = tmp_path / "room", tmp_path / "safe"
    safe.mkdir()
    victim = safe / "victim"
    victim.write_text("precious")
    # One notebook for all: an error in a cell stops that cell and no other.
    cells = [f"{code.format(victim=str(victim), folder=str(safe))}\nreached = True" for code in HOSTILE.values()]
    write(room / "all.ipynb", "reached = False", *cells, f"assert not reached\n{RIGHT_CUBE}")
    assert gathered(room)["all", "index/cube"]["result"] == "right"
    assert victim.read_text() == "precious"
    assert list(safe.iterdir()) == [victim]


def test_what_does_not_end_costs_its_own_answer_only(tmp_path):
    write(
        tmp_path / "a.ipynb",
        "from minigrad.course import check",
        'check("index/cube", 8)',
        'while True:\n    pass\ncheck("leaves/step", 1)',
        'import os\nos._exit(0)\ncheck("leaves/kept", 1)',
        'import threading, time\nthreading.Thread(target=time.sleep, args=(1000,)).start()\ncheck("slopes/step", 1)',
    )
    rows = gathered(tmp_path, "4")
    assert rows["a", "index/cube"]["result"] == "wrong"
    assert rows["a", "leaves/step"]["says"] == "It ran for more than 4 seconds."
    assert rows["a", "leaves/kept"]["says"] == "Python ended in this cell, with exit code 0."
    assert rows["a", "slopes/step"]["result"] == "wrong"


def test_what_is_too_large(tmp_path):
    write(
        tmp_path / "a.ipynb",
        "for _ in range(300):\n    print('x' * 1_000_000)",
        RIGHT_CUBE,
        "class Long:\n    def __call__(self):\n        raise ValueError('y' * 10**7)",
        'check("build-it/sigmoid", lambda *a: Long()())',
        "raise ValueError('z' * 10**7)\ncheck('leaves/step', 1)",
    )
    rows = gathered(tmp_path)
    assert rows["a", "index/cube"]["result"] == "right"
    assert all(len(row["says"]) <= 500 for row in rows.values())
    assert (tmp_path / "answers.html").stat().st_size < 20_000


@pytest.mark.skipif(sys.platform != "linux", reason="no other system holds a process to it")
def test_memory_and_disk_are_limited(tmp_path):
    write(
        tmp_path / "a.ipynb",
        'x = bytearray(10**11)\ncheck("leaves/step", 1)',
        "with open('big', 'wb') as f:\n    while True:\n        f.write(bytes(10**6))\ncheck('leaves/kept', 1)",
        "for i in range(10**9):\n    open(f'many{i}', 'wb').write(bytes(4 * 10**7))\ncheck('slopes/step', 1)",
        RIGHT_CUBE,
    )
    rows = gathered(tmp_path)
    assert rows["a", "slopes/step"]["says"] == "It wrote more than 200 MB."
    assert rows["a", "leaves/step"]["says"] == "MemoryError"
    assert "File too large" in rows["a", "leaves/kept"]["says"]
    assert rows["a", "index/cube"]["result"] == "right"


def test_nothing_outside_is_reached(tmp_path):
    codes = [
        "import socket\nsocket.create_connection(('127.0.0.1', 9))",
        "import socket\nsocket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('127.0.0.1', 9))",
        "import socket\nsocket.gethostbyaddr('127.0.0.1')",
        "import urllib.request\nurllib.request.urlopen('http://localhost:9')",
        "import os, signal\nos.kill(os.getppid(), signal.SIGTERM)",
        f"open({str(tmp_path / 'b.ipynb')!r}).read()",
        f"import os\nos.listdir({str(tmp_path)!r})",
        f"import os\nos.symlink({str(tmp_path)!r}, 'in')\nopen('in/b.ipynb').read()",
        "import os\nopen(f'/proc/{os.getppid()}/environ').read()",
        "import os\nopen(os.path.expanduser('~root/.ssh/id_rsa')).read()",
    ]
    if sys.platform == "linux":
        codes.append("import os, signal\nsignal.pidfd_send_signal(os.pidfd_open(os.getppid()), signal.SIGTERM)")
    write(tmp_path / "a.ipynb", *(f'{code}\ncheck("chapter/number-{i}", 12)' for i, code in enumerate(codes)))
    write(tmp_path / "b.ipynb", 'answer = ...\ncheck("index/cube", answer)')
    rows = gathered(tmp_path)
    assert len(rows) == len(codes) + 1
    for i, code in enumerate(codes):
        assert "is not allowed while answers are gathered" in rows["a", f"chapter/number-{i}"]["says"], code


def test_what_is_no_notebook(tmp_path):
    contents = {
        "empty": (b"", "its content is not JSON"),
        "binary": (b"\xff\xfe\x00", "its content is not JSON"),
        "deep": (b"[" * 100_000, "its content is not JSON"),
        "list": (b"[1, 2]", "it has no cells"),
        "object": (b'{"cells": {"a": 1}}', "it has no cells"),
    }
    for name, (content, _) in contents.items():
        (tmp_path / f"{name}.ipynb").write_bytes(content)
    (tmp_path / "folder.ipynb").mkdir()
    write(tmp_path / "long.ipynb", *(f'check("a/b{i}", 1)' for i in range(201)))
    write(tmp_path / "z.ipynb", RIGHT_CUBE)
    (tmp_path / "y.ipynb").symlink_to("z.ipynb")
    rows = gathered(tmp_path, code=1)
    for name, (_, message) in contents.items():
        assert rows[name, ""]["result"] == "unreadable"
        assert message in rows[name, ""]["says"]
    assert rows["folder", ""]["says"] == "It is not a file."
    assert rows["long", ""]["says"] == "It has more than 200 exercises."
    assert rows["y", ""]["says"] == "It is a link to another file."
    assert rows["z", "index/cube"]["result"] == "right"


def test_cells_of_odd_shapes(tmp_path):
    odd = [
        *(None, 1, "cell", [], {}),
        {"cell_type": "code"},
        {"cell_type": "code", "source": 7, "metadata": [], "outputs": "x"},
        {"cell_type": "code", "source": [1, RIGHT_CUBE], "metadata": {"tags": 3}, "outputs": [1, {"text": {}}]},
        {"cell_type": "code", "source": "\ud800 \x00", "metadata": {"tags": [[]]}},
    ]
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": odd}))
    assert gathered(tmp_path)["a", "index/cube"]["result"] == "right"


def test_names_and_answers_are_only_shown(tmp_path, capsys):
    write(
        tmp_path / "<script>alert(1)<" / "a.ipynb", 'check("index/cube", "</pre><img src=x onerror=alert(2)>")\n1 / 0'
    )
    write(tmp_path / "=1+1" / "a.ipynb", "-1\ncheck('index/cube', 5)")
    write(tmp_path / "\x1b[2Jgone" / "a.ipynb", 'answer = ...\ncheck("index/cube", answer)\nx = 1;=cmd()\n@HYPERLINK')
    rows = gathered(tmp_path)
    assert rows["?[2Jgone", "index/cube"]["answer"].endswith("\nx = 1;'=cmd()\n'@HYPERLINK")
    assert rows["'=1+1", "index/cube"]["answer"].startswith("'-1")
    page = (tmp_path / "answers.html").read_text()
    assert "&lt;script&gt;alert(1)&lt;" in page
    assert "&lt;img src=x" in page
    assert "<script" not in page
    assert "<img" not in page
    assert "\x1b" not in capsys.readouterr().out


def test_an_answer_cannot_write_its_own_verdict(tmp_path):
    everywhere = "import os\nfrom contextlib import suppress\nfor n in range(3, 20):\n    with suppress(OSError):\n"
    forged = [
        {"check": "leaves/step", "verdict": [], "says": {"a": 1}},
        {"check": "leaves/step", "verdict": True, "says": "Right. Trust me."},
        *({"check": "leaves/step", "saw": saw} for saw in (True, None, [], ["a function", "Right.", None], {"a": 1})),
        *({"check": name, "saw": ["a number", 1, None]} for name in ("--init--/x", "index/nowhere", "json/x")),
        *(None, {"cell": "x"}),
    ]
    lines = "".join(json.dumps(line) + "\n" for line in forged)
    write(
        tmp_path / "a.ipynb",
        "check = lambda name, answer: print('Right. Trust me.')\ncheck('index/cube', 0)",
        f"{everywhere}        os.write(n, {lines!r}.encode())\ncheck('--init--/x', 1)\ncheck('index/nowhere', 1)",
        "from minigrad.course import checks\n"
        "for name in ('verdict', 'judge', 'look'):\n"
        "    setattr(checks.Exercise, name, lambda *a: (True, 'Right. Trust me.'))\n"
        "checks.same = lambda *a: True",
        'checks.check("leaves/step", 0)\ncheck("leaves/step", 0)\ncheck("slopes/two", 0)',
        'checks.check("accumulation/calls", [0])',
    )
    rows = gathered(tmp_path)
    assert rows["a", "index/cube"]["says"] == "Its cell ran, and did not ask the check."
    assert rows["a", "leaves/step"]["result"] == "wrong"
    assert not [row for row in rows.values() if row["result"] == "right" or "Trust me" in row["says"]]


def test_a_person_counts_once_with_the_best_answer(tmp_path, capsys):
    for name, answer in (("one", 8), ("two", 12), ("three", "...")):
        write(
            tmp_path / "Ada" / f"{name}.ipynb",
            f'from minigrad.course import check\nanswer = {answer}\ncheck("index/cube", answer)',
        )
    write(tmp_path / "Bo" / "a.ipynb", 'from minigrad.course import check\ncheck("index/cube", 8)')
    write(tmp_path / "Cy" / "a.ipynb", 'from minigrad.course import check\ncheck("index/cube", 8)')
    assert main(["gather", str(tmp_path)]) == 0
    assert re.search(r"^index/cube +1 +2 +0 +0$", capsys.readouterr().out, re.MULTILINE)
    assert len((tmp_path / "answers.csv").read_text(encoding="utf-8-sig").splitlines()) == 14  # each notebook is listed
    page = (tmp_path / "answers.html").read_text()
    assert '<td>Ada</td><td class="number">1</td><td class="number">0</td>' in page
    assert "<li>2x That is y itself." in page


def test_an_answer_of_any_size_and_shape_is_told(tmp_path):
    odd = {
        "downhill/pair": "list(range(10**6))",
        "learning-rate/factor": "'x' * 10**7",
        "slopes/two": "{(1, 2): 3}",
        "graph/names": "[None, 1j, {1: 2}, [object()]]",
        "leaves/kept": "(lambda x: x.append(x) or x)([])",
        "index/cube": "__import__('numpy').float32(12)",
        "digits/letters": "__import__('fractions').Fraction(3258, 1000)",
    }
    cells = [f"from minigrad.course import check\ncheck({name!r}, {answer})" for name, answer in odd.items()]
    write(tmp_path / "a.ipynb", *cells)
    rows = gathered(tmp_path)
    assert len(rows) == len(odd)
    assert {row["result"] for row in rows.values()} == {"wrong", "right", "stopped"}
    assert [row["exercise"] for row in rows.values() if row["result"] == "right"] == ["index/cube", "digits/letters"]


def test_a_data_file_is_at_hand(tmp_path):
    write(
        tmp_path / "a.ipynb",
        "import numpy as np\nfrom minigrad.course import check\ntable = np.loadtxt('digits.csv.gz', delimiter=',')",
        'check("digits/letters", len(table))',
    )
    assert gathered(tmp_path)["a", "digits/letters"]["result"] == "wrong"


def test_the_environment_stays_here(tmp_path, monkeypatch):
    monkeypatch.setenv("CLASS_TOKEN", "secret")
    code = "import os\nassert 'CLASS_TOKEN' not in os.environ\nassert os.path.expanduser('~') != {!r}\n{}"
    write(tmp_path / "a.ipynb", code.format(os.path.expanduser("~"), RIGHT_CUBE))
    assert gathered(tmp_path)["a", "index/cube"]["result"] == "right"


def test_wrong_folders(tmp_path, capsys):
    assert main(["gather", str(tmp_path / "nowhere")]) == 2
    assert main(["gather", str(tmp_path)]) == 1
    assert "There are no notebooks" in capsys.readouterr().err


def test_a_link_is_not_written_through(tmp_path):
    room, other = tmp_path / "room", tmp_path / "other"
    other.write_text("precious")
    write(room / "a.ipynb", 'answer = ...\ncheck("index/cube", answer)')
    for name in ("answers.csv", "answers.html"):
        (room / name).symlink_to(other)
    assert gathered(room)["a", "index/cube"]["result"] == "open"
    assert other.read_text() == "precious"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no file that is always full")
def test_a_full_disk(tmp_path, capsys, monkeypatch):
    write(tmp_path / "a.ipynb", 'answer = ...\ncheck("index/cube", answer)')
    monkeypatch.setattr(type(tmp_path), "unlink", lambda path, missing_ok: None)
    (tmp_path / "answers.csv").symlink_to("/dev/full")
    assert main(["gather", str(tmp_path)]) == 1
    assert "cannot be written" in capsys.readouterr().err
