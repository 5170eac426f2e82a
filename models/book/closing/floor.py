"""The book as seen from here: the areas of this package and of those below. For types only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.reporting.floor import ReportingBook

if TYPE_CHECKING:
    from models.book.closing.closing import Closing
    from models.book.closing.next_year import NextYear


class ClosingBook(ReportingBook):
    """A book up to closing a year."""

    next_year: NextYear
    closing: Closing
