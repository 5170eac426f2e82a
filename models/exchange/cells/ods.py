"""ODS workbooks (LibreOffice) from their own XML; counts of repeated cells and rows are unfolded only where they hold
something, and against the same limits.

Source: OpenDocument 1.3, part 3, 9. Formats are taken from the value's own type; of styles only bold and font.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from models.exchange.cells.formats import count, iso_moment, letters, number, old_font
from models.exchange.cells.model import (
    FORMULA,
    OLD_FONT,
    PLAIN,
    RECOMPOSED,
    UNCACHED,
    Kind,
    Limits,
    Note,
    Page,
    Span,
    Style,
    Workbook,
    plain,
)
from models.exchange.cells.place import MOST_COLUMNS, MOST_ROWS, Budget, PageBuilder
from models.exchange.cells.unpack import Handler, Package, attribute, local, parse
from models.rules.errors import BadInput

_DURATION: Final = re.compile(r"-?PT(\d{1,7})H(\d{1,2})M(?:[\d.,]+S)?")
_NUMERIC: Final = ("float", "currency", "percentage")


def _count(attributes: Mapping[str, str], name: str) -> int:
    text = attribute(attributes, name)
    return max(1, count(text, 8) or 1)


class _Cell:
    """A cell being read: its attributes, text and comment."""

    def __init__(self, attributes: Mapping[str, str], covered: bool) -> None:
        self.attributes, self.covered = attributes, covered
        self.paragraphs: list[list[str]] = []
        self.comment: list[list[str]] | None = None


class ContentPart(Handler):
    """content.xml into pages."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.pages: list[Page] = []
        self.drawings: list[str] = []
        self._styles: dict[str, Style] = {}
        self._hidden_tables: set[str] = set()
        self._style = ""
        self._builder: PageBuilder | None = None
        self._depth = 0
        self._line = self._column = self._columns = 0
        self._row: list[tuple[int, _Cell]] = []
        self._row_attributes: Mapping[str, str] = {}
        self._cell: _Cell | None = None
        self._in_comment = False
        self._paragraphs = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Tables, rows, cells and their text; a table inside a table is passed over."""
        if name == "table":
            self._depth += 1
            if self._depth == 1:
                self._open(attributes)
        elif self._depth > 1:
            return
        elif self._cell is not None:
            self._inside(self._cell, name, attributes)
        elif self._builder is None:
            self._dress(name, attributes)
        elif name == "table-column":
            count = min(_count(attributes, "number-columns-repeated"), MOST_COLUMNS)
            if attribute(attributes, "visibility") in ("collapse", "filter"):
                self._builder.hidden_columns.append((self._columns, self._columns + count - 1))
            self._columns += count
        elif name == "table-row":
            self._row, self._row_attributes, self._column = [], attributes, 0
        elif name in ("table-cell", "covered-table-cell"):
            self._cell = _Cell(attributes, name.startswith("covered"))
        elif name == "shapes":
            self._builder.drawings = True

    def _dress(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self._style = attribute(attributes, "name")
        elif name == "table-properties" and attribute(attributes, "display") == "false":
            self._hidden_tables.add(self._style)
        elif name == "text-properties" and self._style:
            font = attribute(attributes, "font-name").strip("'\"")
            bold = attribute(attributes, "font-weight") == "bold"
            self._styles[self._style] = Style(font=font, bold=bold)

    def _open(self, attributes: Mapping[str, str]) -> None:
        self._builder = PageBuilder(attribute(attributes, "name"), self._budget)
        if attribute(attributes, "style-name") in self._hidden_tables:
            self._builder.state = "hidden"
        self._line = self._column = self._columns = 0

    def _inside(self, cell: _Cell, name: str, attributes: Mapping[str, str]) -> None:
        if name == "annotation":
            self._in_comment, cell.comment = True, []
        elif name in ("p", "h"):
            self._paragraphs += 1
            (cell.comment if self._in_comment and cell.comment is not None else cell.paragraphs).append([])
        elif name == "line-break":
            self.text("\n")
        elif name == "tab":
            self.text("\t")
        elif name == "s":
            self.text(" " * min(_count(attributes, "c"), 1000))
        elif name in ("frame", "custom-shape") and self._builder is not None:
            self._builder.drawings = True

    def text(self, data: str) -> None:
        """Characters of a paragraph."""
        if self._cell is None or not self._paragraphs or self._depth > 1:
            return
        into = self._cell.comment if self._in_comment else self._cell.paragraphs
        if into:
            into[-1].append(data)

    def end(self, name: str) -> None:
        """A cell, a row or a table is whole."""
        if name == "table":
            self._depth -= 1
            if self._depth == 0 and self._builder is not None:
                self.pages.append(self._builder.page())
                self._builder = None
        elif self._depth > 1:
            return
        elif name == "annotation":
            self._in_comment = False
        elif name in ("p", "h") and self._cell is not None:
            self._paragraphs -= 1
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._close(self._cell)
            self._cell = None
        elif name == "table-row" and self._builder is not None:
            self._close_row(self._builder)

    def _close(self, cell: _Cell) -> None:
        count = min(_count(cell.attributes, "number-columns-repeated"), MOST_COLUMNS)
        kind = attribute(cell.attributes, "value-type")
        holds = bool(kind or attribute(cell.attributes, "formula") or any(map(any, cell.paragraphs)))
        spanned = _count(cell.attributes, "number-columns-spanned") * _count(cell.attributes, "number-rows-spanned")
        if holds or cell.comment is not None or spanned > 1:
            for place in range(count):
                if self._column + place < MOST_COLUMNS:
                    self._row.append((self._column + place, cell))
        self._column += count

    def _close_row(self, builder: PageBuilder) -> None:
        count = _count(self._row_attributes, "number-rows-repeated")
        self._budget.room(count * len(self._row))
        hidden = attribute(self._row_attributes, "visibility") in ("collapse", "filter")
        for place in range(count if self._row else 0):
            line = self._line + place
            if line >= MOST_ROWS:
                break
            if hidden:
                builder.hidden_rows.add(line)
            for column, cell in self._row:
                self._put(builder, line, column, cell)
        self._line += count

    def _put(self, builder: PageBuilder, line: int, column: int, cell: _Cell) -> None:
        across = _count(cell.attributes, "number-columns-spanned")
        down = _count(cell.attributes, "number-rows-spanned")
        if across * down > 1 and not cell.covered:
            builder.spans.append(
                Span(line, column, min(line + down, MOST_ROWS) - 1, min(column + across, MOST_COLUMNS) - 1)
            )
        if cell.comment is not None:
            builder.comments[(line, column)] = letters("\n".join("".join(each) for each in cell.comment), "")
        raw = "\n".join("".join(each) for each in cell.paragraphs)
        formula = attribute(cell.attributes, "formula")
        said = attribute(cell.attributes, "value-type")
        if not (said or formula or raw):
            return
        style = self._styles.get(attribute(cell.attributes, "style-name"), PLAIN)
        if said == "percentage":
            style = style._replace(format="0%", shows="percent")
        kind, text, value, flags = _value(cell.attributes, said, raw, style.font)
        if formula:
            flags |= FORMULA | (UNCACHED if not said and not raw else 0)
        builder.add(line, column, kind, text, value, raw, style, flags, formula)


def _value(
    attributes: Mapping[str, str], said: str, raw: str, font: str
) -> tuple[Kind, str, Decimal | bool | str, int]:
    if said in _NUMERIC:
        value = number(attribute(attributes, "value"))
        if value is not None and raw[:1] != "#":
            return "number", plain(value), value, 0
        return "error", raw, raw, 0
    if said == "boolean":
        truth = attribute(attributes, "boolean-value") == "true"
        return "boolean", "TRUE" if truth else "FALSE", truth, 0
    if said == "date":
        found = iso_moment(attribute(attributes, "date-value"))
        if found is not None:
            return *found, 0
    if said == "time":
        took = _DURATION.fullmatch(attribute(attributes, "time-value"))
        if took is not None:
            text = f"{int(took[1])}:{int(took[2]):02}"
            return "time" if int(took[1]) < 24 else "duration", text, text, 0
    if any(value == "error" and local(key) == "value-type" for key, value in attributes.items()):
        return "error", raw, raw, 0
    text = letters(raw or attribute(attributes, "string-value"), font).strip()
    changed = text != raw.strip() and bool(raw)
    flags = 0 if not changed else OLD_FONT if old_font(font) else RECOMPOSED
    return ("text" if text else "blank"), text, text, flags


def read_package(package: Package, limits: Limits) -> Workbook:
    """An ODS file as pages; BadInput `cells.…`."""
    if "meta-inf/manifest.xml" in package and b"encryption-data" in package.small("META-INF/manifest.xml"):
        raise BadInput("cells.password", file=package.name)
    handler = ContentPart(Budget(package.name, limits))
    parse(package, "content.xml", handler)
    if not handler.pages:
        raise BadInput("cells.no_pages", file=package.name)
    notes = [Note("cells.drawings", {"page": each.name}) for each in handler.pages if each.drawings]
    return Workbook(package.name, "ods", tuple(handler.pages), tuple(notes))
