"""One year's awards as read once from the book: its rules, proposals, and how each line is judged.

Which rules govern: those in force on the year's last day. Conditions of several regulations that hold side by side
must all be met; within one regulation two that fit are a question. Quotas and titles alike. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from models.book.awards import allotted, equals
from models.book.awards.allotted import Allotment
from models.book.awards.facts import Sources, Subject, accept_question
from models.book.awards.rows import AwardList, Judged, Proposal, Quota, Result, proposal_of, reckoning
from models.book.base import fields
from models.book.regulation import titles
from models.book.regulation.grounds import facts_called
from models.book.regulation.sources import cited
from models.book.regulation.titles import Title
from models.book.year import after_closing
from models.rules.act import awards as rules
from models.rules.act.awards import PassedOver, Shortlist
from models.rules.errors import RuleViolation
from models.rules.number.about import About
from models.rules.number.questions import Question, answer, common
from models.rules.place import regulation as law
from models.rules.place.classes import QuotaUse, Reason, bands_of, count_base
from models.rules.place.regulation import Rule, family
from models.rules.place.rule_kinds import EVERY

if TYPE_CHECKING:
    from models.book.awards.floor import AwardsBook
    from models.book.scoring.places import Standing


class AwardYear:
    """Rules, proposals and judgements of one year; good as long as the book does not change."""

    def __init__(self, book: AwardsBook, year: int) -> None:
        self.book = book
        self.year = year
        self.last_day = f"{year}-12-31"
        found = book.years.find(year)
        own = None if found is None else book.regulations.of_year(year)
        keys = [] if found is None else [one.key for one in (*((own,) if own else ()), *book.regulations.beside(year))]
        self.regulations = tuple(book.regulations.rules_of(key) for key in keys)
        self.rules = tuple(rule for each in self.regulations for rule in each)
        self.decisions = book.decisions.all(year)
        self.titles = titles.in_force(self.rules, self.last_day)
        self._judged: dict[tuple[str, str, str], Judged] = {}
        self._short: dict[tuple[str, str], Shortlist | None] = {}

    # --- what there is

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """The year's proposals: by title as the catalogue lists them, collectives first, then by place and name."""
        names = {**titles.names(titles.known(self.book)), **titles.names(self.titles)}
        people = {row["key"]: row["name"] for row in self.book.store.rows("person")} | self.book.households.names()
        read = (proposal_of(row, names, people) for row in after_closing.proposals(self.book, self.year))
        order = {title.key: n for n, title in enumerate(self.titles)}
        places = {place.unit: n for n, place in enumerate(self.standing.places)}
        far = len(order) + len(places)

        def where(one: Proposal) -> tuple[object, ...]:
            return (
                titles.HOLDERS.index(one.holder),
                order.get(one.title, far),
                places.get(one.unit, far),
                one.name,
                one.key,
            )

        return tuple(sorted(read, key=where))

    @cached_property
    def standing(self) -> Standing:
        """The year's places and classes."""
        return self.book.standing.ranking(self.year)

    @cached_property
    def named(self) -> dict[str, str]:
        """What classes and titles are called, for the reader of a clause."""
        bands = [band for rule in self.rules if family(rule.kind) == "classes" for band in bands_of(rule)]
        bare = {key: titles.called({}, key) for key, _rule in titles.unknown_awards(self.rules)}
        said = facts_called(self.book.settings.terms)
        return said | bare | titles.names(self.titles) | {str(band["class"]): str(band["label"]) for band in bands}

    @cached_property
    def sources(self) -> Sources:
        """Where facts come from."""
        return Sources(self.book, self.year, self.proposals, self.titles)

    def title(self, key: str, holder: str, on: str | None = None) -> Title | None:
        """A title as it stands on a day; on a day no rule covers, as it stood on the year's last day."""
        listed = titles.merged((*(titles.in_force(self.rules, on) if on else ()), *self.titles))
        return next((one for one in listed if (one.key, one.holder) == (key, holder)), None)

    def name(self, key: str) -> str:
        """What a title is called."""
        return titles.called(titles.names((*self.titles, *titles.known(self.book))), key)

    def asked(self, kind: str, title: str, holder: str) -> tuple[tuple[Rule, ...], tuple[Question, ...]]:
        """The rules of a kind that speak of a title for a holder, one per regulation, and where several fit: which?"""
        found: list[Rule] = []
        questions: list[Question] = []
        for listed in self.regulations:
            fitting = [rule for rule in listed if rule.kind == kind and _speaks(rule, title, holder)]
            exact = [
                rule for rule in fitting if rule.scope == f"award:{title}/{holder}" and rule.in_force(self.last_day)
            ]
            chosen = [replace(rule, scope=None) for rule in exact or fitting]
            if not any(rule.in_force(self.last_day) for rule in chosen):
                continue
            governing = law.governing(chosen, kind, f"award:{title}/{holder}", self.last_day, self.decisions)
            if isinstance(governing, Question):
                questions.append(governing)
            else:
                found.append(governing)
        return tuple(found), tuple(questions)

    def general(self, holder: str) -> tuple[Rule, ...]:
        """The conditions that every title of a holder must meet beside its own, from all regulations of the year."""
        mine = [rule for rule in self.rules if rule.kind == "eligibility/1" and _speaks(rule, EVERY, holder)]
        return tuple(rule for rule in mine if rule.in_force(self.last_day))

    def left(self, unit: str) -> Question | None:
        """The question whether a unit that is no member on the year's last day is proposed all the same; None for a
        member, or once a decision says so.
        """
        row = self.book.store.row("membership", self.year, unit)
        last = row.get("to_date") if row else None
        if last is None or last >= self.last_day:
            return None
        facts = {"unit": unit, "on": fields.shift(last, 1)}
        options = (common("propose"), common("drop"))
        about = About.of("award.unit_left", year=self.year, unit=unit)
        question = Question("award.unit_left", about.text, options=options, facts=facts)
        decided = answer(self.decisions, question)
        return None if decided is not None and decided.choice == "propose" else question

    # --- whether

    def judge(self, subject: Subject) -> Judged:
        """Every clause of every condition of a title for a unit or person, with its outcome."""
        key = (subject.title, subject.who, subject.proposal.key if subject.proposal else "")
        if key not in self._judged:
            self._judged[key] = self._judge(subject)
        return self._judged[key]

    def _judge(self, subject: Subject) -> Judged:
        found, questions = self.asked("eligibility/1", subject.title, subject.holder)
        every = self.general(subject.holder)
        parted = self.sources.open_merger(subject.unit) if subject.collective else None
        asked = (*questions, *((parted,) if parted else ()))
        facts = self.sources.of(subject, [rule.spec["when"] for rule in (*found, *every)])
        together = rules.together([rules.eligibility(rule, facts, self.named) for rule in (*found, *every)])
        bar = self._not_for(subject) or (self._bar(subject) if subject.collective else None)
        result: Result = "no-rule" if together is None else together.result
        if bar is not None:
            result = "not-eligible"
        elif questions and result in ("eligible", "no-rule"):
            result = "unknown"
        elif not found and result == "eligible":
            result = "no-rule"
        clauses, cite = (together.clauses, together.cite) if together else ((), "")
        told = self.sources.recorded(subject)
        return Judged(subject.title, subject.unit, subject.person, result, clauses, bar, asked, cite, told)

    def _not_for(self, subject: Subject) -> Reason | None:
        """Why a title that is for some units alone is not for this one's (a forerunner's counts)."""
        title = self.title(subject.title, subject.holder)
        if title is None or title.is_for(self.book.members.forerunners(subject.unit)):
            return None
        names = (self.book.members.unit(unit, self.last_day).short_name for unit in title.units)
        return Reason(f"danh hiệu này dành cho {', '.join(names)}", title.rule.cite)

    def _bar(self, subject: Subject) -> Reason | None:
        classing = self.standing.classing(subject.unit)
        return next((why for title, why in classing.bars if title == subject.title), None) if classing else None

    # --- how many

    def shortlist(self, title: str, rule: Rule) -> Shortlist:
        """Whom rank and conditions put on the list of a quota, as long as the votes do not say otherwise.

        A unit that only waits for the vote, or for the tie the list turns on, is taken as able.
        """
        key = (title, rule.name)
        known = self._short.get(key)
        if known is None:
            judged = {place.unit: self.judge(Subject(self.year, title, place.unit)) for place in self.standing.places}
            able = {unit: self._able(one).as_eligibility() for unit, one in judged.items()}
            most = self._allowed(rule)
            taken = self._taken(rule) | {one.unit for one in self.ended(title)}
            known = rules.shortlist(self.standing.places, self.standing.classings, able, title, most, taken)
            known = self._part_units(known, most, title) if known.cut else known
            self._short[key] = known
        return known

    def ended(self, title: str) -> tuple[PassedOver, ...]:
        """The units whose proposal for a title was refused or withdrawn and that have no other one, with the reason."""
        mine = [
            one for one in self.proposals if (one.title, one.holder, one.route) == (title, "collective", "province")
        ]
        live = {one.unit for one in mine if one.live}
        over = {one.unit: one for one in mine if not one.live and one.unit not in live}
        ranks = {place.unit: place.rank for place in self.standing.places}
        return tuple(
            PassedOver(unit, ranks.get(unit), f"{_ENDED[one.status]}: {one.reason}") for unit, one in over.items()
        )

    def _able(self, judged: Judged) -> Judged:
        place = self.standing.place(judged.unit)
        tied = place is not None and place.waiting == "tie"
        waits = judged.awaits_vote or (judged.result == "unknown" and tied)
        return replace(judged, result="eligible") if waits else judged

    def _allowed(self, rule: Rule) -> int:
        try:
            return rules.allowance(rule, self._sizes(rule, None))[1]
        except RuleViolation:
            return 0

    def _taken(self, rule: Rule) -> frozenset[str]:
        """Units proposed for an award that goes before; while none is, those its own list would name."""
        after = rule.spec.get("after", ())
        assert isinstance(after, list | tuple)
        taken: set[str] = set()
        for title in map(str, after):
            there = {one.unit for one in self.counted(title, "collective")}
            for before in () if there else self.quota_rules(title, "collective"):
                there |= set(self.shortlist(title, before).proposed)
            taken |= there
        return frozenset(taken)

    def counted(self, title: str, holder: str) -> tuple[Proposal, ...]:
        """The live proposals through the province for a title: those a quota counts."""
        mine = (one for one in self.proposals if (one.title, one.holder) == (title, holder))
        return tuple(one for one in mine if one.live and one.route == "province")

    def quota_rules(self, title: str, holder: str) -> tuple[Rule, ...]:
        """The rules that say how many may be proposed; a number allotted for the year goes before them."""
        return allotted.over(self.asked("award-quota/1", title, holder)[0], self.allotments.get((title, holder)))

    @cached_property
    def allotments(self) -> dict[tuple[str, str], Allotment]:
        """The numbers allotted for the year, by title and holder."""
        return allotted.read(self.book.settings.get(f"{allotted.SETTING}.{self.year}", {}))

    def quotas(self, title: str, holder: str) -> tuple[Quota, ...]:
        """Each quota of a title with its base, its product and its use; group by group where the rule says so."""
        return self._reckoned(title, holder)[0]

    def _reckoned(self, title: str, holder: str) -> tuple[tuple[Quota, ...], tuple[RuleViolation, ...]]:
        """The quotas of a title, and why others cannot be reckoned (a bloc of a size the rule's table does not say)."""
        found: list[Quota] = []
        faults: list[RuleViolation] = []
        groups = {member.unit: member.unit_group for member in self.book.standing.frame(self.year).roster}
        for rule in self.quota_rules(title, holder):
            apart = bool(rule.spec.get("per_group", False))
            proposed: dict[str, list[str]] = {}
            for one in self.counted(title, holder):
                proposed.setdefault(groups.get(one.unit, "") if apart else "", []).append(one.who)
            sizes = {
                group: self._sizes(rule, group if apart else None)
                for group in (sorted(set(groups.values())) if apart else [""])
            }
            for group, bases in sizes.items():
                try:
                    use = rules.quota_use(rule, proposed.get(group, ()), bases, self.name(title))
                except RuleViolation as fault:
                    faults.append(fault)
                else:
                    found.append(Quota(rule, group, use, self._over(rule, group, use)))
        return tuple(found), tuple(faults)

    def _over(self, rule: Rule, group: str, use: QuotaUse) -> Question | None:
        asked = rules.over_quota(use, rule, self.year)
        if asked is None or not group:
            return rules.over_quota(use, rule, self.year, self.decisions)
        title = About.read(asked.key, asked.subject).get("title")
        about = About.of(asked.key, year=self.year, title=title, group=group)
        own = replace(asked, subject=about.text)
        moved = [replace(one, subject=asked.subject) for one in self.decisions if one.subject == own.subject]
        return None if rules.over_quota(use, rule, self.year, moved) is None else own

    def _sizes(self, rule: Rule, group: str | None) -> dict[str, int]:
        """The size the rule names, of the whole bloc or of one group."""
        base = str(rule.spec.get("base", "units"))
        members = {member.unit: member.unit_group for member in self.book.standing.frame(self.year).roster}
        places = [one for one in self.standing.places if group is None or members.get(one.unit) == group]
        kind, _, name = base.partition(":")
        here = {place.unit for place in places}
        if not self.standing.places:  # nothing is scored in this book
            there = self.book.members.roster(self.year)
            here = {one.key for one in there if one.member_on(self.last_day) and group in (None, one.unit_group)}
        if kind == "units":
            return {base: len(here)}
        if kind == "holders":
            rows = self.book.store.rows("honour", year=self.year, title=name)
            held = {row["person"] or row["household"] or row["unit"] for row in rows if row.get("unit") in here}
            for holder in titles.HOLDERS:
                held |= {one.who for one in self.counted(name, holder) if one.unit in here}
            return {base: len(held)}
        by_points = kind == "reach"
        classings = {one.unit: one for one in self.standing.classings}
        classes = {
            place.unit: None
            if (one := classings.get(place.unit)) is None
            else one.by_points
            if by_points
            else one.final
            for place in places
        }
        order = (
            [str(band["class"]) for band in bands_of(self.standing.basis.classes)]
            if self.standing.basis.classes
            else []
        )
        asked = base.replace("reach:", "rated:", 1)
        if kind == "rated-at-least" and name not in order:
            return {}
        return {base: count_base(asked, places, classes, order)}

    # --- lists

    def lists(self) -> tuple[AwardList, ...]:
        """Every title that has a quota or a proposal through the province, as the list that is sent up."""
        asked = {(one.title, one.holder): None for one in self.proposals if one.route == "province"}
        asked |= dict.fromkeys(self.allotments)
        for rule in self.rules:
            if rule.kind == "award-quota/1" and rule.in_force(self.last_day):
                asked.setdefault((str(rule.spec["award"]), _holder(rule)), None)
        order = {title.key: n for n, title in enumerate(self.titles)}
        wanted = sorted(asked, key=lambda one: (titles.HOLDERS.index(one[1]), order.get(one[0], len(order)), one[0]))
        return tuple(self.list_of(title, holder) for title, holder in wanted)

    def list_of(self, title: str, holder: str) -> AwardList:
        """One list with its quotas, what the rules suggest, and what hinders sending it."""
        mine = tuple(one for one in self.proposals if (one.title, one.holder, one.route) == (title, holder, "province"))
        quotas, faults = self._reckoned(title, holder)
        ranked = [one.rule for one in quotas if one.rule.spec.get("order", "rank") == "rank" and not one.group]
        short = self.shortlist(title, ranked[0]) if ranked and holder == "collective" else Shortlist((), ())
        made = AwardList(title, self.name(title), holder, mine, quotas, short.proposed, short.passed_over, short.cut)
        made = replace(made, ended=self.ended(title)) if holder == "collective" else equals.within_quota(self, made)
        return replace(made, blockers=(*faults, *self._blockers(made)))

    def _part_units(self, short: Shortlist, most: int, title: str) -> Shortlist:
        """Equal units the line cuts, parted where a rule of the year prefers some of them and what it asks is known."""
        free = most - len(short.proposed)
        parted = equals.part(self, short.cut, free, {unit: unit for unit in short.cut}, "collective", title)
        if parted is None or parted.question is not None:
            return short
        ranks = {place.unit: place.rank for place in self.standing.places}
        over = [PassedOver(one, ranks.get(one), parted.why) for one in short.cut if one not in parted.chosen]
        return Shortlist((*short.proposed, *parted.chosen), (*short.passed_over, *over), ())

    def _blockers(self, made: AwardList) -> Iterable[RuleViolation]:
        if made.cut:
            yield RuleViolation("award.tie_crosses", title=made.name, units=made.cut)
        for quota in made.quotas:
            if quota.question is not None:
                use = quota.use
                yield RuleViolation(
                    "award.over_quota",
                    title=f"{made.name} ({quota.group})" if quota.group else made.name,
                    used=len(use.used),
                    max=use.max,
                    over=use.over,
                    reckoned=reckoning(quota) or cited(use.cite),
                )
        if made.question is not None:
            who = tuple(option.label.partition(" (")[0] for option in made.question.options)
            free = made.question.facts["free"]
            yield RuleViolation("award.equals_cross", title=made.name, who=who, free=free, why=made.because)
        for one in made.proposals:
            if one.status != "proposed" or one.submitted_on:
                continue
            left = self.left(one.unit)
            if left is not None:
                yield RuleViolation("award.unit_left", unit=one.unit, on=left.facts["on"], year=self.year)
            judged = self.judge(Subject.of(one))
            if self.cleared(one, judged):
                continue
            called = one.name or self.book.members.unit(one.unit, self.last_day).short_name
            yield RuleViolation("award.not_cleared", who=called, title=made.name, why="; ".join(judged.reasons))

    def cleared(self, proposal: Proposal, judged: Judged) -> bool:
        """Whether a line may be sent: all is met, or it waits for minutes, or a recorded decision sends it."""
        if judged.result in ("eligible", "no-rule"):
            return True
        if proposal.waits_for and judged.result == "unknown":
            return True
        question = accept_question(self.year, proposal, judged)
        decided = [one for one in self.decisions if (one.question, one.subject) == (question.key, question.subject)]
        return any(one.choice == "send" for one in decided)


_ENDED = {"refused": "không được khen", "withdrawn": "đã rút đề nghị"}


def _speaks(rule: Rule, title: str, holder: str) -> bool:
    if str(rule.spec.get("award")) != title:
        return False
    if "holder" in rule.spec:
        return str(rule.spec["holder"]) == holder
    return _holder(rule) == holder


def _holder(rule: Rule) -> str:
    """For whom a quota counts: its scope says so ("award:BK_TINH/individual"), else collectives."""
    return (rule.scope or "").partition("/")[2] or "collective"
