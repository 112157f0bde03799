"""The styles of each page, and one font of icons for all, with what the pages use.

The theme brings 500 kB of CSS before a page shows its first word, and 2 MB of icons. Here a page holds its styles
itself, because every file that it waits for costs a phone a round trip: so there may be no rule in it that it does not
need. A rule stays if its selector meets an element of the page, or if it names what one of the page's scripts can make.
"""

import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import PurePosixPath

import tinycss2
from fontTools import subset
from fontTools.ttLib import TTFont
from pygments.lexers import JavascriptLexer
from pygments.token import String
from selectolax.lexbor import LexborHTMLParser
from tinycss2 import ast

SHEET, ICONS = "_static/site.css", "_static/icons.woff"
SOLID = "_static/vendor/fontawesome/webfonts/fa-solid-900.ttf"
NESTED = {"media", "supports", "container", "layer"}
WORD = re.compile(r"[A-Za-z_][\w-]*")
GIVEN = re.compile(r"""(?:classList\.(?:add|toggle)\(|\bclass=|"class", ?|\.id ?= ?)["']([^"']*)""")
USED = re.compile(r'\b(?:class|id)="([^"]*)"')
PARENT = re.compile(r"[\w-]+/\.\./")
ADDRESS = re.compile(r'url\("(?!data:|#)')
ICON = re.compile("[\uf000-\uf8ff]")
VARIABLE = re.compile(r"--[\w-]+")
READ = re.compile(r"var\(\s*(--[\w-]+)")
MOTION = re.compile(r"@keyframes\s+([\w-]+)[^\n]*\n")
SET = re.compile(r"""(?<=[{;])\s*(--[\w-]+)\s*:(?:[^;{}"']|"[^"]*"|'[^']*')*(?:;|(?=}))""")
# What scripts do beside: a word that is searched for is marked, Bootstrap's makes tooltips and shows menus, and the
# theme's moves the sidebars into dialogs.
LIVE = {"bs-tooltip-auto", "fade", "highlighted", "show", "tooltip", "tooltip-arrow", "tooltip-inner"}
LIVE |= {"pst-primary-sidebar-modal", "pst-secondary-sidebar-modal"}


@cache
def made(script):
    """The classes and ids that a script gives to elements, and the words in its strings, of which some are elements."""
    strings = " ".join(text for kind, text in JavascriptLexer().get_tokens(script) if kind in String)
    return {name for names in GIVEN.findall(script) for name in names.split()}, set(WORD.findall(strings))


@dataclass
class Selector:
    """One of the selectors of a rule, and what it takes to tell whether it meets something."""

    text: str
    named: set
    elements: set
    lasting: str


@dataclass
class Rule:
    selectors: list
    body: str


@dataclass
class Block:
    """Rules within others, as in @media."""

    head: str
    rules: list


class Page:
    """What selectors can meet on a page: its elements, and what its scripts may make."""

    def __init__(self, text, scripts):
        given, words = zip(*map(made, scripts), strict=True)
        self.parsed = LexborHTMLParser(text)
        self.given, self.made = LIVE.union(*given), set().union(*words)
        self.named = self.given.union(*(names.split() for names in USED.findall(text)))
        # Also the elements that nobody wrote: tbody.
        self.elements = self.made.union(node.tag for node in self.parsed.root.traverse())
        self.variables = {name for part in (text, *scripts) for name in VARIABLE.findall(part)}
        self.known = {}

    def meets(self, selector):
        """Whether a selector can meet something."""
        if selector.text not in self.known:
            self.known[selector.text] = self.look(selector)
        return self.known[selector.text]

    def look(self, selector):
        if not selector.named <= self.named or not selector.elements <= self.elements:
            return False
        makes = selector.named & self.given or not selector.named and selector.elements & self.made
        return bool(makes) or self.parsed.css_matches(selector.lasting)


def selector(tokens):
    """A selector, with the classes and ids, and the elements that it asks for, but for those in brackets: :not(...)."""
    named, elements, before = set(), set(), None
    for token in tokens:
        if token.type == "hash" or token.type == "ident" and before == ".":
            named.add(token.value)
        elif token.type == "ident" and before != ":":
            elements.add(token.value)
        before = token.value if token.type == "literal" else None
    return Selector(on_one_line(tokens), named, elements, lasting(tokens))


