"""Deadlines of a year: whether one on a day off moves, and whether days late are calendar or working days; both are
asked where no rule says it, and hold for whatever is handed in: sheets, registrations, reports.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from models.rules.number.days import Late, days_late, is_off, next_working
from models.rules.number.questions import Decisions, Question, answer, common

MOVES: Final = "deadline.day-off"
COUNTED: Final = "deadline.days"


def moves_question(year: int) -> Question:
    """Whether deadlines on a day off move to the next working day; one answer for the year."""
    options = (
        common("moves"),
        common("stays"),
    )
    return Question(MOVES, str(year), options=options)


def days_question(year: int) -> Question:
    """Whether days late are working or calendar days; one answer for the year."""
    return Question(COUNTED, str(year), options=(common("working"), common("calendar")))


@dataclass(frozen=True, slots=True)
class DueRule:
    """The rule of a year's deadlines, with the days off beside Saturdays and Sundays. What nobody has decided yet stays
    as written: a day does not move, days are calendar days.
    """

    moves: bool
    working: bool
    holidays: Collection[str]

    @classmethod
    def of(cls, year: int, decisions: Decisions, holidays: Collection[str]) -> DueRule:
        """As it was decided for a year."""
        moves, counted = answer(decisions, moves_question(year)), answer(decisions, days_question(year))
        working = counted is not None and counted.choice == "working"
        return cls(moves is not None and moves.choice == "moves", working, holidays)

    def last(self, due: str) -> str:
        """The last day allowed: the day itself, or the next working day where it is a day off and such days move."""
        return next_working(due, self.holidays) if self.moves and is_off(due, self.holidays) else due

    def late(self, due: str, on: str) -> Late:
        """How late something came that was due on a day; of working days none may have passed, then it is in time."""
        last = self.last(due)
        return Late(last, days_late(last, on, self.working, self.holidays), self.working)
