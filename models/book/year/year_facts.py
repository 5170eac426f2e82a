"""What a book knows of how far a year has come: counted facts that task lines and the steps of the year go by.

A fact says how many of how many, and which units are still missing; it decides nothing and writes nothing. Rows are
counted as they stand, so that home costs a few reads and no ranking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.year import after_closing

if TYPE_CHECKING:
    from models.book.year.floor import YearBook

READY: Final = ("complete", "confirmed", "locked")
"""States of a sheet that nothing is missing from."""

OUTSIDE: Final = "đã làm ngoài sổ"
"""The note of a task that was done before there was a book."""

RESULT_PAPERS: Final = ("xep-hang",)
"""Kinds of paper by which the result of the year is told to the units."""


@dataclass(frozen=True, slots=True)
class Fact:
    """`have` of `of`; `of` 0 says that nothing is awaited yet. `missing` are units; `on` is the day it became so."""

    key: str
    have: int = 0
    of: int = 1
    missing: tuple[str, ...] = ()
    on: str | None = None

    @property
    def holds(self) -> bool:
        """True when something was awaited and all of it is there."""
        return 0 < self.of <= self.have


def month_of(year: int, month: int) -> tuple[int, int]:
    """Calendar year and month of a month counted from the year's January: 0 is the December before, 13 the January
    after."""
    return year + (month - 1) // 12, (month - 1) % 12 + 1


def first_day(year: int, month: int) -> str:
    """The first day of such a month."""
    y, m = month_of(year, month)
    return f"{y}-{m:02d}-01"


def last_day(year: int, month: int) -> str:
    """The last day of such a month."""
    return fields.shift(first_day(year, month + 1), -1)


class YearFacts:
    """The facts of one year as the book stands now; made anew for every reading.

    Rows are read as they lie: home asks for every fact, and the areas that write these rows are far larger than it.
    """

    def __init__(self, book: YearBook, year: int, today: str | None = None) -> None:
        self.book, self.year = book, year
        self.today = today or book.today()
        self.shift = book.years.first_month(year) - 1
        """How many months after January the year begins."""
        self.day = min(max(self.today, first_day(year, 1 + self.shift)), book.years.last_day(year))
        self.rows: Callable[[str], list[dict[str, Any]]] = cache(lambda table: book.store.rows(table, year=year))
        self.units: Callable[[str], tuple[str, ...]] = cache(self._units_on)

    def _units_on(self, on: str) -> tuple[str, ...]:
        """The units of the year that belong on a day, in the order of its list."""
        there = [row for row in self.rows("membership") if fields.holds(on, row.get("from_date"), row.get("to_date"))]
        return tuple(row["unit"] for row in sorted(there, key=lambda row: (row["position"], row["unit"])))

    def regulation(self) -> dict[str, Any] | None:
        """The row of the regulation the year works by."""
        key = self.book.years.get(self.year).regulation
        return None if key is None else self.book.store.row("regulation", key)

    def fact(self, key: str) -> Fact:
        """One fact by its key; what stands after a colon chooses among several (a step, a kind, months)."""
        name, _, rest = key.partition(":")
        have, of, missing, on = FACTS[name](self, rest)
        return Fact(key, have, of, missing, on)

    def outside(self) -> frozenset[str]:
        """The tasks that were done before there was a book."""
        done = (row for row in self.rows("task") if row["state"] == "done")
        return frozenset(row["key"] for row in done if OUTSIDE in (row["note"] or ""))

    def year_end_units(self) -> tuple[str, ...]:
        """Units whose sheets are awaited: those in the year's list to its end."""
        return self.units(f"{self.year}-12-31")

    def from_units(self, there: Iterable[str], units: tuple[str, ...], on: str | None = None) -> Counted:
        """How many of the units are there, and who is not."""
        found = frozenset(there)
        missing = tuple(unit for unit in units if unit not in found)
        return len(units) - len(missing), len(units), missing, on


Counted = tuple[int, int, tuple[str, ...], str | None]
"""have, of, missing units, since when."""


def _yes(holds: bool, on: str | None = None) -> Counted:
    return int(holds), 1, (), on


def _some(count: int, on: str | None = None) -> Counted:
    """Enough when there is any."""
    return count, max(1, count), (), on