def lasting(tokens):
    """A selector without what changes while a page is read: attributes, and what begins with a colon."""
    parts, before = [""], None
    for token in tokens:
        if token.type == "whitespace" or token in (">", "+", "~"):
            parts += [token.serialize(), ""]
        elif before == ":" or token == ":" or token.type == "[] block":
            parts[-1] = parts[-1] or "*"
        else:
            parts[-1] = parts[-1].removeprefix("*") + token.serialize()
        before = token
    return "".join(parts).strip()


def split(prelude):
    """The selectors of a rule, at its commas."""
    selectors = [[]]
    for token in prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def based(tokens, folder):
    """The tokens, with addresses that are relative to `folder` made relative to _static."""
    for token in tokens:
        if token.type == "url" and not token.value.startswith(("data:", "#")):
            path = str(PurePosixPath(folder, token.value).relative_to("_static"))
            while PARENT.search(path):
                path = PARENT.sub("", path, count=1)
            yield ast.URLToken(token.source_line, token.source_column, path, f'url("{path}")')
        elif token.type == "function":
            token.arguments = list(based(token.arguments, folder))
            yield token
        else:
            yield token


def parsed(rules, folder):
    """The rules of a sheet in `folder`: each a Rule, a Block of them, or the text of one that is always kept."""
    for rule in rules:
        if rule.type == "qualified-rule":
            yield Rule([selector(tokens) for tokens in split(rule.prelude)], body(rule.content, folder))
        elif rule.type == "at-rule":
            head = f"@{rule.lower_at_keyword} {on_one_line(rule.prelude)}"
            if rule.lower_at_keyword in NESTED and rule.content is not None:
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                yield Block(head, list(parsed(inner, folder)))
            elif rule.lower_at_keyword not in ("charset", "import"):
                text = body(rule.content, folder)
                if "Font Awesome" not in text:
                    yield f"{head}{{{text}}}"


def on_one_line(tokens):
    return " ".join(tinycss2.serialize(token for token in tokens if token.type != "comment").split())


def body(content, folder):
    return on_one_line(based(content, folder))


def read(folder, sheets):
    """The rules of some sheets, given by their paths in the site's folder, in this order."""
    found = [f'@font-face{{font-family:"Font Awesome 6 Free";font-weight:900;src:url("{PurePosixPath(ICONS).name}")}}']
    for sheet in sheets:
        text = (folder / sheet).read_text(encoding="utf-8")
        rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        found.extend(parsed(rules, PurePosixPath(sheet).parent))
    return found


def kept(rules, meets):
    """The rules whose selectors meet something, as text."""
    for rule in rules:
        if isinstance(rule, str):
            yield rule
        elif isinstance(rule, Block):
            if text := "".join(kept(rule.rules, meets)):
                yield f"{rule.head}{{{text}}}"
        elif selectors := [selector.text for selector in rule.selectors if meets(selector)]:
            yield f"{','.join(selectors)}{{{rule.body}}}"


def shorter(css, others):
    """A stylesheet without the variables that neither it nor one of the others reads."""
    read = others.union(READ.findall(css))
    return SET.sub(lambda found: found[0] if found[1] in read else "", css)


def sheet(rules, meets, pages):
    """What these pages use of some rules, as text, without variables that in the end nothing reads, or idle motions."""
    css = "\n".join(kept(rules, meets)) + "\n"
    others = {name for page in pages for name in page.variables}
    while (less := shorter(css, others)) != css:
        css = less
    moving = set(WORD.findall(MOTION.sub("", css)))
    return MOTION.sub(lambda found: found[0] if found[1] in moving else "", css)


def moved(css, folder):
    """A stylesheet for a page, from which _static is `folder`."""
    return ADDRESS.sub(f'url("{folder}', css)


def icons(font, css):
    """The icons that a stylesheet names, as the bytes of a font."""
    options = subset.Options(flavor="woff", layout_features=[], notdef_outline=True)
    whole = TTFont(font, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted({ord(sign) for sign in ICON.findall(css)}))
    cutter.subset(whole)
    whole.flavor = "woff"
    packed = BytesIO()
    whole.save(packed)
    return packed.getvalue()
