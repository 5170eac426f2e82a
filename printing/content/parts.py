"""What a year's points are made of, on paper and in one line of the screen: periods, steps, weights, and what was
missing, left out, re-weighted or trimmed.

The numbers come from the book as they were put together; here they only get their words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from models.book.regulation.sources import cited
from models.rules.number.points import Value, show_distinct, show_plain
from models.rules.place.combining import Portion
from models.rules.place.combining_steps import said

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.scoring.beside.joined import Join
    from models.book.scoring.combined import YearParts

OUTSIDE = "chưa là hoặc không còn là thành viên"
JOINED = {
    "sum": "cộng điểm",
    "mean": "lấy trung bình",
    "months": "trung bình theo số tháng",
    "one": "lấy điểm của một đơn vị",
}
"""How points of units that were merged or split come into the year of the unit that goes on."""
NOTHING = "–"
"""Stands for a part that is not the unit's."""


@dataclass(frozen=True, slots=True)
class PartsLine:
    """One unit: the value of each part ("" where there is none yet), what they come to, what became of parts that do
    not simply count.
    """

    unit: str
    cells: tuple[str, ...]
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class PartsTable:
    """How the points of every unit are put together, one column a part with its weight."""

    title: str
    columns: tuple[str, ...]
    value: str
    lines: tuple[PartsLine, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """What the periods and the steps of a year are called, and the units of its list."""

    periods: Mapping[str, str]
    stages: Mapping[str, str]
    units: Mapping[str, str]

    @classmethod
    def of(cls, book: Book, year: int) -> Called:
        """As the book has them now."""
        periods = {one.key: one.name for one in book.years.periods(year)}
        units = {one.key: one.unit.short_name for one in book.members.roster(year)}
        return cls(periods, {one.key: one.name for one in book.years.stages(year)}, units)


def tables(
    book: Book, year: int, units: Mapping[str, str], stage: str | None = None, period: str | None = None
) -> tuple[PartsTable, ...]:
    """The year from its periods, then each period from its steps; none where one sheet alone makes the points. `units`
    names those who stand for a place, in the order of the lines.
    """
    every = book.standing.parts(year, stage, period)
    found = {unit: every[unit] for unit in units if unit in every}
    if not any(parts.combined for parts in found.values()):
        return ()
    called = Called.of(book, year)
    return tuple(_tables(found, units, called))


def _tables(found: Mapping[str, YearParts], units: Mapping[str, str], called: Called) -> Iterator[PartsTable]:
    keys = dict.fromkeys(key for parts in found.values() for key in (*(p.name for p in parts.periods), *parts.outside))
    if any(parts.periods for parts in found.values()):
        order = [key for key in called.periods if key in keys] + [key for key in keys if key not in called.periods]
        rows = [(unit, parts.periods, parts.value, parts.outside) for unit, parts in found.items()]
        yield _table("Điểm năm từ các kỳ", "Điểm năm", order, called.periods, rows, units)
    yield from _joined(found, units, called)
    several = len(dict.fromkeys(each.period for parts in found.values() for each in parts.by_period)) > 1
    for key in dict.fromkeys(each.period for parts in found.values() for each in parts.by_period):
        made = [
            (unit, each.stages, each.value, ())
            for unit, parts in found.items()
            for each in parts.by_period
            if each.period == key
        ]
        used = {part.name for _, stages, _, _ in made for part in stages if part.use != "passed-over"}
        steps = [part for part in called.stages if part in used]
        rows = [(unit, tuple(p for p in stages if p.name in used), value, ()) for unit, stages, value, _ in made]
        if len(steps) > 1:
            name = called.periods.get(key, key)
            title = f"Điểm {name} từ các bước chấm" if several else "Điểm từ các bước chấm"
            yield _table(title, "Điểm kỳ" if several else "Điểm", steps, called.stages, rows, units)


def joined_by(join: Join) -> str:
    """How points are joined and by which document: `trung bình theo số tháng, theo Biên bản số 3`."""
    how = JOINED[join.method.partition(":")[0]]
    return f"{how}, theo {cited(join.rule.cite)}" if join.rule.cite else how


def _joined(found: Mapping[str, YearParts], units: Mapping[str, str], called: Called) -> Iterator[PartsTable]:
    """The year of each unit to which a decision joins points of units that were merged or split."""
    for unit, parts in found.items():
        for join, value, made in parts.joined:
            title = f"Điểm năm của {units[unit]} sau khi nối điểm: {joined_by(join)}"
            yield _table(title, "Điểm năm", join.units, called.units, [(unit, made, value, ())], units)


Made = tuple[str, tuple[Portion, ...], Value, tuple[str, ...]]
"""One unit: its parts, what they come to, and parts that are not its own."""


def _table(
    title: str,
    value: str,
    keys: Sequence[str],
    names: Mapping[str, str],
    rows: Sequence[Made],
    units: Mapping[str, str],
) -> PartsTable:
    weights = {part.name: part.weight for _, parts, _, _ in rows for part in parts if part.weight is not None}
    columns = tuple(names.get(key, key) + _weight(weights.get(key)) for key in keys)
    numbers = [made for _, _, made, _ in rows if isinstance(made, Fraction)]
    shown = dict(zip(numbers, show_distinct(numbers), strict=True)) if numbers else {}
    lines = []
    for unit, parts, made, outside in rows:
        by_name = {part.name: part for part in parts}
        cells = tuple(NOTHING if key in outside else _number(by_name.get(key)) for key in keys)
        text = shown[made] if isinstance(made, Fraction) else words(made)
        lines.append(PartsLine(units[unit], cells, text, "; ".join(notes(parts, names, outside))))
    return PartsTable(title, columns, value, tuple(lines))


def _weight(weight: Fraction | None) -> str:
    return "" if weight is None else f" (hệ số {show_plain(weight)})"


def _number(part: Portion | None) -> str:
    return show_plain(part.value, 3) if part is not None and isinstance(part.value, Fraction) else ""


def words(value: Value) -> str:
    """What is said where there is no number."""
    from printing.content.reading import shown

    return shown(value) or "Chưa có điểm"


def notes(parts: Iterable[Portion], names: Mapping[str, str], outside: Iterable[str] = ()) -> Iterator[str]:
    """`Quý II: thiếu điểm, không tính` for every part that does not simply count."""
    for key in outside:
        yield f"{names.get(key, key)}: {OUTSIDE}"
    taken = False
    for part in parts:
        text, taken = said(part, taken), taken or part.use == "counted"
        if text:
            yield f"{names.get(part.name, part.name)}: {text}"


def line(parts: YearParts, called: Called) -> str:
    """The parts of one unit in a line: `Quý I 88,5; Quý II (hệ số 2) 90; Quý III thiếu điểm, không tính`."""
    names = called.periods
    portions = parts.periods
    if not portions:
        names, portions = called.stages, next((each.taken for each in parts.by_period), ())
    told = [f"{names.get(key, key)} {OUTSIDE}" for key in parts.outside]
    told += _told(portions, names)
    for join, _value, made in parts.joined:
        told.append(f"nối điểm ({joined_by(join)}): {'; '.join(_told(made, called.units))}")
    return "; ".join(told)


def joined_remarks(book: Book, year: int, unit: str) -> tuple[str, ...]:
    """What a unit's own sheet says of points joined to its year: how, of what, and what they come to."""
    if unit not in book.standing.frame(year).joins.by_unit:
        return ()
    made = book.standing.parts(year).get(unit)
    called = Called.of(book, year)
    return tuple(
        f"Điểm năm nối điểm ({joined_by(join)}): {'; '.join(_told(parts, called.units))}; điểm năm: {words(value)}."
        for join, value, parts in (made.joined if made else ())
    )


def _told(portions: Iterable[Portion], names: Mapping[str, str]) -> Iterator[str]:
    taken = False
    for part in portions:
        text, taken = said(part, taken), taken or part.use == "counted"
        number = _number(part)
        end = " ".join(
            filter(None, (number, f"({text})" if number and text else text or ("" if number else "chưa có")))
        )
        yield f"{names.get(part.name, part.name)}{_weight(part.weight)} {end}"
