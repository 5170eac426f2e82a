"""The book as seen from here: the areas of this package and of those below. For types only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.following.floor import FollowingBook

if TYPE_CHECKING:
    from models.book.scoring.beside.attached import Attachments
    from models.book.scoring.beside.days_off import DaysOff
    from models.book.scoring.beside.leaning import Leaning
    from models.book.scoring.scorer_sheets import ScorerSheets
    from models.book.scoring.scores import Scores
    from models.book.scoring.standing import Standings
    from models.book.scoring.suggestions import Suggestions


class ScoringBook(FollowingBook):
    """A book up to its scores."""

    scores: Scores
    standing: Standings
    attachments: Attachments
    days_off: DaysOff
    leaning: Leaning
    scorer_sheets: ScorerSheets
    suggestions: Suggestions
