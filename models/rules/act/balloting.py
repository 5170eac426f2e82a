"""Votes in whole numbers: the record of a count, shares of a stated base, who is acclaimed or elected.

Here: sums only; attendance and thresholds are in `quorum`. A ballot, a voter or the order of ballots never comes in
here, so nothing can link a vote to a voter.
Shares are compared as integers; percentages are only shown. What a rule leaves open is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Literal

from models.rules.act.quorum import Attendance, threshold_of
from models.rules.errors import RuleViolation
from models.rules.number.points import show
from models.rules.number.questions import Decisions, Option, Question, answer, common
from models.rules.place.conditions import Fault
from models.rules.place.ranking import TieBallot
from models.rules.place.regulation import Rule

SMALLEST_BOARD = 3
"""A counting board has at least three people."""


# --- the record of a count -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums for one candidate: votes for, and votes against where the ballot asks both."""

    agree: int
    disagree: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """What the counting board wrote down. `marks`: how many valid ballots carried 0, 1, 2 … names; `opinions`: how
    many absent members sent a written opinion on this ballot, `written`: what these said of each candidate."""

    printed: int
    issued: int
    exchanged: int
    unused: int
    collected: int
    valid: int
    invalid: int
    tally: Mapping[str, Tally]
    marks: Mapping[int, int] | None = None
    written: Mapping[str, Tally] | None = None
    opinions: int = 0


def check_setup(
    way: str, candidates: Sequence[str], attendance: Attendance, seats: int = 1, tellers: int = SMALLEST_BOARD
) -> tuple[Fault, ...]:
    """What hinders a ballot before it begins: nobody to vote, no candidate, more seats than candidates, too small a
    board."""
    found = []
    if attendance.members == 0:
        found.append(Fault("ballot.no_members", "members", {}))
    if attendance.voting == 0:
        found.append(Fault("ballot.nobody_present", "present", {"members": attendance.members}))
    if not candidates:
        found.append(Fault("ballot.no_candidates", "candidates", {}))
    if len(set(candidates)) < len(candidates):
        found.append(Fault("ballot.repeated_candidate", "candidates", {}))
    if way == "elect" and (seats < 1 or seats > len(candidates)):
        found.append(Fault("ballot.seats_and_candidates", "seats", {"seats": seats, "candidates": len(candidates)}))
    if tellers < SMALLEST_BOARD:
        found.append(Fault("ballot.board_too_small", "tellers", {"tellers": tellers, "least": SMALLEST_BOARD}))
    return tuple(found)


Letter = Literal["", "joint", "left-out", "apart"]
"""How a count keeps the one written opinion sent on it: with the ballots, not at all because it does not count, or
apart (only a program before decision 0033 wrote that); "" where none or several were sent."""


def letter(record: Record) -> Letter:
    """How the count keeps what one absent member alone wrote."""
    if record.opinions != 1:
        return ""
    if record.written is None:
        return "joint"
    return "apart" if record.written else "left-out"


def within(record: Record) -> int:
    """How many written opinions the tally holds beside the ballots."""
    return 1 if letter(record) == "joint" else 0


def check_record(record: Record, attendance: Attendance | None = None, choose: int | None = None) -> tuple[Fault, ...]:
    """Every way in which the record cannot be true; empty when all its sums agree.

    `choose` is the most names a valid ballot may carry; each fault says by how many it is off.
    """
    numbers = _numbers(record)
    wrong = [Fault("ballot.not_a_count", place, {"found": str(n)}) for place, n in numbers if not is_count(n)]
    if wrong:
        return tuple(wrong)
    found = _sums(record)
    if attendance is not None and record.issued > attendance.voting:
        facts = {"issued": record.issued, "present": attendance.voting}
        found.append(Fault("ballot.issued_over_present", "issued", facts))
    if attendance is not None and record.opinions > attendance.written:
        facts = {"opinions": record.opinions, "received": attendance.written}
        found.append(Fault("ballot.opinions_over_received", "opinions", facts))
    for name, tally in record.tally.items():
        votes = tally.agree + tally.disagree
        if votes > record.valid + within(record):
            over: dict[str, object] = {"candidate": name, "votes": votes, "valid": record.valid}
            found.append(Fault("ballot.votes_over_valid", f"tally.{name}", over))
    for name, tally in (record.written or {}).items():
        votes = tally.agree + tally.disagree
        if name not in record.tally:
            found.append(Fault("ballot.unknown_candidate", f"written.{name}", {"candidate": name}))
        elif votes > record.opinions:
            over = {"candidate": name, "votes": votes, "received": record.opinions}
            found.append(Fault("ballot.written_over_received", f"written.{name}", over))
    chosen = [] if choose is None else _elect_faults(record, choose)
    return (*found, *chosen, *_mark_faults(record, choose))


