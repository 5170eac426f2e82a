"""The days off of a year, and deadlines as they stand once it is decided whether one on such a day moves.

Fixed days are shipped as data; those by the moon are entered. Nothing moves before somebody has decided it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.base.kept import KeptBy
from models.book.pledging.registration import DEADLINE
from models.file.declared.column_kinds import holds
from models.rules.act.days_off import DueRule, days_question, moves_question
from models.rules.errors import BadInput
from models.rules.number.days import Late, days_late, is_off, next_working
from models.rules.number.questions import Question
from models.rules.place.rule_checks import facts_in

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook

SHIPPED: Final = Path(__file__).resolve().parents[4] / "resources" / "days_off.toml"
SETTING: Final = "days-off"
COUNTED_BY: Final = "self-score-days-late"
"""The fact by which a rule goes by the number of days."""
MOVED: Final = "hạn rơi vào ngày nghỉ, chuyển sang ngày làm việc tiếp theo"


@cache
def shipped() -> tuple[str, ...]:
    """The fixed days off as "MM-DD"."""
    import tomllib  # only where deadlines are looked at

    return tuple(line["on"] for line in tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["day"])


class DaysOff(Area):
    """Days off and what they do to deadlines."""

    _book: ScoringBook

    def __init__(self, book: ScoringBook) -> None:
        super().__init__(book)
        self._rules = KeptBy(book.store, self._make_rule)

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

    def counted(self, year: int) -> tuple[list[Mapping[str, Any]], Callable[[str, str], Late]]:
        """The deadlines of a year as `dues`, and how days after one of them are counted."""
        return self.dues(year), self.rule(year).late

    def last_allowed(self, year: int, due: str) -> str:
        """The last day of a deadline of the year: itself, or the next working day where it is a day off and it was
        decided that such deadlines move. One rule for sheets, registrations, reports and whatever else is handed in.
        """
        return self.rule(year).last(due) if holds("deadline", "due_on", due) else due

    def late(self, year: int, due: str, on: str) -> Late:
        """How late something came, by the same rule: after the last day allowed, in calendar or working days."""
        dated = holds("deadline", "due_on", due) and holds("deadline", "due_on", on)
        return self.rule(year).late(due, on) if dated else Late(due, 0)

    def rule(self, year: int) -> DueRule:
        """The rule of the year's deadlines as it was decided."""
        return self._rules(year)

    def _make_rule(self, year: int) -> DueRule:
        return DueRule.of(year, self._book.decisions.all(year), self.around(year))

    def _known(self, year: int) -> list[Mapping[str, Any]]:
        """The deadlines on a day there is; one on no day, from outside or an older program, is named by the check."""
        return [row for row in self._store.rows("deadline", year=year) if holds("deadline", "due_on", row["due_on"])]

    def open_questions(self, year: int) -> tuple[Question, ...]:
        """Whether deadlines on a day off move: asked once something came after such a day and by the next working day:
        a sheet, a registration, a report. Which days are counted: asked once a sheet came so late that it makes a
        difference, where a rule of the year or the words of its deadline go by the number of days.
        """
        rule = self.rule(year)
        moving = any(
            any(due < day <= next_working(due, rule.holidays) for day in came)
            for due, came in self._handed_in(year)
            if is_off(due, rule.holidays)
        )
        asked = (moves_question(year),) if moving else ()
        return (*asked, days_question(year)) if self._days_differ(year, rule) else asked

    def _days_differ(self, year: int, rule: DueRule) -> bool:
        by_rule = any(COUNTED_BY in facts_in(one.spec) for one in self._book.regulations.rules(year))
        for due in self._known(year):
            if due["stage"] and (by_rule or due["consequence"]):
                last = rule.last(due["due_on"])
                for day in _days(self._store.rows("sheet", year=year, stage=due["stage"])):
                    if days_late(last, day, True, rule.holidays) != days_late(last, day, False):
                        return True
        return False

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
    return [day for row in rows if (day := row["received_on"]) and holds("deadline", "due_on", day)]


def _moved(row: Mapping[str, Any], last: str) -> Mapping[str, Any]:
    return row if last == row["due_on"] else {**row, "due_on": last, "name": f"{row['name']} ({MOVED})"}
