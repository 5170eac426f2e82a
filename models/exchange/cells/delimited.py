"""Plain text as cells: CSV in the encodings offices use, and what Excel puts on the clipboard, which is not CSV.

Excel quotes a cell on the clipboard only when it holds a line break; every other mark of quotation is the writer's own.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from models.exchange.cells.formats import letters
from models.exchange.cells.model import (
    LIMITS,
    OLD_FONT,
    RECOMPOSED,
    Limits,
    Note,
    Page,
    Watch,
    Workbook,
)
from models.exchange.cells.place import MOST_COLUMNS, Budget, PageBuilder
from models.rules.errors import BadInput
from models.rules.number.text import clean, from_tcvn3, looks_like_tcvn3

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEPARATORS: Final = ("\t", ";", ",", "|")
_FIRST_LINES: Final = 20
_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_VIETNAMESE: Final = frozenset(
    clean(letter + tone)
    for base in _LETTERS
    for letter in (base, base.upper())
    for tone in ["", *"\u0300\u0301\u0303\u0309\u0323"]
)
_PUNCTUATION: Final = frozenset("“”‘’–—…½¼°²³«»\u00a0€•·")
_STEP: Final = 4096


def decode(content: bytes, name: str) -> tuple[str, str]:
    """The text of a file and the encoding it was read in.

    A mark of order decides; else strict UTF-8; else windows-1258 or TCVN3 where they give Vietnamese throughout.
    Raises BadInput `cells.encoding`, `cells.not_a_workbook`.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise BadInput("cells.encoding", file=name) from error
    if content[1:2] == b"\0" != content[:1]:
        text = content.decode("utf-16-le", "replace")
        if all(map(_known, clean(text))):
            return text, "utf-16-le"
    if b"\0" in content:
        raise BadInput("cells.not_a_workbook", file=name)
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = clean(content.decode("cp1258"))
        if all(map(_known, text)):
            return text, "windows-1258"
    except UnicodeDecodeError:
        pass
    text = content.decode("cp1252", "replace")
    if "\ufffd" not in text and looks_like_tcvn3(text):
        return text, "tcvn3"
    raise BadInput("cells.encoding", file=name)


def _known(char: str) -> bool:
    return char.isascii() or char in _VIETNAMESE or char in _PUNCTUATION


def separator(text: str) -> tuple[str, str]:
    """The sign between cells and the text that remains: named by a first line `sep=;`, else the one that parts the
    first lines most evenly; a tab when nothing parts them.
    """
    if text[:4].lower() == "sep=" and len(text) > 4:
        first, _, rest = text.partition("\n")
        return first[4:5], rest
    lines = [line for line in text.split("\n", _FIRST_LINES)[:_FIRST_LINES] if line.strip()]
    best, found = (0, 0), "\t"
    for sign in _SEPARATORS:
        counts = [_outside(line, sign) for line in lines]
        usual = max(set(counts), key=lambda count: (counts.count(count), count), default=0)
        fits = counts.count(usual) if usual else 0
        if (fits, usual) > best:
            best, found = (fits, usual), sign
    return found, text


def _outside(line: str, sign: str) -> int:
    """How often a sign stands outside quotes; a comma between digits parts nothing by itself."""
    return sum(piece.count(sign) for piece in line.split('"')[::2])


Quoting: TypeAlias = Literal["csv", "clipboard", "loose"]
"""When marks of quotation around a cell belong to the writing and not to the text: always (CSV); only when a line break
or a doubled mark stands within and no tab does (Excel's clipboard); the same with tabs."""


def split(text: str, sign: str, quoting: Quoting, width: int = MOST_COLUMNS) -> list[list[str]]:
    """Lines of cells. A quote opens a cell only at its start and only if it ends right before a sign or a line's end;
    any other is part of the text.
    """
    rows: list[list[str]] = [[]]
    place, end = 0, len(text)
    while place <= end:
        closed = _quoted(text, place, sign, quoting) if text[place : place + 1] == '"' else None
        if closed is not None:
            cell, place = text[place + 1 : closed].replace('""', '"'), closed + 1
        else:
            stops = [at for at in (text.find(sign, place), text.find("\n", place)) if at >= 0]
            stop = min(stops, default=end)
            cell, place = text[place:stop], stop
        rows[-1].append(cell)
        if len(rows[-1]) > width:
            raise BadInput("cells.too_big", file="", measure="columns", limit=width)
        if text[place : place + 1] == "\n":
            rows.append([])
        elif place >= end:
            break
        place += 1
    return rows


