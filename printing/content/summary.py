"""What the summary of all units' points says, by items and stages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from models.rules.form.scoring import Form, Item, SheetResult
from models.rules.number.points import show_distinct, show_plain
from printing.content import standing_words
from printing.content.common import Heading, Signing
from printing.content.own_points import OwnPoints, own_points, remarks
from printing.content.reading import (
    BONUS_LINE,
    ESTIMATED_MEANS,
    PENALTY_LINE,
    Source,
    maximum,
    node_points,
    shown_total,
)

if TYPE_CHECKING:
    from models.book.book import Book

Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line: a node of the form or a total (Tổng điểm, Xếp hạng …); per unit one string per stage.

    A line that is the same for all stages (a rank) holds one string per unit, whatever the number of stages.
    """

    kind: Literal["group", "item", "total"]
    level: int
    code: str
    title: str
    maximum: str
    cells: tuple[tuple[str, ...], ...]


TOTAL_LINE = "Tổng điểm"


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole table; `counting` is the place in `stages` of the one that counts."""

    heading: Heading
    title: str
    about: str
    stages: tuple[str, ...]
    units: tuple[str, ...]
    lines: tuple[SummaryLine, ...]
    notes: tuple[str, ...]
    signers: tuple[Signing, ...]
    counting: int = -1


# --- from the book ----------------------------------------------------------------------------------------------------


def gather(
    book: Book, year: int, stage: str | None = None, *, period: str = "nam", date: str = "", own: bool = False
) -> tuple[Summary, ...]:
    """One table per form of the year, units in roster order, every step that was scored (or one alone). `own`: the
    units' own step as they wrote it, each difference from what counts said below.
    """
    source = Source(book, year, date, period)
    by_form: dict[str, list[str]] = {}
    for unit in source.units:
        by_form.setdefault(source.form(unit).key, []).append(unit)
    made = (_one(source, book.forms.form(key), units, stage, len(by_form) > 1, own) for key, units in by_form.items())
    return tuple(made)


def _one(source: Source, form: Form, units: list[str], stage: str | None, several: bool, own: bool) -> Summary:
    stages = tuple(one for one in source.used_stages if stage in (None, one.key))
    results = {unit: [source.result(unit, one.key) for one in stages] for unit in units}
    standing = source.standing(stage)
    counted = [at for at, one in enumerate(stages) if one.key in standing.basis.stages]
    counting = counted[-1] if counted else len(stages) - 1
    wrote = {unit: own_points(source, unit) for unit in units} if own and stages[:1] == source.stages[:1] else {}
    lines = [_node_line(source, form, node.key, results, wrote) for node in form.nodes]
    lines += _totals(form, results, wrote)
    lines += _places(source, units, stage)
    estimated = any(result and result.estimates for each in results.values() for result in each)
    marks = (ESTIMATED_MEANS,) if estimated else ()
    said = remarks(source, wrote)
    about = f"Chấm điểm thi đua {source.period_words.lower()} của {source.write(source.bloc)}"
    return Summary(
        heading=source.bloc_heading(),
        title="BẢNG TỔNG HỢP ĐIỂM",
        about=f"{about} ({source.write(form.name)})" if several else about,
        stages=tuple(one.name for one in stages),
        units=tuple(source.units[unit] for unit in units),
        lines=tuple(lines),
        notes=(*standing_words.basis(standing), *marks, *said, *standing_words.open_points(source, standing)),
        signers=(source.maker("BẢNG"), source.bloc_signer()),
        counting=counting,
    )


Results = dict[str, list[SheetResult | None]]
Wrote = dict[str, OwnPoints | None]
"""What each unit wrote on its own sheet; nothing of those whose first step is not shown as written."""


def _cells(results: Results, wrote: Wrote, of: Callable[[SheetResult], str], own: Callable[[OwnPoints], str]) -> Cells:
    """Per unit one string per step, the first as the unit wrote it where it is shown so."""
    made = []
    for unit, each in results.items():
        shown, sheet = ["" if result is None else of(result) for result in each], wrote.get(unit)
        made.append(tuple(shown) if sheet is None else (own(sheet), *shown[1:]))
    return tuple(made)


def _node_line(source: Source, form: Form, node: str, results: Results, wrote: Wrote) -> SummaryLine:
    found = form.node(node)
    cells = _cells(results, wrote, lambda result: node_points(result, node), lambda sheet: sheet.points(node))
    kind: Literal["group", "item"] = "item" if isinstance(found, Item) else "group"
    return SummaryLine(kind, len(form.path(node)), found.code, source.write(found.title), maximum(form, node), cells)


def _totals(form: Form, results: Results, wrote: Wrote) -> list[SummaryLine]:
    """Bonus and deduction where there is any, then the total."""

    def line(
        title: str, of: Callable[[SheetResult], str], own: Callable[[OwnPoints], str], most: str = ""
    ) -> SummaryLine:
        return SummaryLine("total", 0, "", title, most, _cells(results, wrote, of, own))

    made = [result for each in results.values() for result in each if result is not None]
    lines = []
    mine = [sheet for sheet in wrote.values() if sheet is not None]
    if any(result.bonus for result in made) or any(sheet.bonus() not in ("", "0") for sheet in mine):
        lines.append(line(BONUS_LINE, lambda result: show_plain(result.bonus, 3), OwnPoints.bonus))
    if any(result.penalty for result in made) or any(sheet.penalty() for sheet in mine):
        lines.append(
            line(PENALTY_LINE, lambda one: show_plain(one.penalty, 3), lambda one: show_plain(one.penalty(), 3))
        )
    total = "" if form.total is None else show_plain(form.total, 3)
    return [*lines, line(TOTAL_LINE, lambda result: shown_total(result.total), OwnPoints.shown_total, total)]


def _places(source: Source, units: list[str], stage: str | None) -> list[SummaryLine]:
    """Ranking points where they are not the total, rank and class; one string for all steps."""
    standing = source.standing(stage)

    def line(title: str, texts: list[str]) -> SummaryLine:
        return SummaryLine("total", 0, "", title, "", tuple((text,) for text in texts))

    values = [standing.values.get(unit) for unit in units]
    numbers = iter(show_distinct([value for value in values if isinstance(value, Fraction)]))
    points = [next(numbers) if isinstance(value, Fraction) else "" for value in values]
    lines = [line("Điểm xếp hạng", points)] if standing.basis.by != "raw" or len(standing.basis.stages) > 1 else []
    lines.append(line("Xếp hạng", [standing_words.rank(standing, unit) for unit in units]))
    labels = [standing_words.label(standing, unit) for unit in units]
    return [*lines, line("Xếp loại", labels)] if any(labels) else lines
