"""Indicators of the movements of a year: what is measured in which unit of measure, plan and result, unit by unit.

A line without a unit is the bloc's own; one without a period is of the whole year. Shares are computed, never typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.book.base import fields
from models.book.units.lines import YearLines
from models.rules.act.log_counts import percent_of_plan
from models.rules.errors import RuleViolation
from models.rules.number.points import from_text, to_text
from models.rules.number.text import fold

if TYPE_CHECKING:
    from models.book.following.floor import FollowingBook


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure of a movement; `percent` is the result of the plan, exact, where both are known."""

    key: str
    movement: str
    movement_name: str
    position: int
    name: str
    measure: str = ""
    unit: str | None = None
    period: str | None = None
    plan: Fraction | None = None
    result: Fraction | None = None
    note: str | None = None

    @property
    def percent(self) -> Fraction | None:
        """The result's share of the plan in percent."""
        return percent_of_plan(self.plan, self.result)


class Indicators(YearLines):
    """Verbs and reads of the indicators."""

    _book: FollowingBook

    def all(self, year: int) -> tuple[Indicator, ...]:
        """The indicators of a year: movement by movement, in the order they were written, the bloc's own first."""
        order = {key: at for at, key in enumerate(self._names(year))}
        found = []
        for movement in self._book.following.movements(year):
            rows = self._store.rows("movement_figure", movement=movement.key)
            rows.sort(key=lambda row: (row["position"], order.get(row["unit"] or "", -1), row["key"]))
            found += [_indicator(row, movement.name) for row in rows]
        return tuple(found)

    def named(self, year: int) -> tuple[tuple[str, str, str], ...]:
        """The indicators of the year's movements, each once: movement, name, and both in words."""
        found: dict[tuple[str, str], tuple[str, str, str]] = {}
        for one in self.all(year):
            called = f"“{one.name}” ({one.movement_name})"
            found.setdefault((one.movement, fold(one.name)), (one.movement, one.name, called))
        return tuple(found.values())

    def of(
        self, year: int, unit: str, movement: str, name: str, period: str | None = None
    ) -> tuple[tuple[Indicator, ...], str]:
        """A unit's lines of one indicator of a movement (of a period; without one, of the whole year), and what it is
        called.
        """
        lines = [one for one in self.all(year) if one.movement == movement and fold(one.name) == fold(name)]
        called = f"“{lines[0].name}” ({lines[0].movement_name})" if lines else f"“{name}”"
        return tuple(one for one in lines if one.unit == unit and one.period == period), called

    def put(
        self,
        year: int,
        movement: str,
        name: str,
        *,
        measure: str | None = None,
        unit: str | None = None,
        period: str | None = None,
        plan: Fraction | None = None,
        result: Fraction | None = None,
        note: str | None = None,
        key: str | None = None,
    ) -> str:
        """Write an indicator, or with its key write it anew. Returns its key.

        Refusals: `year.closed`, `row.missing`, `unit.not_member`, those of names, RuleViolation
        `score.unknown_period`, `movement.other_year`.
        """
        self._book.years.must_be_open(year)
        held = self._found("movement", movement)
        if held["year"] != year:
            raise RuleViolation("movement.other_year", name=held["name"], year=year)
        if unit is not None:
            self._member(year, unit)
        if period is not None and all(one.key != period for one in self._book.years.periods(year)):
            raise RuleViolation("score.unknown_period", year=year, period=period)
        row: dict[str, Any] = {
            "movement": movement,
            "name": fields.name(name, 300),
            "measure": fields.line(measure, 60) or "",
            "unit": unit,
            "period": period,
            "plan": None if plan is None else to_text(plan),
            "result": None if result is None else to_text(result),
            "note": fields.note(note),
        }
        facts = {"year": year, "name": row["name"], "movement": held["name"]}
        return self._put("movement_figure", "put-indicator", key, row, facts, of="movement")

    def remove(self, key: str) -> None:
        """Take away an indicator. `row.missing`, `year.closed`."""
        row = self._found("movement_figure", key)
        held = self._found("movement", row["movement"])
        self._book.years.must_be_open(held["year"])
        with self._store.operation("remove-indicator", {"year": held["year"], "name": row["name"]}) as tx:
            tx.delete("movement_figure", key)


def _indicator(row: Mapping[str, Any], movement: str) -> Indicator:
    plain = ("key", "movement", "position", "name", "measure", "unit", "period", "note")
    plan, result = (None if row[name] is None else from_text(row[name]) for name in ("plan", "result"))
    return Indicator(movement_name=movement, plan=plan, result=result, **{name: row[name] for name in plain})
