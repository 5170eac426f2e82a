"""The book as seen from here: the areas of this package and of those below. For types only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.pledging.floor import PledgingBook

if TYPE_CHECKING:
    from models.book.following.complaints import Complaints
    from models.book.following.drafts import Drafts
    from models.book.following.following import Following
    from models.book.following.indicators import Indicators
    from models.book.following.log import Log
    from models.book.following.quality import Quality
    from models.book.following.teams import Teams


class FollowingBook(PledgingBook):
    """A book up to what is followed through a year."""

    following: Following
    indicators: Indicators
    log: Log
    quality: Quality
    drafts: Drafts
    complaints: Complaints
    teams: Teams
