"""The stored notebooks: run, clean, and their exercises made from the solutions."""

import copy
import sys

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell

from minigrad.course.checks import NOT_ANSWERED
from tools import notebooks

PATHS = notebooks.book()
every_notebook = pytest.mark.parametrize("path", PATHS, ids=[str(notebooks.label(path)) for path in PATHS])


def read(path):
    return nbformat.read(path, as_version=4)


def stored(cell):
    return "\n".join(notebooks.output_text(cell))


@every_notebook
def test_clean(path):
    assert notebooks.problems(read(path)) == []


@every_notebook
def test_exercises_wait_and_solutions_are_right(path):
    for cell in read(path).cells:
        if "exercise" in notebooks.tags(cell):
            assert stored(cell) == NOT_ANSWERED, cell.id
        if "solution" in notebooks.tags(cell):
            assert stored(cell).startswith("Right. "), cell.id


# What the tool does


def a_notebook(*cells):
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    notebooks.tidy(notebook)
    for count, cell in enumerate(filter(notebooks.is_run, notebook.cells), 1):
        cell.execution_count = count
    return notebook


def a_cell(source="1", tags=(), **more):
    return nbformat.v4.new_code_cell(source, id="some-cell", metadata={"tags": list(tags)}, **more)


def a_slide(kind, source):
    return nbformat.v4.new_code_cell(source, id="some-cell", metadata={"slideshow": {"slide_type": kind}})


def a_solution(**metadata):
    source = "answer = 1  # your answer: one"
    return nbformat.v4.new_code_cell(source, id="one-solution", metadata={"tags": ["solution"], **metadata})


@pytest.mark.parametrize(
    ("solution", "exercise"),
    [
        ("answer = 2 == 3  # your answer: yes or no", "answer = ...  # your answer: yes or no"),
        ("return {'a': 1}  # your answer: a dict", "return ...  # your answer: a dict"),
        ("    w = f(x=1)  # your answer: a tensor\nw", "    w = ...  # your answer: a tensor\nw"),
        (
            "def f(x):\n    # your code: 2x\n    y = x\n\n    return y + x\n    # end of your code\n\nf(1)",
            "def f(x):\n    # your code: 2x\n    ...\n\nf(1)",
        ),
    ],
)
def test_derive(solution, exercise):
    assert notebooks.derive(solution) == exercise


@pytest.mark.parametrize("solution", ["answer = 1", "# your code: never closed\nx = 1"])
def test_derive_refuses_a_solution_without_an_exercise(solution):
    with pytest.raises(ValueError, match="your code"):
        notebooks.derive(solution)


def test_tidy_puts_the_exercise_before_its_solution():
    notebook = a_notebook(a_solution(collapsed=True))
    assert [(cell.id, cell.source) for cell in notebook.cells] == [
        ("one", "answer = ...  # your answer: one"),
        ("one-solution", "answer = 1  # your answer: one"),
    ]
    assert notebook.cells[1].metadata == {
        "tags": ["solution", "hide-cell"],
        "mystnb": {"code_prompt_show": "Show the solution", "code_prompt_hide": "Hide the solution"},
        "jupyter": {"source_hidden": True, "outputs_hidden": True},
    }
    again = copy.deepcopy(notebook)
    notebooks.tidy(again)
    assert again == notebook


def test_tidy_keeps_what_makes_slides():
    assert a_notebook(a_slide("subslide", "1")).cells[0].metadata["slideshow"] == {"slide_type": "subslide"}


def test_an_exercise_that_drifts_from_its_solution_is_found():
    notebook = a_notebook(a_solution())
    assert notebooks.problems(notebook) == []
    notebook.cells[0].source = "answer = ...  # your answer: two"
    assert notebooks.problems(notebook) == ["one: differs from what its solution makes"]


def stream(text, name="stdout"):
    return nbformat.v4.new_output("stream", name=name, text=text)


def graph(name):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><title>Graph of {name}</title><desc>Leaf {name}.</desc></svg>'
    return nbformat.v4.new_output("execute_result", data={"image/svg+xml": svg}, execution_count=1)


def picture(**metadata):
    return nbformat.v4.new_output("display_data", data={"image/png": "AA=="}, metadata=metadata)


ERROR = nbformat.v4.new_output("error", ename="ValueError", evalue="no", traceback=["ValueError: no"])


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        (a_cell(outputs=[stream("<object at 0x7f8ac1303910>")]), "prints a memory address"),
        (a_cell(outputs=[stream("/home/me/minigrad/tensor.py")]), "prints a path of one machine"),
        (a_cell(outputs=[stream("careful", "stderr")]), "stores something on stderr"),
        (a_cell(outputs=[ERROR]), "raises an error"),
        (a_cell(tags=["raises-exception"]), "is tagged raises-exception and raises nothing"),
        (a_cell(outputs=[picture()]), "has a figure without alt text"),
        (a_cell(outputs=[graph("y"), graph("z")]), "shows two pictures"),
        (a_cell(outputs=[picture(**{"image/png": {"height": 9}})]), "another run would not repeat"),
        (a_cell(tags=["hide-me"]), "unknown tags: hide-me"),
        (a_cell("x = 1  # " + "long " * 20), "longer than 76"),
        (a_slide("slides", "1"), "unknown slide type: slides"),
        (a_slide("fragment", "x = 1  # " + "long " * 12), "on a slide and has a line longer than 66"),
    ],
)
def test_problems_are_found(cell, problem):
    found = notebooks.problems(a_notebook(cell))
    assert any(problem in line for line in found), found


