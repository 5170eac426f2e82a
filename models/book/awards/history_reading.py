"""Past awards pasted from a spreadsheet or read from a workbook, into a preview that shows every doubt first.

Headings are guessed by their words and must be there. Nothing is written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from models.book.base import fields
from models.book.units.households import called, head_of
from models.book.units.reading import Doubt
from models.book.units.rows import same_name
from models.rules.errors import BadInput
from models.rules.number.days import is_year, year_in
from models.rules.number.text import check_name, clean, fold, from_tcvn3, looks_like_tcvn3, to_date

LIMIT: Final = 5000
"""More lines than this are no history of one bloc."""

_HEADINGS: Final = {
    "number": ("stt", "tt"),
    "year": ("nam", "nam khen", "nam xet", "nam thanh tich"),
    "unit": ("don vi", "ten don vi", "tap the", "ten tap the", "co quan", "co quan don vi"),
    "person": ("ho va ten", "ho ten", "ca nhan", "ten ca nhan", "nguoi duoc khen"),
    "birth_year": ("nam sinh",),
    "household": ("ho gia dinh", "chu ho", "ten ho gia dinh", "ho va ten chu ho"),
    "address": ("dia chi", "noi o"),
    "title": ("danh hieu hinh thuc", "danh hieu", "hinh thuc", "hinh thuc khen thuong", "danh hieu hinh thuc khen"),
    "decision": ("so quyet dinh", "quyet dinh", "so ngay quyet dinh"),
    "date": ("ngay", "ngay quyet dinh", "ngay ky"),
    "by": ("cap quyet dinh", "co quan ban hanh", "co quan quyet dinh", "cap khen"),
    "note": ("ghi chu",),
}
HEADS: Final[Mapping[str, str]] = {word: name for name, words in _HEADINGS.items() for word in words}
"""Every heading as it is folded, with the column it heads."""
_NEEDED: Final = ("year", "unit", "title")


@dataclass(frozen=True, slots=True)
class ReadHonour:
    """One line as read; `existing` when the book has this award already."""

    line: int
    year: int
    unit: str
    title: str
    person: str = ""
    birth_year: int | None = None
    decision: str | None = None
    date: str | None = None
    by: str | None = None
    note: str | None = None
    existing: bool = False
    household: str = ""
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """Which column was taken for what, the lines read, and the doubts; `heading` is the line of the headings."""

    columns: tuple[str | None, ...]
    rows: tuple[ReadHonour, ...]
    faults: tuple[Doubt, ...] = ()
    heading: int = 0

    @property
    def errors(self) -> tuple[Doubt, ...]:
        return tuple(one for one in self.faults if one.severity == "error")


Span = tuple[str | None, str | None]
There = Iterable[tuple[int, str, str | None, str]]


@dataclass(frozen=True, slots=True)
class _Book:
    """What the lines are compared with: names of units, days they exist, titles by their words, honours there."""

    units: Mapping[str, frozenset[str]]
    spans: Mapping[str, Span]
    titles: Mapping[str, str]
    there: frozenset[tuple[int, str, str | None, str]]


def read_table(
    rows: Sequence[Sequence[object]],
    units: Iterable[tuple[str, str, str]],
    spans: Mapping[str, Span],
    titles: Mapping[str, str],
    there: There = (),
) -> Preview:
    """Read a table with a line of headings; `units` are (key, name, short name) of every name a unit ever had; a
    key names its unit too.

    Doubts: "import.year_bad", "import.unit_unknown", "import.unit_ambiguous", "import.title_missing",
    "import.name_bad", "import.two_holders", "import.date_bad", and as warnings "import.title_new",
    "import.honour_known", "import.honour_twice". Refusals: BadInput `import.empty`, `import.too_many`,
    `import.no_heading`.
    """
    filled = [(n, [_plain(cell) for cell in row]) for n, row in enumerate(rows, 1)]
    filled = [(n, row) for n, row in filled if any(row)]
    if not filled:
        raise BadInput("import.no_new_line")
    if len(filled) > LIMIT:
        raise BadInput("import.too_many", count=len(filled), limit=LIMIT)
    start, columns = _columns(filled)
    known: dict[str, set[str]] = {}
    for key, name, short in units:
        for word in (name, short, key):
            known.setdefault(same_name(word), set()).add(key)
    book = _Book({word: frozenset(keys) for word, keys in known.items()}, spans, titles, frozenset(there))
    faults = [
        Doubt(number, "title", "import.old_font", {"read_as": _plain(cell)[:100]}, "warning")
        for number, row in enumerate(rows, 1)
        for cell in row
        if number > filled[start - 1][0] and looks_like_tcvn3(str(cell or ""))
    ]
    found: dict[tuple[int, str, str | None, str, str | None], ReadHonour] = {}
    for number, cells in filled[start:]:
        said = {name: cell for name, cell in zip(columns, cells, strict=False) if name and cell}
        row = _line(number, said, book, faults)
        if row is None:
            continue
        who = row.person or " ".join(filter(None, (row.household, row.address)))
        same = (row.year, row.title, row.unit, fold(who), row.decision)
        if same in found:
            faults.append(Doubt(number, "title", "import.honour_twice", {"first": found[same].line}, "warning"))
            continue
        found[same] = row
    return Preview(columns, tuple(found.values()), tuple(faults), filled[start - 1][0])


def _plain(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return clean(from_tcvn3(text) if looks_like_tcvn3(text) else text).strip()


def _columns(filled: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, tuple[str | None, ...]]:
    """Where the lines begin and what each column holds, from the first line that heads year, unit and title."""
    for at, (_, row) in enumerate(filled[:10]):
        headed: list[str | None] = []
        for cell in row:
            word = re.sub(r"[^a-z0-9]+", " ", fold(cell)).strip()
            name = next((key for key, words in _HEADINGS.items() if word in words), None)
            headed.append(None if name in headed else name)
        if all(name in headed for name in _NEEDED):
            return at + 1, tuple(headed)
    raise BadInput("import.no_heading")


def _year(number: int, column: str, text: str, faults: list[Doubt]) -> int | None:
    """The year written; a text that is none, or is none a book speaks of, is a fault of the line."""
    found = year_in(text)
    if is_year(found):
        return found
    faults.append(Doubt(number, column, "import.year_bad", {"text": text}))
    return None


def _line(number: int, said: Mapping[str, str], book: _Book, faults: list[Doubt]) -> ReadHonour | None:
    wrong = len(faults)
    year = said.get("year", "")
    when, born = _year(number, "year", year, faults), None
    if birth := said.get("birth_year", ""):
        born = _year(number, "birth_year", birth, faults)
    unit = _unit(number, said.get("unit", ""), year, book, faults)
    title = _title(number, said.get("title", ""), book, faults)
    person = _person(number, said.get("person", ""), faults)
    home = _person(number, said.get("household", ""), faults, "household")
    if person and home:
        faults.append(Doubt(number, "household", "import.two_holders"))
    date = _date(number, said.get("date", ""), faults)
    if when is None or any(one.severity == "error" for one in faults[wrong:]):
        return None
    existing = (when, title, unit, fold(person or (called(home) if home else ""))) in book.there
    if existing:
        faults.append(Doubt(number, "title", "import.honour_known", {}, "warning"))
    lines = (fields.line(said.get("decision")), date, fields.line(said.get("by")), fields.note(said.get("note")))
    address = fields.line(said.get("address"), 200) if home else None
    read = ReadHonour(number, when, unit, title, person, born, *lines, existing=existing)
    return replace(read, household=home, address=address)


def _unit(number: int, text: str, year: str, book: _Book, faults: list[Doubt]) -> str:
    """The unit of that name, past or present; of several the one that existed at the end of the year."""
    fit = book.units.get(same_name(text), frozenset())
    if len(fit) > 1:
        fit = frozenset(key for key in fit if fields.holds(f"{year}-12-31", *book.spans.get(key, (None, None))))
    if len(fit) != 1:
        code = "import.unit_unknown" if not fit else "import.unit_ambiguous"
        faults.append(Doubt(number, "unit", code, {"text": text}))
        return ""
    return next(iter(fit))


def _title(number: int, text: str, book: _Book, faults: list[Doubt]) -> str:
    if not text:
        faults.append(Doubt(number, "title", "import.title_missing"))
        return ""
    known = book.titles.get(fold(text))
    if known is None:
        faults.append(Doubt(number, "title", "import.title_new", {"text": text}, "warning"))
    return known or text


def _person(number: int, text: str, faults: list[Doubt], what: str = "person") -> str:
    try:
        said = check_name(text, 120) if text else ""
        return head_of(said) if what == "household" else said
    except BadInput as refusal:
        faults.append(Doubt(number, what, "import.name_bad", {"code": refusal.code}))
        return ""


def _date(number: int, text: str, faults: list[Doubt]) -> str | None:
    try:
        return to_date(text) if text else None
    except BadInput:
        faults.append(Doubt(number, "date", "import.date_bad", {"text": text}))
        return None
