"""A real browser on the built site (`make test` builds it first).

`open_page("book/index.html", width=390, dark=True, scheme="file")` opens a page of the site; `page` is an empty
tab, for an address of your own. Both are watched: when the test ends, a request that left the page's own origin, a
request that failed or an error in the console fails it.

A page opens three times as fast in a tab that tests share, which `shared=True` takes. It is for tests that do nothing
to the tab or to its context that the next page does not undo, as `page.clock` would.

What `page.wait_for_function` waits for is a function, "() => ...": an expression it asks again by eval(), which the
policy of the site's pages forbids, so that it only passes where it is true at once.
"""

import threading
import zipfile
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from tools import browser as browsers
from tools import dist, pyodide

pytest.register_assert_rewrite("tests.site.figures")
expect.set_options(timeout=30_000)  # a busy machine is no error


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


class QuietServer(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A browser that hangs up early is no error of the site's."""


@pytest.fixture(scope="session")
def site_path(tmp_path_factory):
    """The built site as a reader has it: packed, carried elsewhere, unpacked."""
    if not dist.HTML.is_dir():
        pytest.fail("The site is not built: make book", pytrace=False)
    carried = tmp_path_factory.mktemp("carried")
    archive, folder = carried / "backward site.zip", carried / "a stick"
    dist.pack(archive, dist.contents(dist.HTML, [dist.HTML]))
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    return folder / archive.stem


@pytest.fixture(scope="session")
def serve():
    """A function that serves a folder and returns its address, without a slash at its end."""
    with ExitStack() as servers:

        def serve(folder):
            server = servers.enter_context(QuietServer(("127.0.0.1", 0), partial(QuietHandler, directory=folder)))
            servers.callback(server.shutdown)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            return f"http://127.0.0.1:{server.server_port}"

        yield serve


@pytest.fixture(scope="session")
def site_url(serve, site_path):
    """The address of the same copy below a sub-path of a local server, without a slash at its end."""
    return f"{serve(site_path.parent)}/{quote(site_path.name)}"


@pytest.fixture(scope="session")
def pyodide_path():
    """The folder with a Pyodide that needs no network."""
    if not (pyodide.FOLDER / "made").is_file():
        pytest.fail("There is no Pyodide here: python -m tools.npm ci, then python -m tools.pyodide", pytrace=False)
    return pyodide.FOLDER


@pytest.fixture(scope="session")
def browser():
    path = browsers.find()
    if path is None:
        pytest.fail(browsers.MISSING, pytrace=False)
    with sync_playwright() as playwright:
        browser = browsers.launch(playwright, path)
        yield browser
        browser.close()


# Chromium does not say in the console when a script was kept from an eval() and caught the error.
BROKEN_RULES = """document.addEventListener('securitypolicyviolation', e =>
    console.error(`A rule of the page's policy is broken: ${e.effectiveDirective}, ${e.blockedURI} ${e.sample}`));"""
NOTHING_STORED = "if (location.protocol !== 'about:') for (const all of [localStorage, sessionStorage]) all.clear();"


def origin(url):
    """What a page may load from: its server, or for a page on the disk any file."""
    parts = urlsplit(url)
    return (parts.scheme, parts.netloc)


def watch(page, problems):
    """Note in `problems` whatever `page` does that a page must not do."""

    def requested(request):
        own = request.url if request.is_navigation_request() else page.url
        if urlsplit(request.url).scheme not in ("data", "blob") and origin(request.url) != origin(own):
            problems.append(f"{page.url} asks another origin for {request.url}")

    def answered(response):
        if response.status >= 400:
            problems.append(f"{page.url} gets {response.status} for {response.url}")

    def said(message):
        if message.type == "error":
            problems.append(f"{page.url} logs: {message.text}")

    page.add_init_script(BROKEN_RULES)
    page.on("request", requested)
    page.on("response", answered)
    page.on("console", said)
    page.on("pageerror", lambda error: problems.append(f"{page.url} throws: {error}"))


def fresh(browser, problems):
    """A watched tab with a context of its own."""
    page = browser.new_context().new_page()
    page.set_default_timeout(15_000)
    watch(page, problems)
    return page


def fitted(page, *, width=1280, height=800, dark=False, offline=False):
    """The tab as a test wants it."""
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if dark else "light", media="null")
    page.context.set_offline(offline)
    return page


@pytest.fixture
def new_page(browser):
    """A function that opens an empty, watched tab."""
    pages, problems = [], []

    def new_page(**options):
        pages.append(fresh(browser, problems))
        return fitted(pages[-1], **options)

    yield new_page
    for page in pages:
        page.context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture(scope="session")
def shared(browser):
    """The tab that tests share, where each page begins with nothing stored, and what was noted of it."""
    problems = []
    page = fresh(browser, problems)
    page.add_init_script(NOTHING_STORED)
    yield page, problems
    page.context.close()


@pytest.fixture
def shared_page(shared):
    """A function that gives the tab that tests share."""
    page, problems = shared
    yield partial(fitted, page)
    page.goto("about:blank")
    found = problems.copy()
    problems.clear()
    assert not found, "\n".join(found)


@pytest.fixture
def open_page(new_page, shared_page, site_url, site_path):
    """A function that opens a page of the site, by its path in _build/html, over http or from the disk."""

    def open_page(path, *, scheme="http", shared=False, **options):
        page = (shared_page if shared else new_page)(**options)
        page.goto(f"{site_url if scheme == 'http' else site_path.as_uri()}/{path}")
        return page

    return open_page


@pytest.fixture
def open_figure(open_page):
    """A function that opens the page of an explorer of figures.py, scrolled to it."""

    def open_figure(spec, view, shared=True):
        scheme, width, dark = view
        page = open_page(spec.page, scheme=scheme, width=width, dark=dark, shared=shared)
        figure = page.locator(".mg-explorer").nth(spec.number)
        figure.scroll_into_view_if_needed()
        return figure

    return open_figure