def _quoted(text: str, start: int, sign: str, quoting: Quoting) -> int | None:
    """Where the cell that opens with a quote at `start` closes; None when the quote is only a sign in its text."""
    place = start + 1
    while True:
        place = text.find('"', place)
        if place < 0:
            return None
        after = text[place + 1 : place + 2]
        if after == '"':
            place += 2
            continue
        if after not in ("", sign, "\n"):
            return None
        inside = text[start + 1 : place]
        needed = quoting == "csv" or any(mark in inside for mark in ("\n", '""', "\t"))
        return place if needed and (quoting != "clipboard" or "\t" not in inside) else None


def pasted(text: str, limits: Limits = LIMITS) -> Workbook:
    """Text from the clipboard as one page of text cells.

    Raises BadInput `paste.too_big` before any work on a longer text than the limits take.
    """
    if len(text) > limits.text:
        raise BadInput("paste.too_big", characters=len(text), limit=limits.text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    page = page_of(_clipboard_rows(text), "", Budget("", limits), Watch())
    return Workbook("", "text", (page,))


def _clipboard_rows(text: str) -> list[list[str]]:
    """Excel copies a rectangle: of the readings of the quotes, the first that gives one; else the strict one."""
    strict = split(text, "\t", "clipboard")
    if '"' not in text or _even(strict):
        return strict
    bare = [line.split("\t") for line in text.split("\n")]
    return next((rows for rows in (bare, split(text, "\t", "loose")) if _even(rows)), strict)


def _even(rows: Sequence[Sequence[str]]) -> bool:
    return len({len(row) for row in rows if any(cell.strip() for cell in row)}) <= 1


def read(content: bytes, name: str, limits: Limits = LIMITS, watch: Watch | None = None) -> Workbook:
    """A CSV file as one page of text cells; BadInput `cells.encoding`, `cells.not_a_workbook`, `cells.too_big`."""
    text, encoding = decode(content, name)
    if "\0" in text:
        raise BadInput("cells.not_a_workbook", file=name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    sign, rest = separator(text)
    rows = split(rest, sign, "csv")
    if rest is not text:
        rows.insert(0, [])
    page = page_of(rows, name, Budget(name, limits), watch or Watch(), encoding == "tcvn3")
    notes = [] if encoding.startswith("utf") else [Note("cells.read_as", {"file": name, "encoding": encoding})]
    return Workbook(name, "csv", (page,), tuple(notes))


def page_of(rows: Sequence[Sequence[str]], name: str, budget: Budget, watch: Watch, old: bool = False) -> Page:
    """Lines of texts as a page; a whole table that looks typed in a TCVN3 font is converted, each cell flagged."""
    old = old or _looks_old(rows)
    builder = PageBuilder(name, budget)
    for line, row in enumerate(rows):
        if line % _STEP == 0:
            watch.step(line, len(rows))
        for column, raw in enumerate(row):
            if raw:
                converted = from_tcvn3(raw) if old else letters(raw, "")
                text = converted.strip()
                changed = text != raw.strip()
                flags = 0 if not changed else OLD_FONT if old else RECOMPOSED
                builder.add(line, column, "text" if text else "blank", text, text, raw, flags=flags)
    return builder.page()


def _looks_old(rows: Sequence[Sequence[str]]) -> bool:
    """Whether texts without a font are TCVN3: some cell looks so, and none holds a true Vietnamese letter."""
    some = False
    for row in rows:
        for cell in row:
            if not cell.isascii():
                if looks_like_tcvn3(cell):
                    some = True
                elif any(ord(char) > 255 and char in _VIETNAMESE for char in clean(cell)):
                    return False
    return some
