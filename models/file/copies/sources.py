"""Where times and keys come from: one place, so that a test can put its own in their stead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""Gives the present moment with its offset."""
KeySource: TypeAlias = Callable[[], str]
"""Gives a key that was never given before."""

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz234567"


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def new_key() -> str:
    """Twelve random base-32 letters: no time and no order can be read from a key."""
    import secrets  # loads OpenSSL; a book that is only read needs no key

    return "".join(secrets.choice(_LETTERS) for _ in range(12))
