"""Which copy of a book was open on this computer last, and whether the one opened now is older or parted from it.

Remembered by the book's id: where it lay, how its journal ended, when it was opened. Nothing of its content.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.rules.errors import Refusal
from ui.words import closing_words
from ui.words.messages import show

if TYPE_CHECKING:
    from models.book.book import Book
    from ui.base.preferences import Preferences

KEY = "copies"
LIMIT = 40


@dataclass(frozen=True, slots=True)
class Seen:
    """What is to be told of a copy; `other` is the file that was written apart, when it is at hand."""

    text: str
    other: Path | None = None


def warning(preferences: Preferences, book: Book) -> Seen | None:
    """Sentence 27 when this file is older than, or parted from, the copy opened here before; None otherwise."""
    from models.keeping.copies import Tail, compare, compare_tail

    try:
        kept = _known(preferences).get(str(book.store.meta("book_id")))
    except Refusal:
        return None
    if kept is None:
        return None
    other, day = Path(kept["path"]), show(kept["day"])
    here = book.store.path.resolve()
    if other != here and other.is_file():
        try:
            found = compare(here, other)
        except Refusal:
            return None
        if found.relation in ("older", "forked"):
            told = closing_words.comparison(found, f"“{other.name}” đã mở ngày {day}")
            return Seen(told, other if found.relation == "forked" else None)
        return None
    if (ends := kept.get("ends")) is not None:
        found = compare_tail(book.store, Tail(kept["acts"], tuple(ends)))
        if found.relation == "forked":
            return Seen(closing_words.parted(found, day, other.name))
    missing = int(kept["acts"]) - book.store.acts
    return Seen(closing_words.older(day, missing)) if missing > 0 else None


def remember(preferences: Preferences, book: Book) -> None:
    """Keep this copy as the one opened last, unless a newer one is known or the file cannot be read any more."""
    from models.keeping.copies import tail

    known = _known(preferences)
    try:
        key, end = str(book.store.meta("book_id")), tail(book.store)
    except Refusal:
        return
    if key in known and int(known[key]["acts"]) > end.acts:
        return
    known.pop(key, None)
    known[key] = {"path": str(book.store.path.resolve()), "acts": end.acts, "day": book.today(), "ends": [*end.ends]}
    preferences.put(KEY, dict(list(known.items())[-LIMIT:]))


def _known(preferences: Preferences) -> dict[str, dict[str, Any]]:
    """What is remembered and whole; a damaged entry is forgotten."""
    kept = preferences.get(KEY, {})
    if not isinstance(kept, dict):
        return {}
    return {
        key: one
        for key, one in kept.items()
        if isinstance(one, dict)
        and isinstance(one.get("path"), str)
        and isinstance(one.get("acts"), int)
        and isinstance(one.get("day"), str)
        and _are_ends(one.get("ends"), one["acts"])
    }


def _are_ends(ends: object, acts: int) -> bool:
    """Earlier versions remembered none."""
    listed = isinstance(ends, list) and len(ends) <= acts and all(isinstance(one, str) for one in ends)
    return ends is None or listed
