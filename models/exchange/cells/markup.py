"""Tables of HTML: what the clipboard holds beside its text, and the "Excel files" that portals write as HTML.

Cells are certain here (no quoting), with their merges; where the writer put the exact number beside the shown one
(LibreOffice's `sdval`, Excel's `x:num`) that is taken, as what the format beside it makes of it: a day, a share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Final

from models.exchange.cells.formats import count, dressed, letters, number, old_font, shows
from models.exchange.cells.model import (
    LIMITS,
    OLD_FONT,
    PLAIN,
    RECOMPOSED,
    Limits,
    Page,
    Span,
    Style,
    Watch,
    Workbook,
)
from models.exchange.cells.place import MOST_COLUMNS, MOST_LINKS, Budget, PageBuilder
from models.rules.errors import BadInput

_CHUNK: Final = 16_384
_CLASS: Final = re.compile(r"\.([A-Za-z][\w-]*)\s*\{([^}]*)\}")
_FONT: Final = re.compile(r"font-family:\s*\"?'?([^;,\"']+)")
_BOLD: Final = re.compile(r"font-weight:\s*(bold|[6-9]00)")
_FORMAT: Final = re.compile(r"mso-number-format:\s*(?:\"([^\"]*)\"|'([^']*)'|([^;]*))")
_NAMED: Final = {
    "percent": "percent", "general date": "date", "long date": "date", "medium date": "date", "short date": "date",
    "long time": "time", "medium time": "time", "short time": "time", "standard": "", "fixed": "", "scientific": "",
    "currency": "",
}  # fmt: skip
"""What Excel's formats with a name of their own make of a number."""
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_HIDDEN: Final = re.compile(r"display:\s*none")


class _Cell:
    def __init__(self, line: int, column: int) -> None:
        self.line, self.column = line, column
        self.pieces: list[str] = []
        self.font = ""
        self.bold = self.hidden = False
        self.number = self.shows = ""


