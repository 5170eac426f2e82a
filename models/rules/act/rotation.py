"""Whose turn it is: terms of head and deputies, the table of turns, checks of a new term, a suggestion for next year.

Here: what one year asks, by the bloc's `rotation/1` rule. The plan over many years is `turn_planner`; who votes is
`balloting`.
Every check only warns unless the rule says "forbid"; a warned deviation stands with a recorded reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from models.rules.act.turn_order import Circle, Course, Order, able_to_begin, due_by_order, in_turn
from models.rules.errors import RuleViolation
from models.rules.place.regulation import Rule

OF_THE_TERM = ("two-offices", "term-length")
"""What any term is asked, whatever the rule of rotation says: one office for a unit at a time, one bloc-year each."""
CHECKS = (
    *("basis", "successor", "one-per-round", "gap", "newcomer", "order", "excluded", "deputies", "term-runs"),
    *OF_THE_TERM,
)
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


def course_of(terms: Iterable[Term], circle: Circle, rule: Rule, until: int) -> Course:
    """The heads of the terms up to and including a year, one after the other; an acting one has had a turn unless the
    rule says that this is none.
    """
    in_office = (*_HOLDS_OFFICE, "proposed")
    order, course, ended = Order.of(rule), Course(), False
    heads = [t for t in terms if t.role == "head" and t.year <= until and t.status in in_office]
    heads = [t for t in heads if has_turn(t, rule)]
    for term in sorted(heads, key=lambda t: (t.year, t.unit)):
        course = (course.ended(term.year) if ended else course).after(term.unit, term.year, order, circle)
        ended = term.status == "ended"
    return course.ended(until + 1) if ended else course


def has_turn(term: Term, rule: Rule) -> bool:
    """Whether the time of a head is a turn: that of an acting one unless the rule says that it is none."""
    return term.basis != "acting" or rule.spec.get("acting", "turn") == "turn"


def turns(terms: Iterable[Term], circle: Circle, rule: Rule, until: int) -> Turns:
    """The table of turns up to and including a year. A round begins in the rule's `round_from` and anew once all have
    led who may lead in the year that follows; the years of one term are one turn.
    """
    course = course_of(terms, circle, rule, until).at(until + 1, Order.of(rule), circle)
    led = course.led
    done = course.done(circle)
    heirs = tuple(dict.fromkeys(circle.now(unit) for unit, _ in led if circle.now(unit) != unit))
    began = led[0][1] if led else None
    return Turns(led, tuple(u for u in circle.units if u not in done), heirs, course.last, began)


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
    years = Order.of(rule).term_years
    for name, facts in (*_departures(term, others, circle, rule), *_of_the_term(term, others, years)):
        severity = severities.get(name, "warn")
        if severity != "off":
            found.setdefault(name, Breach(name, severity, facts))
    return tuple(found[name] for name in CHECKS if name in found)


def check_by_itself(term: Term, terms: Sequence[Term]) -> tuple[Breach, ...]:
    """What any term is asked where no rule of rotation stands: `OF_THE_TERM`, as warnings."""
    return tuple(Breach(name, "warn", facts) for name, facts in _of_the_term(term, [t for t in terms if t != term]))


def _of_the_term(term: Term, terms: Sequence[Term], years: int = 1) -> Iterable[tuple[str, Mapping[str, object]]]:
    since, until = _first_day(term), _last_day(term)
    same = (
        t for t in terms if (t.year, t.unit) == (term.year, term.unit) and (t.role, t.rank) != (term.role, term.rank)
    )
    everyone = (*terms, term)
    apart = (t for t in same if not stands_in(t, everyone))
    other = next((t for t in apart if _first_day(t) <= until and since <= _last_day(t)), None)
    if other is not None and not stands_in(term, terms):
        yield "two-offices", {"unit": term.unit, "year": term.year, "role": other.role}
    outside = until < f"{term.year:04d}-01-01" or since > f"{term.year:04d}-12-31"
    if outside or since <= f"{term.year - 1:04d}-01-01" or until >= f"{term.year + years:04d}-12-31":
        yield "term-length", {"year": term.year, "since": since, "until": until, "years": years}


def stands_in(term: Term, terms: Sequence[Term]) -> bool:
    """Whether it is a deputy of the year that acts in the place of a head whose term of that year began before: it is
    not asked whose turn it is, and stays deputy.
    """
    acting = (term.role, term.basis, term.status) == ("head", "acting", "acting")
    same = [t for t in terms if t.year == term.year and t.status in _HOLDS_OFFICE]
    deputy = any((t.role, t.unit) == ("deputy", term.unit) for t in same)
    heads = (t for t in same if (t.role, t.rank) == ("head", term.rank))
    return acting and deputy and any(_first_day(t) < _first_day(term) for t in heads)


def _last_day(term: Term) -> str:
    return term.to_date or f"{term.year:04d}-12-31"


def _departures(
    term: Term, terms: Sequence[Term], circle: Circle, rule: Rule
) -> Iterable[tuple[str, Mapping[str, object]]]:
    order = Order.of(rule)
    excluded = circle.excluded(term.unit, term.year)
    if excluded is not None:
        yield "excluded", {"unit": term.unit, "reason": excluded.reason}
    if order.waiting(term.unit, term.year, circle):
        yield "newcomer", {"unit": term.unit, "joined": circle.joined[term.unit], "years": order.newcomer_years}
    if not _basis_fits(term, terms, rule):
        yield "basis", {"basis": term.basis, "how": rule.spec["how"]}
    if term.role == "deputy":
        most = deputies_of(rule)
        if term.rank > most:
            yield "deputies", {"rank": term.rank, "deputies": most}
        return
    if stands_in(term, terms):
        return
    course = course_of(terms, circle, rule, term.year - 1)
    running = course.running(term.year, order, circle)
    if running is None:
        yield from _of_the_turn(term, course.at(term.year, order, circle), terms, circle, order)
    elif running != term.unit:
        until = course.since + order.term_years - 1
        yield "term-runs", {"unit": running, "led": course.since, "until": until, "years": order.term_years}


def _basis_fits(term: Term, terms: Sequence[Term], rule: Rule) -> bool:
    how = str(rule.spec["how"])
    if term.basis in ("carried-over", "acting"):
        return True
    if how == "appointed-then-rotates":
        first = not any(t.role == term.role and t.year < term.year for t in terms)
        return term.basis == "appointed" if first else term.basis != "appointed"
    return term.basis in _BASES[how]


def _of_the_turn(
    term: Term, course: Course, terms: Sequence[Term], circle: Circle, order: Order
) -> Iterable[tuple[str, Mapping[str, object]]]:
    """Why a term cannot begin in its year, by the same order of turns as suggestion and plan (`turn_order`)."""
    unit, year = term.unit, term.year
    led = course.done(circle)
    deputies = _deputies_before(terms, circle, year)
    able = able_to_begin(circle.units, year, led, course.last, order, lambda one: order.free(one, year, circle))
    passed_over = order.successor == "deputy" and deputies and unit not in deputies
    if passed_over or (order.successor == "not-deputy" and unit in deputies):
        yield "successor", {"unit": unit, "deputies": tuple(deputies), "wanted": order.successor}
    if order.one_per_round and unit in led:
        not_yet = tuple(one for one in circle.units if one not in led)
        yield "one-per-round", {"unit": unit, "led": course.last.get(unit), "not_yet": not_yet}
    last = course.last.get(unit)
    if last is not None and year - last <= order.gap_years:
        yield "gap", {"unit": unit, "led": last, "years": order.gap_years}
    later = [circle.excluded(unit, one) for one in range(year + 1, year + order.term_years)]
    if (away := next(filter(None, later), None)) is not None:
        yield "excluded", {"unit": unit, "reason": away.reason}
    due = due_by_order(in_turn(able, led, deputies, order), led, order)
    if due is not None and unit != due:
        yield "order", {"unit": unit, "due": due}


def _deputies_before(terms: Iterable[Term], circle: Circle, year: int) -> list[str]:
    """Last year's deputies by rank, as the units they are now."""
    found = sorted((t.rank, circle.now(t.unit)) for t in terms if t.role == "deputy" and t.year == year - 1)
    return [unit for _rank, unit in found]


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
    "meeting-chooses", "new-round", "skipped", "term-runs" (the head's term goes on), "acting-counts"
    (an acting head has had a turn, no rule says so, and that changes who may lead), "by-decision" (leaders are
    assigned, nobody is suggested).
    """

    year: int
    head: str | None
    head_candidates: tuple[str, ...]
    deputies: tuple[str | None, ...]
    deputy_candidates: tuple[str, ...]
    reasons: tuple[tuple[str, Mapping[str, object]], ...]


def suggest(terms: Sequence[Term], circle: Circle, rule: Rule, year: int) -> Suggestion:
    """A suggestion for one year from the terms before it; what the year itself already holds is not looked at.

    Only the rule picks: last year's deputies where it says so, among them (else among all) the first on its fixed
    order, then the deputy of the first rank, or the only one left in the round. Otherwise the meeting chooses among
    those whose turn is open. Where leaders are assigned by decision there is nothing to suggest.
    """
    if rule.spec["how"] == "appointed":
        return Suggestion(year, None, (), (None,) * deputies_of(rule), (), (("by-decision", {}),))
    known = [t for t in terms if t.year < year]
    order, course = Order.of(rule), course_of(known, circle, rule, year - 1)
    deputies = _deputies_before(known, circle, year)
    running = course.running(year, order, circle)
    if running is not None:
        until = course.since + order.term_years - 1
        goes_on = _goes_on(running, deputies, circle, rule, year, {"unit": running, "until": until})
        return replace(goes_on, reasons=(*goes_on.reasons, *_acting_counts(known, circle, rule, year)))
    now = course.at(year, order, circle)
    led = now.done(circle)
    reasons: list[tuple[str, Mapping[str, object]]] = []
    turn = [u for u in circle.units if not (order.one_per_round and u in led)]
    free = {u for u in turn if _able(u, year, circle, order, reasons)}
    able = able_to_begin(circle.units, year, led, now.last, order, free.__contains__)
    if order.successor == "not-deputy":
        able = [u for u in able if u not in deputies]
    reasons += _acting_counts(known, circle, rule, year)
    due = in_turn(able, led, deputies, order)
    head = _successor(deputies, order, year, due, reasons) or _pick(due, led, order, reasons)
    rest = [u for u in able if u != head]
    named: list[str] = []
    while rest and len(named) < deputies_of(rule):
        following = rest[0] if len(rest) == 1 else due_by_order(rest, (), order)
        if following is None:
            break
        named.append(following)
        rest.remove(following)
    places = deputies_of(rule) - len(named)
    if not rest and (places or not named):
        reasons.append(("new-round", {"year": year + 1}))
        rest = [u for u in circle.units if u not in (head, *named) and not order.away(u, year, circle)]
    return Suggestion(
        year, head, tuple(able), (*named, *[None] * places), tuple(rest if places else ()), tuple(reasons)
    )


def _acting_counts(
    known: Sequence[Term], circle: Circle, rule: Rule, year: int
) -> list[tuple[str, Mapping[str, object]]]:
    """The acting heads whose time counts as a turn though no rule says so, where that changes who may lead."""
    if "acting" in rule.spec:
        return []
    silent = replace(rule, spec={**rule.spec, "acting": "no-turn"})
    if _may_lead(known, circle, rule, year) == _may_lead(known, circle, silent, year):
        return []
    acted = {circle.now(t.unit): t.year for t in known if (t.role, t.basis) == ("head", "acting")}
    return [("acting-counts", {"unit": unit, "year": acted[unit]}) for unit in circle.units if unit in acted]


def _may_lead(known: Sequence[Term], circle: Circle, rule: Rule, year: int) -> tuple[str, ...]:
    """Who may lead in a year: the one whose term runs on, else whose turn is open."""
    order, course = Order.of(rule), course_of(known, circle, rule, year - 1)
    running = course.running(year, order, circle)
    if running is not None:
        return (running,)
    now = course.at(year, order, circle)
    led = now.done(circle)
    able = able_to_begin(circle.units, year, led, now.last, order, lambda one: order.free(one, year, circle))
    return tuple(in_turn(able, led, _deputies_before(known, circle, year), order))


def deputies_of(rule: Rule) -> int:
    """How many deputies the rule provides for: one unless it says another number."""
    return int(str(rule.spec.get("deputies", 1)))


def _goes_on(
    head: str, deputies: Sequence[str], circle: Circle, rule: Rule, year: int, facts: Mapping[str, object]
) -> Suggestion:
    """A year within a term: who leads goes on, and so do last year's deputies."""
    order, most = Order.of(rule), deputies_of(rule)
    named = [u for u in deputies if u in circle.units and u != head and not order.away(u, year, circle)][:most]
    rest = [u for u in circle.units if u not in (head, *named) and not order.away(u, year, circle)]
    places = most - len(named)
    offices = (*named, *[None] * places)
    return Suggestion(year, head, (head,), offices, tuple(rest if places else ()), (("term-runs", facts),))


def _able(unit: str, year: int, circle: Circle, order: Order, reasons: list[tuple[str, Mapping[str, object]]]) -> bool:
    """Whether a term of the unit could begin; why not is told."""
    excluded = next(filter(None, (circle.excluded(unit, one) for one in range(year, year + order.term_years))), None)
    if excluded is not None:
        reasons.append(("skipped", {"unit": unit, "reason": excluded.reason}))
    elif order.waiting(unit, year, circle):
        reasons.append(("skipped", {"unit": unit, "joined": circle.joined[unit]}))
    else:
        return True
    return False


def _successor(
    deputies: Sequence[str],
    order: Order,
    year: int,
    able: Sequence[str],
    reasons: list[tuple[str, Mapping[str, object]]],
) -> str | None:
    unit = next((unit for unit in deputies if unit in able), None)
    if order.successor != "deputy" or unit is None:
        return None
    reasons.append(("deputy-succeeds", {"unit": unit, "year": year - 1}))
    return unit


def _pick(
    able: Sequence[str], led: Collection[str], order: Order, reasons: list[tuple[str, Mapping[str, object]]]
) -> str | None:
    due = due_by_order(able, led, order)
    if due is not None:
        reasons.append(("next-in-order", {"unit": due}))
        return due
    if len(able) == 1:
        reasons.append(("last-one-left", {"unit": able[0]}))
        return able[0]
    reasons.append(("meeting-chooses", {"candidates": tuple(able)}))
    return None
