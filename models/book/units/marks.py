"""What stands in a unit's letterhead beside its name: the organ that issues its papers, a mark other than its family's.

An association may write a mark under its name in place of the line; papers of the Front go out from its standing
committee, of the Youth from its executive one. Both say how papers look and nothing else: no year, no point.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.book.base import fields
from models.rules.errors import BadInput

if TYPE_CHECKING:
    from models.book.bloc.settings import Settings

PREFIX: Final = "letterhead."
"""What the key of such a setting begins with; the unit's key follows."""
ORGANS: Final = "letterhead-organ."
"""The same of the organ."""
LONGEST: Final = 60
"""Characters of an organ's name."""
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


def organ_of(settings: Settings, unit: str) -> str:
    """`Ban Thường trực`: in whose name a unit issues its papers; "" its own."""
    said = settings.get(ORGANS + unit)
    return said if isinstance(said, str) else ""


def put_organ(settings: Settings, unit: str, organ: str | None) -> None:
    """Say so; None or blank: the unit itself. BadInput `text.too_long` above `LONGEST` characters."""
    said = fields.line(organ, LONGEST)
    if organ_of(settings, unit) != (said or ""):
        settings.put(ORGANS + unit, said)
