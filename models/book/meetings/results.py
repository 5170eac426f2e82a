"""What the counts of ballots mean: who is approved or elected, what is still open, what follows elsewhere in the book.

One result for every screen and paper. What a rule leaves open is a question asked once per rule and year; seats left
open after the last round are a question of their own. No number of a count is changed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from models.book.meetings.ballots_rows import Approval, Ballot, BallotResult
from models.book.meetings.electorates import rule_subject, seat_subject
from models.rules.act import balloting
from models.rules.act.balloting import Outcome
from models.rules.act.electorate import Electorate
from models.rules.errors import RuleViolation
from models.rules.number.about import About
from models.rules.number.questions import Option, Question

if TYPE_CHECKING:
    from models.book.meetings.ballots import Ballots
    from models.book.meetings.floor import MeetingsBook

_UNSETTLED = ("second-ballot", "chair", "head-and-deputy", "authority")


class Results:
    """Reads of results, and the one verb by which a result goes on into the ranking."""

    def __init__(self, book: MeetingsBook, ballots: Ballots) -> None:
        self._book = book
        self._store = book.store
        self._ballots = ballots

    # --- one ballot

    def of(self, ballot: Ballot) -> BallotResult | None:
        """The result of a ballot; None while it is not counted or kept from this reader."""
        if ballot.count is None:
            return None
        meeting = self._book.meetings.get(ballot.meeting)
        at, subject = self._ballots.electorates.of(ballot), rule_subject(meeting.year, ballot.rule)
        outcomes = balloting.outcomes(
            ballot.count.record, at.attendance, ballot.rule, subject, at.answers, ballot.round
        )
        if isinstance(outcomes, Question):
            return BallotResult(ballot, questions=(outcomes,))
        if ballot.way == "acclaim":
            return self._acclaimed(ballot, outcomes)
        return self._elected(ballot, at, meeting.year)

    def _acclaimed(self, ballot: Ballot, outcomes: Sequence[Outcome]) -> BallotResult:
        chosen = tuple(one.candidate for one in outcomes if one.passes)
        left = len(chosen) < len(outcomes)
        again = left and balloting.may_vote_again(ballot.rule, ballot.round)
        after = "second-ballot" if again else "not-proposed" if left else ""
        return BallotResult(ballot, tuple(outcomes), chosen, (), after)

    def _elected(self, ballot: Ballot, at: Electorate, year: int) -> BallotResult:
        assert ballot.count is not None
        # what written opinions are worth is settled per rule, an open seat per ballot: two subjects, one election
        own = seat_subject(year, ballot.key)
        known = [replace(one, subject=own) for one in at.answers]
        known += [one for one in self._book.decisions.all(year) if one.subject == own]
        found = balloting.elect(
            ballot.count.record,
            at.attendance,
            ballot.rule,
            ballot.seats,
            ballot.round,
            own,
            known,
        )
        if isinstance(found, Question):
            return BallotResult(ballot, questions=(found,))
        questions = tuple(
            replace(one, options=tuple(Option(option.key, ballot.name(option.key)) for option in one.options))
            for one in found.questions
        )
        return BallotResult(ballot, found.outcomes, found.elected, found.tied, found.next, found.settled_by, questions)

    def open_questions(self, year: int) -> tuple[Question, ...]:
        """What the rules of the year's ballots leave open, each once; nothing is asked of a count made anew."""
        found: dict[tuple[str, str], Question] = {}
        for ballot in self._ballots.all(year):
            asked = self._ballots.electorates.questions(ballot, ballot.count.record if ballot.count else None)
            result = None if self._ballots.recount.open(ballot.key) else self.of(ballot)
            for question in (*asked, *(result.questions if result else ())):
                found.setdefault((question.key, question.subject), question)
        return tuple(found.values())

    # --- what follows

    def tied(self, year: int) -> tuple[tuple[str, ...], ...]:
        """The groups of units whose order a ballot could decide now, in key order each."""
        asked = (one for one in self._book.standing.open_questions(year) if one.key == "rank.tie")
        groups = (About.read(one.key, one.subject).many("units") for one in asked)
        return tuple(group for group in groups if len(group) > 1)

    def approval(
        self, year: int, award: str, unit: str, person: str | None = None, household: str | None = None
    ) -> Approval | None:
        """What the last counted ballot on an award said of a unit, a person or household of it.

        A ballot of a later meeting, or a further round, replaces what an earlier one said of the same candidate.
        """
        found: Approval | None = None
        ballots = [one for one in self._ballots.all(year) if one.purpose == "award" and one.award == award]
        for ballot in sorted(ballots, key=lambda one: self._when(one)):
            wanted = (unit, person, household)
            standing = next((c for c in ballot.candidates if (c.unit, c.person, c.household) == wanted), None)
            result = self.of(ballot) if standing and self._ballots.rounds.caused(ballot) else None
            outcome = result.outcome(standing.key) if standing and result else None
            if outcome is None or standing is None or result is None:
                continue
            meeting = self._book.meetings.get(ballot.meeting)
            approved = standing.key in result.chosen
            found = Approval(ballot.key, ballot.title, meeting.title, meeting.date, outcome, approved)
        return found

    def _when(self, ballot: Ballot) -> tuple[str, int, int]:
        return self._book.meetings.get(ballot.meeting).day, ballot.round, ballot.position

    def feed_ranking(self, key: str) -> str | None:
        """Record a settled ballot over equals as the answer to the ranking's question; see `Ballots.feed_ranking`. One
        that is settled no longer takes back the order it gave.
        """
        ballot = self._ballots.get(key)
        result = self.of(ballot)
        if ballot.purpose != "tie" or result is None or not result.outcomes or self._ballots.recount.open(key):
            return None
        rounds, settled = self._ballots.rounds, result.next not in _UNSETTLED
        if not rounds.caused(ballot) or (not settled and self._goes_on(key)):
            return None
        votes = {one.candidate: one.votes for one in result.outcomes}
        year = self._book.meetings.get(ballot.meeting).year
        try:
            question = self._book.standing.tie_ballot(year, votes)
        except RuleViolation:
            return None
        choice = {"votes": votes, "elected": list(result.chosen) if settled else []}
        decisions = self._book.decisions
        known = [one for one in decisions.all(year) if (one.question, one.subject) == (question.key, question.subject)]
        if known and known[0].choice == choice:
            return known[0].key
        meeting = self._book.meetings.get(ballot.meeting)
        said = (ballot.title, meeting.title, f"Biên bản kiểm phiếu: {ballot.title}"[:1000], meeting.date)
        if not settled and (not known or known[0].document != said[2]):
            return None
        if known:
            return decisions.replace(known[0].key, question, choice, *said)
        return decisions.answer(question, choice, *said, year=year)

    def _goes_on(self, key: str) -> bool:
        """Whether the round after a ballot is counted: then that one decides."""
        later = self._ballots.rounds.next_of(key)
        return later is not None and later.counted
