"""Who could vote on one ballot, as it was on the day of the count: frozen with the sums, nothing later moves it.

A counted ballot's result is a function of its sums, its rule and this. Here: the shape, the numbers it gives to
`balloting`, and its plain form for JSON. Not here: who was a member on a day, nor what anybody voted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from models.rules.act.quorum import Attendance
from models.rules.number.questions import Decision

ENGINE: Final = 2
"""Which reading of votes made an electorate; a reading that changes its meaning gets the next number. From 2 on a
ballot with nothing marked at all is what the rule says."""


@dataclass(frozen=True, slots=True)
class Voter:
    """One member of the day: "member" (present), "substitute", "video", "written", "absent", or "" when not listed;
    `barred`: present, on the ballot, and kept from voting by the rule.
    """

    unit: str
    capacity: str = ""
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Electorate:
    """The members of the day with their capacities, whether a list of attendance was written, and the answers to what
    the rules left open.
    """

    day: str
    voters: tuple[Voter, ...]
    listed: bool
    answers: tuple[Decision, ...] = ()
    engine: int = ENGINE

    @property
    def attendance(self) -> Attendance:
        """The numbers a vote rests on."""
        there = [one.capacity for one in self.voters]
        return Attendance(len(there), *(there.count(word) for word in ("member", "substitute", "written", "video")))

    @property
    def barred(self) -> frozenset[str]:
        """Units that stood on the ballot, were there and had no vote."""
        return frozenset(one.unit for one in self.voters if one.barred)

    def differs(self, other: Electorate) -> bool:
        """Whether another reading of the same ballot would count otherwise: a voter, a capacity, an answer."""
        return set(self.voters) != set(other.voters) or _choices(self.answers) != _choices(other.answers)


def _choices(answers: Iterable[Decision]) -> dict[tuple[str, str], object]:
    return {(one.question, one.subject): one.choice for one in answers}


def to_plain(electorate: Electorate) -> dict[str, Any]:
    """An electorate as JSON; `read_plain` is its inverse."""
    units = [
        {"unit": one.unit, "capacity": one.capacity} | ({"barred": True} if one.barred else {})
        for one in electorate.voters
    ]
    answers = [
        {"key": one.key, "question": one.question, "subject": one.subject, "choice": one.choice}
        for one in electorate.answers
    ]
    said = {"day": electorate.day, "units": units, "listed": electorate.listed, "engine": electorate.engine}
    return said | ({"answers": answers} if answers else {})


def read_plain(said: Mapping[str, Any]) -> Electorate:
    """The electorate of a counted ballot's row."""
    voters = tuple(Voter(one["unit"], one.get("capacity", ""), one.get("barred", False)) for one in said["units"])
    answers = tuple(
        Decision(one["key"], one["question"], one["subject"], choice=one["choice"]) for one in said.get("answers", ())
    )
    return Electorate(said["day"], voters, said["listed"], answers, said.get("engine", 1))
