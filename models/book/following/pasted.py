"""Lines pasted from a table, read against the year before anything is written: columns by heading, cells by kind.

Units are found by full or short name without diacritics, of two that bear one the one that is still in the bloc; a word
with two readings is refused, never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.book.base.asked import Field
from models.book.following.floor import FollowingBook
from models.book.following.line_shapes import SHAPES, Shape
from models.book.regulation.grounds import grounds
from models.rules.errors import BadInput, Refusal
from models.rules.form.scoring import Item
from models.rules.number.points import parse_figure
from models.rules.number.text import fold, to_date

_MONEY = re.compile(r"(\d{1,15}|\d{1,3}(?:([. ,])\d{3})(?:\2\d{3})*)\s*(?:đồng|đ)?", re.IGNORECASE)
HEADED_WITHIN = 10
"""Among so many lines a heading is looked for; titles stand above it."""
MOST_LINES = 5000
"""Lines one paste may hold."""


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line: its number in the paste, what was read, and what cannot be (by field name)."""

    number: int
    said: Mapping[str, Any]
    faults: Mapping[str, Refusal]
    cells: Mapping[str, str]

    @property
    def wrong(self) -> bool:
        return bool(self.faults)


@dataclass(frozen=True, slots=True)
class Pasted:
    """A whole paste as understood; `fields` are the columns found; `columns` are the fields by place, None
    where a column was taken for nothing."""

    shape: Shape
    fields: tuple[Field, ...]
    lines: tuple[PastedLine, ...]
    columns: tuple[Field | None, ...] = ()

    @property
    def faults(self) -> int:
        """How many lines cannot be taken as they are."""
        return sum(line.wrong for line in self.lines)


@dataclass(frozen=True, slots=True)
class Known:
    """What words of a cell may mean in this year, by their folded names."""

    units: Mapping[str, str]
    reports: Mapping[str, str]
    drafts: Mapping[str, str]
    items: Mapping[str, str]
    activities: Mapping[str, str]
    grounds: Mapping[str, str]
    movements: Mapping[str, str]
    periods: Mapping[str, str]


def known(book: FollowingBook, year: int) -> Known:
    """The names of a year as a paste may write them. A short name of two units that both go on names neither (""); a
    unit that goes on keeps one it shares with a unit that has ended, and a whole name goes before a short one.
    """
    whole: dict[str, str] = {}
    short: dict[str, list[str]] = {}
    for ended in (False, True):
        for member in [one for one in book.members.roster(year) if (one.to_date is not None) is ended]:
            for name in (member.unit.name, member.key):
                whole.setdefault(fold(name), member.key)
            for name in {fold(member.unit.short_name), fold(book.members.called(member.unit, year))}:
                if not ended or name not in short:
                    short.setdefault(name, []).append(member.key)
    units = {name: keys[0] if len(keys) == 1 else "" for name, keys in short.items()} | whole
    items = book.log.feeds.items(year)
    return Known(
        units,
        {fold(one.name): one.key for one in book.log.reports(year)},
        {fold(one.title): one.key for one in book.drafts.all(year)},
        _items(items),
        {fold(one.name): one.key for one in book.log.activities(year)},
        {fold(words): kind for kind, words in grounds(book, year).items()},
        {fold(one.name): one.key for one in book.following.movements(year)},
        {fold(one.name): one.key for one in book.years.periods(year)},
    )


def _items(items: Mapping[str, Item]) -> dict[str, str]:
    """Items by what people write for them; a code that several items have names none of them."""
    written = Counter(fold(item.code or item.title) for item in items.values())
    by_words = {fold(item.code or item.title): key for key, item in items.items()}
    return {fold(key): key for key in items} | {words: key for words, key in by_words.items() if written[words] == 1}


