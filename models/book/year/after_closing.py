"""Proposals of a year as they read today: what came of them after the year was closed stands beside its rows.

The rows of a closed year are never written: a grant is an honour of the history, another end stands in a setting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from models.book.year.floor import YearBook

ENDED: Final = "award-ended"
"""With the year, the setting that says how proposals ended after it was closed: proposal -> status, reason,
decision_, on_."""
TOLD: Final = ("status", "reason", "decision", "decided_on", "decided_by")
"""What the end of a proposal says, as columns of its row."""


def proposals(book: YearBook, year: int) -> list[dict[str, Any]]:
    """The rows of a year's proposals; those whose end came after the closing with it, and marked `since`."""
    granted = {row["proposal"]: row for row in book.store.rows("honour") if row.get("proposal")}
    ended = book.settings.get(f"{ENDED}.{year}", {})
    found = []
    for row in book.store.rows("proposal", year=year):
        honour, end = granted.get(row["key"]), ended.get(row["key"])
        if row["status"] != "proposed":
            found.append(row)
        elif honour is not None:
            told = ("approved", row.get("reason"), honour.get("decision"), honour.get("date"), honour.get("by"))
            found.append(row | dict(zip(TOLD, told, strict=True)) | {"since": True})
        elif end is not None:
            told = (end["status"], end["reason"], end.get("decision"), end.get("on"), None)
            found.append(row | dict(zip(TOLD, told, strict=True)) | {"since": True})
        else:
            found.append(row)
    return found


def end(book: YearBook, year: int, proposal: str, said: dict[str, Any] | None) -> None:
    """Keep how a proposal of a closed year ended (status, reason, decision_, on_), or with None that it has not."""
    kept = {key: held for key, held in book.settings.get(f"{ENDED}.{year}", {}).items() if key != proposal}
    book.settings.put(f"{ENDED}.{year}", kept | ({proposal: said} if said else {}) or None)
