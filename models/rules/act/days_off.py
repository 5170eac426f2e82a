"""Days off and deadlines that fall on one: whether such a deadline moves is asked where no rule says it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from models.rules.number.questions import Option, Question

_SATURDAY: Final = 5
MOVES: Final = "deadline.day-off"


def is_off(day: str, holidays: Collection[str]) -> bool:
    """Whether a day is a Saturday, a Sunday or one of the days off ("YYYY-MM-DD")."""
    return date.fromisoformat(day).weekday() >= _SATURDAY or day in holidays


def next_working(day: str, holidays: Collection[str]) -> str:
    """The day itself where it is none off, else the next that is none."""
    while is_off(day, holidays):
        day = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    return day


def moves_question(year: int) -> Question:
    """Whether deadlines on a day off move to the next working day; one answer for the year."""
    options = (
        Option("moves", "Chuyển sang ngày làm việc tiếp theo"),
        Option("stays", "Vẫn tính đúng ngày ấy"),
    )
    return Question(MOVES, str(year), options=options)
