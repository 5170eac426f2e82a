"""The list of units of a year: who belongs to it from when to when, in which order and group, and how it differs from
last year's.

A unit that leaves or ends in mid-year stays in that year's list. The first day out is what people say ("thôi tham gia
từ ngày");
the row keeps the last day in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.base.kept import KeptBy
from models.book.units.rows import Change, Contact, Member, by_unit, contact_of, unit_of
from models.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from models.book.units.floor import UnitsBook

OF_A_YEAR: Final = (
    "sheet",
    "term",
    "veto",
    "registration",
    "registered_title",
    "target",
    "work",
    "progress",
    "pledge_sign",
    "report_received",
    "ledger",
    "log_entry",
    "complaint",
    "proposal",
)
"""Tables that hold something of a unit in one year."""


class Roster(Area):
    """Verbs and reads of the list of one year."""

    _book: UnitsBook

    def __init__(self, book: UnitsBook) -> None:
        super().__init__(book)
        self._rosters = KeptBy(book.store, self._read_roster)

    # --- reading

    def roster(self, year: int, on: str | None = None) -> tuple[Member, ...]:
        """The units of a year in their order: all of them, or with a day only those that belong on it.

        Names, kinds and people are those of the day; without a day, those of the last day of the unit's stay in that
        year.
        """
        return self._rosters((year, on))

    def _read_roster(self, asked: tuple[int, str | None]) -> tuple[Member, ...]:
        year, on = asked
        rows = self._store.rows("membership", year=year)
        bases, dated = by_unit(self._store.rows("unit"), self._store.rows("unit_row"))
        people = self._contacts()
        found = []
        for row in rows:
            if on is not None and not fields.holds(on, row.get("from_date"), row.get("to_date")):
                continue
            key = row["unit"]
            day = on or min(row.get("to_date") or f"{year}-12-31", f"{year}-12-31")
            unit = unit_of(bases[key], dated.get(key, ()), day)
            serving = tuple(one for one in people.get(key, ()) if one.serves(day))
            said = (
                row.get("from_date"),
                row.get("to_date"),
                row["unit_group"],
                row.get("joined_by"),
                row.get("left_by"),
                row.get("note"),
            )
            found.append(Member(year, unit, row["position"], *said, serving))
        return tuple(sorted(found, key=lambda member: (member.position, member.key)))

    def _contacts(self) -> dict[str, tuple[Contact, ...]]:
        people = {row["key"]: row for row in self._store.rows("person")}
        found: dict[str, tuple[Contact, ...]] = {}
        posts = sorted(self._store.rows("post"), key=lambda row: (row.get("from_date") or "", row["key"]), reverse=True)
        for post in posts:
            found[post["unit"]] = (*found.get(post["unit"], ()), contact_of(post, people[post["person"]]))
        return found

    # --- writing

    def admit(
        self,
        year: int,
        unit: str,
        *,
        from_date: str | None = None,
        unit_group: str = "",
        decision: str | None = None,
        note: str | None = None,
    ) -> None:
        """Put a unit at the end of a year's list; without a date it belongs to the whole year.

        Refusals: `year.unknown`, `year.closed`, `unit.unknown`, `unit.already_member`, `unit.not_active` when it ended
        before.
        """
        self._book.years.must_be_open(year)
        start = fields.date_or_none(from_date, "from_date")
        first, last = start or f"{year}-01-01", f"{year}-12-31"
        found = self._book.members.unit(unit, last)
        if self._store.row("membership", year, unit) is not None:
            raise RuleViolation("unit.already_member", year=year, unit=unit, name=found.name)
        if (found.active_to and found.active_to < first) or (found.active_from and found.active_from > last):
            raise RuleViolation("unit.not_active", unit=unit, name=found.name, on=first)
        row = {
            "year": year,
            "unit": unit,
            "position": self._last(year) + 1,
            "from_date": start,
            "to_date": found.active_to,
        }
        if found.active_to and found.active_to >= last:
            row["to_date"] = None
        row |= {"unit_group": unit_group, "joined_by": fields.line(decision), "note": fields.note(note)}
        with self._store.operation("admit-unit", {"name": found.name, "year": year, "from": start}) as tx:
            tx.insert("membership", row)

    def leave(self, year: int, unit: str, on: str, decision: str | None = None) -> None:
        """The unit takes part no longer from this day on; it stays in the list of the year with its last day and the
        decision.

        Refusals: `year.closed`, `unit.not_member`, `unit.left_already`, BadInput `date.bad`, `date.backwards`.
        """
        day = fields.date(on, "on")
        row = self._member_row(year, unit)
        if row.get("to_date"):
            raise RuleViolation("unit.left_already", year=year, unit=unit, to_date=row["to_date"])
        last = fields.shift(day, -1)
        fields.span(row.get("from_date") or f"{year}-01-01", last)
        with self._store.operation("leave-bloc", {"name": self._name(unit, year), "year": year, "on": day}) as tx:
            tx.update("membership", (year, unit), to_date=last, left_by=fields.line(decision))

    def describe_membership(
        self, year: int, unit: str, *, unit_group: str | None = None, note: str | None = None
    ) -> None:
        """Say which group of units a member belongs to (groups use forms of their own), or note something about it."""
        row = self._member_row(year, unit)
        changes: dict[str, Any] = {}
        if unit_group is not None:
            if unit_group != row["unit_group"] and self._store.rows("sheet", year=year, unit=unit):
                raise RuleViolation("unit.group_has_sheets", year=year, unit=unit)
            changes["unit_group"] = fields.line(unit_group, 60) or ""
        if note is not None:
            changes["note"] = fields.note(note)
        with self._store.operation("describe-membership", {"name": self._name(unit, year), "year": year}) as tx:
            tx.update("membership", (year, unit), **changes)

    def cite_anew(self, year: int, old: str, new: str) -> None:
        """A decision of a year is called otherwise: every list of an open year that cites it follows.

        Refusal: `year.closed` of the year itself.
        """
        self._book.years.must_be_open(year)
        opened = {one.year for one in self._book.years.all() if one.state == "open"}
        with self._store.operation("describe-membership", {"name": new, "year": year}) as tx:
            for row in self._store.rows("membership"):
                found = {name: new for name in ("joined_by", "left_by") if row.get(name) == old}
                if found and row["year"] in opened:
                    tx.update("membership", (row["year"], row["unit"]), **found)

    def remove_from_roster(self, year: int, unit: str) -> None:
        """Take a unit out of a year's list where it was put by mistake.

        Refusals: `unit.not_member`, `unit.has_history` when anything of that year hangs on it.
        """
        self._member_row(year, unit)
        where = tuple(table for table in OF_A_YEAR if self._store.rows(table, year=year, unit=unit))
        name = self._name(unit, year)
        if where:
            raise RuleViolation("unit.has_history", unit=unit, name=name, where=where, year=year)
        with self._store.operation("remove-from-roster", {"name": name, "year": year}) as tx:
            tx.delete("membership", (year, unit))

    def years_of(self, unit: str) -> tuple[int, ...]:
        """The years whose list has the unit, earliest first."""
        return tuple(sorted(row["year"] for row in self._store.rows("membership", unit=unit)))

    def reorder(self, year: int, units: Sequence[str]) -> None:
        """Put the list of a year in this order; every unit of the list is named once. BadInput
        `roster.order_incomplete`.
        """
        self._book.years.must_be_open(year)
        rows = {row["unit"]: row["position"] for row in self._store.rows("membership", year=year)}
        if sorted(units) != sorted(rows):
            raise BadInput(
                "roster.order_incomplete", missing=sorted(set(rows) - set(units)), extra=sorted(set(units) - set(rows))
            )
        with self._store.operation("reorder-roster", {"year": year}) as tx:
            for position, unit in enumerate(units, 1):
                if rows[unit] != position:
                    tx.update("membership", (year, unit), position=position)

    # --- from one year to the next

    def take_over(self, year: int, from_year: int) -> tuple[Change, ...]:
        """Take last year's list over in its order: units that still belong, and the successors of those that ended.

        Units already in the new list stay as they are. Returns the differences between the two lists.
        """
        self._book.years.get(from_year)
        self._book.years.must_be_open(year)
        first = f"{year}-01-01"
        with self._store.operation("take-over-roster", {"year": year, "from_year": from_year}) as tx:
            for member in self.roster(from_year):
                for key in self._heirs(member, first):
                    if self._store.row("membership", year, key) is None:
                        row = {
                            "year": year,
                            "unit": key,
                            "position": self._last(year) + 1,
                            "unit_group": member.unit_group,
                        }
                        tx.insert("membership", {**row, "joined_by": member.joined_by if key == member.key else None})
        return self.roster_changes(year, from_year)

    def _heirs(self, member: Member, day: str) -> tuple[str, ...]:
        """Who stands in a member's place on a day: itself, or those it went into; nobody when it left the bloc by
        itself.
        """
        if self._book.members.unit(member.key, day).active(day):
            return (member.key,) if member.to_date is None else ()
        found: list[str] = []
        for event in self._book.members.line(member.key):
            if event.kind in ("merge", "split") and member.key in event.from_units:
                for key in event.to_units:
                    if key != member.key and key not in found and self._book.members.unit(key, day).active(day):
                        found.append(key)
        return tuple(found)

    def roster_changes(self, year: int, from_year: int) -> tuple[Change, ...]:
        """How the list of a year differs from another's, in the order of the lists."""
        old = {member.key: member for member in self.roster(from_year)}
        new = {member.key: member for member in self.roster(year)}
        found: list[Change] = []
        for key, member in new.items():
            found.extend(self._joined(member, old) if key not in old else _differences(old[key], member))
        for key, member in old.items():
            if key not in new:
                kind = "left" if self._book.members.unit(key, f"{year}-01-01").active(f"{year}-01-01") else "ended"
                found.append(Change(kind, key, member.unit.name, {"to_date": member.to_date or ""}))
        return tuple(found)

    def _joined(self, member: Member, old: dict[str, Member]) -> tuple[Change, ...]:
        before = [
            key
            for event in self._book.members.line(member.key)
            if event.kind in ("merge", "split") and member.key in event.to_units
            for key in event.from_units
            if key in old
        ]
        if before:
            names = [old[key].unit.name for key in before]
            return (Change("succeeds", member.key, member.unit.name, {"before": before, "names": names}),)
        return (Change("joined", member.key, member.unit.name, {"joined_by": member.joined_by or ""}),)

    # --- guards

    def _member_row(self, year: int, unit: str) -> dict[str, Any]:
        self._book.years.must_be_open(year)
        row = self._store.row("membership", year, unit)
        if row is None:
            raise RuleViolation("unit.not_member", year=year, unit=unit)
        return row

    def _last(self, year: int) -> int:
        return max((int(row["position"]) for row in self._store.rows("membership", year=year)), default=0)

    def _name(self, unit: str, year: int) -> str:
        return self._book.members.unit(unit, f"{year}-12-31").short_name


def _differences(old: Member, new: Member) -> tuple[Change, ...]:
    """What changed about a unit that is in both lists."""
    pairs = (
        ("renamed", old.unit.name, new.unit.name),
        ("kind-changed", old.unit.kind, new.unit.kind),
        ("group-changed", old.unit_group, new.unit_group),
        ("head-changed", old.head.name if old.head else "", new.head.name if new.head else ""),
        ("officer-changed", old.officer.name if old.officer else "", new.officer.name if new.officer else ""),
    )
    return tuple(Change(kind, new.key, new.unit.name, {"old": a, "new": b}) for kind, a, b in pairs if a != b)
