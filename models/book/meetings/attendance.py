"""Who was there in what capacity, and whether that is enough to act: attendance and quorum of a meeting.

A member unit stands once in the list. A change that would make a count already recorded impossible is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.book.base import fields
from models.book.meetings.electorates import rule_subject
from models.book.meetings.rows import CAPACITIES, OF_MEMBERS, Attendee, Meeting, QuorumCheck, attendee_of
from models.rules.act.quorum import Attendance, counted_quorum, counting
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.questions import Question

if TYPE_CHECKING:
    from models.book.meetings.floor import MeetingsBook
    from models.book.units.rows import Member


class MeetingAttendance:
    """The list of attendance of each meeting."""

    def __init__(self, book: MeetingsBook) -> None:
        self._book = book
        self._store = book.store

    # --- reading

    def all(self, meeting: str) -> tuple[Attendee, ...]:
        """The lines of a meeting in their order."""
        rows = self._store.rows("attendee", meeting=meeting)
        return tuple(sorted(map(attendee_of, rows), key=lambda one: (one.position, one.key)))

    def members(self, meeting: str) -> tuple[Member, ...]:
        """The member units that belong to the bloc on the day of the meeting, in the order of the year's list."""
        found = self._book.meetings.get(meeting)
        roster = self._book.members.roster(found.year, found.day)
        return tuple(member for member in roster if member.unit.active(found.day))

    def count(self, meeting: str) -> Attendance:
        """The numbers a vote rests on: all members of the day, present, by substitute, by written opinion, by video.

        A unit listed that is no member on that day counts nowhere.
        """
        members = {member.key for member in self.members(meeting)}
        listed = [one.capacity for one in self.all(meeting) if one.unit in members]
        return Attendance(len(members), *(listed.count(word) for word in OF_MEMBERS[:4]))

    def quorum(self, meeting: str) -> tuple[QuorumCheck, ...]:
        """Whether the meeting may act, and where it votes on awards whether it may do that, each with its arithmetic.

        A rule nobody adopted, or several at once, is a question beside an empty answer. Where the rule says nothing
        of written opinions or of members by video that is asked, and while the answer hangs on it there is none.
        """
        found = self._book.meetings.get(meeting)
        attendance = self.count(meeting)
        checks = [self._check(found, "meeting", attendance)]
        if found.votes_on_awards:
            checks.append(self._check(found, "awards", attendance))
        return tuple(checks)

    def require_quorum(self, meeting: str, on_awards: bool = False) -> None:
        """Refuse to act: RuleViolation `meeting.no_member` (nobody present), `meeting.no_quorum`,
        `meeting.no_quorum_for_awards` (facts: `present`, `members`, `need`, `cite`), `meeting.quorum_open` while it
        hangs on written opinions or members by video of which the rule says nothing (facts: `cite`).
        """
        found, attendance = self._book.meetings.get(meeting), self.count(meeting)
        if attendance.raising(True) == 0:
            raise RuleViolation("meeting.no_member", members=attendance.members)
        for what in ("meeting", "awards") if on_awards else ("meeting",):
            check = self._check(found, what, attendance)
            if check.between:
                raise RuleViolation("meeting.quorum_open", cite=check.between[0].cite)
            if check.quorum is not None and not check.quorum.ok:
                code = "meeting.no_quorum" if what == "meeting" else "meeting.no_quorum_for_awards"
                facts = {"present": check.quorum.have, "members": check.quorum.members, "need": check.quorum.need}
                raise RuleViolation(code, **facts, cite=check.quorum.cite)

    def _check(self, meeting: Meeting, what: str, attendance: Attendance) -> QuorumCheck:
        rule = self._book.regulations.governing(meeting.year, "quorum/1", what, meeting.day)
        if isinstance(rule, Question):
            return QuorumCheck(what, None, rule)
        share = str(rule.spec["fraction"]) if "fraction" in rule.spec else f"{rule.spec['percent']}%"
        said = rule.quote, (str(rule.spec["op"]), share)
        decisions = self._book.decisions.all(meeting.year)
        kinds, asked = counting(attendance, rule, rule_subject(meeting.year, rule), decisions)
        without = counted_quorum(attendance, rule, kinds)
        with_them = counted_quorum(attendance, rule, [*kinds, *asked])
        open_now = next(iter(asked.values()), None)
        if without.ok == with_them.ok:
            return QuorumCheck(what, without, open_now, *said, asked=tuple(asked), also=tuple(asked.values())[1:])
        both = (without, with_them)
        return QuorumCheck(what, None, open_now, *said, both, tuple(asked), tuple(asked.values())[1:])

    # --- writing

    def put(
        self,
        meeting: str,
        capacity: str,
        *,
        unit: str | None = None,
        name: str | None = None,
        title: str | None = None,
        paper: str | None = None,
        notice: bool | None = None,
        wrong_rank: bool = False,
        note: str | None = None,
        key: str | None = None,
    ) -> str:
        """Write a line of the list, or with its key write it anew. Returns its key.

        Refusals: `meeting.unknown`, `year.closed`, BadInput `meeting.capacity_unknown`, `meeting.unit_missing`,
        `meeting.name_missing` (a guest), `meeting.substitute_paper`, `meeting.written_paper`; RuleViolation
        `meeting.not_member`, `meeting.unit_twice`, `ballot.*` and `hands.*` of a count that could then not be.
        """
        found = self._book.meetings.open_one(meeting)
        row: dict[str, Any] = {
            "capacity": capacity,
            "unit": unit,
            "name": fields.line(name, 120),
            "title": fields.line(title, 200),
            "paper": fields.line(paper, 300),
            "notice": None if notice is None or capacity not in ("absent", "written") else int(notice),
            "wrong_rank": int(wrong_rank),
            "note": fields.note(note),
        }
        self._check_line(found, row, key)
        chosen = fields.key(key) if key else self._book.new_key()
        facts = {"meeting": found.title, "year": found.year, "who": self._who(unit, row["name"], found.day)}
        with self._store.operation("put-attendee", facts) as tx:
            if self._store.row("attendee", meeting, chosen) is None:
                tx.insert("attendee", {"meeting": meeting, "key": chosen, "position": self._next(meeting), **row})
            else:
                tx.update("attendee", (meeting, chosen), **row)
            self._book.meetings.recheck(meeting)
        return chosen

    def fill(self, meeting: str) -> int:
        """List every member unit that is not listed yet as present, with its head's name; returns how many.

        Refusals: `meeting.unknown`, `year.closed`, RuleViolation `meeting.all_listed`.
        """
        found = self._book.meetings.open_one(meeting)
        listed = {one.unit for one in self.all(meeting) if one.capacity in OF_MEMBERS}
        missing = [member for member in self.members(meeting) if member.key not in listed]
        if not missing:
            raise RuleViolation("meeting.all_listed", meeting=found.title)
        facts = {"meeting": found.title, "year": found.year, "count": len(missing)}
        with self._store.operation("list-attendees", facts) as tx:
            for place, member in enumerate(missing, self._next(meeting)):
                head = next((one for one in member.contacts if one.role == "head"), None)
                said = {"name": head.name, "title": head.title or None} if head else {}
                row = {"meeting": meeting, "key": self._book.new_key(), "position": place, "unit": member.key}
                tx.insert("attendee", {**row, "capacity": "member", **said})
        return len(missing)

    def remove(self, meeting: str, key: str) -> None:
        """Take a line away. RuleViolation `meeting.attendee_unknown`, and as in `put`."""
        found = self._book.meetings.open_one(meeting)
        row = self._store.row("attendee", meeting, key)
        if row is None:
            raise RuleViolation("meeting.attendee_unknown", meeting=found.title)
        facts = {"meeting": found.title, "year": found.year, "who": self._who(row["unit"], row["name"], found.day)}
        with self._store.operation("remove-attendee", facts) as tx:
            tx.delete("attendee", (meeting, key))
            self._book.meetings.recheck(meeting)

    def _check_line(self, meeting: Meeting, row: dict[str, Any], key: str | None) -> None:
        capacity, unit = row["capacity"], row["unit"]
        if capacity not in CAPACITIES:
            raise BadInput("meeting.capacity_unknown", value=capacity)
        if capacity == "guest" and row["name"] is None:
            raise BadInput("meeting.name_missing")
        if capacity not in OF_MEMBERS:
            return
        if unit is None:
            raise BadInput("meeting.unit_missing")
        name = self._book.members.unit(unit, meeting.day).short_name
        if all(member.key != unit for member in self.members(meeting.key)):
            raise RuleViolation("meeting.not_member", unit=unit, name=name, on=meeting.day)
        same = [one for one in self.all(meeting.key) if one.unit == unit and one.capacity in OF_MEMBERS]
        if any(one.key != key for one in same):
            raise RuleViolation("meeting.unit_twice", unit=unit, name=name)
        if capacity in ("substitute", "written") and row["paper"] is None:
            raise BadInput(
                "meeting.substitute_paper" if capacity == "substitute" else "meeting.written_paper", name=name
            )

    def _next(self, meeting: str) -> int:
        return max((row["position"] for row in self._store.rows("attendee", meeting=meeting)), default=0) + 1

    def _who(self, unit: str | None, name: str | None, day: str) -> str:
        return self._book.members.unit(unit, day).short_name if unit else name or ""
