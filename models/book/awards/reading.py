"""What a year's proposals are and how they stand: judged, counted, priced, and what a coming year could bring.

Nothing is written here; the verbs stand in `awards`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from models.book.awards import dossier_text
from models.book.awards.dossier_text import DossierText
from models.book.awards.facts import Subject, accept_question, vote_question
from models.book.awards.rows import AwardList, Judged, Prize, Prizes, Proposal, Prospect, Step
from models.book.awards.trial import TriedList, quota_of, tried
from models.book.awards.year import AwardYear
from models.book.base.area import Area
from models.book.base.kept import KeptBy
from models.book.regulation import titles
from models.book.regulation.decisions import UNANSWERED
from models.book.regulation.titles import Title
from models.file.watching import WHOLE
from models.rules.act import awards as rules
from models.rules.errors import RuleViolation
from models.rules.number.questions import Question
from models.rules.place.conditions import Clause
from models.rules.place.regulation import Rule
from models.rules.place.rule_kinds import EVERY

if TYPE_CHECKING:
    from models.book.awards.floor import AwardsBook

SALARY = "base-salary/1"
"""The kind of rule that says what money is reckoned from."""

_SIGHT = 5
"""How many years ahead the earliest chance is looked for."""


class AwardReads(Area):
    """Reads of a year's proposals."""

    _book: AwardsBook

    def __init__(self, book: AwardsBook) -> None:
        super().__init__(book)
        self._years = KeptBy(book.store, self._read)

    def of(self, year: int) -> AwardYear:
        """The year's awards as read from the book now."""
        return self._years(year)

    def _read(self, year: int) -> AwardYear:
        self._store.watch.read(WHOLE)  # it reads on as it is asked
        return AwardYear(self._book, year)

    def catalogue(self, year: int, on: str | None = None) -> tuple[Title, ...]:
        """The titles in force on a day, without a day on the year's last; after the year is over those of its last day
        stay beside them.
        """
        made = self.of(year)
        if on is None:
            return made.titles
        there = titles.in_force(made.rules, on)
        return there if on <= made.last_day else titles.merged((*there, *made.titles))

    def wordings(self, year: int) -> tuple[Title, ...]:
        """Every wording of a title that holds on some day of the year, for reading the catalogue as dated data."""
        return titles.all_of(self.of(year).rules, f"{year}-01-01", f"{year}-12-31")

    def proposals(self, year: int) -> tuple[Proposal, ...]:
        """The year's proposals, collectives first, by title and place."""
        return self.of(year).proposals

    def proposal(self, key: str) -> Proposal:
        """One proposal. RuleViolation `award.unknown`."""
        row = self._store.row("proposal", key)
        if row is None:
            raise RuleViolation("award.unknown", proposal=key)
        return next(one for one in self.of(row["year"]).proposals if one.key == key)

    def check(self, key: str) -> Judged:
        """How a proposal stands, clause by clause."""
        one = self.proposal(key)
        return self.of(one.year).judge(Subject.of(one))

    def judge(
        self, year: int, title: str, unit: str, person: str | None = None, household: str | None = None
    ) -> Judged:
        """How a unit, person or household would stand for a title this year, proposed or not."""
        return self.of(year).judge(Subject(year, title, unit, person, household=household))

    def lists(self, year: int) -> tuple[AwardList, ...]:
        """The lists that are sent up: title by title, with quotas, suggestions and what hinders sending."""
        return self.of(year).lists()

    def what_if(
        self,
        year: int,
        title: str,
        most: int | None = None,
        ranking: Mapping[str, object] | None = None,
        combining: Mapping[str, Mapping[str, object]] | None = None,
    ) -> TriedList:
        """The list of a title for units as it would be with another number, order of tie keys or weights; see
        `trial.tried`. RuleViolation `award.no_quota`.
        """
        return tried(self._book, year, title, most, ranking, combining)

    def may_try(self, year: int, title: str) -> bool:
        """Whether one rule says how many of a title ranks give, so that it can be tried."""
        return quota_of(self.of(year), title) is not None

    def texts(self, proposal: Proposal) -> tuple[DossierText, ...]:
        """By which text a proposal's dossier goes, for each change of the law the year knows."""
        return dossier_text.of(self._book, proposal)

    def step(self, proposal: Proposal) -> Step:
        """Where a proposal stands on its way, as the screen names it."""
        if proposal.status != "proposed":
            return proposal.status  # type: ignore[return-value]  # checked by the column
        if proposal.submitted_on:
            return "submitted"
        judged = self.check(proposal.key)
        if judged.result == "suspended":
            return "suspended"
        voted = [one for one in judged.clauses if one.fact.startswith("approved-by-vote")]
        return "judged" if voted and all(one.met for one in voted) else "planned"

    def prizes(self, year: int) -> Prizes:
        """The money of the approved proposals: coefficient × base salary of the decision's date, rounded up, the
        highest only for one holder and period.
        """
        lines = [self._prize(one) for one in self.proposals(year) if one.status == "approved"]
        priced = {
            line.proposal.key: rules.Prize(line.proposal.who, line.proposal.key, _period(line.proposal), line.amount)
            for line, _ in lines
            if line.amount is not None
        }
        paid = {prize.title for prize in rules.payable(priced.values())}
        told = tuple(
            Prize(p.proposal, p.coefficient, p.salary, p.amount, p.proposal.key in paid, p.cite) for p, _ in lines
        )
        total = sum(one.amount for one in told if one.paid and one.amount is not None)
        asked = {(q.key, q.subject): q for _, q in lines if q is not None}
        return Prizes(told, total, tuple(asked.values()))

    def _prize(self, one: Proposal) -> tuple[Prize, Question | None]:
        on = one.decided_on or f"{one.year}-12-31"
        title = self.of(one.year).title(one.title, one.holder, on)
        coefficient = one.coefficient if one.coefficient is not None else title.coefficient if title else None
        salary = self._salary(one.year, on)
        if not isinstance(salary, Rule):
            return Prize(one, coefficient, None, None, False, ""), salary
        amount = None if coefficient is None else rules.money(coefficient, salary)
        return Prize(one, coefficient, int(str(salary.spec["amount"])), amount, False, salary.cite), None

    def _salary(self, year: int, on: str) -> Rule | Question:
        """The base salary of a day by the rules of the awards' year; where they name none, by those of the day's own
        year.
        """
        found = self._book.regulations.governing(year, SALARY, on=on)
        then = int(on[:4])
        if isinstance(found, Rule) or found.key != UNANSWERED or self._book.years.find(then) is None:
            return found
        later = self._book.regulations.governing(then, SALARY, on=on)
        return later if isinstance(later, Rule) else found

    def prospects(
        self, year: int, unit: str, person: str | None = None, household: str | None = None
    ) -> tuple[Prospect, ...]:
        """ "What could be proposed next year, and what is missing?": every award with a condition, the open ones first.

        Judged by the rules of `year` for the year after it, that year taken as going well.
        """
        made = self.of(year)
        holder = titles.holder_of(person, household)
        asked = {
            str(rule.spec["award"]): None
            for rule in made.rules
            if rule.kind == "eligibility/1" and rule.spec["holder"] == holder and rule.in_force(made.last_day)
        }
        wanted = [title for title in asked if title != EVERY]
        found = [self._prospect(made, Subject(year + 1, title, unit, person, None, household)) for title in wanted]
        return tuple(sorted(found, key=lambda one: (one.earliest is None, one.earliest or 0)))

    def _prospect(self, made: AwardYear, subject: Subject) -> Prospect:
        listed = (*made.asked("eligibility/1", subject.title, subject.holder)[0], *made.general(subject.holder))
        first: rules.Eligibility | None = None
        earliest = None
        for ahead in range(_SIGHT):
            then = replace(subject, year=subject.year + ahead)
            facts = made.sources.of(then, (rule.spec["when"] for rule in listed), future=True)
            judged = rules.together([rules.eligibility(rule, facts, made.named) for rule in listed])
            first = first or judged
            if judged is not None and judged.result in ("eligible", "unknown"):
                earliest = then.year
                break
        blocked = _said_once(first.failing) if first and first.result not in ("eligible", "unknown") else ()
        open_to = [one for one in first.clauses if one.met is not False] if first else []
        needed = tuple(one for one in open_to if one.wanted or not one.met)  # nothing that is known not to hinder
        needed = _said_once(needed)
        return Prospect(subject.title, made.name(subject.title), blocked, needed, earliest, first.cite if first else "")

    def vote_question(self, key: str) -> Question:
        """The question a vote held outside this book answers, through `decisions.answer`."""
        one = self.proposal(key)
        return vote_question(one.year, one.title, one.who)

    def accept_question(self, key: str) -> Question:
        """The question whether a line is sent although a condition is not met or not known."""
        one = self.proposal(key)
        return accept_question(one.year, one, self.check(key))

    def award_name_of(self, unit: str, year: int, name: str = "") -> str:
        """The name that stands on an award where nobody said another: the person's or household's, else the full name
        of the unit, of a commune with its people.
        """
        found = self._book.members.unit(unit, f"{year}-12-31")
        if name or found.kind != "commune":
            return name or found.name
        return f"Nhân dân và cán bộ {found.name[:1].lower()}{found.name[1:]}"

    def open_questions(self, year: int) -> tuple[Question, ...]:
        """Whether a person proposed is one known elsewhere by that name; quotas with too many on them, equals of whom
        not all have a place, conditions two rules of one regulation speak of, base salaries that are not clear.
        """
        rows = self._store.rows("proposal", year=year)
        if not rows:
            return ()
        named = dict.fromkeys(row["person"] for row in rows if row["person"])
        made = self.of(year)
        lists = made.lists()
        asked = [quota.question for each in lists for quota in each.quotas if quota.question is not None]
        asked += [each.question for each in lists if each.question is not None]
        for one in made.proposals:
            judged = made.judge(Subject.of(one))
            asked += [question for question in judged.questions if question.key.startswith("rule.")]
        return (*self._book.members.same_questions(named), *asked, *self.prizes(year).questions)

    def dossier(self, proposal: Proposal) -> tuple[tuple[str, int, int], ...]:
        """The papers a proposal needs with the copies needed and there; papers handed in beyond the list follow."""
        title = self.of(proposal.year).title(proposal.title, proposal.holder)
        needed = dict.fromkeys(title.dossier, title.copies) if title else {}
        listed = {**needed, **{paper: 0 for paper in proposal.papers if paper not in needed}}
        return tuple((paper, copies, proposal.papers.get(paper, 0)) for paper, copies in listed.items())


def _said_once(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """What several regulations ask in the same words stands once, with every source."""
    found: dict[tuple[str, bool | None], Clause] = {}
    for one in clauses:
        there = found.setdefault((one.text, one.met), one)
        if one.cite not in there.cite:
            found[one.text, one.met] = replace(there, cite=f"{there.cite}; {one.cite}")
    return tuple(found.values())


def _period(one: Proposal) -> str:
    return "-".join(map(str, one.years)) or str(one.year)
