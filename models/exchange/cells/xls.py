"""Excel 97-2003 workbooks (.xls) from their own records, with hidden rows, merges, formulas, formats and fonts.

A library in C or Rust is not asked: a damaged file makes the one at hand end the whole program (see the decisions).
Source: [MS-XLS], 2.4. Texts of comments lie in drawings and are not read; that there is a comment is told.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, Literal

from models.exchange.cells.compound import Compound
from models.exchange.cells.formats import BUILT_IN, dressed, shows
from models.exchange.cells.model import (
    FORMULA,
    LIMITS,
    PLAIN,
    UNCACHED,
    Kind,
    Limits,
    Page,
    Span,
    Style,
    Watch,
    Workbook,
)
from models.exchange.cells.place import Budget, PageBuilder
from models.exchange.cells.records import CONTINUE, SharedStrings, double, packed, records, short_text, text
from models.exchange.cells.xlsx import Texts
from models.rules.errors import BadInput

_STATES: Final[Mapping[int, Literal["visible", "hidden", "very-hidden"]]] = {
    0: "visible",
    1: "hidden",
    2: "very-hidden",
}
_ERRORS: Final = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_BIFF8: Final = 0x0600
_STEP: Final = 500
_TROUBLES: Final = (struct.error, IndexError, UnicodeDecodeError)


class _Globals:
    """What stands before the pages: their list, strings, formats, fonts."""

    def __init__(self, stream: bytes, name: str) -> None:
        self.pages: list[tuple[int, int, int, str]] = []
        self.strings: list[str] = []
        self.from_1904 = False
        self._formats: dict[int, str] = {}
        self._fonts: list[Style] = []
        self._dresses: list[tuple[int, int, int]] = []
        shared: list[bytes] = []
        last = 0
        for kind, body, _ in records(stream):
            if kind == 0x0809 and struct.unpack_from("<H", body, 0)[0] != _BIFF8:
                raise BadInput("cells.another_kind", file=name, looks="excel-95")
            if kind == 0x2F:
                raise BadInput("cells.password", file=name)
            if kind == 0xFC or (kind == CONTINUE and last == 0xFC):
                shared.append(body)
            elif kind == 0x0A:
                break
            else:
                self._take(kind, body)
            last = last if kind == CONTINUE else kind
        if shared:
            self.strings = SharedStrings(shared, name).found
        self.styles = [self._style(*each) for each in self._dresses]

    def _take(self, kind: int, body: bytes) -> None:
        if kind == 0x85:
            offset, state, what = struct.unpack_from("<IBB", body, 0)
            self.pages.append((offset, state & 3, what, short_text(body, 6)))
        elif kind == 0x22:
            self.from_1904 = body[:1] == b"\1"
        elif kind == 0x41E:
            self._formats[struct.unpack_from("<H", body, 0)[0]] = text(body, 2)
        elif kind == 0x31:
            height, flags, _, weight = struct.unpack_from("<4H", body, 0)
            font = short_text(body, 14)
            size = Decimal(height) / 20
            self._fonts.append(PLAIN._replace(font=font, bold=weight >= 600, italic=bool(flags & 2), size=size))
        elif kind == 0xE0:
            font_at, format_at = struct.unpack_from("<2H", body, 0)
            self._dresses.append((font_at, format_at, body[8] & 15))

    def _style(self, font: int, number_format: int, indent: int) -> Style:
        font -= font > 4  # there is no font 4
        dress = self._fonts[font] if font < len(self._fonts) else PLAIN
        code = self._formats.get(number_format) or BUILT_IN.get(number_format, "")
        return dress._replace(format=code, shows=shows(code), indent=indent)


class _PageRecords:
    """The records of one page into a builder."""

    def __init__(self, builder: PageBuilder, book: _Globals) -> None:
        self._builder, self._book = builder, book
        self._texts = Texts()
        self._waiting: tuple[int, int, Style] | None = None

    def take(self, kind: int, body: bytes) -> None:
        """One record; those that hold no cell and no dress are passed over."""
        if kind in (0x203, 0x27E, 0xFD, 0x204, 0xD6, 0x205, 0x06, 0xBD):
            self._cell(kind, body)
        elif kind == 0x207 and self._waiting is not None:
            line, column, style = self._waiting
            self._waiting = None
            self._words(line, column, text(body, 0), style, FORMULA)
        elif kind == 0x208:
            (line,) = struct.unpack_from("<H", body, 0)
            (flags,) = struct.unpack_from("<I", body, 12)
            if flags & 0x20:
                self._builder.hidden_rows.add(line)
            if flags & 7:
                self._builder.outline[line] = flags & 7
        elif kind == 0x7D:
            first, last, width, _, options = struct.unpack_from("<5H", body, 0)
            if options & 1 or not width:
                self._builder.hidden_columns.append((first, last))
        elif kind == 0xE5:
            (count,) = struct.unpack_from("<H", body, 0)
            for place in range(min(count, (len(body) - 2) // 8)):
                top, bottom, left, right = struct.unpack_from("<4H", body, 2 + 8 * place)
                if bottom >= top and right >= left and (bottom, right) != (top, left):
                    self._builder.spans.append(Span(top, left, bottom, right))
        elif kind == 0x1C:
            line, column = struct.unpack_from("<2H", body, 0)
            self._builder.comments[(line, column)] = "…"
        elif kind == 0x5D:
            self._builder.drawings = self._builder.drawings or struct.unpack_from("<H", body, 4)[0] not in (0x19, 0x14)

    def _cell(self, kind: int, body: bytes) -> None:
        line, column, dress = struct.unpack_from("<3H", body, 0)
        style = self._style(dress)
        if kind == 0x203:
            self._number(line, column, double(body, 6), style)
        elif kind == 0x27E:
            self._number(line, column, packed(struct.unpack_from("<I", body, 6)[0]), style)
        elif kind == 0xBD:
            for place in range((len(body) - 6) // 6):
                own, bits = struct.unpack_from("<HI", body, 4 + 6 * place)
                self._number(line, column + place, packed(bits), self._style(own))
        elif kind == 0xFD:
            (at,) = struct.unpack_from("<I", body, 6)
            self._words(line, column, self._book.strings[at], style)
        elif kind in (0x204, 0xD6):
            self._words(line, column, text(body, 6), style)
        elif kind == 0x205:
            self._truth(line, column, body[6], bool(body[7]), style)
        else:
            self._formula(line, column, body, style)

    def _style(self, at: int) -> Style:
        return self._book.styles[at] if at < len(self._book.styles) else PLAIN

    def _formula(self, line: int, column: int, body: bytes, style: Style) -> None:
        """The saved result; that the formula's own text is not told is said by "…"."""
        if body[12:14] != b"\xff\xff":
            self._number(line, column, double(body, 6), style, FORMULA)
        elif body[6] == 0:
            self._waiting = line, column, style
        elif body[6] in (1, 2):
            self._truth(line, column, body[8], body[6] == 2, style, FORMULA)
        else:
            self._add(line, column, "blank", "", "", "", style, FORMULA)

    def _number(self, line: int, column: int, value: Decimal | None, style: Style, flags: int = 0) -> None:
        if value is None:
            self._add(line, column, "error", "#NUM!", "#NUM!", "", style, flags)
            return
        kind, said, meant = dressed(value, style.shows, self._book.from_1904)
        self._add(line, column, kind, said, meant, str(value), style, flags)

    def _truth(self, line: int, column: int, value: int, wrong: bool, style: Style, flags: int = 0) -> None:
        if wrong:
            said = _ERRORS.get(value, "#?")
            self._add(line, column, "error", said, said, said, style, flags)
        else:
            said = "TRUE" if value else "FALSE"
            self._add(line, column, "boolean", said, bool(value), said, style, flags)

    def _words(self, line: int, column: int, stored: str, style: Style, flags: int = 0) -> None:
        said, raw, more = self._texts.made(((stored, ""),), style.font)
        self._add(line, column, "text" if said else "blank", said, said, raw, style, flags | more)

    def _add(
        self,
        line: int,
        column: int,
        kind: Kind,
        said: str,
        value: Decimal | bool | str,
        raw: str,
        style: Style,
        flags: int,
    ) -> None:
        self._builder.add(line, column, kind, said, value, raw, style, flags, "…" if flags & FORMULA else "")

    def close(self) -> None:
        """A formula whose text never came has no saved result."""
        if self._waiting is not None:
            line, column, style = self._waiting
            self._add(line, column, "blank", "", "", "", style, FORMULA | UNCACHED)


