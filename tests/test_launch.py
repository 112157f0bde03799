"""The buttons for Binder and Colab: there once _config.yml names a repository. Built without it, the site has none."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
from jupyter_book.config import get_final_config

ROOT = Path(__file__).parents[1]
REPOSITORY = "https://github.com/someone/backward"


def test_a_repository_brings_binder_and_colab(tmp_path):
    text = (ROOT / "_config.yml").read_text(encoding="utf-8")
    named = text.replace('repository:\n  url: ""', f"repository:\n  url: {REPOSITORY}")
    assert named != text
    (tmp_path / "_config.yml").write_text(named, encoding="utf-8")
    config, _ = get_final_config(
        user_yaml=tmp_path / "_config.yml", sourcedir=tmp_path, cli_config={"latex_individualpages": False}
    )
    kept = {name: config[name] for name in ("html_theme", "html_theme_options", "nb_execution_mode")}
    settings = [f"{name} = {value!r}" for name, value in kept.items()]
    settings += ["extensions = ['myst_nb', 'sphinx_book_theme']", "root_doc = 'book/slopes'"]
    (tmp_path / "conf.py").write_text("\n".join(settings), encoding="utf-8")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Slopes")])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    (tmp_path / "book").mkdir()
    nbformat.write(notebook, tmp_path / "book" / "slopes.ipynb")
    subprocess.run([sys.executable, "-m", "sphinx", "-W", "-q", tmp_path, tmp_path / "out"], check=True)
    page = (tmp_path / "out" / "book" / "slopes.html").read_text(encoding="utf-8")
    assert re.findall(r'href="(https://(?:mybinder|colab)[^"]+)"', page) == [
        "https://mybinder.org/v2/gh/someone/backward/main?urlpath=lab/tree/book/slopes.ipynb",
        "https://colab.research.google.com/github/someone/backward/blob/main/book/slopes.ipynb",
    ]
