"""Whose turn it is: terms of head and deputies, the table of turns, checks of a new term, a suggestion for next year.

Here: what one year asks, by the bloc's `rotation/1` rule. The plan over many years is `turn_planner`; who votes is
`balloting`.
Every check only warns unless the rule says "forbid"; a warned deviation stands with a recorded reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from models.rules.errors import RuleViolation
from models.rules.place.regulation import Rule

OF_THE_TERM = ("two-offices", "term-length")
"""What any term is asked, whatever the rule of rotation says: one office for a unit at a time, one bloc-year each."""
CHECKS = ("basis", "successor", "one-per-round", "gap", "newcomer", "order", "excluded", "deputies", *OF_THE_TERM)
"""What a rule may forbid or only warn of; names of its `severities`."""
Severity = Literal["forbid", "warn", "off"]
_BASES = {
    "elected": {"elected"},
    "introduced": {"introduced"},
    "proposed": {"proposed", "approved"},
    "appointed": {"appointed"},
}
_HOLDS_OFFICE = ("approved", "acting", "ended")


@dataclass(frozen=True, slots=True)
class Term:
    """One unit's office in one bloc-year. `rank` orders deputies from 1; dates are days in office or None for the
    whole year."""

    year: int
    role: Literal["head", "deputy"]
    unit: str
    rank: int = 1
    basis: str = "elected"
    status: str = "approved"
    from_date: str | None = None
    to_date: str | None = None
    deviation: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A unit that cannot lead, in one year or (None) for good: declined, disciplined, anniversary, merged,
    dissolved."""

    unit: str
    year: int | None
    reason: str


@dataclass(frozen=True, slots=True)
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
        return next((e for e in self.exclusions if e.unit == unit and e.year in (None, year)), None)


# --- who leads -------------------------------------------------------------------------------------------------------


def leaders_on(terms: Iterable[Term], day: str) -> tuple[Term, ...]:
    """Head, then deputies by rank, in office on a day: of each office the term begun last; what was only proposed
    holds nothing.

    A term without a first day begins on 1 January of its year; one without a last day runs until another begins, so
    that a
    list that is late leaves the last one in office (LIFE's rule, domain §2 R11).
    """
    begun = [t for t in terms if t.status in _HOLDS_OFFICE and _first_day(t) <= day]
    found: dict[tuple[str, int], Term] = {}
    for term in sorted(begun, key=_first_day):
        found[term.role, term.rank] = term
    held = [t for t in found.values() if t.to_date is None or day <= t.to_date]
    head = next((t for t in held if t.role == "head"), None)
    held = [t for t in held if t.role == "head" or head is None or t.unit != head.unit]
    return tuple(sorted(held, key=lambda t: (t.role != "head", t.rank)))


def _first_day(term: Term) -> str:
    return term.from_date or f"{term.year:04d}-01-01"


def carried_over(terms: Sequence[Term], year: int) -> tuple[Term, ...]:
    """The terms of `year`, or last year's carried over when none was decided."""
    own = tuple(t for t in terms if t.year == year and t.status in _HOLDS_OFFICE)
    if own:
        return own
    before = [t.year for t in terms if t.year < year and t.status in _HOLDS_OFFICE]
    last = max(before, default=None)
    return tuple(
        replace(t, year=year, basis="carried-over", from_date=None, to_date=None)
        for t in terms
        if t.year == last and t.status in _HOLDS_OFFICE
    )


def handover(terms: Sequence[Term], year: int) -> tuple[str, str] | None:
    """(giving, receiving) heads when the office changes hands between last year and this, else None."""
    heads = {t.year: t.unit for t in terms if t.role == "head" and t.status in (*_HOLDS_OFFICE, "proposed")}
    if year - 1 not in heads or year not in heads or heads[year - 1] == heads[year]:
        return None
    return heads[year - 1], heads[year]


