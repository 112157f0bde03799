"""How text, code, formulas and messages are set."""

import re
from pathlib import Path
from xml.etree import ElementTree

HTML = Path(__file__).resolve().parents[2] / "_build" / "html"
CHAPTER = "book/gradients/slopes.html"
PARTS = {"mfrac": 2, "msup": 2, "msub": 2, "munder": 2, "mover": 2, "mroot": 2, "msubsup": 3, "munderover": 3}

# What stands on more than one line, of what should not.
TORN = """() => [...document.querySelectorAll('article :is(.one-word, .together)')]
    .filter(e => new Set([...e.getClientRects()].map(box => Math.round(box.bottom))).size > 1)
    .map(e => e.textContent)"""

# How far each row of each wrapped line of code begins from the left, in letters.
ROWS = """() => [...document.querySelectorAll('article .cell_input .line')].map(line => {
    const range = document.createRange(), style = getComputedStyle(line);
    range.selectNodeContents(line);
    const letter = parseFloat(style.paddingLeft) / (2 + +style.getPropertyValue('--indent'));
    const left = line.getBoundingClientRect().left, rows = {};
    for (const box of range.getClientRects())
        if (box.width > 1) rows[Math.round(box.bottom)] = Math.min(rows[Math.round(box.bottom)] ?? 1e9, box.left);
    return [+style.getPropertyValue('--indent'), ...Object.values(rows).map(x => Math.round((x - left) / letter))];
}).filter(row => row.length > 2)"""


def formulas():
    for path in HTML.rglob("*.html"):
        for formula in re.findall("<math.*?</math>", path.read_text(encoding="utf-8"), re.DOTALL):
            yield path, ElementTree.fromstring(formula)


def test_the_parts_of_formulas_are_as_many_as_their_kind_asks():
    seen, wrong = 0, []
    for path, formula in formulas():
        for element in formula.iter():
            wanted = PARTS.get(element.tag.rpartition("}")[2])
            seen += wanted is not None
            if wanted not in (None, len(element)):
                wrong.append((path.name, "".join(formula.itertext())))
    assert seen > 300
    assert wrong == []


def test_words_are_not_torn_and_code_hangs(open_page):
    page = open_page(CHAPTER, width=390)
    page.evaluate("for (const e of document.querySelectorAll('.toggle-hidden')) e.classList.remove('toggle-hidden')")
    words = page.locator("article :is(.one-word, .together)").all_text_contents()
    assert any(re.fullmatch("h = 1e-12", word) for word in words)
    assert any(word.endswith(",") for word in words)
    assert page.evaluate(TORN) == []
    rows = page.evaluate(ROWS)
    assert len(rows) > 10
    assert [row for row in rows if any(begins != row[0] + 2 for begins in row[2:])] == []


def test_what_an_error_says_is_not_colored_as_code(open_page):
    page = open_page("book/gradients/leaves.html")
    message = page.locator(".traceback pre").first.inner_html().rpartition("RuntimeError")[2]
    assert "Create what it is computed from with" in message
    assert re.findall('class="(?!line")', message) == []
