"""A Sphinx extension: the slides of each part, made from the same notebooks as its pages.

A cell is on a slide if its slide type says so (JupyterLab: Property Inspector > Slide Type): "slide" begins a
chapter, "sub-slide" the next slide, "fragment" goes on with it at the next key, "notes" is for the teacher's eyes.
A cell without one is not in the deck. Of a text, the slide shows what can be read from the back row: headings,
lists, tables, formulas, code, questions, short paragraphs and the titles of what is folded. The rest goes to the notes,
together with what book/teaching says of the chapter. A slide without a heading takes the last one above it.

The deck of a part stands in slides/, beside the pages, and takes their pictures and the look of their formulas.
"""

import re
import shutil
from base64 import b64decode
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from importlib.util import find_spec
from itertools import dropwhile
from pathlib import Path

import nbformat
import yaml
from docutils import nodes
from jinja2 import Environment, FileSystemLoader
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from tools.mathematics import mathml

ROOT = Path(__file__).resolve().parent.parent
DECK = Path(__file__).resolve().parent / "deck"
REVEAL = ("reveal.js", "reveal.css", "notes.js")
SHORT = 130  # characters of a paragraph that a room still reads
LONG = 600  # and of a list
LINES, COLUMNS = 16, 74  # of code and output together, one below the other and side by side
TASK = "Your task."
# At the top of a chapter's first cell. On a slide they take the room of what the cell is about.
REGULARS = {"import numpy as np", "import minigrad as torch", "from minigrad.course import check", ""}
MISTAKE = "The mistake"
PICTURES = {"image/svg+xml": "svg", "image/png": "png"}


class Renderer(RendererHTML):
    """HTML of Markdown as a deck needs it: links are their words."""

    def link_open(self, *args):
        return ""

    link_close = link_open

    def fence(self, tokens, index, options, env):
        return code(tokens[index].content)


def math_inline(renderer, tokens, index, options, env):
    return f'<span class="math">{formula(tokens[index].content, "inline")}</span>'


def math_block(renderer, tokens, index, options, env):
    return f'<div class="math">{formula(tokens[index].content, "block")}</div>'


def formula(tex, display):
    return mathml(nodes.math(tex, tex), display)


