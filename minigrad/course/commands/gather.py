"""`gather`: what a class has answered. Each notebook is run again, and believed in nothing.

Stored outputs are not enough here: they can be old, edited, or missing. A notebook runs in a process of its own
(sandbox.py), in a temporary folder, with a time limit. A cell that does not end is left out, and the rest runs again:
one endless loop does not cost the other answers.
"""

import contextlib
import csv
import html
import json
import os
import re
import shutil
import signal
import site
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from . import search_path
from .answers import OPEN, RIGHT, WRONG, Unreadable, asked, blank, cells, order
from .start import notebooks, own

STOPPED, UNREADABLE = "stopped", "unreadable"
RESULTS = (RIGHT, WRONG, OPEN, STOPPED)
COLUMNS = ("participant", "notebook", "exercise", "result", "says", "answer")
ATTEMPTS = 4  # how often a notebook is started, each time without the cell that ended the time before
STARTING = 120  # seconds that loading the packages may take
LARGEST = 2_000_000  # bytes that are read of what the sandbox tells
DATA = 5_000_000  # bytes of a data file that is put beside a notebook
ROOM = 200_000_000  # bytes that a notebook may write, all its files together
BLOCK = 4096  # bytes that even an empty file takes
REPORTS = ("answers.csv", "answers.html")
MOST = 200  # exercises of a notebook, files beside it; the book has less than half of that in all
CODE = 2_000  # characters of an answer's cell in the report
SAYS = 500  # and of what is said about it

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Answers</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border-bottom: 1px solid #ccc; padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; }}
td.number {{ text-align: right; }}
ul {{ list-style: none; margin: 0; padding: 0; }}
pre {{ margin: 0; max-width: 30rem; overflow-x: auto; }}
</style>
<h1>Answers</h1>
<h2>By exercise</h2>
{exercises}
<h2>By participant</h2>
{participants}
<h2>To talk about</h2>
{details}
</html>
"""


class CannotRun(Exception):
    """Not the notebook's fault: nothing can be run here."""


@dataclass(frozen=True)
class Runner:
    """Runs cells in the sandbox."""

    seconds: int
    fonts: str  # a folder for what matplotlib finds out about the machine's fonts: once, before the first cells run

    def run(self, wanted, data):
        """Returns what the sandbox told about the cells, and how it ended."""
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            work, home = Path(folder, "work"), Path(folder, "home")
            work.mkdir()
            home.mkdir()
            for file in data:
                shutil.copyfile(file, work / file.name)
            listed, results = Path(folder, "cells"), Path(folder, "results")
            listed.write_text(json.dumps(wanted), encoding="utf-8")
            results.touch()
            with subprocess.Popen(
                [sys.executable, "-P", Path(__file__).with_name("sandbox.py"), listed, results],
                cwd=work,
                env=self.environment(home, work),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            ) as process:
                try:
                    await_start(process, results)
                    how = self.attend(process, work)
                finally:
                    end(process)
            return list(lines(results)), how

    def attend(self, process, work):
        """Wait for the end, and say how it came. No limit of the system's holds for all files together."""
        until = time.monotonic() + self.seconds
        while time.monotonic() < until:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return f"Python ended in this cell, with exit code {process.wait(0.2)}."
            if written(work) > ROOM:
                return f"It wrote more than {ROOM // 1_000_000} MB."
        return f"It ran for more than {self.seconds} seconds."

    def environment(self, home, work):
        """Nothing of the teacher's but what Python needs to start: no tokens, and another home."""
        kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "LANG")
        return {
            **{name: os.environ[name] for name in kept if name in os.environ},
            **dict.fromkeys(("HOME", "USERPROFILE", "IPYTHONDIR", "JUPYTER_CONFIG_DIR"), str(home)),
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(work)),
            **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"),
            "PYTHONPATH": search_path(),
            "PYTHONUSERBASE": site.getuserbase(),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUTF8": "1",
            "MPLBACKEND": "agg",
            "MPLCONFIGDIR": self.fonts,
        }


