"""The order of what happened to the years and the book, as the journal has it; days alone do not tell it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from models.book.closing.floor import ClosingBook


class Acts:
    """Where closings, reopenings, handovers and receipts stand in the journal."""

    KINDS: Final = ("close-year", "reopen-year", "hand-over", "receive-book", "withdraw-handover")

    def __init__(self, book: ClosingBook) -> None:
        marks = ", ".join("?" * len(self.KINDS))
        self._book = book
        self._rows = book.store.select(
            f"SELECT seq, kind, facts FROM op WHERE kind IN ({marks}) ORDER BY seq", self.KINDS
        )

    def after(self, head: str) -> int:
        """The place of the act that followed this head of the journal; 0 when it is not known."""
        rows = self._book.store.select("SELECT seq FROM op WHERE hash = ?", (head,))
        return int(rows[0]["seq"]) + 1 if rows else 0

    def last(self, kind: str, year: int | None, after: int, *, first: bool = False) -> int:
        """The place of such an act from there on: the first, or the last before the year is closed again."""
        found = after
        for row in self._rows:
            facts = json.loads(row["facts"])
            if row["seq"] < after or (year is not None and facts.get("year") != year):
                continue
            if row["kind"] == "close-year" and row["seq"] > after and kind == "reopen-year":
                break
            if row["kind"] == kind:
                found = int(row["seq"])
                if first:
                    break
        return found
