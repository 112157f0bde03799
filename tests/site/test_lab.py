"""The explorer with a kernel: real JupyterLab in a real browser, moved from both sides."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).resolve().parents[2]
expect.set_options(timeout=30_000)  # a busy machine is no error
CELLS = [
    "from minigrad.course import LineFit\nex = LineFit()\nex",
    "print('python sees', ex.lr, ex.epoch)",
    "ex.lr = 0.1\nex.epoch = 100",
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab of the test's own, which sees nothing of the user's."""
    home = tmp_path_factory.mktemp("lab")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    (home / "work").mkdir()
    nbformat.write(notebook, home / "work" / "explorer.ipynb")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folders = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    environment = {**os.environ, **folders, "IPYTHONDIR": str(home / "ipython"), "PYTHONPATH": str(ROOT)}
    options = {
        "--ServerApp.port": port,
        "--ServerApp.port_retries": 0,
        "--ServerApp.root_dir": home / "work",
        "--IdentityProvider.token": "",
        "--LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"{name}={value}" for name, value in options.items()]
    log = home / "lab.log"
    with log.open("w") as output:
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            if server.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"{address}/api", timeout=2).close()
                break
            except OSError:
                time.sleep(0.2)
        else:
            pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}", pytrace=False)
        assert server.poll() is None, log.read_text()[-2000:]
        yield address
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def test_both_sides_move_it(lab, browser):
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(30_000)
    # On a busy machine Lab may ask which kernel to take before it has heard of the only one.
    page.add_locator_handler(page.locator(".jp-Dialog"), lambda dialog: dialog.locator(".jp-mod-accept").last.click())
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{lab}/lab/tree/explorer.ipynb?reset")

    cells = page.locator(".jp-CodeCell")
    expect(cells).to_have_count(len(CELLS))
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")).to_be_visible()

    def run(number):
        prompt = cells.nth(number).locator(".jp-InputPrompt")
        before = prompt.inner_text()
        for _ in range(6):  # Lab drops keys while it is still setting itself up
            cells.nth(number).locator(".cm-content").click()
            page.keyboard.press("Control+Enter")
            try:
                expect(prompt).not_to_have_text(before, timeout=5_000)
                break
            except AssertionError:
                continue
        expect(prompt).to_have_text(re.compile(r"\[\d+\]:"))

    def python_sees(lr, epoch):
        run(1)
        expect(cells.nth(1).locator(".jp-OutputArea-output").last).to_have_text(f"python sees {lr} {epoch}")

    run(0)
    figure = cells.nth(0).locator(".mg-explorer")
    lr = figure.get_by_role("slider", name="learning rate")
    epoch = figure.get_by_role("slider", name="epoch")
    expect(lr).to_be_visible()
    python_sees(0.01, 0)

    # The browser moves Python: by keys, by mouse.
    epoch.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    lr.focus()
    page.keyboard.press("ArrowRight")
    expect(figure.locator('[data-read="epoch"]')).to_have_text("3")
    python_sees(0.02, 3)
    expect(figure.locator('[data-read="a"]')).not_to_have_text("1.000")
    box = epoch.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    chosen = int(figure.locator('[data-read="epoch"]').inner_text())
    assert 40 < chosen < 80
    python_sees(0.02, chosen)

    # Python moves the browser, and answers with a run that it computes now.
    run(2)
    expect(figure.locator('[data-read="epoch"]')).to_have_text("100")
    expect(figure.locator('[data-read="loss"]')).to_have_text("7.450e27")
    expect(figure.get_by_role("status")).to_have_text(re.compile("^Diverges"))
    assert lr.get_attribute("aria-valuetext").startswith("learning rate 0.1, above")
    assert not errors, errors
    context.close()


def test_the_notebook_that_is_tested_is_the_explorers(lab):
    """The server serves the test's folder and no other."""
    with urllib.request.urlopen(f"{lab}/api/contents") as answer:
        assert [item["name"] for item in json.load(answer)["content"]] == ["explorer.ipynb"]