class _Tables(HTMLParser):
    """Each outermost table becomes a page; text outside tables is none of a table's business."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(convert_charrefs=True)
        self._budget = budget
        self.pages: list[PageBuilder] = []
        self._dresses: dict[str, Style] = {}
        self._depth = 0
        self._in_style = False
        self._line, self._column = -1, 0
        self._taken: dict[int, list[Span]] = {}
        self._links = 0
        self._cell: _Cell | None = None

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Tables, rows, cells and what says how a cell is dressed."""
        said = {key: value or "" for key, value in attrs}
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.pages.append(PageBuilder("", self._budget))
                self._line, self._taken = -1, {}
        elif tag == "style":
            self._in_style = True
        elif self._depth != 1:
            return
        elif tag == "tr":
            self._close()
            self._line, self._column = self._line + 1, 0
            if _HIDDEN.search(said.get("style", "")):
                self.pages[-1].hidden_rows.add(self._line)
        elif tag in ("td", "th"):
            self._close()
            self._open(tag, said)
        elif self._cell is not None:
            self._within(self._cell, tag, said)

    def _open(self, tag: str, said: dict[str, str]) -> None:
        line = max(self._line, 0)
        self._line = line
        taken = [span for span in self._taken.get(line, ()) if span.right >= self._column]
        while any(span.left <= self._column <= span.right for span in taken):
            self._column += 1
        if self._column >= MOST_COLUMNS:
            raise BadInput("cells.too_big", file=self._budget.name, measure="columns", limit=MOST_COLUMNS)
        across, down = _span(said.get("colspan", "")), _span(said.get("rowspan", ""))
        self._cell = cell = _Cell(line, self._column)
        if across * down > 1:
            right = min(self._column + across, MOST_COLUMNS) - 1
            span = Span(line, self._column, line + down - 1, right)
            self.pages[-1].spans.append(span)
            self._links += down
            if self._links > MOST_LINKS:
                raise BadInput("cells.too_big", file=self._budget.name, measure="merges", limit=MOST_LINKS)
            for below in range(line + 1, line + down):
                self._taken.setdefault(below, []).append(span)
        self._column += across
        dress = self._dresses.get(said.get("class", "").split(" ")[0], PLAIN)
        style = _dress(said.get("style", ""))
        cell.font, cell.bold = style.font or dress.font, tag == "th" or style.bold or dress.bold
        cell.number = said.get("sdval") or said.get("x:num") or ""
        own = said.get("sdnum", "").split(";", 2)[2:]  # language, its formats', the format
        cell.shows = shows(own[0]) if own else style.shows or dress.shows

    def _within(self, cell: _Cell, tag: str, said: dict[str, str]) -> None:
        if tag in ("br", "p", "div", "li") and (tag == "br" or cell.pieces):
            cell.pieces.append("\n")
        elif tag in ("b", "strong"):
            cell.bold = True
        elif tag in ("font", "span"):
            cell.font = said.get("face", "").split(",")[0] or _dress(said.get("style", "")).font or cell.font

    def handle_endtag(self, tag: str) -> None:
        """A cell, a row or a table ends."""
        if tag == "style":
            self._in_style = False
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._close()
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._close()

    def handle_data(self, data: str) -> None:
        """Text of a cell, or the style sheet."""
        if self._in_style:
            for name, body in _CLASS.findall(data):
                self._dresses[name] = _dress(body)
        elif self._cell is not None:
            self._cell.pieces.append(_SPACE.sub(" ", data))

    def handle_comment(self, data: str) -> None:
        """Excel keeps its style sheet in a comment."""
        if self._in_style:
            self.handle_data(data)

    def _close(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        raw = re.sub(r" *\n *", "\n", "".join(cell.pieces)).replace("\u00a0", " ")
        if not raw and not cell.number:
            return
        style = Style(font=cell.font, bold=cell.bold)
        exact = number(cell.number)
        if exact is not None:
            style = style._replace(shows=cell.shows)
            kind, text, value = dressed(exact, cell.shows, False)
            self.pages[-1].add(cell.line, cell.column, kind, text, value, raw, style)
            return
        text = letters(raw, cell.font).strip()
        changed = text != raw.strip()
        flags = 0 if not changed else OLD_FONT if old_font(cell.font) else RECOMPOSED
        self.pages[-1].add(cell.line, cell.column, "text" if text else "blank", text, text, raw, style, flags)


def _span(text: str) -> int:
    return max(1, min(count(text, 5) or 1, 1000))


def _dress(css: str) -> Style:
    font = _FONT.search(css)
    said = _FORMAT.search(css)
    code = next(filter(None, said.groups()), "").strip() if said else ""
    made = _NAMED[code.lower()] if code.lower() in _NAMED else shows(code)
    return Style(shows=made, font=font[1].strip() if font else "", bold=bool(_BOLD.search(css)))


def read(text: str, name: str, limits: Limits = LIMITS, watch: Watch | None = None) -> Workbook:
    """The tables of an HTML text, each a page; BadInput `cells.no_table`, `cells.broken_part`, `paste.too_big`."""
    if len(text) > limits.packed:
        raise BadInput("paste.too_big", characters=len(text), limit=limits.packed)
    tables = _Tables(Budget(name, limits))
    try:
        for place in range(0, len(text), _CHUNK):
            (watch or Watch()).step(place, len(text))
            tables.feed(text[place : place + _CHUNK])
        tables.close()
        tables.handle_endtag("table")
    except AssertionError as error:  # html.parser's word for markup it cannot follow
        raise BadInput("cells.broken_part", file=name, part="HTML") from error
    pages: list[Page] = []
    for place, builder in enumerate(tables.pages, start=1):
        builder.name = str(place)
        pages.append(builder.page())
    if not pages:
        raise BadInput("cells.no_table", file=name)
    return Workbook(name, "html", tuple(pages))
