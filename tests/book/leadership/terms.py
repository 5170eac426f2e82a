"""A term written anew with another state, as the dialog of a term writes it."""

from __future__ import annotations

from typing import Any

from models.book.leadership.leadership import Leadership, Term


def put_again(leadership: Leadership, key: str, status: str, **said: Any) -> None:
    """The term with this state, a decision where one is given, and everything else as it stands."""
    old = leadership.term(key)
    kept = {name: getattr(old, name) for name in Term.__slots__ if name not in ("key", "year", "unit", "role")}
    leadership.put_term(old.year, old.unit, old.role, key=key, **{**kept, "status": status, **said})
