"""What every explorer shares: a widget under a kernel, HTML on a page without one, a picture where neither runs."""

from __future__ import annotations

import json
import math
import re
from abc import abstractmethod
from base64 import b64encode
from contextlib import suppress
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import anywidget
import traitlets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.figure import Figure

_HERE = Path(__file__).parent
_SHARED = ("kit.js", "controls.js", "page.js")
_EXPORT = "\nexport default { render };\n"
_NOT_SENT = re.compile(
    r"""^(?: import\ [^;]*;\n | export\ (?=function|const) | \s*//.*\n | \s*/\*\*(?:(?!\*/)[\s\S])*\*/\n )""",
    re.MULTILINE | re.VERBOSE,
)
_INDENT = re.compile(r"^ +", re.MULTILINE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)


def _sent(source: str) -> str:
    """A module without its imports and exports, and without what only people read."""
    return _INDENT.sub("", _NOT_SENT.sub("", source))


_KIT_SOURCE = "".join((_HERE / file).read_text(encoding="utf-8") for file in _SHARED)
_KIT = _sent(_KIT_SOURCE)
_KIT_NAMES = ", ".join(re.findall(r"^export (?:function|const) (\w+)", _KIT_SOURCE, re.MULTILINE))


def front_end(name: str) -> str:
    """Join what is shared and a figure's module, because a widget is sent as one."""
    return _KIT + _sent((_HERE / name).read_text(encoding="utf-8")) + _EXPORT


