"""Shapes of a year's registration: when it came, the titles, the targets, the pledge and who signs it.

Frozen values read from rows; figures are Fractions. Nothing is judged here.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from models.book.units.households import called
from models.rules.number.days import Late
from models.rules.number.points import from_text


@dataclass(frozen=True, slots=True)
class Registered:
    """A unit's registration: the day it came (None: it has not), how late that is, how many key tasks."""

    year: int
    unit: str
    received_on: str | None = None
    document: str | None = None
    tasks: int | None = None
    note: str | None = None
    late: Late | None = None

    @property
    def days_late(self) -> int:
        """0 in time, or while nothing came or no day is set."""
        return self.late.days if self.late is not None else 0

    @property
    def absent(self) -> bool:
        """Whether nothing at all is recorded of it."""
        return (self.received_on, self.document, self.tasks, self.note) == (None, None, None, None)


@dataclass(frozen=True, slots=True)
class RegisteredTitle:
    """One title for the unit as a collective, or for one person or household of it, whose `name` it is."""

    key: str
    year: int
    unit: str
    title: str
    person: str | None = None
    name: str = ""
    registered_on: str | None = None
    note: str | None = None
    household: str | None = None
    address: str | None = None

    @property
    def head(self) -> str:
        """The head of the household, where it is for one."""
        return self.name.removeprefix(called("")) if self.household else ""

    @property
    def person_name(self) -> str:
        """The person it is for, "" for a unit or household."""
        return self.name if self.person else ""


@dataclass(frozen=True, slots=True)
class Waived:
    """A title that counts as registered by decision; `name` is that of the person it is for, "" for the collective."""

    unit: str
    title: str
    name: str
    reason: str
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A target of a unit: plan and what was reached at the half-year and at the year's end, in one measure."""

    key: str
    year: int
    unit: str
    position: int
    name: str
    measure: str = ""
    plan: Fraction | None = None
    half_year: Fraction | None = None
    estimate: Fraction | None = None
    result: Fraction | None = None
    item: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """One who signs or witnesses the pledge, in order; a witness may belong to no unit of the bloc."""

    name: str
    title: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Pledge:
    """The bloc's pledge: four sections, the day and place of signing, who signs and who witnesses."""

    year: int
    aims: str = ""
    targets: str = ""
    tasks: str = ""
    solutions: str = ""
    signed_on: str | None = None
    place: str | None = None
    signatories: tuple[Sign, ...] = ()
    witnesses: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A clause that asks for a registration before a title is given, as the regulation words it."""

    rule: str
    cite: str
    quote: str


def target_of(row: dict[str, Any]) -> Target:
    """A target from its row."""
    said = {name: row[name] for name in Target.__slots__}
    for name in ("plan", "half_year", "estimate", "result"):
        said[name] = None if row[name] is None else from_text(row[name])
    return Target(**said)
