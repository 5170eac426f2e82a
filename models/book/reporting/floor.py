"""The book as seen from here: the areas of this package and of those below. For types only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.awards.floor import AwardsBook

if TYPE_CHECKING:
    from models.book.reporting.journal import Journal
    from models.book.reporting.keys import Keys
    from models.book.reporting.papers import Papers
    from models.book.reporting.sifted import Sifting
    from models.book.reporting.statistics import Statistics


class ReportingBook(AwardsBook):
    """A book up to its reports."""

    statistics: Statistics
    papers: Papers
    journal: Journal
    keys: Keys
    sifting: Sifting
