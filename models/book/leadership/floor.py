"""The book as seen from here: the areas of this package and of those below. For types only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.meetings.floor import MeetingsBook

if TYPE_CHECKING:
    from models.book.leadership.division import Divisions
    from models.book.leadership.leadership import Leadership
    from models.book.leadership.rotation import Rotation


class LeadershipBook(MeetingsBook):
    """A book up to its leadership."""

    division: Divisions
    leadership: Leadership
    rotation: Rotation
