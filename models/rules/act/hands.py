"""A show of hands: for, against, other opinions, counted over those who vote in the room.

Whatever is no secret ballot is decided so. Who raised which hand is never kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.rules.act.balloting import Outcome, is_count
from models.rules.act.quorum import Attendance, threshold_of, video_counts
from models.rules.errors import RuleViolation
from models.rules.number.questions import Decisions, Question
from models.rules.place.regulation import Rule


@dataclass(frozen=True, slots=True)
class Hands:
    """A show of hands: for, against, other opinions, and those present who raised no hand."""

    outcome: Outcome
    against: int
    other: int
    none: int


def show_of_hands(
    what: str,
    agree: int,
    against: int,
    other: int,
    attendance: Attendance,
    rule: Rule,
    subject: str = "",
    decisions: Decisions = (),
) -> Hands | Question:
    """The result of a show of hands by a `vote/1` rule of the way "hands", or the question whether members by video
    raise theirs; more hands than voters are refused.
    """
    given, video = (agree, against, other), video_counts(attendance, rule, subject, decisions)
    if isinstance(video, Question):
        return video
    voters = attendance.raising(video)
    check_hands(agree, against, other, attendance, video)
    limit, base_name = threshold_of(rule), str(rule.spec["base"])
    base = attendance.members if base_name == "all-members" else voters
    outcome = Outcome(what, agree, 0, agree, base_name, base, limit.need(base), limit.passes(agree, base), rule.cite)
    return Hands(outcome, against, other, voters - sum(given))


def check_hands(agree: int, against: int, other: int, attendance: Attendance, video: bool = False) -> None:
    """Refuse hands that cannot be: no whole numbers, nobody to raise one, more hands than voters."""
    given = (agree, against, other)
    if not all(is_count(n) for n in given):
        raise RuleViolation("ballot.not_a_count", place="hands", found=str(next(n for n in given if not is_count(n))))
    voters = attendance.raising(video)
    if voters == 0:
        raise RuleViolation("ballot.nobody_present", members=attendance.members)
    if sum(given) > voters:
        raise RuleViolation("hands.more_than_present", hands=sum(given), present=voters)
