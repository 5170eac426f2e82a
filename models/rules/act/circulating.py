"""A decision taken in writing: agreement counted over the members, silence read as the rule or a decision says.

No secret ballot: who answered what is kept and printed. Here: the arithmetic of one subject.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.rules.act.balloting import Outcome
from models.rules.act.quorum import threshold_of
from models.rules.errors import RuleViolation
from models.rules.number.questions import Decisions, Question, answer, common
from models.rules.place.regulation import Rule


@dataclass(frozen=True, slots=True)
class Circulated:
    """The result of one circulation: agreement over the base, other opinions, members who did not answer, and whether
    their silence was read as agreement.
    """

    outcome: Outcome
    other: int
    silent: int
    silence_agrees: bool


def circulated(
    what: str,
    members: int,
    agree: int,
    other: int,
    rule: Rule,
    subject: str = "",
    decisions: Decisions = (),
) -> Circulated | Question:
    """The result by a `vote/1` rule of the way "hands" (what is no secret ballot is decided so): a share of all
    members, or of those who answered where its base is another. What silence means is asked where some kept it.

    RuleViolation `circulation.more_than_members` (facts: `answers`, `members`).
    """
    if agree + other > members:
        raise RuleViolation("circulation.more_than_members", answers=agree + other, members=members)
    silent, agrees = members - agree - other, False
    if silent:
        reading = silence(rule, subject, decisions)
        if isinstance(reading, Question):
            return reading
        agrees = reading
    votes = agree + (silent if agrees else 0)
    base_name = str(rule.spec["base"])
    base = members if base_name == "all-members" or agrees else agree + other
    limit, named = threshold_of(rule), "all-members" if base == members else "answered"
    outcome = Outcome(what, agree, 0, votes, named, base, limit.need(base), limit.passes(votes, base), rule.cite)
    return Circulated(outcome, other, silent, agrees)


def silence(rule: Rule, subject: str = "", decisions: Decisions = ()) -> bool | Question:
    """Whether a member who has not answered by the last day agrees; no rule kind says it, so it is asked once."""
    options = (common("not-agree"), common("agree"))
    facts = {"rule": rule.cite}
    question = Question("circulation.silence", subject, rule.name, rule.cite, rule.quote, options, facts)
    decision = answer(decisions, question)
    return question if decision is None else decision.choice == "agree"
