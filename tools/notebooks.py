"""Run the book's notebooks, and keep what they store clean.

    python tools/notebooks.py run [notebook ...]      run, store the outputs, show what changed
    python tools/notebooks.py check [notebook ...]    run nothing, say what is not clean

Without names, every notebook under book/ is meant.

An exercise is written once, as the cell with its solution (tag `solution`). The cell before it (tag
`exercise`), which the reader edits, is made from it: a line that ends in `# your answer: ...` keeps its
left-hand side only, and the lines from `# your code: ...` to `# end of your code` become `...`.

After its title each notebook has a hidden cell that fetches the course on Colab, from the repository that _config.yml
names or from PyPI while it names none, and does nothing elsewhere. It has no number: no other cell knows of it.
"""

import argparse
import copy
import difflib
import os
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import nbformat
import yaml

ROOT = Path(__file__).resolve().parent.parent

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "pygments_lexer": "ipython3",
    },
}
COLAB = "colab"
FROM_PYPI = """!pip install --quiet "minigrad-course[course]\""""
FROM_REPOSITORY = """!git clone --quiet --depth 1 {} backward && cp backward/book/*/*.gz .
    !pip install --quiet "./backward[course]\""""
TAGS = {"exercise", "solution", "hide-cell", "hide-input", "remove-cell", "remove-input", "raises-exception"}
SLIDES = {"slide", "subslide", "fragment", "notes", "skip"}
PROMPTS = {
    "solution": {"code_prompt_show": "Show the solution", "code_prompt_hide": "Hide the solution"},
    "hide-input": {"code_prompt_show": "Show the code", "code_prompt_hide": "Hide the code"},
}
WIDTH = 76
SLIDE_WIDTH = 66
SVG = "image/svg+xml"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"

ANSI = re.compile(r"\x1b\[[0-9;]*m")
ANSWER = re.compile(r"^(?P<left>\s*(?:[^=#]+ =|return)) .*?(?P<mark>\s+# your answer\b.*)$")
CELL_ID = re.compile(r"[a-z]+(-[a-z0-9]+)*")
UNSTABLE = {
    "a memory address": re.compile(r"\b0x[0-9a-fA-F]{6,}"),
    "a path of one machine": re.compile(
        r"(?<![\w/.])/(?:home|root|tmp|usr|opt|Users|private|mnt)/|[A-Z]:\\|site-packages|ipykernel_\d+"
    ),
    "terminal colors": ANSI,
}


# The cell that fetches the course on Colab


def colab(repository):
    """That cell, for the address of a repository or for none."""
    fetch = FROM_REPOSITORY.format(repository) if repository else FROM_PYPI
    source = f"""# On Colab this fetches the course. Elsewhere it does nothing.
import sys

if "google.colab" in sys.modules:
    {fetch}"""
    return nbformat.v4.new_code_cell(source, id=COLAB, metadata={"tags": ["remove-cell"]})


def repository():
    """The address of the repository, or nothing."""
    return yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["repository"]["url"]


def is_run(cell):
    """Whether a cell is run here, and numbered."""
    return cell.cell_type == "code" and cell.id != COLAB


# Exercises are made from their solutions


def derive(solution):
    """The source of the exercise cell that belongs to the source of a solution cell."""
    kept, inside, blanks = [], False, 0
    for line in solution.splitlines():
        if inside:
            inside = line.strip() != "# end of your code"
        elif line.lstrip().startswith("# your code"):
            kept += [line, line[: len(line) - len(line.lstrip())] + "..."]
            inside, blanks = True, blanks + 1
        elif match := ANSWER.match(line):
            kept.append(f"{match['left']} ...{match['mark']}")
            blanks += 1
        else:
            kept.append(line)
    if inside:
        raise ValueError("a block opens with '# your code' and is never closed by '# end of your code'")
    if not blanks:
        raise ValueError("nothing is left to the reader: mark a line '# your answer' or a block '# your code'")
    return "\n".join(kept)


def tags(cell):
    return cell.metadata.get("tags", [])


