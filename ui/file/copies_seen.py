"""Which copy of a book was open on this computer last, and whether the one opened now is older or parted from it.

Remembered by the book's id: where it lay, how many acts its journal had, when it was opened. Nothing of its content.
"""

from __future__ import annotations

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


def warning(preferences: Preferences, book: Book) -> str:
    """Sentence 27 when this file is older than, or parted from, the copy opened here before; "" otherwise."""
    from models.keeping.copies import compare

    try:
        kept = _known(preferences).get(str(book.store.meta("book_id")))
    except Refusal:
        return ""
    if kept is None:
        return ""
    other, day = Path(kept["path"]), show(kept["day"])
    here = book.store.path.resolve()
    if other != here and other.is_file():
        try:
            found = compare(here, other)
        except Refusal:
            return ""
        if found.relation in ("older", "forked"):
            return closing_words.comparison(found, f"“{other.name}” đã mở ngày {day}")
        return ""
    missing = int(kept["acts"]) - book.store.acts
    return closing_words.older(day, missing) if missing > 0 else ""


def remember(preferences: Preferences, book: Book) -> None:
    """Keep this copy as the one opened last, unless a newer one is known or the file cannot be read any more."""
    known = _known(preferences)
    try:
        key = str(book.store.meta("book_id"))
    except Refusal:
        return
    if key in known and int(known[key]["acts"]) > book.store.acts:
        return
    known.pop(key, None)
    known[key] = {"path": str(book.store.path.resolve()), "acts": book.store.acts, "day": book.today()}
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
    }
