"""Where a meeting stands: which works of its programme are over, what was last at hand, how many papers are out.

It is no content of the book: a file of this computer beside the preferences holds it, written at every step, so that
the day goes on at its place after a power cut. Where the file is gone the place follows from what the book holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from models.book.book import Book
from models.book.meetings.meetings import Meeting
from ui.base.preferences import MEETING_DAYS, Preferences, folder

MEETINGS: Final = "meetings"
LIMIT: Final = 20
"""Meetings that are remembered, the latest ones."""


def name_of(book: Book, meeting: Meeting) -> str:
    """What a meeting's place is remembered under: its book lies where it lies."""
    return f"{book.path.resolve()} {meeting.key}"


class Places:
    """The remembered places of meetings, each under a name of its own; what is damaged counts as not remembered."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or folder() / MEETING_DAYS

    @property
    def _kept(self) -> Preferences:
        """As the file is now: two open books write into one."""
        return Preferences(self._path)

    def _of(self, meeting: str) -> dict[str, Any]:
        known = self._kept.get(MEETINGS, {})
        found = known.get(meeting) if isinstance(known, dict) else None
        return dict(found) if isinstance(found, dict) else {}

    def _put(self, meeting: str, said: Mapping[str, Any]) -> None:
        known = self._kept.get(MEETINGS, {})
        others = {key: one for key, one in known.items() if key != meeting} if isinstance(known, dict) else {}
        latest = dict(list(others.items())[-(LIMIT - 1) :])
        self._kept.put(MEETINGS, {**latest, meeting: {**self._of(meeting), **said}})

    def over(self, meeting: str) -> list[str]:
        """When each work of the programme was over ("08:05", "" untold), in order; the next one is at hand."""
        found = self._of(meeting).get("over", [])
        return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []

    def works_over(self, book: Book, meeting: Meeting) -> list[str]:
        """When each work of a meeting that is over ended ("" where nobody noted it): never more than its programme has,
        and all of it once the minutes are signed.
        """
        kept = self.over(name_of(book, meeting))[: len(meeting.agenda)]
        return kept + [""] * (len(meeting.agenda) - len(kept)) if meeting.minutes_on else kept

    def put_over(self, meeting: str, over: list[str]) -> None:
        self._put(meeting, {"over": over})

    def act(self, meeting: str) -> str:
        """What was last at hand: "people", "hands", "ballots", "minutes"; "" when nothing is remembered."""
        found = self._of(meeting).get("act")
        return found if isinstance(found, str) else ""

    def put_act(self, meeting: str, act: str) -> None:
        if self.act(meeting) != act:
            self._put(meeting, {"act": act})

    def papers(self, meeting: str, ballot: str) -> tuple[int | None, int]:
        """How many ballot papers are given out (None: not told) and how many are back; never what stands on them."""
        all_of = self._of(meeting).get("papers", {})
        found = all_of.get(ballot) if isinstance(all_of, dict) else None
        if not (isinstance(found, list) and len(found) == 2 and all(isinstance(one, int) for one in found)):
            return None, 0
        return found[0], found[1]

    def put_papers(self, meeting: str, ballot: str, issued: int, collected: int) -> None:
        all_of = self._of(meeting).get("papers", {})
        kept = all_of if isinstance(all_of, dict) else {}
        self._put(meeting, {"papers": {**kept, ballot: [issued, collected]}})

    def shows(self, meeting: str) -> tuple[str, str]:
        """What the projector showed last and of which ballot; a result that was released is not remembered."""
        found = self._of(meeting).get("shows", [])
        told = isinstance(found, list) and len(found) == 2 and all(isinstance(one, str) for one in found)
        return (found[0], found[1]) if told else ("", "")

    def put_shows(self, meeting: str, mode: str, ballot: str) -> None:
        self._put(meeting, {"shows": [mode, ballot]})

    def screen(self) -> str:
        """The name of the screen the projector stood on last; "" unknown."""
        found = self._kept.get("screen", "")
        return found if isinstance(found, str) else ""

    def put_screen(self, name: str) -> None:
        self._kept.put("screen", name)
