"""Values into cells of somebody else's workbook: those cells change and nothing else, byte for byte.

The page's XML is cut where the cells stand; looks, formulas, drawings, macros and everything this program does not know
stay as they are. The workbook is marked to be computed anew when it is opened, since formulas may rest on what came in.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final
from xml.parsers import expat
from xml.sax.saxutils import escape

from models.exchange.cells.formats import count
from models.exchange.cells.model import LIMITS, Watch, address
from models.exchange.cells.place import place_of
from models.exchange.cells.unpack import Package, local, parse, relations
from models.exchange.cells.xlsx_parts import BookPart
from models.rules.errors import BadInput

Place = tuple[int, int]
_CALC: Final = re.compile(rb"<((?:[\w.-]+:)?)calcPr\b([^>]*?)(/?)>")
_BEFORE_CALC: Final = re.compile(rb"</(?:[\w.-]+:)?(?:definedNames|externalReferences|functionGroups|sheets)\s*>")


@dataclass(slots=True)
class _Element:
    """Where an element stands: its first byte, the ends of its opening tag and of itself; whether it is empty."""

    start: int
    opened: int
    end: int
    empty: bool
    style: str = ""


@dataclass(slots=True)
class _Row:
    place: _Element
    cells: dict[int, _Element] = field(default_factory=dict)


class _Map:
    """Where rows and cells stand in the XML of a page."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.rows: dict[int, _Row] = {}
        self.data: _Element | None = None
        self.prefix = ""
        self._open: list[tuple[str, Any]] = []
        self._line, self._column = -1, -1
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.Parse(content, True)

    def _element(self) -> _Element:
        start = self._parser.CurrentByteIndex
        quote, at = 0, start
        while quote or self.content[at] != 0x3E:  # ">" outside of quotes
            byte = self.content[at]
            if byte in (0x22, 0x27):
                quote = 0 if byte == quote else quote or byte
            at += 1
        return _Element(start, at + 1, at + 1, self.content[at - 1 : at] == b"/")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        made: _Element | None = None
        if name == "sheetData":
            self.data = made = self._element()
            self.prefix = tag.removesuffix("sheetData")
        elif name == "row":
            made = self._element()
            written = count(attributes.get("r", ""), 7)
            self._line = written - 1 if written else self._line + 1
            self._column = -1
            self.rows.setdefault(self._line, _Row(made))
        elif name == "c" and self.data is not None:
            made = self._element()
            made.style = attributes.get("s", "")
            place = place_of(attributes.get("r", ""))
            self._column = place[1] if place else self._column + 1
            self.rows[self._line].cells.setdefault(self._column, made)
        self._open.append((name, made))

    def _end(self, _tag: str) -> None:
        _, made = self._open.pop()
        if made is not None and not made.empty:
            made.end = self.content.index(b">", self._parser.CurrentByteIndex) + 1


def filled(content: bytes, name: str, page: str, values: Mapping[Place, Decimal | str]) -> bytes:
    """The workbook with values in cells of a page (line and column from 0), numbers as numbers.

    BadInput `excel.no_sheet`, those of reading an XLSX file.
    """
    package = Package(content, name, LIMITS, Watch())
    main = next((part for kind, part in relations(package, "").values() if kind == "officeDocument"), "xl/workbook.xml")
    book = BookPart()
    parse(package, main, book)
    links = relations(package, main)
    part = next((links[link][1] for title, link, _ in book.pages if title == page and link in links), "")
    if not part:
        raise BadInput("excel.no_sheet", sheet=page, file=name)
    changed = {part.casefold(): _page(b"".join(package.chunks(part)), name, page, values)}
    changed[main.casefold()] = _computed_anew(b"".join(package.chunks(main)))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            key = info.filename.replace("\\", "/").lstrip("/").casefold()
            new.writestr(info, changed[key] if key in changed else old.read(info))
    return out.getvalue()


def _page(content: bytes, name: str, page: str, values: Mapping[Place, Decimal | str]) -> bytes:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = content.decode("utf-16")
        content = re.sub(r'encoding="[^"]*"', 'encoding="UTF-8"', text, count=1).encode()
    try:
        at = _Map(content)
    except expat.ExpatError as error:
        raise BadInput("cells.broken_page", file=name, page=page) from error
    if at.data is None:
        raise BadInput("cells.broken_page", file=name, page=page)
    cuts: dict[tuple[int, int], list[bytes]] = {}
    by_line: dict[int, dict[int, Decimal | str]] = {}
    for (line, column), value in sorted(values.items()):
        by_line.setdefault(line, {})[column] = value
    for line, cells in by_line.items():
        row = at.rows.get(line)
        if row is None:
            made = b"".join(_cell(at.prefix, line, column, value, "") for column, value in cells.items())
            tag = f"{at.prefix}row".encode()
            whole = b"<" + tag + f' r="{line + 1}">'.encode() + made + b"</" + tag + b">"
            later = min((each.place.start for n, each in at.rows.items() if n > line), default=-1)
            _insert(cuts, at.data, "sheetData", at.prefix, later, whole)
        else:
            for column, value in cells.items():
                held = row.cells.get(column)
                made = _cell(at.prefix, line, column, value, held.style if held else "")
                if held is not None:
                    cuts[held.start, held.end] = [made]
                else:
                    later = min((each.start for n, each in row.cells.items() if n > column), default=-1)
                    _insert(cuts, row.place, "row", at.prefix, later, made)
    for (start, end), made_all in sorted(cuts.items(), reverse=True):
        content = content[:start] + b"".join(made_all) + content[end:]
    return content


def _insert(
    cuts: dict[tuple[int, int], list[bytes]], into: _Element, name: str, prefix: str, before: int, made: bytes
) -> None:
    """Put something into an element, before what stands at `before` or else at its end."""
    closing = f"</{prefix}{name}>".encode()
    if not into.empty:
        place = before if before >= 0 else into.end - len(closing)
        cuts.setdefault((place, place), []).append(made)
        return
    slash = (into.opened - 2, into.opened)  # an empty tag opens: its "/>" becomes ">", what is put in, the closing tag
    held = cuts.setdefault(slash, [b">", closing])
    held.insert(len(held) - 1, made)


def _cell(prefix: str, line: int, column: int, value: Decimal | str, style: str) -> bytes:
    look = f' s="{style}"' if style else ""
    ref = address(line, column)
    if isinstance(value, str):
        text = escape(value)
        inside = f'<{prefix}is><{prefix}t xml:space="preserve">{text}</{prefix}t></{prefix}is>'
        return f'<{prefix}c r="{ref}"{look} t="inlineStr">{inside}</{prefix}c>'.encode()
    return f'<{prefix}c r="{ref}"{look}><{prefix}v>{format(value, "f")}</{prefix}v></{prefix}c>'.encode()


def _computed_anew(content: bytes) -> bytes:
    """The workbook's own part with the word to compute everything when it is opened."""
    found = _CALC.search(content)
    if found is not None:
        said = re.sub(rb"\s*fullCalcOnLoad\s*=\s*(\"[^\"]*\"|'[^']*')", b"", found[2])
        made = b"<" + found[1] + b"calcPr" + said + b' fullCalcOnLoad="1"' + found[3] + b">"
        return content[: found.start()] + made + content[found.end() :]
    ends = list(_BEFORE_CALC.finditer(content))
    if not ends:
        return content
    prefix = re.match(rb"</((?:[\w.-]+:)?)", ends[-1][0])
    at = ends[-1].end()
    tag = b"<" + (prefix[1] if prefix else b"") + b'calcPr fullCalcOnLoad="1"/>'
    return content[:at] + tag + content[at:]
