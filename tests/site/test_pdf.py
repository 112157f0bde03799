"""The book as a PDF: the first page, a chapter and the glossary. `make pdf` looks at the whole in the same way."""

import io

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from tools import pdf

PAGES = {"book/index", "book/gradients/slopes", "book/reference/glossary"}
PAPER = 643  # the 170 mm between the margins, in pixels


@pytest.fixture(scope="module")
def printed(site_path, browser):
    """The bytes of the PDF, the titles that are in it, and the page of HTML that it is printed from."""
    html, titles, headings = pdf.book(PAGES)
    return pdf.finished(pdf.printed(html, browser), headings), titles, html


@pytest.fixture(scope="module")
def reader(printed):
    return PdfReader(io.BytesIO(printed[0]))


def xobjects(page):
    return page["/Resources"].get("/XObject", {}).values()


def test_outline_links_and_text_are_all_there(printed):
    data, titles, _ = printed
    assert titles == ["Backward", "Gradients", "1. Slopes, three ways", "Back matter", "Glossary"]
    assert list(pdf.problems(data, titles)) == []
    assert "no entry 'On to PyTorch'" in " ".join(pdf.problems(data, ["On to PyTorch"]))
    assert "not in its place" in " ".join(pdf.problems(data, ["Glossary", "Gradients"]))


def test_outline_has_parts_chapters_and_sections(reader):
    contents, first, _, part, chapters = reader.outline[:5]
    assert [entry["/Title"] for entry in (contents, first, part)] == ["Contents", "Backward", "Gradients"]
    assert chapters[0]["/Title"] == "1. Slopes, three ways"
    assert chapters[1][0]["/Title"] == "Before you run it"
    assert reader.get_destination_page_number(chapters[1][-1]) > reader.get_destination_page_number(chapters[0])


def test_paper_shows_what_a_page_folds_and_the_pictures_of_what_moves(reader):
    texts = [page.extract_text() for page in reader.pages]
    text = "\n".join(texts)
    assert text.count("Solution") >= 5
    assert "Show the" not in text and "Hide the" not in text
    assert "The answer is C" in text
    assert "Not answered yet" not in text
    moving = next(number for number, words in enumerate(texts) if "Slope()" in words)
    pictures = [item.get_object() for page in reader.pages[moving : moving + 2] for item in xobjects(page)]
    assert any(picture.get("/Width", 0) > 900 for picture in pictures)
    assert "1. Slopes, three ways" in texts[moving].splitlines()[0]  # at the top of the page stands where one is
    assert str(moving + 1) in texts[moving].splitlines()


def test_nothing_sticks_out_of_the_paper(printed, new_page, tmp_path):
    page = new_page(width=PAPER)
    page.emulate_media(media="print")
    path = tmp_path / "book.html"
    path.write_text(printed[2], encoding="utf-8")
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER


def test_a_pdf_says_who_made_it_and_not_when(printed):
    about = PdfReader(io.BytesIO(printed[0])).metadata
    assert (about.title, about.author) == ("Backward", "the Backward course contributors")
    assert about.creation_date is None


@pytest.mark.parametrize(
    ("href", "address", "there"),
    [
        ("#x", "", "#book-a-page--x"),
        ("../index.html", "", "#book-index"),
        ("other.html#y", "", "#book-a-other--y"),
        ("../_static/data.csv", "", None),
        ("../_static/data.csv#z", "https://example.org/base", "https://example.org/base/book/_static/data.csv#z"),
        ("https://example.org", "", "https://example.org"),
    ],
)
def test_links_lead_into_the_book_or_to_the_site(href, address, there):
    soup = BeautifulSoup(f'<p><a href="{href}">word</a></p>', "html.parser")
    pdf.point(soup.a, "book/a/page", {"book/index", "book/a/page", "book/a/other"}, address)
    assert (soup.a and soup.a["href"]) == there
    assert soup.text == "word"


def test_a_link_to_a_file_of_this_machine_is_noticed(browser):
    html = '<a href="file:///etc">out</a><h1 id="here">Title</h1><a href="#here">in</a>'
    found = list(pdf.problems(pdf.printed(html, browser), ["Title"]))
    assert found == ["page 1 has a link to file:///etc"]


def test_the_menu_of_every_page_offers_it(tmp_path, monkeypatch):
    (tmp_path / "book").mkdir()
    page = tmp_path / "book" / "page.html"
    page.write_text('<ul><li><button data-print="solutions">Print</button></li></ul>')
    monkeypatch.setattr(pdf, "HTML", tmp_path)
    pdf.offer("all.pdf")
    pdf.offer("all.pdf")
    links = BeautifulSoup(page.read_text(), "html.parser").select("ul > li > a")
    assert [link["href"] for link in links] == ["../all.pdf"]