def _out_of(have: int, of: int) -> Counted:
    return have, of, (), None


def _received(facts: YearFacts, rest: str) -> Counted:
    rows = [row for row in facts.book.store.rows("custody") if row["year"] == facts.year - 1 and row.get("received_on")]
    return _yes(bool(rows), rows[-1]["received_on"] if rows else None)


def _roster(facts: YearFacts, rest: str) -> Counted:
    on = facts.book.years.get(facts.year).roster_confirmed_on
    return _yes(on is not None, on)


def _members(facts: YearFacts, rest: str) -> Counted:
    return _some(len(facts.units(facts.day)))


def _settled(facts: YearFacts, rest: str) -> Counted:
    """Nothing is open about changed units; while no question was asked, only once the year's list was gone through."""
    if not facts.book.store.rows("lineage"):
        return _roster(facts, rest)
    answered, asked = facts.book.years.answered_of_units(facts.year)
    return _out_of(answered, asked) if asked else _roster(facts, rest)


def _regulation(facts: YearFacts, rest: str) -> Counted:
    own = facts.regulation()
    return _yes(own is not None, own.get("adopted_on") if own else None)


def _issued(facts: YearFacts, rest: str) -> Counted:
    """The bloc's own texts of those kinds that bear number and day; what a pack quotes is another body's number."""
    own = [row for row in facts.rows("draft") if row["kind"] in rest.split(",")]
    days = [row["issued_on"] for row in own if row.get("number") and row.get("issued_on")]
    return len(days), len(own), (), max(days, default=None)


def _leadership(facts: YearFacts, rest: str) -> Counted:
    first, last = f"{facts.year}-01-01", f"{facts.year}-12-31"
    heads = [row for row in facts.rows("term") if row["role"] == "head"]
    days = ((row.get("from_date") or first, row.get("to_date") or last) for row in heads)
    return _yes(any(fields.holds(facts.day, *span) for span in days))


def _form(facts: YearFacts, rest: str) -> Counted:
    return _some(len(facts.rows("year_form")))


def _drafts(facts: YearFacts, rest: str) -> Counted:
    return _some(len(facts.rows("draft")))


def _comments(facts: YearFacts, rest: str) -> Counted:
    """A draft is through when every unit has spoken or its day has passed, and every comment has its answer."""
    sent = [row for row in facts.rows("draft") if row.get("sent_on")]
    comments = facts.book.store.rows("comment") if sent else []
    waiting = {row["draft"] for row in comments if row["taken"] == "open"}
    spoken = {(row["draft"], row["unit"]) for row in comments}
    through = 0
    for row in sent:
        everybody = all((row["key"], unit) in spoken for unit in facts.units(facts.day))
        due = row.get("due_on") or ""
        passed = bool(due) and facts.book.years.last_allowed(facts.year, due) < facts.today
        through += (everybody or passed) and row["key"] not in waiting
    return _out_of(through, len(sent))


def _registration(facts: YearFacts, rest: str) -> Counted:
    there = [row["unit"] for row in facts.rows("registration") if row.get("received_on")]
    days = [row["received_on"] for row in facts.rows("registration") if row.get("received_on")]
    return facts.from_units(there, facts.units(facts.day), max(days, default=None))


def _pledge(facts: YearFacts, rest: str) -> Counted:
    signed = next((row["signed_on"] for row in facts.rows("pledge") if row.get("signed_on")), None)
    return _yes(signed is not None, signed)


def _minutes(facts: YearFacts, rest: str) -> Counted:
    """Meetings of those kinds whose minutes are signed; that its day has passed says of no meeting that it was held,
    and one that was adjourned is held by the meeting that takes it up.
    """
    kinds = rest.split(",")
    gone = {row["resumes"] for row in facts.rows("meeting") if row.get("resumes")}
    found = [row for row in facts.rows("meeting") if row["kind"] in kinds and row["key"] not in gone]
    signed = sorted(row["minutes_on"] for row in found if row.get("minutes_on") and row["minutes_on"] <= facts.today)
    return len(signed), max(1, len(found)), (), signed[-1] if signed else None


