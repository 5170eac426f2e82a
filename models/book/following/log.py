"""The year's log: reports due and received, joint activities with those who took part, articles and exemplary people.

Money stands in `fund`, which inputs of the form the log fills in `feeds`. The log writes no score; what it suggests for
scores stands in `scoring.suggestions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.following.feeds import Feeds
from models.book.following.fund import Ledger
from models.book.following.log_rows import Activity, Entry, Receipt, Report
from models.book.units.lines import YearLines
from models.rules.act.log_counts import choice_of, timing
from models.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from models.book.following.floor import FollowingBook

ENTRY_KINDS: Final = ("article", "example", "model", "initiative", "other")


class Log(YearLines):
    """Reports, joint activities and entries of a year."""

    _book: FollowingBook

    def __init__(self, book: FollowingBook) -> None:
        super().__init__(book)
        self.fund = Ledger(book)
        self.feeds = Feeds(book)

    # --- reports

    def reports(self, year: int) -> tuple[Report, ...]:
        """The reports the year asks for, in their order."""
        found = (Report(**row) for row in self._store.rows("report", year=year))
        return tuple(sorted(found, key=lambda one: (one.position, one.key)))

    def receipts(self, year: int, as_of: str | None = None) -> tuple[Receipt, ...]:
        """How every unit stands with every report on a day (today): by report, then by the year's list.

        A unit that left the bloc before a report was due owes none.
        """
        day = as_of or self._book.today()
        held = {(row["report"], row["unit"]): row for row in self._store.rows("report_received", year=year)}
        members = self._book.members.roster(year)
        found = []
        for report in self.reports(year):
            for member in members:
                row = held.get((report.key, member.key))
                owes = member.to_date is None or (report.due_on is not None and member.to_date >= report.due_on)
                if row is None and not owes:
                    continue
                on = row["received_on"] if row else None
                stands = timing(report.due_on, on, day, partial(self._book.years.late, year))
                found.append(Receipt(report, member.key, on, row["note"] if row else None, stands))
        return tuple(found)

    def put_report(
        self, year: int, name: str, *, due_on: str | None = None, item: str | None = None, key: str | None = None
    ) -> str:
        """Ask the units for a report, or with its key word it anew. `year.closed`, `key.bad`, `date.bad`."""
        self._book.years.must_be_open(year)
        chosen = fields.key(key) if key else self._book.new_key()
        old = self._store.row("report", year, chosen)
        last = max((row["position"] for row in self._store.rows("report", year=year)), default=0)
        row = {
            "year": year,
            "key": chosen,
            "position": old["position"] if old else last + 1,
            "name": fields.name(name, 200),
            "due_on": fields.near(due_on, "due_on", year),
            "item": fields.line(item, 60),
        }
        with self._store.operation("put-report", {"year": year, "name": row["name"]}) as tx:
            tx.put("report", row)
        return chosen

    def remove_report(self, year: int, key: str) -> None:
        """Ask for a report no longer; the days on which it came go with it. `report.unknown`, `year.closed`."""
        row = self._report(year, key)
        with self._store.operation("remove-report", {"year": year, "name": row["name"]}) as tx:
            for received in self._store.rows("report_received", year=year, report=key):
                tx.delete("report_received", (year, key, received["unit"]))
            tx.delete("report", (year, key))

    def receive_report(self, year: int, key: str, unit: str, on: str | None, note: str | None = None) -> None:
        """Record the day a unit's report came; None takes the record back.

        Refusals: `report.unknown`, `unit.not_member`, `year.closed`, BadInput `date.bad`.
        """
        self._member(year, unit)
        report = self._report(year, key)
        day = fields.near(on, "received_on", year)
        facts = {"year": year, "unit": unit, "name": report["name"], "on": day}
        with self._store.operation("receive-report", facts) as tx:
            if day is not None:
                said = {"received_on": day, "note": fields.note(note)}
                tx.put("report_received", {"year": year, "report": key, "unit": unit, **said})
            elif self._store.row("report_received", year, key, unit) is not None:
                tx.delete("report_received", (year, key, unit))

    def receive_reports(self, year: int, chosen: Sequence[tuple[str, str]], on: str) -> int:
        """Record one day for several (report, unit) in one act; those that have a day keep it. Returns how many."""
        held = {(row["report"], row["unit"]) for row in self._store.rows("report_received", year=year)}
        waiting = [each for each in chosen if each not in held]
        with self._store.operation("receive-reports", {"year": year, "count": len(waiting), "on": on}):
            for key, unit in waiting:
                self.receive_report(year, key, unit, on)
        return len(waiting)

    def _report(self, year: int, key: str) -> dict[str, Any]:
        row = self._store.row("report", year, key)
        if row is None:
            raise RuleViolation("report.unknown", year=year, report=key)
        return row

    # --- joint activities

    def activities(self, year: int) -> tuple[Activity, ...]:
        """Joint activities by day, with the units that took part in the order of the year's list."""
        order = {key: at for at, key in enumerate(self._names(year))}
        found = []
        for row in self._store.rows("activity", year=year):
            joined = [each["unit"] for each in self._store.rows("activity_unit", activity=row["key"])]
            units = tuple(sorted(joined, key=lambda unit: (order.get(unit, len(order)), unit)))
            found.append(Activity(**row, units=units))
        return tuple(sorted(found, key=lambda one: (one.date or "9999", one.name, one.key)))

    def put_activity(
        self,
        year: int,
        name: str,
        units: Sequence[str] | None = None,
        *,
        date: str | None = None,
        item: str | None = None,
        choice: str | None = None,
        key: str | None = None,
        **said: str | None,
    ) -> str:
        """Write a joint activity with the units that took part (None leaves them as they are), or write it anew.

        `said` is its plain words. Without `choice` the tick of the item that bears the activity's name is taken.
        Refusals: `unit.not_member`, `year.closed`, `date.bad`, those of names.
        """
        self._book.years.must_be_open(year)
        for unit in units or ():
            self._member(year, unit)
        shown = fields.name(name, 300)
        row: dict[str, Any] = {
            "year": year,
            "name": shown,
            "date": fields.near(date, "date", year),
            "item": fields.line(item, 60),
            "choice": fields.line(choice, 60) or self._choice(year, item, shown),
            **fields.said(Activity, said),
        }
        with self._store.operation("put-activity", {"year": year, "name": shown}) as tx:
            chosen = self._put("activity", "put-activity", key, row, {"year": year, "name": shown})
            if units is not None:
                for old in self._store.rows("activity_unit", activity=chosen):
                    if old["unit"] not in units:
                        tx.delete("activity_unit", (chosen, old["unit"]))
                for unit in units:
                    tx.put("activity_unit", {"activity": chosen, "unit": unit})
        return chosen

    def remove_activity(self, key: str) -> None:
        """Take away a joint activity. `row.missing`, `year.closed`, `activity.has_money` (facts: `name`)."""
        row = self._found("activity", key)
        if self._store.rows("ledger", activity=key):
            raise RuleViolation("activity.has_money", name=row["name"])
        with self._store.operation("remove-activity", {"year": row["year"], "name": row["name"]}) as tx:
            for each in self._store.rows("activity_unit", activity=key):
                tx.delete("activity_unit", (key, each["unit"]))
            tx.delete("activity", key)

    def _choice(self, year: int, item: str | None, name: str) -> str | None:
        """The tick that bears the activity's name, in the item said or in those that joint activities feed."""
        items = self.feeds.items(year)
        fed = [feed.item for feed in self.feeds.all(year) if feed.source == "activities"]
        for node in [item] if item else fed:
            found = items.get(node)
            choice = choice_of(name, found) if found else None
            if choice is not None:
                return choice
        return None

    # --- entries

    def entries(self, year: int, unit: str | None = None) -> tuple[Entry, ...]:
        """Articles, exemplary people, models: by day, then by the year's list."""
        wanted = {"year": year} if unit is None else {"year": year, "unit": unit}
        order = {key: at for at, key in enumerate(self._names(year))}
        found = (Entry(**row) for row in self._store.rows("log_entry", **wanted))
        return tuple(
            sorted(found, key=lambda one: (one.date or "9999", order.get(one.unit, len(order)), one.text, one.key))
        )

    def put_entry(
        self,
        year: int,
        unit: str,
        kind: str,
        text: str,
        *,
        date: str | None = None,
        count: int = 1,
        key: str | None = None,
        **said: str | None,
    ) -> str:
        """Write an entry (or several alike, by `count`), or with its key write it anew; `said` is its plain words.

        Refusals: `unit.not_member`, `year.closed`, BadInput `log.kind_unknown`, `log.count_below_one`, `date.bad`.
        """
        self._member(year, unit)
        if kind not in ENTRY_KINDS:
            raise BadInput("log.kind_unknown", value=kind)
        if count < 1:
            raise BadInput("log.count_below_one", count=count)
        row: dict[str, Any] = {
            "year": year,
            "unit": unit,
            "kind": kind,
            "text": fields.name(text, 1000),
            "date": fields.near(date, "date", year),
            "count": count,
            **fields.said(Entry, said),
        }
        return self._put("log_entry", "put-log-entry", key, row, {"year": year, "unit": unit})

    def remove_entry(self, key: str) -> None:
        """Take away an entry. `row.missing`, `year.closed`."""
        row = self._found("log_entry", key)
        with self._store.operation("remove-log-entry", {"year": row["year"], "unit": row["unit"]}) as tx:
            tx.delete("log_entry", key)