# --- the table of turns ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turns:
    """Who led in this round and when (by the name of then), who has not, who counts as having led through a
    predecessor.

    `began` is the year of the round's first head, None before it. `last` is each present unit's last year as head.
    """

    led: tuple[tuple[str, int], ...]
    not_yet: tuple[str, ...]
    through_lineage: tuple[str, ...]
    last: Mapping[str, int]
    began: int | None


def turns(terms: Iterable[Term], circle: Circle, rule: Rule, until: int) -> Turns:
    """The table of turns up to and including a year. A round begins in the rule's `round_from` and anew once all
    have led."""
    in_office = (*_HOLDS_OFFICE, "proposed")
    heads = sorted((t.year, t.unit) for t in terms if t.role == "head" and t.year <= until and t.status in in_office)
    first = rule.spec.get("round_from")
    last: dict[str, int] = {}
    led: list[tuple[str, int]] = []
    for year, unit in heads:
        last[circle.now(unit)] = year
        if isinstance(first, int) and year < first:
            continue
        led = [(unit, year)] if _all_led(led, circle) else [*led, (unit, year)]
    if _all_led(led, circle):
        led = []
    done = {circle.now(unit) for unit, _ in led}
    heirs = tuple(dict.fromkeys(circle.now(unit) for unit, _ in led if circle.now(unit) != unit))
    began = led[0][1] if led else None
    return Turns(tuple(led), tuple(u for u in circle.units if u not in done), heirs, last, began)


def _all_led(led: Sequence[tuple[str, int]], circle: Circle) -> bool:
    return set(circle.units) <= {circle.now(unit) for unit, _ in led}


# --- one new term ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Breach:
    """A new term that departs from the rule: which check, how the rule takes it, and the facts of its sentence."""

    check: str
    severity: Severity
    facts: Mapping[str, object]


def check_term(term: Term, terms: Sequence[Term], circle: Circle, rule: Rule) -> tuple[Breach, ...]:
    """Every way in which a term of head or deputy departs from the bloc's rotation rule, in the order of `CHECKS`."""
    if term.unit not in circle.units:
        raise RuleViolation("rotation.not_a_member", unit=term.unit, year=term.year)
    severities = rule.spec.get("severities", {})
    assert isinstance(severities, Mapping)
    found: dict[str, Breach] = {}
    others = [t for t in terms if t != term]
    for name, facts in (*_departures(term, others, circle, rule), *_of_the_term(term, others)):
        severity = severities.get(name, "warn")
        if severity != "off":
            found.setdefault(name, Breach(name, severity, facts))
    return tuple(found[name] for name in CHECKS if name in found)


def check_by_itself(term: Term, terms: Sequence[Term]) -> tuple[Breach, ...]:
    """What any term is asked where no rule of rotation stands: `OF_THE_TERM`, as warnings."""
    return tuple(Breach(name, "warn", facts) for name, facts in _of_the_term(term, [t for t in terms if t != term]))


def _of_the_term(term: Term, terms: Sequence[Term]) -> Iterable[tuple[str, Mapping[str, object]]]:
    since, until = _first_day(term), _last_day(term)
    same = (
        t for t in terms if (t.year, t.unit) == (term.year, term.unit) and (t.role, t.rank) != (term.role, term.rank)
    )
    other = next((t for t in same if _first_day(t) <= until and since <= _last_day(t)), None)
    if other is not None:
        yield "two-offices", {"unit": term.unit, "year": term.year, "role": other.role}
    outside = until < f"{term.year:04d}-01-01" or since > f"{term.year:04d}-12-31"
    if outside or since <= f"{term.year - 1:04d}-01-01" or until >= f"{term.year + 1:04d}-12-31":
        yield "term-length", {"year": term.year, "since": since, "until": until}


def _last_day(term: Term) -> str:
    return term.to_date or f"{term.year:04d}-12-31"


