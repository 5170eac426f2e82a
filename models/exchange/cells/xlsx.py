"""XLSX workbooks, Transitional and Strict alike, from their own XML: nothing a page holds is passed over in silence.

The written dimension is not used (WPS writes A1 for a full page). Source: ECMA-376, part 1, 18.2-18.8.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from models.exchange.cells.formats import count, dressed, iso_moment, letters, number, old_font, unescape
from models.exchange.cells.model import (
    APOSTROPHE,
    FORMULA,
    LIMITS,
    OLD_FONT,
    RECOMPOSED,
    UNCACHED,
    Kind,
    Limits,
    Note,
    Page,
    Style,
    Watch,
    Workbook,
)
from models.exchange.cells.place import Budget, PageBuilder, place_of, span_of
from models.exchange.cells.unpack import Handler, Package, parse, relations
from models.exchange.cells.xlsx_parts import (
    BookPart,
    Comments,
    Properties,
    Run,
    State,
    Strings,
    Styles,
    text_place,
    yes,
)
from models.rules.errors import BadInput

_OTHER_PAGES: Final = ("chartsheet", "dialogsheet", "macrosheet")
"""What a page may be instead of a worksheet. Its own first element says so; the relation's type is not asked."""
_TRUE: Final = {"1": True, "true": True, "0": False, "false": False}


class Texts:
    """Stored texts as clean ones, each pair of text and font made once."""

    def __init__(self) -> None:
        self._made: dict[tuple[tuple[Run, ...], str], tuple[str, str, int]] = {}

    def made(self, runs: tuple[Run, ...], font: str) -> tuple[str, str, int]:
        """(clean text, text as stored, flags of what was converted)."""
        key = runs, font
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._make(runs, font)
        return found

    def _make(self, runs: tuple[Run, ...], font: str) -> tuple[str, str, int]:
        raw = "".join(text for text, _ in runs)
        pieces, flags = [], 0
        for text, own in runs:
            used = own or font
            made = letters(text, used)
            if old_font(used) and made != text:
                flags |= OLD_FONT
            pieces.append(made)
        # A letter and its mark may stand in two runs: the whole is cleaned once more.
        whole = letters("".join(pieces), "").strip()
        if not flags and whole != raw.strip():
            flags |= RECOMPOSED
        return whole, raw, flags


