"""The scripts and the numbers of a page's explorers, in files of their own, for which its text does not wait.

In a notebook an explorer is one piece of HTML. On a page that is read before it moves, its part of the program and the
runs that it shows are a classic script beside the page, because a copy opened from the disk may load no other. The
explorer is drawn once the page is read; custom.css keeps its place until then.
"""

import hashlib
import json
import re
from functools import partial

FOLDER = "_static/figures"
KIT = re.compile(r'<(style|script) class="mg-kit">(.*?)</\1>\n', re.DOTALL)
OWN = re.compile(r'(<script type="application/json">)(.*?)</script>\n<script>(.*?)</script>', re.DOTALL)


def once(text):
    """A page whose explorers share what is the same in all of them, where each of them could stand alone."""
    first = {part[0]: part.start() for part in reversed([*KIT.finditer(text)])}
    return KIT.sub(lambda part: part[0] if part.start() == first[part[0]] else "", text)


def apart(text, root, site):
    """A page without the scripts of its explorers, which are written into the folder of the site, `root` above it."""
    text = KIT.sub(partial(shared, root=root, site=site), text)
    return OWN.sub(partial(own, root=root, site=site), text)


def shared(match, root, site):
    return match[0] if match[1] == "style" else file(match[2], root, site, ' class="mg-kit"') + "\n"


def own(match, root, site):
    """The place of an explorer's numbers, and the script that puts them there before it draws them."""
    start, numbers, script = match.groups()
    script = f"document.currentScript.previousElementSibling.textContent = {json.dumps(numbers)};\n{script}"
    return f"{start}</script>\n{file(script, root, site)}"


def file(script, root, site, more=""):
    """The element that loads a script, from a file named by what is in it."""
    name = f"{FOLDER}/{hashlib.sha256(script.encode()).hexdigest()[:16]}.js"
    (site / FOLDER).mkdir(exist_ok=True)
    (site / name).write_text(script, encoding="utf-8", newline="\n")
    return f'<script defer{more} src="{root}{name}"></script>'
