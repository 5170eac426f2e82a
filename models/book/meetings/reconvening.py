"""A meeting that is adjourned and taken up again: its ballots, agenda and list go along, in one act.

What was counted, raised or said stays with the meeting it belongs to, and so does the list of who came: it shows why
the meeting could not act. The list taken along is a copy, to be mended when the members have come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.book.base import fields
from models.book.meetings.rows import Meeting, meeting_of
from models.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from models.book.meetings.floor import MeetingsBook
    from models.file.transaction import Transaction

_TAKEN = ("unit", "name", "title", "capacity", "paper", "notice", "wrong_rank", "note")


class Reconvening:
    """Which meeting takes up which, and the act that makes one of the other."""

    def __init__(self, book: MeetingsBook) -> None:
        self._book = book
        self._store = book.store

    def by(self, key: str) -> Meeting | None:
        """The meeting that takes up this one; None while it was not adjourned."""
        rows = self._store.rows("meeting", resumes=key)
        return meeting_of(rows[0]) if rows else None

    def adjourned(self, year: int) -> frozenset[str]:
        """The meetings of a year that were taken up by another."""
        return frozenset(row["resumes"] for row in self._store.rows("meeting", year=year) if row["resumes"])

    def take_up(
        self,
        key: str,
        reason: str,
        *,
        date: str | None = None,
        begins: str | None = None,
        place: str | None = None,
        new_key: str | None = None,
    ) -> str:
        """Adjourn a meeting for a reason and call the one that takes it up; returns the new meeting's key. Ballots that
        are not counted, the agenda, who is invited and the list go along.

        Refusals: `meeting.unknown`, `year.closed`, those of dates and times, BadInput `meeting.reason_missing`,
        RuleViolation `meeting.was_resumed` (facts: `title`, `by`), `meeting.minutes_signed` (facts: `title`, `on`),
        `meeting.again_before` (facts: `on`, `date`) on a day before the first.
        """
        meetings = self._book.meetings
        held, why = meetings.open_one(key), fields.note(reason)
        if why is None:
            raise BadInput("meeting.reason_missing", title=held.title)
        if (later := self.by(key)) is not None:
            raise RuleViolation("meeting.was_resumed", title=held.title, by=later.title)
        if held.minutes_on is not None:
            raise RuleViolation("meeting.minutes_signed", title=held.title, on=held.minutes_on)
        day = fields.date_or_none(date, "date")
        if day is not None and held.date is not None and day < held.date:
            raise RuleViolation("meeting.again_before", on=day, date=held.date)
        facts = {"title": held.title, "year": held.year, "on": day, "reason": why}
        with self._store.operation("take-up-meeting", facts) as tx:
            new = meetings.put(
                held.year,
                held.kind,
                self._title(held),
                date=day,
                begins=begins,
                place=place or held.place,
                chair=held.chair,
                secretary=held.secretary,
                agenda=held.agenda,
                invitation_groups=held.invitation_groups,
                votes_on_awards=held.votes_on_awards,
                key=new_key,
            )
            tx.update("meeting", new, resumes=key, resumes_why=why)
            self._take_list(tx, key, new)
            self._move_ballots(tx, key, new)
        return new

    def _title(self, held: Meeting) -> str:
        """The first meeting's name with "(họp lại)", of a third one on with how often."""
        first, times = held, 1
        while first.resumes is not None:
            first, times = self._book.meetings.get(first.resumes), times + 1
        return f"{first.title[:270]} (họp lại{f' lần {times}' if times > 1 else ''})"

    def _take_list(self, tx: Transaction, old: str, new: str) -> None:
        """A copy of who was there, sent somebody or wrote; who was absent is listed when they come. Units that are
        members no more on the new day are left out.
        """
        members = {one.key for one in self._book.meetings.attendance.members(new)}
        for one in self._book.meetings.attendance.all(old):
            if one.capacity == "absent" or (one.capacity != "guest" and one.unit not in members):
                continue
            said: dict[str, Any] = {name: getattr(one, name) for name in _TAKEN}
            said |= {"notice": None if one.notice is None else int(one.notice), "wrong_rank": int(one.wrong_rank)}
            tx.insert("attendee", {"meeting": new, "key": self._book.new_key(), "position": one.position, **said})

    def _move_ballots(self, tx: Transaction, old: str, new: str) -> None:
        for row in self._store.rows("ballot", meeting=old):
            if row["state"] != "counted":
                tx.update("ballot", row["key"], meeting=new)

    def give_back(self, tx: Transaction, meeting: Meeting) -> None:
        """Ballots not counted of a meeting that is taken away go back to the one it took up."""
        if meeting.resumes is not None:
            self._move_ballots(tx, meeting.key, meeting.resumes)
