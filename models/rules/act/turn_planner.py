"""A plan of heads for up to 30 years and 30 units, with a truthful statement whether it is proven best.

Aims in order: hard rules; the largest smallest number of turns; the smallest largest wait; fewest changes to the
announced
list. A wait is the number of years from one turn to the next, counted from the last turn before the plan (or from
joining)
and up to the year after it, so that nobody is left at the end unseen.

Method: "longest waiting first" gives a plan; bounds say what no plan can beat. Where a bound is not reached a
depth-first
search with earliest-deadline pruning goes through the rest, and says so when it had to stop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from models.rules.act.rotation import Term, course_of, deputies_of, has_turn
from models.rules.act.turn_order import Circle, Course, Order, able_to_begin, in_turn
from models.rules.errors import RuleViolation
from models.rules.place.regulation import Rule

MOST_UNITS = MOST_YEARS = 30
SEARCH_STEPS = 3000
"""Nodes the search may open in all: well within a second."""

Proof = Literal["bound-reached", "search-exhausted", "not-proven"]
Heads = list[str | None]
FOREVER = 10_000


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be planned: the first year and how many, who takes turns, their last turns before, and the hard rules.

    `led` are those who led already in the running round, `holder` has led since `since` a term that may run on;
    `deputies` is how many stand beside a head, `beside` those recorded by year, by rank. `announced` is the list made
    known before and `fixed` what is decided already, both year -> unit.
    """

    first: int
    years: int
    circle: Circle
    last: Mapping[str, int] = field(default_factory=dict)
    led: frozenset[str] = frozenset()
    one_per_round: bool = True
    gap_years: int = 0
    newcomer_years: int = 0
    fixed: Mapping[int, str] = field(default_factory=dict)
    announced: Mapping[int, str] = field(default_factory=dict)
    successor: Literal["deputy", "not-deputy", "free"] = "deputy"
    deputies: int = 1
    order: tuple[str, ...] = ()
    term_years: int = 1
    round_from: int | None = None
    holder: str | None = None
    since: int = 0
    beside: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def task_of(
    terms: Sequence[Term], circle: Circle, rule: Rule, first: int, years: int, announced: Mapping[int, str]
) -> Task:
    """What is to be planned from a year on under a rule, after the terms there are."""
    order = Order.of(rule)
    course = course_of(terms, circle, rule, first - 1)
    beside: dict[int, list[tuple[int, str]]] = {}
    for term in terms:
        if term.role == "deputy" and term.year >= first - 1:
            beside.setdefault(term.year, []).append((term.rank, circle.now(term.unit)))
    return Task(
        first=first,
        years=years,
        circle=circle,
        last=dict(course.last),
        led=course.done(circle),
        one_per_round=order.one_per_round,
        gap_years=order.gap_years,
        newcomer_years=order.newcomer_years,
        fixed=_fixed(terms, circle, rule, first),
        announced=announced,
        successor=order.successor,  # type: ignore[arg-type]  # checked
        deputies=deputies_of(rule),
        order=order.order,
        term_years=order.term_years,
        round_from=order.round_from,
        holder=course.holder,
        since=course.since,
        beside={year: tuple(unit for _rank, unit in sorted(found)) for year, found in beside.items()},
    )


def _fixed(terms: Sequence[Term], circle: Circle, rule: Rule, first: int) -> dict[int, str]:
    """Year -> the unit whose turn is decided from a year on: of several terms of a year that whose first day comes
    last. A year in which an acting head has no turn is still open.
    """
    heads = [t for t in terms if t.role == "head" and t.year >= first and has_turn(t, rule)]
    begun = sorted(heads, key=lambda t: (t.from_date or f"{t.year:04d}-01-01", circle.now(t.unit)))
    return {term.year: circle.now(term.unit) for term in begun}


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """One unit's turns: the last before the plan, those in it, the next, and the longest wait."""

    last: int | None
    years: tuple[int, ...]
    longest_wait: int

    @property
    def next(self) -> int | None:
        """The first turn in the plan."""
        return self.years[0] if self.years else None


