"""The scoring step and the period suggestions are for."""

from __future__ import annotations

from models.book.scoring.rows import YEAR_PERIOD
from ui.base.session import Session

STAGE = "suggestions.stage"
"""Property of the session's window that remembers the scoring step suggestions are for."""


PERIOD = "suggestions.period"
"""Likewise of the period."""


def period_of(session: Session) -> str:
    """The period suggestions are for: the one chosen, else the first of the year."""
    periods = [one.key for one in session.book.years.periods(session.year)]
    chosen = str(session.property(PERIOD) or "")
    return chosen if chosen in periods else periods[0] if periods else YEAR_PERIOD


def stage_of(session: Session) -> str:
    """The scoring step suggestions are for: the one chosen, else the first after the units' own."""
    stages = session.book.years.stages(session.year)
    chosen = str(session.property(STAGE) or "")
    if chosen in {one.key for one in stages}:
        return chosen
    return stages[1].key if len(stages) > 1 else stages[0].key if stages else ""