def tidy_cell(cell):
    """Drop what editors leave in a cell, and fold what its tags fold, in JupyterLab as on the page."""
    kept = {key: cell.metadata[key] for key in ("tags", "mystnb", "slideshow") if key in cell.metadata}
    if cell.cell_type == "code":
        cell_tags = kept.get("tags", [])
        for tag, prompts in PROMPTS.items():
            if tag in cell_tags:
                kept["mystnb"] = {**kept.get("mystnb", {}), **prompts}
        if "hide-cell" in cell_tags:
            kept["jupyter"] = {"source_hidden": True, "outputs_hidden": True}
        elif {"hide-input", "remove-cell"}.intersection(cell_tags):
            kept["jupyter"] = {"source_hidden": True}
        if said := pictures_say(cell):
            mystnb = kept.get("mystnb", {})
            kept["mystnb"] = {**mystnb, "image": {**mystnb.get("image", {}), "alt": said[0]}}
    cell.metadata = nbformat.from_dict(kept)


def pictures_say(cell):
    """The words that the SVG pictures of a cell bring along; on the page an image has only its alt text."""
    svgs = [output["data"][SVG] for output in cell.outputs if SVG in output.get("data", {})]
    return [". ".join(element.text for element in ET.fromstring(svg)[:2]) for svg in svgs]


def tidy(notebook):
    """All that needs no running: the notebook's metadata, and exercises made anew from their solutions."""
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    cells = []
    for cell in notebook.cells:
        if cell.id == COLAB:
            continue
        if "solution" in tags(cell):
            cell.metadata["tags"] = ["solution", "hide-cell"]
            source = derive(cell.source)
            if cells and "exercise" in tags(cells[-1]):
                cells[-1].source = source
            else:
                cells.append(
                    nbformat.v4.new_code_cell(
                        source, id=cell.id.removesuffix("-solution"), metadata={"tags": ["exercise"]}
                    )
                )
        cells.append(cell)
        if len(cells) == 1 and cell.cell_type == "markdown":
            cells.append(colab(repository()))
    for cell in cells:
        tidy_cell(cell)
    notebook.cells = cells


# Outputs


def clean_output(output):
    """An output without what changes from one run, or one machine, to the next."""
    output.pop("transient", None)
    if output.output_type == "error":
        # What the reader wrote and what it raised; neither the rule above them nor the library's own frames.
        frames = (ANSI.sub("", frame) for frame in output.traceback)
        output.traceback = [frame for frame in frames if not frame.startswith(("File ", "-----"))]
    elif "data" in output:
        output.data.pop(WIDGET_VIEW, None)
        # The width alone: with a fixed height beside it a figure is squeezed on a narrow screen.
        output.metadata = nbformat.from_dict(
            {
                mime: {"width": size["width"]}
                for mime, size in output.metadata.items()
                if mime in output.data and "width" in size
            }
        )
    return output


def output_text(cell):
    """What a cell stored, as lines to compare: pictures and long pages only by their size."""
    lines = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            lines += [f"[{output.name}]"] if output.name != "stdout" else []
            lines += output.text.splitlines()
        elif output.output_type == "error":
            lines += f"{output.ename}: {output.evalue}".splitlines()
        else:
            for mime, content in sorted(output.data.items()):
                if mime == "text/plain":
                    lines += content.splitlines()
                else:
                    lines.append(f"<{mime}, {len(content)} characters>")
    return lines


def run(path):
    """Run one notebook in a fresh kernel from its own folder. Returns the notebook before and after."""
    from nbclient import NotebookClient

    before = nbformat.read(path, as_version=4)
    after = copy.deepcopy(before)
    tidy(after)
    after.cells = [cell for cell in after.cells if cell.id != COLAB]
    for cell in after.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        after,
        kernel_name="python3",
        timeout=300,
        coalesce_streams=True,
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    search_path = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    client.execute(env={**os.environ, "PYTHONPATH": os.pathsep.join(search_path)})
    for cell in after.cells:
        if cell.cell_type == "code":
            cell.outputs = [clean_output(output) for output in cell.outputs]
    tidy(after)
    return before, after


def changes(before, after):
    """Lines that tell which outputs differ, cell by cell."""
    old = {cell.id: cell for cell in before.cells}
    lines = []
    for cell in after.cells:
        was, now = output_text(old.get(cell.id, {})), output_text(cell)
        if was != now:
            lines.append(f"  {cell.id}")
            diff = list(difflib.unified_diff(was, now, lineterm="", n=1))[2:]
            lines += ["    " + line[:400] for line in diff if not line.startswith("@@")]
        elif cell.get("outputs") != old.get(cell.id, {}).get("outputs"):
            lines.append(f"  {cell.id}: the same text, other bytes")
    lines += [f"  {gone}: gone" for gone in old.keys() - {cell.id for cell in after.cells}]
    return lines


# Cleanliness


