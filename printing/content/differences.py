"""What the comparison of stages says: the items whose points differ, unit by unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from models.book.scoring.rows import SheetCell
from models.rules.number.points import Value, show, show_plain
from printing.content.common import Heading, Sentence, Signing, sentence
from printing.content.own_points import own_points, remarks
from printing.content.reading import Column, Source, node_points, shown_total
from printing.content.words.decimals import padded

if TYPE_CHECKING:
    from models.book.book import Book


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One item: points per stage, last minus first, and what was said about it."""

    code: str
    title: str
    points: tuple[str, ...]
    difference: str
    note: str


@dataclass(frozen=True, slots=True)
class UnitDifferences:
    """One unit's items that differ, and its totals; no lines means that nothing differs."""

    unit: str
    totals: tuple[str, ...]
    difference: str
    lines: tuple[DifferenceLine, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """The whole comparison."""

    heading: Heading
    title: str
    about: str
    stages: tuple[str, ...]
    units: tuple[UnitDifferences, ...]
    notes: tuple[str, ...]
    signers: tuple[Signing, ...]


# --- from the book ----------------------------------------------------------------------------------------------------


def gather(book: Book, year: int, units: tuple[str, ...] = (), *, period: str = "nam", date: str = "") -> Differences:
    """The year's units (or some) in roster order, with the items on which two scored steps differ."""
    source = Source(book, year, date, period)
    chosen = [unit for unit in source.units if not units or unit in units]
    return Differences(
        heading=source.bloc_heading(),
        title="BẢNG ĐỐI CHIẾU ĐIỂM",
        about=f"Giữa các bước chấm {source.period_words.lower()} của {source.write(source.bloc)}",
        stages=tuple(stage.name for stage in source.used_stages),
        units=tuple(of_unit(source, unit) for unit in chosen),
        notes=(*_own_totals(source, chosen), *_far_above(source, chosen)),
        signers=(source.maker("BẢNG"), source.bloc_signer()),
    )


def of_unit(source: Source, unit: str) -> UnitDifferences:
    """The items that differ, their points alike in decimals, and the totals. The units' own step is as they wrote it,
    their totals too; `_own_totals` says where the rule counts otherwise.
    """
    form = source.form(unit)
    stages = source.used_stages
    results = [source.result(unit, stage.key) for stage in stages]
    own = own_points(source, unit) if stages[:1] == source.stages[:1] and results[:1] != [None] else None
    lines = []
    for item in form.items():
        values = [
            None if result is None or item.key not in result.items else result.items[item.key].value
            for result in results
        ]
        points = [node_points(result, item.key) for result in results]
        if own is not None:
            values[0], points[0] = own.value(item.key), own.points(item.key)
        present = [value for value in values if value is not None]
        if any(value != present[0] for value in present[1:]):
            lines.append(
                DifferenceLine(
                    item.code or item.title,
                    source.write(item.title),
                    tuple(points),
                    _difference(present, exact=False),
                    _said(source, unit, item.key, stages),
                )
            )
    totals: list[Value | None] = [None if result is None else result.total for result in results]
    if own is not None:
        totals[0] = own.counted_total
    shown = tuple("" if total is None else shown_total(total) for total in totals)
    gap = _difference([total for total in totals if total is not None], exact=True)
    return UnitDifferences(source.units[unit], shown, gap, _even(lines))


def _even(lines: list[DifferenceLine]) -> tuple[DifferenceLine, ...]:
    """The points of all lines and their differences in as many decimals as the longest; none is no difference."""
    texts = iter(padded([text for line in lines for text in (*line.points, line.difference)]))
    made = []
    for line in lines:
        points = tuple(next(texts) for _ in line.points)
        gap = next(texts)
        made.append(replace(line, points=points, difference=line.difference if line.difference == "0" else gap))
    return tuple(made)


def _difference(values: list[Value], exact: bool) -> str:
    """Last minus first with its sign; "" when one of them is no number."""
    if len(values) < 2 or not isinstance(values[0], Fraction) or not isinstance(values[-1], Fraction):
        return ""
    gap = values[-1] - values[0]
    if gap == 0:
        return "0"
    sign = "+" if gap > 0 else "−"
    return sign + (show(abs(gap)) if exact else show_plain(abs(gap), 3))


def _said(source: Source, unit: str, node: str, stages: tuple[Column, ...]) -> str:
    """What later steps noted on an item, and the unit's explanation."""
    told: dict[str, None] = {}
    for number, stage in enumerate(stages):
        held = source.sheet(unit, stage.key).cells.get(node)
        if held is None:
            continue
        if number and held.cell.note:
            told[held.cell.note] = None
        if why := _explanation(held):
            told[why] = None
    return ". ".join(told)


def _explanation(held: SheetCell) -> str:
    """`Giải trình: … (tiếp thu)`, `Giải trình: … (giữ điểm: …)`, `Đã hỏi, chưa có giải trình`."""
    state, reason = held.explanation_state, (held.explanation_reason or "").rstrip(".")
    ends = {"taken": " (tiếp thu)", "kept": f" (giữ điểm: {reason})"}.get(state or "", "")
    if held.explanation:
        return f"Giải trình: {held.explanation.rstrip('.')}{ends}"
    return {"asked": "Đã hỏi, chưa có giải trình", "kept": f"Giữ điểm: {reason}"}.get(state or "", "")


def _own_totals(source: Source, units: list[str]) -> list[Sentence]:
    """What the units wrote otherwise than it counts, or did not write."""
    return remarks(source, {unit: own_points(source, unit) for unit in units})


def _far_above(source: Source, units: list[str]) -> list[Sentence]:
    """Units whose self-score is above the compared step by more than the bloc agreed."""
    sentences: list[Sentence] = []
    names = {stage.key: stage.name.lower() for stage in source.stages}
    for flag in source.book.scores.flags(source.year):
        if flag.kind == "self-over" and flag.unit in units and flag.period == source.period:
            over, limit = flag.facts["over"], flag.facts["limit"]
            other = names[str(flag.facts["compared_with"])]
            assert isinstance(over, Fraction) and isinstance(limit, Fraction)
            bloc = source.described.words.bloc.lower()
            text = (
                f"{source.units[flag.unit]} tự chấm cao hơn {other} {show(over)} điểm, "
                f"nhiều hơn mức {show_plain(limit)} điểm {bloc} đã thống nhất."
            )
            sentences.append(sentence(text, source.units[flag.unit], other, over, limit, bloc))
    return sentences
