"""What CHANGELOG.md says, version by version, as the notes of a release and as a feed.

python -m tools.changes 0.1.0    print the notes of a version, if it has a date and is the one at hand
"""

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parent.parent
RELEASE = re.compile(r"^## \[([^]]+)\] - (\d{4}-\d\d-\d\d)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Release:
    version: str
    date: str
    notes: str


def releases(changelog):
    """The versions that have a date, newest first."""
    return [Release(version, date, notes.strip()) for version, date, notes in RELEASE.findall(changelog)]


def feed(changelog, title, base):
    """An Atom feed of the releases, for a site at the address `base`, which ends in a slash."""
    page = f"{base}book/reference/changes.html"
    entries, found = [], releases(changelog)
    for release in found:
        html = MarkdownIt().render(release.notes)
        entries.append(
            f"<entry><title>{escape(f'{title} {release.version}')}</title>"
            f"<id>{escape(f'{page}#{release.version}')}</id><updated>{release.date}T00:00:00Z</updated>"
            f'<link href="{escape(page)}"/><content type="html">{escape(html)}</content></entry>\n'
        )
    updated = found[0].date if found else "1970-01-01"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{escape(title)}: what changes</title><id>{escape(page)}</id><updated>{updated}T00:00:00Z</updated>\n"
        f"<author><name>{escape(title)}</name></author>\n"
        f'<link rel="self" href="{escape(base)}changes.xml"/><link href="{escape(page)}"/>\n'
        f"{''.join(entries)}</feed>\n"
    )


def main(version):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = releases((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    if version != project["version"]:
        sys.exit(f"pyproject.toml is at {project['version']}, not at {version}.")
    if not found or found[0].version != version:
        sys.exit(f"CHANGELOG.md does not begin with {version} and its date.")
    print(found[0].notes)


if __name__ == "__main__":
    main(*sys.argv[1:])