def test_a_graph_brings_its_own_alt_text():
    notebook = a_notebook(a_cell(outputs=[graph("y")]))
    assert notebook.cells[0].metadata["mystnb"] == {"image": {"alt": "Graph of y. Leaf y."}}
    assert notebooks.problems(notebook) == []
    notebook.cells[0].metadata["mystnb"] = {"image": {"alt": "Graph of x."}}
    assert notebooks.problems(notebook) == ["some-cell: metadata is not tidy"]


def test_a_cell_that_did_not_run_is_found():
    notebook = a_notebook(a_cell())
    notebook.cells[0].execution_count = None
    assert notebooks.problems(notebook) == ["not every code cell was executed, once and in order"]


def test_metadata_of_an_editor_is_found():
    notebook = a_notebook(a_cell())
    notebook.metadata.language_info.version = "3.12.1"
    notebook.cells[0].metadata["collapsed"] = False
    assert notebooks.problems(notebook) == [
        "the notebook's metadata is not the common one",
        "some-cell: metadata is not tidy",
    ]


def test_clean_output_drops_what_changes():
    widget = nbformat.v4.new_output(
        "display_data",
        data={"text/html": "<p>", notebooks.WIDGET_VIEW: {"model_id": "1"}, "image/png": "AA=="},
        metadata={"image/png": {"width": 480, "height": 330}},
    )
    assert notebooks.clean_output(widget) == {
        "output_type": "display_data",
        "data": {"text/html": "<p>", "image/png": "AA=="},
        "metadata": {"image/png": {"width": 480}},
    }
    error = nbformat.v4.new_output(
        "error",
        ename="E",
        evalue="no",
        traceback=["-" * 75, "\x1b[31mE\x1b[39m", "Cell In[1]", "\x1b[36mFile \x1b[39m/x/y.py:1", "E: no"],
    )
    assert notebooks.clean_output(error).traceback == ["E", "Cell In[1]", "E: no"]


def test_run_executes_stores_and_shows_what_changed(tmp_path):
    path = tmp_path / "small.ipynb"
    cells = [
        nbformat.v4.new_code_cell("import minigrad\nprint(6 * 7)", id="product"),
        nbformat.v4.new_code_cell("1 / 0", id="error", metadata={"tags": ["raises-exception"]}),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    before, after = notebooks.run(path)
    assert notebooks.problems(after) == []
    assert notebooks.changes(before, after) == [
        "  product",
        "    +42",
        "  error",
        "    +ZeroDivisionError: division by zero",
    ]
    assert notebooks.changes(after, after) == []


# The cell for Colab

ADDRESS = "https://example.org/someone/backward"


def fetched(repository):
    """What a notebook's cell for Colab runs in a shell, line by line."""
    commands = []
    shell = InteractiveShell.instance()
    shell.system = commands.append
    try:
        assert shell.run_cell(notebooks.colab(repository).source).success
    finally:
        del shell.system
        InteractiveShell.clear_instance()
    return commands


def test_nothing_is_fetched_elsewhere():
    assert fetched("") == fetched(ADDRESS) == []


def test_colab_fetches_the_course(monkeypatch):
    monkeypatch.setitem(sys.modules, "google.colab", object())
    assert fetched("") == ['pip install --quiet "minigrad-course[course]"']
    clone, install = fetched(ADDRESS)
    assert clone == f"git clone --quiet --depth 1 {ADDRESS} backward && cp backward/book/*/*.gz ."
    assert install == 'pip install --quiet "./backward[course]"'


@every_notebook
def test_a_hidden_cell_after_the_title_is_for_colab(path):
    cell = read(path).cells[1]
    assert cell.source == notebooks.colab(notebooks.repository()).source
    assert (cell.metadata, cell.outputs) == ({"tags": ["remove-cell"], "jupyter": {"source_hidden": True}}, [])


def test_a_cell_for_another_repository_is_found(monkeypatch):
    notebook = a_notebook(nbformat.v4.new_markdown_cell("# Title", id="title"), a_cell())
    assert notebooks.problems(notebook) == []
    monkeypatch.setattr(notebooks, "repository", lambda: ADDRESS)
    assert notebooks.problems(notebook) == ["colab: fetches from elsewhere than _config.yml says"]
