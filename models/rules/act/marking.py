"""What a ballot with nothing marked at all is, and the sums that show one was counted otherwise.

A line left unmarked on a ballot of several lines is no opinion on that line; the ballot stays valid. A ballot on which
nothing is marked is what the rule says (`blank` of a `vote/1`): unsaid it is invalid.
"""

from __future__ import annotations

from collections.abc import Mapping

from models.rules.act.balloting import Record, within
from models.rules.place.conditions import Fault
from models.rules.place.regulation import Rule


def blank_is_valid(rule: Rule) -> bool:
    """Whether a ballot with nothing marked counts among the valid ones."""
    return rule.spec.get("blank") == "valid"


def check_blank(record: Record, rule: Rule) -> tuple[Fault, ...]:
    """Sums in which a ballot with nothing marked must be among the valid ones although the rule calls it invalid.

    Every valid ballot then carries at least one mark, so all marks together are at least as many as valid ballots.
    """
    if blank_is_valid(rule) or not record.valid:
        return ()
    none = record.marks.get(0, 0) if record.marks is not None else 0
    marks = sum(tally.agree + tally.disagree for tally in record.tally.values())
    blank = max(none, record.valid - marks)
    if blank <= 0:
        return ()
    facts: Mapping[str, object] = {"blank": blank, "marks": marks, "valid": record.valid}
    return (Fault("ballot.blank_counted_valid", "valid", facts),)


def without_opinion(record: Record, candidate: str) -> int:
    """Valid ballots that say nothing of one line of an acclamation: "không có ý kiến"."""
    tally = record.tally[candidate]
    return record.valid + within(record) - tally.agree - tally.disagree
