"""What the area of awards gives out: proposals, how each was judged, lists with their quotas, money, prospects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final, Literal

from models.book.regulation.grounds import HINDRANCES
from models.book.regulation.sources import cited
from models.book.regulation.titles import called
from models.rules import words as shared
from models.rules.act.awards import ByClauses, Eligibility, PassedOver
from models.rules.errors import RuleViolation
from models.rules.number.points import from_text, show_plain
from models.rules.number.questions import Question
from models.rules.place.classes import QuotaUse, Reason
from models.rules.place.conditions import Clause
from models.rules.place.regulation import Rule

Result = Literal["eligible", "not-eligible", "unknown", "conflict", "suspended", "no-rule"]
ROUTES: Final = ("province", "sector")
LIVE: Final = ("proposed", "approved")
"""Statuses that use up a place of a quota."""

MINUTES: Final = "minutes"
"""`waits_for` of a dossier that had to be sent before the closing conference ("chờ biên bản hội nghị")."""

COMPUTED: Final = frozenset(
    {
        "streak",
        "held",
        "held-before",
        "years-since",
        "times",
        "class",
        "rank",
        "leads-bloc",
        "points",
        "approved-by-vote",
        "proposed-elsewhere",
        "proposed-for",
        "double-award",
        "registered",
        "pledged",
    }
)
"""Facts the book works out of its own rows; they are mended where those rows are, not by a finding."""

Step = Literal["planned", "judged", "suspended", "submitted", "approved", "refused", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line proposed: a unit, named person or household for one title, by one route, for what some years brought.

    `papers` says how many copies of each paper of the dossier are there. `since` is true when what became of it
    came after the year was closed; `award_name` is what is to stand on the award itself where somebody said it.
    """

    key: str
    year: int
    unit: str
    title: str
    title_name: str = ""
    person: str | None = None
    person_name: str = ""
    route: str = "province"
    years: tuple[int, ...] = ()
    status: str = "proposed"
    reason: str | None = None
    decision: str | None = None
    decided_on: str | None = None
    decided_by: str | None = None
    coefficient: Fraction | None = None
    opinion: str | None = None
    papers: Mapping[str, int] = field(default_factory=dict)
    waits_for: str | None = None
    submitted_on: str | None = None
    note: str | None = None
    household: str | None = None
    household_name: str = ""
    award_name: str | None = None
    since: bool = False

    @property
    def holder(self) -> str:
        """Collective, individual or household."""
        return "individual" if self.person else "household" if self.household else "collective"

    @property
    def who(self) -> str:
        """The key of the one it is for."""
        return self.person or self.household or self.unit

    @property
    def name(self) -> str:
        """The person or household it names; "" for the unit itself."""
        return self.person_name or self.household_name

    @property
    def live(self) -> bool:
        """True while it counts: proposed or approved."""
        return self.status in LIVE


@dataclass(frozen=True, slots=True)
class Judged(ByClauses):
    """Whether one may be proposed for a title: every clause with its outcome and where it is written.

    `bar` is an effect of the year's classes that keeps the title away whatever the clauses say; `questions` are what
    must be answered first (whose record a merged unit carries on, which of several rules governs); `recorded` are the
    facts somebody wrote down.
    """

    title: str
    unit: str
    person: str | None
    result: Result
    clauses: tuple[Clause, ...] = ()
    bar: Reason | None = None
    questions: tuple[Question, ...] = ()
    cite: str = ""
    recorded: frozenset[str] = frozenset()

    @property
    def awaits_vote(self) -> bool:
        """True when only the conference's vote is missing."""
        return self.result == "unknown" and all(one.fact.startswith("approved-by-vote") for one in self.unclear)

    @property
    def tellable(self) -> tuple[Clause, ...]:
        """Clauses whose fact somebody may simply record: those not known, those recorded, and hindrances taken as
        absent.
        """
        return tuple(
            one
            for one in self.clauses
            if (one.met is None and one.fact.partition("(")[0] not in COMPUTED)
            or one.fact in self.recorded
            or one.fact in HINDRANCES
        )

    @property
    def reasons(self) -> tuple[str, ...]:
        """In Vietnamese, what stands in the way or is not known yet; for one that may be proposed, what carries it."""
        if self.bar is not None:
            return (cited(self.bar.words),)
        telling = self.failing or self.unclear or self.clauses
        if self.result in ("eligible", "no-rule"):  # an alternative that is not met says nothing
            telling = tuple(one for one in self.clauses if one.met)
        elif self.result == "unknown":
            telling = self.unclear or telling
        return tuple(f"{one.text}; {cited(one.cite)}" if one.cite else one.text for one in telling)

    def as_eligibility(self) -> Eligibility:
        """For `rules.awards.shortlist`; the year's bars are told to it apart."""
        result = "eligible" if self.result == "no-rule" else self.result
        return Eligibility(self.title, result, self.clauses, self.cite)


