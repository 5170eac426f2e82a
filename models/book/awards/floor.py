"""The book as seen from here: the areas of this package and of those below. For types only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.leadership.floor import LeadershipBook

if TYPE_CHECKING:
    from models.book.awards.awards import Awards
    from models.book.awards.findings import Findings
    from models.book.awards.history import Histories


class AwardsBook(LeadershipBook):
    """A book up to its awards."""

    awards: Awards
    history: Histories
    findings: Findings
