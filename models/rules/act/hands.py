"""A show of hands: for, against, other opinions, counted over those who vote in the room.

Whatever is no secret ballot is decided so. Who raised which hand is never kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.rules.act.balloting import Outcome, is_count
from models.rules.act.quorum import Attendance, threshold_of
from models.rules.errors import RuleViolation
from models.rules.place.regulation import Rule


@dataclass(frozen=True, slots=True)
class Hands:
    """A show of hands: for, against, other opinions, and those present who raised no hand."""

    outcome: Outcome
    against: int
    other: int
    none: int


def show_of_hands(what: str, agree: int, against: int, other: int, attendance: Attendance, rule: Rule) -> Hands:
    """The result of a show of hands by a `vote/1` rule of the way "hands"; more hands than voters are refused."""
    given = (agree, against, other)
    check_hands(agree, against, other, attendance)
    limit, base_name = threshold_of(rule), str(rule.spec["base"])
    base = attendance.members if base_name == "all-members" else attendance.voting
    outcome = Outcome(what, agree, 0, agree, base_name, base, limit.need(base), limit.passes(agree, base), rule.cite)
    return Hands(outcome, against, other, attendance.voting - sum(given))


def check_hands(agree: int, against: int, other: int, attendance: Attendance) -> None:
    """Refuse hands that cannot be: no whole numbers, nobody to raise one, more hands than voters."""
    given = (agree, against, other)
    if not all(is_count(n) for n in given):
        raise RuleViolation("ballot.not_a_count", place="hands", found=str(next(n for n in given if not is_count(n))))
    if attendance.voting == 0:
        raise RuleViolation("ballot.nobody_present", members=attendance.members)
    if sum(given) > attendance.voting:
        raise RuleViolation("hands.more_than_present", hands=sum(given), present=attendance.voting)
