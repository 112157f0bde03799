"""The browser that the site's tests drive: a Chromium that the machine has, or one that is fetched.

`python -m tools.browser` prints its path, and fetches it first where there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
MISSING = (
    "No browser to test the site in was found, and none could be fetched. Install Chromium, Chrome or Edge "
    "(on Debian: sudo apt install chromium), or set CHROME to the path of one."
)


def launch(playwright, path):
    """Start the browser at `path`. Chromium refuses its sandbox to root."""
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if AS_ROOT else [])


def candidates(playwright):
    """Paths where a browser may be, the one that the user named first."""
    if named := os.environ.get("CHROME"):
        yield named
        return
    yield from filter(None, map(shutil.which, NAMES))
    if sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (str(folder / f"{name}.app/Contents/MacOS/{name}") for name in MAC)
    if sys.platform == "win32":
        for folder in filter(None, map(os.environ.get, ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"))):
            yield from (str(Path(folder) / name) for name in WINDOWS)
    yield playwright.chromium.executable_path


def find():
    """The path of the first browser that really starts, or None. Ubuntu's chromium-browser may say it is a snap."""
    with sync_playwright() as playwright:
        for path in candidates(playwright):
            if not Path(path).is_file():
                continue
            try:
                launch(playwright, path).close()
            except Error:
                continue
            return path
    return None


def fetch_from_debian():
    """Install Debian's Chromium, which only root may do."""
    if AS_ROOT and shutil.which("apt-get"):
        apt = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=60")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*apt, "update"], env=quiet)
        subprocess.run([*apt, "install", "--no-install-recommends", "-y", "chromium"], env=quiet)


def fetch_from_playwright():
    """Download the Chromium that playwright is tested with."""
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])


def main():
    path = find()
    if path is None and "CHROME" not in os.environ:
        for fetch in (fetch_from_debian, fetch_from_playwright):
            print("There is none yet: fetching Chromium.", flush=True)
            fetch()
            if path := find():
                break
    if path is None:
        sys.exit(MISSING)
    print(path)


if __name__ == "__main__":
    main()
