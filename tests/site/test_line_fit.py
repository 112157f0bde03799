"""The line fit on the built page: what it says on both sides of the threshold."""

import re

import pytest

from minigrad.course import LineFit
from tests.site.figures import DRAWN, plain

CHAPTER = "book/descent/learning-rate.html"
VIEWS = [("http", 1280, False), ("file", 1280, True), ("http", 390, True), ("file", 360, False)]


@pytest.fixture(params=VIEWS, ids=lambda v: f"{v[0]}-{v[1]}-{'dark' if v[2] else 'light'}")
def figure(open_page, request):
    """The explorer, at every place it has to live."""
    scheme, width, dark = request.param
    page = open_page(CHAPTER, scheme=scheme, width=width, dark=dark, shared=True)
    figure = page.get_by_role("group", name="Line fit")
    figure.scroll_into_view_if_needed()
    return figure


def sliders(figure):
    return figure.get_by_role("slider", name="learning rate"), figure.get_by_role("slider", name="epoch")


def shown(figure):
    """What the figure says: the slider's values and the numbers above the charts."""
    figure.page.evaluate(DRAWN)
    values = [float(text) for text in figure.locator(".mg-value").all_inner_texts()]
    reads = {name: figure.locator(f'[data-read="{name}"]').inner_text() for name in ("a", "b", "loss", "epoch")}
    return *values, {name: plain(text) for name, text in reads.items()}


def test_the_words_change_at_the_threshold(figure):
    page = figure.page
    lr, epoch = sliders(figure)
    verdict = figure.get_by_role("status")
    lr.focus()
    page.keyboard.press("Home")
    threshold = LineFit().threshold
    words = {}
    for _ in LineFit().stops["lr"]:
        rate = shown(figure)[0]
        words[rate] = verdict.inner_text()
        side = "below" if rate < threshold else "above"
        assert lr.get_attribute("aria-valuetext") == f"learning rate {rate:g}, {side} the stability threshold 0.08452"
        page.keyboard.press("ArrowRight")
    assert set(words) == set(LineFit().stops["lr"])
    for rate, text in words.items():
        assert text.startswith("Converging" if rate < threshold else "Diverges"), rate
    epoch.focus()
    page.keyboard.press("End")
    page.evaluate(DRAWN)
    ended = LineFit(lr=1.0).run["ended"]
    assert verdict.inner_text().startswith(f"Diverged at epoch {ended}")
    assert epoch.get_attribute("aria-valuetext") == "epoch 500 of 500"


def test_the_pictures_have_labels_that_follow(figure):
    _, epoch = sliders(figure)
    epoch.press("End")
    figure.page.evaluate(DRAWN)
    labels = [svg.get_attribute("aria-label") for svg in figure.locator(".mg-chart").all()]
    assert re.fullmatch(r"The 5 data points and the line y = 1\.987 x \+ 1\.047", labels[0])
    assert "first 500 epochs" in labels[1]
