"""Shapes of secret ballots: what stands on the paper, who counts, the sums they signed, the result.

Nothing per ballot paper exists here: a count is sums. How shares and seats follow from sums is known to
`rules.balloting`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from models.rules.act.balloting import Outcome, Record, Tally
from models.rules.act.electorate import Electorate, read_plain
from models.rules.act.joint import jointly
from models.rules.number.questions import Question
from models.rules.place.regulation import Rule

WAYS: Final = ("acclaim", "elect")
PURPOSES: Final = ("award", "tie", "head", "deputy", "other")
"""What a ballot decides: who is proposed for an award, the order of equals, the leaders of next year, anything else."""

NUMBERS: Final = ("printed", "issued", "exchanged", "unused", "collected", "valid", "invalid")
"""The numbers of papers in a count, in the order of the minutes."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who stands on the paper: a unit, a person or household of a unit, or a bare name. `key` names it in counts."""

    key: str
    name: str
    unit: str | None = None
    person: str | None = None
    household: str | None = None


@dataclass(frozen=True, slots=True)
class Teller:
    """One of the counting board; `role` as the bloc calls it, the leader first."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Count:
    """The sums of one count and what the board wrote beside them; `masked` when they are kept from this reader."""

    record: Record
    invalid_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot as prepared and as counted. `rule` is the rule as it was when the ballot was prepared; `earlier` the
    ballot of which this is a further round; `corrected` the reason of the last correction; `electorate` who could
    vote on the day of the count.
    """

    key: str
    meeting: str
    position: int
    way: str
    title: str
    purpose: str
    candidates: tuple[Candidate, ...]
    rule: Rule
    award: str | None = None
    round: int = 1
    earlier: str | None = None
    seats: int = 1
    tellers: tuple[Teller, ...] = ()
    state: str = "prepared"
    count: Count | None = None
    counted_by: str | None = None
    masked: bool = False
    note: str | None = None
    corrected: str | None = None
    electorate: Electorate | None = None

    @property
    def counted(self) -> bool:
        """True once the board's sums are recorded, whether this reader may see them or not."""
        return self.state == "counted"

    def name(self, candidate: str) -> str:
        """What the paper calls a candidate."""
        return next((one.name for one in self.candidates if one.key == candidate), candidate)


@dataclass(frozen=True, slots=True)
class BallotResult:
    """The one result of a counted ballot. `chosen`: approved, or elected in order; `tied`: equals on the last seat.

    `next` is "second-ballot", "chair", "head-and-deputy", "authority", "leave-empty", "not-proposed" or "" when
    nothing is left open. With `questions` open and no `outcomes` the rule must be answered first.
    """

    ballot: Ballot
    outcomes: tuple[Outcome, ...] = ()
    chosen: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    next: str = ""
    settled_by: str = ""
    questions: tuple[Question, ...] = ()

    @property
    def open_seats(self) -> int:
        """Seats of an election nobody holds."""
        return self.ballot.seats - len(self.chosen) if self.ballot.way == "elect" else 0

    @property
    def settled(self) -> bool:
        """True when the result is known and no further act is asked for."""
        return bool(self.outcomes) and self.next in ("", "leave-empty", "not-proposed")

    def outcome(self, candidate: str) -> Outcome | None:
        """One candidate's result."""
        return next((one for one in self.outcomes if one.candidate == candidate), None)


IN_WRITING: Final = "lấy ý kiến bằng văn bản"
"""What stands in the place of a meeting's title where something was decided in writing."""


@dataclass(frozen=True, slots=True)
class Approval:
    """What the meeting's last ballot on an award said of one unit or person, or a circulation (its key and subject in
    the place of the ballot's, `IN_WRITING` of the meeting's).
    """

    ballot: str
    title: str
    meeting: str
    date: str | None
    outcome: Outcome
    approved: bool


# --- rows ------------------------------------------------------------------------------------------------------------


def write_rule(rule: Rule) -> dict[str, Any]:
    """A rule as a ballot keeps it."""
    names = ("key", "scope", "valid_from", "valid_to", "cite", "quote", "revision")
    said = {name: getattr(rule, name) for name in names if getattr(rule, name) not in (None, "")}
    return {**said, "spec": dict(rule.spec)}


def read_rule(said: Mapping[str, Any]) -> Rule:
    """The rule a ballot was prepared by."""
    return Rule(**{"key": "vote", **said, "kind": "vote/1"})


def write_count(record: Record, invalid_reason: str | None, letter_counts: bool) -> dict[str, Any]:
    """A count as JSON; what was not written down is left out, and one written opinion alone is not kept apart:
    `letter_counts` says whether it is among the votes.
    """
    record = jointly(record, letter_counts)
    said: dict[str, Any] = {name: getattr(record, name) for name in NUMBERS}
    said["tally"] = _write_tallies(record.tally)
    if record.marks is not None:
        said["marks"] = {str(names): count for names, count in sorted(record.marks.items())}
    if record.opinions:
        said["opinions"] = record.opinions
    if record.written is not None:
        said["written"] = _write_tallies(record.written)
    if invalid_reason:
        said["invalid_reason"] = invalid_reason
    return said


def read_count(said: Mapping[str, Any]) -> Count:
    """A count from its JSON."""
    marks, written = said.get("marks"), said.get("written")
    record = Record(
        **{name: said[name] for name in NUMBERS},
        tally=_read_tallies(said["tally"]),
        marks=None if marks is None else {int(names): count for names, count in marks.items()},
        written=None if written is None else _read_tallies(written),
        opinions=said.get("opinions", 0),
    )
    return Count(record, said.get("invalid_reason"))


def _write_tallies(tallies: Mapping[str, Tally]) -> dict[str, dict[str, int]]:
    return {name: {"agree": one.agree, "disagree": one.disagree} for name, one in tallies.items()}


def _read_tallies(said: Mapping[str, Mapping[str, int]]) -> dict[str, Tally]:
    return {name: Tally(one["agree"], one.get("disagree", 0)) for name, one in said.items()}


def ballot_of(row: Mapping[str, Any], masked: bool) -> Ballot:
    """A ballot from its row; masked, its count is left out."""
    plain = (
        "key",
        "meeting",
        "position",
        "way",
        "title",
        "award",
        "round",
        "earlier",
        "seats",
        "state",
        "counted_by",
        "note",
        "corrected",
    )
    candidates = tuple(
        Candidate(one["key"], one["name"], one.get("unit"), one.get("person"), one.get("household"))
        for one in row["candidates"]
    )
    count = read_count(row["figures"]) if row["figures"] and not masked else None
    if count is not None:
        ordered = {one.key: count.record.tally[one.key] for one in candidates if one.key in count.record.tally}
        count = Count(_with_tally(count.record, ordered), count.invalid_reason)
    return Ballot(
        **{name: row[name] for name in plain},
        purpose=row["purpose"] or "other",
        candidates=candidates,
        rule=read_rule(row["rule"]),
        tellers=tuple(Teller(one["name"], one["role"]) for one in row["tellers"] or ()),
        count=count,
        masked=masked,
        electorate=read_plain(row["electorate"]) if row["electorate"] else None,
    )


def _with_tally(record: Record, tally: Mapping[str, Tally]) -> Record:
    """The same sums with the candidates in the order of the paper: JSON keeps no order."""
    written = record.written
    if written is not None:
        written = {name: written[name] for name in tally if name in written}
    return replace(record, tally=tally, written=written)
