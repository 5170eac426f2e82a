"""Secret ballots of the meetings: prepared, printed, counted by a board, their one result.

A count is one act and holds sums only; nothing that could link a vote to a voter is ever written, not even the order
of the papers. A correction replaces the whole count and says why. Shares and seats follow from `rules.balloting`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.book.base import fields
from models.book.base.area import Area
from models.book.meetings.ballots_rows import (
    PURPOSES,
    WAYS,
    Approval,
    Ballot,
    BallotResult,
    Candidate,
    Count,
    Teller,
    ballot_of,
    read_rule,
    write_count,
    write_rule,
)
from models.book.meetings.ballots_rules import VoteRules
from models.book.meetings.electorates import Electorates
from models.book.meetings.recount import Difference, Recount, Recounts
from models.book.meetings.results import Results
from models.book.meetings.rounds import Rounds
from models.book.regulation.uses import Said, said
from models.rules.act.balloting import SMALLEST_BOARD, Record, check_record, check_setup, letter, require_sound
from models.rules.act.electorate import Electorate, to_plain
from models.rules.act.marking import check_blank
from models.rules.act.quorum import Attendance
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.questions import Question
from models.rules.place.conditions import Fault
from models.rules.place.regulation import Rule

if TYPE_CHECKING:
    from models.book.meetings.floor import MeetingsBook

__all__ = ["Approval", "Ballot", "BallotResult", "Ballots", "Candidate", "Count", "Difference", "Recount", "Teller"]


class Ballots(Area):
    """Ballots of the meetings; `recount` is a second, blind count of one, `rounds` its further rounds, `results` what
    counts mean, `electorates` who could vote.
    """

    _book: MeetingsBook

    def __init__(self, book: MeetingsBook) -> None:
        super().__init__(book)
        self.recount = Recounts(book, self)
        self.results = Results(book, self)
        self.rounds = Rounds(book, self)
        self.electorates = Electorates(book, self)
        self._rules = VoteRules(book)

    # --- reading

    def resting_on(self, year: int, rules: Set[Said]) -> Iterator[str]:
        """The year's ballots that were prepared by one of these rules, each in words."""
        for meeting in self._book.meetings.all(year):
            for row in self._store.rows("ballot", meeting=meeting.key):
                if said(read_rule(row["rule"])) in rules:
                    yield f"phiếu “{row['title']}”"

    def of(self, meeting: str) -> tuple[Ballot, ...]:
        """The ballots of a meeting in their order."""
        rows = sorted(self._store.rows("ballot", meeting=meeting), key=lambda row: (row["position"], row["key"]))
        return tuple(self._read(row) for row in rows)

    def all(self, year: int) -> tuple[Ballot, ...]:
        """The ballots of a year, meeting by meeting."""
        return tuple(ballot for meeting in self._book.meetings.all(year) for ballot in self.of(meeting.key))

    def letters_apart(self) -> Iterator[Ballot]:
        """Counted ballots of every year that keep one written opinion apart, as a program before decision 0033 did: it
        is read beside the name of who sent it, in the journal also after the count is corrected.
        """
        for year in self._book.years.all():
            for ballot in self.all(year.year):
                if ballot.count is not None and letter(ballot.count.record) == "apart":
                    yield ballot

    def get(self, key: str, reader: str | None = None) -> Ballot:
        """One ballot as a reader (unsaid: who is at the keyboard) may see it. RuleViolation `ballot.unknown`."""
        row = self._store.row("ballot", key)
        if row is None:
            raise RuleViolation("ballot.unknown", ballot=key)
        return self._read(row, reader)

    def open_one(self, key: str) -> Ballot:
        """The ballot, if its year may be written to; `ballot.unknown`, `year.closed`."""
        found = self.get(key)
        self._book.meetings.open_one(found.meeting)
        return found

    def _read(self, row: dict[str, Any], reader: str | None = None) -> Ballot:
        return ballot_of(row, self.recount.hides(row["key"], reader or self._store.person))

    def rules(self, meeting: str, way: str | None = None) -> dict[str, Rule]:
        """The rules of votes by secret ballot in force on the day of the meeting, those of one way if it is said, by
        the names `prepare` takes.
        """
        return self._rules.offered(meeting, way)

    def rule_for(self, meeting: str, way: str, purpose: str = "other", award: str | None = None) -> Rule | None:
        """The rule that governs a ballot of that way and purpose on the day of the meeting; None when none or several
        could.
        """
        return self._rules.governing(meeting, way, purpose, award)

    def voters(self, key: str) -> int:
        """How many papers can be given out: the members who vote in the room; before the list of attendance is
        written, all members. A rule that keeps candidates from voting takes those present away.
        """
        at = self.electorates.of(self.get(key))
        return at.attendance.voting - len(at.barred) if at.listed else at.attendance.members

    def questions(self, key: str, record: Record) -> tuple[Question, ...]:
        """What the rule leaves open and these sums hang on: answered before the count is recorded."""
        return self.electorates.questions(self.get(key), record)

    def open_questions(self, year: int) -> tuple[Question, ...]:
        """What the rules of the year's ballots leave open: each once, whatever the number of ballots."""
        return self.results.open_questions(year)

    def result(self, key: str) -> BallotResult | None:
        """The result of a counted ballot; None before, and while it is kept from this reader."""
        return self.results.of(self.get(key))

    def outcome(
        self, year: int, award: str, unit: str, person: str | None = None, household: str | None = None
    ) -> Approval | None:
        """What the last counted ballot on an award said of a unit, a person or household of it, or what a later
        circulation decided in writing; None when neither was held.
        """
        ballot = self.results.approval(year, award, unit, person, household)
        written = self._book.circulations.approval(year, award, unit, person, household)
        if ballot is None or written is None:
            return ballot or written
        return written if (written.date or "") > (ballot.date or "") else ballot

    # --- preparing

    def prepare(
        self,
        meeting: str,
        way: str,
        title: str,
        candidates: Sequence[str | Candidate],
        *,
        purpose: str = "other",
        award: str | None = None,
        seats: int = 1,
        tellers: Sequence[Teller | str] = (),
        rule: str | None = None,
        note: str | None = None,
        key: str | None = None,
    ) -> str:
        """Prepare a ballot, or with the key of one not counted yet prepare it anew. A candidate as text is a unit.

        `rule` is the name of one of `rules`; unsaid it is `rule_for`. Refusals: `meeting.unknown`, `meeting.no_vote`,
        `year.closed`, BadInput `ballot.word_unknown`, RuleViolation `ballot.no_rule`, `ballot.no_council_rule`,
        `ballot.rule_open`, `ballot.rule_unknown`, `ballot.counted`, `ballot.no_candidates`,
        `ballot.repeated_candidate`, `ballot.seats_and_candidates`, `ballot.threshold_out_of_range`,
        `ballot.board_too_small`, `ballot.same_teller`, `ballot.round_names`.
        """
        held = self._book.meetings.open_one(meeting)
        if not held.may_vote:
            raise RuleViolation("meeting.no_vote", title=held.title)
        if way not in WAYS or purpose not in PURPOSES:
            raise BadInput("ballot.word_unknown", value=way if way not in WAYS else purpose)
        standing = [self._candidate(one, held.day) for one in candidates]
        row = self._paper(way, title, standing, purpose, award, seats) | {
            "rule": write_rule(self._rules.chosen(meeting, way, purpose, award, rule)),
            "tellers": self._tellers(tellers),
            "note": fields.note(note),
        }
        self._check_paper(way, [one.key for one in standing], seats, len(tellers))
        return self._put(meeting, key, row)

    def _put(self, meeting: str, key: str | None, row: dict[str, Any]) -> str:
        chosen = fields.key(key) if key else self._book.new_key()
        old = self._store.row("ballot", chosen)
        held = self._book.meetings.get(meeting)
        if old is not None and (old["state"] == "counted" or old["meeting"] != meeting):
            raise RuleViolation("ballot.counted", title=old["title"])
        if old is not None:
            names = {one["key"] for one in row["candidates"]}
            self.rounds.check_paper(old["earlier"], row["way"], names, row["seats"])
        with self._store.operation("prepare-ballot", {"title": row["title"], "year": held.year}) as tx:
            if old is None:
                last = max((one["position"] for one in self._store.rows("ballot", meeting=meeting)), default=0)
                tx.insert("ballot", {"key": chosen, "meeting": meeting, "position": last + 1, **row})
            else:
                tx.update("ballot", chosen, **row)
        return chosen

    def second_round(self, key: str, *, title: str | None = None, new_key: str | None = None) -> str:
        """Prepare the further ballot the rule allows: over the equals on the last seat, else over those not chosen.

        RuleViolation `ballot.not_counted`, `ballot.no_more_rounds` (facts: `round`, `allowed`), `ballot.round_begun`,
        `ballot.earlier_recounting`.
        """
        before = self.open_one(key)
        result = self.results.of(before)
        if result is None or not result.outcomes:
            raise RuleViolation("ballot.not_counted", title=before.title)
        if result.next != "second-ballot":
            allowed = int(str(before.rule.spec.get("max_rounds", 1)))
            raise RuleViolation("ballot.no_more_rounds", title=before.title, round=before.round, allowed=allowed)
        if self._store.rows("ballot", earlier=key):
            raise RuleViolation("ballot.round_begun", title=before.title)
        left = self.rounds.left(key)
        if left is None or self.recount.open(key):
            raise RuleViolation("ballot.earlier_recounting", title=before.title)
        said = title or before.title, left.standing, before.purpose, before.award, left.seats
        row = self._paper(before.way, *said) | {
            "rule": write_rule(before.rule),
            "tellers": self._tellers(before.tellers),
            "round": before.round + 1,
            "earlier": before.key,
        }
        return self._put(before.meeting, new_key, row)

    @staticmethod
    def _paper(
        way: str, title: str, standing: Sequence[Candidate], purpose: str, award: str | None, seats: int
    ) -> dict[str, Any]:
        """What stands on the paper, as columns."""
        return {
            "way": way,
            "title": fields.name(title, 500),
            "purpose": purpose,
            "award": fields.line(award, 120),
            "seats": seats,
            "candidates": [_plain(one) for one in standing],
        }

    def remove(self, key: str) -> None:
        """Take away a ballot that was prepared and not counted. `ballot.counted`, `year.closed`."""
        found = self.open_one(key)
        if found.counted:
            raise RuleViolation("ballot.counted", title=found.title)
        with self._store.operation("remove-ballot", self.facts(found)) as tx:
            self.rounds.take_away(tx, {"key": key})

    def _candidate(self, given: str | Candidate, day: str) -> Candidate:
        if isinstance(given, Candidate):
            return replace(given, key=fields.key(given.key), name=fields.name(given.name, 200))
        return Candidate(given, self._book.members.unit(given, day).name, given)

    def _tellers(self, given: Sequence[Teller | str]) -> list[dict[str, str]] | None:
        words = self._book.settings.terms
        board = [
            one if isinstance(one, Teller) else Teller(one, words.teller if n else words.tellers_leader)
            for n, one in enumerate(given)
        ]
        said = [{"name": fields.name(one.name, 120), "role": fields.name(one.role, 80)} for one in board]
        twice = [one["name"] for n, one in enumerate(said) if one["name"] in [other["name"] for other in said[:n]]]
        if twice:
            raise RuleViolation("ballot.same_teller", name=twice[0])
        return said or None

    @staticmethod
    def _check_paper(way: str, candidates: Sequence[str], seats: int, tellers: int) -> None:
        """What can be wrong before anybody has come; an empty board is named later."""
        anybody = Attendance(1, 1)
        require_sound(check_setup(way, candidates, anybody, seats, tellers or SMALLEST_BOARD))

    # --- counting

    def record(
        self,
        key: str,
        record: Record,
        *,
        invalid_reason: str | None = None,
        tellers: Sequence[Teller | str] | None = None,
    ) -> BallotResult | None:
        """Record the board's sums as one act ("Chốt kết quả kiểm phiếu"); a ballot over equals settles their order.

        Refusals, each with its own code: `ballot.counted`, `meeting.no_member`, `meeting.no_quorum`,
        `meeting.no_quorum_for_awards`, `ballot.board_too_small`, `ballot.tally_incomplete`, `recount.same_person`,
        `ballot.earlier_recounting`, `ballot.round_without_cause`, every fault of `rules.balloting.check_record`, and
        `ballot.question_open` (facts: `question`, `cite`) while the result hangs on what the rule leaves open.
        """
        found = self.open_one(key)
        if found.counted:
            raise RuleViolation("ballot.counted", title=found.title)
        board = self._tellers(found.tellers if tellers is None else tellers)
        if len(board or ()) < SMALLEST_BOARD:
            raise RuleViolation("ballot.board_too_small", tellers=len(board or ()), least=SMALLEST_BOARD)
        self._book.meetings.attendance.require_quorum(found.meeting, found.purpose == "award")
        by = self._store.person or None
        if by and self._store.row("recount", key, by) is not None:
            raise RuleViolation("recount.same_person", by=by, title=found.title)
        self.rounds.require_cause(found)
        self.check(found, record)
        for question in self.electorates.questions(found, record):
            raise RuleViolation("ballot.question_open", question=question.key, cite=question.cite)
        with self._store.operation("count-ballot", self.facts(found)) as tx:
            letter = self.electorates.letter_counts(found, record)
            said = {"figures": write_count(record, fields.line(invalid_reason, 300), letter), "counted_by": by}
            said["electorate"] = self.electorates.frozen(found)
            tx.update("ballot", key, state="counted", tellers=board, **said)
            if self.recount.compare(key) is None:
                self.feed_ranking(key)
        return self.result(key)

    def correct(
        self, key: str, record: Record, reason: str, *, invalid_reason: str | None = None, list_anew: bool = False
    ) -> int:
        """Replace the whole count, with the reason. A second count of the old sums goes with them, and a further round
        that was prepared on what they left open: returns its number, 0 when nothing was taken away. The count stands
        on the members and the list of its day; `list_anew` takes them as they are written now.

        BadInput `ballot.reason_missing`; RuleViolation `ballot.not_counted`, `ballot.has_next_round`, refusals of
        `record`.
        """
        found = self.open_one(key)
        why = fields.note(reason)
        if why is None:
            raise BadInput("ballot.reason_missing", title=found.title)
        if not found.counted or found.masked:
            raise RuleViolation("ballot.not_counted", title=found.title)
        self.rounds.require_last(found)
        at = self.electorates.now(found) if list_anew else self.electorates.of(found)
        require_sound(self.faults(found, record, at))
        left = self.rounds.left(key)
        with self._store.operation("correct-ballot", {**self.facts(found), "reason": why}) as tx:
            letter = self.electorates.letter_counts(found, record, at)
            figures = write_count(record, fields.line(invalid_reason, 300), letter)
            said = {"figures": figures, "electorate": to_plain(at)}
            tx.update("ballot", key, counted_by=self._store.person or None, corrected=why, **said)
            for row in self._store.rows("recount", ballot=key):
                tx.delete("recount", (key, row["by"]))
            dropped = self.rounds.follow(tx, key, left)
            self.feed_ranking(key)
        return dropped

    def check(self, ballot: Ballot, record: Record) -> None:
        """Refuse sums that cannot be, with the first fault."""
        require_sound(self.faults(ballot, record))

    def faults(self, ballot: Ballot, record: Record, at: Electorate | None = None) -> tuple[Fault, ...]:
        """Every way in which these sums cannot be true of this ballot, in the order of the minutes; `at`: of another
        electorate than the one it stands on.
        """
        keys = {one.key for one in ballot.candidates}
        if set(record.tally) != keys:
            lost: dict[str, object] = {
                "missing": sorted(keys - set(record.tally)),
                "strange": sorted(set(record.tally) - keys),
            }
            return (Fault("ballot.tally_incomplete", "tally", lost),)
        at = at or self.electorates.of(ballot)
        attendance, barred = at.attendance, at.barred
        found = check_record(record, attendance, ballot.seats if ballot.way == "elect" else None)
        found = check_blank(record, ballot.rule) if not found and at.engine > 1 else found
        if barred and record.issued > attendance.voting - len(barred):
            facts = {"issued": record.issued, "voters": attendance.voting - len(barred), "barred": len(barred)}
            found = (*found, Fault("ballot.issued_over_voters", "issued", facts))
        return tuple(_named(ballot, one) for one in found)

    def recheck(self, meeting: str) -> None:
        """Refuse a list of attendance with which a count already recorded could not be: RuleViolation
        `ballot.over_list` (facts: what was recorded and what the list would allow).
        """
        for row in self._store.rows("ballot", meeting=meeting, state="counted"):
            found = ballot_of(row, masked=False)
            record, at = found.count.record if found.count else None, self.electorates.now(found)
            if record is not None and self.faults(found, record, at):
                facts = {"issued": record.issued, "voters": at.attendance.voting - len(at.barred)}
                facts |= {"opinions": record.opinions, "written": at.attendance.written}
                raise RuleViolation("ballot.over_list", title=found.title, **facts)

    # --- what follows

    def feed_ranking(self, key: str) -> str | None:
        """Let a settled ballot over equals decide their order, as the recorded answer to the ranking's own question.

        Returns the decision's key; None when the ballot is of another purpose, not settled, under a second count, or
        the units are no longer equal.
        """
        return self.results.feed_ranking(key)

    def feed_rankings(self, year: int) -> None:
        """The same for every counted ballot over equals of a year: what was open may just have been settled."""
        for ballot in self.all(year):
            if ballot.purpose == "tie" and ballot.counted:
                self.feed_ranking(ballot.key)

    def facts(self, ballot: Ballot) -> dict[str, Any]:
        """What the journal says of an act on a ballot; never a number of votes."""
        return {"title": ballot.title, "year": self._book.meetings.get(ballot.meeting).year}


def _named(ballot: Ballot, fault: Fault) -> Fault:
    """The fault with the candidate called as the paper does."""
    key = fault.facts.get("candidate")
    return replace(fault, facts={**fault.facts, "candidate": ballot.name(str(key))}) if key else fault


def _plain(candidate: Candidate) -> dict[str, str]:
    said = {name: getattr(candidate, name) for name in ("key", "name", "unit", "person", "household")}
    return {name: value for name, value in said.items() if value is not None}
