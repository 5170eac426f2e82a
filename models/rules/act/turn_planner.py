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
from itertools import pairwise
from typing import Literal

from models.rules.act.rotation import Circle
from models.rules.errors import RuleViolation

MOST_UNITS = MOST_YEARS = 30
SEARCH_STEPS = 3000
"""Nodes the search may open in all: well within a second."""

Proof = Literal["bound-reached", "search-exhausted", "not-proven"]
Heads = list[str | None]
FOREVER = 10_000


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be planned: the first year and how many, who takes turns, their last turns before, and the hard rules.

    `led` are those who led already in the running round, `deputies` how many stand beside a head. `announced` is the
    list made known before and `fixed` what is decided already (this year's deputy who succeeds), both year -> unit.
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

    `proofs` has one entry for "turns", "wait" and "changes"; `best` is True when none is "not-proven".
    """

    heads: Mapping[int, str | None]
    deputies: Mapping[int, tuple[str | None, ...]]
    units: Mapping[str, UnitPlan]
    fewest_turns: int
    longest_wait: int
    changes: int
    proofs: Mapping[str, Proof]
    steps: int

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
        self.units = task.circle.units
        self.span = task.years
        self.open = {unit: [self._may(unit, task.first + n) for n in range(self.span)] for unit in self.units}
        self.counted = [unit for unit in self.units if any(self.open[unit])]
        self.since = {unit: self._since(unit) for unit in self.units}
        self.steps = 0

    def _may(self, unit: str, year: int) -> bool:
        joined = self.task.circle.joined.get(unit)
        waiting = joined is not None and year < joined + self.task.newcomer_years
        return not waiting and self.task.circle.excluded(unit, year) is None

    def _since(self, unit: str) -> int:
        """Where the wait begins: the last turn, else the year before joining, else the year before anything is
        known."""
        first = self.task.first
        if unit in self.task.last:
            return self.task.last[unit] - first
        known = min([first, *self.task.last.values()])
        return max(known, self.task.circle.joined.get(unit, known)) - 1 - first

    # --- a plan at once ---

    def longest_waiting_first(self) -> list[str | None]:
        """Each year the unit that may lead and has waited longest; of equals the one first on the roster (any is as
        good)."""
        heads: list[str | None] = []
        for n in range(self.span):
            last, done = self.state(heads)
            able = self.able(last, done, n)
            heads.append(min(able, key=last.__getitem__) if able else None)
        return heads

    def state(self, heads: Sequence[str | None]) -> tuple[dict[str, int], set[str]]:
        """After these heads: each unit's last turn, and who has led in the running round."""
        last, done = dict(self.since), set(self.task.led)
        for n, unit in enumerate(heads):
            done = self.round_at(done, n)
            if unit is not None:
                last[unit] = n
                done.add(unit)
        return last, done

    def round_at(self, done: set[str], n: int) -> set[str]:
        """Who has led in the round as it stands in year n: nobody once all who may lead have."""
        return set() if all(u in done for u in self.units if self.open[u][n]) else done

    def able(self, last: Mapping[str, int], done: set[str], n: int) -> list[str]:
        """Who may lead in year n: the one already decided, else who is available, not too soon again, and still in
        the round."""
        fixed = self.task.fixed.get(self.task.first + n)
        if fixed is not None:
            return [fixed]
        done = self.round_at(done, n) if self.task.one_per_round else set()
        return [u for u in self.units if self.open[u][n] and u not in done and self._rested(u, last[u], n)]

    def _rested(self, unit: str, last: int, n: int) -> bool:
        never = last == self.since[unit] and unit not in self.task.last
        return never or n - last > self.task.gap_years

    # --- measures and bounds ---

    def fewest(self, heads: Sequence[str | None]) -> int:
        return min((heads.count(u) for u in self.counted), default=0)

    def wait_of(self, heads: Sequence[str | None], unit: str) -> int:
        points = [self.since[unit], *(n for n, u in enumerate(heads) if u == unit), self.span]
        return max(b - a for a, b in pairwise(points))

    def longest(self, heads: Sequence[str | None]) -> int:
        return max((self.wait_of(heads, u) for u in self.counted), default=0)

    def changes(self, heads: Sequence[str | None]) -> int:
        first = self.task.first
        return sum(
            heads[year - first] != unit for year, unit in self.task.announced.items() if 0 <= year - first < self.span
        )

    def turns_bound(self) -> int:
        """No plan gives everyone more: the years shared out, and no unit more turns than years it may lead."""
        most = [sum(self.open[u]) for u in self.counted]
        return min([self.span // max(1, len(self.counted)), *most])

    def wait_bound(self) -> int:
        """No plan waits less: the next turns need different years, the longest waiting first, whatever else is
        allowed."""
        since = sorted(self.since[u] for u in self.counted)
        bound = max((min(n, self.span) - begun for n, begun in enumerate(since)), default=0)
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

        def deeper(changed: int) -> Iterator[Heads]:
            most = limit()
            if self.steps >= allowed or (most is not None and changed >= most):
                return
            self.steps += 1
            if len(heads) == self.span:
                yield list(heads)
                return
            last, done = self.state(heads)
            if not self._hopeful(heads, last, turns, wait):
                return
            n = len(heads)
            wish = self.task.announced.get(self.task.first + n)
            for unit in sorted(self.able(last, done, n), key=lambda u: (u != wish, last[u])):
                heads.append(unit)
                yield from deeper(changed + (wish is not None and unit != wish))
                heads.pop()

        for plan_found in deeper(0):
            if self.fewest(plan_found) >= turns and self.longest(plan_found) <= wait:
                yield plan_found

    def _hopeful(self, heads: Heads, last: Mapping[str, int], turns: int, wait: int) -> bool:
        """False when no continuation can do: too many turns owed, or next turns due in too few years."""
        n = len(heads)
        if sum(max(0, turns - heads.count(u)) for u in self.counted) > self.span - n:
            return False
        due = sorted(last[u] + wait for u in self.counted if last[u] + wait < self.span)
        return all(day >= n + place for place, day in enumerate(due))

    # --- telling ---

    def told(self, heads: Heads, proofs: Mapping[str, Proof]) -> Plan:
        """The plan in calendar years."""
        first = self.task.first
        units = {
            u: UnitPlan(
                self.task.last.get(u),
                tuple(first + n for n, head in enumerate(heads) if head == u),
                self.wait_of(heads, u),
            )
            for u in self.units
        }
        deputies = {first + n: self.deputies(heads, n) for n in range(self.span)}
        by_year = {first + n: head for n, head in enumerate(heads)}
        return Plan(
            by_year, deputies, units, self.fewest(heads), self.longest(heads), self.changes(heads), proofs, self.steps
        )

    def deputies(self, heads: Heads, n: int) -> tuple[str | None, ...]:
        """Deputies of year n by rank: those who lead next. The first leads the year after where the rule makes deputies
        succeed, the year after that where it forbids it; each is another unit. A silent rule names nobody.
        """
        ahead = n + {"deputy": 1, "not-deputy": 2, "free": self.span}[self.task.successor]
        out = {heads[n], heads[n + 1] if ahead == n + 2 and n + 1 < self.span else None}
        found = [head if head not in out else None for head in heads[ahead : ahead + 1]]
        for head in heads[ahead + 1 :]:
            if head not in (*out, *found):
                found.append(head)
        return tuple((found + [None] * self.task.deputies)[: self.task.deputies])
