"""The day of closing, reopening, handing over and receiving: after what it follows, never to come; a clock set back is
not passed off as somebody's mistake."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from models.book.base import fields
from models.rules.errors import BadInput
from models.rules.number.days import moment

if TYPE_CHECKING:
    from models.book.book import Book


A_WHILE: Final = timedelta(minutes=10)
"""Two computers' clocks may differ by so much without anybody having set one back."""


def clock_behind(book: Book) -> str | None:
    """The moment of the newest act, where this computer's clock stands before it: dates and papers of today would be
    wrong."""
    last = book.saved_at()
    then = None if last is None else moment(last)
    return last if then is not None and then - book.clock() > A_WHILE else None


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
