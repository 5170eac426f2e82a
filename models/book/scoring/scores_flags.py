"""What deserves a look before results go out: every item at its maximum, a self-score far above the appraisal, an
excess, a late sheet, a wrong sum. A flag says, it never changes a number. No threshold stands here: the year's rule
names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from models.book.scoring.rows import Sheet
from models.rules.form.scoring import SheetResult
from models.rules.number.points import from_text
from models.rules.place.regulation import Rule

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook

FlagKind = Literal["all-at-max", "self-over", "excess", "late", "sum-differs"]


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag on one sheet; `facts` fill its sentence: points are Fraction, nodes and units keys, dates civil.

    all-at-max: items. self-over: compared_with, self_points, other_points, over, limit, cite. excess: node, part, why,
    of, stated, allowed, excess. late: due_on, received_on, days, item, item_points, item_max, consequence, cite.
    sum-differs: stated, summed, difference, accepted.
    """

    kind: FlagKind
    unit: str
    stage: str
    period: str
    facts: Mapping[str, object] = field(default_factory=dict)


def flags(book: ScoringBook, year: int, by: str | None = None) -> tuple[Flag, ...]:
    """Every flag of the year's sheets, sheet by sheet in the order of `scores.sheets`; a sheet masked for `by` has
    none.
    """
    rule = book.regulations.governing(year, "flag-self-over/1")
    found: list[Flag] = []
    for sheet in book.scores.sheets(year, by=by):
        if sheet.masked:
            continue
        result = book.standing.result(year, sheet.unit, sheet.stage, sheet.period)
        found.extend(_of_points(book, sheet, result))
        found.extend(_late(book, sheet))
        if isinstance(rule, Rule):
            found.extend(_self_over(book, sheet, result, rule))
        check = book.scores.sum_check(year, sheet.unit, sheet.stage, sheet.period)
        if check is not None and not check.agrees:
            facts = {"stated": check.stated, "summed": check.summed, "difference": check.difference}
            found.append(_flag("sum-differs", sheet, **facts, accepted=check.accepted))
    return tuple(found)


def _flag(kind: FlagKind, sheet: Sheet, **facts: object) -> Flag:
    return Flag(kind, sheet.unit, sheet.stage, sheet.period, facts)


def _of_points(book: ScoringBook, sheet: Sheet, result: SheetResult) -> Iterator[Flag]:
    items = [item for item in book.forms.form(sheet.form).items() if item.max is not None and not item.bonus_only]
    assigned = [item for item in items if isinstance(_base(result, item.key), Fraction)]
    if assigned and not result.blanks and all(_base(result, item.key) == item.max for item in assigned):
        yield _flag("all-at-max", sheet, items=len(assigned))
    for excess in result.excesses:
        facts = {"node": excess.where, "part": excess.part, "why": excess.kind, "of": excess.of}
        numbers = {"stated": excess.stated, "allowed": excess.allowed, "excess": excess.excess}
        yield _flag("excess", sheet, **facts, **numbers)


def _base(result: SheetResult, item: str) -> object:
    found = result.items.get(item)
    return None if found is None else found.base


def _late(book: ScoringBook, sheet: Sheet) -> Iterator[Flag]:
    late = book.scores.late(sheet.year, sheet.unit, sheet.stage, sheet.period)
    if late is None:
        return
    facts: dict[str, object] = {"due_on": late.due_on, "received_on": late.received_on, "days": late.days}
    facts |= {"deadline": late.deadline, "consequence": late.consequence, "cite": late.cite, "item": late.item}
    if late.item:
        item = book.forms.form(sheet.form).node(late.item)
        points = book.standing.item(sheet.year, sheet.unit, sheet.stage, late.item, sheet.period).value
        facts |= {"item_points": points, "item_max": item.max}
    yield _flag("late", sheet, **facts)


def _self_over(book: ScoringBook, sheet: Sheet, result: SheetResult, rule: Rule) -> Iterator[Flag]:
    """The year's first stage against the stage its rule compares with: one of the year's, or "last" for its last."""
    stages = [stage.key for stage in book.years.stages(sheet.year)]
    named = str(rule.spec["compared_with"])
    other_stage = stages[-1] if named == "last" and stages else named
    if other_stage not in stages or sheet.stage != stages[0] or other_stage == sheet.stage:
        return
    other = book.standing.result(sheet.year, sheet.unit, other_stage, sheet.period)
    limit = from_text(str(rule.spec["over"]))
    if not isinstance(result.total, Fraction) or not isinstance(other.total, Fraction) or other.blanks:
        return
    over = result.total - other.total
    if over > limit:
        numbers = {"self_points": result.total, "other_points": other.total, "over": over, "limit": limit}
        yield _flag("self-over", sheet, compared_with=other_stage, cite=rule.cite, **numbers)