def gather(folder, seconds):
    """Run all notebooks below a folder, and write answers.csv and answers.html into it."""
    folder = own(folder)
    if not folder.is_dir():
        print(f"There is no folder {folder}.", file=sys.stderr)
        return 2
    found = [path for path in sorted(folder.rglob("*.ipynb")) if ".ipynb_checkpoints" not in path.parts]
    if not found:
        print(f"There are no notebooks in {folder}.", file=sys.stderr)
        return 1
    rows = []
    try:
        for name in REPORTS:  # a link of that name, handed in, would have another file written
            (folder / name).unlink(missing_ok=True)
        # Line by line: what is gathered is on the disk when the disk is full, or somebody presses Ctrl+C.
        with (
            open(folder / "answers.csv", "w", encoding="utf-8-sig", errors="replace", newline="") as file,
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as fonts,
        ):
            table = csv.writer(file)
            table.writerow(COLUMNS)
            for number, path in enumerate(found, 1):
                new = gathered(folder, path, Runner(seconds, fonts))
                counts = Counter(row["result"] for row in new)
                said = ", ".join(f"{count} {result}" for result, count in counts.items()) or "no exercises"
                print(
                    f"{number} of {len(found)}  {printable(path.relative_to(folder)).replace(chr(10), '?')}: {said}",
                    flush=True,
                )
                table.writerows([harmless(row[column]) for column in COLUMNS] for row in new)
                file.flush()
                rows += new
        page = report(rows).encode("utf-8", "replace")
        (folder / "answers.html").write_bytes(page)
    except CannotRun:
        print("Notebooks do not run on this machine. Why, says: python -m minigrad.course doctor", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"The results cannot be written in {folder}: {error.strerror or error}.", file=sys.stderr)
        print("If a table is open in another program, close it; if the folder is read-only, copy it.", file=sys.stderr)
        return 1
    print(f"\n{summary(rows)}\n\nAll of it: {folder / 'answers.html'} and answers.csv")
    return 1 if any(row["result"] == UNREADABLE for row in rows) else 0


def gathered(folder, path, runner):
    """The rows for one notebook."""
    place = path.relative_to(folder)
    about = {"participant": place.parts[0] if len(place.parts) > 1 else path.stem, "notebook": place.as_posix()}
    about = {column: printable(value) for column, value in about.items()}
    try:
        if path.is_symlink():
            raise Unreadable("It is a link to another file.")
        sources = [source for source, _ in cells(path)]
        names = {name: source for source in sources for name in asked(source)}
        if len(names) > MOST:
            raise Unreadable(f"It has more than {MOST} exercises.")
    except Unreadable as error:
        return [{**about, "exercise": "", "result": UNREADABLE, "says": str(error), "answer": ""}]
    if all(blank(source) for source in names.values()):
        outcome = dict.fromkeys(names, (OPEN, "Not answered yet."))
    else:
        outcome = verdicts(sources, names, data_for(path, names), runner)
    return [
        {
            **about,
            "exercise": name,
            "result": outcome[name][0],
            "says": printable(outcome[name][1][:SAYS]),
            "answer": printable(names[name][:CODE]),
        }
        for name in sorted(names, key=lambda name: order(name)[0])
    ]


def data_for(path, names):
    """The files that a notebook reads: the course's own where they are at hand, else what lies beside it."""
    chapters, source = {name.partition("/")[0] for name in names}, notebooks()
    pages = [page for page in source.rglob("*.ipynb") if page.stem in chapters] if source else [path]
    beside = [file for page in pages for file in page.parent.iterdir() if file.suffix not in (".ipynb", ".html")]
    files = [file for file in beside if file.is_file() and not file.is_symlink() and file.name not in REPORTS]
    return [file for file in files if file.stat().st_size < DATA][:MOST]


def verdicts(sources, names, data, runner):
    """(result, what it says) for each exercise."""
    left_out, told, started = {}, [], []
    for _ in range(ATTEMPTS):
        wanted = [(number, source) for number, source in enumerate(sources) if number not in left_out]
        told, how = runner.run(wanted, data)
        started = [line["cell"] for line in told if isinstance(line.get("cell"), int)]
        if any("end" in line for line in told):
            break
        if not started:
            raise CannotRun
        left_out[started[-1]] = how
    outcome = dict.fromkeys(names, (STOPPED, "It was not reached."))
    failed = {line["failed"]: str(line.get("says")) for line in told if isinstance(line.get("failed"), int)}
    for number, source in enumerate(sources):
        for name in asked(source):
            if number in left_out or number in failed:
                outcome[name] = STOPPED, left_out.get(number) or failed[number]
            elif number in started:
                outcome[name] = STOPPED, "Its cell ran, and did not ask the check."
    seen = {line["check"]: line["text"] for line in told if line.get("check") in names}
    return {**outcome, **judged(seen)} if seen else outcome


