"""A Sphinx extension for the pages under book/reference/api: minigrad's docstrings, which are plain text, as
reStructuredText, and its declared operations with a link to their source.
"""

import re
import sys

from sphinx.pycode import ModuleAnalyzer

ARGUMENT = re.compile(r"([a-z_]\w*(?:, [a-z_]\w*)*): (?=\S)")
WAY_BACK = re.compile(r'<a class="viewcode-back".*?</a>')
SOURCE = re.compile(r"Source: (\S+)")


def markup(lines):
    """The lines of a docstring, with its arguments as a definition list and PyTorch's page behind a word."""
    paragraphs = "\n".join(lines).split("\n\n")
    texts = (p if p.startswith(">>> ") else "\n".join(listed(p.split("\n"))) for p in paragraphs)
    return SOURCE.sub(r"See also `PyTorch's page <\1>`__.", "\n\n".join(texts)).split("\n")


def listed(lines):
    """The lines of a paragraph, in which ``name: what it is`` begins an entry of a list, which indented lines go on."""
    inside = False
    for number, line in enumerate(lines):
        argument = ARGUMENT.match(line)
        if argument:
            if number and not inside:
                yield ""
            yield ", ".join(f"``{name}``" for name in argument[1].split(", "))
            yield f"    {line[argument.end() :]}"
        else:
            if inside and not line.startswith(" "):
                yield ""
            yield line
        inside = bool(argument) or inside and line.startswith(" ")


def process(app, what, name, obj, options, lines):
    lines[:] = markup(lines)


def operations():
    """Where the operations stand that are declared as classes: {"exp": ("minigrad.ops.transcendental", "Exp")}."""
    from minigrad.ops import load_all

    load_all()
    found = {}
    for name, module in sorted(sys.modules.items()):
        if name.startswith("minigrad.ops."):
            for called, cls in vars(module).items():  # which is not its __name__: that is its node's
                if isinstance(cls, type) and cls.__module__ == name:
                    found.setdefault(called.lower(), (name, called))
    return found


def follow(app, module, name):
    """The module in which a function stands that minigrad offers; of a declared operation, that of its class."""
    if module == "minigrad":
        import minigrad

        function = minigrad.registry.FUNCTIONS.get(name)
        if function is not None:
            inner = getattr(function, "__wrapped__", None)
            where = inner.__module__ if inner else function.__globals__["__name__"]
            return operations()[name][0] if where == "minigrad.registry" and name in operations() else where
    return None


def find(app, module):
    """A module's code and what stands where in it: an operation under its function's name too."""
    if not module.startswith("minigrad.ops."):
        return None
    analyzer = ModuleAnalyzer.for_module(module)
    analyzer.find_tags()
    tags = {name: analyzer.tags.get(cls) for name, (where, cls) in operations().items() if where == module}
    tags.update(analyzer.tags)
    return analyzer.code, {name: tag for name, tag in tags.items() if tag}


def source_page(app, name, template, context, doctree):
    """Leave out the ways back from the source, which miss where a file's names belong to two modules."""
    if name.startswith("_modules/minigrad/"):
        context["body"] = WAY_BACK.sub("", context["body"])


def setup(app):
    app.connect("autodoc-process-docstring", process)
    app.connect("viewcode-follow-imported", follow)
    app.connect("viewcode-find-source", find)
    app.connect("html-page-context", source_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
