"""Which inputs of the form's items a year fills from its log, and what the log counts for them.

Which count feeds which input is the year's own choice (`feed`). What follows for a sheet stands in
`scoring.suggestions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.book.units.lines import YearLines
from models.rules.act.log_counts import (
    SOURCES,
    Counted,
    DueReport,
    Joined,
    Seat,
    Tracked,
    count_activities,
    count_attendance,
    count_reports,
    count_tasks,
    fits,
    percent_of_plan,
)
from models.rules.errors import BadInput, RuleViolation
from models.rules.form.scoring import Item
from models.rules.number.points import from_text

if TYPE_CHECKING:
    from models.book.following.floor import FollowingBook

_ENTRIES = {"article": "articles", "example": "examples", "model": "models", "initiative": "initiatives"}


@dataclass(frozen=True, slots=True)
class Feed:
    """An input of an item (empty: only the words) filled from one count of the log.

    `movement` and `named` say which of several a source means: an indicator of a movement, a level of quality.
    """

    year: int
    item: str
    input: str
    source: str
    movement: str | None = None
    named: str | None = None


class Feeds(YearLines):
    """Feeds of a year and the counts behind them."""

    _book: FollowingBook

    # --- feeds

    def all(self, year: int) -> tuple[Feed, ...]:
        """Which inputs are fed from the log, by item and input in the order of the form."""
        order = {key: at for at, key in enumerate(self.items(year))}
        found = (Feed(**row) for row in self._store.rows("log_feed", year=year))
        return tuple(sorted(found, key=lambda one: (order.get(one.item, len(order)), one.item, one.input)))

    def items(self, year: int) -> dict[str, Item]:
        """The items of the year's forms by key, in printed order."""
        found: dict[str, Item] = {}
        for row in sorted(self._store.rows("year_form", year=year), key=lambda row: row["unit_group"]):
            for item in self._book.forms.form(row["form"]).items():
                found.setdefault(item.key, item)
        return found

    def feed(self, year: int, item: str, input: str, source: str) -> None:
        """Fill an input of an item from a count of the log; an empty `input` shows the words only.

        Refusals: `year.closed`, BadInput `log.source_unknown`, RuleViolation `log.item_unknown`,
        `log.source_does_not_fit` (facts: `label`, `source`).
        """
        self._book.years.must_be_open(year)
        found = self.items(year).get(item)
        if found is None:
            raise RuleViolation("log.item_unknown", item=item)
        if source not in SOURCES:
            raise BadInput("log.source_unknown", value=source)
        spec = found.input(input) if input else None
        if input and (spec is None or not fits(source, spec)):
            label = spec.label if spec else input
            raise RuleViolation("log.source_does_not_fit", label=label, source=SOURCES[source].wording)
        with self._store.operation("put-log-feed", {"year": year, "code": found.code or found.title}) as tx:
            tx.put("log_feed", {"year": year, "item": item, "input": input, "source": source})

    def stop_feeding(self, year: int, item: str, input: str) -> None:
        """Fill an input from the log no longer. `row.missing`, `year.closed`."""
        if self._store.row("log_feed", year, item, input) is None:
            raise RuleViolation("row.missing", table="log_feed", key=item)
        with self._store.operation("remove-log-feed", {"year": year, "code": item}) as tx:
            tx.delete("log_feed", (year, item, input))

    # --- counts

    def counts(self, year: int, unit: str, item: Item, as_of: str | None = None) -> dict[str, Counted]:
        """Every count of the log for a unit on a day (today); reports, activities and entries that name another item
        are left out.
        """
        day = as_of or self._book.today()
        found = count_reports(self._reports(year, unit, item.key), day)
        found |= count_attendance(self._seats(year, unit))
        found |= count_tasks(self._tasks(year, unit), day)
        choices = next((spec.choices for spec in item.inputs if spec.type == "checks"), ())
        found["activities"] = count_activities(self._joined(year, unit, item.key), choices)
        found |= self._entries(year, unit, item.key)
        day_in = self._book.registration.of(year, unit).received_on
        found["registered-on"] = Counted(day_in)
        found |= self._target(year, unit, item.key)
        return found

    def _reports(self, year: int, unit: str, item: str) -> list[DueReport]:
        receipts = self._book.log.receipts(year)
        mine = [one for one in receipts if one.unit == unit and one.report.item in (None, item)]
        return [DueReport(one.report.name, one.report.due_on, one.received_on) for one in mine]

    def _seats(self, year: int, unit: str) -> list[Seat]:
        """A unit's line in every list of attendance of the year, by the day of the meeting."""
        meetings = sorted(self._store.rows("meeting", year=year), key=lambda row: (row["date"] or "", row["key"]))
        seats = []
        for meeting in meetings:
            for row in self._store.rows("attendee", meeting=meeting["key"], unit=unit):
                told = None if row["notice"] is None else bool(row["notice"])
                seats.append(Seat(meeting["title"], row["capacity"] == "absent", told, bool(row["wrong_rank"])))
        return seats

    def _tasks(self, year: int, unit: str) -> list[Tracked]:
        works = self._book.following.works(year, unit=unit)
        return [Tracked(one.title, one.kind, one.due_on, one.done_on) for one in works]

    def _joined(self, year: int, unit: str, item: str) -> list[Joined]:
        activities = [one for one in self._book.log.activities(year) if one.item in (None, item)]
        return [Joined(one.name, unit in one.units, one.choice) for one in activities]

    def _entries(self, year: int, unit: str, item: str) -> dict[str, Counted]:
        entries = [one for one in self._book.log.entries(year, unit) if one.item in (None, item)]
        found = {}
        for kind, source in _ENTRIES.items():
            mine = [one for one in entries if one.kind == kind]
            if any(one.kind == kind for one in self._book.log.entries(year)):
                grounds = tuple(one.text if one.count == 1 else f"{one.text} ({one.count})" for one in mine)
                found[source] = Counted(from_text(str(sum(one.count for one in mine))), grounds)
        return found

    def _target(self, year: int, unit: str, item: str) -> dict[str, Counted]:
        """The percentage of the one target of a unit; several are the item's to combine, not the log's."""
        targets = [one for one in self._book.registration.targets(year, unit) if one.item in (None, item)]
        if len(targets) != 1:
            return {
                "target-percent": Counted(None, (), (f"{len(targets)} chỉ tiêu, không tự gộp được",) if targets else ())
            }
        (target,) = targets
        return {"target-percent": Counted(percent_of_plan(target.plan, target.result), (target.name,))}