def _departures(
    term: Term, terms: Sequence[Term], circle: Circle, rule: Rule
) -> Iterable[tuple[str, Mapping[str, object]]]:
    excluded = circle.excluded(term.unit, term.year)
    if excluded is not None:
        yield "excluded", {"unit": term.unit, "reason": excluded.reason}
    waits, joined = int(str(rule.spec.get("newcomer_years", 0))), circle.joined.get(term.unit)
    if joined is not None and term.year < joined + waits:
        yield "newcomer", {"unit": term.unit, "joined": joined, "years": waits}
    if not _basis_fits(term, terms, rule):
        yield "basis", {"basis": term.basis, "how": rule.spec["how"]}
    if term.role == "deputy":
        most = deputies_of(rule)
        if term.rank > most:
            yield "deputies", {"rank": term.rank, "deputies": most}
        return
    before = turns([t for t in terms if t.year < term.year], circle, rule, term.year - 1)
    yield from _head_departures(term, terms, before, circle, rule)


def _basis_fits(term: Term, terms: Sequence[Term], rule: Rule) -> bool:
    how = str(rule.spec["how"])
    if term.basis in ("carried-over", "acting"):
        return True
    if how == "appointed-then-rotates":
        first = not any(t.role == term.role and t.year < term.year for t in terms)
        return term.basis == "appointed" if first else term.basis != "appointed"
    return term.basis in _BASES[how]


def _head_departures(
    term: Term, terms: Sequence[Term], before: Turns, circle: Circle, rule: Rule
) -> Iterable[tuple[str, Mapping[str, object]]]:
    deputies = [circle.now(t.unit) for t in terms if t.role == "deputy" and t.year == term.year - 1]
    successor = rule.spec["successor"]
    if (successor == "deputy" and deputies and term.unit not in deputies) or (
        successor == "not-deputy" and term.unit in deputies
    ):
        yield "successor", {"unit": term.unit, "deputies": tuple(deputies), "wanted": successor}
    if rule.spec["one_per_round"] and term.unit not in before.not_yet:
        yield "one-per-round", {"unit": term.unit, "led": before.last.get(term.unit), "not_yet": before.not_yet}
    gap, last = int(str(rule.spec.get("gap_years", 0))), before.last.get(term.unit)
    if last is not None and term.year - last <= gap:
        yield "gap", {"unit": term.unit, "led": last, "years": gap}
    due = _by_order(rule, before, circle, term.year)
    if due is not None and term.unit != due:
        yield "order", {"unit": term.unit, "due": due}


def _by_order(rule: Rule, before: Turns, circle: Circle, year: int) -> str | None:
    """The first on the rule's fixed list who has not led in this round and may lead that year."""
    order = rule.spec.get("order", ())
    assert isinstance(order, Sequence)
    waits = int(str(rule.spec.get("newcomer_years", 0)))
    return next(
        (
            str(u)
            for u in order
            if u in before.not_yet
            and circle.excluded(str(u), year) is None
            and circle.joined.get(str(u), 0) + waits <= year
        ),
        None,
    )


def require_allowed(term: Term, breaches: Iterable[Breach]) -> None:
    """Refuse a forbidden departure, and a warned one that has no recorded reason."""
    for breach in breaches:
        if breach.severity == "forbid":
            raise RuleViolation("rotation.forbidden", check=breach.check, **breach.facts)
        if not term.deviation.strip():
            if breach.check == "two-offices":
                raise RuleViolation("rotation.two_offices", check=breach.check, **breach.facts)
            if breach.check == "term-length":
                raise RuleViolation("rotation.term_length", check=breach.check, **breach.facts)
            raise RuleViolation("rotation.reason_needed", check=breach.check, **breach.facts)


