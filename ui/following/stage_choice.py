"""The scoring step suggestions are for."""

from __future__ import annotations

from ui.base.session import Session

STAGE = "suggestions.stage"
"""Property of the session's window that remembers the scoring step suggestions are for."""


def stage_of(session: Session) -> str:
    """The scoring step suggestions are for: the one chosen, else the first after the units' own."""
    stages = session.book.years.stages(session.year)
    chosen = str(session.property(STAGE) or "")
    if chosen in {one.key for one in stages}:
        return chosen
    return stages[1].key if len(stages) > 1 else stages[0].key if stages else ""
