"""Who may be proposed for what, how many, and what it is worth: eligibility by clause, quotas with their base, money.

Here: from facts and places to proposals' checks. Titles, prerequisites, coefficients and quotas are rules of the
year, never here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from models.rules.errors import RuleViolation
from models.rules.number.about import About
from models.rules.number.points import Rounding, apply, show_plain
from models.rules.number.questions import Decisions, Question, answer, common
from models.rules.place.classes import Classing, QuotaUse, Reason, quota_of
from models.rules.place.conditions import Clause, holds, why
from models.rules.place.facts import Facts
from models.rules.place.ranking import Decider, Place, crosses
from models.rules.place.regulation import Rule

Result = Literal["eligible", "not-eligible", "unknown", "conflict", "suspended"]
_CONFLICT, _SUSPENDED = "proposed-elsewhere", "under-verification"


class ByClauses:
    """What has been judged clause by clause."""

    __slots__ = ()
    clauses: tuple[Clause, ...]

    @property
    def failing(self) -> tuple[Clause, ...]:
        """Clauses that stand in the way."""
        return tuple(clause for clause in self.clauses if clause.met is False)

    @property
    def unclear(self) -> tuple[Clause, ...]:
        """Clauses whose fact is not known."""
        return tuple(clause for clause in self.clauses if clause.met is None)


@dataclass(frozen=True, slots=True)
class Eligibility(ByClauses):
    """The answer for one award with every clause of its condition, met or not, and where each is written.

    "conflict": all is met but the same achievement goes another way; "suspended": all is met but a verification is
    open.
    """

    award: str
    result: Result
    clauses: tuple[Clause, ...]
    cite: str


def eligibility(rule: Rule, facts: Facts, named: Mapping[str, str] | None = None) -> Eligibility:
    """Judge one `eligibility/1` rule clause by clause; `named` calls classes and titles where the rule does not."""
    tree = rule.spec["when"]
    assert isinstance(tree, Mapping)
    words = rule.spec.get("words", {})
    assert isinstance(words, Mapping)
    cited = {**tree, "cite": tree.get("cite", rule.cite), "quote": tree.get("quote", rule.quote)}
    clauses = why(cited, facts, {**(named or {}), **words})
    met = holds(tree, facts)
    result: Result = "eligible" if met else "unknown" if met is None else "not-eligible"
    if met is False:
        failing = {clause.fact for clause in clauses if clause.met is False}
        result = "conflict" if failing == {_CONFLICT} else "suspended" if failing == {_SUSPENDED} else result
    return Eligibility(str(rule.spec["award"]), result, clauses, rule.cite)


def together(found: Sequence[Eligibility]) -> Eligibility | None:
    """One answer of several regulations that hold side by side: every one of them must be met; None of none."""
    if not found:
        return None
    worst: tuple[Result, ...] = ("not-eligible", "conflict", "suspended", "unknown", "eligible")
    result = min((each.result for each in found), key=worst.index)
    clauses = tuple(dict.fromkeys(clause for each in found for clause in each.clauses))
    cites = "; ".join(dict.fromkeys(each.cite for each in found))
    return Eligibility(found[0].award, result, clauses, cites)


def prospects(rules: Iterable[Rule], facts: Mapping[str, Facts]) -> tuple[Eligibility, ...]:
    """ "What could this unit be proposed for, and what is missing?": every award's answer, eligible ones first.

    `facts` by award, since each condition asks its own.
    """
    found = [eligibility(rule, facts.get(str(rule.spec["award"]), {})) for rule in rules]
    return tuple(
        sorted(found, key=lambda e: ("eligible", "unknown", "suspended", "conflict", "not-eligible").index(e.result))
    )


# --- how many --------------------------------------------------------------------------------------------------------


def allowance(rule: Rule, bases: Mapping[str, int]) -> tuple[Fraction, int, int | None]:
    """The exact product, the whole number allowed and the base used, of an `award-quota/1` rule.

    `bases` holds the sizes the rule may name ("units", "rated:HTXS", "holders:CO_TINH"); a size table reads "units"
    unless the
    rule names another. A size outside every line of the table is a refusal, not zero.
    """
    spec = rule.spec
    base_name = str(spec.get("base", "units"))
    base = bases.get(base_name)
    if "max" in spec:
        computed, whole = quota_of(spec, None)
        return computed, whole, None
    if base is None:
        raise RuleViolation("quota.base_unknown", rule=rule.key, base=base_name)
    if "by_size" not in spec:
        computed, whole = quota_of(spec, base)
        return computed, whole, base
    lines = spec["by_size"]
    assert isinstance(lines, Sequence)
    fitting = [line for line in lines if line["from"] <= base <= line["to"]]
    if len(fitting) != 1:
        raise RuleViolation("quota.size_not_in_table", rule=rule.key, size=base, lines=len(fitting))
    whole = int(fitting[0]["max"])
    return Fraction(whole), whole, base


def quota_use(rule: Rule, proposed: Sequence[str], bases: Mapping[str, int], what: str = "") -> QuotaUse:
    """How much of a quota the proposals use; `over` of the result says by how many too many."""
    computed, whole, base = allowance(rule, bases)
    award = str(rule.spec["award"])
    return QuotaUse(
        what or award,
        base,
        str(rule.spec.get("base", "")),
        computed,
        whole,
        tuple(proposed),
        tuple(proposed),
        rule.cite,
    )


def over_quota(use: QuotaUse, rule: Rule, year: int, decisions: Decisions = ()) -> Question | None:
    """The question whether to send more than the quota, or None when it is kept or the override is recorded."""
    if not use.over:
        return None
    question = Question(
        "award.over_quota",
        About.of("award.over_quota", year=year, title=str(rule.spec["award"])).text,
        rule.name,
        rule.cite,
        rule.quote,
        (common("send"), common("reduce")),
        {"max": use.max, "used": sorted(use.used), "over": use.over, "base": use.base or 0},
    )
    decision = answer(decisions, question)
    return None if decision is not None and decision.choice == "send" else question


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A unit above or level with the last one proposed, and why it is not on the list."""

    unit: str
    rank: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Who is proposed in rank order, who was passed over, and the tied units the line would cut (then it cannot be
    closed)."""

    proposed: tuple[str, ...]
    passed_over: tuple[PassedOver, ...]
    cut: tuple[str, ...] = ()


def shortlist(
    places: Sequence[Place],
    classings: Iterable[Classing],
    judged: Mapping[str, Eligibility],
    award: str,
    most: int,
    taken: Iterable[str] = (),
) -> Shortlist:
    """The first `most` eligible units in rank order among those not `taken` by an award that goes before.

    A bar from the year's classes goes before the award's own clauses; a unit parted from the last one only by a tie
    key is
    told by that key.
    """
    bars = {c.unit: reason for c in classings for title, reason in c.bars if title == award}
    free = [place for place in places if place.rank is not None and place.unit not in set(taken)]
    able = [p for p in free if p.unit not in bars and p.unit in judged and judged[p.unit].result == "eligible"]
    cut = crosses(able, most)
    chosen = [place for place in able[:most] if place.unit not in cut]
    if not chosen:
        return Shortlist((), (), cut)
    last = chosen[-1]
    beside = [
        p for p in free if p not in chosen and p.unit not in cut and (_before(p, last) or p.unit in last.tied_with)
    ]
    over = tuple(PassedOver(p.unit, p.rank, _reason(p, last, bars.get(p.unit), judged.get(p.unit))) for p in beside)
    return Shortlist(tuple(place.unit for place in chosen), over, cut)


def _before(place: Place, last: Place) -> bool:
    assert place.rank is not None and last.rank is not None
    return place.rank < last.rank


def _reason(place: Place, last: Place, bar: Reason | None, judged: Eligibility | None) -> str:
    if bar is not None:
        return bar.words
    if place.unit in last.tied_with and place.decided_by is not None:
        return _parted(place.decided_by)
    if judged is None:
        return "chưa xét"
    lacking = judged.failing or judged.unclear
    return "; ".join(clause.text for clause in lacking)


def _parted(decider: Decider) -> str:
    if decider.key != "ballot":
        return decider.words
    return f"không được chọn khi bỏ phiếu phân định ({show_plain(decider.own)} so với {show_plain(decider.other)})"


def preferred(rule: Rule, shares: Mapping[str, Fraction]) -> tuple[str, ...]:
    """Of those equally qualified, whom a `tie-preference/1` rule puts first by their share (%) of what it prefers:
    women, or a collective with that share of women; those who work where conditions are hard.

    A person has 0 or 100. Empty when the rule prefers nobody among them, or everybody: then it parts nobody
    (NĐ 152/2025 Đ4.6). Whose achievement is more outstanding no share says.
    """
    if rule.spec["prefer"] not in MEASURED:
        return ()
    least = Fraction(str(rule.spec.get("share", 100)))
    first = tuple(name for name, share in shares.items() if share >= least)
    return () if len(first) == len(shares) else first


MEASURED = ("women", "hard-conditions")
"""What a preference may rest on that can be known of each holder; the rest is for people to say."""


@dataclass(frozen=True, slots=True)
class Parting:
    """Which of equals take the free places: by `rule` (None: by a recorded decision), with its words; or the question.

    `missing` are those of whom the rule's fact is not known. Nobody is ever chosen by chance.
    """

    chosen: tuple[str, ...] = ()
    rule: Rule | None = None
    why: str = ""
    question: Question | None = None
    missing: tuple[str, ...] = ()


def part(
    equals: Sequence[str],
    free: int,
    rules: Iterable[Rule],
    shares: Mapping[str, Mapping[str, Fraction | None]],
    question: Question,
    decisions: Decisions = (),
) -> Parting:
    """Part equally qualified holders of whom only `free` have a place, by the year's rules of preference in order.

    `shares` by what is preferred, then by holder; None is unknown. A rule that part of the equals cannot be judged by
    stops: the question is asked, since it could decide otherwise. A recorded decision (its choice: who has a place)
    goes before all rules.
    """
    decision = answer(decisions, question)
    chosen = _listed(decision.choice) if decision is not None else ()
    if decision is not None and set(chosen) <= set(equals) and len(set(chosen)) == free:
        return Parting(tuple(one for one in equals if one in chosen), None, decision.document or decision.reason)
    sure: list[str] = []
    rest = list(equals)
    for rule in rules:
        prefer = str(rule.spec["prefer"])
        known = {one: shares.get(prefer, {}).get(one) for one in rest}
        unknown = tuple(one for one, share in known.items() if share is None)
        if unknown or prefer not in MEASURED:
            return Parting(rule=rule, question=question, missing=unknown if prefer in MEASURED else ())
        first = preferred(rule, {one: share for one, share in known.items() if share is not None})
        left = free - len(sure)
        if first and len(first) <= left:
            sure += first
            rest = [one for one in rest if one not in first]
        elif first:
            rest = list(first)
        if first and len(sure) == free:
            return Parting(tuple(one for one in equals if one in sure), rule, preference_words(rule))
    return Parting(question=question)


def _listed(choice: object) -> tuple[str, ...]:
    if isinstance(choice, str):
        return (choice,)
    return tuple(map(str, choice)) if isinstance(choice, Sequence) else ()


def preference_words(rule: Rule) -> str:
    """Why one gives way, in Vietnamese: "ưu tiên nữ khi đủ điều kiện như nhau (NĐ 152/2025/NĐ-CP, Điều 4 khoản 6)"."""
    return Reason(_PREFERRED[str(rule.spec["prefer"])], rule.cite).words


_PREFERRED = {
    "women": "ưu tiên nữ khi đủ điều kiện như nhau",
    "hard-conditions": "ưu tiên nơi có điều kiện khó khăn khi đủ điều kiện như nhau",
    "more-outstanding": "ưu tiên thành tích nổi bật hơn khi đủ điều kiện như nhau",
}


# --- money -----------------------------------------------------------------------------------------------------------


def money(coefficient: Fraction, salary: Rule) -> int:
    """Coefficient × base salary of the decision's date, rounded up to the step the rule names (NĐ 152/2025 Đ49:
    10,000 đồng)."""
    amount, step = Fraction(str(salary.spec["amount"])), Fraction(str(salary.spec["round_up_to"]))
    if coefficient < 0:
        raise RuleViolation("money.negative_coefficient", coefficient=coefficient)
    return int(apply(Rounding(step, "up"), coefficient * amount))


@dataclass(frozen=True, slots=True)
class Prize:
    """One award's money: who, for what, which years it counts, how much."""

    holder: str
    title: str
    period: str
    amount: int


def payable(prizes: Iterable[Prize]) -> tuple[Prize, ...]:
    """Of several titles of one holder for the same period only the highest is paid; for different periods each (Đ49).

    Two equal amounts for one period are one payment; the first by title stands for it.
    """
    listed = tuple(prizes)
    best: dict[tuple[str, str], Prize] = {}
    for prize in sorted(listed, key=lambda p: (-p.amount, p.title)):
        best.setdefault((prize.holder, prize.period), prize)
    return tuple(prize for prize in listed if best[prize.holder, prize.period] is prize)
