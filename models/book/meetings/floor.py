"""The book as seen from here: the areas of this package and of those below. For types only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.scoring.floor import ScoringBook

if TYPE_CHECKING:
    from models.book.meetings.ballots import Ballots
    from models.book.meetings.circulations import Circulations
    from models.book.meetings.meetings import Meetings


class MeetingsBook(ScoringBook):
    """A book up to its meetings."""

    meetings: Meetings
    ballots: Ballots
    circulations: Circulations
