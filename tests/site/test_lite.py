"""JupyterLite: the button of each page, the app on the built site, and a kernel that needs no network."""

import json
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import nbformat
import pytest
from playwright.sync_api import expect
from sphinx.errors import ExtensionError

from tools import lite

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(path.relative_to(ROOT) for path in (ROOT / "book").rglob("[!.]*.ipynb"))
CHAPTER = ROOT / "book" / "descent" / "learning-rate.ipynb"
KERNEL_STARTS = 120_000  # milliseconds: Pyodide unpacks Python, and the machine may be busy


def settings(folder):
    """What a built JupyterLite says of its kernel."""
    config = json.loads((folder / "jupyter-lite.json").read_text(encoding="utf-8"))
    return config["jupyter-config-data"]["litePluginSettings"][lite.KERNEL]


def code_cells(path):
    return [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=str)
def test_each_notebook_has_its_button(site_path, path):
    page = (site_path / path).with_suffix(".html").read_text(encoding="utf-8")
    (link,) = re.findall(r'<a href="([^"]*lite/lab/[^"]*)"', page)
    address = urlsplit(link)
    lab = (site_path / path).parent / address.path
    assert lab.resolve() == (site_path / "lite" / "lab" / "index.html").resolve()
    assert lab.is_file()
    (opened,) = parse_qs(address.query)["path"]
    assert (site_path / "lite" / "files" / opened).read_bytes() == (ROOT / path).read_bytes()


def test_the_button_is_there_on_a_server_alone(open_page):
    page = open_page("book/descent/learning-rate.html")
    expect(page.get_by_role("link", name="Run", exact=True)).to_be_visible()
    page = open_page("book/descent/learning-rate.html", scheme="file")
    expect(page.locator(".btn-run")).to_be_hidden()


def test_what_the_notebooks_read_is_there(site_path):
    assert (site_path / "lite" / "files" / "book" / "descent" / "digits.csv.gz").is_file()


def test_pyodide_comes_from_its_cdn_unless_told_otherwise(site_path):
    built = settings(site_path / "lite")
    assert built["pyodideUrl"] == lite.CDN
    for name in built["loadPyodideOptions"]["packages"]:
        if name.endswith(".whl"):
            assert (site_path / "lite" / name.removeprefix("../../../../")).is_file()


@pytest.fixture
def lab(browser):
    """A function that opens a notebook in a JupyterLite, in a window so high that all of its cells are there."""
    contexts, elsewhere = [], []

    def lab(address, notebook):
        context = browser.new_context(viewport={"width": 1280, "height": 16_000})
        contexts.append(context)
        context.on(
            "request", lambda request: elsewhere.append(request.url) if "//127.0.0.1" not in request.url else None
        )
        context.route(re.compile("^https://"), lambda route: route.abort())  # the network is cut
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{address}/lab/index.html?path={notebook}")
        page.locator(".jp-CodeCell").first.wait_for()
        return page

    lab.elsewhere = elsewhere
    yield lab
    for context in contexts:
        context.close()


def test_lab_opens_the_page_on_the_built_site(lab, site_url):
    """Up to its kernel, which asks for the CDN."""
    page = lab(f"{site_url}/lite", "book/descent/learning-rate.ipynb")
    expect(page.locator(".jp-CodeCell")).to_have_count(len(code_cells(CHAPTER)), timeout=KERNEL_STARTS)
    expect(page.locator("h1", has_text="Learning rate")).to_be_visible(timeout=60_000)
    for _ in range(KERNEL_STARTS // 100):
        if lab.elsewhere:
            break
        page.wait_for_timeout(100)
    assert set(lab.elsewhere) == {lite.CDN}


def test_a_kernel_needs_no_network(lab, serve, pyodide_path, tmp_path):
    """The cells of a chapter print what they print on its page, and Python answers a figure that is moved."""
    release = shutil.make_archive(tmp_path / "release", "bztar", pyodide_path.parent, pyodide_path.name)
    lite.build(tmp_path / "lite", tmp_path / "work", release)
    assert settings(tmp_path / "lite")["pyodideUrl"] == "./static/pyodide/pyodide.js"
    page = lab(serve(tmp_path / "lite"), "book/descent/learning-rate.ipynb")
    cells = page.locator(".jp-CodeCell")
    expect(cells).to_have_count(len(code_cells(CHAPTER)), timeout=KERNEL_STARTS)

    # Without a kernel, Lab forgets what it is told to run.
    kernel = page.locator(".jp-Notebook-ExecutionIndicator")
    expect(kernel).to_have_attribute("data-status", "idle", timeout=KERNEL_STARTS)
    page.get_by_role("menuitem", name="Edit").click()
    page.get_by_role("menuitem", name="Clear Outputs of All Cells").click()
    expect(page.locator(".jp-OutputArea-output")).to_have_count(0)
    compared = 0
    for number, cell in enumerate(code_cells(CHAPTER)):
        if "jupyter" in cell.metadata:  # folded: a picture, for which there is no matplotlib here, or a solution
            continue
        place = cells.nth(number)
        place.locator(".cm-content").click()
        expect(place.locator(".cm-content")).to_be_focused()
        page.keyboard.press("Control+Enter")
        expect(place.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"), timeout=KERNEL_STARTS)
        printed = "".join(output.text for output in cell.outputs if output.output_type == "stream")
        if printed:
            expect(place.locator(".jp-OutputArea-output").first).to_have_text(printed)
            compared += 1
    assert compared > 10

    figure = page.locator(".jp-CodeCell", has_text="LineFit()").locator(".lm-Widget.mg-explorer")
    slope = figure.locator('[data-read="a"]')
    figure.get_by_role("slider", name="epoch").press("End")
    expect(slope).not_to_have_text("1.000")
    before = slope.inner_text()
    figure.get_by_role("slider", name="learning rate").press("ArrowRight")
    expect(slope).not_to_have_text(before)
    assert lab.elsewhere == []


def test_a_release_that_is_not_there_is_said(tmp_path):
    with pytest.raises(ExtensionError, match=r"PYODIDE names nowhere\.tar\.bz2"):
        lite.build(tmp_path / "lite", tmp_path / "work", "nowhere.tar.bz2")
