"""How far a year has come: its steps as computed check lists, and who has not sent what.

No step is stored and none must come before another: each looks at the book's facts alone, so that a ballot may be held
before the closing conference and dossiers may go before it or late. A step names the facts it still lacks; which act
supplies a fact is said by the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from models.book.base import fields
from models.book.base.area import Area
from models.book.year.board import REGISTERING, Board, Milestone, board, milestones
from models.book.year.year_facts import Fact, YearFacts, first_day, last_day

if TYPE_CHECKING:
    from models.book.year.floor import YearBook

State = Literal["done", "begun", "waiting", "not-ours"]


@dataclass(frozen=True, slots=True)
class StepKind:
    """A step: its usual months (counted from January), the facts it needs, those it only shows, the tasks that are
    its own (when the bloc does none of them the step is not its), and the deadlines that bound it. An `idle` step
    asks for nothing while nothing is awaited (a bloc without reports or secret ballots)."""

    key: str
    months: tuple[int, int]
    needs: tuple[str, ...]
    shows: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    idle: bool = False


GROUND: Final = "prepare"
STEPS: Final = (
    StepKind("prepare", (0, 3), ("members", "roster", "regulation", "leadership", "form"), ("units-settled",)),
    StepKind("register", (1, 3), ("registration",), (), ("nhan-dang-ky",), ("han-dang-ky",)),
    StepKind("pledge", (1, 5), ("pledge",), ("minutes:signing",), ("hop-ky-giao-uoc",)),
    StepKind(
        "follow",
        (1, 12),
        ("reports",),
        ("ad-hoc", "activities"),
        ("theo-doi-quy-1", "theo-doi-quy-3", "ghi-theo-doi"),
        idle=True,
    ),
    StepKind("half-year", (6, 8), ("minutes:half-year",), ("progress",), ("hop-so-ket", "nhan-so-lieu-6-thang")),
    StepKind("self-score", (10, 12), ("first-received", "first-complete"), (), (), ("first",)),
    StepKind("appraisal", (11, 13), ("later-complete",), ("teams", "visits"), (), ("later",)),
    StepKind("deliberation", (12, 15), ("minutes:closing,deliberation",), ("no-estimates",), ("hop-tong-ket",)),
    StepKind("ballot", (12, 15), ("ballots",), idle=True),
    StepKind("proposals", (12, 15), ("proposals-submitted",), (), ("ho-so-khen-thuong",), ("han-ho-so",)),
    StepKind("decided", (13, 15), ("proposals-decided",), (), ("ghi-quyet-dinh-khen",)),
    StepKind("handed-over", (13, 15), ("closed", "handed-over")),
)
"""The steps in the order in which they are usually begun."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step on a day. `facts` are those it needs, `shows` the others; `now`: its usual months have begun and
    something is awaited; `due` is the deadline that bounds it."""

    key: str
    state: State
    facts: tuple[Fact, ...]
    shows: tuple[Fact, ...]
    begins: str
    ends: str
    now: bool
    due: str | None = None

    @property
    def missing(self) -> tuple[Fact, ...]:
        """The facts that keep the step from being done."""
        return tuple(fact for fact in self.facts if not fact.holds)

    def late(self, on: str) -> bool:
        """True when a deadline has passed and something awaited is still missing; being late bars nothing."""
        owed = self.state in ("begun", "waiting") and any(fact.of for fact in self.missing)
        return owed and self.due is not None and self.due < on


@dataclass(frozen=True, slots=True)
class Awaited:
    """Something units are to send: who has, who has not, and how far its day is (`days` below 0: overdue)."""

    kind: Literal["registration", "report", "sheet"]
    key: str
    name: str
    due_on: str | None
    days: int | None
    have: int
    of: int
    missing: tuple[str, ...]


class Course(Area):
    """Reads of a year's course; there are no verbs, a step is done when its facts are there."""

    _book: YearBook

    def steps(self, year: int, *, today: str | None = None) -> tuple[Step, ...]:
        """Every step of the year as of a day. `year.unknown`."""
        self._book.years.get(year)
        facts = YearFacts(self._book, year, today)
        dropped = {row["key"] for row in facts.rows("task") if row["state"] == "not-ours"}
        return tuple(self._step(kind, facts, dropped, facts.outside()) for kind in STEPS)

    def next_step(self, steps: Sequence[Step], *, today: str | None = None) -> Step | None:
        """The step to look after first: the ground of all others (`prepare`) while something of it is missing, then one
        that is late, else the first unfinished one whose months have begun. Nobody is reminded of a sheet while there
        is no form, no head or no confirmed list.
        """
        day = today or self._book.today()
        ground = next((step for step in steps if step.key == GROUND and _waits(step)), None)
        if ground is not None:
            return ground
        late = [step for step in steps if step.late(day)]
        return min(late, key=lambda step: step.due or "") if late else next((s for s in steps if _waits(s)), None)

    def board(self, year: int, *, today: str | None = None) -> Board:
        """Units × what they are to send in the year. `year.unknown`."""
        self._book.years.get(year)
        return board(YearFacts(self._book, year, today))

    def milestones(self, year: int, *, today: str | None = None) -> tuple[Milestone, ...]:
        """The dated meetings and the deadlines of the year, in order of their days. `year.unknown`."""
        self._book.years.get(year)
        return milestones(YearFacts(self._book, year, today))

    def _step(self, kind: StepKind, facts: YearFacts, dropped: set[str], outside: frozenset[str]) -> Step:
        needed = tuple(facts.fact(key) for name in kind.needs for key in self._spread(name, facts.year))
        shown = tuple(facts.fact(key) for key in kind.shows)
        begins, ends = (
            first_day(facts.year, kind.months[0] + facts.shift),
            last_day(facts.year, kind.months[1] + facts.shift),
        )
        due = self._due(kind, facts.year)
        if kind.tasks and dropped.issuperset(kind.tasks):
            return Step(kind.key, "not-ours", needed, shown, begins, ends, False)
        if kind.tasks and outside.issuperset(kind.tasks):  # done before there was a book: nothing of it is urged
            return Step(kind.key, "done", needed, shown, begins, ends, False)
        state: State = "waiting"
        if needed and all(fact.holds for fact in needed):
            state = "done"
        elif any(fact.have for fact in needed):
            state = "begun"
        awaited = not kind.idle or any(fact.of for fact in needed)
        return Step(kind.key, state, needed, shown, begins, ends, awaited and begins <= facts.today, due)

    def _spread(self, name: str, year: int) -> tuple[str, ...]:
        """Facts about the scoring steps: the first one's, or all later ones'."""
        which, _, what = name.partition("-")
        if which not in ("first", "later"):
            return (name,)
        stages = self._book.years.stages(year)
        chosen = stages[:1] if which == "first" else stages[1:]
        return tuple(
            f"sheets-{what}:{stage.key}" for stage in chosen if which == "first" or self._used(year, stage.key)
        )

    def _used(self, year: int, stage: str) -> bool:
        """Whether a later scoring step is in use: it has sheets, a deadline, or it is the last, which always counts."""
        bounded = any(one.stage == stage for one in self._book.years.deadlines(year))
        last = self._book.years.stages(year)[-1].key == stage
        return last or bounded or bool(self._store.rows("sheet", year=year, stage=stage))

    def _due(self, kind: StepKind, year: int) -> str | None:
        stages = [stage.key for stage in self._book.years.stages(year)]
        of = {"first": stages[:1], "later": stages[1:]}
        days = [
            one.due_on
            for one in self._book.years.deadlines(year)
            for wanted in kind.due
            if one.key == wanted or (one.stage is not None and one.stage in of.get(wanted, []))
        ]
        return max(days, default=None) if "later" in kind.due else min(days, default=None)

    # --- who has not sent what

    def awaited(self, year: int, *, today: str | None = None) -> tuple[Awaited, ...]:
        """What units still have to send, by day: registrations, reports with a day, sheets of steps with a day.

        Only what has begun to come or has a day is awaited; what everybody has sent is left out.
        """
        facts = YearFacts(self._book, year, today)
        last = self._book.years.last_allowed
        days = {one.key: last(year, one.due_on) for one in self._book.years.deadlines(year)}
        found = []
        if REGISTERING not in facts.outside():
            by = days.get("han-dang-ky")
            found.append(self._line(facts, "registration", "", "", by, facts.fact("registration")))
        for row in facts.rows("report"):
            if row.get("due_on"):
                there = [one["unit"] for one in facts.rows("report_received") if _came(one, row["key"])]
                have, of, missing, _ = facts.from_units(there, facts.units(min(row["due_on"], f"{year}-12-31")))
                fact = Fact(row["key"], have, of, missing)
                found.append(self._line(facts, "report", row["key"], row["name"], last(year, row["due_on"]), fact))
        for stage in self._book.years.stages(year):
            due = [days[one.key] for one in self._book.years.deadlines(year) if one.stage == stage.key]
            if due:
                fact = facts.fact(f"sheets-received:{stage.key}")
                found.append(self._line(facts, "sheet", stage.key, stage.name, max(due), fact))
        kept = [one for one in found if one.missing and (one.due_on or one.have)]
        return tuple(sorted(kept, key=lambda one: (one.due_on or "9999", one.kind, one.key)))

    @staticmethod
    def _line(
        facts: YearFacts,
        kind: Literal["registration", "report", "sheet"],
        key: str,
        name: str,
        due: str | None,
        fact: Fact,
    ) -> Awaited:
        days = None if due is None else fields.days_between(facts.today, due)
        return Awaited(kind, key, name, due, days, fact.have, fact.of, fact.missing)


def _came(row: dict[str, object], report: str) -> bool:
    return row["report"] == report and bool(row.get("received_on"))


def _waits(step: Step) -> bool:
    return step.now and step.state in ("begun", "waiting")
