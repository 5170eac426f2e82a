"""Decisions taken in writing, without a meeting: sent, due, received, agree or another opinion, with own minutes.

Closed, a circulation stands on its rule and on the members of the day it was sent; nothing later moves its result.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.meetings.ballots_rows import IN_WRITING, Approval, read_rule, write_rule
from models.book.meetings.ballots_rules import BLOC, of_act, of_hands
from models.book.meetings.electorates import rule_subject
from models.book.regulation.titles import known, names
from models.rules.act.circulating import Circulated, circulated
from models.rules.act.electorate import Electorate, Voter, read_plain, to_plain
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.questions import Question
from models.rules.place.regulation import Rule, body_of

if TYPE_CHECKING:
    from models.book.meetings.floor import MeetingsBook
    from models.book.units.rows import Member

SAYS: Final = ("agree", "other")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one member wrote back: the day it came, agreement or another opinion in words, the number of its letter."""

    unit: str
    received_on: str
    says: str
    text: str | None = None
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class AwardLine:
    """One line of the award lists that is sent round: the title by its code, who it is for, by which name."""

    title: str
    name: str
    unit: str
    person: str | None = None
    household: str | None = None

    @property
    def of(self) -> tuple[str, str, str | None, str | None]:
        """Title and holder, which tell a line from others."""
        return self.title, self.unit, self.person, self.household


