"""A Sphinx extension: formulas as MathML, made while the site is built. A page shows them without a program, and a
screen reader reads them. Their font is book/_static/math.woff.
"""

import re

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.util import logging

log = logging.getLogger(__name__)

# What the converter does not know, by a name of the same meaning that it knows.
SAME = {
    r"\begin{aligned}": r"\begin{split}",
    r"\end{aligned}": r"\end{split}",
    r"\begin{gathered}": r"\begin{array}{c}",
    r"\end{gathered}": r"\end{array}",
}
GAP = re.compile(r"\\\\\[[^]]*\]")  # how far apart rows stand is for custom.css to say
UNKNOWN = re.compile(r"<mi>\s*(?:\\|&<)|linebreak=")

# What the converter leaves to a browser, and TeX would set otherwise.
THIN = '<mspace width="0.17em"/>'
WORD = r"<m[io]>\w{2,}</m[io]>"
ALONE = rf"(?<!<msup>)(?<!<msub>){WORD}"  # tanh² x has its air behind the 2
SET = [
    (re.compile('<mtable>(?=<mtr><mtd columnalign="center">)'), '<mtable displaystyle="true" columnspacing="0em">'),
    (re.compile(r'<mo accent="true">&#x02015;'), '<mo class="overline">&#x00305;'),  # custom.css draws it
    # log p, but log(p)
    (re.compile(rf"({ALONE})(?=<m[ing]>|<mfrac>|<msu[bp]|<mrow><mo stretchy=.true)"), rf"\1{THIN}"),
    (re.compile(rf"(</(?:m[in]|msu[bp]|mfrac|msqrt)>)(?={WORD})"), rf"\1{THIN}"),
    (re.compile(r"(&#x0(?:003D|2248|0028|002C);</mo><mo)(?=>&#x02212;)"), r'\1 form="prefix"'),  # = -2
    (re.compile(r"<mo(?=>&#x0003D;</mo></mtd>)"), '<mo form="infix"'),  # = before &
    (re.compile(r"<mi>(&#x000B1;)</mi>"), r"<mo>\1</mo>"),
    (re.compile(r"<mo(?=>&#x0002F;</mo>)"), '<mo lspace="0.06em" rspace="0.06em"'),
    (re.compile("<mrow><mo>(&#x0002C;)</mo></mrow>"), r'<mo lspace="0" rspace="0">\1</mo>'),  # 1{,}000
    (re.compile("<mo>(&#x0221E;)</mo>"), r"<mi>\1</mi>"),
    (re.compile("<mo>&#x02026;</mo>"), "<mi>&#x022EF;</mi>"),  # what is left out of a sum
    (re.compile('<mo stretchy="false">(?=&#x0007C;</mo>)'), '<mo stretchy="false" lspace="0" rspace="0">'),
    # A root stands on the line, however low what is below it: its sign is as high as a letter.
    (re.compile("(<msqrt>|<mroot><mrow>)"), r'\1<mspace height="0.7em" depth="0.1em"/>'),
    # The font's primes are raised already.
    (re.compile(r"<msup>(<mi>.</mi>)<mi>(&#x0203[23];)</mi></msup>"), r'\1<mo lspace="0.06em" rspace="0">\2</mo>'),
]


def mathml(node, display):
    """A formula as a <math> element. What cannot be converted is a warning, which no build passes."""
    text = GAP.sub(r"\\\\", node.astext().strip())
    for theirs, ours in SAME.items():
        text = text.replace(theirs, ours)
    if r"\\" in text and r"\begin" not in text:
        text = rf"\begin{{split}}{text}\end{{split}}"
    found = convert(text, display=display)
    if UNKNOWN.search(found):
        log.warning("a formula with a command that is not known: %s", text, location=node)
    for pattern, better in SET:
        found = pattern.sub(better, found)
    return found


def inline(writer, node):
    writer.body.append(f'<span class="math">{mathml(node, "inline")}</span>')
    raise nodes.SkipNode


def display(writer, node):
    writer.body.append(f"{writer.starttag(node, 'div', CLASS='math')}{mathml(node, 'block')}</div>\n")
    raise nodes.SkipNode


# A browser may break a line on either side of a formula, also before a comma.
SENTENCE = re.compile(r'([(\u201c]?)(<span class="math">(?:(?!</span>).)*</span>)([.,;:?!)\u201d\u2019]*)', re.DOTALL)


def keep_together(app, page, template, context, doctree):
    """Let no line end between a formula and the sign that follows it."""
    context["body"] = SENTENCE.sub(
        lambda found: f'<span class="together">{found[0]}</span>' if found[1] or found[3] else found[0],
        context.get("body", ""),
    )


def setup(app):
    app.add_html_math_renderer("mathml", (inline, None), (display, None))
    app.connect("html-page-context", keep_together)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
