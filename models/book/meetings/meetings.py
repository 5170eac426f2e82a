"""The bloc's meetings: what they are about, who came, what was said, what hands decided, what was agreed.

A secret ballot belongs to a meeting and is kept by `ballots`. Attendance and quorum are `meetings.attendance`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.meetings.attendance import MeetingAttendance
from models.book.meetings.ballots_rules import of_hands
from models.book.meetings.electorates import rule_subject
from models.book.meetings.reconvening import Reconvening
from models.book.meetings.rows import (
    KINDS,
    WITHOUT_VOTE,
    AgreedTask,
    Attendee,
    HandVote,
    Meeting,
    Opinion,
    QuorumCheck,
    joined,
    meeting_of,
)
from models.rules.act.hands import check_hands, show_of_hands
from models.rules.act.quorum import video_counts
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.questions import Question

if TYPE_CHECKING:
    from models.book.meetings.floor import MeetingsBook

__all__ = ["AgreedTask", "Attendee", "HandVote", "Meeting", "Meetings", "Opinion", "QuorumCheck"]

_LINES: Final = ("place", "chair", "secretary")
_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3])[:hg.]([0-5][0-9])")


class Meetings(Area):
    """Meetings with their opinions, shows of hands and agreed tasks."""

    _book: MeetingsBook

    def __init__(self, book: MeetingsBook) -> None:
        super().__init__(book)
        self.attendance = MeetingAttendance(book)
        self.again = Reconvening(book)

    # --- reading

    def all(self, year: int) -> tuple[Meeting, ...]:
        """The meetings of a year by date, those without a date last."""
        found = map(meeting_of, self._store.rows("meeting", year=year))
        return tuple(sorted(found, key=lambda one: (one.date or "9999", KINDS.index(one.kind), one.title, one.key)))

    def held(self, year: int) -> tuple[Meeting, ...]:
        """The same without those that were adjourned and taken up by another: what the year's meetings decided."""
        gone = self.again.adjourned(year)
        return tuple(one for one in self.all(year) if one.key not in gone)

    def get(self, key: str) -> Meeting:
        """One meeting. RuleViolation `meeting.unknown`."""
        row = self._store.row("meeting", key)
        if row is None:
            raise RuleViolation("meeting.unknown", meeting=key)
        return meeting_of(row)

    def open_one(self, key: str) -> Meeting:
        """The meeting, if its year may be written to; `meeting.unknown`, `year.closed`."""
        found = self.get(key)
        self._book.years.must_be_open(found.year)
        return found

    def opinions(self, meeting: str) -> tuple[Opinion, ...]:
        """What was said, in the order in which it was written down."""
        rows = self._store.rows("opinion", meeting=meeting)
        found = (Opinion(**{name: row[name] for name in Opinion.__slots__}) for row in rows)
        return tuple(sorted(found, key=lambda one: (one.position, one.key)))

    def hands(self, meeting: str) -> tuple[HandVote, ...]:
        """The shows of hands with their results by the year's rule of the body that met; hands that cannot be (of an
        imported document) have none.
        """
        held = self.get(meeting)
        rows = sorted(self._store.rows("hand_vote", meeting=meeting), key=lambda row: (row["position"], row["key"]))
        rule = of_hands(self._book, held.year, held.day, held.kind) if rows else None
        attendance, decisions = self.attendance.count(meeting), self._book.decisions.all(held.year)
        found = []
        for row in rows:
            said: dict[str, Any] = {
                name: row[name] for name in ("key", "meeting", "position", "subject", "agree", "against", "other")
            }
            if rule is None or isinstance(rule, Question):
                found.append(HandVote(**said, question=rule))
                continue
            with suppress(RuleViolation):
                given = row["agree"], row["against"], row["other"]
                subject = rule_subject(held.year, rule)
                hands = show_of_hands(row["subject"], *given, attendance, rule, subject, decisions)
                said["question" if isinstance(hands, Question) else "result"] = hands
            found.append(HandVote(**said))
        return tuple(found)

    def agreed(self, meeting: str) -> tuple[AgreedTask, ...]:
        """The tasks the meeting agreed on."""
        rows = sorted(self._store.rows("work", meeting=meeting), key=lambda row: (row["position"], row["key"]))
        return tuple(AgreedTask(row["key"], row["title"], row["unit"], row["due_on"]) for row in rows)

    def open_questions(self, year: int) -> tuple[Question, ...]:
        """The rules that meetings of the year act by and nobody has adopted, or of which several are in force."""
        found: dict[tuple[str, str], Question] = {}
        for meeting in self.all(year):
            if not meeting.may_vote or not self.attendance.all(meeting.key):
                continue
            checks = self.attendance.quorum(meeting.key)
            asked = [question for check in checks for question in (check.question, *check.also)]
            asked += [vote.question for vote in self.hands(meeting.key)]
            for question in asked:
                if question is not None and question.options:
                    found.setdefault((question.key, question.subject), question)
        return tuple(found.values())

    # --- writing

    def put(
        self,
        year: int,
        kind: str,
        title: str,
        *,
        date: str | None = None,
        begins: str | None = None,
        ends: str | None = None,
        agenda: Sequence[str] = (),
        invitation_groups: Sequence[str] = (),
        votes_on_awards: bool = False,
        key: str | None = None,
        **said: str | None,
    ) -> str:
        """Enter a meeting, or with its key describe it anew; `said` is place, chair, secretary. Returns its key.

        Refusals: `year.unknown`, `year.closed`, BadInput `meeting.kind_unknown`, `meeting.bad_time`, those of names
        and dates; RuleViolation `ballot.*`, `hands.*` of a count that could then not be; of a meeting that is to be
        one without votes `meeting.has_votes` (facts: `title`, `votes`), of one that is no longer to vote on awards
        `meeting.has_award_ballots` (the same) while such votes stand in it.
        """
        self._book.years.must_be_open(year)
        times = {"date": date, "begins": begins, "ends": ends}
        row = {"year": year, **_described(kind, title, times, said)}
        row |= {
            "agenda": fields.note(joined(agenda)),
            "invitation_groups": fields.note(joined(invitation_groups)),
            "votes_on_awards": int(votes_on_awards),
        }
        chosen = fields.key(key) if key else self._book.new_key()
        with self._store.operation("put-meeting", {"title": row["title"], "year": year, "on": row["date"]}) as tx:
            if self._store.row("meeting", chosen) is None:
                tx.insert("meeting", {"key": chosen, **row})
            else:
                self._check_votes(self.open_one(chosen), kind, votes_on_awards)
                tx.update("meeting", chosen, **row)
                self.recheck(chosen)
        return chosen

    def conclude(self, key: str, conclusion: str | None) -> None:
        """Write what the chair concluded. Refusals: `meeting.unknown`, `year.closed`, `text.too_long`."""
        found = self.open_one(key)
        with self._store.operation("conclude-meeting", {"title": found.title, "year": found.year}) as tx:
            tx.update("meeting", key, conclusion=fields.note(conclusion))

    def sign_minutes(self, key: str, on: str | None) -> None:
        """Record that the minutes of a meeting, with those of its ballots, were signed on a day; None takes it back.

        Refusals: `meeting.unknown`, `year.closed`, BadInput `date.bad`, RuleViolation `meeting.undated`,
        `meeting.minutes_day` (facts: `on`, `date`), `meeting.ballots_uncounted` (facts: `title`, `count`).
        """
        found, day = self.open_one(key), fields.date_or_none(on, "on")
        if day is not None:
            if found.date is None:
                raise RuleViolation("meeting.undated", title=found.title)
            if day < found.date:
                raise RuleViolation("meeting.minutes_day", on=day, date=found.date)
            waiting = sum(row["state"] != "counted" for row in self._store.rows("ballot", meeting=key))
            if waiting:
                raise RuleViolation("meeting.ballots_uncounted", title=found.title, count=waiting)
        facts = {"title": found.title, "year": found.year, "on": day}
        with self._store.operation("sign-minutes" if day else "unsign-minutes", facts) as tx:
            tx.update("meeting", key, minutes_on=day)

    def remove(self, key: str) -> None:
        """Take away a meeting entered by mistake with everything written of it.

        Ballots it took along from an adjourned meeting go back there. Refusals: `meeting.unknown`, `year.closed`,
        RuleViolation `meeting.has_ballots` (facts: `title`, `count`), `meeting.was_resumed` (facts: `title`, `by`).
        """
        found = self.open_one(key)
        if (later := self.again.by(key)) is not None:
            raise RuleViolation("meeting.was_resumed", title=found.title, by=later.title)
        counted = [one for one in self._store.rows("ballot", meeting=key) if one["state"] == "counted"]
        if counted:
            raise RuleViolation("meeting.has_ballots", title=found.title, count=len(counted))
        with self._store.operation("remove-meeting", {"title": found.title, "year": found.year}) as tx:
            self.again.give_back(tx, found)
            for row in self._store.rows("attendee", meeting=key):
                tx.delete("attendee", (key, row["key"]))
            for ballot in self._store.rows("ballot", meeting=key):
                for row in self._store.rows("recount", ballot=ballot["key"]):
                    tx.delete("recount", (ballot["key"], row["by"]))
            for table in ("opinion", "hand_vote", "ballot", "work"):
                for row in self._store.rows(table, meeting=key):
                    tx.delete(table, row["key"])
            tx.delete("meeting", key)

    def put_opinion(
        self, meeting: str, text: str, *, unit: str | None = None, name: str | None = None, key: str | None = None
    ) -> str:
        """Write down an opinion, or with its key write it anew. BadInput `meeting.opinion_empty`; refusals of `put`."""
        said = fields.note(text)
        if said is None:
            raise BadInput("meeting.opinion_empty")
        found = self.open_one(meeting)
        if unit is not None:
            self._book.members.unit(unit)
        row = {"unit": unit, "name": fields.line(name, 120), "text": said}
        return self._put_line("opinion", "put-opinion", found, key, row, {})

    def put_hands(
        self, meeting: str, subject: str, agree: int, against: int, other: int, *, key: str | None = None
    ) -> str:
        """Record a show of hands, or with its key record it anew.

        Refusals: `meeting.no_vote` (officers), those of `attendance.require_quorum`, `ballot.not_a_count`,
        `hands.more_than_present`, `hands.video_open` (facts: `cite`) while it is open whether members by video raise
        theirs.
        """
        found = self.open_one(meeting)
        if not found.may_vote:
            raise RuleViolation("meeting.no_vote", title=found.title)
        self.attendance.require_quorum(meeting)
        video = self._by_video(found)
        if isinstance(video, Question):
            raise RuleViolation("hands.video_open", cite=video.cite)
        check_hands(agree, against, other, self.attendance.count(meeting), video)
        row = {"subject": fields.name(subject, 500), "agree": agree, "against": against, "other": other}
        return self._put_line("hand_vote", "put-hands", found, key, row, {"subject": row["subject"]})

    def agree_task(
        self, meeting: str, title: str, *, unit: str | None = None, due_on: str | None = None, key: str | None = None
    ) -> str:
        """Write down a task the meeting agreed on; it stands among the year's tasks from then on."""
        found = self.open_one(meeting)
        if unit is not None:
            self._book.members.unit(unit)
        row = {
            "year": found.year,
            "kind": "agreed",
            "unit": unit,
            "title": fields.name(title, 500),
            "due_on": fields.date_or_none(due_on, "due_on"),
            "assigned_on": found.date,
            "assigned_by": found.title[:200],
        }
        return self._put_line("work", "agree-task", found, key, row, {"title": row["title"]})

    def remove_line(self, table: str, key: str) -> None:
        """Take away an opinion ("opinion"), a show of hands ("hand_vote") or an agreed task ("work").

        RuleViolation `row.missing`, `year.closed`.
        """
        if table not in ("opinion", "hand_vote", "work"):
            raise ValueError(table)
        row = self._store.row(table, key)
        if row is None or not row["meeting"]:
            raise RuleViolation("row.missing", table=table, key=key)
        found = self.open_one(row["meeting"])
        with self._store.operation("remove-meeting-line", {"meeting": found.title, "year": found.year}) as tx:
            tx.delete(table, key)

    def _put_line(
        self, table: str, kind: str, meeting: Meeting, key: str | None, row: dict[str, Any], facts: dict[str, Any]
    ) -> str:
        chosen = fields.key(key) if key else self._book.new_key()
        old = self._store.row(table, chosen)
        with self._store.operation(kind, {"meeting": meeting.title, "year": meeting.year, **facts}) as tx:
            if old is None:
                last = max((one["position"] for one in self._store.rows(table, meeting=meeting.key)), default=0)
                tx.insert(table, {"key": chosen, "meeting": meeting.key, "position": last + 1, **row})
            elif old["meeting"] != meeting.key:
                raise RuleViolation("key.taken", key=chosen)
            else:
                tx.update(table, chosen, **row)
        return chosen

    def _by_video(self, held: Meeting) -> bool | Question:
        """Whether members by video raise their hands at a meeting, by the rule or as decided, or the question."""
        rule = of_hands(self._book, held.year, held.day, held.kind)
        if isinstance(rule, Question):
            return True
        decisions = self._book.decisions.all(held.year)
        return video_counts(self.attendance.count(held.key), rule, rule_subject(held.year, rule), decisions)

    def _check_votes(self, held: Meeting, kind: str, votes_on_awards: bool) -> None:
        """Refuse to call a meeting one that could not have decided what was put to the vote in it."""
        ballots = sorted(self._store.rows("ballot", meeting=held.key), key=lambda row: (row["position"], row["key"]))
        hands = sorted(self._store.rows("hand_vote", meeting=held.key), key=lambda row: (row["position"], row["key"]))
        if kind in WITHOUT_VOTE and held.may_vote and (ballots or hands):
            votes = [row["title"] for row in ballots] + [row["subject"] for row in hands]
            raise RuleViolation("meeting.has_votes", title=held.title, votes=votes)
        on_awards = [row["title"] for row in ballots if row["purpose"] == "award"]
        if held.votes_on_awards and not votes_on_awards and on_awards:
            raise RuleViolation("meeting.has_award_ballots", title=held.title, votes=on_awards)

    def recheck(self, meeting: str) -> None:
        """Refuse a list of attendance with which a count already recorded could not be: hands first, then ballots."""
        attendance, rows = self.attendance.count(meeting), self._store.rows("hand_vote", meeting=meeting)
        present = attendance.raising(self._by_video(self.get(meeting)) is not False) if rows else 0
        for row in rows:
            given = row["agree"] + row["against"] + row["other"]
            if given > present:
                raise RuleViolation("hands.more_than_listed", subject=row["subject"], hands=given, present=present)
        self._book.ballots.recheck(meeting)


def _described(kind: str, title: str, times: dict[str, str | None], said: Mapping[str, str | None]) -> dict[str, Any]:
    """What a meeting says of itself, as columns."""
    if kind not in KINDS:
        raise BadInput("meeting.kind_unknown", value=kind)
    begins, ends = _time(times["begins"]), _time(times["ends"])
    if begins and ends and ends < begins:
        raise BadInput("meeting.ends_before", begins=begins, ends=ends)
    strange = set(said) - set(_LINES)
    if strange:
        raise TypeError(f"a meeting has no {min(strange)}")
    row: dict[str, Any] = {name: fields.line(value, 200) for name, value in said.items()}
    day = fields.date_or_none(times["date"], "date")
    return {**row, "kind": kind, "title": fields.name(title, 300), "date": day, "begins": begins, "ends": ends}


def _time(value: str | None) -> str | None:
    """A time of day as "08:00", from 8:00, 8h00 or 8g00; BadInput `meeting.bad_time`."""
    if value is None or not value.strip():
        return None
    found = _TIME.fullmatch(value.strip().replace(" ", ""))
    if found is None:
        raise BadInput("meeting.bad_time", text=value.strip()[:20])
    return f"{int(found[1]):02d}:{found[2]}"
