"""Which inputs of the form's items a year fills from its log, and what the log counts for them.

Which count feeds which input is the year's own choice (`feed`). What follows for a sheet stands in
`scoring.suggestions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from models.book.units.lines import YearLines
from models.rules.act.judged_counts import Judged, Measured, count_effects, count_indicator, count_quality
from models.rules.act.log_counts import (
    SEPARATOR,
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
from models.rules.form.scoring import InputSpec, Item
from models.rules.number.points import from_text
from models.rules.number.text import fold

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

    @property
    def counted_as(self) -> str:
        """What its count is looked up by among those of `Feeds.counts`."""
        return SEPARATOR.join((self.source, self.movement or "", self.named)) if self.named else self.source


@dataclass(frozen=True, slots=True)
class Choice:
    """What an input may be filled from, in words; `movement` and `named` as in `Feed`."""

    source: str
    wording: str
    movement: str | None = None
    named: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A feed that fills nothing any more; `why`: "no-item", "no-input", "no-indicator", "no-level"."""

    feed: Feed
    why: str


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

    def choices(self, year: int, spec: InputSpec) -> tuple[Choice, ...]:
        """What may fill an input: the counts that fit it, each indicator of the year's movements and each level of its
        scale of quality by itself.
        """
        found = []
        for source in SOURCES.values():
            if not fits(source.key, spec):
                continue
            if source.of == "indicator":
                for movement, name, called in self._book.indicators.named(year):
                    found.append(Choice(source.key, f"{source.wording}: {called}", movement, name))
            elif source.of == "level":
                for level in self._book.quality.of(year):
                    found.append(Choice(source.key, f"{source.wording}: {level.name}", None, level.name))
            else:
                found.append(Choice(source.key, source.wording))
        return tuple(found)

    def faults(self, year: int) -> tuple[Fault, ...]:
        """Inputs that are said to be filled and cannot be any more: the form asks for no such input, the count does not
        fit it, the indicator or the level is gone. By item in the order of the form.
        """
        return tuple(Fault(one, why) for one in self.all(year) if (why := self._broken(year, one)))

    def _broken(self, year: int, feed: Feed) -> str:
        item = self.items(year).get(feed.item)
        if item is None:
            return "no-item"
        spec = item.input(feed.input) if feed.input else None
        if feed.input and (spec is None or not fits(feed.source, spec)):
            return "no-input"
        of = SOURCES[feed.source].of
        if of == "indicator":
            named = [(movement, fold(name)) for movement, name, _called in self._book.indicators.named(year)]
            return "" if (feed.movement, fold(feed.named or "")) in named else "no-indicator"
        return "no-level" if of == "level" and self._book.quality.level(year, feed.named) is None else ""

    def feed(
        self, year: int, item: str, input: str, source: str, movement: str | None = None, named: str | None = None
    ) -> None:
        """Fill an input of an item from a count of the log; an empty `input` shows the words only. Of a source that has
        several, `named` says which (an indicator of a `movement`, a level of quality).

        Refusals: `year.closed`, BadInput `log.source_unknown`, RuleViolation `log.item_unknown`,
        `log.source_does_not_fit` (facts: `label`, `source`), `log.source_not_named` (facts: `source`).
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
        chosen = Feed(year, item, input, source, movement, named)
        needs = (SOURCES[source].of == "indicator", SOURCES[source].of != "")
        if (movement is not None, bool(named)) != needs or self._broken(year, chosen):
            raise RuleViolation("log.source_not_named", source=SOURCES[source].wording)
        with self._store.operation("put-log-feed", {"year": year, "code": found.code or found.title}) as tx:
            row = {"year": year, "item": item, "input": input, "source": source}
            tx.put("log_feed", {**row, "movement": movement, "named": named})

    def stop_feeding(self, year: int, item: str, input: str) -> None:
        """Fill an input from the log no longer. `row.missing`, `year.closed`."""
        if self._store.row("log_feed", year, item, input) is None:
            raise RuleViolation("row.missing", table="log_feed", key=item)
        with self._store.operation("remove-log-feed", {"year": year, "code": item}) as tx:
            tx.delete("log_feed", (year, item, input))

    # --- counts

    def counts(
        self, year: int, unit: str, item: Item, as_of: str | None = None, period: str | None = None
    ) -> dict[str, Counted]:
        """Every count of the log for a unit on a day (today); reports, activities and entries that name another item
        are left out. Indicators and levels are counted as far as the year's feeds of the item name them, those of one
        `period` or, without one, of the whole year.
        """
        day = as_of or self._book.today()
        found = count_reports(self._reports(year, unit, item.key), day, partial(self._book.years.late, year))
        found |= count_attendance(self._seats(year, unit))
        found |= count_tasks(self._tasks(year, unit), day)
        choices = next((spec.choices for spec in item.inputs if spec.type == "checks"), ())
        found["activities"] = count_activities(self._joined(year, unit, item.key), choices)
        found |= self._entries(year, unit, item.key)
        day_in = self._book.registration.of(year, unit).received_on
        found["registered-on"] = Counted(day_in)
        found |= self._target(year, unit, item.key)
        return found | self._named(year, unit, item.key, period)

    def _named(self, year: int, unit: str, item: str, period: str | None) -> dict[str, Counted]:
        judged, scale = self._judged(year, unit), self._book.quality.of(year)
        found = count_quality(judged, scale, None) | count_effects(judged)
        for feed in self.all(year):
            if feed.item != item or not feed.named:
                continue
            if feed.movement is None:
                found[feed.counted_as] = count_quality(judged, scale, feed.named).get(feed.source, Counted(None))
            else:
                lines, called = self._book.indicators.of(year, unit, feed.movement, feed.named, period)
                measured = [Measured(one.measure, one.plan, one.result) for one in lines]
                found[feed.counted_as] = count_indicator(feed.source, measured, called)
        return found

    def _judged(self, year: int, unit: str) -> list[Judged]:
        """Key and ad-hoc tasks of a unit as judged; one moved on is judged where it was carried on to."""
        works = [one for one in self._book.following.works(year, unit=unit) if one.state != "moved"]
        return [
            Judged(one.title, one.state != "open", one.quality, one.effect_figure, one.effect_measure or "")
            for one in works
            if one.kind in ("key", "ad-hoc") or one.rolled_from is not None
        ]

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
