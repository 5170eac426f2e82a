"""What a bare key of the book stands for, where text that was kept names one: a sheet, an event of units, a ballot, a
proposal, a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from models.book.base.area import Area

if TYPE_CHECKING:
    from models.book.reporting.floor import ReportingBook

KINDS: Final = ("sheet", "lineage", "ballot", "proposal", "person")
"""The tables whose keys are looked for, in this order."""


@dataclass(frozen=True, slots=True)
class Known:
    """One thing of the book by its key; `said` holds what the book wrote of it, by the names of its columns."""

    kind: str
    said: dict[str, Any]


class Keys(Area):
    """Looks single keys up."""

    _book: ReportingBook

    def known(self, key: str, kinds: tuple[str, ...] = KINDS) -> Known | None:
        """What the key stands for among these kinds, or None."""
        for kind in kinds:
            row = self._store.row(kind, key)
            if row is not None:
                return Known(kind, row)
        return None