def _reports(facts: YearFacts, rest: str) -> Counted:
    """Reports due in those months ("4-4"), or, without months, those due until today."""
    if rest:
        low, _, high = rest.partition("-")
        start, end = first_day(facts.year, int(low) + facts.shift), last_day(facts.year, int(high) + facts.shift)
        due = [row for row in facts.rows("report") if row.get("due_on") and start <= row["due_on"] <= end]
    else:
        last = facts.book.years.last_allowed
        dated = [row for row in facts.rows("report") if row.get("due_on")]
        due = [row for row in dated if last(facts.year, row["due_on"]) <= facts.today]
    there = {(row["report"], row["unit"]) for row in facts.rows("report_received") if row.get("received_on")}
    awaited = [(row["key"], unit) for row in due for unit in facts.units(min(row["due_on"], f"{facts.year}-12-31"))]
    left = {unit for pair in awaited if pair not in there for unit in pair[1:]}
    order = tuple(unit for unit in facts.units(facts.day) if unit in left)
    return sum(pair in there for pair in awaited), len(awaited), order, None


def _activities(facts: YearFacts, rest: str) -> Counted:
    told = {row["activity"] for row in facts.book.store.rows("activity_unit")}
    found = facts.rows("activity")
    return _out_of(sum(row["key"] in told for row in found), len(found))


def _ad_hoc(facts: YearFacts, rest: str) -> Counted:
    due = [
        row
        for row in facts.rows("work")
        if row["kind"] == "ad-hoc" and row.get("due_on") and row["due_on"] < facts.today
    ]
    return _out_of(sum(row["state"] != "open" for row in due), len(due))


def _progress(facts: YearFacts, rest: str) -> Counted:
    there = [row["unit"] for row in facts.rows("progress")]
    return facts.from_units(there, facts.units(facts.day))


def _examples(facts: YearFacts, rest: str) -> Counted:
    return _some(sum(row["kind"] in ("example", "model") for row in facts.rows("log_entry")))


def _teams(facts: YearFacts, rest: str) -> Counted:
    """Teams whose decision or notice is named."""
    found = facts.rows("team")
    return _out_of(sum(bool(row.get("document")) for row in found), len(found))


def _visits(facts: YearFacts, rest: str) -> Counted:
    """Units to be checked whose minutes are named."""
    teams = {row["key"] for row in facts.rows("team")}
    checked = [row for row in facts.book.store.rows("team_unit") if row["team"] in teams and row["side"] == "checked"]
    awaited = {row["unit"] for row in checked}
    units = tuple(unit for unit in facts.units(facts.day) if unit in awaited)
    return facts.from_units((row["unit"] for row in checked if row.get("minutes")), units)


def sheets_of(facts: YearFacts, stage: str) -> list[dict[str, Any]]:
    """The sheets of a step in the year's last period; those of earlier quarters do not stand for it."""
    last = max(facts.rows("period"), key=lambda row: (row["position"], row["key"]), default=None)
    rows = (row for row in facts.rows("sheet") if row["stage"] == stage)
    return [row for row in rows if last is None or row["period"] == last["key"]]


def _sheets_received(facts: YearFacts, rest: str) -> Counted:
    rows = [row for row in sheets_of(facts, rest) if row.get("received_on")]
    known = any(stage.key == rest for stage in facts.book.years.stages(facts.year))
    last = max((row["received_on"] for row in rows), default=None)
    return facts.from_units((row["unit"] for row in rows), facts.year_end_units() if known else (), last)


def _sheets_complete(facts: YearFacts, rest: str) -> Counted:
    rows = [row for row in sheets_of(facts, rest) if row["state"] in READY]
    known = any(stage.key == rest for stage in facts.book.years.stages(facts.year))
    return facts.from_units((row["unit"] for row in rows), facts.year_end_units() if known else ())