def read(content: bytes, name: str, limits: Limits = LIMITS, watch: Watch | None = None) -> Workbook:
    """An .xls file as pages. BadInput `cells.…`, never another exception."""
    try:
        file = Compound(content, name)
        if "Workbook" not in file:
            looks = "excel-95" if "Book" in file else "archive"
            raise BadInput("cells.another_kind", file=name, looks=looks)
        stream = file.stream("Workbook")
        book = _Globals(stream, name)
        budget = Budget(name, limits)
        pages = tuple(_page(stream, each, book, budget, watch or Watch()) for each in book.pages)
    except _TROUBLES as error:
        raise BadInput("cells.damaged", file=name) from error
    if not pages:
        raise BadInput("cells.no_pages", file=name)
    return Workbook(name, "xls", pages)


def _page(stream: bytes, listed: tuple[int, int, int, str], book: _Globals, budget: Budget, watch: Watch) -> Page:
    offset, state, what, name = listed
    shown = _STATES.get(state, "hidden")
    if what != 0:
        return Page(name, state=shown, sheet=False)
    builder = PageBuilder(name, budget)
    builder.state = shown
    taker = _PageRecords(builder, book)
    depth = 0
    for count, (kind, body, at) in enumerate(records(stream, offset)):
        if count == 0 and kind != 0x0809:
            raise BadInput("cells.broken_page", file=budget.name, page=name)
        if count % _STEP == 0:
            watch.step(at, len(stream))
        depth += (kind == 0x0809) - (kind == 0x0A)
        if depth <= 0:
            taker.close()
            return builder.page()
        if depth == 1:
            taker.take(kind, body)
    raise BadInput("cells.broken_page", file=budget.name, page=name)
