"""What holds for a whole bloc-year: roster, stages, periods, the rules and decisions in force, who stands for a place.

Read from the book's rows as one value, so that whoever worked something out by it can tell by comparing whether it is
still the same year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from models.book.scoring.beside import joined
from models.book.scoring.beside.joined import Joins
from models.book.scoring.rows import YEAR_PERIOD
from models.rules.errors import RuleViolation
from models.rules.form.scoring import Form
from models.rules.number import questions
from models.rules.number.about import About
from models.rules.number.questions import Decision, Question, common
from models.rules.place.classes import limits
from models.rules.place.regulation import Rule

if TYPE_CHECKING:
    from models.book.scoring.floor import ScoringBook
    from models.book.year.rows import Panel

LEAVER = "standing.leaver"
_LEAVER_OPTIONS = (
    common("history"),
    common("ranked"),
)
_KINDS = ("ranking/1", "final-score/1", "year-from-periods/1", "classes/1", "flag-self-over/1")


@dataclass(frozen=True, slots=True)
class Member:
    """One unit of the year's roster, with the days it belongs to the bloc and its group."""

    unit: str
    position: int
    from_date: str | None
    to_date: str | None
    unit_group: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One year as every sheet of it is read. `rules` holds, by kind, the rule that governs at the year's end or the
    question which one should; `contending` are the units of the year's last day and the leavers a decision keeps in.
    `panels`: the stages several units score; the stages of their sheets are not among `stages`.
    `limits`: which of several limits of one class holds, where nobody decided.
    `joins`: whose points come into whose by a decision.
    `ends`: the last day of the periods that have dates; `outside`: of them those in which a unit was no member on any
    day.
    """

    year: int
    roster: tuple[Member, ...]
    left_by: Mapping[str, str]
    stages: tuple[Mapping[str, Any], ...]
    periods: tuple[str, ...]
    forms: Mapping[str, str]
    rules: Mapping[str, Rule | Question]
    quotas: tuple[Rule, ...]
    decisions: tuple[Decision, ...]
    contending: frozenset[str]
    leavers: tuple[Question, ...]
    panels: Mapping[str, Panel]
    ends: Mapping[str, str]
    outside: Mapping[str, frozenset[str]]
    joins: Joins
    limits: tuple[Question, ...]
    indexed: Mapping[tuple[str, str], tuple[Decision, ...]] = field(compare=False)

    @property
    def late(self) -> frozenset[str]:
        """The units that came after the year had begun."""
        return frozenset(one.unit for one in self.roster if (one.from_date or "") > f"{self.year}-01-01")

    def rule(self, kind: str) -> Rule | None:
        """The year's rule of a kind, None where the year has not exactly one."""
        found = self.rules[kind]
        return found if isinstance(found, Rule) else None

    def undecided(self, kind: str) -> tuple[Question, ...]:
        """The question which of several rules of a kind governs; nothing where the year has none or one."""
        found = self.rules[kind]
        return (found,) if isinstance(found, Question) and found.key == "rule.several" else ()

    def stayed(self, member: Member, period: str | None) -> bool:
        """Whether a unit was still there when a period of the year ended."""
        end = self.ends.get(period or "")
        return end is not None and (member.to_date is None or member.to_date >= end)

    def changed(self, other: Frame) -> frozenset[str] | None:
        """The subjects of the decisions in which the two differ; None where they differ in anything else."""
        if replace(other, decisions=self.decisions) != self:
            return None
        before, after = ({each.key: each for each in one.decisions} for one in (self, other))
        keys = before.keys() | after.keys()
        apart = [key for key in keys if before.get(key) != after.get(key)]
        return frozenset(each.subject for key in apart for each in (before.get(key), after.get(key)) if each)


def read(book: ScoringBook, year: int) -> Frame:
    """The year as the book has it now. RuleViolation `year.unknown`."""
    store = book.store
    if store.row("bloc_year", year) is None:
        raise RuleViolation("year.unknown", year=year)
    members = sorted(store.rows("membership", year=year), key=lambda row: (row["position"], row["unit"]))
    roster = tuple(
        Member(row["unit"], row["position"], row.get("from_date"), row.get("to_date"), row["unit_group"])
        for row in members
    )
    left_by = {row["unit"]: row.get("left_by") or "" for row in members}
    panels = book.years.panels(year)
    within = {key for panel in panels.values() for key in panel.by.values()}
    rows = sorted(store.rows("stage", year=year), key=lambda row: (row["position"], row["key"]))
    stages = [row for row in rows if row["key"] not in within]
    periods = sorted(store.rows("period", year=year), key=lambda row: (row["position"], row["key"]))
    by_group = {row["unit_group"]: row["form"] for row in store.rows("year_form", year=year)}
    forms = {one.unit: by_group.get(one.unit_group, by_group.get("")) for one in roster}
    last_day = f"{year}-12-31"
    decisions = book.decisions.all(year)
    indexed = questions.index(decisions)
    asked = {one.unit: leaver_question(year, one, left_by[one.unit]) for one in roster}
    decided = {unit: questions.answer(indexed, each) for unit, each in asked.items() if each is not None}
    ranked = {unit for unit, each in decided.items() if each is not None and each.choice == "ranked"}
    quotas, undecided = limits(book.regulations.rules(year), last_day, indexed)
    return Frame(
        year,
        roster,
        left_by,
        tuple(stages),
        tuple(row["key"] for row in periods) or (YEAR_PERIOD,),
        {unit: form for unit, form in forms.items() if form is not None},
        {kind: book.regulations.governing(year, kind) for kind in _KINDS},
        quotas,
        decisions,
        frozenset(unit for unit, each in asked.items() if each is None or unit in ranked),
        tuple(each for unit, each in asked.items() if each is not None and decided[unit] is None),
        panels,
        {row["key"]: row["to_date"] for row in periods if row.get("to_date")},
        {one.unit: gone for one in roster if (gone := _outside(one, periods))},
        joined.read(book, year, {one.unit: (one.from_date, one.to_date) for one in roster}, indexed),
        undecided,
        indexed,
    )


def _outside(member: Member, periods: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The periods with dates that lie wholly before a unit came or after it left."""
    came, left = member.from_date or "", member.to_date or "9999-12-31"
    gone = (row for row in periods if (row.get("to_date") or "9999") < came or left < (row.get("from_date") or ""))
    return frozenset(row["key"] for row in gone)


def forms(book: ScoringBook, frame: Frame) -> dict[str, Form]:
    """The form of every unit of the roster that has one, in roster order."""
    return {unit: book.forms.form(form) for unit, form in frame.forms.items()}


def leaver_question(year: int, member: Member, left_by: str) -> Question | None:
    """What becomes of the sheet of a unit that left before the year's last day? It is not for the program to say."""
    if member.to_date is None or member.to_date >= f"{year}-12-31":
        return None
    facts = {"unit": member.unit, "until": member.to_date, "left_by": left_by}
    return Question(LEAVER, About.of(LEAVER, year=year, unit=member.unit).text, options=_LEAVER_OPTIONS, facts=facts)
