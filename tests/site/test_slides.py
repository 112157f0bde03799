"""The slides of each part, opened from the disk: every slide fits, is read from the back row, and has its notes."""

import pytest

PARTS = ("gradients", "state", "descent", "inside")

# Shows all slides at once, as the deck itself does to measure them.
MEASURE = """() => {
    const deck = document.querySelector('.reveal'), wrong = [];
    deck.classList.add('measured');
    for (const frame of document.querySelectorAll('.frame')) {
        const name = frame.parentElement.id, room = frame.getBoundingClientRect();
        const say = what => wrong.push(`${name}: ${what}`);
        for (const part of [frame, ...frame.querySelectorAll('.body, pre, table, figure')])
            if (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1)
                say(`<${part.localName} class="${part.className}"> holds more than it shows`);
        for (const part of frame.querySelectorAll('h2, p, li, td, pre, img, math, .mg-explorer *')) {
            const box = part.getBoundingClientRect();
            if (box.left < room.left || box.right > room.right || box.top < room.top || box.bottom > room.bottom)
                say(`<${part.localName}> sticks out`);
        }
        for (const image of frame.querySelectorAll('img'))
            if (!image.naturalWidth || !image.alt || image.clientHeight < 260) say(`${image.src} is not to be seen`);
        const texts = document.createTreeWalker(frame, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const text = texts.currentNode, own = text.parentElement;
            if (!text.data.trim() || own.closest('.mg-explorer, math')) continue;
            if (parseFloat(getComputedStyle(own).fontSize) < 24)
                say(`"${text.data}" is set too small`);
        }
        if (!frame.querySelector('h1, h2').textContent.trim()) say('no heading');
        if (!frame.matches('.title') && !frame.querySelector('.row')?.textContent.trim() && !frame.querySelector('img'))
            say('empty');
        if (frame.querySelector('.folded') && !frame.querySelector('pre, img, .mg-explorer'))
            say('an answer without what shows it');
    }
    deck.classList.remove('measured');
    return wrong;
}"""


@pytest.fixture
def open_deck(open_page):
    """A function that opens a deck from the disk, with no network, on the size of slides that a projector has."""

    def open_deck(part, place=""):
        page = open_page(f"slides/{part}.html{place}", scheme="file", width=1280, height=720)
        page.context.set_offline(True)
        page.wait_for_function("() => window.Reveal?.isReady() && !document.querySelector('.measured')")
        return page

    return open_deck


@pytest.mark.parametrize("part", PARTS)
def test_every_slide_fits_is_read_from_the_back_row_and_has_its_notes(open_deck, part):
    page = open_deck(part)
    assert page.evaluate(MEASURE) == []
    chapters = page.locator(".slides > section:has(section)").all()
    assert len(chapters) == page.locator(".slides > section:first-child li").count()
    for chapter in chapters:
        slides = chapter.locator("section")
        assert 8 <= slides.count() <= 20
        notes = slides.evaluate_all("all => all.map(s => s.querySelector('.notes')?.textContent ?? '')")
        assert notes[0].startswith("Aim:")
        assert "Type:" in notes[0]
        assert notes[1].startswith("Ask first:")
        assert sum("Expect:" in said and "Say:" in said for said in notes) == 1
        assert notes[-1].startswith("Check:")


def test_keys_lead_through_the_deck_and_an_explorer_keeps_its_own(open_deck):
    page = open_deck("descent", "#/learning-rate-explorer")
    rate = page.locator("section.present section.present input[type=range]").first
    before = rate.input_value()
    rate.focus()
    page.keyboard.press("ArrowRight")
    assert rate.input_value() != before
    assert page.evaluate("Reveal.getCurrentSlide().id") == "learning-rate-explorer"

    rate.blur()
    page.keyboard.press("Space")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "learning-rate-mistake"
    output = page.locator("section.present section.present .output")
    assert not output.is_visible()
    page.keyboard.press("Space")
    assert "nan" in output.inner_text()
    assert page.evaluate("Reveal.getCurrentSlide().id") == "learning-rate-mistake"


def test_notes_show_beside_the_slide_and_in_a_window_of_their_own(open_deck):
    page = open_deck("inside", "#/pytorch-question")
    page.keyboard.press("n")
    assert "Ask first:" in page.locator(".speaker-notes").inner_text()
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    opened.value.locator(".speaker-controls-notes .value", has_text="Ask first:").wait_for()
