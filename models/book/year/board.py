"""Units × what they are to send: one picture of who has sent what, when, how late, and what is still to come.

Columns are what the year asks of every unit: its registration, its signature under the pledge, each report that has a
day, the sheet of the first scoring step with its evidence. Nothing is decided here; rows are read as they lie, as in
`year_facts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal

from models.book.base import fields
from models.book.year.year_facts import YearFacts, sheets_of
from models.rules.number.days import Late

Kind = Literal["registration", "pledge", "report", "sheet"]
State = Literal["sent", "late", "part", "waiting", "overdue", "not-asked"]
MEETINGS: Final = ("signing", "half-year", "deliberation", "closing")
"""Kinds of meeting that stand on the line of the year."""
LINE_END: Final = 15
"""The bloc's year runs to March of the year after (its months counted from January)."""
SENT: Final = ("sent", "late")
"""States of what has come; a late one has come too."""
REGISTERING: Final = "nhan-dang-ky"
"""The task of taking registrations in."""
REGISTRATION_DUE: Final = "han-dang-ky"


@dataclass(frozen=True, slots=True)
class Thing:
    """A column: what is to be sent, its name in the book ("" where the kind says all), the day it is due."""

    kind: Kind
    key: str
    name: str
    due_on: str | None


@dataclass(frozen=True, slots=True)
class Sending:
    """One unit's sending. `days` late, where it came late or is overdue; `part`: begun, not complete; `not-asked`:
    the unit is not in the bloc when it is due."""

    state: State
    on: str | None = None
    days: int = 0
    working: bool = False

    @property
    def words(self) -> str:
        """`3 ngày`, `3 ngày làm việc`."""
        return Late("", self.days, self.working).words


