"""The engine in a browser: its own tests, run by pytest in Pyodide, with every file from this machine."""

import base64
import io
import json
import zipfile
from pathlib import Path

from tools import dist, wheels

ROOT = Path(__file__).resolve().parents[2]
PYTEST = ("pytest", "pluggy", "iniconfig", "packaging", "pygments")
# The others ask for what a browser has not, such as mypy, threads and a process of their own, or for more time.
TESTS = ("recorded", "rules", "anomaly", "explain", "memory", "numpy", "serialization")
# What PyTorch printed, and the arithmetic of another machine does not.
OTHERWISE = {
    "random-generators": "the last digit of a logarithm",
    "random-errors_of_range": "an array of 2**31 elements cannot even be named with 32 bits",
    "schedulers-cosine": "the last digit of a cosine",
    "saved-relu_is_derived_twice": "the sign of a zero",
    "walk-second_derivative_of_the_determinant_of_a_singular_matrix": "whether rounding makes the determinant 0",
}
SLOW = ("test_memory.py::test_a_long_chain_neither_overflows_nor_lingers",)
FILES = ("minigrad", "tests/__init__.py", "tests/conftest.py", "tests/engine")
PAGE = '<!doctype html><title>Pyodide</title><link rel="icon" href="data:,"><script src="pyodide.js"></script>'
RUN = """
import json, os, sys
os.chdir("/course")
sys.path.insert(0, "/course")
import pytest

class Report:
    passed, failed = 0, {}

    def pytest_configure(self):
        from hypothesis import settings
        settings.load_profile("browser")

    def pytest_collectreport(self, report):
        if report.failed:
            self.failed[report.nodeid] = report.longreprtext

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.failed[report.nodeid] = report.longreprtext
        self.passed += report.when == "call" and report.passed

report = Report()
code = pytest.main(arguments.to_py(), [report])
json.dumps({"code": code, "passed": report.passed, "failed": report.failed})
"""


def packed(folder):
    """A zip with the engine, its tests, and the pytest that runs here."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as course:
        for file in dist.files([ROOT / name for name in FILES]):
            dist.write(course, file.relative_to(ROOT).as_posix(), file.read_bytes())
        for name in PYTEST:
            with zipfile.ZipFile(wheels.pack(name, folder)) as wheel:
                for entry in wheel.infolist():
                    dist.write(course, entry.filename, wheel.read(entry))
    return content.getvalue()


def run(page, address, content, *arguments):
    """What pytest says of the tests that the arguments name."""
    page.route(f"{address}/", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.goto(f"{address}/")
    arguments = [
        "-q",
        "--capture=sys",
        "--import-mode=importlib",
        "-pno:cacheprovider",
        "-pno:faulthandler",
        *arguments,
    ]
    said = page.evaluate(
        """async ([content, program, given]) => {
            const pyodide = await loadPyodide({ indexURL: "/", packages: ["numpy", "hypothesis"] });
            const course = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
            pyodide.unpackArchive(course, "zip", { extractDir: "/course" });
            pyodide.globals.set("arguments", given);
            return pyodide.runPython(program);
        }""",
        [base64.b64encode(content).decode(), RUN, arguments],
    )
    return json.loads(said)


def test_the_engine_passes_its_tests(page, serve, pyodide_path, tmp_path, record_property):
    chosen = [f"tests/engine/test_{name}.py" for name in TESTS]
    left_out = [*SLOW, *(f"test_recorded.py::test_recorded[{name}]" for name in OTHERWISE)]
    chosen += [f"--deselect=tests/engine/{name}" for name in left_out]
    report = run(page, serve(pyodide_path), packed(tmp_path), *chosen)
    assert not report["failed"], "\n\n".join(f"{name}: {why}" for name, why in report["failed"].items())
    assert report["code"] == 0
    assert report["passed"] > 750
    record_property("in Pyodide", report["passed"])
