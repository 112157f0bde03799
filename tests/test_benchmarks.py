"""The benchmarks run: on tiny sizes, and without a word about speed."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import libraries, programs, report

ROOT = Path(__file__).parent.parent


def test_a_quick_run_prints_its_tables():
    command = [sys.executable, "-m", "benchmarks", "--quick"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    rows = [line for line in run.stdout.splitlines() if line.startswith("| ")]
    assert len(rows) == 29  # two headers, 16 rows on one thread, 11 on default threads
    assert all(row.split("|")[4].strip() not in ("", "-") for row in rows)


@pytest.mark.parametrize("training", programs.trainings(programs.Sizes(quick=True)), ids=lambda training: training[0])
def test_the_bare_engine_trains_as_minigrad_does(training):
    _, loss, values, x, y, epochs, rate = training
    trained = []
    for lib in libraries.available(("bare", "minigrad")):
        lib.x, lib.y = lib.tensor(x), lib.tensor(y)
        parameters = [lib.leaf(value) for value in values]
        lib.train(loss, parameters, epochs, rate)
        trained.append([np.asarray(p.data) for p in parameters])
    for bare, whole, value in zip(*trained, values, strict=True):
        assert not np.array_equal(bare, value)
        np.testing.assert_allclose(bare, whole, rtol=1e-4, atol=1e-6)


def test_the_bare_engine_records_where_it_may():
    lib = libraries.Bare()
    x, w = lib.leaf(np.float32([1, 2, 3])), lib.leaf(np.float32([4, 5, 6]))
    with lib.no_grad():
        assert (x * w).edge is None
    lib.backward(libraries.ten_operations(x * w * w))
    assert x.grad.data.tolist() == (np.float32([16, 25, 36]) / 32).tolist()
    assert w.grad.data.tolist() == (np.float32([8, 20, 36]) / 32).tolist()


@pytest.mark.parametrize(
    "number, text",
    [(0.0, "0"), (0.002214, "0.00221"), (0.24, "0.240"), (12.345, "12.3"), (999.6, "1,000"), (1382.1, "1,382")],
)
def test_a_figure_has_three_digits_that_count(number, text):
    assert report.figure(number) == text


def test_what_was_written_is_the_same_in_the_readme_and_in_the_book(tmp_path, monkeypatch):
    row = ["minimize x²", "ms", {"NumPy": 0.002, "bare": 0.1, "minigrad": 0.2, "PyTorch": 1.0, "MyGrad": 0.7}]
    readme = tmp_path / "README.md"
    readme.write_text(report.README.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(report, "README", readme)
    monkeypatch.setattr(report, "RESULTS", tmp_path / "results.md")
    report.write([row], [row], ["NumPy", "bare", "minigrad"])
    line = "| minimize x², ms | 0.00200 | 0.100 | 0.200 | 1.00 | 0.20 |"
    results = report.RESULTS.read_text(encoding="utf-8")
    assert results.count(line) == 2
    assert "| minimize x², ms | 0.200 | - | 0.700 |" in results
    assert readme.read_text(encoding="utf-8").count(line) == 1
    assert readme.read_text(encoding="utf-8").endswith(report.README.read_text(encoding="utf-8")[-200:])


def test_the_readme_shows_the_first_table_of_the_results():
    readme = report.README.read_text(encoding="utf-8").split(report.START)[1].split(report.END)[0].strip()
    version, table = readme.split("\n\n")
    results = report.RESULTS.read_text(encoding="utf-8")
    assert results.startswith(version)
    assert table == results.split("## On one thread\n\n")[1].split("\n\n")[0]