def cell_problems(cell):
    if not CELL_ID.fullmatch(cell.id) or re.fullmatch(r"[0-9a-f]{8}", cell.id):
        yield "give the cell an id that says what it is"
    slide = cell.metadata.get("slideshow", {}).get("slide_type")
    if slide is not None and slide not in SLIDES:
        yield f"unknown slide type: {slide}"
    if cell.cell_type != "code":
        return
    widest = max(map(len, cell.source.splitlines()), default=0)
    if slide in ("slide", "subslide", "fragment") and "hide-input" not in tags(cell) and widest > SLIDE_WIDTH:
        yield f"is on a slide and has a line longer than {SLIDE_WIDTH} characters, too long for the back row"
    unknown = set(tags(cell)) - TAGS
    if unknown:
        yield f"unknown tags: {', '.join(sorted(unknown))}"
    shown = not {"hide-input", "remove-cell"}.intersection(tags(cell))
    if shown and widest > WIDTH:
        yield f"has a line longer than {WIDTH} characters, which a page cuts off"
    raised = any(output.output_type == "error" for output in cell.outputs)
    if raised != ("raises-exception" in tags(cell)):
        yield "raises an error" if raised else "is tagged raises-exception and raises nothing"
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stderr":
            yield "stores something on stderr: catch the warning and print its message"
        data = output.get("data", {})
        described = "text/html" in data or cell.metadata.get("mystnb", {}).get("image", {}).get("alt")
        if ("image/png" in data or SVG in data) and not described:
            yield "has a figure without alt text: set mystnb.image.alt in the cell's metadata"
        if SVG in data and len(pictures_say(cell)) > 1:
            yield "shows two pictures, and a page has words for only one of a cell: draw each in its own"
        if clean_output(copy.deepcopy(output)) != output:
            yield "stores output that another run would not repeat"
    for text in output_text(cell):
        for what, pattern in UNSTABLE.items():
            if pattern.search(text):
                yield f"prints {what}: {text.strip()[:80]}"


def problems(notebook):
    """What is not clean in a stored notebook, a sentence each."""
    found = []
    expected = copy.deepcopy(notebook)
    try:
        tidy(expected)
    except ValueError as error:
        return [str(error)]
    if notebook.metadata != expected.metadata:
        found.append("the notebook's metadata is not the common one")
    if [cell.id for cell in notebook.cells] != [cell.id for cell in expected.cells]:
        found.append("a solution has no exercise cell before it, or the title no cell for Colab after it")
    else:
        for cell, tidied in zip(notebook.cells, expected.cells, strict=True):
            if cell.metadata != tidied.metadata:
                found.append(f"{cell.id}: metadata is not tidy")
            if cell.source != tidied.source and cell.id == COLAB:
                found.append(f"{cell.id}: fetches from elsewhere than _config.yml says")
            elif cell.source != tidied.source:
                found.append(f"{cell.id}: differs from what its solution makes")
    if len({cell.id for cell in notebook.cells}) != len(notebook.cells):
        found.append("two cells share an id")
    code = [cell for cell in notebook.cells if is_run(cell)]
    if [cell.execution_count for cell in code] != list(range(1, len(code) + 1)):
        found.append("not every code cell was executed, once and in order")
    found += [f"{cell.id}: {problem}" for cell in notebook.cells for problem in cell_problems(cell)]
    return found


def book(names=()):
    """The notebooks that are meant."""
    if names:
        return [Path(name).resolve() for name in names]
    return sorted(path for path in (ROOT / "book").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)


def label(path):
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def main():
    parser = argparse.ArgumentParser(description="Run the book's notebooks, and keep what they store clean.")
    parser.add_argument("command", choices=["run", "check"])
    parser.add_argument("notebooks", nargs="*", metavar="notebook", help="default: all under book/")
    arguments = parser.parse_args()
    failed = False
    for path in book(arguments.notebooks):
        if arguments.command == "run":
            try:
                before, after = run(path)
            except Exception as error:
                print(f"{label(path)}: stopped, and nothing was written\n{ANSI.sub('', str(error))}")
                failed = True
                continue
            nbformat.write(after, path)
            changed = changes(before, after)
            print(f"{label(path)}: " + ("outputs changed" if changed else "outputs as before"))
            print("\n".join(changed), end="\n" if changed else "")
        found = problems(nbformat.read(path, as_version=4))
        for problem in found:
            print(f"{label(path)}: {problem}")
        if arguments.command == "check" and not found:
            print(f"{label(path)}: clean")
        failed |= bool(found)
    sys.exit(failed)


if __name__ == "__main__":
    main()
