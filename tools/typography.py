"""A Sphinx extension: how text, code and messages are set, where the theme and the highlighter have no opinion."""

import re

from docutils import nodes
from IPython.lib.lexers import IPythonTracebackLexer
from pygments.formatters import HtmlFormatter
from pygments.token import Name, Text

SHORT = 24  # characters of code that fit any line, also of a list on a phone
MESSAGE = re.compile(r"^([A-Za-z_][\w.]*)(:.*)", re.MULTILINE | re.DOTALL)
TAG = re.compile("<[^>]*>")


def mark_words(app, doctree, docname):
    """A short piece of code is one word, which no line tears apart."""
    for code in doctree.findall(nodes.literal):
        if len(code.astext()) <= room(code):
            code["classes"].append("one-word")


def room(node):
    """How long a word may be where the node stands."""
    while node := node.parent:
        if isinstance(node, nodes.title):
            return 0  # large letters
        if isinstance(node, nodes.tgroup):
            return SHORT if node["cols"] == 2 else SHORT // 2  # narrow cells
    return SHORT


class Traceback(IPythonTracebackLexer):
    """A traceback whose message is words, and not code."""

    def get_tokens_unprocessed(self, text):
        message = MESSAGE.search(text)
        yield from super().get_tokens_unprocessed(text[: message.start()] if message else text)
        if message:
            yield message.start(1), Name.Exception, message[1]
            yield message.start(2), Text, message[2]


class Lines(HtmlFormatter):
    """Code in lines that know their indentation, so that what wraps hangs below its line (custom.css)."""

    def wrap(self, source):
        return super().wrap((kind, self.line(text) if kind else text) for kind, text in source)

    @staticmethod
    def line(text):
        words = TAG.sub("", text)
        indent = len(words) - len(words.lstrip(" "))
        style = f' style="--indent: {indent}"' if indent else ""
        return f'<span class="line"{style}>{text}</span>'


def use_lines(app):
    if app.builder.format == "html":
        app.builder.highlighter.formatter = Lines


def setup(app):
    app.add_lexer("ipythontb", Traceback)
    app.connect("builder-inited", use_lines)
    app.connect("doctree-resolved", mark_words)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