class PagePart(Handler):
    """One worksheet's XML into a page builder."""

    def __init__(self, name: str, part: str, builder: PageBuilder, strings: Strings, styles: Styles) -> None:
        self._file, self._part, self._builder = name, part, builder
        self._strings, self._styles = strings, styles
        self._texts = Texts()
        self.from_1904 = False
        self.root = ""
        self._line, self._column = -1, -1
        self._cell: Mapping[str, str] | None = None
        self._inline: Strings | None = None
        self._data: list[str] = []
        self._in = ""
        self._value: str | None = None
        self._formula: str | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A row, a cell, or something inside one; everything else is taken by `_aside`."""
        if self._cell is not None:
            self._inside(name, attributes)
        elif name == "c":
            self._cell, self._inline = attributes, None
            self._value = self._formula = None
            self._column += 1
            ref = attributes.get("r")
            place = place_of(ref) if ref else None
            if place is not None:
                self._line, self._column = place
        elif name == "row":
            self._row(attributes)
        else:
            self._aside(name, attributes)

    def _inside(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._inline is not None:
            self._inline.start(name, attributes)
        elif name == "is":
            self._inline = Strings()
            self._inline.start(name, attributes)
        elif name in ("v", "f"):
            self._in, self._data = name, []

    def _row(self, attributes: Mapping[str, str]) -> None:
        written = count(attributes.get("r", ""), 7)
        self._line = written - 1 if written else self._line + 1
        self._column = -1
        if yes(attributes.get("hidden")) or attributes.get("ht") in ("0", "0.0"):
            self._builder.hidden_rows.add(self._line)
        level = count(attributes.get("outlineLevel", "0"), 2)
        if level:
            self._builder.outline[self._line] = level

    def _aside(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self.root:
            self.root = name
        elif name == "mergeCell":
            span = span_of(attributes.get("ref", ""))
            if span is not None:
                self._builder.spans.append(span)
        elif name == "col" and (yes(attributes.get("hidden")) or attributes.get("width") in ("0", "0.0")):
            first, last = count(attributes.get("min", ""), 6), count(attributes.get("max", ""), 6)
            if first is not None and last is not None:
                self._builder.hidden_columns.append((first - 1, last - 1))
        elif name == "autoFilter" and self._builder.filtered is None:
            self._builder.filtered = span_of(attributes.get("ref", ""))
        elif name == "drawing":
            self._builder.drawings = True

    def text(self, data: str) -> None:
        """Characters of a value, a formula or an inline text."""
        if self._in:
            self._data.append(data)
        elif self._inline is not None:
            self._inline.text(data)

    def end(self, name: str) -> None:
        """A value, a formula or the whole cell is there."""
        if self._cell is None:
            return
        if name == "c":
            self._close(self._cell)
            self._cell, self._inline = None, None
        elif name == self._in:
            if name == "v":
                self._value = "".join(self._data)
            else:
                self._formula = "".join(self._data)
            self._in = ""
        elif self._inline is not None:
            self._inline.end(name)

    def _close(self, cell: Mapping[str, str]) -> None:
        if self._value is None and self._formula is None and self._inline is None:
            return  # only dressed
        style = self._styles.style(cell.get("s", "0"))
        raw = self._value or ""
        flags, formula = 0, ""
        if self._formula is not None:
            flags, formula = FORMULA, self._formula or "…"
            if not raw and cell.get("t") != "str" and self._inline is None:
                self._builder.add(self._line, self._column, "blank", "", "", "", style, flags | UNCACHED, formula)
                return
        kind, text, value, raw, more = self._content(cell.get("t", "n"), raw, style)
        if style.apostrophe and kind == "text":
            more |= APOSTROPHE
        self._builder.add(self._line, self._column, kind, text, value, raw, style, flags | more, formula)

    def _content(self, kind: str, raw: str, style: Style) -> tuple[Kind, str, Decimal | bool | str, str, int]:
        if self._inline is None and not raw.strip():
            return "blank", "", "", raw, 0
        if kind == "s" and self._inline is None:
            return self._words(text_place(raw.strip(), self._strings.found, self._file, self._part), style)
        if self._inline is not None:
            runs = self._inline.found[-1] if self._inline.found else ()
            return self._words(runs or ((unescape(raw), ""),), style)
        if kind == "n":
            return *self._number(raw, style), raw, 0
        if kind == "b":
            said = _TRUE.get(raw.strip().lower())
            if said is not None:
                return "boolean", "TRUE" if said else "FALSE", said, raw, 0
        if kind == "e":
            return "error", raw.strip(), raw.strip(), raw, 0
        if kind == "d":
            found = iso_moment(raw.strip())
            if found is not None:
                return *found, raw, 0
        return self._words(((unescape(raw), ""),), style)

    def _number(self, raw: str, style: Style) -> tuple[Kind, str, Decimal | str]:
        bare = raw.strip()
        value = number(bare)
        if value is None:
            return "error", bare, bare
        return dressed(value, style.shows, self.from_1904) if style.shows else dressed(value, "", False)

    def _words(self, runs: tuple[Run, ...], style: Style) -> tuple[Kind, str, str, str, int]:
        text, raw, flags = self._texts.made(runs, style.font)
        return ("text" if text else "blank"), text, text, raw, flags


def read(content: bytes, name: str, limits: Limits = LIMITS, watch: Watch | None = None) -> Workbook:
    """An XLSX file as pages. BadInput `cells.…`, never another exception."""
    package = Package(content, name, limits, watch or Watch())
    if package.locked:
        raise BadInput("cells.password", file=name)
    return read_package(package, limits)


def read_package(package: Package, limits: Limits) -> Workbook:
    """The same for a file already opened."""
    main = next((part for kind, part in relations(package, "").values() if kind == "officeDocument"), "xl/workbook.xml")
    book = BookPart()
    parse(package, main, book)
    leads = relations(package, main)
    strings, styles = Strings(), Styles()
    for kind, part in leads.values():
        if kind == "sharedStrings":
            parse(package, part, strings)
        elif kind == "styles":
            parse(package, part, styles)
    budget = Budget(package.name, limits)
    pages = tuple(_page(package, budget, leads, each, book, strings, styles) for each in book.pages)
    if not pages:
        raise BadInput("cells.no_pages", file=package.name)
    notes = [Note("cells.drawings", {"page": each.name}) for each in pages if each.drawings]
    return Workbook(package.name, "xlsx", pages, tuple(notes), book.defined, _properties(package))


def _page(
    package: Package,
    budget: Budget,
    leads: Mapping[str, tuple[str, str]],
    listed: tuple[str, str, State],
    book: BookPart,
    strings: Strings,
    styles: Styles,
) -> Page:
    name, link, state = listed
    _, part = leads.get(link, ("", ""))
    if not part or part not in package:
        raise BadInput("cells.broken_page", file=package.name, page=name)
    builder = PageBuilder(name, budget)
    builder.state = state
    handler = PagePart(package.name, name, builder, strings, styles)
    handler.from_1904 = book.from_1904
    try:
        parse(package, part, handler)
    except BadInput as refused:
        if refused.code == "cells.broken_part":
            raise BadInput("cells.broken_page", file=package.name, page=name) from refused
        raise
    if handler.root in _OTHER_PAGES:
        return Page(name, state=state, sheet=False)
    if handler.root != "worksheet":
        raise BadInput("cells.broken_page", file=package.name, page=name)
    for kind, more in relations(package, part).values():
        if kind == "comments" and more in package:
            comments = Comments()
            parse(package, more, comments)
            builder.comments.update(comments.found)
    return builder.page()


def _properties(package: Package) -> dict[str, str]:
    part = "docProps/custom.xml"
    if part not in package:
        return {}
    handler = Properties()
    parse(package, part, handler)
    return handler.found
