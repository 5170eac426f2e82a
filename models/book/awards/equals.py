"""Who stays on a list of people or households that is longer than its quota: those judged able, by votes where the
quota says so, and equals by the year's rules of preference.

Where a preference cannot be applied because something is not known, the question is asked. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from models.book.awards.facts import Subject
from models.book.awards.rows import AwardList, Proposal, Quota
from models.book.regulation.sources import cited
from models.rules.act import awards as rules
from models.rules.act.awards import PassedOver
from models.rules.number.about import About
from models.rules.number.points import from_text
from models.rules.number.questions import Option, Question

if TYPE_CHECKING:
    from models.book.awards.year import AwardYear

EQUALS: Final = "award.equals"
"""Which of equally qualified holders have a place; the choice is the list of their keys."""


def within_quota(year: AwardYear, made: AwardList) -> AwardList:
    """The list with who stays, who gives way and why, and the question where that is open; as it is while no quota is
    exceeded or a recorded decision lets more go.
    """
    for quota in made.quotas:
        if quota.question is not None:
            made = _within(year, made, quota)
    return made


def _within(year: AwardYear, made: AwardList, quota: Quota) -> AwardList:
    lines = [one for one in made.proposals if one.live and one.who in quota.use.used]
    able = [one for one in lines if one.status == "approved" or year.judge(Subject.of(one)).result in _ABLE]
    over = [PassedOver(one.who, None, "chưa đủ điều kiện") for one in lines if one not in able]
    votes = _votes(year, able) if quota.rule.spec.get("order") == "votes" else {}
    if quota.rule.spec.get("order") == "votes" and any(votes[one.who] is None for one in able):
        return made  # the order is not known before the votes are
    sure, equals, out = _cut(able, votes, quota.use.max)
    over += [PassedOver(one.who, None, "được ít phiếu đồng ý hơn") for one in out]
    if equals:
        names = {one.who: one.name for one in equals}
        parted = part(year, [one.who for one in equals], quota.use.max - len(sure), names, made.holder, made.title)
        if parted is None or parted.question is not None:
            asked = (parted.question, because(parted)) if parted else (None, "")
            return replace(made, passed_over=(*made.passed_over, *over), question=asked[0], because=asked[1])
        over += [PassedOver(one.who, None, parted.why) for one in equals if one.who not in parted.chosen]
        sure += [one for one in equals if one.who in parted.chosen]
    kept = tuple(one.who for one in sure)
    return replace(made, suggested=(*made.suggested, *kept), passed_over=(*made.passed_over, *over))


_ABLE: Final = ("eligible", "no-rule")


def _votes(year: AwardYear, lines: Sequence[Proposal]) -> dict[str, Fraction | None]:
    found: dict[str, Fraction | None] = {}
    for one in lines:
        said = year.book.ballots.outcome(one.year, one.title, one.unit, one.person, one.household)
        found[one.who] = None if said is None else Fraction(said.outcome.votes, said.outcome.base)
    return found


def _cut(
    able: Sequence[Proposal], votes: Mapping[str, Fraction | None], most: int
) -> tuple[list[Proposal], list[Proposal], list[Proposal]]:
    """Those with a place for sure, the equals the line cuts, and those behind it. Without votes all are equals."""
    shares = sorted({votes.get(one.who) or Fraction(0) for one in able}, reverse=True)
    sure: list[Proposal] = []
    for place, share in enumerate(shares):
        group = [one for one in able if (votes.get(one.who) or Fraction(0)) == share]
        if len(sure) + len(group) > most:
            behind = set(shares[place + 1 :])
            out = [one for one in able if (votes.get(one.who) or Fraction(0)) in behind]
            return (sure, group, out) if len(sure) < most else (sure, [], [*group, *out])
        sure += group
    return sure, [], []


def part(
    year: AwardYear, equals: Sequence[str], free: int, names: Mapping[str, str], holder: str, title: str
) -> rules.Parting | None:
    """Part equals by the rules of preference in force on the year's last day, or by the recorded decision.

    None for units when no rule could: their tie is settled where they are ranked.
    """
    listed = [rule for rule in year.rules if rule.kind == "tie-preference/1" and rule.in_force(year.last_day)]
    if holder == "collective" and not listed:
        return None
    shares = {prefer: {one: _share(year, one, prefer, holder) for one in equals} for prefer in rules.MEASURED}
    asked = Question(
        EQUALS,
        About.of(EQUALS, year=year.year, title=title, holder=holder).text,
        options=tuple(Option(one, names[one]) for one in equals),
        facts={"who": sorted(equals), "free": free},
    )
    parted = rules.part(equals, free, listed, shares, asked, year.decisions)
    return parted if parted.question is None else replace(parted, question=_explained(parted, asked))


def _explained(parted: rules.Parting, asked: Question) -> Question:
    """The question with the clause that could not be applied and, beside each name, what is not known; the facts a
    decision rests on stay as they are.
    """
    rule = parted.rule
    if rule is None:
        return asked
    unknown = _UNKNOWN.get(str(rule.spec["prefer"]), "")
    options = [replace(o, label=f"{o.label} ({unknown})") if o.key in parted.missing else o for o in asked.options]
    return replace(asked, rule=rule.name, cite=rule.cite, quote=rule.quote, options=tuple(options))


_UNKNOWN: Final = {"women": "chưa ghi giới tính", "hard-conditions": "chưa ghi điều kiện nơi công tác"}


def because(parted: rules.Parting) -> str:
    """In Vietnamese, why the rules do not say which of equals have a place."""
    asked, rule = parted.question, parted.rule
    if rule is None or asked is None:
        return "quy định của năm không phân biệt được"
    preferred = cited(rules.preference_words(rule))
    if parted.missing:
        names = [one.label.partition(" (")[0] for one in asked.options if one.key in parted.missing]
        whose = "những người này" if len(names) == len(asked.options) else ", ".join(names)
        return f"{preferred} nhưng {_UNKNOWN[str(rule.spec['prefer'])]} của {whose}"
    return f"{preferred}: sổ không tự so được, cần có quyết định"


def _share(year: AwardYear, who: str, prefer: str, holder: str) -> Fraction | None:
    """The share (%) of what is preferred: a person by their gender, a unit by what is recorded; None: not known."""
    if prefer == "women" and holder == "individual":
        row = year.book.store.row("person", who)
        gender = row.get("gender") if row else None
        return None if gender is None else Fraction(100 if gender == "female" else 0)
    kind = "share-women" if prefer == "women" else prefer
    row = year.book.store.row("rating", year.year, who, kind)
    if row is None:
        return None
    return from_text(row["value"]) if kind == "share-women" else Fraction(100 if row["value"] == "yes" else 0)
