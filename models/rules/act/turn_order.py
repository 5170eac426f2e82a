"""Whose turn a year may be: one predicate for the check of a term, the suggestion of a year and the plan of many.

Here: who takes turns, what the rule of rotation asks of a head, and the round as it stands in a year. Not here:
deputies, days of a term and reasons in words (`rotation`), the search for a good plan (`turn_planner`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from models.rules.place.regulation import Rule


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A unit that cannot lead, in one year or (None) for good: declined, disciplined, anniversary, merged,
    dissolved."""

    unit: str
    year: int | None
    reason: str


@dataclass(frozen=True)
class Circle:
    """Who takes turns: units of the year in roster order, when each joined (None: from the start), and whose turn an
    heir keeps.

    `heirs` leads from a former unit to the present one that inherits its record.
    """

    units: tuple[str, ...]
    joined: Mapping[str, int] = field(default_factory=dict)
    heirs: Mapping[str, str] = field(default_factory=dict)
    exclusions: tuple[Exclusion, ...] = ()

    def now(self, unit: str) -> str:
        """The present unit that carries the record of `unit`, through any number of events."""
        seen = {unit}
        while unit in self.heirs and self.heirs[unit] not in seen:
            unit = self.heirs[unit]
            seen.add(unit)
        return unit

    def excluded(self, unit: str, year: int) -> Exclusion | None:
        """Why the unit cannot lead that year, if it cannot."""
        return self._away.get((unit, year)) or self._away.get((unit, None))

    @cached_property
    def _away(self) -> Mapping[tuple[str, int | None], Exclusion]:
        return {(one.unit, one.year): one for one in reversed(self.exclusions)}


@dataclass(frozen=True, slots=True)
class Order:
    """What a rule of rotation asks of a head. A term is `term_years` bloc-years long; `order` a fixed list."""

    successor: str = "free"
    one_per_round: bool = True
    gap_years: int = 0
    newcomer_years: int = 0
    order: tuple[str, ...] = ()
    term_years: int = 1
    round_from: int | None = None

    @classmethod
    def of(cls, rule: Rule) -> Order:
        """That of a rule `rotation/1`."""
        spec = rule.spec
        listed = spec.get("order", ())
        assert isinstance(listed, Sequence)
        first = spec.get("round_from")
        return cls(
            str(spec["successor"]),
            bool(spec["one_per_round"]),
            _whole(spec, "gap_years", 0),
            _whole(spec, "newcomer_years", 0),
            tuple(str(unit) for unit in listed),
            _whole(spec, "term_years", 1),
            first if isinstance(first, int) else None,
        )

    def waiting(self, unit: str, year: int, circle: Circle) -> bool:
        """Whether the unit joined too lately to lead in that year."""
        joined = circle.joined.get(unit)
        return joined is not None and year < joined + self.newcomer_years

    def away(self, unit: str, year: int, circle: Circle) -> bool:
        """Whether the unit cannot lead in that year, whoever's turn it is."""
        return self.waiting(unit, year, circle) or circle.excluded(unit, year) is not None

    def free(self, unit: str, year: int, circle: Circle) -> bool:
        """Whether a term of the unit could begin in that year: it is away in none of the term's years."""
        return not any(self.away(unit, one, circle) for one in range(year, year + self.term_years))


@dataclass(frozen=True, slots=True)
class Course:
    """The heads so far: who led in the running round (by the name of then) and when, each present unit's last year as
    head, and who holds the term begun last, with its first year.
    """

    led: tuple[tuple[str, int], ...] = ()
    last: Mapping[str, int] = field(default_factory=dict)
    holder: str | None = None
    since: int = 0

    def running(self, year: int, order: Order, circle: Circle) -> str | None:
        """Whose term runs on in that year: nobody's where terms are of one year or the holder cannot go on."""
        held = self.holder is not None and self.since < year < self.since + order.term_years
        return self.holder if held and not order.away(str(self.holder), year, circle) else None

    def at(self, year: int, order: Order, circle: Circle) -> Course:
        """The course as it stands in a year: a round in which all have led who may lead then is over, unless a term
        runs on."""
        if not self.led or self.running(year, order, circle) is not None:
            return self
        done = self.done(circle)
        if any(unit not in done and not order.away(unit, year, circle) for unit in circle.units):
            return self
        nobody = all(order.away(unit, year, circle) for unit in circle.units)
        return self if nobody else replace(self, led=())

    def done(self, circle: Circle) -> frozenset[str]:
        """The present units that have led in the round."""
        return frozenset(circle.now(unit) for unit, _ in self.led)

    def after(self, unit: str, year: int, order: Order, circle: Circle) -> Course:
        """The course once a unit (by the name of then) has led a year; the years of one term are one turn."""
        now = circle.now(unit)
        if self.running(year, order, circle) == now:
            return replace(self, last={**self.last, now: year})
        led = self.at(year, order, circle).led
        counts = order.round_from is None or year >= order.round_from
        return Course((*led, (unit, year)) if counts else led, {**self.last, now: year}, now, year)

    def ended(self, year: int) -> Course:
        """The course when the running term ended before that year."""
        return replace(self, holder=None) if self.holder is not None and self.since < year else self


def rested(unit: str, year: int, last: Mapping[str, int], order: Order) -> bool:
    """Whether the years between two turns have passed."""
    return unit not in last or year - last[unit] > order.gap_years


def able_to_begin(
    units: Sequence[str],
    year: int,
    led: Collection[str],
    last: Mapping[str, int],
    order: Order,
    free: Callable[[str], bool],
) -> list[str]:
    """Who may begin a term in that year by the round and the years of rest, in roster order; `free` says who is not
    away."""
    return [
        unit
        for unit in units
        if free(unit) and not (order.one_per_round and unit in led) and rested(unit, year, last, order)
    ]


def in_turn(able: Sequence[str], led: Collection[str], deputies: Collection[str], order: Order) -> list[str]:
    """Of those who may begin, whose turn it is: last year's deputies before all others (or never) where the rule says
    so, then the first on its fixed list who has not led in this round.
    """
    if order.successor == "deputy":
        able = [unit for unit in able if unit in deputies] or able
    elif order.successor == "not-deputy":
        able = [unit for unit in able if unit not in deputies]
    due = due_by_order(able, led, order)
    return list(able) if due is None else [due]


def due_by_order(able: Collection[str], led: Collection[str], order: Order) -> str | None:
    """The first on the rule's fixed list who has not led in this round, of those who may begin."""
    return next((unit for unit in order.order if unit in able and unit not in led), None)


def _whole(spec: Mapping[str, object], name: str, otherwise: int) -> int:
    return int(str(spec.get(name, otherwise)))