def _elect_faults(record: Record, choose: int) -> list[Fault]:
    """What cannot be where names are chosen: a vote against a name, more votes than the papers can carry."""
    found = []
    against = sum(tally.disagree for tally in (*record.tally.values(), *(record.written or {}).values()))
    if against:
        found.append(Fault("ballot.no_votes_against", "tally", {"votes": against}))
    room = sum(tally.agree for tally in record.tally.values())
    most = (record.valid + within(record)) * choose
    if record.marks is None and room > most:
        found.append(Fault("ballot.votes_over_names", "tally", {"votes": room, "most": most}))
    written = sum(tally.agree for tally in (record.written or {}).values())
    if written > record.opinions * choose:
        facts = {"votes": written, "most": record.opinions * choose}
        found.append(Fault("ballot.written_over_names", "written", facts))
    return found


def _numbers(record: Record) -> list[tuple[str, object]]:
    listed: list[tuple[str, object]] = [
        (f.name, getattr(record, f.name)) for f in fields(Record) if f.name not in ("tally", "marks", "written")
    ]
    for title, tallies in (("tally", record.tally), ("written", record.written or {})):
        for name, tally in tallies.items():
            listed += [(f"{title}.{name}.agree", tally.agree), (f"{title}.{name}.disagree", tally.disagree)]
    return listed + [(f"marks.{n}", count) for n, count in (record.marks or {}).items()]