# --- next year -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Who would lead next year and who would be deputies, with the reason; several candidates where the rule names
    nobody.

    `deputies` has one entry for each the rule provides for, by rank (None: the rule names nobody for that place, and
    `deputy_candidates` are to choose from). Reasons are codes: "deputy-succeeds", "next-in-order", "last-one-left",
    "meeting-chooses", "new-round", "skipped", "by-decision" (leaders are assigned, nobody is suggested).
    """

    year: int
    head: str | None
    head_candidates: tuple[str, ...]
    deputies: tuple[str | None, ...]
    deputy_candidates: tuple[str, ...]
    reasons: tuple[tuple[str, Mapping[str, object]], ...]


def suggest(terms: Sequence[Term], circle: Circle, rule: Rule, year: int) -> Suggestion:
    """A suggestion for one year from the terms before it; what the year itself already holds is not looked at.

    Only the rule picks: last year's deputy where it says so, the fixed order, or the only one left in the round.
    Otherwise the
    meeting chooses among those whose turn is open. Where leaders are assigned by decision there is nothing to suggest.
    """
    if rule.spec["how"] == "appointed":
        return Suggestion(year, None, (), (None,) * deputies_of(rule), (), (("by-decision", {}),))
    known = [t for t in terms if t.year < year]
    before = turns(known, circle, rule, year - 1)
    reasons: list[tuple[str, Mapping[str, object]]] = []
    able = [u for u in _open_turns(before, circle, rule) if _able(u, year, circle, rule, reasons)]
    head = _successor(known, circle, rule, year, able, reasons) or _pick(able, before, circle, rule, year, reasons)
    rest = [u for u in able if u != head]
    named: list[str] = []
    while rest and len(named) < deputies_of(rule):
        due = rest[0] if len(rest) == 1 else _by_order(rule, replace(before, not_yet=tuple(rest)), circle, year)
        if due is None:
            break
        named.append(due)
        rest.remove(due)
    places = deputies_of(rule) - len(named)
    if not rest and (places or not named):
        reasons.append(("new-round", {"year": year + 1}))
        rest = [u for u in circle.units if u not in (head, *named) and _able(u, year, circle, rule, [])]
    return Suggestion(
        year, head, tuple(able), (*named, *[None] * places), tuple(rest if places else ()), tuple(reasons)
    )


def deputies_of(rule: Rule) -> int:
    """How many deputies the rule provides for: one unless it says another number."""
    return int(str(rule.spec.get("deputies", 1)))


def _open_turns(before: Turns, circle: Circle, rule: Rule) -> tuple[str, ...]:
    return before.not_yet if rule.spec["one_per_round"] else circle.units


def _able(unit: str, year: int, circle: Circle, rule: Rule, reasons: list[tuple[str, Mapping[str, object]]]) -> bool:
    excluded = circle.excluded(unit, year)
    joined, waits = circle.joined.get(unit), int(str(rule.spec.get("newcomer_years", 0)))
    if excluded is not None:
        reasons.append(("skipped", {"unit": unit, "reason": excluded.reason}))
    elif joined is not None and year < joined + waits:
        reasons.append(("skipped", {"unit": unit, "joined": joined}))
    else:
        return True
    return False


def _successor(
    known: Sequence[Term],
    circle: Circle,
    rule: Rule,
    year: int,
    able: Sequence[str],
    reasons: list[tuple[str, Mapping[str, object]]],
) -> str | None:
    deputies = sorted((t.rank, circle.now(t.unit)) for t in known if t.role == "deputy" and t.year == year - 1)
    unit = next((unit for _rank, unit in deputies if unit in able), None)
    if rule.spec["successor"] != "deputy" or unit is None:
        return None
    reasons.append(("deputy-succeeds", {"unit": unit, "year": year - 1}))
    return unit


def _pick(
    able: Sequence[str],
    before: Turns,
    circle: Circle,
    rule: Rule,
    year: int,
    reasons: list[tuple[str, Mapping[str, object]]],
) -> str | None:
    due = _by_order(rule, before, circle, year)
    if due is not None and due in able:
        reasons.append(("next-in-order", {"unit": due}))
        return due
    if len(able) == 1:
        reasons.append(("last-one-left", {"unit": able[0]}))
        return able[0]
    reasons.append(("meeting-chooses", {"candidates": tuple(able)}))
    return None
