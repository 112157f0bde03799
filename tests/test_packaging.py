"""What the package promises in its papers: the README's sample, the versions, the imports."""

import json
import re
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import minigrad

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


def test_the_package_says_what_to_read_of_each_of_its_modules():
    listed = minigrad.__doc__.partition("first things first:\n\n")[2].splitlines()
    named = [name for line in listed for name in re.split(" {2,}", line)[0].split(", ")]
    package = Path(minigrad.__file__).parent
    there = {path.stem for path in package.glob("*.py")} | {path.parent.name for path in package.glob("*/__init__.py")}
    assert sorted(named) == sorted({*there, "ops/elementwise"} - {"__init__"})


def test_the_version_is_the_same_everywhere():
    changelog, citation = ((ROOT / name).read_text(encoding="utf-8") for name in ("CHANGELOG.md", "CITATION.cff"))
    assert re.search(r"^## \[(.+)\]", changelog, re.MULTILINE)[1] == PROJECT["version"]
    assert re.search(r"^version: (.+)$", citation, re.MULTILINE)[1] == PROJECT["version"]
    assert minigrad.__version__ == PROJECT["version"]


GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SAMPLES = [textwrap.dedent(sample) for sample in re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)]


def test_the_guides_operation_is_all_it_takes():
    (sample,) = (sample for sample in SAMPLES if sample.startswith("class "))
    imports = "import math\nimport numpy as np\nimport minigrad as torch\nfrom minigrad.function import Unary\n"
    use = "x = torch.tensor(math.pi, requires_grad=True)\ny = x.rad2deg()\ny.backward()\nprint(y, x.grad)"
    program = f"{imports}assert not hasattr(torch, 'rad2deg')\n{sample}\n{use}"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "tensor(180., grad_fn=<Rad2DegBackward0>) tensor(57.2958)\n"


def test_the_guides_exercise_accepts_its_answer_and_knows_the_wrong_ones():
    (answer,) = (sample for sample in SAMPLES if sample.startswith("answer = "))
    (sample,) = (sample for sample in SAMPLES if "exercises = {" in sample)
    given, module = {"check": lambda name, answer: None}, {}
    exec(answer, given)
    exec(sample, module)
    exercise = module["exercises"]["second"]
    assert exercise.verdict(given["answer"])[0] is True
    for wrong, why in exercise.wrong:
        assert exercise.verdict(wrong) == (False, f"Not yet. {why}")


def test_every_file_the_guide_names_exists():
    named = set(re.findall(r"`((?:book|minigrad|tests|tools)/[\w/.-]+\.\w+)`", GUIDE))
    examples = {name for name in named if re.search(r"momentum|velocity", name)}
    assert len(examples) == 3
    assert [name for name in named - examples if not (ROOT / name).is_file()] == []


def test_the_extras_ask_for_what_requirements_install():
    extras = PROJECT["optional-dependencies"]
    for requirement in [*PROJECT["dependencies"], *extras["course"], *extras["lab"]]:
        assert requirement in REQUIREMENTS.values()


def test_the_other_projects_minigrad_is_never_asked_for():
    assert PROJECT["name"] == "minigrad-course"
    assert "minigrad" not in REQUIREMENTS


def test_the_npm_lock_names_contents_and_no_server():
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: package for name, package in json.loads(lock)["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if "resolved" in package or "integrity" not in package] == []


def test_the_engine_needs_numpy_alone():
    program = "import sys, minigrad; print(*{name.partition('.')[0] for name in sys.modules})"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "numpy" in loaded
    assert not loaded & {"matplotlib", "ipywidgets", "anywidget", "traitlets", "IPython", "torch", "scipy"}


def test_what_is_rarely_needed_is_loaded_when_it_is_first_used():
    program = (
        "import sys, minigrad; print(*sys.modules, *dir(minigrad), *map('autograd.{}'.format, dir(minigrad.autograd)))"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    there = set(run.stdout.split())
    assert {"nn", "optim", "draw", "linalg", "autograd.functional", "autograd.detect_anomaly"} <= there
    later = ("autograd.anomaly", "autograd.function", "calls", "linalg", "nn", "seeing", "signatures")
    assert not there & {f"minigrad.{name}" for name in later}
    assert minigrad.autograd.detect_anomaly is minigrad.autograd.anomaly.detect_anomaly
    assert minigrad.autograd.Function.__module__ == "minigrad.autograd.function"