@dataclass(frozen=True, slots=True)
class Board:
    """`cells[unit][n]` is what the unit has of `things[n]`; `current` is the column to look at now: overdue or next."""

    units: tuple[str, ...]
    things: tuple[Thing, ...]
    cells: Mapping[str, tuple[Sending, ...]]
    current: int | None

    def sent(self, thing: int) -> tuple[int, int]:
        """How many units have sent a thing, of how many who are asked for it."""
        column = [row[thing] for row in self.cells.values()]
        asked = [one for one in column if one.state != "not-asked"]
        return sum(one.state in SENT for one in asked), len(asked)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day on the line of the year: a meeting (`key` its own) or a deadline; `done`: its minutes are signed, what was
    due has all come, or, where nothing is counted, its day has passed."""

    kind: Literal["meeting", "deadline"]
    key: str
    name: str
    on: str
    done: bool


def milestones(facts: YearFacts) -> tuple[Milestone, ...]:
    """The dated meetings and the deadlines of a year, in order of their days."""
    gone = {row["resumes"] for row in facts.rows("meeting") if row.get("resumes")}
    counted = {REGISTRATION_DUE: facts.fact("registration").holds}
    found = [
        Milestone(
            "meeting",
            row["key"],
            row["kind"],
            row["date"],
            bool(row.get("minutes_on")) and row["minutes_on"] <= facts.today,
        )
        for row in facts.rows("meeting")
        if row.get("date") and row["kind"] in MEETINGS and row["key"] not in gone
    ]
    for one in facts.book.years.deadlines(facts.year):
        if one.item is None:
            of_stage = one.stage and facts.fact(f"sheets-received:{one.stage}").holds
            last = facts.book.years.last_allowed(facts.year, one.due_on)
            done = bool(of_stage) if one.stage else counted.get(one.key, last < facts.today)
            found.append(Milestone("deadline", one.key, one.name, last, done))
    return tuple(sorted(found, key=lambda one: (one.on, one.kind, one.key)))


def board(facts: YearFacts) -> Board:
    """The board of a year as of the facts' day; units in the order of the list, without those who left before anything
    was due."""
    rows = sorted(facts.rows("membership"), key=lambda row: (row["position"], row["unit"]))
    units = tuple(row["unit"] for row in rows)
    columns = tuple(_columns(facts))
    spans = {row["unit"]: (row.get("from_date"), row.get("to_date")) for row in rows}
    cells = {unit: tuple(_sending(facts, unit, spans[unit], one) for one in columns) for unit in units}
    units = tuple(unit for unit in units if any(one.state != "not-asked" for one in cells[unit]))
    cells = {unit: cells[unit] for unit in units}
    things = tuple(thing for thing, _came, _begun in columns)
    return Board(units, things, cells, _current(things, cells, facts.today))


Column = tuple[Thing, Mapping[str, str], frozenset[str]]
"""A thing, the day it came from each unit, the units that have begun it."""


def _columns(facts: YearFacts) -> Iterable[Column]:
    years = facts.book.years
    deadlines = years.deadlines(facts.year)
    due = next((years.last_allowed(facts.year, one.due_on) for one in deadlines if one.key == REGISTRATION_DUE), None)
    registered = _days(facts.rows("registration"))
    if registered or REGISTERING not in facts.outside():
        yield Thing("registration", "", "", due), registered, frozenset()
    yield from _pledge(facts)
    received = facts.rows("report_received")
    reports = [row for row in facts.rows("report") if row.get("due_on")]
    for row in sorted(reports, key=lambda row: (row["due_on"], row["position"])):
        there = _days([one for one in received if one["report"] == row["key"]])
        last_day = years.last_allowed(facts.year, row["due_on"])
        yield Thing("report", row["key"], row["name"], last_day), there, frozenset()
    for stage in facts.book.years.stages(facts.year)[:1]:
        sheets = sheets_of(facts, stage.key)
        last = max((one.due_on for one in deadlines if one.stage == stage.key), default=None)
        last = None if last is None else years.last_allowed(facts.year, last)
        begun = frozenset(row["unit"] for row in sheets if row["state"] != "empty")
        yield Thing("sheet", stage.key, stage.name, last), _days(sheets), begun


def _pledge(facts: YearFacts) -> Iterable[Column]:
    """The signatures, once anybody is named to sign: they came on the day of the pledge."""
    signs = {row["unit"] for row in facts.rows("pledge_sign") if row["role"] == "signatory" and row.get("unit")}
    signed_on = next((row["signed_on"] for row in facts.rows("pledge") if row.get("signed_on")), None)
    if signs or signed_on:
        thing = Thing("pledge", "", "", signed_on)
        yield thing, dict.fromkeys(signs, signed_on) if signed_on else {}, frozenset(signs)


def _days(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {row["unit"]: row["received_on"] for row in rows if row.get("received_on")}


def _sending(facts: YearFacts, unit: str, span: tuple[str | None, str | None], column: Column) -> Sending:
    thing, came, begun = column
    year, counting = facts.year, partial(facts.book.years.late, facts.year)
    on, due = came.get(unit), thing.due_on
    if on is not None:
        late = counting(due, on) if due else None
        return Sending("late", on, late.days, late.working) if late and late.days else Sending("sent", on)
    asked_on = min(due or f"{year}-12-31", f"{year}-12-31")
    if not fields.holds(asked_on, *span):
        return Sending("not-asked")
    late = counting(due, facts.today) if due is not None else None
    if late is not None and late.days:
        return Sending("overdue", None, late.days, late.working)
    return Sending("part" if unit in begun else "waiting")


def _current(things: tuple[Thing, ...], cells: Mapping[str, tuple[Sending, ...]], today: str) -> int | None:
    """The column whose day comes next and which is not complete; when none comes any more, the last overdue one."""
    open_ = [
        number
        for number, thing in enumerate(things)
        if thing.due_on and any(row[number].state in ("part", "waiting", "overdue") for row in cells.values())
    ]
    days = {number: things[number].due_on or "" for number in open_}
    coming = [number for number in open_ if days[number] >= today]
    if coming:
        return min(coming, key=days.__getitem__)
    return max(open_, key=days.__getitem__, default=None)
