"""The explorers with a kernel: real JupyterLab and Notebook in a real browser, moved from both sides."""

import contextlib
import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from minigrad.course import explorers
from tests.site.figures import FIGURES

ROOT = Path(__file__).resolve().parents[2]
CELLS = [
    "from minigrad.course import LineFit\nex = LineFit()\nex",
    "print('python sees', ex.lr, ex.epoch, ex.data, *map(tuple, ex.points))",
    "ex.lr = 0.1\nex.epoch = 100\nex.data = 'line'",
    """import ipywidgets
from minigrad.course import explorers
def cube(x): return x ** 3
def bowl(x, y): return x ** 2 + y ** 2
own = {"Slope": cube, "Descent": cube, "Race": bowl}
everyone = [
    getattr(explorers, name)(**({"f": own[name]} if name in own else {})) for name in explorers.__all__
]
ipywidgets.VBox(everyone)""",
    "print(*everyone, sep='\\n')",
    "for one in everyone: setattr(one, one.frames, one.stops[one.frames][-2])",
]
STARTS = 180  # seconds that JupyterLab may take, where the machine is busy
ANSWERS = 5_000  # milliseconds after which a cell that was told to run and did not say so is told again
RUNS = 120_000  # milliseconds that a cell may take there
LINE = "(1.0, 3.0) (2.0, 5.0) (3.0, 7.0) (4.0, 9.0)"


def cube(x):
    return x**3


def bowl(x, y):
    return x**2 + y**2


OWN = {"Slope": cube, "Descent": cube, "Race": bowl}


def address_of(server, folder):
    """What a JupyterLab tells of itself once it listens at a port that it found free."""
    try:
        return json.loads((folder / f"jpserver-{server.pid}.json").read_text())["url"].rstrip("/")
    except (OSError, ValueError):  # it is not there yet, or not whole
        return None


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab of the test's own, which sees nothing of the user's."""
    home = tmp_path_factory.mktemp("lab")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    (home / "work").mkdir()
    nbformat.write(notebook, home / "work" / "explorer.ipynb")
    folders = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    environment = {**os.environ, **folders, "IPYTHONDIR": str(home / "ipython"), "PYTHONPATH": str(ROOT)}
    options = {
        "--ServerApp.root_dir": home / "work",
        "--IdentityProvider.token": "",
        "--LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"{name}={value}" for name, value in options.items()]
    log = home / "lab.log"
    with log.open("w") as output:
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
    try:
        until = time.monotonic() + STARTS
        while (address := address_of(server, home / "runtime")) is None:
            if server.poll() is not None or time.monotonic() > until:
                pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}", pytrace=False)
            time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


class Notebook:
    """The test's notebook, open in a browser."""

    def __init__(self, page, address):
        self.page, self.cells = page, page.locator(".jp-CodeCell")
        # On a busy machine Lab may ask which kernel to take before it has heard of the only one.
        dialog = page.locator(".jp-Dialog")
        page.add_locator_handler(dialog, lambda dialog: dialog.locator(".jp-mod-accept").last.click())
        page.goto(address)
        expect(self.cells).to_have_count(len(CELLS))

    def run(self, number):
        """Run a cell, wait until it is done, and return the cell."""
        cell = self.cells.nth(number)
        prompt, code = cell.locator(".jp-InputPrompt"), cell.locator(".cm-content")
        before = prompt.inner_text()
        # Without a kernel, Lab forgets what it is told to run; while it sets itself up, it may drop a key.
        expect(self.page.locator(".jp-Notebook-ExecutionIndicator")).to_have_attribute("data-status", "idle")
        for _ in range(6):
            code.click()
            expect(code).to_be_focused()
            self.page.keyboard.press("Control+Enter")
            with contextlib.suppress(AssertionError):
                expect(prompt).not_to_have_text(before, timeout=ANSWERS)
                break
        expect(prompt).not_to_have_text(before)
        expect(prompt).to_have_text(re.compile(r"\[\d+\]:"), timeout=RUNS)
        return cell

    def says(self, number, text):
        """Whether a cell prints this, once Python has heard all.

        While Python has not answered a move, the next ones wait in the browser, and the cell overtakes them. When it
        has run, that answer has come and they are sent: they are heard before the cell runs again.
        """
        output = self.run(number).locator(".jp-OutputArea-output").last
        if output.inner_text().split() != text.split():
            self.run(number)
        expect(output).to_have_text(text)


