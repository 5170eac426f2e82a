"""Shapes of units, their contacts and their places in a year's list, made from rows.

Here: frozen dataclasses, the family that follows from a kind, and which dated row holds on a day. No verb and no query.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from models.book.base import fields
from models.file.declared.shapes import Row
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.text import show_date, spell

KINDS: Final = (
    "state",
    "party",
    "front",
    "mass_organisation",
    "youth_union",
    "central_vertical",
    "commune",
    "armed_forces",
    "enterprise",
)
"""Kinds of unit in the order in which they are offered."""

FAMILIES: Final = ("state", "party", "front", "youth")
_FAMILY_OF_KIND: Final = {"party": "party", "youth_union": "youth", "front": "front", "mass_organisation": "front"}
ROLES: Final = ("head", "deputy", "officer", "member")
_SHOWN: Final = ("parent_body", "symbol", "place", "address", "decision")
UNIT_FIELDS: Final = ("name", "short_name", "kind", "family", *_SHOWN)
"""What a dated row of a unit says."""


def until(day: str, year: int) -> str:
    """`đến 30/6`, of a day in another year `đến 30/6/2025`."""
    return f"đến {show_date(day).removesuffix(f'/{year}')}"


def family_of(kind: str) -> str:
    """The document family that a kind of unit writes in unless it says otherwise."""
    return _FAMILY_OF_KIND.get(kind, "state")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is on one day. `own_family` is what was said; `family` is what counts. Days are included on both
    ends.
    """

    key: str
    name: str
    short_name: str
    kind: str
    family: str
    from_date: str
    own_family: str | None = None
    parent_body: str | None = None
    symbol: str | None = None
    place: str | None = None
    address: str | None = None
    decision: str | None = None
    active_from: str | None = None
    active_to: str | None = None
    note: str | None = None

    def active(self, on: str) -> bool:
        """True when the unit exists on that day."""
        return fields.holds(on, self.active_from, self.active_to)


@dataclass(frozen=True, slots=True)
class Contact:
    """A person in a post of a unit."""

    post: str
    person: str
    unit: str
    role: str
    name: str
    title: str = ""
    phone: str | None = None
    email: str | None = None
    from_date: str | None = None
    to_date: str | None = None
    decision: str | None = None
    birth_year: int | None = None
    gender: str | None = None

    def serves(self, on: str) -> bool:
        """True when the post is held on that day."""
        return fields.holds(on, self.from_date, self.to_date)


@dataclass(frozen=True, slots=True)
class Member:
    """A unit's place in the list of one year, with the people of the day it is asked for."""

    year: int
    unit: Unit
    position: int
    from_date: str | None = None
    to_date: str | None = None
    unit_group: str = ""
    joined_by: str | None = None
    left_by: str | None = None
    note: str | None = None
    contacts: tuple[Contact, ...] = ()

    @property
    def key(self) -> str:
        return self.unit.key

    @property
    def head(self) -> Contact | None:
        return next((one for one in self.contacts if one.role == "head"), None)

    @property
    def deputies(self) -> tuple[Contact, ...]:
        return tuple(one for one in self.contacts if one.role == "deputy")

    @property
    def officer(self) -> Contact | None:
        return next((one for one in self.contacts if one.role == "officer"), None)

    def member_on(self, on: str) -> bool:
        """True when the unit belongs to the bloc on that day."""
        return fields.holds(on, self.from_date, self.to_date)


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that comes into being by a merger or a split, or by hand."""

    name: str
    short_name: str | None = None
    kind: str = "state"
    family: str | None = None
    parent_body: str | None = None
    symbol: str | None = None
    place: str | None = None
    address: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a lineage: renamed, merged, split or dissolved on a day, from some units to some."""

    key: str
    kind: str
    date: str
    from_units: tuple[str, ...]
    to_units: tuple[str, ...]
    decision: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between two years' lists.

    kind: "joined", "left", "ended", "succeeds", "renamed", "kind-changed", "group-changed", "head-changed",
    "officer-changed";
    `facts` hold the old and new words (`old`, `new`), for "succeeds" the keys of those before (`before`).
    """

    kind: str
    unit: str
    name: str
    facts: Mapping[str, object] = field(default_factory=dict)


def by_unit(bases: Iterable[Row], rows: Iterable[Row]) -> tuple[dict[str, Row], dict[str, list[Row]]]:
    """Every unit and its dated rows, by key."""
    dated: dict[str, list[Row]] = {}
    for row in rows:
        dated.setdefault(row["unit"], []).append(row)
    return {base["key"]: base for base in bases}, dated


def unit_of(base: Mapping[str, Any], rows: Iterable[Mapping[str, Any]], on: str) -> Unit:
    """The unit on a day: the latest row that has begun; before the first row, the first.

    RuleViolation `unit.no_name` (facts: `unit`) when no row says what it is called.
    """
    dated = sorted(rows, key=lambda row: str(row["from_date"]))
    if not dated:
        raise RuleViolation("unit.no_name", unit=base["key"])
    row = next((one for one in reversed(dated) if one["from_date"] <= on), dated[0])
    said: dict[str, Any] = {column: row.get(column) for column in _SHOWN}
    said |= {column: base.get(column) for column in ("active_from", "active_to", "note")}
    kind, own = row["kind"], row.get("family")
    return Unit(
        base["key"], row["name"], row["short_name"], kind, own or family_of(kind), row["from_date"], own, **said
    )


def contact_of(post: Mapping[str, Any], person: Mapping[str, Any]) -> Contact:
    """A post and its person as one contact."""
    said: dict[str, Any] = {
        column: post.get(column) for column in ("phone", "email", "from_date", "to_date", "decision")
    }
    said |= {column: person.get(column) for column in ("birth_year", "gender")}
    return Contact(post["key"], post["person"], post["unit"], post["role"], person["name"], post["title"], **said)


def same_name(text: str) -> str:
    """The form in which two names are one name: one spelling of uy, no case."""
    return spell(text, "ủy").casefold()


def checked_fields(changes: Mapping[str, str | None]) -> dict[str, str | None]:
    """Clean what a dated row shall say. BadInput `unit.kind_unknown`, `unit.family_unknown` and those of names."""
    row: dict[str, str | None] = {}
    for column, value in changes.items():
        if column not in UNIT_FIELDS:
            raise TypeError(f"a unit has no {column}")
        if column == "kind" and value not in KINDS:
            raise BadInput("unit.kind_unknown", value=value)
        if column == "family" and value is not None and value not in FAMILIES:
            raise BadInput("unit.family_unknown", value=value)
        if column in ("kind", "family"):
            row[column] = value
        elif column in ("name", "short_name"):
            row[column] = fields.name(value or "")
        else:
            row[column] = fields.line(value)
    return row
