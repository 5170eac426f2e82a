"""What deserves a look before results go out: every item at its maximum, a self-score far above the appraisal, an
excess, a late sheet, a wrong sum. A flag says, it never changes a number. No threshold stands here: the year's rule
names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from models.book.scoring.rows import Lateness, SheetAt, check_sum, lateness
from models.rules.form.scoring import Cell, Form, SheetResult
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


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Everything the flags of one sheet rest on: its row, cells and result, the result it is compared with, its form
    and lateness, and the rule of comparing.
    """

    row: Mapping[str, Any]
    cells: Mapping[str, Cell]
    result: SheetResult
    other: SheetResult | None
    compared_with: str
    form: Form
    late: Lateness | None
    rule: Rule | None

    def still(self, one: _Sheet) -> bool:
        """Whether the other rests on the same; results are told apart by being made again, not by comparing trees."""
        kept = self.result is one.result and self.other is one.other and self.form is one.form and self.rule is one.rule
        return kept and (self.row, self.cells, self.late, self.compared_with) == (
            one.row,
            one.cells,
            one.late,
            one.compared_with,
        )


class Flags:
    """The flags of a book's years; those of a sheet are found again only when something they rest on has changed."""

    def __init__(self, book: ScoringBook) -> None:
        self._book = book
        self._known: dict[str, tuple[_Sheet, tuple[Flag, ...]]] = {}

    def of(self, year: int, by: str | None = None) -> tuple[Flag, ...]:
        """Every flag of the year's sheets, sheet by sheet in the order of `scores.sheets`; a sheet masked for `by` has
        none.
        """
        found: list[Flag] = []
        for sheet in self._sheets(year, by):
            key = sheet.row["key"]
            known = self._known.get(key)
            if known is None or not known[0].still(sheet):
                known = self._known[key] = (sheet, tuple(_flags(sheet)))
            found += known[1]
        return tuple(found)

    def _sheets(self, year: int, by: str | None) -> Iterator[_Sheet]:
        standing = self._book.standing
        state, hidden = standing.state(year), standing.hidden(year, by)
        rule = state.frame.rule("flag-self-over/1")
        stages = [str(row["key"]) for row in state.frame.stages]
        counted = self._book.days_off.counted(year)
        order = {member.unit: (member.position, member.unit) for member in state.frame.roster}
        rows = sorted(
            (row for row in state.sheets.values() if row["stage"] in stages),
            key=lambda row: (row["stage"], row["period"], order.get(row["unit"], (0, row["unit"]))),
        )
        boards = {at: standing.board(year, *at, by) for at in {(row["stage"], row["period"]) for row in rows}}
        compared_with = _compared(rule, stages)
        for row in rows:
            unit, stage, period = row["unit"], row["stage"], row["period"]
            at = SheetAt(year, unit, stage, period)
            if at in hidden:
                continue
            board = boards[stage, period]
            if unit not in board.results:
                continue  # it counts nowhere: no member of the year, or of a group without a form, which is told there
            result = board.results[unit]
            other = None
            if compared_with and stage == stages[0]:
                other = standing.board(year, compared_with, period, by).results.get(unit)
            received = row.get("received_on")
            late = lateness(received, stage, *counted) if received else None
            form = self._book.forms.form(row["form"])
            yield _Sheet(row, dict(board.cells[unit]), result, other, compared_with, form, late, rule)


def _compared(rule: Rule | None, stages: Sequence[str]) -> str:
    """The stage with which the year's first is compared by its rule: one of the year's, or "last" for its last; "" for
    none."""
    named = "" if rule is None else str(rule.spec["compared_with"])
    other = stages[-1] if named == "last" and stages else named
    return other if other in stages and other != stages[0] else ""


def _flags(sheet: _Sheet) -> Iterator[Flag]:
    yield from _of_points(sheet)
    yield from _late(sheet)
    yield from _self_over(sheet)
    row = sheet.row
    stated = from_text(row["stated_total"]) if row.get("stated_total") else None
    check = check_sum(
        stated, bool(row["sum_error_accepted"]), sheet.cells.values(), sheet.form, lambda: sheet.result.total
    )
    if check is not None and not check.agrees:
        facts = {"stated": check.stated, "summed": check.summed, "difference": check.difference}
        yield _flag("sum-differs", sheet, **facts, accepted=check.accepted)


def _flag(kind: FlagKind, sheet: _Sheet, **facts: object) -> Flag:
    return Flag(kind, sheet.row["unit"], sheet.row["stage"], sheet.row["period"], facts)


def _of_points(sheet: _Sheet) -> Iterator[Flag]:
    result = sheet.result
    items = [item for item in sheet.form.items() if item.max is not None and not item.bonus_only]
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


def _late(sheet: _Sheet) -> Iterator[Flag]:
    late = sheet.late
    if late is None:
        return
    facts: dict[str, object] = {
        "due_on": late.due_on,
        "received_on": late.received_on,
        "days": late.days,
        "words": late.words,
    }
    facts |= {"deadline": late.deadline, "consequence": late.consequence, "cite": late.cite, "item": late.item}
    if late.item:
        item = sheet.form.node(late.item)
        facts |= {"item_points": sheet.result.items[late.item].value, "item_max": item.max}
    yield _flag("late", sheet, **facts)


def _self_over(sheet: _Sheet) -> Iterator[Flag]:
    """The year's first stage against the stage its rule compares with."""
    result, other, rule = sheet.result, sheet.other, sheet.rule
    if other is None or rule is None:
        return
    limit = from_text(str(rule.spec["over"]))
    if not isinstance(result.total, Fraction) or not isinstance(other.total, Fraction) or other.blanks:
        return
    over = result.total - other.total
    if over > limit:
        numbers = {"self_points": result.total, "other_points": other.total, "over": over, "limit": limit}
        yield _flag("self-over", sheet, compared_with=sheet.compared_with, cite=rule.cite, **numbers)
