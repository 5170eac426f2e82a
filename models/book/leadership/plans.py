"""Turns of many years ahead: a plan and how good it is proven to be, what a declined turn would change, the list that
was announced and how a plan differs from it.

Only years to come are planned; who led stays as it was. The method stands in `models.rules.act.turn_planner`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.leadership.plain_rule import PLAIN
from models.rules.act import turn_planner
from models.rules.act.turn_order import Exclusion
from models.rules.act.turn_planner import Plan, Task
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.days import check_year

if TYPE_CHECKING:
    from models.book.leadership.floor import LeadershipBook

DECLINED: Final = "declined"


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn as announced: in which paper, and for which unit."""

    year: int
    role: str
    rank: int
    unit: str
    announced_in: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A year whose head is another than before (None: nobody)."""

    year: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with the task it answers. `decided` are the years a recorded term settles; `lost` announced turns of units
    that no longer belong and have no heir, so that no plan could keep them; `beside` the recorded deputies by year and
    rank.
    """

    task: Task
    plan: Plan
    decided: frozenset[int]
    lost: tuple[Turn, ...] = ()
    beside: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def deputies(self) -> dict[int, tuple[str | None, ...]]:
        """Deputies by year and rank: those recorded, and where nobody is, whom the plan names."""
        found = {}
        for year, planned in self.plan.deputies.items():
            own = {rank: unit for (one, rank), unit in self.beside.items() if one == year}
            left = iter([unit for unit in planned if unit is not None and unit not in own.values()])
            last = max([len(planned), *own])
            found[year] = tuple(own.get(rank) or next(left, None) for rank in range(1, last + 1))
        return found

    @property
    def units(self) -> tuple[str, ...]:
        return self.task.circle.units

    @property
    def changes(self) -> tuple[Moved, ...]:
        """The years in which the plan departs from the announced list, those of lost turns included."""
        announced: dict[int, str] = {**{one.year: one.unit for one in self.lost}, **self.task.announced}
        return tuple(
            Moved(year, unit, self.plan.heads[year])
            for year, unit in sorted(announced.items())
            if year in self.plan.heads and self.plan.heads[year] != unit
        )


@dataclass(frozen=True, slots=True)
class Declined:
    """What becomes of a plan when one unit lets its turn of a year pass; `moved` are the years that change."""

    unit: str
    year: int
    before: Planned
    after: Planned
    moved: tuple[Moved, ...]


class Plans(Area):
    """Plans and the announced list."""

    _book: LeadershipBook

    def make(self, first: int, years: int) -> Planned:
        """The best plan found for so many years from `first`, under the rule of that year; what is decided stays, and
        of plans as good the one nearest to the announced list is taken.

        Refusals: RuleViolation `rotation.plan_too_large` (facts: `units`, `years`, `most`), `rotation.no_units`.
        """
        rotation = self._book.rotation
        circle, rule = rotation.circle(first), rotation.rule(first) or PLAIN
        if not circle.units:
            raise RuleViolation("rotation.no_units", year=first)
        terms = [replace(term, unit=circle.now(term.unit)) for term in rotation.terms()]
        ahead = [one for one in self.announced() if one.role == "head" and first <= one.year < first + years]
        kept = {one.year: circle.now(one.unit) for one in ahead if circle.now(one.unit) in circle.units}
        task = turn_planner.task_of(terms, circle, rule, first, years, kept)
        lost = tuple(one for one in ahead if one.year not in kept)
        beside = {(t.year, t.rank): t.unit for t in terms if t.role == "deputy" and t.year >= first}
        return Planned(task, turn_planner.plan(task), frozenset(task.fixed), lost, beside)

    def if_declined(self, planned: Planned, unit: str, year: int | None = None) -> Declined:
        """The plan as it would be if a unit let a turn pass (its next one, or that of a year), changed as little as the
        other aims allow. It leads later, never sooner: neither in that year nor in an open one since its turn before.
        Nothing is written.

        Refusals: RuleViolation `rotation.no_turn` (facts: `unit`), `rotation.turn_decided` (facts: `unit`, `year`).
        """
        task, heads = planned.task, planned.plan.heads
        mine = [one for one, head in heads.items() if head == unit and one not in planned.decided]
        turn = next((one for one in mine if year in (None, one)), None)
        if turn is None:
            said = year if year is not None else next((one for one, head in heads.items() if head == unit), None)
            if said is not None and said in planned.decided and heads.get(said) == unit:
                raise RuleViolation("rotation.turn_decided", unit=unit, year=said)
            raise RuleViolation("rotation.no_turn", unit=unit)
        since = max((one for one, head in heads.items() if head == unit and one < turn), default=task.first - 1) + 1
        passed = [one for one in range(since, turn + 1) if one not in planned.decided]
        away = (*task.circle.exclusions, *(Exclusion(unit, one, DECLINED) for one in passed))
        changed = replace(
            task,
            circle=replace(task.circle, exclusions=away),
            fixed={one: head for one, head in task.fixed.items() if one != turn},
            announced={one: head for one, head in heads.items() if head is not None},
        )
        after = replace(planned, task=changed, plan=turn_planner.plan(changed))
        moved = tuple(
            Moved(one, head, after.plan.heads[one]) for one, head in heads.items() if after.plan.heads[one] != head
        )
        return Declined(unit, turn, planned, after, moved)

    # --- the announced list

    def announced(self) -> tuple[Turn, ...]:
        """The turns as announced, by year, heads before deputies."""
        rows = (Turn(**row) for row in self._store.rows("turn"))
        return tuple(sorted(rows, key=lambda one: (one.year, one.role != "head", one.rank)))

    def announce(
        self,
        heads: Mapping[int, str | None],
        deputies: Mapping[int, Sequence[str | None]] | None = None,
        document: str | None = None,
    ) -> None:
        """Put a list of turns on record in place of what was announced from its first year on; earlier years stay.
        Deputies come by rank.

        Refusals: BadInput `rotation.nothing_to_announce`, `year.out_of_range`, RuleViolation `unit.unknown`.
        """
        rows = {(year, "head", 1): unit for year, unit in heads.items() if unit is not None}
        if not rows:
            raise BadInput("rotation.nothing_to_announce")
        for year, units in (deputies or {}).items():
            rows |= {(year, "deputy", rank): unit for rank, unit in enumerate(units, 1) if unit is not None}
        years = [year for year, _role, _rank in rows]
        for year in years:
            check_year(year)
        for unit in rows.values():
            self._book.members.unit(unit)
        with self._store.operation("announce-turns", {"first": min(years), "last": max(years)}) as tx:
            for old in self.announced():
                if old.year >= min(years) and (old.year, old.role, old.rank) not in rows:
                    tx.delete("turn", (old.year, old.role, old.rank))
            for (year, role, rank), unit in sorted(rows.items()):
                row = {"year": year, "role": role, "rank": rank, "unit": unit}
                tx.put("turn", {**row, "announced_in": fields.line(document)})

    def withdraw(self, first: int) -> None:
        """Take back what was announced from a year on; closed years keep it. RuleViolation
        `rotation.nothing_announced`.
        """
        closed = {one.year for one in self._book.years.all() if one.state != "open"}
        gone = [one for one in self.announced() if one.year >= first and one.year not in closed]
        if not gone:
            raise RuleViolation("rotation.nothing_announced", year=first)
        with self._store.operation("withdraw-turns", {"first": first}) as tx:
            for one in gone:
                tx.delete("turn", (one.year, one.role, one.rank))
