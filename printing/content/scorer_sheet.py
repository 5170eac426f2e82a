"""What a scoring office's sheet says: its items down, all units across, filled with what is entered already."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from models.book.scoring.scorer_sheets import ScorerLine
from models.rules.errors import RuleViolation
from models.rules.form.scoring import NONE, InputSpec, InputValue
from models.rules.number.points import NotAssigned, show_plain
from models.rules.number.text import show_date
from models.rules.words import MARKS, NOT_ASSIGNED
from printing.content.common import Heading, Signing
from printing.content.reading import WHOLE_YEAR, Source
from printing.content.registration import figure
from printing.content.words.prose import small

if TYPE_CHECKING:
    from models.book.book import Book

POINTS = "điểm"


@dataclass(frozen=True, slots=True)
class ScorerRow:
    """One line: code, what is asked (the item, or a figure of it), standard points, a cell a unit."""

    code: str
    title: str
    maximum: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScorerPaper:
    """The whole sheet of one office."""

    heading: Heading
    office: str
    about: str
    units: tuple[str, ...]
    rows: tuple[ScorerRow, ...]
    notes: tuple[str, ...]
    signers: tuple[Signing, ...]


def gather(
    book: Book, year: int, stage: str | None = None, *, period: str = WHOLE_YEAR, date: str = ""
) -> tuple[ScorerPaper, ...]:
    """One sheet per scoring office at a step of a period: the step named, else the first after the units' own.

    RuleViolation `scorer.nobody` when no item of the year's forms names who scores it.
    """
    source = Source(book, year, date, period)
    stages = source.stages
    chosen = stage or (stages[1].key if len(stages) > 1 else stages[0].key)
    step = next(one.name for one in stages if one.key == chosen)
    offices = book.scorer_sheets.offices(year, chosen)
    if not offices:
        raise RuleViolation("scorer.nobody", year=year)
    return tuple(_one(source, office, chosen, step) for office in offices)


def _one(source: Source, office: str, stage: str, step: str) -> ScorerPaper:
    sheet = source.book.scorer_sheets.sheet(source.year, office, stage, source.period)
    rows = []
    for before, line in zip((None, *sheet.lines), sheet.lines, strict=False):
        first = before is None or before.item.key != line.item.key
        most = "" if line.item.max is None or line.item.bonus_only or not first else show_plain(line.item.max, 3)
        cells = tuple(written(line.input, sheet.held.get((unit, *line.key))) for unit in sheet.units)
        rows.append(ScorerRow(line.code, asked(source, line, first), most, cells))
    return ScorerPaper(
        heading=source.bloc_heading(),
        office=source.write(office),
        about=f"Bước {step.lower()}, {source.period_words[:1].lower()}{source.period_words[1:]} của "
        f"{source.write(source.bloc)}",
        units=tuple(source.all_units[unit] for unit in sheet.units),
        rows=tuple(rows),
        notes=(
            f"Mục không giao cho đơn vị thì ghi “{NOT_ASSIGNED}”. Ô để trống là chưa chấm, không phải 0.",
            *(source.write(_legend(line)) for line in sheet.lines if line.input and line.input.type == "checks"),
        ),
        signers=(Signing(("NGƯỜI LẬP PHIẾU",)), Signing((source.write(office).upper(),))),
    )


def asked(source: Source, line: ScorerLine, first: bool = True) -> str:
    """What a line asks for: the item's points, or one figure of it with its measure; only the first names the item."""
    title = source.write(line.item.title)
    if line.input is None:
        return f"{title}: {POINTS}" if line.item.inputs else title
    measure = f" ({line.input.unit})" if line.input.unit else ""
    label = source.write(line.input.label) + measure
    return f"{title}: {label}" if first else label[:1].upper() + label[1:]


def _legend(line: ScorerLine) -> str:
    """What the marks in the cells of a line stand for: `Mục II.4: …`"""
    labels = "; ".join(label for _, label in line.input.choices) if line.input else ""
    return f"Mục {line.code or line.item.title}: {small(MARKS.format(labels))}."


def written(spec: InputSpec | None, value: InputValue | NotAssigned | None) -> str:
    """A value as it is typed: points and figures with a comma, ticks as x and 0."""
    if value is None:
        return ""
    if isinstance(value, NotAssigned):
        return NOT_ASSIGNED
    if isinstance(value, bool):
        return "Đạt" if value else "Không đạt"
    if isinstance(value, tuple):
        return " ".join("x" if tick else "0" for tick in value)
    if isinstance(value, Fraction):
        return figure(value) if spec is None or spec.type != "points" else show_plain(value, 3)
    if spec is not None and spec.type == "choice":
        return dict(spec.choices).get(value, value)
    return "Không" if value == NONE else show_date(value)
