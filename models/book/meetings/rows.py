"""Shapes of meetings: the meeting itself, who was there in what capacity, opinions, shows of hands, its quorum.

Frozen values read from rows. Who may vote and what passes is known to `rules`, not here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from models.rules.act.hands import Hands
from models.rules.act.quorum import Quorum
from models.rules.number.questions import Question

KINDS: Final = (
    "signing",
    "half-year",
    "officers",
    "scoring-team",
    "deliberation",
    "closing",
    "council",
    "other",
)
"""Kinds of meeting in the order of the year."""

WITHOUT_VOTE: Final = frozenset({"officers"})
"""Kinds at which nothing is voted: officers only prepare."""

CAPACITIES: Final = ("member", "substitute", "video", "written", "guest", "absent")
OF_MEMBERS: Final = ("member", "substitute", "written", "video", "absent")
"""Capacities that only a member unit can have, each unit one of them; the first four in the order of `Attendance`."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting; agenda and invited groups are lists in their order, times are "08:00", `minutes_on` is the day the
    minutes (with those of its ballots) were signed. `resumes`: the adjourned meeting it takes up, `resumes_why` why
    that one was adjourned."""

    key: str
    year: int
    kind: str
    title: str
    date: str | None = None
    begins: str | None = None
    ends: str | None = None
    place: str | None = None
    chair: str | None = None
    secretary: str | None = None
    agenda: tuple[str, ...] = ()
    invitation_groups: tuple[str, ...] = ()
    conclusion: str | None = None
    votes_on_awards: bool = False
    minutes_on: str | None = None
    resumes: str | None = None
    resumes_why: str | None = None

    @property
    def day(self) -> str:
        """The day whose members and rules count: the meeting's, before one is set the last of its year."""
        return self.date or f"{self.year}-12-31"

    @property
    def may_vote(self) -> bool:
        """False for a meeting of officers who only prepare."""
        return self.kind not in WITHOUT_VOTE


@dataclass(frozen=True, slots=True)
class Attendee:
    """One line of the list of attendance. `notice`: whether an absent member had said so; `paper`: the authority of a
    substitute or the letter of a written opinion.
    """

    key: str
    meeting: str
    position: int
    capacity: str
    unit: str | None = None
    name: str | None = None
    title: str | None = None
    paper: str | None = None
    notice: bool | None = None
    wrong_rank: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody said at the meeting."""

    key: str
    meeting: str
    position: int
    text: str
    unit: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class HandVote:
    """A show of hands with its result; without a rule (`question` says which is missing) only the numbers stand."""

    key: str
    meeting: str
    position: int
    subject: str
    agree: int
    against: int
    other: int
    result: Hands | None = None
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class QuorumCheck:
    """May the meeting act (`what` "meeting") or vote on awards ("awards"): the arithmetic, or the question that is
    open.
    """

    what: str
    quorum: Quorum | None
    question: Question | None = None
    quote: str = ""
    spec: tuple[str, str] = ("ge", "")
    """Operator and share of the rule, for saying it in words."""
    between: tuple[Quorum, Quorum] | tuple[()] = ()
    """Without and with those of whom it is open whether they count, while the answer hangs on it."""
    asked: tuple[str, ...] = ()
    """Of whom it is open: "written", "video"."""
    also: tuple[Question, ...] = ()
    """The questions open beside `question`."""

    @property
    def ok(self) -> bool | None:
        """The answer; None while no rule governs or the answer hangs on an open question."""
        return None if self.quorum is None else self.quorum.ok


@dataclass(frozen=True, slots=True)
class AgreedTask:
    """A task the meeting agreed on."""

    key: str
    title: str
    unit: str | None = None
    due_on: str | None = None


def lines(value: str | None) -> tuple[str, ...]:
    """The lines of a text, blank ones left out."""
    return tuple(line.strip() for line in (value or "").splitlines() if line.strip())


def joined(values: Sequence[str]) -> str | None:
    """Lines as one text, None when there is none."""
    return "\n".join(line for line in (one.strip() for one in values) if line) or None


def meeting_of(row: dict[str, Any]) -> Meeting:
    """A meeting from its row."""
    plain = ("key", "year", "kind", "title", "date", "begins", "ends", "place", "chair", "secretary", "conclusion")
    return Meeting(
        **{name: row[name] for name in (*plain, "minutes_on", "resumes", "resumes_why")},
        agenda=lines(row["agenda"]),
        invitation_groups=lines(row["invitation_groups"]),
        votes_on_awards=bool(row["votes_on_awards"]),
    )


def attendee_of(row: dict[str, Any]) -> Attendee:
    """A line of attendance from its row."""
    said = {name: row[name] for name in Attendee.__slots__}
    notice = said["notice"]
    said |= {"notice": None if notice is None else bool(notice), "wrong_rank": bool(said["wrong_rank"])}
    return Attendee(**said)
