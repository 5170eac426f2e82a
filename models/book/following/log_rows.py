"""Shapes of the year's log: reports due and received, joint activities, money, entries, drafts, teams.

Frozen values read from rows; money is whole đồng, money out is negative.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.book.base import fields
from models.rules.act.log_counts import Timing


@dataclass(frozen=True, slots=True)
class Report:
    """A report every unit owes; `item` narrows what it feeds to one item of the form."""

    year: int
    key: str
    position: int
    name: str
    due_on: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """How one unit stands with one report."""

    report: Report
    unit: str
    received_on: str | None
    note: str | None
    timing: Timing

    @property
    def report_key(self) -> str:
        """The key of the report it is about."""
        return self.report.key


@dataclass(frozen=True, slots=True)
class Activity:
    """A joint activity and the units that took part; `choice` is the tick of the item it stands for."""

    key: str
    year: int
    name: str
    date: str | None = None
    place: str | None = fields.plain(200)
    item: str | None = None
    choice: str | None = None
    note: str | None = fields.plain()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """A line of the bloc's contributions: `dong` above zero is money in, below zero money out."""

    key: str
    year: int
    position: int
    text: str
    dong: int
    date: str | None = None
    unit: str | None = None
    activity: str | None = None
    paper: str | None = None

    @property
    def came(self) -> int | None:
        """Whole đồng that came in, None where money went out."""
        return self.dong if self.dong > 0 else None

    @property
    def spent(self) -> int | None:
        """Whole đồng that went out, None where money came in."""
        return -self.dong if self.dong < 0 else None


@dataclass(frozen=True, slots=True)
class Fund:
    """The contributions of a year: lines in order, money in and out (both positive), what is left to hand over."""

    lines: tuple[Money, ...]
    money_in: int
    money_out: int

    @property
    def left(self) -> int:
        """Whole đồng; negative when more was spent than came in."""
        return self.money_in - self.money_out


@dataclass(frozen=True, slots=True)
class Entry:
    """Articles, exemplary people, models or initiatives of a unit; `count` for several told in one line."""

    key: str
    year: int
    unit: str
    kind: str
    text: str
    date: str | None = None
    person: str | None = fields.plain(120)
    item: str | None = fields.plain(60)
    count: int = 1
    note: str | None = fields.plain()


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft sent to the units for comment; `number` and `issued_on` once its text was issued."""

    key: str
    year: int
    kind: str
    title: str
    sent_on: str | None = None
    due_on: str | None = None
    number: str | None = None
    issued_on: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """What a unit said of a draft, on which part, and what became of it: open, taken, partly, refused and why."""

    key: str
    draft: str
    position: int
    text: str
    unit: str | None = None
    part: str | None = None
    taken: str = "open"
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a unit complains of or asks for: about its points, a rank, an award, a vote or something else. `taken` is
    what became of it, as of a comment; it is answered by the paper `answered_by` of the day `answered_on`.
    """

    key: str
    year: int
    position: int
    unit: str
    about: str
    text: str
    item: str | None = None
    number: str | None = None
    received_on: str | None = None
    due_on: str | None = None
    taken: str = "open"
    answer: str | None = None
    answered_by: str | None = None
    answered_on: str | None = None

    @property
    def answered(self) -> bool:
        """Whether the unit has been told what became of it; until then it is unfinished work."""
        return self.answered_on is not None

    def late(self, today: str) -> bool:
        """Whether its answer is overdue on a day."""
        return not self.answered and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Visit:
    """A unit checked by a team: from when to when, and the minutes of it."""

    unit: str
    visit_from: str | None = None
    visit_to: str | None = None
    minutes: str | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """A cross-check team: its units, the one that leads it, the units it checks, the paper that set it up."""

    key: str
    year: int
    position: int
    name: str
    lead: str | None
    members: tuple[str, ...]
    visits: tuple[Visit, ...]
    document: str | None = None
