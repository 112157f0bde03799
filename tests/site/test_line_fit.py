"""The line fit on the built page: moved by mouse and by keys, its numbers held against Python's."""

import re

import pytest

from minigrad.course import LineFit

CHAPTER = "book/descent/learning-rate.html"
VIEWS = [("http", 1280, False), ("file", 1280, True), ("http", 390, True), ("file", 360, False)]


@pytest.fixture(params=VIEWS, ids=lambda v: f"{v[0]}-{v[1]}-{'dark' if v[2] else 'light'}")
def figure(open_page, request):
    """The explorer, at every place it has to live."""
    scheme, width, dark = request.param
    figure = open_page(CHAPTER, scheme=scheme, width=width, dark=dark).locator(".mg-explorer")
    figure.scroll_into_view_if_needed()
    return figure


def sliders(figure):
    return figure.get_by_role("slider", name="learning rate"), figure.get_by_role("slider", name="epoch")


def shown(figure):
    """What the figure says: the slider's values and the numbers above the charts."""
    values = [float(text) for text in figure.locator(".mg-value").all_inner_texts()]
    reads = {name: figure.locator(f'[data-read="{name}"]').inner_text() for name in ("a", "b", "loss", "epoch")}
    return *values, {name: text.replace("−", "-") for name, text in reads.items()}


def check(figure):
    """The numbers shown are those that minigrad computes for the slider's values."""
    lr, epoch, reads = shown(figure)
    run = LineFit(lr=lr).run
    assert reads["epoch"] == str(int(epoch))
    if run["ended"] is not None and epoch >= run["ended"]:
        assert (reads["a"], reads["b"], reads["loss"]) == ("overflow",) * 3
        return
    for name in ("a", "b") if epoch == 0 else ("a", "b", "loss"):
        assert float(reads[name]) == pytest.approx(run[name][int(epoch)], rel=1e-3), (lr, epoch, name)


def press(page, key, times=1):
    for _ in range(times):
        page.keyboard.press(key)


def test_keys_move_it(figure):
    page = figure.page
    lr, epoch = sliders(figure)
    check(figure)
    epoch.focus()
    press(page, "ArrowRight", 12)
    assert shown(figure)[:2] == (0.01, 12)
    check(figure)
    lr.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "Home", "End", "ArrowLeft"):
        page.keyboard.press(key)
        check(figure)
    epoch.focus()
    page.keyboard.press("End")
    assert shown(figure)[1] == 500
    check(figure)
    lr.focus()
    page.keyboard.press("Home")
    check(figure)


def test_the_mouse_moves_it(figure):
    page = figure.page
    for slider, places in zip(sliders(figure), ((0.2, 0.62, 0.97, 0.5), (0.1, 0.5, 0.83, 1.0)), strict=True):
        before = set()
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2)
        page.mouse.down()
        for place in places:
            page.mouse.move(box["x"] + box["width"] * place - 1, box["y"] + box["height"] / 2, steps=3)
            check(figure)
            before.add(shown(figure)[:2])
        page.mouse.up()
        assert len(before) == len(places)


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
    ended = LineFit(lr=1.0).run["ended"]
    assert verdict.inner_text().startswith(f"Diverged at epoch {ended}")
    assert epoch.get_attribute("aria-valuetext") == "epoch 500 of 500"


def test_play_step_and_reset(figure):
    page = figure.page
    _, epoch = sliders(figure)
    play = figure.get_by_role("button", name="Play")
    play.focus()
    page.keyboard.press("Space")
    read = figure.locator('[data-read="epoch"]')
    page.wait_for_function("n => Number(n.textContent) >= 3", arg=read.element_handle())
    figure.get_by_role("button", name="Pause").press("Space")
    stopped = shown(figure)[1]
    figure.get_by_role("button", name="Step").click()
    assert shown(figure)[1] == stopped + 1
    check(figure)
    epoch.focus()
    page.keyboard.press("End")
    figure.get_by_role("button", name="Reset").click()
    assert shown(figure)[:2] == (0.01, 0)
    check(figure)


def test_nothing_is_cut_off_or_overlaps(figure):
    page = figure.page
    lr, epoch = sliders(figure)
    for rate, end in (("Home", "Home"), ("End", "End"), ("Home", "End"), ("End", "Home")):
        lr.press(rate)
        epoch.press(end)
        assert (
            page.evaluate(
                """figure => {
                const boxes = [...figure.querySelectorAll('text, .mg-tick, .mg-mark, .mg-below, .mg-above, button')]
                    .map(e => [e.textContent, e.getBoundingClientRect()]).filter(([, r]) => r.width);
                const bad = boxes.filter(([, r]) => r.left < -1 || r.right > innerWidth + 1).map(([t]) => `${t} is cut`);
                for (const [i, [t, r]] of boxes.entries())
                    for (const [u, s] of boxes.slice(i + 1))
                        if (r.left < s.right - 1 && s.left < r.right - 1 && r.top < s.bottom - 2 && s.top < r.bottom - 2)
                            bad.push(`${t} lies on ${u}`);
                const small = [...figure.querySelectorAll('text, span, b, output, p, button')]
                    .filter(e => parseFloat(getComputedStyle(e).fontSize) < 11).map(e => `${e.textContent} is tiny`);
                return bad.concat(small);
            }""",
                figure.element_handle(),
            )
            == []
        )


def test_the_pictures_have_labels_that_follow(figure):
    _, epoch = sliders(figure)
    epoch.press("End")
    labels = [svg.get_attribute("aria-label") for svg in figure.locator(".mg-chart").all()]
    assert re.fullmatch(r"The 5 data points and the line y = 1\.987 x \+ 1\.047", labels[0])
    assert "first 500 epochs" in labels[1]