def short(value: Any, digits: int = 4) -> Any:
    """Round to the significant digits that figures show; what is not finite becomes None, as in JSON.

    >>> short({"a": [1 / 3, 2.0, float("nan")]})
    {'a': [0.3333, 2, None]}
    """
    if isinstance(value, dict):
        return {name: short(item, digits) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [short(item, digits) for item in value]
    if not isinstance(value, float):
        return value
    if not math.isfinite(value):
        return None
    value = float(f"{value:.{digits}g}")
    return int(value) if value.is_integer() and abs(value) < 1e6 else value


def packed(value: Any) -> Any:
    """Write the lists of numbers in a run in four letters a number, of at most four digits each; page.js reads them.

    >>> packed({"lr": 0.1, "a": [1, 0.0815, -2.5e100, None], "b": [1, 1, 1]})
    {'lr': 0.1, 'a': {'packed': 'bsYTtsepS4cH////'}, 'b': {'packed': 'bsYT', 'times': 3}}
    """
    if isinstance(value, dict):
        return {name: packed(item) for name, item in value.items()}
    if not isinstance(value, list) or not all(item is None or type(item) in (int, float) for item in value):
        return value
    times = len(value)
    if times > 1 and len(set(value)) == 1:
        return {**packed(value[:1]), "times": times}
    codes = []
    for number in value:
        if number is None:
            codes.append(2**24 - 1)
            continue
        mantissa, exponent = f"{number:.3e}".split("e")
        codes.append((int(mantissa.replace(".", "")) + 9999) * 660 + int(exponent) + 327)
    return {"packed": b64encode(b"".join(code.to_bytes(3, "big") for code in codes)).decode()}


def with_own(choices: Mapping[str, Any], f: Any) -> dict[str, Any]:
    """The functions to choose from, and before them the reader's own by its name, which a lambda has not."""
    name = getattr(f, "__name__", "<lambda>")
    return {"f" if name == "<lambda>" else name: f, **choices}


def with_stop(stops: list, value: Any) -> list:
    """The stops of a slider, in their order, and one more.

    >>> with_stop([0.1, 0.01], 0.05), with_stop(["sin x"], "mine")
    ([0.1, 0.05, 0.01], ['sin x', 'mine'])
    """
    if value in stops:
        return stops
    return [*stops, value] if isinstance(value, str) else sorted([*stops, value], reverse=stops[0] > stops[-1])


def known(explorer: Explorer, trait: str, name: str, choices: Mapping[str, Any], own: str = "f=...") -> str:
    """Return ``name`` if it is one of the choices, or raise TraitError with what it could be."""
    if name not in choices:
        names, own = ", ".join(map(repr, choices)), f"{type(explorer).__name__}({own})"
        raise traitlets.TraitError(f"{trait} must be one of {names}, or your own as {own}, but it is {name!r}")
    return name


class Explorer(anywidget.AnyWidget):
    """A figure that the reader moves.

    A subclass sets `_esm` to its `front_end`, declares its traits and the stops of their sliders, and
    computes with minigrad, in `answer`, what the figure draws.
    """

    title: ClassVar[str]
    """Two or three words that name the figure."""

    moves: ClassVar[tuple[str, ...]]
    """The traits that the reader moves."""

    asks: ClassVar[tuple[str, ...]]
    """Those of them that need a new answer; the others only choose what to show of it."""

    frames: ClassVar[str]
    """The trait that walks through an answer: a list in an answer has an entry for each of its values in `rows`."""

    digits: ClassVar[int] = 4
    """How many significant digits of an answer the figure needs."""

    start = traitlets.Dict(read_only=True, help="where Reset goes").tag(sync=True)
    stops = traitlets.Dict(read_only=True, help="the stops of each slider").tag(sync=True)
    rows = traitlets.List(read_only=True, help="what `frames` stands at in each row of a run").tag(sync=True)
    run = traitlets.Dict(read_only=True, help="the answer that the figure draws").tag(sync=True)

    _css = _INDENT.sub("", _CSS_COMMENT.sub("", (_HERE / "kit.css").read_text(encoding="utf-8")))

    @abstractmethod
    def answer(self, **asked: float) -> dict[str, Any]:
        """Compute what the figure draws for the traits in `asks`; a list has an entry for each row."""

    @abstractmethod
    def still(self) -> Figure:
        """Draw the figure as it stands."""

    @traitlets.default("start")
    def _position(self) -> dict[str, float]:
        return {name: getattr(self, name) for name in self.moves}

    @traitlets.default("run")
    def _answered(self) -> dict[str, Any]:
        return self._run(**{name: getattr(self, name) for name in self.asks})

    def _run(self, **asked: float) -> dict[str, Any]:
        try:
            return {**asked, **short(self.answer(**asked), self.digits)}
        except Exception as error:  # from a function that the reader wrote: the figure shows it
            return {**asked, "failed": f"{type(error).__name__}: {error}"}

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.observe(lambda _: self.set_trait("run", self._answered()), names=list(self.asks))

    def __repr__(self) -> str:
        position = ", ".join(f"{name}={value!r}" for name, value in self._position().items())
        return f"{type(self).__name__}({position})"

    def html(self) -> str:
        """Return the figure as HTML that needs no kernel and no network.

        It carries a run for every stop of the sliders, and is the same to the letter for the same
        position: numbers are rounded, and there are no ids.
        """
        # A position that Python chose between the stops is on the page as well.
        stops = {name: with_stop(values, getattr(self, name)) for name, values in self.stops.items()}
        rows = [row for row in self.rows if row in stops[self.frames]]
        kept = [self.rows.index(row) for row in rows]
        runs = []
        for asked in product(*(stops[name] for name in self.asks)):
            run = self._run(**dict(zip(self.asks, asked, strict=True)))
            for name, column in run.items():
                if isinstance(column, list) and len(rows) < len(self.rows):
                    run[name] = [column[i] for i in kept if i < len(column)]
            runs.append(packed(run))
        own = set(self.class_trait_names(sync=True)) - set(anywidget.AnyWidget.class_trait_names()) - {"run"}
        state = {name: getattr(self, name) for name in sorted(own) if not name.startswith("_")}
        state |= {"start": self._position(), "stops": stops, "rows": rows}
        data = json.dumps({"state": state, "asks": self.asks, "runs": runs}, separators=(",", ":"))
        data = data.replace("</", r"<\/")  # the only text that could end the script early
        # A script that runs where it stands finds its own figure, and has drawn it before the first paint. What all
        # figures share is a script of its own, which a page needs once.
        script = self._esm.removeprefix(_KIT).removesuffix(_EXPORT) + "mount(render);"
        return (
            f'<div class="mg-explorer" data-explorer="{type(self).__name__}" role="group" aria-label="{self.title}">\n'
            f'<style class="mg-kit">\n{self._css}</style>\n'
            f'<script class="mg-kit">\nvar mgKit = (() => {{\n"use strict";\n'
            f"{_KIT}return {{ {_KIT_NAMES} }};\n}})();\n</script>\n"
            f'<p class="mg-fallback">{self.title}: a figure that moves where JavaScript runs.</p>\n'
            f'<script type="application/json">{data}</script>\n'
            f'<script>\n(() => {{\n"use strict";\nconst {{ {_KIT_NAMES} }} = mgKit;\n{script}\n}})();\n</script>\n'
            "</div>"
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        data = {**data, "text/html": self.html()}
        with suppress(ImportError):  # without matplotlib, the figure moves all the same
            picture = BytesIO()
            self.still().savefig(picture, format="png", dpi=150)
            data["image/png"] = b64encode(picture.getvalue()).decode()
        return data, metadata