def judged(seen):
    """(result, what it says) for each exercise, by the line that tells what was observed of its answer."""
    done = subprocess.run(
        [sys.executable, "-P", Path(__file__).with_name("judge.py")],
        input="\n".join(seen.values()),
        env={**os.environ, "PYTHONPATH": search_path(), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    if done.returncode:
        raise CannotRun
    results = {True: RIGHT, False: WRONG, None: OPEN}
    verdicts = map(json.loads, done.stdout.splitlines())
    return {name: (results[right], said) for name, (right, said) in zip(seen, verdicts, strict=True)}


def await_start(process, results):
    """Loading the packages is the machine's time, and not the notebook's."""
    until = time.monotonic() + STARTING
    while process.poll() is None and results.stat().st_size == 0 and time.monotonic() < until:
        time.sleep(0.02)


def written(folder):
    """The bytes of all files below a folder, counted until they are too many."""
    total = 0
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            with contextlib.suppress(OSError):
                total += BLOCK + os.lstat(os.path.join(place, name)).st_size
        if total > ROOM:
            break
    return total


def end(process):
    """End the sandbox and all that it may have started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def lines(results):
    """What the sandbox told. The notebook could write there too, so only what has the right shape is taken."""
    with open(results, "rb") as file:
        content = file.read(LARGEST)
    for line in content.decode("utf-8", "replace").splitlines():
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(told, dict) and isinstance(told.get("check", ""), str):
            yield {**told, "text": line}


# The report


def printable(value):
    """Text without what a terminal would obey, and without what turns the direction of writing."""
    return "".join(letter if letter.isprintable() or letter in "\n\t" else "?" for letter in str(value))


def harmless(value):
    """What a spreadsheet shows and does not compute, also one that takes each semicolon or line for a new cell."""
    return re.sub(r"(^|[;\t\n])(\s*[=+\-@\uff1d\uff0b\uff0d\uff20])", r"\1'\2", value)


def best(rows):
    """One row for each participant and exercise: some hand in a notebook twice."""
    better = (STOPPED, OPEN, WRONG, RIGHT)
    answers = sorted((row for row in rows if row["exercise"]), key=lambda row: better.index(row["result"]))
    return {(row["participant"], row["exercise"]): row for row in answers}.values()


def by_exercise(rows):
    """For each exercise, in the book's order: its name, how many of each result, the mistakes and how often."""
    for name in sorted({row["exercise"] for row in rows}, key=order):
        mine = [row for row in rows if row["exercise"] == name]
        counts = Counter(row["result"] for row in mine)
        mistakes = Counter(row["says"].removeprefix("Not yet. ") for row in mine if row["result"] == WRONG)
        yield name, [counts[result] for result in RESULTS], mistakes


def summary(rows):
    lines = [f"{'exercise':28}" + "".join(f"{result:>9}" for result in RESULTS)]
    lines += [f"{name:28}" + "".join(f"{count:9}" for count in counts) for name, counts, _ in by_exercise(best(rows))]
    return "\n".join(lines)


def report(rows):
    """The HTML page."""
    counted = best(rows)
    exercises = [
        [name, *counts, [f"{count}x {said}" for said, count in mistakes.most_common(3)]]
        for name, counts, mistakes in by_exercise(counted)
    ]
    people = [
        [
            person,
            *(sum((row["participant"], row["result"]) == (person, result) for row in counted) for result in RESULTS),
        ]
        for person in sorted({row["participant"] for row in rows})
    ]
    details = [[row[column] for column in COLUMNS] for row in rows if row["result"] not in (RIGHT, OPEN)]
    return PAGE.format(
        exercises=html_table(["exercise", *RESULTS, "most frequent mistakes"], exercises),
        participants=html_table(["participant", *RESULTS], people),
        details=html_table(COLUMNS, details),
    )


def html_table(head, body):
    def cell(value):
        if isinstance(value, int):
            return f'<td class="number">{value}</td>'
        if isinstance(value, list):
            return f"<td><ul>{''.join(f'<li>{html.escape(line)}' for line in value)}</ul></td>"
        escaped = html.escape(value)
        return f"<td><pre>{escaped}</pre></td>" if "\n" in value else f"<td>{escaped}</td>"

    header = "".join(f"<th>{html.escape(name)}</th>" for name in head)
    return "\n".join(
        [f"<table><tr>{header}</tr>", *("<tr>" + "".join(map(cell, row)) + "</tr>" for row in body), "</table>"]
    )