@pytest.fixture(params=["lab/tree/explorer.ipynb?reset", "notebooks/explorer.ipynb"], ids=["lab", "notebook"])
def notebook(lab, browser, request):
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(30_000)
    errors = []
    # The explorers' modules are loaded from blobs; Notebook throws errors of its own while it sets itself up.
    page.on("pageerror", lambda error: errors.append(error.stack) if "blob:" in (error.stack or "") else None)
    yield Notebook(page, f"{lab}/{request.param}")
    assert not errors, errors
    assert "LineFit" not in page.url
    context.close()


def test_both_sides_move_it(notebook):
    page = notebook.page
    figure = notebook.run(0).locator(".mg-explorer")
    lr = figure.get_by_role("slider", name="learning rate")
    epoch = figure.get_by_role("slider", name="epoch")
    expect(lr).to_be_visible()
    notebook.says(1, f"python sees 0.01 0 line {LINE} (5.0, 11.0)")

    # The browser moves Python: by keys, by mouse.
    epoch.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    lr.focus()
    page.keyboard.press("ArrowRight")
    expect(figure.locator('[data-read="epoch"]')).to_have_text("3")
    notebook.says(1, f"python sees 0.02 3 line {LINE} (5.0, 11.0)")
    expect(figure.locator('[data-read="a"]')).not_to_have_text("1.000")
    box = epoch.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(figure.locator('[data-read="epoch"]')).not_to_have_text("3")
    chosen = int(figure.locator('[data-read="epoch"]').inner_text())
    assert 20 < chosen < 60
    notebook.says(1, f"python sees 0.02 {chosen} line {LINE} (5.0, 11.0)")

    # A point is moved by keys, one is dragged, and Python computes another threshold.
    mark = figure.locator(".mg-mark")
    expect(mark).to_contain_text("0.08452")
    point = figure.get_by_role("slider", name="point 5")
    point.focus()
    page.keyboard.press("ArrowDown")
    expect(point).to_have_attribute("aria-valuetext", "x = 5.000, y = 10.80")
    notebook.says(1, f"python sees 0.02 {chosen} moved {LINE} (5.0, 10.8)")
    expect(mark).to_contain_text("0.08452")  # which knows nothing of y
    box = point.bounding_box()
    page.mouse.move(box["x"] + 22, box["y"] + 22)
    page.mouse.down()
    page.mouse.move(box["x"] - 28, box["y"] + 22, steps=5)
    page.mouse.up()
    expect(mark).not_to_contain_text("0.08452")
    expect(point).not_to_have_attribute("aria-valuetext", "x = 5.000, y = 10.80")
    place = tuple(float(number) for number in re.findall(r"[\d.]+", point.get_attribute("aria-valuetext")))
    notebook.says(1, f"python sees 0.02 {chosen} moved {LINE} {place}")

    # Python moves the browser, and answers with a run that it computes now.
    notebook.run(2)
    expect(figure.locator('[data-read="epoch"]')).to_have_text("100")
    expect(figure.locator('[data-read="loss"]')).to_have_text("7.450·10²⁷")
    expect(figure.get_by_role("status")).to_have_text(re.compile("^Diverges"))
    assert lr.get_attribute("aria-valuetext").startswith("learning rate 0.1, above")
    assert figure.get_by_role("button", name="Copy link").count() == 0


@pytest.mark.parametrize("notebook", ["lab/tree/explorer.ipynb?reset"], indirect=True)
def test_all_of_them_live(notebook):
    figures = notebook.run(3).locator(".mg-explorer")
    expect(figures).to_have_count(len(explorers.__all__))
    twins, sliders = [], []
    for i, name in enumerate(explorers.__all__):
        spec = next(spec for spec in FIGURES if spec.explorer.__name__ == name)
        trait = spec.explorer.frames
        label = next(label for label, moved in spec.sliders.items() if moved == trait)
        slider = figures.nth(i).get_by_role("slider", name=label, exact=True)
        slider.press("ArrowRight")
        twin = spec.explorer(**({"f": OWN[name]} if name in OWN else {}))
        setattr(twin, trait, twin.stops[trait][1])
        twins.append(twin)
        sliders.append(slider)
    notebook.says(4, "\n".join(map(repr, twins)))
    notebook.run(5)
    for twin, slider in zip(twins, sliders, strict=True):
        expect(slider).to_have_js_property("value", str(len(twin.stops[twin.frames]) - 2))
    for status in figures.get_by_role("status").all():
        expect(status).not_to_have_text(re.compile("^Python says"))
    for name, f in OWN.items():
        assert figures.nth(explorers.__all__.index(name)).get_by_role("radio", name=f.__name__).is_checked()


def test_the_notebook_that_is_tested_is_the_explorers(lab):
    """The server serves the test's folder and no other."""
    with urllib.request.urlopen(f"{lab}/api/contents") as answer:
        assert [item["name"] for item in json.load(answer)["content"]] == ["explorer.ipynb"]
