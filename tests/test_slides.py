"""What of a notebook comes onto slides, and what into their notes. tests/site/test_slides.py looks at the decks."""

import re

import nbformat
import pytest

from tools import slides

LONG = "This paragraph is far too long to be read from the back row, " * 4


@pytest.fixture
def writer(tmp_path):
    return slides.Writer(slides.parser(), tmp_path)


@pytest.fixture
def chapter(writer, tmp_path):
    """A function that makes the slides of cells, given as pairs of a slide type and a cell."""

    def chapter(*cells):
        for number, (kind, cell) in enumerate(cells, 1):
            cell.id = f"cell-{number}"
            if kind:
                cell.metadata["slideshow"] = {"slide_type": kind}
        path = tmp_path / "a-chapter.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=[cell for _, cell in cells]), path)
        return writer.chapter(path)

    return chapter


def markdown(source):
    return nbformat.v4.new_markdown_cell(source)


def program(source, *outputs, **metadata):
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), metadata=metadata)


def printed(text):
    return nbformat.v4.new_output("stream", name="stdout", text=text)


@pytest.mark.parametrize(
    ("source", "shown", "said"),
    [
        ("Short.", "Short.", ""),
        (LONG, "", "far too long"),
        (LONG + "Is it?", "Is it?", ""),
        (f"**Your task.** {LONG}", "Your task.", ""),
        (f"- **One.** {LONG}\n- Two.", "One.", "far too long"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "<td>1</td>", ""),
        ("$$\na < b\n$$", '<div class="math"><math', ""),
        ("It is $x$, [by the way](../a.ipynb).", "</math></span>, by the way.", ""),
        ("```{admonition} It is C.\n:class: dropdown\n\nFor this reason.\n```", "It is C.", "For this reason."),
        ("Shown. The next cell does it:", "", "next cell"),
        ("# Title\n\nShown.\n\n## For what comes after\n\nSaid.", "Shown.", "Said."),
    ],
)
def test_a_text_is_shown_or_said(writer, source, shown, said):
    _, _, seen, heard = writer.text(source, "")
    assert shown in seen and bool(shown) == bool(seen)
    assert said in heard and bool(said) == bool(heard)


def test_cells_without_a_slide_type_are_left_out_but_for_their_headings(chapter):
    made = chapter(
        ("slide", markdown("# A chapter")),
        (None, markdown("## A section\n\nNot here.")),
        ("subslide", program("1 + 1")),
        ("skip", markdown("Nor here.")),
        ("notes", markdown("For you.")),
    )
    first, second = made.slides
    assert (made.title, first.heading, second.heading) == ("A chapter", "A chapter", "A section")
    assert "here" not in "".join(first.rows + second.rows + first.notes + second.notes)
    assert "For you." in "".join(second.notes)


def test_the_output_comes_at_the_next_key_and_what_is_asked_stands_beside_the_code(chapter):
    made = chapter(
        ("slide", markdown("# A chapter")),
        ("subslide", program("x = 1")),
        ("fragment", markdown("What is `x`?")),
        ("subslide", program("x", printed("1\n"))),
    )
    _, question, answer = made.slides
    assert len(question.rows) == 1 and 'class="text fragment"' in question.rows[0]
    assert '<pre class="output fragment">1</pre>' in answer.rows[0]


def test_the_imports_of_every_chapter_take_no_room(chapter):
    source = (
        "import numpy as np\n\nimport minigrad as torch\nfrom minigrad.course import check\n\nx = 1\nimport numpy as np"
    )
    row = chapter(("slide", markdown("# A chapter")), ("subslide", program(source))).slides[1].rows[0]
    assert re.sub("<.*?>", "", row).strip() == "x = 1\nimport numpy as np"
    other = chapter(("slide", program("from inspect import getsource\n\nx = 1"))).slides[0].rows[0]
    assert "getsource" in other


def test_an_output_that_finds_no_room_has_a_slide_of_its_own(chapter):
    long = program("\n".join(["x = 1" + 60 * " " + "#"] * 12), printed("a line of some words\n" * 9))
    made = chapter(("slide", markdown("# A chapter")), ("subslide", long))
    assert [slide.name for slide in made.slides] == ["a-chapter-cell-1", "a-chapter-cell-2", "a-chapter-cell-2-output"]
    assert "output" not in made.slides[1].rows[0]


def test_an_error_shows_its_message_and_hidden_code_is_hidden(chapter):
    error = nbformat.v4.new_output("error", ename="RuntimeError", evalue="no < way", traceback=["1/0"])
    made = chapter(("slide", program("fails()", error)))
    assert '<span class="error">RuntimeError: no &lt; way</span>' in made.slides[0].rows[0]
    figure = nbformat.v4.new_output("display_data", {"text/html": '<div class="mg-explorer"></div>'})
    made = chapter(("slide", program("Explorer()", figure)))
    assert made.slides[0].rows == ['<div class="explorer"><div class="mg-explorer"></div></div>']


def test_a_picture_that_the_pages_do_not_have_is_noticed(chapter):
    figure = nbformat.v4.new_output("display_data", {"image/png": "aGVsbG8="})
    with pytest.raises(ValueError, match="the pages have no picture"):
        chapter(("slide", program("plot()", figure, tags=["hide-input"])))


def test_every_chapter_has_its_place_in_the_guide():
    md = slides.parser()
    for name, _, notebooks in slides.parts():
        said = slides.guide(md, slides.Writer(md, None), name)
        assert list(said) == [path.stem for path in notebooks]
        for kinds in ([kind for kind, _ in chapter] for chapter in said.values()):
            assert {"aim", "ask", "do", "expect", "check"} == set(kinds)