def read(book: FollowingBook, year: int, table: str, rows: Sequence[Sequence[str]]) -> Pasted:
    """Read pasted rows as lines of a list. With a heading columns are told by it, else they come in the list's order;
    lines above a heading are its title. Two columns of one field that say different things are a fault of the line.

    Raises BadInput `paste.nothing`, `paste.too_many_lines` (facts: `count`, `limit`).
    """
    shape = SHAPES[table]
    filled = [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if not filled:
        raise BadInput("paste.nothing")
    if len(filled) > MOST_LINES:
        raise BadInput("paste.too_many_lines", count=len(filled), limit=MOST_LINES)
    start, columns = _headed(shape, [row for _, row in filled])
    names = known(book, year)
    lines = tuple(_line(number, row, columns, names) for number, row in filled[start:])
    fields = tuple(one for one in columns[: max(len(row) for _, row in filled)] if one is not None)
    return Pasted(shape, fields, lines, tuple(columns))


def write(
    book: FollowingBook,
    year: int,
    pasted: Pasted,
    given: Mapping[str, Any] | None = None,
    answered: tuple[str, Mapping[str, str]] | None = None,
) -> int:
    """Write a paste in one act; `given` fills fields no column told (the draft a table of comments is about). A line
    in the place of one that is there keeps of it what the paste has no column for. `answered` keeps what a person chose
    for the names in lists of a shape (shape, name -> choice).

    Returns how many lines. BadInput `import.has_faults`, `line.missing`; the refusals of the verb, and nothing is
    written.
    """
    wrong = tuple(line.number for line in pasted.lines if line.faults)
    if wrong:
        raise BadInput("import.has_faults", count=len(wrong), lines=wrong)
    facts = {"count": len(pasted.lines), "what": pasted.shape.title, "year": year}
    with book.store.operation("paste-lines", facts):
        book.settings.keep_answers(answered)
        for line in pasted.lines:
            said = {**(given or {}), **line.said}
            pasted.shape.write(book, year, {**said, **_kept(book, year, pasted, said)}, None)
    return len(pasted.lines)


def _kept(book: FollowingBook, year: int, pasted: Pasted, said: Mapping[str, Any]) -> dict[str, Any]:
    """What stays of the line that a pasted one is written over: the fields the paste has no column for."""
    for one in pasted.shape.fields:
        if one.needed and one.name not in said:
            raise BadInput("line.missing", label=one.label)
    held = pasted.shape.held(book, year, said)
    row = held[1] if held else {}
    untold = [one for one in pasted.shape.fields if one not in pasted.fields]
    return {one.name: row[one.row or one.name] for one in untold if row.get(one.row or one.name) is not None}


def writes_over(book: FollowingBook, year: int, shape: Shape, line: PastedLine) -> bool:
    """Whether a line that was read takes the place of one already there."""
    told = all(one.name in line.said for one in shape.fields if one.needed)
    return not line.faults and told and shape.held(book, year, line.said) is not None


def _in_order(shape: Shape) -> tuple[Field, ...]:
    return tuple(one for one in shape.fields if one.kind not in ("units", "draft"))


def _headed(shape: Shape, rows: Sequence[Sequence[str]]) -> tuple[int, list[Field | None]]:
    """Where the lines begin, and what each column holds: by the line that names most of the list's fields. A line of
    one name is a heading only at the top.
    """
    found = [_heading(shape, row) for row in rows[:HEADED_WITHIN]]
    told = [sum(one is not None for one in columns) for columns in found]
    best = max(range(len(told)), key=lambda at: told[at])
    if told[best] < 2:
        best = 0
    return (best + 1, found[best]) if found[best] else (0, list(_in_order(shape)))


def _heading(shape: Shape, row: Sequence[str]) -> list[Field | None]:
    """The fields the cells of a heading name, empty when it is none: two names, or all of a row of one or two."""
    by_head = {fold(head): one for one in shape.fields for head in reversed(one.heads)}
    told = [by_head.get(fold(cell)) for cell in row]
    count = sum(one is not None for one in told)
    return told if count >= min(2, len([cell for cell in row if cell.strip()])) else []


def _line(number: int, row: Sequence[str], columns: Sequence[Field | None], names: Known) -> PastedLine:
    said: dict[str, Any] = {}
    faults: dict[str, Refusal] = {}
    cells: dict[str, str] = {}
    for one, cell in zip(columns, (*row, *[""] * len(columns)), strict=False):
        if one is None:
            continue
        text, before = cell.strip(), cells.get(one.name, "")
        if before:
            if text and text != before:
                faults[one.name] = BadInput("line.two_columns", label=one.label, one=before[:80], other=text[:80])
            continue
        faults.pop(one.name, None)  # the column before it was empty
        cells[one.name] = text
        try:
            value = value_of(one, text, names)
        except Refusal as refusal:
            faults[one.name] = refusal
            continue
        if value is not None:
            said[one.name] = value
        elif one.needed:
            faults[one.name] = BadInput("line.missing", label=one.label)
    return PastedLine(number, said, faults, cells)


def value_of(field: Field, text: str, names: Known) -> Any:
    """What a cell says for a field, None when it is empty.

    BadInput `line.unknown`, `line.two_units` (facts: `label`, `text`), `date.not_a_date`, those of `parse_figure`,
    `input.not_a_count`, `ledger.not_an_amount`.
    """
    if not text:
        return None
    tables = {
        "unit": names.units,
        "report": names.reports,
        "draft": names.drafts,
        "item": names.items,
        "activity": names.activities,
        "ground": names.grounds,
        "movement": names.movements,
        "period": names.periods,
    }
    if field.kind in tables:
        return _among(field, text, tables[field.kind])
    if field.kind == "choice":
        return _among(field, text, {fold(label): key for key, label in field.choices.items()})
    if field.kind in ("units", "items"):
        table = names.units if field.kind == "units" else names.items
        return [_among(field, part.strip(), table) for part in re.split(r"[;,\n]", text) if part.strip()]
    if field.kind == "date":
        return to_date(text)
    if field.kind == "figure":
        return parse_figure(text)
    if field.kind == "count":
        if not text.isdecimal():
            raise BadInput("input.not_a_count", field=field.label, text=text[:40])
        return int(text)
    return _money(text) if field.kind == "money" else text


def _among(field: Field, text: str, table: Mapping[str, str]) -> str:
    found = table.get(fold(text))
    if found is None:
        raise BadInput("line.unknown", label=field.label, text=text[:80])
    if not found:
        raise BadInput("line.two_units", label=field.label, text=text[:80])
    return found


def _money(text: str) -> int:
    """Whole đồng, plain or with one kind of mark between all thousands; `1.234,5` is no amount."""
    match = _MONEY.fullmatch(text)
    if match is None:
        raise BadInput("ledger.not_an_amount", text=text[:40])
    return int(re.sub(r"\D", "", match[1]))
