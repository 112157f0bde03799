"""What a test waits for: the page shows it, however long that takes."""

from contextlib import contextmanager

# A window has its new size a while after it was told, and then the sidebars slide in. The theme's script lets the tab
# key reach what scrolls: when the browser has time, and a while after the page or the window has changed.
AT_REST = """width => innerWidth === width && document.getAnimations().every(a => a.playState === 'finished') && [
    ...document.querySelectorAll('pre, .cell_output > .output, .pst-scrollable-table-container'),
].every(e => (e.tabIndex === 0) === (e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight))"""


def at_rest(page):
    """Wait until the theme has followed the page and the window."""
    page.wait_for_function(AT_REST, arg=page.viewport_size["width"])


@contextmanager
def stopped_clock(page):
    """The page's own clock, which stands still until the test moves it: what plays, waits for the slowest test."""
    page.clock.install(time=0)
    page.clock.pause_at(1_000)
    yield page.clock
    page.clock.resume()