def parser():
    """The Markdown of the book, by the book's own settings."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    extensions = set(config["parse"]["myst_enable_extensions"])
    md = create_md_parser(MdParserConfig(enable_extensions=extensions), Renderer)
    for kind, rule in (("math_inline", math_inline), ("math_block", math_block), ("amsmath", math_block)):
        md.add_render_rule(kind, rule)
    return md


def code(source):
    return highlight(source.strip("\n"), PythonLexer(), HtmlFormatter(cssclass="highlight"))


def blocks(md, text):
    """The blocks of a Markdown text, each as its tokens."""
    found, depth = [], 0
    for token in md.parse(text):
        if depth == 0:
            found.append([])
        found[-1].append(token)
        depth += token.nesting
    return found


def words(tokens):
    """What a block says, without its markup."""
    return "".join(
        "\n" if leaf.type == "softbreak" else leaf.content for token in tokens for leaf in (token.children or ())
    )


def is_said(block, at_the_end):
    """Whether a room hears a block, and does not see it: long paragraphs, unless they ask something of the room."""
    paragraph = words(block) if block[0].type == "paragraph_open" else ""
    leads_on = at_the_end and paragraph.endswith(":")
    return leads_on or (len(paragraph) > SHORT and not paragraph.startswith(TASK) and not paragraph.endswith("?"))


def leads(block):
    """A long list, or one with long points, cut down to what these have in bold at their beginning; else nothing."""
    block = deepcopy(block)
    points = [token for token in block if token.type == "inline" and block[0].type.endswith("list_open")]
    whole = len(words(block)) > LONG
    cut = False
    for point in points:
        kinds = [leaf.type for leaf in point.children]
        if "strong_open" in kinds[:2] and (whole or len(words([point])) > SHORT):
            point.children = point.children[: kinds.index("strong_close") + 1]
            cut = True
    return block if cut else []


@dataclass
class Slide:
    name: str
    heading: str = ""
    rows: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    waits: bool = False  # for what is asked about the code that it ends with


@dataclass
class Chapter:
    name: str
    title: str
    slides: list


class Writer:
    """Makes the slides of a chapter from its notebook."""

    def __init__(self, md, pictures):
        self.md, self.pictures = md, pictures

    def html(self, tokens):
        return self.md.renderer.render(tokens, self.md.options, {})

    def text(self, source, above):
        """A Markdown text: the heading it stands under, the last in it, what of it is shown, and what is said.

        Shown is what stands before a second heading: that one is for the cells to come.
        """
        heading = last = above
        shown, said = [], []
        found = blocks(self.md, source)
        for block in found:
            first = block[0]
            if first.type == "heading_open":
                last = self.html(block[1:-1])
                heading = heading if shown or said else last
            elif last != heading or is_said(block, block is found[-1]):
                said.append(self.html(block))
            elif first.type == "fence" and first.info.startswith("{admonition}"):
                title = first.info.removeprefix("{admonition}").strip()
                shown.append(f'<p class="folded">{self.md.renderInline(title)}</p>')
                said.append(self.md.render(re.sub(r"^:.*\n", "", first.content, flags=re.MULTILINE)))
            else:
                if leads(block):
                    said.append(self.html(block))
                    block = leads(block)
                shown.append(self.html(block))
        return heading, last, "".join(shown), "".join(said)

    def picture(self, cell, data, mime):
        """A picture that the pages have as well, with its words and its caption."""
        # Named as MyST-NB names them.
        svg = mime == "image/svg+xml"
        content = "\n".join(data[mime].splitlines()).encode() if svg else b64decode(data[mime])
        name = f"{sha256(content).hexdigest()}.{PICTURES[mime]}"
        if not (self.pictures / name).is_file():
            raise ValueError(f"the pages have no picture {name}")
        about = cell.metadata.get("mystnb", {})
        alt = escape(about.get("image", {}).get("alt", ""))
        caption = about.get("figure", {}).get("caption", "")
        caption = caption and f"<figcaption>{self.md.renderInline(caption)}</figcaption>"
        return f'<figure><img src="../_images/{name}" alt="{alt}" />{caption}</figure>'

    def outputs(self, cell):
        """What a cell printed, as one text, and its figures."""
        printed, figures = [], []
        for output in cell.outputs:
            if output.output_type == "stream":
                printed.append(escape(output.text.strip("\n")))
            elif output.output_type == "error":
                message = escape(f"{output.ename}: {output.evalue}")
                printed.append(f'<span class="error">{message}</span>')
            elif "text/html" in output.data:
                figures.append(output.data["text/html"])
            elif mime := next((mime for mime in PICTURES if mime in output.data), None):
                figures.append(self.picture(cell, output.data, mime))
            else:
                printed.append(escape(output.data["text/plain"]))
        return "\n".join(printed), "".join(figures)

    def chapter(self, path):
        """The slides of a notebook."""
        slides, above, title = [], "", ""
        for cell in nbformat.read(path, as_version=4).cells:
            kind = cell.metadata.get("slideshow", {}).get("slide_type")
            markdown = cell.cell_type == "markdown"
            heading, above, shown, said = self.text(cell.source, above) if markdown else (above, above, "", "")
            title = title or above
            if kind in (None, "skip"):
                continue
            if kind in ("slide", "subslide"):
                slides.append(Slide(f"{path.stem}-{cell.id}", heading))
            later = " fragment" if kind == "fragment" else ""
            if kind == "notes":
                slides[-1].notes += [shown, said]
            elif markdown:
                slides[-1].notes.append(said)
                text = f'<div class="text{later}">{shown}</div>' if shown else ""
                if slides[-1].waits:
                    slides[-1].rows[-1] += text
                elif text:
                    slides[-1].rows.append(text)
                slides[-1].waits = False
            else:
                slides += self.program(slides[-1], cell, later)
        return Chapter(path.stem, title, slides)

    def program(self, slide, cell, later):
        """Put a code cell on a slide, or on two: code, output and figures. The output comes at the next key."""
        printed, figures = self.outputs(cell)
        source = "\n".join(dropwhile(REGULARS.__contains__, cell.source.splitlines()))
        if "mg-explorer" in figures:
            slide.rows.append(f'<div class="explorer">{figures}</div>')
        elif "hide-input" in cell.metadata.get("tags", []):
            slide.rows.append(f'<div class="picture{later}">{figures}</div>')
        else:
            row = f'<div class="code">{code(source)}</div>'
            output = printed and f'<pre class="output fragment">{printed}</pre>'
            if not fits(source, printed):
                slide.rows.append(row)
                slide = Slide(f"{slide.name}-output", slide.heading, [output.replace(" fragment", "")])
                return [slide]
            slide.rows.append(row + output)
            slide.waits = not printed and not figures
            if figures:
                slide.rows.append(f'<div class="picture fragment">{figures}</div>')
        return []


def fits(source, printed):
    """Whether code and its output find room on one slide, side by side or one below the other."""
    above, below = source.splitlines(), printed.splitlines()
    return len(above) + len(below) <= LINES or max(map(len, above)) + max(map(len, below), default=0) <= COLUMNS


def guide(md, writer, part):
    """What the guide for teachers says of each chapter: a dictionary from notebook to (kind, html) pairs."""
    said, chapter = {}, None
    for block in blocks(md, (ROOT / f"book/teaching/{part}.md").read_text(encoding="utf-8")):
        first, text = block[0], words(block)
        if first.type == "heading_open":
            chapter = None
        elif first.type == "paragraph_open" and text.startswith("The chapter. Aim:"):
            links = [leaf.attrGet("href") for leaf in block[1].children if leaf.type == "link_open"]
            chapter = said.setdefault(Path(links[0]).stem, [])
            chapter.append(("aim", writer.html(block).replace("The chapter. ", "")))
        elif chapter is None:
            continue
        elif first.type == "table_open" and chapter[-1][0] == "aim":
            cells = [writer.html(token.children) for token in block if token.type == "inline"]
            for do, what in zip(cells[2::2], cells[3::2], strict=True):
                chapter.append(("ask" if do == "Ask first" else "do", f"<p><strong>{do}:</strong> {what}</p>"))
        else:
            kinds = {"Expect:": "expect", "Also expect:": "expect", "Faster:": "do", "Check:": "check"}
            kind = next((kinds[start] for start in kinds if text.startswith(start)), chapter[-1][0])
            chapter.append((kind, writer.html(block)))
    return said


def with_guide(chapter, said):
    """Put into the notes of a chapter what is said of it: at the title, the question, the mistake and the end."""
    mistake = [slide for slide in chapter.slides if slide.heading.startswith(MISTAKE)] or chapter.slides
    places = {"aim": 0, "do": 0, "ask": 1, "expect": chapter.slides.index(mistake[0]), "check": -1}
    for kind, html in reversed(said):
        chapter.slides[places[kind]].notes.insert(0, html)


def parts():
    """The parts that have a guide, and so a deck: name, caption and notebooks."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    for part in toc["parts"]:
        name = part["caption"].lower()
        if (ROOT / f"book/teaching/{name}.md").is_file() and name != "teaching":
            yield name, part["caption"], [ROOT / f"{chapter['file']}.ipynb" for chapter in part["chapters"]]


def write(app, exception):
    """Write a deck for each part, and what all of them load."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir) / "slides"
    out.mkdir(exist_ok=True)
    reveal = Path(find_spec("sphinx_revealjs").origin).parent / "_static" / "revealjs"
    for name in REVEAL:
        shutil.copy(next(reveal.glob(f"*/**/{name}")), out / name)
    notes_window = (reveal / "plugin" / "notes" / "speaker-view.html").read_text(encoding="utf-8")
    for name in ("deck.css", "deck.js"):
        shutil.copy(DECK / name, out / name)
    md = parser()
    writer = Writer(md, Path(app.outdir) / "_images")
    page = Environment(loader=FileSystemLoader(DECK), autoescape=False).get_template("deck.html")
    for name, caption, notebooks in parts():
        said = guide(md, writer, name)
        chapters = [writer.chapter(path) for path in notebooks]
        for chapter in chapters:
            with_guide(chapter, said[chapter.name])
        script = re.search(r"<script>.*?</script>", notes_window, re.DOTALL)[0]
        text = page.render(course=app.config.html_title, caption=caption, chapters=chapters, notes_window=script)
        (out / f"{name}.html").write_text(text, encoding="utf-8", newline="\n")


def setup(app):
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
