"""Deadlines of a year that fall on a day off: whether they move is asked where no rule says it."""

from __future__ import annotations

from typing import Final

from models.rules.number.questions import Question, common

MOVES: Final = "deadline.day-off"


def moves_question(year: int) -> Question:
    """Whether deadlines on a day off move to the next working day; one answer for the year."""
    options = (
        common("moves"),
        common("stays"),
    )
    return Question(MOVES, str(year), options=options)
