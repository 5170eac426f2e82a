"""Proposals for titles and commendations: who, for what, by which route, how many, decided how.

What a condition asks and what a quota allows are rules of the year; whether a line is sent against them is a decision
with its reason. An approved proposal becomes an honour of the history in the same act, also after its year is closed.
How lines are judged and what they are worth stands in `awards_reading`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from fractions import Fraction
from typing import Any

from models.book.awards import allotted, dossier_text
from models.book.awards.reading import AwardReads
from models.book.awards.rows import MINUTES, ROUTES, AwardList, Proposal
from models.book.base import fields
from models.book.regulation import titles
from models.book.year import after_closing
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.days import is_year
from models.rules.number.points import to_text

HIGHEST = 100
"""More base salaries than any award has ever brought: what is typed beyond is a slip."""


class Awards(AwardReads):
    """Verbs and reads of a year's proposals."""

    # --- writing: how many

    def allot(
        self, year: int, title: str, holder: str, count: int | None, document: str = "", date: str | None = None
    ) -> None:
        """Record how many of a title the bloc may propose this year by a document; None takes the number away.

        Refusals: `year.unknown`, `year.closed`, BadInput `award.allotted_bad` (facts: `most`), `award.no_document`,
        `award.word_unknown`, `date.bad`.
        """
        self._book.years.must_be_open(year)
        if holder not in titles.HOLDERS:
            raise BadInput("award.word_unknown", field="holder", value=holder)
        setting = f"{allotted.SETTING}.{year}"
        kept = dict(self._book.settings.get(setting, {}))
        kept.pop(f"{title}/{holder}", None)
        said, day = fields.line(document), fields.date_or_none(date, "date")
        if count is not None:
            if not 0 <= count <= allotted.MOST:
                raise BadInput("award.allotted_bad", most=allotted.MOST)
            if said is None:
                raise BadInput("award.no_document", title=title)
            kept[f"{title}/{holder}"] = {"count": count, "document": said, **({"date": day} if day else {})}
        facts = {"year": year, "title": self.of(year).name(title), "count": count}
        with self._store.operation("allot-award" if count is not None else "unallot-award", facts):
            self._book.settings.put(setting, kept or None)

    # --- writing: proposing

    def propose(
        self,
        year: int,
        title: str,
        unit: str,
        person: str | None = None,
        *,
        household: str | None = None,
        route: str | None = None,
        years: Sequence[int] | None = None,
        coefficient: Fraction | None = None,
        opinion: str | None = None,
        waits_for: str | None = None,
        note: str | None = None,
        although: str | None = None,
        award_name: str | None = None,
        key: str | None = None,
    ) -> str:
        """Propose a unit, a named person or a household of it for a title. What the sector proposes is a line with
        route "sector".

        Without `years` those the rules count. An agency of a central sector must say by which route it goes.
        `award_name` is what stands on the award; unsaid it is `award_name_of`.
        `although` is the reason why a unit that has left the bloc is proposed all the same; it becomes a decision.
        Refusals: `year.unknown`, `year.closed`, `unit.unknown`, `score.not_member`, `person.unknown`,
        `household.unknown`, `household.other_unit`, RuleViolation `award.title_unknown` (facts: `title`),
        `award.twice`, `award.route_missing` (facts: `unit`), `award.unit_left` (facts: `unit`, `on`), BadInput
        `award.word_unknown`, `honour.two_holders`, `honour.years_bad`, `award.coefficient_bad` (facts: `most`),
        `key.taken`.
        """
        self._book.years.must_be_open(year)
        self._check_holder(year, unit, person, household)
        if route is None and self._book.members.unit(unit, f"{year}-12-31").kind == "central_vertical":
            raise RuleViolation("award.route_missing", unit=unit)
        holder = titles.holder_of(person, household)
        said = self._checked(year, title, holder, route or "province", years, waits_for)
        said |= {"coefficient": _coefficient(coefficient)}
        said |= {"opinion": fields.note(opinion), "note": fields.note(note)}
        said |= {"award_name": fields.line(award_name, 300)}
        chosen = fields.key(key) if key else self._book.new_key()
        if self._store.row("proposal", chosen) is not None:
            raise RuleViolation("key.taken", key=chosen)
        row = {"key": chosen, "year": year, "unit": unit, "person": person, "household": household, **said}
        self._refuse_twice(row)
        left = self.of(year).left(unit)
        if left is not None and not although:
            raise RuleViolation("award.unit_left", unit=unit, on=left.facts["on"], year=year)
        with self._store.operation("propose", self._told(row)) as tx:
            if left is not None and although:
                self._book.decisions.answer(left, "propose", although, year=year)
            tx.insert("proposal", row)
        return chosen

    def _check_holder(self, year: int, unit: str, person: str | None, household: str | None) -> None:
        self._book.members.unit(unit)
        if self._store.row("membership", year, unit) is None:
            raise RuleViolation("score.not_member", year=year, unit=unit)
        if person is not None and household is not None:
            raise BadInput("honour.two_holders")
        if person is not None and self._store.row("person", person) is None:
            raise RuleViolation("person.unknown", person=person)
        home = None if household is None else self._book.households.get(household)
        if home is not None and home.unit not in self._book.members.forerunners(unit):
            raise RuleViolation("household.other_unit", household=home.name, unit=home.unit)

    def _refuse_twice(self, row: Mapping[str, Any]) -> None:
        named = ("title", "unit", "person", "household", "route")
        for other in self.proposals(row["year"]):
            if other.live and all(getattr(other, name) == row[name] for name in named):
                who = other.name or self._book.members.unit(other.unit, f"{other.year}-12-31").short_name
                raise RuleViolation("award.twice", title=other.title_name, who=who)

    def propose_suggested(self, year: int, title: str) -> tuple[str, ...]:
        """Propose in one step the units that ranks, conditions and quota put on a list and that are not on it yet.

        Units whose proposal was refused or withdrawn are left out. Refusals: those of `propose`, `award.tie_crosses`,
        `award.nobody_suggested` (fact: `why`, unit by unit), `award.ended_already` (facts: `units`).
        """
        made = self.of(year).list_of(title, "collective")
        there = {one.unit for one in made.proposals if one.live}
        new = [unit for unit in made.suggested if unit not in there]
        if made.cut and not new:
            raise RuleViolation("award.tie_crosses", title=made.name, units=made.cut)
        if not new and made.ended:
            raise RuleViolation("award.ended_already", title=made.name, units=tuple(one.unit for one in made.ended))
        if not new:
            raise RuleViolation("award.nobody_suggested", title=made.name, why=self._why_nobody(year, made, there))
        with self._store.operation("propose-list", {"year": year, "title": made.name, "count": len(new)}):
            return tuple(self.propose(year, title, unit, route="province") for unit in new)

    def _why_nobody(self, year: int, made: AwardList, there: Set[str]) -> str:
        """Of every unit of the year why it is not put on a list: there already, which condition is not met or not
        known, or no place left."""
        passed = {one.unit: one.reason for one in made.passed_over}
        said: dict[str, list[str]] = {}
        for member in self._book.members.roster(year, f"{year}-12-31"):
            unit = member.key
            if unit in there:
                why = "đã có trong danh sách"
            elif unit in passed:
                why = passed[unit]
            else:
                judged = self.judge(year, made.title, unit)
                free = judged.result in ("eligible", "no-rule")
                why = "đủ điều kiện nhưng hết chỗ" if free else "; ".join(judged.reasons[:2]) or "chưa đủ điều kiện"
            said.setdefault(why, []).append(self._book.members.called(member.unit, year))
        return ". ".join(f"{', '.join(units)}: {why}" for why, units in said.items())

    def cut_to_quota(self, year: int, title: str, holder: str) -> int:
        """Withdraw in one step the lines that the year's rules, or a recorded decision, pass over where more are
        proposed than the quota allows; the reason stands beside each. Returns how many.

        Refusals: `award.equals_cross` (the list's question comes first), `award.nobody_over`, `year.closed`.
        """
        self._book.years.must_be_open(year)
        made = self.of(year).list_of(title, holder)
        for blocker in made.blockers:
            if blocker.code == "award.equals_cross":
                raise blocker
        reasons = {one.unit: one.reason for one in made.passed_over}
        over = {who for quota in made.quotas if quota.use.over for who in quota.use.used}
        going = [one for one in made.proposals if one.status == "proposed" and one.who in over and one.who in reasons]
        if not going or holder == "collective":
            raise RuleViolation("award.nobody_over", title=made.name)
        with self._store.operation("cut-list", {"year": year, "title": made.name, "count": len(going)}):
            for one in going:
                self.withdraw(one.key, reasons[one.who])
        return len(going)

    def describe(self, key: str, **changes: Any) -> None:
        """Mend a proposal not decided yet: `title route years coefficient opinion waits_for note award_name`.
        Refusals as in `propose`, and `award.decided`.
        """
        old = self._undecided(key)
        names = ("title", "route", "years", "coefficient", "opinion", "waits_for", "note", "award_name")
        now = {name: getattr(old, name) for name in names} | changes
        said = self._checked(old.year, now["title"], old.holder, now["route"], now["years"], now["waits_for"])
        said |= {"coefficient": _coefficient(now["coefficient"])}
        said |= {"opinion": fields.note(now["opinion"]), "note": fields.note(now["note"])}
        said |= {"award_name": fields.line(now["award_name"], 300)}
        with self._store.operation("describe-proposal", self._told(self._row(key))) as tx:
            tx.update("proposal", key, **said)

    def hand_in(self, key: str, papers: Mapping[str, int]) -> None:
        """How many copies of each paper of the dossier are there now. BadInput `award.copies_bad`."""
        one = self.proposal(key)
        self._book.years.must_be_open(one.year)
        if any(copies < 0 or copies > 99 for copies in papers.values()):
            raise BadInput("award.copies_bad")
        kept = {fields.name(name): copies for name, copies in papers.items() if copies}
        with self._store.operation("hand-in-papers", self._told(self._row(key))) as tx:
            tx.update("proposal", key, papers=kept or None)

    def say_text(self, key: str, received: str | None, favourable: str | None = None) -> None:
        """When a dossier was received, and why a newer text is better for it. Refusals of `dossier_text.record`."""
        dossier_text.record(self._book, self.proposal(key), received, favourable)

    # --- writing: what becomes of it

    def submit(self, year: int, title: str, holder: str, on: str) -> int:
        """Close a list and send it: every line not decided gets the day. Returns how many.

        Refusals: `award.tie_crosses`, `award.over_quota`, `award.not_cleared` (the list's blockers), `award.nobody`,
        `award.before_year` (facts: `on`, `year`), `date.bad`, `year.closed`.
        """
        self._book.years.must_be_open(year)
        day = _day(on, "on", year)
        made = self.of(year).list_of(title, holder)
        if made.blockers:
            raise made.blockers[0]
        going = [one for one in made.proposals if one.status == "proposed" and one.submitted_on is None]
        if not going:
            raise RuleViolation("award.nobody", title=made.name)
        with self._store.operation("submit-list", {"year": year, "title": made.name, "on": day}) as tx:
            for one in going:
                tx.update("proposal", one.key, submitted_on=day)
        return len(going)

    def approve(
        self, keys: Iterable[str], decision: str, date: str, by: str | None = None, coefficient: Fraction | None = None
    ) -> None:
        """One decision grants these proposals: each becomes an honour of the history.

        After its year is closed only the honour is written, and the proposal reads as approved through it. Refusals:
        `award.decided`, `award.before_year`, `date.bad`, `name.empty`, BadInput `award.decision_missing`,
        `award.coefficient_bad`.
        """
        listed = [self._undecided(key, closed=True) for key in keys]
        number, body = fields.line(decision), fields.line(by)
        if number is None:
            raise BadInput("award.decision_missing")
        day = _day(date, "date", max((one.year for one in listed), default=0))
        worth = {} if coefficient is None else {"coefficient": _coefficient(coefficient)}
        facts = {"decision": number, "on": day, "count": len(listed)}
        with self._store.operation("approve-proposals", facts) as tx:
            for one in listed:
                self._book.history.grant(tx, self._row(one.key), number, day, body or self._decider(one, day))
                if self._book.years.get(one.year).state == "open":
                    said = {"status": "approved", "decision": number, "decided_on": day, "decided_by": body}
                    tx.update("proposal", one.key, **said, **worth)

    def refuse(self, key: str, reason: str, decision: str | None = None, on: str | None = None) -> None:
        """The competent body does not grant it. After its year is closed the end is written beside the year, as an
        approval is. Refusals: `award.decided`, BadInput `award.reason_missing`.
        """
        self._end(key, "refused", reason, decision, on)

    def withdraw(self, key: str, reason: str, on: str | None = None) -> None:
        """The bloc takes its proposal back. Refusals as in `refuse`."""
        self._end(key, "withdrawn", reason, None, on)

    def take_back(self, key: str) -> None:
        """A decision recorded by mistake is taken back; the honour it made goes with it, in a closed year only what was
        recorded since. `award.not_decided`, `year.closed`.
        """
        one = self.proposal(key)
        if not one.since:
            self._book.years.must_be_open(one.year)
        if one.status == "proposed":
            raise RuleViolation("award.not_decided", title=one.title_name)
        with self._store.operation("take-back-decision", self._told(self._row(key))) as tx:
            for row in self._store.rows("honour", proposal=key):
                tx.delete("honour", row["key"])
            if one.since:
                after_closing.end(self._book, one.year, key, None)
            else:
                undone = dict.fromkeys(("reason", "decision", "decided_on", "decided_by"))
                tx.update("proposal", key, status="proposed", **undone)

    def take_in(self, year: int) -> None:
        """Part of opening a closed year again: what came of its proposals since the closing becomes part of its rows,
        so that the next seal holds it as every other end.
        """
        with self._store.operation("take-in-ends", {"year": year}) as tx:
            for row in after_closing.proposals(self._book, year):
                if row.get("since"):
                    tx.update("proposal", row["key"], **{name: row.get(name) for name in after_closing.TOLD})
                    after_closing.end(self._book, year, row["key"], None)

    def remove(self, key: str) -> None:
        """Take away a line written by mistake. Refusals: `award.decided`, `award.was_submitted`, `year.closed`."""
        one = self._undecided(key)
        if one.submitted_on:
            raise RuleViolation("award.was_submitted", title=one.title_name)
        with self._store.operation("remove-proposal", self._told(self._row(key))) as tx:
            tx.delete("proposal", key)

    # --- parts of the acts

    def _checked(
        self, year: int, title: str, holder: str, route: str, years: Sequence[int] | None, waits_for: str | None
    ) -> dict[str, Any]:
        if route not in ROUTES:
            raise BadInput("award.word_unknown", field="route", value=route)
        if waits_for not in (None, "", MINUTES):
            raise BadInput("award.word_unknown", field="waits_for", value=waits_for)
        word = fields.name(title)
        if route == "province" and self.of(year).title(word, holder) is None:
            raise RuleViolation("award.title_unknown", title=word)
        counted = tuple(sorted(set(years))) if years else self._book.history.years_counted(word, year, holder)
        if any(not is_year(one) or one > year for one in counted):
            raise BadInput("honour.years_bad", year=year, years=fields.spans(counted))
        return {"title": word, "route": route, "years": list(counted), "waits_for": waits_for or None}

    def _row(self, key: str) -> dict[str, Any]:
        row = self._store.row("proposal", key)
        if row is None:
            raise RuleViolation("award.unknown", proposal=key)
        return row

    def _undecided(self, key: str, closed: bool = False) -> Proposal:
        one = self.proposal(key)
        if not closed:
            self._book.years.must_be_open(one.year)
        if one.status != "proposed":
            raise RuleViolation("award.decided", title=one.title_name)
        return one

    def _end(self, key: str, status: str, reason: str, decision: str | None, on: str | None) -> None:
        one = self._undecided(key, closed=True)
        why = fields.note(reason)
        if why is None:
            raise BadInput("award.reason_missing")
        day = _day(on, "on", one.year) if on else None
        said = {"reason": why, "decision": fields.line(decision), "decided_on": day}
        kind = "refuse-proposal" if status == "refused" else "withdraw-proposal"
        with self._store.operation(kind, self._told(self._row(key))) as tx:
            if self._book.years.get(one.year).state == "open":
                tx.update("proposal", key, status=status, **said)
            else:
                kept = {"status": status, "reason": why, "decision": said["decision"], "on": day}
                after_closing.end(self._book, one.year, key, {name: text for name, text in kept.items() if text})

    def _decider(self, one: Proposal, day: str) -> str | None:
        title = self.of(one.year).title(one.title, one.holder, day)
        return title.decided_by if title else None

    def _told(self, row: Mapping[str, Any]) -> dict[str, Any]:
        person = self._store.row("person", row["person"]) if row.get("person") else None
        home = self._book.households.get(row["household"]).name if row.get("household") else None
        facts = {"year": row["year"], "title": self.of(row["year"]).name(row["title"]), "unit": row["unit"]}
        return {**facts, "who": person["name"] if person else home or self._book.members.unit(row["unit"]).short_name}


def _day(text: str, field: str, year: int) -> str:
    """The day of what becomes of a year's proposal: never before the year began."""
    day = fields.date(text, field)
    if day < f"{year}-01-01":
        raise RuleViolation("award.before_year", on=day, year=year)
    return day


def _coefficient(value: Fraction | None) -> str | None:
    """How many base salaries, as stored; a slip of the hand is not taken for one."""
    if value is not None and not 0 <= value <= HIGHEST:
        raise BadInput("award.coefficient_bad", most=HIGHEST)
    return None if value is None else to_text(value)