def _offices(facts: YearFacts, rest: str) -> Counted:
    """Units whose sheet of a step holds something for every item that an office other than the unit scores."""
    sheets = {row["key"]: row for row in sheets_of(facts, rest)}
    if not sheets:
        return _out_of(0, 0)
    scored: dict[str, set[str]] = {}
    for form in {row["form"] for row in sheets.values()}:
        nodes = facts.book.store.rows("form_node", form=form, kind="item")
        scored[form] = {node["key"] for node in nodes if (node.get("scorer") or "").strip()}
    if not any(scored.values()):
        return _out_of(0, 0)
    left = {key: set(scored[row["form"]]) for key, row in sheets.items()}
    sql = (
        "SELECT cell.sheet, cell.node FROM cell JOIN sheet ON sheet.key = cell.sheet WHERE sheet.year = ? "
        "AND sheet.stage = ? AND (cell.not_assigned = 1 OR cell.stated_json <> '{}' OR cell.inputs_json <> '{}')"
    )
    for cell in facts.book.store.select(sql, (facts.year, rest)):
        left.get(cell["sheet"], set()).discard(cell["node"])
    return facts.from_units((row["unit"] for key, row in sheets.items() if not left[key]), facts.year_end_units())


def _estimates(facts: YearFacts, rest: str) -> Counted:
    """Sheets that rest on no estimated figure, of all sheets that hold something."""
    held = {row["key"] for row in facts.rows("sheet") if row["state"] != "empty"}
    sql = (
        "SELECT DISTINCT cell.sheet FROM cell JOIN sheet ON sheet.key = cell.sheet "
        "WHERE sheet.year = ? AND cell.estimated_json IS NOT NULL AND cell.estimated_json <> '[]'"
    )
    guessed = {row["sheet"] for row in facts.book.store.select(sql, (facts.year,))}
    return _out_of(len(held - guessed), len(held))


def _submitted(facts: YearFacts, rest: str) -> Counted:
    asked = [row for row in after_closing.proposals(facts.book, facts.year) if row["status"] != "withdrawn"]
    return _out_of(sum(bool(row.get("submitted_on")) or row["status"] != "proposed" for row in asked), len(asked))


def _decided(facts: YearFacts, rest: str) -> Counted:
    asked = after_closing.proposals(facts.book, facts.year)
    days = [row["decided_on"] for row in asked if row.get("decided_on")]
    done = sum(row["status"] != "proposed" for row in asked)
    return done, len(asked), (), max(days, default=None)


def _announced(facts: YearFacts, rest: str) -> Counted:
    found = [
        row
        for row in facts.book.store.rows("paper", year=facts.year)
        if row["kind"] in RESULT_PAPERS and row["state"] == "issued"
    ]
    return _yes(bool(found), found[0].get("date") if found else None)


def _ballots(facts: YearFacts, rest: str) -> Counted:
    meetings = {row["key"] for row in facts.rows("meeting")}
    found = [row for row in facts.book.store.rows("ballot") if row["meeting"] in meetings]
    return _out_of(sum(row["state"] == "counted" for row in found), len(found))


def _next_leaders(facts: YearFacts, rest: str) -> Counted:
    terms = facts.book.store.rows("term", year=facts.year + 1)
    return _yes(any(row["role"] == "head" for row in terms))


def _closed(facts: YearFacts, rest: str) -> Counted:
    return _yes(facts.book.years.get(facts.year).state != "open")


def _handed_over(facts: YearFacts, rest: str) -> Counted:
    rows = [row for row in facts.book.store.rows("custody") if row["year"] == facts.year and row.get("handed_on")]
    kept = [row for row in rows if not row.get("withdrawn_on")]
    return _yes(bool(kept), kept[-1]["handed_on"] if kept else None)


FACTS: Final[dict[str, Callable[[YearFacts, str], Counted]]] = {
    "book-received": _received,
    "members": _members,
    "roster": _roster,
    "units-settled": _settled,
    "regulation": _regulation,
    "issued": _issued,
    "leadership": _leadership,
    "form": _form,
    "drafts": _drafts,
    "comments": _comments,
    "registration": _registration,
    "pledge": _pledge,
    "minutes": _minutes,
    "reports": _reports,
    "activities": _activities,
    "ad-hoc": _ad_hoc,
    "progress": _progress,
    "examples": _examples,
    "teams": _teams,
    "visits": _visits,
    "sheets-received": _sheets_received,
    "sheets-complete": _sheets_complete,
    "offices": _offices,
    "no-estimates": _estimates,
    "proposals-submitted": _submitted,
    "proposals-decided": _decided,
    "announced": _announced,
    "ballots": _ballots,
    "next-leaders": _next_leaders,
    "closed": _closed,
    "handed-over": _handed_over,
}
"""Every fact by the name before its colon."""
