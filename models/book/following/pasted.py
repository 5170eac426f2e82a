"""Lines pasted from a table, read against the year before anything is written: columns by heading, cells by kind.

Units are found by full or short name without diacritics, of two that bear one the one that is still in the bloc; a word
with two readings is refused, never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from models.book.base.asked import Field
from models.book.following.floor import FollowingBook
from models.book.following.line_shapes import SHAPES, Shape
from models.book.following.standing_lines import Standing, Values, mark
from models.book.regulation.grounds import grounds
from models.rules.errors import BadInput, Refusal, RuleViolation
from models.rules.form.scoring import Item
from models.rules.number.points import parse_figure
from models.rules.number.text import fold, from_tcvn3, looks_like_tcvn3, to_date

_MONEY = re.compile(r"(\d{1,15}|\d{1,3}(?:([. ,])\d{3})(?:\2\d{3})*)\s*(?:đồng|đ)?", re.IGNORECASE)
HEADED_WITHIN = 10
"""Among so many lines a heading is looked for; titles stand above it."""
MOST_LINES = 5000
"""Lines one paste may hold."""


ONCE, EACH = "once", "each"
"""What a person may choose for lines that are equal in one list: written once, or each of them."""
_TWICE: Final = "twice:"
_PLACE: Final = "place:"


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line: its number in the paste, what was read, and what cannot be (by field name).

    `told` are the fields it has a column for; `over` is the line of the book whose place it takes, `same` says that it
    stands there as it is, `left` that it is left out as was chosen (or because it only repeats), for the line `first`.
    """

    number: int
    said: Mapping[str, Any]
    faults: Mapping[str, Refusal]
    cells: Mapping[str, str]
    told: frozenset[str] = frozenset()
    over: object | None = None
    same: bool = False
    left: bool = False
    first: int = 0

    @property
    def wrong(self) -> bool:
        return bool(self.faults)

    @property
    def new(self) -> bool:
        """Whether it is to be written."""
        return not (self.faults or self.same or self.left)


@dataclass(frozen=True, slots=True)
class Twice:
    """Lines of one list of which a person says which count: `numbers` are theirs, `options` choices with the line each
    takes (0: all of them).
    """

    key: str
    numbers: tuple[int, ...]
    options: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Pasted:
    """A whole paste as understood; `fields` are the columns found; `columns` are the fields by place, None
    where a column was taken for nothing; `headings` are those of each line of headings, by its number. `given` fills
    fields a line has no column for; `twice` is asked.
    """

    shape: Shape
    fields: tuple[Field, ...]
    lines: tuple[PastedLine, ...]
    columns: tuple[Field | None, ...] = ()
    headings: Mapping[int, Sequence[Field | None]] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    twice: tuple[Twice, ...] = ()
    converted: int = 0
    """How many cells were in letters of an old font and are read in Unicode."""

    @property
    def faults(self) -> int:
        """How many lines cannot be taken as they are."""
        return sum(line.wrong for line in self.lines)

    def whole(self, line: PastedLine) -> dict[str, Any]:
        """All that is said of a line: by itself, and by what is given where it has no column."""
        return {**{name: value for name, value in self.given.items() if name not in line.told}, **line.said}


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


