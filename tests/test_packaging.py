"""What the package promises in its papers: the README's sample, the versions, the imports."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIREMENTS = {
    re.match(r"[\w.-]+", line).group(): line
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
}


def test_the_readme_prints_what_it_says(capsys):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (sample,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    expected = re.findall(r"print\(.*\)\s+# (.*)", sample)
    exec(compile(sample, "README.md", "exec"), {})
    assert expected
    assert capsys.readouterr().out.splitlines() == expected


def test_every_file_the_readme_names_exists():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", readme):
        assert (ROOT / target).exists(), target


def test_the_extras_ask_for_what_requirements_install():
    extras = PROJECT["optional-dependencies"]
    for requirement in [*PROJECT["dependencies"], *extras["course"], *extras["lab"]]:
        assert requirement in REQUIREMENTS.values()


def test_the_other_projects_minigrad_is_never_asked_for():
    assert PROJECT["name"] == "minigrad-course"
    assert "minigrad" not in REQUIREMENTS


def test_the_engine_needs_numpy_alone():
    program = "import sys, minigrad; print(*{name.partition('.')[0] for name in sys.modules})"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "numpy" in loaded
    assert not loaded & {"matplotlib", "ipywidgets", "anywidget", "traitlets", "IPython", "torch", "scipy"}
