"""The days off of a year, and deadlines as they stand once it is decided whether one on such a day moves.

Fixed days are shipped as data; those by the moon are entered. Nothing moves before somebody has decided it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.pledging.registration import DEADLINE
from models.file.declared.column_kinds import holds
from models.rules.act.days_off import moves_question
from models.rules.errors import BadInput
from models.rules.number.days import is_off, next_working
from models.rules.number.questions import Question, answer

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook

SHIPPED: Final = Path(__file__).resolve().parents[4] / "resources" / "days_off.toml"
SETTING: Final = "days-off"
MOVED: Final = "hạn rơi vào ngày nghỉ, chuyển sang ngày làm việc tiếp theo"


@cache
def shipped() -> tuple[str, ...]:
    """The fixed days off as "MM-DD"."""
    import tomllib  # only where deadlines are looked at

    return tuple(line["on"] for line in tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["day"])


class DaysOff(Area):
    """Days off and what they do to deadlines."""

    _book: ScoringBook

    def of(self, year: int) -> tuple[str, ...]:
        """The days off of a year beside Saturdays and Sundays: as entered, else the fixed ones; of a school year those
        of both its calendar years.
        """
        said = self._book.settings.get(f"{SETTING}.{year}", None)
        return (
            tuple(said)
            if said is not None
            else tuple(f"{one}-{day}" for one in self._within(year) for day in shipped())
        )

    def _within(self, year: int) -> tuple[int, ...]:
        """The calendar years a year lies in."""
        return tuple(range(year, int(self._book.years.last_day(year)[:4]) + 1))

    def known(self, calendar: int) -> frozenset[str]:
        """The days off of a calendar year, of a school year that ends in it too."""
        return frozenset(self.of(calendar)) | frozenset(self.of(calendar - 1))

    def around(self, year: int) -> frozenset[str]:
        """By which the forms and the deadlines of a year count: the year's own days off and, for what came after its
        end, the fixed ones of the next. What is entered for the next year moves nothing of this one: a school year
        holds its own of both.
        """
        return frozenset(self.of(year)) | {f"{year + 1}-{day}" for day in shipped()}

    def put(self, year: int, days: Iterable[str]) -> None:
        """Enter the days off of a year. Refusals: `year.closed`, BadInput `date.bad`, `days_off.other_year` (facts:
        `on`, `year`).
        """
        self._book.years.must_be_open(year)
        found = sorted({fields.date(day, "day") for day in days})
        for day in found:
            if int(day[:4]) not in self._within(year):
                raise BadInput("days_off.other_year", on=day, year=year)
        with self._store.operation("put-days-off", {"year": year, "count": len(found)}):
            self._book.settings.put(f"{SETTING}.{year}", found)

    def dues(self, year: int) -> list[Mapping[str, Any]]:
        """The deadlines of a year as rows, those on a day off moved where that was decided."""
        return [_moved(row, self.last_allowed(year, row["due_on"])) for row in self._known(year)]

    def last_allowed(self, year: int, due: str) -> str:
        """The last day of a deadline of the year: itself, or the next working day where it is a day off and it was
        decided that such deadlines move. One rule for sheets, registrations, reports and whatever else is handed in.
        """
        holidays = self.around(year)
        if not holds("deadline", "due_on", due) or not is_off(due, holidays):
            return due
        decided = answer(self._book.decisions.all(year), moves_question(year))
        return next_working(due, holidays) if decided is not None and decided.choice == "moves" else due

    def _known(self, year: int) -> list[Mapping[str, Any]]:
        """The deadlines on a day there is; one on no day, from outside or an older program, is named by the check."""
        return [row for row in self._store.rows("deadline", year=year) if holds("deadline", "due_on", row["due_on"])]

    def open_questions(self, year: int) -> tuple[Question, ...]:
        """Whether deadlines on a day off move: asked once something came after such a day and by the next working day:
        a sheet, a registration, a report.
        """
        holidays = self.around(year)
        for due, came in self._handed_in(year):
            if is_off(due, holidays):
                last = next_working(due, holidays)
                if any(due < day <= last for day in came):
                    return (moves_question(year),)
        return ()

    def _handed_in(self, year: int) -> Iterator[tuple[str, list[str]]]:
        """Each deadline with the days on which what it asks for came."""
        for due in self._known(year):
            if due["stage"]:
                yield due["due_on"], _days(self._store.rows("sheet", year=year, stage=due["stage"]))
            elif due["key"] == DEADLINE:
                yield due["due_on"], _days(self._store.rows("registration", year=year))
        received = self._store.rows("report_received", year=year)
        for report in self._store.rows("report", year=year):
            if report["due_on"] and holds("report", "due_on", report["due_on"]):
                yield report["due_on"], _days([row for row in received if row["report"] == report["key"]])


def _days(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    return [row["received_on"] for row in rows if row["received_on"]]


def _moved(row: Mapping[str, Any], last: str) -> Mapping[str, Any]:
    return row if last == row["due_on"] else {**row, "due_on": last, "name": f"{row['name']} ({MOVED})"}