def is_count(value: object) -> bool:
    """True for a whole number of things, none included; a yes/no is no number."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _sums(record: Record) -> list[Fault]:
    found = []
    used = record.issued + record.exchanged + record.unused
    if record.printed != used:
        facts = {"printed": record.printed, "sum": used, "off": abs(record.printed - used)}
        found.append(Fault("ballot.printed_not_sum", "printed", facts))
    if record.collected > record.issued:
        facts = {"collected": record.collected, "issued": record.issued, "off": record.collected - record.issued}
        found.append(Fault("ballot.collected_over_issued", "collected", facts))
    counted = record.valid + record.invalid
    if counted != record.collected:
        facts = {"sum": counted, "collected": record.collected, "off": abs(counted - record.collected)}
        found.append(Fault("ballot.valid_and_invalid_not_collected", "valid", facts))
    return found


def _mark_faults(record: Record, choose: int | None) -> list[Fault]:
    if record.marks is None:
        return []
    found = []
    ballots = sum(record.marks.values())
    if ballots != record.valid:
        facts = {"marked": ballots, "valid": record.valid, "off": abs(ballots - record.valid)}
        found.append(Fault("ballot.marks_not_valid", "marks", facts))
    marks = sum(names * count for names, count in record.marks.items())
    votes = sum(tally.agree for tally in record.tally.values())
    if not marks <= votes <= marks + within(record) * (choose or 1):
        found.append(
            Fault("ballot.marks_not_votes", "marks", {"marks": marks, "votes": votes, "off": abs(marks - votes)})
        )
    over = {names: count for names, count in record.marks.items() if choose is not None and names > choose and count}
    if over:
        found.append(Fault("ballot.too_many_names", "marks", {"choose": choose, "ballots": sum(over.values())}))
    return found


def require_sound(faults: Iterable[Fault]) -> None:
    """Refuse with the first fault."""
    for fault in faults:
        raise RuleViolation(fault.code, place=fault.place, **dict(fault.facts))


# --- results ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """One candidate's result with everything a print needs: votes in the room and in writing, base, needed, and the
    answer. `opinions`: how many written opinions the base holds beside the ballots it is named after; `plurality`: a
    further round in which most votes decide, whatever their share: one vote is needed."""

    candidate: str
    in_room: int
    written: int
    votes: int
    base_name: str
    base: int
    need: int
    passes: bool
    cite: str
    opinions: int = 0
    plurality: bool = False

    @property
    def share(self) -> Fraction:
        """Votes of the base, exact; 0 of an empty base."""
        return Fraction(self.votes, self.base) if self.base else Fraction(0)

    @property
    def percent_shown(self) -> str:
        """ "88,89": the one percentage every screen and paper shows."""
        return show(self.share * 100)


def outcomes(
    record: Record,
    attendance: Attendance,
    rule: Rule,
    subject: str = "",
    decisions: Decisions = (),
    ballot_round: int = 1,
) -> tuple[Outcome, ...] | Question:
    """Each candidate's share of the rule's base, in the order of the ballot, or the question whether written
    opinions count. In a further round by plurality (`second` of an election's rule) whoever has a vote passes.

    Where they count, their agreement is added to the votes. The base is one number for all candidates: one smaller
    than all members grows by every opinion received on this ballot, whomever it names.
    """
    counts = written_counts(record.opinions, rule, subject, decisions)
    if isinstance(counts, Question):
        return counts
    limit, base_name = threshold_of(rule), str(rule.spec["base"])
    opinions = record.opinions if counts and base_name != "all-members" else 0
    base = _base(base_name, record, attendance) + opinions
    plurality = ballot_round > 1 and rule.spec.get("second") == "plurality"
    need, found = 1 if plurality else limit.need(base), []
    for name, tally in record.tally.items():
        sent = (record.written or {}).get(name, Tally(0)).agree if counts else 0
        votes = tally.agree + sent
        passes = votes > 0 if plurality else limit.passes(votes, base)
        outcome = Outcome(name, tally.agree, sent, votes, base_name, base, need, passes, rule.cite, opinions, plurality)
        found.append(outcome)
    return tuple(found)


def _base(name: str, record: Record, attendance: Attendance) -> int:
    return {
        "all-members": attendance.members,
        "present": attendance.voting,
        "issued": record.issued,
        "collected": record.collected,
        "valid": record.valid,
    }[name]


def written_counts(opinions: int, rule: Rule, subject: str = "", decisions: Decisions = ()) -> bool | Question:
    """Whether written opinions count; asked where the rule says nothing and some came."""
    said = rule.spec.get("written", "ask")
    if said != "ask" or not opinions:
        return said == "count"
    options = (common("count"), common("not-count"))
    return _asked("ballot.written_opinions", rule, subject, options, decisions)


def _asked(key: str, rule: Rule, subject: str, options: tuple[Option, ...], decisions: Decisions) -> bool | Question:
    """What a rule leaves open: whether the decision took the first option, or the question."""
    question = Question(key, subject, rule.name, rule.cite, rule.quote, options, {"rule": rule.cite})
    decision = answer(decisions, question)
    return question if decision is None else decision.choice == options[0].key


@dataclass(frozen=True, slots=True)
class Election:
    """Who is elected, best first; who ties on the last seat; what the rule allows next where a seat is open.

    `next` is "second-ballot", "chair", "head-and-deputy", "authority", "leave-empty" or "" when every seat is filled.
    """

    elected: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    seats: int
    tied: tuple[str, ...] = ()
    next: str = ""
    questions: tuple[Question, ...] = ()
    settled_by: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def open_seats(self) -> int:
        """Seats nobody holds yet."""
        return self.seats - len(self.elected)

    def parts(self) -> TieBallot:
        """The same result as what parts units with equal points."""
        names = tuple(outcome.candidate for outcome in self.outcomes)
        return TieBallot(names, {outcome.candidate: outcome.votes for outcome in self.outcomes}, self.elected)


def elect(
    record: Record,
    attendance: Attendance,
    rule: Rule,
    seats: int,
    ballot_round: int = 1,
    subject: str = "",
    decisions: Decisions = (),
) -> Election | Question:
    """Those who pass the threshold, by votes, up to the seats; equals on the last seat are reported, never drawn.

    An open seat goes to another ballot while the rule allows one, then to the rule's own way, whose outcome is a
    decision.
    """
    if not 1 <= seats <= len(record.tally):
        raise RuleViolation("ballot.seats_and_candidates", seats=seats, candidates=len(record.tally))
    most = int(str(rule.spec.get("max_rounds", 1)))
    if not 1 <= ballot_round <= most:
        raise RuleViolation("ballot.too_many_rounds", round=ballot_round, allowed=most)
    found = outcomes(record, attendance, rule, subject, decisions, ballot_round)
    if isinstance(found, Question):
        return found
    passed = sorted((o for o in found if o.passes), key=lambda o: -o.votes)
    elected, tied = _seated(passed, seats)
    plain = Election(tuple(elected), found, seats, tuple(tied))
    if not plain.open_seats:
        return plain
    after = "second-ballot" if ballot_round < most else str(rule.spec.get("then", "leave-empty"))
    return _left_open(plain, after, rule, subject, decisions)


def _seated(passed: Sequence[Outcome], seats: int) -> tuple[list[str], list[str]]:
    if len(passed) <= seats:
        return [o.candidate for o in passed], []
    last = passed[seats - 1].votes
    if passed[seats].votes != last:
        return [o.candidate for o in passed[:seats]], []
    return [o.candidate for o in passed if o.votes > last], [o.candidate for o in passed if o.votes == last]


def may_vote_again(rule: Rule, ballot_round: int) -> bool:
    """True while the rule allows one more ballot after this one."""
    return ballot_round < int(str(rule.spec.get("max_rounds", 1)))


def own_vote(rule: Rule, subject: str = "", decisions: Decisions = ()) -> bool | Question:
    """Whether a member that is itself on the ballot votes; yes where the rule says nothing, asked where it says so."""
    said = rule.spec.get("own_vote", "yes")
    if said != "ask":
        return said == "yes"
    return _asked("ballot.own_vote", rule, subject, (common("yes"), common("no")), decisions)


def _left_open(plain: Election, after: str, rule: Rule, subject: str, decisions: Decisions) -> Election:
    def made(elected: tuple[str, ...], next_step: str, questions: tuple[Question, ...] = (), by: str = "") -> Election:
        return Election(elected, plain.outcomes, plain.seats, plain.tied, next_step, questions, by)

    if after in ("second-ballot", "leave-empty"):
        return made(plain.elected, after)
    candidates = plain.tied or tuple(o.candidate for o in plain.outcomes if o.candidate not in plain.elected)
    question = Question(
        "ballot.open_seat",
        subject,
        rule.name,
        rule.cite,
        rule.quote,
        tuple(Option(name, name) for name in sorted(candidates)),
        {
            "way": after,
            "open": plain.open_seats,
            "tied": sorted(plain.tied),
            "votes": {o.candidate: o.votes for o in plain.outcomes},
        },
    )
    decision = answer(decisions, question)
    choice = decision.choice if decision is not None else None
    chosen = [choice] if isinstance(choice, str) else list(choice) if isinstance(choice, Sequence) else []
    if (
        not chosen
        or not set(chosen) <= set(candidates)
        or len(set(chosen)) != len(chosen)
        or len(chosen) > plain.open_seats
    ):
        return made(plain.elected, after, (question,))
    return made((*plain.elected, *map(str, chosen)), "", by=after)
