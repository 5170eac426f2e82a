"""What stands under a unit's name in its letterhead, where that is not what the papers of its family show.

An association may write a mark there in place of the line. It says how papers look and nothing else: no year, no point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.rules.errors import BadInput

if TYPE_CHECKING:
    from models.book.bloc.settings import Settings

PREFIX: Final = "letterhead."
"""What the key of such a setting begins with; the unit's key follows."""
MARKS: Final = ("line", "*", "***")
"""A line, or the words themselves."""


def mark_of(settings: Settings, unit: str) -> str | None:
    """One of `MARKS`; None where the unit goes by its family."""
    said = settings.get(PREFIX + unit)
    return said if said in MARKS else None


def put_mark(settings: Settings, unit: str, mark: str | None) -> None:
    """Say what stands there; None: as the family has it. BadInput `unit.mark_unknown` (facts: `value`)."""
    if mark is not None and mark not in MARKS:
        raise BadInput("unit.mark_unknown", value=mark)
    if settings.get(PREFIX + unit) != mark:
        settings.put(PREFIX + unit, mark)
