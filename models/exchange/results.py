"""The results of a year in words and as JSON: places with what decided them, classes with reasons, numbers with steps.

Results are computed from the book each time they are asked for; nothing here is ever read back into a book. Values are
exact text ("8.5", "13/15"); words that a reader sees stand beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.book.regulation.sources import cited
from models.book.scoring.rows import YEAR_PERIOD, SheetAt
from models.rules.form.scoring import ItemResult, SheetResult, Step
from models.rules.number.points import Blank, NotAssigned, NotRanked, Pending, Value, show, show_distinct, to_text
from models.rules.place.ranking import Place

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.scoring.places import Standing

Json = dict[str, Any]


def standing_document(
    book: Book, year: int, stage: str | None = None, explained: bool = True, period: str | None = None
) -> Json:
    """The standing of a year (by one stage, of one period alone where named) with its basis, questions and, when
    `explained`, every sheet's steps: those of each period the standing is made from, named where there are several.

    RuleViolation: "score.unknown_stage", "score.unknown_period".
    """
    _known(book, year, stage)
    standing = book.standing.ranking(year, stage, period=period)
    names = _names(book, year)
    stages = (stage,) if stage else standing.basis.stages
    periods = tuple(one.key for one in book.years.periods(year)) or (YEAR_PERIOD,)
    made_from = (period,) if period in periods else periods
    return {
        "year": year,
        **({"stage": stage} if stage else {}),
        **({"period": period} if period in periods and len(periods) > 1 else {}),
        "basis": {
            "by": standing.basis.by,
            "stages": list(standing.basis.stages),
            "rules": [
                {"cite": rule.cite, "kind": rule.kind, "quote": rule.quote}
                for rule in (
                    standing.basis.ranking,
                    standing.basis.final,
                    standing.basis.periods,
                    standing.basis.classes,
                )
                if rule is not None
            ],
        },
        "provisional": standing.provisional,
        "places": [_place(standing, place, names) for place in standing.places],
        "left": [{"unit": unit, "name": names.get(unit, unit), "reason": why.reason} for unit, why in standing.left],
        "quotas": [plain(use) for use in standing.quotas],
        "estimates": [plain(each) for each in book.standing.estimates(year, stage, period)],
        "questions": [plain(question) for question in standing.questions],
        "sheets": [_sheet(book, *found) for found in _sheets(book, year, stages, made_from)] if explained else [],
    }


def standing_lines(book: Book, year: int, stage: str | None = None, period: str | None = None) -> list[str]:
    """The ranking (of one period alone where named) as lines of a plain text table, then what waits for an answer.

    RuleViolation: "score.unknown_stage", "score.unknown_period".
    """
    _known(book, year, stage)
    standing = book.standing.ranking(year, stage, period=period)
    names = _names(book, year)
    numbers = [place.points for place in standing.places if isinstance(place.points, Fraction)]
    shown = dict(zip(numbers, show_distinct(numbers), strict=True))
    wide = max((len(name) for name in names.values()), default=0)
    alone = next((f"{one.name}, " for one in book.years.periods(year) if one.key == period), "")
    lines = [f"Xếp hạng {alone}{book.years.called(year)}" + (" (tạm xếp)" if standing.provisional else "")]
    for place in standing.places:
        rank = "-" if place.rank is None else str(place.rank)
        points = shown[place.points] if isinstance(place.points, Fraction) else value_words(place.points)
        classing = standing.classing(place.unit)
        label = classing.label if classing else ""
        why = place.decided_by.words if place.decided_by else "chưa phân định" if place.provisional else ""
        lines.append(f"{rank:>3}  {names[place.unit]:{wide}}  {points:>8}  {label:30} {why}".rstrip())
    lines += [
        f"Cần trả lời: {cited(question.cite) or question.key}: {question.quote}" for question in standing.questions
    ]
    return lines


def value_words(value: Value) -> str:
    """A value as a reader sees it when it is no number, else with two decimals."""
    match value:
        case Fraction():
            return show(value)
        case NotRanked():
            return "không xếp hạng"
        case NotAssigned():
            return "không giao"
        case Pending():
            return "chờ quyết định"
        case Blank():
            return "chưa có điểm"


def plain(value: object) -> Any:
    """Any frozen result as JSON: exact text for numbers, a word for what is no number, steps as nested objects."""
    match value:
        case Fraction():
            return to_text(value)
        case Step():
            return {
                name: plain(part) for name, part in zip(Step._fields, value, strict=True) if part not in ("", (), {})
            }
        case Blank() | NotAssigned():
            return {"no_number": value_words(value)}
        case NotRanked():
            return {"no_number": value_words(value), "reason": value.reason, "cite": value.cite}
        case Pending():
            return {"no_number": value_words(value), "questions": [question.key for question in value.questions]}
        case Mapping():
            return {str(name): plain(inner) for name, inner in value.items()}
        case str() | bool() | int() | None:
            return value
        case set() | frozenset():
            return sorted(plain(inner) for inner in value)
        case tuple() | list():
            return [plain(inner) for inner in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"no JSON for {type(value).__name__}")


def _names(book: Book, year: int) -> dict[str, str]:
    return {member.key: book.members.called(member.unit, year) for member in book.members.roster(year)}


def _known(book: Book, year: int, stage: str | None) -> None:
    if stage is not None:
        book.scores.stage_row(year, stage)


def _sheets(
    book: Book, year: int, stages: tuple[str, ...], periods: tuple[str, ...]
) -> Iterator[tuple[SheetAt, SheetResult]]:
    for period in periods:
        for stage in stages:
            for unit, result in book.standing.matrix(year, stage, period).items():
                yield SheetAt(year, unit, stage, period), result


def _place(standing: Standing, place: Place, names: Mapping[str, str]) -> Json:
    classing = standing.classing(place.unit)
    found: Json = {
        "unit": place.unit,
        "name": names[place.unit],
        "rank": place.rank,
        "points": plain(place.points),
        "tied_with": list(place.tied_with),
        "provisional": place.provisional,
    }
    if place.decided_by is not None:
        found["decided_by"] = {**plain(place.decided_by), "words": place.decided_by.words}
    if classing is not None:
        found["class"] = plain(classing)
    return found


def _sheet(book: Book, at: SheetAt, result: SheetResult) -> Json:
    return {
        "stage": at.stage,
        **({"period": at.period} if at.period != YEAR_PERIOD else {}),
        "unit": at.unit,
        "base": plain(result.base),
        "bonus": plain(result.bonus),
        "bonus_before_cap": plain(result.bonus_before_cap),
        "penalty": plain(result.penalty),
        "total": plain(result.total),
        "assigned_max": plain(result.assigned_max),
        "ranking_points": plain(result.ranking_points),
        "excesses": [plain(excess) for excess in result.excesses],
        "blanks": list(result.blanks),
        "groups": {key: plain(group.value) for key, group in result.groups.items()},
        "items": {key: _item(book, at, item) for key, item in result.items.items()},
    }


def _item(book: Book, at: SheetAt, item: ItemResult) -> Json:
    return {
        "value": plain(item.value),
        "base": plain(item.base),
        "bonus": plain(item.bonus),
        "penalty": plain(item.penalty),
        "stated": plain(item.stated),
        "computed": plain(item.computed),
        "accepted": item.accepted,
        "steps": plain(book.standing.explain(at, item.item)),
    }
