"""The glossary: in order, explained in the chapters, and each term linked from where a reader first meets it."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.anchors.index import slugify
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "book" / "reference" / "glossary.md"
TEXT = GLOSSARY.read_text(encoding="utf-8")
ENTRIES = dict(re.findall(r"^### (.+)\n\n(.+)$", TEXT, re.MULTILINE))

# The words that count as a use, where the term itself and its plural are not all of them or too many.
FORMS = {
    "Accumulation": r"accumulat(es?|ed|ion)",
    "Accuracy": r"accurac(y|ies)",
    "Alias": r"alias(es)?",
    "Batch": r"(mini-)?batch(es)?",
    "Bias": r"bias(es)?",
    "Broadcasting": r"broadcast(s|ing)?",
    "Class": r"class(es)?",
    "Detach": r"detach(es|ed)?",
    "Divergence": r"(di|con)verge(s|d|nce)?",
    "Dynamic graph": r"(dynamic|static)( graphs?)?",
    "Evaluation": r"evaluat(es?|ed|ion)",
    "Held-out data": r"held[- ]out|hold out",
    "In place": r"in[- ]place(?! of)",
    "Inference mode": r"inference[_ ]mode",
    "Interior tensor": r"interior( tensors?)?",
    "Leaf": r"leaf|leaves",
    "Loss": r"loss(es)?",
    "Matrix": r"matri(x|ces)",
    "Mean squared error": r"mean (of the )?squared errors?",
    "Overfitting": r"overfit(s|ted|ting)?",
    "Recording": r"record(s|ed|ing)?",
    "Retain": r"retain(_graph|_grad)?",
    "Saved value": r"saved( values?)?",
    "SGD": r"SGD|stochastic gradient descent",
    "Trace": r"trac(es?|ed|ing)",
    "Training": r"train(s|ed|ing)?",
    "Version": r"_?versions?",
    "Zeroing": r"zero(ed|ing|_|_grad)",
}
# Terms that are names of the library, or parts of them: they count in code too.
NAMES = {
    *("Detach", "dtype", "Function", "grad_fn", "gradcheck", "Inference mode", "nan", "no_grad", "ReLU"),
    *("requires_grad", "Retain", "SGD", "state_dict", "Version", "Zeroing"),
}
# Everyday words, each with the page from which on it is the term. Before that "leaves" is a verb, a step is any
# small one, a prediction is the reader's own, and a record, a trace, a version or noise is what it is in any text.
FROM = {
    "Class": "descent/digits",
    "Leaf": "gradients/graph",
    "Noise": "descent/fitting",
    "Prediction": "gradients/backward",
    "Recording": "gradients/leaves",
    "Step": "gradients/leaves",
    "Trace": "inside/pytorch",
    "Version": "state/detach",
}

MARKDOWN = MarkdownIt("commonmark").enable("table").use(deflist_plugin).use(dollarmath_plugin)
HEADINGS = ("heading_open", "dt_open")


class Paragraph(NamedTuple):
    """What a reader reads in one go: its words, without and with those in code, and the terms that it links."""

    page: str
    cell: str
    words: str
    words_and_code: str
    links: list


def pages():
    """The first page and the chapters, in the order of the book."""
    contents = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    return re.findall(r"(?:root|file): (book/(?!reference|teaching)\S+)", contents)


def paragraphs(page):
    for cell in json.loads((ROOT / f"{page}.ipynb").read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            for tokens in prose("".join(cell["source"])):
                yield Paragraph(page, cell["id"], *read(tokens))


def prose(text):
    """The inline tokens of each paragraph, item and table cell; folded answers too, but no headings.

    What a list of definitions defines, and a paragraph that is all bold, count as headings.
    """
    before = None
    for token in MARKDOWN.parse(text):
        if token.type == "fence" and token.info.startswith("{admonition}"):
            yield from prose(token.content.removeprefix(":class: dropdown\n"))
        elif token.type == "inline" and not (before in HEADINGS or re.fullmatch(r"\*\*[^*]+\*\*", token.content)):
            yield token.children
        before = token.type


def read(tokens):
    """The words of a paragraph, the same with its code, and its links to the glossary; no words of other links."""
    words, code, links, elsewhere = "", "", [], False
    for token in tokens:
        if token.type == "link_open":
            _, _, anchor = token.attrs["href"].partition("reference/glossary.md#")
            links += [anchor] if anchor else []
            elsewhere = not anchor
        elif token.type == "link_close":
            elsewhere = False
        elif elsewhere:
            continue
        elif token.type in ("text", "softbreak"):
            words += token.content or " "
            code += token.content or " "
        elif token.type == "code_inline":
            words += "`"
            code += token.content
        elif token.type == "math_inline":
            words += "$"
            code += "$"
    return words, code, links


BOOK = {page: list(paragraphs(page)) for page in pages()}


def uses(term, paragraph):
    """Whether a paragraph has the term, and not only a longer one of which it is a part ("weight decay")."""
    text = paragraph.words_and_code if term in NAMES else paragraph.words
    for longer in ENTRIES:
        if term.lower() in longer.lower() and term != longer:
            text = re.sub(re.escape(longer), "", text, flags=re.IGNORECASE)
    exactly = 0 if term in ("Adam", "Function") else re.IGNORECASE
    return re.search(rf"(?<!\w)({FORMS.get(term, re.escape(term) + 's?')})(?!\w)", text, exactly)


def first_use(term):
    numbers = list(BOOK)
    start = numbers.index(f"book/{FROM[term]}") if term in FROM else 0
    return next(p for page in numbers[start:] for p in BOOK[page] if uses(term, p))


def explained_in(term):
    """The chapters that an entry links to."""
    targets = re.findall(r"\]\(\.\./(\S+)\.ipynb\)", ENTRIES[term])
    return [f"book/{target}" for target in targets]


def test_entries_are_in_order_and_counted():
    assert list(ENTRIES) == sorted(ENTRIES, key=str.lower)
    assert len(re.findall("^### ", TEXT, re.MULTILINE)) == len(ENTRIES)
    assert f"{len(ENTRIES)} of them" in TEXT


@pytest.mark.parametrize("term", ENTRIES)
def test_first_use_links_to_the_entry(term):
    first = first_use(term)
    assert slugify(term) in first.links, f"{first.page}, cell {first.cell}: {first.words_and_code}"


@pytest.mark.parametrize("term", ENTRIES)
def test_entry_leads_to_chapters_that_use_the_term(term):
    assert len(ENTRIES[term].split()) >= 8
    assert explained_in(term)
    for page in explained_in(term):
        assert any(uses(term, paragraph) for paragraph in BOOK[page]), page


@pytest.mark.parametrize("page", BOOK)
def test_links_to_the_glossary_are_few(page):
    terms = {slugify(term) for term in ENTRIES}
    for paragraph in BOOK[page]:
        assert set(paragraph.links) <= terms
        assert len(paragraph.links) == len(set(paragraph.links)) <= 3, paragraph.cell
        assert not (paragraph.links and paragraph.cell == "remember")


def test_words_are_read_as_a_reader_reads_them():
    text = "## A leaf\n\nThe *learning* `rate` of [a leaf](x.md), $w$ and [Adam](../reference/glossary.md#adam).\n"
    admonition = "```{admonition} Why?\n:class: dropdown\n\n- **A leaf**\n- A `leaf`.\n```\n"
    found = [read(tokens) for tokens in prose(text + "\n" + admonition)]
    assert found == [
        ("The learning ` of , $ and Adam.", "The learning rate of , $ and Adam.", ["adam"]),
        ("A `.", "A leaf.", []),
    ]
