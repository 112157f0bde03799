"""A Sphinx extension: every notebook of the book in JupyterLite, below lite/, where it runs with no server.

Python in the browser is Pyodide. It comes from its public CDN or, for a room with no network, from the site itself:

    PYODIDE=pyodide-0.27.7.tar.bz2 make book    the archive of a release of Pyodide
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from sphinx.errors import ExtensionError

from tools import dist, wheels

ROOT = Path(__file__).resolve().parent.parent
CDN = "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/pyodide.js"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
# The kernel looks for wheels from where its worker is: extensions/@jupyterlite/pyodide-kernel-extension/static.
FROM_WORKER = "../../../../wheels"
# What the course imports: from Pyodide, and as a wheel what Pyodide has not, in the version of the front end here.
PYODIDES = ("ipython", "jedi", "matplotlib", "numpy", "traitlets", "typing-extensions")
PACKED = ("anywidget", "comm", "ipywidgets", "psygnal")
NO_CONTENT = shutil.ignore_patterns(".*", "_*", "__pycache__")


def build(output, work, pyodide=None):
    """Build JupyterLite into a folder, with another one to work in."""
    for leftover in (output, work):
        shutil.rmtree(leftover, ignore_errors=True)
    (work / "wheels").mkdir(parents=True)
    packed = [dist.wheel(work / "wheels"), *(wheels.pack(name, work / "wheels") for name in PACKED)]
    packages = [*PYODIDES, *(f"{FROM_WORKER}/{wheel.name}" for wheel in packed)]
    settings = {"pyodideUrl": CDN, "loadPyodideOptions": {"packages": packages}}
    config = {"appName": "Backward", "litePluginSettings": {KERNEL: settings}}
    lite = {"jupyter-lite-schema-version": 0, "jupyter-config-data": config}
    (work / "jupyter-lite.json").write_text(json.dumps(lite), encoding="utf-8")
    shutil.copytree(ROOT / "book", work / "files" / "book", ignore=NO_CONTENT)
    if pyodide:  # a release's archive is one folder, pyodide, and JupyterLite takes what is in static/pyodide
        if not Path(pyodide).is_file():
            raise ExtensionError(f"PYODIDE names {pyodide}, and there is no such file.")
        shutil.unpack_archive(pyodide, work / "static", filter="data")
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", work, "--output-dir", output]
    command += ["--contents", work / "files", "--apps", "lab", "--no-sourcemaps", "--source-date-epoch", dist.EPOCH]
    made = subprocess.run(command, cwd=work, capture_output=True, text=True)
    if made.returncode:
        raise ExtensionError(f"JupyterLite was not built:\n{made.stdout[-2000:]}{made.stderr[-2000:]}")
    shutil.copytree(work / "wheels", output / "wheels")


def button(app, pagename, templatename, context, doctree):
    """Give a page that is a notebook the button that opens it."""
    if context.get("page_source_suffix") != ".ipynb":
        return
    link = {
        "type": "link",
        "url": f"{context['pathto']('lite/lab/index.html', 1)}?path={quote(pagename)}.ipynb",
        "text": "Run",
        "tooltip": "Run this page in the browser, with nothing to install",
        "icon": "fas fa-play",
        "label": "run",
    }
    context["header_buttons"].insert(0, link)


def finish(app, exception):
    if exception is None and app.builder.format == "html":
        output = Path(app.outdir)
        build(output / "lite", output.parent / ".lite", os.environ.get("PYODIDE"))


def without_repository(app, config):
    """Leave out Binder's and Colab's buttons, which the theme cannot make without the address of a repository."""
    if not config.html_theme_options.get("repository_url"):
        config.html_theme_options["launch_buttons"] = {}


def setup(app):
    app.connect("config-inited", without_repository)
    app.connect("html-page-context", button, priority=900)  # once the theme has its own
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
