"""On what members, lists and answers a ballot stands: read from the book until it is counted, frozen from then on.

A ballot counted before electorates were kept has none: it is read as the book stands, and the first act that would move
what it rests on freezes it in its own operation. Closed years are never rewritten.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from models.book.meetings.ballots_rows import Ballot, ballot_of
from models.rules.act import balloting
from models.rules.act.balloting import Record
from models.rules.act.electorate import ENGINE, Electorate, Voter, to_plain
from models.rules.errors import RuleViolation
from models.rules.number.about import About, year_of
from models.rules.number.questions import Decision, Question, digest
from models.rules.place.regulation import Rule

if TYPE_CHECKING:
    from models.book.meetings.ballots import Ballots
    from models.book.meetings.floor import MeetingsBook
    from models.file.transaction import Transaction

_WRITTEN: Final = ("meeting.written_opinions", "ballot.written_opinions")


class Electorates:
    """The electorate of each ballot, and the act that freezes those left without one."""

    def __init__(self, book: MeetingsBook, ballots: Ballots) -> None:
        self._book = book
        self._store = book.store
        self._ballots = ballots

    def of(self, ballot: Ballot) -> Electorate:
        """What a ballot stands on: as frozen with its count, else as the book says now."""
        return ballot.electorate or self.now(ballot)

    def now(self, ballot: Ballot) -> Electorate:
        """As the book says now, whatever was frozen: for a count that is made, or made anew on a mended list. How the
        votes of a counted ballot are read stays as it was on its day.
        """
        attendance, meeting = self._book.meetings.attendance, self._book.meetings.get(ballot.meeting)
        listed = attendance.all(ballot.meeting)
        capacities = {one.unit: one.capacity for one in listed if one.unit}
        answers = self._answers(meeting.year, ballot.rule)
        own = balloting.own_vote(ballot.rule, rule_subject(meeting.year, ballot.rule), answers)
        standing = {one.unit for one in ballot.candidates} if own is False else set()
        voters = []
        for member in attendance.members(ballot.meeting):
            capacity = capacities.get(member.key, "")
            barred = member.key in standing and capacity in ("member", "substitute")
            voters.append(Voter(member.key, capacity, barred))
        engine = (ballot.electorate.engine if ballot.electorate else 1) if ballot.counted else ENGINE
        return Electorate(meeting.day, tuple(voters), bool(listed), answers, engine)

    def questions(self, ballot: Ballot, record: Record | None = None) -> tuple[Question, ...]:
        """What the rule leaves open and the result of these sums hangs on; counting waits for the answers. Without
        sums: what it will hang on, by the list as it stands.

        Whether a member on the paper votes is asked only where one is there, letters only where some came.
        """
        at, year = self.of(ballot), self._book.meetings.get(ballot.meeting).year
        subject = rule_subject(year, ballot.rule)
        there = {one.unit for one in at.voters if one.capacity in ("member", "substitute") or not at.listed}
        asked: list[bool | Question] = []
        if there & {one.unit for one in ballot.candidates}:
            asked.append(balloting.own_vote(ballot.rule, subject, at.answers))
        opinions = at.attendance.written if record is None else record.opinions
        asked.append(balloting.written_counts(opinions, ballot.rule, subject, at.answers))
        return tuple(one for one in asked if isinstance(one, Question))

    def letter_counts(self, ballot: Ballot, record: Record, at: Electorate | None = None) -> bool:
        """Whether written opinions count in these sums, by the rule or what was answered (`at`: by another electorate
        than the one the ballot stands on). RuleViolation `ballot.question_open` (facts: `question`, `cite`) for one
        opinion alone of which the rule leaves it open: it is not kept apart, so it must be known first.
        """
        subject = rule_subject(self._book.meetings.get(ballot.meeting).year, ballot.rule)
        answers = (at or self.of(ballot)).answers
        said = balloting.written_counts(record.opinions, ballot.rule, subject, answers)
        if isinstance(said, bool):
            return said
        if balloting.letter(record) == "apart":
            raise RuleViolation("ballot.question_open", question=said.key, cite=said.cite)
        return False

    def moved(self, ballot: Ballot) -> bool:
        """Whether the book now says otherwise than what a counted ballot stands on."""
        return ballot.electorate is not None and ballot.electorate.differs(self.now(ballot))

    def frozen(self, ballot: Ballot) -> dict[str, Any]:
        """The electorate of now, as a count keeps it in the ballot's row."""
        return to_plain(self.now(ballot))

    def freeze(self, tx: Transaction) -> None:
        """Before what votes rest on is written: keep the electorate of every counted ballot without one, in that act.

        One that waits for an answer has no result yet and waits on; sums that cannot be are left as they stand.
        """
        sql = """SELECT b.key FROM ballot b JOIN meeting m ON m.key = b.meeting JOIN bloc_year y ON y.year = m.year
                 WHERE b.state = 'counted' AND b.electorate_json IS NULL AND y.state = 'open' ORDER BY b.key"""
        kept = []
        for row in self._store.select(sql):
            held = self._store.row("ballot", row["key"])
            assert held is not None
            ballot = ballot_of(held, masked=False)
            record = ballot.count.record if ballot.count else None
            if record is None or self.questions(ballot, record) or self._ballots.faults(ballot, record):
                continue
            tx.update("ballot", ballot.key, electorate=self.frozen(ballot))
            kept.append(ballot.title)
        if kept:
            tx.facts["kept_ballots"] = [*tx.facts.get("kept_ballots", ()), *kept]

    def _answers(self, year: int, rule: Rule) -> tuple[Decision, ...]:
        """The decisions on this rule's silences. What was said of written opinions for the quorum holds for the base of
        votes too, unless the vote was asked about by itself.
        """
        decisions, subject = self._book.decisions.all(year), rule_subject(year, rule)
        facts = digest({"rule": rule.cite})
        found = [
            replace(one, facts_digest=None)
            for one in decisions
            if one.question.startswith("ballot.") and one.subject == subject
            if one.facts_digest in (None, facts) or one.confirmed_digest == facts
        ]
        if rule.spec.get("written") == "ask" and all(one.question != _WRITTEN[1] for one in found):
            found += [
                replace(one, question=_WRITTEN[1], subject=subject, facts_digest=None)
                for one in decisions
                if one.question == _WRITTEN[0] and year_of(one.subject) == str(year)
            ]
        return tuple(found)


def rule_subject(year: int, rule: Rule) -> str:
    """What a rule's own silence is asked about: the rule in its year, not one ballot."""
    return About.of("ballot.own_vote", year=year, rule=rule.key).text


def seat_subject(year: int, ballot: str) -> str:
    """What an open seat is asked about: one ballot of a year."""
    return About.of("ballot.open_seat", year=year, ballot=ballot).text