@dataclass(frozen=True, slots=True)
class Plan:
    """Heads by year (None: nobody may), deputies by year and rank (None: the plan names nobody), each unit's share, and
    how good each aim is proven to be.

    `proofs` has one entry for "turns", "wait" and "changes"; `best` is True when none is "not-proven". `forced`
    says that every year had but one unit, so that nothing was planned; `reasons` are the years in which the recorded
    deputies cannot lead, so that whoever does needs a reason.
    """

    heads: Mapping[int, str | None]
    deputies: Mapping[int, tuple[str | None, ...]]
    units: Mapping[str, UnitPlan]
    fewest_turns: int
    longest_wait: int
    changes: int
    proofs: Mapping[str, Proof]
    steps: int
    forced: bool = False
    reasons: tuple[int, ...] = ()

    @property
    def best(self) -> bool:
        """True when every aim is proven."""
        return "not-proven" not in self.proofs.values()

    @property
    def unfilled(self) -> tuple[int, ...]:
        """Years in which nobody may lead under the hard rules."""
        return tuple(year for year, unit in self.heads.items() if unit is None)


def plan(task: Task) -> Plan:
    """The best plan found and its proof; more than 30 units or years, or none, are refused."""
    units = task.circle.units
    if not (1 <= len(units) <= MOST_UNITS and 1 <= task.years <= MOST_YEARS):
        raise RuleViolation("rotation.plan_too_large", units=len(units), years=task.years, most=MOST_UNITS)
    desk = _Desk(task)
    heads = desk.longest_waiting_first()
    if None in heads:
        filled = next(desk.search(0, FOREVER, SEARCH_STEPS, lambda: None), None)
        if filled is None:
            return desk.told(heads, {"turns": "not-proven", "wait": "not-proven", "changes": "not-proven"})
        heads = filled
    proofs: dict[str, Proof] = {}
    turns_bound, wait_bound = desk.turns_bound(), desk.wait_bound()
    heads, proofs["turns"] = desk.raise_turns(heads, turns_bound)
    heads, proofs["wait"] = desk.shorten_wait(heads, wait_bound)
    heads, proofs["changes"] = desk.keep_announced(heads)
    return desk.told(heads, proofs)


