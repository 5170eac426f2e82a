"""The day of closing, reopening, handing over and receiving: after what it follows, never to come; a clock set back is
not passed off as somebody's mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.base import fields
from models.rules.errors import BadInput

if TYPE_CHECKING:
    from models.book.book import Book


def of(book: Book, on: str | None) -> str:
    """The day of an act: today unless said, and never one to come. BadInput `date.bad`, `date.future`."""
    return fields.until(fields.date(on, "on"), "on", book.today()) if on else book.today()


def since(book: Book, start: str | None, on: str | None) -> str:
    """The day of an act that follows what happened on `start` (None: nothing). BadInput `clock.behind` when this
    computer's clock stands before it, `date.backwards` when a day before it was said."""
    refuse_clock(book, start, on)
    day = of(book, on)
    fields.span(start, day)
    return day


def refuse_clock(book: Book, start: str | None, on: str | None) -> None:
    """BadInput `clock.behind` (facts: `today`, `last`) when no day can be right because the clock stands before
    `start`."""
    if start is not None and book.today() < start and (on is None or on >= start):
        raise BadInput("clock.behind", today=book.today(), last=start)
