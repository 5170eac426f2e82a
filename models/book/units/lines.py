"""What the areas of the year's acts do alike: lines of a year that belong to a unit, put by key and taken away again.

No table of its own; each area says what its lines hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from models.book.units.floor import UnitsBook

_PLACED: Final = frozenset({"target", "work", "ledger", "comment", "complaint", "team", "movement_figure"})
"""Tables whose lines keep the order in which they were written."""


class YearLines(Area):
    """An area whose rows are lines of one bloc-year."""

    _book: UnitsBook

    def _member(self, year: int, unit: str) -> None:
        """Refuse a unit that is not on the year's list, and a year that is not open."""
        self._book.years.must_be_open(year)
        if self._store.row("membership", year, unit) is None:
            raise RuleViolation("unit.not_member", year=year, unit=unit)

    def _found(self, table: str, key: str) -> dict[str, Any]:
        """A line that must be there. RuleViolation `row.missing`."""
        row = self._store.row(table, key)
        if row is None:
            raise RuleViolation("row.missing", table=table, key=key)
        return row

    def _put(
        self, table: str, kind: str, key: str | None, row: dict[str, Any], facts: dict[str, Any], of: str = "year"
    ) -> str:
        """Insert a line behind the others of its `of`, or with the key of one that is there write that anew."""
        chosen = fields.key(key) if key else self._book.new_key()
        old = self._store.row(table, chosen)
        with self._store.operation(kind, facts) as tx:
            if old is None:
                placed = {**row, "key": chosen}
                if table in _PLACED:
                    rows = self._store.rows(table, **{of: row[of]})
                    placed["position"] = max((one["position"] for one in rows), default=0) + 1
                tx.insert(table, placed)
            elif old[of] != row[of]:
                raise RuleViolation("key.taken", key=chosen)
            else:
                tx.update(table, chosen, **row)
        return chosen

    def _names(self, year: int) -> list[str]:
        """Keys of the year's units in the order of its list."""
        return [member.key for member in self._book.members.roster(year)]


def count(value: int | None, field: str) -> int | None:
    """A whole number from 0, or None; else BadInput `input.not_a_count` (facts: `field`)."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadInput("input.not_a_count", field=field, text=str(value)[:40])
    return value