class _Desk:
    """The state of one planning: availability, bounds and the search's budget. Years count from 0."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.circle, self.units, self.span = task.circle, task.circle.units, task.years
        said = task.successor, task.one_per_round, task.gap_years, task.newcomer_years, task.order
        self.order = Order(*said, task.term_years, task.round_from)
        led = tuple((unit, task.first - 1) for unit in sorted(task.led))
        self.begun = Course(led, task.last, task.holder, task.since)
        self.open = {unit: [self._may(unit, task.first + n) for n in range(self.span)] for unit in self.units}
        self.counted = [unit for unit in self.units if any(self.open[unit])]
        runs = self.begun.running(task.first, self.order, self.circle)
        self.free_from = max(0, task.since + task.term_years - task.first) if runs is not None else 0
        self.since = {unit: self._since(unit) for unit in self.units}
        if runs is not None and runs in self.since:
            self.since[runs] = min(self.free_from, self.span) - 1
        self.steps = 0

    def _may(self, unit: str, year: int) -> bool:
        return self.order.free(unit, year, self.circle) and unit not in self.task.beside.get(year, ())

    def _since(self, unit: str) -> int:
        """Where the wait begins: the last turn, else the year before joining, else the year before anything is
        known."""
        first = self.task.first
        if unit in self.task.last:
            return self.task.last[unit] - first
        known = min([first, *self.task.last.values()])
        return max(known, self.circle.joined.get(unit, known)) - 1 - first

    # --- a plan at once ---

    def longest_waiting_first(self) -> list[str | None]:
        """Each year the unit that may lead and has waited longest; of equals the one first on the roster (any is as
        good)."""
        heads: list[str | None] = []
        course = self.begun
        for n in range(self.span):
            able = self.able(course, n)
            heads.append(min(able, key=lambda unit: self.waited(course, unit)) if able else None)
            course = self.after(course, heads[-1], n)
        return heads

    def waited(self, course: Course, unit: str) -> int:
        """The last year of the unit's turn before, as far as the plan goes."""
        last = course.last.get(unit)
        return self.since[unit] if last is None or last < self.task.first else last - self.task.first

    def after(self, course: Course, unit: str | None, n: int) -> Course:
        return course if unit is None else course.after(unit, self.task.first + n, self.order, self.circle)

    def able(self, course: Course, n: int) -> list[str]:
        """Who may lead in year n: the one already decided, whose term runs on, else whose turn it may be."""
        year = self.task.first + n
        fixed = self.task.fixed.get(year)
        if fixed is not None:
            return [fixed]
        runs = course.running(year, self.order, self.circle)
        if runs is not None:
            return [runs]
        now = course.at(year, self.order, self.circle)
        led, deputies = now.done(self.circle), self.task.beside.get(year - 1, ())
        begins = able_to_begin(self.units, year, led, now.last, self.order, lambda unit: self.open[unit][n])
        turn = in_turn(begins, led, deputies, self.order)
        first = [unit for unit in deputies if unit in turn] if self.order.successor == "deputy" else []
        return first[:1] or turn

    # --- measures and bounds ---

    def spells(self, heads: Sequence[str | None]) -> list[tuple[int, int, str]]:
        """The turns of a plan: first year, last year, unit. What goes on from before is none of them."""
        found: list[tuple[int, int, str]] = []
        holder, since, years = self.task.holder, self.task.since - self.task.first, self.task.term_years
        for n, unit in enumerate(heads):
            if unit is not None and unit == holder and since < n < since + years:
                if found and since >= 0:
                    found[-1] = (since, n, unit)
                continue
            if unit is not None:
                holder, since = unit, n
                found.append((n, n, unit))
        return found

    def fewest(self, heads: Sequence[str | None]) -> int:
        turns = [unit for _begun, _ended, unit in self.spells(heads)]
        return min((turns.count(u) for u in self.counted), default=0)

    def waits(self, heads: Sequence[str | None]) -> dict[str, int]:
        """Each unit's longest wait, from the end of one turn to the beginning of the next."""
        since, waits = dict(self.since), dict.fromkeys(self.units, 0)
        for begun, ended, unit in self.spells(heads):
            if unit in since:
                waits[unit] = max(waits[unit], begun - since[unit])
                since[unit] = ended
        return {unit: max(wait, self.span - since[unit]) for unit, wait in waits.items()}

    def longest(self, heads: Sequence[str | None]) -> int:
        waits = self.waits(heads)
        return max((waits[u] for u in self.counted), default=0)

    def changes(self, heads: Sequence[str | None]) -> int:
        first = self.task.first
        return sum(
            heads[year - first] != unit for year, unit in self.task.announced.items() if 0 <= year - first < self.span
        )

    def terms_left(self, n: int) -> int:
        """How many terms can begin from a year on."""
        return max(0, -(-(self.span - n) // self.task.term_years))

    def turns_bound(self) -> int:
        """No plan gives everyone more: the terms shared out, and no unit more turns than years it may begin in."""
        most = [sum(self.open[u]) for u in self.counted]
        return min([self.terms_left(0) // max(1, len(self.counted)), *most])

    def wait_bound(self) -> int:
        """No plan waits less: the next turns need different terms, the longest waiting first, whatever else is
        allowed."""
        since = sorted(self.since[u] for u in self.counted)
        years = self.task.term_years
        bound = max((min(n * years, self.span) - begun for n, begun in enumerate(since)), default=0)
        first_open = [self.open[u].index(True) - self.since[u] for u in self.counted]
        return max([bound, *first_open])

    # --- search where a bound is not reached ---

    def raise_turns(self, heads: Heads, bound: int) -> tuple[Heads, Proof]:
        """Look for a plan that gives everyone more turns, from the bound down."""
        now = self.fewest(heads)
        return self._better(heads, ((turns, FOREVER) for turns in range(bound, now, -1)), now == bound)

    def shorten_wait(self, heads: Heads, bound: int) -> tuple[Heads, Proof]:
        """Look for a plan with a shorter longest wait and as many turns, from the bound up."""
        turns, now = self.fewest(heads), self.longest(heads)
        return self._better(heads, ((turns, wait) for wait in range(bound, now)), now == bound)

    def _better(self, heads: Heads, wishes: Iterator[tuple[int, int]], at_bound: bool) -> tuple[Heads, Proof]:
        sure, first = True, True
        for turns, wait in wishes:
            allowed = self.steps + max(SEARCH_STEPS // 30, (SEARCH_STEPS - self.steps) // 3)
            found = next(self.search(turns, wait, allowed, lambda: None), None)
            if found is not None:
                return found, "bound-reached" if first else "search-exhausted" if sure else "not-proven"
            sure, first = sure and self.steps < allowed, False
        return heads, "bound-reached" if at_bound else "search-exhausted" if sure else "not-proven"

    def keep_announced(self, heads: Heads) -> tuple[Heads, Proof]:
        """The fewest changes to the announced list among plans as good in turns and wait."""
        turns, wait, best = self.fewest(heads), self.longest(heads), [heads]
        allowed = self.steps + SEARCH_STEPS
        if self.changes(heads):
            for found in self.search(turns, wait, allowed, lambda: self.changes(best[-1])):
                best.append(found)
        if not self.changes(best[-1]):
            return best[-1], "bound-reached"
        return best[-1], "search-exhausted" if self.steps < allowed else "not-proven"

    def search(self, turns: int, wait: int, allowed: int, limit: Callable[[], int | None]) -> Iterator[Heads]:
        """Every plan with at least so many turns, no longer wait and fewer changes than `limit()`, until the steps
        are used up."""
        heads: Heads = []

        def deeper(changed: int, course: Course) -> Iterator[Heads]:
            most = limit()
            if self.steps >= allowed or (most is not None and changed >= most):
                return
            self.steps += 1
            if len(heads) == self.span:
                yield list(heads)
                return
            if not self._hopeful(heads, course, turns, wait):
                return
            n = len(heads)
            wish = self.task.announced.get(self.task.first + n)
            for unit in sorted(self.able(course, n), key=lambda u: (u != wish, self.waited(course, u))):
                heads.append(unit)
                yield from deeper(changed + (wish is not None and unit != wish), self.after(course, unit, n))
                heads.pop()

        for plan_found in deeper(0, self.begun):
            if self.fewest(plan_found) >= turns and self.longest(plan_found) <= wait:
                yield plan_found

    def _hopeful(self, heads: Heads, course: Course, turns: int, wait: int) -> bool:
        """False when no continuation can do: too many turns owed, or next turns due in too few terms."""
        n, years = len(heads), self.task.term_years
        runs = course.running(self.task.first + n, self.order, self.circle)
        free = n if runs is None else course.since + years - self.task.first
        had = [unit for _begun, _ended, unit in self.spells(heads)]
        if sum(max(0, turns - had.count(u)) for u in self.counted) > self.terms_left(free):
            return False
        last = {u: self.waited(course, u) for u in self.counted}
        if runs in last:
            last[str(runs)] = free - 1
        due = sorted(day + wait for day in last.values() if day + wait < self.span)
        return all(day >= free + place * years for place, day in enumerate(due))

    # --- telling ---

    def told(self, heads: Heads, proofs: Mapping[str, Proof]) -> Plan:
        """The plan in calendar years."""
        first = self.task.first
        spells, waits = self.spells(heads), self.waits(heads)
        units = {
            u: UnitPlan(
                self.task.last.get(u), tuple(first + begun for begun, _ended, head in spells if head == u), waits[u]
            )
            for u in self.units
        }
        deputies = {first + n: self.deputies(heads, n) for n in range(self.span)}
        by_year = {first + n: head for n, head in enumerate(heads)}
        aims = self.fewest(heads), self.longest(heads), self.changes(heads)
        return Plan(by_year, deputies, units, *aims, proofs, self.steps, self.forced(heads), self.reasons(heads))

    def forced(self, heads: Heads) -> bool:
        """Whether in every year of the plan only one unit could lead."""
        course = self.begun
        for n, unit in enumerate(heads):
            if len(self.able(course, n)) != 1:
                return False
            course = self.after(course, unit, n)
        return True

    def reasons(self, heads: Heads) -> tuple[int, ...]:
        """The years not decided yet that begin a term with another unit than a recorded deputy of the year before."""
        begins = {begun for begun, _ended, _unit in self.spells(heads)}
        years = [(self.task.first + n, heads[n]) for n in sorted(begins)] if self.task.successor == "deputy" else []
        beside = self.task.beside
        return tuple(
            year
            for year, unit in years
            if beside.get(year - 1) and unit not in (*beside[year - 1], self.task.fixed.get(year))
        )

    def deputies(self, heads: Heads, n: int) -> tuple[str | None, ...]:
        """Deputies of year n by rank: those who lead next. The first leads the next term where the rule makes deputies
        succeed, the term after that where it forbids it; each is another unit that is not away. Where the next head
        cannot be deputy, and in a silent rule, nobody is named.
        """
        begins = {begun for begun, _ended, _unit in self.spells(heads)}
        coming = [head for m, head in enumerate(heads) if m > n and (m in begins or head is None)]
        skip = {"deputy": 0, "not-deputy": 1, "free": len(coming)}[self.task.successor]
        out = {heads[n], *(coming[:1] if skip == 1 else ())}

        def fits(head: str | None) -> bool:
            return head is not None and head not in out and not self.order.away(head, self.task.first + n, self.circle)

        nobody = (None,) * self.task.deputies
        if self.task.successor == "deputy" and coming and coming[0] is not None and not fits(coming[0]):
            return nobody
        found = [head if fits(head) else None for head in coming[skip : skip + 1]]
        for head in coming[skip + 1 :]:
            if fits(head) and head not in found:
                found.append(head)
        return (*found, *nobody)[: self.task.deputies]