def read(
    book: FollowingBook,
    year: int,
    table: str,
    rows: Sequence[Sequence[str]],
    given: Mapping[str, Any] | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Pasted:
    """Read pasted rows as lines of a list. With a heading columns are told by it, else they come in the list's order;
    lines above the first heading are its title, a heading further down says the columns of the lines below it. Two
    columns of one field that say different things are a fault of the line.

    Each line is held against the year's own: one that is there as it is stays as it is. Of lines that say the same, or
    of different ones for one place, `chosen` says which count (question -> choice); until then they are faults.

    Raises BadInput `paste.nothing`, `paste.too_many_lines` (facts: `count`, `limit`).
    """
    shape = SHAPES[table]
    old = sum(looks_like_tcvn3(cell) for row in rows for cell in row)
    if old:
        rows = [[from_tcvn3(cell) if looks_like_tcvn3(cell) else cell for cell in row] for row in rows]
    filled = [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if not filled:
        raise BadInput("paste.nothing")
    if len(filled) > MOST_LINES:
        raise BadInput("paste.too_many_lines", count=len(filled), limit=MOST_LINES)
    headings = _headings(shape, filled)
    columns: Sequence[Field | None] = _in_order(shape)
    first = min(headings, default=0)
    names = known(book, year)
    width = max(len(row) for _, row in filled)
    lines: list[PastedLine] = []
    for number, row in filled:
        if number in headings:
            columns = headings[number]
        elif number > first:
            lines.append(_line(number, row, columns[:width], names))
    told = [one for columns in (headings.values() or [columns]) for one in columns[:width] if one is not None]
    head = tuple(headings[first]) if headings else tuple(columns)
    shown = tuple({one.name: one for one in told}.values())
    found = Pasted(shape, shown, tuple(lines), head, headings, dict(given or {}), converted=old)
    return _Held(book, year, found, chosen or {}).settled()


class _Held:
    """The lines of a list held against those of the year and against each other."""

    def __init__(self, book: FollowingBook, year: int, found: Pasted, chosen: Mapping[str, str]) -> None:
        self._found, self._chosen = found, chosen
        self._standing = Standing(book, year, found.shape, found.given)
        self._twice: dict[str, Twice] = {}

    def settled(self) -> Pasted:
        """The list with what became of each line."""
        needed = [one.name for one in self._found.shape.fields if one.needed]
        lines = {line.number: line for line in self._found.lines}
        groups: dict[tuple[Any, ...], list[tuple[PastedLine, Values]]] = {}
        for line in self._found.lines:
            said = self._found.whole(line)
            if line.faults or any(name not in said for name in needed):
                continue
            values = self._standing.values(line.told, said)
            place = self._standing.place(said) or (line.told, values)
            groups.setdefault(place, []).append((line, values))
        for place, group in groups.items():
            placed = bool(self._found.shape.place)
            for line in self._one_place(place, group) if placed else self._alike(group):
                lines[line.number] = line
        return replace(self._found, lines=tuple(lines.values()), twice=tuple(self._twice.values()))

    def _one_place(self, place: Values, group: Sequence[tuple[PastedLine, Values]]) -> list[PastedLine]:
        """Lines for one place: the one that counts, against the line that stands there; the others are left."""
        different: dict[tuple[frozenset[str], Values], PastedLine] = {}
        for line, values in group:
            different.setdefault((line.told, values), line)
        options = {mark(values): line for (_, values), line in different.items()}
        key = f"{_PLACE}{mark(place)}"
        taken = next(iter(options.values()))
        if len(different) > 1:
            numbers = tuple(line.number for line, _ in group)
            self._twice[key] = Twice(key, numbers, tuple((name, line.number) for name, line in options.items()))
            if self._chosen.get(key) not in options:
                fault = BadInput("paste.place_twice", lines=numbers)
                return [replace(line, faults={"": fault}) for line, _ in group]
            taken = options[self._chosen[key]]
        over = self._standing.at(place)
        made = []
        for line, values in group:
            if line is not taken:
                made.append(replace(line, left=True, first=taken.number))
            else:
                same = over is not None and self._standing.of(line.told, over) == values
                made.append(replace(line, over=over, same=same))
        return made

    def _alike(self, group: Sequence[tuple[PastedLine, Values]]) -> list[PastedLine]:
        """Lines that say the same in a list of many: as many as stand are there, of the others one is new."""
        made, new = [], list(group)
        for line, values in group:
            if not self._standing.take(line.told, values):
                break
            made.append(replace(line, same=True))
            new.pop(0)
        if len(group) == 1 or not new:
            return [*made, *(line for line, _ in new)]
        first, values = group[0]
        key = f"{_TWICE}{mark(values)}"
        choice = self._chosen.get(key)
        numbers = tuple(line.number for line, _ in group)
        self._twice[key] = Twice(key, numbers, ((ONCE, first.number), (EACH, 0)))
        for line, _ in new:
            if line is first or choice == EACH:
                made.append(line)
            elif choice == ONCE:
                made.append(replace(line, left=True, first=first.number))
            else:
                made.append(replace(line, faults={"": BadInput("paste.line_twice", first=first.number)}))
        return made


class LinesRefused(BadInput):
    """Lines the verb of their list refuses, by their numbers; nothing was written. `import.has_faults`."""

    def __init__(self, refused: Mapping[int, Refusal]) -> None:
        super().__init__("import.has_faults", count=len(refused), lines=tuple(refused))
        self.refused = dict(refused)


def write(
    book: FollowingBook,
    year: int,
    pasted: Pasted,
    answered: tuple[str, Mapping[str, str]] | None = None,
) -> int:
    """Write a paste in one act, but for the lines that stand already and those left out. A line in the place of one
    that is there keeps of it what the paste has no column for. `answered` keeps what a person chose for the names in
    lists of a shape (shape, name -> choice).

    Returns how many lines were written. BadInput `import.has_faults`, `line.missing`, `paste.no_change` (no line is
    new); `LinesRefused` where the verb refuses some of several lines, else its own refusal; then nothing is written.
    """
    wrong = tuple(line.number for line in pasted.lines if line.faults)
    if wrong:
        raise BadInput("import.has_faults", count=len(wrong), lines=wrong)
    new = [line for line in pasted.lines if line.new]
    if not new:
        raise BadInput("paste.no_change")
    facts = {"count": len(new), "what": pasted.shape.title, "year": year}
    refused: dict[int, Refusal] = {}
    with book.store.operation("paste-lines", facts):
        book.settings.keep_answers(answered)
        for line in new:
            said = {**pasted.whole(line), **_kept(pasted, line)}
            try:
                with book.store.operation("paste-lines"):  # of a line that is refused nothing stays
                    pasted.shape.write(book, year, said, getattr(line.over, "key", None))
            except (BadInput, RuleViolation) as refusal:
                if len(new) == 1 or refusal.code.startswith("year."):
                    raise
                refused[line.number] = refusal
        if refused:
            raise LinesRefused(refused)
    return len(new)


def _kept(pasted: Pasted, line: PastedLine) -> dict[str, Any]:
    """What stays of the line that a pasted one is written over: the fields the paste has no column for."""
    said = pasted.whole(line)
    for one in pasted.shape.fields:
        if one.needed and one.name not in said:
            raise BadInput("line.missing", label=one.label)
    if line.over is None:
        return {}
    untold = [one for one in pasted.shape.fields if one.name not in line.told]
    return {one.name: one.of(line.over) for one in untold if one.of(line.over) not in (None, "")}


def _in_order(shape: Shape) -> tuple[Field, ...]:
    return tuple(one for one in shape.fields if one.kind not in ("units", "draft"))


def _headings(shape: Shape, filled: Sequence[tuple[int, Sequence[str]]]) -> dict[int, Sequence[Field | None]]:
    """The lines of headings, by their numbers: each names two of the list's fields at least, the first one less only
    at the top. Of headings right below each other the one that names most counts.
    """
    found: dict[int, list[Field | None]] = {}
    last = -1
    for at, (number, row) in enumerate(filled):
        columns = _heading(shape, row)
        told = sum(one is not None for one in columns)
        if not columns or (at and told < 2) or (found and 2 * told < sum(bool(cell.strip()) for cell in row)):
            continue
        if found and last == at - 1:
            above = next(reversed(found))
            last = at
            if told <= sum(one is not None for one in found[above]):
                continue
            del found[above]
        found[number], last = columns, at
    return dict(found)


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
    told = frozenset(one.name for one in columns if one is not None)
    return PastedLine(number, said, faults, cells, told)


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
