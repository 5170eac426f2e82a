"""What a bare key of the book stands for, where text that was kept names one and says of what kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from models.book.base.area import Area
from models.file.declared.tables import TABLES

if TYPE_CHECKING:
    from models.book.reporting.floor import ReportingBook

Kind = Literal["sheet", "lineage", "ballot", "proposal", "person", "team"]


class Keys(Area):
    """Looks single keys up."""

    _book: ReportingBook

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of which the key of a table's rows is made; none of a table that holds no content."""
        return TABLES[table].keys if table in TABLES else ()

    def row(self, table: str, key: Sequence[Any]) -> Mapping[str, Any] | None:
        """The row of a table of content by its whole key; None when there is none."""
        return self._store.row(table, *key) if table in TABLES else None

    def known(self, kind: Kind, key: str) -> Mapping[str, Any] | None:
        """What the book wrote of the thing of that kind, by the names of its columns; None when there is none."""
        return self._store.row(kind, key)