@dataclass(frozen=True, slots=True)
class Quota:
    """One rule of how many, and how much of it the proposals use; `question` when more stand than it allows."""

    rule: Rule
    group: str
    use: QuotaUse
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class AwardList:
    """One title for one kind of holder: who stands on the list, what the rules suggest, what hinders sending it.

    `suggested` are the units the quota and the ranks give; `passed_over` those at or above the last of them;
    `cut` the tied units the line would part. On a list of people or households longer than its quota `suggested` are
    the keys of those that stay and `passed_over` (by key) those that give way, by votes and the year's rules of
    preference; `question` asks which of equals stay, `because` says why the rules do not tell. `ended` are units whose
    proposal was refused or withdrawn: they are not suggested again. `blockers` are refusals `awards.submit` would
    answer with.
    """

    title: str
    name: str
    holder: str
    proposals: tuple[Proposal, ...]
    quotas: tuple[Quota, ...]
    suggested: tuple[str, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    cut: tuple[str, ...] = ()
    blockers: tuple[RuleViolation, ...] = ()
    question: Question | None = None
    because: str = ""
    ended: tuple[PassedOver, ...] = ()


@dataclass(frozen=True, slots=True)
class Prize:
    """The money of one approved proposal; `amount` None while coefficient or base salary is not known.

    `paid` is False where a higher title of the same holder for the same period is paid instead.
    """

    proposal: Proposal
    coefficient: Fraction | None
    salary: int | None
    amount: int | None
    paid: bool
    cite: str


@dataclass(frozen=True, slots=True)
class Prizes:
    """The money of a year's awards and its sum."""

    lines: tuple[Prize, ...]
    total: int
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Prospect:
    """What one could be proposed for in a coming year if that year goes well.

    `blocked` are clauses that history already decides; `needed` those the year itself must bring. `earliest` is the
    first year in which no clause of history stands in the way any more, None when none within sight.
    """

    title: str
    name: str
    blocked: tuple[Clause, ...]
    needed: tuple[Clause, ...]
    earliest: int | None
    cite: str


def proposal_of(
    row: Mapping[str, Any],
    names: Mapping[str, str],
    people: Mapping[str, str],
) -> Proposal:
    """A proposal from its row as it reads today, with the names of titles and of people and households."""
    said = {
        name: row.get(name)
        for name in (
            *("reason", "decision", "decided_on", "decided_by", "opinion", "waits_for", "submitted_on", "note"),
            "award_name",
        )
    }
    coefficient = row.get("coefficient")
    return Proposal(
        row["key"],
        row["year"],
        row["unit"],
        row["title"],
        called(names, row["title"]),
        row.get("person"),
        people.get(str(row.get("person")), ""),
        route=row["route"],
        years=tuple(row.get("years") or ()),
        status=row["status"],
        since=bool(row.get("since")),
        household=row.get("household"),
        household_name=people.get(str(row.get("household")), ""),
        coefficient=None if coefficient is None else from_text(coefficient),
        papers=dict(row.get("papers") or {}),
        **said,
    )


def reckoning(quota: Quota) -> str:
    """How a quota was reckoned, in Vietnamese: "25% của 09 đơn vị là 2,25, làm tròn xuống"; "" for a fixed number."""
    spec, use = quota.rule.spec, quota.use
    if "max" in spec:
        return ""
    if "by_size" in spec:
        return f"theo bảng, khối có {use.base:02d} đơn vị"
    part = f"{show_plain(from_text(str(spec['percent'])))}%" if "percent" in spec else str(spec["share"])
    rounded = {**shared.ROUNDINGS, "half-up": "làm tròn"}[str(spec["rounding"])]
    return (
        f"{part} của {use.base:02d} {_BASES[use.base_name.partition(':')[0]]} là {show_plain(use.computed)}, {rounded}"
    )


_BASES = {
    "units": "đơn vị",
    "ranked-units": "đơn vị được xếp hạng",
    "rated": "đơn vị được xếp loại ấy",
    "rated-at-least": "đơn vị xếp loại ấy trở lên",
    "reach": "đơn vị đạt mức điểm",
    "holders": "tập thể, cá nhân được danh hiệu ấy",
}