@dataclass(frozen=True, slots=True)
class Circulation:
    """One subject sent round. `paper`: number of the letter it was sent by; `closed_on`: the day its answers were
    counted; `rule` and `electorate`: what it stands on since then; `awards`: the award lines it decides, none where it
    is about something else.
    """

    key: str
    year: int
    position: int
    subject: str
    sent_on: str
    due_on: str
    text: str | None = None
    paper: str | None = None
    closed_on: str | None = None
    minutes_on: str | None = None
    note: str | None = None
    rule: Rule | None = None
    electorate: Electorate | None = None
    answers: tuple[Answer, ...] = ()
    awards: tuple[AwardLine, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether its answers were counted."""
        return self.closed_on is not None

    def count(self, says: str, members: Set[str]) -> int:
        """How many of the members answered so."""
        return sum(one.says == says and one.unit in members for one in self.answers)


class Circulations(Area):
    """The circulations of each year."""

    _book: MeetingsBook

    # --- reading

    def all(self, year: int) -> tuple[Circulation, ...]:
        """Those of a year in the order in which they were sent."""
        found = map(self._read, self._store.rows("circulation", year=year))
        return tuple(sorted(found, key=lambda one: (one.sent_on, one.position, one.key)))

    def get(self, key: str) -> Circulation:
        """One circulation. RuleViolation `circulation.unknown`."""
        row = self._store.row("circulation", key)
        if row is None:
            raise RuleViolation("circulation.unknown", circulation=key)
        return self._read(row)

    def members(self, key: str) -> tuple[Member, ...]:
        """Who is asked: the member units of the day it was sent; closed, those it was counted over."""
        found = self.get(key)
        roster = tuple(one for one in self._book.members.roster(found.year, found.sent_on) if _active(one, found))
        if found.electorate is None:
            return roster
        there = {one.unit for one in found.electorate.voters}
        return tuple(one for one in self._book.members.roster(found.year) if one.key in there)

    def result(self, key: str) -> Circulated | Question | None:
        """The result of a closed circulation; before, None."""
        found = self.get(key)
        if not found.closed or found.electorate is None:
            return None
        voters, rule = {one.unit for one in found.electorate.voters}, found.rule
        if rule is None:
            return None
        said = found.count("agree", voters), found.count("other", voters)
        return circulated(
            found.subject, len(voters), *said, rule, rule_subject(found.year, rule), found.electorate.answers
        )

    def approval(
        self, year: int, award: str, unit: str, person: str | None = None, household: str | None = None
    ) -> Approval | None:
        """What the last circulation counted said of an award for a unit, a person or household of it; None when none
        was about it.
        """
        found: Approval | None = None
        for one in sorted(self.all(year), key=lambda each: (each.closed_on or "", each.position)):
            result = (
                self.result(one.key) if (award, unit, person, household) in {each.of for each in one.awards} else None
            )
            if isinstance(result, Circulated):
                passes = result.outcome.passes
                found = Approval(one.key, one.subject, IN_WRITING, one.closed_on, result.outcome, passes)
        return found

    def open_questions(self, year: int) -> tuple[Question, ...]:
        """What closing the year's circulations waits for: a rule nobody adopted, the meaning of silence past its last
        day.
        """
        found: dict[tuple[str, str], Question] = {}
        for one in self.all(year):
            due = one.due_on < self._book.today() and not one.closed
            try:
                question = self._hindrance(one) if due else None
            except RuleViolation as refusal:  # two rules decide its lines by now: closing it says so
                if refusal.code != "circulation.rules_differ":
                    raise
                question = None
            if question is not None:
                found.setdefault((question.key, question.subject), question)
        return tuple(found.values())

    def _hindrance(self, one: Circulation) -> Question | None:
        rule = self._governing(one)
        if isinstance(rule, Question):
            return rule
        result = self._counted(one, rule)
        return result if isinstance(result, Question) else None

    def _counted(self, one: Circulation, rule: Rule) -> Circulated | Question:
        members, decisions = {member.key for member in self.members(one.key)}, self._book.decisions.all(one.year)
        said = one.count("agree", members), one.count("other", members), rule, rule_subject(one.year, rule)
        return circulated(one.subject, len(members), *said, decisions)

    def _governing(self, one: Circulation) -> Rule | Question:
        """The rule of the day it was sent: of awards the one that decides them by ballot, where there is one, so that
        no share is lowered by asking in writing; else that of a show of hands.

        RuleViolation `circulation.rules_differ` (facts: first, second) where its lines are decided by two rules.
        """
        titles = tuple(dict.fromkeys(line.title for line in one.awards))
        found = [self._of_award(one, title) for title in titles] or [self._by_hands(one)]
        first = found[0]
        for title, other in zip(titles, found, strict=False):
            if isinstance(first, Rule) and isinstance(other, Rule) and write_rule(first) != write_rule(other):
                called = names(known(self._book))
                first_name, second = (called.get(each, each) for each in (titles[0], title))
                raise RuleViolation("circulation.rules_differ", first=first_name, second=second)
        return next((rule for rule in found if isinstance(rule, Question)), first)

    def _by_hands(self, one: Circulation) -> Rule | Question:
        return of_hands(self._book, one.year, one.sent_on)

    def _of_award(self, one: Circulation, title: str) -> Rule | Question:
        every = self._book.regulations.for_act(one.year, one.sent_on)
        rules = [rule for rule in every if body_of(rule) == BLOC]
        for scope in (f"award:{title}", "acclaim:award", "acclaim"):
            found = of_act(self._book, one.year, rules, scope, one.sent_on)
            if found is not None:
                return found
        return self._by_hands(one)

    def _read(self, row: dict[str, Any]) -> Circulation:
        plain = ("key", "year", "position", "subject", "sent_on", "due_on", "text", "paper", "closed_on")
        lines = sorted(self._store.rows("circulation_answer", circulation=row["key"]), key=_received)
        names = ("unit", "received_on", "says", "text", "paper")
        return Circulation(
            **{name: row[name] for name in (*plain, "minutes_on", "note")},
            rule=read_rule(row["rule"]) if row["rule"] else None,
            electorate=read_plain(row["electorate"]) if row["electorate"] else None,
            awards=tuple(AwardLine(**line) for line in row["awards"] or ()),
            answers=tuple(Answer(**{name: line[name] for name in names}) for line in lines),
        )

    # --- writing

    def put(
        self,
        year: int,
        subject: str,
        sent_on: str,
        due_on: str,
        *,
        text: str | None = None,
        paper: str | None = None,
        note: str | None = None,
        awards: Sequence[AwardLine] = (),
        key: str | None = None,
    ) -> str:
        """Write down what is sent round, or with its key write it anew; returns the key. `awards`: the lines of award
        lists that are asked about; what is agreed stands as the decision on them.

        Refusals: `year.unknown`, `year.closed`, those of names and dates, BadInput `date.backwards` of a last day
        before the sending, RuleViolation `circulation.closed` (facts: `subject`), `circulation.answer_early` (facts:
        `on`, `sent`) of an answer that came before the new day of sending, `circulation.award_twice` (facts: name),
        `unit.not_member`, `circulation.rules_differ` (facts: first, second) of lines that two rules decide.
        """
        self._book.years.must_be_open(year)
        sent, due = fields.date(sent_on, "sent_on"), fields.date(due_on, "due_on")
        fields.span(sent, due)
        row = {"year": year, "subject": fields.name(subject, 500), "sent_on": sent, "due_on": due}
        row |= {"text": fields.note(text), "paper": fields.line(paper, 200), "note": fields.note(note)}
        row["awards"] = self._lines(year, awards)
        chosen = fields.key(key) if key else self._book.new_key()
        with self._store.operation("put-circulation", {"subject": row["subject"], "year": year}) as tx:
            if self._store.row("circulation", chosen) is None:
                last = max((one["position"] for one in self._store.rows("circulation", year=year)), default=0)
                tx.insert("circulation", {"key": chosen, "position": last + 1, **row})
            else:
                early = [one for one in self.open_one(chosen).answers if one.received_on < sent]
                if early:
                    raise RuleViolation("circulation.answer_early", on=early[0].received_on, sent=sent)
                tx.update("circulation", chosen, **row)
            if awards:
                self._governing(self.get(chosen))
        return chosen

    def _lines(self, year: int, awards: Sequence[AwardLine]) -> list[dict[str, str]] | None:
        """The lines as they are kept; RuleViolation `circulation.award_twice` (facts: name), `unit.not_member`."""
        lines, seen = [], set[tuple[str, str, str | None, str | None]]()
        for one in awards:
            if one.of in seen:
                raise RuleViolation("circulation.award_twice", name=one.name)
            if self._store.row("membership", year, one.unit) is None:
                raise RuleViolation("unit.not_member", year=year, unit=one.unit)
            seen.add(one.of)
            said = {"title": one.title, "name": fields.name(one.name), "unit": one.unit}
            lines.append(said | {name: key for name in ("person", "household") if (key := getattr(one, name))})
        return lines or None

    def open_one(self, key: str) -> Circulation:
        """The circulation, if it may be written to; `circulation.unknown`, `year.closed`, `circulation.closed`."""
        found = self.get(key)
        self._book.years.must_be_open(found.year)
        if found.closed:
            raise RuleViolation("circulation.closed", subject=found.subject)
        return found

    def receive(
        self, key: str, unit: str, says: str, received_on: str, *, text: str | None = None, paper: str | None = None
    ) -> None:
        """Write down what a member answered, or write it anew.

        Refusals of `open_one`, BadInput `circulation.says_unknown`, `circulation.text_missing` (another opinion in no
        words), RuleViolation `meeting.not_member`, `circulation.answer_early` (facts: `on`, `sent`).
        """
        found, day = self.open_one(key), fields.date(received_on, "received_on")
        if says not in SAYS:
            raise BadInput("circulation.says_unknown", value=says)
        name = self._book.members.unit(unit, found.sent_on).short_name
        if all(member.key != unit for member in self.members(key)):
            raise RuleViolation("meeting.not_member", unit=unit, name=name, on=found.sent_on)
        if day < found.sent_on:
            raise RuleViolation("circulation.answer_early", on=day, sent=found.sent_on)
        words = fields.note(text)
        if says == "other" and words is None:
            raise BadInput("circulation.text_missing", name=name)
        row = {"received_on": day, "says": says, "text": words, "paper": fields.line(paper, 200)}
        facts = {"subject": found.subject, "year": found.year, "who": name}
        with self._store.operation("receive-answer", facts) as tx:
            if self._store.row("circulation_answer", key, unit) is None:
                tx.insert("circulation_answer", {"circulation": key, "unit": unit, **row})
            else:
                tx.update("circulation_answer", (key, unit), **row)

    def drop_answer(self, key: str, unit: str) -> None:
        """Take away an answer entered by mistake. RuleViolation `row.missing`, refusals of `open_one`."""
        found = self.open_one(key)
        if self._store.row("circulation_answer", key, unit) is None:
            raise RuleViolation("row.missing", table="circulation_answer", key=unit)
        facts = {"subject": found.subject, "year": found.year, "who": self._book.members.unit(unit).short_name}
        with self._store.operation("drop-answer", facts) as tx:
            tx.delete("circulation_answer", (key, unit))

    def close(self, key: str, on: str) -> Circulated:
        """Count the answers as one act; they change no more. Before the last day only when everybody has answered.

        Refusals of `open_one` and dates; RuleViolation `circulation.no_rule` (facts: `year`),
        `circulation.not_due` (facts: `due`, `missing`), `circulation.silence_open` (facts: `cite`, `missing`),
        `circulation.answer_late` (facts: `on`, `closed`: a day of an answer after the counting).
        """
        found, day = self.open_one(key), fields.date(on, "on")
        members = self.members(key)
        answered = {one.unit for one in found.answers}
        missing = sum(one.key not in answered for one in members)
        rule = self._governing(found)
        if isinstance(rule, Question):
            raise RuleViolation("circulation.no_rule", year=found.year)
        if missing and day < found.due_on:
            raise RuleViolation("circulation.not_due", due=found.due_on, missing=missing)
        late = max((one.received_on for one in found.answers), default=found.sent_on)
        if late > day:
            raise RuleViolation("circulation.answer_late", on=late, closed=day)
        result = self._counted(found, rule)
        if isinstance(result, Question):
            raise RuleViolation("circulation.silence_open", cite=rule.cite, missing=missing)
        voters = tuple(Voter(one.key, "written" if one.key in answered else "") for one in members)
        about = ("circulation.silence", rule_subject(found.year, rule))
        used = tuple(one for one in self._book.decisions.all(found.year) if (one.question, one.subject) == about)
        frozen = Electorate(found.sent_on, voters, True, used if missing else ())
        with self._store.operation("close-circulation", {"subject": found.subject, "year": found.year}) as tx:
            tx.update("circulation", key, closed_on=day, rule=write_rule(rule), electorate=to_plain(frozen))
        return result

    def sign_minutes(self, key: str, on: str | None) -> None:
        """Record the day its minutes were signed; None takes it back. RuleViolation `circulation.open` (facts:
        `subject`), `meeting.minutes_day` (facts: `on`, `date`), `year.closed`.
        """
        found, day = self.get(key), fields.date_or_none(on, "on")
        self._book.years.must_be_open(found.year)
        if day is not None and found.closed_on is None:
            raise RuleViolation("circulation.open", subject=found.subject)
        if day is not None and found.closed_on is not None and day < found.closed_on:
            raise RuleViolation("meeting.minutes_day", on=day, date=found.closed_on)
        facts = {"title": found.subject, "year": found.year, "on": day}
        with self._store.operation("sign-minutes" if day else "unsign-minutes", facts) as tx:
            tx.update("circulation", key, minutes_on=day)

    def remove(self, key: str) -> None:
        """Take away a circulation entered by mistake with its answers; refusals of `open_one`."""
        found = self.open_one(key)
        with self._store.operation("remove-circulation", {"subject": found.subject, "year": found.year}) as tx:
            for one in found.answers:
                tx.delete("circulation_answer", (key, one.unit))
            tx.delete("circulation", key)


def _active(member: Member, found: Circulation) -> bool:
    return member.unit.active(found.sent_on)


def _received(row: dict[str, Any]) -> tuple[str, str]:
    return row["received_on"], row["unit"]
